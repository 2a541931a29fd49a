//! The figures of a set of reports, by the honest-figure rule: each figure with how many reports it rests on, its
//! range and its day, or with the reason for which it is withheld.

use super::{ApiQuery, Day, EXPERIENCES, Result, experiences::known};
use crate::{
    counting::SharedIndex,
    experiences::{self, Counts, InFigures},
    figures::{
        Amounts, Bounds, Due, Grade, Interval, Middle, OutOfPocket, Share, Spread, Starts, Strata, Summary,
        fragile,
    },
    reports::{MonthlyBand, Status},
    values::{ClosedList as _, UsdCents},
    web::Site,
};
use axum::{Json, extract::State};
use serde::Serialize;
use sqlx::PgPool;
use utoipa::ToSchema;

/// Everything that may be said of a set of reports. Whether people earned is said of registered starts and of those who wrote to
/// us afterwards apart, and never of both together. Case studies are in none of it: they were chosen, not sampled.
#[derive(Debug, Serialize, ToSchema)]
pub struct Figures {
    /// The day of these figures, in UTC.
    as_of: Day,
    counts: SetCounts,
    registered: RegisteredFigures,
    told_afterwards: ToldFigures,
    /// Take-home a month, losses and zeros included, in US cents; of both kinds together, as the two that follow.
    monthly_cents: MiddleFigure,
    /// Take-home a month of those who ever earned, in US cents, before tax.
    monthly_cents_of_earners: MiddleFigure,
    /// Take-home for an hour worked, unpaid hours included, in US cents, before tax.
    hourly_cents: MiddleFigure,
    /// Whether invented reports may be among the real ones, as on a demonstration.
    sample_data: bool,
    /// The page that lists the reports behind these figures.
    set: String,
    /// The page that explains each figure and defines each word.
    method: String,
}

/// Registered starts, over everybody due: nobody leaves the denominator for what became of them.
#[derive(Debug, Serialize, ToSchema)]
pub struct RegisteredFigures {
    registered: usize,
    /// Whose first follow-up has fallen due: 3 months after the quarter of the start.
    due: usize,
    /// Of those due, whoever owes no follow-up.
    answered: usize,
    /// Of those due, not known to have earned, and owing an answer for 60 days or less.
    within_their_days: usize,
    /// Of those due, not known to have earned, and owing an answer for over 60 days.
    silent: usize,
    earned: BoundsFigure,
    still_earning: BoundsFigure,
    still_trying: BoundsFigure,
    /// Ended it, and never had an income from it.
    stopped_with_nothing: BoundsFigure,
    out_of_pocket: BoundsFigure,
    loss_cents: LossFigure,
    /// Take-home a month in six classes, computed from the sums. Losses and nothing stay apart.
    monthly_classes: Vec<ClassBounds>,
}

/// Those who wrote to us afterwards. They chose to write, so no interval says of whom they are a part: each is the range by
/// chance, which they would have if they had been drawn.
#[derive(Debug, Serialize, ToSchema)]
pub struct ToldFigures {
    reports: usize,
    earned: ShareFigure,
    /// No income so far, and not stopped.
    not_so_far: ShareFigure,
    /// Stopped, and never had an income from it.
    never_earned: ShareFigure,
    out_of_pocket: ShareFigure,
    loss_cents: LossFigure,
    /// How it stands, every state with its share; also those of nobody.
    states: Vec<StateFigure>,
    /// Take-home a month in six classes, computed from the sums. Losses and nothing stay apart.
    monthly_classes: Vec<ClassFigure>,
}

