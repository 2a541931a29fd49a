//! Proof, second readers, taking back, refusing in bulk, and the numbers and texts that all of it goes by.

use crate::{
    moderation::{claim, count, decide, with_mara},
    support::{SomebodyElse, TestApp, a_report, a_start, a_submission, approve, sent, tell},
};
use axum::http::StatusCode;
use firstbucket::{
    moderation, submissions,
    values::{Cents, ItemId, PathId},
};
use sqlx::PgPool;

/// Somebody new who is signed in with this role.
async fn with_role(app: &TestApp, name: &str, role: &str) -> SomebodyElse {
    let somebody = app.moderator(name).await;
    let update = sqlx::query("update accounts set role = $2 where name = $1").bind(name).bind(role);
    update.execute(&app.database.pool()).await.unwrap();
    somebody
}

async fn state_of(db: &PgPool, item: ItemId) -> String {
    sqlx::query_scalar("select state from review_items where id = $1").bind(item).fetch_one(db).await.unwrap()
}

async fn actions(db: &PgPool) -> Vec<String> {
    sqlx::query_scalar("select action from moderation_events order by id").fetch_all(db).await.unwrap()
}

#[tokio::test]
async fn proof_is_asked_of_a_large_sum_and_the_author_is_told_what_for() {
    let (mut app, mut mara, db, _) = with_mara().await;
    let link = a_submission().with("revenue_total", "90000").send(&mut app).await;
    let item = sqlx::query_scalar("select max(id) from review_items").fetch_one(&db).await.unwrap();
    let version = claim(&mut mara, item).await;
    assert!(mara.get(&format!("/admin/items/{item}")).await.says("Ask for proof"));

    let held = decide(
        &mut mara,
        item,
        &version,
        "proof-hold",
        &[("message", "Show us one payout page. We look at it once.")],
    )
    .await;
    assert_eq!(held.location(), "/admin?done=held_for_proof", "{}", held.body);
    assert_eq!(actions(&db).await, ["held_for_proof"]);
    let told = app.get(&link).await;
    assert_eq!(told.all("h1"), ["A moderator asks for proof"]);
    assert!(told.says("it is never kept") && told.says("We look at it once"), "{}", told.body);
    assert_eq!(mara.get("/admin?kind=proof").await.all("table.q tbody tr").len(), 1);
    assert_eq!(
        mara.post("/admin/claims", &[]).await.location(),
        "/admin?done=nothing",
        "it waits for its author"
    );

    for reader in [&mut mara, &mut app.moderator("tomas").await] {
        assert_eq!(count(&db, "experiences").await, 0, "so much takes two readers");
        let version = claim(reader, item).await;
        decide(reader, item, &version, "approval", &[]).await;
    }
    assert_eq!((state_of(&db, item).await.as_str(), count(&db, "experiences").await), ("approved", 1));
    assert!(app.get(&link).await.says("Your report is published"));
}

