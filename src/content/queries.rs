//! Every statement that this feature sends to Postgres. It writes the tables of the paths and of the case studies, whose
//! own features only read them.

use super::{
    case_file::{CaseFile, FigureFile},
    check::Entry,
    path_file::PathFile,
};
use crate::{
    paths::{self, Point},
    values::ClosedList,
};
use sqlx::{PgConnection, PgExecutor, types::Json};

/// Which file a row was loaded from.
#[derive(Debug)]
pub struct Known {
    pub slug: String,
    pub hash: Option<String>,
    pub is_edited: bool,
}

#[derive(Debug, Default)]
pub struct KnownRows {
    pub paths: Vec<Known>,
    pub cases: Vec<Known>,
}

pub async fn known(db: impl PgExecutor<'_>) -> sqlx::Result<KnownRows> {
    let rows = sqlx::query!(
        r#"
        select true as "is_path!", slug as "slug!", content_hash, edited_at is not null as "is_edited!" from paths
        union all
        select false, slug, content_hash, edited_at is not null from case_studies
        "#
    )
    .fetch_all(db)
    .await?;
    let mut known = KnownRows::default();
    for row in rows {
        let side = if row.is_path { &mut known.paths } else { &mut known.cases };
        side.push(Known { slug: row.slug, hash: row.content_hash, is_edited: row.is_edited });
    }
    Ok(known)
}

/// Waits until no other copy of the program loads content; until the transaction ends.
pub async fn lock(db: impl PgExecutor<'_>) -> sqlx::Result<()> {
    sqlx::query!("select pg_advisory_xact_lock(hashtext('content'))").execute(db).await?;
    Ok(())
}

