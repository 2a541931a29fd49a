use super::{Dot, Strip, Svg, dot::mark, svg::escaped};
use crate::{
    figures::{Sample, Spread, Strata},
    values::{UsdCents, how_many},
};

/// The people of one kind of teller in a drawing of several.
#[derive(Debug, Clone, Copy)]
pub struct Stratum<'a> {
    /// "Registered starts".
    pub who: &'a str,
    pub reports: &'a Spread,
    /// Those due whose sums are not known: empty places, so that silence is seen.
    pub unheard: usize,
}

/// In pixels: a row of dots, the line of empty places under it, and the words above.
const ROW: u32 = 48;
const PLACES: u32 = 14;
const WORDS: u32 = 20;

/// A row for each kind of teller on the one scale of [`super::strip_axis`], each person a dot and each person not heard of an
/// empty place. Rows of fewer than five people, and of more than [`Dot::MOST`], have their count and no dots. None where no row has
/// dots. `claim` is a sum to compare with; `label` is the drawing in words, beside which its numbers must stand.
pub fn strata(rows: &[Stratum], claim: Option<UsdCents>, label: &str) -> Option<Svg> {
    let strips = rows.iter().map(|row| {
        let dots = Dot::of_all(row.reports.people(), Dot::MOST);
        Strip { height: ROW, claim, ..Strip::of(&dots) }.draw()
    });
    let strips: Vec<Option<Svg>> = strips.collect();
    if strips.iter().all(Option::is_none) {
        return None;
    }
    let (mut drawn, mut top) = (String::new(), 0);
    for (row, strip) in rows.iter().zip(strips) {
        drawn +=
            &format!(r#"<text class="b" x="0" y="{}">{}</text>"#, top + WORDS - 6, escaped(&row.in_words()));
        top += WORDS;
        if let Some(strip) = strip {
            drawn += &format!(r#"<svg y="{top}" width="100%" height="{ROW}">{strip}</svg>"#);
            top += ROW;
        }
        if row.unheard > 0 && row.unheard <= Dot::MOST {
            drawn += &row.places(top);
            top += PLACES;
        }
    }
    Some(Svg::new(format!(
        r#"<svg class="strata" width="100%" height="{top}" role="img" aria-label="{}" focusable="false">{drawn}</svg>"#,
        escaped(label)
    )))
}

impl<'a> Stratum<'a> {
    /// The kinds of tellers that figures rest on and that there are, registered starts first.
    pub fn of_all(of: &'a Strata) -> Vec<Self> {
        let due = &of.registered;
        let registered = Self { who: "Registered starts", reports: &due.heard, unheard: due.unknown() };
        let told = Self { who: "Told afterwards", reports: &of.told, unheard: 0 };
        [registered, told].into_iter().filter(|row| row.reports.n() + row.unheard > 0).collect()
    }

    /// "Registered starts: 32 reports, 12 not known".
    fn in_words(&self) -> String {
        let told = match self.reports.n() {
            0 => "nobody yet".to_owned(),
            n if Sample::of(n).is_too_few() => format!("{}, too few to say", how_many(n, "report")),
            n => how_many(n, "report"),
        };
        let unheard = match self.unheard {
            0 => String::new(),
            n => format!(", {n} not known"),
        };
        format!("{}: {told}{unheard}", self.who)
    }

    /// Rings along the whole width: wherever on the scale they belong, nobody knows.
    fn places(&self, top: u32) -> String {
        let step = 1000.0 / self.unheard as f64;
        let marks: String = (0..self.unheard).map(|place| mark((place as f64 + 0.5) * step, 7.0)).collect();
        format!(
            r#"<svg class="strip" y="{top}" viewBox="0 0 1000 {PLACES}" preserveAspectRatio="none" width="100%" height="{PLACES}" overflow="visible"><path class="d d-n" d="{marks}"/><path class="d d-h" d="{marks}"/></svg>"#
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::{Ending, Monthly};

    fn people(sums: impl IntoIterator<Item = i64>) -> Spread {
        let month = |sum| Monthly {
            cents: UsdCents(sum),
            ending: Ending::Waiting,
            earned: false,
            proof_seen: false,
            was_read: true,
        };
        Spread::of(sums.into_iter().map(|sum| (month(sum), 1)), [], [], [])
    }

    #[test]
    fn every_person_is_a_dot_or_an_empty_place() {
        let (registered, told) = (people(-3..20), people(0..9));
        let rows = [
            Stratum { who: "Registered starts", reports: &registered, unheard: 21 },
            Stratum { who: "Told afterwards", reports: &told, unheard: 0 },
        ];
        let drawn = strata(&rows, None, "People by kind").unwrap().to_string();
        // Each empty place is drawn twice: a dot and the hole in it.
        assert_eq!(drawn.matches("h0").count(), 23 + 9 + 2 * 21);
        assert!(drawn.contains("Registered starts: 23 reports, 21 not known"));
        roxmltree::Document::parse(&drawn).unwrap();
    }

    #[test]
    fn four_people_have_no_dots() {
        let four = people(0..4);
        let few = Stratum { who: "Told afterwards", reports: &four, unheard: 0 };
        assert_eq!(strata(&[few], None, ""), None);
        let five = people(0..5);
        let rows = [Stratum { who: "Registered", reports: &five, unheard: 2 }, few];
        let drawn = strata(&rows, Some(UsdCents(500)), r#"<"&"#).unwrap().to_string();
        assert_eq!((drawn.matches("h0").count(), drawn.matches("claim").count()), (5 + 4, 1));
        assert!(drawn.contains("Told afterwards: 4 reports, too few to say"));
        roxmltree::Document::parse(&drawn).unwrap();
    }

    #[test]
    fn too_many_for_a_drawing_are_a_count() {
        let (many, few) = (people(0..1_001), people(0..5));
        let rows = [many, few];
        let rows = rows.each_ref().map(|reports| Stratum { who: "These", reports, unheard: 0 });
        let drawn = strata(&rows, None, "").unwrap().to_string();
        assert_eq!(drawn.matches("h0").count(), 5);
        assert!(drawn.contains("These: 1001 reports"), "{drawn}");
    }
}
