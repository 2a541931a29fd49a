use super::{decide, queries};
use crate::{
    clock::{self, Clock},
    experiences::path_figures,
    figures::Fences,
    limits::{self, Threshold, Thresholds},
    reports::{MonthlyBand, ReportWithUpdates, Update, UpdateState},
    submissions::{self, Link, draw, update, update_form},
    values::{ClosedList as _, SubmissionId, UsdCents, how_many},
    web::{Chrome, Errors, Form, FormData, FormKey, Page, Result, Visitor, filters, refused},
};
use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse as _, Redirect, Response},
};
use sqlx::{PgConnection, PgPool};
use time::Date;

/// The control that says how many answers there were when the page was shown.
const AFTER: &str = "after";

/// Four questions about what happened since the last answer.
#[derive(Debug, Template)]
#[template(path = "followups/answer.html")]
pub struct AnswerPage {
    chrome: Chrome,
    place: Place,
    told: ReportWithUpdates,
    /// The sum a month, after costs, above which proof may be asked for; in US dollars.
    proof_from: UsdCents,
    form: FormData,
    errors: Errors,
}

/// Where the questions are asked: under a private link, or on the page of a letter that asks for them.
#[derive(Debug)]
pub struct Place {
    pub submission_id: SubmissionId,
    /// Where the answers are sent.
    pub action: String,
    /// Where whoever answered is led, and whoever does not want to now.
    pub back: String,
}

impl From<&Link> for Place {
    fn from(link: &Link) -> Self {
        let (action, back) = (link.url("update"), link.url(""));
        Self { submission_id: link.submission.id, action, back }
    }
}

/// `GET /m/{secret}/update`: for published reports; of others there is nothing to follow up yet.
pub async fn page(link: Link, chrome: Chrome, State(db): State<PgPool>) -> Result<Response> {
    ask(Place::from(&link), chrome, &db).await
}

/// The questions, or the way back where there are none.
pub async fn ask(place: Place, chrome: Chrome, db: &PgPool) -> Result<Response> {
    let mut conn = db.acquire().await?;
    let Some(told) = update::standing(&mut conn, place.submission_id).await? else { return Ok(back(&place)) };
    let proof_from = limits::thresholds(&mut *conn).await?.proof_from();
    let last = last_number(&update::updates(&mut *conn, place.submission_id).await?);
    let (chrome, form) = (chrome.at("/share"), ready(FormData::default(), last)?);
    Ok(Page(AnswerPage { chrome, place, told, proof_from, form, errors: Errors::default() }).into_response())
}

/// `POST /m/{secret}/update`
pub async fn submit(
    link: Link,
    chrome: Chrome,
    State(db): State<PgPool>,
    State(clock): State<Clock>,
    visitor: Visitor,
    Form(form): Form,
) -> Result<Response> {
    take(Place::from(&link), chrome, &db, clock, visitor, form).await
}

/// Keeps the answer. One that leaves the outcome as it was counts at once, unread; any other waits for a moderator, and
/// until it was read no other is taken: both would tell of the same time. A page from before the last answer says so
/// first. The same form sent twice is one answer.
pub async fn take(
    place: Place,
    chrome: Chrome,
    db: &PgPool,
    clock: Clock,
    visitor: Visitor,
    form: FormData,
) -> Result<Response> {
    // Before the transaction, which holds a connection of its own.
    let origin = submissions::origin_of(db, visitor).await?;
    let fences = fences(db, place.submission_id).await?;
    let lots = draw::Lots::of(db).await?;
    let mut tx = db.begin().await?;
    let Some(submission) = submissions::lock(&mut tx, place.submission_id).await? else {
        return Ok(submissions::unknown_link());
    };
    let Some(told) = update::standing(&mut tx, submission.id).await? else { return Ok(back(&place)) };
    let key = FormKey::parse(form.value("form_key")).map(|key| key.hash("update"));
    if let Some(key) = &key
        && update::is_kept(&mut *tx, key).await?
    {
        return Ok(back(&place));
    }
    let thresholds = limits::thresholds(&mut *tx).await?;
    let proof_from = thresholds.proof_from();
    let read = update_form::read(&form, &told, clock.today(), proof_from);
    let before = update::updates(&mut *tx, submission.id).await?;
    let was_last = form.value(AFTER).parse().unwrap_or_else(|_| last_number(&before));
    let newer = before.last().filter(|update| update.number > was_last);
    let obstacle = if update::waits(&mut *tx, submission.id).await? {
        Some("Your last answer still waits for a moderator. Send this once it was read".to_owned())
    } else if submissions::changes_currency(&mut *tx, submission.id).await? {
        Some(
            "Your change to another currency still waits for a moderator. Send this once it was read"
                .to_owned(),
        )
    } else {
        newer.map(told_meanwhile)
    };
    match (read, key) {
        (Ok(update), Some(key)) if obstacle.is_none() => {
            let sent = Sent { submission_id: submission.id, key: &key, origin };
            let ticket = draw::ticket_of_answer(submission.id, last_number(&before) + 1);
            let is_drawn = update.gains()
                && told.after(&update).report.gains()
                && (lots.draws(&ticket) || draw::is_unproved(&mut *tx, submission.id, &ticket).await?);
            let waits = is_drawn || told.is_far_out(&update, &fences);
            let update = update.unless(waits || must_wait(&mut tx, &sent, &thresholds).await?);
            let class = told.after(&update).report.figures().monthly_net_band;
            keep(&mut tx, &sent, &update, class, clock.today()).await?;
            tx.commit().await?;
            Ok(back(&place))
        }
        (read, _) => {
            let (form, mut errors) = (ready(form, last_number(&before))?, read.err().unwrap_or_default());
            if let Some(obstacle) = obstacle {
                errors.add("still_doing", obstacle);
            } else if errors.is_empty() {
                errors.add(
                    "still_doing",
                    "This page came from an old copy. Check your answers and send them once more",
                );
            }
            Ok(refused(AnswerPage { chrome: chrome.at("/share"), place, told, proof_from, form, errors }))
        }
    }
}

