-- Figures say how many of the reports behind them were read whole; whoever counts again from the open data can, too.
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
       case when e.currency = 'USD' and e.monthly_net_band <> 'not_yet_known' then e.revenue_total end as revenue_total_usd,
       case when e.currency = 'USD' and e.monthly_net_band <> 'not_yet_known' then e.costs_total end as costs_total_usd,
       case when e.monthly_net_band <> 'not_yet_known' then e.net_total_usd end as net_total_usd, e.monthly_net_usd, e.net_hourly_usd,
       (select string_agg(distinct shown_cell(c.shown, 'stop_reasons', v), ' ')
        from unnest(e.stop_reasons) one (v)) as stop_reasons,
       e.months_until_copied,
       shown_cell(c.shown, 'ai_helped_write', e.ai_helped_write) as ai_helped_write, e.grade, e.proof_seen,
       e.target_monthly_usd, e.stop_if_below_usd, quarter_of(e.stop_by) as stop_by_quarter,
       case when e.what_i_did is not null then e.headline end as headline,
       e.what_i_did, e.what_went_wrong, e.tell_a_friend, e.months_until_halved, e.followed_up_months, e.was_read
from coarse_experiences e
join paths p on p.id = e.path_id
left join path_variants v on v.id = e.variant_id
left join (
    select path_id, jsonb_object_agg(facet || ':' || value, true) as shown from common_cells group by path_id
) c on c.path_id = e.path_id;

create or replace view open_rows as
select id, path, kind, status, in_figures, variant, background, plain_word(years_in_field) as years_in_field, audience_before,
       region, income_model, ai_used_for, first_customer_channel, started_quarter, first_income_quarter, stopped_quarter,
       as_of_quarter, confirmed_quarter, followed_up_months, months_to_first_income, duration_months, hours_per_week,
       weeks_active, hours_total, capital_band, plain_word(teaching_share) as teaching_share, seller, amounts_are,
       revenue_total_usd as revenue_total_usd_cents, costs_total_usd as costs_total_usd_cents,
       net_total_usd as net_total_usd_cents, monthly_net_usd as monthly_net_usd_cents,
       net_hourly_usd as net_hourly_usd_cents, stop_reasons, months_until_copied, ai_helped_write, grade, proof_seen,
       target_monthly_usd as target_monthly_usd_cents, stop_if_below_usd as stop_if_below_usd_cents, stop_by_quarter,
       headline, what_i_did, what_went_wrong, tell_a_friend, months_until_halved, was_read
from open_experiences;
