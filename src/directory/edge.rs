//! How long an edge lasts: months until the first visible copy, and until price or income had halved, by the half-year of
//! the start.

use crate::{
    charts::{Svg, share_bar},
    experiences::path_figures::{Lasted, PathFigures},
    figures::{Ending as Drawn, Middle, Share},
};

/// One way in which an edge ends, and how long it took.
#[derive(Debug)]
pub struct Ending {
    /// The end that is counted, as a caption.
    pub until: &'static str,
    /// The head of the column of those to whom it happened soon.
    pub soon: &'static str,
    pub cohorts: Vec<Edge>,
}

/// People who started at about the same time and met the same end of their edge.
#[derive(Debug)]
pub struct Edge {
    /// "first half of 2025"; with its last half-year where several were put together.
    pub started: String,
    pub within_half_a_year: Share,
    /// The counts as a drawing; none below twenty people.
    pub bar: Option<Svg>,
    /// The middle of the months it took; none below ten people.
    pub middle: Option<Middle<i64>>,
    /// Whether it holds more than one half-year.
    pub is_merged: bool,
}

/// Below so many people a half-year is put together with its neighbours.
pub const LEAST: usize = 5;
const HALF_A_YEAR: i64 = 6;

/// The ways in which edges ended that enough people told of.
pub fn endings(figures: &PathFigures) -> Vec<Ending> {
    let copied = ("Months until the first visible copy", "Copied within six months", &figures.copies);
    let halved = ("Months until price or income had halved", "Halved within six months", &figures.halvings);
    let told = [copied, halved].into_iter();
    told.map(|(until, soon, lasted)| Ending { until, soon, cohorts: edges(lasted) })
        .filter(|ending| !ending.cohorts.is_empty())
        .collect()
}

/// In the order of time; empty where fewer than five people in all told of it.
fn edges(lasted: &[Lasted]) -> Vec<Edge> {
    let halves = lasted.chunk_by(|one, next| (one.year, one.half) == (next.year, next.half));
    let mut cohorts: Vec<Vec<Lasted>> = Vec::new();
    for half in halves {
        match cohorts.last_mut().filter(|cohort| people(cohort) < LEAST) {
            Some(small) => small.extend(half),
            None => cohorts.push(half.to_vec()),
        }
    }
    if cohorts.last().is_some_and(|last| people(last) < LEAST)
        && let Some(last) = cohorts.pop()
        && let Some(neighbour) = cohorts.last_mut()
    {
        neighbour.extend(last);
    }
    cohorts.iter().filter_map(|cohort| Edge::of(cohort)).collect()
}

fn people(cohort: &[Lasted]) -> usize {
    cohort.iter().map(|row| row.people).sum()
}

impl Edge {
    fn of(cohort: &[Lasted]) -> Option<Self> {
        let early = cohort.iter().filter(|row| row.months <= HALF_A_YEAR).map(|row| row.people).sum();
        let [first, last] = [cohort.first()?, cohort.last()?].map(half_year);
        let is_merged = first != last;
        let within_half_a_year = Share::of(early, people(cohort))?;
        Some(Self {
            started: if is_merged { format!("{first} to {last}") } else { first },
            within_half_a_year,
            bar: share_bar(&within_half_a_year, Drawn::Faded),
            middle: Middle::of_counts(cohort.iter().map(|row| (row.months, row.people))),
            is_merged,
        })
    }

    /// "5 months, range by chance 3 to 8".
    pub fn middle_in_words(&self) -> Option<String> {
        let Middle { cents: months, likely: (low, high), .. } = self.middle?;
        Some(format!("{months} months, range by chance {low} to {high}"))
    }
}

fn half_year(row: &Lasted) -> String {
    format!("{} half of {}", if row.half == 1 { "first" } else { "second" }, row.year)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn started(half_years: &[(i32, i32, usize)]) -> Vec<(String, usize, bool)> {
        let copied: Vec<Lasted> = half_years
            .iter()
            .map(|(year, half, people)| Lasted { year: *year, half: *half, months: 4, people: *people })
            .collect();
        edges(&copied)
            .into_iter()
            .map(|edge| (edge.started, edge.within_half_a_year.n, edge.is_merged))
            .collect()
    }

    #[test]
    fn a_half_year_of_four_is_put_together_with_its_neighbour() {
        assert_eq!(
            started(&[(2024, 1, 4), (2024, 2, 6), (2025, 1, 7), (2025, 2, 2)]),
            [
                ("first half of 2024 to second half of 2024".into(), 10, true),
                ("first half of 2025 to second half of 2025".into(), 9, true),
            ]
        );
        assert_eq!(started(&[(2025, 1, 5)]), [("first half of 2025".into(), 5, false)]);
    }

    #[test]
    fn a_bar_is_drawn_from_twenty_people_on() {
        let of = |people| edges(&[Lasted { year: 2025, half: 1, months: 4, people }]).remove(0);
        assert!(of(19).bar.is_none() && of(20).bar.is_some());
    }

    #[test]
    fn four_in_all_are_too_few_to_say() {
        assert!(started(&[(2024, 1, 2), (2025, 1, 2)]).is_empty());
        assert!(started(&[]).is_empty());
    }
}
