//! Tells the admins by mail what others changed about people, if an address is set that they read.

use super::{event::Event, queries};
use crate::{
    mail,
    state::AppState,
    web::{Site, filters},
};
use askama::Template;

/// Lines of one letter; more are in the log.
const MOST: i64 = 50;

#[derive(Debug, Template)]
#[template(path = "mail/people.txt")]
struct PeopleLetter<'a> {
    site: &'a Site,
    events: &'a [Event],
    /// How many are not among them.
    more: i64,
}

/// Writes one letter of all changes since the last. If it is not taken, the next one tells of them, too.
pub async fn tell_admins(state: &AppState) -> anyhow::Result<()> {
    let Some(to) = state.mail.staff() else { return Ok(()) };
    let mut tx = state.db.begin().await?;
    let told = queries::told_up_to(&mut tx).await?;
    let events = queries::events_since(&mut *tx, told, MOST).await?;
    let Some(first) = events.first() else { return Ok(tx.commit().await?) };
    let more = first.total - i64::try_from(events.len())?;
    let words = PeopleLetter { site: &state.site, events: &events, more }.render()?;
    let sent = mail::send_note(&state.mail, to, "Changes to people's accounts", words).await?;
    sent.map_err(|why| anyhow::anyhow!("the letter about changes of people was not sent: {why}"))?;
    queries::note_told(&mut *tx).await?;
    Ok(tx.commit().await?)
}
