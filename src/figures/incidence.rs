use super::{Cohort, cohort::Tally};

/// Cumulative incidence, by month: the shares of people who had earned, had given up or were still trying.
///
/// Giving up competes with earning: somebody who gave up will not earn later, so it is an ending and
/// not a silence. Plain Kaplan–Meier takes it for a silence and flatters a path.
#[derive(Debug, Clone, PartialEq)]
pub struct Incidence {
    cohort: Cohort,
    curve: Vec<Point>,
}

/// The shares at the end of a month, from there on until the next point. They add up to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    pub month: u32,
    pub earned: f64,
    pub gave_up: f64,
    pub still_trying: f64,
}

/// Sums of fractions that ought to be a half may miss it by this much.
const ROUNDING: f64 = 1e-9;

impl Incidence {
    /// The fewest people of whom a curve is drawn.
    pub const LEAST_PEOPLE: usize = 20;
    /// The fewest known endings, first incomes and givings-up, with which a curve is drawn.
    pub const LEAST_EVENTS: usize = 8;
    /// Where fewer people than this are still counted, the curve ends.
    pub const LEAST_AT_RISK: usize = 10;
    /// The months for which the number still counted is told.
    pub const AT_RISK_MONTHS: [u32; 6] = [0, 1, 3, 6, 12, 24];

    /// None of fewer than 20 people, or with fewer than 8 known endings.
    pub fn of(cohort: &Cohort) -> Option<Self> {
        let enough = cohort.n() >= Self::LEAST_PEOPLE && cohort.events() >= Self::LEAST_EVENTS;
        enough.then(|| Self { curve: curve(cohort.months(), cohort.n()), cohort: cohort.clone() })
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

    /// The first month by which half of those who started had earned; none if half never did.
    pub fn half_earned_by(&self) -> Option<u32> {
        half_earned_by(&self.curve)
    }

    /// How many were still trying and still counted when the month began.
    pub fn at_risk(&self, month: u32) -> usize {
        self.cohort.at_risk(month)
    }

    /// The months of [`Self::AT_RISK_MONTHS`], each with the number still counted.
    pub fn at_risk_counts(&self) -> [(u32, usize); 6] {
        Self::AT_RISK_MONTHS.map(|month| (month, self.at_risk(month)))
    }

    /// The last month in which at least ten people were still counted.
    pub fn last_month(&self) -> u32 {
        let enough = |month: &u32| self.at_risk(*month) >= Self::LEAST_AT_RISK;
        self.cohort.months().map(|(month, _)| month).take_while(enough).last().unwrap_or_default()
    }
}

/// The cumulative incidence of first income, with giving up as a competing event.
///
/// O. O. Aalen and S. Johansen, 1978, "An Empirical Transition Matrix for Non-Homogeneous Markov Chains
/// Based on Censored Observations". At each month `t` with `d₁` first incomes and `d₂` givings-up among
/// `n` at risk, and `S` the share still trying just before it:
/// `F₁(t) += S·d₁/n`, `F₂(t) += S·d₂/n`, `S *= 1 − (d₁ + d₂)/n`.
/// Whoever is censored in a month is at risk in it. No logarithm is taken, so that a month in which
/// everybody at risk ends is a month like any other.
pub(super) fn curve(months: impl Iterator<Item = (u32, Tally)>, people: usize) -> Vec<Point> {
    let mut point = Point { month: 0, earned: 0.0, gave_up: 0.0, still_trying: 1.0 };
    let mut curve = vec![point];
    let mut at_risk = people;
    for (month, tally) in months {
        if tally.events() > 0 {
            let each = point.still_trying / at_risk as f64;
            point = Point {
                month,
                earned: point.earned + each * tally.earned as f64,
                gave_up: point.gave_up + each * tally.gave_up as f64,
                still_trying: each * (at_risk - tally.events()) as f64,
            };
            curve.push(point);
        }
        at_risk -= tally.people();
    }
    curve
}

/// The last point up to this month. Each curve has one at month 0.
pub(super) fn at(curve: &[Point], month: u32) -> Point {
    curve[curve.partition_point(|point| point.month <= month).max(1) - 1]
}

fn half_earned_by(curve: &[Point]) -> Option<u32> {
    curve.iter().find(|point| point.earned >= 0.5 - ROUNDING).map(|point| point.month)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::{
        Event,
        cohort::tests::{cohort, people},
    };
    use proptest::prelude::*;

    /// The curve of any cohort, also of one too small to be shown.
    fn estimate(people: &[(u32, u8)]) -> Vec<Point> {
        let cohort = cohort(people);
        curve(cohort.months(), cohort.n())
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

    proptest! {
        #[test]
        fn shares_add_up_and_never_fall(people in people(20..120)) {
            let cohort: Cohort = people.into_iter().collect();
            let curve = curve(cohort.months(), cohort.n());
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
            let found = at(&curve(cohort.months(), cohort.n()), month);
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
            let earned = |cohort: &Cohort| at(&curve(cohort.months(), cohort.n()), 48).earned;
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
