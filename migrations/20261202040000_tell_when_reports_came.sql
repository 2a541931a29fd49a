-- Figures say how many of the reports behind them came in the busiest month. A report came when its first version did, as in
-- arrivals_on_path; copies that stand for no submission, as the benchmark makes, came when they were published.
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
       months_until_halved, followed_up_months, silent_since,
       -- Whether a moderator read everything that it says, answers included.
       unread_answers = 0 as was_read,
       -- The first day of the month in which it was first sent.
       date_trunc('month', coalesce((select min(i.queued_at) from review_items i
                                     where i.submission_id = experiences.submission_id and i.kind = 'submission'),
                                    published_at) at time zone 'utc')::date as came_in
from experiences
where in_open_data;
