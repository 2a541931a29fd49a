-- The public row of a report holds what may be shown and nothing finer: US dollars in two digits, days as the first day of
-- their quarter, and `merged` where a word is rare. It is written by the program, from the revision and its answers; rows of
-- before are written anew by a task. Copies of the program from before read `currency`, `revenue_total`, `costs_total` and
-- `net_total`, which are dollars from now on and go with the next release.
alter table experiences
    add column revenue_total_usd bigint,
    add column costs_total_usd bigint,
    add column budget_usd bigint,
    add column variant_is_merged boolean not null default false,
    -- It is told by itself from now on: `teaching_share`, of which it was made, may be merged.
    alter column seller drop expression,
    alter column seller set default false,
    -- Answers since and versions of the plan, as readers see them: see `experiences::Course`.
    add column course jsonb not null default '{"answers": [], "plans": []}',
    -- The version that was written in this way; another one is of a copy of the program from before.
    add column coarse_version integer not null default 0;

-- What readers see only coarser of a row, as it was told: whoever writes the row reads it, and no page. `confirmed_on` is the
-- day on which the author last confirmed what is published. A word that the rest of the row tells in any case is null, is
-- shown, and is no choice that could be rare.
create table experience_originals (
    submission_id bigint primary key references experiences (submission_id) on delete cascade,
    path_id bigint not null,
    confirmed_on date not null,
    -- Its number; empty for none.
    variant text,
    background text not null,
    years_in_field text not null,
    audience_before text not null,
    region text not null,
    income_model text[] not null,
    ai_used_for text[] not null,
    first_customer_channel text,
    capital_band text,
    teaching_share text,
    stop_reasons text[] not null,
    ai_helped_write text,
    -- Of which the band above is made, and which is shown with it alone.
    budget_usd bigint
);
create index experience_originals_path on experience_originals (path_id);

-- Reports that came, changed or went since the words of their paths were counted.
create table cells_due (path_id bigint not null, submission_id bigint not null);

create function note_cells_due() returns trigger language plpgsql as $$
begin
    insert into cells_due (path_id, submission_id) select path_id, submission_id from changed;
    return null;
end $$;

create function note_changed_cells_due() returns trigger language plpgsql as $$
begin
    insert into cells_due (path_id, submission_id)
        select place.path_id, changed.submission_id from earlier join changed using (submission_id),
               lateral (values (earlier.path_id), (changed.path_id)) as place (path_id)
        where to_jsonb(earlier) - 'confirmed_on' <> to_jsonb(changed) - 'confirmed_on';
    return null;
end $$;

create trigger experience_originals_due_inserted after insert on experience_originals
    referencing new table as changed for each statement execute function note_cells_due();
create trigger experience_originals_due_deleted after delete on experience_originals
    referencing old table as changed for each statement execute function note_cells_due();
create trigger experience_originals_due_updated after update on experience_originals
    referencing old table as earlier new table as changed for each statement execute function note_changed_cells_due();
