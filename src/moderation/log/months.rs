//! The queue's figures month by month, and whether failures and successes are treated alike.

use crate::{figures::Share, submissions::ReasonCode, values, web::filters};
use sqlx::types::Json;

/// What came in and what became of it in one month.
#[derive(Debug)]
pub struct Month {
    pub month: values::Month,
    pub received: i64,
    pub median_seconds: Option<f64>,
    pub approved: i64,
    pub changes_asked: i64,
    pub rejected: i64,
    /// Appeals that were decided, and those of them after which the report was published.
    pub appeals: i64,
    pub appeals_granted: i64,
    /// The reasons of refusals, each with how often it was given, the most frequent first.
    pub reasons: Json<Vec<(ReasonCode, i64)>>,
}

impl Month {
    pub fn median_wait(&self) -> String {
        let span = |seconds| filters::span_in_words(time::Duration::seconds_f64(seconds));
        self.median_seconds.map_or_else(|| "None decided".to_owned(), span)
    }

    pub fn reasons_in_words(&self) -> String {
        self.reasons.iter().map(|(reason, count)| format!("{reason}: {count}")).collect::<Vec<_>>().join(", ")
    }
}

/// How many reports with one kind of outcome were published of how many decided for good.
#[derive(Debug)]
pub struct Parity {
    pub gained: bool,
    pub approved: i64,
    pub decided: i64,
}

impl Parity {
    pub fn label(&self) -> &'static str {
        if self.gained { "A gain" } else { "Nothing earned, or a loss" }
    }

    /// None below the number at which anything may be said.
    pub fn share(&self) -> Option<Share> {
        let [approved, decided] = [self.approved, self.decided].map(|n| usize::try_from(n).unwrap_or(0));
        Share::of(approved, decided)
    }
}
