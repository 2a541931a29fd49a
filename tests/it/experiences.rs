//! What readers see of published reports.

use crate::support::{Answer, TestApp, an_experience, path_id};
use axum::http::StatusCode;
use firstbucket::{
    experiences::{self, Of, path_figures},
    open_data,
    reports::{Effort, IncomeModel, Kind, Status},
    submissions::{self, State},
    values::{RevisionId, SubmissionId},
};
use time::{Duration, OffsetDateTime};

/// The number beside a value of a facet.
fn beside(page: &Answer, key: &str, word: &str) -> String {
    let label = page.all(&format!("label:has([name={key}][value='{word}']) .c"));
    label.first().map(|count| count.replace(" reports", "").replace(" report", "")).unwrap_or_default()
}

fn headlines(page: &Answer) -> Vec<String> {
    page.all(".rep h2")
}

#[tokio::test]
async fn a_facet_counts_each_experience_once_for_each_of_its_values() {
    let mut site = TestApp::new().await;
    let db = site.database.pool();
    let both = vec![IncomeModel::Ads, IncomeModel::PaidContent, IncomeModel::Ads];
    for _ in 0..5 {
        an_experience().with(|report| report.what.income_model.clone_from(&both)).publish(&db).await;
        an_experience().publish(&db).await;
    }
    let page = site.get("/experiences").await;
    assert_eq!(beside(&page, "income_model", "merged"), "10", "nobody has counted yet");
    open_data::keep_up(&db).await.unwrap();

    let page = site.get("/experiences").await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.all(".count"), ["10 reports"]);
    assert_eq!(beside(&page, "income_model", "ads"), "5");
    assert_eq!(beside(&page, "income_model", "paid_content"), "10");
    assert_eq!(beside(&page, "income_model", "merged"), "0");
    let inert = page.attributes("[name=income_model][disabled]", "value");
    assert!(inert.contains(&"equity".to_owned()) && !inert.contains(&"ads".to_owned()), "{inert:?}");
    assert_eq!(beside(&page, "income_model", "equity"), "0", "a value of nobody stays in view");
}

#[tokio::test]
async fn counts_follow_the_other_facets_and_not_their_own() {
    let mut site = TestApp::new().await;
    let db = site.database.pool();
    an_experience().publish(&db).await;
    an_experience().on("consulting").publish(&db).await;
    an_experience().on("consulting").monthly(-5).publish(&db).await;

    let page = site.get("/experiences?path=consulting&status=earning").await;
    assert_eq!(page.all(".count"), ["1 of 3 reports"]);
    assert_eq!(beside(&page, "path", "content-creation"), "1");
    assert_eq!(beside(&page, "path", "consulting"), "1");
    assert_eq!(beside(&page, "status", "trying"), "1");
    assert_eq!(beside(&page, "status", "paused"), "0");
    assert_eq!(beside(&page, "region", "merged"), "1");
    assert_eq!(
        page.attributes(".chips a.chip", "href"),
        ["/experiences?status=earning", "/experiences?path=consulting"]
    );
}

#[tokio::test]
async fn a_view_has_one_address_and_thin_ones_are_not_indexed() {
    let mut site = TestApp::new().await;
    an_experience().publish(&site.database.pool()).await;
    let page = site
        .get("/experiences?sort=hours_most&q=glue&status=trying&utm=x&path=consulting&status=earning")
        .await;
    let canonical = &page.attributes("link[rel=canonical]", "href")[0];
    assert!(
        canonical
            .ends_with("/experiences?path=consulting&status=trying&status=earning&q=glue&sort=hours_most"),
        "{canonical}"
    );
    assert_eq!(page.attributes("meta[name=robots]", "content"), ["noindex"]);
    assert_eq!(
        page.attributes("form [name=sort][type=hidden]", "value"),
        ["hours_most"],
        "the order survives"
    );
}

#[tokio::test]
async fn every_order_runs_the_other_way_round_too() {
    let mut site = TestApp::new().await;
    let db = site.database.pool();
    let today = OffsetDateTime::now_utc().date();
    for place in 0..12_i64 {
        let story = an_experience().titled(&format!("Report number {place:02}")).monthly(100 + place / 2);
        story.confirmed_on(today - Duration::days(place / 3)).publish(&db).await;
    }
    for (one, other) in [
        ("newest", "oldest"),
        ("hourly_high", "hourly_low"),
        ("wait_short", "wait_long"),
        ("hours_most", "hours_fewest"),
        ("grade_best", "grade_least"),
    ] {
        let mut there = whole_list(&mut site, one).await;
        let back = whole_list(&mut site, other).await;
        there.reverse();
        assert_eq!(there, back, "{one} and {other}");
        assert_eq!(back.len(), 12);
    }
}