#[tokio::test]
async fn proof_is_never_asked_of_an_ordinary_sum_or_a_loss() {
    let (_app, mut mara, db, path) = with_mara().await;
    let mut loss = a_report(path);
    loss.money.upfront_cost = Cents(9_000_000);
    for report in [a_report(path), loss] {
        let item = sent(&db, &report).await.item;
        let version = claim(&mut mara, item).await;
        assert!(!mara.get(&format!("/admin/items/{item}")).await.says("Ask for proof"));
        let refused = decide(&mut mara, item, &version, "proof-hold", &[("message", "Show me")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.says("never of a loss"));
        assert_eq!(refused.all("textarea#message"), ["Show me"]);
    }
    let by_force = "update review_items set held_since = now() where outcome_class = 'loss'";
    assert!(
        sqlx::query(by_force).execute(&db).await.unwrap_err().to_string().contains("no_proof_of_failure")
    );
}

#[tokio::test]
async fn what_needs_two_readers_is_published_by_the_second() {
    let (app, mut mara, db, path) = with_mara().await;
    let submission = sent(&db, &a_report(path)).await;
    let item = submission.item;
    let version = claim(&mut mara, item).await;
    sqlx::query("update review_items set needs_second_reader = true").execute(&db).await.unwrap();

    let first =
        decide(&mut mara, item, &version, "approval", &[("message", "Thank you."), ("note", "seen")]).await;
    assert_eq!(first.location(), "/admin?done=approved_first");
    assert_eq!((submission.state(&db).await.as_str(), count(&db, "experiences").await), ("submitted", 0));
    mara.post(&format!("/admin/items/{item}/claim"), &[]).await;
    assert!(mara.get(&format!("/admin/items/{item}")).await.says("another moderator decides now"));
    for by_force in [
        "update review_items set state = 'approved', decided_at = now(), decided_by = first_reader",
        "update review_items set state = 'approved', decided_at = now(), decided_by = first_reader, first_reader = null",
    ] {
        assert!(sqlx::query(by_force).execute(&db).await.unwrap_err().to_string().contains("two_readers"));
    }

    let mut tomas = app.moderator("tomas").await;
    let version = claim(&mut tomas, item).await;
    let page = tomas.get(&format!("/admin/items/{item}")).await;
    assert_eq!(page.all("textarea"), ["Thank you.", "seen"], "the first reader's words go with it");
    decide(&mut tomas, item, &version, "approval", &[]).await;
    assert_eq!(submission.state(&db).await, "published");
    assert_eq!(actions(&db).await, ["second_reader_asked", "approved"]);
}

#[tokio::test]
async fn nobody_approves_twice_because_the_second_reader_handed_it_on() {
    let (app, mut mara, db, path) = with_mara().await;
    let mut tomas = app.moderator("tomas").await;
    let item = sent(&db, &a_report(path)).await.item;
    let (screen, hand_on) = (format!("/admin/items/{item}"), format!("/admin/items/{item}/second-reader"));
    let version = claim(&mut mara, item).await;
    sqlx::query("update review_items set needs_second_reader = true").execute(&db).await.unwrap();
    // Handing it on is no approval where two are due.
    mara.post(&hand_on, &[("version", &version)]).await;
    let version = claim(&mut tomas, item).await;
    assert!(tomas.get(&screen).await.says("Two people must approve this one"));
    decide(&mut tomas, item, &version, "approval", &[]).await;
    assert_eq!(count(&db, "experiences").await, 0);

    assert!(tomas.get(&screen).await.says("another moderator decides now"));
    let version = claim(&mut mara, item).await;
    assert!(!mara.get(&screen).await.says("Ask for a second reader"));
    assert_eq!(mara.post(&hand_on, &[("version", &version)]).await.status, StatusCode::CONFLICT);
    decide(&mut mara, item, &version, "approval", &[]).await;
    assert_eq!(count(&db, "experiences").await, 1);
}

#[tokio::test]
async fn a_decision_is_taken_back_as_an_event_of_its_own() {
    let (app, mut mara, db, path) = with_mara().await;
    for (noun, fields, left) in [
        ("approval", [("note", "a"), ("message", "")], "submitted"),
        ("change-request", [("reason", "duplicate"), ("message", "Have it")], "submitted"),
        ("rejection", [("reason", "spam"), ("message", "An advert")], "submitted"),
    ] {
        let submission = sent(&db, &a_report(path)).await;
        let item = submission.item;
        let version = claim(&mut mara, item).await;
        decide(&mut mara, item, &version, noun, &fields).await;
        let version =
            mara.get("/admin").await.attributes("form[aria-label=Undo] [name=of_version]", "value").concat();
        let url = format!("/admin/items/{item}/undo");
        let mut tomas = app.moderator(&format!("tomas-{item}")).await;
        assert_eq!(tomas.post(&url, &[("of_version", &version)]).await.status, 409, "{noun}: not theirs");

        let undone = mara.post(&url, &[("of_version", &version)]).await;
        assert_eq!(undone.location(), format!("/admin/items/{item}?done=undone"), "{noun}");
        assert_eq!(
            (submission.state(&db).await.as_str(), state_of(&db, item).await.as_str()),
            (left, "claimed")
        );
        assert_eq!(count(&db, "experiences").await, 0);
        let again = mara.post(&url, &[("of_version", &version)]).await;
        assert_eq!(
            (again.status, again.all("h1")),
            (StatusCode::CONFLICT, vec!["This can no longer be undone".to_owned()])
        );
        mara.post(&format!("/admin/items/{item}/release"), &[]).await;
    }
    assert_eq!(
        actions(&db).await,
        ["approved", "undone", "changes_requested", "undone", "rejected", "undone"]
    );
}

#[tokio::test]
async fn a_decision_is_not_taken_back_late_or_after_something_came_of_it() {
    let (app, mut mara, db, path) = with_mara().await;
    let submission = sent(&db, &a_report(path)).await;
    let item = submission.item;
    let version = claim(&mut mara, item).await;
    decide(&mut mara, item, &version, "approval", &[]).await;
    let url = format!("/admin/items/{item}/undo");
    let late = "update review_items set decided_at = decided_at - interval '16 minutes'";
    sqlx::query(late).execute(&db).await.unwrap();
    assert_eq!(mara.post(&url, &[("of_version", "3")]).await.status, 409);
    sqlx::query("update review_items set decided_at = now()").execute(&db).await.unwrap();

    let mut report = a_report(path);
    report.story.headline = "What I would add a month later".into();
    let second = submission.again(&db, 2, &report).await;
    assert_eq!(mara.post(&url, &[("of_version", "3")]).await.status, 409, "its author has sent a change");
    let version = claim(&mut mara, second).await;
    decide(&mut mara, second, &version, "approval", &[]).await;
    let headline = || sqlx::query_scalar::<_, String>("select headline from experiences").fetch_one(&db);
    assert_eq!(headline().await.unwrap(), "What I would add a month later");

    let mut admin = with_role(&app, "ines", "admin").await;
    let url = format!("/admin/items/{second}/undo");
    assert_eq!(admin.post(&url, &[("of_version", "3")]).await.status, 303, "an admin may, whoever decided");
    assert_eq!(
        headline().await.unwrap(),
        a_report(path).story.headline,
        "what was public before is public again"
    );
    assert_eq!(submission.state(&db).await, "published");
}

#[tokio::test]
async fn suspected_spam_is_refused_in_bulk_all_or_none() {
    let (app, mut mara, db, path) = with_mara().await;
    let mut items = Vec::new();
    for _ in 0..3 {
        items.push(sent(&db, &a_report(path)).await.item);
    }
    sqlx::query("update review_items set suspected = true").execute(&db).await.unwrap();
    let words: Vec<String> = mara.get("/admin/spam").await.attributes("[name=item]", "value");
    let chosen: Vec<(&str, &str)> = words.iter().map(|word| ("item", word.as_str())).collect();
    let with = |count: &'static str| [chosen.clone(), vec![("reason", "spam"), ("count", count)]].concat();

    let wrong = mara.post("/admin/spam", &with("2")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.says("You chose 3; type that number"));
    assert_eq!(wrong.attributes("[name=item][checked]", "value"), words, "the choice is kept");

    let mut tomas = app.moderator("tomas").await;
    let version = claim(&mut tomas, items[1]).await;
    let next = decide(&mut tomas, items[1], &version, "approval", &[]).await;
    tomas.post(&next.location().replace("?done=approved", "/release"), &[]).await;
    let stale = mara.post("/admin/spam", &with("3")).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(stale.says("nothing was refused") && stale.says("Published, by tomas"), "{}", stale.body);
    assert_eq!(state_of(&db, items[0]).await, "queued");

    let words: Vec<String> = stale.attributes("[name=item]", "value");
    let chosen: Vec<(&str, &str)> = words.iter().map(|word| ("item", word.as_str())).collect();
    let rest: Vec<(&str, &str)> =
        chosen.iter().filter(|one| !one.1.starts_with(&format!("{}:", items[1]))).copied().collect();
    let done = mara.post("/admin/spam", &[rest, vec![("reason", "spam"), ("count", "2")]].concat()).await;
    assert_eq!(done.location(), "/admin?done=spam");
    assert_eq!(actions(&db).await, ["approved", "rejected", "rejected"]);
    for (place, state) in ["rejected", "approved", "rejected"].into_iter().enumerate() {
        assert_eq!(state_of(&db, items[place]).await, state);
    }
    let refused: i64 = sqlx::query_scalar("select count(*) from submissions where state = 'not_published'")
        .fetch_one(&db)
        .await
        .unwrap();
    assert_eq!(refused, 2);
}

#[tokio::test]
async fn what_is_not_suspected_is_never_refused_in_bulk() {
    let (_app, mut mara, db, path) = with_mara().await;
    let item = sent(&db, &a_report(path)).await.item;
    let word = format!("{item}:1");
    let answer = mara.post("/admin/spam", &[("item", &word), ("reason", "spam"), ("count", "1")]).await;
    assert_eq!((answer.status, state_of(&db, item).await.as_str()), (StatusCode::CONFLICT, "queued"));
}

#[tokio::test]
async fn a_threshold_is_changed_by_an_admin_within_bounds_and_in_the_open() {
    let (mut app, mut mara, db, path) = with_mara().await;
    let mut ines = with_role(&app, "ines", "admin").await;
    let page = ines.get("/admin/settings").await;
    let names = page.attributes("form[aria-label=Numbers] input[type=text]", "name");
    let values = page.attributes("form[aria-label=Numbers] input[type=text]", "value");
    let form = |changed: &'static str, value: &'static str, why: &'static str| -> Vec<(&str, &str)> {
        let kept = names.iter().zip(&values).filter(move |(name, _)| *name != changed);
        let kept = kept.map(|(name, value)| (name.as_str(), value.as_str()));
        kept.chain([(changed, value), ("why", why), ("seen", "0")]).collect()
    };
    let why = "Rents are paid from less than this.";
    assert_eq!(mara.post("/admin/settings", &form("proof_from", "900", why)).await.status, 403);
    for nonsense in ["", "-1", "abc", "499", "100001", "1e9", "99999999999999"] {
        let refused = ines.post("/admin/settings", &form("proof_from", nonsense, why)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{nonsense}");
        assert_eq!(refused.all("textarea"), [why], "every word is kept");
    }
    assert_eq!(ines.post("/admin/settings", &form("proof_from", "900", "short")).await.status, 422);

    assert_eq!(
        ines.post("/admin/settings", &form("proof_from", "900", why)).await.location(),
        "/admin/settings?done=saved"
    );
    let late = ines.post("/admin/settings", &form("undo_minutes", "20", why)).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "somebody changed them meanwhile");
    for public in ["/limits", "/log"] {
        let told = app.get(public).await;
        assert!(told.says("$2,000 → $900") && told.says(why), "{public}");
        assert!(!told.body.contains("ines"), "{public}: a handle, never a name");
    }
    let mut report = a_report(path);
    report.money.revenue_total = Cents(800_000);
    let item = sent(&db, &report).await.item;
    claim(&mut mara, item).await;
    assert!(mara.get(&format!("/admin/items/{item}")).await.says("above $900 proof may be asked for"));
    for by_force in ["update threshold_changes set value = 1", "delete from threshold_changes"] {
        assert!(
            sqlx::raw_sql(by_force).execute(&db).await.unwrap_err().to_string().contains("never changed")
        );
    }
}

