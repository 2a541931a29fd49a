use super::{Ending, Middle, OutOfPocket, Sample, Share, Spread};

/// Everything a page may say of the reports of one kind of teller that has no denominator: those told afterwards, and those
/// of people who sell about the path. Nobody knows how many more there were, so no range of these shares is a likely one. What
/// there are too few reports for is absent.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    pub n: usize,
    pub sample: Sample,
    /// Had a first income, did not so far and still try, and stopped without: the three make `n`.
    pub earned: Option<Share>,
    pub not_so_far: Option<Share>,
    pub never: Option<Share>,
    pub out_of_pocket: Option<OutOfPocket>,
    /// Of `n`: a moderator read everything that they say, and a moderator checked a document.
    pub read: usize,
    pub proved: usize,
    /// All five endings, also those of nobody; empty below five reports.
    pub endings: Vec<(Ending, Share)>,
    /// The middle report: take-home a month, losses and zeros included.
    pub middle: Option<Middle>,
}

impl Summary {
    /// How many still earn.
    pub fn still_earning(&self) -> Option<Share> {
        self.endings.iter().find(|(ending, _)| *ending == Ending::Earning).map(|(_, share)| *share)
    }

    /// "30 of 53 had earned (range by chance 43 to 69%), 10 had not so far, 13 never did".
    pub fn earned_in_words(&self) -> Option<String> {
        let (earned, not_so_far, never) = (self.earned?, self.not_so_far?, self.never?);
        Some(format!(
            "{earned} had earned (range by chance {}), {} had not so far, {} never did",
            earned.range(),
            not_so_far.k,
            never.k
        ))
    }
}