async fn whole_list(site: &mut TestApp, sort: &str) -> Vec<String> {
    let mut all = headlines(&site.get(&format!("/experiences?sort={sort}")).await);
    all.extend(headlines(&site.get(&format!("/experiences?sort={sort}&page=2")).await));
    all
}

#[tokio::test]
async fn figures_leave_out_sellers_and_currencies_without_a_rate_and_say_so() {
    let mut site = TestApp::new().await;
    let db = site.database.pool();
    for dollars in [0, 0, -20, 100, 200] {
        an_experience().monthly(dollars).publish(&db).await;
    }
    an_experience().monthly(9_000).seller().publish(&db).await;
    an_experience().without_rate().publish(&db).await;
    let open = an_experience().monthly(0).with(|report| {
        report.kind = Kind::RegisteredStart;
        report.effort = Effort { weeks_active: 0, hours_total: 0.0, ..report.effort.clone() };
    });
    open.publish(&db).await;

    let path_id = path_id(&db, "content-creation").await;
    let counts = experiences::counts(&db, &Of::Path(path_id)).await.unwrap();
    assert_eq!((counts.published, counts.headline, counts.sellers), (8, 5, 1));
    assert_eq!((counts.without_rate, counts.not_yet_known), (1, 1));
    assert_eq!((counts.registered, counts.told_afterwards), (1, 7));
    assert_eq!(path_figures::of_path(&db, path_id).await.unwrap().amounts().n(), 5);

    let page = site.get("/experiences").await;
    assert!(
        page.says(
            "5 of these 8 together: Of those who wrote to us afterwards, 2 of 5 had earned (range by chance 12 to 77%), \
             3 had not so far, 0 never did."
        ) && page.says("5 counted → 0 registered + 5 told afterwards"),
        "{:?}",
        page.all(".sel")
    );
    assert!(page.says(
        "1 by people who sell about the path, 1 in a currency without a dollar rate, 1 whose outcome is not known yet"
    ));
    assert!(page.says("Not told in dollars yet") && !page.says("KES") && page.says("Sells about this path"));
}

#[tokio::test]
async fn the_number_of_reports_decides_what_may_be_said() {
    let mut site = TestApp::new().await;
    let db = site.database.pool();
    let mut published = 0;
    for n in [0, 3, 7, 12, 40] {
        while published < n {
            // Every third one earned nothing.
            let dollars = if published % 3 == 0 { 0 } else { 50 + published };
            an_experience().monthly(dollars).publish(&db).await;
            published += 1;
        }
        let page = site.get("/experiences").await;
        let says = |words: &str| page.says(words);
        assert_eq!(says("Nobody has sent a report yet"), n == 0, "{n}");
        assert_eq!(says("Too few to say"), n == 3, "{n}");
        assert_eq!(says("had not so far"), n >= 5, "{n}");
        assert_eq!(says("Middle report of"), n >= 10, "{n}");
        assert_eq!(says("The middle half of the"), n == 40, "{n}: of 12, eight earned");
        assert_eq!(!page.all(".sel svg.strata").is_empty(), n >= 5, "{n}");
        assert_eq!(page.attributes("meta[name=robots]", "content").is_empty(), n >= 3, "{n}");
    }
}

#[tokio::test]
async fn an_empty_list_says_what_each_filter_takes_away() {
    let mut site = TestApp::new().await;
    let db = site.database.pool();
    an_experience().publish(&db).await;
    an_experience().on("consulting").monthly(0).publish(&db).await;
    let page = site.get("/experiences?path=consulting&status=earning&q=joints").await;
    assert!(page.says("No report matches all 3 filters"));
    let ways: Vec<String> = page.all(".why li");
    assert_eq!(
        ways,
        [
            "1 report without “Path: Consulting for small firms”",
            "1 report without “How it stands: Earning”",
            "still none without “joints”"
        ]
    );
    assert_eq!(page.attributes(".why a", "href")[0], "/experiences?status=earning&q=joints");
}

#[tokio::test]
async fn words_are_searched_in_what_is_public() {
    let mut site = TestApp::new().await;
    let db = site.database.pool();
    an_experience().titled("A letter about bridges").publish(&db).await;
    let private =
        an_experience().titled("Another letter").with(|report| report.consent.may_publish_story = false);
    let id = private.publish(&db).await;
    assert_eq!(headlines(&site.get("/experiences?q=bridge").await), ["A letter about bridges"]);
    assert_eq!(headlines(&site.get("/experiences?q=glue").await), ["A letter about bridges"]);
    let page = site.get(&format!("/experiences/{id}")).await;
    assert!(page.says("The author kept the story private") && !page.says("glue"));
}

