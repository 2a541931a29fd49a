//! Sums and months as people type them: read right, said back, or asked about beside their own box.

use crate::support::{Answer, TestApp, a_start, a_submission, approve, tell, tell_read};
use axum::http::StatusCode;
use firstbucket::values::{Month, Quarter};
use time::{Date, Duration, OffsetDateTime};

/// What the page of checks says of an answer.
fn said(check: &Answer, label: &str) -> String {
    let terms = check.all(".sum-list dt");
    let place = terms.iter().position(|term| term == label).unwrap_or_else(|| panic!("{label}: {terms:?}"));
    // Of each answer two, the second the link that changes it.
    check.all(".sum-list dd")[place * 2].clone()
}

fn assert_complains(page: &Answer, field: &str, words: &str) {
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
    assert_eq!(page.all(&format!(".errs a[href='#{field}']")), [words], "{:?}", page.all(".errs a"));
    assert_eq!(page.all(&format!("#{field}-e")), [format!("Error: {words}")]);
    let box_of = page.attributes(&format!("#{field}"), "aria-describedby").concat();
    assert!(box_of.contains(&format!("{field}-e")), "{field} is described by {box_of}");
}

#[tokio::test]
async fn every_sum_of_a_report_is_said_back_as_it_was_read() {
    let mut app = TestApp::new().await;
    let link = a_submission().begin(&mut app).await;
    a_submission().fill(&mut app, &link).await;
    for (currency, typed, read) in [
        ("USD", "1200,50", "$1,200.50"),
        ("USD", "1.200,50", "$1,200.50"),
        ("USD", "749,9", "$749.90"),
        ("USD", "1\u{2009}250 $", "$1,250"),
        ("CAD", "$1,250", "1,250 CAD"),
        ("EUR", "1000 €", "1,000 EUR"),
        ("EUR", "EUR 1000", "1,000 EUR"),
        ("BRL", "R$ 1.000,00", "1,000 BRL"),
        ("CHF", "Fr. 1'250.50", "1,250.50 CHF"),
        ("JPY", "3万円", "30,000 JPY"),
        ("JPY", "￥１２，５００", "12,500 JPY"),
        ("INR", "₹1,20,000", "120,000 INR"),
        ("GBP", "£1.5k", "1,500 GBP"),
        ("PLN", "2 500,75 zł", "2,500.75 PLN"),
    ] {
        let report = a_submission().with("currency", currency).with("revenue_total", typed);
        let saved = report.save(&mut app, &link, "money").await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{typed}: {:?}", saved.all(".errs a"));
        let check = app.get(&format!("{link}/check")).await;
        assert_eq!(said(&check, "Income"), read, "{typed}");
    }
    a_submission()
        .with("hours_per_week", "7,5")
        .with("weeks_active", "２０")
        .save(&mut app, &link, "money")
        .await;
    let check = app.get(&format!("{link}/check")).await;
    assert_eq!((said(&check, "Hours a week"), said(&check, "Weeks")), ("7.5".into(), "20".into()));
    assert!(check.says("for 150 hours"), "{:?}", check.all(".note"));
}

#[tokio::test]
async fn a_sum_that_can_be_read_two_ways_or_is_in_another_currency_is_asked_about() {
    let mut app = TestApp::new().await;
    let link = a_submission().begin(&mut app).await;
    a_submission().fill(&mut app, &link).await;
    for (currency, field, typed, complaint) in [
        (
            "USD",
            "running_cost_total",
            "12,3456",
            "Running costs: do you mean 123456 or 12.3456? Write it as 123456, or as 12.35",
        ),
        ("USD", "refunds_total", "0.125", "Refunds: do you mean 125 or 0.125? Write it as 125, or as 0.13"),
        ("USD", "revenue_total", "1,234.567", "Income must have two decimals or fewer, like 7.50"),
        ("USD", "revenue_total", "-600", "Income must be 0 or more"),
        ("EUR", "revenue_total", "$600", "Income must be in EUR (Euro); you wrote “$”"),
        ("USD", "upfront_cost", "600 €", "Costs before the start must be in USD (US dollar); you wrote “€”"),
        ("USD", "last3m_cost", "A$60", "Costs of three months must be in USD (US dollar); you wrote “A$”"),
        (
            "USD",
            "people_paid_total",
            "60 a week",
            "What you paid to people must be a number, like 250 or 0; we cannot read “a week” beside it",
        ),
    ] {
        let report = a_submission().with("currency", currency).with(field, typed);
        let refused = report.save(&mut app, &link, "money").await;
        assert_complains(&refused, field, complaint);
        assert_eq!(refused.attributes(&format!("#{field}"), "value"), [typed]);
    }
    let refused = a_submission().with("hours_per_week", "1.250").save(&mut app, &link, "money").await;
    assert_complains(
        &refused,
        "hours_per_week",
        "Hours: do you mean 1250 or 1.25? Write it as 1250, or as 1.25",
    );
}

