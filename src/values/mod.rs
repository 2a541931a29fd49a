//! Small types that are right by construction. They can be carried by serde and sqlx, and do no I/O.

pub mod closed_list;
mod count;
mod markdown;
mod money;
mod month;
mod slug;
pub mod spreadsheet;
mod text;

pub(crate) use closed_list::closed_list;
pub use closed_list::{ClosedList, Word, plain};
pub use count::{agreeing, how_many};
pub use markdown::Markdown;
pub use money::{Cents, Currency, usd};
pub use month::Month;
pub use slug::Slug;
pub use text::{Line, Prose, is_clean};
