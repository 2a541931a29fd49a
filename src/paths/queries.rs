//! Every statement that this feature sends to Postgres.

use super::{Basis, Dimension, HustlePath, Measured, Point, Rating, Section, Variant, WhatYouSell};
use crate::values::{Markdown, Slug};
use sqlx::{PgConnection, PgPool};
use time::OffsetDateTime;

/// What a form needs to let somebody choose a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathOption {
    pub id: i64,
    pub slug: Slug,
    pub name: String,
}

/// Every path, in the order of the article.
pub async fn all(db: &PgPool) -> sqlx::Result<Vec<HustlePath>> {
    read(db, None).await
}

pub async fn find(db: &PgPool, slug: &Slug) -> sqlx::Result<Option<HustlePath>> {
    Ok(read(db, Some(slug)).await?.pop())
}

/// Every path by name, in the order of the article.
pub async fn options(db: &PgPool) -> sqlx::Result<Vec<PathOption>> {
    sqlx::query_as!(PathOption, r#"select id, slug as "slug: Slug", name from paths order by position, id"#)
        .fetch_all(db)
        .await
}

/// Since when two people read what comes in on this path, because of something unusual there; none while nothing is.
pub async fn read_by_two_since(db: &PgPool, path_id: i64) -> sqlx::Result<Option<OffsetDateTime>> {
    sqlx::query_scalar!(
        "select min(opened_at) from path_signals where path_id = $1 and closed_at is null",
        path_id
    )
    .fetch_one(db)
    .await
}

/// Every variant, path after path.
pub async fn variants(db: &PgPool) -> sqlx::Result<Vec<Variant>> {
    sqlx::query_as!(
        Variant,
        r#"
        select v.id, v.path_id, v.slug as "slug: Slug", v.name, v.summary, v.warned_against, v.basis as "basis: Basis"
        from path_variants v join paths p on p.id = v.path_id
        order by p.position, v.position, v.id
        "#
    )
    .fetch_all(db)
    .await
}

/// The paths, or only the one of this slug, with what belongs to them.
async fn read(db: &PgPool, slug: Option<&Slug>) -> sqlx::Result<Vec<HustlePath>> {
    let rows = sqlx::query!(
        r#"
        select id, slug as "slug: Slug", position, name, tagline, one_line, summary,
            what_you_sell as "what_you_sell: WhatYouSell", who_pays, must_bring, body as "body: Markdown", updated_on, version
        from paths where ($1::text is null or slug = $1)
        order by position, id
        "#,
        slug.map(Slug::as_str),
    )
    .fetch_all(db)
    .await?;
    let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
    let (variants, ratings, points) =
        tokio::try_join!(variants(db), ratings_of(db, &ids), points_of(db, &ids))?;
    let paths = rows.into_iter().map(|row| HustlePath {
        id: row.id,
        slug: row.slug,
        position: row.position,
        name: row.name,
        tagline: row.tagline,
        one_line: row.one_line,
        summary: row.summary,
        what_you_sell: row.what_you_sell,
        who_pays: row.who_pays,
        must_bring: row.must_bring,
        body: row.body,
        updated_on: row.updated_on,
        version: row.version,
        variants: variants.iter().filter(|variant| variant.path_id == row.id).cloned().collect(),
        ratings: of_path(&ratings, row.id),
        points: of_path(&points, row.id),
        measured: Measured::default(),
    });
    Ok(paths.collect())
}

fn of_path<T: Clone>(rows: &[(i64, T)], id: i64) -> Vec<T> {
    rows.iter().filter(|(path_id, _)| *path_id == id).map(|(_, row)| row.clone()).collect()
}

async fn ratings_of(db: &PgPool, ids: &[i64]) -> sqlx::Result<Vec<(i64, Rating)>> {
    let rows = sqlx::query!(
        r#"
        select path_id, dimension as "dimension: Dimension", values, detail, basis as "basis: Basis", rationale, source,
               rated_on
        from path_ratings where path_id = any($1)
        order by path_id, dimension
        "#,
        ids,
    )
    .fetch_all(db)
    .await?;
    let ratings = rows.into_iter().map(|row| {
        let rating = Rating {
            dimension: row.dimension,
            values: row.values,
            detail: row.detail,
            basis: row.basis,
            rationale: row.rationale,
            source: row.source,
            rated_on: row.rated_on,
        };
        (row.path_id, rating)
    });
    Ok(ratings.collect())
}

async fn points_of(db: &PgPool, ids: &[i64]) -> sqlx::Result<Vec<(i64, Point)>> {
    let rows = sqlx::query!(
        r#"
        select path_id, section as "section: Section", text, basis as "basis: Basis", fact
        from path_points where path_id = any($1)
        order by path_id, section, position
        "#,
        ids,
    )
    .fetch_all(db)
    .await?;
    let points = rows.into_iter().map(|row| {
        (row.path_id, Point { section: row.section, text: row.text, basis: row.basis, fact: row.fact })
    });
    Ok(points.collect())
}

/// Renews what a search for this path may find that is in no column of its own. Call it after any change of its texts.
pub async fn index_words(conn: &mut PgConnection, id: i64) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        update paths set search_text = concat_ws(E'\n', who_pays, must_bring,
            (select string_agg(name || E'\n' || summary, E'\n' order by position) from path_variants where path_id = $1),
            (select string_agg(rationale, E'\n' order by dimension) from path_ratings where path_id = $1),
            (select string_agg(text, E'\n' order by position) from path_points where path_id = $1), body)
        where id = $1
        "#,
        id,
    )
    .execute(conn)
    .await?;
    Ok(())
}
