//! What pages say is so: of a report in each of its states, of a decision's words, of hours and plans, and of the numbers
//! that a setting rules.

use crate::support::{Answer, SomebodyElse, TestApp, a_start, a_submission, approve, rate, tell_read};
use axum::http::StatusCode;
use firstbucket::values::{ItemId, SubmissionId};
use sqlx::PgPool;

const APPEAL: &str = "I name no shop at all; the platform is named for its fees.";
const ANSWER: &str = "We read it again: the platform is no advert of yours.";
const REFUSAL: &str = "It names a shop.";

async fn newest(db: &PgPool) -> ItemId {
    sqlx::query_scalar("select max(id) from review_items").fetch_one(db).await.unwrap()
}

/// Decides the newest item; what is sent was previewed. Gives the preview.
async fn decide(who: &mut SomebodyElse, db: &PgPool, noun: &str, fields: &[(&str, &str)]) -> Answer {
    let item = newest(db).await;
    let version = who.claim(item).await;
    let mut form = vec![("version", version.as_str())];
    form.extend(fields);
    let url = format!("/admin/items/{item}/{noun}");
    let preview = who.post(&url, &form).await;
    assert_eq!(preview.status, StatusCode::OK, "{noun}: {:?}", preview.all(".err"));
    assert_eq!(who.previewed(&url, &form).await.status, StatusCode::SEE_OTHER, "{noun}");
    preview
}

async fn refuse(who: &mut SomebodyElse, db: &PgPool) -> Answer {
    decide(who, db, "rejection", &[("reason", "advertising"), ("message", REFUSAL)]).await
}

fn h1(page: &Answer) -> String {
    page.all("h1").concat()
}

#[tokio::test]
async fn a_report_is_called_what_it_is_from_its_sending_to_its_end() {
    let mut app = TestApp::new().await;
    let db = app.database.pool();
    let (mut mara, mut tomas) = (app.moderator("mara").await, app.moderator("tomas").await);
    let link = a_submission().send(&mut app).await;
    assert_eq!(h1(&app.get(&link).await), "We have your report");
    let item = newest(&db).await;
    mara.claim(item).await;
    assert_eq!(h1(&app.get(&link).await), "A moderator is reading your report");
    let lapse =
        "update review_items set claimed_until = now() - interval '1 minute' where claimed_until is not null";
    sqlx::query(lapse).execute(&db).await.unwrap();
    assert_eq!(h1(&app.get(&link).await), "We have your report", "nobody reads it once the claim ran out");

    let preview = refuse(&mut mara, &db).await;
    let refused = app.get(&link).await;
    assert_eq!(h1(&refused), "We did not publish your report");
    assert!(preview.all("[role=status]").concat().contains(&h1(&refused)), "the preview says what is read");

    app.post(&format!("{link}/appeal"), &[("words", APPEAL)]).await;
    let appealed = app.get(&link).await;
    assert_eq!(h1(&appealed), "Your appeal waits for somebody else");
    let stages = appealed.all("ol.track strong");
    assert_eq!(
        stages,
        ["Received", "Refused", "Your appeal waits for somebody else", "Answer to your appeal"]
    );
    assert!(appealed.says(REFUSAL), "why it was refused stands beside the appeal");
    let version = tomas.claim(item).await;
    assert_eq!(h1(&app.get(&link).await), "Somebody else is reading your report");

    let fields = [("version", version.as_str()), ("ruling", "overturned"), ("message", ANSWER)];
    tomas.previewed(&format!("/admin/items/{item}/appeal-answer"), &fields).await;
    let published = app.get(&link).await;
    assert_eq!(h1(&published), "Your report is published");
    assert!(published.says("You were right, and the refusal is taken back.") && published.says(ANSWER));
    assert!(published.all("ol.track li.done").concat().contains("Published after a second reading"));

    a_submission().with("headline", "Forty travel posts, told once more").amend(&mut app, &link).await;
    assert_eq!(h1(&app.get(&link).await), "Your report is published, and your change waits");
    mara.claim(newest(&db).await).await;
    assert_eq!(h1(&app.get(&link).await), "Your report is published, and a moderator is reading your change");
    refuse(&mut mara, &db).await;
    let unchanged = app.get(&link).await;
    assert_eq!(h1(&unchanged), "Your report is published without your last change");
    let versions = unchanged.all("details li");
    assert!(versions[0].ends_with(": Not published"), "{versions:?}");
    assert!(versions[1].ends_with(": Published after a second reading"), "{versions:?}");

    let hide = "update submissions set state = 'hidden'";
    sqlx::query(hide).execute(&db).await.unwrap();
    let hidden = app.get(&link).await;
    assert_eq!(h1(&hidden), "Your report is off the site for now");
    assert!(hidden.all("details li")[1].ends_with(": Published, and off the site for now"));
    app.post(&format!("{link}/withdraw"), &[]).await;
    let withdrawn = app.get(&link).await;
    assert_eq!(h1(&withdrawn), "You took this report down");
    assert!(withdrawn.all("details li")[1].ends_with(": Published, and not on the site any more"));
}

