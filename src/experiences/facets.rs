//! The counts beside the values of every facet. Pages know of this only [`count`] and [`Tally`], so that another
//! engine can do the counting.

use super::filter::{self, QUALITIES};
use crate::web::View;
use sqlx::{PgPool, Postgres, QueryBuilder};
use std::collections::HashMap;

/// Distinct experiences that a view, and each step away from it, would show.
#[derive(Debug, Default)]
pub struct Tally {
    /// Those that pass every filter.
    pub total: i64,
    by_word: HashMap<(&'static str, String), i64>,
    missed_by: HashMap<String, i64>,
}

impl Tally {
    /// Those with this word that pass the filters of all other facets.
    pub fn of(&self, key: &str, word: &str) -> i64 {
        QUALITIES
            .iter()
            .find(|quality| quality.key == key)
            .and_then(|quality| self.by_word.get(&(quality.key, word.to_owned())))
            .copied()
            .unwrap_or_default()
    }

    /// Those that pass when this facet's filter is taken away.
    pub fn without(&self, key: &str) -> i64 {
        self.total + self.missed_by.get(key).copied().unwrap_or_default()
    }
}

/// Reads each experience once. One that passes every filter counts for all its words, one that misses only a single
/// facet's filter counts for its words of that facet.
pub async fn count(db: &PgPool, view: &View) -> sqlx::Result<Tally> {
    let mut query = QueryBuilder::new("with near as (select ");
    push_missed(&mut query, view);
    for quality in QUALITIES {
        query.push(", ").push(quality.said).push(" as ").push(quality.key);
    }
    query.push(
        " from experiences e join paths p on p.id = e.path_id left join path_variants v on v.id = e.variant_id where ",
    );
    push_near(&mut query, view);
    filter::narrow_to_words(&mut query, view);
    query.push(") select missed, grouping(");
    push_keys(&mut query, ", ");
    query.push(") as without, coalesce(");
    push_keys(&mut query, ", ");
    query.push(") as said, count(*) as n from near group by grouping sets ((missed), (missed, ");
    push_keys(&mut query, "), (missed, ");
    query.push("))");
    let groups: Vec<Group> = query.build_query_as().fetch_all(db).await?;
    let mut tally = Tally::default();
    groups.iter().for_each(|group| tally.add(group));
    Ok(tally)
}

/// The facet whose filter the experience misses; null if it passes all.
fn push_missed(query: &mut QueryBuilder<Postgres>, view: &View) {
    query.push("case");
    for quality in filter::chosen(view) {
        query.push(" when (");
        quality.push_test(query, view);
        query.push(") is not true then '").push(quality.key).push("'");
    }
    query.push(" when false then '' end as missed");
}

/// The condition that one filter at most is missed.
fn push_near(query: &mut QueryBuilder<Postgres>, view: &View) {
    for quality in filter::chosen(view) {
        query.push("((");
        quality.push_test(query, view);
        query.push(") is not true)::int + ");
    }
    query.push("0 <= 1");
}

fn push_keys(query: &mut QueryBuilder<Postgres>, between: &'static str) {
    for (place, quality) in QUALITIES.iter().enumerate() {
        query.push(if place == 0 { "" } else { between }).push(quality.key);
    }
}

/// So many experiences that miss the same and say the same in one facet, or in none.
#[derive(sqlx::FromRow)]
struct Group {
    missed: Option<String>,
    /// A bit for each facet, the last one lowest; the group's own facet has 0.
    without: i32,
    said: Option<String>,
    n: i64,
}

impl Group {
    /// The key of the facet this group is about.
    fn key(&self) -> Option<&'static str> {
        let from_the_end = usize::try_from((!self.without).trailing_zeros()).ok()?;
        let place = QUALITIES.len().checked_sub(1 + from_the_end)?;
        Some(QUALITIES.get(place)?.key)
    }
}

impl Tally {
    fn add(&mut self, group: &Group) {
        match (group.key(), &group.missed) {
            (None, None) => self.total += group.n,
            (None, Some(missed)) => *self.missed_by.entry(missed.clone()).or_default() += group.n,
            (Some(key), missed) if missed.as_deref().is_none_or(|missed| missed == key) => {
                let words = group.said.as_deref().unwrap_or_default().split(',');
                for word in words.filter(|word| !word.is_empty()) {
                    *self.by_word.entry((key, word.to_owned())).or_default() += group.n;
                }
            }
            _ => {}
        }
    }
}
