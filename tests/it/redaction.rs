//! Somebody's name is taken out of a published report by order: out of every byte that is kept or served, and not hidden.

use crate::support::{ASubmission, SomebodyElse, TestApp, a_submission, approve};
use axum::http::StatusCode;
use clap::Parser;
use firstbucket::{content, erasure, open_data, tasks, values::SubmissionId};
use sqlx::PgPool;

/// The name, as it is written here and there.
const SPELLINGS: [&str; 4] =
    ["José Quillfeather", "JOSE QUILLFEATHER", "Jose\u{a0} Quillfeather", "josé quillfeather"];

#[derive(Parser)]
struct Proof {
    #[command(flatten)]
    options: erasure::Options,
}

#[derive(Parser)]
struct Snapshot {
    #[command(flatten)]
    options: open_data::Options,
}

async fn is_gone(db: &PgPool) -> Result<String, String> {
    let options = Proof::parse_from(["erased", "--word", "quillfeather"]).options;
    let config = firstbucket::cli::Cli::parse_from(["firstbucket", "--database-url=postgres://x"]).config;
    erasure::prove(db, &config, &options).await.map_err(|error| error.to_string())
}

fn said(spelling: usize) -> String {
    format!(
        "It was {} who told me to write it, and I wrote it for weeks until nobody wrote back.",
        SPELLINGS[spelling]
    )
}

fn named() -> ASubmission {
    a_submission()
        .with("headline", &format!("What {} taught me", SPELLINGS[0]))
        .with("what_i_did", &said(1))
        .with("what_went_wrong", &said(2))
        .with("in_open_data", "yes")
}

async fn freeze(db: &PgPool) {
    let options = Snapshot::parse_from(["snapshot", "--month", "2026-10"]).options;
    open_data::snapshot(db, &options).await.unwrap();
}

/// Looks for the words and takes them out, as staff do it.
async fn redact(who: &mut SomebodyElse, url: &str, passages: &str) -> String {
    let form = [("passages", passages), ("reason", "identifies_others")];
    let found = who.post(url, &form).await;
    assert_eq!(found.status, StatusCode::OK, "{:?}", found.all(".err"));
    assert!(found.all("#found h2").concat().starts_with("Found"), "{:?}", found.all("#found"));
    let confirmed: Vec<_> = form.into_iter().chain([("confirmed", "yes")]).collect();
    who.post(url, &confirmed).await.location().to_owned()
}

