//! A reader says what is wrong with something published, and reads what came of it.

use crate::support::{Answer, SomebodyElse, TestApp, an_experience};
use axum::http::{Request, StatusCode, header};
use firstbucket::{
    content, tasks,
    values::{ExperienceId, ItemId, SubmissionId},
};
use sqlx::PgPool;

const WORDS: &str = "The hours and the weeks cannot both be right.";
const ANSWER: &str = "You are right: the hours were those of a day.";
const TO_AUTHOR: &str = "Please look at the hours again: were they a day's?";

/// A site with one published report, and the report's public number.
async fn with_report() -> (TestApp, PgPool, ExperienceId) {
    let app = TestApp::new().await;
    let db = app.database.pool();
    let id = an_experience().publish(&db).await;
    (app, db, id)
}

/// Fills the form in and sends it.
async fn flag(app: &mut TestApp, url: &str, fields: &[(&str, &str)]) -> Answer {
    let key = form_key(app, url).await;
    let mut form = vec![("form_key", key.as_str()), ("reason", "figures_wrong"), ("words", WORDS)];
    form.retain(|(name, _)| !fields.iter().any(|(given, _)| given == name));
    form.extend(fields);
    app.post(url, &form).await
}

async fn form_key(app: &mut TestApp, url: &str) -> String {
    app.get(url).await.attributes("[name=form_key]", "value").concat()
}

async fn one<T: Send + Unpin + for<'r> sqlx::Decode<'r, sqlx::Postgres> + sqlx::Type<sqlx::Postgres>>(
    db: &PgPool,
    query: &'static str,
) -> T {
    sqlx::query_scalar(query).fetch_one(db).await.unwrap()
}

async fn item(db: &PgPool) -> ItemId {
    one(db, "select max(id) from review_items where kind = 'flag'").await
}

/// Claims the newest flag and answers it.
async fn answer(who: &mut SomebodyElse, db: &PgPool, fields: &[(&str, &str)]) -> Answer {
    let item = item(db).await;
    let version = who.claim(item).await;
    let mut form = vec![("version", version.as_str())];
    form.extend(fields);
    who.previewed(&format!("/admin/items/{item}/flag-answer"), &form).await
}

async fn actions(db: &PgPool) -> Vec<String> {
    sqlx::query_scalar("select action from moderation_events order by id").fetch_all(db).await.unwrap()
}

#[tokio::test]
async fn a_flag_waits_hides_nothing_and_is_read_under_its_link() {
    let (mut app, db, id) = with_report().await;
    let page = app.get(&format!("/experiences/{id}")).await;
    let links = page.attributes("aside a[href^='/flag']", "href");
    assert_eq!(
        links,
        [format!("/flag/experience/{id}?reason=my_experience_differs"), format!("/flag/experience/{id}")]
    );
    let chosen = app.get(&links[0]).await.attributes("[name=reason][checked]", "value");
    assert_eq!(chosen, ["my_experience_differs"]);

    let sent = flag(&mut app, &links[1], &[("email", "reader@example.org")]).await;

    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{:?}", sent.all(".err"));
    let link = sent.location().to_owned();
    assert!(link.starts_with("/f/") && link.len() == 29, "{link}");
    let status = app.get(&link).await;
    assert!(status.says("We have your flag") && status.says(WORDS) && status.says("FB-"));
    for (name, value) in [
        ("cache-control", "no-store"),
        ("referrer-policy", "same-origin"),
        ("x-robots-tag", "noindex, nofollow"),
    ] {
        assert_eq!(status.headers[name], value);
    }
    assert_eq!(
        status.attributes("link[rel=canonical]", "href"),
        ["http://127.0.0.1:3000/"],
        "no page repeats the key"
    );
    assert_eq!(app.get(&format!("/experiences/{id}")).await.status, StatusCode::OK);
    let waits: bool =
        one(&db, "select state = 'queued' and not suspected from review_items where kind = 'flag'").await;
    assert!(waits);
    let kept: String = one(&db, "select row_to_json(flags)::text from flags").await;
    assert!(!kept.contains(&link[3..]), "the secret is kept nowhere");

    app.post(&format!("{link}/forget-address"), &[]).await;
    assert!(!app.get(&link).await.says("reader@example.org"));
    assert_eq!(app.post(&format!("{link}/erase"), &[]).await.location(), "/flag/erased");
    assert_eq!(app.get(&link).await.status, StatusCode::NOT_FOUND);
    assert_eq!(one::<i64>(&db, "select count(*) from review_items where kind = 'flag'").await, 0);
    assert!(app.get("/flag/erased").await.says("erased"));
}

