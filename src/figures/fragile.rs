//! How hard a figure is to fake: how many invented reports would carry it outside its own interval (the fragility index of
//! clinical trials, M. Walsh et al., 2014).

use super::Share;

/// The fewest invented reports, all of one kind, after which the share lies outside the interval that it has now; none where
/// no number of them does.
pub fn to_move(share: &Share) -> Option<usize> {
    let Share { k, n, likely } = *share;
    let after = |k: usize, invented: usize| k as f64 / (n + invented) as f64;
    // Beyond so many every share has left every interval that it can leave.
    (1..=n.saturating_mul(100))
        .find(|invented| after(k, *invented) < likely.low || after(k + invented, *invented) > likely.high)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn so_many_invented_reports_move_a_share() {
        // 28 of 60 lies between 34.6 and 59.1 %; 47 of 79 is 59.5 %.
        assert_eq!(to_move(&Share::of(28, 60).unwrap()), Some(19));
        let none = Share::of(0, 30).unwrap();
        assert_eq!(to_move(&none), Some(4), "4 of 34 is 11.8 %, and the interval ends at 11.4 %");
        assert_eq!(
            to_move(&Share::of(5, 5).unwrap()),
            Some(4),
            "5 of 9 is 55.6 %, and the interval begins at 56.6 %"
        );
    }
}
