-- The site's own clock. A demo may move it by whole days, so that what falls due in a year can be looked at today; each
-- connection says by how many (`firstbucket.clock_days`). What tells of people's attempts goes by it. Sessions, limits
-- and claims go by the real one.
create function site_now() returns timestamptz language sql stable as $$
    select now() + make_interval(days => coalesce(nullif(current_setting('firstbucket.clock_days', true), ''), '0')::int)
$$;

create function site_today() returns date language sql stable as $$
    select (site_now() at time zone 'utc')::date
$$;

alter table submissions alter column created_at set default site_now();
alter table submission_contacts alter column given_at set default site_now();
alter table submission_revisions alter column sent_at set default site_now();
alter table experience_updates alter column sent_at set default site_now();
alter table experiences alter column published_at set default site_now();
alter table path_figures alter column as_of set default site_now();
