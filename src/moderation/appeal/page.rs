use super::{Answer, Ruling, decide::decide};
use crate::{
    experiences::path_figures,
    moderation::{
        Decided, Decision, claim,
        decide::hold_for_proof,
        draws::{self, Owes},
        examine::examine_new,
        facts::{self, Fact},
        item::{Item, Revision, Standing, Subject, reasons_in_words},
        queries,
        reading::Reading,
        review::Desk,
        signals::{self, Check},
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
    checks: Vec<Check>,
    report: Report,
    appeal: Appeal,
    rulings: Vec<(&'static str, &'static str, &'static str)>,
    form: FormData,
    errors: Errors,
    preview: Option<Answer>,
    /// What its author owes because it was drawn by lot.
    owes: Owes,
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
    /// What the first of two who overturn it would answer; empty where there is none.
    pub first_answer: String,
    pub answer: Option<String>,
    pub answered_by: Option<String>,
    pub answered_at: Option<OffsetDateTime>,
}

pub async fn page(reading: Reading, sent: Revision) -> Result<Response> {
    let standing = reading.standing();
    let Reading { chrome, db, item, notice, .. } = reading;
    let mut form = FormData::default();
    form.set("version", item.version.to_string());
    let mut page = AppealPage::of(chrome, &db, item, standing, sent, form).await?;
    page.form.set("message", page.appeal.first_answer.clone());
    Ok(Page(AppealPage { notice, ..page }).into_response())
}

/// `POST /admin/items/{id}/appeal-answer`: shows what the author will read; decides only what was shown before and is
/// confirmed.
pub async fn answer(desk: Desk) -> Result<Response> {
    let (chrome, member, state, id, form) = desk.parts();
    let db = &state.db;
    let version = form.value("version").parse().unwrap_or(0);
    examine_new(db, id).await?;
    let item = queries::item(db, id).await?.filter(|item| item.is_held_by(&member, version));
    let Some((item, sent)) = item.and_then(of_appeal) else {
        return stale::answer(chrome, db, id, form).await;
    };
    queries::prolong(db, id, member.id, claim::minutes(&state.limits)).await?;
    let answer = match Answer::read(&form, draws::owes(db, id).await?) {
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
    let done = match decide(db, &state.mail, id, version, &member, &answer).await? {
        Decided::Done => answer.ruling.word(),
        Decided::HalfWay => "approved_first",
        Decided::Stale => return stale::answer(chrome, db, id, form).await,
    };
    Ok(claim::next(db, &member, &state.limits, done).await?.into_response())
}

/// `POST /admin/items/{id}/appeal-proof`: lets the appeal wait for a proof from its author, who is told what for.
pub async fn ask_for_proof(desk: Desk) -> Result<Response> {
    let (chrome, member, state, id, form) = desk.parts();
    let db = &state.db;
    let version = form.value("version").parse().unwrap_or(0);
    let item = queries::item(db, id).await?.filter(|item| item.is_held_by(&member, version));
    let Some((item, sent)) = item.filter(Item::may_be_held).and_then(of_appeal) else {
        return stale::answer(chrome, db, id, form).await;
    };
    let wordings = queries::wordings(db).await?;
    let asked = match Decision::asking_for_proof(&form, &item.signals, &wordings) {
        Ok(asked) => asked,
        Err(errors) => {
            let page = AppealPage::of(chrome, db, item, Standing::Yours, sent, form).await?;
            return Ok(refused(AppealPage { errors, ..page }));
        }
    };
    if !hold_for_proof(db, &state.mail, (id, version, member.id), &member, &asked).await? {
        return stale::answer(chrome, db, id, form).await;
    }
    Ok(claim::next(db, &member, &state.limits, asked.verdict.word()).await?.into_response())
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
            owes: draws::owes(db, item.id).await?,
            appeal: queries::appeal(db, item.id).await?.ok_or(AppError::NotFound)?,
            facts: facts::facts(&report, &item.path_name, &others, &item.signals),
            answers: facts::answers(&report),
            checks: if item.examined { signals::checks(&item.signals) } else { Vec::new() },
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
