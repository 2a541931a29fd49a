use super::{
    answer::{Answer, Answers},
    draft::{Draft, DraftContext},
    fields::{self, MonthFields, put, put_amount, put_hours, put_month},
};
use crate::{
    reports::{AmountsAre, CapitalBand, Effort, Plan, Report, Seller, Sums, TeachingShare, When},
    values::{Cents, ClosedList as _, Currency, Month, amount},
    web::{Errors, FormData, Reader},
};

pub const FIELDS: &[&str] = &[
    "hours_per_week",
    "weeks_active",
    "hours_total",
    "currency",
    "revenue_total",
    "refunds_total",
    "upfront_cost",
    "running_cost_total",
    "people_paid_total",
    "last3m_revenue",
    "last3m_cost",
    "amounts_are",
    "capital_band",
    "budget",
    "target_monthly",
    "stop_if_below",
    "stop_by_month",
    "stop_by_year",
    "teaching_share",
    "sells_on_topic",
];

const STOP_BY: MonthFields = ["stop_by_month", "stop_by_year"];

/// Until when somebody may mean to decide.
const LAST_YEAR: i32 = 2100;
/// Waking hours of a week.
const MOST_HOURS: u32 = 112;

#[derive(Debug)]
pub struct MoneyPart {
    pub effort: Effort,
    pub money: Sums,
    pub seller: Seller,
    pub plan: Plan,
}

/// `dates` are those of the page before, when they can be read: the numbers must fit them.
pub fn read(draft: &Draft, given: &DraftContext, dates: Option<&When>) -> Result<MoneyPart, Errors> {
    let mut reader = fields::reader(&draft.form, FIELDS);
    let (effort, money, plan) = if draft.is_start() {
        (
            planned_effort(&mut reader),
            nothing_yet(&mut reader, draft, given, dates),
            plan(&mut reader, draft, dates),
        )
    } else {
        let effort = effort(&mut reader, dates);
        (effort, money(&mut reader, draft, given, dates), Some(Plan::default()))
    };
    let seller = seller(&mut reader, draft.is_start());
    match (effort, money, seller, plan) {
        (Some(effort), Some(money), Some(seller), Some(plan)) if reader.errors.is_empty() => {
            Ok(MoneyPart { effort, money, seller, plan })
        }
        _ => Err(reader.errors),
    }
}

fn effort(reader: &mut Reader<'_>, dates: Option<&When>) -> Option<Effort> {
    let hours_per_week = hours(reader);
    let weeks = reader.parse("weeks_active", |text| match amount::whole(text, "Weeks", 2_000)? {
        0 => Err("Weeks must be 1 or more".to_owned()),
        weeks => Ok(weeks),
    });
    let most_weeks = dates.map(most_weeks);
    if let (Some(weeks), Some(most)) = (weeks, most_weeks)
        && weeks > most
    {
        let complaint = format!("Weeks must be {most} or fewer by the months you gave; you entered {weeks}");
        reader.errors.add("weeks_active", complaint);
    }
    let most_hours = weeks.unwrap_or(2_000) * MOST_HOURS;
    let told = reader.optional("hours_total", |text| above_zero(text, "Hours in all", most_hours));
    let (hours_per_week, weeks) = (hours_per_week?, weeks?);
    let hours_total = told.unwrap_or(hours_per_week * f64::from(weeks));
    Some(Effort { hours_per_week, weeks_active: i32::try_from(weeks).ok()?, hours_total })
}

fn hours(reader: &mut Reader<'_>) -> Option<f64> {
    reader.parse("hours_per_week", |text| above_zero(text, "Hours", MOST_HOURS))
}

fn above_zero(text: &str, name: &str, most: u32) -> Result<f64, String> {
    match amount::number(text, name, most)? {
        0.0 => Err(format!("{name} must be more than 0: count learning, selling and other unpaid hours too")),
        hours => Ok(hours),
    }
}

/// Weeks from the first day of the first month to the last day of the last one, or to today.
fn most_weeks(dates: &When) -> u32 {
    let end = dates.stopped_on.map_or(dates.as_of, |stopped| stopped.next().first_day().min(dates.as_of));
    let days = (end - dates.started_on.first_day()).whole_days().max(1);
    u32::try_from(days.unsigned_abs().div_ceil(7)).unwrap_or(u32::MAX)
}

