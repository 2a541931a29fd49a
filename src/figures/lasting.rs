use super::{
    Cohort, Event, Interval, Observation, Open, Sample,
    incidence::{likely, state_at, states},
    words,
};

/// How long something lasts, among all who have it: of those to whom its end has not happened yet it is known only that it has
/// lasted so far, and so they count up to then. Leaving them out would tell of short ones only.
#[derive(Debug, Clone, PartialEq)]
pub struct Lasting {
    cohort: Cohort,
    ended: usize,
}

/// How many had met the end within so many months.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Within {
    pub months: u32,
    /// To whom it has happened within these months, of `n`.
    pub ended: usize,
    pub n: usize,
    /// How many were still followed in the last of the months.
    pub followed: usize,
    /// The share to whom it happens within these months, counting everybody as long as they were followed.
    pub share: f64,
    /// The 95 % interval of `share`.
    pub likely: Interval,
}

impl Lasting {
    /// From whole months, whether the end happened in that month or it had lasted up to it when last heard of, and how many
    /// people. None of fewer than five.
    pub fn of(months: impl IntoIterator<Item = (u32, bool, usize)>) -> Option<Self> {
        let observed = |(month, ended, people): (u32, bool, usize)| {
            let event = if ended { Event::Earned } else { Event::Censored };
            (Observation { entered: 0, month, event }, people)
        };
        let cohort: Cohort = months.into_iter().map(observed).collect();
        let ended = cohort.events();
        (!Sample::of(cohort.n()).is_too_few()).then_some(Self { cohort, ended })
    }

    pub fn n(&self) -> usize {
        self.cohort.n()
    }

    /// To how many it has happened so far.
    pub fn ended(&self) -> usize {
        self.ended
    }

    /// E. L. Kaplan and P. Meier, 1958, "Nonparametric Estimation from Incomplete Observations": with one kind of end the curve
    /// of [`super::Incidence`] is theirs, and so are its likely ranges.
    pub fn within(&self, months: u32) -> Within {
        let states = states(&self.cohort);
        let ended = self.cohort.months().take_while(|(month, _)| *month <= months);
        Within {
            months,
            ended: ended.map(|(_, tally)| tally.earned).sum(),
            n: self.n(),
            followed: self.cohort.at_risk(months),
            share: state_at(&states, months).point.earned,
            likely: likely(&self.cohort, &states, months).earned,
        }
    }

    /// The first month by which it had happened to half, with its likely range: the first months in which the upper and the
    /// lower end of the pointwise interval reach a half (R. Brookmeyer and J. Crowley, 1982, "A Confidence Interval for the
    /// Median Survival Time"). None below ten people and where it never reached half; an end is none where its curve never does.
    pub fn half_within(&self) -> Option<(u32, Open<u32>)> {
        if !Sample::of(self.n()).has_middle() {
            return None;
        }
        let months: Vec<u32> = self.cohort.months().map(|(month, _)| month).collect();
        let first = |reaches: &dyn Fn(&Within) -> bool| {
            months.iter().copied().find(|month| reaches(&self.within(*month)))
        };
        let half = first(&|found| found.share >= 0.5 - 1e-9)?;
        Some((half, (first(&|found| found.likely.high >= 0.5), first(&|found| found.likely.low >= 0.5))))
    }
}

impl Within {
    /// "3 of 12 within six months so far; likely range 12 to 58%, counting all 12 for as long as we know of them". From twenty
    /// people on with the share.
    pub fn in_words(&self) -> String {
        let Self { months, ended, n, .. } = self;
        let range = words::percent_range(self.likely);
        let share = Sample::of(*n).has_shares().then(|| format!("{}, ", words::percent(self.share)));
        format!(
            "{ended} of {n} within {months} months so far; {}likely range {range}, counting all {n} for as long as we know of them",
            share.unwrap_or_default()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::wilson;
    use proptest::{collection::vec, prelude::*};

    #[test]
    fn those_to_whom_it_has_not_happened_are_counted_as_long_as_is_known() {
        assert!(Lasting::of([(3, true, 4)]).is_none(), "four are too few");
        // Freireich's 21 patients on 6-MP, as Kaplan and Meier's method is taught by: 0.8067 still without relapse at week 7.
        let ended = [(6, 3), (7, 1), (10, 1), (13, 1), (16, 1), (22, 1), (23, 1)]
            .map(|(at, people)| (at, true, people));
        let lasted = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35].map(|at| (at, false, 1));
        let patients = Lasting::of(ended.into_iter().chain(lasted)).unwrap();
        let found = patients.within(7);
        assert_eq!((patients.n(), patients.ended(), found.ended, found.followed), (21, 9, 4, 17));
        assert!((1.0 - found.share - 0.8067).abs() < 5e-5, "{found:?}");
        assert!((1.0 - patients.within(23).share - 0.4482).abs() < 5e-5);
        assert_eq!(patients.half_within(), Some((23, (Some(13), None))));
        assert_eq!(
            found.in_words(),
            "4 of 21 within 7 months so far; 19%, likely range 8 to 41%, counting all 21 for as long as we know of them"
        );
    }

    #[test]
    fn eight_people_have_a_range_and_no_share() {
        let eight = Lasting::of([(2, true, 2), (9, false, 6)]).unwrap();
        let within = eight.within(6);
        assert_eq!(
            within.in_words(),
            "2 of 8 within 6 months so far; likely range 7 to 59%, counting all 8 for as long as we know of them"
        );
        assert_eq!(eight.half_within(), None);
    }

    proptest! {
        #[test]
        fn where_all_were_followed_it_is_a_plain_count(months in vec(0_u32..20, 5..60), within in 0_u32..20) {
            let n = months.len();
            let found = Lasting::of(months.iter().map(|month| (*month, true, 1))).unwrap().within(within);
            let expected = wilson(found.ended, n).unwrap();
            prop_assert!((found.share - found.ended as f64 / n as f64).abs() < 1e-9);
            prop_assert!((found.likely.low - expected.low).abs() < 1e-9 && (found.likely.high - expected.high).abs() < 1e-9);
        }

        #[test]
        fn those_whom_it_has_spared_so_far_never_make_it_sooner(months in vec((0_u32..20, any::<bool>()), 5..60), within in 0_u32..20) {
            let of = |all: bool| {
                let told = months.iter().filter(|(_, ended)| all || *ended).map(|(month, ended)| (*month, *ended, 1));
                Lasting::of(told)
            };
            if let (Some(all), Some(ended)) = (of(true), of(false)) {
                prop_assert!(all.within(within).share <= ended.within(within).share + 1e-9);
            }
        }
    }
}
