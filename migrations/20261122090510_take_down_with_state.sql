-- What readers see goes with the state it rests on, whoever changes it: a report that is no longer published has no
-- row among the experiences, and one that was withdrawn waits for no moderator.
create function take_down_with_state() returns trigger language plpgsql as $$
begin
    if old.state = 'published' then
        delete from experiences where submission_id = new.id;
    end if;
    if new.state = 'withdrawn' then
        update review_items set state = 'withdrawn', claimed_by = null, claimed_until = null, version = version + 1
            where submission_id = new.id and state in ('queued', 'claimed');
    end if;
    return null;
end $$;

create trigger submissions_take_down_with_state after update of state on submissions
    for each row when (old.state is distinct from new.state) execute function take_down_with_state();
