-- How long an edge lasted has two ends: the first visible copy, and the month in which price or income had halved. Both
-- may stay unanswered. Nobody was asked for the second one before, so every earlier report has none.
alter table submission_revisions add column months_until_halved smallint
    constraint submission_revisions_halved_in_months check (months_until_halved between 0 and 600);
alter table experiences add column months_until_halved smallint
    constraint experiences_halved_in_months check (months_until_halved between 0 and 600);

-- `path_figures.figures` has two more counts from now on:
--   halvings            months until price or income had halved: [start half-year, months, people]
--   hours_a_week        [whole hours a week, people]
--
-- Views take further columns at their end only.
create or replace view coarse_experiences as
select id, open_id, published_at, amended_at, confirmed_on, version, kind, path_id, variant_id, background, years_in_field,
       audience_before, region, income_model, ai_used_for, tools, first_customer_channel, started_on, first_income_on,
       stopped_on, as_of, status, hours_per_week, weeks_active, two_digits(round(hours_total)::bigint) as hours_total,
       capital_band, teaching_share, sells_on_topic, seller, amounts_are, currency,
       -- In their own currency; a currency names a country, so the open data has those in dollars only.
       two_digits(revenue_total) as revenue_total, two_digits(costs_total) as costs_total,
       two_digits(net_total) as net_total, two_digits(net_total_usd) as net_total_usd,
       two_digits(monthly_net_usd) as monthly_net_usd, two_digits(net_hourly_usd) as net_hourly_usd,
       monthly_net_band, net_hourly_band, months_to_first_income, first_income_band, duration_months, duration_band,
       headline, what_i_did, what_went_wrong, tell_a_friend, stop_reasons, months_until_copied, ai_helped_write,
       grade, proof_seen, two_digits(target_monthly_usd) as target_monthly_usd,
       two_digits(stop_if_below_usd) as stop_if_below_usd, stop_by, words,
       -- Why a report is in no figure; `counted` if it is in all of them.
       case when seller then 'seller' when monthly_net_usd is not null then 'counted' else monthly_net_band end as in_figures,
       months_until_halved
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
       e.what_i_did, e.what_went_wrong, e.tell_a_friend, e.months_until_halved
from coarse_experiences e
join paths p on p.id = e.path_id
left join path_variants v on v.id = e.variant_id
left join (
    select path_id, jsonb_object_agg(facet || ':' || value, true) as shown from common_cells group by path_id
) c on c.path_id = e.path_id;
