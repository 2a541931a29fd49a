use crate::support::TestApp;
use clap::Parser as _;
use firstbucket::{cli::Cli, state::AppState, tasks};

#[tokio::test]
async fn copies_of_the_program_do_each_task_once() {
    let app = TestApp::new().await;
    let config = Cli::parse_from(["firstbucket"]).config;
    let copies = [(); 3].map(|()| AppState::new(&config, app.database.program_pool()));
    let [one, two, three] = &copies;
    let (one, two, three) =
        tokio::try_join!(tasks::run_due(one), tasks::run_due(two), tasks::run_due(three)).unwrap();
    let mut done = [one, two, three].concat();
    done.sort();
    let runs: Vec<(String, i64, String)> =
        sqlx::query_as("select name, runs, failure from scheduled_tasks order by name collate \"C\"")
            .fetch_all(&app.database.pool())
            .await
            .unwrap();
    assert_eq!(done.len(), runs.len());
    for ((name, runs, failure), done) in runs.iter().zip(done) {
        assert_eq!((name.as_str(), *runs, failure.as_str()), (done, 1, ""));
    }
}

#[tokio::test]
async fn a_task_whose_copy_died_is_done_by_another_and_one_in_hand_by_nobody_else() {
    let app = TestApp::new().await;
    let config = Cli::parse_from(["firstbucket"]).config;
    let state = AppState::new(&config, app.database.program_pool());
    tasks::run_due(&state).await.unwrap();
    let db = app.database.pool();
    sqlx::query("update scheduled_tasks set due_at = now()").execute(&db).await.unwrap();

    let mut dying = db.begin().await.unwrap();
    sqlx::query("select name from scheduled_tasks where name = 'note who is silent' for update")
        .execute(&mut *dying)
        .await
        .unwrap();
    assert!(!tasks::run_due(&state).await.unwrap().contains(&"note who is silent"));
    dying.rollback().await.unwrap();
    assert_eq!(tasks::run_due(&state).await.unwrap(), ["note who is silent"]);
}
