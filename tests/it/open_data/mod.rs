//! What anybody may take away, and that it is enough to compute the pages' figures again.

mod again;
mod cells;
mod files;
mod snapshots;

use crate::support::{Answer, TestApp, an_experience, path_id, paths_of_content};
use firstbucket::{
    experiences::{self, Of, path_figures},
    open_data,
};
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
    let told = "in_figures=counted&kind=told_afterwards";
    assert_eq!(sets, [format!("/experiences?path=content-creation&{told}"), format!("/experiences?{told}")]);
    for set in &sets {
        let list = site.get(set).await.all("#results .count").concat();
        assert!(list.starts_with("10 "), "{set} opens {list}");
    }
    assert!(page.says("How to cite it"));
    let starts = page.all("[aria-label^='Registered starts'] tbody tr:last-child td");
    assert_eq!(starts, ["0", "0", "0", "0", "None due yet"]);
}
