use crate::support::{
    Answer, TestApp, a_start, a_submission, approve, moderator, rate, send, version_to_send,
};
use axum::http::StatusCode;
use firstbucket::{
    submissions::{self, State},
    values::{Month, RevisionId, SubmissionId},
};
use sqlx::PgPool;
use time::{Duration, OffsetDateTime};

async fn count(app: &TestApp, table: &'static str) -> i64 {
    let sql = sqlx::AssertSqlSafe(format!("select count(*) from {table}"));
    sqlx::query_scalar(sql).fetch_one(&app.database.pool()).await.unwrap()
}

async fn state(app: &TestApp) -> String {
    sqlx::query_scalar("select state from submissions").fetch_one(&app.database.pool()).await.unwrap()
}

async fn ask_for_changes(db: &PgPool, state: State) {
    let mut tx = db.begin().await.unwrap();
    let submission: SubmissionId = sqlx::query_scalar(
        "update review_items set state = 'changes_requested', decided_by = $1, decided_at = now(),
         reason_codes = '{identifies_others}', message = 'The third sentence names a hotel owner.' where state = 'queued'
         returning submission_id",
    )
    .bind(moderator(db).await)
    .fetch_one(&mut *tx)
    .await
    .unwrap();
    submissions::set_state(&mut tx, submission, state, None).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_draft_in_which_nothing_is_saved_for_three_months_is_erased_and_what_was_sent_is_not() {
    let mut app = TestApp::with(&["--demo"]).await;
    let empty = a_submission().begin(&mut app).await;
    let draft = a_submission().begin(&mut app).await;
    a_submission().save(&mut app, &draft, "what").await;
    let sent = a_start().send(&mut app).await;
    for (days, found) in [(7, 200), (8, 404)] {
        app.in_days(days).await;
        firstbucket::tasks::run_all(&app.state).await.unwrap();
        assert_eq!(app.get(&empty).await.status, found, "nothing was ever saved in it, {days} days later");
    }
    for (days, found) in [(90, 200), (181, 404)] {
        app.in_days(days).await;
        firstbucket::tasks::run_all(&app.state).await.unwrap();
        assert_eq!(app.get(&draft).await.status, found, "{days} days later");
        let saved = "update submissions set link_used_on = site_today() where state = 'draft'";
        sqlx::query(saved).execute(&app.database.pool_in_days(days).await).await.unwrap();
    }
    assert_eq!(app.get(&sent).await.status, 200);
}

#[tokio::test]
async fn a_report_goes_from_the_door_to_the_queue() {
    let mut app = TestApp::new().await;
    let door = app.get("/share").await;
    assert!(door.says("Ordinary results and results of zero are the most useful ones here."));
    assert!(door.says("none was decided in the last 30 days"));

    let report = a_submission();
    let link = report.begin(&mut app).await;
    for (page, next) in
        [("what", "when"), ("when", "money"), ("money", "story"), ("story", "consent"), ("consent", "check")]
    {
        let shown = app.get(&format!("{link}/{page}")).await;
        assert_eq!((shown.status, shown.all("h1").len()), (StatusCode::OK, 1), "{page}");
        let saved = report.save(&mut app, &link, page).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{page}: {:?}", saved.all(".err"));
        assert_eq!(saved.location(), format!("{link}/{next}"));
    }
    let check = app.get(&format!("{link}/check")).await;
    assert!(
        check.says("you are left with $480, before tax, for 140 hours. That comes to about $3.40 an hour.")
    );
    assert!(check.all("dd a").iter().all(|change| change.len() > "Change ".len()));
    assert_eq!(count(&app, "review_items").await, 0);

    assert_eq!(send(&mut app, &link).await.location(), format!("{link}/sent"));
    assert_eq!((count(&app, "submission_revisions").await, count(&app, "review_items").await), (1, 1));
    let (suspected, drafts): (bool, i64) =
        sqlx::query_as("select suspected, (select count(draft) from submissions) from review_items")
            .fetch_one(&app.database.pool())
            .await
            .unwrap();
    assert_eq!((suspected, drafts), (false, 0));
}

#[tokio::test]
async fn the_link_is_shown_in_full_until_a_moderator_decided_and_kept_nowhere() {
    let mut app = TestApp::new().await;
    let link = a_submission().send(&mut app).await;
    let secret = link.trim_start_matches("/m/");
    assert_eq!(secret.len(), 26);

    let first = app.get(&format!("{link}/sent")).await;
    assert_eq!(first.all(".secret"), [format!("http://127.0.0.1:3000{link}")]);
    assert_eq!(app.get(&format!("{link}/sent")).await.all(".secret").len(), 1, "showing it changes nothing");
    let status = app.get(&link).await;
    assert_eq!(status.all("h1"), ["We have your report"]);
    assert_eq!(status.all("li[aria-current=step]"), ["Waiting for a moderator"]);
    let rows: String = sqlx::query_scalar("select string_agg(s::text, ' ') from submissions s")
        .fetch_one(&app.database.pool())
        .await
        .unwrap();
    assert!(!rows.contains(secret));
    for (name, value) in [
        ("cache-control", "no-store"),
        ("referrer-policy", "same-origin"),
        ("x-robots-tag", "noindex, nofollow"),
    ] {
        assert_eq!(status.headers.get(name).unwrap(), value);
    }
}

#[tokio::test]
async fn a_start_is_registered_with_its_stop_rule() {
    let mut app = TestApp::new().await;
    assert_eq!(app.get("/start").await.all("form button")[0], "I am starting now");
    let link = a_start().send(&mut app).await;
    assert!(app.get(&format!("{link}/check")).await.says("Your target would come to about $12 an hour."));
    let (kind, status, stop): (String, String, i64) =
        sqlx::query_as("select kind, status, stop_if_below from submission_revisions")
            .fetch_one(&app.database.pool())
            .await
            .unwrap();
    assert_eq!((kind.as_str(), status.as_str(), stop), ("registered_start", "trying", 5_000));
}

#[tokio::test]
async fn a_start_that_lies_too_far_back_may_be_told_afterwards_with_every_answer_kept() {
    let mut app = TestApp::new().await;
    let early = OffsetDateTime::now_utc().date() - Duration::days(40);
    let report = a_start()
        .with("start_day", &early.day().to_string())
        .with("start_month", &u8::from(early.month()).to_string())
        .with("start_year", &early.year().to_string());
    let link = report.begin(&mut app).await;
    report.save(&mut app, &link, "what").await;
    let refused = report.save(&mut app, &link, "when").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused.attributes("button[name=kind]", "value"), ["told_afterwards"]);

    let mut answers = report.page("when");
    answers.push(("kind", "told_afterwards"));
    assert_eq!(app.post(&format!("{link}/when"), &answers).await.location(), format!("{link}/when"));
    let page = app.get(&format!("{link}/when")).await;
    assert_eq!(page.attributes("#start_month", "value"), [u8::from(early.month()).to_string()]);
    assert_eq!(page.attributes("#background [selected]", "value"), ["construction_engineering"]);
    assert_eq!(page.all("#first_month").len(), 1);
}

