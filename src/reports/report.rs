//! A report as it is sent: every answer typed, checked as a whole, and what its numbers come to.

use super::{
    AiHelpedWrite, AiUse, AmountsAre, Audience, Background, CapitalBand, Channel, Dollars, IncomeModel, Kind,
    Region, Status, StopReason, TeachingShare, Years,
};
use crate::values::{Cents, Currency, Month, PathId, VariantId};
use serde::{Deserialize, Serialize};
use time::Date;

/// One revision's answers. Every sum of it is in the currency that its [`Sums`] name. Its JSON is flat: every field under
/// the name that its column has in the database.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Report {
    pub kind: Kind,
    pub path_id: PathId,
    pub variant_id: Option<VariantId>,
    #[serde(flatten)]
    pub who: Who,
    #[serde(flatten)]
    pub what: What,
    #[serde(flatten)]
    pub when: When,
    #[serde(flatten)]
    pub effort: Effort,
    #[serde(flatten)]
    pub money: Sums,
    #[serde(flatten)]
    pub seller: Seller,
    #[serde(flatten)]
    pub story: Story,
    #[serde(flatten)]
    pub consent: Consent,
    #[serde(flatten)]
    pub plan: Plan,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Who {
    pub background: Background,
    pub years_in_field: Years,
    pub audience_before: Audience,
    pub had_paid_before: Option<bool>,
    pub region: Region,
    pub country: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct What {
    pub income_model: Vec<IncomeModel>,
    pub ai_used_for: Vec<AiUse>,
    pub tools: Vec<String>,
    pub first_customer_channel: Channel,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct When {
    pub started_on: Month,
    pub first_income_on: Option<Month>,
    pub stopped_on: Option<Month>,
    /// The day on which all this was true.
    pub as_of: Date,
    pub status: Status,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Effort {
    pub hours_per_week: f64,
    pub weeks_active: i32,
    /// Hours in all, unpaid learning and selling included; from the week's hours unless the author knows better.
    pub hours_total: f64,
}

/// Every sum is in hundredths of `currency`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sums {
    pub currency: Currency,
    /// The sums in US dollars; none while a rate that they need is not known, also of what was told since. It is worked out
    /// whenever the report is read, so that it follows the rates.
    #[serde(skip)]
    pub usd: Option<Dollars>,
    pub upfront_cost: Cents,
    pub running_cost_total: Cents,
    pub people_paid_total: Cents,
    pub revenue_total: Cents,
    pub refunds_total: Cents,
    pub last3m_revenue: Option<Cents>,
    pub last3m_cost: Option<Cents>,
    pub amounts_are: AmountsAre,
    pub capital_band: CapitalBand,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Seller {
    pub teaching_share: TeachingShare,
    pub sells_on_topic: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Story {
    pub headline: String,
    pub what_i_did: String,
    pub what_went_wrong: String,
    pub tell_a_friend: String,
    pub stop_reasons: Vec<StopReason>,
    pub months_until_copied: Option<i16>,
    /// Until the price or the income was half of what it had been.
    pub months_until_halved: Option<i16>,
    pub ai_helped_write: AiHelpedWrite,
}

impl Story {
    /// All its words, as they are compared with those of other reports.
    pub fn told(&self) -> String {
        format!("{} {} {}", self.what_i_did, self.what_went_wrong, self.tell_a_friend)
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Consent {
    pub may_publish_story: bool,
    pub in_open_data: bool,
    pub may_contact: bool,
}

/// A plan may be changed for so many hours after it is first sent; later changes are shown as amendments.
pub const PLAN_OPEN_HOURS: i64 = 24;

/// The plan of somebody who registers a start; empty for a report told afterwards.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    pub target_monthly: Option<Cents>,
    pub stop_if_below: Option<Cents>,
    pub stop_by: Option<Month>,
    pub budget: Option<Cents>,
    /// How the author will meet the reasons for which others stopped.
    pub premortem: Vec<String>,
}
