-- An appeal may wait for its author's proof or for a second reader, and its item then speaks of that: the words of the refusal have gone
-- over to the appeal. Where the appeal ends unanswered, they come back with the refusal.
create or replace function end_appeal() returns trigger language plpgsql as $$
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

-- Whether two people must let an item through: it was marked so, or a signal of its path is open at this moment, whoever has looked
-- since.
create function takes_two_readers(item review_items) returns boolean language sql stable as $$
    select item.needs_second_reader or item.kind <> 'flag' and item.state in ('queued', 'claimed', 'appealed') and exists (
        select from review_subjects t join path_signals g on g.path_id = t.path_id
        where t.item_id = item.id and g.closed_at is null)
$$;
