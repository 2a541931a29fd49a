//! Small types that are right by construction. They can be carried by serde and sqlx, and do no I/O.

pub mod amount;
pub mod closed_list;
mod markdown;
mod money;
pub mod month;
mod slug;
mod text;
mod typed;

pub use amount::Amount;
pub(crate) use closed_list::closed_list;
pub use closed_list::{ClosedList, Word};
pub use markdown::Markdown;
pub use money::{Cents, Currency, usd};
pub use month::Month;
pub use slug::Slug;
pub use text::{Line, Prose, is_clean};
