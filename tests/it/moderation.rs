use crate::support::{Answer, SomebodyElse, TestApp, a_report, a_submission, sent};
use axum::http::StatusCode;
use firstbucket::{
    content, moderation,
    values::{Cents, ItemId, PathId},
};
use sqlx::PgPool;
use std::time::Duration;

/// A site with its seven paths and a moderator, and the id of a path.
pub async fn with_mara() -> (TestApp, SomebodyElse, PgPool, PathId) {
    let app = TestApp::new().await;
    let db = app.database.pool();
    content::load_embedded(&db).await.unwrap();
    let path = sqlx::query_scalar("select id from paths order by position").fetch_one(&db).await.unwrap();
    let mara = app.moderator("mara").await;
    (app, mara, db, path)
}

/// Claims the item; gives its version.
pub async fn claim(who: &mut SomebodyElse, item: ItemId) -> String {
    let claimed = who.post(&format!("/admin/items/{item}/claim"), &[]).await;
    assert_eq!(claimed.location(), format!("/admin/items/{item}"));
    let page = who.get(claimed.location()).await;
    page.attributes("input[name=version]", "value").concat()
}

/// Previews a decision and sends it as it was previewed.
pub async fn decide(
    who: &mut SomebodyElse,
    item: ItemId,
    version: &str,
    noun: &str,
    fields: &[(&str, &str)],
) -> Answer {
    let url = format!("/admin/items/{item}/{noun}");
    let mut form = vec![("version", version)];
    form.extend(fields);
    let preview = who.post(&url, &form).await;
    if preview.status != StatusCode::OK {
        return preview;
    }
    let (message, previewed) =
        (preview.all("textarea#message"), preview.attributes("input[name=previewed]", "value"));
    form.retain(|(name, _)| *name != "message");
    form.extend([("message", message[0].as_str()), ("previewed", &previewed[0]), ("confirmed", "yes")]);
    who.post(&url, &form).await
}

pub async fn count(db: &PgPool, table: &'static str) -> i64 {
    let query = sqlx::AssertSqlSafe(format!("select count(*) from {table}"));
    sqlx::query_scalar(query).fetch_one(db).await.unwrap()
}

#[tokio::test]
async fn the_queue_shows_what_waits_and_opening_it_claims() {
    let (app, mut mara, db, path) = with_mara().await;
    let item = sent(&db, &a_report(path)).await.item;

    moderation::examine_waiting(&db).await.unwrap();
    let queue = mara.get("/admin").await;
    assert!(queue.says("1 waiting. Oldest: 1 minute."), "{}", queue.body);
    assert_eq!(queue.all("table.q tbody th a"), ["Six months of worksheets for two schools"]);
    assert_eq!(queue.all("table.q tbody td small"), ["Under $100"]);

    mara.get(&format!("/admin/items/{item}")).await;
    let state = || sqlx::query_scalar::<_, String>("select state from review_items").fetch_one(&db);
    assert_eq!(state().await.unwrap(), "queued", "looking changes nothing");

    let opened = mara.post("/admin/claims", &[]).await;
    assert_eq!(opened.location(), format!("/admin/items/{item}"));
    assert_eq!(state().await.unwrap(), "claimed");

    let mut tomas = app.moderator("tomas").await;
    assert!(tomas.get(&format!("/admin/items/{item}")).await.says("mara is reading this"));
    assert_eq!(tomas.post("/admin/claims", &[]).await.location(), "/admin?done=nothing");
    tomas.post(&format!("/admin/items/{item}/claim"), &[]).await;
    assert!(tomas.get("/admin").await.says("mara"), "the claim is still hers");

    sqlx::query("update review_items set claimed_until = now() - interval '1 minute'")
        .execute(&db)
        .await
        .unwrap();
    assert_ne!(claim(&mut tomas, item).await, "", "a claim that has run out is anybody's");
}

#[tokio::test]
async fn filters_narrow_the_queue_and_nonsense_is_ignored() {
    let (_app, mut mara, db, path) = with_mara().await;
    let item = sent(&db, &a_report(path)).await.item;
    sqlx::query("update review_items set suspected = true").execute(&db).await.unwrap();
    moderation::examine_waiting(&db).await.unwrap();
    for (query, found) in [
        ("?kind=suspected", 1),
        ("?kind=proof", 0),
        ("?kind=appeal", 0),
        ("?kind=flag", 0),
        ("?path=content-creation&outcome=under_100&kind=submission", 1),
        ("?signal=links", 0),
        ("?outcome=loss", 0),
        ("?age=24", 0),
        ("?mine=yes", 0),
        ("?path=none&page=-1&age=x", 1),
    ] {
        let page = mara.get(&format!("/admin{query}")).await;
        assert_eq!(page.all("table.q tbody tr").len(), found, "{query}");
    }
    claim(&mut mara, item).await;
    assert_eq!(mara.get("/admin?mine=yes").await.all("table.q tbody tr").len(), 1);
}

