//! Equal numbers in, equal drawing out: the `.svg` files were drawn by the reference chart script of the design
//! (`charts.py`: `dotcols`, `share_bar`, `fates`, with Wilson's interval for its band) from the people in `many.json` and
//! `few.json`, each a month's dollars and whether proof was seen, and in `areas-*.json`, each a month and 1 first
//! income, 2 gave up or 0 censored. The strips, whose losses the script does not know, are this program's own, looked at.

use super::*;
use crate::figures::{Cohort, Ending, Event, Observation, Registered, Share};
use crate::values::UsdCents;
use serde::Deserialize;

fn people(json: &str) -> Vec<Dot> {
    let rows: Vec<(i64, bool)> = serde_json::from_str(json).unwrap();
    rows.into_iter()
        .map(|(dollars, proof_seen)| Dot { monthly_cents: UsdCents(dollars * 100), proof_seen })
        .collect()
}

fn many() -> Vec<Dot> {
    people(include_str!("golden/many.json"))
}

fn few() -> Vec<Dot> {
    people(include_str!("golden/few.json"))
}

#[track_caller]
fn assert_drawn(drawn: Option<Svg>, golden: &str) {
    assert_eq!(drawn.unwrap().to_string(), golden.trim_end());
}

#[test]
fn columns_of_dots() {
    let drawn = |width| dot_columns(&many(), None, width);
    assert_drawn(drawn(Width::Slim), include_str!("golden/dots-slim.svg"));
    assert_drawn(drawn(Width::Wide), include_str!("golden/dots-wide.svg"));
    assert_drawn(drawn(Width::Full), include_str!("golden/dots-full.svg"));
}

#[test]
fn strips() {
    let (many, few) = (many(), few());
    let labelled = Strip { label: Some("22 reports"), ..Strip::of(&many) };
    assert_drawn(labelled.draw(), include_str!("golden/strip-many.svg"));
    let compared = Strip { height: 60, claim: Some(UsdCents(500_000)), ..Strip::of(&many) };
    assert_drawn(compared.draw(), include_str!("golden/strip-claim.svg"));
    assert_drawn(Strip::of(&few).draw(), include_str!("golden/strip-few.svg"));
    assert_drawn(Some(strip_axis()), include_str!("golden/strip-axis.svg"));
}

#[test]
fn bars_of_shares() {
    let bar = |k, n, ending| share_bar(&Share::of(k, n).unwrap(), ending);
    assert_drawn(bar(7, 20, Ending::Earning), include_str!("golden/share-bar.svg"));
    assert_drawn(bar(0, 30, Ending::Nothing), include_str!("golden/share-bar-none.svg"));
    assert_eq!(bar(7, 19, Ending::Earning), None);
}

#[derive(Deserialize)]
struct Fates {
    people: Vec<(u32, u8)>,
    /// Month, earned, the ends of its likely range, gave up, still trying, still counted.
    table: Vec<[u32; 7]>,
}

fn cohort(people: &[(u32, u8)]) -> Cohort {
    let events = [Event::Censored, Event::Earned, Event::GaveUp];
    let person = |(month, event): &(u32, u8)| Observation {
        entered: 0,
        month: *month,
        event: events[usize::from(*event)],
    };
    people.iter().map(person).collect()
}

fn row(row: AreasRow) -> [u32; 7] {
    let AreasRow { month, earned, likely: (low, high), gave_up, still_trying, at_risk, .. } = row;
    [month, earned, low, high, gave_up, still_trying, at_risk as u32]
}

#[test]
fn areas_with_the_table_of_their_numbers() {
    let drawings = [
        (include_str!("golden/areas-many.json"), include_str!("golden/areas-many.svg")),
        (include_str!("golden/areas-few.json"), include_str!("golden/areas-few.svg")),
        (include_str!("golden/areas-waiting.json"), include_str!("golden/areas-waiting.svg")),
    ];
    for (fates, golden) in drawings {
        let Fates { people, table } = serde_json::from_str(fates).unwrap();
        let areas = Areas::of_registered(&Registered::new(cohort(&people))).unwrap();
        assert_drawn(Some(areas.draw("fates")), golden);
        let rows: Vec<_> = areas.table().into_iter().map(row).collect();
        assert_eq!(rows[..table.len()], table, "our table has one row more where the end is no mark");
        assert_eq!(rows[rows.len() - 1][0], areas.until());
    }
}

#[test]
fn four_people_are_not_drawn() {
    let four = &many()[..4];
    assert_eq!(dot_columns(four, None, Width::Wide), None);
    assert_eq!(Strip::of(four).draw(), None);
}

#[test]
fn labels_cannot_break_out() {
    let few = few();
    let drawn = Strip { label: Some(r#""><script>"#), ..Strip::of(&few) }.draw().unwrap();
    assert!(drawn.to_string().contains(r#"aria-label="&quot;&gt;&lt;script&gt;""#));
}

#[test]
fn a_fortune_stays_on_the_scale() {
    let rich = vec![Dot { monthly_cents: UsdCents(i64::MAX), proof_seen: false }; 5];
    assert!(Strip::of(&rich).draw().unwrap().to_string().contains("M1000 "));
    let ruined = vec![Dot { monthly_cents: UsdCents(i64::MIN), proof_seen: false }; 5];
    assert!(Strip::of(&ruined).draw().unwrap().to_string().contains(r#"<path class="d d-l" d="M0 "#));
}
