//! A verdict, and its line in the log. Both take the transaction of whoever decides.

use crate::{
    accounts::Member,
    moderation::{
        decision::Decision,
        item::{ItemId, LastDecision},
        undo::Undo,
    },
    submissions::ReviewState,
    values::{AccountId, ClosedList as _},
};
use sqlx::{PgConnection, PgExecutor};

#[derive(Debug)]
pub struct Judged {
    pub submission_id: i64,
    pub revision_id: i64,
}

/// Holds the item's submission until the transaction ends, so that its author changes nothing meanwhile; gives its
/// state. Whoever changes both takes the submission first.
pub async fn hold_submission(conn: &mut PgConnection, item: ItemId) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar!(
        r#"
        select s.state from submissions s join review_items i on i.submission_id = s.id
        where i.id = $1 for no key update of s
        "#,
        item.0,
    )
    .fetch_optional(conn)
    .await
}

/// Writes the verdict if the item is still as `by` read it and `by` holds it; none when it is not, or when an approval takes a
/// second reader since and this is the first.
pub async fn judge(
    conn: &mut PgConnection,
    item: ItemId,
    version: i32,
    by: AccountId,
    decision: &Decision,
) -> sqlx::Result<Option<Judged>> {
    sqlx::query_as!(
        Judged,
        r#"
        update review_items
        set state = $4, decided_at = now(), decided_by = $3, claimed_by = null, claimed_until = null, held_since = null,
            version = version + 1, reason_codes = $5, message = $6, note = $7
        where id = $1 and version = $2 and state = 'claimed' and claimed_by = $3
          and ($4 <> 'approved' or first_reader <> $3 or not takes_two_readers(review_items))
        returning submission_id as "submission_id!", revision_id as "revision_id!"
        "#,
        item.0,
        version,
        by.0,
        decision.verdict.word(),
        &decision.reason_words(),
        decision.message,
        decision.note,
    )
    .fetch_optional(conn)
    .await
}

/// Hands the item to somebody else to read; false when it is not `by`'s in this version, or somebody has approved it: theirs
/// is one of the two approvals. Where two must approve it anyway, handing it over is none. With the wait for a proof goes what
/// was written to ask for it.
pub async fn hand_over(
    conn: &mut PgConnection,
    item: ItemId,
    version: i32,
    by: AccountId,
) -> sqlx::Result<bool> {
    let handed = sqlx::query!(
        r#"
        update review_items
        set state = 'queued', claimed_by = null, claimed_until = null, held_since = null, needs_second_reader = true,
            first_reader = case when takes_two_readers(review_items) then null else $3 end, version = version + 1,
            reason_codes = '{}', message = case when held_since is null then message else '' end,
            note = case when held_since is null then note else '' end
        where id = $1 and version = $2 and state = 'claimed' and claimed_by = $3 and first_reader is null
        "#,
        item.0,
        version,
        by.0,
    )
    .execute(conn)
    .await?;
    Ok(handed.rows_affected() == 1)
}

/// An item as somebody holds it: its id, the version that was read, and the account.
pub type Held = (ItemId, i32, AccountId);

/// Notes the first of two approvals and leaves the item to somebody else; false when it is not held so. The words go
/// with it, for the second reader to send or to change.
pub async fn pass_on(
    conn: &mut PgConnection,
    (item, version, by): Held,
    decision: &Decision,
) -> sqlx::Result<bool> {
    let passed = sqlx::query!(
        r#"
        update review_items
        set state = 'queued', claimed_by = null, claimed_until = null, held_since = null, first_reader = $3,
            needs_second_reader = true, version = version + 1, reason_codes = '{}', message = $4, note = $5
        where id = $1 and version = $2 and state = 'claimed' and claimed_by = $3 and first_reader is null
        "#,
        item.0,
        version,
        by.0,
        decision.message,
        decision.note,
    )
    .execute(conn)
    .await?;
    Ok(passed.rows_affected() == 1)
}

/// Leaves the item waiting for its author's proof, an appeal as one; gives its submission. None when it is not held so.
pub async fn hold_for_proof(
    conn: &mut PgConnection,
    (item, version, by): Held,
    decision: &Decision,
) -> sqlx::Result<Option<i64>> {
    let held = sqlx::query_scalar!(
        r#"
        update review_items
        set state = case state when 'appealed' then state else 'queued' end, claimed_by = null, claimed_until = null,
            held_since = now(), version = version + 1, reason_codes = $4, message = $5, note = $6
        where id = $1 and version = $2 and state in ('claimed', 'appealed') and claimed_by = $3
        returning submission_id as "submission_id!"
        "#,
        item.0,
        version,
        by.0,
        &decision.reason_words(),
        decision.message,
        decision.note,
    );
    held.fetch_optional(conn).await
}

