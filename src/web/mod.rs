//! (to come)

pub mod assets;
