//! Two people act on one report in the same moment.

use crate::support::{Answer, SomebodyElse, TestApp, a_submission, tell};
use firstbucket::values::ItemId;
use sqlx::PgPool;

const TIMES: usize = 8;

#[tokio::test]
async fn a_report_withdrawn_while_it_is_approved_is_never_left_in_public() {
    let mut app = TestApp::new().await;
    let db = app.database.pool();
    let mut mara = app.moderator("mara").await;
    for ending in ["withdraw", "erase"].into_iter().cycle().take(TIMES) {
        let link = a_submission().send(&mut app).await;
        let (approval, form) = previewed(&mut mara).await;
        let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let url = format!("{link}/{ending}");

        let (gone, decided) = tokio::join!(app.post(&url, &[]), mara.post(&approval, &form));

        assert_eq!(gone.status, 303, "{ending}");
        assert!([303, 409].contains(&decided.status.as_u16()), "{ending}: {}", decided.status);
        assert_eq!(count(&db, "select count(*) from experiences").await, 0, "{ending}");
        assert_eq!(
            count(&db, "select count(*) from review_items where state = 'claimed'").await,
            0,
            "{ending}"
        );
    }
}

#[tokio::test]
async fn a_report_erased_while_a_second_reader_is_asked_is_gone_and_nobody_waits() {
    let mut app = TestApp::new().await;
    let mut mara = app.moderator("mara").await;
    for _ in 0..TIMES {
        let link = a_submission().send(&mut app).await;
        let item = mara.post("/admin/claims", &[]).await.location().to_owned();
        let version = mara.get(&item).await.attributes("input[name=version]", "value").concat();
        let (erase, ask) = (format!("{link}/erase"), format!("{item}/second-reader"));
        let asked = [("version", version.as_str())];

        let (gone, asked) = tokio::join!(app.post(&erase, &[]), mara.post(&ask, &asked));

        assert_eq!(gone.status, 303);
        assert!([303, 409].contains(&asked.status.as_u16()), "{}", asked.status);
        assert_eq!(count(&app.database.pool(), "select count(*) from review_items").await, 0);
    }
}