#[tokio::test]
async fn the_address_left_with_a_flag_is_deleted_90_days_after_its_answer() {
    const KEPT: &str = "select count(email) from flags";
    let (mut app, db, id) = with_report().await;
    let mut mara = app.moderator("mara").await;
    let email = [("email", "reader@example.org")];
    flag(&mut app, &format!("/flag/experience/{id}"), &email).await;
    answer(&mut mara, &db, &[("outcome", "dismissed"), ("message", ANSWER)]).await;
    let waiting = [email[0], ("reason", "stale")];
    flag(&mut app, &format!("/flag/experience/{id}"), &waiting).await;
    for (days, kept) in [(89, 2), (2, 1)] {
        sqlx::query("update flags set answered_at = answered_at - make_interval(days => $1)")
            .bind(days)
            .execute(&db)
            .await
            .unwrap();
        tasks::run_all(&app.state).await.unwrap();
        assert_eq!(one::<i64>(&db, KEPT).await, kept, "the one that waits keeps its own");
    }
}

#[tokio::test]
async fn the_same_form_is_one_flag_and_other_words_are_never_lost() {
    let (mut app, db, id) = with_report().await;
    let url = format!("/flag/experience/{id}");
    let key = form_key(&mut app, &url).await;
    let form = [("form_key", key.as_str()), ("reason", "stale"), ("words", WORDS)];
    let mut twin = app.as_somebody_else();
    let (one_answer, other) = tokio::join!(app.post(&url, &form), twin.post(&url, &form));
    assert_eq!(one_answer.location(), other.location());
    assert_eq!(app.post(&url, &form).await.location(), one_answer.location());
    assert_eq!(one::<i64>(&db, "select count(*) from flags").await, 1);

    let more = format!("{WORDS} And the month is wrong, too.");
    let changed = app.post(&url, &[("form_key", &key), ("reason", "stale"), ("words", &more)]).await;
    assert_eq!(changed.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(changed.all("textarea"), [more.as_str()]);
    let fresh = changed.attributes("[name=form_key]", "value").concat();
    assert_ne!(fresh, key);
    app.post(&url, &[("form_key", &fresh), ("reason", "stale"), ("words", &more)]).await;
    assert_eq!(one::<i64>(&db, "select count(*) from flags").await, 2);
}

#[tokio::test]
async fn what_is_wrong_with_a_form_is_said_beside_its_field_and_words_come_back() {
    let (mut app, db, id) = with_report().await;
    let url = format!("/flag/experience/{id}");
    let long = "x".repeat(2001);
    let hostile: [&[(&str, &str)]; 8] = [
        &[("words", "Too short")],
        &[("words", "A NUL \0 in the midst of the words")],
        &[("words", &long)],
        &[("reason", "spite")],
        &[("reason", "")],
        &[("email", "nobody")],
        &[("email", "a\0b@example.org")],
        &[("form_key", "old")],
    ];
    for fields in hostile {
        let refused = flag(&mut app, &url, fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields:?}");
        assert_eq!(refused.all(".errs li").len(), 1, "{fields:?}");
        let words = fields.iter().find(|(name, _)| *name == "words").map_or(WORDS, |(_, typed)| typed);
        let kept = refused.all("textarea").concat();
        assert_eq!(kept.replace('\u{fffd}', "\0"), words, "{fields:?}");
    }
    let trapped = flag(&mut app, &url, &[("website", "https://spam.example"), ("begun", "nonsense")]).await;
    assert_eq!(trapped.status, StatusCode::SEE_OTHER, "a trap only marks");
    assert!(one::<bool>(&db, "select suspected from review_items where kind = 'flag'").await);
}

#[tokio::test]
async fn limits_outages_and_foreign_sites_give_the_words_back() {
    let mut app = TestApp::with(&["--rate-flag=1/day", "--time-trap-seconds=3"]).await;
    let db = app.database.pool();
    let id = an_experience().publish(&db).await;
    let url = format!("/flag/experience/{id}");
    let begun = app.get(&url).await.attributes("[name=begun]", "value").concat();
    flag(&mut app, &url, &[("begun", &begun)]).await;
    assert!(one::<bool>(&db, "select suspicions = '{time_trap}' from flags").await);

    let often = flag(&mut app, &url, &[]).await;
    assert_eq!(often.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(often.headers.contains_key(header::RETRY_AFTER) && often.says(WORDS));

    let form = serde_html_form::to_string([("words", WORDS)]).unwrap();
    let foreign = Request::post(&url)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "cross-site")
        .body(form.into());
    let refused = app.send(foreign.unwrap()).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert!(!refused.says(WORDS), "they are another site's");

    let key = form_key(&mut app, &url).await;
    sqlx::raw_sql("truncate rate_limits").execute(&db).await.unwrap();
    let mut elsewhere = db.begin().await.unwrap();
    sqlx::raw_sql("lock table flags in access exclusive mode").execute(&mut *elsewhere).await.unwrap();
    let away = app.post(&url, &[("form_key", &key), ("reason", "stale"), ("words", WORDS)]).await;
    assert_eq!(away.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(away.says(WORDS));
}

#[tokio::test]
async fn only_what_everybody_can_read_can_be_flagged() {
    let (mut app, db, id) = with_report().await;
    let submission = an_experience().titled("Nobody may see this one yet").send(&db).await;
    for there in [
        format!("/flag/experience/{id}"),
        "/flag/path/content-creation".into(),
        "/flag/case/stock-pictures-none-sold".into(),
    ] {
        assert_eq!(app.get(&there).await.status, StatusCode::OK, "{there}");
    }
    for name in [
        "experience/0",
        "experience/99999999999999999999",
        "experience/%00",
        "case/%ff",
        "path/none",
        "story/1",
    ] {
        let (page, sent) = (
            app.get(&format!("/flag/{name}")).await,
            app.post(&format!("/flag/{name}"), &[("words", WORDS)]).await,
        );
        assert_eq!((page.status, sent.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND), "{name}");
        assert!(sent.says(WORDS), "{name}: the words come back");
    }
    let unseen = app.get(&format!("/flag/experience/{submission}")).await;
    assert!(!unseen.says("Nobody may see"));

    sqlx::query("update submissions set state = 'hidden' where state = 'published'")
        .execute(&db)
        .await
        .unwrap();
    let hidden = app.get(&format!("/flag/experience/{id}")).await;
    assert_eq!(hidden.status, StatusCode::NOT_FOUND);
    assert!(!hidden.says("newsletter"), "nothing of it is told");
}

#[tokio::test]
async fn an_upheld_flag_hides_the_report_until_it_is_changed_or_shown_again() {
    let (mut app, db, id) = with_report().await;
    let link = flag(&mut app, &format!("/flag/experience/{id}"), &[]).await.location().to_owned();
    let mut mara = app.moderator("mara").await;
    let page = mara.get(&format!("/admin/items/{}", item(&db).await)).await;
    assert!(
        page.says(WORDS)
            && page.says("What is published")
            && page.says("Nobody opened the first ten letters")
    );

    let bare = answer(&mut mara, &db, &[("outcome", "hidden"), ("message", "Yes.")]).await;
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(bare.all(".errs li").len(), 2, "an answer and a word to the author");
    assert_eq!(bare.all("textarea#message"), ["Yes."]);
    let done =
        answer(&mut mara, &db, &[("outcome", "hidden"), ("message", ANSWER), ("to_author", TO_AUTHOR)]).await;
    assert_eq!(done.location(), "/admin?done=answered", "{:?}", done.all(".err"));

    assert_eq!(actions(&db).await, ["flag_upheld", "hidden"]);
    assert_eq!(app.get(&format!("/experiences/{id}")).await.status, StatusCode::NOT_FOUND);
    let told = app.get(&link).await;
    assert!(told.says("your flag was upheld") && told.says(ANSWER) && told.says("off the site until"));
    assert!(
        !told.says("newsletter") && !told.says(TO_AUTHOR),
        "nothing of what is hidden, nothing to its author"
    );
    assert_eq!(app.get("/log").await.status, StatusCode::OK);

    let before: String = one(&db, "select open_id::text from experience_places").await;
    let submission: SubmissionId = one(&db, "select id from submissions").await;
    let staff = format!("/admin/reports/{submission}");
    assert!(mara.get(&staff).await.says("Off the site"));
    let (first, twice) = (
        mara.post(&format!("{staff}/show-again"), &[]).await,
        mara.post(&format!("{staff}/show-again"), &[]).await,
    );
    assert!(first.location().ends_with("done=shown") && twice.location().ends_with("done=not-hidden"));
    assert_eq!(app.get(&format!("/experiences/{id}")).await.status, StatusCode::OK, "at the address it had");
    assert_eq!(one::<String>(&db, "select open_id::text from experiences").await, before);
    assert_eq!(actions(&db).await, ["flag_upheld", "hidden", "shown_again"]);
}

#[tokio::test]
async fn a_flag_may_ask_the_author_or_be_dismissed_and_the_report_stays() {
    let (mut app, db, id) = with_report().await;
    let mut mara = app.moderator("mara").await;
    flag(&mut app, &format!("/flag/experience/{id}"), &[]).await;
    answer(&mut mara, &db, &[("outcome", "change_asked"), ("message", ANSWER), ("to_author", TO_AUTHOR)])
        .await;
    let asked = one::<String>(&db, "select to_author from flags").await;
    assert_eq!(asked, TO_AUTHOR);

    let link =
        flag(&mut app, &format!("/flag/experience/{id}"), &[("reason", "my_experience_differs")]).await;
    let second = mara.get(&format!("/admin/items/{}", item(&db).await)).await;
    assert!(second.says("Other flags on it") && second.says(ANSWER));
    answer(
        &mut mara,
        &db,
        &[("outcome", "dismissed"), ("message", "Both can be so: fees differ by country.")],
    )
    .await;

    assert_eq!(actions(&db).await, ["flag_upheld", "flag_dismissed"]);
    assert_eq!(app.get(&format!("/experiences/{id}")).await.status, StatusCode::OK);
    let told = app.get(link.location()).await;
    assert!(told.says("not upheld") && told.says("fees differ by country"));
}

#[tokio::test]
async fn a_flag_on_a_case_or_a_path_is_answered_with_a_link_to_what_was_corrected() {
    let mut app = TestApp::new().await;
    let db = app.database.pool();
    content::load_embedded(&db).await.unwrap();
    let mut mara = app.moderator("mara").await;
    for (form, history) in [
        ("/flag/path/content-creation", "/paths/content-creation/history"),
        ("/flag/case/stock-pictures-none-sold", "/cases/stock-pictures-none-sold/history"),
    ] {
        let link = flag(&mut app, form, &[]).await.location().to_owned();
        let hidden =
            answer(&mut mara, &db, &[("outcome", "hidden"), ("message", ANSWER), ("to_author", TO_AUTHOR)])
                .await;
        assert_eq!(hidden.status, StatusCode::UNPROCESSABLE_ENTITY, "only reports are hidden");
        answer(&mut mara, &db, &[("outcome", "answered"), ("message", ANSWER), ("corrected", "yes")]).await;
        let told = app.get(&link).await;
        assert!(told.attributes("main a", "href").contains(&history.to_owned()), "{form}");
    }
    assert_eq!(actions(&db).await, ["flag_upheld", "flag_upheld"]);
}

#[tokio::test]
async fn of_two_answers_one_counts_and_a_taken_back_flag_is_told() {
    let (mut app, db, id) = with_report().await;
    let link = flag(&mut app, &format!("/flag/experience/{id}"), &[]).await.location().to_owned();
    let mut mara = app.moderator("mara").await;
    let mut tomas = app.moderator("tomas").await;
    let item = item(&db).await;
    let version = mara.claim(item).await;
    let fields = [("version", version.as_str()), ("outcome", "dismissed"), ("message", ANSWER)];
    let url = format!("/admin/items/{item}/flag-answer");
    assert_eq!(tomas.previewed(&url, &fields).await.status, StatusCode::CONFLICT, "it is not his");
    let mut tab = app.as_somebody_else();
    tab.cookie = mara.cookie.clone();
    let (a, b) = tokio::join!(mara.previewed(&url, &fields), tab.previewed(&url, &fields));
    let mut statuses = [a.status, b.status];
    statuses.sort();
    assert_eq!(statuses, [StatusCode::SEE_OTHER, StatusCode::CONFLICT]);
    assert_eq!(actions(&db).await.len(), 1);
    assert!(app.get(&link).await.says(ANSWER));

    let link = flag(&mut app, &format!("/flag/experience/{id}"), &[]).await.location().to_owned();
    let newest = self::item(&db).await;
    let version = mara.claim(newest).await;
    app.post(&format!("{link}/erase"), &[]).await;
    let gone = [("version", version.as_str()), ("outcome", "dismissed"), ("message", ANSWER)];
    let stale = mara.previewed(&format!("/admin/items/{newest}/flag-answer"), &gone).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(stale.says("has erased it") && stale.says(ANSWER), "no word is lost");
}
