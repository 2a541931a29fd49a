//! The figures of a set of reports, by the honest-figure rule: each figure with how many reports it rests on, its
//! likely range and its day, or with the reason for which it is withheld.

use super::{ApiQuery, Day, EXPERIENCES, Result, experiences::known};
use crate::{
    counting::SharedIndex,
    experiences::{self, Counts, InFigures},
    figures::{Grade, Interval, Middle, Monthly, Spread, definitions::is_loss, fragile},
    reports::{MonthlyBand, Status},
    values::{ClosedList as _, UsdCents},
    web::Site,
};
use axum::{Json, extract::State};
use serde::Serialize;
use sqlx::PgPool;
use utoipa::ToSchema;

/// Everything that may be said of a set of reports. Case studies are in none of it: they were chosen, not sampled.
#[derive(Debug, Serialize, ToSchema)]
pub struct Figures {
    /// The day of these figures, in UTC.
    as_of: Day,
    counts: SetCounts,
    /// Who had no income at all.
    never_earned: ShareFigure,
    /// Whose costs were higher than their income.
    out_of_pocket: ShareFigure,
    /// For whom a moderator saw a document that supports the sums.
    proof_seen: ShareFigure,
    /// How it stands, every state with its share; also those of nobody.
    states: Vec<StateFigure>,
    /// Take-home a month in six classes, computed from the sums. Losses and nothing stay apart.
    monthly_classes: Vec<ClassFigure>,
    /// Take-home a month, losses and zeros included, in US cents.
    monthly_cents: MiddleFigure,
    /// Take-home a month of those who ever earned, in US cents, before tax.
    monthly_cents_of_earners: MiddleFigure,
    /// Take-home for an hour worked, unpaid hours included, in US cents, before tax.
    hourly_cents: MiddleFigure,
    /// Whether invented reports may be among the real ones, as on a demonstration.
    sample_data: bool,
    /// The page that lists the reports behind these figures.
    set: String,
    /// The page that explains each figure.
    method: String,
}

