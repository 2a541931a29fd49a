use super::{Amounts, Band, Bounds, Ending, Monthly, OutOfPocket, Spread, Starts, Summary};
use serde::{Deserialize, Serialize};

/// Reports apart by who tells them. Whether and when people earned is said of each kind alone; how much, of the two that figures
/// rest on together.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Strata {
    pub registered: Due,
    /// Of those who wrote to us afterwards.
    pub told: Spread,
    /// People who sell about the path: a stratum of their own, in no other figure.
    pub sellers: Spread,
}

/// Registered starts. Their denominator is everybody due: nobody leaves it for what became of them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Due {
    pub starts: Starts,
    /// Of those due, answered or known to have earned: what they told of, where it is known in dollars.
    pub heard: Spread,
    /// Of those who answered: earning when last heard of.
    pub still_earning: usize,
    /// Whatever is known in dollars, also of those who are not due yet or have fallen silent: for how much alone.
    pub known: Spread,
}

impl Strata {
    pub fn together<'a>(paths: impl IntoIterator<Item = &'a Self>) -> Self {
        let paths: Vec<&Self> = paths.into_iter().collect();
        Self {
            registered: Due {
                starts: Starts::together(paths.iter().map(|path| path.registered.starts)),
                heard: Spread::together(paths.iter().map(|path| &path.registered.heard)),
                still_earning: paths.iter().map(|path| path.registered.still_earning).sum(),
                known: Spread::together(paths.iter().map(|path| &path.registered.known)),
            },
            told: Spread::together(paths.iter().map(|path| &path.told)),
            sellers: Spread::together(paths.iter().map(|path| &path.sellers)),
        }
    }

    /// How much people made, of whom figures speak: everybody whose outcome is known in dollars, but no sellers.
    pub fn amounts(&self) -> Amounts {
        Amounts::of([&self.told, &self.registered.known])
    }

    pub fn told(&self) -> Summary {
        Summary::from(&self.told)
    }

    /// How many earned, in a sentence for each kind that there are enough of: registered starts first.
    pub fn earned_in_words(&self) -> Vec<String> {
        let registered = self.registered.earned_in_words();
        let told = self.told().earned_in_words();
        let told = told.map(|told| format!("Of those who wrote to us afterwards, {told}."));
        registered.into_iter().chain(told).collect()
    }

    /// "97 counted → 65 told afterwards + 32 registered": the reports that sums are known of, by who tells them.
    pub fn reconciled(&self) -> String {
        let (told, registered) = (self.told.n(), self.registered.known.n());
        format!("{} counted → {registered} registered + {told} told afterwards", told + registered)
    }
}

impl Due {
    pub fn n(&self) -> usize {
        self.starts.due
    }

    /// Whether there are enough due for their figures to lead.
    pub fn is_enough(&self) -> bool {
        self.earned().is_some()
    }

    /// None of fewer than five due, as all that follow.
    pub fn earned(&self) -> Option<Bounds> {
        self.starts.bounds()
    }

    pub fn stopped(&self) -> Option<Bounds> {
        Bounds::of(self.n(), self.starts.stopped, self.starts.unanswered())
    }

    pub fn still_trying(&self) -> Option<Bounds> {
        Bounds::of(self.n(), self.starts.still_trying, self.starts.unanswered())
    }

    /// Whoever had earned before and has not answered since may earn still.
    pub fn still_earning(&self) -> Option<Bounds> {
        Bounds::of(self.n(), self.still_earning, self.n().saturating_sub(self.starts.answered))
    }

    /// For how many a condition holds of what they told of; at most also for all of whom that is not known.
    pub fn share(&self, holds: impl Fn(&Monthly) -> bool) -> Option<Bounds> {
        Bounds::of(self.n(), self.heard.count(holds), self.unknown())
    }

    /// Of those due: nothing known of what they made, as they have not answered or told no sum in a currency with a rate.
    pub fn unknown(&self) -> usize {
        self.n().saturating_sub(self.heard.n())
    }

    /// How many are in each class, in the classes' order; [`Self::unknown`] more are due.
    pub fn tally(&self, bands: &'static [Band]) -> Vec<(&'static Band, usize)> {
        self.heard.tally(bands)
    }

    /// Of those who answered, how it stands with them. The others' place is in [`Starts`].
    pub fn ending(&self, ending: Ending) -> usize {
        self.heard.count(|month| month.ending == ending)
    }

    /// Of how many everything spent is more than everything that came in; at most also of all of whom that is not known.
    pub fn out_of_pocket(&self) -> Option<(Bounds, OutOfPocket)> {
        let of_heard = OutOfPocket::of(self.heard.over_all().iter().copied())?;
        Some((Bounds::of(self.n(), of_heard.share.k, self.unknown())?, of_heard))
    }

    /// "Of 44 registered starts that were due, between 23 and 28 had earned (likely range 38 to 76%).": the bounds first.
    pub fn earned_in_words(&self) -> Option<String> {
        let earned = self.earned()?;
        Some(format!(
            "Of the registered starts that were due, {earned} had earned (likely range {}).",
            earned.range()
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        figures::{Came, Grade, Outcome},
        values::{Month, UsdCents},
    };

    fn people(n: usize, cents: i64) -> Spread {
        let outcome = Outcome {
            monthly_cents: UsdCents(cents),
            over_all_cents: UsdCents(cents * 10),
            hourly_cents: None,
            months_to_first: (cents > 0).then_some(2.0),
            proof_seen: false,
            was_read: true,
            ending: if cents > 0 { Ending::Earning } else { Ending::Nothing },
            came: Came { grade: Grade::E, month: Month::numbered(2026, 3).unwrap() },
        };
        [&outcome].into_iter().cycle().take(n).collect()
    }

    #[test]
    fn registered_starts_are_counted_over_everybody_due_and_told_ones_apart() {
        let starts = Starts {
            registered: 50,
            due: 44,
            answered: 34,
            earned: 23,
            still_trying: 0,
            stopped: 16,
            within: 2,
            silent: 3,
        };
        let heard = Spread::together([&people(23, 5_000), &people(16, -200)]);
        let registered = Due { starts, heard: heard.clone(), still_earning: 18, known: heard };
        let strata = Strata { registered, told: people(20, 100), sellers: people(7, 900) };
        let due = &strata.registered;
        let said = |bounds: Option<Bounds>| bounds.unwrap().to_string();
        assert_eq!(said(due.earned()), "between 23 and 28 of 44");
        assert_eq!(said(due.stopped()), "between 16 and 21 of 44");
        assert_eq!(said(due.still_earning()), "between 18 and 28 of 44");
        assert_eq!(said(due.share(|month| month.cents < UsdCents(0))), "between 16 and 21 of 44");
        let (bounds, loss) = due.out_of_pocket().unwrap();
        assert_eq!(
            (bounds.to_string(), loss.middle.unwrap().cents),
            ("between 16 and 21 of 44".into(), UsdCents(-2_000))
        );
        assert_eq!(
            strata.earned_in_words(),
            [
                "Of the registered starts that were due, between 23 and 28 of 44 had earned (likely range 38 to 76%).",
                "Of those who wrote to us afterwards, 20 of 20 had earned (range by chance 84 to 100%), 0 had not so far, 0 never did.",
            ]
        );
        assert_eq!(strata.amounts().n(), 59, "sellers are in no other figure");
        assert_eq!(strata.reconciled(), "59 counted → 39 registered + 20 told afterwards");
        assert_eq!(Strata::together([&strata, &strata]).registered.starts.due, 88);
        assert_eq!(Strata::default().earned_in_words(), Vec::<String>::new());
    }
}
