-- Whether the person behind an address said that it is theirs. Nothing but the question goes to one who did not.
alter table submission_contacts add column confirmed_at timestamptz;

-- Letters. Each is made in the transaction of what it is about, and goes with the address. Its words are found when it is
-- sent; the address stands nowhere but with the contact.
create table outbox (
    id             bigint generated always as identity primary key,
    submission_id  bigint      not null references submission_contacts (submission_id) on delete cascade,
    kind           text        not null,
    -- The day on which the address was left or asked for again, or the follow-up fell due.
    on_day         date        not null,
    state          text        not null default 'waiting',
    created_at     timestamptz not null default now(),
    -- When it is tried next.
    due_at         timestamptz not null default now(),
    attempts       integer     not null default 0,
    -- Why the last attempt failed; empty when it did not.
    failure        text        not null default '',
    -- When the mail server was given its words. From then on it is never given them again, whatever came of it.
    handed_over_at timestamptz,

    -- No letter is written twice.
    constraint outbox_once          unique (submission_id, kind, on_day),
    constraint outbox_kind_known    check (kind in ('confirmation', 'reminder')),
    constraint outbox_state_known   check (state in ('waiting', 'handed_over', 'sent', 'given_up')),
    constraint outbox_handed_over   check (state = 'given_up' or (state = 'waiting') = (handed_over_at is null))
);

create index outbox_waiting on outbox (due_at) where state = 'waiting';
create index submission_contacts_email on submission_contacts (lower(email));
