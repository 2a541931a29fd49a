-- What all of migrations/ makes together. Written by bin/prepare; bin/test compares it. Not to be edited.

CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;

CREATE FUNCTION addressee(email text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN CASE WHEN (lower(NORMALIZE(email, NFKC)) ~ '@(gmail|googlemail)[.]com$'::text) THEN (replace(split_part(split_part(lower(NORMALIZE(email, NFKC)), '@'::text, 1), '+'::text, 1), '.'::text, ''::text) || '@gmail.com'::text) ELSE lower(NORMALIZE(email, NFKC)) END;

CREATE FUNCTION arrivals_on_path(path bigint, since timestamp with time zone) RETURNS TABLE(kind text, submission_id bigint, item_id bigint, at timestamp with time zone, number bigint)
    LANGUAGE sql STABLE
    AS $$
    select case s.kind when 'registered_start' then 'starts' else 'reports' end, s.id, i.item_id, i.at, o.number
    from (
        select sent.submission_id, min(sent.queued_at) as at, max(sent.id) as item_id
        from review_items sent join submission_revisions r on r.id = sent.revision_id
        where sent.kind = 'submission' and sent.queued_at > since and r.path_id = path
        group by sent.submission_id having bool_or(sent.state <> 'withdrawn')
    ) i
    join submissions s on s.id = i.submission_id
    left join submission_origins o on o.submission_id = s.id
    union all
    select 'answers', u.submission_id, i.id, u.sent_at, o.number
    from experience_updates u
    join submissions s on s.id = u.submission_id
    join submission_revisions r on r.id = s.live_revision_id
    left join review_items i on i.update_id = u.id
    left join answer_origins o on o.update_id = u.id
    where u.sent_at > since and r.path_id = path
$$;

CREATE FUNCTION ask_for_dollars() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    insert into rates_due (currency) values (new.currency)
    on conflict (currency) do update set done_up_to = 0, asked = rates_due.asked + 1;
    return new;
end $$;

CREATE FUNCTION counted_database() RETURNS text
    LANGUAGE sql STABLE
    AS $$
    select concat_ws('/', extract(epoch from pg_postmaster_start_time()), d.oid, 'experiences'::regclass::oid)
    from pg_database d where d.datname = current_database()
$$;

CREATE FUNCTION cut_words(report uuid) RETURNS void
    LANGUAGE plpgsql
    AS $$
begin
    -- Whoever freezes a month holds the other side of this lock at its end, so that no words slip in behind a cut.
    perform pg_advisory_xact_lock_shared(2026112210, 3);
    with cut as (
        delete from word_lines where open_id = report returning month, name
    )
    insert into word_cuts (month, name, lines, cause) select month, name, count(*), 'taken_back' from cut group by month, name;
end $$;

CREATE FUNCTION cut_words_with_report() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    perform cut_words(old.open_id);
    return null;
end $$;

CREATE FUNCTION divide_frozen(of_month date, of_name text, new_bytes bigint, new_sha256 bytea) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
    if exists (select from word_files where month = of_month) then
        raise exception 'the snapshot of % is divided and never changes', of_month
            using errcode = 'restrict_violation', constraint = 'snapshot_files_never_change';
    end if;
    perform set_config('firstbucket.dividing', 'on', true);
    delete from snapshot_pieces where month = of_month and name = of_name and place >= 0;
    delete from snapshot_files where month = of_month and name = of_name;
    if new_bytes is not null then
        insert into snapshot_files (month, name, bytes, sha256) values (of_month, of_name, new_bytes, new_sha256);
        update snapshot_pieces set place = -1 - place where month = of_month and name = of_name;
    end if;
    perform set_config('firstbucket.dividing', '', true);
end $$;

CREATE FUNCTION end_appeal() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
declare
    -- The two tables that this serves name it differently.
    submission bigint := coalesce(to_jsonb(new) ->> 'submission_id', to_jsonb(new) ->> 'id');
begin
    update review_items i
        set state = 'rejected', claimed_by = null, claimed_until = null, held_since = null, version = i.version + 1,
            reason_codes = case when a.refused_at is null then i.reason_codes else a.refused_reasons end,
            message = case when a.refused_at is null then i.message else a.refused_message end,
            note = case when a.refused_at is null then i.note else a.refused_note end
        from appeals a
        where a.item_id = i.id and i.submission_id = submission and i.state = 'appealed';
    delete from appeals a using review_items i
        where i.id = a.item_id and i.submission_id = submission and i.state = 'rejected' and a.answered_at is null;
    return null;
end $$;

CREATE FUNCTION is_only_cut(was jsonb, cut jsonb) RETURNS boolean
    LANGUAGE plpgsql IMMUTABLE
    AS $$
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

CREATE FUNCTION leave_place() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    -- None if the submission itself was erased.
    insert into experience_places
        select id, old.id, old.open_id, old.published_at, old.version from submissions where id = old.submission_id
        on conflict (submission_id) do update set version = excluded.version;
    return null;
end $$;

CREATE FUNCTION mailbox_of(email text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN regexp_replace(addressee(email), '[+][^@]*@'::text, '@'::text);

CREATE FUNCTION note_cells_due() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    insert into cells_due (path_id, submission_id) select path_id, submission_id from changed;
    return null;
end $$;

CREATE FUNCTION note_changed_cells_due() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    insert into cells_due (path_id, submission_id)
        select place.path_id, changed.submission_id from earlier join changed using (submission_id),
               lateral (values (earlier.path_id), (changed.path_id)) as place (path_id)
        where to_jsonb(earlier) - 'confirmed_on' <> to_jsonb(changed) - 'confirmed_on';
    return null;
end $$;

CREATE FUNCTION note_experience_changes() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    insert into experience_changes (experience_id) select id from changed;
    return null;
end $$;

CREATE FUNCTION note_figures_due() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    insert into figures_due (path_id) select distinct path_id from changed;
    perform pg_notify('figures_due', '');
    return null;
end $$;

CREATE FUNCTION note_path_renamed() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    insert into experience_changes (experience_id) select id from experiences where path_id = new.id;
    return null;
end $$;

CREATE FUNCTION note_variant_renamed() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    insert into experience_changes (experience_id)
        select id from experiences where path_id = new.path_id and variant_id = new.id;
    return null;
end $$;

CREATE FUNCTION plain_word(word text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
    select case word when '0' then 'none' when '1-2' then '1_to_2' when '3-5' then '3_to_5' when '6-10' then '6_to_10'
                     when '10+' then 'over_10' when '100' then 'all' else word end
$$;

CREATE FUNCTION quarter_of(day date) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
    select extract(year from day)::text || '-Q' || extract(quarter from day)::text
$$;

CREATE FUNCTION queue_flag() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    insert into review_items (flag_id, kind, suspected, examined_at)
        values (new.id, 'flag', cardinality(new.suspicions) > 0, now());
    return null;
end $$;

CREATE FUNCTION queue_sent_revision() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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

CREATE FUNCTION refuse_addition() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    if exists (
        select from added where not exists (
            select from snapshots s where s.month = added.month and (
                s.xmin = pg_current_xact_id()::xid
                or s.dictionary < 3 and not exists (
                    select from word_files w where w.month = s.month and w.xmin <> pg_current_xact_id()::xid)))
    ) then
        raise exception 'nothing is added to a snapshot once it is made'
            using errcode = 'restrict_violation', constraint = 'snapshots_whole_when_made';
    end if;
    return null;
end $$;

CREATE FUNCTION refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    raise exception '% of % is refused: its rows are never changed', tg_op, tg_table_name
        using errcode = 'restrict_violation', constraint = tg_table_name || '_never_change';
end $$;

CREATE FUNCTION refuse_changed_answer() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    if to_jsonb(new) - 'state' is distinct from to_jsonb(old) - 'state' then
        raise exception 'an answer is never changed' using errcode = 'restrict_violation', constraint = 'experience_updates_never_change';
    end if;
    return new;
end $$;

CREATE FUNCTION refuse_changed_signal() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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

CREATE FUNCTION refuse_income_without_hours() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    if new.revenue > 0 and new.hours <= 0 then
        raise exception 'income without an hour' using errcode = 'check_violation', constraint = 'experience_updates_income_has_hours';
    end if;
    return new;
end $$;

CREATE FUNCTION shown_word(common text[], facet text, value text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
    select case when value is null or facet || ':' || value = any(common) then value else 'merged' end
$$;

CREATE FUNCTION shown_words(common text[], facet text, words text[]) RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
    select array(select word from unnest(words) with ordinality as said (word, place)
                 where facet || ':' || word = any(common) order by place)
        || case when exists (select from unnest(words) as said (word) where not facet || ':' || word = any(common))
                then array['merged'] else '{}' end
$$;

CREATE FUNCTION site_now() RETURNS timestamp with time zone
    LANGUAGE sql STABLE
    AS $$
    select now() + make_interval(days => coalesce(nullif(current_setting('firstbucket.clock_days', true), ''), '0')::int)
$$;

CREATE FUNCTION site_today() RETURNS date
    LANGUAGE sql STABLE
    AS $$
    select (site_now() at time zone 'utc')::date
$$;

CREATE FUNCTION standing_of_start(started_on date, earned boolean, status text, followed_up_months smallint, confirmed_on date) RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
    select case
        when not fallen.due then 'not_due'
        when earned and owed_since is not null then 'earned_before'
        when earned then 'earned'
        when owed_since + 60 >= site_today() then 'within'
        when owed_since is not null then 'silent'
        when ended then 'stopped'
        else 'still_trying' end
    from (select status in ('stopped_before_income', 'stopped_after_income') as ended) as told,
         lateral (
             select count(*) > 0 as due,
                    min(day) filter (where not ended and followed_up_months < months
                                     and date_trunc('quarter', confirmed_on) < day) as owed_since
             from unnest(array[3, 6, 12, 24]) as after (months),
                  lateral (select (date_trunc('quarter', started_on) + make_interval(months => 3 + months))::date as day) as days
             where day <= site_today()
         ) as fallen
$$;

CREATE FUNCTION take_by_either_way(uses integer, keys bytea[], earlier bytea[], steps interval[], spans interval[], little boolean[], rest boolean[]) RETURNS interval
    LANGUAGE plpgsql
    AS $$
declare
    by_little interval;
    by_rest interval;
begin
    -- First by reading alone, so that a refusal writes nothing and waits for nobody; then again with the rows held.
    for held in 0..1 loop
        if held = 1 then
            -- In one order, so that calls at the same moment queue and never wait for each other in a ring.
            insert into rate_limits as held (key, tat, step)
                select asked.key, now(), asked.step from unnest(keys, steps) as asked (key, step) order by asked.key
                on conflict (key) do update set tat = held.tat where false;
        end if;
        select max(used + step * uses - span) filter (where way.little), max(used + step * uses - span) filter (where way.rest)
            into by_little, by_rest
            from used_of_limits(keys, earlier, steps, spans) join unnest(keys, little, rest) as way (key, little, rest) using (key);
        if least(by_little, by_rest) > interval '0' then return least(by_little, by_rest); end if;
    end loop;
    update rate_limits held set tat = now() + asked.used + asked.step * uses, step = asked.step
        from used_of_limits(keys, earlier, steps, spans) asked join unnest(keys, little, rest) as way (key, little, rest) using (key)
        where held.key = asked.key and case when by_little > interval '0' then way.rest else way.little end;
    return null;
end
$$;

CREATE FUNCTION take_down_with_state() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    if old.state = 'published' then
        delete from experiences where submission_id = new.id;
    end if;
    if new.state = 'withdrawn' then
        update review_items set state = 'withdrawn', claimed_by = null, claimed_until = null, version = version + 1
            where submission_id = new.id and state in ('queued', 'claimed');
        update experience_updates set state = 'refused' where submission_id = new.id and state = 'waiting';
    end if;
    return null;
end $$;

CREATE FUNCTION take_from_limits(uses integer, keys bytea[], earlier bytea[], steps interval[], spans interval[]) RETURNS interval
    LANGUAGE plpgsql
    AS $$
declare
    wait interval;
begin
    -- First by reading alone, so that a refusal writes nothing and waits for nobody.
    select max(used + step * uses - span) into wait from used_of_limits(keys, earlier, steps, spans);
    if wait > interval '0' then return wait; end if;
    -- The rows are made or held in one order, so that calls at the same moment queue and never wait for each other in a ring.
    insert into rate_limits as held (key, tat, step)
        select asked.key, now(), asked.step from unnest(keys, steps) as asked (key, step) order by asked.key
        on conflict (key) do update set tat = held.tat where false;
    select max(used + step * uses - span) into wait from used_of_limits(keys, earlier, steps, spans);
    if wait > interval '0' then return wait; end if;
    update rate_limits held set tat = now() + asked.used + asked.step * uses, step = asked.step
        from used_of_limits(keys, earlier, steps, spans) asked where held.key = asked.key;
    return null;
end
$$;

CREATE FUNCTION take_place() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
declare
    place experience_places;
begin
    select * into place from experience_places where submission_id = new.submission_id;
    if found then
        new.id := place.experience_id;
        new.open_id := place.open_id;
        new.published_at := place.published_at;
        new.version := place.version + 1;
    end if;
    return new;
end $$;

CREATE TABLE review_items (
    id bigint NOT NULL,
    revision_id bigint,
    submission_id bigint,
    state text DEFAULT 'queued'::text NOT NULL,
    suspected boolean DEFAULT false NOT NULL,
    priority smallint DEFAULT 0 NOT NULL,
    signals jsonb DEFAULT '[]'::jsonb NOT NULL,
    needs_second_reader boolean DEFAULT false NOT NULL,
    claimed_by bigint,
    claimed_until timestamp with time zone,
    version integer DEFAULT 1 NOT NULL,
    change_rounds smallint DEFAULT 0 NOT NULL,
    queued_at timestamp with time zone DEFAULT now() NOT NULL,
    decided_at timestamp with time zone,
    decided_by bigint,
    reason_codes text[] DEFAULT '{}'::text[] NOT NULL,
    message text DEFAULT ''::text NOT NULL,
    note text DEFAULT ''::text NOT NULL,
    outcome_class text,
    examined_at timestamp with time zone,
    kind text DEFAULT 'submission'::text NOT NULL,
    flag_id bigint,
    update_id bigint,
    held_since timestamp with time zone,
    first_reader bigint,
    noticed_at timestamp with time zone,
    CONSTRAINT review_items_appeal_read_by_another CHECK (((state <> 'appealed'::text) OR (claimed_by IS DISTINCT FROM decided_by))),
    CONSTRAINT review_items_claim_whole CHECK (((claimed_by IS NULL) = (claimed_until IS NULL))),
    CONSTRAINT review_items_claimed_by_one CHECK (
CASE state
    WHEN 'claimed'::text THEN (claimed_by IS NOT NULL)
    WHEN 'appealed'::text THEN true
    ELSE (claimed_by IS NULL)
END),
    CONSTRAINT review_items_decided_whole CHECK (((state = ANY (ARRAY['queued'::text, 'claimed'::text, 'withdrawn'::text])) = (decided_by IS NULL))),
    CONSTRAINT review_items_final_codes CHECK (((kind = ANY (ARRAY['flag'::text, 'update'::text])) OR (state <> 'rejected'::text) OR (change_rounds > 0) OR (reason_codes && ARRAY['spam'::text, 'advertising'::text, 'illegal_or_harmful'::text]))),
    CONSTRAINT review_items_held_waits CHECK (((held_since IS NULL) OR (state = ANY (ARRAY['queued'::text, 'claimed'::text, 'appealed'::text, 'withdrawn'::text])))),
    CONSTRAINT review_items_kind_known CHECK ((kind = ANY (ARRAY['submission'::text, 'amendment'::text, 'update'::text, 'flag'::text]))),
    CONSTRAINT review_items_no_proof_of_failure CHECK (((held_since IS NULL) OR ((kind <> 'flag'::text) AND COALESCE((outcome_class <> ALL (ARRAY['loss'::text, 'zero'::text])), true)))),
    CONSTRAINT review_items_one_subject CHECK (((num_nonnulls(revision_id, flag_id, update_id) = 1) AND ((kind = 'flag'::text) = (flag_id IS NOT NULL)) AND ((kind = 'update'::text) = (update_id IS NOT NULL)))),
    CONSTRAINT review_items_overturned_by_two CHECK (((state <> 'overturned'::text) OR (NOT needs_second_reader) OR ((first_reader IS NOT NULL) AND (decided_by IS NOT NULL) AND (first_reader <> decided_by)))),
    CONSTRAINT review_items_reasons_known CHECK ((reason_codes <@ ARRAY['missing_numbers'::text, 'numbers_inconsistent'::text, 'implausible_needs_proof'::text, 'drawn_for_proof'::text, 'advertising'::text, 'recruiting'::text, 'duplicate'::text, 'not_ai_path'::text, 'identifies_others'::text, 'not_first_hand'::text, 'incomprehensible'::text, 'illegal_or_harmful'::text, 'spam'::text, 'other_with_text'::text])),
    CONSTRAINT review_items_refusal_says_why CHECK (((kind = 'flag'::text) OR (state <> ALL (ARRAY['changes_requested'::text, 'rejected'::text])) OR ((cardinality(reason_codes) > 0) AND (message <> ''::text)))),
    CONSTRAINT review_items_state_known CHECK ((state = ANY (ARRAY['queued'::text, 'claimed'::text, 'approved'::text, 'changes_requested'::text, 'rejected'::text, 'appealed'::text, 'overturned'::text, 'upheld'::text, 'withdrawn'::text]))),
    CONSTRAINT review_items_submission_known CHECK (((kind = 'flag'::text) OR (submission_id IS NOT NULL))),
    CONSTRAINT review_items_two_readers CHECK (((state <> 'approved'::text) OR (NOT needs_second_reader) OR ((first_reader IS NOT NULL) AND (decided_by IS NOT NULL) AND (first_reader <> decided_by))))
);
ALTER TABLE ONLY review_items ALTER COLUMN signals SET STATISTICS 0;
ALTER TABLE ONLY review_items ALTER COLUMN message SET STATISTICS 0;
ALTER TABLE ONLY review_items ALTER COLUMN note SET STATISTICS 0;

CREATE FUNCTION takes_two_readers(item review_items) RETURNS boolean
    LANGUAGE sql STABLE
    AS $$
    select item.needs_second_reader or item.kind <> 'flag' and item.state in ('queued', 'claimed', 'appealed') and exists (
        select from review_subjects t join path_signals g on g.path_id = t.path_id
        where t.item_id = item.id and g.closed_at is null)
$$;

CREATE FUNCTION used_of_limits(keys bytea[], earlier bytea[], steps interval[], spans interval[]) RETURNS TABLE(key bytea, step interval, span interval, used interval)
    LANGUAGE sql STABLE
    AS $$
    select asked.key, asked.step, asked.span, coalesce(
        (select max(used_under_rate(held.tat, held.step, asked.step, asked.span))
         from rate_limits held where held.key in (asked.key, asked.earlier)), interval '0')
    from unnest(keys, earlier, steps, spans) as asked (key, earlier, step, span)
$$;

CREATE FUNCTION used_under_rate(tat timestamp with time zone, noted interval, step interval, span interval) RETURNS interval
    LANGUAGE sql STABLE
    AS $$
    select case
        when tat <= now() then interval '0'
        when noted = step then tat - now()
        when noted is null or noted = interval '0' then least(tat - now(), span - step)
        else least(
            (tat - now()) * (extract(epoch from step) / extract(epoch from noted))::float8,
            case when step < noted then span - step else span end
        )
    end
$$;

CREATE FUNCTION wait_for_publications() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    perform pg_advisory_xact_lock(hashtext('average_rates'));
    return new;
end $$;

CREATE FUNCTION write_redacted(of_table regclass, of_row tid, changed jsonb) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $_$
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
end $_$;

CREATE TABLE account_events (
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    by_id bigint,
    account_id bigint NOT NULL,
    action text NOT NULL,
    detail text DEFAULT ''::text NOT NULL,
    CONSTRAINT account_events_action_known CHECK ((action = ANY (ARRAY['added'::text, 'invited'::text, 'password_set'::text, 'password_changed'::text, 'second_step_set'::text, 'second_step_reset'::text, 'codes_renewed'::text, 'code_used'::text, 'role_changed'::text, 'closed'::text, 'reopened'::text, 'sessions_ended'::text])))
);

ALTER TABLE account_events ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME account_events_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE account_invitations (
    token_hash bytea NOT NULL,
    account_id bigint NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone
);

CREATE TABLE accounts (
    id bigint NOT NULL,
    name text NOT NULL,
    handle text NOT NULL,
    role text NOT NULL,
    password_hash text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    disabled_at timestamp with time zone,
    seen_event bigint,
    CONSTRAINT accounts_name_shape CHECK ((name ~ '^[a-z][a-z0-9._-]{1,31}$'::text)),
    CONSTRAINT accounts_role_known CHECK ((role = ANY (ARRAY['moderator'::text, 'editor'::text, 'admin'::text])))
);

ALTER TABLE accounts ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME accounts_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE address_keys (
    day date NOT NULL,
    key bytea NOT NULL
);

CREATE TABLE answer_origins (
    update_id bigint NOT NULL,
    day date NOT NULL,
    number bigint NOT NULL
);

CREATE TABLE appeals (
    id bigint NOT NULL,
    item_id bigint NOT NULL,
    words text NOT NULL,
    sent_at timestamp with time zone DEFAULT now() NOT NULL,
    answer text,
    answered_at timestamp with time zone,
    answered_by bigint,
    refused_by bigint NOT NULL,
    refused_at timestamp with time zone,
    refused_reasons text[] DEFAULT '{}'::text[] NOT NULL,
    refused_message text DEFAULT ''::text NOT NULL,
    refused_note text DEFAULT ''::text NOT NULL,
    CONSTRAINT appeals_answered_by_another CHECK ((answered_by <> refused_by)),
    CONSTRAINT appeals_answered_whole CHECK ((((answer IS NULL) = (answered_at IS NULL)) AND ((answer IS NULL) = (answered_by IS NULL)))),
    CONSTRAINT appeals_words_length CHECK (((char_length(words) >= 10) AND (char_length(words) <= 2000)))
);
ALTER TABLE ONLY appeals ALTER COLUMN words SET STATISTICS 0;
ALTER TABLE ONLY appeals ALTER COLUMN answer SET STATISTICS 0;
ALTER TABLE ONLY appeals ALTER COLUMN refused_message SET STATISTICS 0;
ALTER TABLE ONLY appeals ALTER COLUMN refused_note SET STATISTICS 0;

ALTER TABLE appeals ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME appeals_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE average_rates (
    id bigint NOT NULL,
    currency character(3) NOT NULL,
    period text NOT NULL,
    units_per_usd double precision NOT NULL,
    source text NOT NULL,
    url text DEFAULT ''::text NOT NULL,
    origin text NOT NULL,
    entered_by text NOT NULL,
    entered_at timestamp with time zone DEFAULT now() NOT NULL,
    replaces bigint,
    why text DEFAULT ''::text NOT NULL,
    CONSTRAINT average_rates_no_dollars CHECK ((currency <> 'USD'::bpchar)),
    CONSTRAINT average_rates_origin_known CHECK ((origin = ANY (ARRAY['shipped'::text, 'imported'::text, 'edited'::text]))),
    CONSTRAINT average_rates_period_read CHECK ((period ~ '^[12][0-9]{3}(-(0[1-9]|1[0-2]))?$'::text)),
    CONSTRAINT average_rates_positive CHECK (((units_per_usd > (0)::double precision) AND (units_per_usd < 'Infinity'::double precision))),
    CONSTRAINT average_rates_source_given CHECK ((source <> ''::text))
);

ALTER TABLE average_rates ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME average_rates_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE case_figures (
    case_id bigint NOT NULL,
    "position" smallint NOT NULL,
    kind text NOT NULL,
    bound text NOT NULL,
    min double precision NOT NULL,
    max double precision,
    unit text NOT NULL,
    gross_or_net text DEFAULT 'not_stated'::text NOT NULL,
    currency_as_written text,
    derived_from text,
    says text NOT NULL,
    CONSTRAINT case_figures_bound_known CHECK ((bound = ANY (ARRAY['exact'::text, 'approx'::text, 'at_least'::text, 'more_than'::text, 'range'::text]))),
    CONSTRAINT case_figures_gross_or_net_known CHECK ((gross_or_net = ANY (ARRAY['gross'::text, 'net'::text, 'not_stated'::text]))),
    CONSTRAINT case_figures_kind_known CHECK ((kind = ANY (ARRAY['income'::text, 'price'::text, 'units'::text, 'audience'::text, 'saving'::text, 'effort'::text, 'count'::text]))),
    CONSTRAINT case_figures_money_has_currency CHECK (((unit !~~ 'usd%'::text) OR (currency_as_written IS NOT NULL))),
    CONSTRAINT case_figures_range_has_both_ends CHECK ((((bound = 'range'::text) = (max IS NOT NULL)) AND COALESCE((max >= min), true))),
    CONSTRAINT case_figures_unit_known CHECK ((unit = ANY (ARRAY['usd_per_month'::text, 'usd_per_year'::text, 'usd_per_project'::text, 'usd_per_session'::text, 'usd_per_seat'::text, 'items_per_day'::text, 'projects_per_month'::text, 'percent'::text, 'days'::text, 'weeks'::text, 'months'::text, 'count'::text])))
);
ALTER TABLE ONLY case_figures ALTER COLUMN says SET STATISTICS 0;

CREATE TABLE case_studies (
    id bigint NOT NULL,
    slug text NOT NULL,
    path_id bigint NOT NULL,
    variant_id bigint,
    title text NOT NULL,
    person_label text NOT NULL,
    background text,
    lede text NOT NULL,
    outcome text NOT NULL,
    relation text NOT NULL,
    grade text NOT NULL,
    headline_sum text NOT NULL,
    monthly_cents bigint,
    who_pays text,
    brought text,
    customers text,
    ai_tools text[] DEFAULT '{}'::text[] NOT NULL,
    income_model text[] DEFAULT '{}'::text[] NOT NULL,
    steps jsonb DEFAULT '[]'::jsonb NOT NULL,
    timeline jsonb DEFAULT '[]'::jsonb NOT NULL,
    lesson text NOT NULL,
    unknown text[] DEFAULT '{}'::text[] NOT NULL,
    body text DEFAULT ''::text NOT NULL,
    observed_year smallint,
    "precision" text,
    last_checked_on date NOT NULL,
    source text NOT NULL,
    locator text NOT NULL,
    facts smallint[] DEFAULT '{}'::smallint[] NOT NULL,
    content_hash text,
    edited_at timestamp with time zone,
    version integer DEFAULT 1 NOT NULL,
    words tsvector GENERATED ALWAYS AS (((setweight(to_tsvector('english'::regconfig, ((title || ' '::text) || person_label)), 'A'::"char") || setweight(to_tsvector('english'::regconfig, ((lede || ' '::text) || lesson)), 'B'::"char")) || setweight(to_tsvector('english'::regconfig, body), 'C'::"char"))) STORED NOT NULL,
    CONSTRAINT case_studies_grade_known CHECK ((grade = ANY (ARRAY['A'::text, 'B'::text, 'C'::text, 'D'::text, 'E'::text]))),
    CONSTRAINT case_studies_outcome_known CHECK ((outcome = ANY (ARRAY['worked'::text, 'failed'::text, 'mixed'::text, 'unclear'::text]))),
    CONSTRAINT case_studies_relation_known CHECK ((relation = ANY (ARRAY['first_hand'::text, 'acquaintance_of_author'::text, 'described_by_author'::text, 'public_record'::text]))),
    CONSTRAINT case_studies_slug_shape CHECK ((slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text)),
    CONSTRAINT case_studies_year_range CHECK (((observed_year >= 2015) AND (observed_year <= 2100)))
);
ALTER TABLE ONLY case_studies ALTER COLUMN title SET STATISTICS 0;
ALTER TABLE ONLY case_studies ALTER COLUMN person_label SET STATISTICS 0;
ALTER TABLE ONLY case_studies ALTER COLUMN lede SET STATISTICS 0;
ALTER TABLE ONLY case_studies ALTER COLUMN headline_sum SET STATISTICS 0;
ALTER TABLE ONLY case_studies ALTER COLUMN who_pays SET STATISTICS 0;
ALTER TABLE ONLY case_studies ALTER COLUMN brought SET STATISTICS 0;
ALTER TABLE ONLY case_studies ALTER COLUMN customers SET STATISTICS 0;
ALTER TABLE ONLY case_studies ALTER COLUMN ai_tools SET STATISTICS 0;
ALTER TABLE ONLY case_studies ALTER COLUMN steps SET STATISTICS 0;
ALTER TABLE ONLY case_studies ALTER COLUMN timeline SET STATISTICS 0;
ALTER TABLE ONLY case_studies ALTER COLUMN lesson SET STATISTICS 0;
ALTER TABLE ONLY case_studies ALTER COLUMN unknown SET STATISTICS 0;
ALTER TABLE ONLY case_studies ALTER COLUMN body SET STATISTICS 0;
ALTER TABLE ONLY case_studies ALTER COLUMN source SET STATISTICS 0;
ALTER TABLE ONLY case_studies ALTER COLUMN locator SET STATISTICS 0;
ALTER TABLE ONLY case_studies ALTER COLUMN facts SET STATISTICS 0;
ALTER TABLE ONLY case_studies ALTER COLUMN words SET STATISTICS 0;

ALTER TABLE case_studies ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME case_studies_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE cells_due (
    path_id bigint NOT NULL,
    submission_id bigint NOT NULL
);

CREATE TABLE experiences (
    id bigint NOT NULL,
    submission_id bigint NOT NULL,
    revision_id bigint NOT NULL,
    published_at timestamp with time zone DEFAULT site_now() NOT NULL,
    amended_at timestamp with time zone,
    confirmed_on date NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    kind text NOT NULL,
    path_id bigint NOT NULL,
    variant_id bigint,
    background text NOT NULL,
    years_in_field text NOT NULL,
    audience_before text NOT NULL,
    region text NOT NULL,
    income_model text[] NOT NULL,
    ai_used_for text[] NOT NULL,
    tools text[] NOT NULL,
    first_customer_channel text NOT NULL,
    started_on date NOT NULL,
    first_income_on date,
    stopped_on date,
    as_of date NOT NULL,
    status text NOT NULL,
    hours_per_week double precision NOT NULL,
    weeks_active integer NOT NULL,
    hours_total double precision NOT NULL,
    capital_band text NOT NULL,
    teaching_share text NOT NULL,
    sells_on_topic boolean NOT NULL,
    amounts_are text NOT NULL,
    currency character(3) NOT NULL,
    revenue_total bigint NOT NULL,
    costs_total bigint NOT NULL,
    net_total bigint NOT NULL,
    net_total_usd bigint,
    monthly_net_usd bigint,
    net_hourly_usd bigint,
    monthly_net_band text NOT NULL,
    net_hourly_band text NOT NULL,
    months_to_first_income smallint,
    first_income_band text NOT NULL,
    duration_months smallint NOT NULL,
    duration_band text NOT NULL,
    headline text NOT NULL,
    what_i_did text,
    what_went_wrong text,
    tell_a_friend text,
    stop_reasons text[] DEFAULT '{}'::text[] NOT NULL,
    months_until_copied smallint,
    ai_helped_write text NOT NULL,
    grade text DEFAULT 'E'::text NOT NULL,
    in_open_data boolean NOT NULL,
    target_monthly_usd bigint,
    stop_if_below_usd bigint,
    stop_by date,
    seller boolean DEFAULT false NOT NULL,
    proof_seen boolean DEFAULT false NOT NULL,
    words tsvector GENERATED ALWAYS AS ((setweight(to_tsvector('english'::regconfig, headline), 'A'::"char") || setweight(to_tsvector('english'::regconfig, ((((COALESCE(what_i_did, ''::text) || ' '::text) || COALESCE(what_went_wrong, ''::text)) || ' '::text) || COALESCE(tell_a_friend, ''::text))), 'C'::"char"))) STORED NOT NULL,
    open_id uuid DEFAULT gen_random_uuid() NOT NULL,
    proof_kind text,
    proof_on date,
    grade_reason text DEFAULT 'Plausible, but the author''s own word only.'::text NOT NULL,
    graded_stale boolean DEFAULT false NOT NULL,
    months_until_halved smallint,
    followed_up_months smallint DEFAULT 0 NOT NULL,
    silent_since date,
    unread_answers smallint DEFAULT 0 NOT NULL,
    revenue_total_usd bigint,
    costs_total_usd bigint,
    budget_usd bigint,
    variant_is_merged boolean DEFAULT false NOT NULL,
    course jsonb DEFAULT '{"plans": [], "answers": []}'::jsonb NOT NULL,
    coarse_version integer DEFAULT 0 NOT NULL,
    CONSTRAINT experiences_grade_known CHECK ((grade = ANY (ARRAY['A'::text, 'B'::text, 'C'::text, 'D'::text, 'E'::text]))),
    CONSTRAINT experiences_halved_in_months CHECK (((months_until_halved >= 0) AND (months_until_halved <= 600))),
    CONSTRAINT experiences_proof_month CHECK ((EXTRACT(day FROM proof_on) = (1)::numeric)),
    CONSTRAINT experiences_proof_whole CHECK ((proof_seen OR ((proof_kind IS NULL) AND (proof_on IS NULL))))
);
ALTER TABLE ONLY experiences ALTER COLUMN tools SET STATISTICS 0;
ALTER TABLE ONLY experiences ALTER COLUMN headline SET STATISTICS 0;
ALTER TABLE ONLY experiences ALTER COLUMN what_i_did SET STATISTICS 0;
ALTER TABLE ONLY experiences ALTER COLUMN what_went_wrong SET STATISTICS 0;
ALTER TABLE ONLY experiences ALTER COLUMN tell_a_friend SET STATISTICS 0;
ALTER TABLE ONLY experiences ALTER COLUMN words SET STATISTICS 0;

CREATE VIEW coarse_experiences AS
 SELECT experiences.id,
    experiences.open_id,
    experiences.published_at,
    experiences.amended_at,
    experiences.confirmed_on,
    experiences.version,
    experiences.kind,
    experiences.path_id,
    experiences.variant_id,
    experiences.background,
    experiences.years_in_field,
    experiences.audience_before,
    experiences.region,
    experiences.income_model,
    experiences.ai_used_for,
    experiences.tools,
    experiences.first_customer_channel,
    experiences.started_on,
    experiences.first_income_on,
    experiences.stopped_on,
    experiences.as_of,
    experiences.status,
    experiences.hours_per_week,
    experiences.weeks_active,
    (experiences.hours_total)::bigint AS hours_total,
    experiences.capital_band,
    experiences.teaching_share,
    experiences.sells_on_topic,
    experiences.seller,
    experiences.amounts_are,
    experiences.currency,
    experiences.revenue_total,
    experiences.costs_total,
    experiences.net_total,
    experiences.net_total_usd,
    experiences.monthly_net_usd,
    experiences.net_hourly_usd,
    experiences.monthly_net_band,
    experiences.net_hourly_band,
    experiences.months_to_first_income,
    experiences.first_income_band,
    experiences.duration_months,
    experiences.duration_band,
    experiences.headline,
    experiences.what_i_did,
    experiences.what_went_wrong,
    experiences.tell_a_friend,
    experiences.stop_reasons,
    experiences.months_until_copied,
    experiences.ai_helped_write,
    experiences.grade,
    experiences.proof_seen,
    experiences.target_monthly_usd,
    experiences.stop_if_below_usd,
    experiences.stop_by,
    experiences.words,
        CASE
            WHEN experiences.seller THEN 'seller'::text
            WHEN (experiences.monthly_net_usd IS NOT NULL) THEN 'counted'::text
            ELSE experiences.monthly_net_band
        END AS in_figures,
    experiences.months_until_halved,
    experiences.followed_up_months,
    experiences.silent_since,
    (experiences.unread_answers = 0) AS was_read,
    (date_trunc('month'::text, (COALESCE(( SELECT min(i.queued_at) AS min
           FROM review_items i
          WHERE ((i.submission_id = experiences.submission_id) AND (i.kind = 'submission'::text))), experiences.published_at) AT TIME ZONE 'utc'::text)))::date AS came_in
   FROM experiences
  WHERE experiences.in_open_data;

CREATE TABLE common_cells (
    path_id bigint NOT NULL,
    facet text NOT NULL,
    value text NOT NULL
);

CREATE TABLE edited_facts (
    edit_id bigint NOT NULL,
    "position" smallint NOT NULL,
    fact text NOT NULL,
    old text NOT NULL,
    new text NOT NULL,
    CONSTRAINT edited_facts_differs CHECK (((old <> new) OR (old ~~ '%…%'::text) OR (old ~~ '%[]%'::text)))
);
ALTER TABLE ONLY edited_facts ALTER COLUMN old SET STATISTICS 0;
ALTER TABLE ONLY edited_facts ALTER COLUMN new SET STATISTICS 0;

CREATE TABLE edits (
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    path_id bigint,
    case_id bigint,
    version integer NOT NULL,
    cause text NOT NULL,
    why text NOT NULL,
    account_id bigint,
    role text,
    handle text NOT NULL,
    currency character(3),
    CONSTRAINT edits_about_one_thing CHECK (((path_id IS NULL) <> (currency IS NULL))),
    CONSTRAINT edits_by_somebody CHECK (((account_id IS NULL) = (role IS NULL))),
    CONSTRAINT edits_cause_known CHECK ((cause = ANY (ARRAY['correction'::text, 'update'::text]))),
    CONSTRAINT edits_why_given CHECK ((why <> ''::text))
);
ALTER TABLE ONLY edits ALTER COLUMN why SET STATISTICS 0;

ALTER TABLE edits ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME edits_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE evidence_items (
    id bigint NOT NULL,
    submission_id bigint NOT NULL,
    revision_id bigint NOT NULL,
    kind text NOT NULL,
    result text NOT NULL,
    note text NOT NULL,
    checked_by bigint NOT NULL,
    checked_on date NOT NULL,
    form_key_hash bytea NOT NULL,
    CONSTRAINT evidence_items_kind_known CHECK ((kind = ANY (ARRAY['payout_statement'::text, 'bank_statement'::text, 'tax_document'::text, 'invoice'::text, 'platform_dashboard'::text, 'screen_share'::text, 'contract'::text, 'other'::text]))),
    CONSTRAINT evidence_items_note_length CHECK ((char_length(note) <= 2000)),
    CONSTRAINT evidence_items_result_known CHECK ((result = ANY (ARRAY['supports'::text, 'partly_supports'::text, 'does_not_support'::text, 'unreadable'::text])))
);
ALTER TABLE ONLY evidence_items ALTER COLUMN note SET STATISTICS 0;

ALTER TABLE evidence_items ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME evidence_items_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE exchange_rates (
    currency character(3) NOT NULL,
    usd_per_unit double precision NOT NULL,
    as_of date NOT NULL,
    source text NOT NULL,
    CONSTRAINT exchange_rates_positive CHECK ((usd_per_unit > (0)::double precision))
);

CREATE TABLE experience_changes (
    id bigint NOT NULL,
    experience_id bigint NOT NULL,
    transaction xid8 DEFAULT pg_current_xact_id() NOT NULL,
    noted_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE experience_changes ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME experience_changes_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE experience_originals (
    submission_id bigint NOT NULL,
    path_id bigint NOT NULL,
    confirmed_on date NOT NULL,
    variant text,
    background text NOT NULL,
    years_in_field text NOT NULL,
    audience_before text NOT NULL,
    region text NOT NULL,
    income_model text[] NOT NULL,
    ai_used_for text[] NOT NULL,
    first_customer_channel text,
    capital_band text,
    teaching_share text,
    stop_reasons text[] NOT NULL,
    ai_helped_write text,
    budget_usd bigint
);

CREATE TABLE experience_places (
    submission_id bigint NOT NULL,
    experience_id bigint NOT NULL,
    open_id uuid NOT NULL,
    published_at timestamp with time zone NOT NULL,
    version integer NOT NULL
);

CREATE TABLE paths (
    id bigint NOT NULL,
    slug text NOT NULL,
    "position" smallint NOT NULL,
    name text NOT NULL,
    tagline text NOT NULL,
    one_line text NOT NULL,
    summary text NOT NULL,
    what_you_sell text NOT NULL,
    who_pays text,
    must_bring text NOT NULL,
    body text DEFAULT ''::text NOT NULL,
    updated_on date NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    content_hash text,
    edited_at timestamp with time zone,
    search_text text DEFAULT ''::text NOT NULL,
    words tsvector GENERATED ALWAYS AS (((setweight(to_tsvector('english'::regconfig, ((name || ' '::text) || tagline)), 'A'::"char") || setweight(to_tsvector('english'::regconfig, ((one_line || ' '::text) || summary)), 'B'::"char")) || setweight(to_tsvector('english'::regconfig, search_text), 'C'::"char"))) STORED NOT NULL,
    CONSTRAINT paths_position_range CHECK ((("position" >= 1) AND ("position" <= 99))),
    CONSTRAINT paths_slug_shape CHECK ((slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text)),
    CONSTRAINT paths_what_you_sell_known CHECK ((what_you_sell = ANY (ARRAY['content'::text, 'product'::text, 'advice'::text, 'managed_labour'::text, 'result'::text, 'course'::text, 'capital'::text])))
);
ALTER TABLE ONLY paths ALTER COLUMN name SET STATISTICS 0;
ALTER TABLE ONLY paths ALTER COLUMN tagline SET STATISTICS 0;
ALTER TABLE ONLY paths ALTER COLUMN one_line SET STATISTICS 0;
ALTER TABLE ONLY paths ALTER COLUMN summary SET STATISTICS 0;
ALTER TABLE ONLY paths ALTER COLUMN who_pays SET STATISTICS 0;
ALTER TABLE ONLY paths ALTER COLUMN must_bring SET STATISTICS 0;
ALTER TABLE ONLY paths ALTER COLUMN body SET STATISTICS 0;
ALTER TABLE ONLY paths ALTER COLUMN search_text SET STATISTICS 0;
ALTER TABLE ONLY paths ALTER COLUMN words SET STATISTICS 0;

CREATE TABLE submission_revisions (
    id bigint NOT NULL,
    submission_id bigint NOT NULL,
    number integer NOT NULL,
    draft_version integer NOT NULL,
    sent_at timestamp with time zone DEFAULT site_now() NOT NULL,
    kind text NOT NULL,
    path_id bigint NOT NULL,
    variant_id bigint,
    background text NOT NULL,
    years_in_field text NOT NULL,
    audience_before text NOT NULL,
    had_paid_before boolean,
    region text NOT NULL,
    country text,
    income_model text[] NOT NULL,
    ai_used_for text[] NOT NULL,
    tools text[] DEFAULT '{}'::text[] NOT NULL,
    first_customer_channel text NOT NULL,
    started_on date NOT NULL,
    first_income_on date,
    stopped_on date,
    as_of date NOT NULL,
    status text NOT NULL,
    hours_per_week double precision NOT NULL,
    weeks_active integer NOT NULL,
    hours_total double precision NOT NULL,
    currency character(3) NOT NULL,
    usd_rate double precision,
    upfront_cost bigint DEFAULT 0 NOT NULL,
    running_cost_total bigint DEFAULT 0 NOT NULL,
    people_paid_total bigint DEFAULT 0 NOT NULL,
    revenue_total bigint DEFAULT 0 NOT NULL,
    refunds_total bigint DEFAULT 0 NOT NULL,
    last3m_revenue bigint,
    last3m_cost bigint,
    amounts_are text NOT NULL,
    teaching_share text NOT NULL,
    sells_on_topic boolean NOT NULL,
    capital_band text NOT NULL,
    headline text NOT NULL,
    what_i_did text NOT NULL,
    what_went_wrong text NOT NULL,
    tell_a_friend text NOT NULL,
    stop_reasons text[] DEFAULT '{}'::text[] NOT NULL,
    months_until_copied smallint,
    ai_helped_write text NOT NULL,
    may_publish_story boolean NOT NULL,
    in_open_data boolean NOT NULL,
    may_contact boolean NOT NULL,
    target_monthly bigint,
    stop_if_below bigint,
    stop_by date,
    budget bigint,
    premortem text[] DEFAULT '{}'::text[] NOT NULL,
    months_until_halved smallint,
    includes integer[] DEFAULT '{}'::integer[] NOT NULL,
    path_other text DEFAULT ''::text NOT NULL,
    CONSTRAINT submission_revisions_currency_shape CHECK ((currency ~ '^[A-Z]{3}$'::text)),
    CONSTRAINT submission_revisions_dates_in_order CHECK (((started_on <= as_of) AND COALESCE(((first_income_on >= started_on) AND (first_income_on <= as_of)), true) AND COALESCE(((stopped_on >= started_on) AND (stopped_on <= as_of)), true))),
    CONSTRAINT submission_revisions_dollars_are_dollars CHECK (((currency <> 'USD'::bpchar) OR (usd_rate = (1)::double precision))),
    CONSTRAINT submission_revisions_halved_in_months CHECK (((months_until_halved >= 0) AND (months_until_halved <= 600))),
    CONSTRAINT submission_revisions_headline_length CHECK (((char_length(headline) >= 5) AND (char_length(headline) <= 120))),
    CONSTRAINT submission_revisions_hours_worked CHECK (((hours_per_week > (0)::double precision) AND (hours_per_week <= (112)::double precision) AND ((weeks_active >= 0) AND (weeks_active <= 2000)) AND ((hours_total > (0)::double precision) OR (kind = 'registered_start'::text)))),
    CONSTRAINT submission_revisions_income_has_date CHECK (((kind = 'registered_start'::text) OR ((revenue_total > 0) = (first_income_on IS NOT NULL)))),
    CONSTRAINT submission_revisions_kind_known CHECK ((kind = ANY (ARRAY['registered_start'::text, 'told_afterwards'::text]))),
    CONSTRAINT submission_revisions_money_sane CHECK ((((upfront_cost >= 0) AND (upfront_cost <= '1000000000000'::bigint)) AND ((running_cost_total >= 0) AND (running_cost_total <= '1000000000000'::bigint)) AND ((people_paid_total >= 0) AND (people_paid_total <= '1000000000000'::bigint)) AND ((revenue_total >= 0) AND (revenue_total <= '1000000000000'::bigint)) AND ((refunds_total >= 0) AND (refunds_total <= '1000000000000'::bigint)) AND COALESCE(((last3m_revenue >= 0) AND (last3m_revenue <= '1000000000000'::bigint)), true) AND COALESCE(((last3m_cost >= 0) AND (last3m_cost <= '1000000000000'::bigint)), true))),
    CONSTRAINT submission_revisions_months CHECK (((EXTRACT(day FROM started_on) = (1)::numeric) AND COALESCE((EXTRACT(day FROM first_income_on) = (1)::numeric), true) AND COALESCE((EXTRACT(day FROM stopped_on) = (1)::numeric), true) AND COALESCE((EXTRACT(day FROM stop_by) = (1)::numeric), true))),
    CONSTRAINT submission_revisions_refunds_within_revenue CHECK ((refunds_total <= revenue_total)),
    CONSTRAINT submission_revisions_status_fits_dates CHECK (
CASE status
    WHEN 'trying'::text THEN ((first_income_on IS NULL) AND (stopped_on IS NULL))
    WHEN 'earning'::text THEN ((first_income_on IS NOT NULL) AND (stopped_on IS NULL))
    WHEN 'paused'::text THEN (stopped_on IS NULL)
    WHEN 'stopped_before_income'::text THEN ((first_income_on IS NULL) AND (stopped_on IS NOT NULL))
    WHEN 'stopped_after_income'::text THEN ((first_income_on IS NOT NULL) AND (stopped_on IS NOT NULL))
    ELSE NULL::boolean
END),
    CONSTRAINT submission_revisions_status_known CHECK ((status = ANY (ARRAY['trying'::text, 'earning'::text, 'paused'::text, 'stopped_before_income'::text, 'stopped_after_income'::text]))),
    CONSTRAINT submission_revisions_story_length CHECK (((char_length(what_i_did) <= 2000) AND (char_length(what_went_wrong) <= 2000) AND (char_length(tell_a_friend) <= 2000) AND ((kind = 'registered_start'::text) OR ((char_length(what_i_did) >= 40) AND (char_length(what_went_wrong) >= 40) AND (char_length(tell_a_friend) >= 40)))))
);
ALTER TABLE ONLY submission_revisions ALTER COLUMN tools SET STATISTICS 0;
ALTER TABLE ONLY submission_revisions ALTER COLUMN headline SET STATISTICS 0;
ALTER TABLE ONLY submission_revisions ALTER COLUMN what_i_did SET STATISTICS 0;
ALTER TABLE ONLY submission_revisions ALTER COLUMN what_went_wrong SET STATISTICS 0;
ALTER TABLE ONLY submission_revisions ALTER COLUMN tell_a_friend SET STATISTICS 0;
ALTER TABLE ONLY submission_revisions ALTER COLUMN premortem SET STATISTICS 0;
ALTER TABLE ONLY submission_revisions ALTER COLUMN path_other SET STATISTICS 0;

CREATE VIEW experience_plans AS
 WITH readable AS (
         SELECT e.id AS experience_id,
            r_1.id,
            r_1.submission_id,
            r_1.number,
            r_1.draft_version,
            r_1.sent_at,
            r_1.kind,
            r_1.path_id,
            r_1.variant_id,
            r_1.background,
            r_1.years_in_field,
            r_1.audience_before,
            r_1.had_paid_before,
            r_1.region,
            r_1.country,
            r_1.income_model,
            r_1.ai_used_for,
            r_1.tools,
            r_1.first_customer_channel,
            r_1.started_on,
            r_1.first_income_on,
            r_1.stopped_on,
            r_1.as_of,
            r_1.status,
            r_1.hours_per_week,
            r_1.weeks_active,
            r_1.hours_total,
            r_1.currency,
            r_1.usd_rate,
            r_1.upfront_cost,
            r_1.running_cost_total,
            r_1.people_paid_total,
            r_1.revenue_total,
            r_1.refunds_total,
            r_1.last3m_revenue,
            r_1.last3m_cost,
            r_1.amounts_are,
            r_1.teaching_share,
            r_1.sells_on_topic,
            r_1.capital_band,
            r_1.headline,
            r_1.what_i_did,
            r_1.what_went_wrong,
            r_1.tell_a_friend,
            r_1.stop_reasons,
            r_1.months_until_copied,
            r_1.ai_helped_write,
            r_1.may_publish_story,
            r_1.in_open_data,
            r_1.may_contact,
            r_1.target_monthly,
            r_1.stop_if_below,
            r_1.stop_by,
            r_1.budget,
            r_1.premortem,
            r_1.months_until_halved,
            r_1.includes,
            (r_1.sent_at <= (( SELECT min(submission_revisions.sent_at) AS min
                   FROM submission_revisions
                  WHERE (submission_revisions.submission_id = e.submission_id)) + '24:00:00'::interval)) AS in_time
           FROM (experiences e
             JOIN submission_revisions r_1 ON ((r_1.submission_id = e.submission_id)))
          WHERE ((e.kind = 'registered_start'::text) AND ((r_1.id = e.revision_id) OR (EXISTS ( SELECT
                   FROM review_items i
                  WHERE ((i.revision_id = r_1.id) AND (i.state = ANY (ARRAY['approved'::text, 'overturned'::text])))))))
        )
 SELECT r.experience_id,
    r.number,
    r.sent_at,
    (r.number <> frozen.number) AS is_amendment,
    r.hours_per_week,
    r.currency,
    r.budget,
    r.target_monthly,
    r.stop_if_below,
    r.stop_by,
    p.name AS path_name,
    r.started_on,
    r.background
   FROM ((readable r
     JOIN paths p ON ((p.id = r.path_id)))
     JOIN LATERAL ( SELECT COALESCE(max(f.number) FILTER (WHERE f.in_time), min(f.number)) AS number
           FROM readable f
          WHERE (f.experience_id = r.experience_id)) frozen ON ((r.number >= frozen.number)));

CREATE TABLE experience_updates (
    id bigint NOT NULL,
    submission_id bigint NOT NULL,
    number integer NOT NULL,
    form_key_hash bytea NOT NULL,
    sent_at timestamp with time zone DEFAULT site_now() NOT NULL,
    as_of date NOT NULL,
    still_doing text NOT NULL,
    revenue bigint NOT NULL,
    costs bigint NOT NULL,
    currency character(3) NOT NULL,
    usd_rate double precision,
    hours double precision NOT NULL,
    note text DEFAULT ''::text NOT NULL,
    via text NOT NULL,
    state text NOT NULL,
    first_income_on date,
    stopped_on date,
    stop_reasons text[] DEFAULT '{}'::text[] NOT NULL,
    months_until_copied smallint,
    months_until_halved smallint,
    CONSTRAINT experience_updates_edge_in_months CHECK ((((months_until_copied >= 0) AND (months_until_copied <= 600)) AND ((months_until_halved >= 0) AND (months_until_halved <= 600)))),
    CONSTRAINT experience_updates_ended CHECK (((still_doing = 'stopped'::text) OR ((stopped_on IS NULL) AND (stop_reasons = '{}'::text[])))),
    CONSTRAINT experience_updates_first_income_paid CHECK (((first_income_on IS NULL) OR (revenue > 0))),
    CONSTRAINT experience_updates_hours_sane CHECK (((hours >= (0)::double precision) AND (hours <= (20000)::double precision))),
    CONSTRAINT experience_updates_money_sane CHECK ((((revenue >= 0) AND (revenue <= '1000000000000'::bigint)) AND ((costs >= 0) AND (costs <= '1000000000000'::bigint)))),
    CONSTRAINT experience_updates_months CHECK ((COALESCE((EXTRACT(day FROM first_income_on) = (1)::numeric), true) AND COALESCE((EXTRACT(day FROM stopped_on) = (1)::numeric), true))),
    CONSTRAINT experience_updates_note_length CHECK ((char_length(note) <= 2000)),
    CONSTRAINT experience_updates_state_known CHECK ((state = ANY (ARRAY['live'::text, 'waiting'::text, 'refused'::text]))),
    CONSTRAINT experience_updates_still_known CHECK ((still_doing = ANY (ARRAY['yes'::text, 'paused'::text, 'stopped'::text]))),
    CONSTRAINT experience_updates_via_known CHECK ((via = ANY (ARRAY['link'::text, 'e-mail'::text])))
);
ALTER TABLE ONLY experience_updates ALTER COLUMN note SET STATISTICS 0;

CREATE VIEW unread_answers AS
 SELECT u.id AS update_id,
    u.submission_id,
    u.number
   FROM experience_updates u
  WHERE ((u.state = 'live'::text) AND (NOT (EXISTS ( SELECT
           FROM ((review_items i
             LEFT JOIN experience_updates later ON ((later.id = i.update_id)))
             LEFT JOIN submission_revisions r ON ((r.id = i.revision_id)))
          WHERE ((i.submission_id = u.submission_id) AND (i.state = ANY (ARRAY['approved'::text, 'overturned'::text])) AND ((later.number >= u.number) OR (u.number = ANY (r.includes))))))));

CREATE VIEW experience_series AS
 SELECT e.id AS experience_id,
    u.number,
    u.as_of,
    u.still_doing,
    u.revenue,
    u.costs,
    u.currency,
    u.hours,
    u.first_income_on,
    u.stopped_on,
        CASE
            WHEN r.may_publish_story THEN u.note
            ELSE ''::text
        END AS note,
    (NOT (EXISTS ( SELECT
           FROM unread_answers n
          WHERE (n.update_id = u.id)))) AS was_read
   FROM ((experiences e
     JOIN submission_revisions r ON ((r.id = e.revision_id)))
     JOIN experience_updates u ON (((u.submission_id = e.submission_id) AND (u.state = 'live'::text))));

ALTER TABLE experience_updates ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME experience_updates_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE experiences ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME experiences_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE figures_due (
    id bigint NOT NULL,
    path_id bigint NOT NULL,
    noted_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE figures_due ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME figures_due_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE flags (
    id bigint NOT NULL,
    secret_hash bytea NOT NULL,
    form_key_hash bytea NOT NULL,
    submission_id bigint,
    case_study_id bigint,
    path_id bigint NOT NULL,
    reason text NOT NULL,
    words text NOT NULL,
    email text,
    made_at timestamp with time zone DEFAULT now() NOT NULL,
    state text DEFAULT 'open'::text NOT NULL,
    answer text,
    answered_at timestamp with time zone,
    reference text NOT NULL,
    suspicions text[] DEFAULT '{}'::text[] NOT NULL,
    effect text,
    to_author text DEFAULT ''::text NOT NULL,
    corrected boolean DEFAULT false NOT NULL,
    CONSTRAINT flags_answered_whole CHECK ((((state = 'open'::text) = (answer IS NULL)) AND ((state = 'open'::text) = (answered_at IS NULL)))),
    CONSTRAINT flags_author_is_told CHECK (((to_author <> ''::text) = COALESCE((effect = ANY (ARRAY['hidden'::text, 'change_asked'::text])), false))),
    CONSTRAINT flags_effect_if_upheld CHECK (((effect IS NOT NULL) = (state = 'upheld'::text))),
    CONSTRAINT flags_effect_known CHECK ((effect = ANY (ARRAY['hidden'::text, 'change_asked'::text, 'answered'::text]))),
    CONSTRAINT flags_email_length CHECK (((email IS NULL) OR ((char_length(email) >= 3) AND (char_length(email) <= 254)))),
    CONSTRAINT flags_one_target CHECK ((num_nonnulls(submission_id, case_study_id) <= 1)),
    CONSTRAINT flags_reason_known CHECK ((reason = ANY (ARRAY['figures_wrong'::text, 'stale'::text, 'advert'::text, 'privacy'::text, 'not_genuine'::text, 'my_experience_differs'::text]))),
    CONSTRAINT flags_reports_only CHECK (((submission_id IS NOT NULL) OR (COALESCE(effect, 'answered'::text) = 'answered'::text))),
    CONSTRAINT flags_state_known CHECK ((state = ANY (ARRAY['open'::text, 'upheld'::text, 'dismissed'::text]))),
    CONSTRAINT flags_words_length CHECK (((char_length(words) >= 10) AND (char_length(words) <= 2000)))
);
ALTER TABLE ONLY flags ALTER COLUMN words SET STATISTICS 0;
ALTER TABLE ONLY flags ALTER COLUMN email SET STATISTICS 0;
ALTER TABLE ONLY flags ALTER COLUMN answer SET STATISTICS 0;
ALTER TABLE ONLY flags ALTER COLUMN reference SET STATISTICS 0;
ALTER TABLE ONLY flags ALTER COLUMN to_author SET STATISTICS 0;

ALTER TABLE flags ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME flags_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE submissions (
    id bigint NOT NULL,
    reference text NOT NULL,
    secret_hash bytea NOT NULL,
    form_key_hash bytea NOT NULL,
    kind text NOT NULL,
    state text DEFAULT 'draft'::text NOT NULL,
    draft jsonb,
    draft_version integer DEFAULT 0 NOT NULL,
    live_revision_id bigint,
    suspicions text[] DEFAULT '{}'::text[] NOT NULL,
    created_at timestamp with time zone DEFAULT site_now() NOT NULL,
    link_seen_at timestamp with time zone,
    last_confirmed_on date,
    link_used_on date,
    followed_up_months smallint DEFAULT 0 NOT NULL,
    draft_includes integer[] DEFAULT '{}'::integer[] NOT NULL,
    reminded_on date,
    CONSTRAINT submissions_kind_known CHECK ((kind = ANY (ARRAY['registered_start'::text, 'told_afterwards'::text]))),
    CONSTRAINT submissions_published_is_live CHECK (((state = 'published'::text) <= (live_revision_id IS NOT NULL))),
    CONSTRAINT submissions_state_known CHECK ((state = ANY (ARRAY['draft'::text, 'submitted'::text, 'published'::text, 'changes_requested'::text, 'not_published'::text, 'withdrawn'::text, 'hidden'::text])))
);
ALTER TABLE ONLY submissions ALTER COLUMN reference SET STATISTICS 0;
ALTER TABLE ONLY submissions ALTER COLUMN draft SET STATISTICS 0;

CREATE VIEW followups AS
 SELECT s.id AS submission_id,
    (after.months)::smallint AS months,
    due.due_on,
    ((after.months <= s.followed_up_months) OR COALESCE(((s.kind = 'told_afterwards'::text) AND (COALESCE(o.confirmed_on, e.confirmed_on) >= due.due_on)), false) OR (EXISTS ( SELECT
           FROM experience_updates u
          WHERE ((u.submission_id = s.id) AND (u.state <> 'refused'::text) AND ((u.as_of + 14) >= due.due_on))))) AS answered,
    ((after.months <= s.followed_up_months) OR COALESCE(((s.kind = 'told_afterwards'::text) AND (COALESCE(o.confirmed_on, e.confirmed_on) >= due.due_on)), false) OR (EXISTS ( SELECT
           FROM experience_updates u
          WHERE ((u.submission_id = s.id) AND (u.state = 'live'::text) AND ((u.as_of + 14) >= due.due_on))))) AS counted
   FROM (((((submissions s
     JOIN LATERAL ( SELECT r.started_on,
            r.status
           FROM submission_revisions r
          WHERE (r.submission_id = s.id)
          ORDER BY COALESCE((r.id = s.live_revision_id), false) DESC, r.number DESC
         LIMIT 1) told ON (true))
     LEFT JOIN experiences e ON ((e.submission_id = s.id)))
     LEFT JOIN experience_originals o ON ((o.submission_id = s.id)))
     CROSS JOIN unnest(ARRAY[3, 6, 12, 24]) after(months))
     CROSS JOIN LATERAL ( SELECT (
                CASE s.kind
                    WHEN 'registered_start'::text THEN (told.started_on + make_interval(months => (after.months + 1)))
                    ELSE (((s.created_at AT TIME ZONE 'utc'::text))::date + make_interval(months => after.months))
                END)::date AS due_on) due)
  WHERE ((COALESCE(e.status, told.status) <> ALL (ARRAY['stopped_before_income'::text, 'stopped_after_income'::text])) OR (after.months <= s.followed_up_months));

CREATE TABLE known_places (
    id bigint NOT NULL,
    account_id bigint NOT NULL,
    kind text NOT NULL,
    code bytea NOT NULL,
    known_at timestamp with time zone DEFAULT now() NOT NULL,
    seen_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT known_places_kind_known CHECK ((kind = ANY (ARRAY['browser'::text, 'network'::text])))
);

ALTER TABLE known_places ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME known_places_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE moderation_events (
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    item_id bigint,
    submission_id bigint,
    account_id bigint,
    role text NOT NULL,
    handle text NOT NULL,
    action text NOT NULL,
    reason_codes text[] DEFAULT '{}'::text[] NOT NULL,
    path_id bigint NOT NULL,
    outcome_class text NOT NULL,
    experience_id bigint,
    public_from timestamp with time zone DEFAULT now() NOT NULL,
    kind text DEFAULT 'submission'::text NOT NULL,
    CONSTRAINT moderation_events_action_known CHECK ((action = ANY (ARRAY['redacted'::text, 'approved'::text, 'changes_requested'::text, 'rejected'::text, 'second_reader_asked'::text, 'held_for_proof'::text, 'proof_checked'::text, 'hidden'::text, 'shown_again'::text, 'flag_upheld'::text, 'flag_dismissed'::text, 'overturned'::text, 'upheld'::text, 'undone'::text, 'counted_unread'::text]))),
    CONSTRAINT moderation_events_kind_known CHECK ((kind = ANY (ARRAY['submission'::text, 'amendment'::text, 'update'::text, 'flag'::text]))),
    CONSTRAINT moderation_events_somebody_decided CHECK (
CASE action
    WHEN 'counted_unread'::text THEN ((item_id IS NULL) AND (account_id IS NULL) AND (role = ''::text) AND (handle = ''::text))
    ELSE ((item_id IS NOT NULL) AND (account_id IS NOT NULL))
END)
);

ALTER TABLE moderation_events ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME moderation_events_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE path_variants (
    id bigint NOT NULL,
    path_id bigint NOT NULL,
    "position" smallint NOT NULL,
    slug text NOT NULL,
    name text NOT NULL,
    summary text NOT NULL,
    warned_against boolean DEFAULT false NOT NULL,
    basis text NOT NULL,
    CONSTRAINT path_variants_basis_known CHECK ((basis = ANY (ARRAY['article'::text, 'editor'::text, 'reports'::text]))),
    CONSTRAINT path_variants_slug_shape CHECK ((slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text))
);
ALTER TABLE ONLY path_variants ALTER COLUMN name SET STATISTICS 0;
ALTER TABLE ONLY path_variants ALTER COLUMN summary SET STATISTICS 0;

CREATE VIEW open_rows AS
 SELECT e.open_id AS id,
    p.slug AS path,
    e.kind,
    e.status,
        CASE
            WHEN e.seller THEN 'seller'::text
            WHEN (e.monthly_net_usd IS NOT NULL) THEN 'counted'::text
            ELSE e.monthly_net_band
        END AS in_figures,
        CASE
            WHEN e.variant_is_merged THEN 'merged'::text
            ELSE COALESCE(v.slug, ''::text)
        END AS variant,
    e.background,
    plain_word(e.years_in_field) AS years_in_field,
    e.audience_before,
    e.region,
    NULLIF(array_to_string(e.income_model, ' '::text), ''::text) AS income_model,
    NULLIF(array_to_string(e.ai_used_for, ' '::text), ''::text) AS ai_used_for,
    e.first_customer_channel,
    quarter_of(e.started_on) AS started_quarter,
    quarter_of(e.first_income_on) AS first_income_quarter,
    quarter_of(e.stopped_on) AS stopped_quarter,
    quarter_of(e.as_of) AS as_of_quarter,
    quarter_of(e.confirmed_on) AS confirmed_quarter,
    e.followed_up_months,
    e.months_to_first_income,
    e.duration_months,
    e.hours_per_week,
    e.weeks_active,
    (e.hours_total)::bigint AS hours_total,
    e.capital_band,
    plain_word(e.teaching_share) AS teaching_share,
    e.seller,
    e.amounts_are,
    e.revenue_total_usd AS revenue_total_usd_cents,
    e.costs_total_usd AS costs_total_usd_cents,
    e.net_total_usd AS net_total_usd_cents,
    e.monthly_net_usd AS monthly_net_usd_cents,
    e.net_hourly_usd AS net_hourly_usd_cents,
    NULLIF(array_to_string(e.stop_reasons, ' '::text), ''::text) AS stop_reasons,
    e.months_until_copied,
    e.ai_helped_write,
    e.grade,
    e.proof_seen,
    e.target_monthly_usd AS target_monthly_usd_cents,
    e.stop_if_below_usd AS stop_if_below_usd_cents,
    quarter_of(e.stop_by) AS stop_by_quarter,
        CASE
            WHEN (e.what_i_did IS NOT NULL) THEN e.headline
            ELSE NULL::text
        END AS headline,
    e.what_i_did,
    e.what_went_wrong,
    e.tell_a_friend,
    e.months_until_halved,
    (e.unread_answers = 0) AS was_read,
    e.budget_usd AS budget_usd_cents
   FROM ((experiences e
     JOIN paths p ON ((p.id = e.path_id)))
     LEFT JOIN path_variants v ON ((v.id = e.variant_id)))
  WHERE (e.in_open_data AND (e.coarse_version = e.version));

CREATE TABLE outbox (
    id bigint DEFAULT (floor((random() * ('9007199254740991'::bigint)::double precision)))::bigint NOT NULL,
    submission_id bigint NOT NULL,
    kind text NOT NULL,
    on_day date NOT NULL,
    state text DEFAULT 'waiting'::text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    due_at timestamp with time zone DEFAULT now() NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    failure text DEFAULT ''::text NOT NULL,
    handed_over_at timestamp with time zone,
    item_id bigint DEFAULT 0 NOT NULL,
    item_version integer DEFAULT 0 NOT NULL,
    CONSTRAINT outbox_handed_over CHECK (((state = 'given_up'::text) OR ((state = 'waiting'::text) = (handed_over_at IS NULL)))),
    CONSTRAINT outbox_item_of_decision CHECK (((item_id = 0) = (kind = ANY (ARRAY['confirmation'::text, 'reminder'::text])))),
    CONSTRAINT outbox_kind_known CHECK ((kind = ANY (ARRAY['confirmation'::text, 'reminder'::text, 'published'::text, 'changes_asked'::text, 'refused'::text, 'proof_asked'::text, 'refusal_upheld'::text, 'refusal_overturned'::text, 'answer_counted'::text, 'answer_refused'::text, 'hidden'::text, 'change_wanted'::text, 'shown_again'::text]))),
    CONSTRAINT outbox_state_known CHECK ((state = ANY (ARRAY['waiting'::text, 'handed_over'::text, 'sent'::text, 'given_up'::text])))
);
ALTER TABLE ONLY outbox ALTER COLUMN failure SET STATISTICS 0;

CREATE TABLE path_figures (
    path_id bigint NOT NULL,
    shape smallint NOT NULL,
    as_of timestamp with time zone DEFAULT site_now() NOT NULL,
    took_ms integer NOT NULL,
    figures jsonb NOT NULL
);

CREATE TABLE path_points (
    path_id bigint NOT NULL,
    section text NOT NULL,
    "position" smallint NOT NULL,
    text text NOT NULL,
    basis text NOT NULL,
    fact smallint,
    CONSTRAINT path_points_basis_known CHECK ((basis = ANY (ARRAY['article'::text, 'editor'::text, 'reports'::text]))),
    CONSTRAINT path_points_fact_range CHECK (((fact >= 1) AND (fact <= 26))),
    CONSTRAINT path_points_section_known CHECK ((section = ANY (ARRAY['ai_does'::text, 'human_must'::text, 'works_when'::text, 'fails_when'::text, 'not_for_you_if'::text, 'first_steps'::text, 'stop_signs'::text, 'distrust'::text])))
);
ALTER TABLE ONLY path_points ALTER COLUMN text SET STATISTICS 0;

CREATE TABLE path_ratings (
    path_id bigint NOT NULL,
    dimension text NOT NULL,
    "values" text[] NOT NULL,
    detail text[] DEFAULT '{}'::text[] NOT NULL,
    basis text NOT NULL,
    rationale text NOT NULL,
    rated_on date NOT NULL,
    source text,
    CONSTRAINT path_ratings_basis_known CHECK ((basis = ANY (ARRAY['article'::text, 'editor'::text, 'reports'::text, 'not_stated'::text]))),
    CONSTRAINT path_ratings_detail_known CHECK ((detail <@
CASE dimension
    WHEN 'competition'::text THEN ARRAY['rising'::text, 'steady'::text, 'falling'::text]
    WHEN 'moat'::text THEN ARRAY['personal_voice'::text, 'niche_fit'::text, 'client_results'::text, 'management'::text, 'domain_knowledge'::text, 'capital_network'::text]
    WHEN 'risk'::text THEN ARRAY['wasted_time'::text, 'copied'::text, 'platform_dependence'::text, 'price_fall'::text, 'client_loss'::text, 'reputation'::text, 'capital_loss'::text]
    ELSE '{}'::text[]
END)),
    CONSTRAINT path_ratings_dimension_known CHECK ((dimension = ANY (ARRAY['barrier_to_entry'::text, 'competition'::text, 'startup_capital'::text, 'income_model'::text, 'domain_expertise'::text, 'moat'::text, 'risk'::text, 'nature'::text, 'skills'::text]))),
    CONSTRAINT path_ratings_stated_or_empty CHECK (((basis = 'not_stated'::text) = ((cardinality("values") = 0) AND (cardinality(detail) = 0)))),
    CONSTRAINT path_ratings_value_known CHECK (("values" <@
CASE dimension
    WHEN 'barrier_to_entry'::text THEN ARRAY['very_low'::text, 'low'::text, 'moderate'::text, 'high'::text, 'very_high'::text]
    WHEN 'competition'::text THEN ARRAY['low'::text, 'moderate'::text, 'high'::text, 'extreme'::text]
    WHEN 'startup_capital'::text THEN ARRAY['none'::text, 'under_50'::text, '50_499'::text, '500_4999'::text, '5000_19999'::text, '20000_plus'::text]
    WHEN 'income_model'::text THEN ARRAY['ads'::text, 'paid_content'::text, 'product_subscription'::text, 'per_project'::text, 'per_session'::text, 'retainer'::text, 'subcontract_margin'::text, 'course_sale'::text, 'dataset_sale'::text, 'stock_sale'::text, 'equity'::text]
    WHEN 'domain_expertise'::text THEN ARRAY['not_needed'::text, 'helpful'::text, 'required'::text]
    WHEN 'moat'::text THEN ARRAY['none'::text, 'thin'::text, 'moderate'::text, 'strong'::text]
    WHEN 'risk'::text THEN ARRAY['low'::text, 'moderate'::text, 'high'::text, 'very_high'::text]
    WHEN 'nature'::text THEN ARRAY['side_hustle'::text, 'heavy_side_hustle'::text, 'small_business'::text, 'investing'::text]
    WHEN 'skills'::text THEN ARRAY['writing'::text, 'coding'::text, 'prompting'::text, 'profession_knowledge'::text, 'selling'::text, 'teaching'::text, 'managing_people'::text, 'data_analysis'::text, 'investing'::text]
    ELSE NULL::text[]
END))
);
ALTER TABLE ONLY path_ratings ALTER COLUMN detail SET STATISTICS 0;
ALTER TABLE ONLY path_ratings ALTER COLUMN rationale SET STATISTICS 0;
ALTER TABLE ONLY path_ratings ALTER COLUMN source SET STATISTICS 0;

CREATE TABLE path_signals (
    id bigint NOT NULL,
    path_id bigint NOT NULL,
    kind text NOT NULL,
    since timestamp with time zone NOT NULL,
    seconds bigint NOT NULL,
    people integer NOT NULL,
    usual double precision NOT NULL,
    networks integer NOT NULL,
    from_one integer NOT NULL,
    opened_at timestamp with time zone DEFAULT now() NOT NULL,
    closed_at timestamp with time zone,
    closed_by bigint,
    role text,
    handle text,
    why text,
    CONSTRAINT path_signals_closed_whole CHECK ((num_nonnulls(closed_at, closed_by, role, handle, why) = ANY (ARRAY[0, 5]))),
    CONSTRAINT path_signals_kind_known CHECK ((kind = ANY (ARRAY['starts'::text, 'reports'::text, 'answers'::text, 'one_network'::text]))),
    CONSTRAINT path_signals_why_length CHECK (((char_length(why) >= 5) AND (char_length(why) <= 500)))
);
ALTER TABLE ONLY path_signals ALTER COLUMN why SET STATISTICS 0;

ALTER TABLE path_signals ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME path_signals_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE path_variants ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME path_variants_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE paths ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME paths_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE pending_sign_ins (
    token_hash bytea NOT NULL,
    account_id bigint NOT NULL,
    purpose text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT pending_sign_ins_purpose_known CHECK ((purpose = ANY (ARRAY['code'::text, 'set_up'::text])))
);

CREATE TABLE proof_draws (
    id bigint NOT NULL,
    ticket text NOT NULL,
    submission_id bigint NOT NULL,
    item_id bigint NOT NULL,
    path_id bigint NOT NULL,
    drawn_at timestamp with time zone DEFAULT now() NOT NULL,
    asked_at timestamp with time zone,
    result text DEFAULT 'open'::text NOT NULL,
    settled_at timestamp with time zone,
    number bigint,
    CONSTRAINT proof_draws_asked_first CHECK (((asked_at IS NOT NULL) OR (result = ANY (ARRAY['open'::text, 'proved'::text, 'not_asked'::text])))),
    CONSTRAINT proof_draws_result_known CHECK ((result = ANY (ARRAY['open'::text, 'proved'::text, 'could_not'::text, 'withdrew'::text, 'not_asked'::text]))),
    CONSTRAINT proof_draws_settled_whole CHECK (((result = 'open'::text) = (settled_at IS NULL)))
);

ALTER TABLE proof_draws ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME proof_draws_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE UNLOGGED TABLE rate_limits (
    key bytea NOT NULL,
    tat timestamp with time zone NOT NULL,
    step interval
);

CREATE TABLE rates_due (
    currency character(3) NOT NULL,
    done_up_to bigint DEFAULT 0 NOT NULL,
    asked integer DEFAULT 1 NOT NULL
);

CREATE TABLE reason_wordings (
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    reason text NOT NULL,
    words text NOT NULL,
    account_id bigint NOT NULL,
    CONSTRAINT reason_wordings_length CHECK ((char_length(words) <= 1000))
);
ALTER TABLE ONLY reason_wordings ALTER COLUMN words SET STATISTICS 0;

ALTER TABLE reason_wordings ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME reason_wordings_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE recovery_codes (
    code_hash bytea NOT NULL,
    account_id bigint NOT NULL,
    used_at timestamp with time zone
);

CREATE TABLE redactions (
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT site_now() NOT NULL,
    submission_id bigint,
    case_id bigint,
    path_id bigint,
    reason text NOT NULL,
    times bigint NOT NULL,
    account_id bigint NOT NULL,
    CONSTRAINT redactions_one_subject CHECK ((num_nonnulls(submission_id, case_id, path_id) <= 1)),
    CONSTRAINT redactions_reason_known CHECK ((reason = ANY (ARRAY['identifies_others'::text, 'illegal_or_harmful'::text])))
);

ALTER TABLE redactions ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME redactions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE review_items ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME review_items_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE VIEW review_subjects AS
 SELECT i.id AS item_id,
    COALESCE(r.path_id, f.path_id, l.path_id) AS path_id,
    COALESCE(r.headline, c.title, l.headline, p.name) AS title,
    COALESCE(r.status, l.status) AS status,
    COALESCE(i.outcome_class, e.monthly_net_band) AS outcome_class
   FROM (((((((review_items i
     LEFT JOIN submission_revisions r ON ((r.id = i.revision_id)))
     LEFT JOIN flags f ON ((f.id = i.flag_id)))
     LEFT JOIN case_studies c ON ((c.id = f.case_study_id)))
     LEFT JOIN paths p ON ((p.id = f.path_id)))
     LEFT JOIN submissions s ON (((s.id = COALESCE(i.submission_id, f.submission_id)) AND (i.revision_id IS NULL))))
     LEFT JOIN experiences e ON ((e.submission_id = s.id)))
     LEFT JOIN LATERAL ( SELECT submission_revisions.headline,
            submission_revisions.path_id,
            submission_revisions.status
           FROM submission_revisions
          WHERE (submission_revisions.submission_id = s.id)
          ORDER BY (submission_revisions.id = s.live_revision_id) DESC NULLS LAST, submission_revisions.number DESC
         LIMIT 1) l ON (true));

CREATE TABLE scheduled_tasks (
    name text NOT NULL,
    due_at timestamp with time zone DEFAULT now() NOT NULL,
    done_at timestamp with time zone,
    runs bigint DEFAULT 0 NOT NULL,
    failure text DEFAULT ''::text NOT NULL
);
ALTER TABLE ONLY scheduled_tasks ALTER COLUMN failure SET STATISTICS 0;

CREATE TABLE sealed_keys (
    name text NOT NULL,
    sealed bytea NOT NULL,
    day date,
    made_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE second_step_candidates (
    account_id bigint NOT NULL,
    sealed_seed bytea NOT NULL,
    made_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE second_steps (
    account_id bigint NOT NULL,
    sealed_seed bytea NOT NULL,
    last_step bigint NOT NULL,
    made_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE server_keys (
    name text NOT NULL,
    key bytea NOT NULL,
    made_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE sessions (
    token_hash bytea NOT NULL,
    account_id bigint NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    last_seen_at timestamp with time zone DEFAULT now() NOT NULL,
    id bigint NOT NULL,
    confirmed_at timestamp with time zone DEFAULT now() NOT NULL,
    demo boolean DEFAULT false NOT NULL
);

ALTER TABLE sessions ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME sessions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE snapshot_files (
    month date NOT NULL,
    name text NOT NULL,
    bytes bigint NOT NULL,
    sha256 bytea NOT NULL
);

CREATE TABLE snapshot_pieces (
    month date NOT NULL,
    name text NOT NULL,
    place integer NOT NULL,
    bytes bytea NOT NULL
);

CREATE TABLE snapshots (
    month date NOT NULL,
    made_at timestamp with time zone DEFAULT now() NOT NULL,
    dictionary smallint DEFAULT 1 NOT NULL,
    CONSTRAINT snapshots_month_is_first_day CHECK ((EXTRACT(day FROM month) = (1)::numeric))
);

CREATE TABLE story_sketches (
    id bigint NOT NULL,
    revision_id bigint,
    update_id bigint,
    marks integer[] NOT NULL,
    CONSTRAINT story_sketches_of_one_text CHECK ((num_nonnulls(revision_id, update_id) = 1))
);

ALTER TABLE story_sketches ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME story_sketches_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE submission_contacts (
    submission_id bigint NOT NULL,
    email text NOT NULL,
    given_at timestamp with time zone DEFAULT site_now() NOT NULL,
    confirmed_at timestamp with time zone,
    CONSTRAINT submission_contacts_email_length CHECK (((char_length(email) >= 3) AND (char_length(email) <= 254)))
);
ALTER TABLE ONLY submission_contacts ALTER COLUMN email SET STATISTICS 0;

CREATE TABLE submission_origins (
    submission_id bigint NOT NULL,
    day date NOT NULL,
    number bigint NOT NULL
);

ALTER TABLE submission_revisions ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME submission_revisions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE submissions ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME submissions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE threshold_changes (
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    name text NOT NULL,
    was integer NOT NULL,
    value integer NOT NULL,
    why text NOT NULL,
    account_id bigint NOT NULL,
    role text NOT NULL,
    handle text NOT NULL,
    CONSTRAINT threshold_changes_is_change CHECK ((value <> was)),
    CONSTRAINT threshold_changes_name_known CHECK ((name = ANY (ARRAY['proof_from'::text, 'fence_times'::text, 'fence_least'::text, 'alike_from'::text, 'many_from_one'::text, 'burst_least'::text, 'burst_times'::text, 'network_least'::text, 'undo_minutes'::text]))),
    CONSTRAINT threshold_changes_value_sane CHECK (((value >= 1) AND (value <= 100000))),
    CONSTRAINT threshold_changes_why_length CHECK (((char_length(why) >= 5) AND (char_length(why) <= 500)))
);
ALTER TABLE ONLY threshold_changes ALTER COLUMN why SET STATISTICS 0;

ALTER TABLE threshold_changes ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME threshold_changes_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE told_account_events (
    only_one boolean DEFAULT true NOT NULL,
    up_to bigint NOT NULL,
    CONSTRAINT told_account_events_only_one_check CHECK (only_one)
);

CREATE TABLE word_cuts (
    id bigint NOT NULL,
    month date NOT NULL,
    name text NOT NULL,
    cut_on date DEFAULT ((now() AT TIME ZONE 'utc'::text))::date NOT NULL,
    lines bigint NOT NULL,
    cause text NOT NULL,
    CONSTRAINT word_cuts_cause_known CHECK ((cause = ANY (ARRAY['taken_back'::text, 'by_order'::text])))
);

ALTER TABLE word_cuts ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME word_cuts_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE word_files (
    month date NOT NULL,
    name text NOT NULL,
    bytes bigint NOT NULL,
    sha256 bytea NOT NULL,
    cuts bigint DEFAULT 0 NOT NULL,
    made_on date DEFAULT ((now() AT TIME ZONE 'utc'::text))::date NOT NULL
);

CREATE TABLE word_lines (
    month date NOT NULL,
    name text NOT NULL,
    place integer NOT NULL,
    open_id uuid,
    line text NOT NULL
);
ALTER TABLE ONLY word_lines ALTER COLUMN line SET STATISTICS 0;

ALTER TABLE ONLY account_events
    ADD CONSTRAINT account_events_pkey PRIMARY KEY (id);

ALTER TABLE ONLY account_invitations
    ADD CONSTRAINT account_invitations_pkey PRIMARY KEY (token_hash);

ALTER TABLE ONLY accounts
    ADD CONSTRAINT accounts_handle_unique UNIQUE (handle);

ALTER TABLE ONLY accounts
    ADD CONSTRAINT accounts_name_unique UNIQUE (name);

ALTER TABLE ONLY accounts
    ADD CONSTRAINT accounts_pkey PRIMARY KEY (id);

ALTER TABLE ONLY address_keys
    ADD CONSTRAINT address_keys_pkey PRIMARY KEY (day);

ALTER TABLE ONLY answer_origins
    ADD CONSTRAINT answer_origins_pkey PRIMARY KEY (update_id);

ALTER TABLE ONLY appeals
    ADD CONSTRAINT appeals_item_once UNIQUE (item_id);

ALTER TABLE ONLY appeals
    ADD CONSTRAINT appeals_pkey PRIMARY KEY (id);

ALTER TABLE ONLY average_rates
    ADD CONSTRAINT average_rates_named UNIQUE (id, currency, period);

ALTER TABLE ONLY average_rates
    ADD CONSTRAINT average_rates_pkey PRIMARY KEY (id);

ALTER TABLE ONLY average_rates
    ADD CONSTRAINT average_rates_replaced_once UNIQUE (replaces);

ALTER TABLE ONLY case_figures
    ADD CONSTRAINT case_figures_once PRIMARY KEY (case_id, "position");

ALTER TABLE ONLY case_studies
    ADD CONSTRAINT case_studies_pkey PRIMARY KEY (id);

ALTER TABLE ONLY case_studies
    ADD CONSTRAINT case_studies_slug_unique UNIQUE (slug);

ALTER TABLE ONLY common_cells
    ADD CONSTRAINT common_cells_pkey PRIMARY KEY (path_id, facet, value);

ALTER TABLE ONLY edited_facts
    ADD CONSTRAINT edited_facts_once PRIMARY KEY (edit_id, fact);

ALTER TABLE ONLY edits
    ADD CONSTRAINT edits_pkey PRIMARY KEY (id);

ALTER TABLE ONLY evidence_items
    ADD CONSTRAINT evidence_items_form_key_unique UNIQUE (form_key_hash);

ALTER TABLE ONLY evidence_items
    ADD CONSTRAINT evidence_items_pkey PRIMARY KEY (id);

ALTER TABLE ONLY exchange_rates
    ADD CONSTRAINT exchange_rates_pkey PRIMARY KEY (currency);

ALTER TABLE ONLY experience_changes
    ADD CONSTRAINT experience_changes_pkey PRIMARY KEY (id);

ALTER TABLE ONLY experience_originals
    ADD CONSTRAINT experience_originals_pkey PRIMARY KEY (submission_id);

ALTER TABLE ONLY experience_places
    ADD CONSTRAINT experience_places_pkey PRIMARY KEY (submission_id);

ALTER TABLE ONLY experience_updates
    ADD CONSTRAINT experience_updates_form_key_unique UNIQUE (form_key_hash);

ALTER TABLE ONLY experience_updates
    ADD CONSTRAINT experience_updates_number_once UNIQUE (submission_id, number);

ALTER TABLE ONLY experience_updates
    ADD CONSTRAINT experience_updates_pkey PRIMARY KEY (id);

ALTER TABLE ONLY experiences
    ADD CONSTRAINT experiences_open_id_unique UNIQUE (open_id);

ALTER TABLE ONLY experiences
    ADD CONSTRAINT experiences_pkey PRIMARY KEY (id);

ALTER TABLE ONLY experiences
    ADD CONSTRAINT experiences_submission_once UNIQUE (submission_id);

ALTER TABLE ONLY figures_due
    ADD CONSTRAINT figures_due_pkey PRIMARY KEY (id);

ALTER TABLE ONLY flags
    ADD CONSTRAINT flags_form_key_unique UNIQUE (form_key_hash);

ALTER TABLE ONLY flags
    ADD CONSTRAINT flags_pkey PRIMARY KEY (id);

ALTER TABLE ONLY flags
    ADD CONSTRAINT flags_reference_unique UNIQUE (reference);

ALTER TABLE ONLY flags
    ADD CONSTRAINT flags_secret_unique UNIQUE (secret_hash);

ALTER TABLE ONLY known_places
    ADD CONSTRAINT known_places_once UNIQUE (code, account_id);

ALTER TABLE ONLY known_places
    ADD CONSTRAINT known_places_pkey PRIMARY KEY (id);

ALTER TABLE ONLY moderation_events
    ADD CONSTRAINT moderation_events_pkey PRIMARY KEY (id);

ALTER TABLE ONLY outbox
    ADD CONSTRAINT outbox_once UNIQUE (submission_id, kind, on_day, item_id, item_version);

ALTER TABLE ONLY outbox
    ADD CONSTRAINT outbox_pkey PRIMARY KEY (id);

ALTER TABLE ONLY path_figures
    ADD CONSTRAINT path_figures_pkey PRIMARY KEY (path_id);

ALTER TABLE ONLY path_points
    ADD CONSTRAINT path_points_once PRIMARY KEY (path_id, section, "position");

ALTER TABLE ONLY path_ratings
    ADD CONSTRAINT path_ratings_once PRIMARY KEY (path_id, dimension);

ALTER TABLE ONLY path_signals
    ADD CONSTRAINT path_signals_pkey PRIMARY KEY (id);

ALTER TABLE ONLY path_variants
    ADD CONSTRAINT path_variants_pkey PRIMARY KEY (id);

ALTER TABLE ONLY path_variants
    ADD CONSTRAINT path_variants_slug_unique UNIQUE (slug);

ALTER TABLE ONLY paths
    ADD CONSTRAINT paths_pkey PRIMARY KEY (id);

ALTER TABLE ONLY paths
    ADD CONSTRAINT paths_position_unique UNIQUE ("position") DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY paths
    ADD CONSTRAINT paths_slug_unique UNIQUE (slug);

ALTER TABLE ONLY pending_sign_ins
    ADD CONSTRAINT pending_sign_ins_pkey PRIMARY KEY (token_hash);

ALTER TABLE ONLY proof_draws
    ADD CONSTRAINT proof_draws_pkey PRIMARY KEY (id);

ALTER TABLE ONLY proof_draws
    ADD CONSTRAINT proof_draws_ticket_once UNIQUE (ticket);

ALTER TABLE ONLY rate_limits
    ADD CONSTRAINT rate_limits_pkey PRIMARY KEY (key);

ALTER TABLE ONLY rates_due
    ADD CONSTRAINT rates_due_pkey PRIMARY KEY (currency);

ALTER TABLE ONLY reason_wordings
    ADD CONSTRAINT reason_wordings_pkey PRIMARY KEY (id);

ALTER TABLE ONLY recovery_codes
    ADD CONSTRAINT recovery_codes_pkey PRIMARY KEY (code_hash);

ALTER TABLE ONLY redactions
    ADD CONSTRAINT redactions_pkey PRIMARY KEY (id);

ALTER TABLE ONLY review_items
    ADD CONSTRAINT review_items_flag_once UNIQUE (flag_id);

ALTER TABLE ONLY review_items
    ADD CONSTRAINT review_items_pkey PRIMARY KEY (id);

ALTER TABLE ONLY review_items
    ADD CONSTRAINT review_items_revision_once UNIQUE (revision_id);

ALTER TABLE ONLY review_items
    ADD CONSTRAINT review_items_update_once UNIQUE (update_id);

ALTER TABLE ONLY scheduled_tasks
    ADD CONSTRAINT scheduled_tasks_pkey PRIMARY KEY (name);

ALTER TABLE ONLY sealed_keys
    ADD CONSTRAINT sealed_keys_pkey PRIMARY KEY (name);

ALTER TABLE ONLY second_step_candidates
    ADD CONSTRAINT second_step_candidates_pkey PRIMARY KEY (account_id);

ALTER TABLE ONLY second_steps
    ADD CONSTRAINT second_steps_pkey PRIMARY KEY (account_id);

ALTER TABLE ONLY server_keys
    ADD CONSTRAINT server_keys_pkey PRIMARY KEY (name);

ALTER TABLE ONLY sessions
    ADD CONSTRAINT sessions_id_unique UNIQUE (id);

ALTER TABLE ONLY sessions
    ADD CONSTRAINT sessions_pkey PRIMARY KEY (token_hash);

ALTER TABLE ONLY snapshot_files
    ADD CONSTRAINT snapshot_files_once PRIMARY KEY (month, name);

ALTER TABLE ONLY snapshot_pieces
    ADD CONSTRAINT snapshot_pieces_once PRIMARY KEY (month, name, place);

ALTER TABLE ONLY snapshots
    ADD CONSTRAINT snapshots_pkey PRIMARY KEY (month);

ALTER TABLE ONLY story_sketches
    ADD CONSTRAINT story_sketches_pkey PRIMARY KEY (id);

ALTER TABLE ONLY story_sketches
    ADD CONSTRAINT story_sketches_revision_once UNIQUE (revision_id);

ALTER TABLE ONLY story_sketches
    ADD CONSTRAINT story_sketches_update_once UNIQUE (update_id);

ALTER TABLE ONLY submission_contacts
    ADD CONSTRAINT submission_contacts_pkey PRIMARY KEY (submission_id);

ALTER TABLE ONLY submission_origins
    ADD CONSTRAINT submission_origins_pkey PRIMARY KEY (submission_id);

ALTER TABLE ONLY submission_revisions
    ADD CONSTRAINT submission_revisions_draft_once UNIQUE (submission_id, draft_version);

ALTER TABLE ONLY submission_revisions
    ADD CONSTRAINT submission_revisions_number_once UNIQUE (submission_id, number);

ALTER TABLE submission_revisions
    ADD CONSTRAINT submission_revisions_path_other_length CHECK ((char_length(path_other) <= 200)) NOT VALID;

ALTER TABLE ONLY submission_revisions
    ADD CONSTRAINT submission_revisions_pkey PRIMARY KEY (id);

ALTER TABLE ONLY submissions
    ADD CONSTRAINT submissions_form_key_unique UNIQUE (form_key_hash);

ALTER TABLE ONLY submissions
    ADD CONSTRAINT submissions_pkey PRIMARY KEY (id);

ALTER TABLE ONLY submissions
    ADD CONSTRAINT submissions_reference_unique UNIQUE (reference);

ALTER TABLE ONLY submissions
    ADD CONSTRAINT submissions_secret_unique UNIQUE (secret_hash);

ALTER TABLE ONLY threshold_changes
    ADD CONSTRAINT threshold_changes_pkey PRIMARY KEY (id);

ALTER TABLE ONLY told_account_events
    ADD CONSTRAINT told_account_events_pkey PRIMARY KEY (only_one);

ALTER TABLE ONLY word_cuts
    ADD CONSTRAINT word_cuts_pkey PRIMARY KEY (id);

ALTER TABLE ONLY word_files
    ADD CONSTRAINT word_files_once PRIMARY KEY (month, name);

ALTER TABLE ONLY word_lines
    ADD CONSTRAINT word_lines_once PRIMARY KEY (month, name, place);

CREATE INDEX account_events_account ON account_events USING btree (account_id, id DESC);

CREATE INDEX account_events_newest ON account_events USING btree (at DESC, id DESC);

CREATE INDEX answer_origins_number ON answer_origins USING btree (number);

CREATE UNIQUE INDEX average_rates_first_once ON average_rates USING btree (currency, period) WHERE (replaces IS NULL);

CREATE INDEX case_studies_path ON case_studies USING btree (path_id, slug);

CREATE INDEX case_studies_words ON case_studies USING gin (words);

CREATE INDEX edits_of_path ON edits USING btree (path_id, id DESC);

CREATE UNIQUE INDEX edits_version_of_case ON edits USING btree (case_id, version) WHERE (case_id IS NOT NULL);

CREATE UNIQUE INDEX edits_version_of_path ON edits USING btree (path_id, version) WHERE (case_id IS NULL);

CREATE INDEX evidence_items_submission ON evidence_items USING btree (submission_id, id);

CREATE INDEX experience_changes_noted ON experience_changes USING btree (noted_at);

CREATE INDEX experience_changes_transaction ON experience_changes USING btree (transaction);

CREATE INDEX experience_originals_path ON experience_originals USING btree (path_id);

CREATE INDEX experience_updates_sent ON experience_updates USING btree (sent_at);

CREATE INDEX experience_updates_submission ON experience_updates USING btree (submission_id, number);

CREATE INDEX experiences_by_grade ON experiences USING btree (grade, id);

CREATE INDEX experiences_by_hourly ON experiences USING btree (net_hourly_usd, id);

CREATE INDEX experiences_by_hourly_down ON experiences USING btree (net_hourly_usd DESC NULLS LAST, id DESC);

CREATE INDEX experiences_by_hours ON experiences USING btree (hours_total, id);

CREATE INDEX experiences_by_wait ON experiences USING btree (months_to_first_income, id);

CREATE INDEX experiences_by_wait_down ON experiences USING btree (months_to_first_income DESC NULLS LAST, id DESC);

CREATE INDEX experiences_headline ON experiences USING gin (headline gin_trgm_ops);

CREATE INDEX experiences_newest ON experiences USING btree (confirmed_on DESC, id DESC);

CREATE INDEX experiences_path_newest ON experiences USING btree (path_id, confirmed_on DESC, id DESC);

CREATE INDEX experiences_words ON experiences USING gin (words);

CREATE INDEX figures_due_path ON figures_due USING btree (path_id);

CREATE INDEX flags_case ON flags USING btree (case_study_id) WHERE (case_study_id IS NOT NULL);

CREATE INDEX flags_path ON flags USING btree (path_id);

CREATE INDEX flags_submission ON flags USING btree (submission_id) WHERE (submission_id IS NOT NULL);

CREATE INDEX known_places_account ON known_places USING btree (account_id);

CREATE INDEX moderation_events_item ON moderation_events USING btree (item_id, id);

CREATE INDEX moderation_events_newest ON moderation_events USING btree (public_from, at DESC, id DESC);

CREATE INDEX outbox_item ON outbox USING btree (item_id) WHERE (item_id <> 0);

CREATE INDEX outbox_waiting ON outbox USING btree (due_at) WHERE (state = 'waiting'::text);

CREATE UNIQUE INDEX path_signals_open_once ON path_signals USING btree (path_id, kind) WHERE (closed_at IS NULL);

CREATE INDEX path_variants_path ON path_variants USING btree (path_id, "position");

CREATE INDEX paths_words ON paths USING gin (words);

CREATE INDEX pending_sign_ins_account ON pending_sign_ins USING btree (account_id);

CREATE INDEX proof_draws_item ON proof_draws USING btree (item_id);

CREATE INDEX proof_draws_open ON proof_draws USING btree (submission_id) WHERE (result = 'open'::text);

CREATE INDEX recovery_codes_account ON recovery_codes USING btree (account_id);

CREATE INDEX redactions_of_submission ON redactions USING btree (submission_id) WHERE (submission_id IS NOT NULL);

CREATE INDEX review_items_decided ON review_items USING btree (decided_at) WHERE (decided_at IS NOT NULL);

CREATE INDEX review_items_decided_by ON review_items USING btree (decided_by, decided_at DESC) WHERE (decided_by IS NOT NULL);

CREATE INDEX review_items_queued ON review_items USING btree (queued_at);

CREATE INDEX review_items_signals ON review_items USING gin (signals jsonb_path_ops);

CREATE INDEX review_items_submission ON review_items USING btree (submission_id, id);

CREATE INDEX review_items_unexamined ON review_items USING btree (queued_at) WHERE (examined_at IS NULL);

CREATE INDEX review_items_waiting ON review_items USING btree (suspected, queued_at, id) WHERE (state = ANY (ARRAY['queued'::text, 'claimed'::text, 'appealed'::text]));

CREATE INDEX sessions_account ON sessions USING btree (account_id);

CREATE INDEX story_sketches_marks ON story_sketches USING gin (marks) WITH (fastupdate=off);

CREATE INDEX submission_contacts_addressee ON submission_contacts USING btree (addressee(email));
ALTER INDEX submission_contacts_addressee ALTER COLUMN 1 SET STATISTICS 0;

CREATE INDEX submission_contacts_email ON submission_contacts USING btree (lower(email));
ALTER INDEX submission_contacts_email ALTER COLUMN 1 SET STATISTICS 0;

CREATE INDEX submission_origins_number ON submission_origins USING btree (number);

CREATE INDEX submission_revisions_numbers ON submission_revisions USING btree (path_id, started_on, revenue_total);

CREATE INDEX submission_revisions_story ON submission_revisions USING gin ((((((what_i_did || ' '::text) || what_went_wrong) || ' '::text) || tell_a_friend)) gin_trgm_ops);
ALTER INDEX submission_revisions_story ALTER COLUMN 1 SET STATISTICS 0;

CREATE INDEX submission_revisions_submission ON submission_revisions USING btree (submission_id, number DESC);

CREATE INDEX word_cuts_of_file ON word_cuts USING btree (month, name);

CREATE INDEX word_lines_of_report ON word_lines USING btree (open_id) WHERE (open_id IS NOT NULL);

CREATE TRIGGER account_events_never_change BEFORE DELETE OR UPDATE ON account_events FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER account_events_never_emptied BEFORE TRUNCATE ON account_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER average_rates_ask AFTER INSERT ON average_rates FOR EACH ROW EXECUTE FUNCTION ask_for_dollars();

CREATE TRIGGER average_rates_never_change BEFORE DELETE OR UPDATE ON average_rates FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER average_rates_never_emptied BEFORE TRUNCATE ON average_rates FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER average_rates_wait BEFORE INSERT ON average_rates FOR EACH ROW EXECUTE FUNCTION wait_for_publications();

CREATE TRIGGER edited_facts_never_change BEFORE DELETE OR UPDATE ON edited_facts FOR EACH ROW WHEN ((current_setting('firstbucket.redacting'::text, true) IS DISTINCT FROM 'on'::text)) EXECUTE FUNCTION refuse_change();

CREATE TRIGGER edited_facts_never_emptied BEFORE TRUNCATE ON edited_facts FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER edits_never_change BEFORE DELETE OR UPDATE ON edits FOR EACH ROW WHEN ((current_setting('firstbucket.redacting'::text, true) IS DISTINCT FROM 'on'::text)) EXECUTE FUNCTION refuse_change();

CREATE TRIGGER edits_never_emptied BEFORE TRUNCATE ON edits FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER experience_originals_due_deleted AFTER DELETE ON experience_originals REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_cells_due();

CREATE TRIGGER experience_originals_due_inserted AFTER INSERT ON experience_originals REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_cells_due();

CREATE TRIGGER experience_originals_due_updated AFTER UPDATE ON experience_originals REFERENCING OLD TABLE AS earlier NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_changed_cells_due();

CREATE TRIGGER experience_updates_income_has_hours BEFORE INSERT ON experience_updates FOR EACH ROW EXECUTE FUNCTION refuse_income_without_hours();

CREATE TRIGGER experience_updates_never_change BEFORE UPDATE ON experience_updates FOR EACH ROW WHEN ((current_setting('firstbucket.redacting'::text, true) IS DISTINCT FROM 'on'::text)) EXECUTE FUNCTION refuse_changed_answer();

CREATE TRIGGER experiences_changes_deleted AFTER DELETE ON experiences REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_experience_changes();

CREATE TRIGGER experiences_changes_inserted AFTER INSERT ON experiences REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_experience_changes();

CREATE TRIGGER experiences_changes_updated AFTER UPDATE ON experiences REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_experience_changes();

CREATE TRIGGER experiences_cut_words_gone AFTER DELETE ON experiences FOR EACH ROW EXECUTE FUNCTION cut_words_with_report();

CREATE TRIGGER experiences_cut_words_taken_back AFTER UPDATE OF what_i_did, in_open_data ON experiences FOR EACH ROW WHEN (((old.what_i_did IS NOT NULL) AND old.in_open_data AND ((new.what_i_did IS NULL) OR (NOT new.in_open_data)))) EXECUTE FUNCTION cut_words_with_report();

CREATE TRIGGER experiences_figures_due_deleted AFTER DELETE ON experiences REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_figures_due();

CREATE TRIGGER experiences_figures_due_inserted AFTER INSERT ON experiences REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_figures_due();

CREATE TRIGGER experiences_figures_due_updated_from AFTER UPDATE ON experiences REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_figures_due();

CREATE TRIGGER experiences_figures_due_updated_to AFTER UPDATE ON experiences REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_figures_due();

CREATE TRIGGER experiences_leave_place AFTER DELETE ON experiences FOR EACH ROW EXECUTE FUNCTION leave_place();

CREATE TRIGGER experiences_take_place BEFORE INSERT ON experiences FOR EACH ROW EXECUTE FUNCTION take_place();

CREATE TRIGGER flags_join_the_queue AFTER INSERT ON flags FOR EACH ROW EXECUTE FUNCTION queue_flag();

CREATE TRIGGER moderation_events_never_change BEFORE DELETE OR UPDATE ON moderation_events FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER moderation_events_never_emptied BEFORE TRUNCATE ON moderation_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER path_signals_closed_once BEFORE UPDATE ON path_signals FOR EACH ROW EXECUTE FUNCTION refuse_changed_signal();

CREATE TRIGGER path_signals_never_deleted BEFORE DELETE ON path_signals FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER path_signals_never_emptied BEFORE TRUNCATE ON path_signals FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER path_variants_changes_renamed AFTER UPDATE OF slug ON path_variants FOR EACH ROW WHEN ((old.slug IS DISTINCT FROM new.slug)) EXECUTE FUNCTION note_variant_renamed();

CREATE TRIGGER paths_changes_renamed AFTER UPDATE OF slug ON paths FOR EACH ROW WHEN ((old.slug IS DISTINCT FROM new.slug)) EXECUTE FUNCTION note_path_renamed();

CREATE TRIGGER reason_wordings_never_change BEFORE DELETE OR UPDATE ON reason_wordings FOR EACH ROW WHEN ((current_setting('firstbucket.redacting'::text, true) IS DISTINCT FROM 'on'::text)) EXECUTE FUNCTION refuse_change();

CREATE TRIGGER snapshot_files_never_added AFTER INSERT ON snapshot_files REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION refuse_addition();

CREATE TRIGGER snapshot_files_never_change BEFORE DELETE OR UPDATE ON snapshot_files FOR EACH ROW WHEN ((current_setting('firstbucket.dividing'::text, true) IS DISTINCT FROM 'on'::text)) EXECUTE FUNCTION refuse_change();

CREATE TRIGGER snapshot_pieces_never_added AFTER INSERT ON snapshot_pieces REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION refuse_addition();

CREATE TRIGGER snapshot_pieces_never_change BEFORE DELETE OR UPDATE ON snapshot_pieces FOR EACH ROW WHEN ((current_setting('firstbucket.dividing'::text, true) IS DISTINCT FROM 'on'::text)) EXECUTE FUNCTION refuse_change();

CREATE TRIGGER snapshots_never_change BEFORE DELETE OR UPDATE ON snapshots FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER submission_revisions_end_appeal AFTER INSERT ON submission_revisions FOR EACH ROW EXECUTE FUNCTION end_appeal();

CREATE TRIGGER submission_revisions_join_the_queue AFTER INSERT ON submission_revisions FOR EACH ROW EXECUTE FUNCTION queue_sent_revision();

CREATE TRIGGER submission_revisions_never_change BEFORE UPDATE ON submission_revisions FOR EACH ROW WHEN ((current_setting('firstbucket.redacting'::text, true) IS DISTINCT FROM 'on'::text)) EXECUTE FUNCTION refuse_change();

CREATE TRIGGER submissions_end_appeal AFTER UPDATE OF state ON submissions FOR EACH ROW WHEN (((new.state = 'withdrawn'::text) AND (old.state <> 'withdrawn'::text))) EXECUTE FUNCTION end_appeal();

CREATE TRIGGER submissions_take_down_with_state AFTER UPDATE OF state ON submissions FOR EACH ROW WHEN ((old.state IS DISTINCT FROM new.state)) EXECUTE FUNCTION take_down_with_state();

CREATE TRIGGER threshold_changes_never_change BEFORE DELETE OR UPDATE ON threshold_changes FOR EACH ROW WHEN ((current_setting('firstbucket.redacting'::text, true) IS DISTINCT FROM 'on'::text)) EXECUTE FUNCTION refuse_change();

CREATE TRIGGER threshold_changes_never_emptied BEFORE TRUNCATE ON threshold_changes FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER word_cuts_never_change BEFORE DELETE OR UPDATE ON word_cuts FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER word_cuts_never_emptied BEFORE TRUNCATE ON word_cuts FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER word_files_never_added AFTER INSERT ON word_files REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION refuse_addition();

CREATE TRIGGER word_lines_never_added AFTER INSERT ON word_lines REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION refuse_addition();

ALTER TABLE ONLY account_events
    ADD CONSTRAINT account_events_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id);

ALTER TABLE ONLY account_events
    ADD CONSTRAINT account_events_by_id_fkey FOREIGN KEY (by_id) REFERENCES accounts(id);

ALTER TABLE ONLY account_invitations
    ADD CONSTRAINT account_invitations_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id);

ALTER TABLE ONLY answer_origins
    ADD CONSTRAINT answer_origins_update_id_fkey FOREIGN KEY (update_id) REFERENCES experience_updates(id) ON DELETE CASCADE;

ALTER TABLE ONLY appeals
    ADD CONSTRAINT appeals_answered_by_fkey FOREIGN KEY (answered_by) REFERENCES accounts(id);

ALTER TABLE ONLY appeals
    ADD CONSTRAINT appeals_item_id_fkey FOREIGN KEY (item_id) REFERENCES review_items(id) ON DELETE CASCADE;

ALTER TABLE ONLY appeals
    ADD CONSTRAINT appeals_refused_by_fkey FOREIGN KEY (refused_by) REFERENCES accounts(id);

ALTER TABLE ONLY average_rates
    ADD CONSTRAINT average_rates_replaces_its_own FOREIGN KEY (replaces, currency, period) REFERENCES average_rates(id, currency, period);

ALTER TABLE ONLY case_figures
    ADD CONSTRAINT case_figures_case_id_fkey FOREIGN KEY (case_id) REFERENCES case_studies(id) ON DELETE CASCADE;

ALTER TABLE ONLY case_studies
    ADD CONSTRAINT case_studies_path_id_fkey FOREIGN KEY (path_id) REFERENCES paths(id);

ALTER TABLE ONLY case_studies
    ADD CONSTRAINT case_studies_variant_id_fkey FOREIGN KEY (variant_id) REFERENCES path_variants(id);

ALTER TABLE ONLY edited_facts
    ADD CONSTRAINT edited_facts_edit_id_fkey FOREIGN KEY (edit_id) REFERENCES edits(id);

ALTER TABLE ONLY edits
    ADD CONSTRAINT edits_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id);

ALTER TABLE ONLY edits
    ADD CONSTRAINT edits_case_id_fkey FOREIGN KEY (case_id) REFERENCES case_studies(id);

ALTER TABLE ONLY edits
    ADD CONSTRAINT edits_path_id_fkey FOREIGN KEY (path_id) REFERENCES paths(id);

ALTER TABLE ONLY evidence_items
    ADD CONSTRAINT evidence_items_checked_by_fkey FOREIGN KEY (checked_by) REFERENCES accounts(id);

ALTER TABLE ONLY evidence_items
    ADD CONSTRAINT evidence_items_revision_id_fkey FOREIGN KEY (revision_id) REFERENCES submission_revisions(id) ON DELETE CASCADE;

ALTER TABLE ONLY evidence_items
    ADD CONSTRAINT evidence_items_submission_id_fkey FOREIGN KEY (submission_id) REFERENCES submissions(id) ON DELETE CASCADE;

ALTER TABLE ONLY experience_originals
    ADD CONSTRAINT experience_originals_submission_id_fkey FOREIGN KEY (submission_id) REFERENCES experiences(submission_id) ON DELETE CASCADE;

ALTER TABLE ONLY experience_places
    ADD CONSTRAINT experience_places_submission_id_fkey FOREIGN KEY (submission_id) REFERENCES submissions(id) ON DELETE CASCADE;

ALTER TABLE ONLY experience_updates
    ADD CONSTRAINT experience_updates_submission_id_fkey FOREIGN KEY (submission_id) REFERENCES submissions(id) ON DELETE CASCADE;

ALTER TABLE ONLY experiences
    ADD CONSTRAINT experiences_path_id_fkey FOREIGN KEY (path_id) REFERENCES paths(id);

ALTER TABLE ONLY experiences
    ADD CONSTRAINT experiences_revision_id_fkey FOREIGN KEY (revision_id) REFERENCES submission_revisions(id) ON DELETE CASCADE;

ALTER TABLE ONLY experiences
    ADD CONSTRAINT experiences_submission_id_fkey FOREIGN KEY (submission_id) REFERENCES submissions(id) ON DELETE CASCADE;

ALTER TABLE ONLY experiences
    ADD CONSTRAINT experiences_variant_id_fkey FOREIGN KEY (variant_id) REFERENCES path_variants(id);

ALTER TABLE ONLY flags
    ADD CONSTRAINT flags_case_study_id_fkey FOREIGN KEY (case_study_id) REFERENCES case_studies(id);

ALTER TABLE ONLY flags
    ADD CONSTRAINT flags_path_id_fkey FOREIGN KEY (path_id) REFERENCES paths(id);

ALTER TABLE ONLY flags
    ADD CONSTRAINT flags_submission_id_fkey FOREIGN KEY (submission_id) REFERENCES submissions(id) ON DELETE CASCADE;

ALTER TABLE ONLY known_places
    ADD CONSTRAINT known_places_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id);

ALTER TABLE ONLY moderation_events
    ADD CONSTRAINT moderation_events_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id);

ALTER TABLE ONLY moderation_events
    ADD CONSTRAINT moderation_events_path_id_fkey FOREIGN KEY (path_id) REFERENCES paths(id);

ALTER TABLE ONLY outbox
    ADD CONSTRAINT outbox_submission_id_fkey FOREIGN KEY (submission_id) REFERENCES submission_contacts(submission_id) ON DELETE CASCADE;

ALTER TABLE ONLY path_figures
    ADD CONSTRAINT path_figures_path_id_fkey FOREIGN KEY (path_id) REFERENCES paths(id) ON DELETE CASCADE;

ALTER TABLE ONLY path_points
    ADD CONSTRAINT path_points_path_id_fkey FOREIGN KEY (path_id) REFERENCES paths(id) ON DELETE CASCADE;

ALTER TABLE ONLY path_ratings
    ADD CONSTRAINT path_ratings_path_id_fkey FOREIGN KEY (path_id) REFERENCES paths(id) ON DELETE CASCADE;

ALTER TABLE ONLY path_signals
    ADD CONSTRAINT path_signals_closed_by_fkey FOREIGN KEY (closed_by) REFERENCES accounts(id);

ALTER TABLE ONLY path_signals
    ADD CONSTRAINT path_signals_path_id_fkey FOREIGN KEY (path_id) REFERENCES paths(id);

ALTER TABLE ONLY path_variants
    ADD CONSTRAINT path_variants_path_id_fkey FOREIGN KEY (path_id) REFERENCES paths(id) ON DELETE CASCADE;

ALTER TABLE ONLY pending_sign_ins
    ADD CONSTRAINT pending_sign_ins_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id);

ALTER TABLE ONLY proof_draws
    ADD CONSTRAINT proof_draws_path_id_fkey FOREIGN KEY (path_id) REFERENCES paths(id);

ALTER TABLE ONLY reason_wordings
    ADD CONSTRAINT reason_wordings_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id);

ALTER TABLE ONLY recovery_codes
    ADD CONSTRAINT recovery_codes_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id);

ALTER TABLE ONLY redactions
    ADD CONSTRAINT redactions_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id);

ALTER TABLE ONLY redactions
    ADD CONSTRAINT redactions_case_id_fkey FOREIGN KEY (case_id) REFERENCES case_studies(id) ON DELETE SET NULL;

ALTER TABLE ONLY redactions
    ADD CONSTRAINT redactions_path_id_fkey FOREIGN KEY (path_id) REFERENCES paths(id) ON DELETE SET NULL;

ALTER TABLE ONLY redactions
    ADD CONSTRAINT redactions_submission_id_fkey FOREIGN KEY (submission_id) REFERENCES submissions(id) ON DELETE SET NULL;

ALTER TABLE ONLY review_items
    ADD CONSTRAINT review_items_claimed_by_fkey FOREIGN KEY (claimed_by) REFERENCES accounts(id);

ALTER TABLE ONLY review_items
    ADD CONSTRAINT review_items_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES accounts(id);

ALTER TABLE ONLY review_items
    ADD CONSTRAINT review_items_first_reader_fkey FOREIGN KEY (first_reader) REFERENCES accounts(id);

ALTER TABLE ONLY review_items
    ADD CONSTRAINT review_items_flag_id_fkey FOREIGN KEY (flag_id) REFERENCES flags(id) ON DELETE CASCADE;

ALTER TABLE ONLY review_items
    ADD CONSTRAINT review_items_revision_id_fkey FOREIGN KEY (revision_id) REFERENCES submission_revisions(id) ON DELETE CASCADE;

ALTER TABLE ONLY review_items
    ADD CONSTRAINT review_items_submission_id_fkey FOREIGN KEY (submission_id) REFERENCES submissions(id) ON DELETE CASCADE;

ALTER TABLE ONLY review_items
    ADD CONSTRAINT review_items_update_id_fkey FOREIGN KEY (update_id) REFERENCES experience_updates(id) ON DELETE CASCADE;

ALTER TABLE ONLY second_step_candidates
    ADD CONSTRAINT second_step_candidates_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id);

