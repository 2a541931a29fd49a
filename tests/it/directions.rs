//! Whatever direction somebody's words are written in, they turn nothing around them: on every page each stands in an
//! element that holds nothing else and takes its direction from them.

use crate::support::{Answer, SomebodyElse, TestApp, a_start, a_submission, approve, refuse, tell};
use axum::http::header;
use firstbucket::values::ItemId;
use scraper::{ElementRef, Html, Node, Selector};
use sqlx::PgPool;
use std::collections::{BTreeSet, VecDeque};

const LINE: &str = "קניתי דומיין ומכרתי שלושה שיעורים";
const PROSE: &str =
    "שלום לכולם, מכרתי שיעורים בעברית לתלמידים בעיר שלי במשך חצי שנה (באנגלית: lessons).\nשורה שנייה.";

/// Every page that this person comes to from these addresses by links.
async fn walk(who: &mut SomebodyElse, from: Vec<String>) -> Vec<(String, Answer)> {
    let mut seen: BTreeSet<String> = from.iter().cloned().collect();
    let mut next: VecDeque<String> = from.into();
    let mut pages = Vec::new();
    while let Some(url) = next.pop_front() {
        let page = who.get(&url).await;
        let kind = page.headers.get(header::CONTENT_TYPE).map(|kind| kind.to_str().unwrap().to_owned());
        if !kind.is_some_and(|kind| kind.starts_with("text/html")) {
            continue;
        }
        for link in page.attributes("a[href^='/']", "href") {
            let link = link.split('#').next().unwrap_or_default().to_owned();
            // One level of filters is enough.
            let is_far = url.contains('?') && link.contains('?');
            if !is_far && seen.len() < 500 && seen.insert(link.clone()) {
                next.push_back(link);
            }
        }
        pages.push((url, page));
    }
    pages
}

fn is_hebrew(c: char) -> bool {
    ('\u{590}'..='\u{5ff}').contains(&c)
}

/// Words that could turn what stands around them.
fn faults(page: &str) -> BTreeSet<String> {
    let page = Html::parse_document(page);
    let mut faults = BTreeSet::new();
    for node in page.tree.nodes() {
        match node.value() {
            Node::Text(text) if text.contains(is_hebrew) => {
                let above: Vec<ElementRef> = node.ancestors().filter_map(ElementRef::wrap).collect();
                let holder = &above[0];
                let name = holder.value().name();
                // A text to be changed stands as it is.
                if name == "script" || name == "textarea" || text.contains('\u{2068}') {
                    continue;
                }
                let own = above.iter().find(|e| e.value().name() == "bdi" || e.attr("dir") == Some("auto"));
                let first = own.map(|own| own.text().collect::<String>());
                if !first.is_some_and(|text| text.chars().find(|c| c.is_alphabetic()).is_some_and(is_hebrew))
                {
                    let class = holder.attr("class").unwrap_or_default();
                    faults.insert(format!("<{name} class={class:?}>: {:.60}", text.trim()));
                }
            }
            Node::Element(element) => {
                for (name, value) in element.attrs().filter(|(_, value)| value.contains(is_hebrew)) {
                    let is_own =
                        element.attr("dir") == Some("auto") || element.attr("type") == Some("hidden");
                    if !is_own && !value.contains('\u{2068}') {
                        faults.insert(format!("<{} {name}={value:?}>", element.name()));
                    }
                }
            }
            _ => {}
        }
    }
    faults
}

/// Follows the links from these addresses; more pages than this have such words.
async fn nothing_is_turned_around(who: &mut SomebodyElse, from: Vec<String>, more_than: usize) {
    let pages = walk(who, from).await;
    let with_words = pages.iter().filter(|(_, page)| page.body.contains(is_hebrew)).count();
    let all: BTreeSet<String> = pages
        .iter()
        .flat_map(|(url, page)| {
            faults(&page.body).into_iter().map(|fault| format!("{url}: {fault}")).collect::<Vec<_>>()
        })
        .collect();
    assert!(all.is_empty(), "{} faults\n{}", all.len(), all.into_iter().collect::<Vec<_>>().join("\n"));
    assert!(with_words > more_than, "{with_words} of {} pages", pages.len());
}

async fn newest(db: &PgPool) -> ItemId {
    sqlx::query_scalar("select max(id) from review_items").fetch_one(db).await.unwrap()
}

async fn decide(who: &mut SomebodyElse, item: ItemId, noun: &str, fields: &[(&str, &str)]) {
    let version = who.claim(item).await;
    let mut form = vec![("version", version.as_str())];
    form.extend(fields);
    let done = who.previewed(&format!("/admin/items/{item}/{noun}"), &form).await;
    assert_eq!(done.status, 303, "{noun}: {:?}", done.all(".err"));
}

