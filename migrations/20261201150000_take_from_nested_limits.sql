-- One use counts in several limits at once: the visitor's own, and those of the networks around it. All of them have room,
-- or none is changed. `earlier` are the same limits under the key of the day before: what was used under it goes on to count,
-- so that no limit is whole again because a day has ended.

-- How much of each limit's schedule is used up, as time under the rate of now.
create function used_of_limits(keys bytea[], earlier bytea[], steps interval[], spans interval[])
    returns table (key bytea, step interval, span interval, used interval) language sql stable as $$
    select asked.key, asked.step, asked.span, coalesce(
        (select max(used_under_rate(held.tat, held.step, asked.step, asked.span))
         from rate_limits held where held.key in (asked.key, asked.earlier)), interval '0')
    from unnest(keys, earlier, steps, spans) as asked (key, earlier, step, span)
$$;

-- Takes `uses` from each limit; the time to wait when one of them has no room, null when all had.
create function take_from_limits(uses integer, keys bytea[], earlier bytea[], steps interval[], spans interval[])
    returns interval language plpgsql as $$
declare
    wait interval;
begin
    -- First by reading alone, so that a refusal writes nothing and waits for nobody.
    select max(used + step * uses - span) into wait from used_of_limits(keys, earlier, steps, spans);
    if wait > interval '0' then return wait; end if;
    -- The rows are made or held in one order, so that calls at the same moment queue and never wait for each other in a ring.
    insert into rate_limits as held (key, tat, step)
        select asked.key, now(), asked.step from unnest(keys, steps) as asked (key, step) order by asked.key
        on conflict (key) do update set tat = held.tat where false;
    select max(used + step * uses - span) into wait from used_of_limits(keys, earlier, steps, spans);
    if wait > interval '0' then return wait; end if;
    update rate_limits held set tat = now() + asked.used + asked.step * uses, step = asked.step
        from used_of_limits(keys, earlier, steps, spans) asked where held.key = asked.key;
    return null;
end
$$;
