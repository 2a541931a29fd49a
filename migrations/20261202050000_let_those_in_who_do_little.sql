-- Two hundred networks could use up what everybody may do together, and then nobody else got in. A use now has two ways in,
-- and counts in the limits of the one that it takes: `little` says which limits count by the first, for whoever does only a
-- part of what it may, and `rest` which by the second. `take_from_limits` is for copies of the program from before.
create function take_by_either_way(uses integer, keys bytea[], earlier bytea[], steps interval[], spans interval[],
        little boolean[], rest boolean[]) returns interval language plpgsql as $$
declare
    by_little interval;
    by_rest interval;
begin
    -- First by reading alone, so that a refusal writes nothing and waits for nobody; then again with the rows held.
    for held in 0..1 loop
        if held = 1 then
            -- In one order, so that calls at the same moment queue and never wait for each other in a ring.
            insert into rate_limits as held (key, tat, step)
                select asked.key, now(), asked.step from unnest(keys, steps) as asked (key, step) order by asked.key
                on conflict (key) do update set tat = held.tat where false;
        end if;
        select max(used + step * uses - span) filter (where way.little), max(used + step * uses - span) filter (where way.rest)
            into by_little, by_rest
            from used_of_limits(keys, earlier, steps, spans) join unnest(keys, little, rest) as way (key, little, rest) using (key);
        if least(by_little, by_rest) > interval '0' then return least(by_little, by_rest); end if;
    end loop;
    update rate_limits held set tat = now() + asked.used + asked.step * uses, step = asked.step
        from used_of_limits(keys, earlier, steps, spans) asked join unnest(keys, little, rest) as way (key, little, rest) using (key)
        where held.key = asked.key and case when by_little > interval '0' then way.rest else way.little end;
    return null;
end
$$;
