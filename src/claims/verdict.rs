use super::{
    claim::Claim,
    comparison::{Comparison, Reached},
    lists::Period,
    restated::Restated,
};
use crate::{
    figures::{Bounds, Share},
    paths::PathOption,
    values::{ClosedList as _, Currency, UsdCents, isolated},
};

/// The verdict of our reports on a claim, in one sentence; never of who made it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    pub sentence: String,
    /// The sentence for somebody who has not seen the form.
    pub shared: String,
    /// The answer that is missing for a comparison; none where nothing is.
    pub hint: Option<&'static str>,
}

impl Verdict {
    /// `dollars` is the claim a month in US dollars, where that can be said.
    pub fn of(
        claim: &Claim,
        restated: &Restated,
        dollars: Option<UsdCents>,
        comparison: &Comparison,
        path: Option<&PathOption>,
    ) -> Self {
        let place = if path.is_some() { "on this path" } else { "on any path" };
        let about = path.map_or_else(|| "AI side work".to_owned(), |path| isolated(&path.name));
        let (sentence, bare) = if restated.month.is_none() {
            let sentence = format!("No month can be made of {}.", claim.in_words());
            (sentence.clone(), sentence)
        } else if let Some(dollars) = dollars {
            // What is said is what was compared: reports are known in two digits.
            let compared = dollars.two_digits();
            let about =
                if claim.sum.currency == Currency::Usd && compared == dollars { "" } else { "about " };
            let sum = format!("{about}{compared}");
            (counted(&sum, comparison, &format!(" {place}")), counted(&sum, comparison, ""))
        } else {
            let sentence = format!(
                "We have no rate for {}, so we cannot set {} against figures in US dollars.",
                claim.sum.currency.word(),
                claim.in_words()
            );
            (sentence.clone(), sentence)
        };
        let shared = format!("{about}: {}", bare.trim_end_matches('.'));
        Self { sentence, shared, hint: restated.month.is_none().then(|| hint(claim.period)) }
    }
}

fn counted(sum: &str, comparison: &Comparison, place: &str) -> String {
    match (comparison.n, comparison.reached) {
        (0, None) => format!("Nobody has reported{place} yet, so nobody can tell you about {sum} a month."),
        (1, None) => format!("We have 1 report{place}: nobody can tell you about {sum} a month."),
        (n, None) => format!("We have {n} reports{place}: nobody can tell you about {sum} a month."),
        (_, Some(Reached { registered: None, told: Some(share) })) => told(sum, share, place),
        (_, Some(Reached { registered: Some(bounds), told: None })) => registered(sum, &bounds, place),
        (_, Some(Reached { registered: Some(bounds), told: Some(share) })) => {
            let afterwards = match share.k {
                0 => format!("none of {}", share.n),
                _ => share.to_string(),
            };
            let first = registered(sum, &bounds, place);
            format!("{}; of those who wrote to us afterwards, {afterwards}.", first.trim_end_matches('.'))
        }
        (n, Some(_)) => format!("We have {n} reports{place}: nobody can tell you about {sum} a month."),
    }
}

fn told(sum: &str, Share { k, n, .. }: Share, place: &str) -> String {
    match k {
        0 => format!("None of {n} readers{place} who wrote to us afterwards reports {sum} a month."),
        1 => format!("1 of {n} readers{place} who wrote to us afterwards reports {sum} a month or more."),
        _ => format!("{k} of {n} readers{place} who wrote to us afterwards report {sum} a month or more."),
    }
}

fn registered(sum: &str, bounds: &Bounds, place: &str) -> String {
    let reached = match (bounds.at_least(), bounds.unanswered) {
        (0, 0) => format!("none of {}", bounds.due),
        _ => bounds.to_string(),
    };
    format!("Of the registered starts{place} that were due, {reached} reached {sum} a month.")
}

fn hint(period: Option<Period>) -> &'static str {
    match period {
        None => "It does not say how often. Choose a month, a year or once in the sentence above.",
        Some(Period::Hour) => "Say how many hours a week, under “Say more”.",
        Some(_) => "Say how long it takes, under “Say more”: a sum that comes once is nothing by the month.",
    }
}
