//! Every statement that this feature reads with.

use super::{Counts, Experience, ExperienceCard, Of};
use crate::{figures::Outcome, submissions::Status, values::Cents};
use sqlx::{PgExecutor, PgPool, Postgres, QueryBuilder};

/// What figures rest on: outcomes that are known, in dollars, of people who do not sell about the path.
pub async fn outcomes(db: &PgPool, of: &Of) -> sqlx::Result<Vec<Outcome>> {
    let rows = sqlx::query_as!(
        OutcomeRow,
        r#"
        select monthly_net_usd as "monthly_net_usd!: Cents", net_hourly_usd as "net_hourly_usd: Cents",
               months_to_first_income, proof_seen as "proof_seen!", status as "status: Status"
        from experiences
        where not seller and monthly_net_usd is not null and ($1::bigint is null or path_id = $1)
        "#,
        of.path_id(),
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(Outcome::from).collect())
}

#[derive(sqlx::FromRow)]
pub(super) struct OutcomeRow {
    monthly_net_usd: Cents,
    net_hourly_usd: Option<Cents>,
    months_to_first_income: Option<i16>,
    proof_seen: bool,
    status: Status,
}

impl From<OutcomeRow> for Outcome {
    fn from(row: OutcomeRow) -> Self {
        Self {
            monthly_cents: row.monthly_net_usd.0,
            hourly_cents: row.net_hourly_usd.map(|hourly| hourly.0),
            months_to_first: row.months_to_first_income.map(f64::from),
            proof_seen: row.proof_seen,
            ending: row.status.into(),
        }
    }
}

/// How many experiences there are, and how many of them figures rest on.
pub async fn counts(db: &PgPool, of: &Of) -> sqlx::Result<Counts> {
    sqlx::query_as!(
        Counts,
        r#"
        select count(*) as "published!",
               count(*) filter (where not seller and monthly_net_usd is not null) as "headline!",
               count(*) filter (where seller) as "sellers!",
               count(*) filter (where not seller and monthly_net_band = 'no_rate') as "without_rate!",
               count(*) filter (where not seller and monthly_net_band = 'not_yet_known') as "not_yet_known!",
               count(*) filter (where kind = 'registered_start') as "registered!",
               count(*) filter (where kind = 'told_afterwards') as "told_afterwards!"
        from experiences
        where $1::bigint is null or path_id = $1
        "#,
        of.path_id(),
    )
    .fetch_one(db)
    .await
}

/// The columns of an [`ExperienceCard`], from `experiences e` and `paths p`.
pub(super) const CARD: &str = "e.id, e.headline, p.name as path_name, p.slug as path_slug, e.status, e.monthly_net_usd, \
    e.monthly_net_band, e.currency::text as currency, e.net_total, e.costs_total, e.hours_per_week, e.duration_months, \
    e.what_i_did, e.what_went_wrong, e.proof_seen, e.seller, e.confirmed_on";

/// The experiences confirmed last, newest first.
pub async fn latest(db: &PgPool, of: &Of, limit: i64) -> sqlx::Result<Vec<ExperienceCard>> {
    let mut query = QueryBuilder::<Postgres>::new("select ");
    query.push(CARD).push(" from experiences e join paths p on p.id = e.path_id");
    if let Some(path_id) = of.path_id() {
        query.push(" where e.path_id = ").push_bind(path_id);
    }
    query.push(" order by e.confirmed_on desc, e.id desc limit ").push_bind(limit);
    query.build_query_as().fetch_all(db).await
}

/// The experience of this id, if it is published.
pub async fn find(db: impl PgExecutor<'_>, id: i64) -> sqlx::Result<Option<Experience>> {
    sqlx::query_as!(
        Experience,
        r#"
        select e.id, published_at, amended_at, confirmed_on, e.version, kind as "kind: _", e.path_id, p.name as path_name,
               p.slug as path_slug, v.name as "variant_name?", background as "background: _",
               years_in_field as "years_in_field: _", audience_before as "audience_before: _", region as "region: _",
               income_model as "income_model: _", ai_used_for as "ai_used_for: _", tools,
               first_customer_channel as "first_customer_channel: _", started_on as "started_on: _",
               first_income_on as "first_income_on: _", stopped_on as "stopped_on: _", as_of, status as "status: _",
               hours_per_week, weeks_active, hours_total, capital_band as "capital_band: _",
               teaching_share as "teaching_share: _", sells_on_topic, amounts_are as "amounts_are: _",
               currency::text as "currency!: _", revenue_total as "revenue_total: _", costs_total as "costs_total: _",
               net_total as "net_total: _", net_total_usd as "net_total_usd: _", monthly_net_usd as "monthly_net_usd: _",
               net_hourly_usd as "net_hourly_usd: _", monthly_net_band as "monthly_net_band: _", months_to_first_income,
               duration_months, headline, what_i_did, what_went_wrong, tell_a_friend, stop_reasons as "stop_reasons: _",
               months_until_copied, ai_helped_write as "ai_helped_write: _", grade as "grade: _", seller as "seller!",
               proof_seen as "proof_seen!", target_monthly_usd as "target_monthly_usd: _",
               stop_if_below_usd as "stop_if_below_usd: _", stop_by as "stop_by: _"
        from experiences e
        join paths p on p.id = e.path_id
        left join path_variants v on v.id = e.variant_id
        where e.id = $1
        "#,
        id,
    )
    .fetch_optional(db)
    .await
}
