use super::{
    Svg,
    svg::{escaped, number},
};
use crate::figures::Starts;

/// Registered starts from the registration to today: each line a bar as long as it has people, which begins where
/// its place in the line above does.
#[derive(Debug, Clone)]
pub struct Flow(Vec<FlowRow>);

/// A line of the drawing and of the table under it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FlowRow {
    /// "Still trying".
    pub what: &'static str,
    /// Of which line it is a part: "of those who answered"; empty for the first.
    pub of: &'static str,
    pub people: usize,
    /// How many people stand to its left.
    begins: usize,
    tone: &'static str,
}

/// In pixels: a line with its words, and the bar at its foot.
const LINE: u32 = 34;
const BAR: u32 = 10;

impl FlowRow {
    /// Whether it is a place where those due stand, each in one, and no sum of such places.
    pub fn is_a_standing(&self) -> bool {
        self.tone != "all"
    }
}

impl Flow {
    /// None where fewer than five are due: who they are could be told.
    pub fn of(starts: &Starts) -> Option<Self> {
        if starts.due < 5 {
            return None;
        }
        let Starts { registered, due, answered, still_trying, stopped, within, silent, .. } = *starts;
        let before = starts.earned_before();
        let earned = starts.earned.saturating_sub(before);
        let (answers, rest) = ("of those who answered", "of those not heard of since");
        let parts = [
            ("Earned", answers, earned, "earning"),
            ("Still trying", answers, still_trying, "waiting"),
            ("Stopped with nothing", answers, stopped, "nothing"),
            ("Had earned before", rest, before, "faded"),
            ("Within their 60 days", rest, within, "unheard"),
            ("Silent", rest, silent, "unheard"),
        ];
        let mut rows = vec![
            FlowRow { what: "Registered", of: "", people: registered, begins: 0, tone: "all" },
            FlowRow {
                what: "Due to say how it went",
                of: "of those registered",
                people: due,
                begins: 0,
                tone: "all",
            },
            FlowRow { what: "Answered", of: "of those due", people: answered, begins: 0, tone: "all" },
        ];
        let mut begins = 0;
        for (what, of, people, tone) in parts {
            rows.push(FlowRow { what, of, people, begins, tone });
            begins += people;
        }
        Some(Self(rows))
    }

    /// The numbers of the drawing, nobody's line left out.
    pub fn table(&self) -> &[FlowRow] {
        &self.0
    }

    /// `id` begins the ids of the title and the description and must be the page's only one.
    pub fn draw(&self, id: &str) -> Svg {
        let id = escaped(id);
        let lines: String = (0_u32..).zip(&self.0).map(|(place, row)| self.line(place, row)).collect();
        Svg::new(format!(
            r#"<svg class="fates" width="100%" height="{}" role="img" aria-labelledby="{id}-t {id}-d" focusable="false"><title id="{id}-t">What became of registered starts</title><desc id="{id}-d">{}. The same numbers are in the table below the drawing.</desc>{lines}</svg>"#,
            LINE * self.0.len() as u32,
            self.in_words(),
        ))
    }

    /// "Registered: 60. Due to say how it went: 44 of those registered."
    fn in_words(&self) -> String {
        let said = |row: &FlowRow| match row.of {
            "" => format!("{}: {}", row.what, row.people),
            of => format!("{}: {} {of}", row.what, row.people),
        };
        self.0.iter().map(said).collect::<Vec<_>>().join(". ")
    }

    fn line(&self, place: u32, row: &FlowRow) -> String {
        let registered = self.0.first().map_or(1, |first| first.people.max(1)) as f64;
        let percent = |people: usize| number(people as f64 / registered * 100.0);
        let top = place * LINE;
        let (x, width) = (percent(row.begins), percent(row.people));
        format!(
            r#"<text x="0" y="{}">{}</text><text class="b" x="100%" y="{}" text-anchor="end">{}</text><rect class="track" y="{}" width="100%" height="{BAR}"/><rect class="f-{}" x="{x}%" y="{}" width="{width}%" height="{BAR}"/>"#,
            top + 14,
            row.what,
            top + 14,
            row.people,
            top + 19,
            row.tone,
            top + 19,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STARTS: Starts = Starts {
        registered: 60,
        due: 44,
        answered: 34,
        earned: 23,
        still_trying: 10,
        stopped: 6,
        within: 2,
        silent: 3,
    };

    #[test]
    fn every_line_stands_where_its_part_of_the_line_above_does() {
        let flow = Flow::of(&STARTS).unwrap();
        let rows: Vec<_> = flow.table().iter().map(|row| (row.what, row.people, row.begins)).collect();
        assert_eq!(
            rows,
            [
                ("Registered", 60, 0),
                ("Due to say how it went", 44, 0),
                ("Answered", 34, 0),
                ("Earned", 18, 0),
                ("Still trying", 10, 18),
                ("Stopped with nothing", 6, 28),
                ("Had earned before", 5, 34),
                ("Within their 60 days", 2, 39),
                ("Silent", 3, 41),
            ]
        );
        let drawn = flow.draw("flow").to_string();
        assert!(
            drawn.contains(r#"<rect class="f-waiting" x="30%" y="155" width="16.7%" height="10"/>"#),
            "{drawn}"
        );
        assert!(drawn.contains("Due to say how it went: 44 of those registered. Answered: 34 of those due."));
        roxmltree::Document::parse(&drawn).unwrap();
    }

    #[test]
    fn four_due_are_not_drawn_and_nobody_has_no_bar() {
        assert!(Flow::of(&Starts { due: 4, ..STARTS }).is_none());
        let nobody = Starts { registered: 5, due: 5, silent: 5, ..Starts::default() };
        let drawn = Flow::of(&nobody).unwrap().draw("a").to_string();
        assert!(drawn.contains(r#"width="0%""#) && !drawn.contains("NaN"));
    }
}
