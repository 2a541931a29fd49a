//! What moderators, editors and admins do beside the queue: one report as staff know it, suspected spam, the texts and the
//! numbers in force, and the letters.

pub mod letters;
pub mod reports;
pub mod settings;
pub mod spam;
pub mod wordings;
