use super::rounded;
use crate::{rates::Period, values::Month};
use std::collections::{BTreeMap, BTreeSet};
use time::{Date, Duration};

/// Values of days, which rest at ends of weeks and on holidays.
pub type Days = BTreeMap<Date, f64>;

/// A month begins and ends within so many days without a value, the longest holidays among them.
const HOLIDAYS: Duration = Duration::days(7);

/// The means of every month that has values from its beginning to its end, and of every year that has twelve of them.
pub fn averages(days: &Days) -> Vec<(Period, f64)> {
    let mut months: BTreeMap<Month, Vec<(Date, f64)>> = BTreeMap::new();
    for (day, value) in days {
        months.entry(Month::of(*day)).or_default().push((*day, *value));
    }
    months.retain(|month, days| is_whole(*month, days));
    let years: BTreeSet<i32> = months.keys().map(|month| month.year()).collect();
    let whole =
        years.into_iter().filter(|year| months.keys().filter(|month| month.year() == *year).count() == 12);
    let years = whole.map(|year| {
        let days = months.iter().filter(|(month, _)| month.year() == year).flat_map(|(_, days)| days);
        (Period::Year(year), mean(days))
    });
    let years: Vec<_> = years.collect();
    let months = months.iter().map(|(month, days)| (Period::Month(*month), mean(days.iter())));
    years.into_iter().chain(months).collect()
}

fn is_whole(month: Month, days: &[(Date, f64)]) -> bool {
    let ends = days.first().zip(days.last());
    ends.is_some_and(|((first, _), (last, _))| {
        *first - month.first_day() < HOLIDAYS && month.next().first_day() - *last <= HOLIDAYS
    })
}

fn mean<'a>(days: impl Iterator<Item = &'a (Date, f64)>) -> f64 {
    let (sum, count) = days.fold((0.0, 0.0), |(sum, count), (_, value)| (sum + value, count + 1.0));
    rounded(sum / count)
}
