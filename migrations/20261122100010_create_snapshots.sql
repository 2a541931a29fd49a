-- The open data as it was when a month had ended, for those who cite it: never changed and never made again. It is kept
-- here and not in a folder, so that every copy of the program serves the same bytes and a backup holds them.
create table snapshots (
    month    date        primary key,
    made_at  timestamptz not null default now(),

    constraint snapshots_month_is_first_day check (extract(day from month) = 1)
);

create table snapshot_files (
    month   date   not null references snapshots (month),
    name    text   not null,
    bytes   bigint not null,
    sha256  bytea  not null,

    constraint snapshot_files_once primary key (month, name)
);

-- In pieces, so that neither writing nor reading ever holds a whole file. Postgres compresses each by itself.
create table snapshot_pieces (
    month  date    not null,
    name   text    not null,
    place  integer not null,
    bytes  bytea   not null,

    constraint snapshot_pieces_once    primary key (month, name, place),
    constraint snapshot_pieces_of_file foreign key (month, name) references snapshot_files (month, name) deferrable initially deferred
);

create trigger snapshots_never_change before update or delete on snapshots
    for each row execute function refuse_change();
create trigger snapshot_files_never_change before update or delete on snapshot_files
    for each row execute function refuse_change();
create trigger snapshot_pieces_never_change before update or delete on snapshot_pieces
    for each row execute function refuse_change();
