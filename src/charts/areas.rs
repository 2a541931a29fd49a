use super::{
    Svg,
    svg::{escaped, number},
};
use crate::figures::{Incidence, Interval, Likely, Registered, words};
use std::iter::once;

/// A chart of what had become of people, by months since they started: earned (from below), gave up (from above),
/// still trying (between), with the likely range of those who earned and, under the axis, how many are still counted.
#[derive(Debug, Clone)]
pub struct Areas {
    incidence: Incidence,
    half_earned_by: Option<u32>,
    /// The last month drawn.
    until: u32,
}

/// A row of the table under the chart. The three percentages are whole and add up to 100.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AreasRow {
    pub month: u32,
    pub earned: u32,
    /// The likely ranges of the three, in whole percentages.
    pub likely: (u32, u32),
    pub gave_up: u32,
    pub gave_up_likely: (u32, u32),
    pub still_trying: u32,
    pub still_trying_likely: (u32, u32),
    /// How many people are still counted.
    pub at_risk: usize,
}

/// In pixels: the plot, the room above it for the uppermost label, and the whole with what is below.
const HEIGHT: f64 = 250.0;
const TOP: f64 = 22.0;
const FOOT: f64 = TOP + HEIGHT;
const WHOLE: f64 = FOOT + 62.0;
/// Between the base lines of two labels.
const LABEL_GAP: f64 = 17.0;
/// The part of the width that the curve takes; the rest is for the labels at its end.
const CURVE: f64 = 0.74;
/// Nobody waits longer than five years for a first dollar and still calls it a side job.
const LONGEST: u32 = 60;
const QUARTERS: [f64; 4] = [0.25, 0.5, 0.75, 1.0];

impl Areas {
    /// Drawn as far as ten people are still counted, five years at most; none where that is not even a month. By when half had
    /// earned is not marked: see [`Self::of_registered`].
    pub fn of(incidence: Incidence) -> Option<Self> {
        let until = incidence.last_month().min(LONGEST);
        (until > 0).then_some(Self { incidence, half_earned_by: None, until })
    }

    /// With the month by which half had earned, which is said of registered starts alone. None too where there are too few
    /// for a curve.
    pub fn of_registered(registered: &Registered) -> Option<Self> {
        let areas = Self::of(registered.incidence()?)?;
        let half_earned_by = registered.half_earned_by().filter(|month| *month <= areas.until);
        Some(Self { half_earned_by, ..areas })
    }

    pub fn incidence(&self) -> &Incidence {
        &self.incidence
    }

    /// The last month drawn.
    pub fn until(&self) -> u32 {
        self.until
    }

    /// The month by which half had earned, if it is marked.
    pub fn half_earned_by(&self) -> Option<u32> {
        self.half_earned_by
    }

    /// The drawn numbers, one row for each mark on the axis and one for the end of the curve.
    pub fn table(&self) -> Vec<AreasRow> {
        let marks = self.ticks().filter(|month| (1..self.until).contains(month));
        marks.chain(once(self.until)).map(|month| self.row(month)).collect()
    }

    /// `id` begins the ids of the chart's title and description and must be the page's only one.
    pub fn draw(&self, id: &str) -> Svg {
        let id = escaped(id);
        Svg::new(format!(
            r#"<svg class="km" height="{WHOLE}" width="100%" role="img" aria-labelledby="{id}-t {id}-d" focusable="false"><title id="{id}-t">What had become of people, by months since they started</title><desc id="{id}-d">{}</desc>{}{}{}{}{}{}</svg>"#,
            self.description(),
            self.regions(),
            self.grid(),
            self.half_mark().unwrap_or_default(),
            self.shares_at_the_end(),
            self.months(),
            self.still_counted(),
        ))
    }

    fn row(&self, month: u32) -> AreasRow {
        let point = self.incidence.at(month);
        let Likely { earned: likely, gave_up: gave_up_likely, still_trying: still_trying_likely } =
            self.incidence.likely(month);
        let range = |likely: Interval| (percent(likely.low), percent(likely.high));
        let earned = percent(point.earned);
        let gave_up = percent(point.gave_up).min(100 - earned);
        AreasRow {
            month,
            earned,
            likely: range(likely),
            gave_up,
            gave_up_likely: range(gave_up_likely),
            still_trying: 100 - earned - gave_up,
            still_trying_likely: range(still_trying_likely),
            at_risk: self.incidence.at_risk(month),
        }
    }

