-- What currencies are worth in US dollars, as averages over months and years. Only ever added to: the rate in force is the one
-- that no other replaces, and what was replaced stays with the reason.
create table average_rates (
    id             bigint generated always as identity primary key,
    currency       char(3)          not null,
    -- A year, as `2025`, or a month, as `2026-03`.
    period         text             not null,
    units_per_usd  double precision not null,
    -- The publication and who publishes it, and where it is found; no address where there is none.
    source         text             not null,
    url            text             not null default '',
    origin         text             not null,
    -- The handle of an editor; the operator's command and the program have names of their own.
    entered_by     text             not null,
    entered_at     timestamptz      not null default now(),
    replaces       bigint,
    why            text             not null default '',

    constraint average_rates_origin_known     check (origin in ('shipped', 'imported', 'edited')),
    constraint average_rates_no_dollars       check (currency <> 'USD'),
    constraint average_rates_period_read      check (period ~ '^[12][0-9]{3}(-(0[1-9]|1[0-2]))?$'),
    constraint average_rates_positive         check (units_per_usd > 0 and units_per_usd < 'infinity'),
    constraint average_rates_source_given     check (source <> ''),
    constraint average_rates_replaced_once    unique (replaces),
    constraint average_rates_named            unique (id, currency, period),
    constraint average_rates_replaces_its_own foreign key (replaces, currency, period)
        references average_rates (id, currency, period)
);

create unique index average_rates_first_once on average_rates (currency, period) where replaces is null;

create trigger average_rates_never_change before update or delete on average_rates
    for each row execute function refuse_change();
create trigger average_rates_never_emptied before truncate on average_rates
    for each statement execute function refuse_change();

-- Currencies with a new rate, whose published reports are gone through in the order of their numbers.
create table rates_due (
    currency    char(3) primary key,
    -- The submission up to which it is done.
    done_up_to  bigint  not null default 0,
    -- How often it was asked for: who is at it begins again when another rate comes meanwhile.
    asked       integer not null default 1
);

-- Whoever publishes holds this lock shared until the end of the transaction, so that no report is published at rates of
-- before after its currency was gone through.
create function wait_for_publications() returns trigger language plpgsql as $$
begin
    perform pg_advisory_xact_lock(hashtext('average_rates'));
    return new;
end $$;

create function ask_for_dollars() returns trigger language plpgsql as $$
begin
    insert into rates_due (currency) values (new.currency)
    on conflict (currency) do update set done_up_to = 0, asked = rates_due.asked + 1;
    return new;
end $$;

create trigger average_rates_wait before insert on average_rates
    for each row execute function wait_for_publications();
create trigger average_rates_ask after insert on average_rates
    for each row execute function ask_for_dollars();

-- Edits are of rates, too: of a currency and no path, and by nobody's account where a command made them. `exchange_rates` is
-- what the release before reads, and goes after it.
alter table edits
    alter column path_id drop not null,
    alter column account_id drop not null,
    alter column role drop not null,
    add column currency char(3),
    add constraint edits_about_one_thing check ((path_id is null) <> (currency is null)) not valid,
    add constraint edits_by_somebody     check ((account_id is null) = (role is null)) not valid;
