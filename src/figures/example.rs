use super::{Cohort, Event, Observation, Point, incidence::curve};

/// The fourteen people of the worked example: the month, and what came first.
const PEOPLE: [(u32, Event); 14] = [
    (0, Event::Earned),
    (1, Event::Earned),
    (2, Event::Earned),
    (2, Event::GaveUp),
    (3, Event::Earned),
    (3, Event::Censored),
    (4, Event::GaveUp),
    (5, Event::Earned),
    (6, Event::Censored),
    (6, Event::GaveUp),
    (8, Event::Earned),
    (9, Event::Censored),
    (12, Event::Censored),
    (12, Event::GaveUp),
];

/// A curve worked out for people who do not exist, to explain how any curve comes about. Each month in which something
/// happened, with the people who were still counted as it began, what happened to how many, and the shares at its end.
pub fn worked_example() -> Vec<(usize, super::Tally, Point)> {
    let cohort: Cohort = PEOPLE
        .iter()
        .map(|(month, event)| Observation { entered: 0, month: *month, event: *event })
        .collect();
    let curve = curve(&cohort);
    let row = |(month, tally)| {
        let point = Point { month, ..super::incidence::at(&curve, month) };
        (cohort.at_risk(month), tally, point)
    };
    cohort.months().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_is_the_contract_s_vector() {
        let example = worked_example();
        let (counted, _, last) = example.last().unwrap();
        assert_eq!((*counted, last.month), (2, 12));
        assert!((last.earned - 0.4665).abs() < 5e-5 && (last.gave_up - 0.3828).abs() < 5e-5, "{last:?}");
    }
}
