//! Sample reports stay behind their switch.

use crate::support::{TestApp, an_experience, fresh_database};
use clap::Parser as _;
use firstbucket::{
    cli::Cli,
    demo,
    experiences::{self, Of},
    state::AppState,
};
use sqlx::PgPool;

fn state(db: PgPool, flags: &[&str]) -> AppState {
    AppState::new(&Cli::parse_from(["firstbucket"].iter().chain(flags)).config, db)
}

async fn count(db: &PgPool, query: &'static str) -> i64 {
    sqlx::query_scalar(query).fetch_one(db).await.unwrap()
}

#[tokio::test]
async fn the_demonstration_fills_every_path_and_the_queue_once() {
    let database = fresh_database().await;
    let db = database.program_pool();
    let labelled = state(db.clone(), &["--demo"]);
    let said = demo::fill(&labelled).await.unwrap();
    assert!(said.starts_with("380 sample reports are published and 30 wait"), "{said}");
    assert!(demo::fill(&labelled).await.unwrap().contains("nothing was changed"));

    let counts = experiences::counts(&db, &Of::Everything).await.unwrap();
    assert_eq!(counts.published, 380);
    assert!(counts.sellers > 5 && counts.without_rate > 2 && counts.not_yet_known > 5, "{counts:?}");
    let waiting = "select count(*) from review_items where state = 'queued' and kind = 'submission'";
    assert_eq!(count(&db, waiting).await, 30);
    assert_eq!(count(&db, "select count(*) from review_items where suspected").await, 1);
    let others = "select count(*) from review_items where kind = 'flag' or state = 'appealed'";
    assert_eq!(count(&db, others).await, 5, "four flags and an appeal");
    let plain = "select count(*) from flags where words not like 'Sample flag: %'";
    assert_eq!(count(&db, plain).await, 0);
    for grade in ["A", "B", "C", "D", "E"] {
        let of =
            sqlx::query_scalar::<_, i64>("select count(*) from experiences where grade = $1").bind(grade);
        assert!(of.fetch_one(&db).await.unwrap() > 5, "{grade}");
    }
    let unmarked = "select count(*) from submissions where reference not like 'DEMO-%'";
    assert_eq!(count(&db, unmarked).await, 0);
    let short = "select count(*) from submission_revisions where what_i_did not like '%This is sample text%'";
    assert_eq!(count(&db, short).await, 0);
    assert!(count(&db, "select count(distinct headline) from experiences").await > 250);

    demo::refuse_unlabelled(&labelled).await.unwrap();
    let refused = demo::refuse_unlabelled(&state(db, &[])).await.unwrap_err();
    assert!(refused.to_string().contains("add --demo"), "{refused}");
}

#[tokio::test]
async fn sample_reports_are_never_put_beside_real_ones_nor_without_the_switch() {
    let site = TestApp::new().await;
    let db = site.database.pool();
    let refused = demo::fill(&state(db.clone(), &[])).await.unwrap_err();
    assert!(refused.to_string().contains("--demo"), "{refused}");
    an_experience().publish(&db).await;
    let refused = demo::fill(&state(db.clone(), &["--demo"])).await.unwrap_err();
    assert!(refused.to_string().contains("not invented"), "{refused}");
    assert_eq!(experiences::counts(&db, &Of::Everything).await.unwrap().published, 1);
    demo::refuse_unlabelled(&state(db, &[])).await.unwrap();
}
