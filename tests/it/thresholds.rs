//! What every page with figures shows and withholds at 0, 3, 7, 12 and 40 reports of one path.

use crate::support::{Answer, TestApp, an_experience};
use axum::http::StatusCode;
use firstbucket::{content, reports::Status};
use serde_json::Value;

const PAGES: [&str; 5] = [
    "/",
    "/paths",
    "/paths/content-creation",
    "/paths/compare?path=content-creation&path=consulting",
    "/experiences?path=content-creation",
];
const FIGURES: &str = "/api/v1/figures?path=content-creation";

/// The site with so many reports of one path, a third of which gave up; and its pages, that of a report among them.
async fn site_of(n: usize) -> (TestApp, Vec<(String, Answer)>) {
    let mut app = TestApp::new().await;
    let db = app.database.pool();
    content::load_embedded(&db).await.unwrap();
    let mut addresses = PAGES.map(str::to_owned).to_vec();
    for place in 0..n {
        let report = an_experience().monthly(if place % 3 == 0 { 0 } else { 100 + place as i64 });
        let id = report
            .with(|report| {
                if place % 3 == 0 {
                    report.when.status = Status::StoppedBeforeIncome;
                    report.when.stopped_on =
                        Some(report.when.first_income_on.unwrap_or(report.when.started_on));
                }
            })
            .publish(&db)
            .await;
        if place == 0 {
            addresses.push(format!("/experiences/{id}"));
        }
    }
    let mut pages = Vec::new();
    for address in addresses {
        let page = app.get(&address).await;
        assert_eq!(page.status, StatusCode::OK, "{address} at {n}");
        pages.push((address, page));
    }
    (app, pages)
}

/// Charts in which somebody's report is drawn.
const DRAWN: &str = "svg.strip, .dots svg, svg.km, .bar-c svg";

fn drawn(page: &Answer) -> usize {
    page.all(DRAWN).len()
}

/// Whether something is counted among so many.
fn counts_of(page: &Answer, n: usize) -> bool {
    page.says(&format!(" of {n}")) || page.says(&format!(" of the {n} counted"))
}

/// Whether anything is said to lie in a range.
fn has_range(page: &Answer) -> bool {
    let said = page.all("main").concat();
    let ranges = said.match_indices("likely range ").chain(said.match_indices("range by chance "));
    ranges.into_iter().any(|(at, words)| {
        said[at + words.len()..].starts_with(|first: char| first.is_ascii_digit() || "$−".contains(first))
    })
}

/// Whether a sum of money is said to be the middle: only these have a range of money.
fn has_middle(page: &Answer) -> bool {
    ["range by chance $", "range by chance −$", "likely range $", "likely range −$"]
        .iter()
        .any(|range| page.says(range))
        || page.all(".mid").iter().any(|middle| middle.contains('$'))
}

async fn figures(app: &mut TestApp) -> Value {
    serde_json::from_str(&app.get(FIGURES).await.body).unwrap()
}

#[tokio::test]
async fn below_five_reports_no_page_shows_a_figure_or_a_chart() {
    for n in [0, 3] {
        let (mut app, pages) = site_of(n).await;
        for (address, page) in &pages {
            assert_eq!(drawn(page), 0, "{address} at {n}");
            assert!(!has_range(page) && !has_middle(page), "{address} at {n}");
            assert!(!page.says(&format!("1 of {n} ")), "{address} at {n}");
        }
        let figures = figures(&mut app).await;
        for (kind, figure, count) in
            [("told_afterwards", "never_earned", "k"), ("registered", "earned", "at_least")]
        {
            let figure = &figures[kind][figure];
            assert_eq!(figure[count], Value::Null);
            assert!(figure["withheld"].as_str().unwrap().starts_with("Too few to say"), "{figure}");
        }
        assert_eq!(figures["monthly_cents"]["median"], Value::Null);
    }
}

#[tokio::test]
async fn seven_reports_are_counts_and_dots_on_every_page_and_a_middle_on_none() {
    let (mut app, pages) = site_of(7).await;
    for (address, page) in &pages {
        assert!(drawn(page) > 0, "{address}");
        assert!(counts_of(page, 7), "{address}");
        assert!(!has_middle(page), "{address}");
        assert!(page.all("svg.km, .bar-c svg").is_empty(), "{address}");
    }
    let figures = figures(&mut app).await;
    assert_eq!(figures["told_afterwards"]["never_earned"]["k"], 3);
    assert_eq!(figures["monthly_cents"]["median"], Value::Null);
}

#[tokio::test]
async fn twelve_reports_have_a_middle_with_its_range_and_no_curve() {
    let (mut app, pages) = site_of(12).await;
    for (address, page) in &pages {
        assert!(drawn(page) > 0, "{address}");
        assert!(page.all("svg.km, .bar-c svg").is_empty(), "{address}");
        let is_one_report = address.starts_with("/experiences/");
        assert_eq!(has_middle(page), !is_one_report, "{address}");
    }
    let figures = figures(&mut app).await;
    assert_eq!(figures["monthly_cents"]["median"], 10_500);
    assert!(figures["monthly_cents"]["interval"].is_object());
}

#[tokio::test]
async fn forty_reports_have_shares_drawn_and_a_curve() {
    let (_, pages) = site_of(40).await;
    let (_, path) = pages.iter().find(|(address, _)| address == "/paths/content-creation").unwrap();
    assert_eq!(path.all("svg.km").len(), 1);
    assert_eq!(path.all(".bar-c svg").len(), 5);
    for (address, page) in &pages {
        assert!(drawn(page) > 0 && counts_of(page, 40), "{address}");
    }
}
