//! Refusing suspected spam in bulk: chosen one by one, with one reason, and with their number typed.

use super::{
    Decision, ItemId, Verdict,
    decide::take_effect,
    item::{Item, Suspected},
    queries,
    wording::Wordings,
};
use crate::{
    accounts::Member,
    mail::Mail,
    submissions::{ReasonCode, revision},
    values::{ClosedList as _, Word, amount},
    web::{Chrome, Errors, Form, FormData, Page, Reader, Result, filters, refused},
};
use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use sqlx::PgPool;

/// How many are shown, and so the most that can be refused at once.
const MOST: i64 = 50;
const REASONS: [ReasonCode; 3] = [ReasonCode::Spam, ReasonCode::Advertising, ReasonCode::IllegalOrHarmful];

#[derive(Debug, Template)]
#[template(path = "moderation/spam.html")]
struct SpamPage {
    chrome: Chrome,
    suspected: Vec<Suspected>,
    reasons: Vec<Word>,
    /// What the author reads for each reason.
    messages: Vec<(ReasonCode, String)>,
    /// What was chosen and is not as it was: nothing was refused.
    changed: Vec<Item>,
    form: FormData,
    errors: Errors,
}

/// `GET /admin/spam`
pub async fn page(chrome: Chrome, State(db): State<PgPool>) -> Result<Response> {
    Ok(Page(SpamPage::of(chrome, &db, FormData::default()).await?).into_response())
}

/// `POST /admin/spam`: refuses all that were chosen, or none.
pub async fn submit(
    chrome: Chrome,
    member: Member,
    State(db): State<PgPool>,
    State(mail): State<Mail>,
    Form(form): Form,
) -> Result<Response> {
    let wordings = queries::wordings(&db).await?;
    let (chosen, decision) = match read(&form, &wordings) {
        Ok(read) => read,
        Err(errors) => {
            let page = SpamPage::of(chrome, &db, form).await?;
            return Ok(refused(SpamPage { errors, ..page }));
        }
    };
    let stale = refuse(&db, &mail, &chosen, &member, &decision).await?;
    if stale.is_empty() {
        return Ok(Redirect::to("/admin?done=spam").into_response());
    }
    let page = SpamPage::of(chrome, &db, form).await?;
    Ok((StatusCode::CONFLICT, Page(SpamPage { changed: stale, ..page })).into_response())
}

impl SpamPage {
    async fn of(chrome: Chrome, db: &PgPool, form: FormData) -> Result<Self> {
        let wordings = queries::wordings(db).await?;
        Ok(Self {
            chrome,
            suspected: queries::suspected(db, MOST).await?,
            reasons: REASONS.map(|reason| (reason.word(), reason.label())).to_vec(),
            messages: REASONS.map(|reason| (reason, message(reason, &wordings))).to_vec(),
            changed: Vec::new(),
            form,
            errors: Errors::default(),
        })
    }
}

/// The text for a reason when nothing in particular is named.
fn message(reason: ReasonCode, wordings: &Wordings) -> String {
    let text = wordings.suggest(&[reason], |_| String::new());
    if text.is_empty() { reason.for_author().to_owned() } else { text }
}

/// The items with the versions that were seen, in the order of their numbers, and what is decided on all of them.
fn read(form: &FormData, wordings: &Wordings) -> Result<(Vec<(ItemId, i32)>, Decision), Errors> {
    let mut reader = Reader::new(form);
    let mut chosen: Vec<(ItemId, i32)> = form.all("item").filter_map(seen).collect();
    chosen.sort_unstable();
    chosen.dedup();
    if chosen.is_empty() {
        reader.errors.add("item", "Choose the reports to refuse");
    }
    let reason = reader.parse("reason", |word| {
        let known = ReasonCode::from_word(word).filter(|reason| REASONS.contains(reason));
        known.ok_or_else(|| "Choose one of the three reasons".to_owned())
    });
    reader.parse("count", |typed| match amount::whole(typed, "The number", u32::MAX) {
        Ok(count) if count as usize == chosen.len() => Ok(()),
        _ => Err(format!("You chose {}; type that number to refuse them", chosen.len())),
    });
    let Some(reason) = reason.filter(|_| reader.errors.is_empty()) else { return Err(reader.errors) };
    let message = message(reason, wordings);
    Ok((chosen, Decision { verdict: Verdict::Rejected, reasons: vec![reason], message, note: String::new() }))
}

/// `12:3`: item 12 as its version 3 was shown.
fn seen(word: &str) -> Option<(ItemId, i32)> {
    let (item, version) = word.split_once(':')?;
    Some((ItemId(item.parse().ok()?), version.parse().ok()?))
}

/// Refuses all of them in one transaction; gives those that are not as they were seen, and then nothing was changed.
async fn refuse(
    db: &PgPool,
    mail: &Mail,
    chosen: &[(ItemId, i32)],
    by: &Member,
    decision: &Decision,
) -> sqlx::Result<Vec<Item>> {
    let mut tx = db.begin().await?;
    let mut stale = Vec::new();
    for (item, version) in chosen {
        let state = queries::hold_submission(&mut tx, *item).await?.unwrap_or_default();
        match queries::judge_suspected(&mut tx, (*item, *version, by.id), decision).await? {
            None => stale.extend(queries::item(&mut *tx, *item).await?),
            Some(judged) => {
                let report =
                    revision::find(&mut *tx, judged.revision_id).await?.ok_or(sqlx::Error::RowNotFound)?;
                take_effect(&mut tx, decision.verdict, &judged, &state).await?;
                let class = report.figures().monthly_net_band.word();
                let (action, reasons) = (decision.verdict.word(), decision.reason_words());
                queries::record(&mut *tx, *item, by, action, &reasons, class, None).await?;
                mail.tell(&mut tx, decision.verdict.letter(), judged.submission_id, item.0).await?;
            }
        }
    }
    // An item that was erased meanwhile is nowhere to be shown, and in nobody's way.
    if stale.is_empty() {
        tx.commit().await?;
    }
    Ok(stale)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_of(query: &str) -> Result<(Vec<(ItemId, i32)>, Decision), Errors> {
        read(&FormData::read(query.as_bytes()).unwrap(), &Wordings::default())
    }

    #[test]
    fn the_number_typed_must_be_the_number_chosen() {
        let (chosen, decision) = read_of("item=9:1&item=2:4&item=9:1&reason=spam&count=2").unwrap();
        assert_eq!(chosen, [(ItemId(2), 4), (ItemId(9), 1)]);
        assert_eq!(decision.reasons, [ReasonCode::Spam]);
        for (wrong, field) in [
            ("item=9:1&reason=spam&count=2", "count"),
            ("item=9:1&reason=spam", "count"),
            ("item=x&reason=spam&count=0", "item"),
            ("item=9:1&reason=duplicate&count=1", "reason"),
        ] {
            assert!(read_of(wrong).unwrap_err().get(field).is_some(), "{wrong}");
        }
    }
}
