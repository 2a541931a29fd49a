//! The four questions of a follow-up, and the few that some answers lead to.

use super::fields::{self, MonthFields};
use crate::{
    clock,
    reports::{ReportWithUpdates, StillDoing, Update, UpdateState},
    values::{Cents, Month, Prose, UsdCents, amount},
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

/// Said of income that took nobody's time.
const UNPAID_HOURS: &str = "Hours must be more than 0 where something came in: count learning, selling and other unpaid \
                            hours too, and what it takes to be paid";

const FIRST: MonthFields = ["first_month", "first_year"];
const STOP: MonthFields = ["stop_month", "stop_year"];

/// The answer to a report as it stands, or every complaint. Whether somebody reads it first is in its state;
/// `proof_from` is the sum a month from which proof is asked for.
pub fn read(
    form: &FormData,
    told: &ReportWithUpdates,
    today: Date,
    proof_from: UsdCents,
) -> Result<Update, Errors> {
    let mut reader = fields::reader(form, FIELDS);
    let still_doing = reader.choice("still_doing", "Say whether you are still doing it");
    let currency = Some(told.report.money.currency);
    let revenue = fields::amount(&mut reader, "revenue", "What came in", currency);
    let costs = fields::amount(&mut reader, "costs", "What you spent", currency);
    let most = told.most_hours(today);
    let hours = reader.parse("hours", |text| amount::number(text, "Hours", most));
    if hours == Some(0.0) && revenue.is_some_and(|revenue| revenue > Cents(0)) {
        reader.errors.add("hours", UNPAID_HOURS);
    }
    let first_income_on = first_income(&mut reader, told, revenue, today);
    let stopped = still_doing == Some(StillDoing::Stopped);
    let stopped_on = stop(&mut reader, told, stopped, today);
    if let Some((stopped, first)) = stopped_on.zip(first_income_on).filter(|(stopped, first)| stopped < first)
    {
        let field = fields::apart(STOP, stopped, first);
        reader.errors.add(field, "You cannot have stopped before your first income");
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
        // Where a new month has begun already, it is told as of that.
        as_of: first_income_on.max(stopped_on).map_or(today, |month| month.first_day().max(today)),
        still_doing,
        revenue,
        costs,
        currency: told.report.money.currency,
        hours,
        first_income_on,
        stopped_on,
        stop_reasons,
        months_until_copied,
        months_until_halved,
        note: note.into_string(),
        state: UpdateState::Live,
        was_read: false,
        answer: String::new(),
    };
    let state =
        if told.needs_reading(&update, proof_from) { UpdateState::Waiting } else { UpdateState::Live };
    Ok(Update { state, ..update })
}

/// Asked of whoever had not earned before, and may be left out.
fn first_income(
    reader: &mut Reader<'_>,
    told: &ReportWithUpdates,
    revenue: Option<Cents>,
    today: Date,
) -> Option<Month> {
    if fields::are_blank(reader, FIRST) || told.report.when.first_income_on.is_some() {
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
    told: &ReportWithUpdates,
    today: Date,
) -> Option<i16> {
    if known.is_some() {
        return None;
    }
    let so_far = Month::of(today).months_since(told.report.when.started_on);
    let most = u32::try_from(so_far).unwrap_or_default().min(600);
    let months = reader.optional(field, |text| amount::whole(text, "Months since you started", most))?;
    i16::try_from(months).ok()
}

fn stop(reader: &mut Reader<'_>, told: &ReportWithUpdates, stopped: bool, today: Date) -> Option<Month> {
    if fields::are_blank(reader, STOP) {
        return None;
    }
    if !stopped {
        reader.errors.add(STOP[0], "You say that you have not stopped: leave the month empty");
    }
    month(reader, STOP, "The month you stopped", told, today)
}

fn month(
    reader: &mut Reader<'_>,
    fields: MonthFields,
    name: &str,
    told: &ReportWithUpdates,
    today: Date,
) -> Option<Month> {
    // Up to the one they told before.
    let since = Month::of(told.since).max(told.report.when.started_on);
    let latest = Month::of(clock::furthest(today)).max(since);
    fields::month_within(reader, fields, name, [since, latest])
}
