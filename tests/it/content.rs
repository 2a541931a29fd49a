use crate::support::{fresh_database, paths_of_content, variants_of_content};
use firstbucket::{
    content::{self, FrameGroup},
    paths::{self, Dimension},
    values::{ClosedList as _, Slug},
};
use sqlx::PgPool;
use std::{collections::BTreeSet, fs, path::Path, process::Command};

async fn count(db: &PgPool, table: &'static str) -> i64 {
    sqlx::query_scalar(sqlx::AssertSqlSafe(format!("select count(*) from {table}")))
        .fetch_one(db)
        .await
        .unwrap()
}

#[tokio::test]
async fn a_fresh_database_holds_the_whole_article() {
    let database = fresh_database().await;
    let db = database.program_pool();
    content::load_embedded(&db).await.unwrap();
    let counts =
        [count(&db, "paths").await, count(&db, "path_variants").await, count(&db, "case_studies").await];
    assert_eq!(counts, [paths_of_content() as i64, variants_of_content() as i64, 10]);
    let outcomes: Vec<(String, i64)> =
        sqlx::query_as("select outcome, count(*) from case_studies group by outcome order by 2 desc")
            .fetch_all(&db)
            .await
            .unwrap();
    assert_eq!(outcomes, [("worked".into(), 5), ("failed".into(), 4), ("unclear".into(), 1)]);
    assert_eq!(count(&db, "path_ratings").await, (paths_of_content() * Dimension::ALL.len()) as i64);
}

#[tokio::test]
async fn each_of_the_26_facts_is_carried_by_a_file_and_a_row() {
    let database = fresh_database().await;
    let db = database.program_pool();
    content::load_embedded(&db).await.unwrap();
    let rows: Vec<i16> = sqlx::query_scalar(
        "select fact from path_points where fact is not null union select unnest(facts) from case_studies",
    )
    .fetch_all(&db)
    .await
    .unwrap();
    let frame = content::frame().iter().map(|point| point.fact);
    let carried: BTreeSet<i16> = rows.into_iter().chain(frame).collect();
    assert_eq!(carried, (1..=26).collect());
}

#[test]
fn the_frame_has_its_four_parts_and_its_prose() {
    for group in FrameGroup::ALL {
        assert!(content::frame().iter().any(|point| point.group == *group), "{group}");
    }
    assert!(content::about_source().html().0.contains("<p>"));
}

#[tokio::test]
async fn loading_twice_changes_nothing() {
    let database = fresh_database().await;
    let db = database.program_pool();
    let first = content::load_embedded(&db).await.unwrap();
    assert_eq!((first.paths, first.cases, first.kept), (paths_of_content(), 10, 0));
    let again = content::load_embedded(&db).await.unwrap();
    assert_eq!((again.paths, again.cases, again.kept), (0, 0, 0));
    assert!(paths::all(&db).await.unwrap().iter().all(|path| path.version == 1));
}

#[tokio::test]
async fn copies_that_start_at_once_load_it_once() {
    let database = fresh_database().await;
    let db = database.program_pool();
    let all =
        tokio::join!(content::load_embedded(&db), content::load_embedded(&db), content::load_embedded(&db));
    let loaded = [all.0.unwrap(), all.1.unwrap(), all.2.unwrap()];
    assert_eq!(loaded.iter().map(|one| one.paths).sum::<usize>(), paths_of_content());
}

#[tokio::test]
async fn an_editors_change_survives_a_changed_file() {
    let database = fresh_database().await;
    let db = database.program_pool();
    content::load_embedded(&db).await.unwrap();
    let ids: Vec<i64> =
        sqlx::query_scalar("select id from path_variants order by id").fetch_all(&db).await.unwrap();
    sqlx::raw_sql(
        "update paths set tagline = 'As edited', edited_at = now() where slug = 'investing';
         update case_studies set title = 'As edited', edited_at = now() where slug = 'annotation-studio';
         update paths set content_hash = 'old'; update case_studies set content_hash = 'old'",
    )
    .execute(&db)
    .await
    .unwrap();

    let loaded = content::load_embedded(&db).await.unwrap();

    assert_eq!((loaded.paths, loaded.cases, loaded.kept), (paths_of_content() - 1, 9, 2));
    let investing =
        paths::find(&db, &Slug::try_from("investing".to_owned()).unwrap()).await.unwrap().unwrap();
    assert_eq!(investing.tagline, "As edited");
    let title: String = sqlx::query_scalar("select title from case_studies where slug = 'annotation-studio'")
        .fetch_one(&db)
        .await
        .unwrap();
    assert_eq!(title, "As edited");
    let after: Vec<i64> =
        sqlx::query_scalar("select id from path_variants order by id").fetch_all(&db).await.unwrap();
    assert_eq!(ids, after, "reports name variants by their ids");
}

#[test]
fn a_folder_is_checked_without_a_database_and_complaints_name_file_and_key() {
    let folder = std::env::temp_dir().join(format!("firstbucket-content-{}", std::process::id()));
    copy(Path::new("content"), &folder);
    let (fine, said) = check(&folder);
    assert!(
        fine && said.contains(&format!("{} paths, 10 case studies and 144 rates", paths_of_content())),
        "{said}"
    );

    edit(&folder.join("paths/investing.md"), "values = [\"very_high\"]", "values = [\"sky_high\"]");
    edit(&folder.join("cases/annotation-studio.md"), "path = \"data-services\"", "path = \"elsewhere\"");
    let (fine, said) = check(&folder);
    assert!(!fine);
    assert!(said.contains("paths/investing.md: ratings.barrier_to_entry.values: sky_high"), "{said}");
    assert!(said.contains("cases/annotation-studio.md: path: there is no path elsewhere"), "{said}");

    edit(&folder.join("frame.md"), "[[points]]", "[[point]]");
    let (_, said) = check(&folder);
    assert!(said.contains("frame.md") && said.contains("point"), "{said}");
    fs::remove_dir_all(&folder).unwrap();
}

fn check(folder: &Path) -> (bool, String) {
    let program = env!("CARGO_BIN_EXE_firstbucket");
    let run = Command::new(program).args(["content", "--check", "--from"]).arg(folder).output().unwrap();
    let said = [run.stdout, run.stderr].concat();
    (run.status.success(), String::from_utf8(said).unwrap())
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to)
        } else {
            fs::copy(entry.path(), to).map(drop).unwrap()
        }
    }
}

fn edit(file: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(file).unwrap();
    assert!(text.contains(from), "{from}");
    fs::write(file, text.replacen(from, to, 1)).unwrap();
}
