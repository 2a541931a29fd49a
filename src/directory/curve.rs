use crate::{
    charts::{Areas, AreasRow, Svg},
    experiences::path_figures::{Following, PathFigures},
    figures::{Incidence, IncidenceBand, Point},
};

/// How long it takes, for the people of one stratum: strata are drawn apart and never pooled.
#[derive(Debug)]
pub struct Curve {
    /// The page's own name for it, in ids.
    pub id: &'static str,
    pub who: &'static str,
    pub n: usize,
    pub drawing: Svg,
    pub rows: Vec<AreasRow>,
    /// The last month drawn.
    pub until: u32,
    half_earned_by: Option<u32>,
    incidence: Incidence,
    band: IncidenceBand,
}

/// Why a stratum has no curve, in people and known endings.
#[derive(Debug)]
pub struct TooFew {
    pub who: &'static str,
    pub n: usize,
    pub endings: usize,
}

const TOLD: (&str, &str) = ("told", "told afterwards");
const REGISTERED: (&str, &str) = ("registered", "registered at the start");

/// The curves that there are enough people for, and the strata that have too few.
pub fn curves(figures: &PathFigures) -> (Vec<Curve>, Vec<TooFew>) {
    let (mut curves, mut too_few) = (Vec::new(), Vec::new());
    for ((id, who), following) in [(TOLD, &figures.told_wait), (REGISTERED, &figures.registered_wait)] {
        match Curve::of(id, who, following) {
            Some(curve) => curves.push(curve),
            None => {
                let (n, endings) = (following.cohort.n(), following.cohort.events());
                too_few.push(TooFew { who, n, endings });
            }
        }
    }
    (curves, too_few)
}

impl Curve {
    fn of(id: &'static str, who: &'static str, following: &Following) -> Option<Self> {
        let (incidence, band) = (following.incidence()?, following.band.clone()?);
        let areas = Areas::of(&incidence, &band)?;
        Some(Self {
            id,
            who,
            n: following.cohort.n(),
            drawing: areas.draw(&format!("wait-{id}-chart")),
            rows: areas.table(),
            until: areas.until(),
            half_earned_by: areas.half_earned_by(),
            incidence,
            band,
        })
    }

    /// The finding, in a sentence.
    pub fn title(&self) -> String {
        match self.half_earned_by {
            Some(0) => format!("Half of these {} had been paid in their first month", self.n),
            Some(month) => format!("Half of these {} had been paid by month {month}", self.n),
            None => format!("Fewer than half of these {} had been paid by month {}", self.n, self.until),
        }
    }

    /// How many are still counted in each of the contract's months.
    pub fn at_risk(&self) -> [(u32, usize); 6] {
        self.incidence.at_risk_counts()
    }

    /// Every corner that is drawn: the share of each region, with the band of those who had earned and the number still
    /// counted.
    pub fn drawn(&self) -> Vec<(Point, crate::figures::Interval, usize)> {
        let corners = self.incidence.curve().iter().map(|point| point.month);
        let mut months: Vec<u32> = corners.filter(|month| *month < self.until).collect();
        months.push(self.until);
        let at = |month| {
            let point = Point { month, ..self.incidence.at(month) };
            (point, self.band.at(month), self.incidence.at_risk(month))
        };
        months.into_iter().map(at).collect()
    }
}
