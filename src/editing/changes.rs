use super::{
    edit::{Edit, FactChange},
    field::Field,
};
use crate::web::FormData;

/// The differences between two states of a form. `prefix` stands before each key in the name of its fact.
pub fn changes(fields: &[Field], prefix: &str, before: &FormData, after: &FormData) -> Vec<FactChange> {
    let change = |field: &Field| FactChange {
        fact: format!("{prefix}{}", field.key),
        old: field.written(before),
        new: field.written(after),
    };
    fields.iter().map(change).filter(|change| change.old != change.new).collect()
}

/// An editor's words over those that somebody else saved meanwhile.
#[derive(Debug)]
pub struct Merged {
    /// Fields that this editor did not touch are as the other one left them; all else is as typed.
    pub form: FormData,
    /// Fields that both touched: the key, and the words of the other one.
    pub theirs: Vec<(&'static str, String)>,
}

/// Puts what was typed over an older version onto the words as they are `now`. `since` are the edits after that version,
/// the newest first; without any, nobody can tell who touched what, and every difference is shown.
pub fn merge(fields: &[Field], prefix: &str, typed: FormData, now: &FormData, since: &[Edit]) -> Merged {
    let mut merged = Merged { form: typed, theirs: Vec::new() };
    for field in fields {
        let (mine, theirs) = (field.written(&merged.form), field.written(now));
        let old = before(since, &format!("{prefix}{}", field.key));
        if mine == theirs {
            continue;
        } else if old == Some(mine.as_str()) {
            field.write(&mut merged.form, &theirs);
        } else if old.is_some() || since.is_empty() {
            merged.theirs.push((field.key, field.said(&theirs)));
        }
    }
    merged
}

/// The fact before all of these edits, if one of them touched it.
fn before<'a>(since: &'a [Edit], fact: &str) -> Option<&'a str> {
    let changes = since.iter().rev().flat_map(|edit| &edit.facts);
    changes.into_iter().find(|change| change.fact == fact).map(|change| change.old.as_str())
}
