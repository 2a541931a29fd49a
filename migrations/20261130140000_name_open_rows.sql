-- The open data as files and the API write it: a spreadsheet takes `3-5` for a day in May, `10+` for a formula and `100`
-- for a number, and a column of cents says so in its name. What is open is still said by `open_experiences` alone, which
-- copies of the program from before read under its old names; addresses and the database keep their words.

-- `values::file_word` is its twin. Not `strict`, so that Postgres may write it into the query.
create function plain_word(word text) returns text language sql immutable parallel safe as $$
    select case word when '0' then 'none' when '1-2' then '1_to_2' when '3-5' then '3_to_5' when '6-10' then '6_to_10'
                     when '10+' then 'over_10' when '100' then 'all' else word end
$$;

create view open_rows as
select id, path, kind, status, in_figures, variant, background, plain_word(years_in_field) as years_in_field, audience_before,
       region, income_model, ai_used_for, first_customer_channel, started_quarter, first_income_quarter, stopped_quarter,
       as_of_quarter, confirmed_quarter, followed_up_months, months_to_first_income, duration_months, hours_per_week,
       weeks_active, hours_total, capital_band, plain_word(teaching_share) as teaching_share, seller, amounts_are,
       revenue_total_usd as revenue_total_usd_cents, costs_total_usd as costs_total_usd_cents,
       net_total_usd as net_total_usd_cents, monthly_net_usd as monthly_net_usd_cents,
       net_hourly_usd as net_hourly_usd_cents, stop_reasons, months_until_copied, ai_helped_write, grade, proof_seen,
       target_monthly_usd as target_monthly_usd_cents, stop_if_below_usd as stop_if_below_usd_cents, stop_by_quarter,
       headline, what_i_did, what_went_wrong, tell_a_friend, months_until_halved
from open_experiences;

-- By which version of the dictionary a month's files are to be read. Those frozen so far, and those that a copy of the
-- program from before freezes, have the old names.
alter table snapshots add column dictionary smallint not null default 1;
