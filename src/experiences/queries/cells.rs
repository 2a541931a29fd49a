//! Which words of the public rows are common enough to be shown.

use crate::values::{PathId, SubmissionId};
use sqlx::PgExecutor;

/// A path whose reports came, changed or went since its words were counted, and which those were.
#[derive(Debug)]
pub struct Due {
    pub path_id: PathId,
    pub submission_ids: Vec<SubmissionId>,
}

/// Whoever takes what is due counts it in the same transaction.
pub async fn take_due(db: impl PgExecutor<'_>) -> sqlx::Result<Vec<Due>> {
    let rows = sqlx::query!(
        r#"
        with due as (delete from cells_due returning path_id, submission_id)
        select path_id as "path_id!: PathId", array_agg(submission_id) as "submission_ids!: Vec<SubmissionId>"
        from due group by 1 order by 1
        "#
    );
    let due = rows.fetch_all(db).await?.into_iter();
    Ok(due.map(|row| Due { path_id: row.path_id, submission_ids: row.submission_ids }).collect())
}

pub async fn are_due(db: impl PgExecutor<'_>) -> sqlx::Result<bool> {
    sqlx::query_scalar!(r#"select exists (select from cells_due) as "are!""#).fetch_one(db).await
}

/// Counts the path's words anew; gives whether others than before may be shown. From the rarest up, a word is too rare while
/// fewer than five reports have it, or while those before it are fewer than five together: so nobody stands alone under it, nor
/// among those that are merged.
pub async fn count(db: impl PgExecutor<'_>, path_id: PathId) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"
        with cells as (
            select said.facet, said.value, count(*) as n
            from experience_originals o cross join lateral (
                values ('variant', o.variant), ('background', o.background), ('years_in_field', o.years_in_field),
                       ('audience_before', o.audience_before), ('region', o.region),
                       ('first_customer_channel', o.first_customer_channel), ('capital_band', o.capital_band),
                       ('teaching_share', o.teaching_share), ('ai_helped_write', o.ai_helped_write)
                union all select 'income_model', unnest(o.income_model)
                union all select 'ai_used_for', unnest(o.ai_used_for)
                union all select 'stop_reasons', unnest(o.stop_reasons)
            ) as said (facet, value)
            where o.path_id = $1 and said.value is not null
            group by said.facet, said.value
        ), ranked as (
            select facet, value, n, sum(n) over (partition by facet order by n, value
                                                 rows between unbounded preceding and 1 preceding) as rarer
            from cells
        ), common as (
            select facet, value from ranked where n >= 5 and coalesce(rarer >= 5, true)
        ), gone as (
            delete from common_cells c where path_id = $1
                and not exists (select from common n where (n.facet, n.value) = (c.facet, c.value)) returning 1
        ), come as (
            insert into common_cells (path_id, facet, value) select $1, facet, value from common
            on conflict do nothing returning 1
        )
        select exists (select from gone) or exists (select from come) as "changed!"
        "#,
        path_id.0,
    )
    .fetch_one(db)
    .await
}

/// Writes into the rows of the path, or of these submissions alone, the words that may be shown as they were counted last, and
/// `merged` for others: late is safe.
pub async fn show(
    db: impl PgExecutor<'_>,
    path_id: PathId,
    submission_ids: Option<&[SubmissionId]>,
) -> sqlx::Result<()> {
    let submission_ids: Option<Vec<i64>> = submission_ids.map(|ids| ids.iter().map(|id| id.0).collect());
    sqlx::query!(
        r#"
        with common as materialized (
            select coalesce(array_agg(facet || ':' || value), '{}') as words from common_cells where path_id = $1
        ), may as (
            select o.submission_id, c.words,
                   nullif(o.variant, '')::bigint as variant, o.variant is not null and not 'variant:' || o.variant = any(c.words) as variant_is_merged,
                   shown_word(c.words, 'background', o.background) as background,
                   shown_word(c.words, 'years_in_field', o.years_in_field) as years_in_field,
                   shown_word(c.words, 'audience_before', o.audience_before) as audience_before,
                   shown_word(c.words, 'region', o.region) as region,
                   shown_words(c.words, 'income_model', o.income_model) as income_model,
                   shown_words(c.words, 'ai_used_for', o.ai_used_for) as ai_used_for,
                   coalesce(shown_word(c.words, 'first_customer_channel', o.first_customer_channel), 'none_yet') as first_customer_channel,
                   coalesce(shown_word(c.words, 'capital_band', o.capital_band), 'none') as capital_band,
                   coalesce(shown_word(c.words, 'teaching_share', o.teaching_share), 'none') as teaching_share,
                   shown_words(c.words, 'stop_reasons', o.stop_reasons) as stop_reasons,
                   coalesce(shown_word(c.words, 'ai_helped_write', o.ai_helped_write), 'no') as ai_helped_write,
                   o.budget_usd
            from experience_originals o, common c
            where o.path_id = $1 and ($2::bigint[] is null or o.submission_id = any($2))
        ), new as (
            select submission_id, case when not variant_is_merged then variant end as variant_id, variant_is_merged, background,
                   years_in_field, audience_before, region, income_model, ai_used_for, first_customer_channel, capital_band,
                   teaching_share, stop_reasons, ai_helped_write, case when capital_band <> 'merged' then budget_usd end as budget_usd
            from may
        )
        update experiences e set
            (variant_id, variant_is_merged, background, years_in_field, audience_before, region, income_model, ai_used_for,
             first_customer_channel, capital_band, teaching_share, stop_reasons, ai_helped_write, budget_usd)
            = (new.variant_id, new.variant_is_merged, new.background, new.years_in_field, new.audience_before, new.region,
               new.income_model, new.ai_used_for, new.first_customer_channel, new.capital_band, new.teaching_share,
               new.stop_reasons, new.ai_helped_write, new.budget_usd)
        from new where new.submission_id = e.submission_id
          and (e.variant_id, e.variant_is_merged, e.background, e.years_in_field, e.audience_before, e.region, e.income_model,
               e.ai_used_for, e.first_customer_channel, e.capital_band, e.teaching_share, e.stop_reasons, e.ai_helped_write, e.budget_usd)
              is distinct from
              (new.variant_id, new.variant_is_merged, new.background, new.years_in_field, new.audience_before, new.region,
               new.income_model, new.ai_used_for, new.first_customer_channel, new.capital_band, new.teaching_share,
               new.stop_reasons, new.ai_helped_write, new.budget_usd)
        "#,
        path_id.0,
        submission_ids as _,
    )
    .execute(db)
    .await?;
    Ok(())
}
