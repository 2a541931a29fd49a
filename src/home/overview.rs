use crate::{
    directory::{self, Columns},
    experiences::Counts,
    figures::{Amounts, Monthly, Sample, Strata, words},
    values::{UsdCents, capitalised},
};

/// More dots than this are a blot, and a page too heavy for a phone; the counts under the chart stay.
const MOST_DOTS: usize = 2_000;

/// A month from which an income is what the screenshots promise.
const BIG: UsdCents = UsdCents(200_000);

/// All reports as one chart for each kind of teller, with the sentences that matter.
#[derive(Debug)]
pub struct Overview {
    pub counts: Counts,
    /// How many reports figures of sums rest on.
    pub n: usize,
    pub sample: Sample,
    /// The counts of the same people, reconciled.
    pub reconciled: String,
    pub starts_reconciled: Option<String>,
    pub columns: Vec<Columns>,
    pub callouts: Vec<Callout>,
}

/// A finding, and what to know about it.
#[derive(Debug)]
pub struct Callout {
    pub finding: String,
    pub note: String,
}

impl Overview {
    pub fn of(strata: &Strata, counts: Counts) -> Self {
        let amounts = strata.amounts();
        let callouts = [registered(strata), told(strata), earners(&amounts), big(strata)];
        Self {
            counts,
            n: amounts.n(),
            sample: amounts.sample(),
            reconciled: format!("{} published → {}", counts.published, strata.reconciled()),
            starts_reconciled: strata.registered.is_enough().then(|| strata.registered.starts.reconciled()),
            columns: directory::columns(strata, MOST_DOTS),
            callouts: callouts.into_iter().flatten().collect(),
        }
    }
}

fn registered(strata: &Strata) -> Option<Callout> {
    let earned = strata.registered.earned()?;
    Some(Callout {
        finding: format!("{} registered starts had earned", capitalised(&earned.to_string())),
        note: format!(
            "Of everybody due to say how it went, heard of or not. Likely range {}.",
            earned.range()
        ),
    })
}

fn told(strata: &Strata) -> Option<Callout> {
    let told = strata.told();
    let (earned, more, never) = (told.earned?, told.not_so_far?, told.never?);
    Some(Callout {
        finding: format!("{earned} who wrote to us afterwards had earned"),
        note: format!(
            "{} had not so far, {} never did. Range by chance {}, but they chose to write: people who quit early seldom do.",
            more.k,
            never.k,
            earned.range()
        ),
    })
}

fn earners(amounts: &Amounts) -> Option<Callout> {
    let middle = amounts.middle_of_earners()?;
    Some(Callout {
        finding: format!("Half of earners made under {}", words::usd(middle.cents)),
        note: format!(
            "Range by chance {}, among {} who earned. The middle half made {} a month.",
            words::usd_range(middle.likely),
            middle.n,
            words::usd_range(middle.half)
        ),
    })
}

fn big(strata: &Strata) -> Option<Callout> {
    let is_big = |month: &Monthly| month.cents >= BIG;
    let registered = strata.registered.share(is_big);
    let told = strata.told.share(is_big);
    let said = [
        registered.map(|bounds| format!("{bounds} registered starts")),
        told.map(|share| format!("{share} who told afterwards")),
    ];
    let said: Vec<String> = said.into_iter().flatten().collect();
    let proven = [&strata.registered.heard, &strata.told]
        .map(|reports| reports.count(|month| is_big(month) && month.proof_seen));
    let people = [&strata.registered.heard, &strata.told].map(|reports| reports.count(is_big));
    (!said.is_empty()).then(|| Callout {
        finding: format!("{} made {} or more", capitalised(&said.join(" and ")), words::usd(BIG)),
        note: match people.iter().sum() {
            0 => "Nobody has reported a month like those in the screenshots.".to_owned(),
            n => format!("A moderator saw proof for {} of these {n}.", proven.iter().sum::<usize>()),
        },
    })
}