#[tokio::test]
async fn the_review_shows_figures_checks_and_the_words_that_matched() {
    let (_app, mut mara, db, path) = with_mara().await;
    let mut report = a_report(path);
    report.story.what_i_did.push_str(" <b>Find</b> it at coverprofits dot com, passive income.");
    report.money.revenue_total = Cents(9_000_000);
    let item = sent(&db, &report).await.item;
    sent(&db, &report).await;
    claim(&mut mara, item).await;

    let page = mara.get(&format!("/admin/items/{item}")).await;
    assert_eq!(page.all("mark.flag-text")[..2], ["coverprofits dot com", "passive income"]);
    assert!(page.says("<b>Find</b> it"), "what was sent stays text");
    let found = page.all(".flags li").join("\n");
    for words in [
        "Points to an outside place",
        "“passive income” in What I did",
        "So large that it needs proof",
        "100% of the story and the same numbers",
        "Hours, weeks and money fit each other",
    ] {
        assert!(found.contains(words), "{words}: {found}");
    }
    assert_eq!(page.all(".pair h3").len(), 2, "the look-alike stands beside it");
}

#[tokio::test]
async fn an_approval_is_previewed_then_publishes_and_is_logged() {
    let (mut app, mut mara, db, path) = with_mara().await;
    let submission = sent(&db, &a_report(path)).await;
    let item = submission.item;
    let version = claim(&mut mara, item).await;
    let url = format!("/admin/items/{item}/approval");

    let preview =
        mara.post(&url, &[("version", &version), ("message", "Thank you."), ("note", "fine")]).await;
    assert_eq!(preview.status, StatusCode::OK);
    assert!(preview.says("Your report is published") && preview.says("Thank you."));
    assert_eq!(preview.all("textarea#note"), ["fine"]);
    assert_eq!(count(&db, "experiences").await, 0);

    let previewed = preview.attributes("input[name=previewed]", "value").concat();
    let other = [
        ("version", version.as_str()),
        ("message", "Something else"),
        ("previewed", &previewed),
        ("confirmed", "yes"),
    ];
    assert_eq!(mara.post(&url, &other).await.status, StatusCode::OK, "only what was previewed is sent");
    assert_eq!(count(&db, "experiences").await, 0);

    let done = decide(&mut mara, item, &version, "approval", &[("message", "Thank you.")]).await;
    assert_eq!((done.status, done.location()), (StatusCode::SEE_OTHER, "/admin?done=approved"));
    assert_eq!(submission.state(&db).await, "published");
    assert_eq!(count(&db, "experiences").await, 1);

    let log = app.get("/log").await;
    assert!(log.says("Published") && log.says("reviewer-") && log.says("Under $100"));
    assert!(log.attributes("table a", "href").iter().any(|href| href.starts_with("/experiences/")));
    for personal in ["mara", "worksheets", "Thank you", "fine"] {
        assert!(!log.all("main").concat().contains(personal), "{personal}");
    }
}

#[tokio::test]
async fn a_change_request_goes_back_with_its_reason_and_ends_no_report() {
    let (mut app, mut mara, db, path) = with_mara().await;
    let submission = sent(&db, &a_report(path)).await;
    let item = submission.item;
    let version = claim(&mut mara, item).await;

    let bare = decide(&mut mara, item, &version, "change-request", &[("note", "hm")]).await;
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(bare.all(".errs li").len(), 2, "reason and message are both missing");
    assert_eq!(bare.all("textarea#note"), ["hm"]);

    let refused = decide(
        &mut mara,
        item,
        &version,
        "rejection",
        &[("reason", "duplicate"), ("message", "We have it.")],
    )
    .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "not before a round of changes");

    let fields = [("reason", "numbers_inconsistent"), ("message", "The hours do not fit the weeks.")];
    decide(&mut mara, item, &version, "change-request", &fields).await;
    assert_eq!(submission.state(&db).await, "changes_requested");
    assert_eq!(count(&db, "experiences").await, 0);
    assert!(!app.get("/log").await.says("Changes asked for reviewer"), "not before the week is over");

    let again = submission.again(&db, 2, &a_report(path)).await;
    let version = claim(&mut mara, again).await;
    let page = mara.get(&format!("/admin/items/{again}")).await;
    assert!(
        page.says("Changes were asked for 1 time before") && page.says("The hours do not fit the weeks.")
    );
    decide(&mut mara, again, &version, "rejection", &[("reason", "duplicate"), ("message", "We have it.")])
        .await;
    assert_eq!(submission.state(&db).await, "not_published");
}

