use super::{
    Dot, Svg,
    dot::mark,
    svg::{escaped, number},
};
use crate::{
    figures::{Middle, Sample},
    values::UsdCents,
};

/// Every person as a dot on one scale of money: the left zone holds those who gained nothing, from
/// there equal steps mean tenfold, up to $10,000 a month. The gold mark is the middle half of those
/// who gained, with a notch at the middle; it needs ten of them.
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

const TICKS: [(f64, &str); 4] = [(10.0, "$10"), (100.0, "$100"), (1_000.0, "$1k"), (10_000.0, "$10k")];
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
        let (losses, zeros) = self.without_gain();

        Some(Svg::new(format!(
            r#"<svg class="strip" height="{height}" {} focusable="false"><rect class="zone" width="15.5%" height="{height}"/>{}<svg viewBox="0 0 1000 {height}" preserveAspectRatio="none" width="100%" height="{height}" overflow="visible"><path class="d d-l" d="{losses}"/><path class="d d-0" d="{zeros}"/><path class="d d-y" d="{}"/></svg>{}{}</svg>"#,
            self.description(),
            self.grid(),
            self.gains(),
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
        TICKS.iter().map(line).collect()
    }

    /// Dots that gained nothing, in columns, the deepest loss first: (losses, zeros).
    fn without_gain(&self) -> (String, String) {
        let mut sums: Vec<UsdCents> =
            self.dots.iter().map(|dot| dot.monthly_cents).filter(|sum| *sum <= UsdCents(0)).collect();
        sums.sort_unstable();
        let columns = sums.len().div_ceil(LANES).max(1);
        let step = (140.0 / columns as f64).min(16.0);

        let (mut losses, mut zeros) = (String::new(), String::new());
        for (index, sum) in sums.into_iter().enumerate() {
            let side = if sum < UsdCents(0) { &mut losses } else { &mut zeros };
            side.push_str(&mark(8.0 + (index / LANES) as f64 * step, self.lane(index % LANES)));
        }
        (losses, zeros)
    }

    /// Dots that gained, each in the lane nearest to the middle where it touches no other.
    fn gains(&self) -> String {
        let mut last = [-99.0; LANES];
        let place = |sum: UsdCents| {
            let x = position(dollars(sum)) * 10.0;
            let lane = free_lane(&last, x);
            last[lane] = x;
            mark(x, self.lane(lane))
        };
        self.gained().into_iter().map(place).collect()
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
        let mut sums: Vec<UsdCents> =
            self.dots.iter().map(|dot| dot.monthly_cents).filter(|sum| *sum > UsdCents(0)).collect();
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
        let anchor = if *dollars == 10_000.0 { "end" } else { "middle" };
        format!(r#"<text x="{}" y="11" text-anchor="{anchor}">{label}</text>"#, percent(*dollars))
    };
    let ticks: String = TICKS.iter().map(tick).collect();
    Svg::new(format!(
        r#"<svg class="strip-ax" width="100%" height="14" aria-hidden="true" focusable="false"><text x="0" y="11">No gain</text>{ticks}</svg>"#
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

/// Dollars a month to a place from 0 to 100; the zone of no gain ends at 15, $10,000 and more is 100.
fn position(dollars: f64) -> f64 {
    if dollars <= 0.0 {
        return 0.0;
    }
    (20.0 + 80.0 * (1.0 + dollars / 10.0).log10() / 1001_f64.log10()).min(100.0)
}
