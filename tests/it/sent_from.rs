//! Forms of our own pages are taken from every browser, over plain http and behind proxies; those of other pages are not.

use crate::support::{Answer, TestApp, a_submission};
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use firstbucket::app;

const SITE: &str = "http://bucket.example:3000";

/// What browsers say of a form that one of our own pages sent, by way of what they are and what stands between.
const OWN: [(&str, &[(&str, &str)]); 6] = [
    ("a browser of today over https", &[("sec-fetch-site", "same-origin"), ("origin", SITE)]),
    ("one over plain http", &[("origin", SITE)]),
    ("one behind a proxy that changes Host", &[("origin", SITE), ("host", "127.0.0.1:4000")]),
    (
        "one that is known by another name of this machine",
        &[("origin", "http://10.1.2.3"), ("host", "10.1.2.3")],
    ),
    ("one that hides the referrer, over plain http", &[("origin", "null")]),
    ("the same through something that empties a header", &[("origin", "null"), ("sec-fetch-site", "")]),
];

/// What they say of a form that another page sent.
const FOREIGN: [&[(&str, &str)]; 8] = [
    &[("sec-fetch-site", "cross-site"), ("origin", "http://evil.example")],
    &[("sec-fetch-site", "cross-site"), ("origin", "null")],
    &[("sec-fetch-site", "same-site"), ("origin", "http://bucket.example:4000")],
    &[("sec-fetch-site", "cross-site")],
    &[("origin", "http://evil.example")],
    &[("origin", "http://bucket.example:4000")],
    &[("origin", "https://bucket.example:3000.evil.example")],
    &[("origin", "null, http://bucket.example:3000")],
];

async fn send(app: &TestApp, url: &str, told: &[(&str, &str)], cookie: Option<&str>, form: String) -> Answer {
    let mut request = Request::post(url).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    for (name, value) in told {
        request = request.header(*name, *value);
    }
    if !told.iter().any(|(name, _)| *name == "host") {
        request = request.header(header::HOST, "bucket.example:3000");
    }
    if let Some(cookie) = cookie {
        request = request.header(header::COOKIE, cookie);
    }
    app.send(request.body(Body::from(form)).unwrap()).await
}

#[tokio::test]
async fn a_form_of_our_own_page_is_taken_whatever_its_browser_hides() {
    let mut app = TestApp::with(&["--base-url", SITE]).await;
    let link = a_submission().begin(&mut app).await;
    let policy = &app.get(&link).await.headers[header::REFERRER_POLICY];
    assert_eq!(policy, "same-origin", "with another, browsers would not send Origin to our own pages");
    for (browser, told) in OWN {
        let saved = send(&app, &format!("{link}/story"), told, None, "headline=Kept".into()).await;
        assert_ne!(saved.status, StatusCode::FORBIDDEN, "{browser}");
        assert_eq!(
            app.get(&format!("{link}/story")).await.attributes("#headline", "value"),
            ["Kept"],
            "{browser}"
        );
        let key = app.get("/share").await.attributes("[name=form_key]", "value").swap_remove(0);
        let begun = send(&app, "/share", told, None, format!("form_key={key}&kind=told_afterwards")).await;
        assert!(begun.location().starts_with("/m/"), "{browser}: {} {}", begun.status, begun.body);
    }
}

/// No browser of today sends a form so; over https none sends `null` alone. Mail programs and whoever asks the API are no
/// browsers.
#[tokio::test]
async fn a_form_without_a_word_on_where_it_comes_from_changes_nothing_and_keeps_its_words() {
    const OVER_HTTPS: &str = "https://bucket.example";
    for (site, silent) in [
        (SITE, &[&[][..], &[("origin", "")], &[("sec-fetch-site", "")]][..]),
        (OVER_HTTPS, &[&[], &[("origin", "null")], &[("origin", "null"), ("sec-fetch-site", "")]]),
    ] {
        let mut app = TestApp::with(&["--base-url", site]).await;
        let link = a_submission().begin(&mut app).await;
        let mut refused = 0;
        for route in app::routes().listed().iter().filter(|route| route.method == "POST" && !route.by_mail) {
            let url = route.path.replace("/m/{secret}", &link).replace(['{', '}'], "");
            for told in silent {
                let answer = send(&app, &url, told, None, "headline=Never+kept".into()).await;
                assert_eq!(answer.status, StatusCode::FORBIDDEN, "{url} {told:?}");
                assert!(answer.says("did not say which page this came from"), "{url} {told:?}");
                assert!(answer.says("Never kept"), "{url} {told:?}");
                refused += 1;
            }
        }
        assert!(refused >= 180, "only {refused} were tried");
        let api = send(&app, "/api/v1/paths", &[], None, String::new()).await;
        assert_eq!(api.status, StatusCode::METHOD_NOT_ALLOWED);
    }
    let of_mail = app::routes().listed().iter().filter(|route| route.by_mail).count();
    assert_eq!(of_mail, 1, "the end of all letters");
}

