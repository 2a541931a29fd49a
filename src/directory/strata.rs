use crate::{
    experiences::path_figures::PathFigures,
    figures::{Bounds, Middle, Share, Summary, words},
};

/// The reports of one kind of teller: each kind has its line, and no line hides another.
#[derive(Debug)]
pub struct Stratum {
    /// For files: "registered", "told", "sellers".
    pub word: &'static str,
    pub who: &'static str,
    /// Whether the figures above rest on it.
    pub counts: bool,
    pub n: usize,
    /// Of how many its counts are: everybody due, of registered starts.
    pub of: usize,
    /// Of `n`: a moderator read everything that they say, and a moderator checked a document.
    pub read: usize,
    pub proved: usize,
    pub earned: Option<Part>,
    pub not_so_far: Option<Part>,
    pub never: Option<Part>,
    pub out_of_pocket: Option<Part>,
    /// The middle loss of those out of pocket, and what one in ten lost or more.
    pub losses: Option<String>,
    pub middle: Option<Middle>,
}

/// So many of the stratum, at least and at most, and the range of their share.
#[derive(Debug, Clone, Copy)]
pub enum Part {
    Bounds(Bounds),
    Share(Share),
}

impl Part {
    pub fn said(&self) -> String {
        match self {
            Self::Bounds(bounds) => bounds.to_string(),
            Self::Share(share) => share.to_string(),
        }
    }

    pub fn range(&self) -> String {
        match self {
            Self::Bounds(bounds) => bounds.range(),
            Self::Share(share) => share.range(),
        }
    }

    /// At least, at most, of how many, and the range from the lowest to the highest in per cent.
    pub fn cells(part: Option<&Self>) -> String {
        let (least, most, of, likely) = match part {
            None => return ",,,,".to_owned(),
            Some(Self::Bounds(bounds)) => (bounds.at_least(), bounds.at_most(), bounds.due, bounds.likely),
            Some(Self::Share(share)) => (share.k, share.k, share.n, share.likely),
        };
        format!("{least},{most},{of},{:.1},{:.1}", likely.low * 100.0, likely.high * 100.0)
    }
}

impl Stratum {
    /// The middle report's month and its range.
    pub fn middle_in_words(&self) -> Option<(String, String)> {
        self.middle.map(|middle| (words::usd(middle.cents), words::usd_range(middle.likely)))
    }

    /// The columns of the table.
    pub fn parts(&self) -> [(&'static str, Option<Part>); 4] {
        [
            ("Had earned", self.earned),
            ("Not so far", self.not_so_far),
            ("Never, and stopped", self.never),
            ("Out of pocket", self.out_of_pocket),
        ]
    }

    fn told(word: &'static str, who: &'static str, counts: bool, summary: Summary) -> Self {
        let Summary { n, earned, not_so_far, never, out_of_pocket, read, proved, middle, .. } = summary;
        Self {
            word,
            who,
            counts,
            n,
            of: n,
            read,
            proved,
            earned: earned.map(Part::Share),
            not_so_far: not_so_far.map(Part::Share),
            never: never.map(Part::Share),
            out_of_pocket: out_of_pocket.map(|found| Part::Share(found.share)),
            losses: out_of_pocket.and_then(|found| found.losses_in_words()),
            middle,
        }
    }
}

/// Registered starts first; nobody's strata are left out.
pub fn strata(figures: &PathFigures) -> Vec<Stratum> {
    let due = &figures.strata.registered;
    let out_of_pocket = due.out_of_pocket();
    let registered = Stratum {
        word: "registered",
        who: "Registered starts",
        counts: true,
        n: due.heard.n(),
        of: due.n(),
        read: due.heard.count(|month| month.was_read),
        proved: due.heard.count(|month| month.proof_seen),
        earned: due.earned().map(Part::Bounds),
        not_so_far: due.still_trying().map(Part::Bounds),
        never: due.stopped().map(Part::Bounds),
        out_of_pocket: out_of_pocket.map(|(bounds, _)| Part::Bounds(bounds)),
        losses: out_of_pocket.and_then(|(_, found)| found.losses_in_words()),
        middle: due.heard.middle(),
    };
    let told = Stratum::told("told", "Told afterwards", true, figures.strata.told());
    let sellers = Summary::from(&figures.strata.sellers);
    let sellers = Stratum::told("sellers", "People who sell about the path", false, sellers);
    [registered, told, sellers].into_iter().filter(|stratum| stratum.of > 0).collect()
}
