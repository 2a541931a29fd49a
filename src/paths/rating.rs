use super::lists;
use crate::reports::{CapitalBand, IncomeModel};
use crate::values::{ClosedList as _, Word, closed_list, uncapped};
use time::Date;

closed_list! {
    /// A quality by which paths are rated.
    pub enum Dimension {
        BarrierToEntry = "barrier_to_entry" => "Barrier to entry",
        Competition = "competition" => "Competition",
        StartupCapital = "startup_capital" => "Money to start",
        IncomeModel = "income_model" => "How money comes in",
        DomainExpertise = "domain_expertise" => "Expertise in a field",
        Moat = "moat" => "Protection from copies",
        Risk = "risk" => "Risk",
        Nature = "nature" => "What it amounts to",
        Skills = "skills" => "What it takes",
    }
}

closed_list! {
    /// Where a statement comes from.
    pub enum Basis {
        Article = "article" => "Stated in the article",
        Editor = "editor" => "Our estimate",
        Reports = "reports" => "From readers’ reports",
        NotStated = "not_stated" => "Not stated",
    }
}

impl Dimension {
    /// The values a rating may have, the lowest first where they have an order.
    pub fn values(self) -> &'static [Word] {
        match self {
            Self::BarrierToEntry => lists::BARRIER,
            Self::Competition => lists::COMPETITION,
            Self::StartupCapital => CapitalBand::WORDS,
            Self::IncomeModel => IncomeModel::rated(),
            Self::DomainExpertise => lists::EXPERTISE,
            Self::Moat => lists::MOAT,
            Self::Risk => lists::RISK,
            Self::Nature => lists::NATURE,
            Self::Skills => lists::SKILLS,
        }
    }

    /// The details that may be added to the value: which way it moves, where it comes from, what is at stake.
    pub fn details(self) -> &'static [Word] {
        match self {
            Self::Competition => lists::TREND,
            Self::Moat => lists::MOAT_SOURCE,
            Self::Risk => lists::AT_STAKE,
            _ => &[],
        }
    }

    /// Whether several values hold together, as opposed to one or the other.
    fn adds_up(self) -> bool {
        matches!(self, Self::IncomeModel | Self::Skills)
    }
}

/// The rating of one quality of a path, with who gave it and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rating {
    pub dimension: Dimension,
    /// Words of [`Dimension::values`]; none if not stated.
    pub values: Vec<String>,
    /// Words of [`Dimension::details`].
    pub detail: Vec<String>,
    pub basis: Basis,
    pub rationale: String,
    /// Where a reader can look it up; None where the basis says all there is.
    pub source: Option<String>,
    pub rated_on: Date,
}

impl Rating {
    pub fn is_stated(&self) -> bool {
        self.basis != Basis::NotStated
    }

    /// The rating in a word or a few: "High", "None, thin or moderate", "Not stated".
    pub fn headline(&self) -> String {
        match (self.values.is_empty(), self.detail.is_empty()) {
            (true, true) => Basis::NotStated.label().to_owned(),
            (true, false) => self.details(),
            (false, _) => {
                let last = if self.dimension.adds_up() { "and" } else { "or" };
                listed(&labels(self.dimension.values(), &self.values), last)
            }
        }
    }

    /// The details that the headline leaves out: "rising", "being copied and falling prices", "strength not stated".
    pub fn aside(&self) -> Option<String> {
        match (self.values.is_empty(), self.detail.is_empty()) {
            (_, true) => None,
            (true, false) => Some("strength not stated".to_owned()),
            (false, false) => Some(uncapped(&self.details())),
        }
    }

    /// Headline and aside in one: "High (rising)".
    pub fn said(&self) -> String {
        match self.aside() {
            Some(aside) => format!("{} ({aside})", self.headline()),
            None => self.headline(),
        }
    }

    /// The lowest value's place among the dimension's values; what is not stated comes last.
    pub fn rank(&self) -> usize {
        let place = |word: &String| self.dimension.values().iter().position(|(known, _)| known == word);
        self.values.iter().filter_map(place).min().unwrap_or(usize::MAX)
    }

    fn details(&self) -> String {
        listed(&labels(self.dimension.details(), &self.detail), "and")
    }
}

/// The labels of these words, in the list's order.
pub(super) fn labels(list: &[Word], words: &[String]) -> Vec<&'static str> {
    list.iter()
        .filter(|(word, _)| words.iter().any(|chosen| chosen == word))
        .map(|(_, label)| *label)
        .collect()
}

/// "Low", "Low or high", "Low, moderate or high".
pub fn listed(labels: &[&str], last: &str) -> String {
    let rest = |labels: &[&str]| labels.iter().map(|label| uncapped(label)).collect::<Vec<_>>().join(", ");
    match labels {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first, middle @ .., end] => {
            let middle = if middle.is_empty() { String::new() } else { format!(", {}", rest(middle)) };
            format!("{first}{middle} {last} {}", uncapped(end))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    fn rating(dimension: Dimension, values: &[&str], detail: &[&str]) -> Rating {
        let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        Rating {
            dimension,
            values: owned(values),
            detail: owned(detail),
            basis: Basis::Editor,
            rationale: "Because.".into(),
            source: None,
            rated_on: date!(2026 - 11 - 22),
        }
    }

    #[test]
    fn ratings_are_said_in_plain_words() {
        for (dimension, values, detail, said) in [
            (Dimension::Competition, &["high"][..], &["rising"][..], "High (rising)"),
            (Dimension::Competition, &[], &[], "Not stated"),
            (Dimension::Moat, &[], &["management"], "Management (strength not stated)"),
            (
                Dimension::Moat,
                &["none", "thin", "moderate"],
                &["niche_fit"],
                "None, thin or moderate (fit to a niche)",
            ),
            (Dimension::Risk, &["high"], &["copied", "price_fall"], "High (being copied and falling prices)"),
            (Dimension::IncomeModel, &["ads", "paid_content"], &[], "Adverts and paid content"),
        ] {
            assert_eq!(rating(dimension, values, detail).said(), said);
        }
    }

    #[test]
    fn what_is_not_stated_ranks_last() {
        let rank = |values: &[&str]| rating(Dimension::StartupCapital, values, &[]).rank();
        assert!(rank(&["none"]) < rank(&["under_50"]) && rank(&["20000_plus"]) < rank(&[]));
    }
}