ALTER TABLE ONLY second_steps
    ADD CONSTRAINT second_steps_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id);

ALTER TABLE ONLY sessions
    ADD CONSTRAINT sessions_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id);

ALTER TABLE ONLY snapshot_files
    ADD CONSTRAINT snapshot_files_month_fkey FOREIGN KEY (month) REFERENCES snapshots(month);

ALTER TABLE ONLY snapshot_pieces
    ADD CONSTRAINT snapshot_pieces_of_file FOREIGN KEY (month, name) REFERENCES snapshot_files(month, name) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY story_sketches
    ADD CONSTRAINT story_sketches_revision_id_fkey FOREIGN KEY (revision_id) REFERENCES submission_revisions(id) ON DELETE CASCADE;

ALTER TABLE ONLY story_sketches
    ADD CONSTRAINT story_sketches_update_id_fkey FOREIGN KEY (update_id) REFERENCES experience_updates(id) ON DELETE CASCADE;

ALTER TABLE ONLY submission_contacts
    ADD CONSTRAINT submission_contacts_submission_id_fkey FOREIGN KEY (submission_id) REFERENCES submissions(id) ON DELETE CASCADE;

ALTER TABLE ONLY submission_origins
    ADD CONSTRAINT submission_origins_submission_id_fkey FOREIGN KEY (submission_id) REFERENCES submissions(id) ON DELETE CASCADE;

