use super::{Cohort, Interval, wilson::score};
use serde::{Deserialize, Serialize};

/// Cumulative incidence, by month: the shares of people who had earned, had given up or were still trying.
///
/// Giving up competes with earning: somebody who gave up will not earn later, so it is an ending and
/// not a silence. Plain Kaplan–Meier takes it for a silence and flatters a path.
#[derive(Debug, Clone, PartialEq)]
pub struct Incidence {
    cohort: Cohort,
    curve: Vec<Point>,
    states: Vec<State>,
}

/// The shares at the end of a month, from there on until the next point. They add up to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    pub month: u32,
    pub earned: f64,
    pub gave_up: f64,
    pub still_trying: f64,
}

/// The likely ranges, each a pointwise 95 % interval, of the shares in a month.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Likely {
    pub earned: Interval,
    pub gave_up: Interval,
    pub still_trying: Interval,
}

/// Sums of fractions that ought to be a half may miss it by this much.
const ROUNDING: f64 = 1e-9;

impl Incidence {
    /// The fewest people of whom a curve is drawn.
    pub const LEAST_PEOPLE: usize = 20;
    /// The fewest known endings, first incomes and givings-up, with which a curve is drawn.
    pub const LEAST_EVENTS: usize = 8;
    /// Where fewer people than this are still counted, the curve ends; and it needs so many in the month in which somebody
    /// first ended.
    pub const LEAST_AT_RISK: usize = 10;
    /// The months for which the number still counted is told.
    pub const AT_RISK_MONTHS: [u32; 6] = [0, 1, 3, 6, 12, 24];

    /// None of fewer than 20 people, with fewer than 8 known endings, or where fewer than 10 were at risk when the first
    /// ended: with delayed entry one early income among two would else be half of everybody (W.-Y. Tsai, N. P. Jewell and
    /// M.-C. Wang, 1987, "A Note on the Product-Limit Estimator under Right Censoring and Left Truncation").
    pub fn of(cohort: &Cohort) -> Option<Self> {
        let first = cohort.months().find(|(_, tally)| tally.events() > 0).map(|(month, _)| month)?;
        let enough = cohort.n() >= Self::LEAST_PEOPLE
            && cohort.events() >= Self::LEAST_EVENTS
            && cohort.at_risk(first) >= Self::LEAST_AT_RISK;
        enough.then(|| {
            let states = states(cohort);
            Self { curve: states.iter().map(|state| state.point).collect(), states, cohort: cohort.clone() }
        })
    }

    pub fn cohort(&self) -> &Cohort {
        &self.cohort
    }

    /// The start, when everybody was trying, and each month in which somebody earned or gave up.
    pub fn curve(&self) -> &[Point] {
        &self.curve
    }

    pub fn at(&self, month: u32) -> Point {
        at(&self.curve, month)
    }

    /// The likely ranges in this month.
    pub fn likely(&self, month: u32) -> Likely {
        likely(&self.cohort, &self.states, month)
    }

    /// How many were still trying and still counted when the month began.
    pub fn at_risk(&self, month: u32) -> usize {
        self.cohort.at_risk(month)
    }

    /// The months of [`Self::AT_RISK_MONTHS`], each with the number still counted.
    pub fn at_risk_counts(&self) -> [(u32, usize); 6] {
        Self::AT_RISK_MONTHS.map(|month| (month, self.at_risk(month)))
    }

    /// The last month up to which at least ten people were still counted, from the first ending on.
    pub fn last_month(&self) -> u32 {
        let enough = |month: &u32| self.at_risk(*month) >= Self::LEAST_AT_RISK;
        let first = self.curve.get(1).map_or(0, |point| point.month);
        let months = self.cohort.months().map(|(month, _)| month).filter(|month| *month >= first);
        months.take_while(enough).last().unwrap_or_default()
    }
}

/// The fates of people who registered before they knew how it would end: the one stratum of which is said by when half had
/// earned. What is told afterwards has no such month, since those who never earned write in less often.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Registered(Cohort);

impl Registered {
    pub fn new(cohort: Cohort) -> Self {
        Self(cohort)
    }

    pub fn cohort(&self) -> &Cohort {
        &self.0
    }