#[tokio::test]
async fn a_replaced_version_is_not_called_published_now() {
    let mut app = TestApp::new().await;
    let db = app.database.pool();
    let link = a_submission().send(&mut app).await;
    approve(&db).await;
    a_submission().with("headline", "Forty travel posts, told once more").amend(&mut app, &link).await;
    approve(&db).await;
    let versions = app.get(&link).await.all("details li");
    assert!(
        versions[0].ends_with(": Published") && versions[1].ends_with("replaced by a later version"),
        "{versions:?}"
    );
}

#[tokio::test]
async fn an_answered_appeal_keeps_the_refusal_apart_from_what_was_decided() {
    for (ruling, state) in [
        ("overturned", "Published after a second reading"),
        ("upheld", "Not published after a second reading"),
    ] {
        let mut app = TestApp::new().await;
        let db = app.database.pool();
        let (mut mara, mut tomas) = (app.moderator("mara").await, app.moderator("tomas").await);
        let link = a_submission().send(&mut app).await;
        refuse(&mut mara, &db).await;
        app.post(&format!("{link}/appeal"), &[("words", APPEAL)]).await;
        let item = newest(&db).await;
        let version = tomas.claim(item).await;
        let fields = [("version", version.as_str()), ("ruling", ruling), ("message", ANSWER)];
        let done = tomas.previewed(&format!("/admin/items/{item}/appeal-answer"), &fields).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER);

        let submission: SubmissionId =
            sqlx::query_scalar("select id from submissions").fetch_one(&db).await.unwrap();
        let versions = mara.get(&format!("/admin/reports/{submission}")).await.all("ol.log li").concat();
        assert!(versions.contains(&format!("{state}, decided by tomas")), "{versions}");
        assert!(versions.contains(ANSWER) && !versions.contains(REFUSAL), "{versions}");
        let page = mara.get(&format!("/admin/items/{item}")).await;
        assert!(page.says(REFUSAL) && page.says("by mara"), "the appeal still says what it was against");
        let held: serde_json::Value =
            serde_json::from_str(&app.get(&format!("{link}/data.json")).await.body).unwrap();
        assert_eq!(held["decisions"][0]["message"], ANSWER);
        assert_eq!(held["appeals"][0]["refused_with"], REFUSAL);
        let told = app.get(&link).await;
        assert!(told.says("Why it was refused") && told.says(REFUSAL) && told.says(ANSWER));
    }
}

