//! What is being written: two pages of one draft, going on, going back, and what is not sent yet.

use crate::support::{Answer, FilledIn, TestApp, a_start, a_submission, approve, refuse, send, tell_read};
use axum::http::StatusCode;
use firstbucket::values::ItemId;

/// One of the pages under a private link, as a browser has it filled in.
async fn open(app: &mut TestApp, link: &str, page: &str) -> FilledIn {
    app.get(&format!("{link}/{page}")).await.form("#answers")
}

async fn save(app: &mut TestApp, link: &str, page: &str, form: &FilledIn) -> Answer {
    app.post(&format!("{link}/{page}"), &form.pairs()).await
}

#[tokio::test]
async fn an_older_page_never_overwrites_what_was_saved_since_and_either_is_taken() {
    let mut app = TestApp::new().await;
    let link = a_submission().begin(&mut app).await;
    a_submission().fill(&mut app, &link).await;
    for (page, field, newer, older) in [
        ("what", "tools", "A spell checker", "A drawing program"),
        ("when", "stop_month", "8", "7"),
        ("when", "region", "asia", "oceania"),
        ("money", "revenue_total", "700", "800"),
        ("story", "what_went_wrong", &"The newer text. ".repeat(8), &"The older page. ".repeat(8)),
        ("story", "headline", "Said on the newer page", "Said on the older page"),
    ] {
        let (one, other) = (open(&mut app, &link, page).await, open(&mut app, &link, page).await);
        assert_eq!(save(&mut app, &link, page, &one.with(field, newer)).await.status, StatusCode::SEE_OTHER);
        let asks = save(&mut app, &link, page, &other.clone().with(field, older)).await;
        assert_eq!(asks.status, StatusCode::CONFLICT, "{page} {field}");
        let shown = asks.form("#answers");
        assert_eq!(shown.value(field).trim(), older.trim(), "what was typed stays in its box");
        assert_eq!(asks.attributes(".errs input", "value"), [field]);
        let said = [asks.all(".errs li").concat(), asks.all(&format!("#{field}-e")).concat()];
        let in_words = match field {
            "stop_month" => "August 2026",
            "region" => "Asia",
            other => {
                if other == "revenue_total" {
                    "$700"
                } else {
                    newer.trim()
                }
            }
        };
        assert!(said.iter().all(|said| said.contains(in_words)), "{said:?}");
        assert_eq!(open(&mut app, &link, page).await.value(field).trim(), newer.trim(), "nothing is saved");

        let keeps = shown.clone().with("keep_saved", field);
        assert_eq!(save(&mut app, &link, page, &keeps).await.status, StatusCode::SEE_OTHER);
        assert_eq!(open(&mut app, &link, page).await.value(field).trim(), newer.trim());
        assert_eq!(save(&mut app, &link, page, &shown).await.status, StatusCode::SEE_OTHER);
        assert_eq!(open(&mut app, &link, page).await.value(field).trim(), older.trim());
    }
}

#[tokio::test]
async fn what_an_older_page_left_alone_stays_as_it_was_saved() {
    let mut app = TestApp::new().await;
    let link = a_submission().begin(&mut app).await;
    a_submission().fill(&mut app, &link).await;
    let older = open(&mut app, &link, "story").await;
    let newer = older.clone().with("headline", "Said on the newer page").and("stop_reasons", "costs");
    save(&mut app, &link, "story", &newer).await;
    for then in ["", "back", "check"] {
        let untouched = save(&mut app, &link, "story", &older.clone().with("then", then)).await;
        assert_eq!(untouched.status, StatusCode::SEE_OTHER, "nobody has to choose");
        let story = open(&mut app, &link, "story").await;
        assert_eq!(story.value("headline"), "Said on the newer page");
        assert!(story.pairs().contains(&("stop_reasons", "costs")));
    }
    let asks = save(&mut app, &link, "story", &older.with("months_until_copied", "3")).await;
    assert_eq!(asks.status, StatusCode::CONFLICT);
    let shown = asks.form("#answers");
    assert_eq!(
        (shown.value("headline"), shown.value("months_until_copied")),
        ("Said on the newer page", "3")
    );
    assert!(asks.attributes(".errs input", "value").is_empty(), "and it says so without a choice");
    assert_eq!(save(&mut app, &link, "story", &shown).await.location(), format!("{link}/consent"));
}

