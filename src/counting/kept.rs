use super::{Board, Entry};
use std::sync::{Arc, PoisonError, RwLock};
use time::{Date, OffsetDateTime};
use tokio::sync::OnceCell;

/// The board of this copy of the program: filled when first asked for, and brought up to date before it is read.
#[derive(Debug, Clone, Default)]
pub struct Kept(Arc<OnceCell<RwLock<AsOf>>>);

/// A board that knows every change up to a moment.
#[derive(Debug)]
struct AsOf {
    board: Board,
    moment: Moment,
}

/// A moment of a database: which transactions had ended, on which of its days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    /// As `pg_snapshot` writes it.
    pub snapshot: String,
    pub day: Date,
    pub at: OffsetDateTime,
}

impl Kept {
    /// The moment of the board. `fill` makes a board if there is none yet; others wait for it meanwhile.
    pub async fn moment<E>(
        &self,
        fill: impl Future<Output = Result<(Board, Moment), E>>,
    ) -> Result<Moment, E> {
        let first = async || fill.await.map(|(board, moment)| RwLock::new(AsOf { board, moment }));
        let kept = self.0.get_or_try_init(first).await?;
        Ok(kept.read().unwrap_or_else(PoisonError::into_inner).moment.clone())
    }

    /// Makes `entries` known, and those of `ids` that are not among them gone; false if somebody else took the board beyond
    /// `since` meanwhile.
    pub fn apply(&self, since: &Moment, now: Moment, ids: &[i64], entries: Vec<Entry>) -> bool {
        let Some(kept) = self.0.get() else { return false };
        let mut kept = kept.write().unwrap_or_else(PoisonError::into_inner);
        if kept.moment != *since {
            return false;
        }
        ids.iter().for_each(|id| kept.board.remove(*id));
        entries.into_iter().for_each(|entry| kept.board.put(entry));
        kept.moment = now;
        true
    }

    /// Puts another board in the place of this one.
    pub fn replace(&self, board: Board, moment: Moment) {
        if let Some(kept) = self.0.get() {
            *kept.write().unwrap_or_else(PoisonError::into_inner) = AsOf { board, moment };
        }
    }

    /// Reads the board as it is; an empty one if it was never filled.
    pub fn read<T>(&self, read: impl FnOnce(&Board) -> T) -> T {
        match self.0.get() {
            Some(kept) => read(&kept.read().unwrap_or_else(PoisonError::into_inner).board),
            None => read(&Board::default()),
        }
    }
}
