use crate::{
    charts::{Dot, Svg, Width, dot_columns},
    experiences::Counts,
    figures::{Band, DOT_BANDS, Sample, Share, Spread, Summary, words},
    values::UsdCents,
};

/// More dots than this are a blot, and a page too heavy for a phone; the counts under the chart stay.
const MOST_DOTS: usize = 2_000;

/// A month from which an income is what the screenshots promise.
const BIG: UsdCents = UsdCents(200_000);

/// All reports as one chart, with the three sentences that matter.
#[derive(Debug)]
pub struct Overview {
    pub counts: Counts,
    /// How many reports figures rest on.
    pub n: usize,
    pub sample: Sample,
    pub columns: Vec<Column>,
    pub wide: Option<Svg>,
    pub slim: Option<Svg>,
    pub callouts: Vec<Callout>,
}

/// A column of the chart.
#[derive(Debug)]
pub struct Column {
    pub band: &'static Band,
    pub count: usize,
    /// Beside the count only, and none where there are too few reports for one.
    pub share: Option<String>,
}

/// A finding, and what to know about it.
#[derive(Debug)]
pub struct Callout {
    pub finding: String,
    pub note: String,
}

impl Overview {
    pub fn of(reports: &Spread, counts: Counts) -> Self {
        let dots = Dot::of_all(reports, MOST_DOTS);
        let summary = Summary::from(reports);
        Self {
            counts,
            n: summary.n,
            sample: summary.sample,
            columns: columns(reports),
            wide: dot_columns(&dots, Width::Full),
            slim: dot_columns(&dots, Width::Slim),
            callouts: [never_earned(&summary), earners(&summary), big(reports)]
                .into_iter()
                .flatten()
                .collect(),
        }
    }
}

fn columns(reports: &Spread) -> Vec<Column> {
    let n = reports.n();
    let share = |count: usize| Share::of(count, n).and_then(|share| share.percent());
    let bands = reports.tally(&DOT_BANDS).into_iter();
    bands.map(|(band, count)| Column { band, count, share: share(count) }).collect()
}

fn never_earned(summary: &Summary) -> Option<Callout> {
    let (never, loss) = (summary.never_earned?, summary.out_of_pocket?);
    Some(Callout {
        finding: format!("{never} never earned anything"),
        note: format!(
            "Likely range {}. {loss} are out of pocket. People who quit early seldom write in, so the real share is \
             likely higher.",
            never.range()
        ),
    })
}

fn earners(summary: &Summary) -> Option<Callout> {
    let middle = summary.middle_of_earners?;
    Some(Callout {
        finding: format!("Half of earners made under {}", words::usd(middle.cents)),
        note: format!(
            "Likely range {}, among {} who earned. The middle half made {} a month.",
            words::usd_range(middle.likely),
            middle.n,
            words::usd_range(middle.half)
        ),
    })
}

fn big(reports: &Spread) -> Option<Callout> {
    let share = reports.share(|month| month.cents >= BIG)?;
    let proven = reports.count(|month| month.cents >= BIG && month.proof_seen);
    Some(Callout {
        finding: format!("{share} made {} or more", words::usd(BIG)),
        note: match share.k {
            0 => "Nobody has reported a month like those in the screenshots.".to_owned(),
            n => format!("A moderator saw proof for {proven} of these {n}."),
        },
    })
}
