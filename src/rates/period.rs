use crate::values::Month;
use std::{fmt, str::FromStr};

/// A calendar year or a month, over which a rate is an average. As text `2025` or `2026-03`. Years come before months.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    Year(i32),
    Month(Month),
}

impl Period {
    /// Its first and its last month. None of years that no calendar has.
    pub fn months(self) -> Option<[Month; 2]> {
        match self {
            Self::Year(year) => Some([Month::numbered(year, 1)?, Month::numbered(year, 12)?]),
            Self::Month(month) => Some([month, month]),
        }
    }

    pub fn holds(self, month: Month) -> bool {
        match self {
            Self::Year(year) => month.year() == year,
            Self::Month(only) => month == only,
        }
    }

    /// In words: `2025`, `March 2026`.
    pub fn in_words(self) -> String {
        match self {
            Self::Year(year) => year.to_string(),
            Self::Month(month) => month.to_string(),
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Month(month) => write!(f, "{:04}-{:02}", month.year(), month.number()),
        }
    }
}

impl FromStr for Period {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let digits = |text: &str, length| {
            let is_plain = text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
            text.parse().ok().filter(|_| is_plain)
        };
        let year = |text| digits(text, 4).filter(|year| (1_000..3_000).contains(year));
        let period = match text.split_once('-') {
            None => year(text).map(Self::Year),
            Some((before, after)) => year(before).zip(digits(after, 2)).and_then(|(year, month)| {
                Some(Self::Month(Month::numbered(year, u8::try_from(month).ok()?)?))
            }),
        };
        period.ok_or_else(|| format!("“{text}” is neither a year, like 2025, nor a month, like 2026-03"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_read_as_it_is_written() {
        for text in ["2025", "2026-03", "2026-12"] {
            assert_eq!(text.parse::<Period>().unwrap().to_string(), text);
        }
        for text in
            ["", "25", "2026-3", "2026-13", "2026-00", "0999", "3000", "2026-03-01", "+026", "２０２６"]
        {
            assert!(text.parse::<Period>().is_err(), "{text}");
        }
    }
}
