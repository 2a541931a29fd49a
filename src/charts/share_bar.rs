use super::{Svg, svg::number};
use crate::figures::{Ending, Sample, Share};

/// A share as a bar with its likely range as a whisker, in the colour of an ending. None below 20
/// people. Hidden from screen readers: print the share and its range in words in the same row.
pub fn share_bar(share: &Share, ending: Ending) -> Option<Svg> {
    if !Sample::of(share.n).has_shares() {
        return None;
    }
    let width = number(share.k as f64 / share.n as f64 * 100.0);
    let (low, high) = (number(share.likely.low * 100.0), number(share.likely.high * 100.0));

    Some(Svg::new(format!(
        r#"<svg class="o-{}" aria-hidden="true" focusable="false" height="22"><rect class="track" width="100%" height="22"/><rect class="v" width="{width}%" height="22"/><line class="ci-bg" x1="{low}%" x2="{high}%" y1="11" y2="11"/><line class="ci" x1="{low}%" x2="{high}%" y1="11" y2="11"/><line class="ci" x1="{low}%" x2="{low}%" y1="6" y2="16"/><line class="ci" x1="{high}%" x2="{high}%" y1="6" y2="16"/></svg>"#,
        ending.tone(),
    )))
}
