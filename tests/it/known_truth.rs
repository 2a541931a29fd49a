//! A world of which the truth is known: 37 of every 100 who start earn, and earners write to us five times as often as others.
//! What a reader reads first must hold that truth, and nothing may put those who wrote together with those who registered.

use crate::support::{AnExperience, TestApp, an_experience, months_before};
use firstbucket::reports::{Effort, Kind, Status};
use serde_json::Value;
use time::OffsetDateTime;

/// Of a hundred.
const TRUTH: u64 = 37;
const STARTERS: usize = 100;
/// Of a hundred, how many answer their follow-up: who failed falls silent more often.
const ANSWERS: (u64, u64) = (90, 60);
/// Of a hundred, how many write to us when they know how it went.
const WRITES: (u64, u64) = (50, 10);

/// G. L. Steele, D. Lea and C. H. Flood, 2014, "Fast Splittable Pseudorandom Number Generators".
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn percent(&mut self, of_a_hundred: u64) -> bool {
        self.next() % 100 < of_a_hundred
    }
}

fn outcome(earns: bool, chance: &mut Chance) -> AnExperience {
    let today = OffsetDateTime::now_utc().date();
    if earns {
        return an_experience().monthly(20 + (chance.next() % 400) as i64);
    }
    an_experience().monthly(-((chance.next() % 30) as i64)).with(|report| {
        report.when.status = Status::StoppedBeforeIncome;
        report.when.stopped_on = Some(months_before(today, 5));
    })
}

/// A plan of which nothing was told since.
fn silent() -> AnExperience {
    let today = OffsetDateTime::now_utc().date();
    let plan = an_experience().monthly(0).with(|report| {
        report.kind = Kind::RegisteredStart;
        report.effort = Effort { weeks_active: 0, hours_total: 0.0, ..report.effort.clone() };
    });
    plan.confirmed_on(months_before(today, 10).first_day())
}

/// Of this path a hundred who registered, of whom exactly 37 earn, and those of three hundred others who wrote afterwards.
async fn world(app: &TestApp, path: &'static str, seed: u64) -> (usize, usize) {
    let (db, mut chance) = (app.database.pool(), Chance(seed));
    let (mut earned, mut told) = (0, 0);
    for place in 0..STARTERS {
        let earns = (place as u64) < TRUTH;
        if !chance.percent(if earns { ANSWERS.0 } else { ANSWERS.1 }) {
            silent().on(path).publish(&db).await;
            continue;
        }
        let start = outcome(earns, &mut chance).with(|report| report.kind = Kind::RegisteredStart);
        start.on(path).publish(&db).await;
    }
    for _ in 0..3 * STARTERS {
        let earns = chance.percent(TRUTH);
        if chance.percent(if earns { WRITES.0 } else { WRITES.1 }) {
            outcome(earns, &mut chance).on(path).publish(&db).await;
            earned += usize::from(earns);
            told += 1;
        }
    }
    (earned, told)
}

fn number(figure: &Value, name: &str) -> usize {
    figure[name].as_u64().unwrap_or_else(|| panic!("{name} of {figure}")) as usize
}

#[tokio::test]
async fn pages_hold_the_truth_of_those_who_start_and_never_put_them_together_with_those_who_write() {
    const PATHS: [&str; 2] = ["content-creation", "consulting"];
    let mut app = TestApp::new().await;
    let worlds = [world(&app, PATHS[0], 14).await, world(&app, PATHS[1], 2026).await];
    let mut pooled = Vec::new();
    for (path, (told_earned, told)) in PATHS.into_iter().zip(worlds) {
        let answer = app.get(&format!("/api/v1/figures?path={path}")).await;
        let figures: Value = serde_json::from_str(&answer.body).unwrap();
        let earned = &figures["registered"]["earned"];
        let (least, most) = (number(earned, "at_least"), number(earned, "at_most"));
        assert_eq!(number(earned, "due"), STARTERS);
        assert!((least..=most).contains(&(TRUTH as usize)), "{earned}");
        assert!(
            earned["interval"]["low"].as_f64() < Some(0.37)
                && earned["interval"]["high"].as_f64() > Some(0.37)
        );
        let afterwards = &figures["told_afterwards"]["earned"];
        assert_eq!((number(afterwards, "k"), number(afterwards, "n")), (told_earned, told));
        assert!(told_earned * 100 / told > 60, "those who wrote would tell of {told_earned} of {told}");

        let page = app.get(&format!("/paths/{path}")).await;
        let facts = page.all("#results > .facts div");
        let bounds = format!("between {least} and {most} of 100");
        assert!(facts[0].starts_with(&format!("Registered starts that had earned{bounds}")), "{facts:?}");
        assert!(
            facts[1].contains(&format!("{told_earned} of {told}")) && !facts[1].contains("likely"),
            "{facts:?}"
        );
        let whole = page.all("#results").concat();
        let first = whole.find(&bounds).unwrap();
        assert!(
            whole.find(&format!("{told_earned} of {told}")).unwrap() > first,
            "registered starts come first"
        );
        println!("{path}: truth 37 of 100, registered {bounds}, told afterwards {told_earned} of {told}");
        let heard = STARTERS - (most - least);
        pooled.push((least + told_earned, heard + told));
        pooled.push((least + told_earned, STARTERS + told));
        pooled.push((least, heard));
    }
    pooled.push((pooled[0].0 + pooled[3].0, pooled[0].1 + pooled[3].1));
    pooled.push((pooled[1].0 + pooled[4].0, pooled[1].1 + pooled[4].1));

    for address in [
        "/",
        "/paths",
        "/paths/content-creation",
        "/paths/consulting",
        "/paths/content-creation/starts",
        "/paths/compare?path=content-creation&path=consulting",
        "/experiences?path=content-creation",
        "/find?hours=under_5&income=3m",
        "/check?amount=10000&path=content-creation",
        "/data",
    ] {
        let part = if address.starts_with("/experiences") { ".sel" } else { "main" };
        let said = app.get(address).await.all(part).concat();
        for (k, n) in &pooled {
            let (earned, not) = (format!("{k} of {n}"), format!("{} of {n}", n - k));
            let stands_alone = |words: &str| {
                said.match_indices(words).any(|(at, _)| {
                    !said[..at].ends_with(|before: char| before.is_ascii_digit())
                        && !said[at + words.len()..].starts_with(|after: char| after.is_ascii_digit())
                        && !said[..at].ends_with("and ")
                })
            };
            assert!(!stands_alone(&earned) && !stands_alone(&not), "{address} says {earned} or {not}");
        }
    }
    // Half of those who start never earned, so no page may say by when half had.
    assert!(!app.get("/paths/content-creation").await.says("Half of these 100 had been paid"));
}
