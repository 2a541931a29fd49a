use crate::values::closed_list;
use time::{Date, Duration};

closed_list! {
    /// The evidence that one entry rests on, the strongest first.
    pub enum Grade {
        A = "A" => "Followed up and checked, by two readers",
        B = "B" => "A document was checked",
        C = "C" => "Follow-ups agree",
        D = "D" => "The author came back",
        E = "E" => "Own word only",
    }
}

/// For D something was sent under the private link on two days at least this far apart. Opening it does not count.
pub const LINK_DAYS_APART: i32 = 7;
/// For C so many follow-ups agree …
pub const LEAST_FOLLOWUPS: usize = 2;
/// … the first and the last of them at least this many days apart.
pub const FOLLOWUP_DAYS_APART: i64 = 60;
/// For B a moderator checked so many documents that support the headline figure.
pub const LEAST_DOCUMENTS: usize = 1;
/// For A, besides what B and C ask for, so many moderators read the entry.
pub const LEAST_READERS: usize = 2;
/// An entry not confirmed for more months than these is stale and loses one step.
pub const STALE_MONTHS: i32 = 12;

/// The facts of one entry that its grade is made of.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Basis {
    /// Days on which the author sent something under the private link, in any order.
    pub link_days: Vec<Date>,
    /// Days of the follow-ups that agree with what was told before, in any order.
    pub followup_days: Vec<Date>,
    /// Documents a moderator checked and found to support the headline figure.
    pub documents_checked: usize,
    /// Moderators who read the entry.
    pub readers: usize,
    /// Not confirmed for over [`STALE_MONTHS`].
    pub stale: bool,
    /// A start that was registered before its end was known, and that earned: only a checked document lifts it.
    pub earned_start: bool,
}

/// A grade with its reason in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Graded {
    pub grade: Grade,
    pub reason: String,
}

impl Basis {
    /// The grade by the public rule: the strongest whose conditions hold, one step less when stale.
    pub fn graded(&self) -> Graded {
        let (grade, reason) = self.fresh();
        if !self.stale {
            return Graded { grade, reason: format!("{reason}.") };
        }
        let reason = match grade {
            Grade::E => format!("{reason}, and not confirmed for over {STALE_MONTHS} months."),
            _ => format!("{reason}; one step down, as it was not confirmed for over {STALE_MONTHS} months."),
        };
        Graded { grade: weaker(grade), reason }
    }

    fn fresh(&self) -> (Grade, String) {
        let followed_up = self.followed_up();
        let checked = self.documents_checked >= LEAST_DOCUMENTS;
        if self.earned_start && !checked {
            return (Grade::E, "Plausible, but what it earned is the author's own word only".to_owned());
        }
        match (checked, followed_up) {
            (true, Some(days)) if self.readers >= LEAST_READERS => {
                let (documents, followups, readers) = (self.documents(), self.followups(days), self.readers);
                (Grade::A, format!("{documents}, {followups}, and {readers} moderators read it"))
            }
            (true, _) => (Grade::B, self.documents()),
            (false, Some(days)) => (Grade::C, self.followups(days)),
            (false, None) => self.own_word(),
        }
    }

    fn own_word(&self) -> (Grade, String) {
        match apart(&self.link_days) {
            Some(days) if days >= LINK_DAYS_APART.into() => (
                Grade::D,
                format!("The author came back {days} days later and sent something under the private link"),
            ),
            _ => (Grade::E, "Plausible, but the author's own word only".to_owned()),
        }
    }

    /// Days between the first and the last follow-up, if enough for C.
    fn followed_up(&self) -> Option<i64> {
        let enough = self.followup_days.len() >= LEAST_FOLLOWUPS;
        apart(&self.followup_days).filter(|days| enough && *days >= FOLLOWUP_DAYS_APART)
    }

    fn documents(&self) -> String {
        match self.documents_checked {
            1 => "A moderator checked a document that supports the sums".to_owned(),
            many => format!("Moderators checked {many} documents that support the sums"),
        }
    }

    fn followups(&self, days: i64) -> String {
        format!("{} follow-ups over {days} days agree", self.followup_days.len())
    }
}

