-- Under which rate a time was noted: so long between two uses. When the setting has changed since, what was used is counted
-- again under the new rate, so that a raised one frees whoever the old one had locked out. Null is what a copy of the
-- program from before notes.
alter table rate_limits add column step interval;

-- How much of the schedule is used up, as time under the rate of now: so long between two uses, `span` for all of them.
-- Under a raised rate one use is free in any case: the last ones may be longer ago than the new rate asks for.
create function used_under_rate(tat timestamptz, noted interval, step interval, span interval)
    returns interval language sql stable as $$
    select case
        when tat <= now() then interval '0'
        when noted = step then tat - now()
        when noted is null or noted = interval '0' then least(tat - now(), span - step)
        else least(
            (tat - now()) * (extract(epoch from step) / extract(epoch from noted))::float8,
            case when step < noted then span - step else span end
        )
    end
$$;