    /// None where there are too few people for a curve.
    pub fn incidence(&self) -> Option<Incidence> {
        Incidence::of(&self.0)
    }

    /// The first month by which half of those who started had earned; none if half never did, or only after the curve
    /// ends, and where there is no curve.
    pub fn half_earned_by(&self) -> Option<u32> {
        let incidence = self.incidence()?;
        half_earned_by(incidence.curve()).filter(|month| *month <= incidence.last_month())
    }
}

/// A point of the curve with how far chance may have moved it: the variances of the three shares.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct State {
    pub(super) point: Point,
    pub(super) earned: f64,
    pub(super) gave_up: f64,
    pub(super) still_trying: f64,
}

/// The cumulative incidence of first income, with giving up as a competing event, and its variance.
///
/// O. O. Aalen and S. Johansen, 1978, "An Empirical Transition Matrix for Non-Homogeneous Markov Chains
/// Based on Censored Observations". At each month `t` with `d₁` first incomes and `d₂` givings-up among
/// `n` at risk, and `S` the share still trying just before it:
/// `F₁(t) += S·d₁/n`, `F₂(t) += S·d₂/n`, `S *= 1 − (d₁ + d₂)/n`.
/// Whoever is censored in a month is at risk in it. No logarithm is taken, so that a month in which
/// everybody at risk ends is a month like any other.
///
/// The variance is the Greenwood-type one of P. K. Andersen, Ø. Borgan, R. D. Gill and N. Keiding, 1993, "Statistical Models
/// Based on Counting Processes", § IV.4.1.3: the months' shares `a = d₁/n` and `h = (d₁ + d₂)/n` are multinomial and
/// independent of one another, so
/// `Var F += a²·Var S + 2a·C + S²·a(1 − a)/n`, `C = (1 − h)·(C + a·Var S − S²·a/n)`,
/// `Var S = (1 − h)²·Var S + S²·h(1 − h)/n`, with `C` the covariance of `F` and `S`. Where nobody is censored and all
/// entered at the start it is `F(1 − F)/n`. Nothing is divided by those who remain, so it also holds where nobody does.
pub(super) fn states(cohort: &Cohort) -> Vec<State> {
    let mut point = Point { month: 0, earned: 0.0, gave_up: 0.0, still_trying: 1.0 };
    let mut state = State { point, earned: 0.0, gave_up: 0.0, still_trying: 0.0 };
    let (mut with_earned, mut with_gave_up) = (0.0, 0.0);
    let mut states = vec![state];
    for (month, tally) in cohort.months().filter(|(_, tally)| tally.events() > 0) {
        let at_risk = cohort.at_risk(month);
        let n = at_risk as f64;
        let [a, b] = [tally.earned, tally.gave_up].map(|people| people as f64 / n);
        let stays = (at_risk - tally.events()) as f64 / n;
        let (s, var_s) = (point.still_trying, state.still_trying);
        let grown = |a: f64, with: f64| a * a * var_s + 2.0 * a * with + s * s * a * (1.0 - a) / n;
        let together = |a: f64, with: f64| stays * (with + a * var_s - s * s * a / n);
        point = Point {
            month,
            earned: point.earned + s * a,
            gave_up: point.gave_up + s * b,
            still_trying: s * stays,
        };
        state = State {
            point,
            earned: state.earned + grown(a, with_earned),
            gave_up: state.gave_up + grown(b, with_gave_up),
            still_trying: stays * stays * var_s + s * s * stays * (1.0 - stays) / n,
        };
        (with_earned, with_gave_up) = (together(a, with_earned), together(b, with_gave_up));
        states.push(state);
    }
    states
}

/// The points of that curve alone.
pub(super) fn curve(cohort: &Cohort) -> Vec<Point> {
    states(cohort).iter().map(|state| state.point).collect()
}

