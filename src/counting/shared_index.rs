use super::{Entry, ReportIndex};
use crate::values::ExperienceId;
use std::sync::{Arc, PoisonError, RwLock};
use time::{Date, OffsetDateTime};
use tokio::sync::Mutex;

/// The index of this copy of the program: filled when first asked for, and brought up to date before it is read.
#[derive(Debug, Clone, Default)]
pub struct SharedIndex(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    index: RwLock<Option<AsOf>>,
    /// Held by whoever fills an index; others wait for it meanwhile.
    filling: Mutex<()>,
}

/// An index that knows every change up to a moment.
#[derive(Debug)]
struct AsOf {
    index: ReportIndex,
    moment: Moment,
}

/// A moment of a database: which transactions had ended, on which of its days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    /// The database whose numbers the snapshot has. Those of another database say nothing, nor do those of this one after
    /// it was put back to an earlier state.
    pub database: String,
    /// As `pg_snapshot` writes it.
    pub snapshot: String,
    pub day: Date,
    pub at: OffsetDateTime,
}

impl SharedIndex {
    /// The moment of the index. `fill` makes an index if there is none yet.
    pub async fn moment<E>(
        &self,
        fill: impl Future<Output = Result<(ReportIndex, Moment), E>>,
    ) -> Result<Moment, E> {
        match self.known() {
            Some(moment) => Ok(moment),
            None => self.fill(None, fill).await,
        }
    }

    /// Puts what `fill` makes in the place of the index of `since`, unless somebody else did.
    pub async fn replace<E>(
        &self,
        since: &Moment,
        fill: impl Future<Output = Result<(ReportIndex, Moment), E>>,
    ) -> Result<(), E> {
        self.fill(Some(since), fill).await.map(drop)
    }

    async fn fill<E>(
        &self,
        since: Option<&Moment>,
        fill: impl Future<Output = Result<(ReportIndex, Moment), E>>,
    ) -> Result<Moment, E> {
        let _others_wait = self.0.filling.lock().await;
        if let Some(known) = self.known().filter(|known| Some(known) != since) {
            return Ok(known);
        }
        let (index, moment) = fill.await?;
        let filled = AsOf { index, moment: moment.clone() };
        *self.0.index.write().unwrap_or_else(PoisonError::into_inner) = Some(filled);
        Ok(moment)
    }

    fn known(&self) -> Option<Moment> {
        let kept = self.0.index.read().unwrap_or_else(PoisonError::into_inner);
        kept.as_ref().map(|kept| kept.moment.clone())
    }

    /// Makes `entries` known, and those of `ids` that are not among them gone; false if somebody else took the index beyond
    /// `since` meanwhile.
    pub fn apply(&self, since: &Moment, now: Moment, ids: &[ExperienceId], entries: Vec<Entry>) -> bool {
        let mut kept = self.0.index.write().unwrap_or_else(PoisonError::into_inner);
        let Some(kept) = kept.as_mut().filter(|kept| kept.moment == *since) else { return false };
        ids.iter().for_each(|id| kept.index.remove(*id));
        entries.into_iter().for_each(|entry| kept.index.put(entry));
        kept.moment = now;
        true
    }

    /// Reads the index as it is; an empty one if it was never filled.
    pub fn read<T>(&self, read: impl FnOnce(&ReportIndex) -> T) -> T {
        match &*self.0.index.read().unwrap_or_else(PoisonError::into_inner) {
            Some(kept) => read(&kept.index),
            None => read(&ReportIndex::default()),
        }
    }
}
