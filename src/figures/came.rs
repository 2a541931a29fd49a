use super::Grade;
use crate::values::Month;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How a report came: what it rests on, and when it was sent first. Of a registered start that is the plan, whenever its outcome
/// was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Came {
    pub grade: Grade,
    pub month: Month,
}

/// The month in which most came and how many did; of months with as many the last. None of nobody.
pub(super) fn busiest_month(came: &[(Came, usize)]) -> Option<(Month, usize)> {
    let mut months: BTreeMap<Month, usize> = BTreeMap::new();
    for (Came { month, .. }, people) in came {
        *months.entry(*month).or_default() += people;
    }
    months.into_iter().max_by_key(|(_, people)| *people)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn month(number: u8) -> Month {
        Month::numbered(2026, number).unwrap()
    }

    /// So many of each grade in each month of a year, counted from 1.
    fn busiest(counts: &[(Grade, u8, usize)]) -> Option<(Month, usize)> {
        let one = |(grade, number, people): &(Grade, u8, usize)| {
            (Came { grade: *grade, month: month(*number) }, *people)
        };
        busiest_month(&counts.iter().map(one).collect::<Vec<_>>())
    }

    #[test]
    fn the_busiest_month_counts_every_grade() {
        assert_eq!(busiest(&[]), None);
        assert_eq!(busiest(&[(Grade::E, 3, 1)]), Some((month(3), 1)));
        let february = busiest(&[(Grade::A, 1, 4), (Grade::E, 2, 3), (Grade::C, 2, 2)]);
        assert_eq!(february, Some((month(2), 5)), "three and two are more than four of January");
    }

    #[test]
    fn of_months_with_as_many_it_is_the_last_and_one_month_alone_is_it() {
        assert_eq!(busiest(&[(Grade::E, 7, 4), (Grade::E, 1, 4)]), Some((month(7), 4)));
        assert_eq!(busiest(&[(Grade::E, 5, 40), (Grade::A, 5, 2)]), Some((month(5), 42)));
        let mays =
            [2025, 2026].map(|year| (Came { grade: Grade::E, month: Month::numbered(year, 5).unwrap() }, 3));
        assert_eq!(busiest_month(&mays), Some((month(5), 3)), "May of two years is two months");
    }
}
