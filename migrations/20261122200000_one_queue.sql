-- One line for everything that waits: reports and their amendments, updates that jumped, and what readers flag. An
-- appeal is no item of its own: it puts the refused one back into the line, to be decided by somebody else.

-- What a reader found wrong with something published. It hides nothing by itself.
create table flags (
    id             bigint generated always as identity primary key,
    -- The SHA-256 of the private link under which the reader finds the answer, and of the key of the form that sent it.
    secret_hash    bytea       not null,
    form_key_hash  bytea       not null,
    -- What it is about: a published report, a case study, or, when neither is set, the path itself.
    submission_id  bigint      references submissions (id) on delete cascade,
    case_study_id  bigint      references case_studies (id),
    path_id        bigint      not null references paths (id),
    reason         text        not null,
    words          text        not null,
    -- Only if left, and gone when its owner asks.
    email          text,
    made_at        timestamptz not null default now(),
    state          text        not null default 'open',
    answer         text,
    answered_at    timestamptz,

    constraint flags_secret_unique    unique (secret_hash),
    constraint flags_form_key_unique  unique (form_key_hash),
    constraint flags_one_target       check (num_nonnulls(submission_id, case_study_id) <= 1),
    constraint flags_reason_known     check (reason in ('figures_wrong', 'stale', 'advert', 'privacy', 'not_genuine', 'my_experience_differs')),
    constraint flags_words_length     check (char_length(words) between 20 and 2000),
    constraint flags_email_length     check (email is null or char_length(email) between 3 and 254),
    constraint flags_state_known      check (state in ('open', 'upheld', 'dismissed')),
    constraint flags_answered_whole   check ((state = 'open') = (answer is null) and (state = 'open') = (answered_at is null))
);

create index flags_submission on flags (submission_id) where submission_id is not null;

-- What became of an attempt since it was told: one dated row for each answer, never changed but for its state.
create table experience_updates (
    id             bigint generated always as identity primary key,
    submission_id  bigint      not null references submissions (id) on delete cascade,
    number         integer     not null,
    -- The key of the form that sent it: a form sent twice is one update.
    form_key_hash  bytea       not null,
    sent_at        timestamptz not null default now(),
    as_of          date        not null,
    still_doing    text        not null,
    -- Since the last answer, in hundredths of `currency`.
    revenue        bigint      not null,
    costs          bigint      not null,
    currency       char(3)     not null,
    usd_rate       double precision,
    hours          double precision not null,
    note           text        not null default '',
    via            text        not null,
    state          text        not null,

    constraint experience_updates_number_once     unique (submission_id, number),
    constraint experience_updates_form_key_unique unique (form_key_hash),
    constraint experience_updates_still_known     check (still_doing in ('yes', 'paused', 'stopped')),
    constraint experience_updates_money_sane      check (revenue between 0 and 1000000000000 and costs between 0 and 1000000000000),
    constraint experience_updates_hours_sane      check (hours >= 0 and hours <= 20000),
    constraint experience_updates_note_length     check (char_length(note) <= 2000),
    constraint experience_updates_via_known       check (via in ('link', 'e-mail')),
    constraint experience_updates_state_known     check (state in ('live', 'waiting', 'refused'))
);

-- Proof that somebody checked by hand. The document itself is never kept.
create table evidence_items (
    id             bigint generated always as identity primary key,
    submission_id  bigint      not null references submissions (id) on delete cascade,
    revision_id    bigint      not null references submission_revisions (id) on delete cascade,
    kind           text        not null,
    result         text        not null,
    note           text        not null,
    checked_by     bigint      not null references accounts (id),
    checked_on     date        not null,

    constraint evidence_items_kind_known    check (kind in ('payout_statement', 'bank_statement', 'tax_document', 'invoice', 'platform_dashboard', 'screen_share', 'contract', 'other')),
    constraint evidence_items_result_known  check (result in ('supports', 'partly_supports', 'does_not_support', 'unreadable')),
    constraint evidence_items_note_length   check (char_length(note) <= 2000)
);

