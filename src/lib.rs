//! First Bucket: an honest directory of ways to earn a first income with AI. Each folder below is a
//! part of the product; `web` and `values` are what they share.

pub mod charts;
pub mod db;
pub mod figures;
pub mod server;
pub mod values;
pub mod web;
