use crate::values::{ItemId, isolated};

/// How like another report one is.
#[derive(Debug, Clone)]
pub struct Likeness {
    pub item: ItemId,
    pub headline: String,
    /// How much of the stories' letters is shared, from 0 to 1; 0 also where it is less than what counts as alike. A light
    /// rewrite has about 0.87, an unrelated text 0.05.
    pub story: f32,
    pub same_numbers: bool,
}

impl Likeness {
    pub fn in_words(&self) -> String {
        let percent = (self.story * 100.0).round();
        let shared = match (self.story > 0.0, self.same_numbers) {
            (true, true) => format!("{percent}% of the story and the same numbers"),
            (true, false) => format!("{percent}% of the story"),
            (false, _) => "The same path, month, revenue and costs".to_owned(),
        };
        format!("{shared} as “{}”", isolated(&self.headline))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_another_report_turn_nothing_around_them() {
        let alike = |headline: &str, story, same_numbers| {
            Likeness { item: ItemId(1), headline: headline.to_owned(), story, same_numbers }.in_words()
        };
        assert_eq!(alike("שלום 3", 0.874, false), "87% of the story as “\u{2068}שלום 3\u{2069}”");
        assert_eq!(
            alike("Forty posts", 0.0, true),
            "The same path, month, revenue and costs as “Forty posts”"
        );
    }
}