/// Every complaint stands in the summary and beside a control to which the summary leads.
fn assert_complains(page: &Answer, field: &str, words: &str) {
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
    assert!(page.all("title")[0].starts_with("Error: "), "{field}");
    let link = page.all(&format!(".errs a[href='#{field}']"));
    assert_eq!(link, [words], "{field}: {:?}", page.all(".errs a"));
    assert_eq!(page.all(&format!("#{field}-e")), [format!("Error: {words}")]);
    assert_eq!(page.all(&format!("#{field}")).len(), 1, "{field}");
}

#[tokio::test]
async fn each_page_says_what_is_wrong_beside_its_field() {
    let mut app = TestApp::new().await;
    let link = a_submission().begin(&mut app).await;
    a_submission().fill(&mut app, &link).await;
    let next_year = (OffsetDateTime::now_utc().year() + 1).to_string();
    let latest = Month::of((OffsetDateTime::now_utc() + Duration::days(1)).date());
    let not_yet = format!(
        "The month you started must be between January 2000 and {latest}; you entered January {next_year}"
    );
    for (page, field, typed, complaint) in [
        ("what", "path", "", "Choose the path that is closest"),
        ("what", "variant", "general-gpt", "This form belongs to another path: choose one of yours, or none"),
        ("when", "status", "", "Choose how it stands today"),
        (
            "when",
            "start_month",
            "13",
            "The month you started must be a month and a year, like 3 2025 or March 2025",
        ),
        ("when", "start_year", &next_year, &not_yet),
        ("when", "first_year", "2025", "First income cannot come before you started"),
        ("when", "stop_year", "2025", "You cannot have stopped before you started"),
        (
            "when",
            "status",
            "earning",
            "You say that you have not stopped: leave the month you stopped empty, or change how it stands",
        ),
        (
            "money",
            "hours_per_week",
            "0",
            "Hours must be more than 0: count learning, selling and other unpaid hours too",
        ),
        ("money", "hours_per_week", "120", "Hours must be 112 or fewer; you entered 120"),
        ("money", "weeks_active", "200", "Weeks must be 39 or fewer by the months you gave; you entered 200"),
        ("money", "revenue_total", "a few hundred", "Income must be a number, like 250 or 0"),
        ("money", "revenue_total", "0", "You gave a month of first income, so income must be more than 0"),
        ("money", "refunds_total", "601", "Refunds cannot be more than the income they were paid back from"),
        ("money", "last3m_revenue", "700", "Three months cannot have brought more than all of them together"),
        ("story", "headline", "Short", "Your headline must be 10 characters or more; it has 5"),
        (
            "story",
            "what_i_did",
            "Month five was the best. Then it dropped.",
            "Your story must be 80 characters or more; it has 41",
        ),
        (
            "story",
            "what_went_wrong",
            "One\nTwo\n\u{202E}Three",
            "What went wrong has an invisible character (U+202E, right-to-left override) at place 9; take it out",
        ),
        ("story", "stop_reasons", "none_of_these", "Tick only what is in the list"),
        ("consent", "own", "", "Confirm that this happened to you"),
        (
            "consent",
            "email",
            "me@example.org",
            "Tick the box above if we may write to this address, or take it out",
        ),
    ] {
        let refused = a_submission().with(field, typed).save(&mut app, &link, page).await;
        let at = match (field, complaint) {
            (
                "status",
                "You say that you have not stopped: leave the month you stopped empty, or change how it stands",
            ) => "stop_month",
            _ => field,
        };
        assert_complains(&refused, at, complaint);
        a_submission().save(&mut app, &link, page).await;
    }
}

