-- Income without an hour has no hourly rate and is nobody's. Those that are kept already stay as they are; moderators see what
-- is wrong with them. A report told afterwards has had its hours by `submission_revisions_hours_worked` from the first day.
create function refuse_income_without_hours() returns trigger language plpgsql as $$
begin
    if new.revenue > 0 and new.hours <= 0 then
        raise exception 'income without an hour' using errcode = 'check_violation', constraint = 'experience_updates_income_has_hours';
    end if;
    return new;
end $$;

create trigger experience_updates_income_has_hours before insert on experience_updates
    for each row execute function refuse_income_without_hours();
