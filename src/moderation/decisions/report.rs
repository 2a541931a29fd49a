//! The review screen: what was sent on the left, the decision on the right, and the preview between the two.

use super::{
    decide::{Ruling, publish},
    difference::differences,
    kind::{Kind, Reading},
    settle::settle,
    verdict::{Decision, DecisionContext, Verdict},
    written::Written,
};
use crate::{
    charts::{Dot, Strip, Svg, strip_axis},
    experiences::path_figures,
    figures::{Amounts, Ending, words},
    mail::LetterKind,
    moderation::{
        Action, Done, Earlier, Held, Item, LastDecision, LookAlike, Revision, Subject, Submission, Waiting,
        queries::{self, Narrowed},
        queue::list,
        signals::{
            Rule, STORY_FIELDS,
            facts::{self, Fact},
            marked::{self, Piece},
            written,
        },
    },
    reports::Report,
    state::Routes,
    submissions::{State, revision, set_state, update},
    values::{ClosedList as _, ExperienceId, ItemId},
    web::{AppError, Chrome, Errors, FormData, Result, filters},
};
use askama::Template;
use sqlx::{PgConnection, PgPool};

#[derive(Debug, Template)]
#[template(path = "moderation/review.html")]
struct ReviewPage {
    chrome: Chrome,
    reading: Reading,
    sent: Revision,
    headline: Vec<Piece>,
    ending: Ending,
    facts: Vec<Fact>,
    answers: Vec<(&'static str, String)>,
    rank: Option<Rank>,
    story: Vec<(&'static str, Vec<Vec<Piece>>)>,
    look_alikes: Vec<Alike>,
    precedents: Vec<Precedent>,
    last: Option<LastDecision>,
    earlier: Vec<Earlier>,
    /// How many proofs of the report were seen by hand.
    proofs: usize,
    queue: Vec<Waiting>,
    waiting: i64,
    preview: Option<Decision>,
}

/// Where the sum falls among those of the path: needs five reports.
#[derive(Debug)]
struct Rank {
    /// None where there are too many to draw.
    strip: Option<Svg>,
    axis: Svg,
    highest: String,
}

/// `POST /admin/items/{id}/approval` and its like: an address for each verdict.
pub fn routes(mut routes: Routes) -> Routes {
    for &verdict in Verdict::ALL {
        let address = format!("/admin/items/{{id}}/{}", verdict.noun());
        routes = routes.post(&address, async move |request| settle(Reports(verdict), request).await);
    }
    routes
}

/// A verdict on a report, new or changed.
pub struct Reports(Verdict);

impl Kind for Reports {
    type Subject = Revision;
    type Ruling = Decision;

    async fn subject(_: &PgPool, item: &Item) -> sqlx::Result<Option<Revision>> {
        Ok(match &*item.subject {
            Subject::Report(revision) => Some(revision.clone()),
            _ => None,
        })
    }

    // What a first reader wrote goes on to the second; what was asked for with a proof was for then.
    fn begin(item: &Item, _: &Revision, form: &mut FormData) {
        if item.held_since.is_none() {
            form.set("message", item.message.clone());
            form.set("note", item.note.clone());
        }
    }

    fn read(&self, form: &FormData, _: &Revision, context: &DecisionContext<'_>) -> Result<Decision, Errors> {
        Decision::read(self.0, form, context)
    }

    async fn page(
        chrome: Chrome,
        mut reading: Reading,
        sent: Revision,
        preview: Option<Decision>,
    ) -> Result<impl Template> {
        if let Some(decision) = &preview {
            decision.put_into(&mut reading.form);
        }
        let Reading { member, db, item, .. } = &reading;
        let report = revision::find(&mut *db.acquire().await?, sent.id).await?;
        let report = report.ok_or(AppError::NotFound)?;
        // With what its author told since, as readers will see it.
        let told =
            update::with_updates(&mut *db.acquire().await?, sent.submission_id, sent.id, report.clone())
                .await?;
        let published = path_figures::of_path(db, report.path_id).await?.amounts();
        let queue = queries::waiting(db, member.id, &Narrowed::default(), 12, 0).await?;
        let others: Vec<ItemId> = item.signals.iter().filter_map(|signal| signal.other).collect();
        let text = |field: &str, text: &str| marked::paragraphs(field, text, &item.signals);
        Ok(ReviewPage {
            chrome,
            headline: text("headline", &report.story.headline).concat(),
            ending: told.report.when.status.into(),
            facts: facts::facts(&told.report, &item.path_name, &published, &item.signals),
            answers: facts::answers(&report),
            rank: Rank::of(&told.report, &published),
            story: written(&report)
                .iter()
                .zip(STORY_FIELDS)
                .skip(1)
                .take(4)
                .map(|((field, words), (_, label))| (label, text(field, words)))
                .collect(),
            look_alikes: queries::look_alikes(db, &others)
                .await?
                .into_iter()
                .map(|other| Alike::of(&report, other))
                .collect(),
            precedents: Precedent::of(db, item).await?,
            last: list::last_decision(db, member).await?,
            earlier: queries::earlier(db, sent.submission_id).await?,
            proofs: queries::evidence_of(db, sent.submission_id).await?.len(),
            waiting: queue.first().map_or(0, |item| item.total),
            queue,
            preview,
            reading,
            sent,
        })
    }
}

impl Ruling for Decision {
    fn lets_through(&self) -> bool {
        self.verdict == Verdict::Approved
    }

    async fn judge(&self, conn: &mut PgConnection, held: &Held<'_>) -> sqlx::Result<bool> {
        if self.verdict != Verdict::HeldForProof {
            return queries::judge(conn, held, &self.written()).await;
        }
        let waits = queries::hold_for_proof(conn, held, &self.written()).await?;
        if waits {
            queries::note_asked(conn, held.item).await?;
        }
        Ok(waits)
    }

    /// Publishes the revision, or tells the submission where it stands.
    async fn take_effect(
        &self,
        conn: &mut PgConnection,
        of: &Submission,
    ) -> sqlx::Result<Option<ExperienceId>> {
        let next = match self.verdict {
            Verdict::Approved => return publish(conn, of).await.map(Some),
            Verdict::ChangesRequested => State::ChangesRequested,
            Verdict::Rejected => State::NotPublished,
            Verdict::HeldForProof => return Ok(None),
        };
        // What is published already stays so: only the change to it was refused.
        if of.state != State::Published {
            set_state(conn, of.id, next, None).await?;
        }
        Ok(None)
    }

    fn written(&self) -> Written<'_> {
        let (action, letter, done) = match self.verdict {
            Verdict::Approved => (Action::Approved, LetterKind::Published, Done::Approved),
            Verdict::ChangesRequested => {
                (Action::ChangesRequested, LetterKind::ChangesAsked, Done::ChangesRequested)
            }
            Verdict::Rejected => (Action::Rejected, LetterKind::Refused, Done::Rejected),
            Verdict::HeldForProof => (Action::HeldForProof, LetterKind::ProofAsked, Done::HeldForProof),
        };
        let written = Written::of(self.verdict.state(), action, Some(letter), done);
        Written { reasons: &self.reasons, message: &self.message, note: &self.note, ..written }
    }
}

/// A report that is much like this one, both with the words marked that only one of them has.
#[derive(Debug)]
struct Alike {
    other: LookAlike,
    ours: Vec<Piece>,
    theirs: Vec<Piece>,
}

impl Alike {
    fn of(report: &Report, other: LookAlike) -> Self {
        let story = &report.story;
        let parts = [&story.what_i_did, &story.what_went_wrong, &story.tell_a_friend];
        let ours = parts.map(String::as_str).join("\n\n");
        let (ours, theirs) = differences(&ours, &other.story);
        Self { other, ours, theirs }
    }
}

/// What was decided where the same rule noticed something.
#[derive(Debug)]
struct Precedent {
    rule: Rule,
    /// "3 published, 2 changes asked for".
    decided: String,
}

impl Precedent {
    async fn of(db: &PgPool, item: &Item) -> Result<Vec<Self>> {
        let mut rules: Vec<String> =
            item.signals.iter().map(|signal| signal.rule.word().to_owned()).collect();
        rules.dedup();
        let counted = queries::precedents(db, item.id, &rules).await?;
        let of_rule = counted.chunk_by(|one, next| one.rule == next.rule).filter_map(|decided| {
            let rule = decided.first()?.rule;
            let said = decided.iter().map(|of| format!("{} {}", of.count, of.state.label().to_lowercase()));
            Some(Self { rule, decided: said.collect::<Vec<_>>().join(", ") })
        });
        Ok(of_rule.collect())
    }
}

impl Rank {
    fn of(report: &Report, published: &Amounts) -> Option<Self> {
        let monthly = report.figures().monthly_net_usd?;
        if published.sample().is_too_few() {
            return None;
        }
        let dots = Dot::of_all(published.people(), Dot::MOST);
        let strip = Strip { height: 60, claim: Some(monthly), ..Strip::of(&dots) }.draw();
        let highest = published.highest(false)?;
        Some(Self { strip, axis: strip_axis(), highest: words::usd(highest) })
    }
}
