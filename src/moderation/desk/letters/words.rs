use crate::{
    mail::{self, Decision, LetterKind, Said},
    moderation::{Item, ItemKind, Subject, decisions::verdict::unquoted, queries},
    submissions::{KEPT_DAYS, ReviewState},
};
use askama::Template;
use futures_util::future::BoxFuture;
use sqlx::PgPool;

/// What a decision says to its author, beneath the greeting. Of what the report says nothing stands in it but its headline:
/// mail passes through many hands.
#[derive(Debug, Template)]
#[template(path = "moderation/letter.txt")]
struct Letter {
    kind: LetterKind,
    reference: String,
    /// In the author's words, set in.
    headline: String,
    /// Of the public page, set in; empty while there is none.
    url: String,
    /// Whether it is about a change to what is published.
    is_change: bool,
    /// Whether it is about an answer to what is published.
    is_answer: bool,
    reasons: Vec<String>,
    /// The moderator's, set in.
    message: String,
}

/// The words for a decision; none when it holds no longer.
pub fn words(db: PgPool, decision: Decision) -> BoxFuture<'static, anyhow::Result<Option<Said>>> {
    Box::pin(async move { say(&db, &decision).await })
}

async fn say(db: &PgPool, decision: &Decision) -> anyhow::Result<Option<Said>> {
    let kind = decision.kind;
    let item = queries::item(db, decision.item_id).await?.filter(|item| holds(kind, item));
    let about = queries::about(db, decision.submission_id).await?;
    let about = about.filter(|about| about.experience_id.is_some() || !says_it_is_public(kind));
    let Some((item, about)) = item.zip(about) else { return Ok(None) };
    let url = about.experience_id.map(|id| format!("{}/experiences/{id}", decision.site.base_url));
    let letter = Letter {
        kind,
        reference: about.reference,
        headline: mail::quoted(&about.headline),
        url: mail::quoted(&url.unwrap_or_default()),
        is_change: item.kind == ItemKind::Amendment,
        is_answer: item.kind == ItemKind::Update,
        reasons: reasons(kind, &item),
        message: mail::quoted(&message(db, kind, &item).await?),
    };
    Ok(Some(Said { subject: subject(kind, letter.is_change), words: without_gaps(&letter.render()?) }))
}

/// Whether the item still stands as this letter says.
fn holds(kind: LetterKind, item: &Item) -> bool {
    match kind {
        LetterKind::Published | LetterKind::AnswerCounted => item.state == ReviewState::Approved,
        LetterKind::ChangesAsked => item.state == ReviewState::ChangesRequested,
        LetterKind::Refused | LetterKind::AnswerRefused => item.state == ReviewState::Rejected,
        LetterKind::ProofAsked => {
            let waits = [ReviewState::Queued, ReviewState::Claimed, ReviewState::Appealed];
            item.held_since.is_some() && waits.contains(&item.state)
        }
        LetterKind::RefusalUpheld | LetterKind::Hidden | LetterKind::ChangeWanted => {
            item.state == ReviewState::Upheld
        }
        LetterKind::RefusalOverturned => item.state == ReviewState::Overturned,
        LetterKind::ShownAgain => matches!(item.state, ReviewState::Approved | ReviewState::Overturned),
        LetterKind::Confirmation | LetterKind::Reminder => false,
    }
}

fn says_it_is_public(kind: LetterKind) -> bool {
    matches!(
        kind,
        LetterKind::Published
            | LetterKind::RefusalOverturned
            | LetterKind::AnswerCounted
            | LetterKind::ChangeWanted
            | LetterKind::ShownAgain
    )
}

fn subject(kind: LetterKind, is_change: bool) -> &'static str {
    match (kind, is_change) {
        (LetterKind::Published, false) => "Your report is published",
        (LetterKind::Published, true) => "The change to your report is published",
        (LetterKind::ChangesAsked, false) => "Before we publish your report, please change something",
        (LetterKind::ChangesAsked, true) => "Before we publish your change, please change something",
        (LetterKind::Refused, false) => "We do not publish your report",
        (LetterKind::Refused, true) => "We do not publish the change to your report",
        (LetterKind::ProofAsked, _) => "We ask to see one document",
        (LetterKind::RefusalUpheld, _) => "Your appeal: the refusal stands",
        (LetterKind::RefusalOverturned, _) => "Your appeal: your report is published",
        (LetterKind::AnswerCounted, _) => "What you told us counts now",
        (LetterKind::AnswerRefused, _) => "What you told us does not count",
        (LetterKind::Hidden, _) => "Your report is off the site until it is changed",
        (LetterKind::ChangeWanted, _) => "Please change something in your report",
        (LetterKind::ShownAgain, _) => "Your report is back on the site",
        (LetterKind::Confirmation | LetterKind::Reminder, _) => "About your report",
    }
}

/// The reasons of this decision; an item that was published or appealed may still hold those of an earlier one.
fn reasons(kind: LetterKind, item: &Item) -> Vec<String> {
    let has_reasons = matches!(
        kind,
        LetterKind::ChangesAsked | LetterKind::Refused | LetterKind::ProofAsked | LetterKind::AnswerRefused
    );
    if !has_reasons {
        return Vec::new();
    }
    item.reasons.iter().map(|reason| listed(reason.for_author())).collect()
}

/// A line of a list, its mark where the quoted words are set in.
fn listed(reason: &str) -> String {
    mail::quoted(reason).replacen("  ", "- ", 1)
}

/// What a moderator wrote to the author with this decision.
async fn message(db: &PgPool, kind: LetterKind, item: &Item) -> sqlx::Result<String> {
    let words = match (kind, &*item.subject) {
        (LetterKind::RefusalUpheld | LetterKind::RefusalOverturned, _) => {
            queries::appeal(db, item.id).await?.and_then(|appeal| appeal.answer)
        }
        (LetterKind::Hidden | LetterKind::ChangeWanted, Subject::Flag { id }) => {
            queries::flag(db, *id).await?.map(|flag| flag.to_author)
        }
        (LetterKind::ShownAgain, _) => None,
        _ => Some(unquoted(&item.message, &item.signals)),
    };
    Ok(words.unwrap_or_default())
}

/// What a template leaves between its parts becomes one empty line.
fn without_gaps(text: &str) -> String {
    let mut kept = String::new();
    for line in text.trim().lines().map(str::trim_end) {
        if !(line.is_empty() && (kept.is_empty() || kept.ends_with("\n\n"))) {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept.trim_end().to_owned()
}
