//! The claim checker: what somebody was promised, restated, set against readers' reports and held to public rules. A
//! check is a function of its address: nothing of it is stored.

mod check;
mod claim;
mod doubt;
mod fields;
mod lists;
mod queries;
mod reading;
mod restated;
mod rules;
mod standing;
mod verdict;

#[cfg(test)]
mod corpus;

pub use rules::{RULES, Rule};

use crate::web::{Access, Routes};

pub fn routes() -> Routes {
    Routes::new(Access::Anyone).get("/check", check::page)
}
