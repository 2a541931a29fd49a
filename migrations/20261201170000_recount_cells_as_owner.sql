-- Only its owner may refresh a materialized view, and the program's role owns none. Who may call this is said by the list of
-- rights (src/db/roles/granted.rs).
create function recount_common_cells() returns void language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
begin
    refresh materialized view concurrently public.common_cells;
end $$;
