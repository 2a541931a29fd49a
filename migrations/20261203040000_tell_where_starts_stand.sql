-- Where a registered start stands today, in one word, by the definitions that /method prints (`figures::definitions`): follow-ups
-- fall due 3, 6, 12 and 24 months after the quarter of the start; an answer to one, and any word in the quarter that then begins
-- or later, answers it; whoever owes one for over 60 days is silent, whatever has fallen due since. Whoever stopped owes none.
create function standing_of_start(started_on date, earned boolean, status text, followed_up_months smallint, confirmed_on date)
returns text language sql stable parallel safe as $$
    select case
        when not fallen.due then 'not_due'
        when earned and owed_since is not null then 'earned_before'
        when earned then 'earned'
        when owed_since + 60 >= site_today() then 'within'
        when owed_since is not null then 'silent'
        when ended then 'stopped'
        else 'still_trying' end
    from (select status in ('stopped_before_income', 'stopped_after_income') as ended) as told,
         lateral (
             select count(*) > 0 as due,
                    min(day) filter (where not ended and followed_up_months < months
                                     and date_trunc('quarter', confirmed_on) < day) as owed_since
             from unnest(array[3, 6, 12, 24]) as after (months),
                  lateral (select (date_trunc('quarter', started_on) + make_interval(months => 3 + months))::date as day) as days
             where day <= site_today()
         ) as fallen
$$;

