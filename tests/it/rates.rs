//! What currencies are worth in US dollars: shipped, imported, entered by editors, and followed by every figure.

use crate::support::{ASubmission, Answer, SomebodyElse, TestApp, a_submission, approve, rate};
use axum::http::StatusCode;
use firstbucket::{
    content,
    editing::{RatesCommand, run_rates},
    experiences::{self, Of},
    tasks,
};
use sqlx::PgPool;
use std::{
    fs,
    path::{Path, PathBuf},
};

const WHY: &str = "The bank’s own page says so, and we had read it wrongly.";

/// Five months of euros in 2021, of which the program ships no rate.
fn in_euros() -> ASubmission {
    let years =
        a_submission().with("start_year", "2021").with("first_year", "2021").with("stop_year", "2021");
    years.with("currency", "EUR").with("in_open_data", "yes")
}

/// Sends and publishes it; the address of its page.
async fn published(app: &mut TestApp, report: ASubmission) -> String {
    report.send(app).await;
    approve(&app.database.pool()).await;
    let id: i64 =
        sqlx::query_scalar("select max(id) from experiences").fetch_one(&app.database.pool()).await.unwrap();
    format!("/experiences/{id}")
}

/// The facts on top of a report's page, and the rows of its money.
async fn facts(app: &mut TestApp, page: &str) -> (Vec<String>, Vec<String>) {
    let page = app.get(page).await;
    (page.all("dl.facts dd"), page.all("main table td"))
}

/// Fills in the form for a rate.
async fn enter(who: &mut SomebodyElse, fields: &[(&str, &str)]) -> Answer {
    let given = |name: &str| fields.iter().any(|(field, _)| *field == name);
    let usual = [("source", "The bank of a test"), ("cause", "correction"), ("why", WHY)];
    let usual = usual.into_iter().filter(|(name, _)| !given(name));
    who.post("/admin/rates", &fields.iter().copied().chain(usual).collect::<Vec<_>>()).await
}

async fn site() -> (TestApp, SomebodyElse, PgPool) {
    let app = TestApp::new().await;
    let db = app.database.pool();
    content::load_embedded(&db).await.unwrap();
    let ines = app.staff("ines", "editor").await;
    (app, ines, db)
}

#[tokio::test]
async fn a_euro_report_counts_by_itself_once_its_rate_is_there() {
    let (mut app, mut ines, db) = site().await;
    let before = published(&mut app, in_euros()).await;
    tasks::run_all(&app.state).await.unwrap();
    let (top, _) = facts(&mut app, &before).await;
    assert!(top[0].starts_with("Not told") && top[1].starts_with("Not known"), "{top:?}");
    assert!(app.get(&before).await.says("Its sums cannot be told in dollars yet"));
    assert!(app.get("/paths/content-creation").await.says("1 in a currency without a dollar rate"));

    let entered =
        enter(&mut ines, &[("currency", "EUR"), ("period", "2021"), ("units_per_usd", "0.8")]).await;
    assert_eq!(entered.location(), "/admin/rates/EUR?done=saved", "{}", entered.body);
    let after = published(&mut app, in_euros()).await;
    tasks::run_all(&app.state).await.unwrap();
    for page in [&before, &after] {
        let (top, money) = facts(&mut app, page).await;
        // 600 EUR came in and 120 were spent: 480 ÷ 0.8 is $600, for 140 hours, in 20 weeks of 4.348 a month.
        assert!(top[0].starts_with("$130 a month"), "{top:?}");
        assert!(top[1].starts_with("$4.30"), "{top:?}");
        assert!(money.contains(&"$600".to_owned()), "{money:?}");
        assert!(!app.get(page).await.says("EUR"), "a currency names a country");
    }
    let counts = experiences::counts(&db, &Of::Everything).await.unwrap();
    assert_eq!((counts.without_rate, counts.headline), (0, 2));

    let form = ines.get("/admin/rates/EUR?period=2021").await.form("form.form");
    let corrected = form.with("units_per_usd", "0.6").with("cause", "correction").with("why", WHY);
    let corrected = ines.post("/admin/rates", &corrected.pairs()).await;
    assert_eq!(corrected.status, StatusCode::SEE_OTHER, "{}", corrected.body);
    tasks::run_all(&app.state).await.unwrap();
    for page in [&before, &after] {
        let (top, money) = facts(&mut app, page).await;
        assert!(
            top[0].starts_with("$170 a month") && money.contains(&"$800".to_owned()),
            "{top:?} {money:?}"
        );
    }
    let due: i64 = sqlx::query_scalar("select count(*) from rates_due").fetch_one(&db).await.unwrap();
    assert_eq!(due, 0);
}

