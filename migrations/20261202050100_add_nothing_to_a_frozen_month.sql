-- The program's role must be able to freeze a month, so that it could also add to one that is frozen: a line among somebody's
-- words, a piece at a file's end, a whole file. A month now takes what is added only within the transaction that makes it,
-- and one of the first edition until it is divided.
create function refuse_addition() returns trigger language plpgsql as $$
begin
    if exists (
        select from added where not exists (
            select from snapshots s where s.month = added.month and (
                s.xmin = pg_current_xact_id()::xid
                or s.dictionary < 3 and not exists (
                    select from word_files w where w.month = s.month and w.xmin <> pg_current_xact_id()::xid)))
    ) then
        raise exception 'nothing is added to a snapshot once it is made'
            using errcode = 'restrict_violation', constraint = 'snapshots_whole_when_made';
    end if;
    return null;
end $$;

create trigger snapshot_files_never_added after insert on snapshot_files
    referencing new table as added for each statement execute function refuse_addition();
create trigger snapshot_pieces_never_added after insert on snapshot_pieces
    referencing new table as added for each statement execute function refuse_addition();
create trigger word_files_never_added after insert on word_files
    referencing new table as added for each statement execute function refuse_addition();
create trigger word_lines_never_added after insert on word_lines
    referencing new table as added for each statement execute function refuse_addition();
