//! How often the intervals hold the truth, by simulation: `docs/coverage.md` is this file's table, and the test recomputes it.
//! Draw it anew with `WRITE_COVERAGE=1 cargo test --lib coverage`.

use super::{
    Bounds, Cohort, Event, Incidence, Interval, Middle, Observation,
    incidence::{likely, states},
    wilson,
};
use proptest::{
    prelude::Rng as _,
    test_runner::{RngAlgorithm, TestRng},
};
use std::fmt::Write as _;

const SEED: [u8; 32] = *b"First Bucket: who is counted, 14";
/// Draws of each line.
const DRAWS: usize = 1_000;
/// An interval that promises 95 in 100 must hold the truth in so many of a hundred draws.
const LEAST: f64 = 93.0;
const SIZES: [usize; 3] = [20, 40, 200];
const MONTHS: [u32; 4] = [1, 3, 6, 12];

struct Chance(TestRng);

impl Chance {
    /// From 0 to below 1.
    fn fraction(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn happens(&mut self, chance: f64) -> bool {
        self.fraction() < chance
    }
}

/// How often something held.
#[derive(Default, Clone, Copy)]
struct Held {
    of: usize,
    held: usize,
}

impl Held {
    fn count(&mut self, holds: bool) {
        self.of += 1;
        self.held += usize::from(holds);
    }

    fn percent(self) -> f64 {
        100.0 * self.held as f64 / self.of as f64
    }
}

fn holds(interval: Interval, truth: f64) -> bool {
    (interval.low..=interval.high).contains(&truth)
}

/// A world in which every month so many of those who try earn for the first time, and so many give up.
#[derive(Clone, Copy)]
struct World {
    name: &'static str,
    earn: f64,
    quit: f64,
}

const WORLDS: [World; 2] =
    [World { name: "half earn", earn: 0.08, quit: 0.06 }, World { name: "few earn", earn: 0.01, quit: 0.06 }];

/// What keeps people from being followed to their end.
#[derive(Clone, Copy, PartialEq)]
enum Followed {
    All,
    /// Last heard of in a month from 0 to 23, each as likely as the others.
    Lost,
    /// And three in ten registered a month after their start, if they had not ended before.
    LostAndLate,
}

impl World {
    fn share_earned(self, month: u32) -> f64 {
        let stays = 1.0 - self.earn - self.quit;
        self.earn * (1.0 - stays.powi(month as i32 + 1)) / (1.0 - stays)
    }

