-- What is frozen for good holds numbers only. Words of a frozen month lie beside them, line by line, so that they can be cut
-- when their author takes them back; each cut leaves a mark that says which file, when and how many lines, and nothing of
-- what they said nor whose they were. A file that was cut has a new checksum.
create table word_files (
    month    date   not null references snapshots (month),
    name     text   not null,
    bytes    bigint not null,
    sha256   bytea  not null,
    -- After how many cuts bytes and checksum were counted. While there are more, they are counted again.
    cuts     bigint not null default 0,
    made_on  date   not null default (now() at time zone 'utc')::date,

    constraint word_files_once primary key (month, name)
);

create table word_lines (
    month    date    not null,
    name     text    not null,
    place    integer not null,
    -- Of a report's words, its name in the open data: it leads from a report to its lines, and from them nowhere.
    open_id  uuid,
    line     text    not null,

    constraint word_lines_once    primary key (month, name, place),
    constraint word_lines_of_file foreign key (month, name) references word_files (month, name) deferrable initially deferred
);

create index word_lines_of_report on word_lines (open_id) where open_id is not null;

-- The checksum before a cut is not kept: whoever has the rest of the file could try names until it fits.
create table word_cuts (
    id      bigint  generated always as identity primary key,
    month   date    not null,
    name    text    not null,
    cut_on  date    not null default (now() at time zone 'utc')::date,
    lines   bigint  not null,
    cause   text    not null,

    constraint word_cuts_of_file     foreign key (month, name) references word_files (month, name) deferrable initially deferred,
    constraint word_cuts_cause_known check (cause in ('taken_back', 'by_order'))
);

create index word_cuts_of_file on word_cuts (month, name);

create trigger word_cuts_never_change before update or delete on word_cuts
    for each row execute function refuse_change();
create trigger word_cuts_never_emptied before truncate on word_cuts
    for each statement execute function refuse_change();

create function cut_words(report uuid) returns void language plpgsql as $$
begin
    -- Whoever freezes a month holds the other side of this lock at its end, so that no words slip in behind a cut.
    perform pg_advisory_xact_lock_shared(2026112210, 3);
    with cut as (
        delete from word_lines where open_id = report returning month, name
    )
    insert into word_cuts (month, name, lines, cause) select month, name, count(*), 'taken_back' from cut group by month, name;
end $$;

-- Words go with the report, whoever takes it off the site and for whatever reason, and with its author's consent.
create function cut_words_with_report() returns trigger language plpgsql as $$
begin
    perform cut_words(old.open_id);
    return null;
end $$;

create trigger experiences_cut_words_gone after delete on experiences
    for each row execute function cut_words_with_report();
create trigger experiences_cut_words_taken_back after update of what_i_did, in_open_data on experiences
    for each row when (old.what_i_did is not null and old.in_open_data and (new.what_i_did is null or not new.in_open_data))
    execute function cut_words_with_report();

-- Months that were frozen before have words among their numbers. The program divides each once, by this function, and
-- whatever is divided never changes again.
drop trigger snapshot_files_never_change on snapshot_files;
create trigger snapshot_files_never_change before update or delete on snapshot_files
    for each row when (current_setting('firstbucket.dividing', true) is distinct from 'on') execute function refuse_change();
drop trigger snapshot_pieces_never_change on snapshot_pieces;
create trigger snapshot_pieces_never_change before update or delete on snapshot_pieces
    for each row when (current_setting('firstbucket.dividing', true) is distinct from 'on') execute function refuse_change();

-- Puts the pieces at places below 0 (-1 is the first) where the file's pieces were; with no size, the file goes.
create function divide_frozen(of_month date, of_name text, new_bytes bigint, new_sha256 bytea) returns void
language plpgsql security definer set search_path = public, pg_temp set firstbucket.dividing = 'on' as $$
begin
    if exists (select from word_files where month = of_month) then
        raise exception 'the snapshot of % is divided and never changes', of_month
            using errcode = 'restrict_violation', constraint = 'snapshot_files_never_change';
    end if;
    delete from snapshot_pieces where month = of_month and name = of_name and place >= 0;
    delete from snapshot_files where month = of_month and name = of_name;
    if new_bytes is not null then
        insert into snapshot_files (month, name, bytes, sha256) values (of_month, of_name, new_bytes, new_sha256);
        update snapshot_pieces set place = -1 - place where month = of_month and name = of_name;
    end if;
end $$;
