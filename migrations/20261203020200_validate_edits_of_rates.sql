alter table edits validate constraint edits_about_one_thing;
alter table edits validate constraint edits_by_somebody;
