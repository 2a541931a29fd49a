use super::Share;
use crate::values::UsdCents;

/// "9 of 24 earned less per hour than your wage": how many of these hourly nets, before tax
/// and each with the number of people it paid, lie below the wage. A loss is below every wage; an hour that
/// paid the very wage is not.
/// None of fewer than five.
pub fn below(wage: UsdCents, hourly: impl IntoIterator<Item = (UsdCents, usize)>) -> Option<Share> {
    let (mut less, mut all) = (0, 0);
    for (hour, people) in hourly {
        less += if hour < wage { people } else { 0 };
        all += people;
    }
    Share::of(less, all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::{collection::vec, prelude::*};

    fn one_each(hourly: &[i64]) -> impl Iterator<Item = (UsdCents, usize)> {
        hourly.iter().map(|hour| (UsdCents(*hour), 1))
    }

    #[test]
    fn the_contract_s_words_hold() {
        let mut hourly = vec![-300, 0, 120, 310, 600, 850, 990, 1_100, 1_499];
        hourly.extend((0..15).map(|step| 1_500 + step * 100));
        assert_eq!(below(UsdCents(1_500), one_each(&hourly)).unwrap().to_string(), "9 of 24");
    }

    #[test]
    fn four_people_are_not_compared_with() {
        let four = [(UsdCents(0), 1), (UsdCents(100), 1), (UsdCents(200), 2)];
        assert_eq!(below(UsdCents(1_500), four), None);
    }

    proptest! {
        #[test]
        fn a_higher_wage_is_missed_by_as_many_or_more(hourly in vec(-5_000_i64..20_000, 5..60), wage in 0_i64..20_000, more in 0_i64..5_000) {
            let missed = |wage| below(UsdCents(wage), one_each(&hourly)).unwrap().k;
            prop_assert!(missed(wage) <= missed(wage + more));
            prop_assert_eq!(missed(i64::MIN), 0);
        }
    }
}
