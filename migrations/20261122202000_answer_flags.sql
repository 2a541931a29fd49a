-- What came of a flag, and how it reaches the line: in the same statement that keeps it.
alter table flags
    -- What a reader quotes when they write to us. It opens nothing.
    add column reference   text    not null,
    -- The names of the traps that its form walked into; it is read all the same.
    add column suspicions  text[]  not null default '{}',
    -- What was done about one that was upheld.
    add column effect      text,
    -- What the report's author is told when something is wanted of them.
    add column to_author   text    not null default '',
    -- Whether an editor changed the page, so that its history tells of it.
    add column corrected   boolean not null default false,
    add constraint flags_reference_unique unique (reference),
    add constraint flags_effect_known     check (effect in ('hidden', 'change_asked', 'answered')),
    add constraint flags_effect_if_upheld check ((effect is not null) = (state = 'upheld')),
    add constraint flags_author_is_told   check ((to_author <> '') = coalesce(effect in ('hidden', 'change_asked'), false)),
    add constraint flags_reports_only     check (submission_id is not null or coalesce(effect, 'answered') = 'answered');

create index flags_case on flags (case_study_id) where case_study_id is not null;
create index flags_path on flags (path_id);

-- Rules find nothing in a flag, so it counts as examined.
create function queue_flag() returns trigger language plpgsql as $$
begin
    insert into review_items (flag_id, kind, suspected, examined_at)
        values (new.id, 'flag', cardinality(new.suspicions) > 0, now());
    return null;
end $$;

create trigger flags_join_the_queue after insert on flags for each row execute function queue_flag();

-- A report that was taken down and is shown again has the address, the name in the open data and the date it had before.
create table experience_places (
    submission_id  bigint      primary key references submissions (id) on delete cascade,
    experience_id  bigint      not null,
    open_id        uuid        not null,
    published_at   timestamptz not null,
    version        integer     not null
);

create function leave_place() returns trigger language plpgsql as $$
begin
    -- None if the submission itself was erased.
    insert into experience_places
        select id, old.id, old.open_id, old.published_at, old.version from submissions where id = old.submission_id
        on conflict (submission_id) do update set version = excluded.version;
    return null;
end $$;

create function take_place() returns trigger language plpgsql as $$
declare
    place experience_places;
begin
    select * into place from experience_places where submission_id = new.submission_id;
    if found then
        new.id := place.experience_id;
        new.open_id := place.open_id;
        new.published_at := place.published_at;
        new.version := place.version + 1;
    end if;
    return new;
end $$;

create trigger experiences_leave_place after delete on experiences for each row execute function leave_place();
create trigger experiences_take_place before insert on experiences for each row execute function take_place();
