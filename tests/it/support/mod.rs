//! What every test may use.

mod a_case;
mod a_path;
mod a_rate;
mod app;
mod approved;
mod database;
mod experience;
mod form;
mod mail_server;
mod program;
mod sent;
mod staff;
mod staff_work;
mod submission;
mod told;

pub use a_case::a_case;
pub use a_path::{a_path, paths_of_content, variants_of_content};
pub use a_rate::rate;
pub use app::{Answer, SomebodyElse, TestApp};
pub use approved::{approve, moderator, refuse};
pub use database::{NOBODY_DRAWN, TestDatabase, database_at, draw_by, fresh_database, seed_keys};
pub use experience::{AnExperience, an_experience, months_before, path_id};
pub use form::FilledIn;
pub use mail_server::{Letter, MailServer, Moment};
pub use program::Program;
pub use sent::{a_report, sent};
pub use staff::{PASSWORD, code_of, link_in, revive};
pub use submission::{ASubmission, a_start, a_submission, send, version_to_send};
pub use told::{judge_answers, tell, tell_read};
