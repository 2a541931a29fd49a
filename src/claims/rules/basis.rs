use super::phrase::Searched;
use crate::claims::{
    fields::Fields,
    lists::Basis,
    reading::{Said, tokens::Token},
};

const AFTER_COSTS: [&str; 10] = [
    "after … costs/expenses/fees/tools",
    "net of",
    "net income/profit/earnings",
    "# net",
    "in/of profit",
    "# profit",
    "profit of #",
    "take home",
    "take home pay",
    "left … after",
];
const BEFORE_COSTS: [&str; 5] = [
    "before … costs/expenses/fees/tools",
    "in/of sales/revenue/turnover",
    "gross",
    "# revenue/turnover",
    "sales of #",
];

/// Whether the text's sums are before or after costs, in its own words; none where it says neither, or both.
pub fn basis(fields: &Fields, tokens: &[Token]) -> Option<Said<Basis>> {
    let text = Searched::new(fields.text.as_deref()?, tokens);
    let said = |phrases: &[&str], value| {
        let words = phrases.iter().find_map(|phrase| text.first(phrase))?;
        Some(Said { value, words: words.to_owned() })
    };
    match (said(&AFTER_COSTS, Basis::Net), said(&BEFORE_COSTS, Basis::Gross)) {
        (Some(_), Some(_)) => None,
        (after, before) => after.or(before),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claims::reading::tokens::tokens;

    #[test]
    fn a_text_says_what_its_sums_are_or_nothing_is_said() {
        let said = |text: &str| {
            let fields = Fields { text: Some(text.to_owned()), ..Fields::default() };
            basis(&fields, &tokens(text)).map(|said| (said.value, said.words))
        };
        let after = |words: &str| Some((Basis::Net, words.to_owned()));
        assert_eq!(said("It left about $300 a month after costs."), after("after costs"));
        assert_eq!(said("I take home $300 a month."), after("take home"));
        assert_eq!(said("$40,000 in sales last month"), Some((Basis::Gross, "in sales".to_owned())));
        for neither in
            ["$300 a month", "$9,000 in sales, $1,000 after fees", "not after costs", "我每月赚10万"]
        {
            assert_eq!(said(neither), None, "{neither}");
        }
    }
}
