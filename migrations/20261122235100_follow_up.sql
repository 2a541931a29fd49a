-- Follow-ups: what became of an attempt 3, 6, 12 and 24 months on.
alter table experience_updates
    -- The month of the first income, if it came since the last answer, and that of the end.
    add column first_income_on date,
    add column stopped_on      date,
    add column stop_reasons    text[] not null default '{}',
    add constraint experience_updates_months check (coalesce(extract(day from first_income_on) = 1, true)
        and coalesce(extract(day from stopped_on) = 1, true)),
    add constraint experience_updates_first_income_paid check (first_income_on is null or revenue > 0),
    add constraint experience_updates_ended check (still_doing = 'stopped' or (stopped_on is null and stop_reasons = '{}'));

create index experience_updates_submission on experience_updates (submission_id, number);

-- An answer stays as it was given; a moderator only decides what becomes of it.
create function refuse_changed_answer() returns trigger language plpgsql as $$
begin
    if to_jsonb(new) - 'state' is distinct from to_jsonb(old) - 'state' then
        raise exception 'an answer is never changed' using errcode = 'restrict_violation', constraint = 'experience_updates_never_change';
    end if;
    return new;
end $$;

create trigger experience_updates_never_change before update on experience_updates
    for each row execute function refuse_changed_answer();

-- The last follow-up that was answered: 0, 3, 6, 12 or 24 months.
alter table submissions add column followed_up_months smallint not null default 0;
alter table experiences
    add column followed_up_months smallint not null default 0,
    -- The day on which the first unanswered follow-up had fallen due, once 60 days passed without an answer.
    add column silent_since date;

-- When each follow-up of a submission falls due. A start counts from its month, which is public: three months after any
-- day of March are over with June. A report told afterwards counts from the day it was begun. Any word from its author
-- since then answers it, and an attempt that ended owes none.
create view followups as
select s.id as submission_id, after.months::smallint as months, due.due_on,
       coalesce(after.months <= s.followed_up_months or e.confirmed_on >= due.due_on, false) as answered
from submissions s
join lateral (
    select r.started_on, r.status from submission_revisions r
    where r.submission_id = s.id
    order by coalesce(r.id = s.live_revision_id, false) desc, r.number desc limit 1
) told on true
left join experiences e on e.submission_id = s.id
cross join unnest(array[3, 6, 12, 24]) as after (months)
cross join lateral (
    select (case s.kind when 'registered_start' then told.started_on + make_interval(months => after.months + 1)
            else (s.created_at at time zone 'utc')::date + make_interval(months => after.months) end)::date as due_on
) due
where coalesce(e.status, told.status) not in ('stopped_before_income', 'stopped_after_income')
   or after.months <= s.followed_up_months;

-- What readers see of an attempt's updates: those that are live, of reports that are published.
create view experience_series as
select e.id as experience_id, u.number, u.as_of, u.still_doing, u.revenue, u.costs, u.currency, u.hours, u.first_income_on,
       u.stopped_on, case when r.may_publish_story then u.note else '' end as note
from experiences e
join submission_revisions r on r.id = e.revision_id
join experience_updates u on u.submission_id = e.submission_id and u.state = 'live';

-- What readers see of a registered plan: as it stood 24 hours after it was first sent, when it froze, and each published
-- change to it since. Numbers only.
create view experience_plans as
select e.id as experience_id, r.number, r.sent_at, r.id <> frozen.id as is_amendment, r.hours_per_week, r.currency, r.budget,
       r.target_monthly, r.stop_if_below, r.stop_by
from experiences e
join lateral (
    select f.id, f.number from submission_revisions f
    where f.submission_id = e.submission_id
      and f.sent_at <= (select min(sent_at) from submission_revisions where submission_id = e.submission_id) + interval '24 hours'
    order by f.number desc limit 1
) frozen on true
join submission_revisions r on r.submission_id = e.submission_id and r.number >= frozen.number
where e.kind = 'registered_start'
  and (r.id = frozen.id or r.id = e.revision_id
       or exists (select from review_items i where i.revision_id = r.id and i.state in ('approved', 'overturned')));