    fn cohort(self, n: usize, followed: Followed, chance: &mut Chance) -> Cohort {
        let mut people = Vec::with_capacity(n);
        while people.len() < n {
            let until = match followed {
                Followed::All => 60,
                _ => (chance.fraction() * 24.0) as u32,
            };
            let entered = u32::from(followed == Followed::LostAndLate && chance.happens(0.3));
            // The month of the end by the inverse of its distribution, and which end it is.
            let month = ((1.0 - chance.fraction()).ln() / (1.0 - self.earn - self.quit).ln()) as u32;
            let event = match chance.happens(self.earn / (self.earn + self.quit)) {
                _ if month > until => Event::Censored,
                true => Event::Earned,
                false => Event::GaveUp,
            };
            let month = month.min(until);
            if month >= entered {
                people.push(Observation { entered, month, event });
            }
        }
        people.into_iter().collect()
    }
}

/// What is measured, how often it held, and how often Wilson's interval would hold a plain count of as many people.
struct Line {
    name: String,
    held: Held,
    counted: Option<f64>,
    /// Of a curve, among the draws in which it is drawn up to that month.
    drawn: Option<Held>,
}

impl Line {
    /// Whether it holds what it promises: so many in a hundred, or as many as a plain count up to three errors of chance.
    fn is_kept(&self) -> bool {
        let drawn = self.drawn.filter(|drawn| drawn.of >= DRAWS / 2);
        [Some(self.held), drawn].into_iter().flatten().all(|held| {
            let chance = 300.0 * (0.05 * 0.95 / held.of as f64).sqrt();
            held.percent() >= LEAST || self.counted.is_some_and(|counted| held.percent() + chance >= counted)
        })
    }
}

/// In how many of a hundred counts of `n` people Wilson's interval holds the share `p`: no simulation, but the sum.
fn counted(n: usize, p: f64) -> f64 {
    let mut term = (1.0 - p).powi(n as i32);
    let mut held = 0.0;
    for k in 0..=n {
        if wilson(k, n).is_some_and(|interval| holds(interval, p)) {
            held += term;
        }
        term *= (n - k) as f64 / (k + 1) as f64 * p / (1.0 - p);
    }
    100.0 * held
}

fn lines() -> Vec<Line> {
    let mut chance = Chance(TestRng::from_seed(RngAlgorithm::ChaCha, &SEED));
    let mut lines = Vec::new();
    shares(&mut chance, &mut lines);
    middles(&mut chance, &mut lines);
    curves(&mut chance, &mut lines);
    bounds(&mut chance, &mut lines);
    lines
}

fn shares(chance: &mut Chance, lines: &mut Vec<Line>) {
    for (name, p) in [("half earn", 0.5), ("few earn", 0.1)] {
        for n in SIZES {
            let mut held = Held::default();
            for _ in 0..4 * DRAWS {
                let k = (0..n).filter(|_| chance.happens(p)).count();
                held.count(wilson(k, n).is_some_and(|interval| holds(interval, p)));
            }
            lines.push(Line {
                name: format!("Wilson, n = {n}, {name}"),
                held,
                counted: Some(counted(n, p)),
                drawn: None,
            });
        }
    }
}

/// Sums of which most are small and few are large: the cube of a fraction.
fn middles(chance: &mut Chance, lines: &mut Vec<Line>) {
    let sum = |fraction: f64| (1e9 * fraction.powi(3)) as i64;
    for n in [10, 20, 40, 200] {
        let mut held = [Held::default(); 3];
        for _ in 0..DRAWS {
            let Some(middle) = Middle::<i64>::of((0..n).map(|_| sum(chance.fraction()))) else { continue };
            let (first, third) = middle.half_likely;
            let open = |(low, high): (Option<i64>, Option<i64>), truth: i64| {
                low.is_none_or(|low| low <= truth) && high.is_none_or(|high| truth <= high)
            };
            held[0].count(open((Some(middle.likely.0), Some(middle.likely.1)), sum(0.5)));
            held[1].count(open(first, sum(0.25)));
            held[2].count(open(third, sum(0.75)));
        }
        for (name, held) in ["Median", "First quartile", "Third quartile"].into_iter().zip(held) {
            lines.push(Line { name: format!("{name}, n = {n}"), held, counted: None, drawn: None });
        }
    }
}

fn curves(chance: &mut Chance, lines: &mut Vec<Line>) {
    let followed = [
        ("all followed", Followed::All),
        ("lost over 24 months", Followed::Lost),
        ("lost, three in ten late", Followed::LostAndLate),
    ];
    for world in WORLDS {
        for (how, followed) in followed {
            for n in SIZES {
                let mut held = [(Held::default(), Held::default()); MONTHS.len()];
                for _ in 0..DRAWS {
                    let cohort = world.cohort(n, followed, chance);
                    let states = states(&cohort);
                    let drawn = Incidence::of(&cohort).map(|incidence| incidence.last_month());
                    for (month, (held, drawn_held)) in MONTHS.into_iter().zip(&mut held) {
                        let found = likely(&cohort, &states, month).earned;
                        let is_held = holds(found, world.share_earned(month));
                        held.count(is_held);
                        if drawn.is_some_and(|until| month <= until) {
                            drawn_held.count(is_held);
                        }
                    }
                }
                for (month, (held, drawn)) in MONTHS.into_iter().zip(held) {
                    let name = format!("Curve, n = {n}, {}, {how}, month {month}", world.name);
                    let counted = Some(counted(n, world.share_earned(month)));
                    lines.push(Line { name, held, counted, drawn: Some(drawn) });
                }
            }
        }
    }
}

/// Of those due a fifth are within their sixty days and a fifth are silent; earners answer twice as often as others.
fn bounds(chance: &mut Chance, lines: &mut Vec<Line>) {
    for (name, p) in [("half earn", 0.5), ("few earn", 0.1)] {
        for n in SIZES {
            let (mut counted, mut shares) = (Held::default(), Held::default());
            for _ in 0..DRAWS {
                let (mut truth, mut known, mut unanswered) = (0, 0, 0);
                for _ in 0..n {
                    let earned = chance.happens(p);
                    let within = chance.happens(0.2);
                    let silent = chance.happens(if earned { 0.15 } else { 0.3 });
                    truth += usize::from(earned);
                    known += usize::from(earned && !within && !silent);
                    unanswered += usize::from(within || silent);
                }
                let Some(bounds) = Bounds::of(n, known, unanswered) else { continue };
                counted.count((bounds.at_least()..=bounds.at_most()).contains(&truth));
                shares.count(holds(bounds.likely, p));
            }
            let line = |what, held| Line {
                name: format!("Bounds, n = {n}, {name}: {what}"),
                held,
                counted: None,
                drawn: None,
            };
            lines.push(line("those who earned, counted", counted));
            lines.push(line("the share, with chance", shares));
        }
    }
}

fn table(lines: &[Line]) -> String {
    let mut table = format!(
        "# How often the intervals hold the truth\n\n\
         Made by `src/figures/coverage.rs` with the seed “{}” and checked by its test. Each line is a world whose truth is known: how\n\
         often it was drawn, in how many of a hundred draws the printed 95 % interval held the truth, and in how many Wilson’s interval holds\n\
         it for a plain count of as many people, reckoned exactly. A plain count comes in whole numbers, so its own interval holds now\n\
         more and now less than 95 (L. D. Brown, T. T. Cai and A. DasGupta, 2001, “Interval Estimation for a Binomial Proportion”); the\n\
         interval of a curve can be no surer than that.\n\n\
         “Half earn”: in each month 8 of a hundred who try earn and 6 give up, of a plain count half; “few earn”: 1 and 6, a tenth. “Lost”:\n\
         last heard of in a month from 0 to 23. “Late”: three in ten registered a month after their start. The last two columns\n\
         count only the draws with enough people and endings for a curve up to that month. For the bounds a fifth of those due are within their 60 days, and\n\
         of the others three in ten who did not earn and 15 in a hundred who did are silent.\n\n\
         The test recomputes the table and fails where a line holds less than {LEAST} and less than its plain count by more than three\n\
         errors of chance, of which one is 0.7 for {DRAWS} draws; of the drawn where at least half were. A curve\n\
         that reaches a month in few draws does so where unusually many stayed so long, and then holds less often.\n\n\
         | interval | draws | held, of 100 | plain count | drawn | held, of 100 |\n|--|--:|--:|--:|--:|--:|\n",
        String::from_utf8_lossy(&SEED)
    );
    let share = |share: Option<f64>| share.map_or("–".to_owned(), |share| format!("{share:.1}"));
    for Line { name, held, counted, drawn } in lines {
        let drawn = drawn.filter(|drawn| drawn.of > 0);
        let (times, drawn) = (drawn.map_or(0, |drawn| drawn.of), share(drawn.map(Held::percent)));
        let (held, of) = (share(Some(held.percent())), held.of);
        let _ = writeln!(table, "| {name} | {of} | {held} | {} | {times} | {drawn} |", share(*counted));
    }
    table
}

#[test]
fn the_intervals_hold_what_they_promise() {
    let lines = lines();
    let table = table(&lines);
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/coverage.md");
    if std::env::var_os("WRITE_COVERAGE").is_some() {
        std::fs::write(path, &table).unwrap();
    }
    let missed: Vec<String> = lines
        .iter()
        .filter(|line| !line.is_kept())
        .map(|line| format!("{}: {:.1}", line.name, line.held.percent()))
        .collect();
    assert!(missed.is_empty(), "{missed:#?}");
    assert_eq!(table, std::fs::read_to_string(path).unwrap(), "recomputed with WRITE_COVERAGE=1");
}