#[tokio::test]
async fn what_is_not_published_is_logged_with_its_week_only() {
    let (mut app, mut mara, db, path) = with_mara().await;
    let item = sent(&db, &a_report(path)).await.item;
    let version = claim(&mut mara, item).await;
    decide(&mut mara, item, &version, "rejection", &[("reason", "spam"), ("message", "This is an advert.")])
        .await;
    assert_eq!(app.get("/log").await.all("table.q tbody tr strong"), [""; 0]);

    let monday: bool = sqlx::query_scalar(
        "select extract(isodow from public_from at time zone 'utc') = 1 and public_from > now() from moderation_events",
    )
    .fetch_one(&db)
    .await
    .unwrap();
    assert!(monday);
    // As it looks once that Monday has come: the same line, entered a week ago.
    sqlx::raw_sql(
        "insert into moderation_events (at, item_id, submission_id, account_id, role, handle, action, reason_codes, path_id,
             outcome_class, public_from)
         select at - interval '7 days', item_id, submission_id, account_id, role, handle, action, reason_codes, path_id,
             outcome_class, public_from - interval '7 days' from moderation_events",
    )
    .execute(&db)
    .await
    .unwrap();
    let log = app.get("/log?action=rejected").await;
    assert_eq!(log.all("table.q tbody tr strong"), ["Refused"]);
    assert!(log.says("Week of") && log.says("Spam"));
    assert!(!log.all("table").concat().contains("advert"), "no personal text");
    assert!(!log.body.contains(&format!("/{item}\"")), "no number leads back to the report");
    assert!(log.says("Too few to say"), "one decision is no figure");
}

