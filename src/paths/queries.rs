//! Every statement that this feature sends to Postgres.

use super::{Basis, Dimension, HustlePath, Measured, Point, Rating, Section, Variant, WhatYouSell};
use crate::{
    db::with_columns,
    values::{ClosedList as _, Markdown, PathId, Slug},
};
use sqlx::{PgConnection, PgPool, types::Json};
use time::OffsetDateTime;

/// A path as a form offers it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathOption {
    pub id: PathId,
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
pub async fn read_by_two_since(db: &PgPool, path_id: PathId) -> sqlx::Result<Option<OffsetDateTime>> {
    sqlx::query_scalar!(
        "select min(opened_at) from path_signals where path_id = $1 and closed_at is null",
        path_id.0
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
    let ids: Vec<PathId> = rows.iter().map(|row| row.id).collect();
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

fn of_path<T: Clone>(rows: &[(PathId, T)], id: PathId) -> Vec<T> {
    rows.iter().filter(|(path_id, _)| *path_id == id).map(|(_, row)| row.clone()).collect()
}

async fn ratings_of(db: &PgPool, ids: &[PathId]) -> sqlx::Result<Vec<(PathId, Rating)>> {
    let rows = sqlx::query!(
        r#"
        select path_id, dimension as "dimension: Dimension", values, detail, basis as "basis: Basis", rationale, source,
               rated_on
        from path_ratings where path_id = any($1)
        order by path_id, dimension
        "#,
        ids as _,
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

async fn points_of(db: &PgPool, ids: &[PathId]) -> sqlx::Result<Vec<(PathId, Point)>> {
    let rows = sqlx::query!(
        r#"
        select path_id, section as "section: Section", text, basis as "basis: Basis", fact
        from path_points where path_id = any($1)
        order by path_id, section, position
        "#,
        ids as _,
    )
    .fetch_all(db)
    .await?;
    let points = rows.into_iter().map(|row| {
        (row.path_id, Point { section: row.section, text: row.text, basis: row.basis, fact: row.fact })
    });
    Ok(points.collect())
}

/// Writes all that is said of a path, under its slug: from the file of this hash, or, without one, as an editor has it. False
/// if it may not: a file leaves alone what an editor has changed, and an editor a variant of another path.
pub async fn put(conn: &mut PgConnection, path: &HustlePath, file_hash: Option<&str>) -> sqlx::Result<bool> {
    let id = with_columns!(
        query_scalar,
        "position, name, tagline, one_line, summary, what_you_sell, who_pays, must_bring, body",
        "
        insert into paths as p (slug, updated_on, content_hash, " columns ")
        select $1, $2, $3, " columns " from jsonb_populate_record(null::paths, $4)
        on conflict (slug) do update set
            (" columns ") = (select " columns " from (select excluded.*) as new),
            updated_on = case when excluded.content_hash is null then p.updated_on else excluded.updated_on end,
            content_hash = coalesce(excluded.content_hash, p.content_hash),
            version = p.version + (excluded.content_hash is not null)::int
        where p.edited_at is null or excluded.content_hash is null
        returning id
        ",
        path.slug.as_str(),
        path.updated_on,
        file_hash,
        Json(path) as _,
    );
    let Some(id) = id.fetch_optional(&mut *conn).await? else { return Ok(false) };
    if !put_variants(conn, id, &path.variants, file_hash.is_some()).await? {
        return Ok(false);
    }
    for rating in &path.ratings {
        store_rating(conn, id, rating).await?;
    }
    put_points(conn, id, &path.points).await?;
    index_words(conn, id).await?;
    Ok(true)
}

/// Variants keep their rows, since reports name them. One that an editor gave to another path stays there; false if an editor
/// asks for one of another path.
async fn put_variants(
    conn: &mut PgConnection,
    path_id: PathId,
    variants: &[Variant],
    is_file: bool,
) -> sqlx::Result<bool> {
    let slugs: Vec<String> = variants.iter().map(|variant| variant.slug.to_string()).collect();
    sqlx::query!("delete from path_variants where path_id = $1 and slug <> all($2)", path_id.0, &slugs)
        .execute(&mut *conn)
        .await?;
    let stored = sqlx::query!(
        r#"
        insert into path_variants as v (path_id, position, slug, name, summary, warned_against, basis)
        select $1, ordinality, slug, name, summary, warned_against, basis
        from jsonb_populate_recordset(null::path_variants, $2) with ordinality
        on conflict (slug) do update set path_id = excluded.path_id, position = excluded.position, name = excluded.name,
            summary = excluded.summary, warned_against = excluded.warned_against, basis = excluded.basis
        where v.path_id = excluded.path_id or $3 and (select edited_at is null from paths p where p.id = v.path_id)
        "#,
        path_id.0,
        Json(variants) as _,
        is_file,
    );
    let stored = stored.execute(conn).await?.rows_affected();
    Ok(is_file || stored == variants.len() as u64)
}

/// Puts these points, in their order, in the place of the path's points.
async fn put_points(conn: &mut PgConnection, path_id: PathId, points: &[Point]) -> sqlx::Result<()> {
    sqlx::query!("delete from path_points where path_id = $1", path_id.0).execute(&mut *conn).await?;
    sqlx::query!(
        r#"
        insert into path_points (path_id, section, position, text, basis, fact)
        select $1, section, ordinality, text, basis, fact
        from jsonb_populate_recordset(null::path_points, $2) with ordinality
        "#,
        path_id.0,
        Json(points) as _,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Writes one rating of a path.
pub async fn put_rating(conn: &mut PgConnection, path_id: PathId, rating: &Rating) -> sqlx::Result<()> {
    store_rating(conn, path_id, rating).await?;
    index_words(conn, path_id).await
}

async fn store_rating(conn: &mut PgConnection, path_id: PathId, rating: &Rating) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        insert into path_ratings (path_id, dimension, values, detail, basis, rationale, source, rated_on)
        values ($1, $2, $3, $4, $5, $6, $7, $8)
        on conflict (path_id, dimension) do update set values = excluded.values, detail = excluded.detail,
            basis = excluded.basis, rationale = excluded.rationale, source = excluded.source, rated_on = excluded.rated_on
        "#,
        path_id.0,
        rating.dimension.word(),
        &rating.values,
        &rating.detail,
        rating.basis.word(),
        rating.rationale,
        rating.source,
        rating.rated_on,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Counts the version up if it is still this one, and gives the new one; none otherwise. From then on the row is the editors':
/// no file overwrites it.
pub async fn edit_next(conn: &mut PgConnection, id: PathId, version: i32) -> sqlx::Result<Option<i32>> {
    sqlx::query_scalar!(
        r#"
        update paths set version = version + 1, edited_at = now(), updated_on = (now() at time zone 'utc')::date
        where id = $1 and version = $2
        returning version
        "#,
        id.0,
        version,
    )
    .fetch_optional(conn)
    .await
}

/// Renews what a search for this path may find that is in no column of its own. Call it after any change of its texts.
pub async fn index_words(conn: &mut PgConnection, id: PathId) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        update paths set search_text = concat_ws(E'\n', who_pays, must_bring,
            (select string_agg(name || E'\n' || summary, E'\n' order by position) from path_variants where path_id = $1),
            (select string_agg(rationale, E'\n' order by dimension) from path_ratings where path_id = $1),
            (select string_agg(text, E'\n' order by position) from path_points where path_id = $1), body)
        where id = $1
        "#,
        id.0,
    )
    .execute(conn)
    .await?;
    Ok(())
}
