use crate::values::{ClosedList, Word, file_word};

/// One quality by which a list can be narrowed: the values of one facet are joined by "or", facets by "and".
#[derive(Debug, Clone)]
pub struct Facet {
    /// Its name in addresses.
    pub key: &'static str,
    pub label: &'static str,
    /// Word and label of each value, in the order shown, which never changes.
    pub values: Vec<(String, String)>,
}

impl Facet {
    pub fn of<T: ClosedList>(key: &'static str, label: &'static str) -> Self {
        Self::from_words(key, label, T::WORDS)
    }

    pub fn from_words(key: &'static str, label: &'static str, words: &[Word]) -> Self {
        let values = words.iter().map(|(word, label)| ((*word).to_owned(), (*label).to_owned())).collect();
        Self { key, label, values }
    }

    /// The label of the value of this word, if there is one; files write some words otherwise than addresses.
    pub fn find(&self, word: &str) -> Option<&str> {
        self.values
            .iter()
            .find(|(known, _)| file_word(known) == file_word(word))
            .map(|(_, label)| label.as_str())
    }
}

/// The values chosen, facet by facet, in the order of the facets and their values, so that equal choices are equal.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection(Vec<(&'static str, Vec<String>)>);

impl Selection {
    /// Takes from a query what the facets know, and nothing else.
    pub fn read(facets: &[Facet], query: &[(String, String)]) -> Self {
        let asked = |key: &str, word: &str| {
            query.iter().any(|(name, value)| name == key && file_word(value.trim()) == file_word(word))
        };
        let chosen = facets.iter().map(|facet| {
            let words = facet.values.iter().map(|(word, _)| word).filter(|word| asked(facet.key, word));
            (facet.key, words.cloned().collect::<Vec<_>>())
        });
        Self(chosen.filter(|(_, words)| !words.is_empty()).collect())
    }

    /// The words chosen of this facet; none means that all values are fine.
    pub fn of(&self, key: &str) -> &[String] {
        self.0.iter().find(|(name, _)| *name == key).map_or(&[], |(_, words)| words)
    }

    pub fn has(&self, key: &str, word: &str) -> bool {
        self.of(key).iter().any(|chosen| chosen == word)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many values are chosen.
    pub fn count(&self) -> usize {
        self.pairs().count()
    }

    pub fn pairs(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.0.iter().flat_map(|(key, words)| words.iter().map(|word| (*key, word.as_str())))
    }

    pub fn without(&self, key: &str, word: &str) -> Self {
        let kept = self.0.iter().map(|(name, words)| {
            let words = words.iter().filter(|chosen| *name != key || *chosen != word);
            (*name, words.cloned().collect::<Vec<_>>())
        });
        Self(kept.filter(|(_, words)| !words.is_empty()).collect())
    }
}

/// A facet as a page shows it.
#[derive(Debug)]
pub struct FacetView {
    pub key: &'static str,
    pub label: &'static str,
    pub values: Vec<FacetValue>,
    /// Whether one of its values is chosen.
    pub open: bool,
}

#[derive(Debug)]
pub struct FacetValue {
    pub word: String,
    pub label: String,
    /// Records with this value under all the other facets' filters.
    pub count: i64,
    pub chosen: bool,
}

impl FacetValue {
    /// Shown, but choosing it would lead nowhere.
    pub fn is_inert(&self) -> bool {
        self.count == 0 && !self.chosen
    }
}

/// A choice that can be taken back with one click.
#[derive(Debug)]
pub struct Chip {
    pub label: String,
    pub url_without: String,
}

/// The facets with a count beside every value.
pub fn views(facets: &[Facet], selection: &Selection, count: impl Fn(&str, &str) -> i64) -> Vec<FacetView> {
    facets
        .iter()
        .map(|facet| FacetView {
            key: facet.key,
            label: facet.label,
            open: !selection.of(facet.key).is_empty(),
            values: facet
                .values
                .iter()
                .map(|(word, label)| FacetValue {
                    word: word.clone(),
                    label: label.clone(),
                    count: count(facet.key, word),
                    chosen: selection.has(facet.key, word),
                })
                .collect(),
        })
        .collect()
}

/// A record of a list short enough to be narrowed in memory.
pub trait Faceted {
    /// The words it has of this facet.
    fn words(&self, key: &str) -> Vec<&str>;
}

/// Whether the record passes every facet chosen, leaving out `except`.
pub fn passes(record: &impl Faceted, selection: &Selection, except: Option<&str>) -> bool {
    selection
        .0
        .iter()
        .filter(|(key, _)| Some(*key) != except)
        .all(|(key, chosen)| record.words(key).iter().any(|word| chosen.iter().any(|wanted| wanted == word)))
}

/// How many records have this value under all the other facets' filters; each record counts once.
pub fn count<T: Faceted>(records: &[T], selection: &Selection, key: &str, word: &str) -> i64 {
    let fits = |record: &&T| record.words(key).contains(&word) && passes(*record, selection, Some(key));
    i64::try_from(records.iter().filter(fits).count()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Fruit(&'static [&'static str], &'static str);

    impl Faceted for Fruit {
        fn words(&self, key: &str) -> Vec<&str> {
            if key == "colour" { self.0.to_vec() } else { vec![self.1] }
        }
    }

    fn facets() -> Vec<Facet> {
        vec![
            Facet::from_words("colour", "Colour", &[("red", "Red"), ("green", "Green")]),
            Facet::from_words("size", "Size", &[("small", "Small"), ("big", "Big")]),
        ]
    }

    fn selection(query: &str) -> Selection {
        Selection::read(&facets(), &serde_html_form::from_str::<Vec<(String, String)>>(query).unwrap())
    }

    #[test]
    fn equal_choices_are_equal_whatever_their_order_and_whatever_else_is_asked() {
        let chosen = selection("size=big&colour=green&colour=red&colour=red&colour=blue&utm=x");
        assert_eq!(chosen, selection("colour=red&colour=green&size=big"));
        assert_eq!(chosen.count(), 3);
        assert_eq!(chosen.without("size", "big"), selection("colour=red&colour=green"));
    }

    #[test]
    fn a_count_ignores_its_own_facet_and_counts_each_record_once() {
        let fruit = [Fruit(&["red", "green"], "big"), Fruit(&["green"], "small"), Fruit(&["red"], "small")];
        let chosen = selection("colour=red&size=small");
        assert_eq!(count(&fruit, &chosen, "colour", "green"), 1);
        assert_eq!(count(&fruit, &chosen, "size", "big"), 1);
        assert!(passes(&fruit[2], &chosen, None) && !passes(&fruit[0], &chosen, None));
    }
}
