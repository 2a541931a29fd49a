use crate::support::TestApp;
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};

#[tokio::test]
async fn a_form_sent_from_another_site_is_refused_and_its_words_come_back() {
    let request = Request::post("/limits")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "cross-site")
        .body(Body::from("story=Six+weeks+of+work&password=hush"));

    let answer = TestApp::new().await.send(request.unwrap()).await;

    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert_eq!(answer.all("textarea"), ["Six weeks of work"]);
    assert!(!answer.body.contains("hush"));
}

#[tokio::test]
async fn what_is_not_there_is_a_page_of_our_own() {
    let mut app = TestApp::new().await;
    for url in ["/no/such/page", "/paths/%00", "/paths/%ff", "/limits/%2e%2e"] {
        let page = app.get(url).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{url}");
        assert_eq!(page.all("h1"), ["No page here"], "{url}");
    }
}

#[tokio::test]
async fn every_answer_carries_the_headers() {
    let mut app = TestApp::new().await;
    for url in ["/limits", "/no/such/page", "/assets/none.css"] {
        let headers = app.get(url).await.headers;
        let policy = headers.get(header::CONTENT_SECURITY_POLICY).unwrap().to_str().unwrap();
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{url}");
        assert!(headers.contains_key(header::X_CONTENT_TYPE_OPTIONS), "{url}");
        assert!(!headers.contains_key(header::SET_COOKIE), "{url}");
    }
}

#[tokio::test]
async fn a_body_that_is_too_large_is_413() {
    let request = Request::post("/limits")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(vec![b'a'; 3_000_000]));

    assert_eq!(TestApp::new().await.send(request.unwrap()).await.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn a_page_that_has_not_changed_is_not_sent_again() {
    let mut app = TestApp::new().await;
    let tag = app.get("/limits").await.headers.get(header::ETAG).unwrap().clone();
    let again = Request::get("/limits").header(header::IF_NONE_MATCH, tag).body(Body::empty());

    let answer = app.send(again.unwrap()).await;

    assert_eq!((answer.status, answer.body.as_str()), (StatusCode::NOT_MODIFIED, ""));
}

#[tokio::test]
async fn without_its_database_the_program_lives_and_says_that_it_is_not_ready() {
    let mut app = TestApp::new().await;
    assert_eq!(app.get("/readyz").await.status, StatusCode::OK);

    app.database.pool().close().await;

    assert_eq!(app.get("/healthz").await.status, StatusCode::OK);
    let away = app.get("/readyz").await;
    assert_eq!(away.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(away.headers.contains_key(header::RETRY_AFTER));
}
