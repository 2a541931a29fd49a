-- Which answers an amendment was filled in from: they are in its sums, and no others are, whenever it is sent.
alter table submissions add column draft_includes int[] not null default '{}';
alter table submission_revisions add column includes int[] not null default '{}';

alter table submission_revisions disable trigger user;
update submission_revisions r set includes = array(
    select number from experience_updates u where u.submission_id = r.submission_id and u.sent_at < r.sent_at order by number)
where r.submission_id in (select id from submissions where kind = 'told_afterwards');
alter table submission_revisions enable trigger user;

update submissions s set draft_includes = array(
    select number from experience_updates u where u.submission_id = s.id and u.state = 'live' order by number)
where kind = 'told_afterwards' and draft is not null and live_revision_id is not null;

-- What readers see of a registered plan. It is the last version that was sent within 24 hours of the first one and that a
-- moderator let through; where none of those was let through, the first that was. Each one published since is a change to
-- it. A version that nobody has read yet shows nowhere.
create or replace view experience_plans as
with readable as (
    select e.id as experience_id, r.*,
           r.sent_at <= (select min(sent_at) from submission_revisions where submission_id = e.submission_id)
                        + interval '24 hours' as in_time
    from experiences e
    join submission_revisions r on r.submission_id = e.submission_id
    where e.kind = 'registered_start'
      and (r.id = e.revision_id
           or exists (select from review_items i where i.revision_id = r.id and i.state in ('approved', 'overturned')))
)
select r.experience_id, r.number, r.sent_at, r.number <> frozen.number as is_amendment, r.hours_per_week, r.currency, r.budget,
       r.target_monthly, r.stop_if_below, r.stop_by, p.name as path_name, r.started_on, r.background
from readable r
join paths p on p.id = r.path_id
join lateral (
    select coalesce(max(f.number) filter (where f.in_time), min(f.number)) as number
    from readable f where f.experience_id = r.experience_id
) frozen on r.number >= frozen.number;

-- An answer that waits goes with its report's place in the line.
create or replace function take_down_with_state() returns trigger language plpgsql as $$
begin
    if old.state = 'published' then
        delete from experiences where submission_id = new.id;
    end if;
    if new.state = 'withdrawn' then
        update review_items set state = 'withdrawn', claimed_by = null, claimed_until = null, version = version + 1
            where submission_id = new.id and state in ('queued', 'claimed');
        update experience_updates set state = 'refused' where submission_id = new.id and state = 'waiting';
    end if;
    return null;
end $$;

-- Up to which due date the author was reminded. It stands with the report, so that it outlives the address.
alter table submissions add column reminded_on date;
update submissions s set reminded_on = sent.on_day
from (select submission_id, max(on_day) as on_day from outbox where kind = 'reminder' and handed_over_at is not null group by 1) sent
where sent.submission_id = s.id;

-- A letter's number is part of its secret, so that it must not come again, not even after a backup is restored.
alter table outbox alter column id drop identity;
alter table outbox alter column id set default floor(random() * 9007199254740991)::bigint;
