//! The search itself. Texts are stemmed as English; a slip of the pen is caught by comparing groups of three letters.

use super::{
    Counts, Hit, Kind, Results, SearchQuery,
    snippet::{START, STOP, Snippet},
};
use crate::web::PageNumber;
use sqlx::PgPool;

/// With fewer results than this, names that are only similar are looked up too.
const FEW: i64 = 3;

/// Everything that has the words asked for. Of experiences the newest thousand that match are ranked: whoever gets
/// more must narrow the search in any case.
pub async fn find(db: &PgPool, asked: &SearchQuery) -> sqlx::Result<Results> {
    let counts = count(db, asked).await?;
    let total = counts.total(&asked.kinds);
    let hits = matches(db, asked, asked.page.within(total).offset()).await?;
    let similar = if total < FEW && asked.is_plain() { similar(db, asked, &hits).await? } else { Vec::new() };
    Ok(Results { hits, counts, similar })
}

async fn count(db: &PgPool, asked: &SearchQuery) -> sqlx::Result<Counts> {
    let row = sqlx::query!(
        r#"
        with asked as materialized (select websearch_to_tsquery('english', $1) as words)
        select (select count(*) from paths t, asked where t.words @@ asked.words) as "paths!",
               (select count(*) from case_studies t, asked where t.words @@ asked.words) as "cases!",
               (select count(*) from (select from experiences t, asked where t.words @@ asked.words limit 1000) as found)
                   as "experiences!"
        "#,
        asked.words,
    )
    .fetch_one(db)
    .await?;
    let counts = [(Kind::Path, row.paths), (Kind::CaseStudy, row.cases), (Kind::Experience, row.experiences)];
    Ok(Counts(counts.into()))
}

/// A page of the matches, from this one on.
async fn matches(db: &PgPool, asked: &SearchQuery, offset: i64) -> sqlx::Result<Vec<Hit>> {
    let rows = sqlx::query_as!(
        HitRow,
        r#"
        with asked as materialized (select websearch_to_tsquery('english', $1) as words),
        found as (
            select 'paths' as kind, t.id, ts_rank(t.words, asked.words, 1) as rank
            from paths t, asked where t.words @@ asked.words and 'paths' = any ($2)
            union all
            select 'cases', t.id, ts_rank(t.words, asked.words, 1)
            from case_studies t, asked where t.words @@ asked.words and 'cases' = any ($2)
            union all
            select 'experiences', t.id, ts_rank(t.words, asked.words, 1)
            from asked, lateral (
                select e.id, e.words from experiences e
                where e.words @@ asked.words and 'experiences' = any ($2)
                order by e.confirmed_on desc, e.id desc limit 1000) t
        ),
        page as (
            select kind, id, rank from found order by rank desc, kind desc, id desc limit $3 offset $4
        )
        select page.kind as "kind!: Kind", shown.address as "address!", shown.title as "title!",
               shown.path_name, shown.ending, ts_headline('english', shown.text, asked.words, $5) as "marked!"
        from page, asked, lateral (
            select '/paths/' || p.slug as address, p.name as title, null as path_name, null as ending,
                   concat_ws(' ', p.one_line, p.summary, p.search_text) as text
            from paths p where page.kind = 'paths' and p.id = page.id
            union all
            select '/cases/' || c.slug, c.title, p.name, c.outcome,
                   concat_ws(' ', c.lede, regexp_replace(regexp_replace(c.body, '^#.*$', '', 'gn'), '[*_`>]+', '', 'g'), c.lesson)
            from case_studies c join paths p on p.id = c.path_id where page.kind = 'cases' and c.id = page.id
            union all
            select '/experiences/' || e.id, e.headline, p.name, e.status,
                   concat_ws(' ', e.what_i_did, e.what_went_wrong, e.tell_a_friend)
            from experiences e join paths p on p.id = e.path_id where page.kind = 'experiences' and e.id = page.id
        ) shown
        order by page.rank desc, page.kind desc, page.id desc
        "#,
        asked.words,
        &asked.kind_words(),
        PageNumber::SIZE,
        offset,
        headline_options(),
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(Hit::from).collect())
}

/// Things whose names are like the words asked for and that are not among the hits, the most similar first.
async fn similar(db: &PgPool, asked: &SearchQuery, hits: &[Hit]) -> sqlx::Result<Vec<Hit>> {
    let known: Vec<String> = hits.iter().map(|hit| hit.address.clone()).collect();
    let rows = sqlx::query_as!(
        HitRow,
        r#"
        with named as (
            select 'paths' as kind, '/paths/' || slug as address, name as title, null as path_name, null as ending,
                   one_line as marked, word_similarity($1, name) as likeness
            from paths where $1 <% name
            union all
            select 'cases', '/cases/' || c.slug, c.title, p.name, c.outcome, c.lede,
                   word_similarity($1, c.title || ' ' || c.person_label)
            from case_studies c join paths p on p.id = c.path_id where $1 <% (c.title || ' ' || c.person_label)
            union all
            (select 'experiences', '/experiences/' || e.id, e.headline, p.name, e.status,
                    left(coalesce(e.what_i_did, ''), 160), word_similarity($1, e.headline)
            from experiences e join paths p on p.id = e.path_id where $1 <% e.headline
            order by 7 desc, e.id desc limit 10)
        )
        select kind as "kind!: Kind", address as "address!", title as "title!", path_name, ending, marked as "marked!"
        from named where kind = any ($2) and address <> all ($3)
        order by likeness desc, kind desc, address limit 10
        "#,
        asked.words,
        &asked.kind_words(),
        &known,
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(Hit::from).collect())
}

struct HitRow {
    kind: Kind,
    address: String,
    title: String,
    path_name: Option<String>,
    ending: Option<String>,
    /// The text with the words found between the two markers.
    marked: String,
}

impl From<HitRow> for Hit {
    fn from(row: HitRow) -> Self {
        Self {
            kind: row.kind,
            address: row.address,
            title: row.title,
            snippet: Snippet::of(&row.marked),
            path_name: row.path_name,
            ending: row.ending,
        }
    }
}

fn headline_options() -> String {
    format!(
        "StartSel={START}, StopSel={STOP}, MaxWords=34, MinWords=14, MaxFragments=2, FragmentDelimiter=\" … \""
    )
}
