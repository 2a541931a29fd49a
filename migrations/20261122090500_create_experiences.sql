-- What readers read: one flat row for each published report, with nothing in it that is not public. Every public
-- list, figure and page comes from here and never from `submissions`. Amounts are US cents; null where the report's
-- currency has no rate.
create table experiences (
    id                      bigint generated always as identity primary key,
    submission_id           bigint      not null references submissions (id) on delete cascade,
    revision_id             bigint      not null references submission_revisions (id) on delete cascade,
    published_at            timestamptz not null default now(),
    amended_at              timestamptz,
    confirmed_on            date        not null,
    version                 integer     not null default 1,

    kind                    text        not null,
    path_id                 bigint      not null references paths (id),
    variant_id              bigint      references path_variants (id),
    background              text        not null,
    years_in_field          text        not null,
    audience_before         text        not null,
    region                  text        not null,
    income_model            text[]      not null,
    ai_used_for             text[]      not null,
    tools                   text[]      not null,
    first_customer_channel  text        not null,
    started_on              date        not null,
    first_income_on         date,
    stopped_on              date,
    as_of                   date        not null,
    status                  text        not null,
    hours_per_week          double precision not null,
    weeks_active            integer     not null,
    hours_total             double precision not null,
    capital_band            text        not null,
    teaching_share          text        not null,
    sells_on_topic          boolean     not null,
    amounts_are             text        not null,
    currency                char(3)     not null,
    revenue_total           bigint      not null,
    costs_total             bigint      not null,
    net_total               bigint      not null,

    -- Computed from the numbers by `submissions::Report`, never chosen by anybody.
    net_total_usd           bigint,
    monthly_net_usd         bigint,
    net_hourly_usd          bigint,
    monthly_net_band        text        not null,
    net_hourly_band         text        not null,
    months_to_first_income  smallint,
    first_income_band       text        not null,
    duration_months         smallint    not null,
    duration_band           text        not null,

    headline                text        not null,
    what_i_did              text,
    what_went_wrong         text,
    tell_a_friend           text,
    stop_reasons            text[]      not null default '{}',
    months_until_copied     smallint,
    ai_helped_write         text        not null,
    grade                   text        not null default 'E',
    in_open_data            boolean     not null,

    target_monthly_usd      bigint,
    stop_if_below_usd       bigint,
    stop_by                 date,

    seller                  boolean     not null generated always as (teaching_share <> 'none' or sells_on_topic) stored,
    proof_seen              boolean     not null generated always as (grade in ('A', 'B')) stored,
    words                   tsvector    not null generated always as (
                                setweight(to_tsvector('english', headline), 'A')
                                || setweight(to_tsvector('english', coalesce(what_i_did, '') || ' ' || coalesce(what_went_wrong, '')
                                || ' ' || coalesce(tell_a_friend, '')), 'C')) stored,

    constraint experiences_submission_once unique (submission_id),
    constraint experiences_grade_known     check (grade in ('A', 'B', 'C', 'D', 'E'))
);

create index experiences_newest on experiences (confirmed_on desc, id desc);
create index experiences_path_newest on experiences (path_id, confirmed_on desc, id desc);
create index experiences_by_hourly on experiences (net_hourly_usd, id);
create index experiences_by_wait on experiences (months_to_first_income, id);
create index experiences_by_hours on experiences (hours_total, id);
create index experiences_by_grade on experiences (grade, id);
create index experiences_words on experiences using gin (words);
create index experiences_headline on experiences using gin (headline gin_trgm_ops);