pub async fn store_path(tx: &mut PgConnection, path: &Entry<PathFile>) -> sqlx::Result<()> {
    let keys = &path.keys;
    let id = sqlx::query_scalar!(
        r#"
        insert into paths (slug, position, name, tagline, one_line, summary, what_you_sell, who_pays, must_bring, body,
            updated_on, content_hash)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        on conflict (slug) do update set position = excluded.position, name = excluded.name, tagline = excluded.tagline,
            one_line = excluded.one_line, summary = excluded.summary, what_you_sell = excluded.what_you_sell,
            who_pays = excluded.who_pays, must_bring = excluded.must_bring, body = excluded.body,
            updated_on = excluded.updated_on, content_hash = excluded.content_hash,
            version = paths.version + 1
        where paths.edited_at is null
        returning id
        "#,
        path.slug,
        keys.position,
        keys.name,
        keys.tagline,
        keys.one_line,
        keys.summary,
        keys.what_you_sell.word(),
        keys.who_pays,
        keys.must_bring,
        path.body,
        keys.updated_on,
        path.hash,
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(id) = id else { return Ok(()) };
    store_variants(tx, id, keys).await?;
    store_ratings(tx, id, keys).await?;
    store_points(tx, id, &keys.points).await?;
    paths::index_words(tx, id).await
}

/// Variants keep their rows, since reports name them. One that an editor gave to another path stays there.
async fn store_variants(tx: &mut PgConnection, path_id: i64, keys: &PathFile) -> sqlx::Result<()> {
    let slugs: Vec<String> = keys.variants.iter().map(|variant| variant.slug.to_string()).collect();
    sqlx::query!("delete from path_variants where path_id = $1 and slug <> all($2)", path_id, &slugs)
        .execute(&mut *tx)
        .await?;
    for (position, variant) in (1_i16..).zip(&keys.variants) {
        sqlx::query!(
            r#"
            insert into path_variants (path_id, position, slug, name, summary, warned_against, basis)
            values ($1, $2, $3, $4, $5, $6, $7)
            on conflict (slug) do update set path_id = excluded.path_id, position = excluded.position, name = excluded.name,
                summary = excluded.summary, warned_against = excluded.warned_against, basis = excluded.basis
            where (select edited_at is null from paths p where p.id = path_variants.path_id)
            "#,
            path_id,
            position,
            variant.slug.as_str(),
            variant.name,
            variant.summary,
            variant.warned_against,
            variant.basis.word(),
        )
        .execute(&mut *tx)
        .await?;
    }
    Ok(())
}

async fn store_ratings(tx: &mut PgConnection, path_id: i64, keys: &PathFile) -> sqlx::Result<()> {
    sqlx::query!("delete from path_ratings where path_id = $1", path_id).execute(&mut *tx).await?;
    for rating in &keys.ratings {
        sqlx::query!(
            r#"
            insert into path_ratings (path_id, dimension, values, detail, basis, rationale, rated_on)
            values ($1, $2, $3, $4, $5, $6, $7)
            "#,
            path_id,
            rating.dimension.word(),
            &rating.values,
            &rating.detail,
            rating.basis.word(),
            rating.rationale,
            keys.updated_on,
        )
        .execute(&mut *tx)
        .await?;
    }
    Ok(())
}

/// Puts these points, in their order, in the place of the path's points.
pub async fn store_points(tx: &mut PgConnection, path_id: i64, points: &[Point]) -> sqlx::Result<()> {
    sqlx::query!("delete from path_points where path_id = $1", path_id).execute(&mut *tx).await?;
    for (position, point) in (1_i16..).zip(points) {
        sqlx::query!(
            r#"
            insert into path_points (path_id, section, position, text, basis, fact) values ($1, $2, $3, $4, $5, $6)
            "#,
            path_id,
            point.section.word(),
            position,
            point.text,
            point.basis.word(),
            point.fact,
        )
        .execute(&mut *tx)
        .await?;
    }
    Ok(())
}

/// The case's path must be there already.
pub async fn store_case(tx: &mut PgConnection, case: &Entry<CaseFile>) -> sqlx::Result<()> {
    let keys = &case.keys;
    let id = sqlx::query_scalar!(
        r#"
        insert into case_studies (slug, path_id, variant_id, title, person_label, background, lede, outcome, relation,
            grade, headline_sum, monthly_cents, who_pays, brought, customers, ai_tools, income_model, steps, timeline,
            lesson, unknown, body, observed_year, precision, last_checked_on, source, locator, facts, content_hash)
        values ($1, (select id from paths where slug = $2), (select id from path_variants where slug = $3), $4, $5, $6, $7,
            $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29)
        on conflict (slug) do update set path_id = excluded.path_id, variant_id = excluded.variant_id,
            title = excluded.title, person_label = excluded.person_label, background = excluded.background,
            lede = excluded.lede, outcome = excluded.outcome, relation = excluded.relation, grade = excluded.grade,
            headline_sum = excluded.headline_sum, monthly_cents = excluded.monthly_cents, who_pays = excluded.who_pays,
            brought = excluded.brought, customers = excluded.customers, ai_tools = excluded.ai_tools,
            income_model = excluded.income_model, steps = excluded.steps, timeline = excluded.timeline,
            lesson = excluded.lesson, unknown = excluded.unknown, body = excluded.body,
            observed_year = excluded.observed_year, precision = excluded.precision,
            last_checked_on = excluded.last_checked_on, source = excluded.source, locator = excluded.locator,
            facts = excluded.facts, content_hash = excluded.content_hash, version = case_studies.version + 1
        where case_studies.edited_at is null
        returning id
        "#,
        case.slug,
        keys.path.as_str(),
        keys.variant.as_ref().map(|slug| slug.as_str()),
        keys.title,
        keys.person_label,
        keys.background.map(ClosedList::word),
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
        keys.precision.map(ClosedList::word),
        keys.last_checked_on,
        keys.source,
        keys.locator,
        &keys.facts,
        case.hash,
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(id) = id else { return Ok(()) };
    store_figures(tx, id, &keys.figures).await
}

/// Puts these numbers in place of those that the case study has.
pub async fn store_figures(tx: &mut PgConnection, case_id: i64, figures: &[FigureFile]) -> sqlx::Result<()> {
    sqlx::query!("delete from case_figures where case_id = $1", case_id).execute(&mut *tx).await?;
    for (position, figure) in (1_i16..).zip(figures) {
        sqlx::query!(
            r#"
            insert into case_figures (case_id, position, kind, bound, min, max, unit, gross_or_net, currency_as_written,
                derived_from, says)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            "#,
            case_id,
            position,
            figure.kind.word(),
            figure.bound.word(),
            figure.min,
            figure.max,
            figure.unit.word(),
            figure.gross_or_net.word(),
            figure.currency_as_written,
            figure.derived_from,
            figure.says,
        )
        .execute(&mut *tx)
        .await?;
    }
    Ok(())
}
