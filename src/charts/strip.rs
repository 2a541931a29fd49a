use super::{
    Dot, Svg,
    dot::mark,
    svg::{escaped, number},
};
use crate::{
    figures::{Middle, Sample},
    values::UsdCents,
};

/// Every person as a dot on one scale of money: a zone holds those whose month came to nothing, and from there equal steps mean
/// tenfold, to the right up to a gain of $10,000 a month and to the left down to a loss of as much. The gold mark is the middle half
/// of those who gained, with a notch at the middle; it needs ten of them.
#[derive(Debug, Clone, Copy)]
pub struct Strip<'a> {
    pub dots: &'a [Dot],
    /// In CSS pixels; 44 fits a row of a list, 60 a chart of its own.
    pub height: u32,
    /// A sum to compare with, drawn as a red line. A month.
    pub claim: Option<UsdCents>,
    /// The chart in words, for those who cannot see it. Without them the chart is hidden from them, and the same
    /// figures must stand beside it in words.
    pub label: Option<&'a str>,
}

const TICKS: [(f64, &str); 8] = [
    (-10_000.0, "−$10k"),
    (-1_000.0, "−$1k"),
    (-100.0, "−$100"),
    (0.0, "$0"),
    (10.0, "$10"),
    (100.0, "$100"),
    (1_000.0, "$1k"),
    (10_000.0, "$10k"),
];
/// In hundredths of the width: where losses end, the zone of nothing, and where gains begin.
const LOSSES: f64 = 28.0;
const ZONE: (f64, f64) = (29.5, 38.5);
const GAINS: f64 = 40.0;
const LANES: usize = 7;
/// The lanes from the middle outwards.
const NEAREST_FIRST: [usize; LANES] = [3, 2, 4, 1, 5, 0, 6];
/// In thousandths of the width.
const CLEARANCE: f64 = 15.0;

impl<'a> Strip<'a> {
    pub fn of(dots: &'a [Dot]) -> Self {
        Self { dots, height: 44, claim: None, label: None }
    }

    /// None below five people, who could be recognised.
    pub fn draw(&self) -> Option<Svg> {
        if Sample::of(self.dots.len()).is_too_few() {
            return None;
        }
        let height = self.height;

        Some(Svg::new(format!(
            r#"<svg class="strip" height="{height}" {} focusable="false"><rect class="zone" x="{}%" width="{}%" height="{height}"/>{}<svg viewBox="0 0 1000 {height}" preserveAspectRatio="none" width="100%" height="{height}" overflow="visible"><path class="d d-l" d="{}"/><path class="d d-0" d="{}"/><path class="d d-y" d="{}"/></svg>{}{}</svg>"#,
            self.description(),
            number(ZONE.0),
            number(ZONE.1 - ZONE.0),
            self.grid(),
            self.spread_out(self.sums(|sum| sum < UsdCents(0))),
            self.zeros(),
            self.spread_out(self.gained()),
            self.middle_mark().unwrap_or_default(),
            self.claim_line().unwrap_or_default(),
        )))
    }

