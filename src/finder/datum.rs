use super::field;
use crate::{
    directory::Reports,
    figures::{Middle, words},
    paths::{Basis, Dimension, HustlePath, Rating, listed},
    values::{Word, how_many, uncapped},
};

/// A fact of a path that an answer is set beside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Datum {
    Capital,
    Nature,
    HoursTold,
    Expertise,
    Trade,
    Skills,
    Selling,
    Wait,
    Risk,
}

/// A fact as it is known of one path, and from where.
#[derive(Debug)]
pub struct KnownFact {
    /// Words of [`Datum::said`]. Several are forms that the path can take.
    pub words: Vec<&'static str>,
    /// The datum as this path has it, where a rule's general words would say less.
    pub exactly: Option<String>,
    pub basis: Basis,
    /// Why it is rated so, or what the reports say.
    pub why: String,
}

const NOT_STATED: &str = "not_stated";
const TOO_FEW: &str = "too_few";

/// The paths that ask for one trade in particular, by slug, with the word of [`TRADE`].
const TRADES: [(&str, &str); 1] = [("ecommerce-services", "shops")];

impl Datum {
    /// Each word that a rule can name, as the end of a sentence that begins with "it".
    pub fn said(self) -> &'static [Word] {
        match self {
            Self::Capital => CAPITAL,
            Self::Nature => NATURE,
            Self::HoursTold => HOURS_TOLD,
            Self::Expertise => EXPERTISE,
            Self::Trade => TRADE,
            Self::Skills => SKILLS,
            Self::Selling => SELLING,
            Self::Wait => WAIT,
            Self::Risk => RISK,
        }
    }

    /// The datum of this path; none if it has nothing to be judged by.
    pub fn of(self, path: &HustlePath, reports: &Reports) -> Option<KnownFact> {
        Some(match self {
            Self::Capital => self.rated(path.rating(Dimension::StartupCapital)),
            Self::Nature => self.rated(path.rating(Dimension::Nature)),
            Self::Expertise => self.rated(path.rating(Dimension::DomainExpertise)),
            Self::Risk => self.rated(path.rating(Dimension::Risk)),
            Self::Trade => return trade(path),
            Self::Skills => skills(path),
            Self::Selling => selling(path),
            Self::HoursTold => hours_told(reports),
            Self::Wait => wait(reports),
        })
    }

    fn rated(self, rating: Option<&Rating>) -> KnownFact {
        let values = rating.map_or(&[][..], |rating| &rating.values);
        let words = self.said().iter().map(|(word, _)| *word);
        let words: Vec<_> = words.filter(|word| values.iter().any(|value| value == word)).collect();
        KnownFact {
            words: if words.is_empty() { vec![NOT_STATED] } else { words },
            ..KnownFact::rated(rating)
        }
    }
}

impl KnownFact {
    fn rated(rating: Option<&Rating>) -> Self {
        Self {
            words: vec![NOT_STATED],
            exactly: None,
            basis: rating.map_or(Basis::NotStated, |rating| rating.basis),
            why: rating.map_or(String::new(), |rating| rating.rationale.clone()),
        }
    }

    fn reported(word: &'static str, why: String) -> Self {
        Self { words: vec![word], exactly: None, basis: Basis::Reports, why }
    }

    fn too_few(reports: &Reports) -> Self {
        let why = match reports.n() {
            0 => "Nobody has reported yet.".to_owned(),
            1 => "Only one report can be counted so far, and it takes ten.".to_owned(),
            n => format!("Only {n} reports can be counted so far, and it takes ten."),
        };
        Self::reported(TOO_FEW, why)
    }

    /// Whether there is nothing to go by.
    pub fn is_unknown(&self) -> bool {
        self.words.iter().all(|word| [NOT_STATED, TOO_FEW].contains(word))
    }
}

fn trade(path: &HustlePath) -> Option<KnownFact> {
    let (_, word) = TRADES.iter().find(|(slug, _)| *slug == path.slug.as_str())?;
    Some(KnownFact { words: vec![word], ..KnownFact::rated(path.rating(Dimension::DomainExpertise)) })
}

/// The skills of the path that the finder asks for: word and label.
pub fn asked_skills(path: &HustlePath) -> Vec<&'static Word> {
    let values = path.rating(Dimension::Skills).map_or(&[][..], |rating| &rating.values);
    field::skills().filter(|(word, _)| values.iter().any(|value| value == word)).collect()
}

fn skills(path: &HustlePath) -> KnownFact {
    let asked = asked_skills(path);
    let labels: Vec<&str> = asked.iter().map(|(_, label)| *label).collect();
    let rating = path.rating(Dimension::Skills);
    let is_stated = rating.is_some_and(|rating| !rating.values.is_empty());
    let word = match (asked.is_empty(), is_stated) {
        (false, _) => "asked",
        (true, true) => "none",
        (true, false) => NOT_STATED,
    };
    let exactly = (!asked.is_empty()).then(|| format!("takes {}", uncapped(&listed(&labels, "and"))));
    KnownFact { words: vec![word], exactly, ..KnownFact::rated(rating) }
}

