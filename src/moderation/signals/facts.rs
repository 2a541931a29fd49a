//! What a report comes to, in words for whoever judges it.

use super::rules::{Rule, Signal};
use crate::{
    figures::Amounts,
    reports::{Report, TeachingShare},
    values::{Cents, ClosedList, Currency, Month, UsdCents, how_many, isolated},
};

#[derive(Debug)]
pub struct Fact {
    pub label: &'static str,
    pub value: String,
    pub note: String,
    /// `hot` or `warmc` for what needs a look.
    pub tone: &'static str,
}

impl Fact {
    fn new(label: &'static str, value: impl Into<String>) -> Self {
        Self { label, value: value.into(), note: String::new(), tone: "" }
    }

    fn note(self, note: impl Into<String>) -> Self {
        Self { note: note.into(), ..self }
    }

    fn tone_if(self, holds: bool, tone: &'static str) -> Self {
        if holds { Self { tone, ..self } } else { self }
    }
}

/// The figures that decide most cases. `others` are the path's published reports.
pub fn facts(report: &Report, path_name: &str, others: &Amounts, signals: &[Signal]) -> Vec<Fact> {
    let figures = report.figures();
    let found = |rule| signals.iter().any(|signal| signal.rule == rule);
    let currency = report.money.currency;
    let take_home = match report.month_usd() {
        Some(monthly) => Fact::new("Take-home", format!("{} a month", monthly.whole_from(EXACT_BELOW)))
            .note(place(monthly.two_digits(), others))
            .tone_if(found(Rule::Large), "hot"),
        None => Fact::new("Take-home", figures.monthly_net_band.label()),
    };
    let hourly = report.hourly_in_words().map(|hourly| format!("{hourly} an hour"));
    let as_planned = || if report.is_open_plan() { "as planned".to_owned() } else { String::new() };
    let hours = Fact::new("Hours", format!("{} a week", report.effort.hours_per_week))
        .note(hourly.unwrap_or_else(as_planned))
        .tone_if(found(Rule::Numbers), "hot");
    let first = figures
        .months_to_first_income
        .map_or("None so far".to_owned(), |month| format!("Month {}", month.max(1)));
    let months_ago = Month::of(report.when.as_of).months_since(report.when.started_on);
    let declared = Fact::new("Declared", declared(report));
    let net = Fact::new("Net in all", money(report.money.net_total(), currency)).note(format!(
        "{} in, {} back",
        money(report.money.revenue_total, currency),
        money(report.money.refunds_total, currency)
    ));
    let spent = Fact::new("Spent", money(report.money.costs_total(), currency));
    let planned =
        |name, sum: Option<Cents>| Fact::new(name, sum.map_or_else(String::new, |sum| money(sum, currency)));
    let (net, spent) = if report.is_open_plan() {
        let aim = planned("Aims at, a month", report.plan.target_monthly);
        (aim, planned("Plans to spend", report.plan.budget).note("at most"))
    } else {
        (net, spent)
    };
    vec![
        Fact::new("Path", isolated(path_name)),
        take_home,
        hours,
        Fact::new("First income", first),
        net,
        spent,
        Fact::new("Started", report.when.started_on.to_string())
            .note(format!("{} before this report", how_many(months_ago, "month"))),
        if found(Rule::Seller) {
            declared.note("the story says otherwise").tone_if(true, "warmc")
        } else {
            declared
        },
    ]
}

/// Its place among the path's published reports: "above 12 of 14".
fn place(monthly: UsdCents, others: &Amounts) -> String {
    let lower = others.month_sums().filter(|(other, _)| *other < monthly);
    let (below, n) = (lower.map(|(_, people)| people).sum::<usize>(), others.n());
    match (below, n) {
        (_, 0) => "the first of this path".to_owned(),
        (below, n) if below == n => format!("above all {n} reports"),
        (below, n) => format!("above {below} of {n} reports"),
    }
}

fn declared(report: &Report) -> String {
    match (report.seller.teaching_share, report.seller.sells_on_topic) {
        (TeachingShare::None, false) => "Sells nothing on it".to_owned(),
        (TeachingShare::None, true) => "Sells something on it".to_owned(),
        (share, _) => format!("Teaching: {}", share.label().to_lowercase()),
    }
}

/// Every other answer, as the author gave it; blank ones are left out.
pub fn answers(report: &Report) -> Vec<(&'static str, String)> {
    let Report { who, what, when, effort, money: sums, story, consent, plan, .. } = report;
    let sum = |amount: Option<Cents>| amount.map_or_else(String::new, |amount| money(amount, sums.currency));
    let yes = |holds: bool| if holds { "Yes" } else { "No" }.to_owned();
    let told = |answer: String| if report.is_open_plan() { String::new() } else { answer };
    let all = [
        ("Kind", report.kind.label().to_owned()),
        ("Background", format!("{}, {}", who.background, who.years_in_field)),
        ("Followers before", who.audience_before.to_string()),
        (
            "Region",
            [who.region.to_string(), who.country.as_deref().map(isolated).unwrap_or_default()].join(" "),
        ),
        ("How money comes in", labels(&what.income_model)),
        ("AI used for", labels(&what.ai_used_for)),
        ("Tools", isolated_each(&what.tools, ", ")),
        ("First customer", what.first_customer_channel.to_string()),
        ("First income in", when.first_income_on.map_or_else(String::new, |month| month.to_string())),
        ("Stopped in", when.stopped_on.map_or_else(String::new, |month| month.to_string())),
        (
            "Worked",
            told(format!(
                "{}, {} in all",
                how_many(effort.weeks_active, "week"),
                how_many(effort.hours_total, "hour")
            )),
        ),
        (
            "Costs",
            told(format!(
                "{} at first, {} running, {} to people",
                sum(Some(sums.upfront_cost)),
                sum(Some(sums.running_cost_total)),
                sum(Some(sums.people_paid_total))
            )),
        ),
        ("Last three months", sum(sums.last3m_revenue)),
        ("Costs of these", sum(sums.last3m_cost)),
        ("Amounts are", told(sums.amounts_are.to_string())),
        (
            if report.is_open_plan() { "Money to be put in" } else { "Money put in" },
            sums.capital_band.to_string(),
        ),
        ("Why stopped", labels(&story.stop_reasons)),
        ("AI helped to write", story.ai_helped_write.to_string()),
        ("Publish the story", yes(consent.may_publish_story)),
        ("In the open data", yes(consent.in_open_data)),
        ("Target a month", sum(plan.target_monthly)),
        ("Stops if below", sum(plan.stop_if_below)),
        ("By", plan.stop_by.map_or_else(String::new, |month| month.to_string())),
        ("Budget", sum(plan.budget)),
        ("Plans against failure", isolated_each(&plan.premortem, "; ")),
    ];
    all.into_iter().filter(|(_, answer)| !answer.trim().is_empty()).collect()
}

fn isolated_each(words: &[String], between: &str) -> String {
    words.iter().map(|words| isolated(words)).collect::<Vec<_>>().join(between)
}

fn labels<T: ClosedList>(values: &[T]) -> String {
    values.iter().map(|value| value.label()).collect::<Vec<_>>().join(", ")
}

/// Units below which hundredths are told.
const EXACT_BELOW: u64 = 20;

fn money(amount: Cents, currency: Currency) -> String {
    amount.whole_from(EXACT_BELOW).of(currency).to_string()
}