/// Pointwise 95 % intervals: E. B. Wilson's, of the share as the curve has it, among as many people as would make it as sure
/// as it is. That number is `n* = min(n, F(1 − F) ÷ Var F)` (S. J. Cutler and F. Ederer, 1958, "Maximum Utilization of the Life
/// Table Method in Analyzing Survival"; F. J. Dorey and E. L. Korn, 1987, "Effective Sample Sizes for Confidence Intervals for
/// Survival Probabilities"), so that the interval is Wilson's own where nobody is censored.
///
/// Where `F` is 0 or 1 the quotient is 0 ÷ 0 and its limit is taken: for one event more in a month in which `n(t)` are at risk
/// and `S` is the share still trying, `F(1 − F) ÷ Var F` comes to `n(t) ÷ S` as the event grows small. It is the effective number
/// of R. Peto and others, 1977, "Design and Analysis of Randomized Clinical Trials Requiring Prolonged Observation of Each
/// Patient", and all `n` where nobody is censored. The month is this one, or the last with somebody at risk: of twenty people of
/// whom two are still followed, none having earned says as much as none of two.
pub(super) fn likely(cohort: &Cohort, states: &[State], month: u32) -> Likely {
    let state = state_at(states, month);
    let limit = limit(cohort, states, month);
    let n = cohort.n() as f64;
    let interval = |share: f64, variance: f64| {
        let quotient = share * (1.0 - share) / variance;
        let at_an_end = !(ROUNDING..=1.0 - ROUNDING).contains(&share) || !quotient.is_finite();
        score(share.clamp(0.0, 1.0), if at_an_end { limit } else { quotient.min(n) })
    };
    Likely {
        earned: interval(state.point.earned, state.earned),
        gave_up: interval(state.point.gave_up, state.gave_up),
        still_trying: interval(state.point.still_trying, state.still_trying),
    }
}

/// Those at risk in the last month up to this one that has any, divided by the share still trying before it; `n` at most. Where
/// nobody was left to try, whoever entered later says nothing of the curve any more.
fn limit(cohort: &Cohort, states: &[State], month: u32) -> f64 {
    let ended = states.iter().find(|state| state.point.still_trying == 0.0);
    let month = ended.map_or(month, |ended| month.min(ended.point.month));
    let last = cohort.months().map(|(month, _)| month).take_while(|last| *last < month).last();
    let (at_risk, month) = match (cohort.at_risk(month), last) {
        (0, Some(last)) => (cohort.at_risk(last), last),
        (people, _) => (people, month),
    };
    let before = match month.checked_sub(1) {
        Some(before) => state_at(states, before).point.still_trying,
        None => 1.0,
    };
    (at_risk as f64 / before).min(cohort.n() as f64)
}

/// The last point up to this month. Each curve has one at month 0.
pub(super) fn at(curve: &[Point], month: u32) -> Point {
    curve[curve.partition_point(|point| point.month <= month).max(1) - 1]
}

pub(super) fn state_at(states: &[State], month: u32) -> State {
    states[states.partition_point(|state| state.point.month <= month).max(1) - 1]
}

