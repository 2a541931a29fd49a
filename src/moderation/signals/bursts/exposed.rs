use super::find::{Arrival, HOUR, NETWORK_DAYS, networks};
use crate::{
    clock,
    experiences::path_figures::{self, PathFigures},
    figures::{Amounts, Bounds, Share, Strata, fragile},
    limits::ORIGIN_DAYS,
    moderation::queries,
    paths,
    values::{PathId, Slug, how_many},
};
use sqlx::PgPool;
use std::collections::HashMap;

/// How hard a path's figures are to fake, as readers see it, with the timing and the networks behind what came last.
#[derive(Debug)]
pub struct Exposed {
    pub name: String,
    pub slug: Slug,
    /// For each main figure, how many invented reports would carry it out of its likely range; none where there are too few.
    pub moved: Vec<(&'static str, usize)>,
    /// What the counted rest on and how they came; none where there are too few.
    pub support: Option<String>,
    pub busiest_month: Option<String>,
    /// What came within the days for which networks are remembered.
    pub lately: String,
}

/// The paths that anybody reported on or sent anything of lately, in the directory's order.
pub async fn exposed(db: &PgPool) -> sqlx::Result<Vec<Exposed>> {
    let mut figures: HashMap<PathId, PathFigures> = path_figures::of_all(db).await?.into_iter().collect();
    let since = clock::machine_now() - NETWORK_DAYS;
    let mut exposed = Vec::new();
    for path in paths::all(db).await? {
        let Some(figures) = figures.remove(&path.id) else { continue };
        let arrivals = queries::arrivals(db, path.id, since).await?;
        if figures.counts.headline == 0 && arrivals.is_empty() {
            continue;
        }
        let amounts = figures.amounts();
        let busiest = amounts.busiest_month();
        exposed.push(Exposed {
            moved: moved(&figures.strata, &amounts),
            support: busiest.map(|_| amounts.support()),
            busiest_month: busiest.map(|(month, came)| format!("{month}: {came} of {}", amounts.n())),
            lately: lately(&arrivals),
            name: path.name,
            slug: path.slug,
        });
    }
    Ok(exposed)
}

fn moved(strata: &Strata, amounts: &Amounts) -> Vec<(&'static str, usize)> {
    let (due, told) = (&strata.registered, strata.told());
    let bounds = |bounds: Option<Bounds>| bounds.as_ref().and_then(fragile::to_move_bounds);
    let share = |share: Option<Share>| share.as_ref().and_then(fragile::to_move);
    let figures = [
        ("registered starts that had earned", bounds(due.earned())),
        ("told afterwards, had earned", share(told.earned)),
        ("registered starts out of pocket", bounds(due.out_of_pocket().map(|(bounds, _)| bounds))),
        ("told afterwards, out of pocket", share(told.out_of_pocket.map(|told| told.share))),
        ("middle report", amounts.middle().map(|middle| middle.to_move)),
        ("per hour", amounts.hourly().map(|middle| middle.to_move)),
    ];
    figures.into_iter().filter_map(|(label, invented)| Some((label, invented?))).collect()
}

/// "12 arrivals in 28 days, at most 4 within an hour; from 9 networks, 3 from the busiest"; oldest first.
fn lately(arrivals: &[Arrival]) -> String {
    let came = format!("{} in {}", how_many(arrivals.len(), "arrival"), how_many(ORIGIN_DAYS, "day"));
    if arrivals.is_empty() {
        return came;
    }
    let within = |(place, first): (usize, &Arrival)| {
        arrivals[place..].iter().take_while(|one| one.at - first.at <= HOUR).count()
    };
    let at_once = arrivals.iter().enumerate().map(within).max().unwrap_or_default();
    let networks = networks(arrivals);
    let from = match networks.values().max() {
        None => "where from is not known".to_owned(),
        Some(most) => format!("from {}, {most} from the busiest", how_many(networks.len(), "network")),
    };
    format!("{came}, at most {at_once} within an hour; {from}")
}

#[cfg(test)]
mod tests {
    use super::{super::find::Kind, *};
    use crate::values::SubmissionId;
    use time::{Duration, macros::datetime};

    fn came(minutes: &[i64], network: impl Fn(usize) -> Option<i64>) -> String {
        let one = |(place, minute): (usize, &i64)| Arrival {
            kind: Kind::Starts,
            submission: SubmissionId(0),
            item: None,
            at: datetime!(2026-11-30 12:00 UTC) + Duration::minutes(*minute),
            number: network(place),
        };
        lately(&minutes.iter().enumerate().map(one).collect::<Vec<_>>())
    }

    #[test]
    fn what_came_lately_is_said_with_its_timing_and_its_networks() {
        assert_eq!(came(&[], |_| None), "0 arrivals in 28 days");
        assert_eq!(
            came(&[0], |_| Some(7)),
            "1 arrival in 28 days, at most 1 within an hour; from 1 network, 1 from the busiest"
        );
        let four = came(&[0, 300, 330, 360], |place| (place > 0).then_some(7));
        assert_eq!(
            four,
            "4 arrivals in 28 days, at most 3 within an hour; from 1 network, 3 from the busiest"
        );
        assert!(came(&[0, 61], |_| None).ends_with("at most 1 within an hour; where from is not known"));
    }
}
