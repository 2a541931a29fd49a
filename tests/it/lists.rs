//! What every list has in common: its last page, what its address asks for in vain, and slashes too many.

use crate::{
    moderation::with_mara,
    support::{SomebodyElse, TestApp, a_case, a_report, an_experience, sent},
};
use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use sqlx::PgPool;

/// Every list that has pages, each with more than ten rows and no more than twenty.
const PAGED: [(&str, &str); 9] = [
    ("/experiences?", ".reps .rep"),
    ("/cases?", ".case"),
    ("/search?q=client&", "#results .rep"),
    ("/log?", "[aria-label=Decisions] tbody tr"),
    ("/corrections?", "article"),
    ("/paths/content-creation/history?", "article"),
    ("/cases/extra-0/history?", "article"),
    ("/admin?", "table.q tbody tr"),
    ("/admin/people/log?", "table.q tbody tr"),
];

async fn with_lists() -> (TestApp, SomebodyElse) {
    let (app, _, db, path) = with_mara().await;
    for n in 0..11 {
        an_experience().titled(&format!("The same client, for the {n}th time")).publish(&db).await;
        sent(&db, &a_report(path)).await;
    }
    for slug in ["extra-0", "extra-1", "extra-2", "extra-3", "extra-4", "extra-5"] {
        a_case(slug).insert(&db, path).await;
    }
    write_history(&db).await;
    let ada = app.staff("ada", "admin").await;
    (app, ada)
}

/// Eleven decisions, edits of a path and of a case study, and changes of people.
async fn write_history(db: &PgPool) {
    let lines = "
        insert into moderation_events (item_id, submission_id, account_id, role, handle, action, path_id, outcome_class)
            select n, n, a.id, a.role, a.handle, 'approved', p.id, 'zero' from accounts a, generate_series(1, 11) n, paths p
            where a.name = 'mara' and p.slug = 'content-creation';
        with edited as (
            insert into edits (path_id, case_id, version, cause, why, account_id, role, handle)
                select p.id, case when of_case then c.id end, n, 'update', 'The world has changed.', a.id, 'editor', a.handle
                from accounts a, generate_series(2, 12) n, paths p, case_studies c, unnest(array[true, false]) of_case
                where a.name = 'mara' and p.slug = 'content-creation' and c.slug = 'extra-0' returning id)
            insert into edited_facts (edit_id, position, fact, old, new) select id, 1, 'title', 'Old', 'New' from edited;
        insert into account_events (account_id, action)
            select id, 'invited' from accounts, generate_series(1, 11) where name = 'mara';";
    sqlx::raw_sql(lines).execute(db).await.unwrap();
}

#[tokio::test]
async fn past_its_last_page_every_list_shows_its_last_page() {
    let (mut app, mut ada) = with_lists().await;
    for (list, rows) in PAGED {
        let second = ada.get(&format!("{list}page=2")).await;
        let current = second.all(".pager [aria-current=page]").concat();
        let last =
            second.all(".pager li").iter().rev().find_map(|item| item.strip_prefix("Page ")?.parse().ok());
        let last: u32 = last.unwrap_or_else(|| panic!("{list}: {}", second.body));
        assert_eq!(current, "Page 2", "{list}");
        let shown = ada.get(&format!("{list}page={last}")).await.all(rows);
        assert!(!shown.is_empty(), "{list}");
        for page in ["4", "99", "100", "101", "4294967297", "99999999999999999999999"] {
            let answer = ada.get(&format!("{list}page={page}")).await;
            assert_eq!(answer.status, StatusCode::OK, "{list}{page}");
            assert_eq!(answer.all(rows), shown, "{list}{page}");
            assert_eq!(answer.all(".pager [aria-current=page]"), [format!("Page {last}")], "{list}{page}");
        }
    }
    let log = app.get("/log?page=99&action=approved").await;
    assert!(!log.says("Nothing has been decided yet") && !log.says("No decision matches"));
    assert!(log.attributes("link[rel=canonical]", "href")[0].ends_with("/log?action=approved&page=2"));
}

#[tokio::test]
async fn what_is_no_page_is_named_and_the_first_page_shown() {
    let (_app, mut ada) = with_lists().await;
    for (list, _) in PAGED {
        for page in ["0", "-1", "1e9", "%D9%A3", "2.0", "x", "%00", "0x2", "%EF%BC%92"] {
            let first = ada.get(&format!("{list}page={page}")).await;
            assert_eq!(first.status, StatusCode::OK, "{list}{page}");
            assert_eq!(first.all(".pager [aria-current=page]"), ["Page 1"], "{list}{page}");
            assert_eq!(first.all(".note.warn").len(), 1, "{list}{page}");
            assert!(first.says("We know no page “"), "{list}{page}");
        }
        let twice = ada.get(&format!("{list}page=2&page=1")).await;
        assert_eq!(twice.all(".pager [aria-current=page]"), ["Page 2"], "{list}");
        assert!(twice.says("Only one page can be chosen here; “1” is left out."), "{list}");
    }
}

