-- What its author says a report is about if it is quite none of the seven paths. The nearest is given all the same, and a
-- moderator decides whether it counts there.
alter table submission_revisions add column path_other text not null default '';
alter table submission_revisions add constraint submission_revisions_path_other_length
    check (char_length(path_other) <= 200) not valid;