#[tokio::test]
async fn of_two_opposite_decisions_at_once_exactly_one_is_obeyed() {
    let (app, mut mara, db, path) = with_mara().await;
    let mut tomas = app.moderator("tomas").await;
    let rounds = std::env::var("RACE_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(20);
    for round in 0..rounds {
        let item = sent(&db, &a_report(path)).await.item;
        let version = claim(&mut mara, item).await;
        // So many in a row are a burst, of which each would take two readers.
        sqlx::raw_sql(
            "update review_items set claimed_until = now(), needs_second_reader = false where state = 'claimed';
             update path_signals set closed_at = now(), closed_by = (select id from accounts where name = 'mara'),
                 role = 'moderator', handle = 'm-1', why = 'One after the other in a test.' where closed_at is null",
        )
        .execute(&db)
        .await
        .unwrap();
        let spam = [("reason", "spam"), ("message", "This is an advert.")];
        let takes_over = async {
            // Now one, now the other is a little faster.
            tokio::time::sleep(Duration::from_millis(round % 5 * 8)).await;
            let version = claim(&mut tomas, item).await;
            decide(&mut tomas, item, &version, "rejection", &spam).await
        };

        let (one, two) = tokio::join!(
            decide(&mut mara, item, &version, "approval", &[("message", "Thank you.")]),
            takes_over,
        );

        let mut answers = [one.status, two.status];
        answers.sort();
        assert_eq!(answers, [StatusCode::SEE_OTHER, StatusCode::CONFLICT], "round {round}");
        let events =
            sqlx::query_scalar::<_, i64>("select count(*) from moderation_events where item_id = $1");
        assert_eq!(events.bind(item).fetch_one(&db).await.unwrap(), 1, "round {round}");
        let agree: bool = sqlx::query_scalar(
            "select (i.state = 'approved') = (e.id is not null) and (s.state = 'published') = (e.id is not null)
             from review_items i join submissions s on s.id = i.submission_id
             left join experiences e on e.submission_id = s.id where i.id = $1",
        )
        .bind(item)
        .fetch_one(&db)
        .await
        .unwrap();
        assert!(agree, "round {round}: the verdict and its effect belong together");
    }
}

#[tokio::test]
async fn the_same_decision_sent_twice_is_obeyed_once() {
    let (app, mut mara, db, path) = with_mara().await;
    let item = sent(&db, &a_report(path)).await.item;
    let version = claim(&mut mara, item).await;
    let mut tab = app.as_somebody_else();
    tab.cookie = mara.cookie.clone();

    let (one, two) = tokio::join!(
        decide(&mut mara, item, &version, "approval", &[]),
        decide(&mut tab, item, &version, "approval", &[]),
    );

    let mut answers = [one.status, two.status];
    answers.sort();
    assert_eq!(answers, [StatusCode::SEE_OTHER, StatusCode::CONFLICT]);
    assert_eq!((count(&db, "moderation_events").await, count(&db, "experiences").await), (1, 1));
}

#[tokio::test]
async fn a_stale_decision_is_409_says_who_decided_what_and_loses_no_word() {
    let (app, mut mara, db, path) = with_mara().await;
    let item = sent(&db, &a_report(path)).await.item;
    let version = claim(&mut mara, item).await;
    sqlx::query("update review_items set claimed_until = now() - interval '1 minute'")
        .execute(&db)
        .await
        .unwrap();
    let mut tomas = app.moderator("tomas").await;
    let theirs = claim(&mut tomas, item).await;
    decide(&mut tomas, item, &theirs, "rejection", &[("reason", "spam"), ("message", "An advert.")]).await;

    let stale =
        decide(&mut mara, item, &version, "approval", &[("message", "Thank you, mara"), ("note", "mine")])
            .await;

    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert_eq!(stale.all("h1"), ["tomas decided this one while you were reading"]);
    assert!(stale.says("Not published") && stale.says("Spam"));
    assert_eq!(stale.all("textarea"), ["Thank you, mara", "mine"]);
    assert_eq!(count(&db, "experiences").await, 0);
}

#[tokio::test]
async fn a_second_reader_is_somebody_else() {
    let (app, mut mara, db, path) = with_mara().await;
    let item = sent(&db, &a_report(path)).await.item;
    let version = claim(&mut mara, item).await;
    let asked = mara.post(&format!("/admin/items/{item}/second-reader"), &[("version", &version)]).await;
    assert_eq!(asked.location(), "/admin?done=second_reader_asked");
    mara.post(&format!("/admin/items/{item}/claim"), &[]).await;
    assert!(!mara.get(&format!("/admin/items/{item}")).await.says("Or change it"));
    assert_eq!(mara.get("/admin?mine=yes").await.all("table.q tbody tr").len(), 0);

    let mut tomas = app.moderator("tomas").await;
    assert_eq!(tomas.post("/admin/claims", &[]).await.location(), format!("/admin/items/{item}"));
}

/// Puts a flag, an update and an appeal into the queue, the last one refused by this account; gives their items' ids.
async fn one_of_each(db: &PgPool, path: PathId, refused_by: &str) -> [ItemId; 3] {
    let published = sent(db, &a_report(path)).await;
    let refused = sent(db, &a_report(path)).await.item;
    let flag = sqlx::query_scalar::<_, i64>(
        "insert into flags (reference, secret_hash, form_key_hash, path_id, reason, words)
         values ('F1', 'a', 'b', $1, 'stale', 'The prices on this page are of last year.') returning id",
    );
    let update = sqlx::query_scalar(
        "with made as (insert into experience_updates (submission_id, number, form_key_hash, as_of, still_doing, revenue, costs,
                 currency, hours, via, state) values ($1, 1, 'u', now(), 'yes', 90000, 100, 'USD', 40, 'link', 'waiting') returning id)
         insert into review_items (kind, update_id, submission_id) select 'update', id, $1 from made returning id",
    );
    let appeal = "with refused as (update review_items set state = 'appealed', decided_at = now(), reason_codes = '{spam}',
                     message = 'An advert.', decided_by = (select id from accounts where name = $2) where id = $1 returning *)
                  insert into appeals (item_id, words, refused_by)
                  select id, 'It is my own shop, and I sell nothing here.', decided_by from refused";
    sqlx::query(appeal).bind(refused).bind(refused_by).execute(db).await.unwrap();
    let flag = flag.bind(path).fetch_one(db).await.unwrap();
    let item = sqlx::query_scalar("select id from review_items where flag_id = $1");
    let flag = item.bind(flag).fetch_one(db).await.unwrap();
    [flag, update.bind(published.submission).fetch_one(db).await.unwrap(), refused]
}

