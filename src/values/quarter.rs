use super::Month;
use serde::{Deserialize, Serialize};
use std::fmt;
use time::Date;

/// A quarter of a year, as readers see the days of a report; in the database the date of its first day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, sqlx::Type)]
#[sqlx(transparent)]
pub struct Quarter(Date);

impl Quarter {
    /// The quarter of this day.
    pub fn of(day: Date) -> Self {
        let month = Month::of(day);
        let first = month.number() - (month.number() - 1) % 3;
        Self(Month::numbered(month.year(), first).unwrap_or(month).first_day())
    }

    pub fn first_day(self) -> Date {
        self.0
    }

    /// Whole months from its first month to the month of this day; negative for a day before it.
    pub fn months_until(self, day: Date) -> i32 {
        Month::of(day).months_since(Month::of(self.0))
    }
}

impl From<Month> for Quarter {
    fn from(month: Month) -> Self {
        Self::of(month.first_day())
    }
}

/// `Q2 2026`.
impl fmt::Display for Quarter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Q{} {}", (u8::from(self.0.month()) - 1) / 3 + 1, self.0.year())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    #[test]
    fn a_day_is_in_the_quarter_of_its_month() {
        for (day, first, said) in [
            (date!(2026 - 01 - 01), date!(2026 - 01 - 01), "Q1 2026"),
            (date!(2026 - 03 - 31), date!(2026 - 01 - 01), "Q1 2026"),
            (date!(2025 - 06 - 15), date!(2025 - 04 - 01), "Q2 2025"),
            (date!(2025 - 12 - 31), date!(2025 - 10 - 01), "Q4 2025"),
        ] {
            let quarter = Quarter::of(day);
            assert_eq!((quarter.first_day(), quarter.to_string()), (first, said.to_owned()));
        }
        assert_eq!(Quarter::of(date!(2025 - 05 - 03)).months_until(date!(2026 - 01 - 01)), 9);
    }
}
