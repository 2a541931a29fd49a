use super::{Answer, Appeal, Outcome};
use crate::{
    experiences::path_figures,
    mail::LetterKind,
    moderation::{
        Action, Done, Held, Item, Revision, Subject, Submission,
        decisions::{
            decide::{Ruling, publish},
            kind::{Kind, Reading},
            settle::{DecisionRequest, settle},
            verdict::DecisionContext,
            written::Written,
        },
        queries,
        signals::{
            draws::{self, Owes},
            facts::{self, Fact},
        },
    },
    reports::Report,
    submissions::{ReviewState, options, revision},
    values::ExperienceId,
    web::{AppError, Chrome, Errors, FormData, Result, filters},
};
use askama::Template;
use axum::response::Response;
use sqlx::{PgConnection, PgPool};

/// A refused report whose author asks for another reading, beside the refusal and the author's words.
#[derive(Debug, Template)]
#[template(path = "moderation/appeal.html")]
struct AppealPage {
    chrome: Chrome,
    reading: Reading,
    sent: Revision,
    facts: Vec<Fact>,
    answers: Vec<(&'static str, String)>,
    report: Report,
    appeal: Appeal,
    rulings: Vec<(&'static str, &'static str, &'static str)>,
    preview: Option<Answer>,
    /// What its author owes because it was drawn by lot.
    owes: Owes,
}

/// `POST /admin/items/{id}/appeal-answer`.
pub async fn answer(request: DecisionRequest) -> Result<Response> {
    settle(Appeals, request).await
}

/// A second reading of what was refused. Whoever refused the report can hold no appeal against that: the schema refuses it.
/// To overturn is to publish, and takes what publishing takes.
pub struct Appeals;

/// What is appealed against, and how.
pub struct Appealed {
    sent: Revision,
    appeal: Appeal,
}

impl Kind for Appeals {
    type Subject = Appealed;
    type Ruling = Answer;

    async fn subject(db: &PgPool, item: &Item) -> sqlx::Result<Option<Appealed>> {
        let Subject::Appeal(sent) = item.subject.0.clone() else { return Ok(None) };
        Ok(queries::appeal(db, item.id).await?.map(|appeal| Appealed { sent, appeal }))
    }

    fn begin(_: &Item, of: &Appealed, form: &mut FormData) {
        form.set("message", of.appeal.first_answer.clone());
    }

    fn read(&self, form: &FormData, _: &Appealed, context: &DecisionContext<'_>) -> Result<Answer, Errors> {
        Answer::read(form, context.owes)
    }

    async fn page(
        chrome: Chrome,
        reading: Reading,
        Appealed { sent, appeal }: Appealed,
        preview: Option<Answer>,
    ) -> Result<impl Template> {
        let Reading { db, item, .. } = &reading;
        let report = revision::find(&mut *db.acquire().await?, sent.id).await?;
        let report = report.ok_or(AppError::NotFound)?;
        let others = path_figures::of_path(db, report.path_id).await?.amounts();
        Ok(AppealPage {
            owes: draws::owes(db, item.id).await?,
            facts: facts::facts(&report, &item.path_name, &others, &item.signals),
            answers: facts::answers(&report),
            rulings: options::plain::<Outcome>(),
            chrome,
            reading,
            sent,
            appeal,
            report,
            preview,
        })
    }
}

impl Ruling for Answer {
    fn lets_through(&self) -> bool {
        self.overturns()
    }

    async fn pass_on(&self, conn: &mut PgConnection, held: &Held<'_>) -> sqlx::Result<bool> {
        queries::pass_appeal_on(conn, held, &self.written()).await
    }

    async fn judge(&self, conn: &mut PgConnection, held: &Held<'_>) -> sqlx::Result<bool> {
        queries::answer_appeal(conn, held, &self.written()).await
    }

    async fn take_effect(
        &self,
        conn: &mut PgConnection,
        of: &Submission,
    ) -> sqlx::Result<Option<ExperienceId>> {
        if self.overturns() { publish(conn, of).await.map(Some) } else { Ok(None) }
    }

    fn written(&self) -> Written<'_> {
        let written = match self.ruling {
            Outcome::Overturned => {
                let letter = Some(LetterKind::RefusalOverturned);
                Written::of(ReviewState::Overturned, Action::Overturned, letter, Done::Overturned)
            }
            Outcome::Upheld => {
                let letter = Some(LetterKind::RefusalUpheld);
                Written::of(ReviewState::Upheld, Action::Upheld, letter, Done::Upheld)
            }
        };
        Written { message: &self.message, ..written }
    }
}
