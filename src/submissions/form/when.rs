use super::{
    answer::{Answer, Answers},
    draft::{Draft, DraftContext},
    fields::{self, MonthFields, apart, put, put_month},
};
use crate::{
    clock,
    reports::{Audience, Background, Region, Report, Status, When, Who, Years},
    values::{Line, Month, is_blank, month},
    web::{Errors, FormData, Reader},
};
use time::{Date, Duration};

pub const FIELDS: &[&str] = &[
    "status",
    START_DAY,
    "start_month",
    "start_year",
    "first_month",
    "first_year",
    "stop_month",
    "stop_year",
    "background",
    "years_in_field",
    "audience_before",
    "had_paid_before",
    "region",
    "country",
];

const START_DAY: &str = "start_day";
const START: MonthFields = ["start_month", "start_year"];
const FIRST: MonthFields = ["first_month", "first_year"];
const STOP: MonthFields = ["stop_month", "stop_year"];

/// Days by which a start may be dated back when it is registered.
pub const MOST_DAYS_BACK: i64 = 31;

/// When it was, and who tried it.
#[derive(Debug)]
pub struct WhenPart {
    pub who: Who,
    pub when: When,
}

pub fn read(draft: &Draft, given: &DraftContext) -> Result<WhenPart, Errors> {
    let mut reader = fields::reader(&draft.form, FIELDS);
    let when = if draft.is_start() {
        start(&mut reader, draft.began_on, given.today)
    } else {
        told(&mut reader, given.today)
    };
    let who = who(&mut reader);
    match (who, when) {
        (Some(who), Some(when)) if reader.errors.is_empty() => Ok(WhenPart { who, when }),
        _ => Err(reader.errors),
    }
}

/// The dates of somebody who begins now.
fn start(reader: &mut Reader<'_>, began_on: Date, today: Date) -> Option<When> {
    let day = reader.value(START_DAY);
    let is_left_out = is_blank(day) && fields::are_blank(reader, START);
    let month = if is_left_out { None } else { fields::month(reader, START, "The month you start") };
    let Some(started) = date(day, month) else {
        if month.is_some() || month::day(day).is_none() {
            reader.errors.add(START_DAY, "The day you start must be a date, like 14 3 2026");
        }
        return None;
    };
    let furthest = clock::furthest(today);
    if started > furthest {
        let complaint = format!("The day you start must be today or earlier, not {}", said(started));
        reader.errors.add(amiss(started, furthest), complaint);
    } else if Month::of(started) > Month::of(clock::furthest(began_on)) {
        let complaint = format!(
            "You registered it in {}. What begins later is another start: register that one as well",
            Month::of(began_on)
        );
        reader.errors.add(amiss(started, began_on), complaint);
    }
    if is_dated_back(started, began_on) {
        let complaint =
            "A start can be registered up to 31 days back. If you began earlier, tell it afterwards instead";
        reader.errors.add(amiss(started, began_on - Duration::days(MOST_DAYS_BACK)), complaint);
    }
    // However late it is changed, a plan says nothing of how it went: it stands as of the day it was registered.
    let started_on = Month::of(started);
    let as_of = began_on.max(started_on.first_day());
    Some(When { started_on, first_income_on: None, stopped_on: None, as_of, status: Status::Trying })
}

fn date(day: &str, month: Option<Month>) -> Option<Date> {
    month?.first_day().replace_day(month::day(day)?).ok()
}

/// As the form's own example is written.
fn said(day: Date) -> String {
    format!("{} {}", day.day(), Month::of(day))
}

/// The field in which a day differs from another.
fn amiss(day: Date, other: Date) -> &'static str {
    let (month, other) = (Month::of(day), Month::of(other));
    if month == other { START_DAY } else { apart(START, month, other) }
}

/// Whether the day of a start is what is wrong, so that it may be one to tell afterwards.
pub fn is_start_amiss(errors: &Errors) -> bool {
    [START_DAY, START[0], START[1]].iter().any(|field| errors.get(field).is_some())
}

fn is_dated_back(started: Date, began_on: Date) -> bool {
    started < began_on - Duration::days(MOST_DAYS_BACK)
}

/// The dates of somebody who tells it afterwards.
fn told(reader: &mut Reader<'_>, today: Date) -> Option<When> {
    let status = reader.choice("status", "Choose how it stands today");
    let so_far = fields::so_far(today);
    let started_on = fields::month_within(reader, START, "The month you started", so_far);
    let first_income_on = first_income(reader, status, so_far);
    let stopped_on = stop(reader, status, so_far);
    let (status, started_on) = (status?, started_on?);
    // Where a new month has begun already, it is told as of that.
    let months = [Some(started_on), first_income_on, stopped_on].into_iter().flatten();
    let as_of = months.map(Month::first_day).fold(today, Date::max);
    let when = When { started_on, first_income_on, stopped_on, as_of, status };
    check_order(reader, &when);
    Some(when)
}

