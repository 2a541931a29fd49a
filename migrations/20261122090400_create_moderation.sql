-- Every sent revision waits here, once.
create table review_items (
    id                   bigint generated always as identity primary key,
    revision_id          bigint      not null references submission_revisions (id) on delete cascade,
    submission_id        bigint      not null references submissions (id) on delete cascade,
    state                text        not null default 'queued',
    -- A suspected machine's report waits in a line of its own; it is read all the same.
    suspected            boolean     not null default false,
    priority             smallint    not null default 0,
    -- What the rules noticed: a list of {rule, field, words, weight}.
    signals              jsonb       not null default '[]',
    needs_second_reader  boolean     not null default false,
    claimed_by           bigint      references accounts (id),
    claimed_until        timestamptz,
    version              integer     not null default 1,
    -- How often this report was already sent back to its author.
    change_rounds        smallint    not null default 0,
    queued_at            timestamptz not null default now(),
    decided_at           timestamptz,
    decided_by           bigint      references accounts (id),
    reason_codes         text[]      not null default '{}',
    message              text        not null default '',
    note                 text        not null default '',

    constraint review_items_revision_once   unique (revision_id),
    constraint review_items_state_known     check (state in ('queued', 'claimed', 'approved', 'changes_requested', 'rejected',
        'appealed', 'overturned', 'upheld', 'withdrawn')),
    constraint review_items_claim_whole     check ((claimed_by is null) = (claimed_until is null)),
    constraint review_items_claimed_by_one  check ((state = 'claimed') = (claimed_by is not null)),
    constraint review_items_decided_whole   check ((state in ('queued', 'claimed', 'withdrawn')) = (decided_by is null)),
    constraint review_items_reasons_known   check (reason_codes <@ array['missing_numbers', 'numbers_inconsistent',
        'implausible_needs_proof', 'advertising', 'recruiting', 'duplicate', 'not_ai_path', 'identifies_others', 'not_first_hand',
        'incomprehensible', 'illegal_or_harmful', 'spam', 'other_with_text']),
    constraint review_items_refusal_says_why check (state not in ('changes_requested', 'rejected')
        or (cardinality(reason_codes) > 0 and message <> '')),
    -- Only these may end a report at once; any other reason lets its author change it first.
    constraint review_items_final_codes     check (state <> 'rejected' or change_rounds > 0
        or reason_codes && array['spam', 'advertising', 'illegal_or_harmful'])
);

-- The queue: what still waits, oldest first.
create index review_items_waiting on review_items (suspected, queued_at, id) where state in ('queued', 'claimed');
create index review_items_submission on review_items (submission_id, id);
create index review_items_decided on review_items (decided_at) where decided_at is not null;

-- Who did what, and why: only ever added to, and readable by all. It carries no text of anybody's and outlives
-- what it speaks of, so it names items by number without referring to them.
create table moderation_events (
    id             bigint generated always as identity primary key,
    at             timestamptz not null default now(),
    item_id        bigint      not null,
    submission_id  bigint      not null,
    account_id     bigint      not null references accounts (id),
    role           text        not null,
    handle         text        not null,
    action         text        not null,
    reason_codes   text[]      not null default '{}',
    path_id        bigint      not null references paths (id),
    outcome_class  text        not null,
    experience_id  bigint,
    -- From when readers see it: at once for what is published, with its week for what is not.
    public_from    timestamptz not null default now(),

    constraint moderation_events_action_known check (action in ('approved', 'changes_requested', 'rejected', 'second_reader_asked',
        'hidden', 'overturned', 'upheld', 'undone'))
);

create index moderation_events_newest on moderation_events (public_from, at desc, id desc);
create index moderation_events_item on moderation_events (item_id, id);

create trigger moderation_events_never_change before update or delete on moderation_events
    for each row execute function refuse_change();
create trigger moderation_events_never_emptied before truncate on moderation_events
    for each statement execute function refuse_change();
