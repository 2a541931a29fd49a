-- As for reports: half as many characters do where each is a whole syllable.
alter table flags
    drop constraint flags_words_length,
    add constraint flags_words_length check (char_length(words) between 10 and 2000) not valid;