#[tokio::test]
async fn a_plan_reads_the_same_sums_and_months() {
    let mut app = TestApp::new().await;
    let today = OffsetDateTime::now_utc().date();
    let month = format!("{} {}", today.month(), today.year());
    let plan = a_start()
        .with("currency", "EUR")
        .with("budget", "99,50")
        .with("target_monthly", "€ 1.200,00")
        .with("stop_if_below", "0,05k")
        .with("start_day", &format!("{}.", today.day()))
        .with("start_month", &month)
        .with("start_year", "")
        .with("stop_by_month", "sept.")
        .with("stop_by_year", &(today.year() + 2).to_string()[2..]);
    let link = plan.begin(&mut app).await;
    plan.fill(&mut app, &link).await;
    let check = app.get(&format!("{link}/check")).await;
    for (label, read) in [
        ("Budget", "99.50 EUR".to_owned()),
        ("Target a month", "1,200 EUR".to_owned()),
        ("Stop if a month brings less than", "50 EUR".to_owned()),
        ("Start", format!("{} {month}", today.day())),
        ("Decide by", format!("September {}", today.year() + 2)),
    ] {
        assert_eq!(said(&check, label), read);
    }
    let of_now = plan.with("stop_by_month", &u8::from(today.month()).to_string());
    let refused = of_now.with("stop_by_year", &today.year().to_string()).save(&mut app, &link, "money").await;
    assert!(
        refused.all("#stop_by_month-e, #stop_by_year-e").concat().contains("and December 2100; you entered")
    );
}

#[tokio::test]
async fn a_follow_up_reads_the_same_sums_and_says_them_back() {
    let mut app = TestApp::with(&["--demo"]).await;
    let link = a_start().send(&mut app).await;
    approve(&app.database.pool()).await;
    app.in_days(125).await;
    for (field, typed, complaint) in [
        (
            "revenue",
            ["yes", "7,500.505", "0", "6"],
            "What came in must have two decimals or fewer, like 7.50",
        ),
        ("costs", ["yes", "7,50", "3 €", "6"], "What you spent must be in USD (US dollar); you wrote “€”"),
        ("hours", ["yes", "7,50", "3", "six"], "Hours must be a number, like 7 or 7.5"),
    ] {
        let refused = tell(&mut app, &link, typed, &[]).await;
        assert_complains(&refused, field, complaint);
    }
    let told = tell(&mut app, &link, ["yes", "7,50", "$2", "1,5"], &[]).await;
    assert_eq!(told.status, StatusCode::SEE_OTHER, "{:?}", told.all(".err"));
    let own = app.get(&link).await;
    assert!(own.says("$7.50 came in and $2 was spent, for 1.5 hours."), "{:?}", own.all("main p"));
    let (revenue, state): (i64, String) = sqlx::query_as("select revenue, state from experience_updates")
        .fetch_one(&app.database.pool())
        .await
        .unwrap();
    assert_eq!((revenue, state.as_str()), (750, "waiting"));
}

#[tokio::test]
async fn a_claim_is_read_the_same_way() {
    let mut app = TestApp::new().await;
    let refused = app.get("/check?amount=%E2%82%AC500&currency=GBP&hours=1,5").await;
    assert_complains(&refused, "amount", "The sum must be in GBP (Pound sterling); you wrote “€”");
    assert!(app.get("/check?amount=1.200,50&hours=1,5&currency=EUR").await.says("1,200.50 EUR"));
}

#[tokio::test]
async fn a_month_is_read_as_it_is_written_and_said_back() {
    let mut app = TestApp::new().await;
    let link = a_submission().begin(&mut app).await;
    a_submission().fill(&mut app, &link).await;
    for (month, year) in [
        ("March", "2026"),
        ("mar", "26"),
        ("März", "2026"),
        ("3月", "2026年"),
        ("３", "２０２６"),
        ("3/26", ""),
        ("2026-03", ""),
        ("2026-03", "2026"),
        ("marca", "2026"),
        ("марта", "2026"),
        ("Mart 2026", ""),
    ] {
        let report = a_submission().with("start_month", month).with("start_year", year);
        let saved = report.save(&mut app, &link, "when").await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{month} {year}: {:?}", saved.all(".errs a"));
        assert_eq!(said(&app.get(&format!("{link}/check")).await, "Started"), "March 2026", "{month} {year}");
    }
}

