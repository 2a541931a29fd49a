//! The vocabulary of a report: what is told of an attempt, what its numbers come to, and what its author told since. Without
//! I/O, so that whoever reads reports, public or private, may rest on it.

mod arithmetic;
mod dollars;
mod lists;
mod report;
mod update;
mod with_updates;

pub use arithmetic::{Figures, WEEKS_A_MONTH};
pub use dollars::{Dollars, last_three};
pub use lists::{
    AiHelpedWrite, AiUse, AmountsAre, Audience, Background, CapitalBand, Channel, DurationBand, Grade,
    HourlyBand, IncomeModel, Kind, MonthlyBand, Region, Status, StopReason, TeachingShare, WaitBand, Years,
};
pub use report::{Consent, Effort, PLAN_OPEN_HOURS, Plan, Report, Seller, Story, Sums, What, When, Who};
pub use update::{StillDoing, Update, UpdateState};
#[cfg(test)]
pub(crate) use with_updates::tests::a_plan;
pub use with_updates::{FEW_HOURS, JUMP, ReportWithUpdates, SMALL_SUM_USD, SOON_DAYS};
