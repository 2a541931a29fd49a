//! Proof is seen by hand, and the public rule makes the grade of it.

use crate::support::{Answer, SomebodyElse, TestApp, a_submission, an_experience};
use axum::http::StatusCode;
use firstbucket::{
    experiences,
    values::{ExperienceId, ItemId, SubmissionId},
};
use sqlx::PgPool;

async fn note(who: &mut SomebodyElse, submission: SubmissionId, fields: &[(&str, &str)]) -> Answer {
    let page = who.get(&format!("/admin/reports/{submission}")).await;
    let key = page.attributes("[name=form_key]", "value").concat();
    let mut form =
        vec![("form_key", key.as_str()), ("proof_kind", "payout_statement"), ("result", "supports")];
    form.retain(|(name, _)| !fields.iter().any(|(given, _)| given == name));
    form.extend(fields);
    who.post(&format!("/admin/reports/{submission}/evidence"), &form).await
}

async fn published() -> (TestApp, PgPool, ExperienceId, SubmissionId) {
    let app = TestApp::new().await;
    let db = app.database.pool();
    let id = an_experience().publish(&db).await;
    let submission = sqlx::query_scalar("select id from submissions").fetch_one(&db).await.unwrap();
    (app, db, id, submission)
}

async fn grade(db: &PgPool) -> (String, bool) {
    sqlx::query_as("select grade, proof_seen from experiences").fetch_one(db).await.unwrap()
}

async fn follow_up(db: &PgPool, submission: SubmissionId, days_ago: i32) {
    sqlx::query(
        "insert into experience_updates (submission_id, number, form_key_hash, as_of, still_doing, revenue, costs, currency,
             hours, via, state)
         values ($1, $2, sha256($2::text::bytea), current_date - $2, 'yes', 0, 0, 'USD', 0, 'link', 'live')",
    )
    .bind(submission)
    .bind(days_ago)
    .execute(db)
    .await
    .unwrap();
}

#[tokio::test]
async fn a_proof_raises_the_grade_at_once_and_is_shown_with_kind_and_month() {
    let (mut app, db, id, submission) = published().await;
    let mut mara = app.moderator("mara").await;
    assert_eq!(grade(&db).await, ("E".into(), false));
    assert_eq!(
        mara.get(&format!("/admin/reports?q={id}")).await.location(),
        format!("/admin/reports/{submission}")
    );

    let page = mara.get(&format!("/admin/reports/{submission}")).await;
    let key = page.attributes("[name=form_key]", "value").concat();
    let form = [
        ("form_key", key.as_str()),
        ("proof_kind", "bank_statement"),
        ("result", "supports"),
        ("checked_on", "2026-03-31"),
        ("note", "Ten payments of 150 dollars."),
    ];
    let url = format!("/admin/reports/{submission}/evidence");
    for _ in 0..2 {
        let noted = mara.post(&url, &form).await;
        assert_eq!(
            noted.location(),
            format!("/admin/reports/{submission}?done=proof"),
            "{:?}",
            noted.all(".err")
        );
    }

    assert_eq!(grade(&db).await, ("B".into(), true));
    let public = app.get(&format!("/experiences/{id}")).await;
    assert!(
        public.says("Proof seen. Bank statement, March 2026")
            && public.says("Grade B. A moderator checked a document")
    );
    assert!(!public.says("Ten payments") && !public.says("mara"));
    let staff = mara.get(&format!("/admin/reports/{submission}")).await;
    assert!(staff.says("Ten payments of 150 dollars.") && staff.says("by mara"));
    let events: Vec<String> =
        sqlx::query_scalar("select action from moderation_events").fetch_all(&db).await.unwrap();
    assert_eq!(events, ["proof_checked"], "a form sent twice is one proof");
    assert!(app.get("/log").await.says("Proof looked at"));
}

#[tokio::test]
async fn what_supports_nothing_raises_nothing_and_a_later_check_counts() {
    let (app, db, _, submission) = published().await;
    let mut mara = app.moderator("mara").await;
    for result in ["partly_supports", "does_not_support", "unreadable"] {
        note(&mut mara, submission, &[("result", result)]).await;
        assert_eq!(grade(&db).await, ("E".into(), false), "{result}");
    }
    note(&mut mara, submission, &[]).await;
    assert_eq!(grade(&db).await, ("B".into(), true));
    note(&mut mara, submission, &[("result", "does_not_support")]).await;
    assert_eq!(grade(&db).await, ("E".into(), false));
}

