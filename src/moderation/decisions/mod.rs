//! What is decided of what waits: every kind of decision is made in one way (`settle`, `decide`), and each gives only what is
//! its own.

pub mod appeal;
pub mod conflict;
pub mod decide;
pub mod difference;
pub mod fingerprint;
pub mod flag;
pub mod kind;
pub mod proof;
pub mod report;
pub mod second_reader;
pub mod settle;
pub mod undo;
pub mod update;
pub mod verdict;
pub mod wording;
pub mod written;
