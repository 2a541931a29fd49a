-- What needs two readers is published by the second of two different people, after a refusal as at first.
alter table review_items
    add constraint review_items_overturned_by_two check (state <> 'overturned' or not needs_second_reader
        or (first_reader is not null and decided_by is not null and first_reader <> decided_by)) not valid;
