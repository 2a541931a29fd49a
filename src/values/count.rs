use std::fmt::Display;

/// How many of a thing: `1 report`, `12 reports`, `2 case studies`, `1 person`.
pub fn how_many(n: impl Display, thing: &str) -> String {
    let thing = agreeing(thing, &n);
    format!("{n} {thing}")
}

/// The thing as it stands after its number: `report` after 1, else `reports`.
pub fn agreeing(thing: &str, n: &impl Display) -> String {
    if n.to_string() == "1" { thing.to_owned() } else { plural(thing) }
}

/// How many of a thing as running text has it: `seven paths`, `one path`, `no paths`; from thirteen on in digits.
pub fn in_words(n: usize, thing: &str) -> String {
    let thing = agreeing(thing, &n);
    if n == 0 { format!("no {thing}") } else { format!("{} {thing}", spelled(n)) }
}

/// A number by itself as running text has it: `none`, `one`, `twelve`; from thirteen on in digits.
pub fn spelled(n: usize) -> String {
    const WORDS: [&str; 13] = [
        "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ];
    WORDS.get(n).map_or_else(|| n.to_string(), |word| (*word).to_owned())
}

/// A text as it begins a sentence.
pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A text as it stands within a sentence; `AI used for` and its like, which are short for more, keep their capitals.
pub fn uncapped(text: &str) -> String {
    let mut letters = text.chars();
    let Some(first) = letters.next() else { return String::new() };
    let is_short_for_more = letters.clone().next().is_some_and(char::is_uppercase);
    if is_short_for_more { text.to_owned() } else { first.to_lowercase().chain(letters).collect() }
}

fn plural(thing: &str) -> String {
    match thing.strip_suffix("person") {
        Some(before) => format!("{before}people"),
        None => match thing.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'o', 'u'])) {
            Some(stem) => format!("{stem}ies"),
            None => format!("{thing}s"),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn running_text_spells_small_numbers() {
        for (n, words) in
            [(0, "no paths"), (1, "one path"), (8, "eight paths"), (12, "twelve paths"), (13, "13 paths")]
        {
            assert_eq!(in_words(n, "path"), words);
        }
        assert_eq!(capitalised(&spelled(0)), "None");
        assert_eq!(capitalised(""), "");
    }

    #[test]
    fn a_name_keeps_its_capitals_within_a_sentence_if_it_is_short_for_more() {
        for (name, said) in [
            ("Content creation", "content creation"),
            ("Teaching AI", "teaching AI"),
            ("AI used for", "AI used for"),
            ("Übersetzen", "übersetzen"),
            ("A", "a"),
            ("", ""),
        ] {
            assert_eq!(uncapped(name), said);
        }
    }

    #[test]
    fn one_of_a_thing_is_not_many() {
        for (n, thing, words) in [
            (0, "report", "0 reports"),
            (1, "report", "1 report"),
            (2, "case study", "2 case studies"),
            (1, "case study", "1 case study"),
            (1, "person", "1 person"),
            (21, "person", "21 people"),
            (11, "day", "11 days"),
        ] {
            assert_eq!(how_many(n, thing), words);
        }
        assert_eq!(how_many(1.0, "hour"), "1 hour");
        assert_eq!(how_many(1.5, "hour"), "1.5 hours");
    }
}
