use serde::{Deserialize, Serialize};
use std::fmt;
use time::{Date, Month as Name};

/// A calendar month; in the database the date of its first day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, sqlx::Type)]
#[sqlx(transparent)]
pub struct Month(Date);

impl Month {
    /// The month of this day.
    pub fn of(day: Date) -> Self {
        Self(day.replace_day(1).unwrap_or(day))
    }

    /// Reads two form fields, a month from 1 to 12 and a year from 2000 to 2100.
    pub fn parse(month: &str, year: &str) -> Option<Self> {
        let month = Name::try_from(month.trim().parse::<u8>().ok()?).ok()?;
        let year = year.trim().parse().ok().filter(|year| (2000..=2100).contains(year))?;
        Date::from_calendar_date(year, month, 1).ok().map(Self)
    }

    pub fn first_day(self) -> Date {
        self.0
    }

    pub fn year(self) -> i32 {
        self.0.year()
    }

    pub fn number(self) -> u8 {
        u8::from(self.0.month())
    }

    /// Whole months from `earlier` to this one; negative when `earlier` is later.
    pub fn months_since(self, earlier: Self) -> i32 {
        (self.year() - earlier.year()) * 12 + i32::from(self.number()) - i32::from(earlier.number())
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.0.month(), self.0.year())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_counted_over_the_turn_of_the_year() {
        let month = |m, y| Month::parse(m, y).unwrap();
        assert_eq!(month("2", "2026").months_since(month("11", "2025")), 3);
        assert_eq!(month(" 3 ", "2025").to_string(), "March 2025");
        assert_eq!(Month::parse("13", "2025"), None);
        assert_eq!(Month::parse("3", "25"), None);
    }
}
