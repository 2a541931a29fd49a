use super::{Open, Share, definitions::is_out_of_pocket, median::Ranked, words};
use crate::{figures::Middle, values::UsdCents};

/// How many are out of pocket over all, and how much of it: everything spent less everything that came in, since the start.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OutOfPocket {
    pub share: Share,
    /// The middle loss of those out of pocket, a negative sum; none below ten of *them*.
    pub middle: Option<Middle>,
    /// One in ten of those out of pocket lost as much or more: a negative sum with its 95 % interval; none below ten of *them*.
    pub worst_tenth: Option<(UsdCents, Open<UsdCents>)>,
}

impl OutOfPocket {
    /// Of everybody's net over all, and how many had each; none of fewer than five people.
    pub fn of(over_all: impl IntoIterator<Item = (UsdCents, usize)>) -> Option<Self> {
        let (mut n, mut losses) = (0, Vec::new());
        for (net, people) in over_all {
            n += people;
            if is_out_of_pocket(net) {
                losses.push((net, people));
            }
        }
        let ranked = Ranked::of(losses);
        let middle: Option<Middle> = ranked.middle();
        let worst = middle.and_then(|_| Some((UsdCents(ranked.quantile(TENTH)?), ranked.likely(TENTH))));
        Some(Self { share: Share::of(ranked.n(), n)?, middle, worst_tenth: worst })
    }

    /// "97 of 118 are out of pocket over all (likely range 74 to 88%). Middle loss $140 (likely range $110 to $190, 97 losses); one
    /// in ten lost $900 or more (likely range $640 to $2,100)."
    pub fn in_words(&self) -> String {
        let share = self.share;
        let mut said = format!("{share} are out of pocket over all (likely range {}).", share.range());
        if let Some(middle) = self.middle {
            let sum = words::usd(lost(middle.cents));
            let range = words::usd_range((lost(middle.likely.1), lost(middle.likely.0)));
            said += &format!(" Middle loss {sum} (likely range {range}, {} losses)", middle.n);
        }
        if let Some((worst, (deepest, mildest))) = self.worst_tenth {
            let range = words::usd_open_range((mildest.map(lost), deepest.map(lost)));
            said += &format!("; one in ten lost {} or more (likely range {range}).", words::usd(lost(worst)));
        }
        said
    }
}

const TENTH: f64 = 0.1;

/// A loss as the sum that was lost.
fn lost(net: UsdCents) -> UsdCents {
    UsdCents(net.0.saturating_neg())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::{collection::vec, prelude::*};

    fn of(dollars: impl IntoIterator<Item = i64>) -> Option<OutOfPocket> {
        OutOfPocket::of(dollars.into_iter().map(|dollars| (UsdCents(dollars * 100), 1)))
    }

    #[test]
    fn losses_have_a_middle_and_a_worst_tenth_from_ten_on() {
        assert_eq!(of([-5, 0, 3, 9]), None, "four are too few");
        let nine = of((-9..=20).map(|dollars| dollars * 10)).unwrap();
        assert_eq!((nine.share.k, nine.share.n, nine.middle, nine.worst_tenth), (9, 30, None, None));
        assert_eq!(nine.in_words(), "9 of 30 are out of pocket over all (likely range 17 to 48%).");
        let ten = of((-10..=19).map(|dollars| dollars * 10)).unwrap();
        assert_eq!(ten.worst_tenth, Some((UsdCents(-9_100), (None, Some(UsdCents(-7_000))))));
        assert_eq!(
            ten.in_words(),
            "10 of 30 are out of pocket over all (likely range 19 to 51%). Middle loss $60 (likely range $20 to $90, 10 losses); \
             one in ten lost $90 or more (likely range $70 or more)."
        );
    }

    proptest! {
        #[test]
        fn the_worst_tenth_lies_at_or_below_the_middle_loss(dollars in vec(-9_000_i64..3_000, 5..80)) {
            let losses = dollars.iter().filter(|dollars| **dollars < 0).count();
            let found = of(dollars).unwrap();
            prop_assert_eq!((found.share.k, found.middle.is_some()), (losses, losses >= 10));
            if let (Some(middle), Some((worst, (low, high)))) = (found.middle, found.worst_tenth) {
                prop_assert!(worst <= middle.cents && middle.cents < UsdCents(0));
                prop_assert!(low.is_none_or(|low| low <= worst) && high.is_none_or(|high| worst <= high));
            }
        }
    }
}
