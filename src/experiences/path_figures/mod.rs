//! The read model of figures: what the reports of each path come to, counted when they change and read by every page.

mod count;
mod keep;
mod queries;
mod stored;

pub use keep::{keep_fresh, of_all, of_path, refresh};
pub use stored::{Following, Lasted, PathFigures, Starts, Stopped};