#[tokio::test]
async fn two_years_of_a_falling_naira_are_worth_what_each_year_was() {
    let (mut app, _, _) = site().await;
    let report = a_submission()
        .with("start_year", "2023")
        .with("first_year", "2023")
        .with("stop_month", "12")
        .with("stop_year", "2024")
        .with("currency", "NGN")
        .with("weeks_active", "100")
        .with("revenue_total", "3000000")
        .with("running_cost_total", "600000")
        .with("last3m_revenue", "300000")
        .with("last3m_cost", "60000")
        .with("capital_band", "50_499");
    let link = report.begin(&mut app).await;
    report.fill(&mut app, &link).await;
    // Twelve months at 645.19407 and twelve at 1,478.9652: a naira was (1/645.19407 + 1/1478.9652) ÷ 2 = $0.00111303.
    for (page, least) in [("check", 2), ("money", 2)] {
        let said = app.get(&format!("{link}/{page}")).await;
        let cells = said.all("table.tbl td");
        for (own, usd) in [
            ("3,000,000 NGN", "$3,339.10"),
            ("600,000 NGN", "$667.82"),
            ("2,400,000 NGN", "$2,671.28"),
            // Of October to December 2024 alone.
            ("300,000 NGN", "$202.84"),
            ("60,000 NGN", "$40.57"),
        ] {
            let at = cells.iter().position(|cell| cell == own);
            assert_eq!(
                at.and_then(|at| cells.get(at + 1)).map(String::as_str),
                Some(usd),
                "{page}: {cells:?}"
            );
        }
        assert!(said.says("at $0.001113 for 1 NGN"), "{page}: {:?}", said.all(".note p"));
        assert!(said.says("January to December 2023: 1 US dollar was 645.19407 NGN, the average of 2023"));
        assert!(said.says("October to December 2024: 1 US dollar was 1478.9652 NGN, the average of 2024"));
        assert!(said.all("ul.small a").len() > least, "each with its source");
        assert!(said.says("about 3,400 NGN ($3.80) an hour"), "{:?}", said.all(".note p"));
    }
    crate::support::send(&mut app, &link).await;
    approve(&app.database.pool()).await;
    let (top, money) = facts(&mut app, "/experiences/1").await;
    // Of whoever stopped all since the start counts: $2,671.28 in 100 weeks of 4.348 a month, and for 700 hours.
    assert!(top[0].starts_with("$120 a month") && top[1].starts_with("$3.80"), "{top:?}");
    assert!(money.contains(&"$2,700".to_owned()), "not $1,600, as at the rate of 2025: {money:?}");
}

#[tokio::test]
async fn where_an_earlier_years_rate_stands_in_its_author_reads_it_and_readers_no_currency() {
    let (mut app, _, db) = site().await;
    rate(&db, "KES", "2025", 100.0).await;
    let report = a_submission().with("currency", "KES");
    let link = report.begin(&mut app).await;
    report.fill(&mut app, &link).await;
    let said = "For January to September 2026 (at the rate of 2025) we know no rate yet";
    assert!(app.get(&format!("{link}/check")).await.says(said));
    crate::support::send(&mut app, &link).await;
    approve(&db).await;
    let page = app.get("/experiences/1").await;
    assert!(page.says("$4.80") && !page.says(said) && !page.says("KES"), "{}", page.body);

    rate(&db, "KES", "2026", 50.0).await;
    tasks::run_all(&app.state).await.unwrap();
    assert!(facts(&mut app, "/experiences/1").await.1.contains(&"$9.60".to_owned()), "480 ÷ 50");
}

