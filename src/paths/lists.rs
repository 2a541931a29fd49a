//! The closed lists of a path, as product and schema name them.

use crate::figures::Certainty;
use crate::values::{ClosedList as _, Word, closed_list};

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
    /// How money comes in.
    pub enum IncomeModel {
        Ads = "ads" => "Adverts",
        PaidContent = "paid_content" => "Paid content",
        ProductSubscription = "product_subscription" => "Product subscription",
        PerProject = "per_project" => "Per project",
        PerSession = "per_session" => "Per session",
        Retainer = "retainer" => "Retainer",
        SubcontractMargin = "subcontract_margin" => "Margin on subcontracted work",
        CourseSale = "course_sale" => "Course sales",
        DatasetSale = "dataset_sale" => "Data set sales",
        StockSale = "stock_sale" => "Stock sales",
        Equity = "equity" => "Equity",
        Other = "other" => "Something else",
    }
}

impl IncomeModel {
    /// Those that editors rate paths by, which say what it is.
    pub fn rated() -> &'static [Word] {
        match Self::WORDS {
            [rated @ .., _other] => rated,
            [] => &[],
        }
    }
}

closed_list! {
    /// Money put in, in US dollars.
    pub enum CapitalBand {
        None = "none" => "Nothing",
        Under50 = "under_50" => "Under $50",
        Under500 = "50_499" => "$50 to $499",
        Under5000 = "500_4999" => "$500 to $4,999",
        Under20000 = "5000_19999" => "$5,000 to $19,999",
        Over20000 = "20000_plus" => "$20,000 or more",
    }
}

impl CapitalBand {
    pub fn of_dollars(dollars: f64) -> Self {
        match dollars {
            ..=0.0 => Self::None,
            ..50.0 => Self::Under50,
            ..500.0 => Self::Under500,
            ..5_000.0 => Self::Under5000,
            ..20_000.0 => Self::Under20000,
            _ => Self::Over20000,
        }
    }
}

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

/// What only readers' reports can say of a path; by default what is true while there are none.
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