#[tokio::test]
async fn a_name_taken_out_by_order_is_in_no_table_and_no_answer_and_the_author_is_told() {
    let mut app = TestApp::with(&["--demo"]).await;
    let db = app.database.pool();
    let mut mara = app.moderator("mara").await;
    let link = named().send(&mut app).await;
    approve(&db).await;
    let id: i64 = sqlx::query_scalar("select id from experiences").fetch_one(&db).await.unwrap();
    let submission: SubmissionId =
        sqlx::query_scalar("select submission_id from experiences").fetch_one(&db).await.unwrap();
    freeze(&db).await;
    // An answer, a flag with its answer, a second version, and a draft of a third.
    let flag = format!("/flag/experience/{id}");
    let key = app.get(&flag).await.attributes("[name=form_key]", "value").concat();
    let form = [("form_key", key.as_str()), ("reason", "privacy"), ("words", &said(3))];
    let flag_link = app.post(&flag, &form).await.location().to_owned();
    for change in [
        "update review_items set state = 'withdrawn' where kind = 'flag'",
        "update flags set state = 'dismissed', answered_at = now(), answer = 'We asked José  Quillfeather.'",
        "update review_items set note = 'J. is Jose Quillfeather', message = 'José Quillfeather?', \
         signals = '[{\"rule\":\"names\",\"field\":\"headline\",\"words\":\"José Quillfeather\",\"weight\":1}]'",
    ] {
        sqlx::query(change).execute(&db).await.unwrap();
    }
    named().with("tell_a_friend", &said(0)).amend(&mut app, &link).await;
    approve(&db).await;
    named().with("tell_a_friend", &said(3)).save(&mut app, &link, "story").await;
    freeze(&db).await;
    tasks::run_all(&app.state).await.unwrap();

    let pages = [
        format!("/experiences/{id}"),
        "/experiences?q=Quillfeather".to_owned(),
        "/search?q=Quillfeather".to_owned(),
        "/feeds/experiences.atom".to_owned(),
        "/api/v1/experiences".to_owned(),
        "/data/words.csv".to_owned(),
        "/data/words.ndjson".to_owned(),
        "/data/2026-10/words.csv".to_owned(),
        "/data/2026-10/words.ndjson".to_owned(),
        format!("{link}/check"),
        format!("{link}/data.json"),
        link.clone(),
        flag_link,
    ];
    let (mut held, mut tags) = (0, Vec::new());
    for page in &pages {
        let answer = app.get(page).await;
        held += usize::from(answer.body.to_lowercase().contains("quillfeather"));
        tags.push(answer.headers.get("etag").cloned());
    }
    assert!(held >= 10, "{held} of {}", pages.len());
    assert!(is_gone(&db).await.is_err());

    let url = format!("/admin/reports/{submission}/redaction");
    for (passages, reason) in
        [("", "identifies_others"), ("x", "identifies_others"), ("Jose Quillfeather", "duplicate")]
    {
        let refused =
            mara.post(&url, &[("passages", passages), ("reason", reason), ("confirmed", "yes")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(refused.all("textarea"), [passages], "no word is lost");
    }
    let done = redact(&mut mara, &url, "Jose Quillfeather\nQuillfeather").await;
    assert!(done.starts_with(&format!("{url}?done=")) && mara.get(&done).await.says("and is gone"));

    assert!(is_gone(&db).await.unwrap().contains("Nothing is left"));
    for (page, tag) in pages.iter().zip(tags) {
        let answer = app.get(page).await;
        assert!(answer.status.is_success(), "{page}");
        if page.contains("?q=") {
            // A search repeats what was asked for, and finds nothing.
            assert!(!answer.attributes("main a", "href").contains(&format!("/experiences/{id}")), "{page}");
            continue;
        }
        assert!(!answer.body.to_lowercase().contains("quillfeather"), "{page}");
        assert!(
            tag.is_none() || answer.headers.get("etag") != tag.as_ref() || page.contains("flag"),
            "{page}: a new tag"
        );
    }
    let page = app.get(&format!("/experiences/{id}")).await;
    assert!(page.says("What […] taught me") && page.says("who told me to write it"), "{:?}", page.all("h1"));
    let told = app.get(&link).await;
    assert!(
        told.says("a passage was taken out of your report by order")
            && told.says("It is gone from every version")
    );
    let log = app.get("/log").await;
    assert!(log.says("A passage taken out by order") && log.says("Somebody can be recognised"));
    assert!(app.get("/feeds/log.atom").await.body.contains("A passage taken out by order"));
    open_data::keep_up(&db).await.unwrap();
    let data = app.get("/data").await;
    assert!(
        data.says("1 line of 2026-10/words.csv, changed by an order"),
        "{:?}",
        data.all("#cut + p + ul li")
    );
    assert!(data.all("td code").len() >= 7, "every file has a checksum again");
    // What is never changed otherwise still is not.
    let changed =
        sqlx::query("update submission_revisions set headline = 'Something else'").execute(&db).await;
    assert!(changed.is_err());
    let elsewhere =
        "select write_redacted('accounts', (select ctid from accounts limit 1), '{\"handle\": \"x-1\"}')";
    assert!(sqlx::query(elsewhere).execute(&db).await.is_err(), "it writes no other table");
    // The report is still its author's, to change and to erase.
    assert_eq!(app.post(&format!("{link}/erase"), &[]).await.location(), "/share/erased");
}

#[tokio::test]
async fn a_name_is_taken_out_of_a_case_study_its_history_and_the_frozen_files_and_stays_out() {
    let mut app = TestApp::new().await;
    let db = app.database.pool();
    content::load_embedded(&db).await.unwrap();
    freeze(&db).await;
    let (slug, label): (String, String) = sqlx::query_as(
        "select slug, person_label from case_studies where person_label like '% %' order by id limit 1",
    )
    .fetch_one(&db)
    .await
    .unwrap();
    let mut vera = app.staff("vera", "editor").await;
    let mut mara = app.moderator("mara").await;
    let url = format!("/admin/cases/{slug}/redaction");
    assert_eq!(mara.get(&url).await.status, StatusCode::FORBIDDEN);
    // An earlier edit names the person, too.
    sqlx::query(
        "with made as (insert into edits (path_id, case_id, version, cause, why, account_id, role, handle) \
             select path_id, id, version + 1, 'update', $1 || ' wrote to us again.', 1, 'editor', 'e-1' from case_studies \
             where slug = $2 returning id) \
         insert into edited_facts (edit_id, position, fact, old, new) select id, 1, 'person_label', $1, 'x' from made",
    )
    .bind(&label)
    .bind(&slug)
    .execute(&db)
    .await
    .unwrap();
    sqlx::query("update case_studies set version = version + 1 where slug = $1")
        .bind(&slug)
        .execute(&db)
        .await
        .unwrap();
    redact(&mut vera, &url, &label).await;
    content::load_embedded(&db).await.unwrap();
    let pages = [format!("/cases/{slug}"), format!("/cases/{slug}/history"), "/data/cases.csv".to_owned()];
    for page in pages.iter().map(String::as_str).chain(["/data/2026-10/cases.csv", "/corrections.atom"]) {
        let answer = app.get(page).await;
        assert_eq!(answer.status, StatusCode::OK, "{page}");
        assert!(!answer.body.contains(&label), "{page} names {label}");
    }
    let history = app.get(&format!("/cases/{slug}/history")).await;
    assert!(history.says("was taken out by order") && history.says("[…]"), "{:?}", history.all("article"));
}

#[tokio::test]
async fn a_name_with_quotes_goes_out_of_the_frozen_lines_whatever_stands_around_it() {
    let mut app = TestApp::new().await;
    let db = app.database.pool();
    let mut mara = app.moderator("mara").await;
    let spelled = "It was Jim \"Quillfeather\"\nSmith, \"a friend\", who told me of it, and I did it for weeks until nobody wrote.";
    let report = named().with("headline", "What Jim \"Quillfeather\" Smith taught me");
    report.with("what_i_did", spelled).with("what_went_wrong", spelled).send(&mut app).await;
    approve(&db).await;
    freeze(&db).await;
    let submission: SubmissionId =
        sqlx::query_scalar("select submission_id from experiences").fetch_one(&db).await.unwrap();
    let lines = "select name, line from word_lines where open_id is not null order by name, place";
    let held: Vec<(String, String)> = sqlx::query_as(lines).fetch_all(&db).await.unwrap();
    assert!(held.len() >= 2 && held.iter().all(|(_, line)| line.contains("Quillfeather")), "{held:?}");
    assert!(is_gone(&db).await.unwrap_err().contains("word_lines.line"));
    let url = format!("/admin/reports/{submission}/redaction");
    redact(&mut mara, &url, "Jim \"Quillfeather\" Smith").await;
    assert!(is_gone(&db).await.unwrap().contains("Nothing is left"));
    let left: Vec<(String, String)> = sqlx::query_as(lines).fetch_all(&db).await.unwrap();
    for ((name, line), (_, before)) in left.iter().zip(&held) {
        if name.ends_with(".ndjson") {
            let read: serde_json::Value = serde_json::from_str(line).unwrap();
            assert!(read["what_i_did"].as_str().unwrap().contains("[…]"), "{line}");
        } else {
            let cells = |line: &str| {
                let mut rows = csv::ReaderBuilder::new().has_headers(false).from_reader(line.as_bytes());
                rows.records().next().unwrap().unwrap().len()
            };
            assert!(line.contains("[…]") && line.contains("\"\"a friend\"\""), "{line}");
            assert_eq!(cells(line), cells(before), "{line}");
        }
    }
}

#[tokio::test]
async fn a_name_in_what_staff_say_of_thresholds_and_bursts_goes_out_too() {
    let mut app = TestApp::new().await;
    let db = app.database.pool();
    let mut mara = app.moderator("mara").await;
    named().send(&mut app).await;
    approve(&db).await;
    for written in [
        "insert into threshold_changes (name, was, value, why, account_id, role, handle) \
         select 'alike_from', 1, 2, 'As asked by José  Quillfeather', min(id), 'admin', 'a-1' from accounts",
        "insert into path_signals (path_id, kind, since, seconds, people, usual, networks, from_one) \
         select min(id), 'starts', now(), 60, 20, 1, 1, 20 from paths",
        "update path_signals set closed_at = now(), closed_by = (select min(id) from accounts), role = 'moderator', \
             handle = 'm-1', why = 'A class of Jose Quillfeather'",
    ] {
        sqlx::query(written).execute(&db).await.unwrap();
    }
    let submission: SubmissionId =
        sqlx::query_scalar("select submission_id from experiences").fetch_one(&db).await.unwrap();
    let url = format!("/admin/reports/{submission}/redaction");
    redact(&mut mara, &url, "Jose Quillfeather").await;
    let said = "select why from threshold_changes union all select why from path_signals order by 1";
    let said: Vec<String> = sqlx::query_scalar(said).fetch_all(&db).await.unwrap();
    assert_eq!(
        said.iter().map(|why| why.trim_end()).collect::<Vec<_>>(),
        ["A class of […]", "As asked by […]"]
    );
    assert!(is_gone(&db).await.unwrap().contains("Nothing is left"));
    // What was said stands as it was, otherwise, whoever asks and whatever they set.
    for sql in [
        "update path_signals set why = 'something else altogether'",
        "update threshold_changes set why = 'something else altogether'",
        "select write_redacted('path_signals', (select ctid from path_signals), '{\"handle\": \"[…]\"}')",
    ] {
        let mut conn = app.database.program_pool().acquire().await.unwrap();
        sqlx::query("set firstbucket.redacting = 'on'").execute(&mut *conn).await.unwrap();
        assert!(sqlx::query(sql).execute(&mut *conn).await.is_err(), "{sql}");
    }
}

#[tokio::test]
async fn whoever_may_take_words_out_can_write_none() {
    let mut app = TestApp::new().await;
    let db = app.database.pool();
    named().send(&mut app).await;
    let program = app.database.program_pool();
    let (headline, tools): (String, Vec<String>) =
        sqlx::query_as("select headline, tools from submission_revisions").fetch_one(&db).await.unwrap();
    let other = "Z".repeat(headline.chars().count());
    let partly = headline.replacen("What", "Why?", 1);
    let cut = headline.replacen("What", "[…] ", 1);
    let more = [tools, vec!["more".to_owned()]].concat();
    for (changed, done) in [
        (serde_json::json!({ "headline": other }), false),
        (serde_json::json!({ "headline": partly }), false),
        (serde_json::json!({ "headline": null }), false),
        (serde_json::json!({ "headline": [headline] }), false),
        (serde_json::json!({ "tools": ["another tool"] }), false),
        (serde_json::json!({ "tools": more }), false),
        (serde_json::json!({ "headline": cut, "net_income": 1 }), false),
        (serde_json::json!({}), false),
        (serde_json::json!({ "headline": cut }), true),
    ] {
        let sql =
            "select write_redacted('submission_revisions', (select ctid from submission_revisions), $1)";
        let written = sqlx::query_scalar::<_, bool>(sql).bind(&changed).fetch_one(&program).await;
        assert_eq!(written.unwrap(), done, "{changed}");
    }
    let left: String =
        sqlx::query_scalar("select headline from submission_revisions").fetch_one(&db).await.unwrap();
    assert_eq!(left, cut);
}
