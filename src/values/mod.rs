//! Small types that are right by construction. They can be carried by serde and sqlx, and do no I/O.

pub mod amount;
mod characters;
pub mod closed_list;
mod email;
mod markdown;
mod money;
pub mod month;
mod slug;
pub mod spreadsheet;
mod text;
mod typed;

pub use amount::Amount;
pub use characters::{is_blank, is_clean, plain, unclean};
pub(crate) use closed_list::closed_list;
pub use closed_list::{ClosedList, Word, file_word};
pub use email::{Email, ascii_domain};
pub use markdown::Markdown;
pub use money::{Cents, Currency, usd};
pub use month::Month;
pub use slug::Slug;
pub use text::{Line, Prose};

/// A number with what it counts, which is told in the singular: "1 hour", "30 minutes".
pub fn counted(n: impl std::fmt::Display, one: &str) -> String {
    let n = n.to_string();
    let s = if n == "1" { "" } else { "s" };
    format!("{n} {one}{s}")
}
