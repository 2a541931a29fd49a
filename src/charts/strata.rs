use super::{Dot, Strip, Svg, dot::mark, svg::escaped};
use crate::{
    figures::{Band, DOT_BANDS, Sample},
    values::how_many,
};

/// The people of one kind of teller in a drawing of several.
#[derive(Debug, Clone, Copy)]
pub struct Stratum<'a> {
    /// "Registered at the start".
    pub who: &'a str,
    pub dots: &'a [Dot],
    /// Those due of whom nothing has been heard: empty places, so that silence is seen.
    pub unheard: usize,
}

/// In pixels: a row of dots, the line of empty places under it, and the words above.
const ROW: u32 = 48;
const PLACES: u32 = 14;
const WORDS: u32 = 20;

/// A row for each kind of teller on the one scale of [`super::strip_axis`], each person a dot and each person not heard of an
/// empty place. Rows of fewer than five people have their count and no dots. None where no row has dots. `label` is the drawing in words,
/// beside which [`strata_table`] must stand.
pub fn strata(rows: &[Stratum], label: &str) -> Option<Svg> {
    let strips: Vec<Option<Svg>> =
        rows.iter().map(|row| Strip { height: ROW, ..Strip::of(row.dots) }.draw()).collect();
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
        if row.unheard > 0 {
            drawn += &row.places(top);
            top += PLACES;
        }
    }
    Some(Svg::new(format!(
        r#"<svg class="strata" width="100%" height="{top}" role="img" aria-label="{}" focusable="false">{drawn}</svg>"#,
        escaped(label)
    )))
}

/// The numbers of that drawing: of each class how many in each row, and last those not heard of. A row of fewer than five people
/// has none.
pub fn strata_table(rows: &[Stratum]) -> Vec<(&'static str, Vec<Option<usize>>)> {
    let count = |band: &Band, row: &Stratum| {
        let count = row.dots.iter().filter(|dot| band.holds(dot.monthly_cents)).count();
        (!Sample::of(row.dots.len()).is_too_few()).then_some(count)
    };
    let bands = DOT_BANDS.iter();
    let mut table: Vec<_> =
        bands.map(|band| (band.label, rows.iter().map(|row| count(band, row)).collect::<Vec<_>>())).collect();
    table.push(("Due and not heard of", rows.iter().map(|row| Some(row.unheard)).collect()));
    table
}

impl Stratum<'_> {
    /// "Registered at the start: 32 reports, 12 not heard of".
    fn in_words(&self) -> String {
        let told = match self.dots.len() {
            0 => "nobody yet".to_owned(),
            n if Sample::of(n).is_too_few() => format!("{}, too few to say", how_many(n, "report")),
            n => how_many(n, "report"),
        };
        let unheard = match self.unheard {
            0 => String::new(),
            n => format!(", {n} not heard of"),
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
    use crate::values::UsdCents;

    fn dots(sums: impl IntoIterator<Item = i64>) -> Vec<Dot> {
        let dot = |sum| Dot { monthly_cents: UsdCents(sum), proof_seen: false };
        sums.into_iter().map(dot).collect()
    }

    #[test]
    fn every_person_is_a_dot_or_an_empty_place() {
        let (registered, told) = (dots(-3..20), dots(0..9));
        let rows = [
            Stratum { who: "Registered at the start", dots: &registered, unheard: 21 },
            Stratum { who: "Told afterwards", dots: &told, unheard: 0 },
        ];
        let drawn = strata(&rows, "People by kind").unwrap().to_string();
        // Each empty place is drawn twice: a dot and the hole in it.
        assert_eq!(drawn.matches("h0").count(), 23 + 9 + 2 * 21);
        assert!(drawn.contains("Registered at the start: 23 reports, 21 not heard of"));
        let table = strata_table(&rows);
        for (place, people) in [(0, 23 + 21), (1, 9)] {
            let counted: usize = table.iter().filter_map(|(_, counts)| counts[place]).sum();
            assert_eq!(counted, people, "{table:?}");
        }
        roxmltree::Document::parse(&drawn).unwrap();
    }

    #[test]
    fn four_people_have_no_dots_and_no_classes() {
        let four = dots(0..4);
        let few = [Stratum { who: "Told afterwards", dots: &four, unheard: 0 }];
        assert_eq!(strata(&few, ""), None);
        let five = dots(0..5);
        let rows = [Stratum { who: "Registered", dots: &five, unheard: 2 }, few[0]];
        let drawn = strata(&rows, r#"<"&"#).unwrap().to_string();
        assert_eq!(drawn.matches("h0").count(), 5 + 4);
        assert!(drawn.contains("Told afterwards: 4 reports, too few to say"));
        assert!(strata_table(&rows)[0].1 == [Some(0), None]);
        roxmltree::Document::parse(&drawn).unwrap();
    }
}
