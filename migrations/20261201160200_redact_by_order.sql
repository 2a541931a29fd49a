-- A passage that names or describes somebody else can be taken out of a report, a case study or a path by order: out of
-- everything that was ever said of it, what is never changed otherwise included. What is kept of an order is that there was
-- one, why, and how often the passage stood there.
create table redactions (
    id             bigint      generated always as identity primary key,
    at             timestamptz not null default site_now(),
    -- What it was taken out of; all three are null once that is erased.
    submission_id  bigint      references submissions (id) on delete set null,
    case_id        bigint      references case_studies (id) on delete set null,
    path_id        bigint      references paths (id) on delete set null,
    reason         text        not null,
    times          bigint      not null,
    account_id     bigint      not null references accounts (id),

    constraint redactions_one_subject  check (num_nonnulls(submission_id, case_id, path_id) <= 1),
    constraint redactions_reason_known check (reason in ('identifies_others', 'illegal_or_harmful'))
);

create index redactions_of_submission on redactions (submission_id) where submission_id is not null;

drop trigger submission_revisions_never_change on submission_revisions;
create trigger submission_revisions_never_change before update on submission_revisions
    for each row when (current_setting('firstbucket.redacting', true) is distinct from 'on') execute function refuse_change();
drop trigger experience_updates_never_change on experience_updates;
create trigger experience_updates_never_change before update on experience_updates
    for each row when (current_setting('firstbucket.redacting', true) is distinct from 'on') execute function refuse_changed_answer();
drop trigger edits_never_change on edits;
create trigger edits_never_change before update or delete on edits
    for each row when (current_setting('firstbucket.redacting', true) is distinct from 'on') execute function refuse_change();
drop trigger edited_facts_never_change on edited_facts;
create trigger edited_facts_never_change before update or delete on edited_facts
    for each row when (current_setting('firstbucket.redacting', true) is distinct from 'on') execute function refuse_change();
drop trigger reason_wordings_never_change on reason_wordings;
create trigger reason_wordings_never_change before update or delete on reason_wordings
    for each row when (current_setting('firstbucket.redacting', true) is distinct from 'on') execute function refuse_change();

-- Two names in whose place the same stands were different facts.
alter table edited_facts drop constraint edited_facts_differs;
alter table edited_facts add constraint edited_facts_differs check (old <> new or old like '%…%' or old like '%[]%') not valid;

-- Writes a row anew without the passages: `changed` holds its changed columns. False when the row has changed meanwhile. A
-- passage leaves as many characters behind as it had, so that nothing is written here that is longer or shorter.
create function write_redacted(of_table regclass, of_row tid, changed jsonb) returns boolean
language plpgsql security definer set search_path = public, pg_temp set firstbucket.redacting = 'on' as $$
declare
    sets text;
    done bigint;
    same boolean;
begin
    if of_table::text not in ('appeals', 'case_figures', 'case_studies', 'edited_facts', 'edits', 'evidence_items',
            'experience_updates', 'experiences', 'flags', 'outbox', 'path_points', 'path_ratings', 'path_variants', 'paths',
            'reason_wordings', 'review_items', 'submission_contacts', 'submission_revisions', 'submissions', 'word_lines') then
        raise exception 'nothing is taken out of % by order', of_table using errcode = 'insufficient_privilege';
    end if;
    select string_agg(format(case format_type(a.atttypid, null)
                                 when 'jsonb' then '%1$I = $1->%2$L'
                                 when 'text[]' then '%1$I = array(select jsonb_array_elements_text($1->%2$L))'
                                 else '%1$I = $1->>%2$L' end, a.attname, a.attname), ', ')
        into sets
        from pg_attribute a
        where a.attrelid = of_table and not a.attisdropped and a.attgenerated = '' and changed ? a.attname::text
          and format_type(a.atttypid, null) in ('text', 'text[]', 'jsonb');
    execute format('select not exists (select from jsonb_each($1) as c (name, said) where jsonb_typeof(said) = ''string''
                        and char_length(said #>> ''{}'') <> char_length(to_jsonb(t) ->> name)) from %s t where ctid = $2', of_table)
        into same using changed, of_row;
    if not coalesce(same, false) then
        return false;
    end if;
    execute format('update %s set %s where ctid = $2', of_table, sets) using changed, of_row;
    get diagnostics done = row_count;
    return done = 1;
end $$;

-- The log tells of it, whatever else it tells of by now.
do $$
declare
    known text := pg_get_constraintdef((select oid from pg_constraint
        where conrelid = 'moderation_events'::regclass and conname = 'moderation_events_action_known'));
begin
    if position('redacted' in known) = 0 then
        execute 'alter table moderation_events drop constraint moderation_events_action_known';
        execute 'alter table moderation_events add constraint moderation_events_action_known '
            || replace(regexp_replace(known, ' not valid$', '', 'i'), 'ARRAY[', 'ARRAY[''redacted''::text, ') || ' not valid';
    end if;
end $$;
