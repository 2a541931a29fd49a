-- A start is registered on one page, and needs no words.
alter table submission_revisions drop constraint submission_revisions_story_length;
alter table submission_revisions add constraint submission_revisions_story_length check (
    char_length(what_i_did) <= 2000 and char_length(what_went_wrong) <= 2000 and char_length(tell_a_friend) <= 2000
    and (kind = 'registered_start'
         or (char_length(what_i_did) >= 80 and char_length(what_went_wrong) >= 80 and char_length(tell_a_friend) >= 80)));
