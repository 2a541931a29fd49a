#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod content;
mod database;
mod failures;
mod limits;
mod submissions;
mod support;
mod templates;

// Templates name assets from the crate's root.
use firstbucket::web;
