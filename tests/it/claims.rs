use crate::support::{Answer, TestApp, an_experience, path_id, rate};
use axum::http::StatusCode;

const PATH: &str = "content-creation";

/// The site with so many reports on one path, a few of them of people who made $1,000 a month or more.
async fn with_reports(n: i64, rich: i64) -> TestApp {
    let app = TestApp::with(&["--base-url=https://example.org"]).await;
    let db = app.database.pool();
    path_id(&db, PATH).await;
    for at in 0..n {
        an_experience().monthly(if at < rich { 1_000 + at * 100 } else { 10 * at - 20 }).publish(&db).await;
    }
    app
}

fn verdict(page: &Answer) -> String {
    assert_eq!(page.status, StatusCode::OK);
    page.all("h2.verdict").concat()
}

fn flags(page: &Answer) -> Vec<String> {
    page.all("#flags-found dt")
}

#[tokio::test]
async fn ten_thousand_a_month_at_ten_hours_a_week_is_230_77_an_hour() {
    let mut app = with_reports(0, 0).await;
    let page = app.get("/check?amount=10%2C000&path=content-creation&hours=10").await;
    assert!(page.all(".facts dd").contains(&"$230.77 an hour at 10 hours a week".to_owned()));
    assert!(page.all(".facts dd").contains(&"$10,000".to_owned()));
    let unsaid = app.get("/check?amount=10k").await;
    assert!(
        unsaid
            .says("$230.77 an hour at 10 hours a week, $57.69 an hour at 40 hours a week. It names no hours")
    );
}

#[tokio::test]
async fn no_reports_and_three_reports_tell_nothing() {
    let mut app = with_reports(0, 0).await;
    let page = app.get("/check?amount=5000&path=content-creation").await;
    assert_eq!(
        verdict(&page),
        "Nobody has reported on this path yet, so nobody can tell you about $5,000 a month."
    );
    assert!(page.attributes("main a", "href").contains(&"/share?path=content-creation".to_owned()));
    assert!(page.says("5 more reports that can be counted"));

    let mut app = with_reports(3, 1).await;
    let page = app.get("/check?amount=5000&path=content-creation").await;
    assert_eq!(verdict(&page), "We have 3 reports on this path: nobody can tell you about $5,000 a month.");
    assert!(page.all("figure, svg.strip").is_empty());
    assert!(!page.says("highest report") && !page.says("$1,000 a month"), "nobody is picked out");
    assert!(
        page.attributes("main a", "href")
            .contains(&"/experiences?path=content-creation&in_figures=counted".to_owned())
    );
    assert_eq!(page.attributes("meta[name=robots]", "content"), ["noindex"]);
}

#[tokio::test]
async fn seven_reports_are_counted_and_drawn() {
    let mut app = with_reports(7, 2).await;
    let page = app.get("/check?amount=5000&path=content-creation").await;
    assert_eq!(
        verdict(&page),
        "None of 7 readers on this path who wrote to us afterwards reports $5,000 a month."
    );
    assert!(page.says("The highest report is $1,100, and no report comes with proof."));
    assert!(page.says(
        "Of those who wrote to us afterwards the range by chance is 0 to 35%, and they chose to write."
    ));
    assert_eq!(page.attributes(".strip .claim", "class"), ["claim"]);
    assert!(page.attributes("svg.strata", "aria-label")[0].contains("a line at the claim of $5,000 a month"));
    assert!(page.attributes("meta[name=robots]", "content").is_empty());
}

#[tokio::test]
async fn twelve_and_forty_reports_say_who_reached_it() {
    let mut app = with_reports(12, 3).await;
    let page = app.get("/check?amount=1000&path=content-creation").await;
    assert_eq!(
        verdict(&page),
        "3 of 12 readers on this path who wrote to us afterwards report $1,000 a month or more."
    );
    assert!(page.says("the range by chance is 9 to 53%"));
    assert_eq!(
        page.attributes("meta[property='og:title']", "content"),
        ["Content creation: 3 of 12 readers who wrote to us afterwards report $1,000 a month or more"]
    );

    let mut app = with_reports(40, 1).await;
    let page = app.get("/check?amount=12000&period=year&path=content-creation").await;
    assert_eq!(
        verdict(&page),
        "1 of 40 readers on this path who wrote to us afterwards reports $1,000 a month or more."
    );
    let page = app.get("/check?amount=50000&path=").await;
    assert_eq!(
        verdict(&page),
        "None of 40 readers on any path who wrote to us afterwards reports $50,000 a month."
    );
    assert!(page.says("The claim lies beyond the end of the scale."));
}

