//! Proofs that are asked for by lot, and what came of them.

use super::{
    item::{ItemId, Likeness},
    queries,
    signals::{Rule, Signal},
};
use crate::{
    clock,
    reports::Report,
    submissions::draw::{self, Lots, ONE_IN, ticket_of_report},
    values::PathId,
};
use sqlx::{PgConnection, PgExecutor, PgPool};
use time::{Date, Duration, OffsetDateTime};

/// Below so many nothing is said of a quarter.
pub const LEAST_DRAWN: i64 = 5;
/// How long the author of what was drawn has to show a proof before it is published without.
pub const DAYS_TO_SHOW: i64 = 14;

/// Draws the report's lot if it tells of a gain, as nobody is asked to prove a failure; the signal if its author is to be
/// asked. Drawn is also who sends another of the path from the network of one that was drawn and taken back, or one that is
/// much like a drawn one without a proof: so taking a report back and sending it again draws no second lot. And so is a change to
/// a report of which an answer was drawn that is neither proved nor let through.
pub async fn draw(
    db: &PgPool,
    item: ItemId,
    submission_id: i64,
    report: &Report,
    alike: &[Likeness],
) -> sqlx::Result<Option<Signal>> {
    if !report.gains() || queries::is_proved(db, submission_id).await? {
        return Ok(None);
    }
    let ticket = ticket_of_report(submission_id);
    let alike: Vec<i64> = alike.iter().map(|other| other.item.0).collect();
    let drawn = Lots::of(db).await?.draws(&ticket)
        || queries::was_drawn_before(db, submission_id, report.path_id, &alike).await?
        || draw::is_unproved(db, submission_id, &ticket).await?;
    if !drawn {
        return Ok(None);
    }
    queries::keep_draw(db, &ticket, submission_id, item, report.path_id).await?;
    Ok(Some(signal()))
}

/// What is noticed of whatever was drawn.
fn signal() -> Signal {
    let words = format!(
        "One in {ONE_IN} reports and answers of a gain is drawn by lot for a proof, whatever the sum"
    );
    Signal::new(Rule::Drawn, "", words)
}

/// The same for an answer of a gain. Drawn is also the next after one that was drawn and refused without a proof, or after a change
/// to the report that was.
pub async fn draw_answer(
    db: &PgPool,
    item: ItemId,
    submission_id: i64,
    ticket: &str,
    path_id: PathId,
) -> sqlx::Result<Option<Signal>> {
    let drawn = Lots::of(db).await?.draws(ticket) || draw::is_unproved(db, submission_id, ticket).await?;
    if !drawn {
        return Ok(None);
    }
    queries::keep_draw(db, ticket, submission_id, item, path_id).await?;
    Ok(Some(signal()))
}

/// What the author of an item still owes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Owes {
    #[default]
    Nothing,
    /// It was drawn, and its author does not know yet.
    Asking,
    /// Asked for, and not shown yet: until this day it waits.
    ProofUntil(Date),
}

impl Owes {
    /// `drawn` says when the author of something drawn was asked, if ever.
    pub fn of(drawn: Option<Option<OffsetDateTime>>, now: OffsetDateTime) -> Self {
        match drawn {
            None => Self::Nothing,
            Some(None) => Self::Asking,
            Some(Some(asked)) if now - asked >= Duration::days(DAYS_TO_SHOW) => Self::Nothing,
            Some(Some(asked)) => Self::ProofUntil((asked + Duration::days(DAYS_TO_SHOW)).date()),
        }
    }

    /// Why it cannot be approved yet.
    pub fn complaint(self) -> Option<String> {
        match self {
            Self::Nothing => None,
            Self::Asking => Some(
                "This one was drawn by lot: ask its author for a proof before it is published".to_owned(),
            ),
            Self::ProofUntil(day) => Some(format!(
                "Its author was asked for a proof: note what you were shown, or publish it after {day}"
            )),
        }
    }
}

/// What the author of this item owes, as things are now.
pub async fn owes(db: impl PgExecutor<'_>, item: ItemId) -> sqlx::Result<Owes> {
    Ok(Owes::of(queries::owed(db, item).await?, clock::machine_now()))
}

