//! The differences between paths, in words.

use super::Reports;
use crate::{
    figures::{Detectable, Ranged},
    paths::{Dimension, HustlePath, Rating},
    values::{ClosedList as _, how_many, isolated, uncapped},
};

/// A path that is compared, with its reports.
#[derive(Debug)]
pub struct Column {
    pub path: HustlePath,
    pub reports: Reports,
}

/// The qualities that decide for most people, and of which one word says enough.
const TOLD: [Dimension; 6] = [
    Dimension::BarrierToEntry,
    Dimension::Competition,
    Dimension::StartupCapital,
    Dimension::DomainExpertise,
    Dimension::Risk,
    Dimension::Nature,
];

pub const REGISTERED_EARNED: &str = "Registered starts that had earned";
pub const REGISTERED_EARNING: &str = "Registered starts that still earn";
pub const TOLD_EARNED: &str = "Told afterwards, had earned";
pub const TOLD_EARNING: &str = "Told afterwards, still earning";

/// The smallest difference that each pair of paths could have shown, by the kind of teller: of registered starts first.
pub fn smallest(columns: &[Column]) -> Vec<(&'static str, Vec<String>)> {
    let pairs = columns
        .iter()
        .enumerate()
        .flat_map(|(place, one)| columns.iter().skip(place + 1).map(move |other| (one, other)));
    let pairs: Vec<(&Column, &Column)> = pairs.collect();
    let of = |n: fn(&Reports) -> usize| {
        let said = pairs.iter().filter_map(|(one, other)| {
            let smallest = Detectable::of((n(&one.reports), n(&other.reports)))?;
            Some(match pairs.len() {
                1 => smallest.to_string(),
                _ => format!("{} and {}: {smallest}", isolated(&one.path.name), isolated(&other.path.name)),
            })
        });
        said.collect::<Vec<_>>()
    };
    let kinds = [
        ("Registered starts", of(|reports| reports.due().n())),
        ("Those who wrote to us afterwards", of(|reports| reports.told.n)),
    ];
    kinds.into_iter().filter(|(_, said)| !said.is_empty()).collect()
}

/// How paths compare in one quality.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    pub label: &'static str,
    /// "low for Small AI tools and Data services, high for Teaching AI"; "low, alike".
    pub said: String,
    pub is_none: bool,
}

/// The figures and qualities told of, those in which the paths differ first. Figures differ only where their likely
/// ranges do not overlap; where they do, nothing is said of them.
pub fn between(columns: &[Column]) -> Vec<Difference> {
    let paths: Vec<&HustlePath> = columns.iter().map(|column| &column.path).collect();
    let rated = TOLD.iter().map(|one| in_dimension(*one, &paths));
    let mut differences: Vec<Difference> = in_figures(columns).into_iter().chain(rated).collect();
    differences.sort_by_key(|difference| difference.is_none);
    differences
}

/// The part of a path's reports that is compared.
type Figure = fn(&Reports) -> Option<Ranged>;

fn in_figures(columns: &[Column]) -> Vec<Difference> {
    let figures: [(_, Figure); 6] = [
        (REGISTERED_EARNED, Reports::registered_earned),
        (REGISTERED_EARNING, Reports::registered_earning),
        (TOLD_EARNED, Reports::told_earned),
        (TOLD_EARNING, Reports::told_earning),
        ("Middle report, a month", |reports| reports.amounts.month_compared()),
        ("Per hour worked", |reports| reports.amounts.hour_compared()),
    ];
    figures.iter().filter_map(|(label, of)| in_figure(label, &ranges(columns, *of), columns)).collect()
}

/// Each column's figure; none where there are too few reports.
pub fn ranges(columns: &[Column], of: Figure) -> Vec<Option<Ranged>> {
    columns.iter().map(|column| of(&column.reports)).collect()
}

/// "clearly the lowest for Content creation; 9 invented reports would end that"; none where nothing is clear.
fn in_figure(label: &'static str, ranges: &[Option<Ranged>], columns: &[Column]) -> Option<Difference> {
    let places = columns.iter().enumerate();
    let clear: Vec<(Extreme, &str)> = places
        .filter_map(|(place, column)| Some((extreme(ranges, place)?, column.path.name.as_str())))
        .collect();
    let (first, _) = clear.first()?;
    let alike = clear.iter().all(|(one, _)| one.ends == first.ends);
    let told = clear.iter().map(|(one, name)| match alike {
        true => format!("{} for {}", uncapped(one.said), isolated(name)),
        false => format!("{} for {} ({})", uncapped(one.said), isolated(name), one.would_end()),
    });
    let mut said = told.collect::<Vec<_>>().join(", ");
    if alike {
        said += &format!("; {}", first.would_end());
    }
    Some(Difference { label, said, is_none: false })
}

