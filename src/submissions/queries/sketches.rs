//! Sketches of each story and answer by which those like it are found: made when the text is stored.

use crate::values::{UpdateId, sketch};
use sqlx::{PgConnection, PgPool};
use std::time::{Duration, Instant};

/// How many texts are gone through in one transaction, and how long in one go.
const AT_ONCE: i64 = 500;
const AT_MOST: Duration = Duration::from_secs(40);

/// Keeps the sketch of an answer's words.
pub async fn keep_of_update(conn: &mut PgConnection, update_id: UpdateId, note: &str) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into story_sketches (update_id, marks) values ($1, $2) on conflict do nothing",
        update_id.0,
        &sketch(note),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Makes the sketches of what an older copy of the program stored without; what is not done in time is done the next time.
pub async fn catch_up(db: &PgPool) -> sqlx::Result<()> {
    let begin = Instant::now();
    while begin.elapsed() < AT_MOST && catch_up_some(db).await? > 0 {}
    Ok(())
}

async fn catch_up_some(db: &PgPool) -> sqlx::Result<usize> {
    let without = sqlx::query!(
        r#"
        (select r.id as revision_id, null::bigint as update_id,
                r.what_i_did || ' ' || r.what_went_wrong || ' ' || r.tell_a_friend as "text!"
         from submission_revisions r
         where not exists (select from story_sketches k where k.revision_id = r.id) order by r.id desc limit $1)
        union all
        (select null, u.id, u.note from experience_updates u
         where u.note <> '' and not exists (select from story_sketches k where k.update_id = u.id)
         order by u.id desc limit $1)
        "#,
        AT_ONCE,
    )
    .fetch_all(db)
    .await?;
    let mut tx = db.begin().await?;
    for text in &without {
        // Erased meanwhile, it needs none.
        sqlx::query!(
            r#"
            insert into story_sketches (revision_id, update_id, marks)
            select r.id, u.id, $3
            from (select $1::bigint as revision_id, $2::bigint as update_id) as wanted
            left join submission_revisions r on r.id = wanted.revision_id
            left join experience_updates u on u.id = wanted.update_id
            where coalesce(r.id, u.id) is not null
            on conflict do nothing
            "#,
            text.revision_id,
            text.update_id,
            &sketch(&text.text),
        )
        .execute(&mut *tx)
        .await?;
    }
    tx.commit().await?;
    Ok(without.len())
}
