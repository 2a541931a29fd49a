//! The four questions of a follow-up, and the few that some answers lead to.

use super::{
    StillDoing, Told, Update, UpdateState,
    form::fields::{self, amount},
};
use crate::{
    values::{Cents, Month, Prose},
    web::{Errors, FormData, Reader},
};
use time::Date;

/// The names of its controls.
pub const FIELDS: &[&str] = &[
    "still_doing",
    "revenue",
    "costs",
    "hours",
    "first_month",
    "first_year",
    "stop_month",
    "stop_year",
    "stop_reasons",
    "months_until_copied",
    "months_until_halved",
    "note",
];

const FIRST: [&str; 2] = ["first_month", "first_year"];
const STOP: [&str; 2] = ["stop_month", "stop_year"];

/// What is answered to a report as it stands, or every complaint. Whether somebody reads it first is in its state;
/// `proof_from` is the sum a month from which proof is asked for.
pub fn read(
    form: &FormData,
    told: &Told,
    usd_rate: Option<f64>,
    today: Date,
    proof_from: Cents,
) -> Result<Update, Errors> {
    let mut reader = fields::reader(form, FIELDS);
    let still_doing = reader.choice("still_doing", "Say whether you are still doing it");
    let revenue = amount(&mut reader, "revenue", "What came in");
    let costs = amount(&mut reader, "costs", "What you spent");
    let most = told.most_hours(today);
    let hours = reader.parse("hours", |text| fields::number(text, "Hours", most));
    let first_income_on = first_income(&mut reader, told, revenue, today);
    let stopped = still_doing == Some(StillDoing::Stopped);
    let stopped_on = stop(&mut reader, told, stopped, today);
    if stopped_on.zip(first_income_on).is_some_and(|(stopped, first)| stopped < first) {
        reader.errors.add(STOP[0], "You cannot have stopped before your first income");
    }
    let stop_reasons = reader.choices("stop_reasons", "Tick only what is in the list");
    if !stopped && !stop_reasons.is_empty() {
        reader.errors.add("stop_reasons", "You say that you have not stopped: leave these empty");
    }
    let story = &told.report.story;
    let months_until_copied =
        edge(&mut reader, "months_until_copied", story.months_until_copied, told, today);
    let months_until_halved =
        edge(&mut reader, "months_until_halved", story.months_until_halved, told, today);
    let note = reader.parse("note", |text| Prose::<0, 2000>::parse(text, "The note"));
    let complete = (still_doing, revenue, costs, hours, note);
    let (Some(still_doing), Some(revenue), Some(costs), Some(hours), Some(note)) = complete else {
        return Err(reader.errors);
    };
    if !reader.errors.is_empty() {
        return Err(reader.errors);
    }
    let update = Update {
        number: 0,
        as_of: today,
        still_doing,
        revenue,
        costs,
        currency: told.report.money.currency,
        usd_rate,
        hours,
        first_income_on,
        stopped_on,
        stop_reasons,
        months_until_copied,
        months_until_halved,
        note: note.into_string(),
        state: UpdateState::Live,
        answer: String::new(),
    };
    let state =
        if told.needs_reading(&update, proof_from) { UpdateState::Waiting } else { UpdateState::Live };
    Ok(Update { state, ..update })
}

/// Asked of whoever had not earned before, and may be left out.
fn first_income(reader: &mut Reader<'_>, told: &Told, revenue: Option<Cents>, today: Date) -> Option<Month> {
    if fields::is_blank(reader, FIRST) || told.report.when.first_income_on.is_some() {
        return None;
    }
    if revenue == Some(Cents(0)) {
        reader.errors.add(FIRST[0], "You say that nothing came in: leave the month of first income empty");
    }
    month(reader, FIRST, "The month of first income", told, today)
}

/// Asked until it is known, and may be left out.
fn edge(
    reader: &mut Reader<'_>,
    field: &'static str,
    known: Option<i16>,
    told: &Told,
    today: Date,
) -> Option<i16> {
    if known.is_some() {
        return None;
    }
    let so_far = Month::of(today).months_since(told.report.when.started_on);
    let most = u32::try_from(so_far).unwrap_or_default().min(600);
    let months = reader.optional(field, |text| fields::whole(text, "Months since you started", most))?;
    i16::try_from(months).ok()
}

fn stop(reader: &mut Reader<'_>, told: &Told, stopped: bool, today: Date) -> Option<Month> {
    if fields::is_blank(reader, STOP) {
        return None;
    }
    if !stopped {
        reader.errors.add(STOP[0], "You say that you have not stopped: leave the month empty");
    }
    month(reader, STOP, "The month you stopped", told, today)
}

fn month(
    reader: &mut Reader<'_>,
    fields: [&'static str; 2],
    name: &str,
    told: &Told,
    today: Date,
) -> Option<Month> {
    let month = fields::month(reader, fields, name)?;
    let since = Month::of(told.since).max(told.report.when.started_on);
    if month < since || month > Month::of(today) {
        reader
            .errors
            .add(fields[0], format!("{name} must lie between {since}, up to which you told, and today"));
    }
    Some(month)
}
