//! The claim checker: what somebody was promised, restated, set against readers' reports and held to public rules. A
//! check is a function of its address: nothing of it is stored.

mod check;
mod claim;
mod comparison;
mod doubt;
mod fields;
mod lists;
mod reading;
mod restated;
mod rules;
mod verdict;
mod words;

#[cfg(test)]
mod corpus;

pub use rules::{DENIAL_REACH, Flag, GAP, LEAST_WORDS, RULES, Rule, SOON_DAYS, WARNING_REACH, question};
pub use words::{WORDS, WordList};

use crate::{state::Routes, web::Access};

pub fn routes() -> Routes {
    Routes::new(Access::Anyone).get("/check", check::page)
}
