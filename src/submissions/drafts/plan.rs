//! A start on one page: what it takes to register it. Whatever else a report may hold has pages of its own.

use super::{
    merge::{self, Saved},
    save::{self, DraftWithPage},
};
use crate::{
    reports::Kind,
    state::AppState,
    submissions::{
        form::{
            self, Choices, Draft, DraftContext, Step, WhatIf, lengths,
            plan::{FIELDS, PAGE},
        },
        private_link::{self, Link},
    },
    values::{ClosedList as _, Currency},
    web::{Chrome, Errors, Form, FormData, Page, Query, Result, Visitor, refused},
};
use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use sqlx::PgPool;
use time::Date;

const ASKS: &str = "asks";

#[derive(Debug, Template)]
#[template(path = "submissions/plan.html")]
pub struct PlanPage {
    chrome: Chrome,
    link: Link,
    form: FormData,
    errors: Errors,
    /// What its fields hold in the draft.
    marks: String,
    /// What was saved since it was shown, where that and its answers differ.
    to_choose: Vec<Saved>,
    choices: Choices,
    what_ifs: Vec<WhatIf>,
    /// Whether the budget is in a currency without a rate.
    without_rate: bool,
    may_tell_afterwards: bool,
    /// Whether it is shown once more only because the path that was chosen asks for something else.
    asks: bool,
}

/// `GET /m/{secret}/plan`: what was typed before, today for a day, and with `?path=` a path; `?again` marks what is wrong,
/// and `?asks` says why it is shown once more.
pub async fn page(link: Link, chrome: Chrome, query: Query, State(db): State<PgPool>) -> Result<Response> {
    if link.submission.kind != Kind::RegisteredStart {
        return Ok(told_afterwards(&link));
    }
    let choices = Choices::load(&db).await?;
    let mut conn = db.acquire().await?;
    let mut draft = Draft::of(&mut conn, &link.submission, &choices).await?;
    let marks = merge::marks(&draft.form, FIELDS);
    suggest(&mut draft.form, crate::clock::today(&mut *conn).await?, query.first("path"));
    let given = DraftContext::load(&mut conn, &draft, choices).await?;
    let says = |word| query.0.iter().any(|(name, _)| name == word);
    let errors = if says("again") { errors(&draft, &given) } else { Errors::default() };
    let page = PlanPage::new(link, chrome, draft, marks, given, errors);
    Ok(Page(PlanPage { asks: says(ASKS), ..page }).into_response())
}

/// `POST /m/{secret}/plan`: keeps every word, right or wrong, and only then says what is wrong.
pub async fn submit(
    link: Link,
    chrome: Chrome,
    State(state): State<AppState>,
    visitor: Visitor,
    Form(form): Form,
) -> Result<Response> {
    if link.submission.kind != Kind::RegisteredStart {
        return Ok(told_afterwards(&link));
    }
    save::count(&state, visitor, &link.submission, FIELDS, &form).await?;
    let AppState { db, .. } = state;
    let choices = Choices::load(&db).await?;
    let mut conn = db.acquire().await?;
    let kept = save::keep(&mut conn, &link.submission, FIELDS, &form, &choices).await?;
    let Some(DraftWithPage { submission, draft, marks, to_choose, .. }) = kept else {
        return Ok(private_link::unknown());
    };
    let link = Link { submission, ..link };
    if !to_choose.is_empty() {
        let given = DraftContext::load(&mut conn, &draft, choices).await?;
        let errors = merge::complaints(&to_choose);
        let page = PlanPage::new(link, chrome, draft, marks, given, errors);
        return Ok((StatusCode::CONFLICT, Page(PlanPage { to_choose, ..page })).into_response());
    }
    let is_keepable = lengths::is_keepable(&draft.form, FIELDS);
    if is_keepable && let Some(to) = save::tell_afterwards(&mut conn, &link, &form).await? {
        return Ok(to);
    }
    if form.has("then", PAGE) && is_keepable {
        return Ok(Redirect::to(&link.url("plan#what-if")).into_response());
    }
    let given = DraftContext::load(&mut conn, &draft, choices).await?;
    let mut errors = lengths::complaints(&draft.form, FIELDS);
    errors.extend(self::errors(&draft, &given));
    if !errors.is_empty() {
        return Ok(refused(PlanPage::new(link, chrome, draft, marks, given, errors)));
    }
    // Whoever chose a path on the page was asked how others end, and not yet how people on this path do.
    let is_new = |what_if: &WhatIf| !what_if.said.is_empty() && form.all(what_if.field).next().is_none();
    if given.what_ifs.iter().any(is_new) {
        return Ok(Redirect::to(&link.url(&format!("{PAGE}?{ASKS}#what-if"))).into_response());
    }
    Ok(Redirect::to(&link.url("check")).into_response())
}

/// This page has too few questions for what is told afterwards, and would take answers away.
fn told_afterwards(link: &Link) -> Response {
    Redirect::to(&link.url(Step::What.word())).into_response()
}

/// Fills in what nearly everybody would: a day that is not given is today.
fn suggest(form: &mut FormData, today: Date, path: Option<&str>) {
    if ["start_day", "start_month", "start_year"].iter().all(|field| form.value(field).is_empty())
        && form.value("own").is_empty()
    {
        form.set("start_day", today.day().to_string());
        form.set("start_month", u8::from(today.month()).to_string());
        form.set("start_year", today.year().to_string());
    }
    save::suggest_path(form, path);
    if form.value("currency").is_empty() {
        form.set("currency", Currency::Usd.word());
    }
}

/// What is wrong on this page; whatever is wrong elsewhere is told with the check.
fn errors(draft: &Draft, given: &DraftContext) -> Errors {
    let mut errors = Errors::default();
    let complaints = form::complaints(draft, given);
    for field in FIELDS {
        for complaint in complaints.iter().filter(|complaint| complaint.field == *field) {
            errors.add(complaint.field, complaint.words.clone());
        }
    }
    errors
}

impl PlanPage {
    fn new(
        link: Link,
        chrome: Chrome,
        draft: Draft,
        marks: String,
        given: DraftContext,
        errors: Errors,
    ) -> Self {
        let dates = form::when::read(&draft, &given).ok().map(|part| part.when);
        Self {
            chrome: chrome.at("/share"),
            may_tell_afterwards: form::when::is_start_amiss(&errors)
                && link.submission.last_revision_id.is_none(),
            asks: false,
            without_rate: given.average(draft.currency(), dates.as_ref()).is_none(),
            form: draft.form,
            what_ifs: given.what_ifs,
            choices: given.choices,
            marks,
            to_choose: Vec::new(),
            link,
            errors,
        }
    }

    /// The words for a report told afterwards, or for a start, as parts of other pages ask for them.
    fn says(&self, _afterwards: &'static str, starting: &'static str) -> &'static str {
        starting
    }

    /// What folds away is open once there is something in it.
    fn says_more(&self) -> bool {
        let more = ["headline", "what_i_did"];
        more.iter().any(|field| !self.form.value(field).is_empty() || self.errors.get(field).is_some())
    }
}
