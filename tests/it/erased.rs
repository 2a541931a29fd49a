//! Erased is erased: a word is planted wherever somebody may type one, its report walks through all that can happen to one,
//! and then it is searched in every column of every table and in every byte that the site serves.

use crate::support::{ASubmission, MailServer, SomebodyElse, TestApp, a_submission, an_experience, tell};
use axum::http::StatusCode;
use clap::Parser;
use firstbucket::{
    app,
    cli::Cli,
    erasure, open_data, tasks,
    values::{ExperienceId, ItemId},
};
use sqlx::{AssertSqlSafe, PgPool};

/// Part of every planted word, and of nothing else.
const PLANT: &str = "zqplum";

#[derive(Parser)]
struct Proof {
    #[command(flatten)]
    options: erasure::Options,
}

/// What `firstbucket erased` says, with the places where it found anything as a failure.
async fn prove(db: &PgPool, arguments: &[&str]) -> Result<String, String> {
    let options = Proof::parse_from(["erased"].iter().chain(arguments)).options;
    let config = Cli::parse_from(["firstbucket", "--database-url=postgres://elsewhere"]).config;
    erasure::prove(db, &config, &options).await.map_err(|error| format!("{error:#}"))
}

/// A text of a few lines with the planted word of this field in it.
fn planted(field: &str) -> String {
    format!(
        "It was {PLANT}{field} who told me of it, and I did as I was told for weeks until nobody wrote back any more."
    )
}

struct Walk {
    app: TestApp,
    db: PgPool,
    server: MailServer,
    mara: SomebodyElse,
    tomas: SomebodyElse,
}

impl Walk {
    async fn begin() -> Self {
        let server = MailServer::start().await;
        let flags = server.flags();
        let flags: Vec<&str> = flags.iter().map(String::as_str).chain(["--demo"]).collect();
        let app = TestApp::with(&flags).await;
        let (mara, tomas) = (app.moderator("mara").await, app.moderator("tomas").await);
        Self { db: app.database.pool(), app, server, mara, tomas }
    }

    async fn one(&self, sql: &'static str) -> i64 {
        sqlx::query_scalar(sql).fetch_one(&self.db).await.unwrap()
    }

    async fn newest(&self) -> ItemId {
        ItemId(self.one("select max(id) from review_items").await)
    }

    /// Decides on the newest item.
    async fn decide(&mut self, noun: &str, fields: &[(&str, &str)]) {
        let item = self.newest().await;
        let version = self.mara.claim(item).await;
        let mut form = vec![("version", version.as_str())];
        form.extend(fields);
        let done = self.mara.previewed(&format!("/admin/items/{item}/{noun}"), &form).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{noun}: {:?}", done.all(".err"));
    }

    async fn run(&self) {
        tasks::run_all(&self.app.state).await.unwrap();
    }

    /// Where the planted words stand, by table and column.
    async fn places(&self) -> Vec<String> {
        let columns: Vec<(String, String)> = sqlx::query_as(
            "select table_name::text, column_name::text from information_schema.columns \
             join information_schema.tables using (table_schema, table_name) \
             where table_schema = 'public' and table_type = 'BASE TABLE' order by 1, 2",
        )
        .fetch_all(&self.db)
        .await
        .unwrap();
        assert!(columns.len() > 300, "{} columns", columns.len());
        let mut places = Vec::new();
        for (table, column) in columns {
            // Bytes are written in hexadecimal digits.
            let sql = format!(
                "select exists (select from {table} where position($1 in lower({column}::text)) > 0 \
                 or position(encode(convert_to($1, 'UTF8'), 'hex') in {column}::text) > 0)"
            );
            if sqlx::query_scalar(AssertSqlSafe(sql)).bind(PLANT).fetch_one(&self.db).await.unwrap() {
                places.push(format!("{table}.{column}"));
            }
        }
        places
    }