/// Between `at_least` and `at_most` of those `due`: at least those of whom it is known, at most these and all of whom nothing is
/// known. Never to be printed as a bare percentage.
#[derive(Debug, Serialize, ToSchema)]
pub struct BoundsFigure {
    /// Null where the figure is withheld, as the next.
    at_least: Option<usize>,
    at_most: Option<usize>,
    due: usize,
    /// From the lower end of the 95 % Wilson interval at the least to the upper end at the most.
    interval: Option<Fractions>,
    /// The fewest invented starts, all answered alike, that would carry both ends out of that interval.
    invented_to_move: Option<usize>,
    /// Why there is no figure; null where there is one.
    withheld: Option<String>,
    as_of: Day,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct ClassBounds {
    class: MonthlyBand,
    #[serde(flatten)]
    bounds: BoundsFigure,
}

/// What those out of pocket lost over all, in US cents, negative.
#[derive(Debug, Serialize, ToSchema)]
pub struct LossFigure {
    #[serde(flatten)]
    middle: MiddleFigure,
    /// One in ten lost as much or more.
    worst_tenth: Option<i64>,
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

/// `k` of `n` reports of those who wrote to us afterwards. Never to be printed as a bare percentage.
#[derive(Debug, Serialize, ToSchema)]
pub struct ShareFigure {
    /// Null where the figure is withheld.
    k: Option<usize>,
    n: usize,
    /// The range by chance: the 95 % Wilson interval that the share would have if they had been drawn.
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
    let (counts, strata) = experiences::figures(&db, &index, &view).await?;
    Ok(Json(Figures::of(&strata, &counts, &site, &view.url_at("/experiences"))))
}

impl Figures {
    /// `set` is the address of the list of these reports.
    pub fn of(strata: &Strata, counts: &Counts, site: &Site, set: &str) -> Self {
        let amounts = strata.amounts();
        Self {
            as_of: Day::today(),
            counts: SetCounts::of(counts, &amounts),
            registered: RegisteredFigures::of(&strata.registered),
            told_afterwards: ToldFigures::of(&strata.told),
            monthly_cents: MiddleFigure::of(amounts.month_sums()),
            monthly_cents_of_earners: MiddleFigure::of(amounts.earner_sums()),
            hourly_cents: MiddleFigure::of(amounts.hours().iter().copied()),
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

impl RegisteredFigures {
    fn of(due: &Due) -> Self {
        let Starts { registered, answered, within, silent, .. } = due.starts;
        let figure = |bounds| BoundsFigure::of(due.n(), bounds);
        let class = |class: &MonthlyBand| ClassBounds {
            class: *class,
            bounds: figure(due.share(|month| MonthlyBand::of(Some(month.cents)) == *class)),
        };
        let (out_of_pocket, losses) = due.out_of_pocket().unzip();
        Self {
            registered,
            due: due.n(),
            answered,
            within_their_days: within,
            silent,
            earned: figure(due.earned()),
            still_earning: figure(due.still_earning()),
            still_trying: figure(due.still_trying()),
            stopped_with_nothing: figure(due.stopped()),
            out_of_pocket: figure(out_of_pocket),
            loss_cents: LossFigure::of(losses),
            monthly_classes: classes().map(class).collect(),
        }
    }
}

impl ToldFigures {
    fn of(told: &Spread) -> Self {
        let Summary { earned, not_so_far, never, out_of_pocket, .. } = Summary::from(told);
        let figure = |share| ShareFigure::of(told.n(), share);
        let state = |state: &Status| StateFigure {
            state: *state,
            share: figure(told.share(|month| month.ending == (*state).into())),
        };
        let class = |class: &MonthlyBand| ClassFigure {
            class: *class,
            share: figure(told.share(|month| MonthlyBand::of(Some(month.cents)) == *class)),
        };
        Self {
            reports: told.n(),
            earned: figure(earned),
            not_so_far: figure(not_so_far),
            never_earned: figure(never),
            out_of_pocket: figure(out_of_pocket.map(|found| found.share)),
            loss_cents: LossFigure::of(out_of_pocket),
            states: Status::ALL.iter().map(state).collect(),
            monthly_classes: classes().map(class).collect(),
        }
    }
}

/// The two last of the bands are of reports without a sum, which are in no figure.
fn classes() -> impl Iterator<Item = &'static MonthlyBand> {
    let bands = MonthlyBand::ALL.iter();
    bands.filter(|band| !matches!(band, MonthlyBand::NoRate | MonthlyBand::NotYetKnown))
}

impl BoundsFigure {
    fn of(due: usize, bounds: Option<Bounds>) -> Self {
        Self {
            at_least: bounds.map(|bounds| bounds.at_least()),
            at_most: bounds.map(|bounds| bounds.at_most()),
            due,
            interval: bounds.map(|bounds| bounds.likely.into()),
            invented_to_move: bounds.as_ref().and_then(fragile::to_move_bounds),
            withheld: bounds.is_none().then(|| too_few(due, 5, "registered starts that are due")),
            as_of: Day::today(),
        }
    }
}

impl LossFigure {
    /// Of how many the middle is follows from the losses.
    fn of(found: Option<OutOfPocket>) -> Self {
        let n = found.map_or(0, |found| found.share.k);
        Self {
            middle: MiddleFigure::of_middle(n, found.and_then(|found| found.middle)),
            worst_tenth: found.and_then(|found| found.worst_tenth).map(|(worst, _)| worst.0),
        }
    }
}

impl ShareFigure {
    fn of(n: usize, share: Option<Share>) -> Self {
        Self {
            k: share.map(|share| share.k),
            n,
            interval: share.map(|share| share.likely.into()),
            invented_to_move: share.as_ref().and_then(fragile::to_move),
            withheld: share.is_none().then(|| too_few(n, 5, "reports")),
            as_of: Day::today(),
        }
    }
}

impl MiddleFigure {
    /// Of sums, each with how many people have it.
    fn of(sums: impl Iterator<Item = (UsdCents, usize)> + Clone) -> Self {
        let n = sums.clone().map(|(_, people)| people).sum();
        Self::of_middle(n, Middle::of_counts(sums))
    }

    fn of_middle(n: usize, middle: Option<Middle>) -> Self {
        Self {
            median: middle.map(|middle| middle.cents.0),
            n,
            interval: middle.map(|middle| middle.likely.into()),
            quartiles: middle.map(|middle| middle.half.into()),
            invented_to_move: middle.map(|middle| middle.to_move),
            withheld: middle.is_none().then(|| too_few(n, 10, "reports")),
            as_of: Day::today(),
        }
    }
}

fn too_few(n: usize, needed: usize, what: &str) -> String {
    format!("Too few to say: {n} of the {needed} {what} that it takes")
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
    fn of(counts: &Counts, amounts: &Amounts) -> Self {
        let by_grade = amounts.by_grade().into_iter();
        Self {
            published: counts.published,
            in_figures: counts.headline,
            read_by_moderator: amounts.read(),
            documents_checked: amounts.proved(),
            by_grade: by_grade.map(|(grade, reports)| GradeCount { grade, reports }).collect(),
            from_busiest_month: amounts.busiest_month().map(|(_, came)| came),
            kept_private: counts.kept_private,
            sellers: counts.sellers,
            without_rate: counts.without_rate,
            not_yet_known: counts.not_yet_known,
            registered_starts: counts.registered,
            told_afterwards: counts.told_afterwards,
        }
    }
}
