use super::{
    decide::Ruling,
    kind::{Kind, Reading},
    settle::{DecisionRequest, settle},
    verdict::DecisionContext,
    written::Written,
};
use crate::{
    experiences::{self, Experience},
    followups::{self, Waiting},
    mail::LetterKind,
    moderation::{Action, Done, Item, Submission, queries, signals::draws::Owes},
    reports::{MonthlyBand, Update},
    submissions::{ReasonCode, ReviewState, update},
    values::{ClosedList as _, ExperienceId, Prose},
    web::{Chrome, Errors, FormData, Reader, Result, filters},
};
use askama::Template;
use axum::response::Response;
use sqlx::{PgConnection, PgPool};

/// An author's answer that tells another outcome, jumps or says something in words: what it says, beside the report as it
/// stands, and the verdict.
#[derive(Debug, Template)]
#[template(path = "moderation/followup.html")]
struct FollowupPage {
    chrome: Chrome,
    reading: Reading,
    waiting: Waiting,
    report: Option<Experience>,
    /// What the author told before it, the newest first.
    before: Vec<Update>,
    /// The outcome's class with this answer; none while its report is off the site.
    class: Option<MonthlyBand>,
}

/// `POST /admin/items/{id}/update-answer`.
pub async fn answer(request: DecisionRequest) -> Result<Response> {
    settle(Updates, request).await
}

/// Whether an update counts.
pub struct Updates;

impl Kind for Updates {
    type Subject = Waiting;
    type Ruling = Answer;
    const IS_PREVIEWED: bool = false;

    async fn subject(db: &PgPool, item: &Item) -> sqlx::Result<Option<Waiting>> {
        followups::waiting(db, item.id).await
    }

    fn read(&self, form: &FormData, _: &Waiting, context: &DecisionContext<'_>) -> Result<Answer, Errors> {
        Answer::read(form, context.owes)
    }

    async fn page(
        chrome: Chrome,
        reading: Reading,
        waiting: Waiting,
        _: Option<Answer>,
    ) -> Result<impl Template> {
        let Reading { db, item, .. } = &reading;
        let mut before = update::updates(db, waiting.submission_id).await?;
        before.retain(|told| told.number < waiting.update.number);
        before.reverse();
        Ok(FollowupPage {
            report: experiences::find_of_submission(db, waiting.submission_id).await?,
            class: MonthlyBand::from_word(&queries::class_of(db, item.id).await?),
            chrome,
            reading,
            waiting,
            before,
        })
    }
}

/// Whether an author's answer counts; if not, why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    pub accepted: bool,
    /// None of what counts, as is the message.
    pub reason: Option<ReasonCode>,
    /// To the author.
    pub message: String,
}

impl Answer {
    /// `owes` is what the author has to show before it counts.
    fn read(form: &FormData, owes: Owes) -> Result<Self, Errors> {
        let mut reader = Reader::new(form);
        let accepted = reader.parse("verdict", |word| match word {
            "accept" => Ok(true),
            "refuse" => Ok(false),
            _ => Err("Choose whether the answer counts".to_owned()),
        });
        let reason = reader.optional("reason", |word| {
            ReasonCode::from_word(word).ok_or_else(|| "Choose a reason from the list".to_owned())
        });
        let message = reader.parse("message", |typed| Prose::<0, 2000>::parse(typed, "The message"));
        let message = message.map(Prose::into_string).unwrap_or_default();
        if let Some(complaint) = owes.complaint().filter(|_| accepted == Some(true)) {
            reader.errors.add("verdict", complaint);
        }
        if accepted == Some(false) && reason.is_none() {
            reader.errors.add("reason", "Choose the reason");
        }
        if accepted == Some(false) && message.is_empty() {
            reader.errors.add("message", "Say in your own words why it does not count");
        }
        match accepted {
            // Only what does not count needs a reason; what was written for a refusal goes with no other ruling.
            Some(true) if reader.errors.is_empty() => {
                Ok(Self { accepted: true, reason: None, message: String::new() })
            }
            Some(false) if reader.errors.is_empty() => Ok(Self { accepted: false, reason, message }),
            _ => Err(reader.errors),
        }
    }
}

impl Ruling for Answer {
    fn lets_through(&self) -> bool {
        self.accepted
    }

    async fn take_effect(
        &self,
        conn: &mut PgConnection,
        of: &Submission,
    ) -> sqlx::Result<Option<ExperienceId>> {
        let waiting = followups::waiting(&mut *conn, of.item).await?.ok_or(sqlx::Error::RowNotFound)?;
        if self.accepted {
            followups::accept(conn, &waiting).await?;
            return Ok(waiting.experience_id);
        }
        followups::refuse(conn, &waiting).await?;
        Ok(None)
    }

    fn written(&self) -> Written<'_> {
        let of = |state, action, letter, done| Written::of(state, action, Some(letter), done);
        let written = if self.accepted {
            of(ReviewState::Approved, Action::Approved, LetterKind::AnswerCounted, Done::Counted)
        } else {
            of(ReviewState::Rejected, Action::Rejected, LetterKind::AnswerRefused, Done::NotCounted)
        };
        Written { reasons: self.reason.as_slice(), message: &self.message, ..written }
    }
}
