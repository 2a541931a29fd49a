use super::TestDatabase;
use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Request, StatusCode, header},
    response::Response,
};
use clap::Parser as _;
use firstbucket::{app, cli::Cli, config::Config, state::AppState};
use http_body_util::BodyExt as _;
use scraper::{Html, Selector};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};
use tower::ServiceExt as _;

/// The real site on a database of the test's own, spoken to in process. One reader, or one moderator: it keeps cookies.
pub struct TestApp {
    router: Router,
    config: Config,
    /// What the program itself has, for what it does by itself.
    pub state: AppState,
    pub database: TestDatabase,
    pub cookie: Option<String>,
    codes: RecoveryCodes,
}

#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl TestApp {
    /// The site with no content in it, and with limits that a test does not walk into.
    pub async fn new() -> Self {
        Self::with(&[]).await
    }

    /// A site with further flags, such as `--demo` or `--rate-share=2/hour`.
    pub async fn with(flags: &[&str]) -> Self {
        let open = [
            "--rate-share=off",
            "--rate-save=off",
            "--rate-draft=off",
            "--rate-private-link=off",
            "--rate-search=off",
        ];
        let calm = [
            "--rate-flag=off",
            "--rate-ask=off",
            "--rate-api=off",
            "--rate-download=off",
            "--rate-sign-in-address=off",
            "--rate-sign-in-account=off",
            "--rate-second-step=off",
            "--time-trap-seconds=0",
        ];
        let given = |flag: &&&str| {
            let name = flag.split('=').next().unwrap_or_default();
            !flags.iter().any(|flag| flag.starts_with(name))
        };
        let quiet = open.iter().chain(&calm).filter(given);
        let config = Cli::parse_from(["firstbucket"].iter().chain(quiet).chain(flags)).config;
        let database = super::fresh_database().await;
        super::draw_by(&database.pool(), super::NOBODY_DRAWN).await;
        let state = AppState::new(&config, database.program_pool());
        Self {
            router: app::router(state.clone()),
            config,
            state,
            database,
            cookie: None,
            codes: RecoveryCodes::default(),
        }
    }

    /// Goes on with the site as it is so many days from today, by the setting that moves its clock.
    pub async fn in_days(&mut self, days: i32) {
        let database = self.database.pool_in_days(days).await;
        let config = Config { clock_days: days, ..self.config.clone() };
        self.state = AppState::new(&config, database);
        self.router = app::router(self.state.clone());
    }

    /// Goes on as this reader on this data, after the program was started anew with these flags.
    pub fn restart(&mut self, flags: &[&str]) {
        self.config = Cli::parse_from(["firstbucket"].iter().chain(flags)).config;
        self.state = AppState::new(&self.config, self.database.program_pool());
        self.router = app::router(self.state.clone());
    }

    /// This value of every control that the CSS selector finds on the page.
    pub async fn values_at(&mut self, url: &str, selector: &str) -> Vec<String> {
        self.get(url).await.attributes(selector, "value")
    }

    /// Another person on the same site.
    pub fn as_somebody_else(&self) -> SomebodyElse {
        SomebodyElse { router: self.router.clone(), cookie: None, codes: self.codes.clone() }
    }

    /// Another person on the same data, after the program was started anew with these flags.
    pub fn restarted(&self, flags: &[&str]) -> SomebodyElse {
        let config = Cli::parse_from(["firstbucket"].iter().chain(flags)).config;
        let router = app::router(AppState::new(&config, self.database.program_pool()));
        SomebodyElse { router, ..self.as_somebody_else() }
    }

    pub async fn get(&mut self, url: &str) -> Answer {
        let request = Request::get(url).body(Body::empty()).unwrap();
        send(&self.router, &mut self.cookie, request).await
    }

    pub async fn post(&mut self, url: &str, form: &[(&str, &str)]) -> Answer {
        send(&self.router, &mut self.cookie, posted(url, form)).await
    }

    /// An answer whose body is still to come.
    pub async fn take(&self, url: &str) -> Response {
        self.take_by(Request::get(url).body(Body::empty()).unwrap()).await
    }

    /// The answer to a request as it is.
    pub async fn take_by(&self, request: Request<Body>) -> Response {
        self.router.clone().oneshot(request).await.unwrap()
    }

    /// A request as it is, without cookies.
    pub async fn send(&self, request: Request<Body>) -> Answer {
        send(&self.router, &mut None, request).await
    }
}

pub struct SomebodyElse {
    router: Router,
    pub cookie: Option<String>,
    /// Those that the people of this site were shown and have not used, by name.
    pub(super) codes: RecoveryCodes,
}

pub(super) type RecoveryCodes = Arc<Mutex<HashMap<String, Vec<String>>>>;

impl SomebodyElse {
    pub async fn get(&mut self, url: &str) -> Answer {
        let request = Request::get(url).body(Body::empty()).unwrap();
        send(&self.router, &mut self.cookie, request).await
    }

    pub async fn post(&mut self, url: &str, form: &[(&str, &str)]) -> Answer {
        send(&self.router, &mut self.cookie, posted(url, form)).await
    }
}

fn posted(url: &str, form: &[(&str, &str)]) -> Request<Body> {
    Request::post(url)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "same-origin")
        .body(Body::from(serde_html_form::to_string(form).unwrap()))
        .unwrap()
}

async fn send(router: &Router, cookie: &mut Option<String>, mut request: Request<Body>) -> Answer {
    if let Some(cookie) = cookie {
        request.headers_mut().insert(header::COOKIE, cookie.parse().unwrap());
    }
    let (head, body) = router.clone().oneshot(request).await.unwrap().into_parts();
    let body = body.collect().await.unwrap().to_bytes();
    for set in head.headers.get_all(header::SET_COOKIE) {
        keep(cookie, set.to_str().unwrap());
    }
    Answer { status: head.status, headers: head.headers, body: String::from_utf8_lossy(&body).into_owned() }
}

/// Puts a cookie among the others as a browser does, or takes it away.
fn keep(jar: &mut Option<String>, set: &str) {
    let (pair, flags) = set.split_once(';').unwrap();
    let (name, _) = pair.split_once('=').unwrap();
    let other = |kept: &&str| kept.split_once('=').is_some_and(|(kept, _)| kept != name);
    let others = jar.iter().flat_map(|jar| jar.split("; ")).filter(other);
    let new = (!flags.contains("Max-Age=0")).then_some(pair);
    let all: Vec<&str> = others.chain(new).collect();
    *jar = (!all.is_empty()).then(|| all.join("; "));
}

impl Answer {
    /// Where a redirect leads.
    pub fn location(&self) -> &str {
        self.headers.get(header::LOCATION).map_or("", |to| to.to_str().unwrap())
    }

    /// The text of every element that the CSS selector finds, white space folded.
    pub fn all(&self, selector: &str) -> Vec<String> {
        let page = Html::parse_document(&self.body);
        let selector = Selector::parse(selector).unwrap();
        page.select(&selector)
            .map(|element| {
                element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
            })
            .collect()
    }

    /// This attribute of every element that the CSS selector finds.
    pub fn attributes(&self, selector: &str, name: &str) -> Vec<String> {
        let page = Html::parse_document(&self.body);
        let selector = Selector::parse(selector).unwrap();
        page.select(&selector).filter_map(|element| element.attr(name).map(str::to_owned)).collect()
    }

    pub fn says(&self, words: &str) -> bool {
        self.all("body").concat().contains(words)
    }
}