    /// The addresses of public answers that hold a planted word, of so many.
    async fn served(&mut self, experience: ExperienceId, link: &str) -> (usize, Vec<String>) {
        let (mut asked, mut holding) = (0, Vec::new());
        for route in app::routes().listed() {
            if route.method != "GET" {
                continue;
            }
            let names: Vec<&str> = match route.path.as_str() {
                "/data/{file}" => FILES.to_vec(),
                "/data/{month}/{file}" => FILES.iter().copied().chain(["SHA256SUMS"]).collect(),
                path if path.starts_with("/cases/") => vec!["stock-images"],
                _ => vec!["content-creation"],
            };
            for name in names {
                let path = route.path.replace("{id}", &experience.to_string());
                let path = path.replace("{month}", "2026-10").replace("{file}", name);
                let path = path.replace("{slug}", name).replace("{letter}", "1").replace("{page}", "1");
                let secret = if path.starts_with("/m/") { link.trim_start_matches("/m/") } else { "nobodys" };
                let path = path.replace("{secret}", secret).replace("{token}", "none");
                for query in ["", "?q=travel", "?sort=confirmed"] {
                    let url = format!("{path}{query}");
                    // A list of what was asked for repeats it; nobody asks with the planted word here.
                    let answers =
                        [self.app.get(&url).await, self.mara.get(&url).await, self.tomas.get(&url).await];
                    asked += answers.len();
                    if answers.iter().any(|answer| answer.body.to_lowercase().contains(PLANT)) {
                        holding.push(url);
                    }
                }
            }
        }
        (asked, holding)
    }
}

const FILES: [&str; 7] = [
    "experiences.csv",
    "experiences.ndjson",
    "words.csv",
    "words.ndjson",
    "paths.csv",
    "cases.csv",
    "dictionary.csv",
];

/// A report with a planted word in every field that takes words.
fn a_planted_report() -> ASubmission {
    a_submission()
        .with("tools", &format!("{PLANT}tools, a spell checker"))
        .with("headline", &format!("Forty posts with {PLANT}headline of the harbour"))
        .with("what_i_did", &planted("did"))
        .with("what_went_wrong", &planted("wrong"))
        .with("tell_a_friend", &planted("friend"))
        .with("in_open_data", "yes")
        .with("may_contact", "yes")
        .with("email", &format!("{PLANT}mail@example.org"))
}

async fn freeze(db: &PgPool) {
    #[derive(Parser)]
    struct Snapshot {
        #[command(flatten)]
        options: open_data::Options,
    }
    let options = Snapshot::parse_from(["snapshot", "--month", "2026-10"]).options;
    open_data::snapshot(db, &options).await.unwrap();
}

