use super::{Ending, Grade, Middle, Outcome, Sample, Share, Spread, definitions::is_loss};
use crate::values::ClosedList as _;

/// Everything a page may say of a set of reports. What the set is too small for is absent.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    pub n: usize,
    pub sample: Sample,
    pub never_earned: Option<Share>,
    pub out_of_pocket: Option<Share>,
    pub proof_seen: Option<Share>,
    /// Of `n`: a moderator read everything that they say, and a moderator checked a document.
    pub read: usize,
    pub proved: usize,
    /// All grades of evidence, the strongest first, also those of nobody; empty below five reports.
    pub grades: Vec<(Grade, Share)>,
    /// How many came in the month in which most came; absent below five reports.
    pub busiest_month: Option<Share>,
    /// All five endings, also those of nobody; empty below five reports.
    pub endings: Vec<(Ending, Share)>,
    /// The middle report: take-home a month, losses and zeros included.
    pub middle: Option<Middle>,
    /// Take-home a month among those who ever earned; absent below ten of *them*.
    pub middle_of_earners: Option<Middle>,
    /// Net for each hour, among those who told their hours; absent below ten of *them*.
    pub hourly: Option<Middle>,
}

impl Summary {
    pub fn of(outcomes: &[Outcome]) -> Self {
        Self::from(&outcomes.iter().collect::<Spread>())
    }

    /// The evidence of those counted and how they came, as a sentence without its stop: "Of 60 counted, 58 read by a
    /// moderator, 3 with documents checked, 18 from the busiest month; by grade of evidence 1 A, 2 B, 12 C, 5 D, 40 E". Below
    /// five reports only what was read and checked.
    pub fn support(&self) -> String {
        let (n, read, proved) = (self.n, self.read, self.proved);
        let mut said = format!("Of {n} counted, {read} read by a moderator, {proved} with documents checked");
        if let Some(busiest) = self.busiest_month {
            let graded = self.grades.iter().map(|(grade, share)| format!("{} {}", share.k, grade.word()));
            let graded: Vec<String> = graded.collect();
            let (busiest, graded) = (busiest.k, graded.join(", "));
            said += &format!(", {busiest} from the busiest month; by grade of evidence {graded}");
        }
        said
    }
}

impl From<&Spread> for Summary {
    fn from(reports: &Spread) -> Self {
        let n = reports.n();
        let endings = Ending::ALL.into_iter();
        let grades = Grade::ALL.iter();

        Self {
            n,
            sample: Sample::of(n),
            never_earned: reports.share(|month| !month.earned),
            out_of_pocket: reports.share(|month| is_loss(month.cents)),
            proof_seen: reports.share(|month| month.proof_seen),
            read: reports.count(|month| month.was_read),
            proved: reports.count(|month| month.proof_seen),
            grades: grades.filter_map(|grade| Some((*grade, reports.of_grade(*grade)?))).collect(),
            busiest_month: reports.busiest_month().map(|(_, share)| share),
            endings: endings
                .filter_map(|ending| Some((ending, reports.share(|month| month.ending == ending)?)))
                .collect(),
            middle: reports.middle(),
            middle_of_earners: Middle::of_counts(reports.earner_sums()),
            hourly: Middle::of_counts(reports.hours().iter().copied()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        figures::Came,
        values::{Month, UsdCents},
    };
    use proptest::{collection::vec, prelude::*};

    fn came(grade: Grade, month: u8) -> Came {
        Came { grade, month: Month::numbered(2026, month).unwrap() }
    }

    fn failed(cents: i64) -> Outcome {
        Outcome {
            monthly_cents: UsdCents(cents),
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
            hourly_cents: Some(UsdCents(dollars)),
            months_to_first: Some(3.0),
            proof_seen: true,
            was_read: true,
            ending: Ending::Earning,
            came: came(Grade::B, 4),
        }
    }

    #[test]
    fn four_reports_are_stories_only() {
        let summary = Summary::of(&[failed(0), failed(-500), earned(100), earned(200)]);
        assert_eq!(summary.sample, Sample::Stories);
        assert!(summary.never_earned.is_none() && summary.proof_seen.is_none());
        assert!(summary.endings.is_empty() && summary.middle.is_none());
        assert!(summary.grades.is_empty() && summary.busiest_month.is_none());
        assert_eq!(summary.support(), "Of 4 counted, 4 read by a moderator, 2 with documents checked");
    }

    #[test]
    fn seven_reports_have_counts_and_no_middle() {
        let mut reports = vec![failed(0); 4];
        reports.extend([failed(-500), failed(-900), earned(300)]);
        let summary = Summary::of(&reports);
        assert_eq!(summary.never_earned.unwrap().to_string(), "6 of 7");
        assert_eq!(summary.out_of_pocket.unwrap().to_string(), "2 of 7");
        assert_eq!(summary.proof_seen.unwrap().to_string(), "1 of 7");
        assert_eq!(summary.middle, None);
        assert_eq!(
            summary.support(),
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
        let summary = Summary::of(&reports);
        assert_eq!(summary.middle.unwrap().cents, UsdCents(0));
        assert_eq!(summary.middle_of_earners, None, "four earners are too few to speak of");
        assert_eq!(summary.hourly, None, "four told their hours");
    }

    prop_compose! {
        fn outcome()(cents in -100_000_i64..1_000_000, first in proptest::option::of(0.0..36.0), proof in any::<bool>(), ending in 0_usize..5) -> Outcome {
            Outcome { monthly_cents: UsdCents(cents), hourly_cents: Some(UsdCents(cents / 40)), months_to_first: first, proof_seen: proof, was_read: true, ending: Ending::ALL[ending], came: came(Grade::D, 5) }
        }
    }

    proptest! {
        #[test]
        fn no_figure_escapes_its_threshold(reports in vec(outcome(), 0..40)) {
            let summary = Summary::of(&reports);
            let earners = reports.iter().filter(|report| report.months_to_first.is_some()).count();
            prop_assert_eq!(summary.never_earned.is_some(), reports.len() >= 5);
            prop_assert_eq!(summary.middle.is_some(), reports.len() >= 10);
            prop_assert_eq!(summary.middle_of_earners.is_some(), earners >= 10);
        }

        #[test]
        fn endings_and_grades_add_up(reports in vec(outcome(), 5..40)) {
            let summary = Summary::of(&reports);
            let told: usize = summary.endings.iter().map(|(_, share)| share.k).sum();
            let graded: usize = summary.grades.iter().map(|(_, share)| share.k).sum();
            prop_assert_eq!((told, graded), (reports.len(), reports.len()));
        }

        #[test]
        fn the_order_of_reports_does_not_matter(mut reports in vec(outcome(), 0..30)) {
            let before = Summary::of(&reports);
            reports.reverse();
            prop_assert_eq!(Summary::of(&reports), before);
        }
    }
}
