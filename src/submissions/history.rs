use super::{ReasonCode, reason};
use crate::values::closed_list;
use sqlx::PgExecutor;
use time::OffsetDateTime;

closed_list! {
    /// How the reading of one revision stands.
    pub enum ReviewState {
        Queued = "queued" => "Waiting for a moderator",
        Claimed = "claimed" => "Being read",
        Approved = "approved" => "Published",
        ChangesRequested = "changes_requested" => "Changes asked for",
        Rejected = "rejected" => "Not published",
        Appealed = "appealed" => "Refused and appealed against",
        Overturned = "overturned" => "Published after a second reading",
        Upheld = "upheld" => "Not published after a second reading",
        Withdrawn = "withdrawn" => "Replaced or taken back by its author",
    }
}

impl ReviewState {
    /// What a ruling on an appeal says to its author; empty for every other state.
    pub fn ruling(self) -> &'static str {
        match self {
            Self::Overturned => "You were right, and the refusal is taken back.",
            Self::Upheld => "We read your report again, and the refusal stands.",
            _ => "",
        }
    }
}

/// One revision as it was sent, and what became of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Sent {
    pub revision_id: i64,
    /// From 1, in the order of sending.
    pub number: i32,
    pub sent_at: OffsetDateTime,
    pub review: ReviewState,
    pub decided_at: Option<OffsetDateTime>,
    /// Since when a moderator waits for a proof.
    pub held_since: Option<OffsetDateTime>,
    /// Whether a moderator has it open at this moment.
    pub is_being_read: bool,
    /// Whether it is the version that readers see while the report is published.
    pub is_live: bool,
    pub reasons: Vec<ReasonCode>,
    /// The moderator's words to the author; empty when there are none.
    pub message: String,
}

/// Every revision of this submission, the newest first.
pub async fn history(db: impl PgExecutor<'_>, submission_id: i64) -> sqlx::Result<Vec<Sent>> {
    let rows = sqlx::query!(
        r#"
        select r.id, r.number, r.sent_at, i.state as "review: ReviewState", i.decided_at, i.held_since, i.reason_codes, i.message,
               coalesce(i.claimed_until > now(), false) as "is_being_read!",
               coalesce(s.live_revision_id = r.id, false) as "is_live!"
        from submission_revisions r
        join submissions s on s.id = r.submission_id
        join review_items i on i.revision_id = r.id
        where r.submission_id = $1
        order by r.number desc
        "#,
        submission_id,
    )
    .fetch_all(db)
    .await?;
    let sent = rows.into_iter().map(|row| Sent {
        revision_id: row.id,
        number: row.number,
        sent_at: row.sent_at,
        review: row.review,
        decided_at: row.decided_at,
        held_since: row.held_since,
        is_being_read: row.is_being_read,
        is_live: row.is_live,
        reasons: reason::of_words(&row.reason_codes),
        message: row.message,
    });
    Ok(sent.collect())
}
