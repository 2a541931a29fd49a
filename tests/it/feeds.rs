//! News for feed readers, read by a strict XML parser.

use crate::support::{Answer, TestApp, an_experience};
use axum::http::{StatusCode, header};
use roxmltree::{Document, Node};
use std::collections::BTreeSet;

const ATOM: &str = "http://www.w3.org/2005/Atom";

/// The texts of every element of this name, inside entries only.
fn in_entries(answer: &Answer, name: &str) -> Vec<String> {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    assert_eq!(answer.headers[header::CONTENT_TYPE], "application/atom+xml; charset=utf-8");
    let feed = Document::parse(&answer.body).unwrap();
    let entries = feed.descendants().filter(|node| node.has_tag_name((ATOM, "entry")));
    let found = entries.flat_map(|entry| entry.children().collect::<Vec<_>>());
    let found = found.filter(|node| node.has_tag_name((ATOM, name)));
    found.map(|node| node.text().unwrap_or_default().to_owned()).collect()
}

#[tokio::test]
async fn a_feed_has_what_the_standard_asks_for() {
    let mut app = TestApp::with(&["--base-url=https://first.example:8443"]).await;
    let id = an_experience().publish(&app.database.pool()).await;

    let answer = app.get("/feeds/experiences.atom?status=earning&status=bogus").await;

    assert!(!answer.headers.contains_key(header::SET_COOKIE) && answer.headers.contains_key(header::ETAG));
    assert_eq!(in_entries(&answer, "id"), [format!("tag:first.example,2026:experience/{id}")]);
    let feed = Document::parse(&answer.body).unwrap();
    let root = feed.root_element();
    let own = |name: &str| root.children().find(|node| node.has_tag_name((ATOM, name))).unwrap();
    assert_eq!(own("id").text(), Some("tag:first.example,2026:feeds/experiences.atom?status=earning"));
    assert!(own("author").descendants().any(|node| node.has_tag_name((ATOM, "name"))));
    assert_eq!(own("updated").text().map(str::to_owned), in_entries(&answer, "updated").first().cloned());
    let links: BTreeSet<_> = root.descendants().filter_map(|node| node.attribute("href")).collect();
    let at = |path: &str| format!("https://first.example:8443{path}");
    for link in [
        "/feeds/experiences.atom?status=earning",
        "/experiences?status=earning",
        &format!("/experiences/{id}"),
    ] {
        assert!(links.contains(at(link).as_str()), "{link} is not among {links:?}");
    }
}

#[tokio::test]
async fn a_hostile_headline_stays_words() {
    let mut app = TestApp::new().await;
    let headline = "]]><script>alert(1)</script> & \"it's\" \u{ffff}\u{fffe} &#0; 日本 🪣";
    an_experience().titled(headline).publish(&app.database.pool()).await;

    let answer = app.get("/feeds/experiences.atom").await;

    let said = headline.replace(['\u{ffff}', '\u{fffe}'], "\u{fffd}");
    assert_eq!(in_entries(&answer, "title"), [said]);
    let feed = Document::parse(&answer.body).unwrap();
    assert!(!feed.descendants().any(|node: Node<'_, '_>| node.tag_name().name() == "script"));
}

#[tokio::test]
async fn filters_of_a_feed_are_those_of_the_page() {
    let mut app = TestApp::new().await;
    let db = app.database.pool();
    an_experience().titled("A loss of money").monthly(-20).publish(&db).await;
    an_experience().titled("A gain of money").publish(&db).await;
    an_experience().titled("Another path").on("consulting").publish(&db).await;

    for (address, titles) in [
        ("/feeds/experiences.atom", &["Another path", "A gain of money", "A loss of money"][..]),
        ("/feeds/experiences.atom?monthly_net=loss", &["A loss of money"]),
        ("/feeds/experiences.atom?q=gain", &["A gain of money"]),
        ("/feeds/paths/content-creation.atom", &["A gain of money", "A loss of money"]),
        ("/feeds/paths/investing.atom", &[]),
    ] {
        assert_eq!(in_entries(&app.get(address).await, "title"), titles, "{address}");
    }
    for address in
        ["/feeds/paths/none.atom", "/feeds/paths/consulting", "/feeds/paths/%00.atom", "/feeds/none.atom"]
    {
        assert_eq!(app.get(address).await.status, StatusCode::NOT_FOUND, "{address}");
    }
}

#[tokio::test]
async fn an_amended_report_keeps_its_name_and_has_a_new_date() {
    let mut app = TestApp::new().await;
    let db = app.database.pool();
    an_experience().publish(&db).await;
    let before = app.get("/feeds/experiences.atom").await;
    sqlx::query("update experiences set amended_at = published_at + interval '3 days'")
        .execute(&db)
        .await
        .unwrap();
    let after = app.get("/feeds/experiences.atom").await;
    assert_eq!(in_entries(&before, "id"), in_entries(&after, "id"));
    assert_eq!(in_entries(&before, "published"), in_entries(&after, "published"));
    assert!(in_entries(&before, "updated") < in_entries(&after, "updated"));
}

#[tokio::test]
async fn the_log_tells_nothing_before_its_time() {
    let mut app = TestApp::new().await;
    let db = app.database.pool();
    let id = an_experience().publish(&db).await;
    let mara = app.moderator("mara").await;
    drop(mara);
    for (action, wait) in
        [("approved", "-1 minute"), ("rejected", "5 days"), ("rejected", "-2 days"), ("rejected", "-2 days")]
    {
        sqlx::query(
            "insert into moderation_events (item_id, submission_id, account_id, role, handle, action, reason_codes, path_id, \
             outcome_class, experience_id, at, public_from) \
             select 1, 1, a.id, a.role, a.handle, $1, case when $1 = 'rejected' then array['spam'] else '{}' end, p.id, 'zero', \
             case when $1 = 'approved' then $3 end, date_trunc('hour', now()) - interval '3 days', \
             date_trunc('day', now()) + $2::text::interval \
             from accounts a, paths p where p.slug = 'consulting' limit 1",
        )
        .bind(action)
        .bind(wait)
        .bind(id)
        .execute(&db)
        .await
        .unwrap();
    }
    let answer = app.get("/feeds/log.atom").await;
    assert_eq!(
        in_entries(&answer, "title"),
        [
            "Published: Consulting for small firms",
            "Refused: Consulting for small firms",
            "Refused: Consulting for small firms"
        ]
    );
    let names: BTreeSet<String> = in_entries(&answer, "id").into_iter().collect();
    assert_eq!(names.len(), 3, "{names:?}");
    assert!(in_entries(&answer, "summary")[1].starts_with("Week of "), "{}", answer.body);
}

#[tokio::test]
async fn pages_name_their_feeds() {
    let mut app = TestApp::new().await;
    an_experience().publish(&app.database.pool()).await;
    for (page, feed) in [
        ("/experiences", "/feeds/experiences.atom"),
        ("/experiences?sort=oldest&path=consulting", "/feeds/experiences.atom?path=consulting"),
        ("/paths/consulting", "/feeds/paths/consulting.atom"),
        ("/log", "/feeds/log.atom"),
    ] {
        let links = app.get(page).await.attributes("link[type='application/atom+xml']", "href");
        assert_eq!(links, [feed], "{page}");
        in_entries(&app.get(feed).await, "id");
    }
}
