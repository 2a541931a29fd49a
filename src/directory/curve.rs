use crate::{
    charts::{Areas, AreasRow, Svg},
    experiences::path_figures::PathFigures,
    figures::{Cohort, Incidence, Interval, Point},
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
    let registered = &figures.registered_wait;
    let strata = [
        (REGISTERED, registered.cohort(), Areas::of_registered(registered)),
        (TOLD, &figures.told_wait, Incidence::of(&figures.told_wait).and_then(Areas::of)),
    ];
    for ((id, who), cohort, areas) in strata {
        match areas {
            Some(areas) => curves.push(Curve::of(id, who, cohort, &areas)),
            None => too_few.push(TooFew { who, n: cohort.n(), endings: cohort.events() }),
        }
    }
    (curves, too_few)
}

impl Curve {
    fn of(id: &'static str, who: &'static str, cohort: &Cohort, areas: &Areas) -> Self {
        Self {
            id,
            who,
            n: cohort.n(),
            drawing: areas.draw(&format!("wait-{id}-chart")),
            rows: areas.table(),
            until: areas.until(),
            half_earned_by: areas.half_earned_by(),
            incidence: areas.incidence().clone(),
        }
    }

    /// What its ranges are called: nobody knows of whom those told afterwards are a part.
    pub fn range_name(&self) -> &'static str {
        if self.id == TOLD.0 { "Range by chance" } else { "Likely range" }
    }

    /// The finding, in a sentence. By when half were paid is said of registered starts alone.
    pub fn title(&self) -> String {
        if self.id == TOLD.0 {
            return format!("How it went, month by month, for the {} who told us afterwards", self.n);
        }
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

    /// Every corner that is drawn: the share of each region, with the likely range of those who had earned and the number
    /// still counted.
    pub fn drawn(&self) -> Vec<(Point, Interval, usize)> {
        let corners = self.incidence.curve().iter().map(|point| point.month);
        let mut months: Vec<u32> = corners.filter(|month| *month < self.until).collect();
        // The start and what happened in its month are two points of one month.
        months.dedup();
        months.push(self.until);
        let at = |month| {
            let point = Point { month, ..self.incidence.at(month) };
            (point, self.incidence.likely(month).earned, self.incidence.at_risk(month))
        };
        months.into_iter().map(at).collect()
    }
}