#[tokio::test]
async fn a_wrong_year_is_complained_of_beside_the_year() {
    let mut app = TestApp::new().await;
    let link = a_submission().begin(&mut app).await;
    a_submission().fill(&mut app, &link).await;
    let form = "must be a month and a year, like 3 2025 or March 2025";
    let latest = Month::of(OffsetDateTime::now_utc().date() + Duration::days(1));
    let range = format!("must be between January 2000 and {latest}; you entered");
    for (fields, [month, year], at, complaint) in [
        (["start_month", "start_year"], ["1", ""], "start_year", format!("The month you started {form}")),
        (["start_month", "start_year"], ["1", "206"], "start_year", format!("The month you started {form}")),
        (
            ["first_month", "first_year"],
            ["x", "2026"],
            "first_month",
            format!("The month of first income {form}"),
        ),
        (["stop_month", "stop_year"], ["9", "soon"], "stop_year", format!("The month you stopped {form}")),
        (
            ["stop_month", "stop_year"],
            ["9", "2077"],
            "stop_year",
            format!("The month you stopped {range} September 2077"),
        ),
        (
            ["start_month", "start_year"],
            ["1", "1999"],
            "start_year",
            format!("The month you started {range} January 1999"),
        ),
        (
            ["first_month", "first_year"],
            ["5/25", "2026"],
            "first_year",
            "The month of first income: this and the field of the month do not say the same".to_owned(),
        ),
        (
            ["first_month", "first_year"],
            ["5", "2025"],
            "first_year",
            "First income cannot come before you started".to_owned(),
        ),
    ] {
        let report = a_submission().with(fields[0], month).with(fields[1], year);
        assert_complains(&report.save(&mut app, &link, "when").await, at, &complaint);
    }
}

/// The site's days from today to the last day of a month.
fn days_to_a_last_day(today: Date) -> i32 {
    let last = Month::of(today).next().first_day() - Duration::days(1);
    i32::try_from((last - today).whole_days()).unwrap()
}

#[tokio::test]
async fn a_month_that_has_begun_east_of_here_is_no_month_to_come() {
    let mut app = TestApp::with(&["--demo"]).await;
    let today = OffsetDateTime::now_utc().date();
    let days = days_to_a_last_day(today);
    let next = Month::of(today).next();
    let (month, year) = (next.number().to_string(), next.year().to_string());
    let start = a_start().send(&mut app).await;
    approve(&app.database.pool()).await;
    app.in_days(days).await;
    let db = app.database.pool_in_days(days).await;
    let report = a_submission()
        .with("start_month", &month)
        .with("start_year", &year)
        .with("first_month", &month)
        .with("first_year", &year)
        .with("stop_month", &month)
        .with("stop_year", &year)
        .with("weeks_active", "1");
    report.send(&mut app).await;
    approve(&db).await;
    let stops = [("stop_month", month.as_str()), ("stop_year", year.as_str())];
    let told = tell_read(&mut app, &start, ["stopped", "0", "0", "3"], &stops).await;
    assert_eq!(told.status, StatusCode::SEE_OTHER, "{:?}", told.all(".err"));
    let stopped: Vec<(i64, Date)> =
        sqlx::query_as("select id, stopped_on from experiences").fetch_all(&db).await.unwrap();
    assert_eq!(stopped.len(), 2);
    for (id, stopped) in stopped {
        assert_eq!(Quarter::of(stopped), Quarter::of(next.first_day()));
        assert_eq!(app.get(&format!("/experiences/{id}")).await.status, StatusCode::OK);
    }
    assert_eq!(app.get(&start).await.status, StatusCode::OK);
    let after = Month::of(next.first_day()).next();
    let later = report.with("stop_month", &after.number().to_string());
    let link = later.begin(&mut app).await;
    let refused = later.with("stop_year", &after.year().to_string()).save(&mut app, &link, "when").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.says(&format!("must be between January 2000 and {next}")),
        "{:?}",
        refused.all(".errs a")
    );
}

#[tokio::test]
async fn what_is_to_be_chosen_is_named_and_proof_is_announced_where_the_sum_is_typed() {
    let mut app = TestApp::new().await;
    let link = a_submission().begin(&mut app).await;
    let blank = a_submission().with("capital_band", "").with("teaching_share", "");
    let refused = blank.save(&mut app, &link, "money").await;
    assert_complains(&refused, "capital_band", "Choose how much of your own money you put in, in US dollars");
    let teaching = "Choose how much of the income came from teaching it, or selling tools about it";
    assert_complains(&refused, "teaching_share", teaching);
    assert!(
        refused.all("#revenue_total-h").concat().contains("If more than $2,000 a month is left after costs")
    );

    let plan = a_start().with("currency", "KES").with("capital_band", "");
    let link = plan.begin(&mut app).await;
    let refused = plan.save(&mut app, &link, "money").await;
    assert_complains(&refused, "capital_band", "Choose how much your budget is in US dollars");
}
