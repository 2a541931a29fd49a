use crate::{
    experiences::HoursBand,
    paths::Dimension,
    reports::{Background, CapitalBand, Years},
    values::{ClosedList as _, Word},
};

/// One control of the form. Its key is its name in addresses; those that path pages know, too, have the names they have
/// there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    Money,
    Hours,
    Background,
    Years,
    Skills,
    Selling,
    Income,
    Risk,
}

/// A question, with the controls that answer it.
#[derive(Debug)]
pub struct Question {
    pub legend: &'static str,
    pub fields: &'static [Field],
}

/// The questions, in the order of the page and of its address.
pub const QUESTIONS: [Question; 7] = [
    Question { legend: "Money you can lose without harm", fields: &[Field::Money] },
    Question { legend: "Hours you can spare each week", fields: &[Field::Hours] },
    Question { legend: "Your profession, and the years in it", fields: &[Field::Background, Field::Years] },
    Question { legend: "What you can do", fields: &[Field::Skills] },
    Question { legend: "Selling to strangers", fields: &[Field::Selling] },
    Question { legend: "How soon it must pay", fields: &[Field::Income] },
    Question { legend: "Risk you accept", fields: &[Field::Risk] },
];

/// Skills that other questions ask for.
const ASKED_ELSEWHERE: [&str; 2] = ["profession_knowledge", "selling"];
/// The choice that says that none of the skills is there.
pub const NO_SKILL: &str = "none";

impl Field {
    pub const ALL: [Self; 8] = [
        Self::Money,
        Self::Hours,
        Self::Background,
        Self::Years,
        Self::Skills,
        Self::Selling,
        Self::Income,
        Self::Risk,
    ];

    pub fn key(self) -> &'static str {
        match self {
            Self::Money => "capital_band",
            Self::Hours => "hours",
            Self::Background => "background",
            Self::Years => "years_in_field",
            Self::Skills => "skills",
            Self::Selling => "selling",
            Self::Income => "income",
            Self::Risk => "risk",
        }
    }

    /// The name of the answer where it stands without its question.
    pub fn label(self) -> &'static str {
        match self {
            Self::Money => "Money you can lose",
            Self::Hours => "Hours a week",
            Self::Background => "Profession",
            Self::Years => "Years in it",
            Self::Skills => "What you can do",
            Self::Selling => "Selling to strangers",
            Self::Income => "It must pay",
            Self::Risk => "Risk you accept",
        }
    }

    /// Whether several answers hold together.
    pub fn takes_several(self) -> bool {
        self == Self::Skills
    }

    /// Whether the answers are too many to be all in view.
    pub fn is_a_list(self) -> bool {
        matches!(self, Self::Background | Self::Years)
    }

    /// Word and label of each answer.
    pub fn choices(self) -> Vec<Word> {
        match self {
            Self::Money => CapitalBand::WORDS.to_vec(),
            Self::Hours => HoursBand::WORDS.to_vec(),
            Self::Background => Background::WORDS.to_vec(),
            Self::Years => Years::WORDS.to_vec(),
            Self::Skills => {
                let asked = skills().copied();
                asked.chain([(NO_SKILL, "None of these yet")]).collect()
            }
            Self::Selling => {
                vec![("yes", "I can do that"), ("effort", "With an effort"), ("no", "I would rather not")]
            }
            Self::Income => vec![
                ("1m", "Within a month"),
                ("3m", "Within 3 months"),
                ("12m", "Within a year"),
                ("later", "It can take longer"),
            ],
            Self::Risk => vec![
                ("low", "Little"),
                ("moderate", "Some"),
                ("high", "A lot"),
                ("very_high", "All of it may fail"),
            ],
        }
    }

    /// Each answer said of the reader, as the end of a sentence that begins with "you". For skills, what the answer
    /// comes to on a path: all that it takes, some or none of it.
    pub fn said(self) -> &'static [Word] {
        match self {
            Self::Money => MONEY,
            Self::Hours => HOURS,
            Self::Background => BACKGROUND,
            Self::Years => YEARS,
            Self::Skills => SKILLS,
            Self::Selling => SELLING,
            Self::Income => INCOME,
            Self::Risk => RISK,
        }
    }
}

/// The skills that the finder asks for: word and label.
pub fn skills() -> impl Iterator<Item = &'static Word> {
    Dimension::Skills.values().iter().filter(|(word, _)| !ASKED_ELSEWHERE.contains(word))
}

const MONEY: &[Word] = &[
    ("none", "can lose nothing"),
    ("under_50", "can lose under $50"),
    ("50_499", "can lose $50 to $499"),
    ("500_4999", "can lose $500 to $4,999"),
    ("5000_19999", "can lose $5,000 to $19,999"),
    ("20000_plus", "can lose $20,000 or more"),
];

const HOURS: &[Word] = &[
    ("under_5", "have under 5 hours a week"),
    ("5_9", "have 5 to 9 hours a week"),
    ("10_19", "have 10 to 19 hours a week"),
    ("20_plus", "have 20 hours a week or more"),
];

const BACKGROUND: &[Word] = &[
    ("software", "come from software"),
    ("design", "come from design"),
    ("writing_media", "come from writing and media"),
    ("marketing_sales", "come from marketing and sales"),
    ("ecommerce", "come from e-commerce"),
    ("education", "come from education"),
    ("law", "come from law"),
    ("health", "come from health"),
    ("construction_engineering", "come from construction and engineering"),
    ("finance", "come from finance"),
    ("operations_admin", "come from operations and administration"),
    ("student", "are a student"),
    ("other", "come from something else"),
];

const YEARS: &[Word] = &[
    ("0", "have no year in a profession"),
    ("1-2", "have 1 to 2 years in a profession"),
    ("3-5", "have 3 to 5 years in a profession"),
    ("6-10", "have 6 to 10 years in a profession"),
    ("10+", "have more than 10 years in a profession"),
];

const SKILLS: &[Word] = &[
    ("all", "have all the skills it takes"),
    ("some", "have some of the skills it takes"),
    ("none", "have none of the skills it takes"),
];

const SELLING: &[Word] = &[
    ("yes", "can sell to strangers"),
    ("effort", "can sell with an effort"),
    ("no", "would rather not sell"),
];

const INCOME: &[Word] = &[
    ("1m", "need it to pay within a month"),
    ("3m", "need it to pay within 3 months"),
    ("12m", "need it to pay within a year"),
    ("later", "can wait longer than a year"),
];

const RISK: &[Word] = &[
    ("low", "accept little risk"),
    ("moderate", "accept some risk"),
    ("high", "accept a lot of risk"),
    ("very_high", "accept that all of it may fail"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_answer_can_be_said_of_the_reader() {
        for field in Field::ALL.into_iter().filter(|field| *field != Field::Skills) {
            let words = |list: &[Word]| list.iter().map(|(word, _)| *word).collect::<Vec<_>>();
            assert_eq!(words(&field.choices()), words(field.said()), "{field:?}");
        }
    }

    #[test]
    fn the_questions_ask_for_every_field_once() {
        let asked: Vec<Field> = QUESTIONS.iter().flat_map(|question| question.fields).copied().collect();
        assert_eq!(asked, Field::ALL);
    }
}
