//! Whatever somebody writes, it stays words on every page that shows it: no element, attribute or script comes of it.

use crate::support::{Answer, SomebodyElse, TestApp, a_start, a_submission, send};
use axum::{
    body::Body,
    http::{Request, header},
};
use scraper::{Html, Node};

/// Each would leave an element, an attribute or an address with `xss` in its name, were it not escaped.
const PAYLOADS: [&str; 24] = [
    "<xss-a>",
    "</title><xss-b>",
    "</textarea><xss-c>",
    "</script><script xss-d>alert(1)</script>",
    "<img src=x xss-e onerror=alert(1)>",
    "<svg/onload=alert(1) xss-f>",
    "\"><xss-g>",
    "' xss-h='",
    "\" xss-i=\"",
    "\" onfocus=xss() autofocus x=\"",
    "<!--><xss-j>",
    "--><xss-k>",
    "]]><xss-l>",
    "<![CDATA[><xss-m>]]>",
    "<a href=javascript:xss()>x</a>",
    "<mark><xss-n></mark>",
    "</mark><xss-o>",
    "<math><mtext></form><xss-p>",
    "<noscript><p title=\"</noscript><xss-q>\">",
    "<style>@import 'xss'</style>",
    "<base href=//xss.example>",
    "<meta http-equiv=refresh content=0;url=//xss.example>",
    "&lt;xss-r&gt;&#60;xss-s&#62;",
    "${xss}{{xss}}{% xss %}<%= xss %>\u{2028}<xss-t>",
];

/// The fields of a report that hold whatever somebody likes.
const FREE: [&str; 5] = ["tools", "headline", "what_i_did", "what_went_wrong", "tell_a_friend"];

#[tokio::test]
async fn what_a_report_says_is_never_markup() {
    let mut app = TestApp::new().await;
    let mut mara = app.moderator("mara").await;
    for payload in PAYLOADS {
        let prose = format!("{payload} smuggled gold ").repeat(80 / payload.len() + 3);
        let line: String = format!("{payload} gold").chars().take(60).collect();
        let mut report = a_submission().with("email", "gold@example.org").with("may_contact", "yes");
        for field in FREE {
            report = report.with(field, if field == "tools" || field == "headline" { &line } else { &prose });
        }
        let link = report.send(&mut app).await;
        for page in ["", "/what", "/when", "/money", "/story", "/consent", "/check", "/sent", "/take-down"] {
            assert_only_words(&app.get(&format!("{link}{page}")).await, payload);
        }
        let shown = publish(&mut mara, &prose).await;
        assert_only_words(&shown, payload);
        let public: i64 = sqlx::query_scalar("select max(id) from experiences")
            .fetch_one(&app.database.pool())
            .await
            .unwrap();
        let page = app.get(&format!("/experiences/{public}")).await;
        assert!(page.body.contains("smuggled gold"), "{payload:?} is shown");
        assert_only_words(&page, payload);
    }
    for page in [
        "/",
        "/experiences",
        "/experiences?sort=oldest",
        "/paths/content-creation",
        "/log",
        "/search?q=smuggled",
        "/search?q=gold&kind=experiences",
        "/search?q=script+or+mark+or+xss",
        "/sitemap/experiences/1",
    ] {
        assert_only_words(&app.get(page).await, page);
    }
    for page in ["/admin", "/admin/items/1", "/admin/items/2"] {
        assert_only_words(&mara.get(page).await, page);
    }
}

/// Reads the newest report and lets it go public, with `message` for its author; gives the preview.
async fn publish(mara: &mut SomebodyElse, message: &str) -> Answer {
    let claimed = mara.post("/admin/claims", &[]).await.location().to_owned();
    let page = mara.get(&claimed).await;
    assert_only_words(&page, message);
    let version = page.attributes("input[name=version]", "value").concat();
    let approval = format!("{claimed}/approval");
    let words = [("version", version.as_str()), ("message", message), ("note", message)];
    let preview = mara.post(&approval, &words).await;
    let previewed = preview.attributes("input[name=previewed]", "value").concat();
    let confirmed = [words.as_slice(), &[("previewed", previewed.as_str()), ("confirmed", "yes")]].concat();
    assert_eq!(mara.post(&approval, &confirmed).await.status, 303);
    assert_only_words(&mara.post(&approval, &confirmed).await, message);
    preview
}

#[tokio::test]
async fn what_a_form_or_an_address_holds_is_never_markup_when_it_is_said_back() {
    let mut app = TestApp::new().await;
    let start = a_start().begin(&mut app).await;
    for payload in PAYLOADS {
        let name = serde_html_form::to_string([
            (payload, payload),
            ("q", payload),
            ("next", payload),
            ("text", payload),
        ])
        .unwrap();
        for page in [
            "/search",
            "/paths",
            "/experiences",
            "/cases",
            "/log",
            "/admin/sign-in",
            "/paths/compare",
            "/check",
        ] {
            assert_only_words(&app.get(&format!("{page}?{name}")).await, payload);
        }
        let escaped = serde_html_form::to_string([("x", payload)]).unwrap().replace('+', "%20");
        assert_only_words(&app.get(&format!("/paths/{}", &escaped[2..])).await, payload);
        assert_only_words(
            &app.post("/admin/sign-in", &[("name", payload), ("next", payload)]).await,
            payload,
        );
        for page in ["what", "when", "money", "story", "consent"] {
            let fields = [
                "tools",
                "start_day",
                "start_year",
                "budget",
                "stop_if_below",
                "headline",
                "if_copied",
                "email",
            ];
            let form = fields.map(|field| (field, payload));
            assert_only_words(&app.post(&format!("{start}/{page}"), &form).await, payload);
        }
        assert_only_words(&app.get(&format!("{start}/check")).await, payload);
        assert_only_words(&send(&mut app, &start).await, payload);
        let foreign = Request::post("/share")
            .header("sec-fetch-site", "cross-site")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(name));
        assert_only_words(&app.send(foreign.unwrap()).await, payload);
    }
}

fn assert_only_words(page: &Answer, told: &str) {
    let parsed = Html::parse_document(&page.body);
    for node in parsed.tree.values() {
        match node {
            Node::Element(element) => {
                let name = element.name();
                assert!(
                    !name.contains("xss") && !["base", "iframe", "style"].contains(&name),
                    "{told:?}: <{name}>"
                );
                for (name, value) in element.attrs() {
                    let runs = value.trim().to_ascii_lowercase().starts_with("javascript:");
                    let foreign = name.contains("xss") || name.starts_with("on") || name == "http-equiv";
                    assert!(!foreign && !runs, "{told:?}: {name}={value:?}");
                }
            }
            Node::Comment(comment) => assert!(!comment.contains("xss"), "{told:?}: {comment:?}"),
            _ => {}
        }
    }
    for (script, src) in page.all("script").iter().zip(sources(&parsed)) {
        let data = serde_json::from_str::<serde_json::Value>(script).is_ok();
        assert!(data || src.is_some_and(|src| src.starts_with("/assets/")), "{told:?}: {script:?}");
    }
}

/// Where each script comes from; none for one that is on the page itself.
fn sources(page: &Html) -> Vec<Option<&str>> {
    page.select(&scraper::Selector::parse("script").unwrap()).map(|script| script.attr("src")).collect()
}
