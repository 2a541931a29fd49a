//! The schema's rules as complaints: the last line behind the form's own checks.

use super::step::{Complaint, Step};
use crate::web::broke;

const RULES: [(&str, Step, &str, &str); 11] = [
    (
        "submission_revisions_dates_in_order",
        Step::When,
        "start_month",
        "These months do not follow each other",
    ),
    ("submission_revisions_months", Step::When, "start_month", "A month must be given as a month and a year"),
    (
        "submission_revisions_status_fits_dates",
        Step::When,
        "status",
        "How it stands does not fit the months below",
    ),
    ("submission_revisions_money_sane", Step::Money, "revenue_total", "An amount is larger than we can keep"),
    (
        "submission_revisions_refunds_within_revenue",
        Step::Money,
        "refunds_total",
        "Refunds cannot be more than income",
    ),
    (
        "submission_revisions_income_has_date",
        Step::Money,
        "revenue_total",
        "Income and its first month do not fit",
    ),
    (
        "submission_revisions_hours_worked",
        Step::Money,
        "hours_per_week",
        "Hours must be more than 0 and 112 or fewer",
    ),
    (
        "submission_revisions_headline_length",
        Step::Story,
        "headline",
        "Your headline must be 10 to 120 characters (from 5 in Chinese, Japanese or Korean)",
    ),
    (
        "submission_revisions_story_length",
        Step::Story,
        "what_i_did",
        "Each part of your story must be 80 to 2,000 characters (from 40 in Chinese, Japanese or Korean)",
    ),
    ("submission_revisions_path_id_fkey", Step::What, "path", "This path is gone: choose another"),
    (
        "submission_revisions_variant_id_fkey",
        Step::What,
        "variant",
        "This form is gone: choose another, or none",
    ),
];

/// The complaint to the author whose report broke a rule of the schema; `None` when something else went wrong.
pub fn broken(error: &sqlx::Error) -> Option<Complaint> {
    let (_, step, field, words) = RULES.into_iter().find(|(name, ..)| broke(error, name))?;
    Some(Complaint { step, field, words: words.to_owned() })
}
