//! Proofs that are asked for by lot.

use super::rules::{Likeness, Rule, Signal};
use crate::{
    clock,
    moderation::queries,
    reports::Report,
    submissions::draw::{self, Lots, ONE_IN, ticket_of_report},
    values::{ItemId, PathId, SubmissionId},
};
use sqlx::{PgConnection, PgExecutor, PgPool};
use time::{Date, Duration, OffsetDateTime};

/// How long the author of what was drawn has to show a proof before it is published without.
pub const DAYS_TO_SHOW: i64 = 14;

/// Draws the report's lot if it tells of a gain, as nobody is asked to prove a failure; the signal if its author is to be
/// asked. Drawn is also who sends another of the path from the network of one that was drawn and taken back, or one that is
/// much like a drawn one without a proof: so taking a report back and sending it again draws no second lot. And so is a change to
/// a report of which an answer was drawn that is neither proved nor let through.
pub async fn draw(
    db: &PgPool,
    item: ItemId,
    submission_id: SubmissionId,
    report: &Report,
    alike: &[Likeness],
) -> sqlx::Result<Option<Signal>> {
    if !report.gains() || queries::is_proved(db, submission_id).await? {
        return Ok(None);
    }
    let ticket = ticket_of_report(submission_id);
    let alike: Vec<ItemId> = alike.iter().map(|other| other.item).collect();
    let again = queries::was_drawn_before(db, submission_id, report.path_id, &alike).await?;
    draw_ticket(db, item, submission_id, &ticket, report.path_id, again).await
}

/// Draws the lot of a report or an answer of a gain; the signal if its author is to be asked. Drawn is also the next after one
/// that was drawn and refused without a proof, an answer after a change to the report that was, and whatever is drawn `again`.
pub async fn draw_ticket(
    db: &PgPool,
    item: ItemId,
    submission_id: SubmissionId,
    ticket: &str,
    path_id: PathId,
    again: bool,
) -> sqlx::Result<Option<Signal>> {
    let drawn =
        again || Lots::of(db).await?.draws(ticket) || draw::is_unproved(db, submission_id, ticket).await?;
    if !drawn {
        return Ok(None);
    }
    queries::keep_draw(db, ticket, submission_id, item, path_id).await?;
    let words = format!(
        "One in {ONE_IN} reports and answers of a gain is drawn by lot for a proof, whatever the sum"
    );
    Ok(Some(Signal::new(Rule::Drawn, "", words)))
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

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

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