#[tokio::test]
async fn a_word_planted_wherever_one_can_be_typed_is_in_no_table_and_no_answer_once_it_is_erased() {
    let mut walk = Walk::begin().await;
    let db = walk.db.clone();
    let link = a_planted_report().send(&mut walk.app).await;
    walk.run().await;
    sqlx::query("update submission_contacts set confirmed_at = now()").execute(&db).await.unwrap();
    walk.decide("approval", &[("message", &planted("message")), ("note", &planted("note"))]).await;
    an_experience().titled("Another report that stays").publish(&db).await;
    let experience =
        ExperienceId(walk.one("select max(id) from experiences where headline like '%plumheadline%'").await);
    let submission =
        walk.one("select submission_id from experiences where headline like '%plumheadline%'").await;

    // A proof, a flag that is answered, and an answer of the author.
    let report = format!("/admin/reports/{submission}");
    let key = walk.mara.get(&report).await.attributes("[name=form_key]", "value").concat();
    let proof = [("form_key", key.as_str()), ("proof_kind", "payout_statement"), ("result", "supports")];
    let note = planted("proof");
    let proof: Vec<_> = proof.into_iter().chain([("note", note.as_str())]).collect();
    assert_eq!(walk.mara.post(&format!("{report}/evidence"), &proof).await.status, StatusCode::SEE_OTHER);
    let flag_page = format!("/flag/experience/{experience}");
    let key = walk.app.get(&flag_page).await.attributes("[name=form_key]", "value").concat();
    let (words, email) = (planted("flag"), format!("{PLANT}reader@example.org"));
    let flag =
        [("form_key", key.as_str()), ("reason", "figures_wrong"), ("words", &words), ("email", &email)];
    assert_eq!(walk.app.post(&flag_page, &flag).await.status, StatusCode::SEE_OTHER);
    let (answer, wanted) = (planted("answer"), planted("author"));
    walk.decide("flag-answer", &[("outcome", "change_asked"), ("message", &answer), ("to_author", &wanted)])
        .await;
    walk.app.in_days(125).await;
    let note = planted("update");
    let told = tell(&mut walk.app, &link, ["yes", "1", "0", "1"], &[("note", &note)]).await;
    assert_eq!(told.status, StatusCode::SEE_OTHER, "{:?}", told.all(".err"));

    // A second version that is sent back, and a third that is being written.
    a_planted_report()
        .with("headline", "Another zqplumsecond headline here")
        .amend(&mut walk.app, &link)
        .await;
    walk.run().await;
    let asked = planted("changes");
    let ask = [("reason", "missing_numbers"), ("message", asked.as_str()), ("note", asked.as_str())];
    walk.decide("change-request", &ask).await;
    a_planted_report().with("tell_a_friend", &planted("draft")).save(&mut walk.app, &link, "story").await;
    freeze(&db).await;
    walk.run().await;
    sqlx::raw_sql("analyze").execute(&db).await.unwrap();

    let before = walk.places().await;
    for place in [
        "evidence_items.note",
        "experience_updates.note",
        "experiences.headline",
        "experiences.tools",
        "experiences.words",
        "flags.answer",
        "flags.email",
        "flags.to_author",
        "flags.words",
        "review_items.message",
        "review_items.note",
        "submission_contacts.email",
        "submission_revisions.tell_a_friend",
        "submissions.draft",
        "word_lines.line",
    ] {
        assert!(before.contains(&place.to_owned()), "{place} was to be planted: {before:?}");
    }
    let (_, holding) = walk.served(experience, &link).await;
    assert!(holding.len() > 30, "{holding:?}");
    let said = prove(&db, &["--word", PLANT]).await.unwrap_err();
    assert!(before.iter().all(|place| said.contains(place)), "{said}");

    walk.app.post(&format!("{link}/erase"), &[]).await;
    // The answers of a moment later, and those after the tasks.
    let (asked, holding) = walk.served(experience, &link).await;
    assert!(asked > 400 && holding.is_empty(), "{} of {asked} answers: {holding:?}", holding.len());
    assert_eq!(walk.places().await, [""; 0]);
    walk.run().await;
    let (_, holding) = walk.served(experience, &link).await;
    assert!(holding.is_empty(), "{holding:?}");
    assert_eq!(walk.places().await, [""; 0]);
    println!("{} columns held it, {} hold it now; {asked} answers read", before.len(), 0);
    let said = prove(&db, &["--word", PLANT]).await.unwrap();
    assert!(said.contains("Nothing is left") && !said.contains(PLANT), "{said}");
    let number = experience.to_string();
    let said = prove(&db, &["--word", PLANT, "--report", &number]).await.unwrap();
    assert!(said.contains("moderation_events.experience_id") && said.contains("which stays"), "{said}");
    assert!(!walk.server.letters().is_empty(), "letters were written");
}

#[tokio::test]
async fn nor_is_one_of_a_refusal_an_appeal_or_a_draft_that_names_another_path() {
    let mut walk = Walk::begin().await;
    let db = walk.db.clone();
    let link = a_planted_report().send(&mut walk.app).await;
    let refusal = planted("refusal");
    walk.decide("rejection", &[("reason", "advertising"), ("message", &refusal), ("note", &refusal)]).await;
    let appeal = planted("appeal");
    walk.app.post(&format!("{link}/appeal"), &[("words", &appeal)]).await;
    let item = walk.newest().await;
    let version = walk.tomas.claim(item).await;
    let answer = planted("ruling");
    let fields = [("version", version.as_str()), ("ruling", "upheld"), ("message", answer.as_str())];
    let ruled = walk.tomas.previewed(&format!("/admin/items/{item}/appeal-answer"), &fields).await;
    assert_eq!(ruled.status, StatusCode::SEE_OTHER, "{:?}", ruled.all(".err"));
    let draft = a_submission().begin(&mut walk.app).await;
    a_submission().fill(&mut walk.app, &draft).await;
    let other = format!("Selling {PLANT}path by mail");
    let form = walk.app.get(&format!("{draft}/what")).await.form("#answers").with("path_other", &other);
    assert_eq!(walk.app.post(&format!("{draft}/what"), &form.pairs()).await.status, StatusCode::SEE_OTHER);
    walk.run().await;
    let before = walk.places().await;
    for place in ["appeals.words", "appeals.answer", "appeals.refused_message", "submissions.draft"] {
        assert!(before.contains(&place.to_owned()), "{place} was to be planted: {before:?}");
    }
    for link in [&link, &draft] {
        assert_eq!(walk.app.post(&format!("{link}/erase"), &[]).await.location(), "/share/erased");
    }
    walk.run().await;
    assert_eq!(walk.places().await, [""; 0]);
    assert!(prove(&db, &["--word", PLANT]).await.is_ok());
}

