-- An answer that changes nothing of its report's outcome goes live before anybody has read it, and the log says so in a
-- line that is nobody's decision: it has no item and no account, and its role and handle are empty. (A copy of the program
-- from before cannot read such a line: its `/log` fails until the release is out.)
alter table moderation_events
    alter column item_id drop not null,
    alter column account_id drop not null,
    drop constraint moderation_events_action_known,
    add constraint moderation_events_action_known check (action in ('approved', 'changes_requested', 'rejected', 'second_reader_asked',
        'held_for_proof', 'proof_checked', 'hidden', 'shown_again', 'flag_upheld', 'flag_dismissed', 'overturned', 'upheld', 'undone',
        'counted_unread')) not valid,
    add constraint moderation_events_somebody_decided check (case action when 'counted_unread'
        then item_id is null and account_id is null and role = '' and handle = ''
        else item_id is not null and account_id is not null end) not valid;

-- How many of the answers in a report's figures nobody has read.
alter table experiences add column unread_answers smallint not null default 0;

-- Answers that count and that nobody has read. Whoever lets a later one through has the earlier ones before them, and a
-- version that holds an answer in its sums is read with it.
create view unread_answers as
select u.id as update_id, u.submission_id, u.number
from experience_updates u
where u.state = 'live'
  and not exists (
      select from review_items i
      left join experience_updates later on later.id = i.update_id
      left join submission_revisions r on r.id = i.revision_id
      where i.submission_id = u.submission_id and i.state in ('approved', 'overturned')
        and (later.number >= u.number or u.number = any(r.includes)));

create or replace view experience_series as
select e.id as experience_id, u.number, u.as_of, u.still_doing, u.revenue, u.costs, u.currency, u.hours, u.first_income_on,
       u.stopped_on, case when r.may_publish_story then u.note else '' end as note,
       not exists (select from unread_answers n where n.update_id = u.id) as was_read
from experiences e
join submission_revisions r on r.id = e.revision_id
join experience_updates u on u.submission_id = e.submission_id and u.state = 'live';

-- `counted` is what readers may know: that an answer was sent which nobody has read yet tells them nothing, and ends no
-- silence. Its author is asked no more all the same.
create or replace view followups as
select s.id as submission_id, after.months::smallint as months, due.due_on,
       after.months <= s.followed_up_months
       or coalesce(s.kind = 'told_afterwards' and e.confirmed_on >= due.due_on, false)
       or exists (select from experience_updates u
                  where u.submission_id = s.id and u.state <> 'refused' and u.as_of + 14 >= due.due_on) as answered,
       after.months <= s.followed_up_months
       or coalesce(s.kind = 'told_afterwards' and e.confirmed_on >= due.due_on, false)
       or exists (select from experience_updates u
                  where u.submission_id = s.id and u.state = 'live' and u.as_of + 14 >= due.due_on) as counted
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

create or replace view coarse_experiences as
select id, open_id, published_at, amended_at, confirmed_on, version, kind, path_id, variant_id, background, years_in_field,
       audience_before, region, income_model, ai_used_for, tools, first_customer_channel, started_on, first_income_on,
       stopped_on, as_of, status, hours_per_week, weeks_active, two_digits(round(hours_total)::bigint) as hours_total,
       capital_band, teaching_share, sells_on_topic, seller, amounts_are, currency,
       two_digits(revenue_total) as revenue_total, two_digits(costs_total) as costs_total,
       two_digits(net_total) as net_total, two_digits(net_total_usd) as net_total_usd,
       two_digits(monthly_net_usd) as monthly_net_usd, two_digits(net_hourly_usd) as net_hourly_usd,
       monthly_net_band, net_hourly_band, months_to_first_income, first_income_band, duration_months, duration_band,
       headline, what_i_did, what_went_wrong, tell_a_friend, stop_reasons, months_until_copied, ai_helped_write,
       grade, proof_seen, two_digits(target_monthly_usd) as target_monthly_usd,
       two_digits(stop_if_below_usd) as stop_if_below_usd, stop_by, words,
       -- Why a report is in no figure; `counted` if it is in all of them.
       case when seller then 'seller' when monthly_net_usd is not null then 'counted' else monthly_net_band end as in_figures,
       months_until_halved, followed_up_months, silent_since,
       -- Whether a moderator read everything that it says, answers included.
       unread_answers = 0 as was_read
from experiences
where in_open_data;
