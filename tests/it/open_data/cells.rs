//! What a spreadsheet makes of the files: words stay words, and only numbers and days are numbers and days.

use super::{read, rows};
use crate::support::{TestApp, an_experience};
use clap::Parser as _;
use firstbucket::{
    cli::Cli,
    demo,
    reports::{TeachingShare, Years},
    state::AppState,
    values::{ClosedList as _, file_word, spreadsheet},
};
use std::collections::BTreeMap;

async fn with_demo() -> TestApp {
    let site = TestApp::with(&["--demo", "--rate-download=off"]).await;
    let db = site.database.pool();
    demo::fill(&AppState::new(&Cli::parse_from(["firstbucket", "--demo"]).config, db.clone())).await.unwrap();
    site
}

/// What is wrong with a cell of a column of this kind, as the dictionary calls it.
fn fault(kind: &str, cell: &str) -> Option<&'static str> {
    let is_number = cell.parse::<f64>().is_ok_and(f64::is_finite);
    let is_day = cell.len() == 10 && cell.split('-').map(str::len).eq([4, 2, 2]);
    match kind {
        _ if cell.is_empty() => None,
        "text" => (!spreadsheet::is_text(cell) && !is_uuid(cell)).then_some("text is read as something else"),
        "one word" | "words" => (!spreadsheet::is_text(cell)).then_some("a word is read as something else"),
        "true or false" => (!matches!(cell, "true" | "false")).then_some("not true or false"),
        kind if kind.starts_with("day") => (!is_day).then_some("no day"),
        kind if kind.starts_with("quarter") => (!spreadsheet::is_text(cell)).then_some("a quarter is a day"),
        _ => (!is_number).then_some("no number"),
    }
}

fn is_uuid(cell: &str) -> bool {
    cell.split('-').map(str::len).eq([8, 4, 4, 4, 12])
}

#[tokio::test]
async fn no_cell_of_any_file_is_read_otherwise_than_it_is_meant() {
    let mut site = with_demo().await;
    let dictionary = rows(&mut site, "dictionary.csv").await;
    let mut cells = 0;
    for file in ["experiences", "paths", "cases", "dictionary"] {
        let columns: Vec<_> = dictionary.iter().filter(|row| row["file"] == file).collect();
        for row in rows(&mut site, &format!("{file}.csv")).await {
            for column in &columns {
                let (name, cell) = (&column["column"], &row[&column["column"]]);
                assert_eq!(fault(&column["kind"], cell), None, "{file}.{name}: {cell}");
                let known: Vec<&str> = column["values"].split(' ').filter(|word| !word.is_empty()).collect();
                let said = cell.split(' ').filter(|word| !word.is_empty());
                let is_listed = column["kind"].contains("word");
                said.filter(|_| is_listed)
                    .for_each(|word| assert!(known.contains(&word), "{file}.{name}: {word} is in no list"));
                assert_eq!(name.ends_with("_cents"), column["kind"] == "US cents", "{file}.{name}");
                cells += 1;
            }
        }
    }
    assert!(cells > 5_000, "only {cells} cells");
}

#[tokio::test]
async fn no_cell_behind_a_chart_is_read_otherwise_than_it_is_meant() {
    let mut site = with_demo().await;
    let words = ["take_home_a_month", "how_it_stands", "stratum", "who", "reason", "counted", "started"];
    let mut files = 0;
    for path in rows(&mut site, "paths.csv").await {
        for chart in ["pays", "ends", "wait", "who", "stops", "edge"] {
            let answer = site.get(&format!("/paths/{}/figures/{chart}.csv", path["path"])).await;
            if answer.status != 200 {
                continue;
            }
            files += 1;
            for (name, cell) in read(&answer).iter().flatten() {
                let kind = match name.as_str() {
                    "as_of" => "day",
                    "in_other_figures" => "true or false",
                    name if words.contains(&name) => "one word",
                    _ => "number",
                };
                assert_eq!(fault(kind, cell), None, "{chart}.{name}: {cell}");
            }
        }
    }
    assert!(files > 20, "only {files} files");
}

/// The database and the program write the same words, and those of the lists are all of them.
#[tokio::test]
async fn years_and_shares_are_written_in_words_and_found_by_either() {
    let mut site = TestApp::new().await;
    let db = site.database.pool();
    for place in 0..5 {
        for _ in 0..5 {
            let report = an_experience().with(|report| {
                report.who.years_in_field = Years::ALL[place];
                report.seller.teaching_share = TeachingShare::ALL[place];
            });
            report.publish(&db).await;
        }
    }
    let written = rows(&mut site, "experiences.csv").await;
    let mut by_word = BTreeMap::new();
    written.iter().for_each(|row| *by_word.entry(row["years_in_field"].as_str()).or_insert(0) += 1);
    assert_eq!(
        by_word,
        [("1_to_2", 5), ("3_to_5", 5), ("6_to_10", 5), ("none", 5), ("over_10", 5)].into_iter().collect()
    );
    assert_eq!(written.iter().filter(|row| row["teaching_share"] == "all").count(), 5);
    for years in Years::ALL {
        let is_written: String =
            sqlx::query_scalar("select plain_word($1)").bind(years.word()).fetch_one(&db).await.unwrap();
        assert_eq!(is_written, file_word(years.word()));
        for word in [years.word().replace('+', "%2B"), is_written] {
            let page = site.get(&format!("/experiences?years_in_field={word}")).await;
            assert!(page.says("5 of 25 reports") && page.all(".note.warn").is_empty(), "{word}");
            let found = site.get(&format!("/api/v1/experiences?years_in_field={word}&limit=2")).await;
            let found: serde_json::Value = serde_json::from_str(&found.body).unwrap();
            assert_eq!(found["total"], 5, "{word}: {found}");
            assert_eq!(found["items"][0]["years_in_field"], file_word(years.word()));
            let next = found["next"].as_str().unwrap().split_once("/api/").unwrap().1.to_owned();
            assert_eq!(site.get(&format!("/api/{next}")).await.status, 200, "{next}");
        }
    }
}

#[tokio::test]
async fn no_word_that_the_api_knows_is_read_as_something_else() {
    let mut site = TestApp::new().await;
    an_experience().publish(&site.database.pool()).await;
    let document: serde_json::Value =
        serde_json::from_str(&site.get("/api/v1/openapi.json").await.body).unwrap();
    let mut words = Vec::new();
    enums(&document, &mut words);
    assert!(words.len() > 150, "{words:?}");
    let years_are_numbers = |word: &&String| word.len() == 4 && word.parse::<u16>().is_ok();
    let read: Vec<_> =
        words.iter().filter(|word| !spreadsheet::is_text(word) && !years_are_numbers(word)).collect();
    assert!(read.is_empty(), "{read:?}");
}

fn enums(value: &serde_json::Value, words: &mut Vec<String>) {
    match value {
        serde_json::Value::Object(object) => {
            let listed = object.get("enum").and_then(|listed| listed.as_array()).into_iter().flatten();
            words.extend(listed.filter_map(|word| Some(word.as_str()?.to_owned())));
            object.values().for_each(|value| enums(value, words));
        }
        serde_json::Value::Array(values) => values.iter().for_each(|value| enums(value, words)),
        _ => {}
    }
}
