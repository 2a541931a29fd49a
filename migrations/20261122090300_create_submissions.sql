-- What a reader sends. Nothing here is ever public: an approval makes a row of `experiences` out of one
-- revision, so no public query can show an unreviewed word or anybody's address.

-- Rates for putting other currencies beside US dollars. An amount without a rate stays in its own currency
-- and out of every figure in dollars.
create table exchange_rates (
    currency      char(3)          primary key,
    usd_per_unit  double precision not null,
    as_of         date             not null,
    source        text             not null,

    constraint exchange_rates_positive check (usd_per_unit > 0)
);

create table submissions (
    id                 bigint generated always as identity primary key,
    -- What a submitter quotes when they write to us. It opens nothing.
    reference          text        not null,
    -- The SHA-256 of the private link's secret, and of the key of the form that began it, so that a form sent
    -- twice begins one submission.
    secret_hash        bytea       not null,
    form_key_hash      bytea       not null,
    kind               text        not null,
    state              text        not null default 'draft',
    -- The answers as typed, right or wrong, by field name; null when nothing is being written.
    draft              jsonb,
    draft_version      integer     not null default 0,
    live_revision_id   bigint,
    -- Why this may come from a machine: the names of the traps it walked into.
    suspicions         text[]      not null default '{}',
    created_at         timestamptz not null default now(),
    link_seen_at       timestamptz,
    last_confirmed_on  date,

    constraint submissions_reference_unique  unique (reference),
    constraint submissions_secret_unique     unique (secret_hash),
    constraint submissions_form_key_unique   unique (form_key_hash),
    constraint submissions_kind_known        check (kind in ('registered_start', 'told_afterwards')),
    constraint submissions_state_known       check (state in ('draft', 'submitted', 'published', 'changes_requested',
        'not_published', 'withdrawn', 'hidden')),
    constraint submissions_published_is_live check ((state = 'published') <= (live_revision_id is not null))
);

-- Kept apart, so that deleting it touches nothing else.
create table submission_contacts (
    submission_id  bigint      primary key references submissions (id) on delete cascade,
    email          text        not null,
    given_at       timestamptz not null default now(),

    constraint submission_contacts_email_length check (char_length(email) between 3 and 254)
);

-- One immutable row for each time a report is sent. Money is in hundredths of `currency`.
create table submission_revisions (
    id                      bigint generated always as identity primary key,
    submission_id           bigint      not null references submissions (id) on delete cascade,
    number                  integer     not null,
    -- The draft this was made of: the same draft sent twice is one revision.
    draft_version           integer     not null,
    sent_at                 timestamptz not null default now(),
    kind                    text        not null,

    path_id                 bigint      not null references paths (id),
    variant_id              bigint      references path_variants (id),
    background              text        not null,
    years_in_field          text        not null,
    audience_before         text        not null,
    had_paid_before         boolean,
    region                  text        not null,
    country                 text,
    income_model            text[]      not null,
    ai_used_for             text[]      not null,
    tools                   text[]      not null default '{}',
    first_customer_channel  text        not null,

    started_on              date        not null,
    first_income_on         date,
    stopped_on              date,
    as_of                   date        not null,
    status                  text        not null,

    hours_per_week          double precision not null,
    weeks_active            integer     not null,
    hours_total             double precision not null,
    currency                char(3)     not null,
    usd_rate                double precision,
    upfront_cost            bigint      not null default 0,
    running_cost_total      bigint      not null default 0,
    people_paid_total       bigint      not null default 0,
    revenue_total           bigint      not null default 0,
    refunds_total           bigint      not null default 0,
    last3m_revenue          bigint,
    last3m_cost             bigint,
    amounts_are             text        not null,
    teaching_share          text        not null,
    sells_on_topic          boolean     not null,
    capital_band            text        not null,

    headline                text        not null,
    what_i_did              text        not null,
    what_went_wrong         text        not null,
    tell_a_friend           text        not null,
    stop_reasons            text[]      not null default '{}',
    months_until_copied     smallint,
    ai_helped_write         text        not null,

    may_publish_story       boolean     not null,
    in_open_data            boolean     not null,
    may_contact             boolean     not null,

    target_monthly          bigint,
    stop_if_below           bigint,
    stop_by                 date,
    budget                  bigint,
    premortem               text[]      not null default '{}',

    constraint submission_revisions_number_once  unique (submission_id, number),
    constraint submission_revisions_draft_once   unique (submission_id, draft_version),
    constraint submission_revisions_kind_known   check (kind in ('registered_start', 'told_afterwards')),
    constraint submission_revisions_months       check (extract(day from started_on) = 1
        and coalesce(extract(day from first_income_on) = 1, true) and coalesce(extract(day from stopped_on) = 1, true)
        and coalesce(extract(day from stop_by) = 1, true)),
    constraint submission_revisions_dates_in_order check (started_on <= as_of
        and coalesce(first_income_on between started_on and as_of, true)
        and coalesce(stopped_on between started_on and as_of, true)),
    constraint submission_revisions_status_known check (status in ('trying', 'earning', 'paused', 'stopped_before_income', 'stopped_after_income')),
    constraint submission_revisions_status_fits_dates check (case status
        when 'trying'                then first_income_on is null and stopped_on is null
        when 'earning'               then first_income_on is not null and stopped_on is null
        when 'paused'                then stopped_on is null
        when 'stopped_before_income' then first_income_on is null and stopped_on is not null
        when 'stopped_after_income'  then first_income_on is not null and stopped_on is not null end),
    constraint submission_revisions_money_sane   check (upfront_cost between 0 and 1000000000000
        and running_cost_total between 0 and 1000000000000 and people_paid_total between 0 and 1000000000000
        and revenue_total between 0 and 1000000000000 and refunds_total between 0 and 1000000000000
        and coalesce(last3m_revenue between 0 and 1000000000000, true) and coalesce(last3m_cost between 0 and 1000000000000, true)),
    constraint submission_revisions_refunds_within_revenue check (refunds_total <= revenue_total),
    constraint submission_revisions_income_has_date check (kind = 'registered_start' or (revenue_total > 0) = (first_income_on is not null)),
    constraint submission_revisions_currency_shape  check (currency ~ '^[A-Z]{3}$'),
    constraint submission_revisions_dollars_are_dollars check (currency <> 'USD' or usd_rate = 1),
    constraint submission_revisions_hours_worked    check (hours_per_week > 0 and hours_per_week <= 112 and weeks_active between 0 and 2000
        and (hours_total > 0 or kind = 'registered_start')),
    constraint submission_revisions_headline_length check (char_length(headline) between 10 and 120),
    constraint submission_revisions_story_length    check (char_length(what_i_did) <= 2000 and char_length(what_went_wrong) <= 2000
        and char_length(tell_a_friend) <= 2000 and char_length(what_i_did) >= 80
        and (kind = 'registered_start' or (char_length(what_went_wrong) >= 80 and char_length(tell_a_friend) >= 80)))
);

create index submission_revisions_submission on submission_revisions (submission_id, number desc);

alter table submissions add constraint submissions_live_revision
    foreign key (live_revision_id) references submission_revisions (id) deferrable initially deferred;

-- What was sent stays as it was sent. Only erasing a whole submission takes its revisions away.
create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% of % is refused: its rows are never changed', tg_op, tg_table_name
        using errcode = 'restrict_violation', constraint = tg_table_name || '_never_change';
end $$;

create trigger submission_revisions_never_change before update on submission_revisions
    for each row execute function refuse_change();
