//! Our formulas by other people's implementations: how the values were made stands in `crosscheck/README.md`.

use super::{IncidenceBand, Middle, cohort::tests::cohort, incidence, median_ranks, wilson};
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
    type Row = (usize, usize, Vec<i64>, f64, f64, f64);
    for (n, rank, sums, first, median, third) in rows::<Row>(include_str!("crosscheck/median.json")) {
        assert_eq!(median_ranks(n), Some((rank, n + 1 - rank)), "n = {n}");
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
        let curve = incidence::curve(cohort.months(), cohort.n());
        for (month, earned, gave_up) in row.curve {
            let place = format!("{} people {}, month {month}", row.people.len(), row.by);
            let found = incidence::at(&curve, month);
            assert_equal(found.earned, earned, &place);
            assert_equal(found.gave_up, gave_up, &place);
        }
    }
}

#[derive(Deserialize)]
struct Resampled {
    people: Vec<(u32, u8)>,
    band: Vec<(u32, f64, f64)>,
}

#[test]
fn the_band_is_the_one_another_program_draws() {
    for row in rows::<Resampled>(include_str!("crosscheck/band.json")) {
        let cohort = cohort(&row.people);
        let found = IncidenceBand::of(&cohort).unwrap();
        for (month, low, high) in row.band {
            let place = format!("{} people, month {month}", cohort.n());
            assert_equal(found.at(month).low, low, &place);
            assert_equal(found.at(month).high, high, &place);
        }
    }
}
