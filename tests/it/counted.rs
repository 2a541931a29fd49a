//! Counts from memory are those of the moment, whoever changed what and however long it took.

use crate::{
    database::Folder,
    support::{an_experience, fresh_database, path_id},
};
use firstbucket::{
    counting::SharedIndex,
    db::{
        Database, Settings,
        local::{LocalServer, Options},
    },
    experiences::{self, Of, path_figures},
    figures::{Spread, Strata},
    reports::Kind,
    submissions::{self, State},
    values::SubmissionId,
    web::{Query, View},
};
use sqlx::PgPool;
use std::process::Command;
use time::{Duration, OffsetDateTime};

const ASKED: [&str; 6] = [
    "",
    "kind=registered_start",
    "path=content-creation&status=trying",
    "path=content-creation&path=consulting&in_figures=counted&in_figures=kept_private&freshness=fresh&freshness=ageing",
    "income_model=paid_content&stop_reasons=no_time",
    "q=glue&monthly_net=100_499",
];

async fn view(db: &PgPool, asked: &str) -> View {
    let today = OffsetDateTime::now_utc().date();
    let facets = experiences::facets(&experiences::choices(db).await.unwrap(), today);
    View::read("/experiences", &facets, &[], &Query(serde_html_form::from_str(asked).unwrap()))
}

/// How many reports the statement of the lists finds.
async fn listed(db: &PgPool, view: &View) -> i64 {
    let mut query = sqlx::QueryBuilder::new(
        "select count(*) from experiences e join paths p on p.id = e.path_id \
         left join path_variants v on v.id = e.variant_id where true",
    );
    experiences::narrow(&mut query, view);
    query.build_query_scalar().fetch_one(db).await.unwrap()
}

async fn published(db: &PgPool, index: &SharedIndex) -> i64 {
    experiences::figures(db, index, &view(db, "").await).await.unwrap().0.published
}

#[tokio::test]
async fn memory_counts_what_the_database_lists() {
    let database = fresh_database().await;
    let db = database.pool();
    let index = SharedIndex::default();
    let today = OffsetDateTime::now_utc().date();
    path_id(&db, "content-creation").await;
    for step in 0..12_i64 {
        let mut report =
            an_experience().monthly(step * 40 - 80).confirmed_on(today - Duration::days(step * 45));
        if step % 3 == 0 {
            report = report.seller();
        }
        if step % 4 == 0 {
            report = report.on("consulting").with(|report| report.consent.in_open_data = false);
        }
        if step % 5 == 0 {
            report = report.with(|report| report.kind = Kind::RegisteredStart);
        }
        report.publish(&db).await;
        for asked in ASKED {
            let view = view(&db, asked).await;
            let (counts, _) = experiences::figures(&db, &index, &view).await.unwrap();
            assert_eq!(counts.published, listed(&db, &view).await, "{asked} of {step}");
        }
    }
    for facet in experiences::facets(&experiences::choices(&db).await.unwrap(), today) {
        for (word, _) in &facet.values {
            let view = view(&db, &format!("{}={word}", facet.key)).await;
            let (counts, _) = experiences::figures(&db, &index, &view).await.unwrap();
            assert_eq!(counts.published, listed(&db, &view).await, "{}={word}", facet.key);
        }
    }
    let (counts, strata) = experiences::figures(&db, &index, &view(&db, "").await).await.unwrap();
    assert_eq!(counts, experiences::counts(&db, &Of::Everything).await.unwrap());
    assert_eq!(strata.amounts().n() as i64, counts.headline);
    // What memory says of everything is what the paths say together, wherever each start stands; of sellers it says nothing.
    let paths = path_figures::of_all(&db).await.unwrap();
    let together = Strata::together(paths.iter().map(|(_, path)| &path.strata));
    assert!(together.registered.starts.earned_before() > 0);
    assert_eq!(strata, Strata { sellers: Spread::default(), ..together });
}

#[tokio::test]
async fn a_change_that_took_longer_than_later_ones_is_seen_when_it_is_done() {
    let database = fresh_database().await;
    let db = database.pool();
    let index = SharedIndex::default();
    path_id(&db, "content-creation").await;
    let slow = an_experience().publish(&db).await;
    let mut tx = db.begin().await.unwrap();
    sqlx::query("delete from experiences where id = $1").bind(slow).execute(&mut *tx).await.unwrap();
    an_experience().publish(&db).await;
    assert_eq!(published(&db, &index).await, 2);
    an_experience().publish(&db).await;
    assert_eq!(published(&db, &index).await, 3);
    tx.commit().await.unwrap();
    assert_eq!(published(&db, &index).await, 2);
}

