//! The words of letters, and the page that each opens.

use super::{
    decision::{Decision, Said, Words},
    kind::{LetterKind, NOTHING_LEFT},
    queries::{self, Letter, Report, Waiting},
    settings::{Server, secret_of},
};
use crate::{
    clock,
    values::{Email, LetterId},
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

const UNWRITABLE: &str = "no mail server takes an address like this one";

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

/// The ending of every letter about a decision stands in its template.
#[derive(Debug, Template)]
#[template(path = "mail/decision.txt")]
struct DecisionLetter<'a> {
    site: &'a Site,
    words: &'a str,
    page: String,
}

/// Shows that letters go out.
#[derive(Debug, Template)]
#[template(path = "mail/test.txt")]
struct Test<'a> {
    site: &'a Site,
}

/// The letter that this secret opens the page of. The outer `None`: it opens none. The inner one: it did once, and the
/// address is forgotten.
pub async fn find(db: &PgPool, id: LetterId, secret: &Secret) -> sqlx::Result<Option<Option<Letter>>> {
    // What is compared are hashes, so that the time it takes tells nothing.
    if secret_of(db, id).await?.hash() != secret.hash() {
        return Ok(None);
    }
    queries::find(db, id).await.map(Some)
}

/// From now on the person behind the address is written to.
pub async fn confirm(db: &PgPool, letter: &Letter) -> sqlx::Result<()> {
    queries::confirm(db, letter.submission_id, &letter.email).await
}

/// The letter as it is sent; or why it is not: nothing is left to say, as the address was confirmed or the follow-up
/// answered, or nobody can write to such an address.
pub async fn compose(
    db: &PgPool,
    server: &Server,
    waiting: &Waiting,
    words: Words,
) -> anyhow::Result<Result<Message, &'static str>> {
    let Ok(to) = Email::parse(&waiting.email) else { return Ok(Err(UNWRITABLE)) };
    let site = &server.site;
    let path = secret_of(db, waiting.id).await?.under(&format!("/mail/{}", waiting.id), "");
    let page = format!("{}{path}", site.base_url);
    let stop = format!("<{page}/stop>");
    let said = match waiting.kind {
        LetterKind::Confirmation => question(site, &queries::unconfirmed(db, waiting.id).await?, page)?,
        LetterKind::Reminder => reminder(site, &queries::due_reports(db, waiting.id).await?, page)?,
        kind => {
            let (submission_id, item_id) = (waiting.submission_id, waiting.item_id);
            let decision = Decision { kind, submission_id, item_id, site: site.clone() };
            words(db.clone(), decision).await?.map(|said| told(site, &said, page)).transpose()?
        }
    };
    let Some((subject, words)) = said else { return Ok(Err(NOTHING_LEFT)) };
    let message = Message::builder()
        // The same each time it is tried, so that receivers can tell.
        .message_id(Some(format!("<letter-{}@{}>", waiting.id, server.name)))
        .from(server.from.clone())
        .to(mailbox(&to)?)
        .subject(subject)
        .raw_header(header("Auto-Submitted", "auto-generated".to_owned()))
        .raw_header(header("List-Unsubscribe", stop))
        .raw_header(header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned()));
    Ok(Ok(message.singlepart(SinglePart::plain(words))?))
}

/// A letter that says nothing of anybody, to see whether letters arrive.
pub fn test(server: &Server, to: &Email) -> anyhow::Result<Message> {
    note(server, to, "A test of First Bucket's emails", Test { site: &server.site }.render()?)
}

/// A letter that no row of the outbox stands for.
pub fn note(server: &Server, to: &Email, subject: &str, words: String) -> anyhow::Result<Message> {
    let number = clock::machine_now().unix_timestamp_nanos();
    let message = Message::builder()
        .message_id(Some(format!("<note-{number}@{}>", server.name)))
        .from(server.from.clone())
        .to(mailbox(to)?)
        .subject(subject)
        .raw_header(header("Auto-Submitted", "auto-generated".to_owned()));
    Ok(message.singlepart(SinglePart::plain(words))?)
}

fn mailbox(to: &Email) -> anyhow::Result<Mailbox> {
    let (name, domain) = to.written();
    Ok(Mailbox::new(None, Address::new(name, domain)?))
}

/// Subject and words; none when there is no report left to ask about.
type Text = Option<(String, String)>;

fn question(site: &Site, reports: &[Report], page: String) -> askama::Result<Text> {
    if reports.is_empty() {
        return Ok(None);
    }
    let words = Confirmation { site, reports, page }.render()?;
    Ok(Some(("May we write to you about your report?".to_owned(), words)))
}

fn reminder(site: &Site, reports: &[Report], page: String) -> askama::Result<Text> {
    let Some(first) = reports.first() else { return Ok(None) };
    let subject = format!("{} months on: how does it go?", first.months);
    Ok(Some((subject, Reminder { site, reports, page }.render()?)))
}

fn told(site: &Site, said: &Said, page: String) -> askama::Result<(String, String)> {
    Ok((said.subject.to_owned(), DecisionLetter { site, words: &said.words, page }.render()?))
}

fn header(name: &'static str, value: String) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value)
}
