-- As for reports: half as many characters do where each is a whole syllable.
alter table threshold_changes
    drop constraint threshold_changes_why_length,
    add constraint threshold_changes_why_length check (char_length(why) between 5 and 500) not valid;