#[tokio::test]
async fn sellers_and_foreign_sums_are_left_out_and_said_so() {
    let mut app = with_reports(6, 0).await;
    let db = app.database.pool();
    an_experience().monthly(9_000).seller().publish(&db).await;
    an_experience().monthly(9_000).without_rate().publish(&db).await;
    let page = app.get("/check?amount=5000&path=content-creation").await;
    assert_eq!(
        verdict(&page),
        "None of 6 readers on this path who wrote to us afterwards reports $5,000 a month."
    );
    assert!(page.says("1 by people who sell about the path, 1 in a currency without a dollar rate"));
    assert!(!page.says("9,000"));
}

#[tokio::test]
async fn proof_is_told_apart() {
    let mut app = with_reports(6, 1).await;
    let db = app.database.pool();
    let id = an_experience().monthly(300).publish(&db).await;
    sqlx::query("update experiences set proof_seen = true where id = $1")
        .bind(id)
        .execute(&db)
        .await
        .unwrap();
    let page = app.get("/check?amount=5000&path=content-creation").await;
    assert!(page.says("The highest report is $1,000, and the highest with proof is $300."));
}

#[tokio::test]
async fn another_currency_needs_a_rate() {
    let mut app = with_reports(6, 1).await;
    let address = "/check?amount=1.000%2C00&currency=KES&path=content-creation&hours=20";
    let page = app.get(address).await;
    let without =
        "We have no rate for KES, so we cannot set 1,000 KES a month against figures in US dollars.";
    assert_eq!(verdict(&page), without);
    assert!(page.says("11.54 KES an hour") && page.all("figure").is_empty());

    let db = app.database.pool();
    for (period, units) in [("2025", 3.0), ("2026-03", 0.5), ("2026-04", 0.8), ("2024-12", 7.0)] {
        rate(&db, "KES", period, units).await;
    }
    let page = app.get(address).await;
    assert_eq!(
        verdict(&page),
        "None of 6 readers on this path who wrote to us afterwards reports about $1,300 a month."
    );
    assert!(page.says("1 US dollar was 0.8 KES, the average of April 2026, our latest"));
}

#[tokio::test]
async fn a_pasted_text_is_read_quoted_and_kept_from_search_engines() {
    let mut app = with_reports(7, 0).await;
    let text = "Learn+AI+in+3+days+and+make+%2410K+a+month%21+Guaranteed.+DM+me.";
    let page = app.get(&format!("/check?text={text}&path=content-creation")).await;
    assert_eq!(
        verdict(&page),
        "None of 7 readers on this path who wrote to us afterwards reports $10,000 a month."
    );
    assert_eq!(
        flags(&page),
        ["Guarantees an income", "Counts in days, not months", "No hours named", "Moves to private messages"]
    );
    for quoted in ["“Guaranteed”", "“in 3 days”", "“DM me”"] {
        assert!(page.says(quoted), "{quoted}");
    }
    assert_eq!(page.attributes("meta[name=robots]", "content"), ["noindex"]);
    assert!(!page.body.to_lowercase().contains("scam") && !page.body.to_lowercase().contains("legit"));
}

#[tokio::test]
async fn what_the_reader_types_wins_over_the_text() {
    let mut app = with_reports(7, 0).await;
    let text = "text=In+3+days+you+make+%2410K+a+month,+1+hour+a+day.+See+my+course.";
    let page = app.get(&format!("/check?{text}&amount=200&hours=30&taken=8&sells=nothing")).await;
    assert!(verdict(&page).contains("$200 a month"), "{}", verdict(&page));
    assert!(page.says("$1.54 an hour at 30 hours a week"));
    assert!(page.says("7 hours a week, but you typed another number, which counts"));
    assert!(flags(&page).is_empty(), "{:?}", flags(&page));
    let page = app.get("/check?amount=200&sells=method&fee=97&proof=screenshot&says=unnamed&basis=gross&taken=3&taken_in=days").await;
    assert_eq!(flags(&page).len(), 7, "{:?}", flags(&page));
    assert!(page.says("To pay first: $97") && page.says("Proof offered: A screenshot"));
}

#[tokio::test]
async fn a_typed_currency_is_kept() {
    let mut app = with_reports(0, 0).await;
    let page = app.get("/check?amount=%E2%82%AC500%2C00&hours=10").await;
    assert!(page.all(".facts dd").contains(&"500 EUR a month".to_owned()), "{:?}", page.all(".facts dd"));
    assert_eq!(page.attributes("#currency option[selected]", "value"), ["EUR"]);
    assert!(page.attributes("link[rel=canonical]", "href")[0].ends_with("amount=500&currency=EUR&hours=10"));
}