#[tokio::test]
async fn the_same_page_sent_twice_is_no_conflict() {
    let mut app = TestApp::new().await;
    let link = a_submission().begin(&mut app).await;
    for page in ["what", "when", "money", "story", "consent"] {
        let mut form = open(&mut app, &link, page).await;
        let report = a_submission();
        form = report.page(page).iter().fold(form, |form, (name, _)| form.without(name));
        form = report.page(page).iter().fold(form, |form, (name, value)| form.and(name, value));
        for _ in 0..3 {
            assert_eq!(save(&mut app, &link, page, &form).await.status, StatusCode::SEE_OTHER, "{page}");
        }
    }
    let url = format!("{link}/story");
    let form = open(&mut app, &link, "story").await.with("headline", "Sent at the same moment");
    let (mut one, mut other) = (app.as_somebody_else(), app.as_somebody_else());
    let pairs = form.pairs();
    let (first, second) = tokio::join!(one.post(&url, &pairs), other.post(&url, &pairs));
    assert_eq!((first.status, second.status), (StatusCode::SEE_OTHER, StatusCode::SEE_OTHER));
    let late = ["Typed otherwise elsewhere", "And typed once more"]
        .map(|typed| form.clone().with("headline", typed));
    let (late, later) = (late[0].pairs(), late[1].pairs());
    let (first, second) = tokio::join!(one.post(&url, &late), other.post(&url, &later));
    assert_eq!((first.status, second.status), (StatusCode::CONFLICT, StatusCode::CONFLICT));
}

#[tokio::test]
async fn a_plan_open_twice_asks_too_and_an_address_that_was_deleted_does_not_come_back() {
    let mut app = TestApp::new().await;
    let link = a_start().begin(&mut app).await;
    let (newer, older) = (open(&mut app, &link, "plan").await, open(&mut app, &link, "plan").await);
    save(&mut app, &link, "plan", &newer.with("budget", "100").with("start_day", "2")).await;
    let asks = save(&mut app, &link, "plan", &older.with("budget", "200")).await;
    assert_eq!(asks.status, StatusCode::CONFLICT);
    assert_eq!(asks.form("#answers").value("budget"), "200");
    assert!(asks.all("#budget-e").concat().contains("$100"));

    let link = a_submission().with("may_contact", "yes").with("email", "me@example.org").send(&mut app).await;
    let older = open(&mut app, &link, "consent").await;
    app.post(&format!("{link}/forget-address"), &[]).await;
    assert_eq!(save(&mut app, &link, "consent", &older).await.status, StatusCode::SEE_OTHER);
    assert_eq!(open(&mut app, &link, "consent").await.value("email"), "");
}

#[tokio::test]
async fn a_page_from_before_a_version_was_sent_does_not_undo_that_version() {
    let mut app = TestApp::new().await;
    let link = a_submission().send(&mut app).await;
    let older = open(&mut app, &link, "story").await;
    a_submission().with("headline", "As the second version says it").amend(&mut app, &link).await;
    let asks =
        save(&mut app, &link, "story", &older.clone().with("headline", "As an old page says it")).await;
    assert_eq!(asks.status, StatusCode::CONFLICT);
    assert!(asks.says("As the second version says it"));
    assert_eq!(save(&mut app, &link, "story", &older).await.status, StatusCode::SEE_OTHER);
    assert_eq!(open(&mut app, &link, "story").await.value("headline"), "As the second version says it");
}

/// Where "Go on with your report" leads, and what is complained of there.
async fn goes_on(app: &mut TestApp, link: &str) -> (String, Vec<String>) {
    let to = app.get(link).await.attributes("main a.main", "href").remove(0);
    let page = app.get(&to).await;
    assert_eq!(page.status, StatusCode::OK);
    (to.trim_start_matches(link).to_owned(), page.attributes(".errs a", "href"))
}

