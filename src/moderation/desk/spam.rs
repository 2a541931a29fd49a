//! Refusing suspected spam in bulk: chosen one by one, with one reason, and with their number typed.

use crate::{
    accounts::Member,
    mail::Mail,
    moderation::{
        Done, Held, Item, Suspected,
        decisions::{
            decide::{Ruling as _, carry_out},
            verdict::{Decision, Verdict},
            wording::Wordings,
        },
        queries,
    },
    submissions::ReasonCode,
    values::{ClosedList as _, ItemId, Word, amount},
    web::{Chrome, Errors, Form, FormData, Page, Reader, Result, filters, refused},
};
use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
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
    let changed = refuse(&db, &mail, &chosen, &member, &decision).await?;
    if changed.is_empty() {
        return Ok(Done::Spam.to_queue().into_response());
    }
    let page = SpamPage::of(chrome, &db, form).await?;
    Ok((StatusCode::CONFLICT, Page(SpamPage { changed, ..page })).into_response())
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

/// An item that was chosen, in the version that was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Chosen {
    item: ItemId,
    version: i32,
}

/// What was chosen, in the order of its numbers, and what is decided on all of it.
fn read(form: &FormData, wordings: &Wordings) -> Result<(Vec<Chosen>, Decision), Errors> {
    let mut reader = Reader::new(form);
    let mut chosen: Vec<Chosen> = form.all("item").filter_map(seen).collect();
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
fn seen(word: &str) -> Option<Chosen> {
    let (item, version) = word.split_once(':')?;
    Some(Chosen { item: ItemId(item.parse().ok()?), version: version.parse().ok()? })
}

/// Refuses all of them in one transaction; gives those that are not as they were seen, and then nothing was changed.
async fn refuse(
    db: &PgPool,
    mail: &Mail,
    chosen: &[Chosen],
    by: &Member,
    decision: &Decision,
) -> sqlx::Result<Vec<Item>> {
    let mut tx = db.begin().await?;
    let mut changed = Vec::new();
    for Chosen { item, version } in chosen.iter().copied() {
        let held = Held { item, version, by };
        let submission = queries::hold_submission(&mut tx, item).await?;
        if queries::judge_suspected(&mut tx, &held, &decision.written()).await? {
            carry_out(&mut tx, mail, &held, submission.as_ref(), decision).await?;
        } else {
            changed.extend(queries::item(&mut *tx, item).await?);
        }
    }
    // An item that was erased meanwhile is nowhere to be shown, and in nobody's way.
    if changed.is_empty() {
        tx.commit().await?;
    }
    Ok(changed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_of(query: &str) -> Result<(Vec<Chosen>, Decision), Errors> {
        read(&FormData::read(query.as_bytes()).unwrap(), &Wordings::default())
    }

    #[test]
    fn the_number_typed_must_be_the_number_chosen() {
        let (chosen, decision) = read_of("item=9:1&item=2:4&item=9:1&reason=spam&count=2").unwrap();
        assert_eq!(chosen, [(2, 4), (9, 1)].map(|(item, version)| Chosen { item: ItemId(item), version }));
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