fn money(reader: &mut Reader<'_>, draft: &Draft, given: &DraftContext, dates: Option<&When>) -> Option<Sums> {
    let currency = currency(reader, draft, given, dates);
    let chosen = chosen_currency(draft);
    let revenue_total = fields::amount(reader, "revenue_total", "Income", chosen);
    let refunds_total = fields::amount_or_none(reader, "refunds_total", "Refunds", chosen);
    let upfront_cost = fields::amount(reader, "upfront_cost", "Costs before the start", chosen);
    let running_cost_total = fields::amount(reader, "running_cost_total", "Running costs", chosen);
    let people_paid_total =
        fields::amount_or_none(reader, "people_paid_total", "What you paid to people", chosen);
    let months = |name| move |text: &str| fields::amount_in(text, name, chosen);
    let last3m_revenue = reader.optional("last3m_revenue", months("Income of three months"));
    let last3m_cost = reader.optional("last3m_cost", months("Costs of three months"));
    let amounts_are = reader.choice("amounts_are", "Choose how exact these amounts are");
    let capital_band =
        reader.choice("capital_band", "Choose how much of your own money you put in, in US dollars");
    let mut money = Sums {
        currency: currency?,
        usd: None,
        upfront_cost: upfront_cost?,
        running_cost_total: running_cost_total?,
        people_paid_total: people_paid_total?,
        revenue_total: revenue_total?,
        refunds_total: refunds_total?,
        last3m_revenue,
        last3m_cost,
        amounts_are: amounts_are?,
        capital_band: capital_band?,
    };
    money.set_dollars(&given.rates, given.months(dates));
    check_sums(reader, &money);
    if let Some(dates) = dates {
        check_income_date(reader, &money, dates);
    }
    Some(money)
}

fn check_sums(reader: &mut Reader<'_>, money: &Sums) {
    if money.refunds_total > money.revenue_total {
        reader.errors.add("refunds_total", "Refunds cannot be more than the income they were paid back from");
    }
    if money.last3m_revenue.is_some_and(|months| months > money.revenue_total) {
        reader
            .errors
            .add("last3m_revenue", "Three months cannot have brought more than all of them together");
    }
    if money.last3m_cost.is_some_and(|months| months > money.costs_total()) {
        reader.errors.add("last3m_cost", "Three months cannot have cost more than all of them together");
    }
    if money.last3m_cost.is_some() && money.last3m_revenue.is_none() {
        reader.errors.add("last3m_revenue", "Give the income of the last three months too, even if it is 0");
    }
}

fn check_income_date(reader: &mut Reader<'_>, money: &Sums, dates: &When) {
    let complaint = match (money.revenue_total > Cents(0), dates.first_income_on) {
        (true, None) => {
            "You gave no month of first income: change how it stands on the page before, or enter 0"
        }
        (false, Some(_)) => "You gave a month of first income, so income must be more than 0",
        _ => return,
    };
    reader.errors.add("revenue_total", complaint);
}

fn planned_effort(reader: &mut Reader<'_>) -> Option<Effort> {
    Some(Effort { hours_per_week: hours(reader)?, weeks_active: 0, hours_total: 0.0 })
}

/// The money of a start: nothing came in and nothing was spent.
fn nothing_yet(
    reader: &mut Reader<'_>,
    draft: &Draft,
    given: &DraftContext,
    dates: Option<&When>,
) -> Option<Sums> {
    let currency = currency(reader, draft, given, dates);
    let capital_band = budgeted(reader, draft, given, dates);
    let none = Cents(0);
    let mut money = Sums {
        currency: currency?,
        usd: None,
        upfront_cost: none,
        running_cost_total: none,
        people_paid_total: none,
        revenue_total: none,
        refunds_total: none,
        last3m_revenue: None,
        last3m_cost: None,
        amounts_are: AmountsAre::Rounded,
        capital_band: capital_band?,
    };
    money.set_dollars(&given.rates, given.months(dates));
    Some(money)
}

fn plan(reader: &mut Reader<'_>, draft: &Draft, dates: Option<&When>) -> Option<Plan> {
    let chosen = chosen_currency(draft);
    let budget = fields::amount(reader, "budget", "Your budget", chosen);
    let target_monthly = fields::amount(reader, "target_monthly", "Your target", chosen);
    let stop_if_below = fields::amount(reader, "stop_if_below", "The least you go on for", chosen);
    let started_on = dates.map_or(Month::of(draft.began_on), |dates| dates.started_on);
    let after_the_start = [started_on.next(), Month::numbered(LAST_YEAR, 12).unwrap_or(started_on)];
    let stop_by = fields::month_within(reader, STOP_BY, "The month by which you decide", after_the_start);
    if target_monthly.is_some() && stop_if_below > target_monthly {
        reader.errors.add("stop_if_below", "The least you go on for cannot be more than your target");
    }
    Some(Plan {
        target_monthly: Some(target_monthly?),
        stop_if_below: Some(stop_if_below?),
        stop_by: Some(stop_by?),
        budget: Some(budget?),
        premortem: Vec::new(),
    })
}

