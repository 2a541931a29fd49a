#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod accounts;
mod api;
mod appeals;
mod case_studies;
mod claims;
mod content;
mod counted;
mod database;
mod deciding;
mod demo;
mod doors;
mod editing;
mod every_page;
mod evidence;
mod experiences;
mod failures;
mod feeds;
mod finder;
mod flags;
mod followups;
mod home;
mod hostile;
mod injected;
mod limits;
mod logs;
mod mail;
mod moderation;
mod open_data;
mod open_log;
mod path_figures;
mod paths;
mod people;
mod races;
mod roles;
mod search;
mod second_step;
mod starting;
mod submissions;
mod support;
mod tasks;
mod templates;
mod thresholds;
mod typed;

// Templates name assets from the crate's root.
use firstbucket::web;