#[tokio::test]
async fn an_editor_changes_what_is_suggested_to_authors() {
    let (app, mut mara, db, path) = with_mara().await;
    let mut vera = with_role(&app, "vera", "editor").await;
    let texts = vera.get("/admin/wordings").await;
    let names = texts.attributes("textarea", "name");
    let words = texts.all("textarea");
    let mut form: Vec<(&str, &str)> =
        names.iter().zip(&words).map(|(name, text)| (name.as_str(), text.as_str())).collect();
    form.retain(|(name, _)| *name != "duplicate");
    form.push(("duplicate", "We know this one, dear author."));
    assert_eq!(mara.post("/admin/wordings", &form).await.status, 403);
    assert_eq!(vera.post("/admin/wordings", &form).await.location(), "/admin/wordings?done=saved");
    let long = "a".repeat(1001);
    assert_eq!(vera.post("/admin/wordings", &[("duplicate", &long)]).await.status, 422);

    let item = sent(&db, &a_report(path)).await.item;
    let version = claim(&mut mara, item).await;
    let preview = mara
        .post(
            &format!("/admin/items/{item}/change-request"),
            &[("version", &version), ("reason", "duplicate")],
        )
        .await;
    assert_eq!(preview.all("textarea#message"), ["We know this one, dear author."]);
}