#[tokio::test]
async fn no_approval_carries_the_words_of_what_came_before_it() {
    let mut app = TestApp::new().await;
    let db = app.database.pool();
    let (mut mara, mut tomas) = (app.moderator("mara").await, app.moderator("tomas").await);
    // Taken back.
    let link = a_submission().send(&mut app).await;
    refuse(&mut mara, &db).await;
    let item = newest(&db).await;
    let version =
        mara.get("/admin").await.attributes("form[aria-label=Undo] [name=of_version]", "value").concat();
    mara.post(&format!("/admin/items/{item}/undo"), &[("of_version", &version)]).await;
    let open = mara.get(&format!("/admin/items/{item}")).await;
    assert_eq!(open.all("textarea"), ["", ""]);
    assert!(!app.get(&format!("{link}/data.json")).await.says(REFUSAL));

    // Previewed as a refusal with what is suggested, and then published.
    let form = open.form("form.act").with("reason", "spam");
    let preview = mara.post(&format!("/admin/items/{item}/rejection"), &form.pairs()).await;
    assert!(preview.says("We could find no attempt in it"));
    let form = preview.form("form.act");
    let preview = mara.post(&format!("/admin/items/{item}/approval"), &form.pairs()).await;
    assert!(!preview.all("[role=status]").concat().contains("no attempt"), "{}", preview.body);
    let form = preview.form("form.act").with("confirmed", "yes");
    assert_eq!(mara.post(&format!("/admin/items/{item}/approval"), &form.pairs()).await.status, 303);
    assert!(!app.get(&link).await.says("no attempt"));

    // Asked for proof, and handed on.
    let link = a_submission().with("revenue_total", "90000").send(&mut app).await;
    let words = [("message", "Show us one payout page.")];
    decide(&mut mara, &db, "proof-hold", &words).await;
    let item = newest(&db).await;
    let version = mara.claim(item).await;
    mara.post(&format!("/admin/items/{item}/second-reader"), &[("version", &version)]).await;
    tomas.claim(item).await;
    assert_eq!(tomas.get(&format!("/admin/items/{item}")).await.all("textarea"), ["", ""]);
    assert!(!app.get(&format!("{link}/data.json")).await.says("payout page"));
}

#[tokio::test]
async fn what_a_moderator_says_with_an_approval_is_read() {
    let mut app = TestApp::new().await;
    let db = app.database.pool();
    let mut mara = app.moderator("mara").await;
    let link = a_submission().send(&mut app).await;
    let preview =
        decide(&mut mara, &db, "approval", &[("message", "Thank you for the opening hours.")]).await;
    let page = app.get(&link).await;
    assert!(page.says("Thank you for the opening hours."));
    assert!(preview.all("[role=status]").concat().contains(&h1(&page)));
}

#[tokio::test]
async fn an_hour_reads_the_same_to_its_author_to_the_moderator_and_to_readers() {
    // What came in over 140 hours, with $120 of costs; what its author, the moderator and readers read.
    for (currency, revenue, own, staff, public) in [
        ("USD", "600", "$3.40", "$3.40", "$3.40"),
        ("USD", "3686", "$25", "$25", "$25"),
        ("USD", "1847", "$12", "$12", "$12"),
        ("USD", "0", "$0.86", "−$0.86", "−$0.86"),
        ("KES", "3686", "25 KES ($28)", "25 KES ($28)", "$28"),
        ("UGX", "3686", "25 UGX", "25 UGX", "Not known"),
    ] {
        let mut app = TestApp::new().await;
        let db = app.database.pool();
        rate(&db, "KES", "2020", 1.0 / 1.1).await;
        let mut mara = app.moderator("mara").await;
        let mut report = a_submission().with("currency", currency).with("revenue_total", revenue);
        if revenue == "0" {
            report =
                report.with("status", "stopped_before_income").without("first_month").without("first_year");
        }
        let link = report.begin(&mut app).await;
        report.fill(&mut app, &link).await;
        let check = app.get(&format!("{link}/check")).await;
        assert!(check.says(&format!("about {own} an hour.")), "{:?}", check.all(".note"));
        crate::support::send(&mut app, &link).await;
        let item = newest(&db).await;
        mara.claim(item).await;
        let facts = mara.get(&format!("/admin/items/{item}")).await.all("dl.facts").concat();
        assert!(facts.contains(&format!("{staff} an hour")), "{facts}");
        decide(&mut mara, &db, "approval", &[]).await;
        let id: i64 = sqlx::query_scalar("select id from experiences").fetch_one(&db).await.unwrap();
        let page = app.get(&format!("/experiences/{id}")).await;
        assert!(
            page.all("dl.facts dd").iter().any(|said| said.starts_with(public)),
            "{:?}",
            page.all("dl.facts")
        );
    }
}

