-- Every revision that is sent joins the queue in the same statement, so that none can be forgotten; whatever of the
-- same report still waits is taken out, since its author has replaced it.
create function queue_sent_revision() returns trigger language plpgsql as $$
begin
    update review_items set state = 'withdrawn', claimed_by = null, claimed_until = null, version = version + 1
        where submission_id = new.submission_id and state in ('queued', 'claimed');
    insert into review_items (revision_id, submission_id, suspected, change_rounds)
        select new.id, new.submission_id, cardinality(suspicions) > 0,
               (select count(*) from review_items where submission_id = new.submission_id and state = 'changes_requested')
        from submissions where id = new.submission_id;
    return null;
end $$;

create trigger submission_revisions_join_the_queue after insert on submission_revisions
    for each row execute function queue_sent_revision();