/// Claims what waits and previews its approval; gives where the decision goes, and what confirms it.
async fn previewed(mara: &mut SomebodyElse) -> (String, Vec<(&'static str, String)>) {
    let approval = format!("{}/approval", mara.post("/admin/claims", &[]).await.location());
    let page = mara.get(approval.trim_end_matches("/approval")).await;
    let version = page.attributes("input[name=version]", "value").concat();
    let preview = mara.post(&approval, &[("version", &version)]).await;
    let previewed = preview.attributes("input[name=previewed]", "value").concat();
    (approval, vec![("version", version), ("previewed", previewed), ("confirmed", "yes".into())])
}

async fn count(db: &PgPool, query: &'static str) -> i64 {
    sqlx::query_scalar(query).fetch_one(db).await.unwrap()
}

/// Sends a decision that is read as one for one reader, and marks the item for two just before it is written.
async fn decided_while_a_second_reader_is_asked_for(
    who: &mut SomebodyElse,
    db: &PgPool,
    item: ItemId,
    url: &str,
    form: &[(&str, &str)],
) -> Answer {
    let mut report = db.begin().await.unwrap();
    sqlx::query("select from submissions for update").execute(&mut *report).await.unwrap();
    let burst = async {
        waits(db, 1).await;
        let mut marks = db.begin().await.unwrap();
        let two = sqlx::query("update review_items set needs_second_reader = true where id = $1").bind(item);
        two.execute(&mut *marks).await.unwrap();
        report.commit().await.unwrap();
        waits(db, 1).await;
        marks.commit().await.unwrap();
    };
    let (decided, ()) = tokio::join!(who.post(url, form), burst);
    decided
}

/// Waits until so many statements on this database wait for a lock.
async fn waits(db: &PgPool, n: i64) {
    for _ in 0..500 {
        let waiting = "select count(distinct pid) from pg_locks join pg_stat_activity using (pid)
                       where not granted and datname = current_database()";
        if count(db, waiting).await == n {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    panic!("nothing waited");
}

#[tokio::test]
async fn what_takes_two_readers_since_it_was_read_is_told_so_with_every_word_kept() {
    const ANSWER: &str = "We read it again: the platform is no advert of yours.";
    let mut app = TestApp::with(&["--demo"]).await;
    let db = app.database.pool();
    let (mut mara, mut tomas) = (app.moderator("mara").await, app.moderator("tomas").await);
    let by_now = "Two people must approve this one by now";

    let link = a_submission().send(&mut app).await;
    let item = newest(&db).await;
    let version = mara.claim(item).await;
    let url = format!("/admin/items/{item}/approval");
    let written = [("version", version.as_str()), ("message", "Thank you."), ("note", "seen")];
    let preview = mara.post(&url, &written).await.attributes("input[name=previewed]", "value").concat();
    let confirmed = |fields: &[(&'static str, &str)], preview: &str| -> Vec<(&'static str, String)> {
        let fields = fields.iter().map(|(name, value)| (*name, (*value).to_owned()));
        fields.chain([("previewed", preview.to_owned()), ("confirmed", "yes".to_owned())]).collect()
    };
    let form = confirmed(&written, &preview);
    let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let late = decided_while_a_second_reader_is_asked_for(&mut mara, &db, item, &url, &form).await;
    assert_eq!(late.status, 409);
    assert!(late.says(by_now) && late.all("textarea") == ["Thank you.", "seen"], "{}", late.body);
    assert_eq!(count(&db, "select count(*) from experiences").await, 0);

    // A refusal of the same that is appealed against.
    sqlx::query("update review_items set needs_second_reader = false").execute(&db).await.unwrap();
    let refusal = [("version", version.as_str()), ("reason", "spam"), ("message", "It names a shop.")];
    let refused = mara.previewed(&format!("/admin/items/{item}/rejection"), &refusal).await;
    assert_eq!(refused.status, 303);
    app.post(&format!("{link}/appeal"), &[("words", "I name no shop at all, and never did.")]).await;
    let version = tomas.claim(item).await;
    let url = format!("/admin/items/{item}/appeal-answer");
    let written = [("version", version.as_str()), ("ruling", "overturned"), ("message", ANSWER)];
    let preview = tomas.post(&url, &written).await.attributes("input[name=previewed]", "value").concat();
    let form = confirmed(&written, &preview);
    let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let late = decided_while_a_second_reader_is_asked_for(&mut tomas, &db, item, &url, &form).await;
    assert_eq!(late.status, 409);
    assert!(late.says(by_now) && late.all("textarea") == [ANSWER], "{}", late.body);
    assert_eq!(count(&db, "select count(*) from experiences").await, 0);

    // And an answer.
    sqlx::query("update review_items set needs_second_reader = false").execute(&db).await.unwrap();
    assert_eq!(tomas.post(&url, &form).await.status, 303);
    app.in_days(125).await;
    tell(&mut app, &link, ["stopped", "0", "0", "5"], &[("note", "Nobody asked for worksheets any more.")])
        .await;
    let item = newest(&db).await;
    let version = mara.claim(item).await;
    let url = format!("/admin/items/{item}/update-answer");
    let form = [("version", version.as_str()), ("verdict", "accept"), ("message", "Thank you.")];
    let late = decided_while_a_second_reader_is_asked_for(&mut mara, &db, item, &url, &form).await;
    assert_eq!(late.status, 409);
    assert!(late.says(by_now) && late.all("textarea") == ["Thank you."], "{}", late.body);
    assert_eq!(count(&db, "select count(*) from experience_updates where state = 'live'").await, 0);
}

async fn newest(db: &PgPool) -> ItemId {
    ItemId(count(db, "select max(id) from review_items").await)
}
