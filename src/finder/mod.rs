//! The path finder: a few questions, and for each path the rule and the datum that speak for it or against it. Nothing is
//! weighed, added up or ranked: a path's verdict is the worst that any rule says of it.

mod answers;
mod datum;
mod field;
mod find;
mod judge;
mod printed;
mod rules;

pub use datum::Datum;
pub use field::{Field, Question};
pub use printed::{PrintedRule, printed_rules};
pub use rules::{Line, RULES, Rule, Verdict};

use crate::{state::Routes, web::Access};

pub fn routes() -> Routes {
    Routes::new(Access::Anyone).get("/find", find::page)
}
