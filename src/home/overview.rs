use crate::{
    charts::{Dot, Svg, Width, dot_columns},
    experiences::Counts,
    figures::{Band, DOT_BANDS, Outcome, Sample, Share, Summary, tally, words},
};

/// More dots than this are a blot, and a page too heavy for a phone; the counts under the chart stay.
const MOST_DOTS: usize = 2_000;

/// US cents a month from which an income is what the screenshots promise.
const BIG: i64 = 200_000;

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
    pub fn of(outcomes: &[Outcome], counts: Counts) -> Self {
        let n = outcomes.len();
        let dots: Vec<Dot> =
            if n <= MOST_DOTS { outcomes.iter().map(Dot::from).collect() } else { Vec::new() };
        let summary = Summary::of(outcomes);
        Self {
            counts,
            n,
            sample: summary.sample,
            columns: columns(outcomes),
            wide: dot_columns(&dots, Width::Full),
            slim: dot_columns(&dots, Width::Slim),
            callouts: [never_earned(&summary), earners(&summary), big(outcomes)]
                .into_iter()
                .flatten()
                .collect(),
        }
    }
}

fn columns(outcomes: &[Outcome]) -> Vec<Column> {
    let sums: Vec<i64> = outcomes.iter().map(|outcome| outcome.monthly_cents).collect();
    let share = |count: usize| Share::of(count, sums.len()).and_then(|share| share.percent());
    tally(&DOT_BANDS, &sums)
        .into_iter()
        .map(|(band, count)| Column { band, count, share: share(count) })
        .collect()
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

fn big(outcomes: &[Outcome]) -> Option<Callout> {
    let made: Vec<&Outcome> = outcomes.iter().filter(|outcome| outcome.monthly_cents >= BIG).collect();
    let share = Share::of(made.len(), outcomes.len())?;
    let proven = made.iter().filter(|outcome| outcome.proof_seen).count();
    Some(Callout {
        finding: format!("{share} made {} or more", words::usd(BIG)),
        note: match made.len() {
            0 => "Nobody has reported a month like those in the screenshots.".to_owned(),
            n => format!("A moderator saw proof for {proven} of these {n}."),
        },
    })
}
