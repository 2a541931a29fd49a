//! The read model of figures: what the reports of each path come to, counted when they change and read by every page.

mod count;
mod keep;
mod queries;
mod stored;

pub use keep::{keep_fresh, of_all, of_path, refresh};
pub use stored::{Lasted, PathFigures, Stopped};

use time::Date;

/// The day as of which figures of several paths hold together: that of those counted first. None where there are none.
pub fn as_of<'a>(figures: impl IntoIterator<Item = &'a PathFigures>) -> Option<Date> {
    figures.into_iter().map(|path| path.as_of.date()).min()
}
