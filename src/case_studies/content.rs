use super::{CaseOutcome, Moment, Relation, Step};
use crate::{
    reports::{Background, Grade, IncomeModel},
    values::{Slug, UsdCents, closed_list, day_of_file},
};
use serde::{Deserialize, Serialize};
use time::Date;

/// The fields of a case study beside its prose, as a file of `content/cases/` or an editor's form has it: the file's keys,
/// and in JSON the names of the columns.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct CaseContent {
    pub path: Slug,
    pub variant: Option<Slug>,
    pub title: String,
    pub person_label: String,
    pub background: Option<Background>,
    pub lede: String,
    pub outcome: CaseOutcome,
    pub relation: Relation,
    pub grade: Grade,
    pub headline_sum: String,
    pub who_pays: Option<String>,
    pub brought: Option<String>,
    pub customers: Option<String>,
    pub ai_tools: Vec<String>,
    pub income_model: Vec<IncomeModel>,
    pub steps: Vec<Step>,
    pub timeline: Vec<Moment>,
    pub lesson: String,
    pub unknown: Vec<String>,
    pub observed_year: Option<i16>,
    pub precision: Option<Precision>,
    #[serde(deserialize_with = "day_of_file")]
    pub last_checked_on: Date,
    pub source: String,
    pub locator: String,
    pub facts: Vec<i16>,
    pub figures: Vec<FigureContent>,
}

/// A number of a case study, with what it is a number of.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct FigureContent {
    pub kind: FigureKind,
    pub bound: Bound,
    pub min: f64,
    pub max: Option<f64>,
    pub unit: Unit,
    pub gross_or_net: GrossOrNet,
    pub currency_as_written: Option<String>,
    pub derived_from: Option<String>,
    pub says: String,
}

closed_list! {
    /// How exactly the time of a case is known.
    pub enum Precision {
        Year = "year" => "Year",
        Month = "month" => "Month",
    }
}

closed_list! {
    /// The kind of thing that a number of a case counts.
    pub enum FigureKind {
        Income = "income" => "Income",
        Price = "price" => "Price",
        Units = "units" => "Units",
        Audience = "audience" => "Audience",
        Saving = "saving" => "Saving",
        Effort = "effort" => "Effort",
        Count = "count" => "Count",
    }
}

closed_list! {
    pub enum Bound {
        Exact = "exact" => "Exactly",
        Approx = "approx" => "About",
        AtLeast = "at_least" => "At least",
        MoreThan = "more_than" => "More than",
        Range = "range" => "A range",
    }
}

closed_list! {
    pub enum Unit {
        UsdPerMonth = "usd_per_month" => "US dollars a month",
        UsdPerYear = "usd_per_year" => "US dollars a year",
        UsdPerProject = "usd_per_project" => "US dollars a project",
        UsdPerSession = "usd_per_session" => "US dollars a session",
        UsdPerSeat = "usd_per_seat" => "US dollars a place",
        ItemsPerDay = "items_per_day" => "Items a day",
        ProjectsPerMonth = "projects_per_month" => "Projects a month",
        Percent = "percent" => "Per cent",
        Days = "days" => "Days",
        Weeks = "weeks" => "Weeks",
        Months = "months" => "Months",
        Count = "count" => "Pieces",
    }
}

closed_list! {
    pub enum GrossOrNet {
        Gross = "gross" => "Before costs",
        Net = "net" => "After costs",
        NotStated = "not_stated" => "Not stated",
    }
}

impl CaseContent {
    /// The middle of the monthly income told; of a sum for a year a twelfth. None if no income is told.
    pub fn monthly(&self) -> Option<UsdCents> {
        let of_unit =
            |unit| move |figure: &&FigureContent| figure.kind == FigureKind::Income && figure.unit == unit;
        let find = |unit| self.figures.iter().find(of_unit(unit)).map(FigureContent::middle);
        let dollars = find(Unit::UsdPerMonth).or_else(|| Some(find(Unit::UsdPerYear)? / 12.0))?;
        Some(UsdCents((dollars * 100.0).round() as i64))
    }

    /// Mistakes that serde cannot see, a complaint each: the key and what is wrong with it.
    pub fn complaints(&self) -> Vec<String> {
        let wrong =
            |figure: &FigureContent| Some(format!("figures “{}”: {}", figure.says, figure.complaint()?));
        let mut complaints: Vec<String> = self.figures.iter().filter_map(wrong).collect();
        if self.observed_year.is_some() != self.precision.is_some() {
            complaints.push("observed_year and precision go together".to_owned());
        }
        if self.facts.is_empty() {
            complaints.push("facts: a case carries at least one".to_owned());
        }
        complaints
    }
}

impl FigureContent {
    fn middle(&self) -> f64 {
        self.max.map_or(self.min, |max| (self.min + max) / 2.0)
    }

    /// The first thing that does not fit together; none where all does.
    pub fn complaint(&self) -> Option<&'static str> {
        let is_range = self.bound == Bound::Range;
        if is_range != self.max.is_some() {
            Some("a range has a max, and nothing else has")
        } else if self.max.is_some_and(|max| max < self.min) {
            Some("max is below min")
        } else if self.unit.is_money() && self.currency_as_written.is_none() {
            Some("money needs the currency as written")
        } else {
            None
        }
    }
}

impl Unit {
    fn is_money(self) -> bool {
        use Unit::*;
        matches!(self, UsdPerMonth | UsdPerYear | UsdPerProject | UsdPerSession | UsdPerSeat)
    }
}
