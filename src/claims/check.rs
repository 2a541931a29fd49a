use super::{
    claim::Claim,
    comparison::Comparison,
    doubt,
    fields::{self, Fields, MOST_TEXT},
    lists::{Basis, Period, Proof, Sells, Teller, TimeUnit},
    reading::{Quoted, Reading, tokens::tokens},
    restated::Restated,
    rules::{self, Hit, Searched},
    verdict::Verdict,
};
use crate::{
    charts::{Svg, strip_axis},
    experiences::path_figures::{self, PathFigures},
    paths::{self, PathOption},
    rates::{self, Rate},
    values::{ClosedList as _, Currency, Word, how_many, is_blank},
    web::{Chrome, Errors, FormData, Page, Query, Result, filters, refused},
};
use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use sqlx::PgPool;

#[derive(Debug, Template)]
#[template(path = "claims/check.html")]
pub struct Check {
    chrome: Chrome,
    paths: Vec<PathOption>,
    form: FormData,
    errors: Errors,
    answer: Option<Answer>,
}

/// The answer to a claim.
#[derive(Debug)]
pub struct Answer {
    fields: Fields,
    reading: Reading,
    /// By the text's own words.
    basis: Option<Quoted<Basis>>,
    /// None where neither the form nor the text names a sum.
    claim: Option<Claimed>,
    hits: Vec<Hit>,
}

/// A sum that can be spoken of, restated and set against reports.
#[derive(Debug)]
pub struct Claimed {
    claim: Claim,
    restated: Restated,
    /// The rate with which it was turned into dollars.
    rate: Option<Rate>,
    comparison: Comparison,
    verdict: Verdict,
    would_change: Vec<String>,
}

impl Answer {
    /// Whether the text says anything in numbers.
    fn has_read_anything(&self) -> bool {
        let Reading { sums, hours_a_week, taken_days, percents } = &self.reading;
        !sums.is_empty() || hours_a_week.is_some() || taken_days.is_some() || !percents.is_empty()
    }
}

/// `GET /check`: a claim set against the reports and held to the rules; without a claim, the form.
pub async fn page(chrome: Chrome, State(db): State<PgPool>, query: Query) -> Result<Response> {
    let paths = paths::options(&db).await?;
    let form = fields::typed(&query);
    let mut blank = Check { chrome, paths, form, errors: Errors::default(), answer: None };
    if !fields::is_asked(&query) {
        return Ok(Page(blank).into_response());
    }
    match Fields::read(&blank.form, &blank.paths) {
        Err(errors) => Ok(refused(Check { errors, ..blank })),
        Ok(fields) => {
            let chrome = blank.chrome.at(&fields.address());
            if let Some(amount) = fields.amount {
                blank.form.set("amount", amount.to_string());
            }
            if let Some(currency) = fields.currency {
                blank.form.set("currency", currency.word());
            }
            let answer = Some(Answer::of(&db, fields).await?);
            Ok(Page(Check { chrome, answer, ..blank }).into_response())
        }
    }
}

impl Answer {
    async fn of(db: &PgPool, fields: Fields) -> sqlx::Result<Self> {
        let text = fields.text.as_deref().unwrap_or_default();
        let tokens = tokens(text);
        let reading = Reading::of(text, &tokens);
        let searched = Searched::new(text, &tokens, &reading.sums);
        let basis = rules::basis(&searched);
        let claim = Claim::of(&fields, &reading, basis.as_ref().map(|said| said.value));
        let hits = rules::find(&fields, fields.text.is_some().then_some(&searched), &reading);
        let claim = match claim {
            Some(claim) => Some(Claimed::of(db, claim, fields.path.as_ref()).await?),
            None => None,
        };
        Ok(Self { fields, reading, basis, claim, hits })
    }

    /// Whether search engines should leave the page alone: it repeats somebody's text, or has nothing to say.
    fn is_thin(&self) -> bool {
        self.fields.text.is_some()
            || self.claim.as_ref().is_none_or(|claimed| claimed.comparison.is_too_few())
    }
}

impl Claimed {
    async fn of(db: &PgPool, claim: Claim, path: Option<&PathOption>) -> sqlx::Result<Self> {
        let restated = Restated::of(&claim);
        let rate = rates::latest(db, claim.sum.currency).await?;
        let dollars = restated.month.and_then(|month| month.in_usd(rate.as_ref().map(Rate::usd_per_unit)));
        let comparison = Comparison::of(&reports(db, path).await?, dollars);
        let verdict = Verdict::of(&claim, &restated, dollars, &comparison, path);
        let would_change = doubt::would_change(&claim, &comparison);
        Ok(Self { claim, restated, rate, comparison, verdict, would_change })
    }

