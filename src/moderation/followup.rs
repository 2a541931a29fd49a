use super::{
    Decided, Decision, ItemId, claim,
    decide::hold_for_proof,
    draws::{self, Owes},
    examine::examine_new,
    item::{Item, Standing, Subject},
    queries::{self, followups::Ruling},
    reading::Reading,
    review::Desk,
    signals::{self, Check},
    stale,
};
use crate::{
    accounts::Member,
    experiences::{self, Experience},
    followups::{self, Waiting},
    mail::{LetterKind, Mail},
    reports::{MonthlyBand, Update},
    submissions::{ReasonCode, update},
    values::{ClosedList as _, Prose, Word},
    web::{AppError, Chrome, Errors, FormData, Page, Reader, Result, filters, refused},
};
use askama::Template;
use axum::response::{IntoResponse as _, Response};
use sqlx::PgPool;

/// An author's answer that tells another outcome, jumps or says something in words: what it says, beside the report as it
/// stands, and the verdict.
#[derive(Debug, Template)]
#[template(path = "moderation/followup.html")]
struct FollowupPage {
    chrome: Chrome,
    item: Item,
    standing: Standing,
    waiting: Waiting,
    report: Option<Experience>,
    /// What the author told before it, the newest first.
    before: Vec<Update>,
    /// The outcome's class with this answer; none while its report is off the site.
    class: Option<MonthlyBand>,
    checks: Vec<Check>,
    reasons: &'static [Word],
    form: FormData,
    errors: Errors,
    notice: Option<&'static str>,
}

pub async fn page(reading: Reading) -> Result<Response> {
    let standing = reading.standing();
    let Reading { chrome, db, item, notice, .. } = reading;
    let mut form = FormData::default();
    form.set("version", item.version.to_string());
    let page = FollowupPage::of(chrome, &db, item, standing, form).await?;
    Ok(Page(FollowupPage { notice, ..page }).into_response())
}

/// `POST /admin/items/{id}/update-answer`: the verdict, its effect, its line in the log and the letter to the author stand
/// or fall together.
pub async fn decide(desk: Desk) -> Result<Response> {
    let (chrome, member, state, id, form) = desk.parts();
    let db = &state.db;
    let version = form.value("version").parse().unwrap_or(0);
    let item = queries::item(db, id).await?.filter(|item| item.is_held_by(&member, version));
    let Some(item) = item.filter(|item| matches!(item.subject, Subject::Update { .. })) else {
        return stale::answer(chrome, db, id, form).await;
    };
    queries::prolong(db, id, member.id, claim::minutes(&state.limits)).await?;
    examine_new(db, id).await?;
    let owes = draws::owes(db, id).await?;
    let ruling = match read(&form, owes) {
        Ok(ruling) => ruling,
        Err(errors) => {
            let page = FollowupPage::of(chrome, db, item, Standing::Yours, form).await?;
            return Ok(refused(FollowupPage { errors, ..page }));
        }
    };
    let done = match carry_out(db, &state.mail, id, version, &member, &ruling).await? {
        Decided::Done => ruling.done(),
        Decided::HalfWay => "approved_first",
        Decided::Stale => return stale::answer(chrome, db, id, form).await,
    };
    Ok(claim::next(db, &member, &state.limits, done).await?.into_response())
}

/// `POST /admin/items/{id}/answer-proof`: lets the answer wait for a proof from its author, who is told what for.
pub async fn ask_for_proof(desk: Desk) -> Result<Response> {
    let (chrome, member, state, id, form) = desk.parts();
    let db = &state.db;
    let version = form.value("version").parse().unwrap_or(0);
    let item = queries::item(db, id).await?.filter(|item| item.is_held_by(&member, version));
    let item = item.filter(|item| matches!(item.subject, Subject::Update { .. }) && item.may_be_held());
    let Some(item) = item else { return stale::answer(chrome, db, id, form).await };
    let wordings = queries::wordings(db).await?;
    let decision = match Decision::asking_for_proof(&form, &item.signals, &wordings) {
        Ok(decision) => decision,
        Err(errors) => {
            let page = FollowupPage::of(chrome, db, item, Standing::Yours, form).await?;
            return Ok(refused(FollowupPage { errors, ..page }));
        }
    };
    if !hold_for_proof(db, &state.mail, (id, version, member.id), &member, &decision).await? {
        return stale::answer(chrome, db, id, form).await;
    }
    Ok(claim::next(db, &member, &state.limits, decision.verdict.word()).await?.into_response())
}

