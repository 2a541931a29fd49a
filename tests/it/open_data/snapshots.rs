use super::rows;
use crate::support::{TestApp, an_experience};
use axum::http::{StatusCode, header};
use clap::Parser;
use firstbucket::open_data;
use sha2::{Digest as _, Sha256};
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
    assert_eq!(sums.lines().count(), 5);
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
