use firstbucket::{
    publication,
    values::{RevisionId, SubmissionId},
};
use sqlx::PgPool;

/// What a moderator's approval does to the one report that waits, or that of two where it takes two.
pub async fn approve(db: &PgPool) {
    let mut tx = db.begin().await.unwrap();
    let (submission, revision): (SubmissionId, RevisionId) = sqlx::query_as(
        "update review_items set state = 'approved', decided_by = $1, decided_at = now(),
             needs_second_reader = false
         where state = 'queued' and kind <> 'update' returning submission_id, revision_id",
    )
    .bind(moderator(db).await)
    .fetch_one(&mut *tx)
    .await
    .unwrap();
    publication::publish(&mut tx, submission, revision).await.unwrap();
    tx.commit().await.unwrap();
}

/// What another verdict does to the one report that waits: `changes_requested` or `rejected`.
pub async fn refuse(db: &PgPool, verdict: &str) {
    let refused = sqlx::query(
        "update review_items set state = $1, decided_by = $2, decided_at = now(), reason_codes = '{missing_numbers}',
         message = 'Not like this.' where state = 'queued' and kind <> 'update'",
    );
    let refused = refused.bind(verdict).bind(moderator(db).await).execute(db).await.unwrap();
    assert_eq!(refused.rows_affected(), 1);
}

/// The number of somebody whose verdicts can be written down.
pub async fn moderator(db: &PgPool) -> i64 {
    let account = "insert into accounts (name, handle, role) values ('mo', 'm-1', 'moderator')
                   on conflict (name) do update set name = 'mo' returning id";
    sqlx::query_scalar(account).fetch_one(db).await.unwrap()
}
