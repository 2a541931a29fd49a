-- Whoever refused a report neither reads the appeal against it nor answers it.
alter table appeals
    add column refused_by bigint not null references accounts (id),
    add constraint appeals_answered_by_another check (answered_by <> refused_by);

alter table review_items add constraint review_items_appeal_read_by_another
    check (state <> 'appealed' or claimed_by is distinct from decided_by);

-- Who replaces or takes back what was refused appeals no longer: the refusal stands as it stood before.
create function end_appeal() returns trigger language plpgsql as $$
declare
    -- The two tables that this serves name it differently.
    submission bigint := coalesce(to_jsonb(new) ->> 'submission_id', to_jsonb(new) ->> 'id');
begin
    delete from appeals a using review_items i
        where i.id = a.item_id and i.submission_id = submission and i.state = 'appealed' and a.answered_at is null;
    update review_items set state = 'rejected', claimed_by = null, claimed_until = null, version = version + 1
        where submission_id = submission and state = 'appealed';
    return null;
end $$;

create trigger submission_revisions_end_appeal after insert on submission_revisions
    for each row execute function end_appeal();
create trigger submissions_end_appeal after update of state on submissions
    for each row when (new.state = 'withdrawn' and old.state <> 'withdrawn') execute function end_appeal();
