//! How what was filled in on a page is kept.

use super::merge::{self, Saved};
use crate::{
    limits,
    reports::Kind,
    state::AppState,
    submissions::{
        Submission,
        form::{Choices, Draft, Step, lengths},
        private_link::Link,
        queries,
    },
    values::ClosedList as _,
    web::{FormData, Result, Visitor},
};
use axum::response::{IntoResponse as _, Redirect, Response};
use sqlx::{Connection as _, PgConnection};
use std::cmp::Ordering;

/// The control that carries up to which answer a page was filled in.
const TOLD_UP_TO: &str = "told_up_to";

/// Counts what saving this page writes against the visitor's limit: the whole draft with it, and nothing where it changes
/// nothing or cannot be kept.
pub async fn count(
    state: &AppState,
    visitor: Visitor,
    submission: &Submission,
    fields: &'static [&'static str],
    form: &FormData,
) -> Result<()> {
    let merged = merge::merge(&submission.draft.clone().unwrap_or_default(), form, fields);
    if !lengths::is_keepable(&merged.form, fields) || (merged.is_known && submission.draft.is_some()) {
        return Ok(());
    }
    let kib = u32::try_from(merged.form.bytes().div_ceil(1024)).unwrap_or(u32::MAX);
    limits::spend_many(&state.db, state.limits.rate_draft, "draft", visitor, kib).await
}

/// A draft with a page's answers in it.
pub struct DraftWithPage {
    pub submission: Submission,
    pub draft: Draft,
    /// How many answers to follow-ups the sums on the page hold, compared with those of the draft.
    filled_in: Ordering,
    /// Those of the page's fields as they were saved.
    pub marks: String,
    /// Words that were saved since the page was shown, where they and the page differ; then nothing of the page is
    /// saved.
    pub to_choose: Vec<Saved>,
}

impl DraftWithPage {
    /// Said where the sums on the page hold fewer answers to follow-ups than those of the draft, or more.
    pub fn complaint(&self) -> Option<&'static str> {
        match self.filled_in {
            Ordering::Equal => None,
            Ordering::Less => Some(
                "An answer of yours was let through since this page was opened, and is in your draft already. \
                 Add it to these amounts and hours, and save them again",
            ),
            Ordering::Greater => Some(
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
) -> Result<Option<DraftWithPage>> {
    let mut tx = conn.begin().await?;
    let Some(submission) = queries::lock(&mut tx, submission.id).await? else { return Ok(None) };
    let of_page = form.value(TOLD_UP_TO).parse().ok();
    // An answer let through since the page was shown is not in the sums on it.
    let now = match of_page.filter(|_| submission.draft.is_none()) {
        Some(number) => Draft::told_up_to(&mut tx, &submission, choices, number).await?,
        None => Draft::of(&mut tx, &submission, choices).await?,
    };
    let merged = merge::merge(&now.form, form, fields);
    let has_sums = !now.is_start() && !merged.is_known && fields.contains(&"revenue_total");
    let of_page = of_page.filter(|_| has_sums);
    let filled_in = of_page.map_or(Ordering::Equal, |number: i32| number.cmp(&now.told_up_to));
    let to_choose = merge::to_choose(&merged, &now, choices);
    let is_keepable = lengths::is_keepable(&merged.form, fields);
    let is_saved = is_keepable && filled_in.is_eq() && to_choose.is_empty();
    // What is there already is not written once more.
    if is_saved && !(merged.is_known && submission.draft.is_some()) {
        queries::save_draft(&mut tx, submission.id, &merged.form, now.told_up_to).await?;
    }
    tx.commit().await?;
    let marks = merge::marks(if is_saved { &merged.form } else { &now.form }, fields);
    let draft = Draft { form: merged.form, ..now };
    Ok(Some(DraftWithPage { submission, draft, filled_in, marks, to_choose }))
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
    Ok(Some(Redirect::to(&link.url(Step::When.word())).into_response()))
}

/// Chooses the path from whose page the author comes, unless one is chosen.
pub fn suggest_path(form: &mut FormData, path: Option<&str>) {
    if let Some(path) = path
        && form.value("path").is_empty()
    {
        form.set("path", path);
    }
}
