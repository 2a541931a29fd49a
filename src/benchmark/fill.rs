use sqlx::{AssertSqlSafe, Connection as _, PgConnection, PgPool};

/// How many rows a statement adds.
const BATCH: i64 = 20_000;

pub async fn is_empty(db: &PgPool) -> sqlx::Result<bool> {
    sqlx::query_scalar!(r#"select not exists (select from submissions) as "is!""#).fetch_one(db).await
}

/// Repeats the reports that are there until there are so many: each copy with sums of its own, and up to a year older.
///
/// Copies stand for no submission, so the references to those go; nothing else could be done with such a database.
pub async fn multiply(db: &PgPool, rows: i64) -> sqlx::Result<()> {
    let mut conn = db.acquire().await?;
    sqlx::raw_sql(
        "alter table experiences drop constraint experiences_submission_id_fkey, drop constraint experiences_revision_id_fkey",
    )
    .execute(&mut *conn)
    .await?;
    let there =
        sqlx::query_scalar!(r#"select count(*) as "n!" from experiences"#).fetch_one(&mut *conn).await?;
    let indexes = drop_indexes(&mut conn).await?;
    for first in (there..rows).step_by(BATCH as usize) {
        copy(&mut conn, first, (first + BATCH).min(rows)).await?;
    }
    let mut tx = conn.begin().await?;
    unhurried(&mut tx).await?;
    for index in indexes {
        sqlx::raw_sql(AssertSqlSafe(index)).execute(&mut *tx).await?;
    }
    sqlx::raw_sql("analyze experiences; analyze experience_changes").execute(&mut *tx).await?;
    tx.commit().await
}

/// Rows go in several times faster without them; gives the statements that make them again.
async fn drop_indexes(conn: &mut PgConnection) -> sqlx::Result<Vec<String>> {
    let indexes = sqlx::query!(
        r#"
        select indexdef as "made!", format('drop index %I', indexname) as "dropped!" from pg_indexes
        where tablename = 'experiences' and schemaname = current_schema()
          and indexname not in (select conname from pg_constraint)
        "#
    )
    .fetch_all(&mut *conn)
    .await?;
    let mut made = Vec::new();
    for index in indexes {
        sqlx::raw_sql(AssertSqlSafe(index.dropped)).execute(&mut *conn).await?;
        made.push(index.made);
    }
    Ok(made)
}

/// Adds the copies counted from `first` to before `end`.
async fn copy(conn: &mut PgConnection, first: i64, end: i64) -> sqlx::Result<()> {
    let mut tx = conn.begin().await?;
    unhurried(&mut tx).await?;
    sqlx::query!(
        r#"
        insert into experiences (submission_id, revision_id, published_at, amended_at, confirmed_on, version, kind, path_id,
            variant_id, background, years_in_field, audience_before, region, income_model, ai_used_for, tools,
            first_customer_channel, started_on, first_income_on, stopped_on, as_of, status, hours_per_week, weeks_active,
            hours_total, capital_band, teaching_share, sells_on_topic, seller, amounts_are, currency, revenue_total, costs_total,
            net_total, revenue_total_usd, costs_total_usd, net_total_usd, monthly_net_usd, net_hourly_usd, monthly_net_band,
            net_hourly_band, months_to_first_income, first_income_band, duration_months, duration_band, headline, what_i_did,
            what_went_wrong, tell_a_friend, stop_reasons, months_until_copied, ai_helped_write, grade, proof_seen, in_open_data,
            target_monthly_usd, stop_if_below_usd, stop_by, budget_usd, coarse_version)
        select -n, -n, published_at, amended_at, date_trunc('quarter', confirmed_on - (n % 365)::int)::date, version, kind, path_id,
            variant_id, background, years_in_field, audience_before, region, income_model, ai_used_for, tools,
            first_customer_channel, started_on, first_income_on, stopped_on, as_of, status, hours_per_week, weeks_active,
            hours_total, capital_band, teaching_share, sells_on_topic, seller, amounts_are, currency, revenue_total, costs_total,
            net_total, revenue_total_usd, costs_total_usd, net_total_usd, round((monthly_net_usd * factor)::numeric, 2 - length(abs(monthly_net_usd)::text))::bigint,
            round((net_hourly_usd * factor)::numeric, 2 - length(abs(net_hourly_usd)::text))::bigint, monthly_net_band,
            net_hourly_band, months_to_first_income, first_income_band, duration_months, duration_band, headline, what_i_did,
            what_went_wrong, tell_a_friend, stop_reasons, months_until_copied, ai_helped_write, grade, proof_seen, in_open_data,
            target_monthly_usd, stop_if_below_usd, stop_by, budget_usd, version
        from generate_series($1::bigint, $2::bigint - 1) as copies (n)
        cross join lateral (select 0.7 + (n * 7919 % 601) / 1000.0 as factor) as jitter
        join (select row_number() over (order by id) - 1 as place, count(*) over () as patterns, e.*
              from experiences e where submission_id > 0) as pattern on pattern.place = n % pattern.patterns
        "#,
        first,
        end,
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!(
        r#"
        insert into experience_originals (submission_id, path_id, confirmed_on, variant, background, years_in_field,
            audience_before, region, income_model, ai_used_for, first_customer_channel, capital_band, teaching_share, stop_reasons,
            ai_helped_write, budget_usd)
        select -n, path_id, confirmed_on, variant, background, years_in_field, audience_before, region, income_model, ai_used_for,
            first_customer_channel, capital_band, teaching_share, stop_reasons, ai_helped_write, budget_usd
        from generate_series($1::bigint, $2::bigint - 1) as copies (n)
        join (select row_number() over (order by e.id) - 1 as place, count(*) over () as patterns, o.*
              from experiences e join experience_originals o using (submission_id) where e.submission_id > 0
             ) as pattern on pattern.place = n % pattern.patterns
        "#,
        first,
        end,
    )
    .execute(&mut *tx)
    .await?;
    tx.commit().await
}

/// Nobody waits for these.
async fn unhurried(conn: &mut PgConnection) -> sqlx::Result<()> {
    sqlx::raw_sql("set local statement_timeout = 0").execute(conn).await.map(drop)
}
