//! The way of every decision on the screen: what is decided was held, read and previewed in the version that it is made on.

use super::{
    conflict,
    decide::{Decided, Ruling as _, decide},
    kind::{Kind, Reading},
    verdict::DecisionContext,
};
use crate::{
    accounts::Member,
    moderation::{
        Done, Held, queries,
        queue::lease,
        signals::{draws, examine::examine_new},
    },
    state::AppState,
    values::ItemId,
    web::{AppError, Chrome, Errors, Form, FormData, Page, Path, Result, refused},
};
use axum::{
    extract::{FromRequest, State},
    response::{IntoResponse as _, Response},
};

/// A decision as it was sent.
#[derive(Debug, FromRequest)]
#[from_request(state(AppState))]
pub struct DecisionRequest {
    pub chrome: Chrome,
    pub member: Member,
    pub state: State<AppState>,
    pub id: Path<ItemId>,
    pub form: Form,
}

/// Shows the item to whoever looks at it.
pub async fn show<K: Kind>(chrome: Chrome, mut reading: Reading) -> Result<Response> {
    let subject = K::subject(&reading.db, &reading.item).await?.ok_or(AppError::NotFound)?;
    K::begin(&reading.item, &subject, &mut reading.form);
    Ok(Page(K::page(chrome, reading, subject, None).await?).into_response())
}

/// Reads the decision, and shows what its author will read where the kind has a preview; carries out only what was shown
/// before and is confirmed, and leads to the next item. 409 when the item is not as it was read, 422 for what is to be
/// mended, each with every word kept.
pub async fn settle<K: Kind>(kind: K, request: DecisionRequest) -> Result<Response> {
    let DecisionRequest { chrome, member, state: State(state), id: Path(id), form: Form(form) } = request;
    let db = &state.db;
    examine_new(db, id).await?;
    let held = Held { item: id, version: Held::version(&form), by: &member };
    let item = queries::item(db, id).await?.filter(|item| item.is_held(&held));
    let subject = match &item {
        Some(item) => K::subject(db, item).await?,
        None => None,
    };
    let Some((item, subject)) = item.zip(subject) else {
        return conflict::answer(chrome, db, id, form, None).await;
    };
    queries::prolong(db, id, member.id, lease::minutes(&state.limits)).await?;
    let context = DecisionContext {
        signals: &item.signals,
        change_rounds: item.change_rounds,
        owes: draws::owes(db, id).await?,
        wordings: queries::wordings(db).await?,
    };
    let ruling = kind.read(&form, &subject, &context);
    if let Ok(ruling) = &ruling
        && (!K::IS_PREVIEWED || is_confirmed(&form, &ruling.fingerprint()))
    {
        let done = match decide(db, &state.mail, &held, ruling).await? {
            Decided::Done => ruling.written().done,
            Decided::HalfWay => Done::ApprovedFirst,
            Decided::Conflict => return conflict::answer(chrome, db, id, form, None).await,
        };
        return Ok(lease::next(db, &member, &state.limits, done).await?.into_response());
    }
    let (preview, errors) = match ruling {
        Ok(ruling) => (Some(ruling), Errors::default()),
        Err(errors) => (None, errors),
    };
    let is_refused = preview.is_none();
    let reading = Reading { member, db: state.db, item, form, errors, notice: None };
    let page = K::page(chrome, reading, subject, preview).await?;
    Ok(if is_refused { refused(page) } else { Page(page).into_response() })
}

fn is_confirmed(form: &FormData, fingerprint: &str) -> bool {
    form.value("confirmed") == "yes" && form.value("previewed") == fingerprint
}
