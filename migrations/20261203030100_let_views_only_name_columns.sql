-- The row itself is coarse, so nothing that reads it makes it coarser. Copies of the program from before read the views under
-- the same names.
create or replace view coarse_experiences as
select id, open_id, published_at, amended_at, confirmed_on, version, kind, path_id, variant_id, background, years_in_field,
       audience_before, region, income_model, ai_used_for, tools, first_customer_channel, started_on, first_income_on,
       stopped_on, as_of, status, hours_per_week, weeks_active, hours_total::bigint as hours_total,
       capital_band, teaching_share, sells_on_topic, seller, amounts_are, currency, revenue_total, costs_total, net_total,
       net_total_usd, monthly_net_usd, net_hourly_usd, monthly_net_band, net_hourly_band, months_to_first_income,
       first_income_band, duration_months, duration_band, headline, what_i_did, what_went_wrong, tell_a_friend, stop_reasons,
       months_until_copied, ai_helped_write, grade, proof_seen, target_monthly_usd, stop_if_below_usd, stop_by, words,
       -- Why a report is in no figure; `counted` if it is in all of them.
       case when seller then 'seller' when monthly_net_usd is not null then 'counted' else monthly_net_band end as in_figures,
       months_until_halved, followed_up_months, silent_since,
       -- Whether a moderator read everything that it says, answers included.
       unread_answers = 0 as was_read,
       -- The first day of the month in which it was first sent.
       date_trunc('month', coalesce((select min(i.queued_at) from review_items i
                                     where i.submission_id = experiences.submission_id and i.kind = 'submission'),
                                    published_at) at time zone 'utc')::date as came_in
from experiences
where in_open_data;

-- One row of the files and of the API. A row that a copy of the program from before wrote is not among them until it is
-- written anew.
create or replace view open_rows as
select e.open_id as id, p.slug as path, e.kind, e.status,
       case when e.seller then 'seller' when e.monthly_net_usd is not null then 'counted' else e.monthly_net_band end as in_figures,
       case when e.variant_is_merged then 'merged' else coalesce(v.slug, '') end as variant,
       e.background, plain_word(e.years_in_field) as years_in_field, e.audience_before, e.region,
       nullif(array_to_string(e.income_model, ' '), '') as income_model,
       nullif(array_to_string(e.ai_used_for, ' '), '') as ai_used_for, e.first_customer_channel,
       quarter_of(e.started_on) as started_quarter, quarter_of(e.first_income_on) as first_income_quarter,
       quarter_of(e.stopped_on) as stopped_quarter, quarter_of(e.as_of) as as_of_quarter,
       quarter_of(e.confirmed_on) as confirmed_quarter, e.followed_up_months, e.months_to_first_income, e.duration_months,
       e.hours_per_week, e.weeks_active, e.hours_total::bigint as hours_total, e.capital_band,
       plain_word(e.teaching_share) as teaching_share, e.seller, e.amounts_are,
       e.revenue_total_usd as revenue_total_usd_cents, e.costs_total_usd as costs_total_usd_cents,
       e.net_total_usd as net_total_usd_cents, e.monthly_net_usd as monthly_net_usd_cents,
       e.net_hourly_usd as net_hourly_usd_cents, nullif(array_to_string(e.stop_reasons, ' '), '') as stop_reasons,
       e.months_until_copied, e.ai_helped_write, e.grade, e.proof_seen, e.target_monthly_usd as target_monthly_usd_cents,
       e.stop_if_below_usd as stop_if_below_usd_cents, quarter_of(e.stop_by) as stop_by_quarter,
       case when e.what_i_did is not null then e.headline end as headline, e.what_i_did, e.what_went_wrong, e.tell_a_friend,
       e.months_until_halved, e.unread_answers = 0 as was_read, e.budget_usd as budget_usd_cents
from experiences e
join paths p on p.id = e.path_id
left join path_variants v on v.id = e.variant_id
where e.in_open_data and e.coarse_version = e.version;

drop view open_experiences;
-- A copy of the program from before fails to recount, and leaves it and the months that end to copies of this one.
drop function recount_common_cells();
drop table common_cells_counted;
drop materialized view common_cells;
drop function shown_cell(jsonb, text, text);
drop function two_digits(bigint);

-- The words that a path's rows may show, as they were counted last.
create table common_cells (
    path_id bigint not null,
    facet text not null,
    value text not null,
    primary key (path_id, facet, value)
);

create function shown_word(common text[], facet text, value text) returns text language sql immutable parallel safe as $$
    select case when value is null or facet || ':' || value = any(common) then value else 'merged' end
$$;

-- Those of several words that may be shown, in their order, and `merged` behind them for all others together.
create function shown_words(common text[], facet text, words text[]) returns text[] language sql immutable parallel safe as $$
    select array(select word from unnest(words) with ordinality as said (word, place)
                 where facet || ':' || word = any(common) order by place)
        || case when exists (select from unnest(words) as said (word) where not facet || ':' || word = any(common))
                then array['merged'] else '{}' end
$$;

-- Whether a follow-up was answered goes by the exact day on which the author last confirmed the report.
create or replace view followups as
select s.id as submission_id, after.months::smallint as months, due.due_on,
       after.months <= s.followed_up_months
       or coalesce(s.kind = 'told_afterwards' and coalesce(o.confirmed_on, e.confirmed_on) >= due.due_on, false)
       or exists (select from experience_updates u
                  where u.submission_id = s.id and u.state <> 'refused' and u.as_of + 14 >= due.due_on) as answered,
       after.months <= s.followed_up_months
       or coalesce(s.kind = 'told_afterwards' and coalesce(o.confirmed_on, e.confirmed_on) >= due.due_on, false)
       or exists (select from experience_updates u
                  where u.submission_id = s.id and u.state = 'live' and u.as_of + 14 >= due.due_on) as counted
from submissions s
join lateral (select r.started_on, r.status from submission_revisions r where r.submission_id = s.id
              order by coalesce(r.id = s.live_revision_id, false) desc, r.number desc limit 1) told on true
left join experiences e on e.submission_id = s.id
left join experience_originals o on o.submission_id = s.id
cross join unnest(array[3, 6, 12, 24]) after(months)
cross join lateral (select (case s.kind when 'registered_start' then told.started_on + make_interval(months => after.months + 1)
                            else (s.created_at at time zone 'utc')::date + make_interval(months => after.months) end)::date as due_on) due
where coalesce(e.status, told.status) <> all (array['stopped_before_income', 'stopped_after_income'])
      or after.months <= s.followed_up_months;
