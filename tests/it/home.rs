use crate::support::{TestApp, a_case, a_path, an_experience, paths_of_content};
use axum::http::{Request, StatusCode};
use firstbucket::content;

async fn with_content() -> TestApp {
    let app = TestApp::with(&["--base-url=https://example.org"]).await;
    content::load_embedded(&app.database.pool()).await.unwrap();
    app
}

#[tokio::test]
async fn without_reports_the_front_page_shows_the_paths_and_no_figure() {
    let mut app = with_content().await;
    let page = app.get("/").await;
    assert_eq!(page.all(".prow h3").len(), paths_of_content());
    assert!(page.says("Nobody has reported an outcome yet. We show no numbers until five have"));
    assert!(page.all("figure, svg.strip, .bins").is_empty());
    assert!(page.all(".prow dd").iter().all(|figure| figure == "–"), "{:?}", page.all(".prow dd"));
    assert!(page.attributes(".note a", "href").contains(&"/start".to_owned()));
}

#[tokio::test]
async fn five_reports_are_dots_and_counts_and_ten_have_a_middle() {
    let mut app = with_content().await;
    let db = app.database.pool();
    for n in 0..10 {
        if n == 4 {
            assert!(app.get("/").await.says("4 people have reported an outcome so far."));
        }
        if n == 5 {
            let page = app.get("/").await;
            assert_eq!(page.all(".callouts b")[0], "4 of 5 who wrote to us afterwards had earned");
            assert!(page.all(".prow dd").contains(&"Only 5".to_owned()));
            assert!(page.all(".prow dd.mid").is_empty());
        }
        an_experience().monthly(if n == 0 { -20 } else { 100 }).publish(&db).await;
    }
    let page = app.get("/").await;
    assert_eq!(page.all(".prow dd.mid"), ["$100"]);
    assert!(page.says("10 reports"));
    assert_eq!(page.all(".reps .rep").len(), 5);
    assert_eq!(page.all(".bins b").iter().map(|n| n.parse::<u32>().unwrap()).sum::<u32>(), 10);
}

#[tokio::test]
async fn case_studies_on_the_front_page_never_show_more_successes_than_failures() {
    let mut app = TestApp::new().await;
    let db = app.database.pool();
    let path = a_path("consulting").insert(&db).await;
    for slug in ["one", "two", "three"] {
        a_case(slug).outcome("worked").insert(&db, path).await;
    }
    assert!(app.get("/").await.all(".case .out").is_empty());
    a_case("four").outcome("failed").insert(&db, path).await;
    assert_eq!(app.get("/").await.all(".case .out"), ["Failed", "Worked"]);

    let full = with_content().await.get("/").await;
    assert_eq!(full.all(".case .out"), ["Failed", "Worked", "Failed", "Worked"]);
}

#[tokio::test]
async fn machines_are_told_where_everything_is_by_the_sites_own_address() {
    let mut app = with_content().await;
    let db = app.database.pool();
    an_experience().publish(&db).await;
    let index = app.get("/sitemap.xml").await.body;
    assert!(index.contains("<loc>https://example.org/sitemap/experiences/1</loc>"), "{index}");
    assert!(!index.contains("experiences/2"));
    let directory = Request::get("/sitemap/directory.xml").header("host", "evil.example");
    let directory = app.send(directory.body(axum::body::Body::empty()).unwrap()).await.body;
    assert_eq!(
        directory.matches("https://example.org/paths/").count(),
        paths_of_content() + 1,
        "and the comparison"
    );
    assert_eq!(directory.matches("https://example.org/cases/").count(), 10);
    assert!(!directory.contains("evil"));
    assert!(app.get("/sitemap/experiences/1").await.body.contains("https://example.org/experiences/1<"));
    assert_eq!(app.get("/sitemap/experiences/2").await.status, StatusCode::NOT_FOUND);
    assert!(app.get("/robots.txt").await.body.contains("Sitemap: https://example.org/sitemap.xml"));
}

#[tokio::test]
async fn whoever_finds_a_fault_is_told_whom_to_write_to() {
    const FILE: &str = "/.well-known/security.txt";
    let set = ["--base-url=https://example.org", "--security-contact=faults@example.org"];
    let mut app = TestApp::with(&set).await;
    let told = app.get(FILE).await;
    assert_eq!(told.headers["content-type"], "text/plain; charset=utf-8");
    let lines: Vec<&str> = told.body.lines().collect();
    assert!(lines.contains(&"Contact: mailto:faults@example.org"), "{lines:?}");
    assert!(lines.contains(&"Canonical: https://example.org/.well-known/security.txt"), "{lines:?}");
    let until = (time::OffsetDateTime::now_utc() + time::Duration::days(180)).date();
    assert!(lines.contains(&format!("Expires: {until}T00:00:00Z").as_str()), "{lines:?}");
    assert_eq!(TestApp::new().await.get(FILE).await.status, StatusCode::NOT_FOUND, "no address is set");
}

#[tokio::test]
async fn search_engines_learn_the_sites_name_and_its_search() {
    let page = with_content().await.get("/").await;
    let site: serde_json::Value =
        serde_json::from_str(&page.all(r#"script[type="application/ld+json"]"#)[0]).unwrap();
    assert_eq!(site["@type"], "WebSite");
    assert_eq!(
        site["potentialAction"]["target"]["urlTemplate"],
        "https://example.org/search?q={search_term_string}"
    );
}

#[tokio::test]
async fn what_is_refused_is_said_with_every_reason() {
    let mut app = TestApp::new().await;
    let page = app.get("/about").await;
    assert_eq!(page.all("#rules ~ .scroll tbody tr").len(), 14);
    assert!(page.says("AI is a tool and not a replacement for you. (Stated in the article)"));
    assert!(app.get("/method").await.says("6 of 7 can stand for anything between 49 and 97%"));
}

#[tokio::test]
async fn the_method_says_when_an_answer_waits() {
    let mut app = TestApp::new().await;
    let method = app.get("/method").await;
    for rule in [
        "it says anything in words",
        "more than 3 times those before; sums under $300 and fewer than 40 hours a month are no jump",
        "it comes sooner than 28 days after what was told last",
        "it lifts the report to where we ask for proof",
    ] {
        assert!(method.says(rule), "{rule}");
    }
}
