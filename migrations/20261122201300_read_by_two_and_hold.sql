-- What needs two readers is published by the second of two different people, whatever the program says.
alter table review_items
    add constraint review_items_two_readers check (state <> 'approved' or not needs_second_reader
        or (first_reader is not null and decided_by is not null and first_reader <> decided_by)),
    -- Proof is never asked of a failure.
    add constraint review_items_no_proof_of_failure check (held_since is null
        or (kind <> 'flag' and coalesce(outcome_class not in ('loss', 'zero'), true))),
    -- A decision ends the wait for a proof.
    add constraint review_items_held_waits check (held_since is null or state in ('queued', 'claimed', 'appealed', 'withdrawn'));

create index review_items_decided_by on review_items (decided_by, decided_at desc) where decided_by is not null;
-- What the rules noticed, for narrowing the queue and for what was decided on the like before.
create index review_items_signals on review_items using gin (signals jsonb_path_ops);
