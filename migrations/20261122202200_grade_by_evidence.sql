-- A grade is computed from what is known of a report and never chosen. Proof that a moderator saw stays seen when a
-- report grows stale and loses a step.
alter table submissions
    -- The last day on which the private link was opened; the first is the day on which the report was begun.
    add column link_used_on date;

alter table evidence_items
    -- The key of the form that noted it: a form sent twice is one proof.
    add column form_key_hash bytea not null,
    add constraint evidence_items_form_key_unique unique (form_key_hash);

alter table experiences alter column proof_seen drop expression;
alter table experiences
    alter column proof_seen set default false,
    add column proof_kind   text,
    -- The month in which it was seen.
    add column proof_on     date,
    add column grade_reason text    not null default 'Plausible, but the author''s own word only.',
    -- Whether the grade was computed for a report that is stale.
    add column graded_stale boolean not null default false,
    add constraint experiences_proof_whole check (proof_seen or (proof_kind is null and proof_on is null)),
    add constraint experiences_proof_month check (extract(day from proof_on) = 1);

update experiences set grade_reason = case grade
    when 'A' then 'A moderator checked a document that supports the sums, follow-ups agree, and two moderators read it.'
    when 'B' then 'A moderator checked a document that supports the sums.'
    when 'C' then 'Follow-ups agree.'
    when 'D' then 'The author used the private link again a week or more later.' end
    where grade <> 'E';
