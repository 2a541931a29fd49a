//! The closed lists of a path, as product and schema name them.

use crate::figures::Certainty;
use crate::values::{Word, closed_list};

pub(super) const BARRIER: &[Word] = &[
    ("very_low", "Very low"),
    ("low", "Low"),
    ("moderate", "Moderate"),
    ("high", "High"),
    ("very_high", "Very high"),
];

pub(super) const COMPETITION: &[Word] =
    &[("low", "Low"), ("moderate", "Moderate"), ("high", "High"), ("extreme", "Extreme")];

pub(super) const TREND: &[Word] = &[("rising", "Rising"), ("steady", "Steady"), ("falling", "Falling")];

pub(super) const EXPERTISE: &[Word] =
    &[("not_needed", "Not needed"), ("helpful", "Helpful"), ("required", "Required")];

pub(super) const MOAT: &[Word] =
    &[("none", "None"), ("thin", "Thin"), ("moderate", "Moderate"), ("strong", "Strong")];

pub(super) const MOAT_SOURCE: &[Word] = &[
    ("personal_voice", "A voice of your own"),
    ("niche_fit", "Fit to a niche"),
    ("client_results", "Results clients can see"),
    ("management", "Management"),
    ("domain_knowledge", "Knowledge of the field"),
    ("capital_network", "Capital and contacts"),
];

pub(super) const RISK: &[Word] =
    &[("low", "Low"), ("moderate", "Moderate"), ("high", "High"), ("very_high", "Very high")];

pub(super) const AT_STAKE: &[Word] = &[
    ("wasted_time", "Wasted time"),
    ("copied", "Being copied"),
    ("platform_dependence", "Dependence on a platform"),
    ("price_fall", "Falling prices"),
    ("client_loss", "Losing a client"),
    ("reputation", "Your reputation"),
    ("capital_loss", "Your money"),
];

pub(super) const NATURE: &[Word] = &[
    ("side_hustle", "Side job"),
    ("heavy_side_hustle", "Heavy side job"),
    ("small_business", "Small business"),
    ("investing", "Investing"),
];

pub(super) const SKILLS: &[Word] = &[
    ("writing", "Writing"),
    ("coding", "Coding"),
    ("prompting", "Steering AI"),
    ("profession_knowledge", "Knowing a trade"),
    ("selling", "Selling"),
    ("teaching", "Teaching"),
    ("managing_people", "Managing people"),
    ("data_analysis", "Reading data"),
    ("investing", "Judging investments"),
];

closed_list! {
    pub enum WhatYouSell {
        Content = "content" => "Content",
        Product = "product" => "A product",
        Advice = "advice" => "Advice",
        ManagedLabour = "managed_labour" => "Managed labour",
        Result = "result" => "A result",
        Course = "course" => "A course",
        Capital = "capital" => "Capital",
    }
}

closed_list! {
    /// By when half of those who reported had been paid.
    pub enum TimeToFirst {
        OneMonth = "le_1m" => "Within a month",
        ThreeMonths = "1_3m" => "1 to 3 months",
        SixMonths = "3_6m" => "3 to 6 months",
        OneYear = "6_12m" => "6 to 12 months",
        Longer = "gt_12m" => "More than a year",
        NotEnoughData = "not_enough_data" => "Not known yet",
    }
}

/// Measures of a path that only readers' reports can give; by default what is true while there are none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measured {
    pub time_to_first_income: TimeToFirst,
    pub certainty: Certainty,
}

impl Default for Measured {
    fn default() -> Self {
        Self { time_to_first_income: TimeToFirst::NotEnoughData, certainty: Certainty::VeryLow }
    }
}
