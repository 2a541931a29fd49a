use super::{Answer, decide::decide};
use crate::{
    case_studies, experiences,
    flags::{FlagState, Reason},
    moderation::{
        ItemId, claim,
        item::{Item, Standing, Subject},
        queries,
        reading::Reading,
        review::Desk,
        stale,
    },
    values::Slug,
    web::{AppError, Chrome, Errors, FormData, Page, Result, filters, refused},
};
use askama::Template;
use axum::response::{IntoResponse as _, Response};
use sqlx::PgPool;
use time::OffsetDateTime;

/// What a reader found wrong, beside what is published.
#[derive(Debug, Template)]
#[template(path = "moderation/flag.html")]
struct FlagPage {
    chrome: Chrome,
    item: Item,
    standing: Standing,
    flag: Flag,
    /// What readers see of it, part by part: title and text.
    published: Vec<(&'static str, String)>,
    earlier: Vec<Earlier>,
    choices: Vec<(&'static str, &'static str, &'static str)>,
    form: FormData,
    errors: Errors,
    preview: Option<Answer>,
    notice: Option<&'static str>,
}

#[derive(Debug)]
pub struct Flag {
    pub id: i64,
    pub reference: String,
    pub reason: Reason,
    pub words: String,
    pub email: Option<String>,
    pub suspicions: Vec<String>,
    pub state: FlagState,
    pub answer: Option<String>,
    pub to_author: String,
    pub submission_id: Option<i64>,
    /// How the flagged report stands.
    pub submission_state: Option<crate::submissions::State>,
    pub case_slug: Option<String>,
    /// The public page that it is about; none while there is none.
    pub url: Option<String>,
}

/// Another flag on the same thing.
#[derive(Debug)]
pub struct Earlier {
    pub item: ItemId,
    pub reason: Reason,
    pub state: FlagState,
    pub made_at: OffsetDateTime,
    pub words: String,
    pub answer: Option<String>,
}

impl Flag {
    fn is_published_report(&self) -> bool {
        self.submission_id.is_some() && self.url.is_some()
    }

    fn is_editors(&self) -> bool {
        self.submission_id.is_none()
    }
}

pub async fn page(reading: Reading, flag: i64) -> Result<Response> {
    let flag = queries::flag(&reading.db, flag).await?.ok_or(AppError::NotFound)?;
    let standing = reading.standing();
    let Reading { chrome, db, item, notice, .. } = reading;
    let mut form = FormData::default();
    form.set("version", item.version.to_string());
    let page = FlagPage::of(chrome, &db, item, standing, flag, form).await?;
    Ok(Page(FlagPage { notice, ..page }).into_response())
}

/// `POST /admin/items/{id}/flag-answer`: shows what the reader and the author will read; decides only what was shown
/// before and is confirmed.
pub async fn answer(desk: Desk) -> Result<Response> {
    let (chrome, member, state, id, form) = desk.parts();
    let db = &state.db;
    let version = form.value("version").parse().unwrap_or(0);
    let item = queries::item(db, id).await?.filter(|item| item.is_held_by(&member, version));
    let Some((item, flag)) = of_flag(db, item).await? else {
        return stale::answer(chrome, db, id, form).await;
    };
    queries::prolong(db, id, member.id, claim::minutes(&state.limits)).await?;
    let answer = match Answer::read(&form, flag.is_published_report()) {
        Ok(answer) => answer,
        Err(errors) => {
            let page = FlagPage::of(chrome, db, item, Standing::Yours, flag, form).await?;
            return Ok(refused(FlagPage { errors, ..page }));
        }
    };
    if form.value("confirmed") != "yes" || form.value("previewed") != answer.fingerprint() {
        let page = FlagPage::of(chrome, db, item, Standing::Yours, flag, form).await?;
        return Ok(Page(FlagPage { preview: Some(answer), ..page }).into_response());
    }
    if !decide(db, &state.mail, id, version, &member, &answer).await? {
        return stale::answer(chrome, db, id, form).await;
    }
    Ok(claim::next(db, &member, &state.limits, "answered").await?.into_response())
}

async fn of_flag(db: &PgPool, item: Option<Item>) -> sqlx::Result<Option<(Item, Flag)>> {
    let Some(item) = item else { return Ok(None) };
    let Subject::Flag { id } = item.subject else { return Ok(None) };
    Ok(queries::flag(db, id).await?.map(|flag| (item, flag)))
}

impl FlagPage {
    async fn of(
        chrome: Chrome,
        db: &PgPool,
        item: Item,
        standing: Standing,
        flag: Flag,
        form: FormData,
    ) -> Result<Self> {
        Ok(Self {
            published: published(db, &flag).await?,
            earlier: queries::earlier_flags(db, flag.id).await?,
            choices: Answer::choices(flag.is_published_report()),
            errors: Errors::default(),
            preview: None,
            notice: None,
            chrome,
            item,
            standing,
            flag,
            form,
        })
    }
}

/// What readers see of what is flagged, to be read beside the flag; a path is long and has its own page.
async fn published(db: &PgPool, flag: &Flag) -> Result<Vec<(&'static str, String)>> {
    if let Some(submission) = flag.submission_id {
        let report = experiences::find_of_submission(db, submission).await?;
        return Ok(report.map(|report| of_report(&report)).unwrap_or_default());
    }
    let slug = flag.case_slug.clone().and_then(|slug| Slug::try_from(slug).ok());
    let Some(slug) = slug else { return Ok(Vec::new()) };
    let case = case_studies::find(db, &slug).await?;
    Ok(case.map(|case| vec![("In short", case.lede), ("What it shows", case.lesson)]).unwrap_or_default())
}

fn of_report(report: &experiences::Experience) -> Vec<(&'static str, String)> {
    let facts = report.headline_facts().into_iter().map(|(name, said, _)| (name, said.to_string()));
    let story = report.story().into_iter().map(|(title, text)| (title, text.join("\n\n")));
    facts.chain(story).collect()
}