create index evidence_items_submission on evidence_items (submission_id, id);

-- One for each refusal, and its answer by somebody who did not refuse.
create table appeals (
    id           bigint generated always as identity primary key,
    item_id      bigint      not null references review_items (id) on delete cascade,
    words        text        not null,
    sent_at      timestamptz not null default now(),
    answer       text,
    answered_at  timestamptz,
    answered_by  bigint      references accounts (id),

    constraint appeals_item_once       unique (item_id),
    constraint appeals_words_length    check (char_length(words) between 20 and 2000),
    constraint appeals_answered_whole  check ((answer is null) = (answered_at is null) and (answer is null) = (answered_by is null))
);

alter table review_items
    alter column revision_id drop not null,
    alter column submission_id drop not null,
    add column kind text not null default 'submission',
    add column flag_id bigint references flags (id) on delete cascade,
    add column update_id bigint references experience_updates (id) on delete cascade,
    -- Since when it waits for a proof from its author.
    add column held_since timestamptz,
    add constraint review_items_kind_known check (kind in ('submission', 'amendment', 'update', 'flag')),
    add constraint review_items_one_subject check (num_nonnulls(revision_id, flag_id, update_id) = 1
        and (kind = 'flag') = (flag_id is not null) and (kind = 'update') = (update_id is not null)),
    add constraint review_items_submission_known check (kind = 'flag' or submission_id is not null),
    add constraint review_items_flag_once unique (flag_id),
    add constraint review_items_update_once unique (update_id),
    -- An appeal is claimed as it is, so that it stays one.
    drop constraint review_items_claimed_by_one,
    add constraint review_items_claimed_by_one check (case state when 'claimed' then claimed_by is not null
        when 'appealed' then true else claimed_by is null end),
    -- What readers flag is answered rather than refused, and needs no reason code.
    drop constraint review_items_refusal_says_why,
    add constraint review_items_refusal_says_why check (kind = 'flag' or state not in ('changes_requested', 'rejected')
        or (cardinality(reason_codes) > 0 and message <> '')),
    drop constraint review_items_final_codes,
    add constraint review_items_final_codes check (kind in ('flag', 'update') or state <> 'rejected' or change_rounds > 0
        or reason_codes && array['spam', 'advertising', 'illegal_or_harmful']);

drop index review_items_waiting;
create index review_items_waiting on review_items (suspected, queued_at, id) where state in ('queued', 'claimed', 'appealed');

update review_items i set kind = 'amendment'
    from submission_revisions r
    where r.id = i.revision_id
      and exists (select from review_items e where e.submission_id = i.submission_id and e.id < i.id and e.state = 'approved');

create or replace function queue_sent_revision() returns trigger language plpgsql as $$
begin
    update review_items set state = 'withdrawn', claimed_by = null, claimed_until = null, version = version + 1
        where submission_id = new.submission_id and state in ('queued', 'claimed') and kind in ('submission', 'amendment');
    insert into review_items (revision_id, submission_id, kind, suspected, change_rounds)
        select new.id, new.submission_id, case when live_revision_id is null then 'submission' else 'amendment' end,
               cardinality(suspicions) > 0,
               (select count(*) from review_items where submission_id = new.submission_id and state = 'changes_requested')
        from submissions where id = new.submission_id;
    return null;
end $$;

-- The log tells of all kinds; a flag on a path or a case speaks of no report and no outcome.
alter table moderation_events
    alter column submission_id drop not null,
    add column kind text not null default 'submission',
    add constraint moderation_events_kind_known check (kind in ('submission', 'amendment', 'update', 'flag')),
    drop constraint moderation_events_action_known,
    add constraint moderation_events_action_known check (action in ('approved', 'changes_requested', 'rejected', 'second_reader_asked',
        'held_for_proof', 'proof_checked', 'hidden', 'shown_again', 'flag_upheld', 'flag_dismissed', 'overturned', 'upheld', 'undone'));