async fn flag(app: &mut TestApp) -> String {
    let key = app.values_at("/flag/experience/1", "[name=form_key]").await.concat();
    let form = [("form_key", key.as_str()), ("reason", "figures_wrong"), ("words", PROSE)];
    let sent = app.post("/flag/experience/1", &form).await;
    assert_eq!(sent.status, 303, "{:?}", sent.all(".err"));
    sent.location().to_owned()
}

#[tokio::test]
async fn words_from_right_to_left_turn_nothing_around_them_on_any_page() {
    let mut app = TestApp::with(&["--demo"]).await;
    let db = app.database.pool();
    let (mut mara, mut tomas) = (app.moderator("mara").await, app.moderator("tomas").await);
    let mut ada = app.staff("ada", "admin").await;
    let told = a_submission()
        .with("headline", LINE)
        .with("tools", "צ'אט חכם, מתרגם")
        .with("country", "ישראל")
        .with("what_i_did", PROSE)
        .with("what_went_wrong", PROSE)
        .with("tell_a_friend", PROSE);
    let plan = a_start()
        .with("headline", LINE)
        .with("what_i_did", PROSE)
        .with("if_copied", LINE)
        .with("if_no_customers", LINE);

    // Published with a note, flagged twice, answered, followed up, proved, and changed again.
    let published = told.send(&mut app).await;
    let item = newest(&db).await;
    decide(&mut mara, item, "approval", &[("message", PROSE), ("note", PROSE)]).await;
    let flags = [flag(&mut app).await, flag(&mut app).await];
    let answer = [("outcome", "change_asked"), ("message", PROSE), ("to_author", PROSE)];
    let item = newest(&db).await;
    decide(&mut tomas, item, "flag-answer", &answer).await;
    assert_eq!(tell(&mut app, &published, ["yes", "10", "0", "5"], &[("note", PROSE)]).await.status, 303);
    sqlx::query("update experience_updates set state = 'live'").execute(&db).await.unwrap();
    sqlx::query("update review_items set state = 'approved', decided_by = 1, decided_at = now() where kind = 'update'")
        .execute(&db)
        .await
        .unwrap();
    assert_eq!(tell(&mut app, &published, ["yes", "10", "0", "5"], &[("note", PROSE)]).await.status, 303);
    let key = tomas.get("/admin/reports/1").await.attributes("[name=form_key]", "value").concat();
    let proof =
        [("form_key", key.as_str()), ("proof_kind", "invoice"), ("result", "supports"), ("note", PROSE)];
    assert_eq!(tomas.post("/admin/reports/1/evidence", &proof).await.status, 303);
    told.clone().with("tools", "עוזר").amend(&mut app, &published).await;

    // A plan; a refusal with an appeal and its answer; another with one that is open; changes asked for; a draft.
    let start = plan.send(&mut app).await;
    sqlx::query("update review_items set state = 'withdrawn' where submission_id = 1 and state = 'queued'")
        .execute(&db)
        .await
        .unwrap();
    approve(&db).await;
    let mut private = vec![published, start];
    for rulings in [1, 0] {
        let link = told.send(&mut app).await;
        let item = newest(&db).await;
        decide(&mut mara, item, "rejection", &[("reason", "advertising"), ("message", PROSE)]).await;
        assert_eq!(app.post(&format!("{link}/appeal"), &[("words", PROSE)]).await.status, 303);
        if rulings == 1 {
            decide(&mut tomas, item, "appeal-answer", &[("ruling", "upheld"), ("message", PROSE)]).await;
        }
        private.push(link);
    }
    let link = told.send(&mut app).await;
    refuse(&db, "changes_requested").await;
    sqlx::query("update review_items set message = $1 where state = 'changes_requested'")
        .bind(PROSE)
        .execute(&db)
        .await
        .unwrap();
    private.push(link);
    private.push(told.send(&mut app).await);
    let draft = told.begin(&mut app).await;
    told.fill(&mut app, &draft).await;
    private.push(draft);
    let settings = ada
        .get("/admin/settings")
        .await
        .form("form[aria-label=Numbers]")
        .with("proof_from", "3000")
        .with("why", PROSE);
    assert_eq!(ada.post("/admin/settings", &settings.pairs()).await.status, 303);
    assert_eq!(ada.post("/admin/wordings", &[("duplicate", PROSE)]).await.status, 303);

    let asked = serde_html_form::to_string([("q", LINE)]).unwrap();
    let text = serde_html_form::to_string([("text", format!("{LINE} $10000 a month guaranteed"))]).unwrap();
    let mut from: Vec<String> =
        ["/", "/log", "/limits", "/admin", "/admin/settings", "/corrections", "/experiences/1"]
            .map(str::to_owned)
            .to_vec();
    for list in ["search", "experiences", "paths", "cases", "admin/reports"] {
        from.push(format!("/{list}?{asked}"));
    }
    from.push(format!("/check?{text}"));
    from.extend((1..=newest(&db).await.0).map(|item| format!("/admin/items/{item}")));
    from.extend(flags);
    for link in &private {
        for page in [
            "",
            "/what",
            "/when",
            "/story",
            "/plan",
            "/check",
            "/appeal",
            "/update",
            "/sent",
            "/take-down",
            "/standing",
        ] {
            from.push(format!("{link}{page}"));
        }
    }
    nothing_is_turned_around(&mut ada, from, 40).await;

    let published = Html::parse_document(&app.get("/experiences/1").await.body);
    let story: String =
        published.select(&Selector::parse("section .told").unwrap()).flat_map(|p| p.text()).collect();
    assert!(story.contains("\nשורה שנייה"), "line ends stand: {story}");
    let feed = app.get("/feeds/experiences.atom").await;
    assert!(feed.body.contains("“\u{2068}שלום"), "{}", feed.body);
}

