-- What the checks came to is kept with the item, so that the queue can be narrowed by it. Null until they ran.
alter table review_items
    add column outcome_class text,
    add column examined_at   timestamptz;

create index review_items_unexamined on review_items (queued_at) where examined_at is null;

-- Look-alikes are found by the letters of the whole story.
create index submission_revisions_story on submission_revisions
    using gin ((what_i_did || ' ' || what_went_wrong || ' ' || tell_a_friend) gin_trgm_ops);
