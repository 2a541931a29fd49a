use super::{Chip, Facet, LeftOut, PageNumber, Pager, Query, Selection, SortView};
use crate::values::{Word, isolated};
use std::borrow::Cow;

/// Letters of a search that are looked at.
const MOST_WORDS: usize = 200;

/// The part of a list that is shown, read from the query string and written back as the one address of that view:
/// defaults left out, values in the facets' order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// The list's address, such as `/paths`.
    pub base: Cow<'static, str>,
    pub selection: Selection,
    pub words: Option<String>,
    pub page: PageNumber,
    /// Parameters of the address that nobody knows.
    pub left_out: LeftOut,
    sorts: &'static [Word],
    sort: usize,
}

impl View {
    /// `sorts` are the orders the list knows, the default one first.
    pub fn read(
        base: impl Into<Cow<'static, str>>,
        facets: &[Facet],
        sorts: &'static [Word],
        query: &Query,
    ) -> Self {
        let mut left_out = LeftOut::default();
        facets.iter().for_each(|facet| left_out.strangers(facet, query));
        let place = |word: &str| sorts.iter().position(|(known, _)| *known == word);
        let sort = one("sort", "order", query, &mut left_out, place);
        let page = one("page", "page", query, &mut left_out, PageNumber::read);
        let words = query.words();
        if words.as_ref().is_some_and(|words| words.chars().count() > MOST_WORDS) {
            left_out.say(format!("Only the first {MOST_WORDS} characters of the words are looked for."));
        }
        left_out.further("q", "search", query);
        Self {
            base: base.into(),
            selection: Selection::read(facets, &query.0),
            words: words.map(|words| words.chars().take(MOST_WORDS).collect()),
            page: page.unwrap_or_default(),
            left_out,
            sorts,
            sort: sort.unwrap_or(0),
        }
    }

    /// For a list that takes one value of each facet: the first of those chosen, in the facet's order.
    pub fn one_of_each(mut self, facets: &[Facet]) -> Self {
        for facet in facets {
            for word in self.selection.of(facet.key).iter().skip(1).cloned().collect::<Vec<_>>() {
                let label = facet.find(&word).unwrap_or_default();
                self.left_out.one_too_many(facet.label, label);
                self.selection = self.selection.without(facet.key, &word);
            }
        }
        self
    }

    /// For a list that looks for no words.
    pub fn unsearched(mut self) -> Self {
        if let Some(words) = self.words.take() {
            self.left_out.unsearched(&words);
        }
        self
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
        address(&self.base, &pairs)
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
        Self { page: PageNumber::of(number), ..self.clone() }
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
            Some(format!("{}: {}", facet.label, isolated(facet.find(word)?)))
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

/// The first value of this name as `read` has it; what it cannot read, and every further value, is left out.
fn one<T>(
    key: &str,
    kind: &str,
    query: &Query,
    left_out: &mut LeftOut,
    read: impl Fn(&str) -> Option<T>,
) -> Option<T> {
    left_out.further(key, kind, query);
    let word = query.first(key)?;
    let value = read(word);
    if value.is_none() {
        left_out.unknown(kind, word);
    }
    value
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

    #[test]
    fn what_is_not_known_is_named_and_blanks_are_not() {
        let named = |query: &str| read(query).left_out.sentences().join(" ");
        for (query, sentences) in [
            ("risk=weekends", "We know no risk “weekends”; it is left out."),
            ("risk=low&risk=Low", "We know no risk “Low”; it is left out."),
            ("risk=%20low%20", ""),
            ("sort=best", "We know no order “best”; it is left out."),
            ("sort=newest&sort=cheapest", "Only one order can be chosen here; “cheapest” is left out."),
            ("page=2&page=2", ""),
            ("page=2&page=x", "Only one page can be chosen here; “x” is left out."),
            ("page=0", "We know no page “0”; it is left out."),
            ("page=%D9%A3", "We know no page “\u{2068}٣\u{2069}”; it is left out."),
            ("page=99999999999999999999", ""),
            ("q=a&q=b", "Only one search can be chosen here; “b” is left out."),
            ("risk=&sort=&page=&q=+&utm_source=mail", ""),
        ] {
            assert_eq!(named(query), sentences, "{query}");
        }
        let long = format!("q={}", "ü".repeat(201));
        assert_eq!(named(&long), "Only the first 200 characters of the words are looked for.");
    }

    #[test]
    fn a_list_that_looks_for_no_words_names_them() {
        let view = read("q=tea+house&risk=low").unsearched();
        assert_eq!(view.url(), "/paths?risk=low");
        assert_eq!(view.left_out.sentences(), ["This list looks for no words; “tea house” is left out."]);
        let plain = read("q=+%E2%80%8B&page=2").unsearched();
        assert!(!plain.is_narrowed() && plain.left_out.sentences().is_empty());
    }

    #[test]
    fn a_list_that_takes_one_value_of_each_facet_names_the_others() {
        let facets = [Facet::from_words("risk", "Risk", &[("low", "Low"), ("high", "High")])];
        let view = read("risk=high&risk=low").one_of_each(&facets);
        assert_eq!(view.url(), "/paths?risk=low");
        assert_eq!(view.left_out.sentences(), ["Only one risk can be chosen here; “High” is left out."]);
    }
}
