use super::{
    ExperienceCard,
    facets::Tally,
    filter::{self, OPEN, SORTS},
    queries,
    report_index::{self, CountedView},
    summary::ListSummary,
};
use crate::counting::SharedIndex;
use crate::values::{how_many, isolated};
use crate::web::{
    self, Chip, Chrome, FacetView, LeftOut, Page, Pager, Query, Result, SortView, View, filters,
};
use askama::Template;
use axum::extract::State;
use sqlx::PgPool;
use time::Date;

const BASE: &str = "/experiences";

#[derive(Debug, Template)]
#[template(path = "experiences/index.html")]
pub struct IndexPage {
    chrome: Chrome,
    today: Date,
    /// Of how many the list is a part.
    all: i64,
    total: i64,
    chosen: usize,
    words: Option<String>,
    /// The address of these reports as a feed.
    feed: String,
    facets: Vec<FacetView>,
    chips: Vec<Chip>,
    sort: SortView,
    /// What survives a change of the filters.
    keep: Vec<(&'static str, &'static str)>,
    cards: Vec<ExperienceCard>,
    summary: ListSummary,
    pager: Pager,
    left_out: LeftOut,
    near_misses: Vec<NearMiss>,
}

/// What an empty list would show without one of its filters.
#[derive(Debug)]
struct NearMiss {
    label: String,
    url: String,
    n: i64,
}

/// `GET /experiences`: every published report, narrowed and ordered by the query.
pub async fn page(
    chrome: Chrome,
    query: Query,
    State(db): State<PgPool>,
    State(index): State<SharedIndex>,
) -> Result<Page<IndexPage>> {
    let choices = queries::choices(&db).await?;
    let today = crate::clock::today(&db).await?;
    let known = filter::facets(&choices, today);
    let asked = View::read(BASE, &known, SORTS, &query);
    let CountedView { tally, counts, strata, of: all, few } =
        report_index::shown(&db, &index, &asked).await?;
    let pager = asked.pager(tally.total);
    let view = asked.with_page(pager.page);
    let chips = view.chips(&known);
    Ok(Page(IndexPage {
        chrome: chrome.at(&view.url()),
        today,
        all,
        total: tally.total,
        chosen: view.selection.count(),
        words: view.words.clone(),
        feed: view.url_at("/feeds/experiences.atom"),
        facets: facet_views(&known, &view, &tally),
        near_misses: if tally.total == 0 {
            near_misses(&db, &index, &view, &tally, &known).await?
        } else {
            Vec::new()
        },
        chips,
        sort: view.sort_view(),
        keep: sort_kept(&view),
        cards: queries::list(&db, &view, few.as_deref()).await?,
        summary: ListSummary::of(&strata, &counts),
        pager,
        left_out: view.left_out,
    }))
}

impl IndexPage {
    /// A page that search engines may keep: fewer than three reports are not worth a visit of their own.
    fn is_thin(&self) -> bool {
        self.total < 3
    }

    fn count(&self) -> String {
        let all = how_many(self.all, "report");
        match self.total == self.all {
            true => all,
            false => format!("{} of {all}", self.total),
        }
    }

    fn submit(&self) -> String {
        format!("Show {}", how_many(self.total, "report"))
    }

    /// The filters in words, for the title: `Content creation, Earning`.
    fn filters(&self) -> String {
        let values = self
            .chips
            .iter()
            .map(|chip| chip.label.split_once(": ").map_or(&*chip.label, |(_, value)| value));
        values.take(3).collect::<Vec<_>>().join(", ")
    }
}

fn facet_views(known: &[web::Facet], view: &View, tally: &Tally) -> Vec<FacetView> {
    let mut views = web::facets::views(known, &view.selection, |key, word| tally.with(key, word));
    views.iter_mut().for_each(|facet| facet.open |= OPEN.contains(&facet.key));
    views
}

fn sort_kept(view: &View) -> Vec<(&'static str, &'static str)> {
    let is_default = SORTS.first().is_some_and(|(word, _)| *word == view.sort());
    if is_default { Vec::new() } else { vec![("sort", view.sort())] }
}

async fn near_misses(
    db: &PgPool,
    index: &SharedIndex,
    view: &View,
    tally: &Tally,
    known: &[web::Facet],
) -> Result<Vec<NearMiss>> {
    let facets = known.iter().filter(|facet| !view.selection.of(facet.key).is_empty());
    let mut misses: Vec<NearMiss> = facets.map(|facet| without_facet(view, facet, tally)).collect();
    if let Some(words) = &view.words {
        let wider = view.without_words();
        let n = report_index::figures(db, index, &wider).await?.0.published;
        misses.push(NearMiss { label: isolated(words), url: wider.url(), n });
    }
    Ok(misses)
}

fn without_facet(view: &View, facet: &web::Facet, tally: &Tally) -> NearMiss {
    let chosen = view.selection.of(facet.key);
    let labels =
        facet.values.iter().filter(|(word, _)| chosen.contains(word)).map(|(_, label)| isolated(label));
    let wider = chosen.iter().fold(view.clone(), |view, word| view.without(facet.key, word));
    NearMiss {
        label: format!("{}: {}", facet.label, labels.collect::<Vec<_>>().join(" or ")),
        url: wider.url(),
        n: tally.without(facet.key),
    }
}
