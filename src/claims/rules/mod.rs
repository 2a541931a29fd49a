//! The public rules by which a claim raises a flag. A flag is a reason to ask and never a verdict.

mod absent;
mod answered;
mod basis;
mod find;
mod meant;
mod phrase;

pub use absent::LEAST_WORDS;
pub use answered::{SOON_DAYS, question};
pub use basis::basis;
pub use find::{Hit, find};
pub use meant::{DENIAL_REACH, WARNING_REACH};
pub use phrase::{GAP, Searched};

use super::words::WORDS;
use crate::values::closed_list;
use serde::Deserialize;
use std::sync::LazyLock;

closed_list! {
    /// A reason to flag a claim. The label says what was noticed.
    pub enum Flag {
        SellsTheMethod = "sells_the_method" => "Sells the method",
        RecruitsOthers = "recruits_others" => "Recruits others",
        UpfrontFee = "upfront_fee" => "Asks for money first",
        Guaranteed = "guaranteed" => "Guarantees an income",
        Passive = "passive" => "Promises money without work",
        NoSkillNeeded = "no_skill_needed" => "Says no skill is needed",
        DaysNotMonths = "days_not_months" => "Counts in days, not months",
        ScreenshotOnly = "screenshot_only" => "Screenshots as proof",
        GrossAsProfit = "gross_as_profit" => "Sales told as earnings",
        BestMonthAsTypical = "best_month_as_typical" => "The best month as if it were usual",
        NoHours = "no_hours" => "No hours named",
        NoFailuresMentioned = "no_failures_mentioned" => "Nobody fails",
        Urgency = "urgency" => "Hurries you",
        FinancialFreedom = "financial_freedom" => "Promises freedom",
        DmMe = "dm_me" => "Moves to private messages",
        NoNamedOperator = "no_named_operator" => "Nobody stands behind it",
        LifestyleProof = "lifestyle_proof" => "A way of life as proof",
        TypicalityDisclaimed = "typicality_disclaimed" => "Takes it back in small print",
    }
}

/// One rule, as `/method` prints it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    pub flag: Flag,
    /// When it is raised, in a sentence.
    pub when: String,
    /// Why it is worth a question.
    pub why: String,
    /// A text that raises it.
    pub example: String,
    /// Words that raise it; how they are written stands in `rules.toml`.
    #[serde(default)]
    pub phrases: Vec<String>,
    /// Words that keep it down where the text means them in the same sentence or the next.
    #[serde(default)]
    pub unless: Vec<String>,
}

/// Every rule, in the order in which pages show them.
pub static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| {
    #[derive(Deserialize)]
    struct File {
        rule: Vec<Rule>,
    }
    let file: Result<File, _> = toml::from_str(include_str!("rules.toml"));
    let mut rules = file.unwrap_or_else(|error| panic!("rules.toml: {error}")).rule;
    for rule in rules.iter_mut().filter(|rule| rule.flag == Flag::GrossAsProfit) {
        rule.phrases.clone_from(&WORDS.before_costs.words);
    }
    rules
});
