//! The review screen: what was sent on the left, the decision on the right, and the preview between the two.

use super::{
    Decided, Decision, ItemId, Verdict, claim, decide,
    decision::Ground,
    difference::differences,
    draws,
    examine::examine_new,
    facts::{self, Fact},
    item::{Earlier, Item, LastDecision, LookAlike, Revision, Standing, Waiting},
    marked::{self, Piece},
    queries::{self, Narrowed},
    queue,
    reading::Reading,
    signals::{self, Check, Rule, STORY_FIELDS},
    stale,
};
use crate::{
    accounts::Member,
    charts::{Dot, Strip, Svg, strip_axis},
    experiences::path_figures,
    figures::{Ending, Spread, words},
    reports::Report,
    state::AppState,
    submissions::{ReasonCode, revision, update},
    values::{ClosedList as _, Word},
    web::{AppError, Chrome, Errors, Form, FormData, Page, Path, Result, filters, refused},
};
use askama::Template;
use axum::{
    extract::{FromRequest, State},
    response::{IntoResponse as _, Response},
};
use sqlx::PgPool;

/// More dots than this are a blot.
const MOST_DOTS: usize = 1_000;

#[derive(Debug, Template)]
#[template(path = "moderation/review.html")]
struct ReviewPage {
    chrome: Chrome,
    item: Item,
    sent: Revision,
    standing: Standing,
    headline: Vec<Piece>,
    ending: Ending,
    facts: Vec<Fact>,
    answers: Vec<(&'static str, String)>,
    place: Option<Place>,
    story: Vec<(&'static str, Vec<Vec<Piece>>)>,
    checks: Vec<Check>,
    look_alikes: Vec<Alike>,
    precedents: Vec<Precedent>,
    last: Option<LastDecision>,
    earlier: Vec<Earlier>,
    /// How many proofs of the report were seen by hand.
    proofs: usize,
    queue: Vec<Waiting>,
    waiting: i64,
    reasons: &'static [Word],
    form: FormData,
    errors: Errors,
    preview: Option<Decision>,
    notice: Option<&'static str>,
}

/// Where the sum falls among those of the path: needs five reports.
#[derive(Debug)]
struct Place {
    /// None where there are too many to draw.
    strip: Option<Svg>,
    axis: Svg,
    highest: String,
}

/// A report, new or changed, for whoever reads it.
pub async fn page(reading: Reading, revision: Revision) -> Result<Response> {
    let Reading { chrome, member, db, item, notice } = reading;
    let mut form = FormData::default();
    form.set("version", item.version.to_string());
    // What a first reader wrote goes on to the second; what was asked for with a proof was for then.
    if item.held_since.is_none() {
        form.set("message", item.message.clone());
        form.set("note", item.note.clone());
    }
    let page = ReviewPage::of(chrome, &db, &member, item, revision, form).await?;
    Ok(Page(ReviewPage { notice, ..page }).into_response())
}

/// `POST /admin/items/{id}/approval`.
pub async fn approve(desk: Desk) -> Result<Response> {
    settle(desk, Verdict::Approved).await
}

/// `POST /admin/items/{id}/change-request`.
pub async fn request_changes(desk: Desk) -> Result<Response> {
    settle(desk, Verdict::ChangesRequested).await
}

/// `POST /admin/items/{id}/rejection`.
pub async fn reject(desk: Desk) -> Result<Response> {
    settle(desk, Verdict::Rejected).await
}

/// `POST /admin/items/{id}/proof-hold`.
pub async fn hold_for_proof(desk: Desk) -> Result<Response> {
    settle(desk, Verdict::HeldForProof).await
}

/// What lies before a moderator who decides.
#[derive(Debug, FromRequest)]
#[from_request(state(AppState))]
pub struct Desk {
    chrome: Chrome,
    member: Member,
    state: State<AppState>,
    id: Path<ItemId>,
    form: Form,
}

impl Desk {
    pub fn parts(self) -> (Chrome, Member, AppState, ItemId, FormData) {
        let Self { chrome, member, state: State(state), id: Path(id), form: Form(form) } = self;
        (chrome, member, state, id, form)
    }
}

/// Shows what the author will read; decides only what was shown before and is confirmed.
async fn settle(desk: Desk, verdict: Verdict) -> Result<Response> {
    let Desk { chrome, member, state: State(state), id: Path(id), form: Form(mut form) } = desk;
    let db = &state.db;
    let version = form.value("version").parse().unwrap_or(0);
    examine_new(db, id).await?;
    let item = queries::item(db, id).await?.filter(|item| item.is_held_by(&member, version));
    let Some((item, revision)) = item.and_then(Item::of_report) else {
        return stale::answer(chrome, db, id, form).await;
    };
    queries::prolong(db, id, member.id, claim::minutes(&state.limits)).await?;
    let wordings = queries::wordings(db).await?;
    let owes = draws::owes(db, id).await?;
    let ground =
        Ground { signals: &item.signals, change_rounds: item.change_rounds, owes, wordings: &wordings };
    let decision = match Decision::read(verdict, &form, &ground) {
        Ok(decision) => decision,
        Err(errors) => {
            let page = ReviewPage::of(chrome, db, &member, item, revision, form).await?;
            return Ok(refused(ReviewPage { errors, ..page }));
        }
    };
    if form.value("confirmed") == "yes" && form.value("previewed") == decision.fingerprint() {
        return carry_out(chrome, &member, &state, (id, version), &decision, form).await;
    }
    decision.put_into(&mut form);
    let page = ReviewPage::of(chrome, db, &member, item, revision, form).await?;
    Ok(Page(ReviewPage { preview: Some(decision), ..page }).into_response())
}

async fn carry_out(
    chrome: Chrome,
    member: &Member,
    AppState { db, mail, limits, .. }: &AppState,
    (id, version): (ItemId, i32),
    decision: &Decision,
    form: FormData,
) -> Result<Response> {
    match decide(db, mail, id, version, member, decision).await? {
        Decided::Done => Ok(claim::next(db, member, limits, decision.verdict.word()).await?.into_response()),
        Decided::HalfWay => Ok(claim::next(db, member, limits, "approved_first").await?.into_response()),
        Decided::Stale => stale::answer(chrome, db, id, form).await,
    }
}

impl ReviewPage {
    async fn of(
        chrome: Chrome,
        db: &PgPool,
        member: &Member,
        item: Item,
        sent: Revision,
        form: FormData,
    ) -> Result<Self> {
        let report = revision::find(db, sent.id).await?.ok_or(AppError::NotFound)?;
        // With what its author told since, as readers will see it.
        let told =
            update::with_updates(&mut *db.acquire().await?, sent.submission_id, sent.id, report.clone())
                .await?;
        let published = path_figures::of_path(db, report.path_id).await?.headline();
        let queue = queries::waiting(db, member.id, &Narrowed::default(), 12, 0).await?;
        let others: Vec<i64> = item.signals.iter().filter_map(|signal| signal.other).map(|id| id.0).collect();
        let text = |field: &str, text: &str| marked::paragraphs(field, text, &item.signals);
        Ok(Self {
            chrome,
            standing: item.standing(member),
            headline: text("headline", &report.story.headline).concat(),
            ending: told.report.when.status.into(),
            facts: facts::facts(&told.report, &item.path_name, &published, &item.signals),
            answers: facts::answers(&report),
            place: Place::of(&told.report, &published),
            story: story(&report).map(|(field, label, words)| (label, text(field, &words))).to_vec(),
            checks: if item.examined { signals::checks(&item.signals) } else { Vec::new() },
            look_alikes: queries::look_alikes(db, &others)
                .await?
                .into_iter()
                .map(|other| Alike::of(&report, other))
                .collect(),
            precedents: Precedent::of(db, &item).await?,
            last: queue::last_decision(db, member).await?,
            earlier: queries::earlier(db, sent.submission_id).await?,
            proofs: queries::evidence_of(db, sent.submission_id).await?.len(),
            waiting: queue.first().map_or(0, |item| item.total),
            queue,
            reasons: ReasonCode::WORDS,
            form,
            errors: Errors::default(),
            preview: None,
            notice: None,
            item,
            sent,
        })
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
        let of_rule = counted.chunk_by(|one, next| one.0 == next.0).filter_map(|decided| {
            let rule = Rule::from_word(&decided.first()?.0)?;
            let said =
                decided.iter().map(|(_, state, count)| format!("{count} {}", state.label().to_lowercase()));
            Some(Self { rule, decided: said.collect::<Vec<_>>().join(", ") })
        });
        Ok(of_rule.collect())
    }
}

/// The parts of the story in their order: field, label, words.
fn story(report: &Report) -> [(&'static str, &'static str, String); 4] {
    let story = &report.story;
    let words = [
        story.what_i_did.clone(),
        story.what_went_wrong.clone(),
        story.tell_a_friend.clone(),
        report.what.tools.join(", "),
    ];
    let mut fields = STORY_FIELDS.iter().skip(1);
    words.map(|words| {
        let (field, label) = fields.next().copied().unwrap_or_default();
        (field, label, words)
    })
}

impl Place {
    fn of(report: &Report, published: &Spread) -> Option<Self> {
        let monthly = report.figures().monthly_net_usd?;
        if published.sample().is_too_few() {
            return None;
        }
        let dots = Dot::of_all(published, MOST_DOTS);
        let strip = Strip { height: 60, claim: Some(monthly), ..Strip::of(&dots) }.draw();
        let highest = published.months().last()?.0.cents;
        Some(Self { strip, axis: strip_axis(), highest: words::usd(highest) })
    }
}