/// How many reports there are, and why some of them are in no figure.
#[derive(Debug, Serialize, ToSchema)]
pub struct SetCounts {
    published: i64,
    /// Those that figures rest on.
    in_figures: i64,
    /// Of those: a moderator read everything that they say. The others hold an update that changed nothing of the outcome and
    /// that nobody has read yet.
    read_by_moderator: usize,
    /// Of those: a moderator checked a document that supports the sums.
    documents_checked: usize,
    /// Of those, by the grade of the evidence, the strongest first; also of grades that none has. Empty below five reports.
    by_grade: Vec<GradeCount>,
    /// Of those: came in the month in which most came. Null below five reports.
    from_busiest_month: Option<usize>,
    /// Their authors keep them out of the open data, on which figures rest.
    kept_private: i64,
    /// Their authors earn from teaching the path or selling tools for it.
    sellers: i64,
    /// In a currency without a known rate to the dollar.
    without_rate: i64,
    /// Begun, and not yet decided.
    not_yet_known: i64,
    registered_starts: i64,
    told_afterwards: i64,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct GradeCount {
    grade: Grade,
    reports: usize,
}

/// `k` of `n` reports. Never to be printed as a bare percentage.
#[derive(Debug, Serialize, ToSchema)]
pub struct ShareFigure {
    /// Null where the figure is withheld.
    k: Option<usize>,
    n: usize,
    /// The 95 % Wilson interval of the share.
    interval: Option<Fractions>,
    /// The fewest invented reports, all of one kind, that would carry the share out of its interval.
    invented_to_move: Option<usize>,
    /// Why there is no figure; null where there is one.
    withheld: Option<String>,
    as_of: Day,
}

/// From `low` to `high`, both from 0 to 1.
#[derive(Debug, Serialize, ToSchema)]
pub struct Fractions {
    low: f64,
    high: f64,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct StateFigure {
    state: Status,
    #[serde(flatten)]
    share: ShareFigure,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct ClassFigure {
    class: MonthlyBand,
    #[serde(flatten)]
    share: ShareFigure,
}

/// The middle of `n` sums in US cents.
#[derive(Debug, Serialize, ToSchema)]
pub struct MiddleFigure {
    /// Null where the figure is withheld.
    median: Option<i64>,
    n: usize,
    /// The 95 % interval of the median: two of the sums themselves.
    interval: Option<Sums>,
    /// The first and the third quartile.
    quartiles: Option<Sums>,
    /// The fewest invented sums, all above or all below those told, that would carry the median out of its interval.
    invented_to_move: Option<usize>,
    /// Why there is no figure; null where there is one.
    withheld: Option<String>,
    as_of: Day,
}

/// From `low` to `high`, in US cents.
#[derive(Debug, Serialize, ToSchema)]
pub struct Sums {
    low: i64,
    high: i64,
}

/// `GET /api/v1/figures`: what the reports that pass the filters say together.
pub async fn answer(
    query: ApiQuery,
    State(site): State<Site>,
    State(db): State<PgPool>,
    State(index): State<SharedIndex>,
) -> Result<Json<Figures>> {
    let view = query.view(EXPERIENCES, &known(&db).await?, true)?;
    let (counts, reports) = experiences::figures(&db, &index, &view).await?;
    Ok(Json(Figures::of(&reports, &counts, &site, &view.url_at("/experiences"))))
}

impl Figures {
    /// `set` is the address of the list of these reports.
    pub fn of(reports: &Spread, counts: &Counts, site: &Site, set: &str) -> Self {
        let share = |holds: fn(&Monthly) -> bool| ShareFigure::of(reports, holds);
        Self {
            as_of: Day::today(),
            counts: SetCounts::of(counts, reports),
            never_earned: share(|month| !month.earned),
            out_of_pocket: share(|month| is_loss(month.cents)),
            proof_seen: share(|month| month.proof_seen),
            states: states(reports),
            monthly_classes: classes(reports),
            monthly_cents: MiddleFigure::of(reports.month_sums()),
            monthly_cents_of_earners: MiddleFigure::of(reports.earner_sums()),
            hourly_cents: MiddleFigure::of(reports.hours().iter().copied()),
            sample_data: site.demo,
            set: format!("{}{}", site.base_url, counted_of(set)),
            method: format!("{}/method", site.base_url),
        }
    }
}

/// The address of the list with those alone that figures count, unless it says whom it means.
fn counted_of(set: &str) -> String {
    if set.contains("in_figures=") {
        return set.to_owned();
    }
    let joint = if set.contains('?') { '&' } else { '?' };
    format!("{set}{joint}in_figures={}", InFigures::Counted.word())
}

fn states(reports: &Spread) -> Vec<StateFigure> {
    let state = |state: &Status| StateFigure {
        state: *state,
        share: ShareFigure::of(reports, |month| month.ending == (*state).into()),
    };
    Status::ALL.iter().map(state).collect()
}

/// The two last of the bands are of reports without a sum, which are in no figure.
fn classes(reports: &Spread) -> Vec<ClassFigure> {
    let with_a_sum = MonthlyBand::ALL
        .iter()
        .filter(|band| !matches!(band, MonthlyBand::NoRate | MonthlyBand::NotYetKnown));
    let class = |class: &MonthlyBand| ClassFigure {
        class: *class,
        share: ShareFigure::of(reports, |month| MonthlyBand::of(Some(month.cents)) == *class),
    };
    with_a_sum.map(class).collect()
}

impl ShareFigure {
    fn of(reports: &Spread, holds: impl Fn(&Monthly) -> bool) -> Self {
        let n = reports.n();
        let share = reports.share(holds);
        Self {
            k: share.map(|share| share.k),
            n,
            interval: share.map(|share| share.likely.into()),
            invented_to_move: share.as_ref().and_then(fragile::to_move),
            withheld: share.is_none().then(|| too_few(n, 5)),
            as_of: Day::today(),
        }
    }
}

impl MiddleFigure {
    /// Of sums, each with how many people have it.
    fn of(sums: impl Iterator<Item = (UsdCents, usize)> + Clone) -> Self {
        let n = sums.clone().map(|(_, people)| people).sum();
        let middle = Middle::of_counts(sums);
        Self {
            median: middle.map(|middle| middle.cents.0),
            n,
            interval: middle.map(|middle| middle.likely.into()),
            quartiles: middle.map(|middle| middle.half.into()),
            invented_to_move: middle.map(|middle| middle.to_move),
            withheld: middle.is_none().then(|| too_few(n, 10)),
            as_of: Day::today(),
        }
    }
}

fn by_grade(reports: &Spread) -> Vec<GradeCount> {
    let counts = Grade::ALL
        .iter()
        .filter_map(|grade| Some(GradeCount { grade: *grade, reports: reports.of_grade(*grade)?.k }));
    counts.collect()
}

fn too_few(n: usize, needed: usize) -> String {
    format!("Too few to say: {n} of the {needed} reports that it takes")
}

impl From<Interval> for Fractions {
    fn from(Interval { low, high }: Interval) -> Self {
        Self { low, high }
    }
}

impl From<(UsdCents, UsdCents)> for Sums {
    fn from((low, high): (UsdCents, UsdCents)) -> Self {
        Self { low: low.0, high: high.0 }
    }
}

impl SetCounts {
    fn of(counts: &Counts, reports: &Spread) -> Self {
        Self {
            published: counts.published,
            in_figures: counts.headline,
            read_by_moderator: reports.count(|month| month.was_read),
            documents_checked: reports.count(|month| month.proof_seen),
            by_grade: by_grade(reports),
            from_busiest_month: reports.busiest_month().map(|(_, share)| share.k),
            kept_private: counts.kept_private,
            sellers: counts.sellers,
            without_rate: counts.without_rate,
            not_yet_known: counts.not_yet_known,
            registered_starts: counts.registered,
            told_afterwards: counts.told_afterwards,
        }
    }
}
