use super::{
    merge::{self, Saved},
    save::{self, DraftWithPage},
};
use crate::{
    state::{AppState, Routes},
    submissions::{
        form::{self, Choices, Draft, DraftContext, Step, Sum, WhatIf, assemble, lengths},
        private_link::{self, Link},
    },
    values::{ClosedList, UsdCents},
    web::{Chrome, Errors, Form, FormData, Page, Query, Result, Visitor, filters, refused},
};
use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use sqlx::PgPool;

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
    proof_from: UsdCents,
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
    let marks = merge::marks(&draft.form, step.fields());
    save::suggest_path(&mut draft.form, query.first("path"));
    let given = DraftContext::load(&mut conn, &draft, choices).await?;
    let again = query.0.iter().any(|(name, _)| name == "again");
    let errors = if again { step.errors(&draft, &given) } else { Errors::default() };
    Ok(Page(FormPage::new(step, link, chrome, draft, marks, given, errors)).into_response())
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
    save::count(&state, visitor, &link.submission, step.fields(), &form).await?;
    let AppState { db, .. } = state;
    let choices = Choices::load(&db).await?;
    let mut conn = db.acquire().await?;
    let Some(kept) = save::keep(&mut conn, &link.submission, step.fields(), &form, &choices).await? else {
        return Ok(private_link::unknown());
    };
    let complaint = kept.complaint();
    let DraftWithPage { submission, draft, marks, to_choose, .. } = kept;
    let link = Link { submission, ..link };
    if !to_choose.is_empty() {
        let given = DraftContext::load(&mut conn, &draft, choices).await?;
        let mut errors = merge::complaints(&to_choose);
        if let Some(complaint) = complaint {
            let is_said = errors.get("revenue_total").is_some();
            errors.add(if is_said { "weeks_active" } else { "revenue_total" }, complaint);
        }
        let page = FormPage::new(step, link, chrome, draft, marks, given, errors);
        return Ok((StatusCode::CONFLICT, Page(FormPage { to_choose, ..page })).into_response());
    }
    let is_keepable = lengths::is_keepable(&draft.form, step.fields());
    if is_keepable && let Some(to) = save::tell_afterwards(&mut conn, &link, &form).await? {
        return Ok(to);
    }
    if let (Some(previous), "back", None, true) =
        (step.previous(), form.value("then"), complaint, is_keepable)
    {
        return Ok(Redirect::to(&link.url(previous.word())).into_response());
    }
    let given = DraftContext::load(&mut conn, &draft, choices).await?;
    let mut errors = lengths::complaints(&draft.form, step.fields());
    errors.extend(step.errors(&draft, &given));
    if let Some(complaint) = complaint {
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
    Ok(Redirect::to(&link.url(onward)).into_response())
}

impl FormPage {
    fn new(
        step: Step,
        link: Link,
        chrome: Chrome,
        draft: Draft,
        marks: String,
        given: DraftContext,
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
            sum: sum.filter(|_| step == Step::Money).map(|part| {
                let months = given.months(dates.as_ref());
                Sum::of(&part.effort, &part.money, &part.plan, &given.rates, months)
            }),
            form: draft.form,
            what_ifs: given.what_ifs,
            choices: given.choices,
            proof_from: given.proof_from,
            link,
            errors,
        }
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
            self.proof_from
        )
    }

    /// The words for a report told afterwards, or for a start.
    fn says(&self, afterwards: &'static str, starting: &'static str) -> &'static str {
        if self.starting { starting } else { afterwards }
    }
}