    fn description(&self) -> String {
        let AreasRow { month, earned, gave_up, still_trying, .. } = self.row(self.until);
        format!(
            "By month {month}, {earned}% had earned something, {gave_up}% had given up with nothing and {still_trying}% were still trying. The same numbers are in the table below the chart."
        )
    }

    fn regions(&self) -> String {
        let end = number(self.x(self.until));
        let earned = |month| from_below(self.incidence.at(month).earned);
        let gave_up = |month| self.incidence.at(month).gave_up * HEIGHT;
        let earned = line(self.steps(earned(0), earned).into_iter());
        let gave_up = line(self.steps(gave_up(0), gave_up).into_iter());
        format!(
            r#"<svg y="{TOP}" viewBox="0 0 1000 {HEIGHT}" preserveAspectRatio="none" width="100%" height="{HEIGHT}" overflow="visible"><path class="gone" d="M0 0L{gave_up}L{end} 0Z"/><path class="got" d="M0 {HEIGHT}L{earned}L{end} {HEIGHT}Z"/><path class="band" d="M{}Z"/><path class="line" d="M{earned}"/><path class="line-g" d="M{gave_up}"/></svg>"#,
            self.outline_of_band(),
        )
    }

    /// Along its upper edge and back along its lower one.
    fn outline_of_band(&self) -> String {
        let edge = |end: fn(Interval) -> f64| {
            let height = |month| from_below(end(self.incidence.likely(month).earned));
            self.steps(height(0), height)
        };
        let (upper, lower) = (edge(|range| range.high), edge(|range| range.low));
        line(upper.into_iter().chain(lower.into_iter().rev()))
    }

    /// A flight of steps from `start` on: flat up to each month in which something happened, then
    /// straight to its height.
    fn steps(&self, start: f64, height: impl Fn(u32) -> f64) -> Vec<(f64, f64)> {
        let mut steps = vec![(0.0, start)];
        let mut before = start;
        for month in self.corners() {
            steps.push((self.x(month), before));
            before = height(month);
            steps.push((self.x(month), before));
        }
        steps
    }

    fn corners(&self) -> impl Iterator<Item = u32> {
        let mut corners: Vec<u32> = self.incidence.curve().iter().map(|point| point.month).collect();
        corners.retain(|month| *month < self.until);
        corners.dedup();
        corners.into_iter().chain(once(self.until))
    }