fn half_earned_by(curve: &[Point]) -> Option<u32> {
    curve.iter().find(|point| point.earned >= 0.5 - ROUNDING).map(|point| point.month)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::{
        Event, Observation,
        cohort::tests::{cohort, late, observation, people},
        wilson,
    };
    use proptest::prelude::*;

    /// The curve of any cohort, also of one too small to be shown.
    fn estimate(people: &[(u32, u8)]) -> Vec<Point> {
        curve(&cohort(people))
    }

    fn assert_near(found: Point, expected: [f64; 3]) {
        let shares = [found.earned, found.gave_up, found.still_trying];
        for (share, expected) in shares.into_iter().zip(expected) {
            assert!((share - expected).abs() < 5e-5, "{found:?}, expected {expected}");
        }
    }

    #[test]
    #[rustfmt::skip]
    fn the_contract_s_vector_of_fourteen_people_holds() {
        let curve = estimate(&[
            (0, 1), (1, 1), (2, 1), (2, 2), (3, 1), (3, 0), (4, 2), (5, 1), (6, 0), (6, 2), (8, 1), (9, 0), (12, 0), (12, 2),
        ]);
        assert_near(at(&curve, 12), [0.4665, 0.3828, 0.1507]);
        assert_near(at(&curve, 6), [0.3661, 0.2321, 0.4018]);
        assert_eq!(half_earned_by(&curve), None);
    }

    #[test]
    fn the_contract_s_vector_in_which_everybody_ends_holds() {
        let curve = estimate(&[(1, 1), (2, 1), (3, 2)]);
        assert_near(at(&curve, 3), [0.6667, 0.3333, 0.0]);
        assert_eq!(at(&curve, 3).still_trying, 0.0);
        assert_eq!(half_earned_by(&curve), Some(2));
    }

    #[test]
    fn nothing_has_become_of_nobody() {
        assert_eq!(estimate(&[]).len(), 1);
        assert_near(at(&estimate(&[]), 12), [0.0, 0.0, 1.0]);
    }

    #[test]
    fn a_curve_needs_twenty_people_and_eight_endings() {
        let shown = |endings, waiting| {
            let mut people = vec![(2, 1); endings];
            people.resize(endings + waiting, (9, 0));
            Incidence::of(&cohort(&people)).is_some()
        };
        assert!(shown(8, 12));
        assert!(!shown(8, 11), "19 people");
        assert!(!shown(7, 13), "7 endings");
    }

    #[test]
    fn numbers_still_counted_are_told_for_six_months() {
        let mut people = vec![(3, 1); 8];
        people.extend([(7, 0); 10]);
        people.extend([(24, 2); 4]);
        let incidence = Incidence::of(&cohort(&people)).unwrap();
        assert_eq!(incidence.at_risk_counts(), [(0, 22), (1, 22), (3, 22), (6, 14), (12, 4), (24, 4)]);
        assert_eq!(incidence.last_month(), 7);
    }

    /// The likely range of the earned, also of a cohort too small to be shown.
    fn range(cohort: &Cohort, month: u32) -> Interval {
        likely(cohort, &states(cohort), month).earned
    }

    fn assert_same(found: Interval, expected: Interval) {
        let apart = (found.low - expected.low).abs().max((found.high - expected.high).abs());
        assert!(apart < 1e-9, "{found:?}, expected {expected:?}");
    }

    #[test]
    fn where_nobody_earned_yet_those_still_followed_are_whom_the_range_rests_on() {
        // Of twenty, eighteen were last heard of in month 2.
        let mut people = vec![(2, 0); 18];
        people.extend([(9, 0); 2]);
        let waiting = cohort(&people);
        assert_same(range(&waiting, 2), wilson(0, 20).unwrap());
        assert_same(range(&waiting, 3), wilson(0, 2).unwrap());
        assert_same(range(&waiting, 40), wilson(0, 2).unwrap());
        // Half of forty gave up at once: those who remain stand for all.
        let quit: Vec<_> = [[(1, 2); 20], [(9, 0); 20]].concat();
        assert_same(range(&cohort(&quit), 5), wilson(0, 40).unwrap());
        assert_eq!(range(&cohort(&[]), 5), Interval { low: 0.0, high: 1.0 }, "nothing is known of nobody");
    }

    #[test]
    fn where_all_earned_the_range_is_that_of_those_seen_to_earn() {
        assert_same(range(&cohort(&[(3, 1); 20]), 3), wilson(20, 20).unwrap());
        let mut people = vec![(1, 0); 15];
        people.extend([(3, 1); 5]);
        assert_same(range(&cohort(&people), 8), wilson(5, 5).unwrap());
    }

    #[test]
    fn whoever_enters_after_everybody_ended_makes_nothing_surer() {
        let mut people = vec![observation((0, 1)); 10];
        people.extend([Observation { entered: 1, ..observation((5, 0)) }; 30]);
        let cohort: Cohort = people.into_iter().collect();
        assert_same(range(&cohort, 4), wilson(10, 10).unwrap());
    }

    #[test]
    fn a_curve_needs_ten_at_risk_when_the_first_ended() {
        let late = |entered| Observation { entered, month: 6, event: Event::Earned };
        let of = |seen: usize| {
            let mut people: Vec<_> =
                (0..30).map(|place| late(if place < seen - 1 { 0 } else { 1 })).collect();
            people.push(observation((0, 1)));
            Incidence::of(&people.into_iter().collect())
        };
        assert!(of(9).is_none() && of(10).is_some());
    }

    #[test]
    fn half_had_earned_by_a_month_that_is_drawn() {
        let half = |people: &[(u32, u8)]| Registered::new(cohort(people)).half_earned_by();
        assert_eq!(half(&[[(2, 1); 12], [(5, 0); 12]].concat()), Some(2));
        assert_eq!(half(&[vec![(2, 1); 9], vec![(5, 0); 15]].concat()), None);
        let late = [vec![(1, 2); 4], vec![(2, 0); 14], vec![(9, 1); 8]].concat();
        assert_eq!(half(&late), None, "eight are too few to go on with");
        assert_eq!(half(&[(2, 1); 19]), None, "nineteen have no curve");
    }

    proptest! {
        #[test]
        fn where_nobody_is_silent_each_range_is_wilson_s(people in people(20..120), month in 0_u32..50) {
            let ended: Vec<_> = people.into_iter().filter(|person| person.event != Event::Censored).collect();
            prop_assume!(!ended.is_empty());
            let cohort: Cohort = ended.iter().copied().collect();
            let by_then = |event| ended.iter().filter(|person| person.event == event && person.month <= month).count();
            let (earned, gave_up) = (by_then(Event::Earned), by_then(Event::GaveUp));
            let found = likely(&cohort, &states(&cohort), month);
            let n = ended.len();
            assert_same(found.earned, wilson(earned, n).unwrap());
            assert_same(found.gave_up, wilson(gave_up, n).unwrap());
            assert_same(found.still_trying, wilson(n - earned - gave_up, n).unwrap());
        }

        #[test]
        fn a_range_holds_its_share_and_is_never_narrower_than_that_of_all(people in late(20..90), month in 0_u32..60) {
            let cohort: Cohort = people.into_iter().collect();
            let states = states(&cohort);
            let (point, found) = (state_at(&states, month).point, likely(&cohort, &states, month));
            for (share, range) in [(point.earned, found.earned), (point.gave_up, found.gave_up), (point.still_trying, found.still_trying)] {
                prop_assert!(0.0 <= range.low && range.high <= 1.0);
                prop_assert!(range.low <= share + 1e-9 && share <= range.high + 1e-9);
                let all = score(share.clamp(0.0, 1.0), cohort.n() as f64);
                prop_assert!(range.low <= all.low + 1e-9 && all.high <= range.high + 1e-9);
            }
        }

        #[test]
        fn shares_add_up_and_never_fall(people in late(20..120)) {
            let cohort: Cohort = people.into_iter().collect();
            let curve = curve(&cohort);
            for point in &curve {
                prop_assert!((point.earned + point.gave_up + point.still_trying - 1.0).abs() < 1e-12);
                prop_assert!(point.still_trying >= 0.0);
            }
            for pair in curve.windows(2) {
                prop_assert!(pair[0].earned <= pair[1].earned && pair[0].gave_up <= pair[1].gave_up);
            }
        }

        #[test]
        fn where_nobody_is_silent_it_is_plain_counting(people in people(20..120), month in 0_u32..50) {
            let ended = people.into_iter().filter(|person| person.event != Event::Censored);
            let ended: Vec<_> = ended.collect();
            let cohort: Cohort = ended.iter().copied().collect();
            let by_then = |event| ended.iter().filter(|person| person.event == event && person.month <= month).count();
            let found = at(&curve(&cohort), month);
            prop_assume!(!ended.is_empty());
            prop_assert!((found.earned - by_then(Event::Earned) as f64 / ended.len() as f64).abs() < 1e-12);
            prop_assert!((found.gave_up - by_then(Event::GaveUp) as f64 / ended.len() as f64).abs() < 1e-12);
        }

        #[test]
        fn taking_giving_up_for_silence_would_flatter(people in people(20..120)) {
            let honest: Cohort = people.iter().copied().collect();
            let naive: Cohort = people.into_iter().map(|mut person| {
                if person.event == Event::GaveUp { person.event = Event::Censored; }
                person
            }).collect();
            let earned = |cohort: &Cohort| at(&curve(cohort), 48).earned;
            prop_assert!(earned(&honest) <= earned(&naive) + 1e-12);
        }

        #[test]
        fn the_order_of_people_does_not_matter(mut people in people(20..60)) {
            let before = Incidence::of(&people.iter().copied().collect());
            people.reverse();
            prop_assert_eq!(Incidence::of(&people.into_iter().collect()), before);
        }
    }
}
