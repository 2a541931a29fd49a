-- A text is measured by what it says (`values::weight`): where a character is a whole syllable, as in Chinese, Japanese or
-- Korean, half as many do. The program measures; the table keeps out what no writing could say in so few characters.
alter table submission_revisions
    drop constraint submission_revisions_headline_length,
    drop constraint submission_revisions_story_length,
    add constraint submission_revisions_headline_length check (char_length(headline) between 5 and 120) not valid,
    add constraint submission_revisions_story_length check (
        char_length(what_i_did) <= 2000 and char_length(what_went_wrong) <= 2000 and char_length(tell_a_friend) <= 2000
        and (kind = 'registered_start' or (char_length(what_i_did) >= 40 and char_length(what_went_wrong) >= 40
            and char_length(tell_a_friend) >= 40))) not valid;
