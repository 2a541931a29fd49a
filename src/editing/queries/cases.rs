use crate::{
    case_studies::{
        Bound, CaseContent, CaseOutcome, FigureContent, FigureKind, GrossOrNet, Moment, Precision, Relation,
        Step, Unit,
    },
    editing::case_text::CaseText,
    reports::{Background, Grade, IncomeModel},
    values::{CaseId, PathId, Slug},
};
use sqlx::{PgPool, types::Json};

pub async fn case(db: &PgPool, slug: &Slug) -> sqlx::Result<Option<CaseText>> {
    let found = sqlx::query!(
        r#"
        select c.id, c.path_id, p.slug as "path_slug: Slug", v.slug as "variant?: Slug", c.title, c.person_label,
               c.background as "background: Background", c.lede, c.outcome as "outcome: CaseOutcome",
               c.relation as "relation: Relation", c.grade as "grade: Grade", c.headline_sum, c.who_pays, c.brought,
               c.customers, c.ai_tools, c.income_model as "income_model: Vec<IncomeModel>",
               c.steps as "steps: Json<Vec<Step>>", c.timeline as "timeline: Json<Vec<Moment>>", c.lesson, c.unknown,
               c.body, c.observed_year, c.precision as "precision: Precision", c.last_checked_on, c.source, c.locator,
               c.facts, c.version
        from case_studies c join paths p on p.id = c.path_id left join path_variants v on v.id = c.variant_id
        where c.slug = $1
        "#,
        slug.as_str(),
    )
    .fetch_optional(db)
    .await?;
    let Some(row) = found else { return Ok(None) };
    Ok(Some(CaseText {
        id: row.id,
        path_id: row.path_id,
        slug: slug.clone(),
        version: row.version,
        body: row.body,
        variants: variants(db, row.path_id).await?,
        keys: CaseContent {
            path: row.path_slug,
            variant: row.variant,
            title: row.title,
            person_label: row.person_label,
            background: row.background,
            lede: row.lede,
            outcome: row.outcome,
            relation: row.relation,
            grade: row.grade,
            headline_sum: row.headline_sum,
            who_pays: row.who_pays,
            brought: row.brought,
            customers: row.customers,
            ai_tools: row.ai_tools,
            income_model: row.income_model,
            steps: row.steps.0,
            timeline: row.timeline.0,
            lesson: row.lesson,
            unknown: row.unknown,
            observed_year: row.observed_year,
            precision: row.precision,
            last_checked_on: row.last_checked_on,
            source: row.source,
            locator: row.locator,
            facts: row.facts,
            figures: figures(db, row.id).await?,
        },
    }))
}

async fn figures(db: &PgPool, case_id: CaseId) -> sqlx::Result<Vec<FigureContent>> {
    sqlx::query_as!(
        FigureContent,
        r#"
        select kind as "kind: FigureKind", bound as "bound: Bound", min, max, unit as "unit: Unit",
               gross_or_net as "gross_or_net: GrossOrNet", currency_as_written, derived_from, says
        from case_figures where case_id = $1 order by position
        "#,
        case_id.0,
    )
    .fetch_all(db)
    .await
}

/// The variants of a path: word and name.
async fn variants(db: &PgPool, path_id: PathId) -> sqlx::Result<Vec<(String, String)>> {
    let rows = sqlx::query!(
        "select slug, name from path_variants where path_id = $1 order by position, id",
        path_id.0
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.slug, row.name)).collect())
}