-- Which follow-up was answered last goes into the open data, since figures of the silent rest on it.
create or replace view coarse_experiences as
select id, open_id, published_at, amended_at, confirmed_on, version, kind, path_id, variant_id, background, years_in_field,
       audience_before, region, income_model, ai_used_for, tools, first_customer_channel, started_on, first_income_on,
       stopped_on, as_of, status, hours_per_week, weeks_active, two_digits(round(hours_total)::bigint) as hours_total,
       capital_band, teaching_share, sells_on_topic, seller, amounts_are, currency,
       two_digits(revenue_total) as revenue_total, two_digits(costs_total) as costs_total,
       two_digits(net_total) as net_total, two_digits(net_total_usd) as net_total_usd,
       two_digits(monthly_net_usd) as monthly_net_usd, two_digits(net_hourly_usd) as net_hourly_usd,
       monthly_net_band, net_hourly_band, months_to_first_income, first_income_band, duration_months, duration_band,
       headline, what_i_did, what_went_wrong, tell_a_friend, stop_reasons, months_until_copied, ai_helped_write,
       grade, proof_seen, two_digits(target_monthly_usd) as target_monthly_usd,
       two_digits(stop_if_below_usd) as stop_if_below_usd, stop_by, words,
       -- Why a report is in no figure; `counted` if it is in all of them.
       case when seller then 'seller' when monthly_net_usd is not null then 'counted' else monthly_net_band end as in_figures,
       months_until_halved, followed_up_months, silent_since
from experiences
where in_open_data;

create or replace view open_experiences as
select e.open_id as id, p.slug as path, e.kind, e.status, e.in_figures,
       shown_cell(c.shown, 'variant', coalesce(v.slug, '')) as variant,
       shown_cell(c.shown, 'background', e.background) as background,
       shown_cell(c.shown, 'years_in_field', e.years_in_field) as years_in_field,
       shown_cell(c.shown, 'audience_before', e.audience_before) as audience_before,
       shown_cell(c.shown, 'region', e.region) as region,
       (select string_agg(distinct shown_cell(c.shown, 'income_model', v), ' ')
        from unnest(e.income_model) one (v)) as income_model,
       (select string_agg(distinct shown_cell(c.shown, 'ai_used_for', v), ' ')
        from unnest(e.ai_used_for) one (v)) as ai_used_for,
       shown_cell(c.shown, 'first_customer_channel', e.first_customer_channel) as first_customer_channel,
       quarter_of(e.started_on) as started_quarter, quarter_of(e.first_income_on) as first_income_quarter,
       quarter_of(e.stopped_on) as stopped_quarter, quarter_of(e.as_of) as as_of_quarter,
       quarter_of(e.confirmed_on) as confirmed_quarter,
       e.months_to_first_income, e.duration_months, e.hours_per_week, e.weeks_active, e.hours_total,
       shown_cell(c.shown, 'capital_band', e.capital_band) as capital_band,
       shown_cell(c.shown, 'teaching_share', e.teaching_share) as teaching_share, e.seller, e.amounts_are,
       case when e.currency = 'USD' then e.revenue_total end as revenue_total_usd,
       case when e.currency = 'USD' then e.costs_total end as costs_total_usd,
       e.net_total_usd, e.monthly_net_usd, e.net_hourly_usd,
       (select string_agg(distinct shown_cell(c.shown, 'stop_reasons', v), ' ')
        from unnest(e.stop_reasons) one (v)) as stop_reasons,
       e.months_until_copied,
       shown_cell(c.shown, 'ai_helped_write', e.ai_helped_write) as ai_helped_write, e.grade, e.proof_seen,
       e.target_monthly_usd, e.stop_if_below_usd, quarter_of(e.stop_by) as stop_by_quarter,
       case when e.what_i_did is not null then e.headline end as headline,
       e.what_i_did, e.what_went_wrong, e.tell_a_friend, e.months_until_halved, e.followed_up_months
from coarse_experiences e
join paths p on p.id = e.path_id
left join path_variants v on v.id = e.variant_id
left join (
    select path_id, jsonb_object_agg(facet || ':' || value, true) as shown from common_cells group by path_id
) c on c.path_id = e.path_id;
