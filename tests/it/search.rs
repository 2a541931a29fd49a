use crate::support::{TestApp, a_case, a_path};
use axum::{
    body::Body,
    http::{Request, StatusCode},
};

async fn a_small_directory() -> TestApp {
    let app = TestApp::new().await;
    let db = app.database.pool();
    let consulting = a_path("consulting").name("Consulting for small firms").insert(&db).await;
    a_case("law-firm").title("Workflows for a law firm").outcome("worked").insert(&db, consulting).await;
    a_case("studio").title("An <annotation> studio").outcome("failed").insert(&db, consulting).await;
    app
}

#[tokio::test]
async fn words_find_paths_and_case_studies_whatever_their_form() {
    let mut app = a_small_directory().await;
    let page = app.get("/search?q=firm").await;
    assert_eq!(page.all(".count"), ["2 results"]);
    let mut found = page.all(".rep h2");
    found.sort();
    assert_eq!(found, ["Consulting for small firms", "Workflows for a law firm"]);
    assert_eq!(app.get("/search?q=story").await.all("mark"), ["story", "story"]);
    assert_eq!(app.get("/search?q=firm+-law").await.all(".rep h2"), ["Consulting for small firms"]);
}

#[tokio::test]
async fn kinds_narrow_the_results_and_say_how_many_each_has() {
    let mut app = a_small_directory().await;
    let page = app.get("/search?q=firm&kind=cases").await;
    assert_eq!(page.all(".rep h2"), ["Workflows for a law firm"]);
    assert_eq!(page.all(".rep .out"), ["Worked"]);
    assert_eq!(page.all("input[name=kind] ~ .c"), ["1 result", "1 result", "0 results"]);
}

#[tokio::test]
async fn a_slip_of_the_pen_finds_what_is_called_alike_and_says_so() {
    let mut app = a_small_directory().await;
    let page = app.get("/search?q=consultng").await;
    assert_eq!(page.all(".count"), ["0 results"]);
    assert_eq!(page.all(".rep h2"), ["Consulting for small firms"]);
    assert!(page.says("Nothing here has those words. This one is called by similar ones"));
    let other = app.get("/search?q=anotation").await;
    assert_eq!(other.all(".rep h2"), ["An <annotation> studio"]);
}

#[tokio::test]
async fn nothing_found_leads_on() {
    let mut app = a_small_directory().await;
    let page = app.get("/search?q=zeppelin").await;
    assert!(page.says("Nothing here has those words"));
    assert!(page.attributes("main a", "href").contains(&"/paths".to_owned()));
    assert_eq!(page.attributes("meta[name=robots]", "content"), ["noindex"]);
}

#[tokio::test]
async fn hostile_words_get_an_ordinary_answer() {
    let mut app = a_small_directory().await;
    let long = format!("q={}", "ab+".repeat(3_333));
    let strange = [
        "q=%00",
        "q=%FF%FE",
        "q=%27%22%5C",
        "q=%22%22%22+or+-+%26+%7C+%21+%28",
        "q=a:*%3C-%3E!!",
        "q=%3Cscript%3Ealert(1)%3C/script%3E",
        "q=%02%03%02",
        "q=%25%5F%25",
        "q=firm&page=99999999999",
        "q=firm&page=-1&kind=nonsense&kind[]=x",
        "q=the",
        "q=%E2%80%AE%F0%9F%98%80",
        long.as_str(),
    ];
    for query in strange {
        let page = app.get(&format!("/search?{query}")).await;
        assert_eq!(page.status, StatusCode::OK, "{query}");
        assert!(!page.body.contains("<script>"), "{query}");
    }
}

#[tokio::test]
async fn a_page_too_far_is_the_last_one() {
    let mut app = a_small_directory().await;
    assert_eq!(app.get("/search?q=firm&page=7").await.all(".rep").len(), 2);
}

#[tokio::test]
async fn searching_too_often_is_refused_for_a_while() {
    let mut app = TestApp::with(&["--rate-search=2/minute"]).await;
    for status in [StatusCode::OK, StatusCode::OK, StatusCode::TOO_MANY_REQUESTS] {
        assert_eq!(app.get("/search?q=firm").await.status, status);
    }
    assert_eq!(app.get("/search").await.status, StatusCode::OK, "the empty box costs nothing");
}

/// Every address that can be read, with something in place of what is different each time.
fn addresses() -> Vec<String> {
    let routes = firstbucket::app::routes();
    let read = routes.listed().iter().filter(|route| route.method == "GET");
    let filled = |path: &str| {
        let parts = path.split('/').map(|part| if part.starts_with('{') { "1" } else { part });
        parts.collect::<Vec<_>>().join("/")
    };
    read.map(|route| filled(&route.path)).collect()
}

#[tokio::test]
async fn wherever_words_are_looked_for_the_limit_of_searches_counts() {
    let mut site = TestApp::with(&["--rate-search=1/hour"]).await;
    assert_eq!(site.get("/feeds/experiences.atom?q=tea").await.status, StatusCode::OK);
    for address in addresses() {
        for query in ["q=tea", "%71=tea", "sort=newest&q=&q=tea"] {
            for method in ["GET", "HEAD"] {
                let request = Request::builder().method(method).uri(format!("{address}?{query}"));
                let answer = site.send(request.body(Body::empty()).unwrap()).await;
                assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS, "{method} {address}?{query}");
                assert!(answer.headers.contains_key("retry-after"));
            }
        }
        for query in ["", "?sort=newest", "?q=", "?q=+%E2%80%8B"] {
            let answer = site.get(&format!("{address}{query}")).await;
            assert_ne!(answer.status, StatusCode::TOO_MANY_REQUESTS, "{address}{query}");
        }
    }
    let known = Request::get("/search?q=tea").header("if-none-match", "*").body(Body::empty()).unwrap();
    assert_eq!(site.send(known).await.status, StatusCode::TOO_MANY_REQUESTS, "known to the browser or not");
}
