//! What anybody may take away, and that it is enough to compute the pages' figures again.

mod again;
mod cells;
mod files;
mod snapshots;

use crate::support::{Answer, TestApp, an_experience, fresh_database, path_id, paths_of_content};
use firstbucket::{
    experiences::{self, Of, path_figures},
    open_data,
    values::Cents,
};
use proptest::{collection::vec, prelude::*, strategy::ValueTree as _, test_runner::TestRunner};
use std::collections::HashMap;

/// A row of a CSV file, by the names of its columns.
type Row = HashMap<String, String>;

/// The rows of a file, read by somebody else's reader of CSV.
async fn rows(site: &mut TestApp, file: &str) -> Vec<Row> {
    open_data::keep_up(&site.database.pool()).await.unwrap();
    read(&site.get(&format!("/data/{file}")).await)
}

fn read(answer: &Answer) -> Vec<Row> {
    assert_eq!(answer.status, 200, "{}", answer.body);
    let mut reader = csv::Reader::from_reader(answer.body.as_bytes());
    reader.deserialize().map(|row| row.unwrap()).collect()
}

#[tokio::test]
async fn the_database_rounds_as_the_program_does() {
    let digits = (0_u32..18, any::<i64>()).prop_map(|(digits, n)| n % 10_i64.pow(digits + 1));
    let mut sums = vec(digits, 10_000).new_tree(&mut TestRunner::deterministic()).unwrap().current();
    sums.extend(-12_000..12_000);
    let database = fresh_database().await;
    let rounded: Vec<i64> = sqlx::query_scalar(
        "select two_digits(s) from unnest($1::bigint[]) with ordinality as sum (s, place) order by place",
    )
    .bind(&sums)
    .fetch_all(&database.pool())
    .await
    .unwrap();
    for (sum, rounded) in sums.iter().zip(&rounded) {
        assert_eq!(Cents(*sum).two_digits().0, *rounded, "{sum}");
    }
}

#[tokio::test]
async fn figures_rest_on_what_authors_agreed_to_and_are_rounded_as_the_file_is() {
    let mut site = TestApp::new().await;
    let db = site.database.pool();
    for dollars in [0, 0, -20, 123, 456] {
        an_experience().monthly(dollars).publish(&db).await;
    }
    an_experience().monthly(9_000).with(|report| report.consent.in_open_data = false).publish(&db).await;

    let path_id = path_id(&db, "content-creation").await;
    let counts = experiences::counts(&db, &Of::Path(path_id)).await.unwrap();
    assert_eq!((counts.published, counts.kept_private, counts.headline), (6, 1, 5));
    assert_eq!((counts.open(), counts.registered, counts.told_afterwards), (5, 0, 5));
    let figures = path_figures::of_path(&db, path_id).await.unwrap().amounts();
    assert_eq!(figures.n(), 5);
    assert!(figures.people().all(|month| month.cents == month.cents.two_digits()));
    assert!(site.get("/experiences").await.says("1 kept out of the open data by the author"));
}

#[tokio::test]
async fn how_many_earned_is_one_table_with_the_tellers_apart() {
    let mut site = TestApp::new().await;
    let db = site.database.pool();
    for _ in 0..4 {
        an_experience().publish(&db).await;
    }
    for _ in 0..6 {
        an_experience().monthly(-3).publish(&db).await;
    }
    for _ in 0..4 {
        an_experience().seller().publish(&db).await;
    }
    let page = site.get("/data").await;
    let cells = page.all("[aria-label^='How many earned'] tbody tr:first-child td");
    let earned = "4 of 10 17 to 69%";
    assert_eq!(cells, [earned, "Only 4 too few to say"], "of registered starts another table speaks");
    let rows = page.all("[aria-label^='How many earned'] tbody th");
    assert_eq!((rows.len(), rows.last().map(String::as_str)), (paths_of_content() + 1, Some("All paths")));
    let sets = page.attributes("[aria-label^='How many earned'] td a", "href");
    let told = "kind=told_afterwards";
    let path = format!("/experiences?path=content-creation&{told}");
    assert_eq!(sets, [path, format!("/experiences?{told}")]);
    assert!(page.says("How to cite it"));
    let starts = page.all("[aria-label^='Registered starts'] tbody tr:last-child td");
    assert_eq!(starts, ["0", "0", "0", "0", "None due yet"]);
}
