use super::{Bounds, Sample, Starts};
use crate::values::{closed_list, how_many};
use serde::{Deserialize, Serialize};

closed_list! {
    /// How far a path's figures can be trusted, the least first.
    pub enum Certainty {
        VeryLow = "very_low" => "Very low",
        Low = "low" => "Low",
        Moderate = "moderate" => "Moderate",
        High = "high" => "High",
    }
}

/// Below so many reports one step down.
pub const ENOUGH_REPORTS: usize = 20;
/// One step down for a likely range of the share that earned wider than so many points of a hundred.
pub const WIDEST_RANGE: usize = 30;
/// One step down for more than this percentage of reports told afterwards.
pub const MOST_TOLD_AFTERWARDS: usize = 50;
/// One step down for more than this percentage of reports nobody confirmed for over 12 months.
pub const MOST_STALE: usize = 30;
/// One step down for more than this percentage of reports by people who sell teaching or tools.
pub const MOST_SELLERS: usize = 20;
/// One step up needs at least this percentage registered at the start …
pub const LEAST_REGISTERED: usize = 50;
/// … and at least this percentage of the follow-ups due answered, and [`LEAST_CHECKED`] as well: whoever registers starts
/// and answers for them can do so as often as they like.
pub const LEAST_FOLLOWED_UP: usize = 70;
/// One step up for at least this percentage of reports with a checked document.
pub const LEAST_CHECKED: usize = 30;

/// Counts of the reports on one path, as far as certainty rests on them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Evidence {
    /// Reports in the path's figures; sellers stand apart and are not among them.
    pub n: usize,
    /// Registered starts that are due, and how many of them earned, at least and at most: of other reports nobody knows what
    /// share they are.
    pub starts: Starts,
    /// Of `n`: registered at the start. The others were told afterwards.
    pub registered: usize,
    /// Of `registered`: earned, and no document of it was checked. They are no surer than what is told afterwards.
    pub unproved: usize,
    /// Of `n`: not confirmed for over 12 months.
    pub stale: usize,
    /// Of `n`: a moderator checked a document that supports the sums.
    pub checked: usize,
    /// Reports left out of `n`, since their authors sell teaching or tools about the path.
    pub sellers: usize,
}

/// The certainty of a path with all its reasons, those that changed nothing included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ladder {
    pub certainty: Certainty,
    pub steps: Vec<Step>,
}

/// One rule applied: which way it moved the certainty and the number that decided it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    pub direction: Direction,
    /// A sentence with the number and the threshold.
    pub finding: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    Down,
    Stays,
    Up,
}

impl Ladder {
    /// Starts low, moves one place for each step, and ends at very low or high at the furthest.
    ///
    /// The idea is that of G. H. Guyatt and others, 2008, "GRADE: an emerging consensus on rating quality
    /// of evidence and strength of recommendations": volunteers' reports start low, named weaknesses
    /// lower and named strengths raise them. The thresholds are our own.
    pub fn of(evidence: &Evidence) -> Self {
        let steps = evidence.steps();
        let moved: i32 = steps.iter().map(|step| step.direction as i32 - Direction::Stays as i32).sum();
        let certainty = match moved {
            ..=-1 => Certainty::VeryLow,
            0 => Certainty::Low,
            1 => Certainty::Moderate,
            2.. => Certainty::High,
        };
        Self { certainty, steps }
    }

    /// The steps that moved it.
    pub fn taken(&self) -> impl Iterator<Item = &Step> {
        self.steps.iter().filter(|step| step.direction != Direction::Stays)
    }
}

impl Evidence {
    fn steps(&self) -> Vec<Step> {
        vec![
            self.reports(),
            self.range(),
            self.told_afterwards(),
            self.stale(),
            self.sellers(),
            self.registered(),
            self.checked(),
        ]
    }

    fn reports(&self) -> Step {
        let few = self.n < ENOUGH_REPORTS;
        down(few, format!("{}; fewer than {ENOUGH_REPORTS} take a step down.", reports(self.n)))
    }

    fn range(&self) -> Step {
        let limit = format!("more than {WIDEST_RANGE} take a step down.");
        match self.starts.bounds() {
            None => down(
                true,
                format!("Too few registered starts are due to say what share earned; a likely range {limit}"),
            ),
            Some(bounds @ Bounds { likely, .. }) => {
                let points = (likely.width() * 100.0).ceil() as usize;
                let range = bounds.range();
                let finding = format!(
                    "Of the registered starts that were due, {bounds} earned; the likely range, {range}, is {points} points wide; {limit}"
                );
                down(likely.width() * 100.0 > WIDEST_RANGE as f64, finding)
            }
        }
    }

    fn told_afterwards(&self) -> Step {
        let told = self.n.saturating_sub(self.registered) + self.unproved;
        let found = of("Told afterwards, or a start that earned without a checked document", told, self.n);
        let finding = format!("{found}; more than {MOST_TOLD_AFTERWARDS}% take a step down.");
        down(is_over(told, self.n, MOST_TOLD_AFTERWARDS), finding)
    }

