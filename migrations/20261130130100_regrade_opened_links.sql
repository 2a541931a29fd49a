-- Whoever has grade D, or would have it if the report were not stale, by a link that may only have been opened.
update experiences e set
    grade = case when came_back and not graded_stale then 'D' else 'E' end,
    grade_reason = case when came_back then 'The author came back ' || days || ' days later and sent something under the private link'
            else 'Plausible, but the author''s own word only' end
        || case when not graded_stale then '.'
            when came_back then '; one step down, as it was not confirmed for over 12 months.'
            else ', and not confirmed for over 12 months.' end
from (
    select id, days, coalesce(days >= 7, false) as came_back
    from (select id, link_used_on - (created_at at time zone 'utc')::date as days from submissions) as one
) as s
where s.id = e.submission_id and e.grade_reason like 'The author used the private link again%';
