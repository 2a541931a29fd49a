//! Turns every refusal and failure, whoever made it, into a page of ours that gives the person's words back, and for a
//! program into a document.

use super::{
    Chrome, Page, Site, TrustedProxies, Visitor,
    arrival::Arrival,
    error::Problem,
    extract::is_form,
    form::FormData,
    forms::Forms,
    problem::{self, BadParameter},
    sent_from,
};
use crate::budget::Budget;
use askama::Template;
use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};

/// The state of the layer.
#[derive(Debug, Clone)]
pub struct ErrorPages {
    pub site: Site,
    pub forms: Forms,
    pub budget: Budget,
    pub trusted_proxies: TrustedProxies,
}

#[derive(Template)]
#[template(path = "layouts/error.html")]
struct ErrorPage {
    chrome: Chrome,
    status: u16,
    problem: Problem,
    /// The person's words that were not saved: name and value of each field.
    words: Vec<(String, String)>,
}

impl ErrorPage {
    /// Whether it is certain that nothing was saved. What failed on our side may have been saved before it did.
    fn was_not_saved(&self) -> bool {
        self.status < 500
    }
}

/// Seconds after which whatever was away may be there again.
const SOON: HeaderValue = HeaderValue::from_static("10");

/// Fields whose content is never shown again.
const SECRET: [&str; 5] = ["password", "password_again", "old_password", "code", "form_key"];

pub async fn every_failure(State(pages): State<ErrorPages>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let chrome = Chrome::new(&pages.site, &parts);
    let visitor = Visitor::of_request(&parts, &pages.trusted_proxies);
    let measure = pages.forms.measure(&parts);
    let arrival = Arrival::new(body, measure, visitor.network(), pages.budget.clone());
    parts.headers.remove(header::EXPECT);
    parts.extensions.insert(arrival.clone());
    let request = Request::from_parts(parts, Body::empty());
    let has_words = request.method() == Method::POST && is_form(&request);
    let mut response = match arrival.hopeless() {
        Some(status) => status.into_response(),
        None => next.run(request).await,
    };
    if is_bare_failure(&response) {
        let gives_back = has_words && !sent_from::is_forged(&response);
        let words = if gives_back { words(&arrival.words().await) } else { Vec::new() };
        response = pages.page_of(chrome, response, words);
    }
    arrival.let_go().await;
    response
}

/// Whether the answer is a failure that has no page yet.
fn is_bare_failure(response: &Response) -> bool {
    let status = response.status();
    let kind =
        response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    (status.is_client_error() || status.is_server_error())
        && !kind.starts_with("text/html")
        && !kind.contains("json")
}

fn words(typed: &[u8]) -> Vec<(String, String)> {
    let fields = FormData::read(typed).unwrap_or_default();
    let shown = fields
        .fields()
        .iter()
        .filter(|(name, value)| !SECRET.contains(&name.as_str()) && !value.trim().is_empty());
    shown.map(|(name, value)| (name.replace('_', " "), value.clone())).collect()
}

impl ErrorPages {
    fn page_of(&self, chrome: Chrome, bare: Response, words: Vec<(String, String)>) -> Response {
        let (mut parts, _) = bare.into_parts();
        let bad: Option<Vec<BadParameter>> = parts.extensions.remove();
        let problem = parts.extensions.remove::<Problem>().unwrap_or_else(|| Problem::of(parts.status));
        for name in [header::CONTENT_TYPE, header::CONTENT_LENGTH] {
            parts.headers.remove(name);
        }
        let mut response = if problem::is_for_programs(&chrome.here) {
            problem::document(&self.site, parts.status, bad.unwrap_or_default())
        } else {
            let page = Page(ErrorPage { chrome, status: parts.status.as_u16(), problem, words });
            (parts.status, page).into_response()
        };
        response.headers_mut().extend(parts.headers);
        response.extensions_mut().extend(parts.extensions);
        if response.status() == StatusCode::SERVICE_UNAVAILABLE {
            response.headers_mut().entry(header::RETRY_AFTER).or_insert(SOON);
        }
        response
    }
}