/// That of the answers which are added to these amounts, unless a rate between the two is known.
fn currency(
    reader: &mut Reader<'_>,
    draft: &Draft,
    given: &DraftContext,
    dates: Option<&When>,
) -> Option<Currency> {
    let currency = reader.choice("currency", "Choose the currency of these amounts")?;
    let has_rate = |currency| given.average(currency, dates).is_some();
    if let Some(answered_in) = draft.answered_in
        && currency != answered_in
        && !(has_rate(answered_in) && has_rate(currency))
    {
        let complaint = format!(
            "You answered in {}, and we know no rate between the two: keep that currency",
            answered_in.word()
        );
        reader.errors.add("currency", complaint);
    }
    Some(currency)
}

/// What sums are in as far as it is known while they are read.
fn chosen_currency(draft: &Draft) -> Option<Currency> {
    Currency::from_word(draft.form.value("currency"))
}

/// What the budget of a start comes to in US dollars; asked only where no rate is known.
fn budgeted(
    reader: &mut Reader<'_>,
    draft: &Draft,
    given: &DraftContext,
    dates: Option<&When>,
) -> Option<CapitalBand> {
    let budget = fields::amount_in(reader.value("budget"), "Your budget", chosen_currency(draft));
    match given.average(draft.currency(), dates) {
        None => reader.choice("capital_band", "Choose how much your budget is in US dollars"),
        // A budget that cannot be read is complained of by itself.
        Some(average) => Some(CapitalBand::of(average.in_usd(budget.ok()?))),
    }
}

/// A start has no income yet of which a share could come from teaching.
fn seller(reader: &mut Reader<'_>, is_start: bool) -> Option<Seller> {
    let teaching_share = if is_start && reader.value("teaching_share").is_empty() {
        Some(TeachingShare::None)
    } else {
        let comes = if is_start { "will come" } else { "came" };
        let complaint =
            format!("Choose how much of the income {comes} from teaching it, or selling tools about it");
        reader.choice("teaching_share", &complaint)
    };
    let complaint = "Say whether you sell a course, coaching or a tool about it";
    let sells_on_topic = fields::yes_or_no(reader, "sells_on_topic", complaint);
    Some(Seller { teaching_share: teaching_share?, sells_on_topic: sells_on_topic? })
}

pub fn fill(form: &mut FormData, report: &Report) {
    let Report { effort, money, seller, plan, .. } = report;
    put_hours(form, "hours_per_week", effort.hours_per_week);
    form.set("weeks_active", effort.weeks_active.to_string());
    if effort.hours_total != effort.hours_per_week * f64::from(effort.weeks_active) {
        put_hours(form, "hours_total", effort.hours_total);
    }
    put(form, "currency", money.currency);
    put_amount(form, "revenue_total", money.revenue_total);
    put_amount(form, "refunds_total", money.refunds_total);
    put_amount(form, "upfront_cost", money.upfront_cost);
    put_amount(form, "running_cost_total", money.running_cost_total);
    put_amount(form, "people_paid_total", money.people_paid_total);
    put(form, "amounts_are", money.amounts_are);
    put(form, "capital_band", money.capital_band);
    put(form, "teaching_share", seller.teaching_share);
    form.set("sells_on_topic", if seller.sells_on_topic { "yes" } else { "no" });
    let optional = [
        ("last3m_revenue", money.last3m_revenue),
        ("last3m_cost", money.last3m_cost),
        ("budget", plan.budget),
        ("target_monthly", plan.target_monthly),
        ("stop_if_below", plan.stop_if_below),
    ];
    for (field, amount) in optional {
        if let Some(amount) = amount {
            put_amount(form, field, amount);
        }
    }
    put_month(form, STOP_BY, plan.stop_by);
}

pub fn answers(draft: &Draft) -> Vec<Answer> {
    let answers = Answers::of(draft).number("Hours a week", "hours_per_week");
    let answers = if draft.is_start() {
        let answers = answers.chosen::<Currency>("Currency", "currency").amount("Budget", "budget");
        let is_asked = !draft.form.value("capital_band").is_empty();
        let answers = if is_asked {
            answers.chosen::<CapitalBand>("Budget in US dollars", "capital_band")
        } else {
            answers
        };
        answers
            .amount("Target a month", "target_monthly")
            .amount("Stop if a month brings less than", "stop_if_below")
            .month("Decide by", STOP_BY)
    } else {
        answers
            .number("Weeks", "weeks_active")
            .number("Hours in all", "hours_total")
            .chosen::<Currency>("Currency", "currency")
            .amount("Income", "revenue_total")
            .amount("Refunds", "refunds_total")
            .amount("Spent before the start", "upfront_cost")
            .amount("Running costs", "running_cost_total")
            .amount("Paid to people", "people_paid_total")
            .amount("Income, last three months", "last3m_revenue")
            .amount("Costs, last three months", "last3m_cost")
            .chosen::<AmountsAre>("These amounts are", "amounts_are")
            .chosen::<CapitalBand>("Own money put in", "capital_band")
    };
    answers
        .chosen::<TeachingShare>("From teaching or tools about it", "teaching_share")
        .yes_or_no("You sell such a thing", "sells_on_topic")
        .list
}
