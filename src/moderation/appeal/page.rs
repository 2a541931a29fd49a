use super::{Answer, Ruling, decide::decide};
use crate::{
    experiences::path_figures,
    moderation::{
        claim,
        facts::{self, Fact},
        item::{Item, Revision, Standing, Subject, reasons_in_words},
        queries,
        reading::Reading,
        review::Desk,
        stale,
    },
    reports::Report,
    submissions::revision,
    values::ClosedList as _,
    web::{AppError, Chrome, Errors, FormData, Page, Result, filters, refused},
};
use askama::Template;
use axum::response::{IntoResponse as _, Response};
use sqlx::PgPool;
use time::OffsetDateTime;

/// A refused report whose author asks for another reading, beside the refusal and the author's words.
#[derive(Debug, Template)]
#[template(path = "moderation/appeal.html")]
struct AppealPage {
    chrome: Chrome,
    item: Item,
    sent: Revision,
    standing: Standing,
    facts: Vec<Fact>,
    answers: Vec<(&'static str, String)>,
    report: Report,
    appeal: Appeal,
    rulings: Vec<(&'static str, &'static str, &'static str)>,
    form: FormData,
    errors: Errors,
    preview: Option<Answer>,
    notice: Option<&'static str>,
}

#[derive(Debug)]
pub struct Appeal {
    pub words: String,
    pub sent_at: OffsetDateTime,
    pub refused_by: String,
    /// Of the refusal, as are the next two.
    pub reason_codes: Vec<String>,
    pub message: String,
    pub note: String,
    pub answer: Option<String>,
    pub answered_by: Option<String>,
    pub answered_at: Option<OffsetDateTime>,
}

pub async fn page(reading: Reading, sent: Revision) -> Result<Response> {
    let standing = reading.standing();
    let Reading { chrome, db, item, notice, .. } = reading;
    let mut form = FormData::default();
    form.set("version", item.version.to_string());
    let page = AppealPage::of(chrome, &db, item, standing, sent, form).await?;
    Ok(Page(AppealPage { notice, ..page }).into_response())
}

/// `POST /admin/items/{id}/appeal-answer`: shows what the author will read; decides only what was shown before and is
/// confirmed.
pub async fn answer(desk: Desk) -> Result<Response> {
    let (chrome, member, state, id, form) = desk.parts();
    let db = &state.db;
    let version = form.value("version").parse().unwrap_or(0);
    let item = queries::item(db, id).await?.filter(|item| item.is_held_by(&member, version));
    let Some((item, sent)) = item.and_then(of_appeal) else {
        return stale::answer(chrome, db, id, form).await;
    };
    queries::prolong(db, id, member.id, claim::minutes(&state.limits)).await?;
    let answer = match Answer::read(&form) {
        Ok(answer) => answer,
        Err(errors) => {
            let page = AppealPage::of(chrome, db, item, Standing::Yours, sent, form).await?;
            return Ok(refused(AppealPage { errors, ..page }));
        }
    };
    if form.value("confirmed") != "yes" || form.value("previewed") != answer.fingerprint() {
        let page = AppealPage::of(chrome, db, item, Standing::Yours, sent, form).await?;
        return Ok(Page(AppealPage { preview: Some(answer), ..page }).into_response());
    }
    if !decide(db, &state.mail, id, version, &member, &answer).await? {
        return stale::answer(chrome, db, id, form).await;
    }
    Ok(claim::next(db, &member, &state.limits, answer.ruling.word()).await?.into_response())
}

fn of_appeal(item: Item) -> Option<(Item, Revision)> {
    match item.subject.clone() {
        Subject::Appeal(sent) => Some((item, sent)),
        _ => None,
    }
}

impl AppealPage {
    async fn of(
        chrome: Chrome,
        db: &PgPool,
        item: Item,
        standing: Standing,
        sent: Revision,
        form: FormData,
    ) -> Result<Self> {
        let report = revision::find(db, sent.id).await?.ok_or(AppError::NotFound)?;
        let others = path_figures::of_path(db, report.path_id).await?.headline();
        Ok(Self {
            appeal: queries::appeal(db, item.id).await?.ok_or(AppError::NotFound)?,
            facts: facts::facts(&report, &item.path_name, &others, &item.signals),
            answers: facts::answers(&report),
            rulings: Ruling::WORDS.iter().map(|(word, label)| (*word, *label, "")).collect(),
            errors: Errors::default(),
            preview: None,
            notice: None,
            chrome,
            item,
            standing,
            sent,
            report,
            form,
        })
    }

    fn reasons(&self) -> Vec<&'static str> {
        reasons_in_words(&self.appeal.reason_codes)
    }
}
