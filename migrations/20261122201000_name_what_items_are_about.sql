-- What an item is about, whatever its kind: a title in the words of whoever wrote it, its path, and how the attempt
-- stands. An update and a flag have no revision of their own; they speak of the published one.
create view review_subjects as
select i.id as item_id,
       coalesce(r.path_id, f.path_id, l.path_id) as path_id,
       coalesce(r.headline, c.title, l.headline, p.name) as title,
       coalesce(r.status, l.status) as status,
       coalesce(i.outcome_class, e.monthly_net_band) as outcome_class
from review_items i
left join submission_revisions r on r.id = i.revision_id
left join flags f on f.id = i.flag_id
left join case_studies c on c.id = f.case_study_id
left join paths p on p.id = f.path_id
left join submissions s on s.id = coalesce(i.submission_id, f.submission_id) and i.revision_id is null
left join experiences e on e.submission_id = s.id
left join lateral (
    select headline, path_id, status from submission_revisions
    where submission_id = s.id order by (id = s.live_revision_id) desc nulls last, number desc limit 1
) l on true;

-- Whoever read it first, where two people must: this one may not read it again.
alter table review_items add column first_reader bigint references accounts (id);

update review_items i set first_reader = e.account_id
    from moderation_events e
    where e.item_id = i.id and e.action = 'second_reader_asked' and i.needs_second_reader;
