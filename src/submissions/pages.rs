use super::{
    Choices, Draft, Given, Submission, assemble,
    form::{self, Step, lengths},
    link::{self, Link},
    meanwhile::{self, Saved},
    queries,
    sum::Sum,
    what_if::WhatIf,
};
use crate::{
    limits,
    reports::Kind,
    state::{AppState, Routes},
    values::{Cents, ClosedList, usd},
    web::{Chrome, Errors, Form, FormData, Page, Query, Result, Visitor, refused},
};
use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use sqlx::{Connection as _, PgConnection, PgPool};
use std::cmp::Ordering;

/// The control that carries up to which answer a page was filled in.
const TOLD_UP_TO: &str = "told_up_to";

/// One of the five pages of a report. Their controls are in `submissions/form/`.
#[derive(Debug, Template)]
#[template(path = "submissions/page.html")]
pub struct FormPage {
    chrome: Chrome,
    step: Step,
    link: Link,
    form: FormData,
    errors: Errors,
    starting: bool,
    told_up_to: i32,
    /// What its fields hold in the draft.
    marks: String,
    /// What was saved since it was shown, where that and its answers differ.
    to_choose: Vec<Saved>,
    choices: Choices,
    /// The sum a month, after costs, above which proof may be asked for; in US dollars.
    proof_from: Cents,
    sum: Option<Sum>,
    /// Whether every page is in order, so that one may go straight back to the check.
    complete: bool,
    /// Whether the start lies too far back to be registered and may be told afterwards instead.
    may_tell_afterwards: bool,
    what_ifs: Vec<WhatIf>,
}

/// `/m/{secret}/what` and its like: each page's GET and POST.
pub fn routes(mut routes: Routes) -> Routes {
    for &step in Step::ALL {
        let address = format!("/m/{{secret}}/{}", step.word());
        routes = routes
            .get(&address, async move |link, chrome, query, db| show(step, link, chrome, query, db).await)
            .post_long(
                &address,
                lengths::bytes_of(step.fields()),
                async move |link, chrome, state, visitor, form| {
                    save(step, link, chrome, state, visitor, form).await
                },
            );
    }
    routes
}

/// Shows a page with what was typed before, and with `?path=` that path; `?again` marks what is wrong with it.
async fn show(
    step: Step,
    link: Link,
    chrome: Chrome,
    query: Query,
    State(db): State<PgPool>,
) -> Result<Response> {
    let choices = Choices::load(&db).await?;
    let mut conn = db.acquire().await?;
    let mut draft = Draft::of(&mut conn, &link.submission, &choices).await?;
    let marks = meanwhile::marks(&draft.form, step.fields());
    suggest_path(&mut draft.form, query.first("path"));
    let given = Given::load(&mut conn, &draft, choices).await?;
    let again = query.0.iter().any(|(name, _)| name == "again");
    let errors = if again { step.errors(&draft, &given) } else { Errors::default() };
    Ok(Page(FormPage::new(step, link, chrome, draft, marks, given, errors)).into_response())
}

/// Chooses the path from whose page the author comes, unless one is chosen.
pub fn suggest_path(form: &mut FormData, path: Option<&str>) {
    if let Some(path) = path
        && form.value("path").is_empty()
    {
        form.set("path", path);
    }
}