#[tokio::test]
async fn what_is_no_income_is_said_to_be_none() {
    let mut app = with_reports(0, 0).await;
    let page =
        app.get("/check?text=I+lost+%24500+a+month.+The+course+costs+%24997.+Some+make+900+kr+a+week.").await;
    assert_eq!(verdict(&page), "The text names no sum that we can read.");
    let page = app.get("/check?amount=100&period=day&text=I+lost+%24500+a+month.+The+course+costs+%24997.+900+kr+a+week.").await;
    assert!(page.says("a loss, not an income") && page.says("a price, not an income"));
    assert!(
        page.says("in a currency that we do not know")
            && flags(&page).contains(&"Asks for money first".to_owned())
    );
}

#[tokio::test]
async fn a_text_without_a_sum_is_still_held_to_the_rules() {
    let mut app = with_reports(0, 0).await;
    let page = app.get("/check?text=Passive+income+for+everyone").await;
    assert_eq!(verdict(&page), "The text names no sum that we can read.");
    assert!(page.says("“Passive income”"));
    let page = app.get("/check?amount=400&period=project").await;
    assert_eq!(verdict(&page), "No month can be made of $400 a project.");
}

#[tokio::test]
async fn the_same_claim_has_one_address_and_one_page() {
    let mut app = with_reports(6, 1).await;
    let one = app.get("/check?hours=10&amount=%2410%2C000&path=content-creation&utm_source=x&fee=").await;
    let canonical = one.attributes("link[rel=canonical]", "href").concat();
    assert_eq!(canonical, "https://example.org/check?amount=10000&path=content-creation&hours=10");
    let other = app.get(canonical.trim_start_matches("https://example.org")).await;
    let again = app.get(canonical.trim_start_matches("https://example.org")).await;
    assert_eq!(other.body, again.body);
    assert_eq!(other.attributes("link[rel=canonical]", "href").concat(), canonical);
    assert_eq!(one.all(".rim"), other.all(".rim"));
}

#[tokio::test]
async fn a_mistake_is_said_beside_its_field_and_nothing_is_lost() {
    let mut app = with_reports(0, 0).await;
    let page = app
        .get("/check?amount=lots&hours=200&path=content-creation&text=Word+for+word+%26+more&says=x")
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.all(".errs li").len(), 3);
    assert_eq!(page.all("#amount-e"), ["Error: The sum must be a number, like 5000 or 10k"]);
    assert_eq!(page.attributes("#amount", "value"), ["lots"]);
    assert_eq!(page.attributes("#hours", "value"), ["200"]);
    assert_eq!(page.all("#text"), ["Word for word & more"]);
    assert_eq!(page.attributes("#path option[selected]", "value"), [PATH]);
    assert!(page.attributes("details.left", "open").len() == 1, "what is wrong is in view");
    assert!(page.all("title").concat().starts_with("Error:"));

    let long = "x".repeat(2_001);
    let page = app.get(&format!("/check?text={long}")).await;
    assert_eq!(page.all("#text-e"), ["Error: The text must be 2000 characters or fewer; it has 2001"]);
    assert!(page.all("#text").concat() == long);
    assert_eq!(app.get("/check?amount=&text=&path=").await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn the_checker_is_found_from_the_front_page_the_paths_and_the_rules() {
    let mut app = with_reports(0, 0).await;
    let home = app.get("/").await;
    assert_eq!(home.attributes("main form", "action"), ["/check"]);
    assert_eq!(home.attributes("#amount", "value"), ["10,000"]);
    assert_eq!(home.all("#path option").last().map(String::as_str), Some("any path"));
    assert!(home.attributes(".nav a", "href").contains(&"/check".to_owned()));
    let path = app.get("/paths/content-creation").await;
    assert!(path.attributes("main a", "href").contains(&"/check?path=content-creation".to_owned()));
    let opened = app.get("/check?path=content-creation").await;
    assert_eq!(opened.attributes("#path option[selected]", "value"), [PATH]);
    assert!(opened.all(".rim, .errs").is_empty());
    let method = app.get("/method").await;
    for list in firstbucket::claims::WORDS.all() {
        assert!(method.says(&list.what) && method.says(&list.words.join(" · ")), "{}", list.what);
    }
    for rule in firstbucket::claims::RULES.iter() {
        assert!(method.says(&rule.example) && method.says(&rule.when), "{:?}", rule.flag);
    }
}
