//! A verdict, and its line in the log. Both take the transaction of whoever decides.

use crate::{
    accounts::Member,
    moderation::{Action, Held, LastDecision, Submission, decisions::written::Written},
    reports::MonthlyBand,
    submissions::{ReasonCode, ReviewState},
    values::{AccountId, ClosedList as _, ExperienceId, ItemId, RevisionId},
};
use sqlx::{PgConnection, PgExecutor};

/// Holds the item's submission until the transaction ends, so that its author changes nothing meanwhile; none when it is about
/// none. Whoever changes both takes the submission first.
pub async fn hold_submission(conn: &mut PgConnection, item: ItemId) -> sqlx::Result<Option<Submission>> {
    sqlx::query_as!(
        Submission,
        r#"
        select i.id as "item: _", s.id, s.state as "state: _", i.revision_id, e.id as "experience_id?"
        from review_items i
        join submissions s on s.id = coalesce(i.submission_id, (select submission_id from flags where id = i.flag_id))
        left join experiences e on e.submission_id = s.id
        where i.id = $1 for no key update of s
        "#,
        item.0,
    )
    .fetch_optional(conn)
    .await
}

fn words(reasons: &[ReasonCode]) -> Vec<String> {
    reasons.iter().map(|reason| reason.word().to_owned()).collect()
}

/// Changes an item if it is as it is held, and says whether it was: `$1` is its number, `$2` the version that was read, and
/// `$3` who holds it.
macro_rules! change_held {
    ($conn:ident, $held:ident, $change:literal $(, $more:expr)* $(,)?) => {{
        let changed = sqlx::query!($change, $held.item.0, $held.version, $held.by.id.0 $(, $more)*);
        Ok(changed.execute($conn).await?.rows_affected() == 1)
    }};
}
pub(super) use change_held;

/// Writes the verdict; false when the item is not held so, or when an approval takes a second reader since and this is the
/// first.
pub async fn judge(conn: &mut PgConnection, held: &Held<'_>, written: &Written<'_>) -> sqlx::Result<bool> {
    change_held!(
        conn,
        held,
        r#"
        update review_items
        set state = $4, decided_at = now(), decided_by = $3, claimed_by = null, claimed_until = null, held_since = null,
            version = version + 1, reason_codes = $5, message = $6, note = $7
        where id = $1 and version = $2 and state = 'claimed' and claimed_by = $3
          and ($4 <> 'approved' or first_reader <> $3 or not takes_two_readers(review_items))
        "#,
        written.state.word(),
        &words(written.reasons),
        written.message,
        written.note,
    )
}

/// Hands the item to somebody else to read; false when it is not held so, or somebody has approved it: theirs is one of the
/// two approvals. Where two must approve it anyway, handing it over is none. With the wait for a proof goes what
/// was written to ask for it.
pub async fn hand_over(conn: &mut PgConnection, held: &Held<'_>) -> sqlx::Result<bool> {
    change_held!(
        conn,
        held,
        r#"
        update review_items
        set state = 'queued', claimed_by = null, claimed_until = null, held_since = null, needs_second_reader = true,
            first_reader = case when takes_two_readers(review_items) then null else $3 end, version = version + 1,
            reason_codes = '{}', message = case when held_since is null then message else '' end,
            note = case when held_since is null then note else '' end
        where id = $1 and version = $2 and state = 'claimed' and claimed_by = $3 and first_reader is null
        "#,
    )
}

/// Notes the first of two approvals and leaves the item to somebody else; false when it is not held so. The words go with
/// it, for the second reader to send or to change.
pub async fn pass_on(conn: &mut PgConnection, held: &Held<'_>, written: &Written<'_>) -> sqlx::Result<bool> {
    change_held!(
        conn,
        held,
        r#"
        update review_items
        set state = 'queued', claimed_by = null, claimed_until = null, held_since = null, first_reader = $3,
            needs_second_reader = true, version = version + 1, reason_codes = '{}', message = $4, note = $5
        where id = $1 and version = $2 and state = 'claimed' and claimed_by = $3 and first_reader is null
        "#,
        written.message,
        written.note,
    )
}

/// Leaves the item waiting for its author's proof, an appeal as one; false when it is not held so.
pub async fn hold_for_proof(
    conn: &mut PgConnection,
    held: &Held<'_>,
    written: &Written<'_>,
) -> sqlx::Result<bool> {
    change_held!(
        conn,
        held,
        r#"
        update review_items
        set state = case state when 'appealed' then state else 'queued' end, claimed_by = null, claimed_until = null,
            held_since = now(), version = version + 1, reason_codes = $4, message = $5, note = $6
        where id = $1 and version = $2 and state in ('claimed', 'appealed') and claimed_by = $3
        "#,
        &words(written.reasons),
        written.message,
        written.note,
    )
}

/// Refuses an item that may be a machine's and that nobody else reads, leased or not; false when it is not as it was read.
pub async fn judge_suspected(
    conn: &mut PgConnection,
    held: &Held<'_>,
    written: &Written<'_>,
) -> sqlx::Result<bool> {
    change_held!(
        conn,
        held,
        r#"
        update review_items
        set state = 'rejected', decided_at = now(), decided_by = $3, claimed_by = null, claimed_until = null,
            held_since = null, version = version + 1, reason_codes = $4, message = $5, note = $6
        where id = $1 and version = $2 and suspected and revision_id is not null
          and (state = 'queued' or state = 'claimed' and (claimed_by = $3 or claimed_until <= now()))
        "#,
        &words(written.reasons),
        written.message,
        written.note,
    )
}

/// A decision to be taken back.
#[derive(Debug)]
pub struct Undo<'a> {
    /// In the version after the decision.
    pub held: Held<'a>,
    /// Whether somebody else's decision may be taken back, too.
    pub of_anybody: bool,
    pub within_minutes: i32,
    pub lease_minutes: i32,
}

/// Opens a decided item again, in the hands of whoever undoes it unless somebody else must read it, without the words that
/// the decision had: the next may be another one. Gives what it was; none when it is too late, somebody
/// else's, or anything came after it.
pub async fn reopen(conn: &mut PgConnection, undo: &Undo<'_>) -> sqlx::Result<Option<ReviewState>> {
    sqlx::query_scalar!(
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
        returning was.state as "was: ReviewState"
        "#,
        undo.held.item.0,
        undo.held.version,
        undo.held.by.id.0,
        undo.of_anybody,
        undo.within_minutes,
        undo.lease_minutes,
    )
    .fetch_optional(conn)
    .await
}

/// The revision of the same submission that was approved before this item, and the day of that.
pub async fn approved_before(db: impl PgExecutor<'_>, item: ItemId) -> sqlx::Result<Option<RevisionId>> {
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

/// A line of the log, for an item of any kind. What leads to no published
/// experience appears with its week, on the Monday after.
pub async fn record(
    db: impl PgExecutor<'_>,
    item: ItemId,
    by: &Member,
    action: Action,
    reasons: &[ReasonCode],
    outcome_class: Option<MonthlyBand>,
    experience_id: Option<ExperienceId>,
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
        action.word(),
        &words(reasons),
        outcome_class.map_or("", MonthlyBand::word),
        experience_id.map(|id| id.0),
    )
    .execute(db)
    .await?;
    Ok(())
}
