//! What a path's page shows of its reports and what it withholds, and how soon it knows of a change.

use crate::support::{Answer, TestApp, an_experience, months_before, path_id};
use axum::http::StatusCode;
use firstbucket::{
    content,
    experiences::{self, path_figures},
    open_data, rates,
    reports::{Kind, Status, StopReason},
    submissions::{self, State},
    values::SubmissionId,
};
use sqlx::PgPool;
use std::time::Duration;
use time::OffsetDateTime;

const PAGE: &str = "/paths/content-creation";

async fn the_directory() -> TestApp {
    let app = TestApp::new().await;
    content::load_embedded(&app.database.pool()).await.unwrap();
    app
}

/// So many who earned after three months, and so many who gave up after four, for a reason.
async fn published(db: &PgPool, earned: usize, gave_up: usize, kind: Kind) {
    for step in 0..earned {
        let earner = an_experience().monthly(100 + 10 * i64::try_from(step).unwrap());
        earner.with(|report| report.kind = kind).publish(db).await;
    }
    for _ in 0..gave_up {
        let quitter = an_experience().monthly(0).with(|report| {
            report.kind = kind;
            report.when.status = Status::StoppedBeforeIncome;
            report.when.stopped_on = Some(months_before(OffsetDateTime::now_utc().date(), 6));
            report.story.stop_reasons = vec![StopReason::NoCustomers];
        });
        quitter.publish(db).await;
    }
}

/// The page with so many reports, a third of which gave up.
async fn page_of(n: usize) -> (TestApp, Answer) {
    let mut app = the_directory().await;
    published(&app.database.pool(), n - n / 3, n / 3, Kind::ToldAfterwards).await;
    open_data::keep_up(&app.database.pool()).await.unwrap();
    let page = app.get(PAGE).await;
    assert_eq!(page.status, StatusCode::OK);
    (app, page)
}

/// What of a path's figures is on the page: dots, middles, share bars, curves.
fn shown(page: &Answer) -> (bool, bool, bool, bool) {
    let middle = page
        .all("#results > .facts div")
        .iter()
        .any(|fact| fact.starts_with("Middle report") && !fact.contains("Too few"));
    (
        !page.all("#pays").is_empty(),
        middle,
        !page.all(".shares .bar-c").is_empty(),
        !page.all("svg.km").is_empty(),
    )
}

#[tokio::test]
async fn nothing_is_shown_of_nobody_but_an_invitation() {
    let (mut app, page) = page_of(0).await;
    assert_eq!(shown(&page), (false, false, false, false));
    assert!(page.says("Nobody has reported on this path yet. We show no numbers until five people have."));
    for chart in ["pays", "ends", "wait", "who", "stops", "edge"] {
        let csv = app.get(&format!("{PAGE}/figures/{chart}.csv")).await;
        assert_eq!(csv.status, StatusCode::NOT_FOUND, "{chart}");
    }
}

