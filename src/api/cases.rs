use super::{ApiQuery, CASES, Cursor, Day, Paged, Result};
use crate::{
    case_studies::{self, CaseCard, CaseFigure, CaseOutcome, CaseStudy, Doer, IncomeBand, Relation},
    paths,
    reports::{Background, Grade, IncomeModel},
    values::Slug,
    web::{AppError, Facet, Path as Address, Site, facets},
};
use axum::{Json, extract::State};
use serde::Serialize;
use sqlx::PgPool;
use utoipa::ToSchema;

/// A case study: an account that editors chose from a source. It is read, and never counted in a figure.
#[derive(Debug, Serialize, ToSchema)]
pub struct Case {
    slug: String,
    /// The page for people.
    page: String,
    /// Always false: a case study was chosen and not sampled, so it is in no figure.
    counted: bool,
    title: String,
    lede: String,
    /// The path's slug.
    path: String,
    outcome: CaseOutcome,
    /// The sum or count that the account is remembered by, in words.
    headline_sum: String,
    /// The monthly income told, before or after costs as the source has it.
    income: IncomeBand,
    /// Who tells it.
    relation: Relation,
    grade: Grade,
    background: Option<Background>,
    income_model: Vec<IncomeModel>,
    observed_year: Option<i16>,
    #[serde(skip)]
    id: i64,
}

/// A case study with everything that its source says, and what it leaves out.
#[derive(Debug, Serialize, ToSchema)]
pub struct WholeCase {
    #[serde(flatten)]
    case: Case,
    person_label: String,
    variant: Option<String>,
    who_pays: Option<String>,
    brought: Option<String>,
    customers: Option<String>,
    ai_tools: Vec<String>,
    steps: Vec<CaseStep>,
    timeline: Vec<CaseMoment>,
    lesson: String,
    /// What the source does not say.
    unknown: Vec<String>,
    /// The account, in Markdown.
    body: String,
    numbers: Vec<CaseNumber>,
    last_checked_on: Day,
    source: String,
    /// Where in the source.
    locator: String,
}

/// One thing that was done.
#[derive(Debug, Serialize, ToSchema)]
pub struct CaseStep {
    /// `human`, `ai` or `both`.
    who: &'static str,
    text: String,
}

/// An event of the story; `offset` counts from the start, in words.
#[derive(Debug, Serialize, ToSchema)]
pub struct CaseMoment {
    offset: String,
    event: String,
}

/// A number of the account, in words.
#[derive(Debug, Serialize, ToSchema)]
pub struct CaseNumber {
    kind: String,
    says: String,
    gross_or_net: String,
    /// The calculation, where the number is ours and not the source’s.
    derived_from: Option<String>,
}

/// `GET /api/v1/cases`: the case studies.
pub async fn list(
    query: ApiQuery,
    State(site): State<Site>,
    State(db): State<PgPool>,
) -> Result<Paged<Case>> {
    let cases = case_studies::all(&db).await?;
    let part = query.part(CASES, &facets_of(&db, &cases).await?, false)?;
    let found = cases.into_iter().filter(|case| facets::passes(case, &part.view.selection, None));
    let found = found.map(|case| Case::of(&site, case)).collect();
    Ok(Paged::of_all(&site, &part, found, |case| Cursor(case.id.unsigned_abs().into())))
}

/// `GET /api/v1/cases/{slug}`: one case study.
pub async fn one(
    query: ApiQuery,
    Address(slug): Address<Slug>,
    State(site): State<Site>,
    State(db): State<PgPool>,
) -> Result<Json<WholeCase>> {
    query.nothing()?;
    let case = case_studies::find(&db, &slug).await?.ok_or(AppError::NotFound)?;
    let mut cards = case_studies::of_path(&db, case.path_id).await?;
    cards.retain(|card| card.slug == case.slug);
    let card = cards.pop().ok_or(AppError::NotFound)?;
    Ok(Json(WholeCase::of(Case::of(&site, card), case)))
}

/// By what case studies can be narrowed.
pub async fn known(db: &PgPool) -> sqlx::Result<Vec<Facet>> {
    facets_of(db, &case_studies::all(db).await?).await
}

async fn facets_of(db: &PgPool, cases: &[CaseCard]) -> sqlx::Result<Vec<Facet>> {
    Ok(case_studies::facets(&paths::options(db).await?, cases))
}

impl Case {
    fn of(site: &Site, card: CaseCard) -> Self {
        Self {
            id: card.id.0,
            page: format!("{}/cases/{}", site.base_url, card.slug),
            slug: card.slug,
            counted: false,
            title: card.title,
            lede: card.lede,
            path: card.path_slug,
            outcome: card.outcome,
            headline_sum: card.headline_sum,
            income: card.income,
            relation: card.relation,
            grade: card.grade,
            background: card.background,
            income_model: card.income_model,
            observed_year: card.year,
        }
    }
}

impl WholeCase {
    fn of(case: Case, whole: CaseStudy) -> Self {
        let steps = whole.steps.into_iter().map(|step| CaseStep { who: doer(step.who), text: step.text });
        let timeline = whole
            .timeline
            .into_iter()
            .map(|moment| CaseMoment { offset: moment.offset, event: moment.event });
        Self {
            case,
            person_label: whole.person_label,
            variant: whole.variant_name,
            who_pays: whole.who_pays,
            brought: whole.brought,
            customers: whole.customers,
            ai_tools: whole.ai_tools,
            steps: steps.collect(),
            timeline: timeline.collect(),
            lesson: whole.lesson,
            unknown: whole.unknown,
            body: whole.body.0,
            numbers: whole.figures.into_iter().map(CaseNumber::from).collect(),
            last_checked_on: Day(whole.last_checked_on),
            source: whole.source,
            locator: whole.locator,
        }
    }
}

fn doer(who: Doer) -> &'static str {
    match who {
        Doer::Human => "human",
        Doer::Ai => "ai",
        Doer::Both => "both",
    }
}

impl From<CaseFigure> for CaseNumber {
    fn from(figure: CaseFigure) -> Self {
        let CaseFigure { kind, says, gross_or_net, derived_from } = figure;
        Self { kind, says, gross_or_net, derived_from }
    }
}