    fn description(&self) -> String {
        match self.label {
            Some(label) => format!(r#"role="img" aria-label="{}""#, escaped(label)),
            None => r#"aria-hidden="true""#.to_owned(),
        }
    }

    fn grid(&self) -> String {
        let line = |(dollars, _): &(f64, &str)| self.line("grid", percent(*dollars));
        TICKS.iter().filter(|(dollars, _)| *dollars != 0.0).map(line).collect()
    }

    /// Dots that came to nothing, in columns in their zone.
    fn zeros(&self) -> String {
        let zeros = self.sums(|sum| sum == UsdCents(0)).len();
        let columns = zeros.div_ceil(LANES).max(1);
        let step = ((ZONE.1 - ZONE.0 - 1.5) * 10.0 / columns as f64).min(16.0);
        let left = ZONE.0 * 10.0 + 8.0;
        (0..zeros).map(|index| mark(left + (index / LANES) as f64 * step, self.lane(index % LANES))).collect()
    }

    /// Dots in the order of their sums, each in the lane nearest to the middle where it touches no other.
    fn spread_out(&self, sums: Vec<UsdCents>) -> String {
        let mut last = [-99.0; LANES];
        let place = |sum: UsdCents| {
            let x = position(dollars(sum)) * 10.0;
            let lane = free_lane(&last, x);
            last[lane] = x;
            mark(x, self.lane(lane))
        };
        sums.into_iter().map(place).collect()
    }

    fn middle_mark(&self) -> Option<String> {
        let middle = Middle::of(self.gained())?;
        let [low, notch, high] =
            [middle.half.0, middle.cents, middle.half.1].map(|sum| percent(dollars(sum)));
        let foot = self.height - 1;
        Some(format!(
            r#"<line class="iqr" x1="{low}" x2="{high}" y1="{foot}" y2="{foot}"/><line class="med" x1="{notch}" x2="{notch}" y1="{}" y2="{foot}"/>"#,
            self.height - 9,
        ))
    }

    fn claim_line(&self) -> Option<String> {
        let claim = self.claim?;
        Some(self.line("claim", percent(dollars(claim))))
    }

    fn line(&self, class: &str, x: String) -> String {
        format!(r#"<line class="{class}" x1="{x}" x2="{x}" y1="0" y2="{}"/>"#, self.height)
    }

    fn gained(&self) -> Vec<UsdCents> {
        self.sums(|sum| sum > UsdCents(0))
    }

    /// In their order.
    fn sums(&self, are: impl Fn(UsdCents) -> bool) -> Vec<UsdCents> {
        let mut sums: Vec<UsdCents> = self.dots.iter().map(|dot| dot.monthly_cents).collect();
        sums.retain(|sum| are(*sum));
        sums.sort_unstable();
        sums
    }

    fn lane(&self, lane: usize) -> f64 {
        f64::from(self.height) / 2.0 + (lane as f64 - 3.0) * 5.4
    }
}

/// The scale under one or more strips.
pub fn strip_axis() -> Svg {
    let tick = |(dollars, label): &(f64, &str)| {
        let anchor = match *dollars {
            -1_000.0 | 10_000.0.. => "end",
            _ => "middle",
        };
        format!(r#"<text x="{}" y="11" text-anchor="{anchor}">{label}</text>"#, percent(*dollars))
    };
    // The outermost loss has no label: on a phone it would be written over its neighbour.
    let ticks: String = TICKS.iter().skip(1).map(tick).collect();
    Svg::new(format!(
        r#"<svg class="strip-ax" width="100%" height="14" aria-hidden="true" focusable="false">{ticks}</svg>"#
    ))
}

/// Where every lane is taken, the one that was used longest ago.
fn free_lane(last: &[f64; LANES], x: f64) -> usize {
    let free = NEAREST_FIRST.into_iter().find(|lane| x - last[*lane] >= CLEARANCE);
    free.or_else(|| (0..LANES).min_by(|a, b| last[*a].total_cmp(&last[*b]))).unwrap_or_default()
}

fn dollars(sum: UsdCents) -> f64 {
    sum.0 as f64 / 100.0
}

fn percent(dollars: f64) -> String {
    format!("{}%", number(position(dollars)))
}

/// Dollars a month to a place from 0 to 100; $10,000 and more is 100, and a loss of as much 0.
fn position(dollars: f64) -> f64 {
    let tenfold = (1.0 + dollars.abs() / 10.0).log10() / 1001_f64.log10();
    if dollars < 0.0 {
        (LOSSES * (1.0 - tenfold)).max(0.0)
    } else if dollars > 0.0 {
        (GAINS + (100.0 - GAINS) * tenfold).min(100.0)
    } else {
        (ZONE.0 + ZONE.1) / 2.0
    }
}
