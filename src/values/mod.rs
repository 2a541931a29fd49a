//! Small types that are right by construction. They can be carried by serde and sqlx, and do no I/O.

pub mod amount;
mod cell;
mod characters;
pub mod closed_list;
mod count;
mod day;
mod email;
mod folded;
mod ids;
mod markdown;
mod money;
pub mod month;
mod quarter;
mod sketch;
mod slug;
pub mod spreadsheet;
mod text;
mod typed;
mod weight;

pub use amount::Amount;
pub use cell::{Cell, MERGED};
pub use characters::{
    has_no_spaces, is_blank, is_character, is_clean, isolated, legible, unclean, with_line_ends,
};
pub(crate) use closed_list::closed_list;
pub use closed_list::{ClosedList, Word, file_word};
pub use count::{agreeing, capitalised, how_many, in_words, spelled, uncapped};
pub use day::day_of_file;
pub use email::{Email, ascii_domain};
pub use folded::{Folded, as_latin, letters};
pub use ids::{
    AccountId, CaseId, ChangeId, EditId, EventId, ExperienceId, FlagId, ItemId, LetterId, PathId, PlaceId,
    RateId, RevisionId, SessionId, SignalId, SubmissionId, UpdateId, VariantId,
};
pub use markdown::Markdown;
pub use money::{Cents, Currency, Money, UsdCents, two_digits};
pub use month::Month;
pub use quarter::Quarter;
pub use sketch::{likeness, sketch};
pub use slug::Slug;
pub use text::{Line, Prose};
pub use weight::weight;