/// Refuses an item that may be a machine's and that nobody else reads, claimed or not; none when it is not as it was
/// read.
pub async fn judge_suspected(
    conn: &mut PgConnection,
    (item, version, by): Held,
    decision: &Decision,
) -> sqlx::Result<Option<Judged>> {
    sqlx::query_as!(
        Judged,
        r#"
        update review_items
        set state = 'rejected', decided_at = now(), decided_by = $3, claimed_by = null, claimed_until = null,
            held_since = null, version = version + 1, reason_codes = $4, message = $5, note = $6
        where id = $1 and version = $2 and suspected and revision_id is not null
          and (state = 'queued' or state = 'claimed' and (claimed_by = $3 or claimed_until <= now()))
        returning submission_id as "submission_id!", revision_id as "revision_id!"
        "#,
        item.0,
        version,
        by.0,
        &decision.reason_words(),
        decision.message,
        decision.note,
    )
    .fetch_optional(conn)
    .await
}

/// Opens a decided item again, in the hands of whoever undoes it unless somebody else must read it, without the words that
/// the decision had: the next may be another one. Gives what it was and its submission. None when it is too late, somebody
/// else's, or anything came after it.
pub async fn reopen(conn: &mut PgConnection, undo: &Undo) -> sqlx::Result<Option<(ReviewState, i64)>> {
    let row = sqlx::query!(
        r#"
        with was as (select id, state from review_items where id = $1 for update)
        update review_items i
        set state = case when i.first_reader = $3 then 'queued' else 'claimed' end,
            claimed_by = case when i.first_reader = $3 then null else $3 end,
            claimed_until = case when i.first_reader = $3 then null else now() + make_interval(mins => $6) end,
            decided_at = null, decided_by = null, reason_codes = '{}', message = '', note = '', version = i.version + 1
        from was
        where i.id = was.id and i.version = $2 and i.revision_id is not null
          and i.state in ('approved', 'changes_requested', 'rejected')
          and (i.decided_by = $3 or $4) and i.decided_at > now() - make_interval(mins => $5)
          and not exists (select from review_items l where l.submission_id = i.submission_id and l.id > i.id)
          and not exists (select from flags f where f.submission_id = i.submission_id and f.made_at > i.decided_at)
          and not exists (select from appeals a where a.item_id = i.id)
        returning was.state as "was: ReviewState", i.submission_id as "submission_id!"
        "#,
        undo.item.0,
        undo.version,
        undo.by.0,
        undo.of_anybody,
        undo.within_minutes,
        undo.claim_minutes,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| (row.was, row.submission_id)))
}

/// The revision of the same submission that was approved before this item, and the day of that.
pub async fn approved_before(db: impl PgExecutor<'_>, item: ItemId) -> sqlx::Result<Option<i64>> {
    sqlx::query_scalar!(
        r#"
        select e.revision_id as "revision_id!"
        from review_items i join review_items e on e.submission_id = i.submission_id and e.id < i.id
        where i.id = $1 and e.revision_id is not null and e.state in ('approved', 'overturned')
        order by e.id desc limit 1
        "#,
        item.0,
    )
    .fetch_optional(db)
    .await
}

/// The class of outcome that an item is about; empty where there is none.
pub async fn class_of(db: impl PgExecutor<'_>, item: ItemId) -> sqlx::Result<String> {
    let class = sqlx::query_scalar!("select outcome_class from review_subjects where item_id = $1", item.0);
    Ok(class.fetch_optional(db).await?.flatten().unwrap_or_default())
}

/// The newest decision of this account that may still be taken back.
pub async fn last_decision(
    db: impl PgExecutor<'_>,
    account: AccountId,
    within_minutes: i32,
) -> sqlx::Result<Option<LastDecision>> {
    sqlx::query_as!(
        LastDecision,
        r#"
        select i.id as "id: _", i.version, i.state as "state: _", r.headline as title
        from review_items i join submission_revisions r on r.id = i.revision_id
        where i.decided_by = $1 and i.state in ('approved', 'changes_requested', 'rejected')
          and i.decided_at > now() - make_interval(mins => $2)
        order by i.decided_at desc limit 1
        "#,
        account.0,
        within_minutes,
    )
    .fetch_optional(db)
    .await
}

/// A line of the log, for an item of any kind; `outcome_class` is empty where there is none. What leads to no published
/// experience appears with its week, on the Monday after.
pub async fn record(
    db: impl PgExecutor<'_>,
    item: ItemId,
    by: &Member,
    action: &str,
    reasons: &[String],
    outcome_class: &str,
    experience_id: Option<i64>,
) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        insert into moderation_events (item_id, kind, submission_id, account_id, role, handle, action, reason_codes, path_id,
                                       outcome_class, experience_id, public_from)
        select i.id, i.kind, coalesce(i.submission_id, f.submission_id), $2, $3, $4, $5, $6, t.path_id, $7, $8::bigint,
               case when $8::bigint is null
                    then (date_trunc('week', now() at time zone 'utc') + interval '7 days') at time zone 'utc'
                    else now() end
        from review_items i join review_subjects t on t.item_id = i.id left join flags f on f.id = i.flag_id
        where i.id = $1
        "#,
        item.0,
        by.id.0,
        by.role.word(),
        by.handle,
        action,
        reasons,
        outcome_class,
        experience_id,
    )
    .execute(db)
    .await?;
    Ok(())
}