#[tokio::test]
async fn a_moderator_reads_a_change_with_what_was_told_since() {
    let mut app = TestApp::new().await;
    let db = app.database.pool();
    let mut mara = app.moderator("mara").await;
    let trying = a_submission()
        .with("status", "earning")
        .without("stop_month")
        .without("stop_year")
        .without("stop_reasons");
    let link = trying.send(&mut app).await;
    approve(&db).await;
    trying.clone().with("headline", "Forty travel posts, told once more").amend(&mut app, &link).await;
    app.in_days(60).await;
    let told = tell_read(&mut app, &link, ["yes", "0", "20", "10"], &[]).await;
    assert_eq!(told.status, StatusCode::SEE_OTHER, "{:?}", told.all(".err"));
    let item: ItemId = sqlx::query_scalar("select max(id) from review_items where revision_id is not null")
        .fetch_one(&db)
        .await
        .unwrap();
    mara.claim(item).await;
    let facts = mara.get(&format!("/admin/items/{item}")).await.all("dl.facts").concat();
    // (600 − 120 − 20) ÷ 150 hours.
    assert!(facts.contains("$3.10 an hour") && facts.contains("$140"), "{facts}");
}

#[tokio::test]
async fn a_plan_prints_what_it_plans_and_no_spending() {
    let mut app = TestApp::new().await;
    let db = app.database.pool();
    let mut mara = app.moderator("mara").await;
    let link = a_start().with("hours_per_week", "1").with("in_open_data", "yes").send(&mut app).await;
    assert!(app.get(&format!("{link}/check")).await.says("At 1 hour a week, that is about 4 a month."));
    let item = newest(&db).await;
    mara.claim(item).await;
    let staff = mara.get(&format!("/admin/items/{item}")).await;
    let facts = staff.all("dl.facts").concat();
    assert!(
        facts.contains("Plans to spend") && facts.contains("$100") && !facts.contains("Spent"),
        "{facts}"
    );
    assert!(!staff.says("0 weeks"));
    decide(&mut mara, &db, "approval", &[]).await;
    let id: i64 = sqlx::query_scalar("select id from experiences").fetch_one(&db).await.unwrap();
    for page in ["/experiences", "/", "/paths/ai-tools", "/feeds/experiences.atom"] {
        let page = app.get(page).await;
        assert!(
            page.body.contains("plans 1 hour a week") && !page.body.contains("plans to spend"),
            "a budget tells the money put in, which one person alone has told: {}",
            page.body
        );
        assert!(!page.body.contains("$0 spent") && !page.body.contains("0 months"));
    }
    let api = app.get("/api/v1/experiences").await;
    let api: serde_json::Value = serde_json::from_str(&api.body).unwrap();
    for sum in ["revenue_total_usd_cents", "costs_total_usd_cents", "net_total_usd_cents"] {
        assert_eq!(api["items"][0].get(sum), Some(&serde_json::Value::Null), "{api}");
    }
    let page = app.get(&format!("/experiences/{id}")).await;
    assert!(
        page.says("Money to be put inToo few to show")
            && !page.says("Costs in all")
            && !page.says("over 0 hours")
    );
    assert!(page.says("and frozen 24 hours later"));
}

#[tokio::test]
async fn a_new_link_says_nothing_of_a_reading_that_is_over() {
    let mut app = TestApp::new().await;
    let db = app.database.pool();
    let mut mara = app.moderator("mara").await;
    for verdict in ["rejection", "approval"] {
        let link = a_submission().send(&mut app).await;
        let first = app.get(&format!("{link}/sent")).await;
        assert!(first.says("Until then nobody but moderators can"));
        match verdict {
            "rejection" => refuse(&mut mara, &db).await,
            _ => decide(&mut mara, &db, verdict, &[]).await,
        };
        let to = app.post(&format!("{link}/new-link"), &[]).await.location().to_owned();
        let renewed = app.get(&to).await;
        assert_eq!(h1(&renewed), "Your private link");
        assert!(!renewed.says("Until then nobody") && !renewed.says("A moderator reads your report"));
        let old = app.get(&link).await;
        assert_eq!(old.status, StatusCode::NOT_FOUND);
        assert!(old.says("a new link has ended this one"));
    }
}

