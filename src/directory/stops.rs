use crate::{
    experiences::path_figures::Stopped,
    figures::{Middle, Sample, Share},
    reports::StopReason,
    values::Cell,
};

/// Why people stopped, and when: what to think of before beginning.
#[derive(Debug)]
pub struct Stops {
    /// How many said why.
    pub n: usize,
    /// Those that at least five named, the commonest first.
    pub reasons: Vec<Reason>,
    /// Whether others were named, each by too few to be shown.
    pub has_rarer: bool,
}

#[derive(Debug)]
pub struct Reason {
    pub reason: StopReason,
    pub share: Share,
    /// The month after the start in which it struck; none where fewer than ten named it.
    pub month: Option<Middle<i64>>,
}

/// A reason that fewer people named could tell who they are.
const LEAST_NAMED: usize = 5;

impl Stops {
    pub fn of(stopped: &[Stopped]) -> Self {
        let people = |reason| -> usize {
            stopped.iter().filter(|row| row.reason == reason).map(|row| row.people).sum()
        };
        let n = people(None);
        let mut named: Vec<Cell<StopReason>> = stopped.iter().filter_map(|row| row.reason).collect();
        named.sort_unstable();
        named.dedup();
        let enough = named.iter().filter(|reason| people(Some(**reason)) >= LEAST_NAMED);
        let shown = enough.filter_map(|reason| reason.shown());
        let mut reasons: Vec<Reason> = shown.filter_map(|reason| Reason::of(reason, stopped, n)).collect();
        reasons.sort_by_key(|reason| std::cmp::Reverse(reason.share.k));
        Self { n, has_rarer: reasons.len() < named.len(), reasons }
    }

    pub fn is_too_few(&self) -> bool {
        Sample::of(self.n).is_too_few()
    }
}

impl Reason {
    fn of(reason: StopReason, stopped: &[Stopped], n: usize) -> Option<Self> {
        let rows = || stopped.iter().filter(|row| row.reason == Some(Cell::Shown(reason)));
        let share = Share::of(rows().map(|row| row.people).sum(), n)?;
        let month = Middle::of_counts(rows().map(|row| (row.month, row.people)));
        Some(Self { reason, share, month })
    }

    /// "month 5 (range by chance 3 to 8)".
    pub fn when(&self) -> Option<String> {
        let Middle { cents: month, likely: (low, high), .. } = self.month?;
        Some(format!("month {month} (range by chance {low} to {high})"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_are_counted_in_people_and_rare_ones_are_not_told() {
        let row = |reason: Option<StopReason>, month, people| Stopped {
            reason: reason.map(Cell::Shown),
            month,
            people,
        };
        let merged = Stopped { reason: Some(Cell::Merged), month: 4, people: 6 };
        let stops = Stops::of(&[
            row(None, 4, 9),
            row(None, 8, 7),
            row(Some(StopReason::NoTime), 4, 5),
            row(Some(StopReason::NoCustomers), 4, 4),
            row(Some(StopReason::NoCustomers), 8, 7),
            row(Some(StopReason::Costs), 8, 4),
            merged,
        ]);
        assert_eq!((stops.n, stops.has_rarer, stops.is_too_few()), (16, true, false));
        let told: Vec<(String, Option<String>)> =
            stops.reasons.iter().map(|reason| (reason.share.to_string(), reason.when())).collect();
        assert_eq!(
            told,
            [("11 of 16".into(), Some("month 8 (range by chance 4 to 8)".into())), ("5 of 16".into(), None)]
        );
    }
}