    fn stale(&self) -> Step {
        let found = of("Not confirmed for over 12 months", self.stale, self.n);
        let finding = format!("{found}; more than {MOST_STALE}% take a step down.");
        down(is_over(self.stale, self.n, MOST_STALE), finding)
    }

    fn sellers(&self) -> Step {
        let all = self.n + self.sellers;
        let found = of("From people who sell teaching or tools about the path", self.sellers, all);
        let finding = format!("{found}; more than {MOST_SELLERS}% take a step down.");
        down(is_over(self.sellers, all, MOST_SELLERS), finding)
    }

    fn registered(&self) -> Step {
        let enough = reaches(self.registered, self.n, LEAST_REGISTERED)
            && reaches(self.starts.answered, self.starts.due, LEAST_FOLLOWED_UP)
            && reaches(self.checked, self.n, LEAST_CHECKED);
        let found = of("Registered at the start", self.registered, self.n);
        let Starts { answered, due, .. } = self.starts;
        let followed = match Sample::of(due).is_too_few() {
            true => format!("too few of whom are due ({due}) to say how many answered"),
            false => format!("with {answered} of {due} due answered"),
        };
        let rule = format!(
            "{LEAST_REGISTERED}% with {LEAST_FOLLOWED_UP}% answered take a step up, if {LEAST_CHECKED}% of all reports have a \
             checked document."
        );
        up(enough, format!("{found}, {followed}; {rule}"))
    }

    fn checked(&self) -> Step {
        let found = of("Supported by a checked document", self.checked, self.n);
        let finding = format!("{found}; {LEAST_CHECKED}% take a step up.");
        up(reaches(self.checked, self.n, LEAST_CHECKED), finding)
    }
}

fn down(taken: bool, finding: String) -> Step {
    Step { direction: if taken { Direction::Down } else { Direction::Stays }, finding }
}

fn up(taken: bool, finding: String) -> Step {
    Step { direction: if taken { Direction::Up } else { Direction::Stays }, finding }
}

/// "Told afterwards: 63 of 118 reports"; below five reports nobody's part is told.
fn of(what: &str, part: usize, all: usize) -> String {
    match Sample::of(all).is_too_few() {
        true => format!("{what}: too few to say"),
        false => format!("{what}: {part} of {}", reports(all)),
    }
}

fn reports(n: usize) -> String {
    how_many(n, "report")
}

fn is_over(part: usize, all: usize, percent: usize) -> bool {
    part * 100 > all * percent
}