#[tokio::test]
async fn editors_enter_and_correct_rates_and_readers_see_why() {
    let (mut app, mut ines, db) = site().await;
    let list = ines.get("/admin/rates").await;
    assert!(
        list.all("table th a").contains(&"Euro".to_owned())
            && list.all("table td").contains(&"1530.34 NGN".to_owned())
    );
    for (fields, complaint) in [
        ([("currency", "USD"), ("period", "2025"), ("units_per_usd", "1")], "Choose the currency"),
        ([("currency", "EUR"), ("period", "25"), ("units_per_usd", "1")], "neither a year, like 2025"),
        ([("currency", "EUR"), ("period", "2199"), ("units_per_usd", "1")], "has not ended"),
        (
            [("currency", "EUR"), ("period", "2021"), ("units_per_usd", "0,88")],
            "with a point before its decimals",
        ),
        ([("currency", "EUR"), ("period", "2021"), ("units_per_usd", "-1")], "must be a number above 0"),
    ] {
        let refused = enter(&mut ines, &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.says(complaint), "{complaint}");
        let kept = refused.form("form.form");
        assert_eq!((kept.value("period"), kept.value("why")), (fields[1].1, WHY));
    }
    let refused = enter(
        &mut ines,
        &[
            ("currency", "EUR"),
            ("period", "2021"),
            ("units_per_usd", "1"),
            ("url", "javascript:alert(1)"),
            ("why", ""),
        ],
    )
    .await;
    assert!(refused.says("must begin with https://") && refused.status == StatusCode::UNPROCESSABLE_ENTITY);

    // Beside one that is there: said, and taken when it is sent again.
    let late = enter(&mut ines, &[("currency", "EUR"), ("period", "2025"), ("units_per_usd", "0.9")]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.says("There is a rate for 2025 already: 0.8845 EUR for 1 US dollar"));
    let again = late.form("form.form");
    assert_eq!((again.value("units_per_usd"), again.value("why")), ("0.9", WHY));
    let done = ines.post("/admin/rates", &again.pairs()).await;
    assert_eq!(done.location(), "/admin/rates/EUR?done=saved");
    let twice = ines.post("/admin/rates", &again.pairs()).await;
    assert_eq!(twice.status, StatusCode::CONFLICT, "another stands there by now");
    let same = ines
        .get("/admin/rates/EUR?period=2025")
        .await
        .form("form.form")
        .with("cause", "update")
        .with("why", WHY);
    assert!(ines.post("/admin/rates", &same.pairs()).await.says("Nothing here differs"));

    let page = app.get("/rates/EUR").await;
    assert_eq!(page.all("table del"), ["0.8845 EUR"], "what was replaced stays");
    assert!(page.says(WHY) && page.says("0.9 EUR"));
    for address in ["/corrections", "/corrections?path=rates", "/corrections?cause=correction&path=rates"] {
        let told = app.get(address).await;
        assert_eq!(told.all("article h2 a"), ["Rates: Euro"], "{address}");
        assert_eq!(told.all("article dt"), ["1 US dollar, average of 2025"]);
        assert!(told.says(WHY) && told.says(", editor.") && !told.says("ines"), "{address}");
    }
    assert!(app.get("/corrections?path=investing").await.all("article").is_empty());
    let feed = app.get("/corrections.atom").await.body;
    assert!(
        feed.contains("Correction: Rates: Euro")
            && feed.contains("/rates/EUR\"")
            && feed.contains("0.9 EUR for 1 US dollar"),
        "{feed}"
    );

    // No later load puts the shipped one back.
    content::load_embedded(&db).await.unwrap();
    assert!(app.get("/rates/EUR").await.says("0.9 EUR"));
    assert_eq!(app.get("/rates/KES").await.status, StatusCode::NOT_FOUND);
    assert_eq!(app.get("/rates/euro").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn shipped_rates_are_loaded_once() {
    let (_app, _, db) = site().await;
    let count = || sqlx::query_scalar::<_, i64>("select count(*) from average_rates").fetch_one(&db);
    assert_eq!(count().await.unwrap(), 144);
    assert_eq!(content::load_embedded(&db).await.unwrap().rates, 0);
    assert_eq!(count().await.unwrap(), 144);
}

#[tokio::test]
async fn no_rate_is_changed_or_taken_away_and_each_is_replaced_once() {
    let (app, _, _) = site().await;
    let program = app.database.program_pool();
    for statement in [
        "update average_rates set units_per_usd = 1",
        "delete from average_rates",
        "truncate average_rates",
        "insert into average_rates (currency, period, units_per_usd, source, origin, entered_by)
         values ('EUR', '2025', 0.9, 'a', 'edited', 'operator')",
        "insert into average_rates (currency, period, units_per_usd, source, origin, entered_by, replaces)
         select 'GBP', '2021', 0.9, 'a', 'edited', 'operator', max(id) from average_rates where currency = 'EUR'",
        "insert into average_rates (currency, period, units_per_usd, source, origin, entered_by)
         values ('USD', '2025', 1, 'a', 'edited', 'operator')",
        "insert into average_rates (currency, period, units_per_usd, source, origin, entered_by)
         values ('KES', '2025-13', 1, 'a', 'edited', 'operator')",
    ] {
        assert!(sqlx::query(statement).execute(&program).await.is_err(), "{statement}");
    }
}

/// A file of this name in this folder.
fn file(folder: &Path, name: &str, text: &str) -> PathBuf {
    let file = folder.join(name);
    fs::write(&file, text).unwrap();
    file
}

async fn import(db: &PgPool, file: PathBuf, check: bool, replace: bool) -> anyhow::Result<String> {
    run_rates(db, &RatesCommand::Import { file, check, replace }).await
}

#[tokio::test]
async fn an_import_says_what_it_adds_changes_and_leaves() {
    let (mut app, mut ines, db) = site().await;
    let folder = std::env::temp_dir().join(format!("firstbucket-rates-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let fred =
        |kes: &str| format!("observation_date,EXUSEU\n2026-06-01,{kes}\n2026-07-01,1.25\n2026-08-01,.\n");
    let first = file(&folder, "fredgraph.csv", &fred("1.16"));
    let told = import(&db, first.clone(), true, false).await.unwrap();
    assert!(
        told.contains("EUR 2026-07: added, 0.8") && told.contains("Nothing was done; it would be 1 added"),
        "{told}"
    );
    assert!(!app.get("/rates/EUR").await.says("July 2026"));

    let told = import(&db, first.clone(), false, false).await.unwrap();
    assert!(told.contains("EUR 2026-06: left, 0.8684 is of another source; the file has 0.862069"), "{told}");
    assert!(told.contains("It was 1 added, 0 changed, 1 left."), "{told}");
    assert!(app.get("/rates/EUR").await.says("July 2026"));
    let told = import(&db, first.clone(), false, false).await.unwrap();
    assert!(
        told.contains("EUR 2026-07: left, 0.8 is there already")
            && told.contains("0 added, 0 changed, 2 left")
    );
    let told = import(&db, first.clone(), false, true).await.unwrap();
    assert!(
        told.contains("EUR 2026-06: changed, 0.8684 is now 0.862069") && told.contains("1 changed"),
        "{told}"
    );

    // Of the source it was imported from, without being asked; never what an editor entered.
    let form = ines.get("/admin/rates/EUR?period=2026-07").await.form("form.form");
    let form = form.with("units_per_usd", "0.81").with("cause", "correction").with("why", WHY);
    assert_eq!(ines.post("/admin/rates", &form.pairs()).await.status, StatusCode::SEE_OTHER);
    let second = file(&folder, "again.csv", &fred("1.6"));
    let told = import(&db, second, false, true).await.unwrap();
    assert!(told.contains("EUR 2026-06: changed, 0.862069 is now 0.625"), "{told}");
    assert!(told.contains("EUR 2026-07: left, an editor entered 0.81; the file has 0.8"), "{told}");

    let corrections = app.get("/corrections?path=rates").await;
    assert_eq!(corrections.all("article").len(), 4);
    assert!(corrections.says("by the operator.") && corrections.says("Imported from the file again.csv."));
    assert!(corrections.says("1 average, 2026-07 to 2026-07."));

    let nonsense = file(&folder, "a.csv", "a,b\n1,2\n");
    let wrong = import(&db, nonsense, false, false).await.unwrap_err().to_string();
    assert!(wrong.contains("a.csv: This is none of the files that can be read"), "{wrong}");
    let missing = import(&db, folder.join("none.csv"), false, false).await.unwrap_err();
    assert!(format!("{missing:#}").contains("none.csv"));
    fs::remove_dir_all(&folder).unwrap();
}
