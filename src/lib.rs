//! First Bucket: an honest directory of ways to earn a first income with AI. Each folder below is a
//! part of the product; `web` and `values` are what they share.

pub mod accounts;
pub mod api;
pub mod app;
pub mod benchmark;
pub mod case_studies;
pub mod charts;
pub mod claims;
pub mod cli;
pub mod clock;
pub mod config;
pub mod content;
pub mod counting;
pub mod db;
pub mod demo;
pub mod directory;
pub mod editing;
pub mod experiences;
pub mod feeds;
pub mod figures;
pub mod finder;
pub mod flags;
pub mod followups;
pub mod health;
pub mod home;
pub mod limits;
pub mod moderation;
pub mod open_data;
pub mod paths;
pub mod search;
pub mod server;
pub mod state;
pub mod submissions;
pub mod tasks;
pub mod values;
pub mod web;
