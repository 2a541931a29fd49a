use crate::{
    limits::{ORIGIN_DAYS, Threshold, Thresholds, wider},
    values::{ItemId, SubmissionId, closed_list},
};
use std::collections::{BTreeMap, BTreeSet};
use time::{Duration, OffsetDateTime};

closed_list! {
    pub enum Kind {
        Starts = "starts" => "More registered starts than usual",
        Reports = "reports" => "More reports than usual",
        Answers = "answers" => "More answers than usual",
        OneNetwork = "one_network" => "Many from one network",
    }
}

impl Kind {
    /// What of it there is one of.
    pub fn thing(self) -> &'static str {
        match self {
            Self::Starts => "registered start",
            Self::Reports => "report",
            Self::Answers => "answer",
            Self::OneNetwork => "person",
        }
    }
}

/// Days of which a burst is one.
const WEEK: Duration = Duration::days(7);
/// What comes within this time came minutes apart.
pub const HOUR: Duration = Duration::hours(1);
/// How long two from one network are remembered.
pub const NETWORK_DAYS: Duration = Duration::days(ORIGIN_DAYS as i64);
/// A wider network, as a provider's or a city's, has more people in it than a home or an office.
const WIDER_TIMES: usize = 2;

/// Something that came in on a path.
#[derive(Debug, Clone)]
pub struct Arrival {
    pub kind: Kind,
    pub submission: SubmissionId,
    /// What of it a moderator may read, if anything waits or waited.
    pub item: Option<ItemId>,
    pub at: OffsetDateTime,
    /// Stands for the network that it came from, while that is known.
    pub number: Option<i64>,
}

/// What came in before the last week: how many of a kind, in how many weeks.
#[derive(Debug, Clone, Copy)]
pub struct Usual {
    pub kind: Kind,
    pub count: i64,
    pub weeks: f64,
}

/// What is unusual, with the numbers behind it.
#[derive(Debug, Clone, PartialEq)]
pub struct Burst {
    pub kind: Kind,
    pub since: OffsetDateTime,
    pub seconds: i64,
    /// How many came; of one network, how many people.
    pub people: usize,
    /// In a week.
    pub usual: f64,
    pub networks: usize,
    pub from_one: usize,
}

/// What is unusual about these arrivals of four weeks, in their order. `closed` are the kinds that a moderator has closed,
/// and when: what had come by then is judged.
pub fn find(
    arrivals: &[Arrival],
    usual: &[Usual],
    closed: &[(Kind, OffsetDateTime)],
    now: OffsetDateTime,
    thresholds: &Thresholds,
) -> Vec<Burst> {
    let since = |kind: Kind, span: Duration| {
        let closed = closed.iter().filter(|(known, _)| *known == kind).map(|(_, at)| *at);
        closed.fold(now - span, OffsetDateTime::max)
    };
    let rushes = [Kind::Starts, Kind::Reports, Kind::Answers].into_iter().filter_map(|kind| {
        let from = since(kind, WEEK);
        let came: Vec<&Arrival> =
            arrivals.iter().filter(|one| one.kind == kind && one.at > from && one.at <= now).collect();
        let usual = usual.iter().find(|usual| usual.kind == kind);
        let a_week = usual.map_or(0.0, |usual| usual.count as f64 / usual.weeks.max(1.0));
        rush(kind, &came, a_week, thresholds)
    });
    let from = since(Kind::OneNetwork, NETWORK_DAYS);
    let came: Vec<&Arrival> = arrivals.iter().filter(|one| one.at > from && one.at <= now).collect();
    rushes.chain(one_network(&came, thresholds)).collect()
}

/// More in a week than several usual ones, or so many minutes apart that no week is usual.
fn rush(kind: Kind, came: &[&Arrival], usual: f64, thresholds: &Thresholds) -> Option<Burst> {
    let least = number(thresholds, Threshold::BurstLeast);
    let many =
        came.len() >= least && came.len() as f64 > usual * f64::from(thresholds.of(Threshold::BurstTimes));
    let quick = came.windows(least).any(|some| match some {
        [first, .., last] => last.at - first.at <= HOUR,
        _ => false,
    });
    if many || quick { Some(Burst { usual, ..of(kind, came)? }) } else { None }
}

/// The network that most people came from, if they are many.
fn one_network(came: &[&Arrival], thresholds: &Thresholds) -> Option<Burst> {
    let least = number(thresholds, Threshold::NetworkLeast);
    let group = |key: fn(i64) -> i64| {
        let mut groups: BTreeMap<i64, Vec<&Arrival>> = BTreeMap::new();
        for one in came {
            if let Some(number) = one.number {
                groups.entry(key(number)).or_default().push(one);
            }
        }
        groups.into_values().max_by_key(|group| people(group))
    };
    let near = group(|number| number).filter(|group| people(group) >= least);
    let group = near.or_else(|| group(wider).filter(|group| people(group) >= least * WIDER_TIMES))?;
    let burst = of(Kind::OneNetwork, &group)?;
    Some(Burst { people: people(&group), from_one: people(&group), ..burst })
}

fn of(kind: Kind, came: &[&Arrival]) -> Option<Burst> {
    let (first, last) = (came.first()?, came.last()?);
    let numbers = networks(came.iter().copied());
    Some(Burst {
        kind,
        since: first.at,
        seconds: (last.at - first.at).whole_seconds(),
        people: came.len(),
        usual: 0.0,
        networks: numbers.len(),
        from_one: numbers.values().copied().max().unwrap_or_default(),
    })
}

