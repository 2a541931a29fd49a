//! What sets paths apart, in words.

use super::table::Column;
use crate::{
    figures::{Middle, Share},
    paths::{Dimension, HustlePath, Rating, uncapped},
    values::{ClosedList as _, isolated},
};

/// The qualities that decide for most people, and of which one word says enough.
const TOLD: [Dimension; 6] = [
    Dimension::BarrierToEntry,
    Dimension::Competition,
    Dimension::StartupCapital,
    Dimension::DomainExpertise,
    Dimension::Risk,
    Dimension::Nature,
];

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

fn in_figures(columns: &[Column]) -> Vec<Difference> {
    let ranges = |of: &dyn Fn(&Column) -> Option<Range>| columns.iter().map(of).collect::<Vec<_>>();
    let figures = [
        ("Middle report, a month", ranges(&|column| column.reports.summary.middle.map(Range::from))),
        ("Per hour worked", ranges(&|column| column.reports.summary.hourly.map(Range::from))),
        ("Never earned", ranges(&|column| column.reports.summary.never_earned.map(Range::from))),
        ("Still earning", ranges(&|column| column.reports.still_earning().map(Range::from))),
    ];
    figures.iter().filter_map(|(label, ranges)| in_figure(label, ranges, columns)).collect()
}

/// "clearly the lowest for Content creation"; none where nothing is clear.
fn in_figure(label: &'static str, ranges: &[Option<Range>], columns: &[Column]) -> Option<Difference> {
    let told = columns.iter().enumerate().filter_map(|(place, column)| {
        Some(format!("{} for {}", uncapped(standing(ranges, place)?), isolated(&column.path.name)))
    });
    let said = told.collect::<Vec<_>>().join(", ");
    (!said.is_empty()).then_some(Difference { label, said, is_none: false })
}

/// A likely range, of whatever unit the figure has.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Range {
    low: f64,
    high: f64,
}

impl From<Middle> for Range {
    fn from(middle: Middle) -> Self {
        Self { low: middle.likely.0 as f64, high: middle.likely.1 as f64 }
    }
}

impl From<Share> for Range {
    fn from(share: Share) -> Self {
        Self { low: share.likely.low, high: share.likely.high }
    }
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

/// Which figures are clearly the lowest or the highest: only where no other likely range overlaps.
pub fn standing(ranges: &[Option<Range>], place: usize) -> Option<&'static str> {
    let mine = ranges.get(place).copied().flatten()?;
    let others: Vec<Range> = ranges
        .iter()
        .enumerate()
        .filter(|(other, _)| *other != place)
        .filter_map(|(_, range)| *range)
        .collect();
    if others.is_empty() || others.len() + 1 < ranges.len() {
        return None;
    }
    let pair = others.len() == 1;
    if others.iter().all(|other| mine.high < other.low) {
        return Some(if pair { "Clearly lower" } else { "Clearly the lowest" });
    }
    let is_above = others.iter().all(|other| mine.low > other.high);
    is_above.then_some(if pair { "Clearly higher" } else { "Clearly the highest" })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn around(cents: i64) -> Option<Range> {
        Middle::of((0..10).map(|step| cents + step)).map(Range::from)
    }

    #[test]
    fn a_difference_is_named_only_if_no_ranges_overlap() {
        let clear = [around(0), around(100), around(200)];
        assert_eq!(standing(&clear, 0), Some("Clearly the lowest"));
        assert_eq!(standing(&clear, 1), None);
        assert_eq!(standing(&clear, 2), Some("Clearly the highest"));
        assert_eq!(standing(&[around(0), around(3)], 0), None);
        assert_eq!(standing(&[around(0), around(100)], 1), Some("Clearly higher"));
        assert_eq!(standing(&[around(0), None, around(100)], 0), None, "one of three is unknown");
    }
}
