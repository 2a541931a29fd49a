//! The words in which people are counted, each defined once: a function or a type that counts by it, and the sentence that
//! `/method` prints. Whoever counts in SQL counts by these sentences.

use super::Bounds;
use crate::values::UsdCents;
use serde::{Deserialize, Serialize};

/// The months after the quarter of a start at which its follow-ups fall due.
pub const FOLLOW_UP_MONTHS: [u32; 4] = [3, 6, 12, 24];
/// So long after it fell due a follow-up may be answered before its author counts as silent.
pub const DAYS_TO_ANSWER: i32 = 60;

/// A word with the sentence that says what it means, everywhere on the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Definition {
    /// For addresses: `/method#due`.
    pub id: &'static str,
    pub word: &'static str,
    pub says: &'static str,
}

pub const DEFINITIONS: [Definition; 10] = [
    Definition {
        id: "due",
        word: "Due",
        says: "A registered start is due once its first follow-up has fallen due, 3 months after the quarter in which it began.",
    },
    Definition {
        id: "answered",
        word: "Answered",
        says: "Of those due, whoever owes no follow-up: its author answered every one that fell due, said something since, or told of \
               the end.",
    },
    Definition {
        id: "earned",
        word: "Earned",
        says: "Had a first income from it, of whatever size and whatever it cost, and whether or not we heard of them since.",
    },
    Definition {
        id: "still-trying",
        word: "Still trying",
        says: "No income so far and not stopped when last heard of; a pause counts as trying.",
    },
    Definition {
        id: "stopped",
        word: "Stopped with nothing",
        says: "Ended it, and never had an income from it.",
    },
    Definition {
        id: "within",
        word: "Within their 60 days",
        says: "Due, not known to have earned, and owing an answer for 60 days or less.",
    },
    Definition {
        id: "unheard",
        word: "Silent",
        says: "Due, not known to have earned, and owing an answer for more than 60 days.",
    },
    Definition {
        id: "bounds",
        word: "Between … and …",
        says: "Of everybody due, at least those known to have earned, and at most these and all who have not answered: the silent and \
               those within their 60 days.",
    },
    Definition {
        id: "loss",
        word: "A loss",
        says: "A month below zero. Of whoever earns it is the last three months, of everybody else all since the start, by the month; \
               and whoever is out of pocket over all and earned nothing in the last three months is a loss, never a zero.",
    },
    Definition {
        id: "out-of-pocket",
        word: "Out of pocket",
        says: "Everything spent on it is more than everything it brought in after refunds, from the start until last heard of.",
    },
];

/// What is known of one registered start on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known {
    /// Whether a follow-up has fallen due.
    pub is_due: bool,
    pub earned: bool,
    pub stopped: bool,
    /// For how many days it owes the first answer that it owes; none where it owes none, as whoever stopped.
    pub owes_for_days: Option<i32>,
}

/// Where a registered start stands; each in one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    NotDue,
    Earned,
    StillTrying,
    Stopped,
    WithinDays,
    Silent,
}

impl Known {
    pub fn has_answered(&self) -> bool {
        self.is_due && self.owes_for_days.is_none()
    }

    pub fn standing(&self) -> Standing {
        match (self.is_due, self.earned, self.owes_for_days) {
            (false, ..) => Standing::NotDue,
            (_, true, _) => Standing::Earned,
            (_, _, Some(days)) if days > DAYS_TO_ANSWER => Standing::Silent,
            (_, _, Some(_)) => Standing::WithinDays,
            _ if self.stopped => Standing::Stopped,
            _ => Standing::StillTrying,
        }
    }
}

/// Registered starts by where they stand. Everybody due is in one of the last five: nobody leaves a denominator for what became
/// of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Starts {
    pub registered: usize,
    pub due: usize,
    pub answered: usize,
    /// Of those due, answered or not.
    pub earned: usize,
    pub still_trying: usize,
    pub stopped: usize,
    pub within: usize,
    pub silent: usize,
}

/// The words of `standing_of_start`, the function of the schema that counts by these definitions: answered and earned; earned,
/// and owing an answer since.
pub const EARNED: &str = "earned";
const EARNED_BEFORE: &str = "earned_before";
/// The words of those due who answered or are known to have earned.
pub const HEARD: [&str; 4] = [EARNED, EARNED_BEFORE, "still_trying", "stopped"];