#[tokio::test]
async fn many_reports_from_one_address_in_a_day_are_noticed_and_forgotten() {
    let (mut app, _, db, _) = with_mara().await;
    for _ in 0..3 {
        a_submission().send(&mut app).await;
    }
    moderation::examine_waiting(&db).await.unwrap();
    let noticed: i64 = sqlx::query_scalar(
        "select count(*) from review_items where signals @> '[{\"rule\": \"many_from_one\"}]'",
    )
    .fetch_one(&db)
    .await
    .unwrap();
    assert_eq!(noticed, 3);
    for (days, kept) in [(28, 3), (1, 0)] {
        sqlx::query("update submission_origins set day = day - $1").bind(days).execute(&db).await.unwrap();
        submissions::forget_origins(&db).await.unwrap();
        assert_eq!(count(&db, "submission_origins").await, kept, "for 28 days");
    }
}

#[tokio::test]
async fn a_look_alike_stands_beside_it_with_the_differences_marked() {
    let (_app, mut mara, db, path) = with_mara().await;
    sent(&db, &a_report(path)).await;
    let mut copy = a_report(path);
    copy.story.what_i_did = copy.story.what_i_did.replacen("two schools", "three nurseries", 1);
    copy.story.tell_a_friend.push_str(" Mrs Okafor of Brightline Ltd knows.");
    let item = sent(&db, &copy).await.item;
    claim(&mut mara, item).await;
    let page = mara.get(&format!("/admin/items/{item}")).await;
    let marked = page.all(".pair mark").join("|");
    assert!(marked.contains("three nurseries") && marked.contains("two schools"), "{marked}");
    let found = page.all(".flags li").join("|");
    assert!(found.contains("Somebody may be recognised") && found.contains("“Mrs Okafor” in"), "{found}");
}