#[tokio::test]
async fn every_word_is_kept_also_when_it_is_wrong() {
    let mut app = TestApp::new().await;
    let typed = a_submission()
        .with("revenue_total", "a few \"hundred\" <b>")
        .with("weeks_active", "ten or so")
        .with("tell_a_friend", "\n\nShort, but mine & true");
    let link = typed.begin(&mut app).await;
    for page in ["what", "when", "money", "story", "consent"] {
        let answered = typed.save(&mut app, &link, page).await;
        let again = app.get(&format!("{link}/{page}")).await;
        let shown = if answered.status == StatusCode::UNPROCESSABLE_ENTITY {
            vec![answered, again]
        } else {
            vec![again]
        };
        for shown in shown {
            for (field, value) in typed.page(page) {
                let inputs = shown
                    .attributes(&format!("input[name={field}]:not([type=radio], [type=checkbox])"), "value");
                let chosen =
                    shown.attributes(&format!("[name={field}][checked], [name={field}] [selected]"), "value");
                let text = shown.all(&format!("textarea[name={field}]"));
                let expected = if text.is_empty() { value } else { value.trim() };
                assert!(
                    [inputs, chosen, text].concat().iter().any(|kept| kept == expected),
                    "{page} {field}"
                );
            }
        }
    }
}

