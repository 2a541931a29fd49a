-- How long an edge lasted is asked with each follow-up until it is known: whoever registers a start cannot know it yet.
alter table experience_updates
    add column months_until_copied smallint,
    add column months_until_halved smallint,
    add constraint experience_updates_edge_in_months check (
        months_until_copied between 0 and 600 and months_until_halved between 0 and 600);
