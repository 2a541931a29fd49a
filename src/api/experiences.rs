use super::{ApiQuery, Cursor, EXPERIENCES, Paged, Result, queries};
use crate::{
    experiences,
    reports::{AmountsAre, Grade, Kind, Status},
    web::{AppError, Facet, Path as Address, Site},
};
use axum::{Json, extract::State};
use serde::{Deserialize, Serialize};
use sqlx::PgPool;
use utoipa::ToSchema;

/// The experience of one reader: a row of the open data, coarser than the report itself. Sums have two significant
/// digits, dates are quarters, and a value that fewer than five reports of the path have is `merged`. Sums are in US
/// cents; they are null without a known rate to the dollar.
#[derive(Debug, Serialize, ToSchema, sqlx::FromRow)]
pub struct Experience {
    /// Its name in the open data; it has nothing to do with the number of the report’s page.
    #[schema(format = "uuid")]
    id: String,
    /// The path’s slug.
    path: String,
    kind: Kind,
    status: Status,
    /// `counted`, or why it is in no figure: `seller`, `no_rate` or `not_yet_known`. Of a plan of which nothing was told
    /// since, what came in, what it cost and what was left are null.
    in_figures: String,
    /// The slug of the form that the path took; null for none, or `merged`.
    variant: Option<String>,
    background: String,
    years_in_field: String,
    audience_before: String,
    region: String,
    income_model: Vec<String>,
    ai_used_for: Vec<String>,
    first_customer_channel: String,
    /// Like `2026-Q1`, as are the other quarters.
    started_quarter: String,
    first_income_quarter: Option<String>,
    stopped_quarter: Option<String>,
    as_of_quarter: String,
    /// When the author last said that it still stands so.
    confirmed_quarter: String,
    months_to_first_income: Option<i16>,
    duration_months: i16,
    hours_per_week: f64,
    weeks_active: i32,
    hours_total: i64,
    /// Money put in.
    capital_band: String,
    /// How much of the income came from teaching the path or selling tools for it.
    teaching_share: String,
    /// Whether the author earns from teaching the path or selling about it.
    seller: bool,
    amounts_are: AmountsAre,
    revenue_total_usd_cents: Option<i64>,
    costs_total_usd_cents: Option<i64>,
    /// Revenue less costs.
    net_total_usd_cents: Option<i64>,
    /// Net a month while active, before tax; negative for a loss.
    monthly_net_usd_cents: Option<i64>,
    /// Net for an hour worked, unpaid hours included.
    net_hourly_usd_cents: Option<i64>,
    stop_reasons: Vec<String>,
    months_until_copied: Option<i16>,
    /// From the start until the price or the income was half of what it had been.
    months_until_halved: Option<i16>,
    ai_helped_write: String,
    /// How well it is supported, A best.
    grade: Grade,
    /// Whether a moderator saw a document that supports the sums.
    proof_seen: bool,
    /// Whether a moderator read everything that it says. If not, it holds an update that changed nothing of the outcome.
    was_read: bool,
    target_monthly_usd_cents: Option<i64>,
    stop_if_below_usd_cents: Option<i64>,
    /// The most that a plan means to spend; null where `capital_band` is merged.
    budget_usd_cents: Option<i64>,
    stop_by_quarter: Option<String>,
    /// Null where the author keeps the story private, as are the next three.
    headline: Option<String>,
    what_i_did: Option<String>,
    what_went_wrong: Option<String>,
    tell_a_friend: Option<String>,
}

impl Experience {
    fn place(&self) -> Cursor {
        Cursor::of_uuid(&self.id).unwrap_or(Cursor(u128::MAX))
    }
}

/// The id in an address; hyphens may be left out.
#[derive(Debug, Deserialize)]
#[serde(try_from = "String")]
pub struct Id(Cursor);

impl TryFrom<String> for Id {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Cursor::of_uuid(&text).map(Self).ok_or("not an id")
    }
}

/// `GET /api/v1/experiences`: the published reports that are in the open data.
pub async fn list(
    query: ApiQuery,
    State(site): State<Site>,
    State(db): State<PgPool>,
) -> Result<Paged<Experience>> {
    let part = query.part(EXPERIENCES, &known(&db).await?, true)?;
    let (found, total) = tokio::try_join!(queries::experiences(&db, &part), queries::count(&db, &part.view))?;
    Ok(Paged::of(&site, &part, total, found, Experience::place))
}

/// `GET /api/v1/experiences/{id}`: one of them.
pub async fn one(
    query: ApiQuery,
    Address(Id(id)): Address<Id>,
    State(db): State<PgPool>,
) -> Result<Json<Experience>> {
    query.nothing()?;
    Ok(Json(queries::experience(&db, id).await?.ok_or(AppError::NotFound)?))
}

/// By what experiences can be narrowed, as on their page.
pub async fn known(db: &PgPool) -> sqlx::Result<Vec<Facet>> {
    Ok(experiences::facets(&experiences::choices(db).await?, crate::clock::today(db).await?))
}
