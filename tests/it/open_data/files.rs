use super::{read, rows};
use crate::support::{TestApp, an_experience, path_id, rate};
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use firstbucket::{
    reports::{AiUse, Background, Channel, IncomeModel, Status, StopReason},
    values::{Cents, Currency, Month, VariantId},
};
use http_body_util::BodyExt as _;
use sqlx::{AssertSqlSafe, PgPool};
use std::{
    collections::BTreeSet,
    time::{Duration, Instant},
};

#[tokio::test]
async fn a_file_is_a_download_and_never_a_page() {
    let mut site = TestApp::new().await;
    an_experience().publish(&site.database.pool()).await;
    for (file, kind) in [
        ("experiences.csv", "text/csv; charset=utf-8; header=present"),
        ("experiences.ndjson", "application/x-ndjson"),
        ("words.csv", "text/csv; charset=utf-8; header=present"),
        ("words.ndjson", "application/x-ndjson"),
        ("paths.csv", "text/csv; charset=utf-8; header=present"),
        ("cases.csv", "text/csv; charset=utf-8; header=present"),
        ("dictionary.csv", "text/csv; charset=utf-8; header=present"),
    ] {
        let answer = site.get(&format!("/data/{file}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{file}: {}", answer.body);
        let said = |name: header::HeaderName| answer.headers[name].to_str().unwrap().to_owned();
        assert_eq!(said(header::CONTENT_TYPE), kind);
        let disposition = format!("attachment; filename=\"first-bucket-{file}\"");
        assert_eq!(said(header::CONTENT_DISPOSITION), disposition);
        assert_eq!(said(header::X_CONTENT_TYPE_OPTIONS), "nosniff");
        assert!(said(header::CONTENT_SECURITY_POLICY).starts_with("default-src 'none'"));
        assert!(said(header::LINK).contains("creativecommons.org/licenses/by/4.0/"));
    }
    for nothing in
        ["/data/x.csv", "/data/%00", "/data/2026-10/x.csv", "/data/2026-13/paths.csv", "/data/x/paths.csv"]
    {
        assert_eq!(site.get(nothing).await.status, StatusCode::NOT_FOUND, "{nothing}");
    }
}

#[tokio::test]
async fn a_file_comes_whole_in_every_encoding() {
    let site = TestApp::with(&["--rate-download=off"]).await;
    an_experience().publish(&site.database.pool()).await;
    multiply(&site.database.pool(), 500).await;
    for encoding in ["identity", "gzip", "br", "zstd"] {
        for file in ["experiences.csv", "experiences.ndjson", "paths.csv"] {
            let request = Request::get(format!("/data/{file}")).header(header::ACCEPT_ENCODING, encoding);
            let answer = site.take_by(request.body(Body::empty()).unwrap()).await;
            assert_eq!(answer.status(), StatusCode::OK);
            assert_eq!(answer.headers().contains_key(header::CONTENT_ENCODING), encoding != "identity");
            assert!(answer.into_body().collect().await.is_ok(), "{file} {encoding}");
        }
    }
}

#[tokio::test]
async fn the_dictionary_names_every_column_in_its_order() {
    let mut site = TestApp::new().await;
    an_experience().publish(&site.database.pool()).await;
    let dictionary = rows(&mut site, "dictionary.csv").await;
    let page = site.get("/data/dictionary").await;
    for file in ["experiences", "words", "paths", "cases", "dictionary"] {
        let written = site.get(&format!("/data/{file}.csv")).await;
        let named: Vec<&str> =
            dictionary.iter().filter(|row| row["file"] == file).map(|row| row["column"].as_str()).collect();
        assert_eq!(written.body.lines().next().unwrap().split(',').collect::<Vec<_>>(), named);
        assert!(named.iter().all(|name| page.all("th code").contains(&(*name).to_owned())), "{file}");
    }
    // The rows have these columns, too, and no other.
    let line = site.get("/data/experiences.ndjson").await.body;
    let row: serde_json::Map<String, serde_json::Value> = serde_json::from_str(line.trim()).unwrap();
    let mut keys: Vec<&str> = row.keys().map(String::as_str).collect();
    let mut named: Vec<&str> = dictionary
        .iter()
        .filter(|row| row["file"] == "experiences")
        .map(|row| row["column"].as_str())
        .collect();
    keys.sort_unstable();
    named.sort_unstable();
    assert_eq!(keys, named);
}

#[tokio::test]
async fn a_formula_is_harmless_and_a_loss_is_a_number() {
    let mut site = TestApp::new().await;
    let loss = an_experience().monthly(-12).titled("=HYPERLINK(\"http://x\",\"a, b\")");
    loss.with(|report| report.story.what_i_did = "@SUM(A1), told\nin two lines".repeat(4))
        .publish(&site.database.pool())
        .await;
    let words = &rows(&mut site, "words.csv").await[0];
    let row = &rows(&mut site, "experiences.csv").await[0];
    assert_eq!(words["id"], row["id"]);
    assert_eq!(words["headline"], "'=HYPERLINK(\"http://x\",\"a, b\")");
    assert!(words["what_i_did"].starts_with("'@SUM(A1), told\nin two lines"));
    assert_eq!(
        (row["monthly_net_usd_cents"].as_str(), row["costs_total_usd_cents"].as_str()),
        ("-1200", "12000")
    );
    let line = site.get("/data/experiences.ndjson").await.body;
    assert!(line.contains("\"monthly_net_usd_cents\":-1200"), "{line}");
    let line = site.get("/data/words.ndjson").await.body;
    assert!(line.contains("\"headline\":\"=HYPERLINK"), "{line}");
}

#[tokio::test]
async fn only_what_was_agreed_to_is_there() {
    let mut site = TestApp::new().await;
    let db = site.database.pool();
    let private = an_experience().titled("Kept out of the open data");
    private.with(|report| report.consent.in_open_data = false).publish(&db).await;
    let silent = an_experience().titled("Numbers without the story");
    silent.with(|report| report.consent.may_publish_story = false).publish(&db).await;
    an_experience().titled("All of it may be told").publish(&db).await;
    an_experience().titled("Waiting for a moderator").send(&db).await;

    let (file, words) = (site.get("/data/experiences.csv").await, site.get("/data/words.csv").await);
    for absent in ["Kept out of", "Numbers without", "Waiting for"] {
        assert!(!file.body.contains(absent) && !words.body.contains(absent), "{absent}");
    }
    assert!(!file.body.contains("All of it"), "numbers only");
    let (rows, words) = (read(&file), read(&words));
    let told: Vec<&str> = words.iter().map(|row| row["headline"].as_str()).collect();
    assert_eq!((rows.len(), told), (2, vec!["All of it may be told"]));
    let silent = rows.iter().find(|row| row["id"] != words[0]["id"]).unwrap();
    assert!(
        silent["started_quarter"].contains("-Q") && !file.body.contains("europe"),
        "one of two is merged"
    );
}

#[tokio::test]
async fn sums_have_two_digits_and_none_without_a_rate() {
    let mut site = TestApp::new().await;
    let db = site.database.pool();
    an_experience().with(|report| report.money.revenue_total = Cents(123_456)).publish(&db).await;
    an_experience().without_rate().publish(&db).await;
    rate(&db, "UGX", "2020", 1.0 / 1.1).await;
    let shillings = an_experience().with(|report| {
        report.money.currency = Currency::Ugx;
        report.money.revenue_total = Cents(100_000);
        report.seller.sells_on_topic = true;
    });
    shillings.publish(&db).await;
    let rows = rows(&mut site, "experiences.csv").await;
    let one = |why: &str| rows.iter().find(|row| row["in_figures"] == why).unwrap();
    assert_eq!(
        (one("counted")["revenue_total_usd_cents"].as_str(), one("counted")["net_total_usd_cents"].as_str()),
        ("120000", "120000")
    );
    assert_eq!(one("seller")["revenue_total_usd_cents"], "110000", "dollars, whatever it was told in");
    assert!(
        ["revenue_total_usd_cents", "net_total_usd_cents", "monthly_net_usd_cents"]
            .iter()
            .all(|sum| one("no_rate")[*sum].is_empty())
    );
}

#[tokio::test]
async fn values_of_fewer_than_five_are_merged_and_never_one_alone() {
    let mut site = TestApp::new().await;
    let db = site.database.pool();
    let backgrounds = [(Background::Education, 7), (Background::Law, 6), (Background::Health, 1)];
    for (background, reports) in backgrounds {
        for _ in 0..reports {
            an_experience().with(|report| report.who.background = background).publish(&db).await;
        }
    }
    for _ in 0..5 {
        let other = an_experience().on("consulting").with(|report| {
            report.what.first_customer_channel = Channel::ColdOutreach;
            report.what.income_model = vec![IncomeModel::Ads, IncomeModel::PerSession];
        });
        other.publish(&db).await;
    }
    let lonely =
        an_experience().on("consulting").with(|report| report.what.income_model = vec![IncomeModel::Equity]);
    lonely.publish(&db).await;

    let rows = rows(&mut site, "experiences.csv").await;
    let count = |path: &str, column: &str, value: &str| {
        rows.iter().filter(|row| row["path"] == path && row[column] == value).count()
    };
    // The one in health would stand alone under `merged`, so the next rarest joins.
    assert_eq!(count("content-creation", "background", "merged"), 7);
    assert_eq!(count("content-creation", "background", "education"), 7);
    assert_eq!(count("content-creation", "variant", ""), 14, "a blank of many is a blank");
    // All six are merged: one channel of a single report takes the other five along.
    assert_eq!(count("consulting", "first_customer_channel", "merged"), 6);
    // Equity would be alone, and takes the first of the next rarest along; each value of a cell is judged by itself.
    assert_eq!(count("consulting", "income_model", "merged"), 1);
    assert_eq!(count("consulting", "income_model", "per_session merged"), 5);
    assert_eq!(count("consulting", "background", "education"), 6);
}

#[tokio::test]
async fn a_value_that_was_not_counted_yet_is_merged() {
    let mut site = TestApp::new().await;
    for _ in 0..5 {
        an_experience().publish(&site.database.pool()).await;
    }
    let before = read(&site.get("/data/experiences.csv").await);
    assert!(before.iter().all(|row| row["region"] == "merged"));
    assert!(rows(&mut site, "experiences.csv").await.iter().all(|row| row["region"] == "europe"));
}

#[tokio::test]
async fn the_database_merges_the_columns_that_the_dictionary_says_are_merged() {
    let mut site = TestApp::new().await;
    let db = site.database.pool();
    let variant = sqlx::query_scalar("select id from path_variants where path_id = $1 limit 1");
    let variant = variant.bind(path_id(&db, "content-creation").await);
    let variant: VariantId = variant.fetch_one(&db).await.unwrap();
    let whole = an_experience().seller().with(|report| {
        report.money.running_cost_total = Cents(1_000);
        report.variant_id = Some(variant);
        report.when.status = Status::StoppedAfterIncome;
        report.when.stopped_on = Some(Month::of(report.when.as_of));
        report.story.stop_reasons = vec![StopReason::NoCustomers];
        report.what.ai_used_for = vec![AiUse::Drafting];
    });
    whole.publish(&db).await;
    let before = read(&site.get("/data/experiences.csv").await);
    assert_eq!(before.len(), 1);
    let merged = before[0].iter().filter(|(_, cell)| *cell == "merged").map(|(column, _)| column.clone());
    let merged: BTreeSet<String> = merged.collect();
    let dictionary = rows(&mut site, "dictionary.csv").await;
    let said = dictionary
        .iter()
        .filter(|row| row["file"] == "experiences" && row["made_coarser"].contains("merged"));
    assert_eq!(merged, said.map(|row| row["column"].clone()).collect());
    assert!(merged.len() > 10, "{merged:?}");
}

#[tokio::test]
async fn a_visitor_takes_one_file_at_a_time_and_not_too_many() {
    let mut site = TestApp::with(&["--rate-download=3/hour", "--exports=2"]).await;
    an_experience().publish(&site.database.pool()).await;
    multiply(&site.database.pool(), 2_000).await;
    let first = site.take("/data/experiences.csv").await;
    assert_eq!(first.status(), StatusCode::OK);
    let second = site.get("/data/paths.csv").await;
    assert_eq!(second.status, StatusCode::TOO_MANY_REQUESTS, "the first one is still under way");
    assert!(second.headers.contains_key(header::RETRY_AFTER));
    first.into_body().collect().await.unwrap();
    assert_eq!(site.get("/data/paths.csv").await.status, StatusCode::OK);
    assert_eq!(
        site.get("/data/paths.csv").await.status,
        StatusCode::TOO_MANY_REQUESTS,
        "the fourth in an hour"
    );
    assert!(site.get("/limits").await.says("Files of the open data one address may take"));
}

fn by(address: &str, file: &str) -> Request<Body> {
    Request::get(format!("/data/{file}")).header("x-forwarded-for", address).body(Body::empty()).unwrap()
}

#[tokio::test]
async fn readers_who_take_nothing_keep_nobody_out() {
    let site = TestApp::with(&["--exports=4", "--trusted-proxies=0.0.0.0/32"]).await;
    an_experience().publish(&site.database.pool()).await;
    multiply(&site.database.pool(), 5_000).await;
    let mut idle = Vec::new();
    for address in ["192.0.2.1", "192.0.2.2", "198.51.100.1", "2001:db8:1::1"] {
        let answer = site.take_by(by(address, "experiences.csv")).await;
        assert_eq!(answer.status(), StatusCode::OK);
        idle.push(answer);
    }
    let crowding = site.send(by("192.0.2.3", "experiences.csv")).await;
    assert_eq!(crowding.status, StatusCode::TOO_MANY_REQUESTS, "its network has half of the places");
    let (began, honest) = (Instant::now(), site.take_by(by("203.0.113.1", "experiences.csv")).await);
    assert_eq!(honest.status(), StatusCode::OK);
    assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
    assert!(honest.into_body().collect().await.is_ok(), "and takes all of it");
    let ends =
        futures_util::future::join_all(idle.into_iter().map(|answer| answer.into_body().collect())).await;
    assert!(ends.iter().any(Result::is_err), "whoever made room was cut off, and knows it");
}

#[tokio::test]
async fn a_reader_slower_than_the_least_speed_is_cut_off() {
    let site =
        TestApp::with(&["--exports=1", "--export-piece-seconds=1", "--trusted-proxies=0.0.0.0/32"]).await;
    an_experience().publish(&site.database.pool()).await;
    multiply(&site.database.pool(), 5_000).await;
    let slow = site.take_by(by("192.0.2.1", "experiences.csv")).await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    let other = site.take_by(by("198.51.100.1", "paths.csv")).await;
    assert_eq!(other.status(), StatusCode::OK);
    assert!(slow.into_body().collect().await.is_err());
}

#[tokio::test]
async fn fifty_thousand_rows_come_in_small_pieces() {
    let site = TestApp::new().await;
    an_experience().publish(&site.database.pool()).await;
    multiply(&site.database.pool(), 50_000).await;
    let mut body = site.take("/data/experiences.csv").await.into_body();
    let (mut lines, mut longest) = (0, 0);
    while let Some(frame) = body.frame().await {
        let piece = frame.unwrap().into_data().unwrap();
        longest = longest.max(piece.len());
        lines += piece.iter().filter(|byte| **byte == b'\n').count();
    }
    assert_eq!(lines, 1 + 50_000, "the head and the rows");
    assert!(longest < 1 << 20, "{longest} bytes at once");
}

/// Copies the only experience, so that there are so many.
async fn multiply(db: &PgPool, rows: i64) {
    let columns: Vec<String> = sqlx::query_scalar(
        "select column_name::text from information_schema.columns where table_name = 'experiences' and is_generated = 'NEVER' \
         and column_name not in ('id', 'open_id', 'submission_id')",
    )
    .fetch_all(db)
    .await
    .unwrap();
    let columns = columns.join(", ");
    let copy = format!(
        "with sent as (insert into submissions (reference, secret_hash, form_key_hash, kind) \
            select r, r::bytea, r::bytea, 'told_afterwards' from (select 'copy ' || n from generate_series(2, {rows}) n) as copies (r) \
            returning id) \
         insert into experiences (submission_id, {columns}) select sent.id, {columns} from sent, experiences"
    );
    let mut conn = db.acquire().await.unwrap();
    sqlx::raw_sql(AssertSqlSafe(format!("set statement_timeout = 0; {copy}")))
        .execute(&mut *conn)
        .await
        .unwrap();
    conn.close().await.unwrap();
}
