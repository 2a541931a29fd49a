//! The queue's figures month by month, and whether failures and successes are treated alike.

use crate::{
    figures::Share,
    moderation::{queries, reasons_in_words},
    values,
    web::filters,
};
use sqlx::PgPool;

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
    pub reasons: Vec<RefusalReason>,
}

impl Month {
    pub fn median_wait(&self) -> String {
        let span = |seconds| filters::span_in_words(time::Duration::seconds_f64(seconds));
        self.median_seconds.map_or_else(|| "None decided".to_owned(), span)
    }

    pub fn reasons_in_words(&self) -> String {
        let said = |reason: &RefusalReason| {
            let label = reasons_in_words(std::slice::from_ref(&reason.code)).concat();
            format!("{label}: {}", reason.count)
        };
        self.reasons.iter().map(said).collect::<Vec<_>>().join(", ")
    }
}

/// How often a reason was given for a refusal in one month.
#[derive(Debug)]
pub struct RefusalReason {
    pub month: values::Month,
    pub code: String,
    pub count: i64,
}

/// How many reports with one kind of outcome were published of how many decided for good.
#[derive(Debug)]
pub struct Approvals {
    pub gained: bool,
    pub approved: i64,
    pub decided: i64,
}

/// The last six months with anything in them, the newest first.
pub async fn last(db: &PgPool) -> sqlx::Result<Vec<Month>> {
    let mut months = queries::months(db).await?;
    for reason in queries::refusal_reasons(db).await? {
        if let Some(of) = months.iter_mut().find(|known| known.month == reason.month) {
            of.reasons.push(reason);
        }
    }
    Ok(months)
}

/// Of the decided reports with one kind of outcome, those that were published.
#[derive(Debug)]
pub struct Parity {
    pub label: &'static str,
    pub decided: usize,
    /// None below the number at which anything may be said.
    pub approved: Option<Share>,
}

pub async fn parity(db: &PgPool) -> sqlx::Result<Vec<Parity>> {
    let counted = queries::approvals(db).await?;
    let of = |gained: bool, label| {
        let row = counted.iter().find(|row| row.gained == gained);
        let (approved, decided) = row.map_or((0, 0), |row| (row.approved, row.decided));
        let [approved, decided] = [approved, decided].map(|count| usize::try_from(count).unwrap_or(0));
        Parity { label, decided, approved: Share::of(approved, decided) }
    };
    Ok(vec![of(false, "Nothing earned, or a loss"), of(true, "A gain")])
}