/// Those of the report's path; the fixed ones where it is not published, and so takes no answer.
async fn fences(db: &PgPool, submission_id: SubmissionId) -> sqlx::Result<Fences> {
    let Some(path) = queries::path_of(db, submission_id).await? else { return Ok(Fences::default()) };
    Ok(path_figures::of_path(db, path).await?.fences(&limits::thresholds(db).await?))
}

/// An answer as it was sent: about which report, with which form, from where.
struct Sent<'a> {
    submission_id: SubmissionId,
    key: &'a [u8],
    origin: i64,
}

/// Whether somebody reads it first whatever it says: it ends a silence, which figures count, or is one of several from one
/// address.
async fn must_wait(conn: &mut PgConnection, sent: &Sent<'_>, thresholds: &Thresholds) -> sqlx::Result<bool> {
    let today = clock::machine_today();
    let others = update::from_origin(&mut *conn, today, sent.origin).await?;
    let several = others + 1 >= i64::from(thresholds.of(Threshold::ManyFromOne));
    Ok(several || queries::is_silent(conn, sent.submission_id).await?)
}

/// `class` is the outcome's, with this answer.
async fn keep(
    conn: &mut PgConnection,
    sent: &Sent<'_>,
    update: &Update,
    class: MonthlyBand,
    today: Date,
) -> sqlx::Result<()> {
    let id = update::insert(conn, sent.submission_id, sent.key, update).await?;
    update::note_origin(&mut *conn, id, clock::machine_today(), sent.origin).await?;
    match update.state {
        UpdateState::Waiting => queries::queue(conn, sent.submission_id, id, class.word()).await,
        _ => {
            decide::count(&mut *conn, sent.submission_id, today).await?;
            queries::record_unread(conn, sent.submission_id, class.word()).await
        }
    }
}

fn back(place: &Place) -> Response {
    Redirect::to(&place.back).into_response()
}

fn last_number(updates: &[Update]) -> i32 {
    updates.last().map_or(0, |update| update.number)
}

fn told_meanwhile(newer: &Update) -> String {
    format!(
        "You sent another answer after this page was opened: {} came in, {} spent, {}. \
         If what is below comes on top of that, send it once more",
        newer.came_in(),
        newer.spent(),
        how_many(newer.hours, "hour")
    )
}

/// The form with a key that sent nothing yet, after the last answer.
fn ready(mut form: FormData, last: i32) -> Result<FormData> {
    form.set(AFTER, last.to_string());
    let key = FormKey::random()?;
    form.set("form_key", key.as_str());
    Ok(form)
}

impl AnswerPage {
    fn currency(&self) -> &'static str {
        self.told.report.money.currency.word()
    }

    fn has_said(&self, field: &str) -> bool {
        !self.form.value(field).is_empty() || self.errors.get(field).is_some()
    }

    fn has_earned(&self) -> bool {
        self.told.report.when.first_income_on.is_some()
    }
}
