-- What the numbers of transactions belong to, for copies of the program that count in memory: a running server, the database
-- on it, and the table, which a restored backup makes anew. A server that was put back to an earlier state has been
-- started again. (Its `system_identifier` stays the same then, and is not everybody's to ask for.)
create function counted_database() returns text language sql stable as $$
    select concat_ws('/', extract(epoch from pg_postmaster_start_time()), d.oid, 'experiences'::regclass::oid)
    from pg_database d where d.datname = current_database()
$$;
