//! Every statement that this feature sends to Postgres.

use super::{
    CaseCard, CaseContent, CaseOutcome, FigureContent, Relation,
    case_study::{CaseFigure, CaseStudy, Moment, Step},
    lists::IncomeBand,
};
use crate::{
    db::with_columns,
    reports::{Background, Grade, IncomeModel},
    values::{CaseId, Markdown, PathId, Slug, UsdCents},
};
use sqlx::{PgConnection, PgPool, types::Json};

/// The case studies of every path, in the paths' order and then by title.
pub async fn all(db: &PgPool) -> sqlx::Result<Vec<CaseCard>> {
    cards(db, None).await
}

/// The case studies of one path by title.
pub async fn of_path(db: &PgPool, path_id: PathId) -> sqlx::Result<Vec<CaseCard>> {
    cards(db, Some(path_id)).await
}

async fn cards(db: &PgPool, path_id: Option<PathId>) -> sqlx::Result<Vec<CaseCard>> {
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
        path_id.map(|id| id.0),
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
        income: IncomeBand::of(row.monthly_cents.map(UsdCents)),
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

async fn figures(db: &PgPool, case_id: CaseId) -> sqlx::Result<Vec<CaseFigure>> {
    sqlx::query_as!(
        CaseFigure,
        "select kind, says, gross_or_net, derived_from from case_figures where case_id = $1 order by position",
        case_id.0,
    )
    .fetch_all(db)
    .await
}

/// The columns of a case study that its content does not hold by their names.
#[derive(serde::Serialize)]
struct Row<'a> {
    #[serde(flatten)]
    content: &'a CaseContent,
    body: &'a str,
    monthly_cents: Option<UsdCents>,
}

/// Writes a case study of this slug: from the file of this hash, or, without one, as an editor has it. Its path must be there
/// already. A file leaves alone what an editor has changed.
pub async fn put(
    conn: &mut PgConnection,
    slug: &str,
    content: &CaseContent,
    body: &str,
    file_hash: Option<&str>,
) -> sqlx::Result<()> {
    let monthly_cents = content.monthly();
    let id = with_columns!(
        query_scalar,
        "title, person_label, background, lede, outcome, relation, grade, headline_sum, monthly_cents, who_pays, brought,
         customers, ai_tools, income_model, steps, timeline, lesson, unknown, body, observed_year, precision,
         last_checked_on, source, locator, facts",
        "
        insert into case_studies as c (slug, path_id, variant_id, content_hash, " columns ")
        select $1, (select id from paths where slug = $2), (select id from path_variants where slug = $3), $4, " columns "
        from jsonb_populate_record(null::case_studies, $5)
        on conflict (slug) do update set
            (path_id, variant_id, " columns ") = (select path_id, variant_id, " columns " from (select excluded.*) as new),
            content_hash = coalesce(excluded.content_hash, c.content_hash),
            version = c.version + (excluded.content_hash is not null)::int
        where c.edited_at is null or excluded.content_hash is null
        returning id
        ",
        slug,
        content.path.as_str(),
        content.variant.as_ref().map(Slug::as_str),
        file_hash,
        Json(Row { content, body, monthly_cents }) as _,
    )
    .fetch_optional(&mut *conn)
    .await?;
    let Some(id) = id else { return Ok(()) };
    put_figures(conn, id, &content.figures).await
}

/// Puts these numbers in place of those that the case study has.
async fn put_figures(
    conn: &mut PgConnection,
    case_id: CaseId,
    figures: &[FigureContent],
) -> sqlx::Result<()> {
    sqlx::query!("delete from case_figures where case_id = $1", case_id.0).execute(&mut *conn).await?;
    with_columns!(
        query,
        "kind, bound, min, max, unit, gross_or_net, currency_as_written, derived_from, says",
        "
        insert into case_figures (case_id, position, " columns ")
        select $1, ordinality, " columns " from jsonb_populate_recordset(null::case_figures, $2) with ordinality
        ",
        case_id.0,
        Json(figures) as _,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Counts the version up if it is still this one, and gives the new one; none otherwise. From then on the row is the editors':
/// no file overwrites it.
pub async fn edit_next(conn: &mut PgConnection, id: CaseId, version: i32) -> sqlx::Result<Option<i32>> {
    sqlx::query_scalar!(
        r#"
        update case_studies set version = version + 1, edited_at = now() where id = $1 and version = $2
        returning version
        "#,
        id.0,
        version,
    )
    .fetch_optional(conn)
    .await
}
