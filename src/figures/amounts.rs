use super::{Grade, Middle, Monthly, Ranged, Sample, Spread};
use crate::values::{ClosedList as _, Month, UsdCents};

/// The reports of several kinds of tellers as one: how much they tell of, and how they came. It says neither whether nor when
/// people earned, since that is never put together, and so it has no share.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Amounts(Spread);

impl Amounts {
    pub fn of<'a>(sets: impl IntoIterator<Item = &'a Spread>) -> Self {
        Self(Spread::together(sets))
    }

    /// How many reports there are.
    pub fn n(&self) -> usize {
        self.0.n()
    }

    pub fn sample(&self) -> Sample {
        self.0.sample()
    }

    /// Everybody's month, one by one: for a chart in which each is a dot, so bound `n` first.
    pub fn people(&self) -> impl Iterator<Item = Monthly> {
        self.0.people()
    }

    /// Net monthly sums, and how many people had each; in the order of the sums.
    pub fn month_sums(&self) -> impl Iterator<Item = (UsdCents, usize)> + Clone {
        self.0.month_sums()
    }

    /// Net hourly sums, and how many people had each; in the order of the sums.
    pub fn hours(&self) -> &[(UsdCents, usize)] {
        self.0.hours()
    }

    /// The middle report: take-home a month, losses and zeros included; none below ten.
    pub fn middle(&self) -> Option<Middle> {
        self.0.middle()
    }

    /// Take-home a month among those who ever earned; none below ten of *them*.
    pub fn middle_of_earners(&self) -> Option<Middle> {
        Middle::of_counts(self.0.earner_sums())
    }

    /// Net for each hour, among those who told their hours; none below ten of *them*.
    pub fn hourly(&self) -> Option<Middle> {
        Middle::of_counts(self.0.hours().iter().copied())
    }

    /// The three middles, as two paths are compared by them.
    pub fn month_compared(&self) -> Option<Ranged> {
        Ranged::middle(self.0.month_sums())
    }

    pub fn earners_compared(&self) -> Option<Ranged> {
        Ranged::middle(self.0.earner_sums())
    }

    pub fn hour_compared(&self) -> Option<Ranged> {
        Ranged::middle(self.0.hours().iter().copied())
    }

    /// Net monthly sums of those who ever earned, and how many people had each.
    pub fn earner_sums(&self) -> impl Iterator<Item = (UsdCents, usize)> + Clone {
        self.0.earner_sums()
    }

    /// The highest month, with proof alone or of all.
    pub fn highest(&self, proven: bool) -> Option<UsdCents> {
        let months = self.0.months().iter().map(|(month, _)| month);
        months.filter(|month| month.proof_seen || !proven).map(|month| month.cents).max()
    }

    /// Of how many a moderator read everything that they say.
    pub fn read(&self) -> usize {
        self.0.count(|month| month.was_read)
    }

    /// Of how many a moderator checked a document.
    pub fn proved(&self) -> usize {
        self.0.count(|month| month.proof_seen)
    }

    /// How many rest on which grade of evidence, the strongest first, also those of nobody; empty below five reports.
    pub fn by_grade(&self) -> Vec<(Grade, usize)> {
        Grade::ALL.iter().filter_map(|grade| Some((*grade, self.0.of_grade(*grade)?.k))).collect()
    }

    /// The month in which most came, of several the last, and how many did; none below five.
    pub fn busiest_month(&self) -> Option<(Month, usize)> {
        self.0.busiest_month().map(|(month, share)| (month, share.k))
    }

    /// The evidence of those counted and how they came, as a sentence without its stop: "Of 60 counted, 58 read by a
    /// moderator, 3 with documents checked, 18 from the busiest month; by grade of evidence 1 A, 2 B, 12 C, 5 D, 40 E". Below
    /// five reports only what was read and checked.
    pub fn support(&self) -> String {
        let (n, read, proved) = (self.n(), self.read(), self.proved());
        let mut said = format!("Of {n} counted, {read} read by a moderator, {proved} with documents checked");
        if let Some((_, busiest)) = self.busiest_month() {
            let graded =
                self.by_grade().into_iter().map(|(grade, people)| format!("{people} {}", grade.word()));
            let graded = graded.collect::<Vec<_>>().join(", ");
            said += &format!(", {busiest} from the busiest month; by grade of evidence {graded}");
        }
        said
    }
}
