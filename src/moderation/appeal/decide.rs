use super::{Answer, Ruling};
use crate::{
    accounts::Member,
    mail::{LetterKind, Mail},
    moderation::{ItemId, queries},
    publication,
    submissions::revision,
    values::ClosedList as _,
};
use sqlx::PgPool;

/// Answers an appeal that `by` holds in this version. The ruling, its effect, its line in the log and the letter to the
/// author stand or fall together. Whoever refused the report can hold no appeal against that: the schema refuses it.
/// False, and nothing changed, when the item is not as it was read.
pub async fn decide(
    db: &PgPool,
    mail: &Mail,
    item: ItemId,
    version: i32,
    by: &Member,
    answer: &Answer,
) -> sqlx::Result<bool> {
    let mut tx = db.begin().await?;
    if queries::hold_submission(&mut tx, item).await?.is_none() {
        return Ok(false);
    }
    let Some(judged) = queries::answer_appeal(&mut tx, item, version, by.id, answer).await? else {
        return Ok(false);
    };
    let report = revision::find(&mut *tx, judged.revision_id).await?.ok_or(sqlx::Error::RowNotFound)?;
    let experience = match answer.ruling {
        Ruling::Upheld => None,
        Ruling::Overturned => {
            Some(publication::publish(&mut tx, judged.submission_id, judged.revision_id).await?)
        }
    };
    let class = report.figures().monthly_net_band.word();
    queries::record(&mut *tx, item, by, answer.ruling.word(), &[], class, experience).await?;
    let letter = match answer.ruling {
        Ruling::Upheld => LetterKind::RefusalUpheld,
        Ruling::Overturned => LetterKind::RefusalOverturned,
    };
    mail.tell(&mut tx, letter, judged.submission_id, item.0).await?;
    tx.commit().await?;
    Ok(true)
}