#[tokio::test]
async fn a_private_link_is_called_new_to_nobody_and_what_is_off_the_site_can_only_be_erased() {
    let mut app = TestApp::new().await;
    let waiting = a_submission().send(&mut app).await;
    let by_hand = app.get(&format!("{waiting}/sent?new")).await;
    assert_eq!(h1(&by_hand), "Your private link");
    for untrue in ["The old link", "your new", "another"] {
        assert!(!by_hand.all("main").concat().contains(untrue), "{untrue}: {}", by_hand.body);
    }
    let draft = a_submission().begin(&mut app).await;
    let asked = app.get(&format!("{draft}/take-down")).await;
    assert!(asked.says("this does not reach them. This cannot be undone."), "{}", asked.body);

    let ending = |page: &Answer| page.attributes("a[href$='/take-down']", "href").len();
    assert!(app.get(&waiting).await.says("Take this report down"));
    app.post(&format!("{waiting}/withdraw"), &[]).await;
    let withdrawn = app.get(&waiting).await;
    assert_eq!(ending(&withdrawn), 1);
    assert!(withdrawn.says("Erase this report") && !withdrawn.says("Take this report down"));
}

#[tokio::test]
async fn what_was_taken_down_is_sent_again_as_it_was_and_once() {
    let mut app = TestApp::new().await;
    let db = app.database.pool();
    for kind in [a_submission(), a_start()] {
        let link = kind.send(&mut app).await;
        let check = format!("{link}/check");
        assert!(app.get(&check).await.says("This is what you sent last"));
        app.post(&format!("{link}/withdraw"), &[]).await;
        assert!(app.get(&link).await.says("send it again, or erase it"));
        let version = app.get(&check).await.attributes("[name=version]", "value").concat();
        let before: i64 =
            sqlx::query_scalar("select count(*) from submission_revisions").fetch_one(&db).await.unwrap();
        for _ in 0..2 {
            let again = app.post(&format!("{link}/send"), &[("version", &version)]).await;
            assert_eq!(again.status, StatusCode::SEE_OTHER, "{:?}", again.all(".errs"));
        }
        let after: i64 =
            sqlx::query_scalar("select count(*) from submission_revisions").fetch_one(&db).await.unwrap();
        assert_eq!(after - before, 1);
        assert_eq!(h1(&app.get(&link).await), "We have your report");
        assert!(app.get(&check).await.says("This is what you sent last"));
    }
}

#[tokio::test]
async fn no_appeal_is_made_for_a_report_that_its_author_took_down() {
    let mut app = TestApp::new().await;
    let db = app.database.pool();
    let mut mara = app.moderator("mara").await;
    let link = a_submission().send(&mut app).await;
    refuse(&mut mara, &db).await;
    let item = newest(&db).await;
    app.post(&format!("{link}/withdraw"), &[]).await;
    assert_eq!(app.get(&format!("{link}/appeal")).await.location(), link);
    let refused = app.post(&format!("{link}/appeal"), &[("words", APPEAL)]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.all(".err").concat().contains("You took this report down"), "{:?}", refused.all(".err"));
    assert_eq!(refused.all("#words").concat().trim(), APPEAL);
    let waiting = mara.get("/admin").await.attributes("main a", "href");
    assert!(!waiting.contains(&format!("/admin/items/{item}")), "{waiting:?}");
    assert_eq!(app.get(&link).await.all("main section"), [""; 0]);
}

