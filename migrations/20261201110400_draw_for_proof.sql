-- What was drawn by lot for a proof, each report and each answer once, and what came of it. It outlives what it speaks of, so it
-- names by number without referring; it tells nobody's sums.
create table proof_draws (
    id             bigint generated always as identity primary key,
    -- What the lot was drawn over: "report 12", or "answer 3 of 12".
    ticket         text        not null,
    submission_id  bigint      not null,
    item_id        bigint      not null,
    path_id        bigint      not null references paths (id),
    drawn_at       timestamptz not null default now(),
    -- When its author was asked.
    asked_at       timestamptz,
    result         text        not null default 'open',
    settled_at     timestamptz,
    -- The network that it came from, for as long as such numbers are kept: who takes a drawn report back and sends another is
    -- asked again.
    number         bigint,

    constraint proof_draws_ticket_once   unique (ticket),
    constraint proof_draws_result_known  check (result in ('open', 'proved', 'could_not', 'withdrew', 'not_asked')),
    constraint proof_draws_settled_whole check ((result = 'open') = (settled_at is null)),
    constraint proof_draws_asked_first   check (asked_at is not null or result in ('open', 'proved', 'not_asked'))
);

create index proof_draws_item on proof_draws (item_id);
create index proof_draws_open on proof_draws (submission_id) where result = 'open';