#[tokio::test]
async fn no_sample_of_anybodys_words_is_kept_for_the_planner() {
    let mut walk = Walk::begin().await;
    let db = walk.db.clone();
    for headline in ["Forty posts of zqplumone and no sale", "Fifty posts of zqplumtwo and no sale"] {
        let link = a_planted_report().with("headline", headline).send(&mut walk.app).await;
        walk.decide("approval", &[("message", &planted("message")), ("note", &planted("note"))]).await;
        a_planted_report().with("headline", headline).save(&mut walk.app, &link, "story").await;
    }
    freeze(&db).await;
    sqlx::raw_sql("analyze").execute(&db).await.unwrap();
    let sampled: Vec<String> = sqlx::query_scalar(
        "select tablename || '.' || attname from pg_stats where schemaname = 'public' \
         and concat(most_common_vals, histogram_bounds, most_common_elems) ilike '%zqplum%'",
    )
    .fetch_all(&db)
    .await
    .unwrap();
    assert_eq!(sampled, [""; 0]);
    let said = prove(&db, &["--word", "zqplumtwo"]).await.unwrap_err();
    assert!(said.contains("experiences.headline: 1 time") && !said.contains("sample of"), "{said}");
}

#[tokio::test]
async fn a_word_is_sought_whatever_its_case_and_a_short_one_is_refused() {
    let app = TestApp::new().await;
    let db = app.database.pool();
    let id = an_experience().titled("A newsletter for Zanzibar's joiners").publish(&db).await;
    let said = prove(&db, &["--word", "ZANZIBAR"]).await.unwrap_err();
    assert!(said.contains("submission_revisions.headline: 1 time"), "{said}");
    assert!(prove(&db, &["--word", "ab"]).await.unwrap_err().contains("three characters"));
    let number = id.to_string();
    assert!(prove(&db, &["--report", &number]).await.unwrap_err().contains("experiences.id: 1 time"));
    assert!(prove(&db, &["--report", "999999", "--word", "nowhere at all"]).await.is_ok());
}

#[tokio::test]
async fn a_word_is_found_however_it_is_written_and_on_the_seam_of_two_frozen_pieces() {
    let app = TestApp::new().await;
    let db = app.database.pool();
    an_experience().titled("Asked Jim \"Zorro\" MU\u{308}LLER of the O\u{fb03}ce").publish(&db).await;
    for planted in [
        "insert into snapshots (month) values ('2026-09-01')",
        "insert into snapshot_files (month, name, bytes, sha256) values ('2026-09-01', 'experiences.csv', 40, '\\x00')",
        "insert into snapshot_pieces (month, name, place, bytes) select '2026-09-01', 'experiences.csv', place, convert_to(text, 'UTF8') \
         from (values (0, 'a row of Quill'), (1, 'FEATHER, and Zanzibar')) as piece (place, text)",
    ] {
        sqlx::query(planted).execute(&db).await.unwrap();
    }
    for (word, place) in [
        ("Müller", "experiences.headline: 1 time"),
        ("muller", "submission_revisions.headline: 1 time"),
        ("Jim \"Zorro\" Müller", "experiences.headline: 1 time"),
        ("office", "experiences.headline: 1 time"),
        ("quillfeather", "between two pieces of 2026-09-01 experiences.csv: 1 time"),
        ("ZANZIBAR", "snapshot_pieces.bytes: 1 time"),
    ] {
        let said = prove(&db, &["--word", word]).await.unwrap_err();
        assert!(said.contains(place), "{word}: {said}");
    }
    let said = prove(&db, &["--word", "zanzibar"]).await.unwrap_err();
    assert!(!said.contains("between two pieces"), "{said}");
    assert!(prove(&db, &["--word", "\"\"\""]).await.unwrap_err().contains("three characters"));
}
