use crate::{
    experiences::Counts,
    figures::{Share, Summary},
    paths::Certainty,
    values::ClosedList as _,
};

/// How sure the site is of what it says on a path's results, by a public rule: it starts low, and each step is listed
/// with its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sureness {
    pub level: Certainty,
    pub steps: Vec<Step>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// 1 up, -1 down.
    pub by: i8,
    pub why: String,
}

impl Step {
    pub fn direction(&self) -> &'static str {
        if self.by > 0 { "A step up" } else { "A step down" }
    }
}

impl Sureness {
    /// Below five reports only their number is weighed.
    pub fn of(summary: &Summary, counts: &Counts) -> Self {
        let sellers = usize::try_from(counts.sellers).unwrap_or_default();
        let all = usize::try_from(counts.open()).unwrap_or_default();
        let afterwards = usize::try_from(counts.told_afterwards).unwrap_or_default();
        let steps: Vec<Step> = [
            few(summary.n),
            wide(summary.never_earned),
            many(afterwards, all, 50, "were told afterwards, by people who knew the ending"),
            many(sellers, all, 20, "come from people who sell about the path"),
            proven(summary.proof_seen),
        ]
        .into_iter()
        .flatten()
        .collect();
        Self { level: level(&steps), steps }
    }
}

fn few(n: usize) -> Option<Step> {
    let things = if n == 1 { "report counts" } else { "reports count" };
    (n < 20).then(|| down(format!("{n} {things}; we ask for 20")))
}

fn wide(never_earned: Option<Share>) -> Option<Step> {
    let share = never_earned?;
    let points = ((share.likely.high - share.likely.low) * 100.0).round();
    (points > 30.0).then(|| {
        down(format!(
            "{share} never earned, which may mean {}: {points} points apart, more than 30",
            share.range()
        ))
    })
}

/// A step down when more than `percent` of the reports are of a doubtful kind.
fn many(k: usize, n: usize, percent: usize, kind: &str) -> Option<Step> {
    Share::of(k, n)
        .filter(|_| k * 100 > n * percent)
        .map(|share| down(format!("{share} {kind}, more than {percent} in 100")))
}

fn proven(proof_seen: Option<Share>) -> Option<Step> {
    let share = proof_seen.filter(|share| share.k * 100 >= share.n * 30)?;
    Some(Step { by: 1, why: format!("a moderator saw proof for {share}, at least 30 in 100") })
}

fn down(why: String) -> Step {
    Step { by: -1, why }
}

/// From low, by so many steps, within the scale.
fn level(steps: &[Step]) -> Certainty {
    let scale = Certainty::ALL;
    let start = scale.iter().position(|level| *level == Certainty::Low).unwrap_or_default() as i64;
    // The list begins with the surest.
    let place = start - steps.iter().map(|step| i64::from(step.by)).sum::<i64>();
    let last = scale.len() as i64 - 1;
    scale[place.clamp(0, last) as usize]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::{Ending, Outcome};

    fn sure(n: i64, earned: i64, proof: bool, afterwards: i64) -> Sureness {
        let outcome = |i| Outcome {
            monthly_cents: 0,
            hourly_cents: None,
            months_to_first: (i < earned).then_some(1.0),
            proof_seen: proof,
            ending: Ending::Waiting,
        };
        let summary = Summary::of(&(0..n).map(outcome).collect::<Vec<_>>());
        let counts = Counts {
            published: n,
            headline: n,
            told_afterwards: afterwards,
            registered: n - afterwards,
            ..Counts::default()
        };
        Sureness::of(&summary, &counts)
    }

    #[test]
    fn nothing_known_is_very_low_and_says_why() {
        let sureness = sure(0, 0, false, 0);
        assert_eq!(sureness.level, Certainty::VeryLow);
        assert_eq!(sureness.steps, [down("0 reports count; we ask for 20".into())]);
    }

    #[test]
    fn each_step_has_its_number() {
        let sureness = sure(7, 1, false, 7);
        assert_eq!(sureness.level, Certainty::VeryLow);
        let whys: Vec<&str> = sureness.steps.iter().map(|step| step.why.as_str()).collect();
        assert_eq!(whys[0], "7 reports count; we ask for 20");
        assert!(whys[1].starts_with("6 of 7 never earned, which may mean 49 to 97%"), "{}", whys[1]);
        assert!(whys[2].starts_with("7 of 7 were told afterwards"), "{}", whys[2]);
    }

    #[test]
    fn proof_and_numbers_raise_it() {
        assert_eq!(sure(100, 20, false, 40).level, Certainty::Low);
        assert_eq!(sure(100, 20, true, 40).level, Certainty::Moderate);
    }
}
