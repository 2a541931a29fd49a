use crate::{
    accounts::Member,
    limits::{self, Change, Changer, Threshold, Thresholds},
    values::{ChangeId, ClosedList as _, Prose},
    web::{Chrome, Errors, Form, FormData, Page, Query, Reader, Result, filters, refused},
};
use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use sqlx::PgPool;

/// How many changes are shown.
const MOST_CHANGES: i64 = 50;

/// The numbers by which the queue goes, for admins to change. Everybody reads them on `/limits`.
#[derive(Debug, Template)]
#[template(path = "moderation/settings.html")]
struct SettingsPage {
    chrome: Chrome,
    changes: Vec<Change>,
    /// Whether the numbers were changed while this form was open.
    overtaken: bool,
    saved: bool,
    form: FormData,
    errors: Errors,
}

/// `GET /admin/settings`
pub async fn page(chrome: Chrome, State(db): State<PgPool>, query: Query) -> Result<Response> {
    let in_force = limits::thresholds(&db).await?;
    let mut form = FormData::default();
    for threshold in Threshold::ALL {
        form.set(threshold.word(), in_force.of(*threshold).to_string());
    }
    let page = SettingsPage::of(chrome, &db, form).await?;
    Ok(Page(SettingsPage { saved: query.first("done") == Some("saved"), ..page }).into_response())
}

/// `POST /admin/settings`
pub async fn submit(
    chrome: Chrome,
    member: Member,
    State(db): State<PgPool>,
    Form(form): Form,
) -> Result<Response> {
    let in_force = limits::thresholds(&db).await?;
    let (changed, why) = match read(&form, &in_force) {
        Ok(read) => read,
        Err(errors) => {
            let page = SettingsPage::of(chrome, &db, form).await?;
            return Ok(refused(SettingsPage { errors, ..page }));
        }
    };
    let seen = form.value("seen").parse().unwrap_or(ChangeId(-1));
    let by = Changer { account: member.id, role: member.role.word(), handle: &member.handle };
    let mut tx = db.begin().await?;
    if limits::change(&mut tx, by, seen, &changed, &why).await? {
        tx.commit().await?;
        return Ok(Redirect::to("/admin/settings?done=saved").into_response());
    }
    let page = SettingsPage::of(chrome, &db, form).await?;
    Ok((StatusCode::CONFLICT, Page(SettingsPage { overtaken: true, ..page })).into_response())
}

/// The thresholds that differ from what is in force, and why.
fn read(form: &FormData, in_force: &Thresholds) -> Result<(Vec<(Threshold, i32)>, String), Errors> {
    let mut reader = Reader::new(form);
    let typed = Threshold::ALL.iter().filter_map(|known| {
        let value = reader.parse(known.word(), |typed| known.parse(typed))?;
        (value != in_force.of(*known)).then_some((*known, value))
    });
    let changed: Vec<(Threshold, i32)> = typed.collect();
    let why = reader.parse("why", |typed| Prose::<10, 500>::parse(typed, "The reason"));
    if changed.is_empty() && reader.errors.is_empty() {
        reader.errors.add("why", "No number is different from what is in force");
    }
    match why {
        Some(why) if reader.errors.is_empty() => Ok((changed, why.into_string())),
        _ => Err(reader.errors),
    }
}

impl SettingsPage {
    async fn of(chrome: Chrome, db: &PgPool, mut form: FormData) -> Result<Self> {
        let changes = limits::changes(db, MOST_CHANGES).await?;
        form.set("seen", limits::last_change(db).await?.to_string());
        Ok(Self { chrome, changes, overtaken: false, saved: false, form, errors: Errors::default() })
    }

    fn thresholds(&self) -> &'static [Threshold] {
        Threshold::ALL
    }
}