#[tokio::test]
async fn nothing_is_promised_of_backups_or_of_what_only_the_author_sees() {
    let mut app = TestApp::new().await;
    let link = a_submission().send(&mut app).await;
    let draft = a_submission().begin(&mut app).await;
    let start = a_start().begin(&mut app).await;
    for page in [
        "/share".to_owned(),
        "/share/erased".to_owned(),
        "/flag/erased".to_owned(),
        link.clone(),
        format!("{link}/take-down"),
        draft.clone(),
        format!("{draft}/take-down"),
        format!("{draft}/story"),
        format!("{start}/plan"),
    ] {
        let page = app.get(&page).await;
        assert_eq!(page.status, StatusCode::OK);
        for untrue in
            ["within 30 days", "our backups", "only you see", "for you alone", "counts in every figure"]
        {
            assert!(!page.says(untrue), "{untrue}: {}", page.body);
        }
    }
    assert!(app.get(&format!("{start}/plan")).await.says("Readers never see them; moderators do."));
    assert!(app.get("/share").await.says("the money in US dollars rounded to two digits"));
    let check = app.get("/method").await;
    assert!(!check.says("each path says how many"));
}

#[tokio::test]
async fn numbers_in_sentences_follow_their_settings_and_their_plurals() {
    let flags = [
        "--claim-minutes=1",
        "--session-hours=1",
        "--session-idle-minutes=20",
        "--invitation-hours=1",
        "--confirmed-minutes=1",
        "--body-bytes=1500000",
        "--statement-ms=1234",
    ];
    let mut app = TestApp::with(&flags).await;
    let db = app.database.pool();
    let limits = app.get("/limits").await;
    for said in ["1 minute", "1 hour", "20 minutes", "1500000 bytes", "1234 milliseconds"] {
        assert!(limits.all("td").iter().any(|cell| cell == said), "{said}: {:?}", limits.all("td"));
    }
    let mut ines = app.staff("ines", "admin").await;
    assert!(
        ines.get("/admin/me").await.says("after 20 minutes without a request, and after 1 hour in any case")
    );
    let invited = ines.post("/admin/people", &[("name", "otto"), ("role", "moderator")]).await;
    assert!(invited.says("for 1 hour, and is shown"), "{:?}", invited.all(".note"));

    assert!(app.get("/method").await.says("We ask for proof above $2,000 a month"));
    let form = ines.get("/admin/settings").await.form("form[aria-label=Numbers]");
    let form = form.with("proof_from", "3500").with("undo_minutes", "1").with("fence_times", "1");
    let saved = ines.post("/admin/settings", &form.with("why", "Prices have risen.").pairs()).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{:?}", saved.all(".err"));
    assert!(app.get("/method").await.says("We ask for proof above $3,500 a month"));
    let numbers = app.get("/limits").await.all("td");
    assert!(
        numbers.contains(&"1 minute".to_owned()) && numbers.contains(&"1 time".to_owned()),
        "{numbers:?}"
    );

    let link = a_submission().with("revenue_total", "90000").send(&mut app).await;
    let mut mara = app.moderator("mara").await;
    decide(&mut mara, &db, "proof-hold", &[("message", "Show us one payout page.")]).await;
    assert!(app.get(&link).await.says("more than $3,500 a month"));
    let item = newest(&db).await;
    let late = mara.post(&format!("/admin/items/{item}/undo"), &[("of_version", "1")]).await;
    assert!(late.says("for 1 minute by whoever made it or an admin"), "{}", late.body);
}

#[tokio::test]
async fn a_failure_page_promises_only_what_is_certain() {
    let mut app = TestApp::with(&["--body-bytes=4096"]).await;
    let link = a_submission().send(&mut app).await;
    let wrong = app.get(&format!("{link}/withdraw")).await;
    assert_eq!(wrong.status, StatusCode::METHOD_NOT_ALLOWED);
    assert!(wrong.says("Nothing was changed.") && !wrong.says("by its link"));
    let large = app.post(&format!("{link}/what"), &[("tools", &"x".repeat(40_000))]).await;
    assert_eq!(large.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(large.says("Nothing of it was saved") && !large.says("your browser has kept"));
    let gone = app.get("/experiences/99").await;
    assert!(gone.says("was taken down"));
    let db = app.database.pool();
    sqlx::query("alter table review_items rename to gone").execute(&db).await.unwrap();
    let broken = app.post(&format!("{link}/appeal"), &[("words", APPEAL)]).await;
    assert_eq!(broken.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(
        broken.says("It may not have been saved.")
            && broken.says(APPEAL)
            && !broken.says("nothing was published")
    );
}