#[tokio::test]
async fn going_on_opens_the_next_open_page_and_complains_of_nothing_that_was_never_filled_in() {
    let mut app = TestApp::new().await;
    let report = a_submission();
    let link = report.begin(&mut app).await;
    for page in ["what", "when", "money", "story", "consent"] {
        assert_eq!(goes_on(&mut app, &link).await, (format!("/{page}"), vec![]));
        let check = app.get(&format!("{link}/check")).await;
        assert!(check.all(".errs").is_empty(), "{:?}", check.all(".errs"));
        assert!(check.attributes("main a.main", "href") == [format!("{link}/{page}")]);
        assert!(check.all("form[action$=send]").is_empty());
        report.save(&mut app, &link, page).await;
    }
    assert_eq!(goes_on(&mut app, &link).await, ("/check".to_owned(), vec![]));
    report.clone().with("hours_per_week", "lots").save(&mut app, &link, "money").await;
    assert_eq!(
        goes_on(&mut app, &link).await,
        ("/money?again#hours_per_week".to_owned(), vec!["#hours_per_week".to_owned()])
    );

    let start = a_start().begin(&mut app).await;
    assert_eq!(goes_on(&mut app, &start).await, ("/plan".to_owned(), vec![]));
    assert!(app.get(&format!("{start}/check")).await.all(".errs").is_empty());
    let begun = open(&mut app, &start, "plan").await.with("path", "ai-tools");
    save(&mut app, &start, "plan", &begun).await;
    assert!(goes_on(&mut app, &start).await.0.starts_with("/plan?again#"));
}

#[tokio::test]
async fn the_same_door_leads_to_where_one_was() {
    let mut app = TestApp::new().await;
    firstbucket::content::load_embedded(&app.database.pool()).await.unwrap();
    let form_key = app.get("/share").await.attributes("[name=form_key]", "value").remove(0);
    let door = [("kind", "told_afterwards"), ("form_key", form_key.as_str()), ("path", "ai-tools")];
    let first = app.post("/share", &door).await.location().to_owned();
    let link = first.strip_suffix("/what?path=ai-tools").expect("the path is suggested").to_owned();
    a_submission().save(&mut app, &link, "what").await;
    assert_eq!(app.post("/share", &door).await.location(), format!("{link}/when"));
    a_submission().fill(&mut app, &link).await;
    assert_eq!(app.post("/share", &door).await.location(), format!("{link}/check"));
    send(&mut app, &link).await;
    assert_eq!(app.post("/share", &door).await.location(), link);
}

