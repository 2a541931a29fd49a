use super::{Amounts, Middle};
use crate::values::UsdCents;

/// The values that one report may reach before two people read it: beyond these it lies far out of what the path's
/// published reports say. A sum of months or hours that stays within hides nothing, whatever it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fences {
    /// Net a month and net an hour, in US cents.
    pub monthly: Fence,
    pub hourly: Fence,
    /// Hours a week, in hundredths.
    pub weekly_hours: Fence,
}

/// A value that has a fence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fenced {
    Monthly,
    Hourly,
    WeeklyHours,
}

/// A value beyond its fence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Beyond {
    pub what: Fenced,
    pub value: i64,
    pub fence: Fence,
}

/// The last value that is expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fence {
    pub last_expected: i64,
    /// How many reports it was reckoned from; none where there are too few, and it is the fixed one.
    pub reports: Option<usize>,
}

/// How far out a fence stands: so many widths of the middle half above it, once there are so many reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reach {
    pub times: i64,
    pub least: usize,
}

/// The fences of a path with too few reports to reckon one from, and so of every path on its first day, when a false report
/// weighs most. They are the same for all paths, as nobody knows yet how these differ: $5,000 a month is where the highest
/// column of our charts begins; $150 an hour is five times the beginning of the highest class of hours, and more than
/// anybody's first customer pays; 60 hours a week is one and a half full jobs.
pub const WHILE_TOO_FEW: Fences = Fences {
    monthly: Fence { last_expected: 500_000, reports: None },
    hourly: Fence { last_expected: 15_000, reports: None },
    weekly_hours: Fence { last_expected: 6_000, reports: None },
};

impl Fences {
    /// From the path's published reports, and how many of them spent how many whole hours a week.
    pub fn of(published: &Amounts, weekly_hours: &[(i64, usize)], reach: Reach) -> Self {
        let hourly = Middle::of_counts(published.hours().iter().copied());
        let weekly = Middle::of_counts(weekly_hours.iter().map(|(hours, people)| (hours * 100, *people)));
        Self {
            monthly: Fence::around(published.middle(), reach).unwrap_or(WHILE_TOO_FEW.monthly),
            hourly: Fence::around(hourly, reach).unwrap_or(WHILE_TOO_FEW.hourly),
            weekly_hours: Fence::around(weekly, reach).unwrap_or(WHILE_TOO_FEW.weekly_hours),
        }
    }

    /// Which of these values lie beyond, in the units of the fences; what is not known lies nowhere.
    pub fn passed(
        &self,
        monthly: Option<UsdCents>,
        hourly: Option<UsdCents>,
        weekly_hours: Option<i64>,
    ) -> Vec<Beyond> {
        let fenced = [
            (Fenced::Monthly, monthly.map(i64::from), self.monthly),
            (Fenced::Hourly, hourly.map(i64::from), self.hourly),
            (Fenced::WeeklyHours, weekly_hours, self.weekly_hours),
        ];
        let beyond = fenced.into_iter().filter_map(|(what, value, fence)| {
            let value = value.filter(|value| fence.is_passed_by(*value))?;
            Some(Beyond { what, value, fence })
        });
        beyond.collect()
    }
}

/// Those of a path of which nothing is known.
impl Default for Fences {
    fn default() -> Self {
        WHILE_TOO_FEW
    }
}

impl Fence {
    /// Above the third quartile by several widths of the middle half, and never below nothing: a failure is not far out.
    fn around<T: Into<i64>>(middle: Option<Middle<T>>, reach: Reach) -> Option<Self> {
        let middle = middle.filter(|middle| middle.n >= reach.least)?;
        let (first, third): (i64, i64) = (middle.half.0.into(), middle.half.1.into());
        let width = third.saturating_sub(first);
        let last_expected = third.saturating_add(width.saturating_mul(reach.times)).max(0);
        Some(Self { last_expected, reports: Some(middle.n) })
    }

    fn is_passed_by(self, value: i64) -> bool {
        value > self.last_expected
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::{Ending, Monthly, Spread};

    const REACH: Reach = Reach { times: 3, least: 10 };

    fn spread(cents: impl IntoIterator<Item = i64> + Clone) -> Amounts {
        let month = |cents| Monthly {
            cents: UsdCents(cents),
            ending: Ending::Earning,
            earned: true,
            proof_seen: false,
            was_read: true,
        };
        let months: Vec<(Monthly, usize)> =
            cents.clone().into_iter().map(|cents| (month(cents), 1)).collect();
        Amounts::of([&Spread::of(months, cents.into_iter().map(|cents| (UsdCents(cents), 1)), [], [])])
    }

    #[test]
    fn a_fence_stands_three_widths_of_the_middle_half_above_it() {
        // Quartiles of 0, 100 … 1,200: 300 and 900.
        let fences = Fences::of(&spread((0..=12).map(|step| step * 100)), &[(4, 5), (6, 3), (8, 5)], REACH);
        assert_eq!(fences.monthly, Fence { last_expected: 2_700, reports: Some(13) });
        assert_eq!(fences.hourly, fences.monthly);
        assert_eq!(fences.weekly_hours, Fence { last_expected: 2_000, reports: Some(13) });
        assert!(!fences.monthly.is_passed_by(2_700) && fences.monthly.is_passed_by(2_701));
        let losses = Fences::of(&spread((-12..=0).map(|step| step * 100)), &[], REACH);
        assert_eq!(losses.monthly.last_expected, 1_500);
        let nothing = Fences::of(&spread([-500; 12]), &[], REACH);
        assert_eq!(nothing.monthly.last_expected, 0, "a failure is never far out");
    }

    #[test]
    fn nine_reports_make_no_fence_and_the_fixed_ones_stand() {
        assert_eq!(Fences::of(&spread((0..9).map(|step| step * 100)), &[(4, 9)], REACH), WHILE_TOO_FEW);
        let twelve = Reach { least: 12, ..REACH };
        assert_eq!(Fences::of(&spread((0..11).map(|step| step * 100)), &[(4, 11)], twelve), WHILE_TOO_FEW);
        for (fence, last) in [(WHILE_TOO_FEW.monthly, 500_000), (WHILE_TOO_FEW.hourly, 15_000)] {
            assert!(!fence.is_passed_by(last) && fence.is_passed_by(last + 1));
        }
    }
}
