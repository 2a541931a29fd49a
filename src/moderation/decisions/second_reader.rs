use super::{
    conflict,
    decide::{Decided, Ruling, decide},
    settle::DecisionRequest,
    written::Written,
};
use crate::{
    moderation::{Action, Done, Held, Submission, queries},
    submissions::ReviewState,
    web::{Form, Path, Result},
};
use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use sqlx::PgConnection;

struct SecondReader;

impl Ruling for SecondReader {
    fn fits(&self, submission: Option<&Submission>) -> bool {
        submission.is_some_and(|submission| submission.revision_id.is_some())
    }

    async fn judge(&self, conn: &mut PgConnection, held: &Held<'_>) -> sqlx::Result<bool> {
        queries::hand_over(conn, held).await
    }

    fn written(&self) -> Written<'_> {
        let (action, done) = (Action::SecondReaderAsked, Done::SecondReaderAsked);
        Written::of(ReviewState::Queued, action, None, done)
    }
}

/// `POST /admin/items/{id}/second-reader`: somebody else is to decide this one.
pub async fn ask(request: DecisionRequest) -> Result<Response> {
    let DecisionRequest { chrome, member, state: State(state), id: Path(item), form: Form(form) } = request;
    let held = Held { item, version: Held::version(&form), by: &member };
    match decide(&state.db, &state.mail, &held, &SecondReader).await? {
        // Not on to the next: that may be this one again, where two must approve it.
        Decided::Done | Decided::HalfWay => Ok(Done::SecondReaderAsked.to_queue().into_response()),
        Decided::Conflict => conflict::answer(chrome, &state.db, item, form, None).await,
    }
}
