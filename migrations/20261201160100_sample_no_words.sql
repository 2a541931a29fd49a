-- The planner keeps samples of what stands in columns, and they outlive the rows they were taken from: an erased headline
-- could be read in pg_stats. No plan rests on anybody's words, so none are sampled any more.
do $$
declare
    free constant text[] := array[
        'appeals.words', 'appeals.answer', 'appeals.refused_message', 'appeals.refused_note', 'case_figures.says',
        'case_studies.title', 'case_studies.person_label', 'case_studies.lede', 'case_studies.headline_sum',
        'case_studies.who_pays', 'case_studies.brought', 'case_studies.customers', 'case_studies.ai_tools',
        'case_studies.steps', 'case_studies.timeline', 'case_studies.lesson', 'case_studies.unknown', 'case_studies.body',
        'case_studies.source', 'case_studies.locator', 'case_studies.facts', 'case_studies.words', 'edited_facts.old',
        'edited_facts.new', 'edits.why', 'evidence_items.note', 'experience_updates.note', 'experiences.tools',
        'experiences.headline', 'experiences.what_i_did', 'experiences.what_went_wrong', 'experiences.tell_a_friend',
        'experiences.words', 'flags.words', 'flags.email', 'flags.answer', 'flags.to_author', 'flags.reference',
        'outbox.failure', 'path_points.text', 'path_ratings.detail', 'path_ratings.rationale', 'path_ratings.source',
        'path_variants.name', 'path_variants.summary', 'paths.name', 'paths.tagline', 'paths.one_line', 'paths.summary',
        'paths.who_pays', 'paths.must_bring', 'paths.body', 'paths.search_text', 'paths.words', 'reason_wordings.words',
        'review_items.signals', 'review_items.message', 'review_items.note', 'submission_contacts.email',
        'submission_revisions.tools', 'submission_revisions.headline', 'submission_revisions.what_i_did',
        'submission_revisions.what_went_wrong', 'submission_revisions.tell_a_friend', 'submission_revisions.premortem',
        'submission_revisions.path_other', 'submissions.draft', 'submissions.reference', 'word_lines.line'];
    one record;
begin
    -- What indexes compute of these columns is sampled, too.
    for one in
        select c.oid, c.relname, a.attname, a.attnum, c.relkind
        from pg_class c join pg_attribute a on a.attrelid = c.oid
        where c.relnamespace = current_schema()::regnamespace and a.attnum > 0 and not a.attisdropped and (
            c.relkind = 'r' and c.relname || '.' || a.attname = any(free)
            or c.relkind = 'i' and (select indkey[a.attnum - 1] = 0 from pg_index where indexrelid = c.oid))
    loop
        if one.relkind = 'r' then
            execute format('alter table %I alter column %I set statistics 0', one.relname, one.attname);
        else
            execute format('alter index %I alter column %s set statistics 0', one.relname, one.attnum);
        end if;
        -- What was sampled before goes where the server lets us.
        if current_setting('server_version_num')::int >= 180000 then
            execute format('select pg_clear_attribute_stats(%L, %L, %L, false)', current_schema(), one.relname, one.attname);
        elsif (select rolsuper from pg_roles where rolname = current_user) then
            execute format('delete from pg_statistic where starelid = %s and staattnum = %s', one.oid, one.attnum);
        end if;
    end loop;
end $$;
