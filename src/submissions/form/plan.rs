//! The one page of a start: what it asks.

use super::step::Step;
use crate::values::ClosedList as _;

/// The end of its address.
pub const PAGE: &str = "plan";

/// The names of its controls, in their order.
pub const FIELDS: &[&str] = &[
    "path",
    "path_other",
    "start_day",
    "start_month",
    "start_year",
    "hours_per_week",
    "currency",
    "budget",
    "capital_band",
    "background",
    "years_in_field",
    "audience_before",
    "region",
    "sells_on_topic",
    "target_monthly",
    "stop_if_below",
    "stop_by_month",
    "stop_by_year",
    "if_no_customers",
    "if_not_worth_it",
    "if_copied",
    "if_worthless",
    "if_complaints",
    "if_platform_rule",
    "if_costs",
    "if_no_time",
    "if_lost_interest",
    "if_legal",
    "headline",
    "what_i_did",
    "ai_helped_write",
    "own",
    "may_publish_story",
    "in_open_data",
    "may_contact",
    "email",
];

/// The page of a start on which this field is asked.
pub fn page_of(step: Step, field: &str) -> &'static str {
    if FIELDS.contains(&field) { PAGE } else { step.word() }
}
