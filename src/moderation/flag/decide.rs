use super::Answer;
use crate::{
    accounts::Member,
    flags::Effect,
    mail::{LetterKind, Mail},
    moderation::{ItemId, queries},
    submissions::{State, set_state},
    values::ClosedList as _,
};
use sqlx::PgPool;

/// Answers a flag that `by` holds in this version. The answer, what it does to the report, the lines in the log and the
/// letter to its author stand or fall together. A report that is not on the site any more can neither be hidden nor
/// asked for. False, and nothing changed, when things are not as they were read.
pub async fn decide(
    db: &PgPool,
    mail: &Mail,
    item: ItemId,
    version: i32,
    by: &Member,
    answer: &Answer,
) -> sqlx::Result<bool> {
    let mut tx = db.begin().await?;
    let flagged = queries::hold_flagged(&mut tx, item).await?;
    let published = flagged.as_ref().filter(|report| report.state == State::Published.word());
    let asks = answer.effect.is_some_and(Effect::asks_author);
    if asks && published.is_none() {
        return Ok(false);
    }
    if !queries::answer_flag(&mut tx, item, version, by.id, answer).await? {
        return Ok(false);
    }
    let class = published.map_or("", |report| report.outcome_class.as_str());
    let experience = published.and_then(|report| report.experience_id);
    let action = if answer.effect.is_some() { "flag_upheld" } else { "flag_dismissed" };
    queries::record(&mut *tx, item, by, action, &[], class, experience).await?;
    if let (Some(Effect::Hidden), Some(report)) = (answer.effect, published) {
        set_state(&mut tx, report.submission_id, State::Hidden, None).await?;
        queries::record(&mut *tx, item, by, "hidden", &[], class, experience).await?;
    }
    let letter = match answer.effect {
        Some(Effect::Hidden) => Some(LetterKind::Hidden),
        Some(Effect::ChangeAsked) => Some(LetterKind::ChangeWanted),
        Some(Effect::Answered) | None => None,
    };
    if let Some((letter, report)) = letter.zip(published) {
        mail.tell(&mut tx, letter, report.submission_id, item.0).await?;
    }
    tx.commit().await?;
    Ok(true)
}
