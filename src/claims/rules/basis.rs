use super::phrase::Searched;
use crate::claims::{
    lists::Basis,
    reading::Quoted,
    words::{WORDS, WordList},
};

/// Whether the text's sums are before or after costs, in its own words; none where it says neither, or both.
pub fn basis(text: &Searched<'_>) -> Option<Quoted<Basis>> {
    let said = |phrases: &WordList, value| {
        let found = phrases.words.iter().find_map(|phrase| text.meant(phrase).next())?;
        Some(Quoted { value, words: found.words.to_owned() })
    };
    match (said(&WORDS.after_costs, Basis::Net), said(&WORDS.before_costs, Basis::Gross)) {
        (Some(_), Some(_)) => None,
        (after, before) => after.or(before),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claims::reading::{Reading, tokens::tokens};

    #[test]
    fn a_text_says_what_its_sums_are_or_nothing_is_said() {
        let said = |text: &str| {
            let tokens = tokens(text);
            let reading = Reading::of(text, &tokens);
            basis(&Searched::new(text, &tokens, &reading.sums)).map(|said| (said.value, said.words))
        };
        let after = |words: &str| Some((Basis::Net, words.to_owned()));
        assert_eq!(said("It left about $300 a month after costs."), after("after costs"));
        assert_eq!(said("$300 a month net"), after("300 a month net"));
        assert_eq!(said("$10k MRR"), Some((Basis::Gross, "MRR".to_owned())));
        assert_eq!(said("I take home $300 a month."), after("take home"));
        assert_eq!(said("$40,000 in sales last month"), Some((Basis::Gross, "in sales".to_owned())));
        for neither in
            ["$300 a month", "$9,000 in sales, $1,000 after fees", "not after costs", "我每月赚10万"]
        {
            assert_eq!(said(neither), None, "{neither}");
        }
    }
}
