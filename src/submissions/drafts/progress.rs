//! Where somebody goes on who comes back to a report that is not sent yet, and what of a sent one is changed.

use super::merge::unchanged;
use crate::{
    submissions::{
        Submission,
        form::{self, Answer, Choices, Draft, DraftContext, Step, plan},
    },
    values::ClosedList as _,
};
use sqlx::PgConnection;

/// The end of the address of the first page that was never filled in, or of one that was and has something to mend; of the
/// check when there is neither.
pub fn open_page(draft: &Draft, given: &DraftContext) -> String {
    if draft.is_start() {
        return of_start(draft, given);
    }
    for step in Step::ALL {
        if !step.is_begun(&draft.form) {
            return step.word().to_owned();
        }
        if let Some((field, _)) = step.errors(draft, given).all().first() {
            return format!("{}?again#{field}", step.word());
        }
    }
    "check".to_owned()
}

/// A start has one page; what few want to add is on the others.
fn of_start(draft: &Draft, given: &DraftContext) -> String {
    if !is_begun(draft) {
        return plan::PAGE.to_owned();
    }
    match form::complaints(draft, given).first() {
        Some(complaint) => {
            let page = plan::page_of(complaint.step, complaint.field);
            format!("{page}?again#{}", complaint.field)
        }
        None => "check".to_owned(),
    }
}

/// Whether anything is answered at all.
pub fn is_begun(draft: &Draft) -> bool {
    Step::ALL.iter().any(|step| step.is_begun(&draft.form))
}

/// The differences of the draft from the version that was sent last; none before anything was sent, or while nothing is
/// being written.
pub async fn unsent(
    conn: &mut PgConnection,
    submission: &Submission,
    draft: &Draft,
    choices: &Choices,
) -> sqlx::Result<Option<Vec<&'static str>>> {
    if submission.draft.is_none() || submission.last_revision_id.is_none() {
        return Ok(None);
    }
    let as_sent = Submission { draft: None, ..submission.clone() };
    let as_sent = Draft::told_up_to(conn, &as_sent, choices, draft.told_up_to).await?;
    let answers = |draft: &Draft| -> Vec<Answer> {
        Step::ALL.iter().flat_map(|step| step.answers(draft, choices)).collect()
    };
    let (now, before) = (answers(draft), answers(&as_sent));
    let said = |answers: &[Answer], field: &str| {
        answers
            .iter()
            .find(|answer| answer.field == field)
            .map_or(String::new(), |answer| unchanged(&answer.said))
    };
    let mut changed = Vec::new();
    for Answer { label, field, .. } in now.iter().chain(&before) {
        if said(&now, field) != said(&before, field) && !changed.contains(label) {
            changed.push(*label);
        }
    }
    Ok(Some(changed))
}
