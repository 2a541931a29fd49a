//! Small types that are right by construction. They can be carried by serde and sqlx, and do no I/O.

mod characters;
pub mod closed_list;
mod markdown;
mod money;
mod month;
mod slug;
mod text;

pub use characters::{is_blank, is_clean, isolated, plain, unclean};
pub(crate) use closed_list::closed_list;
pub use closed_list::{ClosedList, Word};
pub use markdown::Markdown;
pub use money::{Cents, Currency, usd};
pub use month::Month;
pub use slug::Slug;
pub use text::{Line, Prose};