/// Keeps every word, right or wrong, and only then says what is wrong. Whoever goes back is told nothing.
async fn save(
    step: Step,
    link: Link,
    chrome: Chrome,
    State(state): State<AppState>,
    visitor: Visitor,
    Form(form): Form,
) -> Result<Response> {
    count(&state, visitor, &link.submission, step.fields(), &form).await?;
    let AppState { db, .. } = state;
    let choices = Choices::load(&db).await?;
    let mut conn = db.acquire().await?;
    let Some(kept) = keep(&mut conn, &link.submission, step.fields(), &form, &choices).await? else {
        return Ok(link::unknown());
    };
    let Kept { submission, draft, filled_in, marks, to_choose } = kept;
    let link = Link { submission, ..link };
    if !to_choose.is_empty() {
        let given = Given::load(&mut conn, &draft, choices).await?;
        let mut errors = meanwhile::complaints(&to_choose);
        if let Some(complaint) = filled_in.complaint() {
            let is_said = errors.get("revenue_total").is_some();
            errors.add(if is_said { "weeks_active" } else { "revenue_total" }, complaint);
        }
        let page = FormPage::new(step, link, chrome, draft, marks, given, errors);
        return Ok((StatusCode::CONFLICT, Page(FormPage { to_choose, ..page })).into_response());
    }
    let is_keepable = lengths::is_keepable(&draft.form, step.fields());
    if is_keepable && let Some(to) = tell_afterwards(&mut conn, &link, &form).await? {
        return Ok(to);
    }
    if let (Some(previous), "back", FilledIn::Alike, true) =
        (step.previous(), form.value("then"), &filled_in, is_keepable)
    {
        return Ok(Redirect::to(&link.secret.url(previous.word())).into_response());
    }
    let given = Given::load(&mut conn, &draft, choices).await?;
    let mut errors = lengths::complaints(&draft.form, step.fields());
    errors.extend(step.errors(&draft, &given));
    if let Some(complaint) = filled_in.complaint() {
        errors.add("revenue_total", complaint);
    }
    if !errors.is_empty() {
        return Ok(refused(FormPage::new(step, link, chrome, draft, marks, given, errors)));
    }
    let onward = match form.value("then") {
        "sum" => "money#sum",
        "check" => "check",
        _ => step.next().map_or("check", ClosedList::word),
    };
    Ok(Redirect::to(&link.secret.url(onward)).into_response())
}

/// Counts what saving this page writes against the visitor's limit: the whole draft with it, and nothing where it changes
/// nothing or cannot be kept.
pub async fn count(
    state: &AppState,
    visitor: Visitor,
    submission: &Submission,
    fields: &'static [&'static str],
    form: &FormData,
) -> Result<()> {
    let met = meanwhile::meet(&submission.draft.clone().unwrap_or_default(), form, fields);
    if !lengths::is_keepable(&met.form, fields) || (met.is_known && submission.draft.is_some()) {
        return Ok(());
    }
    let kib = u32::try_from(met.form.bytes().div_ceil(1024)).unwrap_or(u32::MAX);
    limits::spend_many(&state.db, state.limits.rate_draft, "draft", visitor, kib).await
}

/// A draft with a page's answers in it.
pub struct Kept {
    pub submission: Submission,
    pub draft: Draft,
    pub filled_in: FilledIn,
    /// Those of the page's fields as they were saved.
    pub marks: String,
    /// What was saved since the page was shown, where that and the page differ; then nothing of the page is saved.
    pub to_choose: Vec<Saved>,
}

/// Whether the sums on a page hold the same answers to follow-ups as those of its draft.
#[derive(PartialEq, Eq)]
pub enum FilledIn {
    Alike,
    Earlier,
    Later,
}

impl FilledIn {
    fn complaint(&self) -> Option<&'static str> {
        match self {
            Self::Alike => None,
            Self::Earlier => Some(
                "An answer of yours was let through since this page was opened, and is in your draft already. \
                 Add it to these amounts and hours, and save them again",
            ),
            Self::Later => Some(
                "Your draft was begun before your last answer was let through, and that is added to it by itself. \
                 Take it out of these amounts and hours, and save them again",
            ),
        }
    }
}