#[tokio::test]
async fn a_value_that_nobody_knows_is_named_on_every_list() {
    let (app, mut ada) = with_lists().await;
    let db = app.database.pool();
    for _ in 0..6 {
        an_experience().publish(&db).await;
    }
    for (address, sentence) in [
        ("/experiences?path=gold", "We know no path “gold”; it is left out."),
        ("/experiences?path=consulting&path=Consulting", "We know no path “Consulting”; it is left out."),
        ("/experiences?sort=best", "We know no order “best”; it is left out."),
        ("/experiences?years_in_field=7%00", "We know no years in that field “7\u{fffd}”; it is left out."),
        ("/paths?risk=enormous", "We know no risk “enormous”; it is left out."),
        ("/paths?sort=income", "We know no order “income”; it is left out."),
        ("/cases?outcome=rich", "We know no ending “rich”; it is left out."),
        ("/cases?year=1999", "We know no year observed “1999”; it is left out."),
        ("/search?q=client&kind=people", "We know no kind “people”; it is left out."),
        ("/search?kind=people", "We know no kind “people”; it is left out."),
        ("/log?action=deleted", "We know no decision “deleted”; it is left out."),
        (
            "/log?action=approved&action=rejected",
            "Only one decision can be chosen here; “Refused” is left out.",
        ),
        ("/log?path=gold", "We know no path “gold”; it is left out."),
        ("/corrections?cause=mistake", "We know no kind “mistake”; it is left out."),
        ("/admin?kind=letters", "We know no kind “letters”; it is left out."),
        ("/log?q=tea+house", "This list looks for no words; “tea house” is left out."),
        ("/corrections?cause=update&q=x", "This list looks for no words; “x” is left out."),
        (
            "/admin?q=%D7%A9%D7%9C%D7%95%D7%9D",
            "This list looks for no words; “\u{2068}שלום\u{2069}” is left out.",
        ),
        ("/paths?q=x", "This list looks for no words; “x” is left out."),
        ("/cases?q=x", "This list looks for no words; “x” is left out."),
        ("/admin?age=5", "We know no waiting “5”; it is left out."),
        ("/paths/content-creation?background=wizard", "We know no background “wizard”; it is left out."),
        ("/paths/content-creation?hours=5_9&hours=20_plus", "“20 or more” is left out."),
        ("/paths/compare?path=gold&path=consulting", "We know no path “gold”; it is left out."),
        (
            "/paths/compare?path=consulting&path=content-creation&path=ai-tools&path=investing",
            "These are the first three. “Investing and incubating” is left out.",
        ),
        ("/find?hours=200", "We know no hours a week “200”; it is left out."),
        ("/find?skills=flying&skills=writing", "“flying”; it is left out."),
        ("/find?risk=low&risk=moderate", "“Some” is left out."),
    ] {
        let page = ada.get(address).await;
        assert_eq!(page.status, StatusCode::OK, "{address}");
        let said = page.all(".note.warn").concat();
        assert!(said.contains(sentence), "{address}: {said}");
    }
    for feed in ["/feeds/experiences.atom?path=gold", "/corrections.atom?path=gold"] {
        let feed = ada.get(feed).await.body;
        assert!(feed.contains("<subtitle>We know no path “gold”; it is left out.</subtitle>"), "{feed}");
    }
    for plain in ["/experiences?path=&sort=&q=+&utm_source=mail", "/paths", "/find?hours=", "/log?action="] {
        assert_eq!(ada.get(plain).await.all(".note.warn"), [""; 0], "{plain}");
    }
}

#[tokio::test]
async fn what_an_address_names_in_vain_stays_text() {
    let mut app = TestApp::new().await;
    let page = app.get("/experiences?path=%3Cscript%3Ealert(1)%3C/script%3E&path=%22onload%3D").await;
    assert!(!page.body.contains("<script>alert"), "{}", page.body);
    assert!(page.says("We know no path “<script>alert(1)</script>”; it is left out."));
    let many: String = (0..300).map(|n| format!("&path=p{n}")).collect();
    let page = app.get(&format!("/experiences?{many}")).await;
    assert!(page.says("295 more values are left out."));
}

#[tokio::test]
async fn a_slash_too_many_leads_to_the_page() {
    let app = TestApp::new().await;
    let ask = async |method: &str, address: &str| {
        app.send(Request::builder().method(method).uri(address).body(Body::empty()).unwrap()).await
    };
    for (address, page) in [
        ("/paths/", "/paths"),
        ("/experiences/?path=consulting&sort=oldest", "/experiences?path=consulting&sort=oldest"),
        ("/paths//consulting", "/paths/consulting"),
        ("//log//", "/log"),
        ("/admin/", "/admin"),
        ("/m/nobody/", "/m/nobody"),
        ("/api/v1/paths/?risk=low", "/api/v1/paths?risk=low"),
        ("/data/2026-10/experiences.csv/", "/data/2026-10/experiences.csv"),
        ("/feeds/log.atom/", "/feeds/log.atom"),
        ("/healthz/", "/healthz"),
    ] {
        for method in ["GET", "HEAD"] {
            let answer = ask(method, address).await;
            assert_eq!(answer.status, StatusCode::PERMANENT_REDIRECT, "{method} {address}");
            assert_eq!(answer.location(), page, "{method} {address}");
        }
    }
    for address in
        ["//evil.com/", "///evil.com", "//evil.com/%2e%2e/", "/nowhere/", "//evil.com//paths/", "/a//b/"]
    {
        let answer = ask("GET", address).await;
        assert_eq!((answer.status, answer.location()), (StatusCode::NOT_FOUND, ""), "{address}");
    }
    assert_eq!(ask("PUT", "/paths/").await.location(), "");
    for private in ["//m/nobody/", "/m//nobody", "//admin/"] {
        assert_eq!(ask("GET", private).await.headers["cache-control"], "no-store", "{private}");
    }
}