#[tokio::test]
async fn nonsense_in_the_address_is_never_a_failure() {
    let mut site = TestApp::new().await;
    an_experience().publish(&site.database.pool()).await;
    for query in [
        "page=-1",
        "page=99999999",
        "page=x",
        "q=%00",
        "q=%27%28",
        "path=%00",
        "sort=%00",
        "status=%F0%9F%98%80",
    ] {
        let page = site.get(&format!("/experiences?{query}")).await;
        assert_eq!(page.status, StatusCode::OK, "{query}");
        assert!(!page.all("h1").is_empty(), "{query}");
    }
    for path in ["%00", "-1", "0", "99999999999999999999", "x", "7%00"] {
        assert_eq!(site.get(&format!("/experiences/{path}")).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn a_report_is_shown_with_its_net_beside_its_gross_and_no_link_of_its_own() {
    let mut site = TestApp::new().await;
    let db = site.database.pool();
    let story = "First <b>part</b> of it, see https://example.com/course for all.\n\nSecond part of it, which is long enough.";
    let id = an_experience()
        .with(|report| {
            report.story.what_i_did = story.into();
            report.money.running_cost_total = firstbucket::values::Cents(50_000);
        })
        .publish(&db)
        .await;
    let page = site.get(&format!("/experiences/{id}")).await;
    assert_eq!(page.all("h1"), ["A newsletter for woodworkers"]);
    assert_eq!(page.all(".facts dd")[0], "$100 a monthwhile active, after costs, before tax");
    assert!(page.all("td").contains(&"$1,500".to_owned()) && page.all("td").contains(&"$1,000".to_owned()));
    assert!(page.says("First <b>part</b> of it, see https://example.com/course"));
    assert!(page.attributes("a", "href").iter().all(|url| !url.contains("example.com")));
    assert!(page.says("Grade E.") && page.says("Fresh: within 6 months"));
    assert!(page.all("svg.strip").is_empty(), "one report has no place among others");
}

#[tokio::test]
async fn five_counted_reports_give_a_report_its_place() {
    let mut site = TestApp::new().await;
    let db = site.database.pool();
    for dollars in [0, -10, 50, 300, 700] {
        an_experience().monthly(dollars).publish(&db).await;
    }
    let seller = an_experience().monthly(200).seller().publish(&db).await;
    let page = site.get(&format!("/experiences/{seller}")).await;
    assert!(page.says("It is more than 3 of the 5 counted reports"), "{:?}", page.all("figcaption"));
    assert!(page.says("This one is not among them"));
    assert_eq!(page.all("svg.strip").len(), 1);
}

#[tokio::test]
async fn publishing_again_keeps_the_address_and_taking_down_ends_it() {
    let mut site = TestApp::new().await;
    let db = site.database.pool();
    let id = an_experience().publish(&db).await;
    let submission: SubmissionId = sqlx::query_scalar("select submission_id from experiences where id = $1")
        .bind(id)
        .fetch_one(&db)
        .await
        .unwrap();
    let revision: RevisionId = sqlx::query_scalar("select revision_id from experiences where id = $1")
        .bind(id)
        .fetch_one(&db)
        .await
        .unwrap();
    let mut report =
        submissions::revision::find(&mut db.acquire().await.unwrap(), revision).await.unwrap().unwrap();
    report.story.headline = "A newsletter, told again".into();
    report.when.status = Status::Paused;

    let mut conn = db.acquire().await.unwrap();
    let today = OffsetDateTime::now_utc().date();
    assert_eq!(experiences::publish(&mut conn, submission, revision, &report, today).await.unwrap(), id);
    let page = site.get(&format!("/experiences/{id}")).await;
    assert_eq!(page.all("h1"), ["A newsletter, told again"]);
    assert!(page.says("amended") && page.says("Paused"));

    submissions::set_state(&mut conn, submission, State::Withdrawn, None).await.unwrap();
    experiences::take_down(&mut conn, submission).await.unwrap();
    assert_eq!(site.get(&format!("/experiences/{id}")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(site.get("/experiences").await.all(".count"), ["0 reports"]);
}

#[tokio::test]
async fn what_waits_is_not_shown() {
    let mut site = TestApp::new().await;
    an_experience().titled("Not read by anybody yet").send(&site.database.pool()).await;
    let page = site.get("/experiences").await;
    assert!(page.says("Nobody has sent a report yet") && !page.says("Not read by anybody"));
}