fn in_dimension(dimension: Dimension, paths: &[&HustlePath]) -> Difference {
    let mut sides: Vec<(String, Vec<String>)> = Vec::new();
    for path in paths {
        let said = path.rating(dimension).map_or_else(|| "Not stated".to_owned(), Rating::headline);
        match sides.iter_mut().find(|(other, _)| *other == said) {
            Some((_, names)) => names.push(isolated(&path.name)),
            None => sides.push((said, vec![isolated(&path.name)])),
        }
    }
    let said = match sides.as_slice() {
        [(said, _)] => format!("{}, alike", uncapped(said)),
        sides => {
            let side = |(said, names): &(String, Vec<String>)| {
                format!("{} for {}", uncapped(said), names.join(" and "))
            };
            sides.iter().map(side).collect::<Vec<_>>().join(", ")
        }
    };
    Difference { label: dimension.label(), said, is_none: sides.len() == 1 }
}

/// A figure that is clearly the lowest or the highest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extreme {
    /// "Clearly the lowest".
    pub said: &'static str,
    /// The fewest invented reports, all of one kind and on one of the paths, with which it would not be so clear.
    pub ends: usize,
}

impl Extreme {
    /// "9 invented reports would end that".
    pub fn would_end(self) -> String {
        format!("{} would end that", how_many(self.ends, "invented report"))
    }
}

/// Whether a figure is clearly the lowest or the highest: only where no other likely range overlaps.
pub fn extreme(ranges: &[Option<Ranged>], place: usize) -> Option<Extreme> {
    let mine = ranges.get(place)?.as_ref()?;
    let others = ranges.iter().enumerate().filter(|(other, _)| *other != place);
    let others = others.map(|(_, range)| range.as_ref()).collect::<Option<Vec<&Ranged>>>()?;
    let pair = others.len() == 1;
    let said = if others.iter().all(|other| mine.is_below(other)) {
        if pair { "Clearly lower" } else { "Clearly the lowest" }
    } else if others.iter().all(|other| other.is_below(mine)) {
        if pair { "Clearly higher" } else { "Clearly the highest" }
    } else {
        return None;
    };
    let ends = others.iter().filter_map(|other| mine.to_meet(other)).min()?;
    Some(Extreme { said, ends })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{figures::Share, values::UsdCents};

    fn around(cents: i64) -> Option<Ranged> {
        Ranged::middle((0..10).map(|step| (UsdCents(cents + step), 1)))
    }

    #[test]
    fn a_difference_is_named_only_if_no_ranges_overlap() {
        let said = |ranges: &[Option<Ranged>], place| extreme(ranges, place).map(|extreme| extreme.said);
        let clear = [around(0), around(100), around(200)];
        assert_eq!(said(&clear, 0), Some("Clearly the lowest"));
        assert_eq!(said(&clear, 1), None);
        assert_eq!(said(&clear, 2), Some("Clearly the highest"));
        assert_eq!(said(&[around(0), around(3)], 0), None);
        assert_eq!(said(&[around(0), around(100)], 1), Some("Clearly higher"));
        assert_eq!(said(&[around(0), None, around(100)], 0), None, "one of three is unknown");
        assert_eq!(said(&[around(0)], 0), None, "nothing is clear of one");
    }

    #[test]
    fn what_is_clear_says_how_few_invented_reports_would_end_it() {
        let share = |k, n| Share::of(k, n).map(Ranged::Share);
        let three = [share(2, 40), share(24, 40), share(400, 410)];
        let ends = |place| extreme(&three, place).map(Extreme::would_end);
        assert_eq!(
            ends(0).as_deref(),
            Some("16 invented reports would end that"),
            "by the nearer of the two"
        );
        assert_eq!(ends(1), None);
        assert_eq!(ends(2), extreme(&three[1..], 1).map(Extreme::would_end), "the nearer again");
    }
}