/// None of nobody is no strength.
fn reaches(part: usize, all: usize, percent: usize) -> bool {
    all > 0 && part * 100 >= all * percent
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Enough reports, a narrow range, half registered, nothing checked: no step either way.
    const PLAIN: Evidence =
        Evidence { n: 100, starts: STARTS, registered: 50, unproved: 0, stale: 30, checked: 29, sellers: 25 };

    /// One answer short of 70 %; of 61 it is known from before that they earned.
    const STARTS: Starts = Starts {
        registered: 210,
        due: 200,
        answered: 139,
        earned: 100,
        still_trying: 60,
        stopped: 40,
        within: 0,
        silent: 0,
    };
    const ONE_MORE: Starts = Starts { answered: 140, ..STARTS };
    const UNSURE: Starts = Starts { earned: 60, silent: 40, ..STARTS };

    fn certainty(evidence: Evidence) -> Certainty {
        Ladder::of(&evidence).certainty
    }

    #[test]
    fn it_starts_low_and_stays_there_on_every_threshold() {
        let ladder = Ladder::of(&PLAIN);
        assert_eq!((ladder.certainty, ladder.taken().count(), ladder.steps.len()), (Certainty::Low, 0, 7));
    }

    #[test]
    fn each_weakness_takes_one_step_down() {
        let weaker = [
            Evidence { n: 19, registered: 19, stale: 0, checked: 0, sellers: 0, ..PLAIN },
            Evidence { starts: UNSURE, ..PLAIN },
            Evidence { registered: 49, ..PLAIN },
            Evidence { stale: 31, ..PLAIN },
            Evidence { sellers: 26, ..PLAIN },
        ];
        for (rule, evidence) in weaker.into_iter().enumerate() {
            let steps = Ladder::of(&evidence).steps;
            let moved: Vec<usize> =
                (0..7).filter(|step| steps[*step].direction != Direction::Stays).collect();
            assert_eq!(moved, [rule], "{evidence:?}");
            assert_eq!(steps[rule].direction, Direction::Down);
        }
    }

    #[test]
    fn strengths_take_it_up_to_high() {
        assert_eq!(certainty(Evidence { checked: 30, ..PLAIN }), Certainty::Moderate);
        assert_eq!(certainty(Evidence { starts: ONE_MORE, ..PLAIN }), Certainty::Low, "without documents");
        assert_eq!(certainty(Evidence { checked: 30, starts: ONE_MORE, ..PLAIN }), Certainty::High);
    }

    #[test]
    fn starts_answered_favourably_lift_nothing_without_documents() {
        let before = Evidence { n: 60, sellers: 0, ..Evidence::default() };
        let more = |starts: usize| Evidence {
            n: 60 + starts,
            starts: Starts {
                registered: starts,
                due: starts,
                answered: starts,
                earned: starts,
                ..Starts::default()
            },
            registered: starts,
            unproved: starts,
            ..before
        };
        assert_eq!(certainty(before), Certainty::VeryLow);
        for starts in [40, 60, 400] {
            assert_eq!(certainty(more(starts)), Certainty::VeryLow, "{starts}");
        }
        let proved = Evidence { unproved: 0, checked: 60, ..more(60) };
        assert_eq!(certainty(proved), Certainty::High, "with documents");
    }

    #[test]
    fn nothing_known_is_very_low() {
        let ladder = Ladder::of(&Evidence::default());
        assert_eq!(ladder.certainty, Certainty::VeryLow);
        assert_eq!(ladder.steps[0].finding, "0 reports; fewer than 20 take a step down.");
        assert!(ladder.steps.iter().all(|step| step.direction != Direction::Up));
    }

    #[test]
    fn four_reports_are_too_few_to_say_anything_of() {
        let starts = Starts { registered: 4, due: 4, answered: 1, earned: 1, silent: 3, ..Starts::default() };
        let four = Evidence { n: 4, starts, registered: 3, ..Evidence::default() };
        let ladder = Ladder::of(&four);
        let told: Vec<&str> = ladder.steps.iter().skip(1).map(|step| step.finding.as_str()).collect();
        assert!(told.iter().all(|finding| finding.to_lowercase().contains("too few")), "{told:#?}");
        assert!(
            told.iter().all(|finding| !finding.contains(" of 4") && !finding.contains(" of 3")),
            "{told:#?}"
        );
        let starts = Starts { due: 5, silent: 4, ..starts };
        let five = Ladder::of(&Evidence { n: 5, starts, ..four });
        let said = "Of the registered starts that were due, between 1 and 5 of 5 earned; the likely range, 4 to 100%";
        assert!(five.steps[1].finding.starts_with(said), "{five:?}");
    }

    #[test]
    fn each_step_tells_its_number() {
        let steps = Ladder::of(&Evidence { checked: 1, ..PLAIN }).steps;
        let findings: Vec<&str> = steps.iter().map(|step| step.finding.as_str()).collect();
        assert_eq!(
            findings,
            [
                "100 reports; fewer than 20 take a step down.",
                "Of the registered starts that were due, 100 of 200 earned; the likely range, 43 to 57%, is 14 points wide; more than 30 take a step down.",
                "Told afterwards, or a start that earned without a checked document: 50 of 100 reports; more than 50% take a step down.",
                "Not confirmed for over 12 months: 30 of 100 reports; more than 30% take a step down.",
                "From people who sell teaching or tools about the path: 25 of 125 reports; more than 20% take a step down.",
                "Registered at the start: 50 of 100 reports, with 139 of 200 due answered; 50% with 70% answered take a step up, if 30% of all reports have a checked document.",
                "Supported by a checked document: 1 of 100 reports; 30% take a step up.",
            ]
        );
    }

    prop_compose! {
        fn evidence(below: usize)(n in 0..below, parts in prop::array::uniform6(0.0..=1.0), sellers in 0_usize..100, due in 0_usize..300) -> Evidence {
            let part = |place: usize, all: usize| (all as f64 * parts[place]) as usize;
            Evidence {
                n,
                starts: Starts {
                    registered: due,
                    due,
                    answered: part(4, due),
                    earned: part(0, part(4, due)),
                    silent: due - part(4, due),
                    ..Starts::default()
                },
                registered: part(1, n),
                unproved: part(5, part(1, n)),
                stale: part(2, n),
                checked: part(3, n),
                sellers,
            }
        }
    }

    proptest! {
        #[test]
        fn checking_documents_never_makes_it_less_sure(evidence in evidence(300), more in 0_usize..50) {
            let checked = (evidence.checked + more).min(evidence.n);
            let surer = Evidence { checked, ..evidence };
            prop_assert!(certainty(evidence) <= certainty(surer));
        }

        #[test]
        fn growing_stale_never_makes_it_surer(evidence in evidence(300), more in 0_usize..50) {
            let stale = (evidence.stale + more).min(evidence.n);
            let staler = Evidence { stale, ..evidence };
            prop_assert!(certainty(staler) <= certainty(evidence));
        }

        #[test]
        fn fewer_than_twenty_reports_are_never_high(evidence in evidence(ENOUGH_REPORTS)) {
            prop_assert!(certainty(evidence) < Certainty::High);
        }
    }
}
