//! The facts of one experience as its page says them.

use super::{
    Experience,
    experience::{hours_a_week, months_in_words},
};
use crate::{
    figures::Ending,
    reports::{Kind, MonthlyBand, TeachingShare},
    values::{Cell, ClosedList as _, MERGED, Quarter, UsdCents, how_many},
};
use std::fmt::Display;

/// A fact's name, what it says, and a remark in small letters.
type Fact = (&'static str, String, String);

impl Experience {
    pub fn ending(&self) -> Ending {
        self.status.into()
    }

    /// The four facts on top: what was left, when it began to pay, and what it took.
    pub fn headline_facts(&self) -> Vec<Fact> {
        vec![self.take_home(), self.an_hour(), self.first_income(), self.time()]
    }

    fn take_home(&self) -> Fact {
        let said = match (self.monthly_net_usd, self.monthly_net_band) {
            (Some(monthly), _) => (format!("{monthly} a month"), "while active, after costs, before tax"),
            (None, MonthlyBand::NotYetKnown) => ("Not known yet".to_owned(), "the attempt is still open"),
            (None, _) => ("Not told".to_owned(), "its sums cannot be told in dollars yet"),
        };
        ("Take-home", said.0, said.1.to_owned())
    }

    /// Whether it is a plan of which nothing has been told since.
    fn is_open_plan(&self) -> bool {
        self.monthly_net_band == MonthlyBand::NotYetKnown
    }

    fn an_hour(&self) -> Fact {
        if self.is_open_plan() {
            return ("For an hour", "Not known yet".to_owned(), "no hour is told of yet".to_owned());
        }
        let hours = format!("over {}, unpaid ones included", how_many(self.hours_total.round(), "hour"));
        match self.net_hourly_usd {
            Some(hourly) => ("For an hour", hourly.to_string(), format!("{hours}, before tax")),
            None => ("For an hour", "Not known".to_owned(), hours),
        }
    }

    fn first_income(&self) -> Fact {
        let (said, remark) = match self.months_to_first_income {
            Some(0) => ("The first month".to_owned(), ""),
            Some(wait) => (format!("After {}", months_in_words(wait)), ""),
            None if self.is_open_plan() => ("None yet".to_owned(), "nothing was told since the plan"),
            None => ("None".to_owned(), "nothing was earned so far"),
        };
        ("First income", said, remark.to_owned())
    }

    fn time(&self) -> Fact {
        let span = match self.is_open_plan() {
            true => "as planned".to_owned(),
            false => format!("for {}", months_in_words(self.duration_months)),
        };
        ("Time", hours_a_week(self.hours_per_week), span)
    }

    /// The money, gross never without net; of a plan, what is planned.
    pub fn money(&self) -> Vec<(&'static str, String)> {
        let sum = |name, sum: Option<UsdCents>| sum.map(|sum| (name, sum.to_string()));
        let put_in = |name| (name, self.capital_band.to_string());
        if self.is_open_plan() {
            let budget = sum("Planned to be spent, at most", self.budget_usd);
            return budget.into_iter().chain([put_in("Money to be put in")]).collect();
        }
        let sums = [
            sum("Money in, before refunds and costs", self.revenue_total_usd),
            sum("Costs in all", self.costs_total_usd),
            sum("Left after costs and refunds, before tax", self.net_total_usd),
        ];
        let about =
            [put_in("Money put in"), ("The author’s sums are", self.amounts_are.to_string().to_lowercase())];
        sums.into_iter().flatten().chain(about).collect()
    }

    /// Who did what, and how.
    pub fn circumstances(&self) -> Vec<(&'static str, String)> {
        let rows = [
            ("Form of the path", self.variant()),
            ("Background", self.background.to_string()),
            ("Years in that field", self.years_in_field.to_string()),
            ("Followers before", self.audience_before.to_string()),
            ("Region", self.region.to_string()),
            ("How money comes in", listed(&self.income_model)),
            ("What AI was used for", listed(&self.ai_used_for)),
            ("Tools", listed(&self.tools)),
            ("First customer", self.first_customer_channel.to_string()),
            ("Why it was stopped", listed(&self.stop_reasons)),
            (
                "Months until it was copied",
                self.months_until_copied.map_or(String::new(), |months| months.to_string()),
            ),
            (
                "Months until price or income had halved",
                self.months_until_halved.map_or(String::new(), |months| months.to_string()),
            ),
            ("Did AI help to write this?", self.ai_helped_write.to_string()),
        ];
        rows.into_iter().filter(|(_, said)| !said.is_empty()).collect()
    }

    /// Events with their quarters, in order.
    pub fn timeline(&self) -> Vec<(&'static str, Quarter)> {
        let mut events = vec![("Started", self.started_on)];
        events.extend(self.first_income_on.map(|quarter| ("First income", quarter)));
        events.extend(self.stopped_on.map(|quarter| ("Stopped", quarter)));
        if self.stopped_on.is_none() {
            events.push(("Last word of it", self.as_of));
        }
        events
    }

    /// The parts of the story whose publication the author agreed to, as paragraphs of plain text.
    pub fn story(&self) -> Vec<(&'static str, Vec<&str>)> {
        let titles = match self.kind {
            Kind::RegisteredStart => ["What I set out to do", "What I feared", "Why this path"],
            Kind::ToldAfterwards => ["What I did", "What went wrong", "What I would tell a friend"],
        };
        let parts = [&self.what_i_did, &self.what_went_wrong, &self.tell_a_friend];
        titles
            .into_iter()
            .zip(parts)
            .filter_map(|(title, text)| Some((title, paragraphs(text.as_deref()?))))
            .collect()
    }

    /// A sentence on what the author earns by talking about the path; none where that is nothing.
    pub fn sells(&self) -> Option<String> {
        if !self.seller {
            return None;
        }
        Some(match self.teaching_share {
            Cell::Shown(TeachingShare::None) => "The author sells something about this path.".to_owned(),
            Cell::Shown(share) => format!(
                "Part of this income that came from teaching or selling tools about the path: {}.",
                share.label().to_lowercase()
            ),
            Cell::Merged => "The author teaches this path or sells something about it.".to_owned(),
        })
    }

    /// Whether it has no place in figures in dollars.
    pub fn is_without_rate(&self) -> bool {
        self.monthly_net_band == MonthlyBand::NoRate
    }

    /// The proof that a moderator saw, and when: "Payout statement, November 2026".
    pub fn proof(&self) -> Option<String> {
        Some(format!("{}, {}", self.proof_kind?, self.proof_on?))
    }

    fn variant(&self) -> String {
        let merged = self.variant_is_merged.then(|| MERGED.1.to_owned());
        self.variant_name.clone().or(merged).unwrap_or_default()
    }
}

fn listed<T: Display>(values: &[T]) -> String {
    values.iter().map(T::to_string).collect::<Vec<_>>().join(", ")
}

fn paragraphs(text: &str) -> Vec<&str> {
    text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty()).collect()
}
