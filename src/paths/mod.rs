//! The paths: what editors and the source say of each. The screens are in `directory`.

mod filter;
mod lists;
mod path;
mod queries;
mod rating;

pub use filter::{SORTS, facets, mismatches, order};
pub use lists::{Measured, TimeToFirst, WhatYouSell};
pub use path::{HustlePath, Point, Section, Variant};
pub use queries::{
    PathOption, all, edit_next, find, index_words, options, put, put_rating, read_by_two_since, variants,
};
pub use rating::{Basis, Dimension, Rating, listed};
