use crate::{
    charts::{Dot, Svg, Width, dot_columns},
    figures::{DOT_BANDS, Share, Strata},
};

/// Everybody of one kind of teller as a dot in the column of what a month left them.
#[derive(Debug)]
pub struct Columns {
    /// For ids: "registered", "told".
    pub id: &'static str,
    pub who: &'static str,
    /// How many have a dot, and of how many each count is: everybody due, of registered starts.
    pub n: usize,
    pub of: usize,
    /// Those due of whom nothing is known; they have an empty place. None of those told afterwards.
    pub unheard: Option<usize>,
    pub bins: Vec<Bin>,
    dots: Vec<Dot>,
}

/// A column: how many, their range, and the sum in three lengths.
#[derive(Debug)]
pub struct Bin {
    pub n: usize,
    pub read: usize,
    pub proved: usize,
    /// In per cent, from the lowest to the highest.
    pub range: (f64, f64),
    pub range_in_words: String,
    pub label: &'static str,
    pub middling: &'static str,
    pub short: &'static str,
}

/// Registered starts first; none of whom there are fewer than five. More than `most` have their counts and no dots.
pub fn columns(strata: &Strata, most: usize) -> Vec<Columns> {
    let due = &strata.registered;
    let kinds = [
        ("registered", "Registered starts", &due.heard, due.n(), Some(due.unknown())),
        ("told", "Told afterwards", &strata.told, strata.told.n(), None),
    ];
    let shown = kinds.into_iter().filter(|(_, _, reports, ..)| !reports.sample().is_too_few());
    shown
        .map(|(id, who, reports, of, unheard)| {
            let bins = reports.tally(&DOT_BANDS).into_iter().filter_map(|(band, n)| {
                let (range, range_in_words) = match unheard {
                    Some(_) => {
                        let bounds = due.share(|month| band.holds(month.cents))?;
                        (bounds.likely, bounds.range())
                    }
                    None => {
                        let share = Share::of(n, of)?;
                        (share.likely, share.range())
                    }
                };
                Some(Bin {
                    n,
                    read: reports.count(|month| band.holds(month.cents) && month.was_read),
                    proved: reports.count(|month| band.holds(month.cents) && month.proof_seen),
                    range: (range.low * 100.0, range.high * 100.0),
                    range_in_words,
                    label: band.label,
                    middling: band.middling,
                    short: band.short,
                })
            });
            Columns {
                id,
                who,
                n: reports.n(),
                of,
                unheard,
                bins: bins.collect(),
                dots: Dot::of_all(reports.people(), most),
            }
        })
        .collect()
}

impl Columns {
    pub fn draw(&self, width: Width) -> Option<Svg> {
        dot_columns(&self.dots, self.unheard, width)
    }

    pub fn has_dots(&self) -> bool {
        !self.dots.is_empty()
    }
}