impl From<&Spread> for Summary {
    fn from(reports: &Spread) -> Self {
        let n = reports.n();
        let never = |ending| ending == Ending::Nothing;
        Self {
            n,
            sample: Sample::of(n),
            earned: reports.share(|month| month.earned),
            not_so_far: reports.share(|month| !month.earned && !never(month.ending)),
            never: reports.share(|month| !month.earned && never(month.ending)),
            out_of_pocket: OutOfPocket::of(reports.over_all().iter().copied()),
            read: reports.count(|month| month.was_read),
            proved: reports.count(|month| month.proof_seen),
            endings: Ending::ALL
                .into_iter()
                .filter_map(|ending| Some((ending, reports.share(|month| month.ending == ending)?)))
                .collect(),
            middle: reports.middle(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        figures::{Amounts, Came, Grade, Outcome},
        values::{Month, UsdCents},
    };
    use proptest::{collection::vec, prelude::*};

    fn came(grade: Grade, month: u8) -> Came {
        Came { grade, month: Month::numbered(2026, month).unwrap() }
    }

    fn failed(cents: i64) -> Outcome {
        Outcome {
            monthly_cents: UsdCents(cents),
            over_all_cents: UsdCents(cents * 3),
            hourly_cents: None,
            months_to_first: None,
            proof_seen: false,
            was_read: true,
            ending: Ending::Nothing,
            came: came(Grade::E, 3),
        }
    }

    fn earned(dollars: i64) -> Outcome {
        Outcome {
            monthly_cents: UsdCents(dollars * 100),
            over_all_cents: UsdCents(dollars * 1_000),
            hourly_cents: Some(UsdCents(dollars)),
            months_to_first: Some(3.0),
            proof_seen: true,
            was_read: true,
            ending: Ending::Earning,
            came: came(Grade::B, 4),
        }
    }

    fn spread(reports: &[Outcome]) -> Spread {
        reports.iter().collect()
    }

    fn together(reports: &[Outcome]) -> Amounts {
        Amounts::of([&spread(reports)])
    }

    #[test]
    fn four_reports_are_stories_only() {
        let four = [failed(0), failed(-500), earned(100), earned(200)];
        let summary = Summary::from(&spread(&four));
        assert_eq!(summary.sample, Sample::Stories);
        assert!(summary.earned.is_none() && summary.never.is_none() && summary.out_of_pocket.is_none());
        assert!(summary.endings.is_empty() && summary.middle.is_none());
        assert_eq!(summary.earned_in_words(), None);
        assert_eq!(
            together(&four).support(),
            "Of 4 counted, 4 read by a moderator, 2 with documents checked"
        );
    }

    #[test]
    fn seven_reports_have_counts_and_no_middle() {
        let mut reports = vec![failed(0); 3];
        reports.extend([failed(-500), failed(-900), earned(300)]);
        reports.push(Outcome { ending: Ending::Waiting, ..failed(0) });
        let summary = Summary::from(&spread(&reports));
        assert_eq!(
            summary.earned_in_words().unwrap(),
            "1 of 7 had earned (range by chance 3 to 51%), 1 had not so far, 5 never did"
        );
        assert_eq!(summary.out_of_pocket.unwrap().share.to_string(), "2 of 7");
        assert_eq!(summary.middle, None);
        assert_eq!(
            together(&reports).support(),
            "Of 7 counted, 7 read by a moderator, 1 with documents checked, 6 from the busiest month; \
             by grade of evidence 0 A, 1 B, 0 C, 0 D, 6 E"
        );
        let (ending, nobody) = summary.endings[4];
        assert_eq!((ending, nobody.to_string()), (Ending::Paused, "0 of 7".to_owned()));
    }

    #[test]
    fn the_middle_report_includes_losses_and_zeros() {
        let mut reports = vec![failed(-1_000); 3];
        reports.extend([failed(0); 5]);
        reports.extend((1..=4).map(|step| earned(step * 100)));
        let amounts = together(&reports);
        assert_eq!(amounts.middle().unwrap().cents, UsdCents(0));
        assert_eq!(amounts.middle_of_earners(), None, "four earners are too few to speak of");
        assert_eq!(amounts.hourly(), None, "four told their hours");
    }

    prop_compose! {
        fn outcome()(cents in -100_000_i64..1_000_000, first in proptest::option::of(0.0..36.0), proof in any::<bool>(), ending in 0_usize..5) -> Outcome {
            let earned = first.is_some();
            let ending = Ending::ALL[ending];
            let ending = if earned && ending == Ending::Nothing { Ending::Faded } else { ending };
            Outcome { monthly_cents: UsdCents(cents), over_all_cents: UsdCents(cents * 7), hourly_cents: Some(UsdCents(cents / 40)), months_to_first: first, proof_seen: proof, was_read: true, ending, came: came(Grade::D, 5) }
        }
    }

    proptest! {
        #[test]
        fn no_figure_escapes_its_threshold(reports in vec(outcome(), 0..40)) {
            let (summary, amounts) = (Summary::from(&spread(&reports)), together(&reports));
            let earners = reports.iter().filter(|report| report.months_to_first.is_some()).count();
            prop_assert_eq!(summary.earned.is_some(), reports.len() >= 5);
            prop_assert_eq!(amounts.middle().is_some(), reports.len() >= 10);
            prop_assert_eq!(amounts.middle_of_earners().is_some(), earners >= 10);
        }

        #[test]
        fn endings_grades_and_what_became_of_them_add_up(reports in vec(outcome(), 5..40)) {
            let (summary, amounts) = (Summary::from(&spread(&reports)), together(&reports));
            let told: usize = summary.endings.iter().map(|(_, share)| share.k).sum();
            let graded: usize = amounts.by_grade().iter().map(|(_, people)| people).sum();
            let became = [summary.earned, summary.not_so_far, summary.never].map(|share| share.unwrap().k);
            prop_assert_eq!((told, graded, became.iter().sum()), (reports.len(), reports.len(), reports.len()));
        }

        #[test]
        fn the_order_of_reports_does_not_matter(mut reports in vec(outcome(), 0..30)) {
            let before = Summary::from(&spread(&reports));
            reports.reverse();
            prop_assert_eq!(Summary::from(&spread(&reports)), before);
        }
    }
}
