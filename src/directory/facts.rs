use super::Reports;
use crate::{
    figures::{Middle, Share, fragile, words},
    values::how_many,
};

/// A figure in words, as the quick facts print it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    pub label: &'static str,
    /// None where the reports are too few.
    pub said: Option<String>,
    pub note: Option<String>,
    /// How hard it is to fake, where it has an interval.
    pub fragile: Option<String>,
}

impl Fact {
    fn new(label: &'static str, figure: Option<(String, String)>) -> Self {
        let (said, note) = figure.unzip();
        Self { label, said, note, fragile: None }
    }

    /// With how many invented reports would carry it out of its interval.
    fn moved_by(self, invented: Option<usize>) -> Self {
        Self { fragile: invented.map(would_carry), ..self }
    }
}

/// "19 invented reports would carry it out of that range"; to be printed beside the range.
pub fn would_carry(invented: usize) -> String {
    format!("{} would carry it out of that range", how_many(invented, "invented report"))
}

/// Facts of a path's reports for a list of paths.
pub fn in_short(reports: &Reports) -> Vec<Fact> {
    vec![never_earned(reports), middle_report(reports), per_hour(reports)]
}

/// Facts of a path's reports for its own page.
pub fn in_full(reports: &Reports) -> Vec<Fact> {
    let summary = &reports.summary;
    let earners = summary
        .middle_of_earners
        .map(|middle| (a_month(&middle), format!("middle half {}", words::usd_range(middle.half))));
    let share = |share: Option<Share>| share.as_ref().and_then(fragile::to_move);
    let to_move = |middle: Option<Middle>| middle.map(|middle| middle.to_move);
    vec![
        never_earned(reports).moved_by(share(summary.never_earned)),
        Fact::new("Out of pocket", summary.out_of_pocket.map(counted)).moved_by(share(summary.out_of_pocket)),
        middle_report(reports).moved_by(to_move(summary.middle)),
        Fact::new("Middle of those who earned", earners),
        per_hour(reports).moved_by(to_move(summary.hourly)),
        half_paid_by(reports),
        Fact::new(
            "Proof",
            summary.proof_seen.map(|proof| (proof.to_string(), "shown to a moderator".to_owned())),
        ),
    ]
}

fn never_earned(reports: &Reports) -> Fact {
    Fact::new("Never earned anything", reports.summary.never_earned.map(counted))
}

fn middle_report(reports: &Reports) -> Fact {
    Fact::new("Middle report", reports.summary.middle.map(|middle| (a_month(&middle), likely(&middle))))
}

fn per_hour(reports: &Reports) -> Fact {
    Fact::new(
        "Per hour worked",
        reports.summary.hourly.map(|middle| (words::usd(middle.cents), likely(&middle))),
    )
}

fn half_paid_by(reports: &Reports) -> Fact {
    let registered = &reports.figures.registered_wait;
    let of = format!("of {}, from their curve", how_many(registered.cohort().n(), "registered start"));
    let said = match reports.half_paid_by {
        Some(month) => Some((format!("month {month}"), of)),
        None => registered.incidence().map(|_| ("not yet".to_owned(), of)),
    };
    Fact::new("Half had been paid by", said)
}

fn counted(share: Share) -> (String, String) {
    (share.to_string(), format!("likely range {}", share.range()))
}

fn a_month(middle: &Middle) -> String {
    format!("{} a month", words::usd(middle.cents))
}

fn likely(middle: &Middle) -> String {
    format!("likely range {}, {} reports", words::usd_range(middle.likely), middle.n)
}
