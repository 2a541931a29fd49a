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

    /// "Middle loss $140 (range by chance $110 to $190, 97 losses); one in ten lost $900 or more (range by chance $640 to $2,100).";
    /// none below ten losses.
    pub fn losses_in_words(&self) -> Option<String> {
        let middle = self.middle?;
        let sum = words::usd(lost(middle.cents));
        let range = words::usd_range((lost(middle.likely.1), lost(middle.likely.0)));
        let mut said = format!("Middle loss {sum} (range by chance {range}, {} losses)", middle.n);
        if let Some((worst, (deepest, mildest))) = self.worst_tenth {
            let range = words::usd_open_range((mildest.map(lost), deepest.map(lost)));
            said +=
                &format!("; one in ten lost {} or more (range by chance {range})", words::usd(lost(worst)));
        }
        Some(said + ".")
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
        assert_eq!(nine.losses_in_words(), None);
        let ten = of((-10..=19).map(|dollars| dollars * 10)).unwrap();
        assert_eq!(ten.worst_tenth, Some((UsdCents(-9_100), (None, Some(UsdCents(-7_000))))));
        assert_eq!(
            ten.losses_in_words().unwrap(),
            "Middle loss $60 (range by chance $20 to $90, 10 losses); one in ten lost $90 or more (range by chance $70 or more)."
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