impl Starts {
    /// Of the words of `standing_of_start`, each with how many have it.
    pub fn of_standings<'a>(counts: impl IntoIterator<Item = (&'a str, usize)>) -> Self {
        let mut starts = Self::default();
        for (standing, people) in counts {
            starts.registered += people;
            starts.due += if standing == "not_due" { 0 } else { people };
            match standing {
                EARNED | "still_trying" | "stopped" => starts.answered += people,
                _ => {}
            }
            match standing {
                EARNED | EARNED_BEFORE => starts.earned += people,
                "still_trying" => starts.still_trying += people,
                "stopped" => starts.stopped += people,
                "within" => starts.within += people,
                "silent" => starts.silent += people,
                _ => {}
            }
        }
        starts
    }

    pub fn together(paths: impl IntoIterator<Item = Self>) -> Self {
        paths.into_iter().fold(Self::default(), |all, one| Self {
            registered: all.registered + one.registered,
            due: all.due + one.due,
            answered: all.answered + one.answered,
            earned: all.earned + one.earned,
            still_trying: all.still_trying + one.still_trying,
            stopped: all.stopped + one.stopped,
            within: all.within + one.within,
            silent: all.silent + one.silent,
        })
    }

    /// Not due yet.
    pub fn not_due(&self) -> usize {
        self.registered.saturating_sub(self.due)
    }

    /// Of those due, neither heard of nor known to have earned: the silent and those within their 60 days.
    pub fn unanswered(&self) -> usize {
        self.within + self.silent
    }

    /// Known to have earned, and owing an answer since.
    pub fn earned_before(&self) -> usize {
        self.due.saturating_sub(self.answered + self.unanswered())
    }

    /// How many of those due earned, whatever became of those not heard of; none of fewer than five.
    pub fn bounds(&self) -> Option<Bounds> {
        Bounds::of(self.due, self.earned, self.unanswered())
    }

    /// The line that reconciles the counts: "44 due = 32 answered + 12 not heard of since (3 had earned before, 4 are within their
    /// 60 days, 5 are silent)".
    pub fn reconciled(&self) -> String {
        let unheard = self.due.saturating_sub(self.answered);
        let mut said =
            format!("{} due = {} answered + {unheard} not heard of since", self.due, self.answered);
        if unheard > 0 {
            said += &format!(
                " ({} had earned before, {} within their {DAYS_TO_ANSWER} days, {} silent)",
                self.earned_before(),
                self.within,
                self.silent
            );
        }
        said
    }

    /// "32 answered = 20 earned + 8 still trying + 4 stopped with nothing".
    pub fn answers_reconciled(&self) -> String {
        let earned = self.earned.saturating_sub(self.earned_before());
        format!(
            "{} answered = {earned} earned + {} still trying + {} stopped with nothing",
            self.answered, self.still_trying, self.stopped
        )
    }
}

impl FromIterator<Known> for Starts {
    fn from_iter<T: IntoIterator<Item = Known>>(known: T) -> Self {
        let mut starts = Self::default();
        for start in known {
            starts.registered += 1;
            starts.due += usize::from(start.is_due);
            starts.answered += usize::from(start.has_answered());
            match start.standing() {
                Standing::NotDue => {}
                Standing::Earned => starts.earned += 1,
                Standing::StillTrying => starts.still_trying += 1,
                Standing::Stopped => starts.stopped += 1,
                Standing::WithinDays => starts.within += 1,
                Standing::Silent => starts.silent += 1,
            }
        }
        starts
    }
}

/// Whether everything spent is more than everything that came in. `net` is all revenue less refunds and every cost.
pub fn is_out_of_pocket(net: UsdCents) -> bool {
    net < UsdCents(0)
}

/// The net of a month by which a report is classed, of its nets a month: over the last three months, none where they were not
/// told, and over all since the start. Any unit; never zero where the loss is not.
pub fn counted_month(is_earning: bool, last_three: Option<f64>, over_all: f64) -> f64 {
    match last_three.filter(|_| is_earning) {
        Some(month) if month == 0.0 && over_all < 0.0 => over_all,
        Some(month) => month,
        None => over_all,
    }
}

