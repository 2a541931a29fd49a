-- `link_used_on` was the last day on which the private link was opened, and programs open links by themselves. From now on
-- it is the last day on which something was sent under it. For what was sent before only the rows that it left can say; a
-- draft that was never sent keeps its day, so that none is erased earlier than its page said.
update submissions s set link_used_on = sent.last
from (
    select submission_id, max((sent_at at time zone 'utc')::date) as last
    from (select submission_id, sent_at from submission_revisions
          union all select submission_id, sent_at from experience_updates) as one
    group by submission_id
) as sent
where s.id = sent.submission_id and s.link_used_on > sent.last
  and s.link_used_on - (s.created_at at time zone 'utc')::date >= 7;