#[tokio::test]
async fn back_keeps_what_was_typed_right_or_wrong() {
    let mut app = TestApp::new().await;
    let link = a_submission().begin(&mut app).await;
    for (page, before, field, typed) in [
        ("when", "what", "start_month", "some time in spring"),
        ("money", "when", "revenue_total", "a few hundred"),
        ("story", "money", "what_i_did", "Two words."),
        ("consent", "story", "email", "me@"),
    ] {
        let form = open(&mut app, &link, page).await.with(field, typed).with("then", "back");
        assert_eq!(save(&mut app, &link, page, &form).await.location(), format!("{link}/{before}"));
        assert_eq!(open(&mut app, &link, page).await.value(field), typed);
    }
    let first = app.get(&format!("{link}/what")).await;
    assert!(!first.attributes("button[name=then]", "value").contains(&"back".to_owned()));
    let nul = open(&mut app, &link, "story").await.with("what_i_did", "\0").with("then", "back");
    assert_eq!(save(&mut app, &link, "story", &nul).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn changes_that_are_not_sent_are_said_and_named() {
    let mut app = TestApp::new().await;
    let link = a_submission().send(&mut app).await;
    let unsent = "You have changes that are not sent yet.";
    for page in ["", "/check"] {
        assert!(!app.get(&format!("{link}{page}")).await.says(unsent));
    }
    let same = open(&mut app, &link, "story").await;
    save(&mut app, &link, "story", &same).await;
    let shown = app.get(&link).await;
    assert!(shown.says(unsent) && shown.says("So far they say the same as what you sent last."));

    save(&mut app, &link, "story", &same.with("headline", "Said otherwise than before")).await;
    let money = open(&mut app, &link, "money").await.with("running_cost_total", "125");
    save(&mut app, &link, "money", &money).await;
    for page in ["", "/check"] {
        let shown = app.get(&format!("{link}{page}")).await;
        assert!(shown.says(unsent) && shown.says("They are in: Running costs; Headline."), "{page}");
    }
    refuse(&app.database.pool(), "changes_requested").await;
    assert!(app.get(&link).await.says(unsent), "beside a refusal as well");
    send(&mut app, &link).await;
    assert!(!app.get(&link).await.says(unsent));
    approve(&app.database.pool()).await;
    assert!(!app.get(&link).await.says(unsent));
}

#[tokio::test]
async fn an_answer_from_a_page_opened_before_the_last_one_is_not_added_unasked() {
    let mut app = TestApp::with(&["--demo"]).await;
    let link = a_start().send(&mut app).await;
    approve(&app.database.pool()).await;
    app.in_days(95).await;
    tell_read(&mut app, &link, ["yes", "50", "0", "1"], &[]).await;
    app.in_days(190).await;
    let url = format!("{link}/update");
    let answers = |form: FilledIn, revenue: &str| {
        let told = form.without("still_doing").with("still_doing", "yes").with("revenue", revenue);
        told.with("costs", "0").with("hours", "1")
    };
    let pages = [app.get(&url).await, app.get(&url).await].map(|page| page.form("main form"));
    let [first, older] = pages;
    assert_eq!(app.post(&url, &answers(first, "50").pairs()).await.location(), link);
    let asks = app.post(&url, &answers(older, "51").pairs()).await;
    assert_eq!(asks.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(asks.all("#still_doing-e").concat().contains("$50 came in, $0 spent, 1 hour. If"));
    assert_eq!(asks.attributes("#revenue", "value"), ["51"]);
    assert!(app.get(&link).await.says("$0 was spent, for 1 hour."));
    let count = "select count(*) from experience_updates";
    let told: i64 = sqlx::query_scalar(count).fetch_one(&app.database.pool()).await.unwrap();
    assert_eq!(told, 2);
    let on_top = app.post(&url, &asks.form("main form").pairs()).await;
    assert_eq!(on_top.location(), link, "whoever saw it decides: {:?}", on_top.all(".err"));
}

#[tokio::test]
async fn erasing_asks_once_whatever_stands() {
    let mut app = TestApp::new().await;
    let draft = a_submission().begin(&mut app).await;
    let sent = a_submission().send(&mut app).await;
    let withdrawn = a_submission().send(&mut app).await;
    app.post(&format!("{withdrawn}/withdraw"), &[]).await;
    let erases = "form[action$='/erase'] button";
    for (link, question) in [(&draft, "Erase this draft?"), (&withdrawn, "Erase everything?")] {
        let asks = app.get(&format!("{link}/take-down")).await;
        assert_eq!((asks.all("h1"), asks.all(erases).len()), (vec![question.to_owned()], 1));
        assert!(!asks.body.contains(".."), "{question} says it in whole sentences");
    }
    let choice = app.get(&format!("{sent}/take-down")).await;
    assert!(choice.all(erases).is_empty(), "no press beside the other erases");
    assert!(choice.attributes("main a", "href").contains(&format!("{sent}/take-down?erase")));
    let asks = app.get(&format!("{sent}/take-down?erase")).await;
    assert_eq!(asks.all("h1"), ["Erase everything?"]);
    assert_eq!(
        app.post(&asks.attributes("form[action$='/erase']", "action")[0], &[]).await.location(),
        "/share/erased"
    );
    assert_eq!(app.get(&sent).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn nobody_is_without_a_form_of_income_or_a_currency() {
    let mut app = TestApp::new().await;
    for (currency, income) in [("SEK", "600 SEK"), ("VND", "600 VND"), ("KES", "600 KES"), ("TRY", "600 TRY")]
    {
        let report = a_submission().without("income_model").with("income_model", "other");
        let report = report.with("currency", currency);
        let link = report.begin(&mut app).await;
        report.fill(&mut app, &link).await;
        let what = app.get(&format!("{link}/what")).await;
        assert!(what.says("It is counted under “Something else”."));
        let money = app.get(&format!("{link}/money")).await;
        assert!(money.all("#currency-h").concat().contains("cryptocurrency"));
        assert!(money.all("#currency-h").concat().contains("left out of figures in US dollars"));
        let check = app.get(&format!("{link}/check")).await;
        assert!(check.says("Something else") && check.says(income), "{currency}");
        send(&mut app, &link).await;
        approve(&app.database.pool()).await;
    }
    let shown: (i64, i64) = sqlx::query_as(
        "select count(*) filter (where o.income_model = '{other}'), count(*) filter (where net_total_usd is null)
         from experiences join experience_originals o using (submission_id)",
    )
    .fetch_one(&app.database.pool())
    .await
    .unwrap();
    assert_eq!(shown, (4, 2), "the dong and the lira have a rate");
    let found = app.get("/experiences?income_model=merged").await;
    assert_eq!(found.status, StatusCode::OK);
    assert!(found.all("#results .count").concat().starts_with('4'), "{:?}", found.all("#results .count"));
}

#[tokio::test]
async fn what_is_none_of_the_paths_is_kept_in_its_own_words_and_put_to_a_moderator() {
    let mut app = TestApp::new().await;
    let db = app.database.pool();
    let words = "Voices for audio books, read by a machine";
    let link = a_submission().begin(&mut app).await;
    a_submission().fill(&mut app, &link).await;
    for (typed, complaint) in
        [("x".repeat(201), "What it is must be 200 characters or fewer"), ("A name\u{1b}".to_owned(), "")]
    {
        let form = open(&mut app, &link, "what").await.with("path_other", &typed);
        let refused = save(&mut app, &link, "what", &form).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{typed}");
        assert!(refused.all("#path_other-e").concat().contains(complaint), "{:?}", refused.all(".err"));
        assert_eq!(refused.attributes("#path_other", "value"), [typed]);
    }
    let now = open(&mut app, &link, "what").await;
    let without = save(&mut app, &link, "what", &now.with("path", "").with("path_other", words)).await;
    assert_eq!(without.attributes(".errs a", "href"), ["#path"], "the nearest is asked for all the same");
    let now = open(&mut app, &link, "what").await;
    assert!(app.get(&format!("{link}/what")).await.says("a moderator decides whether it counts there"));
    save(&mut app, &link, "what", &now.with("path", "content-creation")).await;
    assert!(app.get(&format!("{link}/check")).await.says(words));
    send(&mut app, &link).await;
    assert_eq!(open(&mut app, &link, "what").await.value("path_other"), words);
    assert!(app.get(&format!("{link}/data.json")).await.body.contains(words));

    let mut mara = app.moderator("mara").await;
    let item: ItemId = sqlx::query_scalar("select max(id) from review_items").fetch_one(&db).await.unwrap();
    mara.claim(item).await;
    let review = mara.get(&format!("/admin/items/{item}")).await;
    assert!(review.says("Its author calls it something else than its path") && review.says(words));
    approve_claimed(&db).await;
    let id: i64 = sqlx::query_scalar("select id from experiences").fetch_one(&db).await.unwrap();
    assert!(!app.get(&format!("/experiences/{id}")).await.says(words), "it is for moderators");

    let start = a_start().begin(&mut app).await;
    let plan = open(&mut app, &start, "plan").await.with("path_other", words);
    save(&mut app, &start, "plan", &plan).await;
    assert_eq!(open(&mut app, &start, "plan").await.value("path_other"), words);
}

/// As `approve`, after somebody opened it.
async fn approve_claimed(db: &sqlx::PgPool) {
    let freed = "update review_items set state = 'queued', claimed_by = null, claimed_until = null";
    sqlx::query(freed).execute(db).await.unwrap();
    approve(db).await;
}

async fn row(app: &TestApp) -> String {
    let row =
        "select concat_ws(' ', ctid, xmin, draft_version, pg_column_size(draft), draft) from submissions";
    sqlx::query_scalar(row).fetch_one(&app.database.pool()).await.unwrap()
}

#[tokio::test]
async fn a_draft_keeps_no_more_of_a_field_than_may_be_sent_and_a_quarter() {
    let mut app = TestApp::new().await;
    let link = a_submission().begin(&mut app).await;
    a_submission().fill(&mut app, &link).await;
    for (page, field, fits) in [
        ("what", "tools", 1_000),
        ("what", "path_other", 250),
        ("when", "start_year", 125),
        ("money", "hours_total", 125),
        ("story", "headline", 150),
        ("story", "what_i_did", 2_500),
        ("consent", "email", 317),
    ] {
        let form = open(&mut app, &link, page).await;
        let typed = "ж".repeat(fits);
        save(&mut app, &link, page, &form.with(field, &typed)).await;
        let shown = open(&mut app, &link, page).await;
        assert_eq!(shown.value(field).trim(), typed, "{field}: kept, right or wrong");
        let (before, typed) = (row(&app).await, "ж".repeat(fits + 1));
        for then in ["", "back", "check"] {
            let long = open(&mut app, &link, page).await.with(field, &typed).with("then", then);
            let refused = save(&mut app, &link, page, &long).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
            assert_eq!(refused.form("#answers").value(field).trim(), typed, "every word is on the page");
            assert!(refused.says("nothing on this page is saved until then"), "{field}");
            assert_eq!(row(&app).await, before, "{field}: and none is kept");
        }
    }
    let many =
        (0..200).fold(open(&mut app, &link, "what").await, |form, _| form.and("variant", "one of many"));
    let before = row(&app).await;
    assert_eq!(save(&mut app, &link, "what", &many).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(row(&app).await, before, "many values are one long one");

    let start = a_start().begin(&mut app).await;
    let form = open(&mut app, &start, "plan").await.with("if_copied", &"ж".repeat(376)).with("then", "plan");
    let refused = save(&mut app, &start, "plan", &form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(open(&mut app, &start, "plan").await.value("if_copied"), "");
}

#[tokio::test]
async fn a_save_that_changes_nothing_writes_nothing() {
    let mut app = TestApp::new().await;
    let link = a_submission().begin(&mut app).await;
    a_submission().fill(&mut app, &link).await;
    let before = row(&app).await;
    for page in ["what", "when", "money", "story", "consent"] {
        let form = open(&mut app, &link, page).await;
        assert_eq!(save(&mut app, &link, page, &form).await.status, StatusCode::SEE_OTHER);
        a_submission().save(&mut app, &link, page).await;
    }
    assert_eq!(row(&app).await, before);
}

#[tokio::test]
async fn one_network_writes_no_more_of_drafts_than_its_limit() {
    let mut app = TestApp::with(&["--rate-draft=40/hour"]).await;
    let link = a_submission().begin(&mut app).await;
    a_submission().fill(&mut app, &link).await;
    let mut saved = 0;
    for n in 0..20 {
        let typed = format!("{n} {}", "Said otherwise again. ".repeat(90));
        let form = open(&mut app, &link, "story").await.with("what_i_did", &typed);
        let answer = save(&mut app, &link, "story", &form).await;
        if answer.status == StatusCode::SEE_OTHER {
            saved += 1;
            continue;
        }
        assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
        assert!(answer.says(typed.trim()), "every word comes back");
        let unchanged = open(&mut app, &link, "story").await;
        assert_eq!(save(&mut app, &link, "story", &unchanged).await.status, StatusCode::SEE_OTHER);
    }
    assert!((5..12).contains(&saved), "{saved} saves of about 3 KiB");
}
