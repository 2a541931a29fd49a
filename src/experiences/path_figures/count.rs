//! Counting one path's reports.

use super::{
    queries::{self, EventRow},
    stored::PathFigures,
};
use crate::{
    clock,
    experiences::{Of, queries as reports},
    figures::{Cohort, Registered, certainty::Evidence},
    reports::Kind,
    values::PathId,
};
use sqlx::PgConnection;

/// Counts the figures of the path's reports as they are now. Takes milliseconds for hundreds of reports, and a second
/// for 100,000.
pub async fn count(conn: &mut PgConnection, path_id: PathId) -> sqlx::Result<PathFigures> {
    let of = Of::Path(path_id);
    let starts = queries::starts(&mut *conn, path_id).await?;
    let strata = reports::strata(&mut *conn, &of, starts).await?;
    let events = queries::events(&mut *conn, path_id).await?;
    let (copies, halvings) = queries::edges(&mut *conn, path_id).await?;
    let mut figures = PathFigures {
        as_of: clock::now(&mut *conn).await?,
        counts: reports::counts(&mut *conn, &of).await?,
        strata,
        told_wait: cohort(&events, Kind::ToldAfterwards),
        registered_wait: Registered::new(cohort(&events, Kind::RegisteredStart)),
        evidence: Evidence::default(),
        stops: queries::stops(&mut *conn, path_id).await?,
        copies,
        halvings,
        hours_a_week: queries::hours_a_week(&mut *conn, path_id).await?,
    };
    let stale = queries::stale(&mut *conn, path_id).await?;
    figures.evidence = evidence(&figures, usize::try_from(stale).unwrap_or_default());
    Ok(figures)
}

fn cohort(events: &[EventRow], kind: Kind) -> Cohort {
    events.iter().filter(|row| row.kind == kind).map(EventRow::counted).collect()
}

fn evidence(figures: &PathFigures, stale: usize) -> Evidence {
    let (amounts, registered) = (figures.amounts(), &figures.strata.registered);
    Evidence {
        n: amounts.n(),
        starts: registered.starts,
        registered: registered.known.n(),
        unproved: registered.known.count(|month| month.earned && !month.proof_seen),
        stale,
        checked: amounts.proved(),
        sellers: usize::try_from(figures.counts.sellers).unwrap_or_default(),
    }
}
