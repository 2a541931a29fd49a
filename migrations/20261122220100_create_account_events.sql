-- Every change of people: who, what, whom, when. Only added to; admins see it.
create table account_events (
    id          bigint      generated always as identity primary key,
    at          timestamptz not null default now(),
    -- Null for whoever runs the program's commands.
    by_id       bigint      references accounts (id),
    account_id  bigint      not null references accounts (id),
    action      text        not null,
    detail      text        not null default '',

    constraint account_events_action_known check (action in ('added', 'invited', 'password_set', 'password_changed',
        'second_step_set', 'second_step_reset', 'codes_renewed', 'code_used', 'role_changed', 'closed', 'reopened',
        'sessions_ended'))
);

create index account_events_newest on account_events (at desc, id desc);
create index account_events_account on account_events (account_id, id desc);

create trigger account_events_never_change before update or delete on account_events
    for each row execute function refuse_change();
create trigger account_events_never_emptied before truncate on account_events
    for each statement execute function refuse_change();
