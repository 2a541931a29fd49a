//! The form of a report, page after page. Each of the five pages has a file that names its fields, reads them into their
//! part of the report or into complaints, puts the answers of a version back, and says them in words.

mod answer;
mod choices;
pub mod consent;
mod countries;
mod draft;
mod fields;
pub mod lengths;
pub mod money;
pub mod options;
pub mod plan;
mod questions;
mod report;
mod rules;
mod step;
mod story;
mod sum;
pub mod update_form;
mod what;
mod what_if;
pub mod when;

pub use answer::Answer;
pub use choices::Choices;
pub use draft::{Draft, DraftContext};
pub use questions::questions;
pub use report::{assemble, refill};
pub use rules::broken;
pub use step::{Complaint, Step, complaints};
pub use sum::Sum;
pub use what_if::{WhatIf, asked};
