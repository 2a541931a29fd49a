-- Which experiences changed in which transaction, so that a copy of the program that counts in memory learns of every
-- change, in whatever order transactions end: it asks for those that were not visible in the snapshot it knows. Rows of a
-- restored backup bear numbers of another server; they are asked for once at most. Kept for a week.
create table experience_changes (
    id             bigint      generated always as identity primary key,
    experience_id  bigint      not null,
    transaction    xid8        not null default pg_current_xact_id(),
    noted_at       timestamptz not null default now()
);

create index experience_changes_transaction on experience_changes (transaction);
create index experience_changes_noted on experience_changes (noted_at);

create function note_experience_changes() returns trigger language plpgsql as $$
begin
    insert into experience_changes (experience_id) select id from changed;
    return null;
end $$;

create trigger experiences_changes_inserted after insert on experiences
    referencing new table as changed for each statement execute function note_experience_changes();
create trigger experiences_changes_updated after update on experiences
    referencing new table as changed for each statement execute function note_experience_changes();
create trigger experiences_changes_deleted after delete on experiences
    referencing old table as changed for each statement execute function note_experience_changes();

-- A path and a variant are known by their slugs.
create function note_path_renamed() returns trigger language plpgsql as $$
begin
    insert into experience_changes (experience_id) select id from experiences where path_id = new.id;
    return null;
end $$;

create function note_variant_renamed() returns trigger language plpgsql as $$
begin
    insert into experience_changes (experience_id)
        select id from experiences where path_id = new.path_id and variant_id = new.id;
    return null;
end $$;

create trigger paths_changes_renamed after update of slug on paths
    for each row when (old.slug is distinct from new.slug) execute function note_path_renamed();
create trigger path_variants_changes_renamed after update of slug on path_variants
    for each row when (old.slug is distinct from new.slug) execute function note_variant_renamed();
