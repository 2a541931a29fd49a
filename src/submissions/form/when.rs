use super::answer::{Answer, Answers};
use super::fields::{self, put, put_month};
use crate::submissions::draft::{Draft, Given};
use crate::submissions::{Audience, Background, Region, Report, Status, When, Who, Years};
use crate::values::{Line, Month};
use crate::web::{Errors, FormData, Reader};
use time::{Date, Duration};

pub const FIELDS: &[&str] = &[
    "status",
    "start_day",
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

const START: [&str; 2] = ["start_month", "start_year"];
const FIRST: [&str; 2] = ["first_month", "first_year"];
const STOP: [&str; 2] = ["stop_month", "stop_year"];

/// Days by which a start may be dated back when it is registered.
pub const MOST_DAYS_BACK: i64 = 31;

/// When it was, and who tried it.
#[derive(Debug)]
pub struct WhenPart {
    pub who: Who,
    pub when: When,
}

pub fn read(draft: &Draft, given: &Given) -> Result<WhenPart, Errors> {
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
    let month = Month::parse(reader.value("start_month"), reader.value("start_year"));
    let day = reader.value("start_day").trim().parse().ok();
    let started = month.zip(day).and_then(|(month, day)| month.first_day().replace_day(day).ok());
    let Some(started) = started else {
        reader.errors.add("start_day", "The day you start must be a date, like 14 3 2026");
        return None;
    };
    // Where it is tomorrow already, somebody starts today.
    if started > today + Duration::days(1) {
        reader.errors.add("start_day", "The day you start must be today or earlier");
    } else if Month::of(started) > Month::of(began_on + Duration::days(1)) {
        let complaint = format!(
            "You registered it in {}. What begins later is another start: register that one as well",
            Month::of(began_on)
        );
        reader.errors.add("start_day", complaint);
    }
    if is_dated_back(started, began_on) {
        let complaint =
            "A start can be registered up to 31 days back. If you began earlier, tell it afterwards instead";
        reader.errors.add("start_day", complaint);
    }
    // However late it is changed, a plan says nothing of how it went: it stands as of the day it was registered.
    let started_on = Month::of(started);
    let as_of = began_on.max(started_on.first_day());
    Some(When { started_on, first_income_on: None, stopped_on: None, as_of, status: Status::Trying })
}

fn is_dated_back(started: Date, began_on: Date) -> bool {
    started < began_on - Duration::days(MOST_DAYS_BACK)
}

/// The dates of somebody who tells it afterwards.
fn told(reader: &mut Reader<'_>, today: Date) -> Option<When> {
    let status = reader.choice("status", "Choose how it stands today");
    let started_on = fields::month(reader, START, "The month you started");
    let first_income_on = first_income(reader, status);
    let stopped_on = stop(reader, status);
    let (status, started_on) = (status?, started_on?);
    let when = When { started_on, first_income_on, stopped_on, as_of: today, status };
    check_order(reader, &when);
    Some(when)
}

fn first_income(reader: &mut Reader<'_>, status: Option<Status>) -> Option<Month> {
    let blank = fields::is_blank(reader, FIRST);
    match status {
        Some(Status::Trying | Status::StoppedBeforeIncome) if !blank => {
            let complaint = "You say that nothing came in: leave the month of first income empty, or change how it stands";
            reader.errors.add(FIRST[0], complaint);
            None
        }
        Some(Status::Earning | Status::StoppedAfterIncome) => {
            fields::month(reader, FIRST, "The month of first income")
        }
        _ if blank => None,
        _ => fields::month(reader, FIRST, "The month of first income"),
    }
}

fn stop(reader: &mut Reader<'_>, status: Option<Status>) -> Option<Month> {
    let blank = fields::is_blank(reader, STOP);
    match status {
        Some(Status::StoppedBeforeIncome | Status::StoppedAfterIncome) => {
            fields::month(reader, STOP, "The month you stopped")
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
    let now = Month::of(when.as_of);
    if when.started_on > now {
        reader.errors.add(START[0], "The month you started must be in the past");
        return;
    }
    if when.first_income_on.is_some_and(|first| first < when.started_on) {
        reader.errors.add(FIRST[0], "First income cannot come before you started");
    }
    if when.first_income_on.is_some_and(|first| first > now) {
        reader.errors.add(FIRST[0], "The month of first income must be in the past");
    }
    if when.stopped_on.is_some_and(|stopped| stopped < when.started_on) {
        reader.errors.add(STOP[0], "You cannot have stopped before you started");
    }
    if when.stopped_on.is_some_and(|stopped| stopped > now) {
        reader.errors.add(STOP[0], "The month you stopped must be in the past");
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
    form.set("start_day", day.to_string());
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
        let day = draft.form.value("start_day").trim();
        let month = Month::parse(draft.form.value(START[0]), draft.form.value(START[1]));
        answers.said("Start", "start_day", month.map_or(String::new(), |month| format!("{day} {month}")))
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
