//! The ways in which an attempt could end, put to whoever begins one: those that people on the same path named most.

use crate::{
    reports::StopReason,
    submissions::queries::{self, Named},
    values::{ClosedList as _, Slug, is_blank},
    web::FormData,
};
use sqlx::PgConnection;

/// How many are asked about.
const ASKED: usize = 3;
/// Fewer people than these say too little of a path.
pub const LEAST_PEOPLE: i64 = 5;

/// Each way with its control and the words under which its answer is kept.
pub const WAYS: [(StopReason, &str, &str); 10] = [
    (StopReason::NoCustomers, "if_no_customers", "If no customer comes"),
    (StopReason::HoursNotWorthIt, "if_not_worth_it", "If it is not worth the hours"),
    (StopReason::CopiedOrUndercut, "if_copied", "If others copy it"),
    (StopReason::AiMadeItWorthless, "if_worthless", "If AI makes it worthless"),
    (StopReason::QualityComplaints, "if_complaints", "If people complain about the quality"),
    (StopReason::PlatformRule, "if_platform_rule", "If a platform’s rule gets in the way"),
    (StopReason::Costs, "if_costs", "If it costs too much"),
    (StopReason::NoTime, "if_no_time", "If there is no time"),
    (StopReason::LostInterest, "if_lost_interest", "If it bores you"),
    (StopReason::LegalOrEthical, "if_legal", "If it turns out wrong or illegal"),
];

/// One question of the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WhatIf {
    pub field: &'static str,
    pub label: &'static str,
    /// How many on the path named it, and when it struck; empty where too few did.
    pub said: String,
}

/// The setbacks to ask about: the path's three most named reasons, filled up with the commonest anywhere, and
/// whatever was answered before.
pub async fn asked(conn: &mut PgConnection, form: &FormData) -> sqlx::Result<Vec<WhatIf>> {
    let named = match Slug::try_from(form.value("path").to_owned()) {
        Ok(path) => queries::most_named(conn, path.as_str(), LEAST_PEOPLE).await?,
        Err(_) => Vec::new(),
    };
    let of_path = named.iter().filter_map(|named| {
        let (_, field, label) = WAYS.into_iter().find(|(reason, ..)| reason.word() == named.reason)?;
        Some(WhatIf { field, label, said: said(named) })
    });
    let mut asked: Vec<WhatIf> = of_path.take(ASKED).collect();
    for (_, field, label) in WAYS {
        let answered = !is_blank(form.value(field));
        if !asked.iter().any(|known| known.field == field) && (asked.len() < ASKED || answered) {
            asked.push(WhatIf { field, label, said: String::new() });
        }
    }
    Ok(asked)
}

fn said(named: &Named) -> String {
    let when = match (named.people, named.month) {
        (..10, _) => String::new(),
        (_, 1) => ", in the middle case after 1 month".to_owned(),
        (_, month) => format!(", in the middle case after {month} months"),
    };
    format!("{} of {} who stopped on this path named it{when}.", named.people, named.of)
}
