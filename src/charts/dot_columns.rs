use super::{Dot, Svg, dot::mark, svg::number};
use crate::figures::{Band, DOT_BANDS, Sample};

/// How much room the chart has. A page prints `Slim` beside one of the others; CSS shows one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Width {
    /// A phone.
    Slim,
    /// A column of text.
    Wide,
    /// The whole page.
    Full,
}

/// Stacks of dots, one column for each of [`DOT_BANDS`], the loss first, and where `unheard` is told a last one of empty places:
/// those due of whom nothing is known. None below five people.
///
/// Hidden from screen readers: print the counts of the bands in a table with it.
pub fn dot_columns(dots: &[Dot], unheard: Option<usize>, width: Width) -> Option<Svg> {
    if Sample::of(dots.len()).is_too_few() {
        return None;
    }
    let grid = Grid::of(dots, unheard, width);
    let columns: Vec<Column> =
        DOT_BANDS.iter().enumerate().map(|(place, band)| grid.column(place, band, dots)).collect();
    let all = |columns: &[Column]| columns.iter().map(|column| column.dots.as_str()).collect::<String>();
    let mut holes: String = columns.iter().map(|column| column.holes.as_str()).collect();
    let places: String =
        (0..unheard.unwrap_or_default()).map(|index| grid.mark(DOT_BANDS.len(), index)).collect();
    holes.push_str(&places);
    let places = match places.as_str() {
        "" => places,
        _ => format!(r#"<path class="d d-n" stroke-width="{}" d="{places}"/>"#, grid.measure.dot),
    };

    Some(Svg::new(format!(
        r#"<svg class="{}" viewBox="0 0 {} {}" aria-hidden="true" focusable="false"><path class="d d-l" stroke-width="{dot}" d="{}"/><path class="d d-0" stroke-width="{dot}" d="{}"/><path class="d d-y" stroke-width="{dot}" d="{}"/>{places}<path class="d d-i" stroke-width="{}" d="{holes}"/></svg>"#,
        if width == Width::Slim { "slim" } else { "wide" },
        grid.measure.width,
        number(grid.height),
        all(&columns[..1]),
        all(&columns[1..2]),
        all(&columns[2..]),
        grid.measure.hole,
        dot = grid.measure.dot,
    )))
}

/// Sizes in units of the view box.
struct Measure {
    width: f64,
    /// Dots side by side in a column.
    per_row: usize,
    pitch: f64,
    dot: f64,
    /// What makes a dot a ring.
    hole: f64,
}

impl Measure {
    fn of(width: Width) -> Self {
        match width {
            Width::Slim => Self { width: 350.0, per_row: 5, pitch: 6.4, dot: 5.2, hole: 2.6 },
            Width::Wide => Self { width: 720.0, per_row: 5, pitch: 13.0, dot: 10.4, hole: 6.0 },
            Width::Full => Self { width: 1120.0, per_row: 8, pitch: 12.4, dot: 9.8, hole: 5.6 },
        }
    }
}

struct Grid {
    measure: Measure,
    columns: usize,
    height: f64,
}

/// Path commands: every dot, and the holes of those that are rings.
#[derive(Default)]
struct Column {
    dots: String,
    holes: String,
}

impl Grid {
    /// As high as the highest stack needs.
    fn of(dots: &[Dot], unheard: Option<usize>, width: Width) -> Self {
        let measure = Measure::of(width);
        let stack = |band: &Band| dots.iter().filter(|dot| band.holds(dot.monthly_cents)).count();
        let highest = DOT_BANDS.iter().map(stack).chain(unheard).max().unwrap_or_default();
        let height = highest.div_ceil(measure.per_row) as f64 * measure.pitch + 4.0;
        Self { measure, columns: DOT_BANDS.len() + usize::from(unheard.is_some()), height }
    }

    /// Filled dots lie at the bottom of their stack.
    fn column(&self, place: usize, band: &Band, dots: &[Dot]) -> Column {
        let mut stack: Vec<&Dot> = dots.iter().filter(|dot| band.holds(dot.monthly_cents)).collect();
        stack.sort_by_key(|dot| !dot.proof_seen);

        let mut column = Column::default();
        for (index, dot) in stack.into_iter().enumerate() {
            let mark = self.mark(place, index);
            column.dots.push_str(&mark);
            if !dot.proof_seen {
                column.holes.push_str(&mark);
            }
        }
        column
    }

    fn mark(&self, place: usize, index: usize) -> String {
        let Measure { width, per_row, pitch, .. } = self.measure;
        let column = width / self.columns as f64;
        let left = place as f64 * column + (column - (per_row - 1) as f64 * pitch) / 2.0;
        let (row, step) = (index / per_row, index % per_row);
        mark(left + step as f64 * pitch, self.height - pitch / 2.0 - 1.0 - row as f64 * pitch)
    }
}