#[tokio::test]
async fn every_copy_of_the_program_sees_what_came_changed_and_went() {
    let database = fresh_database().await;
    let db = database.pool();
    let copies = [SharedIndex::default(), SharedIndex::default()];
    let id = an_experience().publish(&db).await;
    let counts = async || {
        let mut counts = Vec::new();
        for index in &copies {
            counts.push((published(&db, index).await, trying(&db, index).await));
        }
        counts
    };
    assert_eq!(counts().await, [(1, 0), (1, 0)]);
    sqlx::query("update experiences set status = 'trying' where id = $1")
        .bind(id)
        .execute(&db)
        .await
        .unwrap();
    assert_eq!(counts().await, [(1, 1), (1, 1)]);
    let submission = sqlx::query_scalar("select submission_id from experiences where id = $1");
    let submission: SubmissionId = submission.bind(id).fetch_one(&db).await.unwrap();
    let mut tx = db.begin().await.unwrap();
    submissions::set_state(&mut tx, submission, State::Withdrawn, None).await.unwrap();
    assert_eq!(counts().await, [(1, 1), (1, 1)], "nobody sees what is not done");
    tx.commit().await.unwrap();
    assert_eq!(counts().await, [(0, 0), (0, 0)]);
}

async fn trying(db: &PgPool, index: &SharedIndex) -> i64 {
    experiences::figures(db, index, &view(db, "status=trying").await).await.unwrap().0.published
}

#[tokio::test]
async fn a_copy_that_is_led_to_another_database_counts_that_one() {
    let (here, there) = (fresh_database().await, fresh_database().await);
    let (here, there) = (here.pool(), there.pool());
    let index = SharedIndex::default();
    for _ in 0..3 {
        an_experience().publish(&here).await;
    }
    assert_eq!(published(&here, &index).await, 3);
    // Its numbers are those of transactions that the first database has long forgotten.
    an_experience().publish(&there).await;
    for round in 0..3 {
        assert_eq!(published(&there, &index).await, 1 + round);
        an_experience().publish(&there).await;
        assert_eq!(published(&there, &index).await, 2 + round);
        assert_eq!(published(&here, &index).await, 3);
    }
}

#[tokio::test]
async fn a_table_that_was_restored_in_its_place_is_counted_anew() {
    let database = fresh_database().await;
    let db = database.pool();
    let index = SharedIndex::default();
    an_experience().publish(&db).await;
    assert_eq!(published(&db, &index).await, 1);
    // As a restore with --clean leaves it: the rows are others, and no trigger has noted them.
    sqlx::raw_sql(
        "create table restored (like experiences including all);
         alter table experiences disable trigger user;
         delete from experiences;
         alter table experiences rename to dropped;
         alter table restored rename to experiences",
    )
    .execute(&db)
    .await
    .unwrap();
    assert_eq!(published(&db, &index).await, 0);
}

#[tokio::test]
async fn a_server_that_was_put_back_to_an_earlier_state_is_counted_anew() {
    let folder = Folder::new("put-back");
    let start = || {
        let options = Options { folder: folder.0.clone(), linger: 0, throwaway: false };
        LocalServer::start(&options).unwrap()
    };
    let open = async |server: &LocalServer| {
        let settings = Settings { url: Some(server.url("postgres")), ..Settings::default() };
        Database::open(&settings).await.unwrap()
    };
    let index = SharedIndex::default();

    let server = start();
    let database = open(&server).await;
    database.migrate().await.unwrap();
    an_experience().publish(&database.pool()).await;
    assert_eq!(published(&database.pool(), &index).await, 1);
    database.close().await.unwrap();
    server.stop().unwrap();
    copy(&folder, "data", "backup");

    let server = start();
    let database = open(&server).await;
    for _ in 0..3 {
        an_experience().publish(&database.pool()).await;
    }
    assert_eq!(published(&database.pool(), &index).await, 4);
    database.close().await.unwrap();
    server.stop().unwrap();
    std::fs::remove_dir_all(folder.0.join("data")).unwrap();
    copy(&folder, "backup", "data");

    let server = start();
    let database = open(&server).await;
    assert_eq!(published(&database.pool(), &index).await, 1);
    an_experience().publish(&database.pool()).await;
    assert_eq!(published(&database.pool(), &index).await, 2);
    database.close().await.unwrap();
    server.stop().unwrap();
}

fn copy(folder: &Folder, from: &str, to: &str) {
    let (from, to) = (folder.0.join(from), folder.0.join(to));
    assert!(Command::new("cp").arg("-a").args([from, to]).status().unwrap().success());
}
