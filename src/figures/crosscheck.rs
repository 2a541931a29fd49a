//! Our formulas by other people's implementations: how the values were made stands in `crosscheck/README.md`.

use super::{
    Cohort, Incidence, Middle, Observation,
    cohort::tests::{cohort, observation},
    incidence, quantile_ranks, wilson,
};
use serde::{Deserialize, de::DeserializeOwned};

fn rows<T: DeserializeOwned>(json: &str) -> Vec<T> {
    let rows: Vec<T> = serde_json::from_str(json).unwrap();
    assert!(!rows.is_empty());
    rows
}

#[track_caller]
fn assert_equal(found: f64, expected: f64, place: &str) {
    assert!((found - expected).abs() < 1e-9, "{place}: {found}, expected {expected}");
}

#[test]
fn wilson_agrees_with_statsmodels() {
    for (k, n, low, high) in rows::<(usize, usize, f64, f64)>(include_str!("crosscheck/wilson.json")) {
        let found = wilson(k, n).unwrap();
        assert_equal(found.low, low, &format!("{k} of {n}"));
        assert_equal(found.high, high, &format!("{k} of {n}"));
    }
}

#[test]
fn the_middle_agrees_with_scipy_and_numpy() {
    type Row = (usize, [(usize, usize); 3], Vec<i64>, f64, f64, f64);
    for (n, ranks, sums, first, median, third) in rows::<Row>(include_str!("crosscheck/median.json")) {
        for (fraction, (low, high)) in [0.25, 0.5, 0.75].into_iter().zip(ranks) {
            let expected = (Some(low).filter(|low| *low > 0), Some(high).filter(|high| *high <= n));
            assert_eq!(quantile_ranks(n, fraction), expected, "{fraction} of {n}");
        }
        let found = Middle::of(sums).unwrap();
        for (found, expected) in [(found.half.0, first), (found.cents, median), (found.half.1, third)] {
            assert!((found as f64 - expected).abs() <= 0.5, "n = {n}: {found}, expected {expected}");
        }
    }
}

#[derive(Deserialize)]
struct Curve {
    by: String,
    people: Vec<(u32, u8)>,
    curve: Vec<(u32, f64, f64)>,
}

#[test]
fn incidence_agrees_with_lifelines_and_statsmodels() {
    for row in rows::<Curve>(include_str!("crosscheck/incidence.json")) {
        let cohort = cohort(&row.people);
        let curve = incidence::curve(&cohort);
        for (month, earned, gave_up) in row.curve {
            let place = format!("{} people {}, month {month}", row.people.len(), row.by);
            let found = incidence::at(&curve, month);
            assert_equal(found.earned, earned, &place);
            assert_equal(found.gave_up, gave_up, &place);
        }
    }
}

fn entered(people: &[(u32, u32, u8)]) -> Cohort {
    let person = |(entered, month, event): &(u32, u32, u8)| Observation {
        entered: *entered,
        ..observation((*month, *event))
    };
    people.iter().map(person).collect()
}

#[derive(Deserialize)]
struct Delayed {
    by: String,
    people: Vec<(u32, u32, u8)>,
    /// Month, earned, its variance, gave up, its variance.
    ends: Vec<(u32, f64, f64, f64, f64)>,
    /// Month, still trying, its variance.
    stays: Vec<(u32, f64, f64)>,
}

#[test]
fn delayed_entry_and_variance_agree_with_lifelines_and_statsmodels() {
    for row in rows::<Delayed>(include_str!("crosscheck/delayed.json")) {
        let states = incidence::states(&entered(&row.people));
        let place = |month| format!("{} people {}, month {month}", row.people.len(), row.by);
        for (month, earned, var_earned, gave_up, var_gave_up) in row.ends {
            let found = incidence::state_at(&states, month);
            let found = [found.point.earned, found.earned, found.point.gave_up, found.gave_up];
            for (found, expected) in found.into_iter().zip([earned, var_earned, gave_up, var_gave_up]) {
                assert_equal(found, expected, &place(month));
            }
        }
        for (month, still_trying, variance) in row.stays {
            let found = incidence::state_at(&states, month);
            assert_equal(found.point.still_trying, still_trying, &place(month));
            assert_equal(found.still_trying, variance, &place(month));
        }
    }
}

#[derive(Deserialize)]
struct Ranged {
    people: Vec<(u32, u32, u8)>,
    month: u32,
    low: f64,
    high: f64,
}

#[test]
fn likely_ranges_agree_with_statsmodels_at_lifelines_variance() {
    for Ranged { people, month, low, high } in rows::<Ranged>(include_str!("crosscheck/likely.json")) {
        let found = Incidence::of(&entered(&people)).unwrap().likely(month).earned;
        let place = format!("{} people, month {month}", people.len());
        assert_equal(found.low, low, &place);
        assert_equal(found.high, high, &place);
    }
}
