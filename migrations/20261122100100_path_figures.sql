-- What the published reports of a path come to: one row for each path, so that a page reads figures and never counts.
-- `figures` holds counts from which every figure follows, under these names:
--   counts              how many reports there are, and how many of them are in no figure, and why
--   told, registered    monthly nets in US cents as [[cents, ending, has earned, proof seen], people], hourly nets as
--                       [cents, people], months to the first income as [months or null, people]: of reports told
--                       afterwards and of registered starts, which are never put together in a curve
--   sellers             the same of those who sell about the path; in no other figure
--   told_wait, registered_wait
--                       how many earned, gave up or were last heard of in each month after their start, and the 95 %
--                       band of the share that had earned
--   evidence            what the certainty of the path goes by
--   starts              registered starts: how many, how many were due to answer, how many did, how many are silent
--   stops               why people stopped: [reason, month, people]
--   copies              months until somebody copied them: [start half-year, months, people]
create table path_figures (
    path_id  bigint      primary key references paths (id) on delete cascade,
    -- Which release's understanding of `figures` this is. A row of another one is as good as none.
    shape    smallint    not null,
    as_of    timestamptz not null default now(),
    -- How long it took to count: what is quickly counted is counted before the next page is shown.
    took_ms  integer     not null,
    figures  jsonb       not null
);

-- Paths whose reports changed after they were counted. A row is added in the transaction of the change and taken away in
-- that of the count, so nothing is lost if the program ends between the two. Several rows for a path are fine: a unique
-- key would make changes wait for one another.
create table figures_due (
    id        bigint      generated always as identity primary key,
    path_id   bigint      not null,
    noted_at  timestamptz not null default now()
);

create index figures_due_path on figures_due (path_id);

create function note_figures_due() returns trigger language plpgsql as $$
begin
    insert into figures_due (path_id) select distinct path_id from changed;
    perform pg_notify('figures_due', '');
    return null;
end $$;

create trigger experiences_figures_due_inserted after insert on experiences
    referencing new table as changed for each statement execute function note_figures_due();
create trigger experiences_figures_due_updated_from after update on experiences
    referencing old table as changed for each statement execute function note_figures_due();
create trigger experiences_figures_due_updated_to after update on experiences
    referencing new table as changed for each statement execute function note_figures_due();
create trigger experiences_figures_due_deleted after delete on experiences
    referencing old table as changed for each statement execute function note_figures_due();
