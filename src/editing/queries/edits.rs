use crate::{
    accounts::{Member, Role},
    editing::{About, Cause, Edit, EditsQuery, FactChange, editable::Place, reason::Reason},
    values::{ClosedList as _, Currency},
};
use sqlx::{PgConnection, PgExecutor, types::Json};

/// The handle of what a command did, which nobody signs in for.
pub const OPERATOR: &str = "operator";

/// Adds an edit of a path or a case study to the history.
pub async fn record(
    conn: &mut PgConnection,
    place: &Place,
    version: i32,
    by: &Member,
    reason: &Reason,
    facts: &[FactChange],
) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        with edit as (
            insert into edits (path_id, case_id, version, cause, why, account_id, role, handle)
            values ($1, $2, $3, $4, $5, $6, $7, $8) returning id
        )
        insert into edited_facts (edit_id, position, fact, old, new)
        select edit.id, f.position, f.fact, f.old, f.new
        from edit, rows from (jsonb_to_recordset($9) as (fact text, old text, new text)) with ordinality
            as f (fact, old, new, position)
        "#,
        place.path_id.0,
        place.case_id.map(|id| id.0),
        version,
        reason.cause.word(),
        reason.why,
        by.id.0,
        by.role.word(),
        by.handle,
        Json(facts) as _,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Adds an edit of a currency's rates to the history; by nobody it is the operator's. Whoever entered the rates before, in
/// the same transaction, keeps others from doing so.
pub async fn record_rates(
    conn: &mut PgConnection,
    currency: Currency,
    by: Option<&Member>,
    reason: &Reason,
    facts: &[FactChange],
) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        with edit as (
            insert into edits (currency, version, cause, why, account_id, role, handle)
            select $1, count(*) + 1, $2, $3, $4, $5, $6 from edits where currency = $1 returning id
        )
        insert into edited_facts (edit_id, position, fact, old, new)
        select edit.id, f.position, f.fact, f.old, f.new
        from edit, rows from (jsonb_to_recordset($7) as (fact text, old text, new text)) with ordinality
            as f (fact, old, new, position)
        "#,
        currency.word(),
        reason.cause.word(),
        reason.why,
        by.map(|by| by.id.0),
        by.map(|by| by.role.word()),
        by.map_or(OPERATOR, |by| &by.handle),
        Json(facts) as _,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The edits asked for, the newest first.
pub async fn edits(
    db: impl PgExecutor<'_>,
    query: &EditsQuery<'_>,
    limit: i64,
    offset: i64,
) -> sqlx::Result<Vec<Edit>> {
    let rows = sqlx::query!(
        r#"
        select e.id, e.at, e.cause as "cause: Cause", e.why, e.role as "role: Role", e.handle, e.currency::text as "currency: Currency",
               p.slug as "path_slug?", p.name as "path_name?", c.slug as "case_slug?", c.title as "case_title?",
               (select coalesce(jsonb_agg(jsonb_build_object('fact', f.fact, 'old', f.old, 'new', f.new) order by f.position), '[]')
                from edited_facts f where f.edit_id = e.id) as "facts!: Json<Vec<FactChange>>",
               count(*) over () as "total!"
        from edits e left join paths p on p.id = e.path_id left join case_studies c on c.id = e.case_id
        where ($1::text is null or e.cause = $1)
          and ($2::text is null or p.slug = $2 or $2 = 'rates' and e.currency is not null)
          and ($3::bigint is null or e.path_id = $3 and e.case_id is not distinct from $4)
          and e.version > $5
        order by e.id desc
        limit $6 offset $7
        "#,
        query.cause,
        query.path,
        query.page.map(|(path_id, _)| path_id.0),
        query.page.and_then(|(_, case_id)| case_id).map(|id| id.0),
        query.after,
        limit,
        offset,
    )
    .fetch_all(db)
    .await?;
    let edits = rows.into_iter().map(|row| Edit {
        id: row.id,
        at: row.at,
        cause: row.cause,
        why: row.why,
        role: row.role,
        handle: row.handle,
        about: match (row.currency, row.case_slug.zip(row.case_title), row.path_slug.zip(row.path_name)) {
            (Some(currency), ..) => About::Rates(currency),
            (None, Some((slug, title)), path) => About::Case { slug, title, path: path.unwrap_or_default() },
            (None, None, path) => {
                let (slug, name) = path.unwrap_or_default();
                About::Path { slug, name }
            }
        },
        facts: row.facts.0,
        total: row.total,
    });
    Ok(edits.collect())
}