#[tokio::test]
async fn the_best_grade_needs_follow_ups_and_two_readers() {
    let (app, db, _, submission) = published().await;
    let mut mara = app.moderator("mara").await;
    for days in [10, 80] {
        follow_up(&db, submission, days).await;
    }
    note(&mut mara, submission, &[]).await;
    assert_eq!(grade(&db).await.0, "B", "one reader");
    let mut tomas = app.moderator("tomas").await;
    note(&mut tomas, submission, &[("proof_kind", "invoice")]).await;
    assert_eq!(grade(&db).await.0, "B", "nobody has read the follow-ups");
    sqlx::query(
        "insert into review_items (kind, submission_id, update_id, state, decided_at, decided_by)
         select 'update', submission_id, id, 'approved', now(), (select min(id) from accounts)
         from experience_updates",
    )
    .execute(&db)
    .await
    .unwrap();
    note(&mut tomas, submission, &[("proof_kind", "contract")]).await;
    assert_eq!(grade(&db).await.0, "A");
}

#[tokio::test]
async fn a_stale_report_loses_a_step_and_keeps_its_proof() {
    let (mut app, db, id, submission) = published().await;
    let mut mara = app.moderator("mara").await;
    note(&mut mara, submission, &[]).await;
    sqlx::query("update experience_originals set confirmed_on = current_date - interval '13 months'")
        .execute(&db)
        .await
        .unwrap();
    experiences::regrade_due(&db).await.unwrap();
    assert_eq!(grade(&db).await, ("C".into(), true));
    let page = app.get(&format!("/experiences/{id}")).await;
    assert!(page.says("Proof seen") && page.says("one step down"));

    let mut conn = db.acquire().await.unwrap();
    experiences::confirm(&mut conn, submission, time::OffsetDateTime::now_utc().date()).await.unwrap();
    assert_eq!(grade(&db).await, ("B".into(), true), "confirmed, it has its grade back");
}

#[tokio::test]
async fn a_proof_of_other_sums_does_not_support_an_amended_report() {
    let mut app = TestApp::new().await;
    let db = app.database.pool();
    let mut mara = app.moderator("mara").await;
    let link = a_submission().send(&mut app).await;
    approve(&mut mara, &db).await;
    let submission: SubmissionId =
        sqlx::query_scalar("select id from submissions").fetch_one(&db).await.unwrap();
    note(&mut mara, submission, &[]).await;
    a_submission().with("headline", "The same sums under another headline").amend(&mut app, &link).await;
    approve(&mut mara, &db).await;
    assert_eq!(grade(&db).await, ("B".into(), true));
    a_submission().with("revenue_total", "900").amend(&mut app, &link).await;
    approve(&mut mara, &db).await;
    assert_eq!(grade(&db).await, ("E".into(), false));
}

async fn approve(who: &mut SomebodyElse, db: &PgPool) {
    let item: ItemId = sqlx::query_scalar("select max(id) from review_items").fetch_one(db).await.unwrap();
    let version = who.claim(item).await;
    let done = who.previewed(&format!("/admin/items/{item}/approval"), &[("version", &version)]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn coming_back_a_week_later_is_grade_d() {
    let mut app = TestApp::new().await;
    let db = app.database.pool();
    let mut mara = app.moderator("mara").await;
    let link = a_submission().send(&mut app).await;
    approve(&mut mara, &db).await;
    for (days, expected) in [(6, "E"), (7, "D")] {
        sqlx::query(
            "update submissions set created_at = now() - make_interval(days => $1), link_used_on = null",
        )
        .bind(days)
        .execute(&db)
        .await
        .unwrap();
        app.get(&link).await;
        experiences::regrade_due(&db).await.unwrap();
        assert_eq!(grade(&db).await.0, "E", "opened after {days} days");
        app.post(&format!("{link}/here"), &[]).await;
        experiences::regrade_due(&db).await.unwrap();
        assert_eq!(grade(&db).await.0, expected, "{days} days");
    }
}

#[tokio::test]
async fn hostile_proofs_are_refused_with_their_words() {
    let (app, db, _, submission) = published().await;
    let mut mara = app.moderator("mara").await;
    let hostile: [&[(&str, &str)]; 6] = [
        &[("proof_kind", "selfie")],
        &[("result", "")],
        &[("checked_on", "2999-01-01")],
        &[("checked_on", "99999999999-1-1")],
        &[("note", "a NUL \0 here")],
        &[("form_key", "")],
    ];
    for fields in hostile {
        let refused = note(&mut mara, submission, fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields:?}");
        assert_eq!(refused.all(".errs li").len(), 1, "{fields:?}");
    }
    for gone in ["0", "9223372036854775807", "x"] {
        assert_eq!(mara.get(&format!("/admin/reports/{gone}")).await.status, StatusCode::NOT_FOUND);
        assert_eq!(
            mara.post(&format!("/admin/reports/{gone}/evidence"), &[]).await.status,
            StatusCode::NOT_FOUND
        );
        assert_eq!(
            mara.post(&format!("/admin/reports/{gone}/show-again"), &[]).await.status,
            StatusCode::NOT_FOUND
        );
    }
    for asked in ["%00", "FB-none", "99999999999999999999", "'"] {
        assert_eq!(mara.get(&format!("/admin/reports?q={asked}")).await.status, StatusCode::OK, "{asked}");
    }
    assert_eq!(grade(&db).await.0, "E");
}
