use super::{
    passage::Passages,
    places::{self, Of},
    queries,
};
use crate::{accounts::Member, moderation, paths, submissions::ReasonCode};
use sqlx::PgPool;

/// The reasons for which something is taken out by order.
pub const REASONS: [ReasonCode; 2] = [ReasonCode::IdentifiesOthers, ReasonCode::IllegalOrHarmful];

const ATTEMPTS: usize = 3;

/// The reason in the history of a page of the directory.
const WHY: &str =
    "A passage about somebody was taken out by order, here and in this history. […] stands in its place.";

/// Something to be taken out, by whom and why.
#[derive(Debug)]
pub struct Order {
    pub passages: Passages,
    pub reason: ReasonCode,
}

impl Order {
    /// Takes the passages out and gives how often they stood there; the words, what is told of it and the line in the log
    /// stand or fall together. Nothing is told where nothing was found.
    pub async fn carry_out(&self, db: &PgPool, by: &Member, of: Of) -> sqlx::Result<i64> {
        // A row that somebody else changes in this moment is read once more.
        for _ in 1..ATTEMPTS {
            match self.attempt(db, by, of).await {
                Err(sqlx::Error::RowNotFound) => {}
                done => return done,
            }
        }
        self.attempt(db, by, of).await
    }

    async fn attempt(&self, db: &PgPool, by: &Member, of: Of) -> sqlx::Result<i64> {
        let mut tx = db.begin().await?;
        queries::hold(&mut tx, of).await?;
        let taken = places::take_out(&mut tx, of, &self.passages).await?;
        if taken.times == 0 {
            return Ok(0);
        }
        for ((month, name), lines) in &taken.lines {
            queries::mark_cut(&mut tx, month, name, *lines).await?;
        }
        queries::record(&mut tx, by.id, of, self.reason, taken.times).await?;
        match of {
            Of::Report(id) => {
                moderation::note_order(&mut tx, by, id, self.reason).await?;
                queries::forget_sketches(&mut tx, id).await?;
            }
            Of::Case(id) => queries::note_case(&mut tx, by, id, WHY).await?,
            Of::Path(id) => {
                queries::note_path(&mut tx, by, id, WHY).await?;
                paths::index_words(&mut tx, id).await?;
            }
        }
        tx.commit().await?;
        Ok(taken.times)
    }
}
