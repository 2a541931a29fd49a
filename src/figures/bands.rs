use crate::values::UsdCents;

/// A class of monthly net sums. Which class a report is in is computed, never picked by its author.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Band {
    pub label: &'static str,
    /// For the space under a column on a wide page, where `label` is too long.
    pub middling: &'static str,
    /// For the space under a column on a phone.
    pub short: &'static str,
    /// The lowest and the highest sum inside.
    from: UsdCents,
    to: UsdCents,
}

impl Band {
    pub fn holds(&self, sum: UsdCents) -> bool {
        (self.from..=self.to).contains(&sum)
    }
}

/// The six classes that figures and filters speak of. Loss and zero never merge with another.
pub const MONTHLY_BANDS: [Band; 6] = [
    LOSS,
    NOTHING,
    gain(0, 100, ["Under $100", "Under $100", "<$100"]),
    gain(100, 500, ["$100–499", "$100–499", "$100"]),
    gain(500, 2_000, ["$500–1,999", "$500–1.9k", "$500"]),
    gain(2_000, NO_END, ["$2,000 or more", "$2k+", "$2k+"]),
];

/// The ten columns of the dot chart: the six classes, cut finer where most people are.
pub const DOT_BANDS: [Band; 10] = [
    LOSS,
    NOTHING,
    gain(0, 50, ["$1–49", "$1–49", "$1"]),
    gain(50, 100, ["$50–99", "$50–99", "$50"]),
    gain(100, 250, ["$100–249", "$100–249", "$100"]),
    gain(250, 500, ["$250–499", "$250–499", "$250"]),
    gain(500, 1_000, ["$500–999", "$500–999", "$500"]),
    gain(1_000, 2_000, ["$1,000–1,999", "$1k–1.9k", "$1k"]),
    gain(2_000, 5_000, ["$2,000–4,999", "$2k–4.9k", "$2k"]),
    gain(5_000, NO_END, ["$5,000 or more", "$5k+", "$5k+"]),
];

const LOSS: Band =
    Band { label: "A loss", middling: "A loss", short: "Loss", from: UsdCents(i64::MIN), to: UsdCents(-1) };
const NOTHING: Band =
    Band { label: "Nothing", middling: "Nothing", short: "$0", from: UsdCents(0), to: UsdCents(0) };

/// More dollars than a sum can hold.
const NO_END: i64 = i64::MAX;

/// From so many dollars, or one cent, to less than so many dollars.
const fn gain(from: i64, below: i64, [label, middling, short]: [&'static str; 3]) -> Band {
    let from = if from == 0 { 1 } else { from * 100 };
    let to = if below == NO_END { i64::MAX } else { below * 100 - 1 };
    Band { label, middling, short, from: UsdCents(from), to: UsdCents(to) }
}

/// How many sums are in each band, in the bands' order; an empty band keeps its place with 0.
pub fn tally(bands: &'static [Band], sums: &[UsdCents]) -> Vec<(&'static Band, usize)> {
    bands.iter().map(|band| (band, sums.iter().filter(|sum| band.holds(**sum)).count())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::{collection::vec, prelude::*};

    #[test]
    fn a_cent_decides() {
        let band = |cents| MONTHLY_BANDS.iter().find(|band| band.holds(UsdCents(cents))).unwrap().label;
        assert_eq!(band(-1), "A loss");
        assert_eq!(band(0), "Nothing");
        assert_eq!(band(1), "Under $100");
        assert_eq!(band(9_999), "Under $100");
        assert_eq!(band(10_000), "$100–499");
        assert_eq!(band(199_999), "$500–1,999");
        assert_eq!(band(200_000), "$2,000 or more");
    }

    #[test]
    fn an_empty_band_is_counted_as_none() {
        let counts: Vec<usize> =
            tally(&MONTHLY_BANDS, &[-500, 0, 0].map(UsdCents)).iter().map(|(_, count)| *count).collect();
        assert_eq!(counts, [1, 2, 0, 0, 0, 0]);
    }

    #[test]
    fn bands_leave_no_gap() {
        for bands in [&MONTHLY_BANDS[..], &DOT_BANDS[..]] {
            assert!(bands.windows(2).all(|pair| pair[0].to.0 + 1 == pair[1].from.0));
        }
    }

    proptest! {
        #[test]
        fn every_sum_is_in_one_band(sums in vec(any::<i64>().prop_map(UsdCents), 0..50)) {
            for bands in [&MONTHLY_BANDS[..], &DOT_BANDS[..]] {
                let counted: usize = tally(bands, &sums).iter().map(|(_, count)| count).sum();
                prop_assert_eq!(counted, sums.len());
            }
        }
    }
}