/// How many came from each network that is known.
pub fn networks<'a>(came: impl IntoIterator<Item = &'a Arrival>) -> BTreeMap<i64, usize> {
    let mut networks = BTreeMap::new();
    came.into_iter()
        .filter_map(|one| one.number)
        .for_each(|number| *networks.entry(number).or_default() += 1);
    networks
}

/// Who answers three times is one.
fn people(came: &[&Arrival]) -> usize {
    came.iter().map(|one| one.submission).collect::<BTreeSet<_>>().len()
}

fn number(thresholds: &Thresholds, threshold: Threshold) -> usize {
    usize::try_from(thresholds.of(threshold)).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    const NOW: OffsetDateTime = datetime!(2026-11-30 12:00 UTC);

    /// So many of a kind, one every `apart`, the last just now; each from the network that `number` says.
    fn came(kind: Kind, n: i64, apart: Duration, number: impl Fn(i64) -> i64) -> Vec<Arrival> {
        let one = |place: i64| Arrival {
            kind,
            submission: SubmissionId(place),
            item: None,
            at: NOW - apart * i32::try_from(n - 1 - place).unwrap(),
            number: Some(number(place)),
        };
        (0..n).map(one).collect()
    }

    fn strangers(place: i64) -> i64 {
        (place + 1) << 33 | place
    }

    fn found(arrivals: &[Arrival], usual: &[Usual]) -> Vec<(Kind, usize)> {
        let bursts = find(arrivals, usual, &[], NOW, &Thresholds::default());
        bursts.into_iter().map(|burst| (burst.kind, burst.people)).collect()
    }

    #[test]
    fn forty_starts_in_24_seconds_from_forty_networks_are_a_burst() {
        let forty = came(Kind::Starts, 40, Duration::milliseconds(615), strangers);
        assert_eq!(found(&forty, &[]), [(Kind::Starts, 40)]);
        let bursts = find(&forty, &[], &[], NOW, &Thresholds::default());
        assert_eq!((bursts[0].seconds, bursts[0].networks, bursts[0].from_one), (23, 40, 1));
        let busy = Usual { kind: Kind::Starts, count: 1_200, weeks: 12.0 };
        assert_eq!(found(&forty, &[busy]), [(Kind::Starts, 40)], "nobody's usual week has ten in an hour");
    }

    #[test]
    fn two_starts_a_day_from_one_home_line_are_noticed_on_the_third_day() {
        let twice_a_day = |n| came(Kind::Starts, n, Duration::hours(12), |_| 7);
        assert_eq!(found(&twice_a_day(4), &[]), []);
        assert_eq!(found(&twice_a_day(5), &[]), [(Kind::OneNetwork, 5)]);
        assert_eq!(found(&twice_a_day(40), &[]), [(Kind::Starts, 14), (Kind::OneNetwork, 40)]);
        let used_to_it = Usual { kind: Kind::Starts, count: 168, weeks: 12.0 };
        assert_eq!(
            found(&twice_a_day(40), &[used_to_it]),
            [(Kind::OneNetwork, 40)],
            "14 a week are usual here"
        );
        let addresses = came(Kind::Starts, 20, Duration::hours(24), |place| 9 << 32 | place);
        assert_eq!(found(&addresses, &[]), [(Kind::OneNetwork, 20)], "twenty addresses side by side");
    }

    #[test]
    fn eighty_answers_minutes_apart_are_a_burst_and_one_author_s_three_are_not() {
        let eighty = came(Kind::Answers, 80, Duration::minutes(5), strangers);
        let busy = Usual { kind: Kind::Answers, count: 1_200, weeks: 12.0 };
        assert_eq!(found(&eighty, &[busy]), [(Kind::Answers, 80)]);
        let mut own = came(Kind::Answers, 9, Duration::days(2), |_| 7);
        own.iter_mut().for_each(|one| one.submission = SubmissionId(1));
        assert_eq!(found(&own, &[]), []);
    }

    #[test]
    fn slow_ordinary_traffic_opens_nothing() {
        let calm = came(Kind::Reports, 24, Duration::hours(28), strangers);
        let usual = Usual { kind: Kind::Reports, count: 60, weeks: 12.0 };
        assert_eq!(found(&calm, &[usual]), [], "6 in the last week, 5 in a usual one");
        assert_eq!(
            found(&came(Kind::Starts, 9, Duration::hours(18), strangers), &[]),
            [],
            "nine in a first week"
        );
        let twice = came(Kind::Starts, 30, Duration::minutes(300), strangers);
        let usual = |count| Usual { kind: Kind::Starts, count, weeks: 12.0 };
        assert_eq!(found(&twice, &[usual(121)]), [], "30 a week where three usual ones have 30.25");
        assert_eq!(found(&twice, &[usual(119)]), [(Kind::Starts, 30)]);
    }

    #[test]
    fn what_a_moderator_has_closed_is_not_opened_again_by_the_same_arrivals() {
        let forty = came(Kind::Starts, 40, Duration::seconds(1), strangers);
        let closed = |before: Duration| {
            let closed = [(Kind::Starts, NOW - before)];
            find(&forty, &[], &closed, NOW, &Thresholds::default()).len()
        };
        assert_eq!(
            (closed(Duration::ZERO), closed(Duration::seconds(9)), closed(Duration::seconds(10))),
            (0, 0, 1)
        );
    }
}
