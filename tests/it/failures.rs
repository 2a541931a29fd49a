use crate::support::{TestApp, a_submission};
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use std::time::{Duration, Instant};

#[tokio::test]
async fn a_form_that_fails_gives_its_words_back_but_never_those_of_another_site() {
    let app = TestApp::with(&["--base-url=http://bucket.example"]).await;
    for (told, status, given_back) in [
        (&[("sec-fetch-site", "same-origin")][..], StatusCode::METHOD_NOT_ALLOWED, true),
        (&[("origin", "null")], StatusCode::METHOD_NOT_ALLOWED, true),
        (&[], StatusCode::FORBIDDEN, true),
        (&[("sec-fetch-site", "cross-site")], StatusCode::FORBIDDEN, false),
        (&[("sec-fetch-site", "same-site")], StatusCode::FORBIDDEN, false),
        (&[("sec-fetch-site", "cross-site"), ("origin", "null")], StatusCode::FORBIDDEN, false),
        (&[("origin", "http://evil.example")], StatusCode::FORBIDDEN, false),
    ] {
        for url in ["/limits", "/share", "/m/nobody/story", "/admin/claims", "/no/such/page"] {
            let mut request = Request::post(url)
                .header(header::HOST, "bucket.example")
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
            for (name, value) in told {
                request = request.header(*name, *value);
            }
            let body = Body::from("story=Six+weeks+of+work&password=hush");
            let answer = app.send(request.body(body).unwrap()).await;
            assert!(url != "/limits" || answer.status == status, "{url} {told:?}: {}", answer.status);
            let is_page_of_its_own = answer.status == StatusCode::UNPROCESSABLE_ENTITY;
            assert!(is_page_of_its_own || answer.says("Six weeks of work") == given_back, "{url} {told:?}");
            assert!(!answer.body.contains("hush"), "{url} {told:?}");
        }
    }
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
        .header("sec-fetch-site", "same-origin")
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

    app.database.program_pool().close().await;

    assert_eq!(app.get("/healthz").await.status, StatusCode::OK);
    let away = app.get("/readyz").await;
    assert_eq!(away.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(away.headers.contains_key(header::RETRY_AFTER));
}

#[tokio::test]
async fn nobody_keeps_or_learns_of_a_private_page_failures_among_them() {
    let mut app = TestApp::new().await;
    let link = a_submission().begin(&mut app).await;
    let mara = app.moderator("mara").await;
    for (method, url, site, body, status) in [
        ("GET", link.clone(), "none", 0, StatusCode::OK),
        ("HEAD", link.clone(), "none", 0, StatusCode::OK),
        ("GET", format!("{link}/nothing"), "none", 0, StatusCode::NOT_FOUND),
        ("GET", format!("/m/{}", "0".repeat(26)), "none", 0, StatusCode::NOT_FOUND),
        ("DELETE", link.clone(), "none", 0, StatusCode::METHOD_NOT_ALLOWED),
        ("POST", format!("{link}/erase"), "cross-site", 9, StatusCode::FORBIDDEN),
        ("POST", format!("{link}/story"), "same-origin", 300_000, StatusCode::PAYLOAD_TOO_LARGE),
        ("GET", "/admin".into(), "none", 0, StatusCode::OK),
        ("GET", "/admin/nothing".into(), "none", 0, StatusCode::NOT_FOUND),
        ("POST", "/admin/claims".into(), "cross-site", 9, StatusCode::FORBIDDEN),
    ] {
        let request = Request::builder()
            .method(method)
            .uri(&url)
            .header("sec-fetch-site", site)
            .header(header::COOKIE, mara.cookie.clone().unwrap())
            .header(header::ACCEPT_ENCODING, "gzip")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let answer = app.send(request.body(Body::from(vec![b'a'; body])).unwrap()).await;
        let told = format!("{method} {url} {site}");
        assert_eq!(answer.status, status, "{told}");
        for (name, value) in [
            ("cache-control", "no-store"),
            ("referrer-policy", "same-origin"),
            ("x-robots-tag", "noindex, nofollow"),
        ] {
            assert_eq!(answer.headers.get(name).unwrap(), value, "{told}");
        }
        for name in ["etag", "content-encoding"] {
            assert!(!answer.headers.contains_key(name), "{told}: {name}");
        }
        let mut machines = answer.attributes("head [href]", "href");
        machines.extend(answer.attributes("head [content]", "content"));
        assert!(!machines.concat().contains(&link), "{told}: {machines:?}");
    }
}

#[tokio::test]
async fn a_request_is_numbered_by_us_whatever_it_calls_itself() {
    let request = Request::get("/limits").header("x-request-id", "somebody's own").body(Body::empty());
    let headers = TestApp::new().await.send(request.unwrap()).await.headers;
    assert_eq!(headers.get_all("x-request-id").iter().count(), 1);
    assert_ne!(headers["x-request-id"], "somebody's own");
}

#[tokio::test]
async fn while_a_table_is_locked_the_answer_comes_in_time_with_every_word() {
    let mut app = TestApp::new().await;
    let link = a_submission().begin(&mut app).await;
    let db = app.database.pool();
    let mut holder = db.begin().await.unwrap();
    sqlx::query("lock table submissions").execute(&mut *holder).await.unwrap();

    let begin = Instant::now();
    let told = [("headline", "Six weeks of work"), ("what_i_did", "Drew <maps> & sold them")];
    let away = app.post(&format!("{link}/story"), &told).await;

    assert!(begin.elapsed() < Duration::from_secs(6), "{:?}", begin.elapsed());
    assert_eq!(away.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(away.headers.contains_key(header::RETRY_AFTER));
    assert_eq!(away.all("textarea"), ["Six weeks of work", "Drew <maps> & sold them"]);
    assert_eq!(app.get("/healthz").await.status, StatusCode::OK);
    holder.rollback().await.unwrap();
    assert_eq!(app.post(&format!("{link}/story"), &told).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn whoever_finds_no_connection_free_is_told_in_time_when_to_come_again() {
    let mut app = TestApp::with(&["--request-seconds=1"]).await;
    let db = app.database.program_pool();
    let mut taken = Vec::new();
    for _ in 0..db.options().get_max_connections() {
        taken.push(db.acquire().await.unwrap());
    }

    let away = app.get("/paths").await;

    assert_eq!(away.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(away.headers.contains_key(header::RETRY_AFTER), "the deadline's own answer says it too");
    assert_eq!(app.get("/healthz").await.status, StatusCode::OK);
    drop(taken);
    assert_eq!(app.get("/paths").await.status, StatusCode::OK);
}
