use super::{going_on::GoingOn, standing::Standing};
use crate::{
    limits::{self, Threshold},
    mail::Mail,
    submissions::{
        EMPTY_DAYS, KEPT_DAYS, ReviewState, Sent, State as SubmissionState,
        contact::Contact,
        drafts,
        form::{Choices, Draft, DraftContext},
        private_link::Link,
        queries::{self, Appeal, Presence, Redacted, contacts, revision},
    },
    values::ExperienceId,
    web::{Chrome, Page, Result, filters},
};
use askama::Template;
use axum::extract::State;
use sqlx::PgPool;
use time::{Date, Duration};

/// How a report stands, for whoever holds its private link: first what is wanted of them.
#[derive(Debug, Template)]
#[template(path = "submissions/status.html")]
pub struct StatusPage {
    chrome: Chrome,
    link: Link,
    headline: String,
    /// Every revision, the newest first.
    sent: Vec<Sent>,
    /// The number of the public page, while there is one.
    public_id: Option<ExperienceId>,
    contact: Option<Contact>,
    /// Whether the site has a mail server to write through.
    writes_letters: bool,
    /// The one against the refusal of the last version.
    appeal: Option<Appeal>,
    /// Net a month from which proof may be asked for, in words.
    proof_from: String,
    /// What a moderator wants changed because of a reader's flag.
    wanted: Vec<String>,
    /// What was taken out of it by order.
    redacted: Vec<Redacted>,
    /// Where to go on with what is being written.
    open_page: String,
    /// What that says otherwise than the version that was sent last.
    unsent: Option<Vec<&'static str>>,
    going_on: GoingOn,
    presence: Presence,
}

/// `GET /m/{secret}`
pub async fn page(
    link: Link,
    chrome: Chrome,
    State(db): State<PgPool>,
    State(mail): State<Mail>,
) -> Result<Page<StatusPage>> {
    let id = link.submission.id;
    let (open_page, unsent) = written(&db, &link).await?;
    let sent = queries::history(&db, id).await?;
    let last = match link.submission.last_revision_id {
        Some(last) => revision::find(&mut *db.acquire().await?, last).await?,
        None => None,
    };
    Ok(Page(StatusPage {
        chrome: chrome.at("/share"),
        going_on: GoingOn::load(&db, &link.submission, last.as_ref(), &sent).await?,
        headline: last.map(|report| report.story.headline).unwrap_or_default(),
        public_id: queries::public_id(&db, id).await?,
        contact: contacts::find(&db, id).await?,
        writes_letters: mail.is_on(),
        proof_from: limits::thresholds(&db).await?.in_words(Threshold::ProofFrom),
        appeal: match sent.first() {
            Some(last) => queries::appeal_of(&db, last.revision_id).await?,
            None => None,
        },
        wanted: queries::wanted(&db, id).await?,
        redacted: queries::redacted(&db, id).await?,
        presence: queries::presence(&db, id).await?,
        open_page,
        unsent,
        sent,
        link,
    }))
}

/// Where to go on with what is being written, and what it says otherwise than what was sent last.
async fn written(db: &PgPool, link: &Link) -> Result<(String, Option<Vec<&'static str>>)> {
    let choices = Choices::load(db).await?;
    let mut conn = db.acquire().await?;
    let draft = Draft::of(&mut conn, &link.submission, &choices).await?;
    let given = DraftContext::load(&mut conn, &draft, choices).await?;
    let unsent = drafts::unsent(&mut conn, &link.submission, &draft, &given.choices).await?;
    Ok((drafts::open_page(&draft, &given), unsent))
}

impl StatusPage {
    fn standing(&self) -> Standing<'_> {
        Standing::new(self.link.submission.state, self.latest())
    }

    fn latest(&self) -> Option<&Sent> {
        self.sent.first()
    }

    fn review(&self) -> Option<ReviewState> {
        self.latest().map(|sent| sent.review)
    }

    fn is_draft(&self) -> bool {
        self.link.submission.state == SubmissionState::Draft
    }

    fn is_withdrawn(&self) -> bool {
        self.link.submission.state == SubmissionState::Withdrawn
    }

    fn is_live(&self) -> bool {
        self.link.submission.state == SubmissionState::Published
    }

    /// What a moderator says to the last version beside publishing it.
    fn said_with_approval(&self) -> Option<&Sent> {
        self.latest().filter(|sent| sent.review == ReviewState::Approved && !sent.message.is_empty())
    }

    /// What the moderator wants, when the last version was not taken as it is.
    fn refusal(&self) -> Option<&Sent> {
        let refused = |review| {
            matches!(review, ReviewState::ChangesRequested | ReviewState::Rejected | ReviewState::Upheld)
        };
        self.latest().filter(|sent| refused(sent.review) && !self.is_withdrawn())
    }

    /// What a moderator asks to be shown before the last version is published.
    fn proof_wanted(&self) -> Option<&Sent> {
        self.latest().filter(|sent| sent.held_since.is_some() && self.is_waiting())
    }

    fn wants_changes(&self) -> bool {
        self.review() == Some(ReviewState::ChangesRequested)
    }

    /// Whether the refusal of the last version may be appealed against: once.
    fn may_appeal(&self) -> bool {
        self.review() == Some(ReviewState::Rejected) && !self.is_withdrawn()
    }

    /// Until when a version refused for good is kept.
    fn kept_until(&self) -> Option<Date> {
        let over = matches!(self.review(), Some(ReviewState::Rejected | ReviewState::Upheld));
        let decided = self.latest()?.decided_at.filter(|_| over)?;
        Some(decided.date() + Duration::days(KEPT_DAYS.into()))
    }

    /// Until when what was never sent is kept, if nothing more is done.
    fn unsent_until(&self) -> Option<Date> {
        let erasable =
            matches!(self.link.submission.state, SubmissionState::Draft | SubmissionState::NotPublished);
        let unsent = erasable && self.link.submission.last_revision_id.is_none();
        let days = if self.is_empty() { EMPTY_DAYS } else { KEPT_DAYS };
        unsent.then(|| self.presence.last + Duration::days(days.into()))
    }

    /// Whether nothing was ever saved.
    fn is_empty(&self) -> bool {
        self.link.submission.draft_version == 0
    }

    fn is_waiting(&self) -> bool {
        matches!(self.review(), Some(ReviewState::Queued | ReviewState::Claimed | ReviewState::Appealed))
    }
}
