-- What anybody may take away: the published reports whose authors agreed to it, made coarser. Figures on pages rest on
-- the same rows and the same rounded sums, so that a reader can compute every one of them again.

-- The nearest sum with two significant digits; halves go away from zero. For sums of up to eighteen digits.
-- `Cents::two_digits` is its twin.
create function two_digits(amount bigint) returns bigint language sql immutable strict parallel safe as $$
    select case when abs(amount) < 100 then amount
                else round(amount::numeric, 2 - length(abs(amount)::text))::bigint end
$$;

-- `2026-Q1`.
create function quarter_of(day date) returns text language sql immutable strict parallel safe as $$
    select extract(year from day)::text || '-Q' || extract(quarter from day)::text
$$;

-- A report's name in the open data. It says nothing of the page's address nor of the order of publication.
alter table experiences add column open_id uuid not null default gen_random_uuid();
alter table experiences add constraint experiences_open_id_unique unique (open_id);

-- Page figures rest on these rows: those whose authors agreed, with their sums in two digits, and all else as it is.
create view coarse_experiences as
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
       case when seller then 'seller' when monthly_net_usd is not null then 'counted' else monthly_net_band end as in_figures
from experiences
where in_open_data;

-- The values that the open data shows of each path. From the rarest up, a value is merged while fewer than five reports
-- of the path have it, or while those merged before it are fewer than five together: so nobody stands alone under a
-- value, nor under `merged`. Recounted within a minute of a change; a value not counted yet is merged.
create materialized view common_cells as
with cells as (
    select e.path_id, facet, value, count(*) as n
    from coarse_experiences e
    left join path_variants v on v.id = e.variant_id
    cross join lateral (
        values ('variant', coalesce(v.slug, '')), ('background', e.background), ('years_in_field', e.years_in_field),
               ('audience_before', e.audience_before), ('region', e.region),
               ('first_customer_channel', e.first_customer_channel), ('capital_band', e.capital_band),
               ('teaching_share', e.teaching_share), ('ai_helped_write', e.ai_helped_write)
        union all select 'income_model', unnest(e.income_model)
        union all select 'ai_used_for', unnest(e.ai_used_for)
        union all select 'stop_reasons', unnest(e.stop_reasons)
    ) said (facet, value)
    group by e.path_id, facet, value
), ranked as (
    select path_id, facet, value, n,
           sum(n) over (partition by path_id, facet order by n, value
                        rows between unbounded preceding and 1 preceding) as rarer
    from cells
)
select path_id, facet, value from ranked where n >= 5 and coalesce(rarer >= 5, true);

create unique index common_cells_once on common_cells (path_id, facet, value);

-- What the cells were counted from; they are recounted when this has changed.
create table common_cells_counted (
    one       boolean     primary key default true check (one),
    reports   bigint      not null default 0,
    latest    timestamptz
);

insert into common_cells_counted default values;

-- `shown` holds the path's common cells, each as `facet:value`.
create function shown_cell(shown jsonb, facet text, value text) returns text language sql immutable parallel safe as $$
    select case when shown ? (facet || ':' || value) then value else 'merged' end
$$;

-- A row of the open data. Text of the author's own only where its publication was agreed to: the story is absent otherwise.
create view open_experiences as
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
       e.what_i_did, e.what_went_wrong, e.tell_a_friend
from coarse_experiences e
join paths p on p.id = e.path_id
left join path_variants v on v.id = e.variant_id
left join (
    select path_id, jsonb_object_agg(facet || ':' || value, true) as shown from common_cells group by path_id
) c on c.path_id = e.path_id;