fn read(form: &FormData, owes: Owes) -> Result<Ruling, Errors> {
    let mut reader = Reader::new(form);
    let accepted = reader.parse("verdict", |word| match word {
        "accept" => Ok(true),
        "refuse" => Ok(false),
        _ => Err("Choose whether the answer counts".to_owned()),
    });
    let reason = reader.optional("reason", |word| {
        ReasonCode::from_word(word).ok_or_else(|| "Choose a reason from the list".to_owned())
    });
    let message = reader.parse("message", |typed| Prose::<0, 2000>::parse(typed, "The message"));
    let message = message.map(Prose::into_string).unwrap_or_default();
    if let Some(complaint) = owes.complaint().filter(|_| accepted == Some(true)) {
        reader.errors.add("verdict", complaint);
    }
    if accepted == Some(false) && reason.is_none() {
        reader.errors.add("reason", "Choose the reason");
    }
    if accepted == Some(false) && message.is_empty() {
        reader.errors.add("message", "Say in your own words why it does not count");
    }
    match accepted {
        // Only what does not count needs a reason; what was written for a refusal goes with no other ruling.
        Some(true) if reader.errors.is_empty() => {
            Ok(Ruling { accepted: true, reason: None, message: String::new() })
        }
        Some(false) if reader.errors.is_empty() => Ok(Ruling { accepted: false, reason, message }),
        _ => Err(reader.errors),
    }
}

async fn carry_out(
    db: &PgPool,
    mail: &Mail,
    item: ItemId,
    version: i32,
    by: &Member,
    ruling: &Ruling,
) -> sqlx::Result<Decided> {
    let mut tx = db.begin().await?;
    if queries::hold_submission(&mut tx, item).await?.is_none() {
        return Ok(Decided::Stale);
    }
    if ruling.accepted && draws::is_owed(&mut tx, item).await? {
        return Ok(Decided::Stale);
    }
    let class = queries::class_of(&mut *tx, item).await?;
    let is_first = queries::item(&mut *tx, item).await?.is_some_and(|item| item.is_first_of_two());
    if ruling.accepted && is_first {
        if !queries::followups::pass_on(&mut *tx, (item, version, by.id)).await? {
            return Ok(Decided::Stale);
        }
        queries::record(&mut *tx, item, by, "second_reader_asked", &[], &class, None).await?;
        tx.commit().await?;
        return Ok(Decided::HalfWay);
    }
    if !queries::followups::judge(&mut *tx, item, version, by.id, ruling).await? {
        return Ok(Decided::Stale);
    }
    let waiting = followups::waiting(&mut *tx, item.0).await?.ok_or(sqlx::Error::RowNotFound)?;
    if ruling.accepted {
        followups::accept(&mut tx, &waiting).await?;
    } else {
        followups::refuse(&mut tx, &waiting).await?;
    }
    let shown = waiting.experience_id.filter(|_| ruling.accepted);
    queries::record(&mut *tx, item, by, ruling.word(), &ruling.reasons(), &class, shown).await?;
    let letter = if ruling.accepted { LetterKind::AnswerCounted } else { LetterKind::AnswerRefused };
    mail.tell(&mut tx, letter, waiting.submission_id, item.0).await?;
    tx.commit().await?;
    Ok(Decided::Done)
}

impl FollowupPage {
    async fn of(chrome: Chrome, db: &PgPool, item: Item, standing: Standing, form: FormData) -> Result<Self> {
        let waiting = followups::waiting(db, item.id.0).await?.ok_or(AppError::NotFound)?;
        let report = experiences::find_of_submission(db, waiting.submission_id).await?;
        let class = MonthlyBand::from_word(&queries::class_of(db, item.id).await?);
        let mut before = update::updates(db, waiting.submission_id).await?;
        before.retain(|told| told.number < waiting.update.number);
        before.reverse();
        let checks = if item.examined { signals::checks(&item.signals) } else { Vec::new() };
        let (reasons, errors) = (ReasonCode::WORDS, Errors::default());
        Ok(Self {
            chrome,
            item,
            standing,
            waiting,
            report,
            before,
            class,
            checks,
            reasons,
            form,
            errors,
            notice: None,
        })
    }
}
