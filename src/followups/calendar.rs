//! The dates of the follow-ups for a calendar, by RFC 5545.

use crate::{
    submissions::{self, Due, Link, Submission},
    web::{Query, Result, Site},
};
use axum::{
    extract::State,
    http::header::{CONTENT_DISPOSITION, CONTENT_TYPE},
    response::{IntoResponse as _, Redirect, Response},
};
use sqlx::PgPool;
use time::{Date, format_description::FormatItem, macros::format_description};

const DAY: &[FormatItem<'_>] = format_description!("[year][month][day]");
const MOMENT: &[FormatItem<'_>] = format_description!("[year][month][day]T[hour][minute][second]Z");

/// The longest a line may be, in bytes.
const LINE_BYTES: usize = 75;

/// `GET /m/{secret}/follow-ups.ics`: without the private link, as calendars are shared and synchronised; with it for
/// whoever asks by `?with=link`. When nothing will be asked any more it leads to the report: a calendar holds one event at
/// least.
pub async fn file(
    link: Link,
    query: Query,
    State(site): State<Site>,
    State(db): State<PgPool>,
) -> Result<Response> {
    let due = submissions::schedule(&db, link.submission.id).await?;
    if due.iter().all(|follow_up| follow_up.answered) {
        return Ok(Redirect::to(&link.url("")).into_response());
    }
    let address = format!("{}{}", site.base_url, link.url("update"));
    let address = (query.first("with") == Some("link")).then_some(address);
    let calendar = calendar(&link.submission, &due, address.as_deref());
    let headers = [
        (CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (CONTENT_DISPOSITION, "attachment; filename=\"first-bucket.ics\""),
    ];
    Ok((headers, calendar).into_response())
}

/// An event of a day for each follow-up to come. Its UID stays the same and its sequence grows with each change of the
/// report, so that a calendar that takes the file again shows it once, where it is now.
fn calendar(submission: &Submission, due: &[Due], address: Option<&str>) -> String {
    let mut lines: Vec<String> =
        ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//First Bucket//Follow-ups//EN", "CALSCALE:GREGORIAN"]
            .map(str::to_owned)
            .to_vec();
    for follow_up in due.iter().filter(|follow_up| !follow_up.answered) {
        lines.extend(event(submission, follow_up, address));
    }
    lines.push("END:VCALENDAR".to_owned());
    lines.iter().map(|line| folded(line) + "\r\n").collect()
}

fn event(submission: &Submission, due: &Due, address: Option<&str>) -> Vec<String> {
    let reference = &submission.reference;
    let said =
        "Four questions\\, under a minute: still doing it\\, what came in\\, what it cost\\, how many hours.";
    let mut lines = vec![
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{reference}-{}@first-bucket", due.months),
        format!("DTSTAMP:{}", submission.created_at.format(MOMENT).unwrap_or_default()),
        format!("SEQUENCE:{}", submission.draft_version),
        format!("DTSTART;VALUE=DATE:{}", on(due.on)),
        format!("SUMMARY:First Bucket: {} months on\\, how does it go?", due.months),
        format!("DESCRIPTION:{said} Your reference is {reference}. Open your private link to answer."),
        "TRANSP:TRANSPARENT".to_owned(),
    ];
    lines.extend(address.map(|address| format!("URL:{address}")));
    lines.push("END:VEVENT".to_owned());
    lines
}

fn on(day: Date) -> String {
    day.format(DAY).unwrap_or_default()
}

/// The line in pieces that are short enough, each further one begun with a space. All our text is ASCII.
fn folded(line: &str) -> String {
    let mut pieces = Vec::new();
    let mut rest = line;
    let mut room = LINE_BYTES;
    while rest.len() > room {
        let (piece, further) = rest.split_at(room);
        pieces.push(piece);
        rest = further;
        room = LINE_BYTES - 1;
    }
    pieces.push(rest);
    pieces.join("\r\n ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        reports::Kind,
        submissions::State,
        values::{RevisionId, SubmissionId},
    };
    use time::macros::{date, datetime};

    #[test]
    fn each_follow_up_to_come_is_an_event_and_no_line_is_too_long() {
        let due = |months, answered| Due { months, on: date!(2026 - 06 - 01), answered };
        let submission = Submission {
            id: SubmissionId(1),
            reference: "FB-AAAAA-BBBBB".into(),
            kind: Kind::RegisteredStart,
            state: State::Published,
            draft: None,
            draft_version: 7,
            created_at: datetime!(2026 - 03 - 01 10:00 UTC),
            last_revision_id: Some(RevisionId(1)),
        };
        let due = [due(3, true), due(6, false)];
        let text = calendar(&submission, &due, Some("https://example.org/m/x/update"));
        assert_eq!(text.matches("BEGIN:VEVENT").count(), 1);
        assert!(
            text.contains("UID:FB-AAAAA-BBBBB-6@first-bucket\r\nDTSTAMP:20260301T100000Z\r\nSEQUENCE:7\r\n")
        );
        assert!(text.contains("DTSTART;VALUE=DATE:20260601\r\n"));
        assert!(text.split("\r\n").all(|line| line.len() <= 75));
        assert!(text.replace("\r\n ", "").contains("URL:https://example.org/m/x/update\r\n"));
    }
}
