mod names;

use super::typed::as_seen;
use serde::{Deserialize, Serialize};
use std::fmt;
use time::{Date, Duration, Month as Name};

/// A calendar month; in the database the date of its first day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, sqlx::Type)]
#[sqlx(transparent)]
pub struct Month(Date);

/// Why two boxes name no month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unread {
    /// The month's box says none that we know.
    Month,
    /// The year's box says none, though the month is known.
    Year,
    /// Each box says another one.
    Apart,
}

impl Month {
    /// The month of this day.
    pub fn of(day: Date) -> Self {
        Self(day.replace_day(1).unwrap_or(day))
    }

    /// The month of this number, from 1. None if there is none.
    pub fn numbered(year: i32, number: u8) -> Option<Self> {
        Date::from_calendar_date(year, Name::try_from(number).ok()?, 1).ok().map(Self)
    }

    /// Reads two boxes, one for the month and one for the year: `3` or `March` or `3月` beside `2026` or `26`; either may
    /// hold both, as `3/26`, `2026-03` or `Mar 2026`.
    pub fn parse(month: &str, year: &str) -> Result<Self, Unread> {
        let month = Parts::of(month).ok_or(Unread::Month)?;
        let year = Parts::of_year(year).ok_or(Unread::Year)?;
        let differ = |one: Option<i32>, other: Option<i32>| one.zip(other).is_some_and(|(a, b)| a != b);
        if differ(month.year, year.year) || differ(month.number.map(i32::from), year.number.map(i32::from)) {
            return Err(Unread::Apart);
        }
        let number = month.number.or(year.number).ok_or(Unread::Month)?;
        let year = year.year.or(month.year).ok_or(Unread::Year)?;
        Self::numbered(year, number).ok_or(Unread::Month)
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

    /// The month after it.
    pub fn next(self) -> Self {
        Self::of(self.0 + Duration::days(31))
    }

    /// The month before it.
    pub fn previous(self) -> Self {
        Self::of(self.0 - Duration::DAY)
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

/// A year as people type it: `2026`, `26`, `2026年`.
pub fn year(typed: &str) -> Option<i32> {
    let Parts { number, year } = Parts::of_year(typed)?;
    year.filter(|_| number.is_none())
}

/// A day of a month: `14`, `14.`, `14th`, `14日`.
pub fn day(typed: &str) -> Option<u8> {
    let seen = as_seen(typed).to_lowercase();
    let number = ["st", "nd", "rd", "th", ".", "日", "일"].iter().find_map(|end| seen.strip_suffix(end));
    let number = number.unwrap_or(&seen);
    number.parse().ok().filter(|_| number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether a word is what a month is called in one of the languages that are read, or the beginning of that.
pub fn is_name(word: &str) -> bool {
    names::number(word).is_some()
}

/// Words that may stand around a month: `março de 2026`, `tháng 3`, `2026 г.`, `end of March`, `3月15日`
const FILLERS: &str = "de del di of the tháng năm г year early mid late start beginning end 日 일";

/// The content of one box: a month from 1 to 12, a year, both or nothing.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Parts {
    number: Option<u8>,
    year: Option<i32>,
}

impl Parts {
    /// None where something in it is neither.
    fn of(typed: &str) -> Option<Self> {
        let (mut parts, mut small) = (Self::default(), Vec::new());
        let mut year_first = false;
        for (word, unit) in words(&as_seen(typed)) {
            match (word.parse::<u16>().ok(), word.len(), unit) {
                (Some(year), 4, Unit::None | Unit::Year) | (Some(year), 2, Unit::Year) => {
                    year_first = small.is_empty();
                    let year = i32::from(year) + if word.len() == 2 { 2_000 } else { 0 };
                    parts.year.replace(year).is_none().then_some(())?;
                }
                (Some(number), 1 | 2, Unit::Month) => parts.name(u8::try_from(number).ok()?)?,
                (Some(number), 1 | 2, Unit::None) => small.push((u8::try_from(number).ok()?, word.len())),
                (None, ..) if FILLERS.split(' ').any(|filler| filler == word.to_lowercase()) => {}
                (None, ..) => parts.name(names::number(&word)?)?,
                _ => return None,
            }
        }
        let year = |(number, length)| (length == 2).then_some(2_000 + i32::from(number));
        match (parts, &small[..]) {
            (_, []) => {}
            (Self { number: Some(_), year: None }, [short]) => parts.year = Some(year(*short)?),
            // A day that was not asked for.
            (Self { number: Some(_), year: Some(_) }, [(day, _)]) if *day <= 31 => {}
            (Self { number: None, .. }, [(number, _)]) => parts.name(*number)?,
            (Self { number: None, year: None }, [(number, _), short]) => {
                parts.name(*number)?;
                parts.year = Some(year(*short)?);
            }
            (Self { number: None, year: Some(_) }, [(number, _), (day, _)]) if year_first && *day <= 31 => {
                parts.name(*number)?;
            }
            // Which of two is the day is plain only of one over 12.
            (Self { number: None, year: Some(_) }, [(one, _), (other, _)])
                if *one.max(other) <= 31 && *one.max(other) > 12 =>
            {
                parts.name(*one.min(other))?;
            }
            _ => return None,
        }
        Some(parts)
    }

    /// Of a box for the year, in which a lone number is one.
    fn of_year(typed: &str) -> Option<Self> {
        let seen = as_seen(typed);
        let number = seen.trim_start_matches(['\'', '’', '‘']);
        let year = match (number.parse::<u16>().ok().map(i32::from), number.len()) {
            (Some(year), 4) => year,
            (Some(year), 2) => 2_000 + year,
            (Some(_), _) => return None,
            (None, _) => return Self::of(typed),
        };
        Some(Self { number: None, year: Some(year) })
    }

    fn name(&mut self, number: u8) -> Option<()> {
        let is_new = self.number.is_none_or(|known| known == number);
        self.number = Some(number).filter(|number| is_new && (1..=12).contains(number));
        self.number.map(drop)
    }
}

/// A unit that Chinese, Japanese and Korean writing sets behind a number.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Unit {
    None,
    Year,
    Month,
}

/// Runs of digits and runs of letters, each with its unit.
fn words(seen: &str) -> Vec<(String, Unit)> {
    let mut words: Vec<(String, Unit)> = Vec::new();
    let mut before = ' ';
    for c in seen.chars() {
        let is_digit = c.is_ascii_digit();
        match (c, words.last_mut()) {
            ('年' | '년', Some((_, unit))) if before.is_ascii_digit() => *unit = Unit::Year,
            ('月' | '월', Some((_, unit))) if before.is_ascii_digit() => *unit = Unit::Month,
            ('份', Some((_, Unit::Month))) => {}
            (_, Some((word, Unit::None)))
                if is_digit == before.is_ascii_digit() && belongs(c) && belongs(before) =>
            {
                word.push(c);
            }
            _ if belongs(c) => words.push((c.to_string(), Unit::None)),
            _ => {}
        }
        before = c;
    }
    words
}

fn belongs(c: char) -> bool {
    !c.is_whitespace() && !matches!(c, '/' | '-' | '–' | '.' | ',' | '\'' | '’' | '‘' | '・')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(month: &str, year: &str) -> Result<String, Unread> {
        Month::parse(month, year).map(|month| month.to_string())
    }

    #[test]
    fn months_are_counted_over_the_turn_of_the_year() {
        let month = |m, y| Month::parse(m, y).unwrap();
        assert_eq!(month("2", "2026").months_since(month("11", "2025")), 3);
        assert_eq!(month("12", "2025").next(), month("1", "2026"));
    }

    #[test]
    fn a_month_is_read_in_whatever_way_it_is_written() {
        for (month, year) in [
            ("3", "2026"),
            (" 03 ", "26"),
            ("March", "2026"),
            ("mar.", "’26"),
            ("März", "2026年"),
            ("3月", "２０２６"),
            ("三月", "2026"),
            ("3월", "2026년"),
            ("３", "2026 г."),
            ("3/26", ""),
            ("03.2026", ""),
            ("2026-03", ""),
            ("2026/3", "2026"),
            ("2026年3月", ""),
            ("2026-03-14", ""),
            ("March 2026", ""),
            ("Mar '26", ""),
            ("mar-26", "2026"),
            ("14 March 2026", ""),
            ("março de 2026", ""),
            ("tháng 3", "năm 2026"),
            ("3月份", "2026"),
            ("2026年3月15日", ""),
            ("15.03.2026", ""),
            ("03/15/2026", ""),
            ("end of March", "2026"),
            ("mid-March", "2026"),
            ("", "3/2026"),
            ("", "March 2026"),
            ("3", "2026-03"),
        ] {
            assert_eq!(read(month, year).as_deref(), Ok("March 2026"), "{month} {year}");
        }
    }

    #[test]
    fn the_box_that_is_wrong_is_named() {
        for (month, year) in [
            ("", ""),
            ("", "2026"),
            ("13", "2026"),
            ("0", "2026"),
            ("spring", "2026"),
            ("2026", "2026"),
            ("26/3", ""),
            ("3/4/2026", ""),
            ("32/3/2026", ""),
            ("13/14/2026", ""),
            ("March to May", "2026"),
            ("3.5", "2026.1"),
            ("-", "2026"),
            ("3 March April", "2026"),
            ("12345678901234567890", "2026"),
            ("3\0", "2026"),
        ] {
            let wrong = read(month, year);
            assert!(matches!(wrong, Err(Unread::Month | Unread::Year)), "{month} {year}: {wrong:?}");
        }
        for (month, year) in [
            ("3", ""),
            ("3", "202"),
            ("3", "20266"),
            ("March", "this"),
            ("3", "6"),
            ("3", "-26"),
            ("3", "2026 AD"),
        ] {
            assert_eq!(read(month, year), Err(Unread::Year), "{month} {year}");
        }
        assert_eq!(read("3/25", "2026"), Err(Unread::Apart));
        assert_eq!(read("March", "April 2026"), Err(Unread::Apart));
    }

    #[test]
    fn years_and_days_are_read_alone() {
        assert_eq!(
            ["2026", "26", "２０２６年", "x", "3/2026", ""].map(year),
            [Some(2026), Some(2026), Some(2026), None, None, None]
        );
        assert_eq!(
            ["14", "14.", "１４", "3rd", "14日", "+3", "14.3"].map(day),
            [Some(14), Some(14), Some(14), Some(3), Some(14), None, None]
        );
    }
}
