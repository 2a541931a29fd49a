//! A closed list and the database's copy of it are the same: whoever makes one longer makes the other longer, too.

use crate::security_doc::{root, text};
use std::{collections::BTreeSet, fs, path::Path};

/// Checks whose names end as those of lists do, and that say less than a whole list.
const NARROWER: [&str; 7] = [
    // Without `not_stated`, as a statement has a basis.
    "path_points_basis_known",
    "path_variants_basis_known",
    // Words that only statements of ours write.
    "experience_updates_via_known",
    "proof_draws_result_known",
    "word_cuts_cause_known",
    // Two of the reasons for a refusal.
    "redactions_reason_known",
    // That whatever is no flag is about a submission.
    "review_items_submission_known",
];

type Words = BTreeSet<String>;

/// Every `constraint …_known check (… in (…))` of the schema, with its words; what takes several lines is no plain list.
fn of_the_schema(schema: &str) -> Vec<(&str, Words)> {
    let checks =
        schema.lines().filter_map(|line| line.trim().strip_prefix("CONSTRAINT ")?.split_once(" CHECK "));
    let lists = checks.filter(|(name, _)| name.ends_with("_known"));
    let words = lists.map(|(name, check)| (name, between(check, "'", "'::text")));
    words.filter(|(_, words)| !words.is_empty()).collect()
}

/// What stands between such marks.
fn between(text: &str, begin: &str, end: &str) -> Words {
    text.split(end).filter_map(|before| before.rsplit_once(begin)).map(|(_, word)| word.to_owned()).collect()
}

/// The words of every `closed_list!` in a folder.
fn of_the_sources(folder: &Path, lists: &mut Vec<Words>) {
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.is_dir() {
            of_the_sources(&entry, lists);
        } else if entry.extension().is_some_and(|ending| ending == "rs") {
            let source = fs::read_to_string(entry).unwrap();
            let blocks = source.split("closed_list! {").skip(1).filter_map(|rest| rest.split("\n}").next());
            lists.extend(blocks.map(|block| between(block, "= \"", "\" =>")));
        }
    }
}

#[test]
fn the_schema_knows_the_words_of_every_list_that_it_keeps() {
    let schema = text("docs/schema.sql");
    let mut lists = Vec::new();
    of_the_sources(&root().join("src"), &mut lists);
    let known = of_the_schema(&schema);
    assert!(known.len() > 40 && lists.len() > 60, "{} and {}", known.len(), lists.len());
    for (name, words) in known {
        let is_narrower = NARROWER.contains(&name);
        assert_eq!(
            !is_narrower,
            lists.contains(&words),
            "{name}: no closed list has exactly the words {words:?}"
        );
    }
}
