//! The transaction of every decision: the verdict, its effect, its lines in the log and the letter to the author stand or fall
//! together.

use super::{fingerprint, written::Written};
use crate::{
    mail::Mail,
    moderation::{Action, Held, Submission, log::class, queries, signals::draws},
    publication,
    values::{ClosedList as _, ExperienceId},
};
use sqlx::{PgConnection, PgPool};

/// What became of a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decided {
    Done,
    /// Let through by the first of two readers; nothing is public yet.
    HalfWay,
    /// The item is not as it was read, not the decider's any more, or was drawn meanwhile: nothing was changed.
    Conflict,
}

/// What is decided of one item, as its transaction needs it.
pub trait Ruling {
    /// Whether this can be decided of an item that is about this submission, or about none.
    fn fits(&self, submission: Option<&Submission>) -> bool {
        submission.is_some()
    }

    /// Whether it publishes a report or lets an answer count: that takes the proof that is due, and two readers where two must
    /// approve.
    fn lets_through(&self) -> bool {
        false
    }

    /// Notes the first of two who let it through and leaves the item to somebody else; false when it is not held so.
    async fn pass_on(&self, conn: &mut PgConnection, held: &Held<'_>) -> sqlx::Result<bool> {
        queries::pass_on(conn, held, &self.written()).await
    }

    /// Writes the verdict; false when the item is not held so.
    async fn judge(&self, conn: &mut PgConnection, held: &Held<'_>) -> sqlx::Result<bool> {
        queries::judge(conn, held, &self.written()).await
    }

    /// Does what the verdict says; gives the experience that readers then find behind the line in the log.
    async fn take_effect(
        &self,
        _conn: &mut PgConnection,
        _of: &Submission,
    ) -> sqlx::Result<Option<ExperienceId>> {
        Ok(None)
    }

    fn written(&self) -> Written<'_>;

    /// Tells whether what is sent is what was previewed. A note is not sent.
    fn fingerprint(&self) -> String {
        let Written { done, reasons, message, .. } = self.written();
        let reasons: Vec<&str> = reasons.iter().map(|reason| reason.word()).collect();
        fingerprint::of(&[done.word(), &reasons.join(" "), message])
    }
}

/// Decides the item if it is held so.
pub async fn decide(
    db: &PgPool,
    mail: &Mail,
    held: &Held<'_>,
    ruling: &impl Ruling,
) -> sqlx::Result<Decided> {
    let mut tx = db.begin().await?;
    let decided = decide_within(&mut tx, mail, held, ruling).await?;
    if decided != Decided::Conflict {
        tx.commit().await?;
    }
    Ok(decided)
}

async fn decide_within(
    conn: &mut PgConnection,
    mail: &Mail,
    held: &Held<'_>,
    ruling: &impl Ruling,
) -> sqlx::Result<Decided> {
    let submission = queries::hold_submission(conn, held.item).await?;
    let lets_through = ruling.lets_through();
    if !ruling.fits(submission.as_ref()) || lets_through && draws::is_owed(conn, held.item).await? {
        return Ok(Decided::Conflict);
    }
    queries::keep_refusal(&mut *conn, held.item).await?;
    if lets_through && queries::item(&mut *conn, held.item).await?.is_some_and(|item| item.is_first_of_two())
    {
        if !ruling.pass_on(conn, held).await? {
            return Ok(Decided::Conflict);
        }
        let class = class::of(conn, held.item, submission.and_then(|of| of.revision_id)).await?;
        let (action, reasons) = (Action::SecondReaderAsked, ruling.written().reasons);
        queries::record(conn, held.item, held.by, action, reasons, class, None).await?;
        return Ok(Decided::HalfWay);
    }
    if !ruling.judge(conn, held).await? {
        return Ok(Decided::Conflict);
    }
    carry_out(conn, mail, held, submission.as_ref(), ruling).await?;
    Ok(Decided::Done)
}

/// What follows from a verdict that is written: its effect, its lines in the log and its letter.
pub async fn carry_out(
    conn: &mut PgConnection,
    mail: &Mail,
    held: &Held<'_>,
    submission: Option<&Submission>,
    ruling: &impl Ruling,
) -> sqlx::Result<()> {
    let class = class::of(conn, held.item, submission.and_then(|of| of.revision_id)).await?;
    let shown = match submission {
        Some(submission) => ruling.take_effect(conn, submission).await?,
        None => None,
    };
    let Written { reasons, actions, letter, .. } = ruling.written();
    for action in actions {
        queries::record(&mut *conn, held.item, held.by, action, reasons, class, shown).await?;
    }
    if let Some((letter, submission)) = letter.zip(submission) {
        mail.tell(conn, letter, submission.id, held.item).await?;
    }
    Ok(())
}

/// Publishes the version that was judged; gives its experience.
pub async fn publish(conn: &mut PgConnection, submission: &Submission) -> sqlx::Result<ExperienceId> {
    let revision_id = submission.revision_id.ok_or(sqlx::Error::RowNotFound)?;
    publication::publish(conn, submission.id, revision_id).await
}
