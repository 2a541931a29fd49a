use super::{read, rows};
use crate::support::{Answer, TestApp, a_submission, an_experience, approve};
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use clap::Parser;
use firstbucket::open_data;
use sha2::{Digest as _, Sha256};
use sqlx::PgPool;
use time::{Duration, OffsetDateTime};

#[derive(Parser)]
struct Command {
    #[command(flatten)]
    options: open_data::Options,
}

async fn snapshot(site: &TestApp, arguments: &[&str]) -> anyhow::Result<String> {
    let options = Command::parse_from(["snapshot"].iter().chain(arguments)).options;
    open_data::snapshot(&site.database.pool(), &options).await
}

#[tokio::test]
async fn a_month_is_frozen_once_and_stays_as_it_is() {
    let mut site = TestApp::new().await;
    let db = site.database.pool();
    an_experience().publish(&db).await;
    let sums = snapshot(&site, &["--month", "2026-10"]).await.unwrap();
    assert_eq!(sums.lines().count(), 7);
    let live = rows(&mut site, "experiences.csv").await.len();

    an_experience().publish(&db).await;
    assert_eq!(snapshot(&site, &["--month", "2026-10"]).await.unwrap(), sums);
    assert_eq!(rows(&mut site, "experiences.csv").await.len(), live + 1);
    for line in sums.lines() {
        let (sum, name) = line.split_once("  ").unwrap();
        let file = site.get(&format!("/data/2026-10/{name}")).await;
        assert_eq!(file.status, StatusCode::OK, "{name}");
        let hash: String = Sha256::digest(&file.body).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hash, sum, "{name}");
        assert_eq!(file.headers[header::CONTENT_LENGTH].to_str().unwrap(), file.body.len().to_string());
        let kept = if name.starts_with("experiences") || name == "dictionary.csv" {
            "public, no-cache"
        } else {
            "no-store"
        };
        assert_eq!(file.headers[header::CACHE_CONTROL], kept, "{name}");
        let tag = file.headers[header::ETAG].clone();
        let again = Request::get(format!("/data/2026-10/{name}")).header(header::IF_NONE_MATCH, tag);
        let again = site.send(again.body(Body::empty()).unwrap()).await;
        assert_eq!((again.status, again.body.as_str()), (StatusCode::NOT_MODIFIED, ""), "{name}");
        let disposition = file.headers[header::CONTENT_DISPOSITION].to_str().unwrap();
        assert_eq!(disposition, format!("attachment; filename=\"first-bucket-2026-10-{name}\""));
    }
    assert_eq!(site.get("/data/2026-10/SHA256SUMS").await.body, sums);
    assert!(site.get("/data/SHA256SUMS").await.body.contains("  2026-10/experiences.csv\n"));
    assert!(site.get("/data").await.attributes("a", "href").contains(&"/data/2026-10/paths.csv".to_owned()));
    for change in [
        "update snapshot_pieces set bytes = ''",
        "delete from snapshots",
        "update snapshot_files set bytes = 0",
        "select divide_frozen('2026-10-01', 'experiences.csv', null, null)",
    ] {
        assert!(sqlx::query(change).execute(&db).await.is_err(), "{change}");
    }
}

#[tokio::test]
async fn two_copies_at_once_make_one_snapshot() {
    let site = TestApp::new().await;
    an_experience().publish(&site.database.pool()).await;
    let (one, other) = tokio::join!(snapshot(&site, &[]), snapshot(&site, &[]));
    assert!(one.is_ok() || other.is_ok());
    let made: i64 =
        sqlx::query_scalar("select count(*) from snapshots").fetch_one(&site.database.pool()).await.unwrap();
    assert_eq!(made, 1);
    if let (Ok(one), Ok(other)) = (one, other) {
        assert_eq!(one, other);
    }
}

#[tokio::test]
async fn a_month_that_goes_on_is_refused_and_one_without_reports_is_not_due() {
    let site = TestApp::new().await;
    let db = site.database.pool();
    let now = OffsetDateTime::now_utc();
    let this = format!("{}-{:02}", now.year(), u8::from(now.month()));
    let refused = snapshot(&site, &["--month", &this]).await.unwrap_err();
    assert!(refused.to_string().contains("has not ended"), "{refused}");

    let id = an_experience().publish(&db).await;
    open_data::keep_up(&db).await.unwrap();
    let count = || sqlx::query_scalar::<_, i64>("select count(*) from snapshots").fetch_one(&db);
    assert_eq!(count().await.unwrap(), 0, "nothing had been published when the month ended");
    let long_ago = now - Duration::days(40);
    let sooner =
        sqlx::query("update experiences set published_at = $1 where id = $2").bind(long_ago).bind(id);
    sooner.execute(&db).await.unwrap();
    open_data::keep_up(&db).await.unwrap();
    open_data::keep_up(&db).await.unwrap();
    assert_eq!(count().await.unwrap(), 1);
}

