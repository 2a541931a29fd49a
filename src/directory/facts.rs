use super::Reports;
use crate::{
    figures::{Bounds, Middle, Share, fragile, words},
    values::how_many,
};

/// A figure in words, as the quick facts print it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    pub label: &'static str,
    /// None where there are too few for it.
    pub said: Option<String>,
    pub note: Option<String>,
    /// How hard it is to fake, where it has an interval.
    pub fragile: Option<String>,
    /// In place of what there are too few for.
    pub few: &'static str,
}

impl Fact {
    fn new(label: &'static str, figure: Option<(String, String)>) -> Self {
        let (said, note) = figure.unzip();
        Self { label, said, note, fragile: None, few: "Too few reports" }
    }

    /// Of registered starts.
    fn of_starts(self) -> Self {
        Self { few: "Too few registered starts are due", ..self }
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

/// Facts of a path's reports for a list of paths: how many earned by who tells it, registered starts first, and how much.
pub fn in_short(reports: &Reports) -> Vec<Fact> {
    vec![registered(reports), told(reports), middle_report(reports), per_hour(reports)]
}

/// Facts of a path's reports for its own page.
pub fn in_full(reports: &Reports) -> Vec<Fact> {
    let (due, amounts) = (reports.due(), &reports.amounts);
    let earners = amounts
        .middle_of_earners()
        .map(|middle| (a_month(&middle), format!("middle half {}", words::usd_range(middle.half))));
    let to_move = |middle: Option<Middle>| middle.map(|middle| middle.to_move);
    let of_bounds = |bounds: Option<Bounds>| bounds.as_ref().and_then(fragile::to_move_bounds);
    let of_share = |share: Option<Share>| share.as_ref().and_then(fragile::to_move);
    let out_of_pocket = due.out_of_pocket().map(|(bounds, _)| bounds);
    let told_out = reports.told.out_of_pocket.map(|told| told.share);
    let proved = (reports.n() >= 5)
        .then(|| (format!("{} of {}", amounts.proved(), reports.n()), "shown to a moderator".to_owned()));
    vec![
        registered(reports).moved_by(of_bounds(due.earned())),
        told(reports).moved_by(of_share(reports.told.earned)),
        Fact::new("Registered starts out of pocket", out_of_pocket.map(bounded))
            .of_starts()
            .moved_by(of_bounds(out_of_pocket)),
        Fact::new("Told afterwards and out of pocket", told_out.map(counted)).moved_by(of_share(told_out)),
        middle_report(reports).moved_by(to_move(amounts.middle())),
        Fact::new("Middle of those who earned", earners),
        per_hour(reports).moved_by(to_move(amounts.hourly())),
        half_paid_by(reports),
        Fact::new("Proof", proved),
    ]
}

fn registered(reports: &Reports) -> Fact {
    Fact::new("Registered starts that had earned", reports.due().earned().map(bounded)).of_starts()
}

fn told(reports: &Reports) -> Fact {
    let said = reports.told.earned.map(|earned| {
        let (more, never) = (reports.told.not_so_far, reports.told.never);
        let rest = more.zip(never).map_or(String::new(), |(more, never)| {
            format!("; {} had not so far, {} never did", more.k, never.k)
        });
        (earned.to_string(), format!("range by chance {}{rest}", earned.range()))
    });
    Fact::new("Of those who wrote to us afterwards, had earned", said)
}

fn middle_report(reports: &Reports) -> Fact {
    Fact::new("Middle report", reports.amounts.middle().map(|middle| (a_month(&middle), by_chance(&middle))))
}

fn per_hour(reports: &Reports) -> Fact {
    let hourly = reports.amounts.hourly();
    Fact::new("Per hour worked", hourly.map(|middle| (words::usd(middle.cents), by_chance(&middle))))
}

fn half_paid_by(reports: &Reports) -> Fact {
    let registered = &reports.figures.registered_wait;
    let of = format!("of {}, from their curve", how_many(registered.cohort().n(), "registered start"));
    let said = match reports.half_paid_by {
        Some(month) => Some((format!("month {month}"), of)),
        None => registered.incidence().map(|_| ("not yet".to_owned(), of)),
    };
    Fact { few: "Too few registered starts", ..Fact::new("Half had been paid by", said) }
}

fn counted(share: Share) -> (String, String) {
    (share.to_string(), format!("range by chance {}", share.range()))
}

fn bounded(bounds: Bounds) -> (String, String) {
    (bounds.to_string(), format!("of everybody due, heard of or not; likely range {}", bounds.range()))
}

fn a_month(middle: &Middle) -> String {
    format!("{} a month", words::usd(middle.cents))
}

fn by_chance(middle: &Middle) -> String {
    format!("range by chance {}, {} reports", words::usd_range(middle.likely), middle.n)
}