/// Puts the page's answers into the draft; `None` if the submission was erased meanwhile. Words that a draft cannot keep,
/// which the page complains of, go back to their author only, and so do sums that do not fit the draft and whatever
/// would overwrite what was saved since the page was shown.
pub async fn keep(
    conn: &mut PgConnection,
    submission: &Submission,
    fields: &'static [&'static str],
    form: &FormData,
    choices: &Choices,
) -> Result<Option<Kept>> {
    let mut tx = conn.begin().await?;
    let Some(submission) = queries::lock(&mut tx, submission.id).await? else { return Ok(None) };
    let of_page = form.value(TOLD_UP_TO).parse().ok();
    // An answer let through since the page was shown is not in the sums on it.
    let now = match of_page.filter(|_| submission.draft.is_none()) {
        Some(number) => Draft::told_up_to(&mut tx, &submission, choices, number).await?,
        None => Draft::of(&mut tx, &submission, choices).await?,
    };
    let met = meanwhile::meet(&now.form, form, fields);
    let has_sums = !now.is_start() && !met.is_known && fields.contains(&"revenue_total");
    let filled_in = match of_page.filter(|_| has_sums).map(|number: i32| number.cmp(&now.told_up_to)) {
        None | Some(Ordering::Equal) => FilledIn::Alike,
        Some(Ordering::Less) => FilledIn::Earlier,
        Some(Ordering::Greater) => FilledIn::Later,
    };
    let to_choose = meanwhile::to_choose(&met, &now, choices);
    let is_keepable = lengths::is_keepable(&met.form, fields);
    let is_saved = is_keepable && filled_in == FilledIn::Alike && to_choose.is_empty();
    // What is there already is not written once more.
    if is_saved && !(met.is_known && submission.draft.is_some()) {
        queries::save_draft(&mut tx, submission.id, &met.form, now.told_up_to).await?;
    }
    tx.commit().await?;
    let marks = meanwhile::marks(if is_saved { &met.form } else { &now.form }, fields);
    let draft = Draft { form: met.form, ..now };
    Ok(Some(Kept { submission, draft, filled_in, marks, to_choose }))
}

/// Makes a start that was never sent one that is told afterwards, for whoever asks for it, and leads on.
pub async fn tell_afterwards(
    conn: &mut PgConnection,
    link: &Link,
    form: &FormData,
) -> Result<Option<Response>> {
    if !form.has("kind", Kind::ToldAfterwards.word()) {
        return Ok(None);
    }
    let mut tx = conn.begin().await?;
    if !queries::tell_afterwards(&mut tx, link.submission.id).await? {
        return Ok(None);
    }
    tx.commit().await?;
    Ok(Some(Redirect::to(&link.secret.url(Step::When.word())).into_response()))
}

impl FormPage {
    fn new(
        step: Step,
        link: Link,
        chrome: Chrome,
        draft: Draft,
        marks: String,
        given: Given,
        errors: Errors,
    ) -> Self {
        let dates = form::when::read(&draft, &given).ok().map(|part| part.when);
        let sum = form::money::read(&draft, &given, dates.as_ref()).ok();
        Self {
            chrome: chrome.at("/share"),
            step,
            starting: draft.is_start(),
            told_up_to: draft.told_up_to,
            marks,
            to_choose: Vec::new(),
            complete: assemble(&draft, &given).is_ok(),
            may_tell_afterwards: form::when::is_start_amiss(&errors)
                && link.submission.last_revision_id.is_none(),
            sum: sum.filter(|_| step == Step::Money).map(|part| Sum::of(&part)),
            form: draft.form,
            what_ifs: given.what_ifs,
            choices: given.choices,
            proof_from: given.proof_from,
            link,
            errors,
        }
    }

    fn url(&self, page: &str) -> String {
        self.link.secret.url(page)
    }

    /// The number of the page, from 1.
    fn number(&self) -> usize {
        Step::ALL.iter().position(|step| *step == self.step).map_or(1, |position| position + 1)
    }

    fn title(&self) -> &'static str {
        self.step.title(self.starting)
    }

    /// What counts as income, and from which sum on it may take a proof.
    fn income_hint(&self) -> String {
        format!(
            "Everything that customers and platforms paid you, before costs and tax. Enter 0 if nothing ever came in. \
             If more than {} a month is left after costs, a moderator may ask to see one document that supports it.",
            usd(self.proof_from)
        )
    }

    /// The words for a report told afterwards, or for a start.
    fn says(&self, afterwards: &'static str, starting: &'static str) -> &'static str {
        if self.starting { starting } else { afterwards }
    }
}
