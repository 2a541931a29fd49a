-- What is kept of each report's story and of an answer's words to find those like it: marks of its rows of words. The
-- program makes them when the text is stored, and goes through what older copies of it stored.
create table story_sketches (
    id           bigint generated always as identity primary key,
    revision_id  bigint    references submission_revisions (id) on delete cascade,
    update_id    bigint    references experience_updates (id) on delete cascade,
    marks        integer[] not null,

    constraint story_sketches_revision_once unique (revision_id),
    constraint story_sketches_update_once   unique (update_id),
    constraint story_sketches_of_one_text   check (num_nonnulls(revision_id, update_id) = 1)
);

-- Read at each report, so it is kept in order at once.
create index story_sketches_marks on story_sketches using gin (marks) with (fastupdate = off);
