-- As for reports: half as many characters do where each is a whole syllable.
alter table path_signals
    drop constraint path_signals_why_length,
    add constraint path_signals_why_length check (char_length(why) between 5 and 500) not valid;
