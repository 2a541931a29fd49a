-- The function that takes words out by order wrote anything that was as long: now it can only cut. And it reaches what
-- moderators and admins write in public about no one item, where a name can stand, too.

-- Whether this is the other with some of its characters gone: where a text differs stands what is left of a passage.
create function is_only_cut(was jsonb, cut jsonb) returns boolean language plpgsql immutable as $$
begin
    if jsonb_typeof(was) is distinct from jsonb_typeof(cut) then
        return false;
    end if;
    case jsonb_typeof(was)
    when 'string' then
        return char_length(was #>> '{}') = char_length(cut #>> '{}') and not exists (
            select from unnest(string_to_array(was #>> '{}', null), string_to_array(cut #>> '{}', null)) as letter (was, cut)
            where letter.was <> letter.cut and letter.cut not in ('[', '…', ']', ' '));
    when 'object' then
        return not exists (
            select from jsonb_each(was) as a full join jsonb_each(cut) as b using (key)
            where not is_only_cut(a.value, b.value));
    when 'array' then
        return not exists (
            select from jsonb_array_elements(was) with ordinality as a (value, place)
            full join jsonb_array_elements(cut) with ordinality as b (value, place) using (place)
            where not is_only_cut(a.value, b.value));
    else
        return was is not distinct from cut;
    end case;
end $$;

-- Writes a row anew without the passages: `changed` holds its changed columns. False when the row has changed meanwhile, or
-- when anything but a cut is asked for. A frozen line is written by the rules of its file, which quote what is cut, too; the
-- program may take such a line away in any case.
create or replace function write_redacted(of_table regclass, of_row tid, changed jsonb) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    sets text;
    done bigint;
    same boolean;
begin
    if of_table::text not in ('appeals', 'case_figures', 'case_studies', 'edited_facts', 'edits', 'evidence_items',
            'experience_updates', 'experiences', 'flags', 'outbox', 'path_points', 'path_ratings', 'path_signals',
            'path_variants', 'paths', 'reason_wordings', 'review_items', 'submission_contacts', 'submission_revisions',
            'submissions', 'threshold_changes', 'word_lines') then
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
    execute format('select bool_and(is_only_cut(to_jsonb(t) -> c.name, c.said) or %L = ''word_lines'')
                    from %s t, jsonb_each($1) as c (name, said) where t.ctid = $2', of_table, of_table)
        into same using changed, of_row;
    if not coalesce(same, false) then
        return false;
    end if;
    perform set_config('firstbucket.redacting', 'on', true);
    execute format('update %s set %s where ctid = $2', of_table, sets) using changed, of_row;
    get diagnostics done = row_count;
    perform set_config('firstbucket.redacting', '', true);
    return done = 1;
end $$;

drop trigger threshold_changes_never_change on threshold_changes;
create trigger threshold_changes_never_change before update or delete on threshold_changes
    for each row when (current_setting('firstbucket.redacting', true) is distinct from 'on') execute function refuse_change();

-- The program's role may close a signal, so the setting alone is not enough here: the function above runs as the owner.
create or replace function refuse_changed_signal() returns trigger language plpgsql as $$
begin
    if current_setting('firstbucket.redacting', true) = 'on'
            and (select relowner = current_user::regrole from pg_class where oid = tg_relid)
            and to_jsonb(new) - 'why' = to_jsonb(old) - 'why' then
        return new;
    end if;
    if old.closed_at is not null or to_jsonb(new) - array['closed_at', 'closed_by', 'role', 'handle', 'why']
            is distinct from to_jsonb(old) - array['closed_at', 'closed_by', 'role', 'handle', 'why'] then
        raise exception 'a signal is closed once and never changed' using errcode = 'restrict_violation',
            constraint = 'path_signals_never_change';
    end if;
    return new;
end $$;

alter table path_signals alter column why set statistics 0;
alter table threshold_changes alter column why set statistics 0;
alter table scheduled_tasks alter column failure set statistics 0;
