//! What sets paths apart, in words.

use crate::{
    figures::Middle,
    paths::{Dimension, HustlePath, Rating, uncapped},
    values::ClosedList as _,
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

/// The qualities told of, those in which the paths differ first.
pub fn between(paths: &[&HustlePath]) -> Vec<Difference> {
    let mut differences: Vec<Difference> = TOLD.iter().map(|one| in_dimension(*one, paths)).collect();
    differences.sort_by_key(|difference| difference.is_none);
    differences
}

fn in_dimension(dimension: Dimension, paths: &[&HustlePath]) -> Difference {
    let mut sides: Vec<(String, Vec<&str>)> = Vec::new();
    for path in paths {
        let said = path.rating(dimension).map_or_else(|| "Not stated".to_owned(), Rating::headline);
        match sides.iter_mut().find(|(other, _)| *other == said) {
            Some((_, names)) => names.push(&path.name),
            None => sides.push((said, vec![&path.name])),
        }
    }
    let said = match sides.as_slice() {
        [(said, _)] => format!("{}, alike", uncapped(said)),
        sides => {
            let side = |(said, names): &(String, Vec<&str>)| {
                format!("{} for {}", uncapped(said), names.join(" and "))
            };
            sides.iter().map(side).collect::<Vec<_>>().join(", ")
        }
    };
    Difference { label: dimension.label(), said, is_none: sides.len() == 1 }
}

/// Which middles are clearly the lowest or the highest: only where no other likely range overlaps.
pub fn standing(middles: &[Option<Middle>], place: usize) -> Option<&'static str> {
    let mine = middles.get(place).copied().flatten()?;
    let others: Vec<Middle> = middles
        .iter()
        .enumerate()
        .filter(|(other, _)| *other != place)
        .filter_map(|(_, middle)| *middle)
        .collect();
    if others.is_empty() || others.len() + 1 < middles.len() {
        return None;
    }
    let pair = others.len() == 1;
    if others.iter().all(|other| mine.likely.1 < other.likely.0) {
        return Some(if pair { "Clearly lower" } else { "Clearly the lowest" });
    }
    let is_above = others.iter().all(|other| mine.likely.0 > other.likely.1);
    is_above.then_some(if pair { "Clearly higher" } else { "Clearly the highest" })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn around(cents: i64) -> Option<Middle> {
        Middle::of((0..10).map(|step| cents + step))
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
