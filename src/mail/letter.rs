//! What a letter says, and what its page may know of it.

use super::{
    queries::{self, Report, Waiting},
    settings::{Server, secret_of},
};
use crate::{
    values::closed_list,
    web::{Secret, Site},
};
use askama::Template;
use lettre::{
    Address, Message,
    message::{
        Mailbox, SinglePart,
        header::{HeaderName, HeaderValue},
    },
};
use sqlx::PgPool;
use time::OffsetDateTime;

/// The name of the key that letters' secrets are made with, and of what they open.
pub const LETTER: &str = "letter";

closed_list! {
    pub enum LetterKind {
        Confirmation = "confirmation" => "Asks whether the address may be written to",
        Reminder = "reminder" => "Says that a follow-up is due",
    }
}

/// A letter and the contact that it goes to.
#[derive(Debug, Clone)]
pub struct Kept {
    pub id: i64,
    pub submission_id: i64,
    pub kind: LetterKind,
    pub email: String,
    pub confirmed_at: Option<OffsetDateTime>,
}

#[derive(Debug, Template)]
#[template(path = "mail/confirmation.txt")]
struct Confirmation<'a> {
    site: &'a Site,
    reports: &'a [Report],
    page: String,
}

#[derive(Debug, Template)]
#[template(path = "mail/reminder.txt")]
struct Reminder<'a> {
    site: &'a Site,
    reports: &'a [Report],
    page: String,
}

/// The letter that this secret opens the page of. The outer `None`: it opens none. The inner one: it did once, and the
/// address is forgotten.
pub async fn find(db: &PgPool, id: i64, secret: &Secret) -> sqlx::Result<Option<Option<Kept>>> {
    // What is compared are hashes, so that the time it takes tells nothing.
    if secret_of(db, id).await?.hash() != secret.hash() {
        return Ok(None);
    }
    queries::find(db, id).await.map(Some)
}

/// From now on the person behind the address is written to.
pub async fn confirm(db: &PgPool, letter: &Kept) -> sqlx::Result<()> {
    queries::confirm(db, letter.submission_id, &letter.email).await
}

/// The letter as it is sent; none when nothing is left to say: the address was confirmed, the follow-up answered.
pub async fn compose(db: &PgPool, server: &Server, waiting: &Waiting) -> anyhow::Result<Option<Message>> {
    let reports = match waiting.kind {
        LetterKind::Confirmation => queries::unconfirmed(db, waiting.id).await?,
        LetterKind::Reminder => queries::due_reports(db, waiting.id).await?,
    };
    let Some(first) = reports.first() else { return Ok(None) };
    let site = &server.site;
    let path = secret_of(db, waiting.id).await?.under(&format!("/mail/{}", waiting.id), "");
    let page = format!("{}{path}", site.base_url);
    let stop = format!("<{page}/stop>");
    let (subject, words) = match waiting.kind {
        LetterKind::Confirmation => (
            "May we write to you about your report?".to_owned(),
            Confirmation { site, reports: &reports, page }.render()?,
        ),
        LetterKind::Reminder => (
            format!("{} months on: how does it go?", first.months),
            Reminder { site, reports: &reports, page }.render()?,
        ),
    };
    let message = Message::builder()
        // The same each time it is tried, so that receivers can tell.
        .message_id(Some(format!("<letter-{}@{}>", waiting.id, site.host())))
        .from(server.from.clone())
        .to(Mailbox::new(None, waiting.email.parse::<Address>()?))
        .subject(subject)
        .raw_header(header("Auto-Submitted", "auto-generated".to_owned()))
        .raw_header(header("List-Unsubscribe", stop))
        .raw_header(header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned()));
    Ok(Some(message.singlepart(SinglePart::plain(words))?))
}

fn header(name: &'static str, value: String) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value)
}