#[tokio::test]
async fn everything_that_waits_stands_in_one_line_and_is_claimed_alike() {
    let (app, mut mara, db, path) = with_mara().await;
    let mut tomas = app.moderator("tomas").await;
    let items = one_of_each(&db, path, "mara").await;
    for (kind, item, words) in [
        ("flag", items[0], "The prices on this page"),
        ("update", items[1], "$900"),
        ("appeal", items[2], "It is my own shop"),
    ] {
        let listed = mara.get(&format!("/admin?kind={kind}")).await;
        assert_eq!(
            listed.attributes("table.q tbody th a", "href"),
            [format!("/admin/items/{item}")],
            "{kind}"
        );
        let url = format!("/admin/items/{item}");
        assert!(tomas.get(&url).await.says(words), "{kind}");
        tomas.post(&format!("{url}/claim"), &[]).await;
        assert!(tomas.get(&url).await.says("Claimed by you"), "{kind}");
        assert!(mara.get(&url).await.says("tomas is reading this"), "{kind}");
        assert_eq!(tomas.post(&format!("{url}/approval"), &[("version", "2")]).await.status, 409, "{kind}");
        tomas.post(&format!("{url}/release"), &[]).await;
        assert!(tomas.get(&url).await.says("Not claimed"), "{kind}");
    }
}

#[tokio::test]
async fn an_appeal_is_not_for_whoever_refused() {
    let (app, mut mara, db, path) = with_mara().await;
    let [_, _, appeal] = one_of_each(&db, path, "mara").await;
    let url = format!("/admin/items/{appeal}");
    mara.post(&format!("{url}/claim"), &[]).await;
    assert!(mara.get(&url).await.says("You have judged this one before"));
    sqlx::query("update review_items set state = 'withdrawn' where state = 'queued'")
        .execute(&db)
        .await
        .unwrap();
    assert_eq!(mara.post("/admin/claims", &[]).await.location(), "/admin?done=nothing");
    let mut tomas = app.moderator("tomas").await;
    assert_eq!(tomas.post("/admin/claims", &[]).await.location(), url);
    let state: String = sqlx::query_scalar("select state from review_items where claimed_by is not null")
        .fetch_one(&db)
        .await
        .unwrap();
    assert_eq!(state, "appealed", "an appeal stays one while it is read");
}

#[tokio::test]
async fn editing_a_pending_submission_never_publishes_it() {
    let mut app = TestApp::new().await;
    let db = app.database.pool();
    let mut mara = app.moderator("mara").await;
    let link = a_submission().send(&mut app).await;
    let first = newest_item(&db).await;
    let version = claim(&mut mara, first).await;

    let edited = a_submission().with("headline", "Put in while it was being read");
    edited.amend(&mut app, &link).await;
    let stale = decide(&mut mara, first, &version, "approval", &[]).await;
    assert_eq!(stale.status, StatusCode::CONFLICT, "what she read is not what waits");
    assert!(stale.says("replaced"));
    assert_eq!(public_headlines(&mut app).await, [""; 0]);

    let second = newest_item(&db).await;
    let version = claim(&mut mara, second).await;
    decide(&mut mara, second, &version, "approval", &[]).await;
    assert_eq!(public_headlines(&mut app).await, ["Put in while it was being read"]);
    assert!(app.get(&link).await.says("published"), "the author learns of it");

    a_submission().with("headline", "Put in after it was published").amend(&mut app, &link).await;
    assert_eq!(public_headlines(&mut app).await, ["Put in while it was being read"]);
    let third = newest_item(&db).await;
    let version = claim(&mut mara, third).await;
    let ask = [("reason", "missing_numbers"), ("message", "Which of the two sums is it?")];
    decide(&mut mara, third, &version, "change-request", &ask).await;
    assert_eq!(public_headlines(&mut app).await, ["Put in while it was being read"]);
    assert!(app.get(&link).await.says("Which of the two sums is it?"));
}

async fn newest_item(db: &PgPool) -> ItemId {
    sqlx::query_scalar("select max(id) from review_items").fetch_one(db).await.unwrap()
}

/// What every reader can see.
async fn public_headlines(app: &mut TestApp) -> Vec<String> {
    app.get("/experiences").await.all(".rep h3 a, .rep h2 a")
}

#[tokio::test]
async fn what_was_sent_and_what_was_decided_can_never_be_changed() {
    let (_app, mut mara, db, path) = with_mara().await;
    let item = sent(&db, &a_report(path)).await.item;
    let version = claim(&mut mara, item).await;
    decide(&mut mara, item, &version, "approval", &[]).await;
    for attempt in [
        "update moderation_events set action = 'rejected'",
        "delete from moderation_events",
        "truncate moderation_events",
        "update submission_revisions set headline = 'Another headline'",
    ] {
        let error = sqlx::raw_sql(attempt).execute(&db).await.unwrap_err();
        assert!(error.to_string().contains("never changed"), "{attempt}: {error}");
    }
    let second = "insert into review_items (revision_id, submission_id) select revision_id, submission_id from review_items";
    let error = sqlx::raw_sql(second).execute(&db).await.unwrap_err();
    assert!(error.to_string().contains("review_items_revision_once"), "{error}");
}
