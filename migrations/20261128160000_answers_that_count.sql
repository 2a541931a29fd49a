-- What answers a follow-up: an answer that counts or is yet to be read, up to two weeks early, and of a report told
-- afterwards any word from its author, who says with it how it stands. One that a moderator refused answers nothing.
create or replace view followups as
select s.id as submission_id, after.months::smallint as months, due.due_on,
       after.months <= s.followed_up_months
       or coalesce(s.kind = 'told_afterwards' and e.confirmed_on >= due.due_on, false)
       or exists (select from experience_updates u
                  where u.submission_id = s.id and u.state <> 'refused' and u.as_of + 14 >= due.due_on) as answered
from submissions s
join lateral (
    select r.started_on, r.status from submission_revisions r
    where r.submission_id = s.id
    order by coalesce(r.id = s.live_revision_id, false) desc, r.number desc limit 1
) told on true
left join experiences e on e.submission_id = s.id
cross join unnest(array[3, 6, 12, 24]) as after (months)
cross join lateral (
    select (case s.kind when 'registered_start' then told.started_on + make_interval(months => after.months + 1)
            else (s.created_at at time zone 'utc')::date + make_interval(months => after.months) end)::date as due_on
) due
where coalesce(e.status, told.status) not in ('stopped_before_income', 'stopped_after_income')
   or after.months <= s.followed_up_months;
