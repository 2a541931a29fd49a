use super::{Field, Question, Verdict, answers::Answers, field::QUESTIONS, judge::JudgedPath};
use crate::{
    directory,
    experiences::path_figures,
    figures::Strata,
    paths,
    values::{ClosedList as _, capitalised, in_words, spelled},
    web::{Chrome, Page, Query, Result, filters},
};
use askama::Template;
use axum::extract::State;
use sqlx::PgPool;
use time::Date;

#[derive(Debug, Template)]
#[template(path = "finder/find.html")]
pub struct Find {
    chrome: Chrome,
    answers: Answers,
    questions: &'static [Question],
    /// Those that fit, those that are a stretch, those that are blocked, each in the order of the article.
    groups: Vec<(Verdict, Vec<JudgedPath>)>,
    /// How many earned on all paths together, in a sentence for each kind of teller.
    earned: Vec<String>,
    /// None where there is no path.
    as_of: Option<Date>,
}

/// `GET /find`: every path beside the reader's answers.
pub async fn page(chrome: Chrome, State(db): State<PgPool>, query: Query) -> Result<Page<Find>> {
    let answers = Answers::read(&query);
    let (known, figures) = tokio::try_join!(paths::all(&db), path_figures::of_all(&db))?;
    let as_of = path_figures::as_of(figures.iter().map(|(_, path)| path));
    let earned = Strata::together(figures.iter().map(|(_, path)| &path.strata)).earned_in_words();
    let judged = directory::beside(known.into_iter(), figures)
        .map(|(path, reports)| JudgedPath::of(&answers, path, reports));
    Ok(Page(Find {
        chrome: chrome.at(&answers.url()),
        groups: grouped(judged.collect()),
        questions: &QUESTIONS,
        as_of,
        earned,
        answers,
    }))
}

fn grouped(judged: Vec<JudgedPath>) -> Vec<(Verdict, Vec<JudgedPath>)> {
    let mut groups: Vec<_> = Verdict::ALL.iter().map(|verdict| (*verdict, Vec::new())).collect();
    for path in judged {
        if let Some((_, group)) = groups.iter_mut().find(|(verdict, _)| *verdict == path.verdict) {
            group.push(path);
        }
    }
    groups
}

impl Find {
    fn is_chosen(&self, field: &Field, word: &str) -> bool {
        self.answers.has(*field, word)
    }

    fn paths(&self) -> impl Iterator<Item = &JudgedPath> {
        self.groups.iter().flat_map(|(_, group)| group)
    }

    fn count(&self, verdict: Verdict) -> usize {
        self.paths().filter(|path| path.verdict == verdict).count()
    }

    /// Questions answered, of all.
    fn answered(&self) -> usize {
        let is_answered =
            |question: &&Question| question.fields.iter().any(|field| self.answers.is_answered(*field));
        self.questions.iter().filter(is_answered).count()
    }

    /// The finding of the page, in a sentence without its full stop.
    fn finding(&self) -> String {
        let paths = |n| capitalised(&in_words(n, "path"));
        if self.answers.is_empty() {
            return format!("{}, and nothing to judge them by yet", paths(self.paths().count()));
        }
        let fit = match self.count(Verdict::Fits) {
            0 => "None fits you now:".to_owned(),
            1 => "One path fits,".to_owned(),
            several => format!("{} fit,", paths(several)),
        };
        let [stretch, blocked] =
            [Verdict::Stretch, Verdict::Blocked].map(|verdict| spelled(self.count(verdict)));
        format!("{fit} {stretch} a stretch, {blocked} blocked")
    }

    fn fits_nobody(&self) -> bool {
        !self.answers.is_empty() && self.count(Verdict::Fits) == 0
    }

    /// The paths with the fewest rules against them, if none fits: those that block count before those that stretch.
    fn nearest(&self) -> Vec<&JudgedPath> {
        let Some(least) = self.paths().map(JudgedPath::distance).min() else { return Vec::new() };
        self.paths().filter(|path| path.distance() == least).collect()
    }
}