fn first_income(reader: &mut Reader<'_>, status: Option<Status>, so_far: [Month; 2]) -> Option<Month> {
    let month =
        |reader: &mut Reader<'_>| fields::month_within(reader, FIRST, "The month of first income", so_far);
    let blank = fields::are_blank(reader, FIRST);
    match status {
        Some(Status::Trying | Status::StoppedBeforeIncome) if !blank => {
            let complaint = "You say that nothing came in: leave the month of first income empty, or change how it stands";
            reader.errors.add(FIRST[0], complaint);
            None
        }
        Some(Status::Earning | Status::StoppedAfterIncome) => month(reader),
        _ if blank => None,
        _ => month(reader),
    }
}

fn stop(reader: &mut Reader<'_>, status: Option<Status>, so_far: [Month; 2]) -> Option<Month> {
    let blank = fields::are_blank(reader, STOP);
    match status {
        Some(Status::StoppedBeforeIncome | Status::StoppedAfterIncome) => {
            fields::month_within(reader, STOP, "The month you stopped", so_far)
        }
        Some(_) if !blank => {
            let complaint = "You say that you have not stopped: leave the month you stopped empty, or change how it stands";
            reader.errors.add(STOP[0], complaint);
            None
        }
        _ => None,
    }
}

fn check_order(reader: &mut Reader<'_>, when: &When) {
    let started = when.started_on;
    if let Some(first) = when.first_income_on.filter(|first| *first < started) {
        reader.errors.add(apart(FIRST, first, started), "First income cannot come before you started");
    }
    if let Some(stopped) = when.stopped_on.filter(|stopped| *stopped < started) {
        reader.errors.add(apart(STOP, stopped, started), "You cannot have stopped before you started");
    }
}

fn who(reader: &mut Reader<'_>) -> Option<Who> {
    let background = reader.choice("background", "Choose the work you come from");
    let years_in_field = reader.choice("years_in_field", "Choose how long you had done that work");
    let audience_before = reader.choice("audience_before", "Choose how many followers you had before");
    let had_paid_before = reader.optional("had_paid_before", |text| match text {
        "yes" => Ok(true),
        "no" => Ok(false),
        _ => Err("Answer yes or no, or leave it at not saying".to_owned()),
    });
    let region = reader.choice("region", "Choose the part of the world you work from");
    let country = reader.optional("country", |text| Line::<1, 60>::parse(text, "Your country"));
    Some(Who {
        background: background?,
        years_in_field: years_in_field?,
        audience_before: audience_before?,
        had_paid_before,
        region: region?,
        country: country.map(Line::into_string),
    })
}

pub fn fill(form: &mut FormData, report: &Report) {
    let (when, who) = (&report.when, &report.who);
    put(form, "status", when.status);
    put_month(form, START, Some(when.started_on));
    put_month(form, FIRST, when.first_income_on);
    put_month(form, STOP, when.stopped_on);
    // A revision keeps the month alone: its last day, or the day of sending in the same month, is never too early.
    let last = when.started_on.first_day().month().length(when.started_on.year());
    let day = if Month::of(when.as_of) == when.started_on { when.as_of.day() } else { last };
    form.set(START_DAY, day.to_string());
    put(form, "background", who.background);
    put(form, "years_in_field", who.years_in_field);
    put(form, "audience_before", who.audience_before);
    if let Some(had) = who.had_paid_before {
        form.set("had_paid_before", if had { "yes" } else { "no" });
    }
    put(form, "region", who.region);
    form.set("country", who.country.as_deref().unwrap_or_default());
}

pub fn answers(draft: &Draft) -> Vec<Answer> {
    let answers = Answers::of(draft);
    let answers = if draft.is_start() {
        let form = &draft.form;
        let month = Month::parse(form.value(START[0]), form.value(START[1])).ok();
        let typed = || [START_DAY, START[0], START[1]].map(|field| form.value(field)).join(" ");
        let said = date(form.value(START_DAY), month).map_or_else(typed, said);
        answers.said("Start", START_DAY, said.trim())
    } else {
        answers
            .chosen::<Status>("How it stands", "status")
            .month("Started", START)
            .month("First income", FIRST)
            .month("Stopped", STOP)
    };
    answers
        .chosen::<Background>("Work you come from", "background")
        .chosen::<Years>("Years in it", "years_in_field")
        .chosen::<Audience>("Followers before", "audience_before")
        .yes_or_no("Sold something before", "had_paid_before")
        .chosen::<Region>("Part of the world", "region")
        .text("Country", "country")
        .list
}
