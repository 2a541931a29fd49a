//! Nothing on the public log, its page or its feed, leads back to whoever sent a report or to the account of a moderator.

use crate::{
    moderation::{claim, decide, with_mara},
    support::{TestApp, a_submission},
};
use sqlx::PgPool;

/// Everything that somebody wrote or is known by, word for word.
async fn personal(db: &PgPool) -> Vec<String> {
    let texts = "select headline from submission_revisions union select what_i_did from submission_revisions
        union select what_went_wrong from submission_revisions union select tell_a_friend from submission_revisions
        union select unnest(tools) from submission_revisions union select country from submission_revisions
        union select reference from submissions union select email from submission_contacts
        union select name from accounts union select message from review_items union select note from review_items
        union select '/items/' || id from review_items union select encode(secret_hash, 'hex') from submissions
        union select to_char(at at time zone 'utc', 'HH24:MI:SS.US') from moderation_events where experience_id is null
        union select (extract(epoch from at) * 1000000)::bigint::text from moderation_events where experience_id is null";
    let found: Vec<Option<String>> = sqlx::query_scalar(texts).fetch_all(db).await.unwrap();
    found.into_iter().flatten().filter(|text| text.len() > 3).collect()
}

async fn some_decisions(
    app: &mut TestApp,
    mara: &mut crate::support::SomebodyElse,
    db: &PgPool,
) -> Vec<String> {
    let mut links = Vec::new();
    for (place, noun) in
        ["approval", "rejection", "change-request", "approval", "rejection", "rejection"].iter().enumerate()
    {
        let told = a_submission().with("headline", &format!("The {place}. attempt that somebody made"));
        let told =
            told.with("country", "LU").with("may_contact", "yes").with("email", "somebody@nowhere.example");
        links.push(told.send(app).await);
        let item = sqlx::query_scalar("select max(id) from review_items").fetch_one(db).await.unwrap();
        let version = claim(mara, item).await;
        let fields =
            [("reason", "spam"), ("message", "Words for this author alone"), ("note", "Between ourselves")];
        decide(mara, item, &version, noun, &fields).await;
    }
    // As it looks once their week is over.
    let aged = "insert into moderation_events (at, item_id, submission_id, account_id, role, handle, action, reason_codes, path_id,
            outcome_class, experience_id, public_from)
        select at - interval '8 days', item_id, submission_id, account_id, role, handle, action, reason_codes, path_id,
            outcome_class, experience_id, public_from - interval '8 days' from moderation_events";
    sqlx::raw_sql(aged).execute(db).await.unwrap();
    links
}

#[tokio::test]
async fn nothing_on_the_log_identifies_anybody() {
    let (mut app, mut mara, db, _) = with_mara().await;
    let links = some_decisions(&mut app, &mut mara, &db).await;
    let personal = personal(&db).await;
    assert!(personal.len() > 30, "{personal:?}");
    for public in ["/log", "/log?action=rejected", "/log?kind=submission", "/feeds/log.atom"] {
        let told = app.get(public).await;
        assert!(told.body.contains("reviewer-"), "{public} tells something");
        for secret in personal.iter().chain(&links) {
            assert!(!told.body.contains(secret.as_str()), "{public} holds “{secret}”");
        }
    }
}

/// A new column would be a new way to tell more than is meant to be told: whoever adds one looks at this first.
#[tokio::test]
async fn an_event_has_no_room_for_anybodys_words() {
    let (_app, _, db, _) = with_mara().await;
    let columns: Vec<String> = sqlx::query_scalar(
        "select column_name::text from information_schema.columns where table_name = 'moderation_events' order by 1",
    )
    .fetch_all(&db)
    .await
    .unwrap();
    let known = [
        "account_id",
        "action",
        "at",
        "experience_id",
        "handle",
        "id",
        "item_id",
        "kind",
        "outcome_class",
        "path_id",
        "public_from",
        "reason_codes",
        "role",
        "submission_id",
    ];
    assert_eq!(columns, known);
}

#[tokio::test]
async fn the_log_is_narrowed_by_kind_and_counts_what_was_undone_no_more() {
    let (mut app, mut mara, db, _) = with_mara().await;
    some_decisions(&mut app, &mut mara, &db).await;
    let lines = async |app: &mut TestApp, query: &str| {
        app.get(&format!("/log{query}")).await.all("[aria-label=Decisions] tbody strong").len()
    };
    assert!(lines(&mut app, "?kind=submission").await > 0);
    assert_eq!(lines(&mut app, "?kind=flag").await, 0);
    assert!(lines(&mut app, "?kind=nonsense").await > 0);
    assert!(app.get("/log").await.says("What moderators go by"));
}