/// The frozen files as they are served, with their checksums as they are listed.
async fn october(site: &mut TestApp) -> Vec<(String, Option<String>, Answer)> {
    let sums = site.get("/data/2026-10/SHA256SUMS").await.body;
    let mut files = Vec::new();
    for name in
        ["experiences.csv", "experiences.ndjson", "words.csv", "words.ndjson", "paths.csv", "cases.csv"]
    {
        let sum = sums.lines().find_map(|line| line.strip_suffix(&format!("  {name}")).map(str::to_owned));
        files.push((name.to_owned(), sum, site.get(&format!("/data/2026-10/{name}")).await));
    }
    files
}

fn sum_of(answer: &Answer) -> String {
    Sha256::digest(&answer.body).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn of<'a>(files: &'a [(String, Option<String>, Answer)], name: &str) -> &'a (String, Option<String>, Answer) {
    files.iter().find(|(file, ..)| file == name).unwrap()
}

/// A report sent by a person whose words may be published; gives its private link.
async fn an_open_report(site: &mut TestApp, headline: &str) -> String {
    let link = a_submission().with("headline", headline).with("in_open_data", "yes").send(site).await;
    approve(&site.database.pool()).await;
    link
}

#[tokio::test]
async fn words_are_cut_from_a_frozen_month_however_they_are_taken_back_and_the_numbers_stay() {
    for way in ["erase", "withdraw", "consent", "hidden"] {
        let mut site = TestApp::new().await;
        let db = site.database.pool();
        let link = an_open_report(&mut site, "Forty posts from Zanzibar and no sale").await;
        an_open_report(&mut site, "Fifty posts from Lisbon and no sale").await;
        snapshot(&site, &["--month", "2026-10"]).await.unwrap();
        let before = october(&mut site).await;
        assert!(before.iter().all(|(_, sum, file)| sum.as_deref() == Some(&*sum_of(file))), "{way}");
        assert!(of(&before, "words.csv").2.body.contains("Zanzibar"));
        assert!(!of(&before, "experiences.csv").2.body.contains("Zanzibar"), "numbers only");

        match way {
            "consent" => {
                a_submission()
                    .without("may_publish_story")
                    .with("in_open_data", "yes")
                    .amend(&mut site, &link)
                    .await;
                approve(&db).await;
            }
            "hidden" => {
                let hide =
                    "update submissions set state = 'hidden' where id = (select min(id) from submissions)";
                sqlx::query(hide).execute(&db).await.map(drop).unwrap();
            }
            way => assert_eq!(site.post(&format!("{link}/{way}"), &[]).await.status, StatusCode::SEE_OTHER),
        }
        let cut = october(&mut site).await;
        for name in ["words.csv", "words.ndjson"] {
            let (_, sum, file) = of(&cut, name);
            assert_eq!((file.status, sum), (StatusCode::OK, &None), "{way}: no checksum until it is counted");
            assert!(!file.body.contains("Zanzibar") && file.body.contains("Lisbon"), "{way}");
            assert!(
                !file.headers.contains_key(header::CONTENT_LENGTH)
                    && !file.headers.contains_key(header::ETAG)
            );
        }
        assert!(site.get("/data").await.says("being counted again"), "{way}");
        open_data::keep_up(&db).await.unwrap();
        let after = october(&mut site).await;
        for (name, sum, file) in &after {
            assert_eq!(sum.as_deref(), Some(&*sum_of(file)), "{way} {name}");
            let was = of(&before, name);
            assert_eq!(
                was.1 != *sum,
                name.starts_with("words"),
                "{way} {name}: only words have a new checksum"
            );
        }
        let page = site.get("/data").await;
        let told = page.all("#cut + p + ul li");
        assert_eq!(told.len(), 2, "{way}: {told:?}");
        assert!(told[0].contains("1 line of 2026-10/words.csv, cut"), "{way}: {told:?}");
        // The mark leads to nobody.
        let marks = "select string_agg(to_jsonb(c)::text, ' ') from word_cuts c";
        let marks: String = sqlx::query_scalar(marks).fetch_one(&db).await.unwrap();
        let rows = read(&of(&before, "words.csv").2);
        assert!(rows.iter().all(|row| !marks.contains(&row["id"])), "{marks}");
        let ids = read(&of(&after, "experiences.csv").2).len();
        assert_eq!(ids, 2, "{way}: the numbers stay");
    }
}