    fn grid(&self) -> String {
        let end = self.percent_x(self.until);
        let line = |part: f64| {
            let y = number(TOP + from_below(part));
            format!(r#"<line class="grid" x1="0" x2="{end}%" y1="{y}" y2="{y}"/>"#)
        };
        let label = |part: f64| {
            let (lift, rest) = if part == 1.0 { (-6.0, " of those who started") } else { (14.0, "") };
            let y = number(TOP + from_below(part) + lift);
            format!(r#"<text class="halo" x="4" y="{y}">{}{rest}</text>"#, words::percent(part))
        };
        let (lines, labels): (String, String) =
            (QUARTERS.into_iter().map(line).collect(), QUARTERS.into_iter().map(label).collect());
        format!(r#"{lines}{labels}<line class="axis-l" x1="0" x2="{end}%" y1="{FOOT}" y2="{FOOT}"/>"#)
    }

    fn half_mark(&self) -> Option<String> {
        let month = self.half_earned_by?;
        let x = self.percent_x(month);
        let half = TOP + HEIGHT / 2.0;
        let late = f64::from(month) > self.width() * 0.55;
        let (shift, anchor) = if late { (-10, "end") } else { (10, "start") };
        Some(format!(
            r#"<line class="ref" x1="{x}%" x2="{x}%" y1="{half}" y2="{FOOT}"/><circle class="pt" cx="{x}%" cy="{half}" r="6"/><text class="b halo lg" x="{x}%" dx="{shift}" text-anchor="{anchor}" y="{}">Half paid by month {month}</text>"#,
            number(half + 30.0),
        ))
    }

    fn shares_at_the_end(&self) -> String {
        let (point, row) = (self.incidence.at(self.until), self.row(self.until));
        let middles = [
            point.gave_up * HEIGHT / 2.0,
            (point.gave_up + point.still_trying / 2.0) * HEIGHT,
            (1.0 - point.earned / 2.0) * HEIGHT,
        ];
        let shares = [(row.gave_up, "quit"), (row.still_trying, "trying"), (row.earned, "earned")];
        let label = |((share, word), y): ((u32, &str), f64)| {
            let (x, y) = (self.percent_x(self.until), number(TOP + y + 5.0));
            format!(r#"<text class="b halo lg" x="{x}%" dx="10" y="{y}">{share}% {word}</text>"#)
        };
        shares.into_iter().zip(spread(middles)).map(label).collect()
    }

    fn months(&self) -> String {
        let under = |month| {
            let word = if month == 0 { "Month " } else { "" };
            self.under_axis("", month, 18.0, &format!("{word}{month}"))
        };
        self.ticks().map(under).collect()
    }

    fn still_counted(&self) -> String {
        let under = |month| {
            let people = self.incidence.at_risk(month).to_string();
            self.under_axis(r#" class="b""#, month, 56.0, &people)
        };
        let people: String = self.ticks().map(under).collect();
        format!(r#"<text x="0" y="{}">Still trying, and still counted</text>{people}"#, FOOT + 40.0)
    }

    fn under_axis(&self, class: &str, month: u32, down: f64, text: &str) -> String {
        let anchor = if month == 0 { "start" } else { "middle" };
        let (x, y) = (self.percent_x(month), FOOT + down);
        format!(r#"<text{class} x="{x}%" y="{y}" text-anchor="{anchor}">{text}</text>"#)
    }

    fn ticks(&self) -> impl Iterator<Item = u32> + use<> {
        let step = if self.width() <= 20.0 { 3 } else { 6 };
        (0..=self.until).step_by(step)
    }

    /// In months.
    fn width(&self) -> f64 {
        f64::from(self.until) / CURVE
    }

    /// In thousandths of the width.
    fn x(&self, month: u32) -> f64 {
        f64::from(month) / self.width() * 1000.0
    }

    fn percent_x(&self, month: u32) -> String {
        number(f64::from(month) / self.width() * 100.0)
    }
}

fn from_below(part: f64) -> f64 {
    (1.0 - part) * HEIGHT
}

fn line(points: impl Iterator<Item = (f64, f64)>) -> String {
    points.map(|(x, y)| format!("{} {}", number(x), number(y))).collect::<Vec<_>>().join("L")
}

fn percent(part: f64) -> u32 {
    (part * 100.0).round().min(100.0) as u32
}

/// Moves labels apart that would be written over one another, and keeps them on the plot.
fn spread([mut upper, mut middle, mut lower]: [f64; 3]) -> [f64; 3] {
    middle = middle.max(upper + LABEL_GAP);
    lower = lower.max(middle + LABEL_GAP).min(HEIGHT);
    middle = middle.min(lower - LABEL_GAP);
    upper = upper.min(middle - LABEL_GAP);
    [upper, middle, lower]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::{Cohort, Event, Observation};
    use proptest::{collection::vec, prelude::*};

    fn cohort(people: impl IntoIterator<Item = (u32, u8)>) -> Cohort {
        let events = [Event::Censored, Event::Earned, Event::GaveUp];
        let person = |(month, event)| Observation { entered: 0, month, event: events[usize::from(event)] };
        people.into_iter().map(person).collect()
    }

    #[test]
    fn nothing_is_drawn_where_fewer_than_ten_are_left_after_the_first_month() {
        let incidence = Incidence::of(&cohort((0..30).map(|person| (person / 21, 1)))).unwrap();
        assert_eq!(incidence.at_risk(1), 9);
        assert!(Areas::of(incidence).is_none());
    }

    #[test]
    fn labels_of_slim_regions_are_moved_apart() {
        assert_eq!(spread([60.0, 120.0, 200.0]), [60.0, 120.0, 200.0]);
        assert_eq!(spread([0.0, 2.0, 127.0]), [0.0, 17.0, 127.0]);
        assert_eq!(spread([125.0, 249.0, 250.0]), [125.0, 233.0, 250.0]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn rows_add_up_and_stop_at_ten_people(people in vec((0_u32..90, 0_u8..3), 20..80)) {
            let Some(areas) = Areas::of_registered(&Registered::new(cohort(people))) else { return Ok(()) };
            for row in areas.table() {
                prop_assert_eq!(row.earned + row.gave_up + row.still_trying, 100);
                for (share, (low, high)) in [(row.earned, row.likely), (row.gave_up, row.gave_up_likely)] {
                    prop_assert!(low <= share && share <= high);
                }
                prop_assert!(row.at_risk >= Incidence::LEAST_AT_RISK && row.month <= areas.until());
            }
            prop_assert_eq!(areas.draw("a"), areas.draw("a"));
        }
    }
}