#[tokio::test]
async fn a_form_of_another_page_changes_nothing_anywhere() {
    let mut app = TestApp::with(&["--base-url", SITE]).await;
    let link = a_submission().begin(&mut app).await;
    let cookie = app.moderator("mara").await.cookie.unwrap();
    let mut refused = 0;
    for route in app::routes().listed().iter().filter(|route| route.method == "POST") {
        let url = route.path.replace("/m/{secret}", &link).replace(['{', '}'], "");
        for told in FOREIGN {
            let answer = send(&app, &url, told, Some(&cookie), String::new()).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{url} {told:?}");
            refused += 1;
        }
    }
    assert!(refused >= 192, "only {refused} were tried");
}

/// Over plain http such a form could come from anywhere.
#[tokio::test]
async fn staff_are_believed_only_if_their_browser_says_where_a_form_is_from() {
    let app = TestApp::with(&["--base-url", SITE]).await;
    let cookie = app.moderator("mara").await.cookie.unwrap();
    for route in app::routes().listed() {
        let url = route.path.replace(['{', '}'], "");
        if route.method != "POST" || !route.access.is_guarded() {
            continue;
        }
        for told in [&[("origin", "null")][..], &[("origin", "")], &[("sec-fetch-site", "")], &[]] {
            let answer = send(&app, &url, told, Some(&cookie), String::new()).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{url} {told:?}");
            assert!(answer.says("did not say which page this came from"), "{url} {told:?}");
        }
        let told = [("origin", SITE), ("host", "10.0.0.7")];
        let own = send(&app, &url, &told, Some(&cookie), String::new()).await;
        assert!(!own.says("did not say"), "{url}");
    }
}

#[tokio::test]
async fn where_a_browser_would_keep_no_sign_in_the_page_says_so_and_takes_no_password() {
    let app = TestApp::with(&["--base-url", SITE]).await;
    let invited = app.invited("mara").await;
    let page = async |url: &str, host: &str| {
        app.send(Request::get(url).header(header::HOST, host).body(Body::empty()).unwrap()).await
    };
    for url in ["/admin/sign-in", &invited] {
        for host in ["bucket.example:3000", "192.168.1.5:3000", "localhost.evil.example"] {
            assert!(page(url, host).await.says("over https only"), "{url} at {host}");
        }
        for host in ["localhost:3000", "127.0.0.1", "[::1]:3000"] {
            assert!(!page(url, host).await.says("over https only"), "{url} at {host}");
        }
        let form = "name=mara&password=seven+quiet+harbours&password_again=seven+quiet+harbours";
        let refused = send(&app, url, &[("origin", SITE)], None, form.into()).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{url}");
        assert!(refused.says("over https only") && !refused.body.contains("harbours"), "{url}");
    }
    // The link is not used up, and works where it leads to something.
    app.as_somebody_else().set_up("mara", &invited).await;
}

#[tokio::test]
async fn browsers_are_told_to_insist_on_https_only_where_the_site_is_under_it() {
    for (flags, told) in [
        (&["--base-url=http://bucket.example"][..], None),
        (&["--base-url=https://bucket.example"], Some("max-age=63072000")),
        (
            &["--base-url=https://bucket.example", "--hsts-subdomains"],
            Some("max-age=63072000; includeSubDomains"),
        ),
    ] {
        let mut app = TestApp::with(flags).await;
        for url in ["/limits", "/no/such/page", "/assets/none.css", "/healthz"] {
            let headers = app.get(url).await.headers;
            let header = headers.get(header::STRICT_TRANSPORT_SECURITY).map(|value| value.to_str().unwrap());
            assert_eq!(header, told, "{url} {flags:?}");
        }
    }
}
