use crate::{
    case_studies::{CaseOutcome, Moment, Relation, Step},
    content::{self, Bound, CaseFile, FigureFile, FigureKind, GrossOrNet, Precision, Unit},
    editing::case_text::CaseText,
    reports::{Background, Grade, IncomeModel},
    values::{ClosedList as _, Slug},
};
use sqlx::{PgConnection, PgPool, types::Json};

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
        keys: CaseFile {
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

async fn figures(db: &PgPool, case_id: i64) -> sqlx::Result<Vec<FigureFile>> {
    sqlx::query_as!(
        FigureFile,
        r#"
        select kind as "kind: FigureKind", bound as "bound: Bound", min, max, unit as "unit: Unit",
               gross_or_net as "gross_or_net: GrossOrNet", currency_as_written, derived_from, says
        from case_figures where case_id = $1 order by position
        "#,
        case_id,
    )
    .fetch_all(db)
    .await
}

/// The variants of a path: word and name.
async fn variants(db: &PgPool, path_id: i64) -> sqlx::Result<Vec<(String, String)>> {
    let rows = sqlx::query!(
        "select slug, name from path_variants where path_id = $1 order by position, id",
        path_id
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.slug, row.name)).collect())
}

/// Writes all that the form of a case study holds. Its path and its address stay.
pub async fn store_case(conn: &mut PgConnection, case: &CaseText) -> sqlx::Result<()> {
    let keys = &case.keys;
    sqlx::query!(
        r#"
        update case_studies set variant_id = (select id from path_variants where slug = $2), title = $3, person_label = $4,
            background = $5, lede = $6, outcome = $7, relation = $8, grade = $9, headline_sum = $10, monthly_cents = $11,
            who_pays = $12, brought = $13, customers = $14, ai_tools = $15, income_model = $16, steps = $17, timeline = $18,
            lesson = $19, unknown = $20, body = $21, observed_year = $22, precision = $23, last_checked_on = $24,
            source = $25, locator = $26, facts = $27
        where id = $1
        "#,
        case.id,
        keys.variant.as_ref().map(Slug::as_str),
        keys.title,
        keys.person_label,
        keys.background.map(|background| background.word()),
        keys.lede,
        keys.outcome.word(),
        keys.relation.word(),
        keys.grade.word(),
        keys.headline_sum,
        keys.monthly().map(|amount| amount.0),
        keys.who_pays,
        keys.brought,
        keys.customers,
        &keys.ai_tools,
        &keys.income_model.iter().map(|model| model.word().to_owned()).collect::<Vec<_>>(),
        Json(&keys.steps) as _,
        Json(&keys.timeline) as _,
        keys.lesson,
        &keys.unknown,
        case.body,
        keys.observed_year,
        keys.precision.map(|precision| precision.word()),
        keys.last_checked_on,
        keys.source,
        keys.locator,
        &keys.facts,
    )
    .execute(&mut *conn)
    .await?;
    content::store_figures(conn, case.id, &keys.figures).await
}
