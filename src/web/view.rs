use super::{Chip, Facet, PageNumber, Pager, Query, Selection, SortView};
use crate::values::{Word, isolated, plain};

/// Letters of a search that are looked at.
const MOST_WORDS: usize = 200;

/// What of a list is shown, read from the query string and written back as the one address of that view: defaults left
/// out, values in the facets' order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// The list's address, such as `/paths`.
    pub base: &'static str,
    pub selection: Selection,
    pub words: Option<String>,
    pub page: PageNumber,
    sorts: &'static [Word],
    sort: usize,
}

impl View {
    /// `sorts` are the orders the list knows, the default one first.
    pub fn read(base: &'static str, facets: &[Facet], sorts: &'static [Word], query: &Query) -> Self {
        let sort = query.first("sort").and_then(|word| sorts.iter().position(|(known, _)| *known == word));
        Self {
            base,
            selection: Selection::read(facets, &query.0),
            words: query.first("q").map(words).filter(|words| !words.is_empty()),
            page: PageNumber::read(query.first("page")),
            sorts,
            sort: sort.unwrap_or(0),
        }
    }

    /// The word of the order in force; empty for a list that knows none.
    pub fn sort(&self) -> &'static str {
        self.sorts.get(self.sort).map_or("", |(word, _)| word)
    }

    /// Whether anything is left out.
    pub fn is_narrowed(&self) -> bool {
        !self.selection.is_empty() || self.words.is_some()
    }

    /// The one address of this view.
    pub fn url(&self) -> String {
        let mut pairs = self.filters();
        if self.sort > 0 {
            pairs.push(("sort".to_owned(), self.sort().to_owned()));
        }
        if self.page != PageNumber::default() {
            pairs.push(("page".to_owned(), self.page.number().to_string()));
        }
        address(self.base, &pairs)
    }

    /// The address of the same filters somewhere else, such as the list behind a figure.
    pub fn url_at(&self, base: &str) -> String {
        address(base, &self.filters())
    }

    fn filters(&self) -> Vec<(String, String)> {
        let chosen = self.selection.pairs().map(|(key, word)| (key.to_owned(), word.to_owned()));
        chosen.chain(self.words.iter().map(|words| ("q".to_owned(), words.clone()))).collect()
    }

    // Each change of the view starts again at its first page.

    pub fn with_page(&self, number: u32) -> Self {
        Self { page: PageNumber::read(Some(&number.to_string())), ..self.clone() }
    }

    pub fn without(&self, key: &str, word: &str) -> Self {
        Self { selection: self.selection.without(key, word), page: PageNumber::default(), ..self.clone() }
    }

    pub fn without_words(&self) -> Self {
        Self { words: None, page: PageNumber::default(), ..self.clone() }
    }

    /// One chip for each choice, and one for the words searched for.
    pub fn chips(&self, facets: &[Facet]) -> Vec<Chip> {
        let label = |key: &str, word: &str| {
            let facet = facets.iter().find(|facet| facet.key == key)?;
            let value = facet.values.iter().find(|(known, _)| known == word)?;
            Some(format!("{}: {}", facet.label, value.1))
        };
        let chosen = self.selection.pairs().map(|(key, word)| Chip {
            label: label(key, word).unwrap_or_else(|| word.to_owned()),
            url_without: self.without(key, word).url(),
        });
        let words = self.words.iter().map(|words| Chip {
            label: format!("“{}”", isolated(words)),
            url_without: self.without_words().url(),
        });
        chosen.chain(words).collect()
    }

    pub fn pager(&self, total: i64) -> Pager {
        Pager::new(self.page, total, |number| self.with_page(number).url())
    }

    pub fn sort_view(&self) -> SortView {
        let options = self.sorts.iter().enumerate().map(|(i, (word, label))| (*word, *label, i == self.sort));
        SortView { options: options.collect(), hidden: self.filters() }
    }
}

fn words(typed: &str) -> String {
    plain(typed).chars().take(MOST_WORDS).collect()
}

/// A path with its query; no question mark when there is none.
fn address(base: &str, pairs: &[(String, String)]) -> String {
    match serde_html_form::to_string(pairs) {
        Ok(query) if !query.is_empty() => format!("{base}?{query}"),
        _ => base.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SORTS: &[Word] = &[("newest", "Newest"), ("cheapest", "Cheapest")];

    fn read(query: &str) -> View {
        let facets = [Facet::from_words("risk", "Risk", &[("low", "Low"), ("high", "High")])];
        View::read("/paths", &facets, SORTS, &Query(serde_html_form::from_str(query).unwrap()))
    }

    #[test]
    fn a_view_survives_the_trip_through_its_address() {
        let view = read("page=2&sort=cheapest&q=c%2B%2B+%26+rust+100%25&risk=high&risk=low&x=y");
        let url = view.url();
        assert_eq!(url, "/paths?risk=low&risk=high&q=c%2B%2B+%26+rust+100%25&sort=cheapest&page=2");
        assert_eq!(read(url.split_once('?').unwrap().1), view);
    }

    #[test]
    fn nonsense_and_blanks_are_the_default_view() {
        let view = read("q=+&risk=weekends&sort=&page=0&utm_source=mail");
        assert_eq!(view.url(), "/paths");
        assert!(!view.is_narrowed());
    }
}
