//! The arithmetic of honesty: pure functions from what people reported to the figures a page may print.
//!
//! A figure that a sample is too small for is `None` here, so that no template can print it.

mod bands;
mod bootstrap;
mod came;
pub mod certainty;
mod cohort;
mod example;
mod fence;
pub mod fragile;
pub mod grade;
mod hourly;
mod incidence;
mod median;
mod outcome;
mod random;
mod sample;
mod silent;
mod spread;
mod summary;
mod wilson;
pub mod words;

pub use bands::{Band, DOT_BANDS, MONTHLY_BANDS, tally};
pub use bootstrap::IncidenceBand;
pub use came::Came;
pub use certainty::{Certainty, Ladder};
pub use cohort::{Cohort, Event, Observation, Tally};
pub use example::worked_example;
pub use fence::{Beyond, Fence, Fenced, Fences, Reach, WHILE_TOO_FEW};
pub use fragile::Ranged;
pub use grade::Grade;
pub use hourly::below;
pub use incidence::{Incidence, Point};
pub use median::{Middle, median_ranks, quantile};
pub use outcome::{Ending, Outcome};
pub use sample::{Sample, Share};
pub use silent::Silent;
pub use spread::{Monthly, Spread};
pub use summary::Summary;
pub use wilson::{Interval, wilson};

#[cfg(test)]
mod crosscheck;
