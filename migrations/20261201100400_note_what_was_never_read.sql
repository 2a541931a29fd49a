-- Answers from before counted in plain numbers without being read.
update experiences e set unread_answers = unread.n
from (select submission_id, count(*)::smallint as n from unread_answers group by 1) as unread
where unread.submission_id = e.submission_id and e.unread_answers <> unread.n;
