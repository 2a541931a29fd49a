//! Every statement that this feature sends to Postgres.

use super::{
    CaseCard, CaseOutcome, Relation,
    case_study::{CaseFigure, CaseStudy, Moment, Step},
    lists::IncomeBand,
};
use crate::{
    reports::{Background, Grade, IncomeModel},
    values::{Markdown, Slug},
};
use sqlx::{PgPool, types::Json};

/// The case studies of every path, in the paths' order and then by title.
pub async fn all(db: &PgPool) -> sqlx::Result<Vec<CaseCard>> {
    cards(db, None).await
}

/// The case studies of one path by title.
pub async fn of_path(db: &PgPool, path_id: i64) -> sqlx::Result<Vec<CaseCard>> {
    cards(db, Some(path_id)).await
}

async fn cards(db: &PgPool, path_id: Option<i64>) -> sqlx::Result<Vec<CaseCard>> {
    let rows = sqlx::query!(
        r#"
        select c.id, c.slug, c.title, c.lede, p.slug as path_slug, p.name as path_name,
               c.outcome as "outcome: CaseOutcome", c.headline_sum, c.relation as "relation: Relation",
               c.grade as "grade: Grade", c.background as "background: Background",
               c.income_model as "income_model: Vec<IncomeModel>", c.monthly_cents, c.observed_year as year,
               coalesce(c.observed_year::text, 'not_stated') as "year_word!"
        from case_studies c join paths p on p.id = c.path_id
        where $1::bigint is null or c.path_id = $1
        order by p.position, c.title, c.id
        "#,
        path_id,
    )
    .fetch_all(db)
    .await?;
    let cards = rows.into_iter().map(|row| CaseCard {
        id: row.id,
        slug: row.slug,
        title: row.title,
        lede: row.lede,
        path_slug: row.path_slug,
        path_name: row.path_name,
        outcome: row.outcome,
        headline_sum: row.headline_sum,
        relation: row.relation,
        grade: row.grade,
        background: row.background,
        income_model: row.income_model,
        income: IncomeBand::of(row.monthly_cents),
        year: row.year,
        year_word: row.year_word,
    });
    Ok(cards.collect())
}

pub async fn find(db: &PgPool, slug: &Slug) -> sqlx::Result<Option<CaseStudy>> {
    let found = sqlx::query!(
        r#"
        select c.id, c.slug, c.title, c.person_label, c.lede, c.path_id, p.slug as path_slug, p.name as path_name,
               v.name as "variant_name?", c.outcome as "outcome: CaseOutcome", c.relation as "relation: Relation",
               c.grade as "grade: Grade", c.who_pays, c.brought, c.customers, c.ai_tools,
               c.income_model as "income_model: Vec<IncomeModel>", c.steps as "steps: Json<Vec<Step>>",
               c.timeline as "timeline: Json<Vec<Moment>>", c.lesson, c.unknown, c.body as "body: Markdown",
               c.observed_year, c.last_checked_on, c.source, c.locator
        from case_studies c join paths p on p.id = c.path_id left join path_variants v on v.id = c.variant_id
        where c.slug = $1
        "#,
        slug.as_str(),
    )
    .fetch_optional(db)
    .await?;
    let Some(row) = found else { return Ok(None) };
    Ok(Some(CaseStudy {
        figures: figures(db, row.id).await?,
        slug: row.slug,
        title: row.title,
        person_label: row.person_label,
        lede: row.lede,
        path_id: row.path_id,
        path_slug: row.path_slug,
        path_name: row.path_name,
        variant_name: row.variant_name,
        outcome: row.outcome,
        relation: row.relation,
        grade: row.grade,
        who_pays: row.who_pays,
        brought: row.brought,
        customers: row.customers,
        ai_tools: row.ai_tools,
        income_model: row.income_model,
        steps: row.steps.0,
        timeline: row.timeline.0,
        lesson: row.lesson,
        unknown: row.unknown,
        body: row.body,
        observed_year: row.observed_year,
        last_checked_on: row.last_checked_on,
        source: row.source,
        locator: row.locator,
    }))
}

async fn figures(db: &PgPool, case_id: i64) -> sqlx::Result<Vec<CaseFigure>> {
    sqlx::query_as!(
        CaseFigure,
        "select kind, says, gross_or_net, derived_from from case_figures where case_id = $1 order by position",
        case_id,
    )
    .fetch_all(db)
    .await
}