/// "118 published → 97 counted → 65 + 32": a count that becomes smaller and the parts it ends as, for wherever a page shows two
/// counts of the same people. The last count is the sum of the parts.
pub fn reconciliation(steps: &[(usize, &str)], parts: &[usize]) -> String {
    let mut said: Vec<String> = steps.iter().map(|(people, what)| format!("{people} {what}")).collect();
    if parts.len() > 1 {
        said.push(parts.iter().map(usize::to_string).collect::<Vec<_>>().join(" + "));
    }
    said.join(" → ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::{collection::vec, option, prelude::*};

    const HEARD: Known = Known { is_due: true, earned: false, stopped: false, owes_for_days: None };

    #[test]
    fn each_start_stands_in_one_place() {
        let owes = |days| Known { owes_for_days: Some(days), ..HEARD };
        assert_eq!(Known { is_due: false, earned: true, ..HEARD }.standing(), Standing::NotDue);
        assert_eq!(HEARD.standing(), Standing::StillTrying);
        assert_eq!(Known { stopped: true, ..HEARD }.standing(), Standing::Stopped);
        assert_eq!(Known { earned: true, stopped: true, ..HEARD }.standing(), Standing::Earned);
        assert_eq!([60, 61].map(|days| owes(days).standing()), [Standing::WithinDays, Standing::Silent]);
        assert_eq!(Known { earned: true, ..owes(400) }.standing(), Standing::Earned);
    }

    #[test]
    fn those_within_their_days_stand_in_the_upper_bound() {
        let starts = Starts {
            registered: 60,
            due: 44,
            answered: 34,
            earned: 23,
            still_trying: 10,
            stopped: 6,
            within: 2,
            silent: 3,
        };
        assert_eq!(starts.bounds().unwrap().to_string(), "between 23 and 28 of 44");
        assert_eq!(
            starts.reconciled(),
            "44 due = 34 answered + 10 not heard of since (5 had earned before, 2 within their 60 days, 3 silent)"
        );
        assert_eq!(
            starts.answers_reconciled(),
            "34 answered = 18 earned + 10 still trying + 6 stopped with nothing"
        );
        assert_eq!(
            Starts::together([starts, starts]).bounds().unwrap().to_string(),
            "between 46 and 56 of 88"
        );
        assert_eq!(
            reconciliation(&[(118, "published"), (97, "counted")], &[65, 32]),
            "118 published → 97 counted → 65 + 32"
        );
    }

    #[test]
    fn every_word_is_defined_once_in_one_sentence_or_two() {
        for (place, one) in DEFINITIONS.iter().enumerate() {
            assert!(DEFINITIONS[..place].iter().all(|other| other.id != one.id && other.word != one.word));
            assert!(one.says.ends_with('.') && !one.says.contains("  "), "{}", one.says);
        }
        let says = |id| DEFINITIONS.iter().find(|one| one.id == id).unwrap().says;
        assert!(says("within").contains(&DAYS_TO_ANSWER.to_string()));
        assert!(says("due").contains(&format!("{} months", FOLLOW_UP_MONTHS[0])));
    }

    #[test]
    fn whoever_is_out_of_pocket_and_earned_nothing_lately_is_a_loss() {
        let class = |earning, last_three, over_all| counted_month(earning, last_three, over_all);
        assert_eq!(class(true, Some(0.0), -40.0), -40.0, "never a zero");
        assert_eq!(class(true, Some(0.0), 40.0), 0.0);
        assert_eq!(class(true, Some(120.0), -40.0), 120.0, "it earns by now");
        assert_eq!(class(true, Some(-5.0), 40.0), -5.0);
        assert_eq!(class(false, Some(120.0), -40.0), -40.0, "all since the start for whoever does not earn");
        assert_eq!(class(true, None, 30.0), 30.0);
    }

    proptest! {
        #[test]
        fn everybody_due_is_in_one_place(known in vec((any::<bool>(), any::<bool>(), any::<bool>(), option::of(0..200)), 0..60)) {
            let starts: Starts = known.into_iter().map(|(is_due, earned, stopped, owes)| Known {
                is_due, earned, stopped, owes_for_days: owes.filter(|_| is_due && !stopped),
            }).collect();
            let Starts { due, answered, earned, still_trying, stopped, within, silent, .. } = starts;
            prop_assert_eq!(earned + still_trying + stopped + within + silent, due);
            prop_assert_eq!(answered + starts.earned_before() + starts.unanswered(), due);
            prop_assert_eq!(starts.earned - starts.earned_before() + still_trying + stopped, answered);
            prop_assert_eq!(starts.not_due() + due, starts.registered);
        }
    }
}