/// Puts a month as the first edition froze it into the tables, with these lines in its files of reports.
async fn freeze_as_before(db: &PgPool, csv: &str, ndjson: &str) {
    let mut tx = db.begin().await.unwrap();
    sqlx::query("insert into snapshots (month, dictionary) values ('2026-10-01', 2)")
        .execute(&mut *tx)
        .await
        .unwrap();
    let files = [
        ("experiences.csv", csv),
        ("experiences.ndjson", ndjson),
        ("paths.csv", "path,name\r\nstock,Stock\r\n"),
        ("cases.csv", "case,title\r\nx,\"A, and\r\nB\"\r\n"),
        ("dictionary.csv", "file,column\r\n"),
    ];
    for (name, text) in files {
        let file =
            "insert into snapshot_files (month, name, bytes, sha256) values ('2026-10-01', $1, $2, '')";
        sqlx::query(file).bind(name).bind(text.len() as i64).execute(&mut *tx).await.unwrap();
        // Seams within a line and within a letter are nothing to stumble over.
        for (place, piece) in (0..).zip(text.as_bytes().chunks(7)) {
            let kept =
                "insert into snapshot_pieces (month, name, place, bytes) values ('2026-10-01', $1, $2, $3)";
            sqlx::query(kept).bind(name).bind(place).bind(piece).execute(&mut *tx).await.unwrap();
        }
    }
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_month_frozen_before_is_divided_and_words_of_who_has_gone_since_are_left_out() {
    let mut site = TestApp::new().await;
    let db = site.database.pool();
    an_experience().titled("Fifty posts from Lisbon").publish(&db).await;
    let id: String =
        sqlx::query_scalar("select open_id::text from experiences").fetch_one(&db).await.unwrap();
    let gone = "00000000-0000-4000-8000-000000000000";
    let csv = format!(
        "id,path,headline,what_i_did,what_went_wrong,tell_a_friend,months_until_halved\r\n\
         {gone},stock,Zanzibar,\"I did, and \"\"more\"\"\r\nof it\",Zanzibar,b,3\r\n\
         {id},stock,Lisbon,Dé quoi,w,f,\r\n"
    );
    let line = |id: &str, words: &str| {
        format!(
            "{{\"id\":\"{id}\",\"path\":\"stock\",\"headline\":{words},\"what_i_did\":{words},\"n\":7.5}}\n"
        )
    };
    let ndjson = line(gone, "\"Zanzibar\"") + &line(&id, "\"Lisbon \\\"x\\\"\"") + &line(gone, "null");
    freeze_as_before(&db, &csv, &ndjson).await;
    let served = site.get("/data/2026-10/experiences.csv").await;
    assert!(served.body.contains("Zanzibar"), "as the first edition served it");

    open_data::keep_up(&db).await.unwrap();
    open_data::keep_up(&db).await.unwrap();
    let files = october(&mut site).await;
    for (name, sum, file) in &files {
        assert_eq!(sum.as_deref(), Some(&*sum_of(file)), "{name}");
        assert!(!file.body.contains("Zanzibar"), "{name}");
    }
    let body = |name: &str| of(&files, name).2.body.clone();
    assert_eq!(
        body("experiences.csv"),
        format!("id,path,months_until_halved\r\n{gone},stock,3\r\n{id},stock,\r\n")
    );
    assert_eq!(
        body("words.csv"),
        format!("id,headline,what_i_did,what_went_wrong,tell_a_friend\r\n{id},Lisbon,Dé quoi,w,f\r\n")
    );
    assert_eq!(body("experiences.ndjson").lines().count(), 3);
    assert!(
        !body("experiences.ndjson").contains("headline") && body("experiences.ndjson").contains("\"n\":7.5")
    );
    assert_eq!(body("words.ndjson").lines().count(), 1);
    assert!(body("words.ndjson").contains("Lisbon \\\"x"));
    assert_eq!(body("cases.csv"), "case,title\r\nx,\"A, and\r\nB\"\r\n");
    let page = site.get("/data").await;
    assert!(page.says("its words were put apart") && page.all("#cut + p + ul li").len() == 2);
    let left =
        "select count(*) from snapshot_pieces where position('Zanzi'::bytea in bytes) > 0 or place < 0";
    assert_eq!(sqlx::query_scalar::<_, i64>(left).fetch_one(&db).await.unwrap(), 0);
    let changed = sqlx::query("update snapshot_pieces set bytes = ''").execute(&db).await;
    assert!(changed.is_err(), "what is divided never changes again");
}

#[tokio::test]
async fn words_that_are_erased_while_a_month_is_frozen_are_not_left_in_it() {
    let mut site = TestApp::new().await;
    let db = site.database.pool();
    for month in 1..=9 {
        let link = an_open_report(&mut site, "Forty posts from Zanzibar and no sale").await;
        let name = format!("2026-0{month}");
        let mut author = site.as_somebody_else();
        let (arguments, erase) = (["--month", &name], format!("{link}/erase"));
        let (frozen, erased) = tokio::join!(snapshot(&site, &arguments), author.post(&erase, &[]));
        assert_eq!((frozen.is_ok(), erased.location()), (true, "/share/erased"), "{name}");
        let left = "select count(*) from word_lines where line like '%Zanzibar%'";
        assert_eq!(sqlx::query_scalar::<_, i64>(left).fetch_one(&db).await.unwrap(), 0, "{name}");
    }
}
