use super::{Answer, Earlier, Flag};
use crate::{
    case_studies, experiences,
    flags::Effect,
    mail::LetterKind,
    moderation::{
        Action, Done, Held, Item, Subject, Submission,
        decisions::{
            decide::Ruling,
            fingerprint,
            kind::{Kind, Reading},
            settle::{DecisionRequest, settle},
            verdict::DecisionContext,
            written::Written,
        },
        queries,
    },
    submissions::{ReviewState, State, set_state},
    values::{ClosedList as _, ExperienceId, Slug},
    web::{Chrome, Errors, FormData, Result, filters},
};
use askama::Template;
use axum::response::Response;
use sqlx::{PgConnection, PgPool};

/// What a reader found wrong, beside what is published.
#[derive(Debug, Template)]
#[template(path = "moderation/flag.html")]
struct FlagPage {
    chrome: Chrome,
    reading: Reading,
    flag: Flag,
    /// What readers see of it, part by part: title and text.
    published: Vec<(&'static str, String)>,
    earlier: Vec<Earlier>,
    choices: Vec<(&'static str, &'static str, &'static str)>,
    preview: Option<Answer>,
}

/// `POST /admin/items/{id}/flag-answer`.
pub async fn answer(request: DecisionRequest) -> Result<Response> {
    settle(Flags, request).await
}

/// What is done about what a reader flagged.
pub struct Flags;

impl Kind for Flags {
    type Subject = Flag;
    type Ruling = Answer;

    async fn subject(db: &PgPool, item: &Item) -> sqlx::Result<Option<Flag>> {
        match *item.subject {
            Subject::Flag { id } => queries::flag(db, id).await,
            _ => Ok(None),
        }
    }

    fn read(&self, form: &FormData, flag: &Flag, _: &DecisionContext<'_>) -> Result<Answer, Errors> {
        Answer::read(form, flag.is_published_report())
    }

    async fn page(
        chrome: Chrome,
        reading: Reading,
        flag: Flag,
        preview: Option<Answer>,
    ) -> Result<impl Template> {
        Ok(FlagPage {
            published: published(&reading.db, &flag).await?,
            earlier: queries::earlier_flags(&reading.db, flag.id).await?,
            choices: Answer::choices(flag.is_published_report()),
            chrome,
            reading,
            flag,
            preview,
        })
    }
}

impl Ruling for Answer {
    /// A report that is not on the site any more can neither be hidden nor asked for.
    fn fits(&self, submission: Option<&Submission>) -> bool {
        !self.asks_author() || submission.is_some_and(|report| report.state == State::Published)
    }

    async fn judge(&self, conn: &mut PgConnection, held: &Held<'_>) -> sqlx::Result<bool> {
        Ok(queries::judge(&mut *conn, held, &self.written()).await?
            && queries::answer_flag(conn, held.item, self).await?)
    }

    async fn take_effect(
        &self,
        conn: &mut PgConnection,
        of: &Submission,
    ) -> sqlx::Result<Option<ExperienceId>> {
        if self.effect == Some(Effect::Hidden) {
            set_state(conn, of.id, State::Hidden, None).await?;
        }
        Ok(of.experience_id.filter(|_| of.state == State::Published))
    }

    fn fingerprint(&self) -> String {
        let corrected = if self.corrected { "corrected" } else { "" };
        let effect = self.effect.map_or("", Effect::word);
        fingerprint::of(&[effect, &self.message, &self.to_author, corrected])
    }

    fn written(&self) -> Written<'_> {
        let of = |action, letter| Written::of(ReviewState::Upheld, action, letter, Done::Answered);
        let mut written = match self.effect {
            Some(Effect::Hidden) => of(Action::FlagUpheld, Some(LetterKind::Hidden)),
            Some(Effect::ChangeAsked) => of(Action::FlagUpheld, Some(LetterKind::ChangeWanted)),
            Some(Effect::Answered) => of(Action::FlagUpheld, None),
            None => Written { state: ReviewState::Rejected, ..of(Action::FlagDismissed, None) },
        };
        if self.effect == Some(Effect::Hidden) {
            written.actions.push(Action::Hidden);
        }
        Written { message: &self.message, ..written }
    }
}

/// What readers see of what is flagged, to be read beside the flag; a path is long and has its own page.
async fn published(db: &PgPool, flag: &Flag) -> Result<Vec<(&'static str, String)>> {
    if let Some(submission) = flag.submission_id {
        let report = experiences::find_of_submission(db, submission).await?;
        return Ok(report.map(|report| of_report(&report)).unwrap_or_default());
    }
    let slug = flag.case_slug.clone().and_then(|slug| Slug::try_from(slug).ok());
    let Some(slug) = slug else { return Ok(Vec::new()) };
    let case = case_studies::find(db, &slug).await?;
    Ok(case.map(|case| vec![("In short", case.lede), ("What it shows", case.lesson)]).unwrap_or_default())
}

fn of_report(report: &experiences::Experience) -> Vec<(&'static str, String)> {
    let facts = report.headline_facts().into_iter().map(|(name, said, _)| (name, said.to_string()));
    let story = report.story().into_iter().map(|(title, text)| (title, text.join("\n\n")));
    facts.chain(story).collect()
}
