-- Reports that tell the same numbers as another are looked for whenever one is examined.
create index submission_revisions_numbers on submission_revisions (path_id, started_on, revenue_total);
