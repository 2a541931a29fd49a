//! Cells as a spreadsheet reads them: much that is text to us is a day, a number or a formula to it.

use super::{amount, month};

/// Signs that begin a formula, also in the wide letters of East Asia.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// Words that stand in numbers, days and times, beside the names of months and currencies.
const WORDS: &str = "e am pm a p t z utc gmt uhr de del di of г year 年 日 時 时 分 년 일 시 분 mon tue wed thu fri sat sun \
                     monday tuesday wednesday thursday friday saturday sunday \
                     ii iii iv vi vii viii ix xi xii";

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
    is_quarter(trimmed) || (!is_formula(text) && !is_logical && !is_counted(trimmed))
}

/// `2026-Q1`, which no spreadsheet reads as anything, though there is money that is written `Q1`.
fn is_quarter(text: &str) -> bool {
    let parts = text.split_once("-Q").filter(|(year, _)| year.len() == 4 && year.parse::<u16>().is_ok());
    parts.is_some_and(|(_, quarter)| ["1", "2", "3", "4"].contains(&quarter))
}

/// Whether it may be a number, a fraction, a sum of money, a day or a time, in a language whose
/// months are known.
fn is_counted(text: &str) -> bool {
    if !text.contains(char::is_numeric) || text.contains(NOT_IN_NUMBERS) {
        return false;
    }
    let (mut is_dated, mut unknown) = (false, 0);
    for word in text.split(|c: char| !c.is_alphabetic() && c != '$').filter(|word| !word.is_empty()) {
        let word = word.to_lowercase();
        if ["月", "월"].contains(&&*word) || month::is_name(&word) {
            is_dated = true;
        } else if !WORDS.split(' ').any(|known| known == word) && !amount::is_currency(&word) {
            unknown += 1;
        }
        if unknown > 1 {
            return false;
        }
    }
    // Beside a month there may be a day of the week.
    unknown == 0 || is_dated
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
            "15. März 2026",
            "3-Okt-2025",
            "14 juil. 2025",
            "10 de maio de 2026",
            "Sonntag, 15. Februar 2026",
            "31 декабря 2026 г.",
            "2026年3月15日 (日)",
            "12月31日 10時",
            "2026년 3월 15일",
            "15-III-2026",
            "3. XII. 2025",
            "R$ 1.234,50",
            "Q100",
            "26-Q1",
            "1234,5 kr",
            "EUR 12 000,50",
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
            "From May 2026 I sold two",
            "3 marches to market",
            "12 pictures",
        ] {
            assert!(is_text(text), "{text}");
            assert_eq!(harmless(text), text);
        }
    }
}
