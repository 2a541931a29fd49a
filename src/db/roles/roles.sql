-- The two roles of a First Bucket database, made and put right by the server's superuser, on the product's database; as
-- often as one likes. firstbucket_owner owns the database, its tables and functions, and changes them. firstbucket_program
-- owns nothing: what it may do with each table the owner tells it after every change (src/db/roles/granted.rs).
do $$
declare
    role text;
    one  record;
begin
    perform pg_advisory_xact_lock(7266);
    foreach role in array array['firstbucket_owner', 'firstbucket_program'] loop
        begin
            if not exists (select from pg_roles where rolname = role) then
                execute format('create role %I login', role);
            end if;
        exception when duplicate_object or unique_violation then
            null; -- made for another database of this server meanwhile
        end;
    end loop;

    if (select pg_get_userbyid(datdba) <> 'firstbucket_owner' from pg_database where datname = current_database()) then
        execute format('alter database %I owner to firstbucket_owner', current_database());
        execute format('revoke all on database %I from public', current_database());
        execute format('grant connect on database %I to firstbucket_program', current_database());
    end if;
    if (select pg_get_userbyid(nspowner) <> 'firstbucket_owner' from pg_namespace where nspname = 'public') then
        alter schema public owner to firstbucket_owner;
        revoke create on schema public from public;
    end if;

    -- Large objects belong to no table: nobody would look for words in them.
    if has_function_privilege('public', 'lo_create(oid)', 'execute') then
        revoke execute on function lo_create(oid), lo_creat(integer), lo_from_bytea(oid, bytea) from public;
    end if;

    -- What the first edition made as the superuser. An extension stays whole, and what belongs to a table goes with it.
    for one in
        select format('alter %s %s owner to firstbucket_owner',
                      case relkind when 'v' then 'view' when 'm' then 'materialized view' when 'S' then 'sequence' else 'table' end,
                      c.oid::regclass) as change
        from pg_class c
        where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'S') and pg_get_userbyid(relowner) <> 'firstbucket_owner'
          and not exists (select from pg_depend d
                          where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype in ('a', 'e', 'i')
                            and (d.deptype = 'e' or c.relkind = 'S'))
        union all
        select format('alter routine %s owner to firstbucket_owner', p.oid::regprocedure)
        from pg_proc p
        where pronamespace = 'public'::regnamespace and pg_get_userbyid(proowner) <> 'firstbucket_owner'
          and not exists (select from pg_depend d
                          where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')
    loop
        execute one.change;
    end loop;

    -- Columns that are no longer sampled leave no samples of what stood in them behind, which only a superuser can take away.
    delete from pg_statistic s using pg_attribute a
        where a.attrelid = s.starelid and a.attnum = s.staattnum and a.attstattarget = 0
          and starelid in (select oid from pg_class where relnamespace = 'public'::regnamespace);
end $$;