/// Names every path, variant and case study anew.
async fn name_the_directory(db: &PgPool) {
    for sql in [
        "update paths set name = $1",
        "update path_variants set name = $1",
        "update case_studies set title = $1",
    ] {
        sqlx::query(sql).bind(LINE).execute(db).await.unwrap();
    }
}

#[tokio::test]
async fn what_editors_name_from_right_to_left_turns_nothing_around_it_on_any_page() {
    let mut app = TestApp::with(&["--demo"]).await;
    let db = app.database.pool();
    let mut ada = app.staff("ada", "admin").await;
    let mut private = vec![a_submission().send(&mut app).await, a_start().send(&mut app).await];
    approve(&db).await;
    private.push(a_submission().send(&mut app).await);
    let draft = a_submission().begin(&mut app).await;
    a_submission().fill(&mut app, &draft).await;
    private.push(draft);
    name_the_directory(&db).await;
    let cases: Vec<String> = sqlx::query_scalar("select slug from case_studies order by slug limit 3")
        .fetch_all(&db)
        .await
        .unwrap();
    let (path, case) = ("/paths/ai-tools", format!("/cases/{}", cases[0]));
    for (page, field) in [(path, "name"), (&*case, "title")] {
        let url = format!("/admin{page}");
        let page = ada.get(&url).await;
        assert_eq!(page.status, 200, "{url}: {:?}", page.all("main"));
        let form = page.form("form.form").with("cause", "correction").with("why", PROSE);
        let form = form.with(field, "עסק קטן של שיעורים").with("step", "save");
        let saved = ada.post(&url, &form.pairs()).await;
        assert_eq!(saved.status, 303, "{url}: {:?}", saved.all(".err"));
    }
    for about in ["path/ai-tools", &format!("case/{}", cases[0])] {
        let key = app.values_at(&format!("/flag/{about}"), "[name=form_key]").await.concat();
        let form = [("form_key", key.as_str()), ("reason", "figures_wrong"), ("words", PROSE)];
        let sent = app.post(&format!("/flag/{about}"), &form).await;
        assert_eq!(sent.status, 303, "{:?}", sent.all(".err"));
        private.push(sent.location().to_owned());
    }

    let asked = serde_html_form::to_string([("q", LINE)]).unwrap();
    let mut from: Vec<String> = [
        "/",
        "/method",
        "/find",
        "/find?money=none&hours=5",
        "/paths",
        "/cases",
        "/log",
        "/corrections",
        "/data",
        "/start?path=ai-tools",
        "/share?path=ai-tools",
        "/paths/compare?path=ai-tools&path=content-creation",
        "/paths/ai-tools/history",
        "/paths/ai-tools/starts",
        "/experiences?path=ai-tools",
        "/experiences?variant=niche-tool",
        "/experiences/1",
        "/admin",
        "/admin/paths",
        "/admin/cases",
        "/admin/bursts",
        "/admin/spam",
        "/admin/paths/ai-tools",
        "/admin/paths/ai-tools/redaction",
        "/admin/paths/ai-tools/ratings/risk",
        "/admin/reports/1",
    ]
    .map(str::to_owned)
    .to_vec();
    from.extend([format!("{case}/history"), format!("/admin{case}"), format!("/admin{case}/redaction")]);
    from.extend(cases.iter().map(|case| format!("/cases/{case}")));
    for list in ["search", "experiences", "paths", "cases", "admin/reports"] {
        from.push(format!("/{list}?{asked}"));
    }
    for text in ["I make $10000 a month with AI tools", "Small AI tools $400 a day guaranteed"] {
        from.push(format!("/check?{}", serde_html_form::to_string([("text", text)]).unwrap()));
    }
    from.extend((1..=newest(&db).await.0).map(|item| format!("/admin/items/{item}")));
    for link in &private {
        for page in
            ["", "/what", "/when", "/money", "/story", "/plan", "/check", "/update", "/sent", "/standing"]
        {
            from.push(format!("{link}{page}"));
        }
    }
    nothing_is_turned_around(&mut ada, from, 100).await;
}