/// Whole days from the earliest to the latest; none of no days.
fn apart(days: &[Date]) -> Option<i64> {
    let span: Duration = *days.iter().max()? - *days.iter().min()?;
    Some(span.whole_days())
}

fn weaker(grade: Grade) -> Grade {
    match grade {
        Grade::A => Grade::B,
        Grade::B => Grade::C,
        Grade::C => Grade::D,
        Grade::D | Grade::E => Grade::E,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::{collection::vec, prelude::*};
    use time::macros::date;

    fn days(after: &[i64]) -> Vec<Date> {
        after.iter().map(|days| date!(2026 - 01 - 10) + Duration::days(*days)).collect()
    }

    fn grade(basis: &Basis) -> Grade {
        basis.graded().grade
    }

    #[test]
    fn the_public_rule_is_kept_to_the_day() {
        let link = |days_apart| Basis { link_days: days(&[0, days_apart]), ..Basis::default() };
        assert_eq!([6, 7].map(|days| grade(&link(days))), [Grade::E, Grade::D]);
        let followups = |after: &[i64]| Basis { followup_days: days(after), ..Basis::default() };
        assert_eq!(grade(&followups(&[0, 59])), Grade::E);
        assert_eq!(grade(&followups(&[30, 60, 0])), Grade::C);
        assert_eq!(grade(&Basis { documents_checked: 1, ..Basis::default() }), Grade::B);
        assert_eq!(grade(&Basis::default()), Grade::E);
    }

    #[test]
    fn a_start_that_earned_is_lifted_by_documents_only() {
        let answered = Basis {
            link_days: days(&[0, 200]),
            followup_days: days(&[90, 180]),
            readers: 2,
            earned_start: true,
            ..Basis::default()
        };
        assert_eq!(grade(&answered), Grade::E);
        assert_eq!(grade(&Basis { documents_checked: 1, ..answered.clone() }), Grade::A);
        assert_eq!(
            grade(&Basis { earned_start: false, ..answered }),
            Grade::C,
            "of a failure nobody asks a document"
        );
    }

    #[test]
    fn the_best_needs_documents_follow_ups_and_two_readers() {
        let best =
            Basis { followup_days: days(&[0, 91]), documents_checked: 1, readers: 2, ..Basis::default() };
        assert_eq!(grade(&best), Grade::A);
        assert_eq!(grade(&Basis { readers: 1, ..best.clone() }), Grade::B);
        assert_eq!(grade(&Basis { documents_checked: 0, ..best.clone() }), Grade::C);
        assert_eq!(grade(&Basis { stale: true, ..best }), Grade::B);
    }

    #[test]
    fn the_reason_is_said_in_words() {
        let stale = Basis { followup_days: days(&[0, 91]), stale: true, ..Basis::default() }.graded();
        assert_eq!(stale.grade, Grade::D);
        assert_eq!(
            stale.reason,
            "2 follow-ups over 91 days agree; one step down, as it was not confirmed for over 12 months."
        );
        assert_eq!(Basis::default().graded().reason, "Plausible, but the author's own word only.");
    }

    prop_compose! {
        fn basis()(link in vec(0_i64..200, 0..5), followups in vec(0_i64..200, 0..5), documents_checked in 0_usize..3, readers in 0_usize..4, [stale, earned_start] in any::<[bool; 2]>()) -> Basis {
            Basis { link_days: days(&link), followup_days: days(&followups), documents_checked, readers, stale, earned_start }
        }
    }

    proptest! {
        #[test]
        fn more_evidence_never_weakens_a_grade(basis in basis(), day in 0_i64..300) {
            let mut more = basis.clone();
            more.link_days.extend(days(&[day]));
            more.followup_days.extend(days(&[day]));
            more.documents_checked += 1;
            more.readers += 1;
            prop_assert!(grade(&more) <= grade(&basis));
        }

        #[test]
        fn staleness_costs_one_step_at_most(basis in basis()) {
            let [fresh, stale] = [false, true].map(|stale| grade(&Basis { stale, ..basis.clone() }));
            prop_assert_eq!(stale, weaker(fresh));
        }
    }
}
