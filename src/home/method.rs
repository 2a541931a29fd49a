use crate::{
    figures::{Band, MONTHLY_BANDS},
    submissions::Grade,
    values::{ClosedList as _, Word},
    web::{Chrome, Page},
};
use askama::Template;

#[derive(Debug, Template)]
#[template(path = "home/method.html")]
pub struct Method {
    chrome: Chrome,
    bands: &'static [Band],
    grades: Vec<(Word, &'static str)>,
}

/// `GET /method`: how every figure comes about, and when none is shown.
pub async fn page(chrome: Chrome) -> Page<Method> {
    let grades = Grade::ALL.iter().zip(Grade::WORDS).map(|(grade, word)| (*word, rule(*grade)));
    Page(Method { chrome, bands: &MONTHLY_BANDS, grades: grades.collect() })
}

/// What has to be so for a report to have this grade.
fn rule(grade: Grade) -> &'static str {
    match grade {
        Grade::A => "What C and B ask for, both, and two moderators read it.",
        Grade::B => {
            "A moderator saw at least one document that supports the main figure. Screenshots do not count."
        }
        Grade::C => "At least two follow-ups that fit the report, 60 days or more apart.",
        Grade::D => "The private link was used on two days that lie a week or more apart.",
        Grade::E => "Plausible, and nothing more is known.",
    }
}