fn selling(path: &HustlePath) -> KnownFact {
    let rating = path.rating(Dimension::Skills);
    let values = rating.map_or(&[][..], |rating| &rating.values);
    let word = match values.iter().any(|value| value == "selling") {
        true => "asked",
        false if values.is_empty() => NOT_STATED,
        false => "not_asked",
    };
    KnownFact { words: vec![word], ..KnownFact::rated(rating) }
}

fn hours_told(reports: &Reports) -> KnownFact {
    let Some(middle) = Middle::of_counts(reports.figures.hours_a_week.iter().copied()) else {
        return KnownFact::too_few(reports);
    };
    let Middle { n, cents: hours, likely: (low, high), .. } = middle;
    let word = match hours {
        ..5 => "under_5",
        5..10 => "5_9",
        10..20 => "10_19",
        20.. => "20_plus",
    };
    let why = format!("The middle of {n} reports is {hours} hours a week, range by chance {low} to {high}.");
    KnownFact::reported(word, why)
}

/// Read off the curve of registered starts alone, or not known.
fn wait(reports: &Reports) -> KnownFact {
    let registered = &reports.figures.registered_wait;
    let n = registered.cohort().n();
    let Some(incidence) = registered.incidence() else {
        let few = match n {
            0 => "No registered start is in the figures yet".to_owned(),
            n => format!("{} with too few known endings for a curve", how_many(n, "registered start")),
        };
        let why = format!("{few}, and what is told afterwards says little of a wait.");
        return KnownFact::reported(TOO_FEW, why);
    };
    let half = registered.half_earned_by();
    let month = half.unwrap_or(incidence.last_month());
    let word = match half {
        None => "not_half",
        Some(..=1) => "le_1m",
        Some(2..=3) => "1_3m",
        Some(4..=6) => "3_6m",
        Some(7..=12) => "6_12m",
        Some(13..) => "gt_12m",
    };
    let (paid, likely) = (incidence.at(month).earned, incidence.likely(month).earned);
    let why = format!(
        "By month {month}, {} of {n} registered starts had been paid, likely range {}.",
        words::percent(paid),
        words::percent_range(likely)
    );
    KnownFact::reported(word, why)
}

const CAPITAL: &[Word] = &[
    ("none", "takes no money to start"),
    ("under_50", "takes under $50 to start"),
    ("50_499", "takes $50 to $499 to start"),
    ("500_4999", "takes $500 to $4,999 to start"),
    ("5000_19999", "takes $5,000 to $19,999 to start"),
    ("20000_plus", "takes $20,000 or more to start"),
    (NOT_STATED, "has no stated sum to start with"),
];

const NATURE: &[Word] = &[
    ("side_hustle", "is a side job"),
    ("heavy_side_hustle", "is a heavy side job"),
    ("small_business", "is a small business"),
    ("investing", "is investing"),
    (NOT_STATED, "has no stated size"),
];

const HOURS_TOLD: &[Word] = &[
    ("under_5", "takes the middle reader under 5 hours a week"),
    ("5_9", "takes the middle reader 5 to 9 hours a week"),
    ("10_19", "takes the middle reader 10 to 19 hours a week"),
    ("20_plus", "takes the middle reader 20 hours a week or more"),
    (TOO_FEW, "has too few reports to say how many hours it takes"),
];

const EXPERTISE: &[Word] = &[
    ("not_needed", "needs no expertise in a field"),
    ("helpful", "is helped by expertise in a field"),
    ("required", "requires expertise in a field"),
    (NOT_STATED, "has no stated need of expertise"),
];

const TRADE: &[Word] = &[("shops", "asks for experience of running shops")];

const SKILLS: &[Word] = &[
    ("asked", "takes skills of our list"),
    ("none", "takes no skill of our list"),
    (NOT_STATED, "has no stated skills"),
];

const SELLING: &[Word] = &[
    ("asked", "asks you to sell"),
    ("not_asked", "works with little selling"),
    (NOT_STATED, "has no stated need of selling"),
];

const WAIT: &[Word] = &[
    ("le_1m", "had paid half of those who registered a start within a month"),
    ("1_3m", "had paid half of those who registered a start in 2 to 3 months"),
    ("3_6m", "had paid half of those who registered a start in 4 to 6 months"),
    ("6_12m", "had paid half of those who registered a start in 7 to 12 months"),
    ("gt_12m", "took over a year to pay half of those who registered a start"),
    ("not_half", "has paid fewer than half of those who registered a start"),
    (TOO_FEW, "has too few registered starts to say how soon it pays"),
];

const RISK: &[Word] = &[
    ("low", "has a low risk"),
    ("moderate", "has a moderate risk"),
    ("high", "has a high risk"),
    ("very_high", "has a very high risk"),
    (NOT_STATED, "has no stated risk"),
];
