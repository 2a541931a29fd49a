//! The arithmetic of honesty: pure functions from what people reported to the figures a page may print.
//!
//! A figure that a sample is too small for is `None` here, so that no template can print it.

mod amounts;
mod bands;
mod bounds;
mod came;
pub mod certainty;
mod cohort;
pub mod definitions;
mod example;
mod fence;
pub mod fragile;
pub mod grade;
mod hourly;
mod incidence;
mod lasting;
mod loss;
mod median;
mod outcome;
mod power;
mod sample;
mod spread;
mod strata;
mod summary;
mod wilson;
pub mod words;

pub use amounts::Amounts;
pub use bands::{Band, DOT_BANDS, MONTHLY_BANDS, tally};
pub use bounds::Bounds;
pub use came::Came;
pub use certainty::{Certainty, Ladder};
pub use cohort::{Cohort, Event, Observation, Tally};
pub use definitions::{DEFINITIONS, Definition, Starts};
pub use example::worked_example;
pub use fence::{Beyond, Fence, Fenced, Fences, Reach, WHILE_TOO_FEW};
pub use fragile::Ranged;
pub use grade::Grade;
pub use hourly::below;
pub use incidence::{Incidence, Likely, Point, Registered};
pub use lasting::{Lasting, Within};
pub use loss::OutOfPocket;
pub use median::{Middle, median_ranks, quantile, quantile_ranks};
pub use outcome::{Ending, Outcome};
pub use power::Detectable;
pub use sample::{Sample, Share};
pub use spread::{Monthly, Spread};
pub use strata::{Due, Strata};
pub use summary::Summary;
pub use wilson::{Interval, Open, wilson};

#[cfg(test)]
mod coverage;
#[cfg(test)]
mod crosscheck;
