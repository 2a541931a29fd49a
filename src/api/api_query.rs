use super::{Cursor, Refusal};
use crate::{
    limits,
    state::AppState,
    values::{file_word, is_clean},
    web::{AppError, Facet, Query, View, Visitor, problem::BadParameter},
};
use axum::{extract::FromRequestParts, http::request::Parts};

/// Items of a list in one answer, unless less or more is asked for.
pub const USUAL: usize = 50;
/// The most there can be.
pub const MOST: usize = 100;
/// Letters of a search, the most that are looked at.
pub const MOST_LETTERS: usize = 200;
/// Complaints in one answer.
const MOST_COMPLAINTS: usize = 20;

/// The parameters of a request, read strictly: a page guesses what was meant, while a program wants to be told. Taking
/// it from a request counts that against the caller's limit, so that every door of the API has to.
#[derive(Debug)]
pub struct ApiQuery(Vec<(String, String)>);

impl FromRequestParts<AppState> for ApiQuery {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, AppError> {
        let Ok(visitor) = Visitor::from_request_parts(parts, state).await;
        limits::spend(&state.db, state.limits.rate_api, "api", visitor).await?;
        let query = parts.uri.query().unwrap_or_default();
        Ok(Self(serde_html_form::from_str(query).unwrap_or_default()))
    }
}

/// A part of a list, as it was asked for.
#[derive(Debug)]
pub struct Part {
    pub view: View,
    pub after: Option<Cursor>,
    pub limit: usize,
}

impl ApiQuery {
    /// For an address that has no parameters.
    pub fn nothing(&self) -> Result<(), Refusal> {
        self.check(&[], &[])
    }

    /// The filters alone. `searched` is for sets in which words can be searched for.
    pub fn view(&self, base: &'static str, facets: &[Facet], searched: bool) -> Result<View, Refusal> {
        self.check(facets, if searched { &["q"] } else { &[] })?;
        Ok(self.read(base, facets))
    }

    /// The filters, and which part of the list.
    pub fn part(&self, base: &'static str, facets: &[Facet], searched: bool) -> Result<Part, Refusal> {
        let names: &[&str] = if searched { &["q", "limit", "cursor"] } else { &["limit", "cursor"] };
        self.check(facets, names)?;
        let one = |name: &str| self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
        Ok(Part {
            view: self.read(base, facets),
            after: one("cursor").and_then(Cursor::read),
            limit: one("limit").and_then(|limit| limit.parse().ok()).unwrap_or(USUAL),
        })
    }

    fn read(&self, base: &'static str, facets: &[Facet]) -> View {
        View::read(base, facets, &[], &Query(self.0.clone()))
    }

    /// Complains of everything at once.
    fn check(&self, facets: &[Facet], names: &[&str]) -> Result<(), Refusal> {
        let bad: Vec<BadParameter> = self
            .0
            .iter()
            .enumerate()
            .filter_map(|(place, (name, value))| match facets.iter().find(|facet| facet.key == name) {
                Some(facet) => unknown_value(facet, value),
                None if !names.contains(&name.as_str()) => Some(unknown_name(name, facets, names)),
                None if self.0[..place].iter().any(|(earlier, _)| earlier == name) => {
                    Some(complain(name, "it can be given once only"))
                }
                None => unreadable(name, value),
            })
            .take(MOST_COMPLAINTS)
            .collect();
        if bad.is_empty() { Ok(()) } else { Err(Refusal::Parameters(bad)) }
    }
}

fn unknown_name(name: &str, facets: &[Facet], names: &[&str]) -> BadParameter {
    let known = facets.iter().map(|facet| facet.key).chain(names.iter().copied());
    BadParameter {
        known: known.map(str::to_owned).collect(),
        ..complain(name, "there is no parameter of this name")
    }
}

fn unknown_value(facet: &Facet, value: &str) -> Option<BadParameter> {
    let known: Vec<String> = facet.values.iter().map(|(word, _)| file_word(word).to_owned()).collect();
    let is_known = known.iter().any(|word| word == file_word(value));
    (!is_known).then(|| BadParameter { known, ..complain(facet.key, "it has no such value") })
}

fn unreadable(name: &str, value: &str) -> Option<BadParameter> {
    let (fits, rule) = match name {
        "limit" => (is_limit(value), format!("it is a whole number from 1 to {MOST}")),
        "cursor" => {
            (Cursor::read(value).is_some(), "it is the next_cursor of an earlier answer, as it is".to_owned())
        }
        _ => (
            is_clean(value) && value.chars().count() <= MOST_LETTERS,
            format!("it has {MOST_LETTERS} characters at most, none of them a control character"),
        ),
    };
    (!fits).then(|| complain(name, &rule))
}

fn is_limit(value: &str) -> bool {
    value.bytes().all(|byte| byte.is_ascii_digit())
        && value.parse().is_ok_and(|limit| (1..=MOST).contains(&limit))
}

fn complain(name: &str, reason: &str) -> BadParameter {
    BadParameter { parameter: name.to_owned(), reason: reason.to_owned(), known: Vec::new() }
}