ALTER TABLE ONLY submission_revisions
    ADD CONSTRAINT submission_revisions_path_id_fkey FOREIGN KEY (path_id) REFERENCES paths(id);

ALTER TABLE ONLY submission_revisions
    ADD CONSTRAINT submission_revisions_submission_id_fkey FOREIGN KEY (submission_id) REFERENCES submissions(id) ON DELETE CASCADE;

ALTER TABLE ONLY submission_revisions
    ADD CONSTRAINT submission_revisions_variant_id_fkey FOREIGN KEY (variant_id) REFERENCES path_variants(id);

ALTER TABLE ONLY submissions
    ADD CONSTRAINT submissions_live_revision FOREIGN KEY (live_revision_id) REFERENCES submission_revisions(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY threshold_changes
    ADD CONSTRAINT threshold_changes_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id);

ALTER TABLE ONLY word_cuts
    ADD CONSTRAINT word_cuts_of_file FOREIGN KEY (month, name) REFERENCES word_files(month, name) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY word_files
    ADD CONSTRAINT word_files_month_fkey FOREIGN KEY (month) REFERENCES snapshots(month);

ALTER TABLE ONLY word_lines
    ADD CONSTRAINT word_lines_of_file FOREIGN KEY (month, name) REFERENCES word_files(month, name) DEFERRABLE INITIALLY DEFERRED;