#[tokio::test]
async fn three_reports_are_stories() {
    let (mut app, page) = page_of(3).await;
    assert_eq!(shown(&page), (false, false, false, false));
    assert_eq!(page.all("#results .few"), ["Only 3"]);
    assert!(page.all("#hour, #who, #stops, #like-you").is_empty());
    assert_eq!(app.get(&format!("{PAGE}/figures/pays.csv")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn seven_reports_are_dots_and_counts_with_their_likely_range() {
    let (_, page) = page_of(7).await;
    assert_eq!(shown(&page), (true, false, false, false));
    assert!(
        page.says("5 of 7") && page.says("range by chance 36 to 92%; 0 had not so far, 2 never did"),
        "{}",
        page.body
    );
    let has_a_range = page
        .body
        .split("likely range ")
        .skip(1)
        .any(|range| range.starts_with(|sign: char| sign.is_ascii_digit()));
    assert!(page.says("Too few registered starts are due") && !has_a_range, "nobody registered");
    assert_eq!(page.all("#stops .few"), ["Only 2"]);
    assert!(page.says("it takes 20 people with 8 known endings"));
    assert!(page.all("#who td").contains(&"Too few to say".to_owned()), "no middle of seven");
}

#[tokio::test]
async fn twelve_reports_have_a_middle_and_no_shares_drawn() {
    let (_, page) = page_of(12).await;
    assert_eq!(shown(&page), (true, true, false, false));
    assert!(page.all("#hour").concat().contains("an hour (range by chance"), "{}", page.body);
}

#[tokio::test]
async fn forty_reports_have_shares_and_a_curve_that_anybody_can_take_away() {
    let (mut app, page) = page_of(40).await;
    assert_eq!(shown(&page), (true, true, true, true));
    assert_eq!(page.all("#wait-told h3"), ["How it went, month by month, for the 40 who told us afterwards"]);
    assert!(!page.says("Half paid by month"), "of those told afterwards it is not said when half were paid");
    assert!(
        page.all("#wait-told .fig-foot").concat().contains("40 at month 0, 40 at month 1, 40 at month 3")
    );
    assert_eq!(page.all("#stops tbody td")[0], "13 of 13");
    let csv = app.get(&format!("{PAGE}/figures/wait.csv")).await;
    assert_eq!(csv.headers["content-type"], "text/csv; charset=utf-8");
    let rows: Vec<Vec<&str>> = csv.body.lines().skip(1).map(|line| line.split(',').collect()).collect();
    let last = rows.last().unwrap();
    assert_eq!((last[0], last[1], last[3]), ("told", "40", "0.6750"), "27 of 40 earned: {}", csv.body);
    let pays = app.get(&format!("{PAGE}/figures/pays.csv")).await.body;
    assert!(pays.contains("\r\ntold,\"Nothing\",13,0,40,20.1,48.0,13,0,"), "{pays}");
    let ends = app.get(&format!("{PAGE}/figures/ends.csv")).await.body;
    assert!(ends.contains("\r\ntold,\"Stopped with nothing\",13,40,20.1,48.0,"), "{ends}");
    let who = app.get(&format!("{PAGE}/figures/who.csv")).await.body;
    assert!(
        who.contains(
            "\r\ntold,true,40,40,0,27,27,40,52.0,79.9,0,0,40,0.0,8.8,13,13,40,20.1,48.0,0,0,40,0.0,8.8,16500,10000,23000,"
        ),
        "{who}"
    );
    let stops = app.get(&format!("{PAGE}/figures/stops.csv")).await.body;
    assert!(stops.contains("\r\nno_customers,13,13,77.2,100.0,4,4,4,"), "{stops}");
    for chart in page.attributes("a[href$='.csv']", "href") {
        assert_eq!(app.get(&chart).await.status, StatusCode::OK, "{chart}");
    }
    assert_eq!(app.get(&format!("{PAGE}/figures/other.csv")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn registered_starts_and_reports_told_afterwards_are_never_one_curve() {
    let mut app = the_directory().await;
    let db = app.database.pool();
    published(&db, 10, 8, Kind::ToldAfterwards).await;
    published(&db, 10, 8, Kind::RegisteredStart).await;
    let page = app.get(PAGE).await;
    assert!(page.all("svg.km").is_empty(), "36 in all, and 18 of each");
    assert!(
        page.says("No curve of those told afterwards")
            && page.says("No curve of those registered at the start")
    );
    assert!(page.says("36 published → 36 counted → 18 registered + 18 told afterwards."), "{}", page.body);
    assert!(page.says("18 due = 18 answered + 0 not heard of since. 18 answered = 10 earned + 0 still trying + 8 stopped with nothing"));
    let facts = page.all("#results > .facts div");
    assert!(
        facts[0].starts_with(
            "Registered starts that had earned10 of 18of everybody due, heard of or not; likely range"
        ),
        "{facts:?}"
    );
    assert!(
        facts[1].starts_with("Of those who wrote to us afterwards, had earned10 of 18range by chance"),
        "{facts:?}"
    );
    assert!(!page.says("20 of 36") && !page.says("16 of 36"), "nothing that says whether is put together");
    published(&db, 4, 0, Kind::RegisteredStart).await;
    let page = app.get(PAGE).await;
    assert_eq!(page.all("svg.km").len(), 1);
    assert!(
        page.all("#wait-registered figcaption p")
            .concat()
            .contains("22 people whose reports were registered")
    );
    assert_eq!(page.all("#who tbody th"), ["Registered starts", "Told afterwards"]);
    assert_eq!(page.all("#who tbody .r"), ["22", "18"]);
    assert_eq!(page.all("#wait-registered h3"), ["Half of these 22 had been paid by month 3"]);
    assert!(page.says("Half paid by month 3"));
    let half = "Half had been paid bymonth 3of 22 registered starts, from their curve";
    let facts = page.all("#results > .facts div");
    assert!(facts.iter().any(|fact| fact == half), "{facts:#?}");
}

#[tokio::test]
async fn sellers_have_a_line_of_their_own_and_are_in_no_other_figure() {
    let mut app = the_directory().await;
    let db = app.database.pool();
    published(&db, 6, 2, Kind::ToldAfterwards).await;
    for _ in 0..5 {
        an_experience().monthly(5_000).seller().publish(&db).await;
    }
    let page = app.get(PAGE).await;
    assert_eq!(page.all("#who tbody .r"), ["8", "5"]);
    assert_eq!(page.all("#who tbody th")[1], "People who sell about the path in no other figure");
    assert!(page.says("All 8 reports, one by one"));
}

#[tokio::test]
async fn a_page_knows_of_an_approval_and_of_a_withdrawal_at_once() {
    let (mut app, page) = page_of(7).await;
    let db = app.database.pool();
    assert!(page.says("All 7 reports, one by one"));
    let id = an_experience().publish(&db).await;
    assert!(app.get(PAGE).await.says("All 8 reports, one by one"));
    assert!(app.get("/").await.says("8 reports"));

    let submission = sqlx::query_scalar("select submission_id from experiences where id = $1");
    let submission: SubmissionId = submission.bind(id).fetch_one(&db).await.unwrap();
    let mut tx = db.begin().await.unwrap();
    submissions::set_state(&mut tx, submission, State::Withdrawn, None).await.unwrap();
    tx.commit().await.unwrap();
    assert!(app.get(PAGE).await.says("All 7 reports, one by one"));
    assert!(app.get("/paths").await.says("5 of 7"), "had earned");
}

#[tokio::test]
async fn pages_read_what_was_counted_and_count_nothing_themselves() {
    let (mut app, _) = page_of(7).await;
    let db = app.database.pool();
    let counted_at = "select as_of::text from path_figures f join paths p on p.id = path_id where slug = 'content-creation'";
    let before: String = sqlx::query_scalar(counted_at).fetch_one(&db).await.unwrap();
    for url in [PAGE, "/", "/paths", "/paths/compare?path=content-creation&path=investing"] {
        app.get(url).await;
    }
    let after: String = sqlx::query_scalar(counted_at).fetch_one(&db).await.unwrap();
    assert_eq!(before, after);
}

#[tokio::test]
async fn what_takes_long_to_count_is_counted_aside_within_a_second() {
    let (mut app, _) = page_of(7).await;
    let db = app.database.pool();
    sqlx::query("update path_figures set took_ms = 900").execute(&db).await.unwrap();
    an_experience().publish(&db).await;
    assert!(app.get(PAGE).await.says("All 7 reports"), "the page does not wait for it");
    let copies = [
        tokio::spawn(path_figures::keep_fresh(db.clone())),
        tokio::spawn(path_figures::keep_fresh(db.clone())),
    ];
    wait_until(&mut app, "All 8 reports").await;
    sqlx::query("update path_figures set took_ms = 900").execute(&db).await.unwrap();
    an_experience().publish(&db).await;
    wait_until(&mut app, "All 9 reports").await;
    copies.iter().for_each(tokio::task::JoinHandle::abort);
}

async fn wait_until(app: &mut TestApp, words: &str) {
    for _ in 0..40 {
        if app.get(PAGE).await.says(words) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("the page never said: {words}");
}

#[tokio::test]
async fn a_change_is_noted_with_it_and_goes_with_it() {
    let (app, _) = page_of(0).await;
    let db = app.database.pool();
    let path = path_id(&db, "content-creation").await;
    path_figures::refresh(&db).await.unwrap();
    let mut tx = db.begin().await.unwrap();
    sqlx::query("insert into figures_due (path_id) values ($1)").bind(path).execute(&mut *tx).await.unwrap();
    tx.rollback().await.unwrap();
    assert_eq!(path_figures::refresh(&db).await.unwrap(), 0);
    published(&db, 2, 0, Kind::ToldAfterwards).await;
    let (one, other) = tokio::join!(path_figures::refresh(&db), path_figures::refresh(&db));
    one.unwrap();
    other.unwrap();
    assert_eq!(path_figures::of_path(&db, path).await.unwrap().amounts().n(), 2);
    let left: i64 = sqlx::query_scalar("select count(*) from figures_due").fetch_one(&db).await.unwrap();
    assert_eq!(left, 0);
}

#[tokio::test]
async fn a_readers_wage_is_set_beside_what_an_hour_paid() {
    let (mut app, _) = page_of(12).await;
    let page = app.get(&format!("{PAGE}?wage=15")).await;
    assert!(page.says("12 of 12 earned less per hour than your wage of $15"), "{}", page.body);
    assert!(app.get(&format!("{PAGE}?wage=0.50")).await.says("4 of 12 earned less per hour"));
    assert!(app.get(&format!("{PAGE}?wage=%24+0%2C50")).await.says("than your wage of $0.50"));
    assert!(app.get(&format!("{PAGE}?wage=１%27５00")).await.says("than your wage of $1,500"));
    for (typed, complaint) in [
        ("15+€", "Your wage must be in USD (US dollar); you wrote “€”"),
        ("12,3456", "Your wage: do you mean 123456 or 12.3456? Write it as 123456, or as 12.35"),
        ("50.000", "Your wage must be $10,000 an hour or less"),
    ] {
        assert_eq!(app.get(&format!("{PAGE}?wage={typed}")).await.all("#wage-err"), [complaint]);
    }
    let page = app.get(&format!("{PAGE}?wage=a+lot")).await;
    assert!(page.says("Your wage must be a number, like 250 or 0"));
    assert_eq!(page.attributes("#wage", "value"), ["a lot"]);
}

#[tokio::test]
async fn people_like_you_are_widened_until_there_are_five_and_the_page_says_so() {
    let (mut app, _) = page_of(7).await;
    open_data::keep_up(&app.database.pool()).await.unwrap();
    let page = app.get(&format!("{PAGE}?background=education&capital_band=none")).await;
    assert!(page.all("#like-you").concat().contains("These 7 (Background: Education; Money put in:"));
    let page = app.get(&format!("{PAGE}?background=education&years_in_field=0&capital_band=none")).await;
    let said = page.all("#like-you .note").concat();
    assert!(
        said.contains("we dropped: Money put in:") && said.contains("Years in that field: None"),
        "{said}"
    );
    let list = page.attributes("#like-you p a", "href");
    assert_eq!(list[0], "/experiences?path=content-creation&background=education&in_figures=counted");
    let page = app.get("/paths/investing?background=law").await;
    assert!(page.all("#like-you").is_empty(), "no report, nothing to narrow");
}

#[tokio::test]
async fn an_edge_is_told_by_half_years_of_at_least_five() {
    let mut app = the_directory().await;
    let db = app.database.pool();
    for months in [2, 3, 4, 9, 12] {
        an_experience().with(|report| report.story.months_until_copied = Some(months)).publish(&db).await;
    }
    let page = app.get(PAGE).await;
    assert_eq!(page.all("#edge tbody td")[0], "3 of 5 23 to 88%");
    assert_eq!(page.all("#edge tbody td")[1], "Too few to say");
    let csv = app.get(&format!("{PAGE}/figures/edge.csv")).await.body;
    assert!(csv.lines().nth(1).unwrap().contains(",3,5,23.1,88.2,,,,"), "{csv}");
    assert_eq!(
        page.all("#edge caption"),
        ["Months until the first visible copy"],
        "nobody told of a halving"
    );

    for months in [4, 7, 7, 8] {
        an_experience().with(|report| report.story.months_until_halved = Some(months)).publish(&db).await;
    }
    assert_eq!(app.get(PAGE).await.all("#edge caption").len(), 1, "four are too few to say");
    an_experience().with(|report| report.story.months_until_halved = Some(8)).publish(&db).await;
    let page = app.get(PAGE).await;
    assert_eq!(page.all("#edge caption")[1], "Months until price or income had halved");
    assert_eq!(page.all("#edge tbody td")[2], "1 of 5 4 to 62%");
}

#[tokio::test]
async fn whoever_gave_a_report_sees_where_it_stands_from_five_on() {
    let mut app = TestApp::new().await;
    let link = submissions_link(&app).await;
    let db = app.database.pool();
    let page = app.get(&format!("{link}/standing")).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND, "nothing is published yet");
    let id = sqlx::query_scalar("select id from submissions").fetch_one(&db).await.unwrap();
    own_report(&db, id).await;
    let page = app.get(&format!("{link}/standing")).await;
    assert!(page.says("Too few to say. One report on Content creation can be counted"), "{}", page.body);
    assert_eq!(page.headers["cache-control"], "no-store");

    published(&db, 3, 3, Kind::ToldAfterwards).await;
    let page = app.get(&format!("{link}/standing")).await;
    assert_eq!(page.all("tbody td"), ["$150", "6 of 7", "$4.40", "6 of 7"]);
    assert!(app.get(&link).await.attributes("a", "href").contains(&format!("{link}/standing")));
}

/// The private link of a submission that is not sent yet.
async fn submissions_link(app: &TestApp) -> String {
    content::load_embedded(&app.database.pool()).await.unwrap();
    let secret = "0123456789abcdefghjkmnpqrs";
    sqlx::query(
        "insert into submissions (reference, secret_hash, form_key_hash, kind) \
         values ('OWN', sha256($1::bytea), sha256('key'::bytea), 'told_afterwards')",
    )
    .bind(secret.as_bytes())
    .execute(&app.database.pool())
    .await
    .unwrap();
    format!("/m/{secret}")
}

/// Publishes an ordinary report under this submission.
async fn own_report(db: &PgPool, submission: SubmissionId) {
    let mut report = an_experience().report;
    report.path_id = path_id(db, "content-creation").await;
    let revision = submissions::revision::insert(db, submission, 1, &report).await.unwrap();
    let report = report.in_dollars(&rates::known(db, &[]).await.unwrap());
    let today = OffsetDateTime::now_utc().date();
    let mut tx = db.begin().await.unwrap();
    experiences::publish(&mut tx, submission, revision, &report, today).await.unwrap();
    submissions::set_state(&mut tx, submission, State::Published, Some(revision)).await.unwrap();
    tx.commit().await.unwrap();
}

/// Seven came in March, of which two are of grade B, and five in June.
const HOW_THEY_CAME: &str = "Of 12 counted, 12 read by a moderator, 0 with documents checked, 7 from the busiest month; \
    by grade of evidence 0 A, 2 B, 0 C, 0 D, 10 E";

#[tokio::test]
async fn figures_say_how_hard_they_are_to_fake_and_how_their_reports_came() {
    let mut app = the_directory().await;
    let db = app.database.pool();
    published(&db, 11, 1, Kind::ToldAfterwards).await;
    for (set, place) in [
        (
            "review_items set queued_at = case when submission_id <= $1 then timestamptz '2026-03-31 23:30Z' \
          else '2026-06-01 00:30Z' end",
            6,
        ),
        ("experiences set grade = case when id <= $1 then 'B' else 'E' end", 1),
    ] {
        let of = if set.starts_with("review") { "submission_id" } else { "id" };
        let first: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(format!(
            "select min({of}) from {}",
            set.split(' ').next().unwrap()
        )))
        .fetch_one(&db)
        .await
        .unwrap();
        sqlx::query(sqlx::AssertSqlSafe(format!("update {set}")))
            .bind(first + place)
            .execute(&db)
            .await
            .unwrap();
    }
    let compare = "/paths/compare?path=content-creation&path=investing";
    for page in [PAGE, compare, "/experiences?path=content-creation"] {
        assert!(app.get(page).await.says(HOW_THEY_CAME), "{page}: {:?}", app.get(page).await.all("main p"));
    }
    let page = app.get(PAGE).await;
    // 11 of 12 begins at 64.6 %, and 11 of 18 are 61.1 %; 0 of 12 ends at 24.2 %, and 4 of 16 are 25 %.
    for said in [
        "6 invented reports would carry it out of that range",
        "4 invented reports would carry it out of that range",
    ] {
        assert!(page.says(said), "{said}");
    }
    let compared = app.get(compare).await.all(".cmp td small");
    assert!(
        compared.contains(&"6 invented reports would carry it out of that range".to_owned()),
        "{compared:?}"
    );
    let paths = app.get("/data/paths.csv").await;
    assert!(
        paths.body.lines().next().unwrap().contains("told_afterwards,busiest_month,updated_on"),
        "{}",
        paths.body
    );
    assert!(paths.body.lines().nth(1).unwrap().contains(",12,0,12,0,0,0,0,12,7,"), "{}", paths.body);
    assert!(
        paths.body.lines().nth(2).unwrap().contains(",0,0,0,0,0,0,0,0,,"),
        "blank of nobody: {}",
        paths.body
    );
}

#[tokio::test]
async fn of_four_reports_nothing_is_said_of_how_they_came() {
    let mut app = the_directory().await;
    published(&app.database.pool(), 3, 1, Kind::ToldAfterwards).await;
    for page in
        [PAGE, "/paths/compare?path=content-creation&path=investing", "/experiences?path=content-creation"]
    {
        let page = app.get(page).await;
        assert!(!page.says("busiest month") && !page.says("would carry") && !page.says("by grade"));
    }
    let paths = app.get("/data/paths.csv").await.body;
    assert!(paths.lines().nth(1).unwrap().contains(",4,0,4,0,0,0,0,4,,"), "{paths}");
}

#[tokio::test]
async fn what_is_clear_between_two_paths_says_how_few_invented_reports_would_end_it() {
    let mut app = the_directory().await;
    let db = app.database.pool();
    for step in 0..10 {
        an_experience().monthly(100 + step).publish(&db).await;
        an_experience().on("consulting").monthly(900 + step).publish(&db).await;
    }
    let page = app.get("/paths/compare?path=content-creation&path=consulting").await;
    // Of ten the range runs from the second to the ninth sum; of thirteen from the third to the eleventh, which is an invented one.
    let said = "Middle report, a month: clearly lower for Content creation, clearly higher for Consulting for small firms";
    let listed = page.all("#apart + .read li");
    assert!(
        listed[0].starts_with(said) && listed[0].ends_with("; 3 invented reports would end that."),
        "{listed:?}"
    );
    assert_eq!(page.all(".clear").len(), page.all(".clear + small").len());
    assert!(page.all(".clear + small").contains(&"3 invented reports would end that".to_owned()));
}
