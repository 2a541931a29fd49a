-- A case study was chosen by an author or an editor, not sampled: it is read, and never counted in a figure.
create table case_studies (
    id              bigint generated always as identity primary key,
    slug            text     not null,
    path_id         bigint   not null references paths (id),
    variant_id      bigint   references path_variants (id),
    title           text     not null,
    person_label    text     not null,
    background      text,
    lede            text     not null,
    outcome         text     not null,
    relation        text     not null,
    grade           text     not null,
    headline_sum    text     not null,
    -- The middle of the monthly income told, in US cents, for the band facet only. Null when none is told.
    monthly_cents   bigint,
    who_pays        text,
    brought         text,
    customers       text,
    ai_tools        text[]   not null default '{}',
    income_model    text[]   not null default '{}',
    steps           jsonb    not null default '[]',
    timeline        jsonb    not null default '[]',
    lesson          text     not null,
    unknown         text[]   not null default '{}',
    body            text     not null default '',
    observed_year   smallint,
    precision       text,
    last_checked_on date     not null,
    source          text     not null,
    locator         text     not null,
    facts           smallint[] not null default '{}',
    content_hash    text,
    edited_at       timestamptz,
    version         integer  not null default 1,
    words           tsvector not null generated always as (
                        setweight(to_tsvector('english', title || ' ' || person_label), 'A')
                        || setweight(to_tsvector('english', lede || ' ' || lesson), 'B')
                        || setweight(to_tsvector('english', body), 'C')) stored,

    constraint case_studies_slug_unique      unique (slug),
    constraint case_studies_slug_shape       check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    constraint case_studies_outcome_known    check (outcome in ('worked', 'failed', 'mixed', 'unclear')),
    constraint case_studies_relation_known   check (relation in ('first_hand', 'acquaintance_of_author', 'described_by_author', 'public_record')),
    constraint case_studies_grade_known      check (grade in ('A', 'B', 'C', 'D', 'E')),
    constraint case_studies_year_range       check (observed_year between 2015 and 2100)
);

create index case_studies_path on case_studies (path_id, slug);
create index case_studies_words on case_studies using gin (words);

create table case_figures (
    case_id              bigint   not null references case_studies (id) on delete cascade,
    position             smallint not null,
    kind                 text     not null,
    bound                text     not null,
    min                  double precision not null,
    max                  double precision,
    unit                 text     not null,
    gross_or_net         text     not null default 'not_stated',
    currency_as_written  text,
    derived_from         text,
    says                 text     not null,

    constraint case_figures_once            primary key (case_id, position),
    constraint case_figures_kind_known      check (kind in ('income', 'price', 'units', 'audience', 'saving', 'effort', 'count')),
    constraint case_figures_bound_known     check (bound in ('exact', 'approx', 'at_least', 'more_than', 'range')),
    constraint case_figures_unit_known      check (unit in ('usd_per_month', 'usd_per_year', 'usd_per_project', 'usd_per_session', 'usd_per_seat',
        'items_per_day', 'projects_per_month', 'percent', 'days', 'weeks', 'months', 'count')),
    constraint case_figures_gross_or_net_known check (gross_or_net in ('gross', 'net', 'not_stated')),
    constraint case_figures_range_has_both_ends check ((bound = 'range') = (max is not null) and coalesce(max >= min, true)),
    constraint case_figures_money_has_currency  check (unit not like 'usd%' or currency_as_written is not null)
);