/// Whether the item may not be let through yet, as things are in this transaction: a proof is due, or the checks, which draw the
/// lots, have not seen it. Everything that publishes a report or lets an answer count asks this first.
pub async fn is_owed(conn: &mut PgConnection, item: ItemId) -> sqlx::Result<bool> {
    Ok(!queries::is_examined(&mut *conn, item).await? || owes(conn, item).await? != Owes::Nothing)
}

/// What came of the draw in a stretch of whole quarters.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Period {
    /// "2026 Q4", in the order of time.
    pub from: String,
    pub to: String,
    pub asked: i64,
    pub proved: i64,
    pub could_not: i64,
    pub withdrew: i64,
    pub open: i64,
}

impl Period {
    pub fn called(&self) -> String {
        if self.from == self.to { self.from.clone() } else { format!("{} to {}", self.from, self.to) }
    }

    fn and(self, next: &Self) -> Self {
        Self {
            from: self.from,
            to: next.to.clone(),
            asked: self.asked + next.asked,
            proved: self.proved + next.proved,
            could_not: self.could_not + next.could_not,
            withdrew: self.withdrew + next.withdrew,
            open: self.open + next.open,
        }
    }
}

/// What of the draw may be said.
#[derive(Debug)]
pub struct Draws {
    /// The newest first; none holds fewer than [`LEAST_DRAWN`].
    pub periods: Vec<Period>,
    pub asked_so_far: i64,
}

impl Draws {
    pub async fn published(db: &PgPool) -> sqlx::Result<Self> {
        Ok(Self::of(queries::drawn_by_quarter(db).await?))
    }

    /// Puts quarters together until enough were asked; what is left over at the end goes with the last of these.
    fn of(quarters: Vec<Period>) -> Self {
        let asked_so_far = quarters.iter().map(|quarter| quarter.asked).sum();
        let mut periods: Vec<Period> = Vec::new();
        let mut begun: Option<Period> = None;
        for quarter in quarters {
            let whole = match begun.take() {
                Some(before) => before.and(&quarter),
                None => quarter,
            };
            if whole.asked < LEAST_DRAWN { begun = Some(whole) } else { periods.push(whole) }
        }
        if let Some(rest) = begun
            && let Some(last) = periods.pop()
        {
            periods.push(last.and(&rest));
        }
        periods.reverse();
        Self { periods, asked_so_far }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    fn quarter(name: &str, asked: i64) -> Period {
        Period { from: name.into(), to: name.into(), asked, open: asked, ..Period::default() }
    }

    #[test]
    fn quarters_with_fewer_than_five_are_put_together() {
        let said = |quarters: &[(&str, i64)]| {
            let draws = Draws::of(quarters.iter().map(|(name, asked)| quarter(name, *asked)).collect());
            draws.periods.iter().map(|period| (period.called(), period.asked)).collect::<Vec<_>>()
        };
        assert_eq!(said(&[("2026 Q4", 4)]), []);
        assert_eq!(said(&[("2026 Q4", 5)]), [("2026 Q4".to_owned(), 5)]);
        assert_eq!(
            said(&[("2026 Q4", 2), ("2027 Q1", 4), ("2027 Q2", 7), ("2027 Q3", 1)]),
            [("2027 Q2 to 2027 Q3".to_owned(), 8), ("2026 Q4 to 2027 Q1".to_owned(), 6)]
        );
    }

    #[test]
    fn what_was_drawn_waits_until_its_author_was_asked_and_had_two_weeks() {
        let asked = datetime!(2026-11-01 12:00 UTC);
        let owes = |days| Owes::of(Some(Some(asked)), asked + Duration::days(days));
        assert_eq!(Owes::of(None, asked), Owes::Nothing);
        assert!(Owes::of(Some(None), asked).complaint().unwrap().contains("drawn by lot"));
        assert!(owes(13).complaint().unwrap().contains("2026-11-15"));
        assert_eq!(owes(14), Owes::Nothing);
    }
}
