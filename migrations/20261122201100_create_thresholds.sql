-- The numbers by which the moderators' queue goes, where they are not what a release says: the newest row of a name is in
-- force. Readers see each change, so it tells who, when and why, and is never changed itself.
create table threshold_changes (
    id          bigint generated always as identity primary key,
    at          timestamptz not null default now(),
    name        text        not null,
    was         integer     not null,
    value       integer     not null,
    why         text        not null,
    account_id  bigint      not null references accounts (id),
    role        text        not null,
    handle      text        not null,

    constraint threshold_changes_name_known  check (name in ('proof_from', 'fence_times', 'fence_least', 'alike_from',
        'many_from_one', 'undo_minutes')),
    constraint threshold_changes_is_change   check (value <> was),
    constraint threshold_changes_value_sane  check (value between 1 and 100000),
    constraint threshold_changes_why_length  check (char_length(why) between 10 and 500)
);

create trigger threshold_changes_never_change before update or delete on threshold_changes
    for each row execute function refuse_change();
create trigger threshold_changes_never_emptied before truncate on threshold_changes
    for each statement execute function refuse_change();

-- What is suggested to the author for each reason, where it is not what a release says: the newest row of a reason counts.
create table reason_wordings (
    id          bigint generated always as identity primary key,
    at          timestamptz not null default now(),
    reason      text        not null,
    words       text        not null,
    account_id  bigint      not null references accounts (id),

    constraint reason_wordings_length check (char_length(words) <= 1000)
);

create trigger reason_wordings_never_change before update or delete on reason_wordings
    for each row execute function refuse_change();
