use crate::{
    claims::{self, Rule},
    directory::LEAST_IN_A_COHORT,
    figures::{
        Band, Bounds, DEFINITIONS, Definition, Incidence, MONTHLY_BANDS, Point, Share, Tally, WHILE_TOO_FEW,
        below, certainty, fragile, grade, median_ranks, words, worked_example,
    },
    finder::{PrintedRule, printed_rules},
    limits::{self, ORIGIN_DAYS, Threshold},
    moderation::DAYS_TO_SHOW,
    reports::{FEW_HOURS, Grade, JUMP, SMALL_SUM_USD, SOON_DAYS},
    submissions::draw::ONE_IN,
    values::{ClosedList as _, UsdCents, Word},
    web::{Chrome, Page, Result},
};
use askama::Template;
use axum::extract::State;
use sqlx::PgPool;

#[derive(Debug, Template)]
#[template(path = "home/method.html")]
pub struct Method {
    chrome: Chrome,
    definitions: &'static [Definition],
    bands: &'static [Band],
    grades: Vec<(Word, String)>,
    /// "7 of 20" and its likely range.
    share: Option<Share>,
    /// Ranks, counted from 1, between which the middle lies, for so many reports.
    ranks: Vec<(usize, (usize, usize))>,
    /// Month by month: people counted, what happened, and what it comes to.
    curve: Vec<(usize, Tally, Point)>,
    silent: Option<Bounds>,
    wage: Option<Share>,
    finder: Vec<PrintedRule>,
    /// Net a month above which proof may be asked for, in words.
    proof_from: String,
    /// By which a claim is flagged.
    rules: &'static [Rule],
}

/// `GET /method`: how every figure comes about, and when none is shown.
pub async fn page(chrome: Chrome, State(db): State<PgPool>) -> Result<Page<Method>> {
    let grades = Grade::ALL.iter().zip(Grade::WORDS).map(|(grade, word)| (*word, rule(*grade)));
    Ok(Page(Method {
        chrome,
        definitions: &DEFINITIONS,
        bands: &MONTHLY_BANDS,
        grades: grades.collect(),
        share: Share::of(7, 20),
        ranks: [10, 12, 20, 30, 50].into_iter().filter_map(|n| Some((n, median_ranks(n)?))).collect(),
        curve: worked_example(),
        silent: Bounds::of(40, 12, 10),
        wage: below(UsdCents(1_500), [(UsdCents(500), 9), (UsdCents(2_000), 15)]),
        finder: printed_rules(),
        proof_from: limits::thresholds(&db).await?.in_words(Threshold::ProofFrom),
        rules: &claims::RULES,
    }))
}

impl Method {
    /// A share of the worked example, as exact as the example is checked: `0.4665`.
    fn exactly(&self, share: &f64) -> String {
        format!("{share:.4}")
    }
}

/// The condition of this grade, in words.
fn rule(asked: Grade) -> String {
    use grade::{FOLLOWUP_DAYS_APART, LEAST_DOCUMENTS, LEAST_FOLLOWUPS, LEAST_READERS, LINK_DAYS_APART};
    match asked {
        Grade::A => format!("What C and B ask for, both, and {LEAST_READERS} moderators read it."),
        Grade::B => format!(
            "A moderator saw at least {LEAST_DOCUMENTS} document that supports the main figure. Screenshots do not count."
        ),
        Grade::C => format!(
            "At least {LEAST_FOLLOWUPS} follow-ups that a moderator read, {FOLLOWUP_DAYS_APART} days or more apart. Of a registered \
             start that earned they lift nothing without a document."
        ),
        Grade::D => {
            format!(
                "The author sent something under the private link on two days that lie {LINK_DAYS_APART} days or more apart: \
                 an answer, a change, or just that they are there. Opening the link does not count, as programs do that, too, \
                 nor does what still waits for a moderator, nor any of this for a registered start that earned without a document."
            )
        }
        Grade::E => "Plausible, and nothing more is known.".to_owned(),
    }
}
