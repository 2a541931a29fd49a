//! Who is asked for a proof by lot, whatever the sum: one in ten of those who say that they gained. The lot is an HMAC with
//! the installation's own key over the number of the report, or of the answer, so nobody can know it beforehand and whoever
//! holds the key can reckon it again. A report keeps its lot in every version.

pub use super::queries::is_unproved;
use crate::{db::server_key, values::SubmissionId};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use sqlx::PgPool;

pub const ONE_IN: u64 = 10;

#[derive(Debug)]
pub struct Lots(Vec<u8>);

impl Lots {
    pub async fn of(db: &PgPool) -> sqlx::Result<Self> {
        server_key(db, "draw").await.map(Self)
    }

    /// Whether this ticket is drawn.
    pub fn draws(&self, ticket: &str) -> bool {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).expect("HMAC takes a key of any length");
        mac.update(ticket.as_bytes());
        let lot =
            mac.finalize().into_bytes().iter().take(8).fold(0_u64, |lot, byte| lot << 8 | u64::from(*byte));
        lot.is_multiple_of(ONE_IN)
    }
}

/// The text that a report's lot is drawn over.
pub fn ticket_of_report(submission_id: SubmissionId) -> String {
    format!("report {submission_id}")
}

/// The text that the lot of a report's answer of this number is drawn over.
pub fn ticket_of_answer(submission_id: SubmissionId, number: i32) -> String {
    format!("answer {number} of {submission_id}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reports() -> impl Iterator<Item = SubmissionId> {
        (1..=10_000).map(SubmissionId)
    }

    #[test]
    fn one_in_ten_is_drawn_and_always_the_same() {
        let lots = Lots(vec![7; 32]);
        let drawn =
            |lots: &Lots| reports().filter(|id| lots.draws(&ticket_of_report(*id))).collect::<Vec<_>>();
        let first = drawn(&lots);
        // 1,000 with a standard deviation of 30.
        assert!((880..=1_120).contains(&first.len()), "{}", first.len());
        assert_eq!(drawn(&lots), first, "nobody is drawn anew");
        let answers = reports().filter(|id| lots.draws(&ticket_of_answer(*id, 1))).count();
        assert!((880..=1_120).contains(&answers), "{answers}");
    }

    #[test]
    fn another_key_draws_others() {
        let (one, other) = (Lots(vec![7; 32]), Lots(vec![8; 32]));
        let both = reports().map(ticket_of_report).filter(|ticket| one.draws(ticket) && other.draws(ticket));
        // 100 with a standard deviation of 10.
        assert!((50..=150).contains(&both.count()));
    }
}
