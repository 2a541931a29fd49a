//! What a spreadsheet makes of a cell: much that is text to us is a day, a number or a formula to it.

/// What begins a formula, also in the wide letters of East Asia.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// Words that stand in numbers, days and times.
const WORDS: &str = "e am pm a p t z utc gmt jan feb mar apr may jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun \
    january february march april june july august september october november december \
    monday tuesday wednesday thursday friday saturday sunday";

/// Marks that stand in words and in nothing that is counted.
const NOT_IN_NUMBERS: [char; 3] = ['_', '?', '!'];

/// Whether a spreadsheet obeys the text as a formula.
pub fn is_formula(text: &str) -> bool {
    text.starts_with(FORMULA)
}

/// Whether a spreadsheet leaves the text as it is. It may say no where one does; it never says yes where one of those in
/// use does not.
pub fn is_text(text: &str) -> bool {
    let trimmed = text.trim();
    let is_logical = ["true", "false"].iter().any(|word| trimmed.eq_ignore_ascii_case(word));
    !is_formula(text) && !is_logical && !is_counted(trimmed)
}

/// Whether it may be a number, a fraction, a sum of money, a day or a time.
fn is_counted(text: &str) -> bool {
    let mut words = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let in_dates = |word: &str| WORDS.split(' ').any(|known| word.eq_ignore_ascii_case(known));
    text.contains(char::is_numeric) && !text.contains(NOT_IN_NUMBERS) && words.all(in_dates)
}

/// Text from outside that a spreadsheet leaves as it is: an apostrophe stands before what it would read otherwise.
pub fn harmless(text: &str) -> String {
    if is_text(text) { text.to_owned() } else { format!("'{text}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_a_day_a_number_or_a_formula_to_a_spreadsheet_is_known() {
        for cell in [
            "3-5",
            "1-2",
            "6-10",
            "10+",
            "0",
            "100",
            "-5",
            "1/2",
            "1 1/2",
            "3.5",
            "1,5",
            "12E4567",
            "1e5",
            "50%",
            "$100",
            "€ 20",
            "(5)",
            "5-14",
            "10:30",
            "10:30 pm",
            "2026-03",
            "2026-11-22",
            "22.11.2026",
            "3-Mar",
            "Mar 2026",
            "May 5",
            "March 3, 2026",
            "Sunday 1 March",
            "2026-11-22T10:20:30Z",
            "TRUE",
            "False",
            "=1+1",
            "+1",
            "@SUM(A1)",
            "\t=1",
            "＝1",
            "１２３",
            "٣",
            "1–25",
            "1’000",
            " 7 ",
            "2026",
            "−20",
            "½",
        ] {
            assert!(!is_text(cell), "{cell}");
            assert_eq!(harmless(cell), format!("'{cell}"));
        }
        for text in [
            "",
            "3_to_5",
            "over_10",
            "1_25",
            "51_99",
            "under_1k",
            "1k_10k",
            "10 to 19",
            "2026-Q1",
            "12_23m",
            "E",
            "A",
            "may",
            "March",
            "e-commerce",
            "3D printing",
            "I made $100",
            "24m_plus",
            "Loss",
            "None",
            "5 x 3",
        ] {
            assert!(is_text(text), "{text}");
            assert_eq!(harmless(text), text);
        }
    }
}
