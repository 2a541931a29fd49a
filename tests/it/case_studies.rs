use crate::support::{TestApp, a_case, a_path};
use axum::http::StatusCode;

/// Two paths with three endings.
async fn a_small_directory() -> TestApp {
    let app = TestApp::new().await;
    let db = app.database.pool();
    let content = a_path("content-creation").name("Content creation").insert(&db).await;
    let tools = a_path("ai-tools").name("Small AI tools").insert(&db).await;
    a_case("blog").title("A blog").outcome("worked").monthly(120_000).year(2025).insert(&db, content).await;
    a_case("pictures").title("Pictures").outcome("failed").insert(&db, content).await;
    a_case("assistant").title("An assistant").outcome("failed").year(2024).insert(&db, tools).await;
    app
}

#[tokio::test]
async fn the_list_stands_in_the_order_of_the_paths_so_that_endings_mix() {
    let mut app = a_small_directory().await;
    let page = app.get("/cases").await;
    assert_eq!(page.all(".case h2"), ["A blog", "Pictures", "An assistant"]);
    assert_eq!(page.all(".case .out"), ["Worked", "Failed", "Failed"]);
    assert_eq!(page.all(".count"), ["3 case studies"]);
    assert_eq!(app.get("/cases?sort=ending").await.all(".case .out"), ["Failed", "Failed", "Worked"]);
    assert_eq!(
        app.get("/cases?sort=newest").await.all(".case h2"),
        ["A blog", "An assistant", "Pictures"],
        "what has no year stands last"
    );
}

#[tokio::test]
async fn facets_narrow_the_list_and_count_what_each_value_would_show() {
    let mut app = a_small_directory().await;
    let page = app.get("/cases?outcome=failed&path=content-creation&path=nonsense").await;
    assert_eq!(page.all(".case h2"), ["Pictures"]);
    assert_eq!(page.all(".count"), ["1 of 3 case studies"]);
    assert_eq!(page.attributes("input[disabled][name=outcome]", "value"), ["mixed", "unclear"]);
    let address = "/cases?path=content-creation&outcome=failed";
    assert!(page.attributes("link[rel=canonical]", "href")[0].ends_with(address), "{}", page.body);
    assert_eq!(page.attributes(".chip", "href"), ["/cases?outcome=failed", "/cases?path=content-creation"]);

    for (narrowed, found) in
        [("income=500_1999", "A blog"), ("year=2024", "An assistant"), ("year=not_stated", "Pictures")]
    {
        assert_eq!(app.get(&format!("/cases?{narrowed}")).await.all(".case h2"), [found], "{narrowed}");
    }
}

#[tokio::test]
async fn nothing_found_says_so_and_leads_on() {
    let mut app = a_small_directory().await;
    let page = app.get("/cases?outcome=worked&year=2024").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.says("No case study matches all of these filters."));
    assert_eq!(page.all(".chip").len(), 2);
    assert_eq!(page.attributes("meta[name=robots]", "content"), ["noindex"]);
}

#[tokio::test]
async fn what_the_source_leaves_out_is_printed_as_not_stated() {
    let mut app = a_small_directory().await;
    let page = app.get("/cases/pictures").await;
    assert_eq!(page.all("h1"), ["Pictures"]);
    assert!(page.all(".facts .unk").len() >= 5, "{}", page.body);
    assert_eq!(page.all(".page-head .out"), ["Failed"]);
    assert_eq!(page.all("aside.toc li")[0], "A blog (Worked)");
    assert!(page.says("An article; path 1"));

    let told = app.get("/cases/blog").await;
    assert!(
        told.all(".facts dd").iter().any(|fact| fact.starts_with("About $1200 a month")),
        "{}",
        told.body
    );
}

#[tokio::test]
async fn a_case_that_is_not_there_is_404() {
    let mut app = TestApp::new().await;
    for url in ["/cases/none", "/cases/%00", "/cases/A%20b"] {
        assert_eq!(app.get(url).await.status, StatusCode::NOT_FOUND, "{url}");
    }
}
