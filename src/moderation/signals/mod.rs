//! What is noticed of what comes in: by the rules in one item, and of a path in many.

pub mod bursts;
pub mod draws;
pub mod examine;
pub mod facts;
pub mod marked;
mod rules;

pub use rules::{Check, Rule, STORY_FIELDS, Signal, checks, written};
