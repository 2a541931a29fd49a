//! The index of published reports by which lists are narrowed and counted, in memory: at a million reports the counts
//! beside every value of every facet take milliseconds. Each copy of the program has its own index and asks before each
//! answer for what changed, so that counts are those of the moment.

mod queries;

use super::{
    Counts,
    facets::{Narrowed, Tally},
    lists::InFigures,
    queries as reports,
};
use crate::{
    counting::{Bits, Entry, Moment, ReportIndex, SharedIndex},
    figures::{
        Due, Spread, Starts, Strata,
        definitions::{EARNED, HEARD},
    },
    reports::{Kind, Status},
    values::{ClosedList as _, ExperienceId},
    web::View,
};
use sqlx::PgPool;
use std::time::Duration;
use tokio::time::sleep;

/// Where a registered start stands, by the words of `standing_of_start`: a key of the index that is no facet.
const STANDING: &str = "standing";
/// Changes are noted for a week, so an index of yesterday can be brought up to date.
const TOO_OLD: time::Duration = time::Duration::DAY;
/// How often the index is brought up to date when nobody asks.
const LOOK_EVERY: Duration = Duration::from_secs(60);
const TRY_AGAIN_AFTER: Duration = Duration::from_secs(1);

/// A view, counted.
#[derive(Debug)]
pub struct CountedView {
    pub tally: Tally,
    pub counts: Counts,
    pub strata: Strata,
    /// How many reports are published in all.
    pub of: i64,
    /// The ids of what is shown; none if they are many.
    pub few: Option<Vec<ExperienceId>>,
}

/// Up to so many are looked up one by one; among more, the first of any order are soon met.
const FEW: i64 = 5_000;

pub async fn shown(db: &PgPool, shared: &SharedIndex, view: &View) -> sqlx::Result<CountedView> {
    read(db, shared, view, |index, narrowed| {
        let (set, tally) = (narrowed.all(), Tally::of(index, narrowed));
        CountedView {
            counts: Counts::of(index, &set),
            strata: strata(index, &set),
            of: index.all().count(),
            few: (tally.total <= FEW).then(|| index.ids(&set)),
            tally,
        }
    })
    .await
}

/// Counts and outcomes of what a view shows.
pub async fn figures(db: &PgPool, shared: &SharedIndex, view: &View) -> sqlx::Result<(Counts, Strata)> {
    read(db, shared, view, |index, narrowed| {
        let set = narrowed.all();
        (Counts::of(index, &set), strata(index, &set))
    })
    .await
}

async fn read<T>(
    db: &PgPool,
    shared: &SharedIndex,
    view: &View,
    read: impl FnOnce(&ReportIndex, &Narrowed) -> T,
) -> sqlx::Result<T> {
    let found = reports::found(db, view).await?;
    bring_up_to_date(db, shared).await?;
    Ok(shared.read(|index| read(index, &Narrowed::of(index, view, found.as_deref()))))
}

/// Makes the index know of every change; fills it first if that was not done.
pub async fn bring_up_to_date(db: &PgPool, shared: &SharedIndex) -> sqlx::Result<()> {
    loop {
        let since = shared.moment(fill(db)).await?;
        // One connection for all of it: another may lead to another server while one takes the place of the other.
        let mut conn = db.acquire().await?;
        let news = queries::news(&mut conn, &since).await?;
        if news.moment.database != since.database || news.moment.at - since.at > TOO_OLD {
            drop(conn);
            shared.replace(&since, fill(db)).await?;
            continue;
        }
        let is_recent = (news.moment.at - since.at).unsigned_abs() < LOOK_EVERY;
        if news.changed.is_empty() && news.moment.day == since.day && is_recent {
            return Ok(());
        }
        let entries = queries::entries(&mut conn, &news.changed).await?;
        if shared.apply(&since, news.moment, &news.changed, entries) {
            return Ok(());
        }
    }
}

/// What is read after the moment was taken is newer at most, and comes again with the news.
async fn fill(db: &PgPool) -> sqlx::Result<(ReportIndex, Moment)> {
    let mut conn = db.acquire().await?;
    let moment = queries::moment(&mut conn).await?;
    let mut index = ReportIndex::default();
    let mut last = ExperienceId::default();
    loop {
        let entries = queries::entries_after(&mut conn, last).await?;
        let Some(Entry { id, .. }) = entries.last() else { return Ok((index, moment)) };
        last = *id;
        entries.into_iter().for_each(|entry| index.put(entry));
    }
}

/// Keeps the index from growing old, for as long as the site is served.
pub async fn keep_fresh(db: PgPool, shared: SharedIndex) {
    loop {
        let upkeep = async {
            bring_up_to_date(&db, &shared).await?;
            queries::forget_old_changes(&db).await
        };
        match upkeep.await {
            Ok(()) => sleep(LOOK_EVERY).await,
            Err(sqlx::Error::PoolClosed) => return,
            Err(error) => {
                tracing::warn!("counting the reports failed and is tried again: {error}");
                sleep(TRY_AGAIN_AFTER).await;
            }
        }
    }
}

/// The outcomes of a set, apart by who tells them.
fn strata(index: &ReportIndex, set: &Bits) -> Strata {
    let of = |key: &str, words: &[&str]| {
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        let mut part = set.clone();
        part.retain(&index.having(key, &words));
        part
    };
    let registered = of("kind", &[Kind::RegisteredStart.word()]);
    let standings = index.counts(&registered, STANDING);
    let starts = Starts::of_standings(
        standings.map(|(word, people)| (word, usize::try_from(people).unwrap_or_default())),
    );
    let answered = of(STANDING, &[EARNED]);
    Strata {
        registered: Due {
            starts,
            heard: index.spread(&of(STANDING, &HEARD)),
            still_earning: usize::try_from(answered.count_with(&of("status", &[Status::Earning.word()])))
                .unwrap_or_default(),
            known: index.spread(&registered),
        },
        told: index.spread(&of("kind", &[Kind::ToldAfterwards.word()])),
        sellers: Spread::default(),
    }
}

impl Counts {
    fn of(index: &ReportIndex, set: &Bits) -> Self {
        let having = |key: &str, word: &str| index.having(key, &[word.to_owned()]);
        let mut open = set.clone();
        open.remove_all(&having("in_figures", InFigures::KeptPrivate.word()));
        let in_figures = |why: InFigures| set.count_with(&having("in_figures", why.word()));
        let open_with = |key: &str, word: &str| open.count_with(&having(key, word));
        Self {
            published: set.count(),
            kept_private: set.count() - open.count(),
            headline: in_figures(InFigures::Counted),
            sellers: in_figures(InFigures::Seller),
            without_rate: in_figures(InFigures::NoRate),
            not_yet_known: in_figures(InFigures::NotYetKnown),
            registered: open_with("kind", Kind::RegisteredStart.word()),
            told_afterwards: open_with("kind", Kind::ToldAfterwards.word()),
        }
    }
}