    fn month_in_words(&self) -> Option<String> {
        self.restated.month.map(|month| month.to_string())
    }

    /// The hour that was claimed, or what an hour would be at so many hours a week.
    fn hours_in_words(&self) -> String {
        let examples = self.restated.hour_at.iter();
        let examples: Vec<String> =
            examples.map(|(hours, sum)| format!("{sum} an hour at {hours} hours a week")).collect();
        match (&self.restated.hour, self.claim.hours_a_week) {
            (Some(hour), Some(hours)) => {
                format!("{hour} an hour at {} a week", how_many(rounded(hours), "hour"))
            }
            (Some(hour), None) => format!("{hour} an hour"),
            (None, _) if examples.is_empty() => "No hour can be made of it".to_owned(),
            (None, _) => format!("{}. It names no hours", examples.join(", ")),
        }
    }
}

async fn reports(db: &PgPool, path: Option<&PathOption>) -> sqlx::Result<Vec<PathFigures>> {
    match path {
        Some(path) => Ok(vec![path_figures::of_path(db, path.id).await?]),
        None => Ok(path_figures::of_all(db).await?.into_iter().map(|(_, figures)| figures).collect()),
    }
}

/// With one decimal at most.
fn rounded(hours: f64) -> String {
    ((hours * 10.0).round() / 10.0).to_string()
}

/// The fields that are no part of the sentence.
fn behind() -> impl Iterator<Item = &'static str> {
    fields::NAMES.into_iter().filter(|name| !matches!(*name, "amount" | "period" | "path"))
}

impl Check {
    /// The sign before the sum in the sentence.
    fn sign(&self) -> &'static str {
        Currency::from_word(self.form.value("currency"))
            .filter(|chosen| *chosen != Currency::Usd)
            .map_or("$", Currency::word)
    }

    /// Whether the path that was asked for is one of ours.
    fn knows_path(&self) -> bool {
        self.paths.iter().any(|path| path.slug.as_str() == self.form.value("path"))
    }

    /// How often, as the sentence offers it. With a text and no sum the text may say it.
    fn periods(&self) -> Vec<Word> {
        let from_text = is_blank(self.form.value("amount")) && !is_blank(self.form.value("text"));
        let unsaid = if from_text { "as the text says" } else { "a month" };
        let others = Period::WORDS.iter().filter(|(word, _)| {
            from_text || *word != Period::Month.word() || self.form.value("period") == *word
        });
        let needs_blank = from_text || self.form.value("period") != Period::Month.word();
        needs_blank.then_some(("", unsaid)).into_iter().chain(others.copied()).collect()
    }

    /// Whether something behind "Say more" has to be seen: what is wrong, or a text of which no sum could be made.
    fn says_more(&self) -> bool {
        let wrong = behind().any(|name| self.errors.get(name).is_some());
        wrong || self.answer.as_ref().is_some_and(|answer| answer.claim.is_none())
    }

    /// How many fields behind "Say more" are filled in.
    fn said(&self) -> usize {
        behind().filter(|name| !is_blank(self.form.value(name))).count()
    }

    /// The finding, as whoever shares the page passes it on.
    fn finding(&self) -> String {
        match &self.answer {
            Some(Answer { claim: Some(claimed), .. }) => claimed.verdict.shared.clone(),
            Some(Answer { hits, .. }) => match hits.len() {
                0 => "A text that names no sum, and no red flag by our rules".to_owned(),
                1 => "A text that names no sum: one reason to ask".to_owned(),
                n => format!("A text that names no sum: {n} reasons to ask"),
            },
            None if !self.errors.is_empty() => "Error: check a claim".to_owned(),
            None => "Check a claim".to_owned(),
        }
    }

    fn description(&self) -> String {
        let restated = |claimed: &Claimed| {
            format!(
                "{}: {}. The claim beside readers’ reports, and what to ask.",
                claimed.claim.in_words(),
                claimed.hours_in_words()
            )
        };
        match self.answer.as_ref().and_then(|answer| answer.claim.as_ref()) {
            Some(claimed) => restated(claimed),
            None => "Set a promised income beside what readers report, with the number of people behind it, and see which words should make you ask.".to_owned(),
        }
    }

    fn rounded(&self, hours: &f64) -> String {
        rounded(*hours)
    }

    fn axis(&self) -> Svg {
        strip_axis()
    }
}
