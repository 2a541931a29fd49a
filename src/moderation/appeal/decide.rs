use super::Answer;
use crate::{
    accounts::Member,
    mail::{LetterKind, Mail},
    moderation::{Decided, ItemId, draws, queries},
    publication,
    submissions::revision,
    values::ClosedList as _,
};
use sqlx::PgPool;

/// Answers an appeal that `by` holds in this version. The ruling, its effect, its line in the log and the letter to the
/// author stand or fall together. Whoever refused the report can hold no appeal against that: the schema refuses it. To overturn
/// is to publish, so it takes what publishing takes: the proof that is due, and two readers where two must approve.
pub async fn decide(
    db: &PgPool,
    mail: &Mail,
    item: ItemId,
    version: i32,
    by: &Member,
    answer: &Answer,
) -> sqlx::Result<Decided> {
    let mut tx = db.begin().await?;
    if queries::hold_submission(&mut tx, item).await?.is_none() {
        return Ok(Decided::Stale);
    }
    let overturns = answer.overturns();
    if overturns && draws::is_owed(&mut tx, item).await? {
        return Ok(Decided::Stale);
    }
    queries::keep_refusal(&mut *tx, item).await?;
    let is_first = queries::item(&mut *tx, item).await?.is_some_and(|item| item.is_first_of_two());
    if overturns && is_first {
        if !queries::pass_appeal_on(&mut tx, (item, version, by.id), answer).await? {
            return Ok(Decided::Stale);
        }
        let class = queries::class_of(&mut *tx, item).await?;
        queries::record(&mut *tx, item, by, "second_reader_asked", &[], &class, None).await?;
        tx.commit().await?;
        return Ok(Decided::HalfWay);
    }
    let Some(judged) = queries::answer_appeal(&mut tx, item, version, by.id, answer).await? else {
        return Ok(Decided::Stale);
    };
    let report = revision::find(&mut *tx, judged.revision_id).await?.ok_or(sqlx::Error::RowNotFound)?;
    let experience = if overturns {
        Some(publication::publish(&mut tx, judged.submission_id, judged.revision_id).await?)
    } else {
        None
    };
    let class = report.figures().monthly_net_band.word();
    queries::record(&mut *tx, item, by, answer.ruling.word(), &[], class, experience).await?;
    let letter = if overturns { LetterKind::RefusalOverturned } else { LetterKind::RefusalUpheld };
    mail.tell(&mut tx, letter, judged.submission_id, item.0).await?;
    tx.commit().await?;
    Ok(Decided::Done)
}
