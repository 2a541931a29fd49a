use crate::{
    content,
    paths::{self, HustlePath, Rating, Variant},
    values::ClosedList as _,
};
use sqlx::PgConnection;

/// Writes what the path's own form holds. False if a variant's name was taken by another path meanwhile.
pub async fn store_path(conn: &mut PgConnection, path: &HustlePath) -> sqlx::Result<bool> {
    sqlx::query!(
        r#"
        update paths set name = $2, tagline = $3, one_line = $4, summary = $5, what_you_sell = $6, who_pays = $7,
            must_bring = $8, body = $9
        where id = $1
        "#,
        path.id,
        path.name,
        path.tagline,
        path.one_line,
        path.summary,
        path.what_you_sell.word(),
        path.who_pays,
        path.must_bring,
        path.body.0,
    )
    .execute(&mut *conn)
    .await?;
    for (position, variant) in (1_i16..).zip(&path.variants) {
        if !store_variant(conn, path.id, position, variant).await? {
            return Ok(false);
        }
    }
    content::store_points(conn, path.id, &path.points).await?;
    paths::index_words(conn, path.id).await?;
    Ok(true)
}

async fn store_variant(
    conn: &mut PgConnection,
    path_id: i64,
    position: i16,
    variant: &Variant,
) -> sqlx::Result<bool> {
    let stored = sqlx::query!(
        r#"
        insert into path_variants (path_id, position, slug, name, summary, warned_against, basis)
        values ($1, $2, $3, $4, $5, $6, $7)
        on conflict (slug) do update set position = excluded.position, name = excluded.name, summary = excluded.summary,
            warned_against = excluded.warned_against, basis = excluded.basis
        where path_variants.path_id = excluded.path_id
        "#,
        path_id,
        position,
        variant.slug.as_str(),
        variant.name,
        variant.summary,
        variant.warned_against,
        variant.basis.word(),
    )
    .execute(conn)
    .await?;
    Ok(stored.rows_affected() == 1)
}

/// Writes the rating, dated today.
pub async fn store_rating(conn: &mut PgConnection, path_id: i64, rating: &Rating) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        insert into path_ratings (path_id, dimension, values, detail, basis, rationale, source, rated_on)
        values ($1, $2, $3, $4, $5, $6, $7, (now() at time zone 'utc')::date)
        on conflict (path_id, dimension) do update set values = excluded.values, detail = excluded.detail,
            basis = excluded.basis, rationale = excluded.rationale, source = excluded.source, rated_on = excluded.rated_on
        "#,
        path_id,
        rating.dimension.word(),
        &rating.values,
        &rating.detail,
        rating.basis.word(),
        rating.rationale,
        rating.source,
    )
    .execute(&mut *conn)
    .await?;
    paths::index_words(conn, path_id).await
}