#[tokio::test]
async fn a_nul_or_a_control_character_is_a_complaint_in_any_field() {
    let mut app = TestApp::new().await;
    for report in [a_submission(), a_start()] {
        let link = report.begin(&mut app).await;
        report.fill(&mut app, &link).await;
        for page in ["what", "when", "money", "story", "consent"] {
            for (field, value) in report.page(page) {
                for bad in ['\0', '\u{1b}'] {
                    let typed = format!("{value}{bad}");
                    let mut answers = report.page(page);
                    answers.retain(|(name, _)| *name != field);
                    answers.push((field, &typed));
                    let answer = app.post(&format!("{link}/{page}"), &answers).await;
                    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{field} {bad:?}");
                }
            }
            report.save(&mut app, &link, page).await;
        }
    }
    let broken = app.post("/share", &[("kind", "told_afterwards\0"), ("form_key", "\0")]).await;
    assert_eq!(broken.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn sending_twice_makes_one_revision() {
    let mut app = TestApp::new().await;
    let link = a_submission().begin(&mut app).await;
    a_submission().fill(&mut app, &link).await;
    let check = app.get(&format!("{link}/check")).await;
    let version = check.attributes("[name=version]", "value").remove(0);
    for _ in 0..2 {
        let sent = app.post(&format!("{link}/send"), &[("version", &version)]).await;
        assert_eq!((sent.status, sent.location()), (StatusCode::SEE_OTHER, format!("{link}/sent").as_str()));
    }
    assert_eq!((count(&app, "submission_revisions").await, count(&app, "review_items").await), (1, 1));
}

#[tokio::test]
async fn sent_at_the_same_moment_it_is_still_one_revision() {
    let mut app = TestApp::new().await;
    let link = a_submission().begin(&mut app).await;
    a_submission().fill(&mut app, &link).await;
    let (mut one, mut other) = (app.as_somebody_else(), app.as_somebody_else());
    let (url, version) = (format!("{link}/send"), version_to_send(&mut app, &link).await);
    let form = [("version", version.as_str())];
    let (first, second) = tokio::join!(one.post(&url, &form), other.post(&url, &form));
    assert_eq!((first.status, second.status), (StatusCode::SEE_OTHER, StatusCode::SEE_OTHER));
    assert_eq!(count(&app, "submission_revisions").await, 1);
}

#[tokio::test]
async fn what_was_changed_elsewhere_is_checked_again_before_it_is_sent() {
    let mut app = TestApp::new().await;
    let link = a_submission().begin(&mut app).await;
    a_submission().fill(&mut app, &link).await;
    let version = app.get(&format!("{link}/check")).await.attributes("[name=version]", "value").remove(0);
    a_submission().with("tools", "Another one").save(&mut app, &link, "what").await;
    let answer = app.post(&format!("{link}/send"), &[("version", &version)]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.says("Nothing was sent") && answer.says("Another one"));
    assert_eq!(count(&app, "submission_revisions").await, 0);
}

#[tokio::test]
async fn an_unfinished_report_is_not_sent_and_says_what_is_missing() {
    let mut app = TestApp::new().await;
    let link = a_submission().begin(&mut app).await;
    a_submission().save(&mut app, &link, "what").await;
    let answer = app.post(&format!("{link}/send"), &[]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let ways = answer.attributes(".errs a", "href");
    assert!(ways.contains(&format!("{link}/story?again#headline")), "{ways:?}");
    assert_complaint_is_shown(&mut app, &format!("{link}/story?again")).await;
}

async fn assert_complaint_is_shown(app: &mut TestApp, url: &str) {
    assert!(app.get(url).await.all("#headline-e").concat().contains("Your headline is missing"));
}

#[tokio::test]
async fn the_same_form_begins_one_report_and_each_door_its_own() {
    let mut app = TestApp::new().await;
    let form_key = app.get("/share").await.attributes("[name=form_key]", "value").remove(0);
    let told = [("kind", "told_afterwards"), ("form_key", form_key.as_str())];
    let first = app.post("/share", &told).await.location().to_owned();
    assert_eq!(app.post("/share", &told).await.location(), first);
    assert_eq!(count(&app, "submissions").await, 1);
    let start = app.post("/share", &[("kind", "registered_start"), ("form_key", &form_key)]).await;
    assert_ne!(start.location(), first);
    assert_eq!(count(&app, "submissions").await, 2);
}

#[tokio::test]
async fn an_old_copy_of_the_form_gets_a_fresh_one() {
    let mut app = TestApp::new().await;
    for form in [&[("kind", "told_afterwards")][..], &[("kind", "told_afterwards"), ("form_key", "abc")], &[]]
    {
        let answer = app.post("/share", form).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(answer.attributes("[name=form_key]", "value")[0].len(), 26);
    }
    assert_eq!(count(&app, "submissions").await, 0);
}

#[tokio::test]
async fn reports_begin_no_faster_than_the_limit_and_the_same_one_twice_counts_once() {
    let mut app = TestApp::with(&["--rate-share=1/day"]).await;
    let form_key = app.get("/share").await.attributes("[name=form_key]", "value").remove(0);
    for _ in 0..2 {
        let begun = app.post("/share", &[("kind", "told_afterwards"), ("form_key", &form_key)]).await;
        assert_eq!(begun.status, StatusCode::SEE_OTHER);
    }
    let other = app.get("/share").await.attributes("[name=form_key]", "value").remove(0);
    let refused = app.post("/share", &[("kind", "told_afterwards"), ("form_key", &other)]).await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn another_secret_opens_nothing() {
    let mut app = TestApp::new().await;
    let link = a_submission().send(&mut app).await;
    let mut other = link.clone();
    let last = other.pop().unwrap();
    other.push(if last == 'a' { 'b' } else { 'a' });
    let capital = link.replace("/m/", "/M/");
    for url in [&other, &link[..link.len() - 1], &format!("{link}%00"), &format!("{link}a"), "/m/x"] {
        let page = app.get(url).await;
        assert_eq!(
            (page.status, page.all("h1")),
            (StatusCode::NOT_FOUND, vec!["No report with this link".into()]),
            "{url}"
        );
    }
    assert_eq!(app.get(&capital).await.status, StatusCode::NOT_FOUND);
    let lost = app.post(&format!("{other}/story"), &[("what_i_did", "Six weeks of work")]).await;
    assert_eq!(
        (lost.status, lost.all("textarea")),
        (StatusCode::NOT_FOUND, vec!["Six weeks of work".into()])
    );
}

#[tokio::test]
async fn links_are_opened_no_faster_than_the_limit() {
    let mut app = TestApp::with(&["--rate-private-link=2/hour"]).await;
    for status in [StatusCode::NOT_FOUND, StatusCode::NOT_FOUND, StatusCode::TOO_MANY_REQUESTS] {
        assert_eq!(app.get("/m/00000000000000000000000000").await.status, status);
    }
}

#[tokio::test]
async fn an_amendment_leaves_the_published_version_until_it_is_approved() {
    let mut app = TestApp::new().await;
    let db = app.database.pool();
    let link = a_submission().send(&mut app).await;
    approve(&db).await;
    assert_eq!(app.get(&link).await.all("h1"), ["Your report is published"]);

    let amended = a_submission().with("headline", "Fifty travel posts, then the visits stopped");
    amended.amend(&mut app, &link).await;
    let headline = "select headline from experiences";
    let live: String = sqlx::query_scalar(headline).fetch_one(&db).await.unwrap();
    assert_eq!(
        (live.as_str(), state(&app).await.as_str()),
        ("Forty travel posts, then the visits stopped", "published")
    );
    assert!(app.get(&link).await.says("the version that is published stays as it is"));

    approve(&db).await;
    let live: String = sqlx::query_scalar(headline).fetch_one(&db).await.unwrap();
    assert_eq!(live, "Fifty travel posts, then the visits stopped");
    assert_eq!(count(&app, "submission_revisions").await, 2);
}

#[tokio::test]
async fn a_report_that_comes_back_says_why_and_opens_with_every_answer() {
    let mut app = TestApp::new().await;
    let db = app.database.pool();
    for report in [a_submission().with("may_contact", "yes").with("email", "me@example.org"), a_start()] {
        let link = report.send(&mut app).await;
        ask_for_changes(&db, State::ChangesRequested).await;
        let page = app.get(&link).await;
        assert_eq!(page.all("h1"), ["A moderator asks for changes"]);
        assert!(page.says("The third sentence names a hotel owner."));
        assert!(page.says("It says enough about another person or firm to recognise them."));

        let before = app.get(&format!("{link}/check")).await;
        assert!(before.says("Change an answer, then you can send it again"));
        report.clone().with("tools", "None").save(&mut app, &link, "what").await;
        assert_eq!(app.get(&format!("{link}/check")).await.all(".errs"), Vec::<String>::new());
        assert_eq!(send(&mut app, &link).await.location(), format!("{link}/sent"));
        sqlx::query("delete from review_items").execute(&db).await.unwrap();
    }
    let states: Vec<String> =
        sqlx::query_scalar("select state from submissions").fetch_all(&db).await.unwrap();
    assert_eq!(states, ["submitted", "submitted"]);
}

#[tokio::test]
async fn withdrawing_takes_the_report_off_the_site_and_out_of_the_queue() {
    let mut app = TestApp::new().await;
    let db = app.database.pool();
    let link = a_submission().send(&mut app).await;
    approve(&db).await;
    a_submission().with("tools", "None").amend(&mut app, &link).await;
    assert_eq!(count(&app, "experiences").await, 1);

    app.post(&format!("{link}/withdraw"), &[]).await;
    assert_eq!((count(&app, "experiences").await, state(&app).await), (0, "withdrawn".into()));
    let waiting = "select count(*) from review_items where state in ('queued', 'claimed')";
    assert_eq!(sqlx::query_scalar::<_, i64>(waiting).fetch_one(&db).await.unwrap(), 0);
    assert_eq!(app.get(&link).await.all("h1"), ["You took this report down"]);
}

#[tokio::test]
async fn the_public_row_goes_whatever_takes_the_state_away() {
    let mut app = TestApp::new().await;
    let db = app.database.pool();
    a_submission().send(&mut app).await;
    approve(&db).await;
    sqlx::query("update submissions set state = 'hidden'").execute(&db).await.unwrap();
    assert_eq!(count(&app, "experiences").await, 0);
}

#[tokio::test]
async fn erasing_leaves_nothing_anywhere() {
    let mut app = TestApp::new().await;
    let db = app.database.pool();
    let link = a_submission().with("may_contact", "yes").with("email", "me@example.org").send(&mut app).await;
    approve(&db).await;
    a_submission().with("tools", "None").amend(&mut app, &link).await;
    a_submission().with("headline", "Sixty travel posts, never sent").save(&mut app, &link, "story").await;

    assert_eq!(app.post(&format!("{link}/erase"), &[]).await.location(), "/share/erased");
    for table in ["submissions", "submission_revisions", "submission_contacts", "review_items", "experiences"]
    {
        assert_eq!(count(&app, table).await, 0, "{table}");
    }
    assert_eq!(app.get("/share/erased").await.status, StatusCode::OK);
    assert_eq!(app.get(&link).await.all("h1"), ["No report with this link"]);
}

#[tokio::test]
async fn an_address_is_kept_apart_and_deleted_alone() {
    let mut app = TestApp::new().await;
    let report = a_submission().with("may_contact", "yes").with("email", "me@example.org");
    let link = report.send(&mut app).await;
    report.save(&mut app, &link, "consent").await;
    app.post(&format!("{link}/forget-address"), &[]).await;
    assert_eq!((count(&app, "submission_contacts").await, count(&app, "submission_revisions").await), (0, 1));
    let drafts = "select count(*) from submissions where draft::text like '%example.org%'";
    assert_eq!(sqlx::query_scalar::<_, i64>(drafts).fetch_one(&app.database.pool()).await.unwrap(), 0);
}

#[tokio::test]
async fn a_new_link_ends_the_old_one() {
    let mut app = TestApp::new().await;
    let link = a_submission().send(&mut app).await;
    let to = app.post(&format!("{link}/new-link"), &[]).await.location().to_owned();
    let renewed = app.get(&to).await;
    assert_eq!(renewed.all("h1"), ["Your private link"]);
    assert_eq!(app.as_somebody_else().get(&link).await.status, StatusCode::NOT_FOUND);
    assert_eq!(app.get(to.trim_end_matches("/sent?new")).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_machines_report_waits_in_a_line_of_its_own_and_is_not_lost() {
    let suspected = "select array_agg(suspected order by id) from review_items";
    let mut app = TestApp::with(&["--time-trap-seconds=3600"]).await;
    a_submission().send(&mut app).await;
    let lines: Vec<bool> = sqlx::query_scalar(suspected).fetch_one(&app.database.pool()).await.unwrap();
    assert_eq!(lines, [true]);

    let mut app = TestApp::new().await;
    let link = a_submission().begin(&mut app).await;
    a_submission().fill(&mut app, &link).await;
    let version = version_to_send(&mut app, &link).await;
    let form = [("version", version.as_str()), ("website", "http://buy.example")];
    let sent = app.post(&format!("{link}/send"), &form).await;
    assert_eq!(sent.location(), format!("{link}/sent"));
    let lines: Vec<bool> = sqlx::query_scalar(suspected).fetch_one(&app.database.pool()).await.unwrap();
    assert_eq!(lines, [true]);
    let names: Vec<String> = sqlx::query_scalar("select suspicions from submissions")
        .fetch_one(&app.database.pool())
        .await
        .unwrap();
    assert_eq!(names, ["honeypot"]);
}

#[tokio::test]
async fn other_currencies_need_a_rate_to_be_put_beside_dollars() {
    let mut app = TestApp::new().await;
    let report = a_submission().with("currency", "KES");
    let link = report.begin(&mut app).await;
    report.fill(&mut app, &link).await;
    let money = app.get(&format!("{link}/money")).await;
    assert!(money.says("about 3.40 KES an hour") && money.says("We have no rate for this currency"));
    assert!(money.all("#currency option").contains(&"Kenyan shilling (no dollar rate yet)".to_owned()));
    assert!(money.all("#currency option").contains(&"Euro".to_owned()), "which has one");

    rate(&app.database.pool(), "KES", "2020", 0.8).await;
    let money = app.get(&format!("{link}/money")).await;
    assert!(!money.says("We have no rate for") && money.says("about 3.40 KES ($4.30) an hour"));
    assert!(money.all("#currency option").contains(&"Kenyan shilling".to_owned()));
}

#[tokio::test]
async fn the_money_page_adds_it_up_before_going_on() {
    let mut app = TestApp::new().await;
    let link = a_submission().begin(&mut app).await;
    a_submission().fill(&mut app, &link).await;
    let mut answers = a_submission()
        .page("money")
        .into_iter()
        .map(|(a, b)| (a.to_owned(), b.to_owned()))
        .collect::<Vec<_>>();
    answers.push(("then".into(), "sum".into()));
    let answers: Vec<(&str, &str)> = answers.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    let added = app.post(&format!("{link}/money"), &answers).await;
    assert_eq!(added.location(), format!("{link}/money#sum"));
    assert!(app.get(&format!("{link}/money")).await.says("That comes to about $3.40 an hour."));
}

#[tokio::test]
async fn the_schemas_rules_have_words_too() {
    let mut app = TestApp::new().await;
    let db = app.database.pool();
    let link = a_submission().send(&mut app).await;
    assert!(!link.is_empty());
    let (submission, revision): (SubmissionId, RevisionId) =
        sqlx::query_as("select submission_id, id from submission_revisions").fetch_one(&db).await.unwrap();
    let whole =
        submissions::revision::find(&mut db.acquire().await.unwrap(), revision).await.unwrap().unwrap();
    type Break = fn(&mut firstbucket::reports::Report);
    let breaks: [(&str, Break); 8] = [
        ("start_month", |report| report.when.as_of = report.when.started_on.first_day() - Duration::days(1)),
        ("status", |report| report.when.stopped_on = None),
        ("revenue_total", |report| report.money.upfront_cost.0 = i64::MAX),
        ("refunds_total", |report| report.money.refunds_total.0 = report.money.revenue_total.0 + 1),
        ("revenue_total", |report| report.money.revenue_total.0 = 0),
        ("hours_per_week", |report| report.effort.hours_total = 0.0),
        ("headline", |report| report.story.headline = "Four".into()),
        ("what_i_did", |report| report.story.what_i_did = "Short".into()),
    ];
    for (number, (field, harm)) in (100..).zip(breaks) {
        let mut report = whole.clone();
        harm(&mut report);
        let error = submissions::revision::insert(&db, submission, number, &report).await.unwrap_err();
        assert_eq!(submissions::broken(&error).unwrap().field, field, "{error}");
    }
    let twice = submissions::revision::insert(&db, submission, i32::MAX, &whole).await;
    assert!(twice.is_ok());
    let twice = submissions::revision::insert(&db, submission, i32::MAX, &whole).await.unwrap_err();
    assert!(submissions::broken(&twice).is_none());
}