/// What was found of an item's likeness to others.
async fn likenesses(db: &PgPool, item: ItemId) -> Vec<String> {
    sqlx::query_scalar(
        "select s ->> 'words' from review_items, jsonb_array_elements(signals) s where id = $1 and s ->> 'rule' = 'look_alike'",
    )
    .bind(item)
    .fetch_all(db)
    .await
    .unwrap()
}

#[tokio::test]
async fn a_reworded_copy_is_found_on_any_path_in_any_disguise_and_among_what_older_programs_stored() {
    let (_app, mut mara, db, path) = with_mara().await;
    let elsewhere: PathId = sqlx::query_scalar("select min(id) from paths where id <> $1")
        .bind(path)
        .fetch_one(&db)
        .await
        .unwrap();
    let words = "I wrote worksheets for two schools nearby, mostly in the evenings. The model made the first version and I mended it, \
                 which took longer than I had thought. Each school wanted its own layout, and that took hours of every week.";
    let report = |path_id: PathId, what_i_did: &str| {
        let mut report = a_report(path_id);
        report.story.what_i_did = what_i_did.to_owned();
        report.money.revenue_total = Cents(10_000 + i64::try_from(what_i_did.len()).unwrap());
        report
    };
    sent(&db, &report(path, words)).await;
    // As a copy of the program from before left it.
    sqlx::query("delete from story_sketches").execute(&db).await.unwrap();
    submissions::catch_up_sketches(&db).await.unwrap();

    let reworded = words
        .replace("worksheets", "exercises")
        .replace("mostly in the evenings", "after work")
        .replace("mended", "corrected");
    let disguised =
        reworded.replace('o', "о").replace("sch", "s\u{200d}ch").replace("The model", "𝕋𝕙𝕖 ｍｏｄｅｌ");
    for copy in [&reworded, &disguised] {
        let item = sent(&db, &report(elsewhere, copy)).await.item;
        claim(&mut mara, item).await;
        let found = likenesses(&db, item).await;
        let share: u32 = found[0].split('%').next().unwrap().parse().unwrap();
        assert!((45..100).contains(&share) || copy == &disguised && share >= 45, "{found:?}");
    }

    let mut other = a_report(elsewhere);
    other.story.what_i_did =
        "My plan was to sell travel guides to hikers who come here in May, and nobody looked for any of them.".to_owned();
    other.story.what_went_wrong =
        "There were forty of the same kind, all free, and better than what I had put together by then."
            .to_owned();
    other.story.tell_a_friend =
        "Begin with one person who pays, not with posts that nobody reads, and set yourself a day to stop."
            .to_owned();
    other.money.revenue_total = Cents(77_700);
    let item = sent(&db, &other).await.item;
    claim(&mut mara, item).await;
    assert_eq!(likenesses(&db, item).await, [""; 0]);
}

#[tokio::test]
async fn an_answers_words_are_compared_and_its_sketch_goes_with_it() {
    let mut app = TestApp::with(&["--demo"]).await;
    let db = app.database.pool();
    let mut mara = app.moderator("mara").await;
    let link = a_start().send(&mut app).await;
    approve(&db).await;
    app.in_days(125).await;
    let path: PathId = sqlx::query_scalar("select min(id) from paths").fetch_one(&db).await.unwrap();
    let words = "Three nurseries wanted picture cards by Friday, so I drew forty with the model and mended the hands of each by myself at night.";
    tell(&mut app, &link, ["yes", "0", "0", "20"], &[("note", words)]).await;
    let update: i64 =
        sqlx::query_scalar("select max(update_id) from story_sketches").fetch_one(&db).await.unwrap();
    let mut copy = a_report(path);
    copy.story.what_i_did = words.replace("Friday", "Monday");
    copy.story.what_went_wrong = words.replace("Friday", "Tuesday");
    copy.story.tell_a_friend = words.replace("Friday", "Sunday");
    let item = sent(&db, &copy).await.item;
    claim(&mut mara, item).await;
    assert!(likenesses(&db, item).await[0].contains("% of the story"), "{:?}", likenesses(&db, item).await);
    let page = mara.get(&format!("/admin/items/{item}")).await;
    assert!(page.all(".pair").join("|").contains("Friday"), "the answer stands beside it");

    app.post(&format!("{link}/erase"), &[]).await;
    let left =
        sqlx::query_scalar::<_, i64>("select count(*) from story_sketches where update_id = $1").bind(update);
    assert_eq!(left.fetch_one(&db).await.unwrap(), 0);
}
