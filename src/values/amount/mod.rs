//! The one reader of numbers that people type into a field: sums with what they write beside them, hours, counts.

mod number;
mod numeral;
mod signs;

pub use signs::{codes, counted_in, multiplier};

use super::{Cents, ClosedList as _, Currency, UsdCents, typed::as_seen};
use number::Number;
use numeral::Odd;
use signs::{Codes, common};
use std::fmt;

/// A sum as somebody typed it, which is never below nothing, with the currency they wrote beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amount {
    pub cents: Cents,
    /// The sign or code beside it, as written, and whatever it may stand for.
    beside: Option<(String, Codes)>,
    /// The currency in which whoever counts so mostly counts, as in `10万`.
    pub counted_in: Option<Currency>,
}

impl Amount {
    /// Reads `1250`, `$1,250`, `1.250,50 €`, `EUR 1000`, `1.5k`, `3万`. The complaint begins with `name`, such as "Income".
    pub fn parse(typed: &str, name: &str) -> Result<Self, String> {
        Self::read(typed).map_err(|wrong| wrong.said(name, "a number, like 250 or 0"))
    }

    /// Reads it for a caller with a complaint in words of its own.
    pub fn read(typed: &str) -> Result<Self, Wrong> {
        let number = Number::read(typed)?;
        let mut beside: Option<(String, Codes)> = None;
        for affix in [&number.before, &number.after].into_iter().filter(|affix| !affix.is_empty()) {
            let known = codes(affix).ok_or_else(|| Wrong::Beside(affix.clone()))?;
            beside = Some(match beside {
                None => (affix.clone(), known),
                Some((other, codes)) => (format!("{other} and {affix}"), common(codes, &known)),
            });
        }
        if let Some((written, codes)) = &beside
            && codes.is_empty()
        {
            return Err(Wrong::TwoCurrencies(written.clone()));
        }
        Ok(Self { cents: number.cents()?, beside, counted_in: number.counted_in })
    }

    /// The currency written beside it, the likeliest of those that its sign may stand for. None where none is written, or
    /// one that no report can be in.
    pub fn currency(&self) -> Option<Currency> {
        let (_, codes) = self.beside.as_ref()?;
        codes.iter().find_map(|code| Currency::from_word(code))
    }

    /// Whether a currency is written beside it that no report can be in.
    pub fn is_foreign(&self) -> bool {
        self.beside.is_some() && self.currency().is_none()
    }

    /// The sum in the currency that was chosen for it, unless another is written beside it.
    pub fn in_currency(&self, chosen: Currency, name: &str) -> Result<Cents, String> {
        match &self.beside {
            Some((written, codes)) if !codes.contains(&chosen.word()) => Err(format!(
                "{name} must be in {} ({}); you wrote “{written}”",
                chosen.word(),
                chosen.label()
            )),
            _ => Ok(self.cents),
        }
    }

    /// The sum in US dollars, unless another currency is written beside it.
    pub fn in_usd(&self, name: &str) -> Result<UsdCents, String> {
        self.in_currency(Currency::Usd, name).map(|cents| UsdCents(cents.0))
    }
}

/// A number of this many at most, with two decimals at most: `7`, `7.5`, `7,5`.
pub fn number(typed: &str, name: &str, most: u32) -> Result<f64, String> {
    let like = "a number, like 7 or 7.5";
    let number = bare(typed).map_err(|wrong| wrong.said(name, like))?;
    if number <= f64::from(most) {
        return Ok(number);
    }
    // Nobody groups the digits of so small a number.
    let small = as_seen(typed).replace(',', ".").parse().ok().filter(|small| *small <= f64::from(most));
    Err(match small {
        Some(small) => Wrong::Either(number.to_string(), f64::to_string(&small)).said(name, like),
        None => too_many(typed, name, most),
    })
}

/// A whole number of this many at most.
pub fn whole(typed: &str, name: &str, most: u32) -> Result<u32, String> {
    let like = "a whole number, like 12";
    let cents = bare_cents(typed).map_err(|wrong| wrong.said(name, like))?;
    match u32::try_from(cents.0 / 100) {
        _ if cents.0 % 100 != 0 => Err(Wrong::NoNumber.said(name, like)),
        Ok(number) if number <= most => Ok(number),
        _ => Err(too_many(typed, name, most)),
    }
}

fn too_many(typed: &str, name: &str, most: u32) -> String {
    format!("{name} must be {} or fewer; you entered {}", Cents(i64::from(most) * 100), typed.trim())
}

/// A number with nothing beside it, with two decimals at most, and no limit but that of sums.
pub fn bare(typed: &str) -> Result<f64, Wrong> {
    bare_cents(typed).map(|cents| cents.0 as f64 / 100.0)
}

fn bare_cents(typed: &str) -> Result<Cents, Wrong> {
    let number = Number::read(typed)?;
    match [&number.before, &number.after].into_iter().find(|affix| !affix.is_empty()) {
        Some(beside) => Err(Wrong::Beside(beside.clone())),
        None => number.cents(),
    }
}

/// Whether a sign, a code or a name stands for a currency, or for one of several.
pub fn is_currency(word: &str) -> bool {
    signs::codes(word).is_some()
}

/// The likelier value of digits with marks, for a text that nobody can be asked about.
pub fn likeliest(written: &str) -> Option<f64> {
    let plain = match numeral::read(&as_seen(written)) {
        Ok(plain) => plain,
        Err(Odd::Either { decimal, .. }) => decimal,
        Err(Odd::NoNumber) => return None,
    };
    plain.parse().ok()
}

/// Why what was typed is no number of its kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrong {
    NoNumber,
    BelowZero,
    /// Two numbers that it could be.
    Either(String, String),
    TooFine,
    TooMuch,
    /// Something beside the number that nobody can read.
    Beside(String),
    /// Two currencies beside it, as written.
    TwoCurrencies(String),
}

impl Wrong {
    /// In words to whoever typed it; `like` is what is asked for with an example, such as "a number, like 250 or 0".
    pub fn said(&self, name: &str, like: &str) -> String {
        match self {
            Self::NoNumber => format!("{name} must be {like}"),
            Self::BelowZero => format!("{name} must be 0 or more"),
            Self::Either(one, other) => {
                format!("{name}: do you mean {one} or {other}? Write it as {one}, or as {}", to_cents(other))
            }
            Self::TooFine => format!("{name} must have two decimals or fewer, like 7.50"),
            Self::TooMuch => format!("{name} must be {} or less", Cents(Cents::MOST * 100)),
            Self::Beside(beside) => {
                format!("{name} must be {like}; we cannot read “{beside}” beside it")
            }
            Self::TwoCurrencies(both) => format!("{name} has two currencies beside it, {both}: keep one"),
        }
    }
}

/// A number with two decimals at most, as it can be entered.
fn to_cents(number: &str) -> String {
    number.parse::<f64>().map_or_else(|_| number.to_owned(), |number| Hundredths(number).to_string())
}

/// A number as people type it, with two decimals at most and no mark but the decimal one.
#[derive(Debug, Clone, Copy)]
pub struct Hundredths(pub f64);

impl fmt::Display for Hundredths {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", (self.0 * 100.0).round() / 100.0)
    }
}

impl From<Odd> for Wrong {
    fn from(odd: Odd) -> Self {
        match odd {
            Odd::NoNumber => Self::NoNumber,
            Odd::Either { grouped, decimal } => {
                let grouped = grouped.trim_start_matches('0');
                Self::Either(if grouped.is_empty() { "0" } else { grouped }.to_owned(), decimal)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cents(typed: &str) -> Result<i64, String> {
        Amount::parse(typed, "It").map(|amount| amount.cents.0)
    }

    #[test]
    fn reads_what_people_type() {
        for (typed, hundredths) in [
            ("0", 0),
            ("$1,250", 125_000),
            (" 1 250.5 ", 125_050),
            ("12.05", 1_205),
            ("€3", 300),
            ("1200,50", 120_050),
            ("49,99", 4_999),
            ("7,50", 750),
            ("1.200,50", 120_050),
            ("1,200.50", 120_050),
            ("1.250", 125_000),
            ("1,20,000", 12_000_000),
            ("1\u{202f}000 €", 100_000),
            ("EUR 1000", 100_000),
            ("R$ 1000", 100_000),
            ("Rs.50", 5_000),
            ("１，０００．５０", 100_050),
            ("１０００", 100_000),
            ("٢٥٠", 25_000),
            ("1'000", 100_000),
            ("1 000 zł", 100_000),
            ("Rp 50.000", 5_000_000),
            ("₦5,000", 500_000),
            ("500 kr.", 50_000),
            ("1.5k", 150_000),
            ("1,5k €", 150_000),
            ("3万円", 3_000_000),
            ("2.5 lakh", 25_000_000),
            ("5,-", 500),
            ("12.", 1_200),
            ("$.50", 50),
            ("$ 1000 USD", 100_000),
            ("0.000", 0),
            ("CHF 1'250.--", 125_000),
            ("1 250:-", 125_000),
            ("Rs. 1,25,000/-", 12_500_000),
            ("KSh 1,250/=", 125_000),
            ("1.250 birr", 125_000),
            ("125 000 F CFA", 12_500_000),
            ("S/.1250", 125_000),
            ("1250 pounds sterling", 125_000),
            ("1,250 د.إ", 125_000),
            ("रु. १,२५,०००", 12_500_000),
            ("2 triệu", 200_000_000),
            ("1,5 млн руб.", 150_000_000),
            ("12€50", 1_250),
            ("1.250 EUR 75", 125_075),
            ("5 bin TL", 500_000),
        ] {
            assert_eq!(cents(typed), Ok(hundredths), "{typed}");
        }
    }

    #[test]
    fn whatever_is_no_sum_is_complained_of() {
        for typed in ["", " ", "a few hundred", "1e9", ".", "$", "∞", "500-700", "1..5", "+", "NaN"] {
            assert_eq!(cents(typed), Err("It must be a number, like 250 or 0".into()), "{typed}");
        }
        for (typed, complaint) in [
            ("-5", "It must be 0 or more"),
            ("$−5", "It must be 0 or more"),
            ("1,234.567", "It must have two decimals or fewer, like 7.50"),
            ("99999999999999999999", "It must be 10,000,000,000 or less"),
            ("999999 crore", "It must be 10,000,000,000 or less"),
            ("50 a month", "It must be a number, like 250 or 0; we cannot read “a month” beside it"),
            ("10²", "It must be a number, like 250 or 0; we cannot read “²” beside it"),
            ("12€5", "It must be a number, like 250 or 0"),
            ("12h30", "It must be a number, like 250 or 0"),
            ("50%", "It must be a number, like 250 or 0; we cannot read “%” beside it"),
            ("$50 EUR", "It has two currencies beside it, $ and EUR: keep one"),
            ("0.125", "It: do you mean 125 or 0.125? Write it as 125, or as 0.13"),
            ("12,3456", "It: do you mean 123456 or 12.3456? Write it as 123456, or as 12.35"),
            ("$ 1'250.000", "It: do you mean 1250000 or 1250.000? Write it as 1250000, or as 1250"),
            ("500+", "It must be a number, like 250 or 0; we cannot read “+” beside it"),
            ("1.23.4", "It: do you mean 1234 or 123.4? Write it as 1234, or as 123.4"),
            ("1.250k", "It: do you mean 1250000 or 1250? Write it as 1250000, or as 1250"),
            ("2 mil", "It: do you mean 2000 or 2000000? Write it as 2000, or as 2000000"),
        ] {
            assert_eq!(cents(typed), Err(complaint.into()), "{typed}");
        }
        assert!(cents(&"$".repeat(100_000)).is_err() && cents(&format!("{}5", "€".repeat(5_000))).is_err());
    }

    #[test]
    fn a_sign_of_another_currency_is_a_complaint() {
        let read = |typed, chosen| Amount::parse(typed, "Income").unwrap().in_currency(chosen, "Income");
        for (typed, chosen) in [
            ("$5", Currency::Cad),
            ("$5", Currency::Aud),
            ("¥5", Currency::Jpy),
            ("5元", Currency::Cny),
            ("5 eur", Currency::Eur),
            ("3万", Currency::Krw),
            ("1.250 pesos", Currency::Cop),
            ("50 dinar", Currency::Rsd),
            ("5000 CFA", Currency::Xaf),
        ] {
            assert!(read(typed, chosen).is_ok(), "{typed}");
        }
        assert_eq!(read("$5", Currency::Eur), Err("Income must be in EUR (Euro); you wrote “$”".into()));
        for (typed, chosen) in [
            ("5 €", Currency::Usd),
            ("C$5", Currency::Usd),
            ("円5", Currency::Cny),
            ("5 ₿", Currency::Usd),
            ("5 kwacha", Currency::Usd),
        ] {
            assert!(read(typed, chosen).is_err(), "{typed}");
        }
    }

    #[test]
    fn numbers_say_their_limit_and_what_was_typed() {
        for (typed, hours) in [(" 7.5 ", 7.5), ("1,5", 1.5), ("７", 7.0), ("7½", 7.5), (",25", 0.25)] {
            assert_eq!(number(typed, "Hours", 112), Ok(hours), "{typed}");
        }
        assert_eq!(number("1,250", "Hours", 20_000), Ok(1_250.0));
        assert_eq!(number("120", "Hours", 112), Err("Hours must be 112 or fewer; you entered 120".into()));
        let either = "Hours: do you mean 1250 or 1.25? Write it as 1250, or as 1.25";
        assert_eq!(number("1.250", "Hours", 112), Err(either.into()));
        for typed in ["", "ten", "-1", "1e3", "inf", "NaN", "1.2.3", ".", "$7", "7 €"] {
            assert!(number(typed, "Hours", 112).is_err(), "{typed}");
        }
        assert_eq!(whole("12", "Weeks", 2_000), Ok(12));
        assert_eq!(whole("1,200", "Weeks", 2_000), Ok(1_200));
        assert_eq!(whole("1,5", "Weeks", 2_000), Err("Weeks must be a whole number, like 12".into()));
        assert!(whole("+12", "Weeks", 2_000).is_err());
    }

    proptest! {
        #[test]
        fn what_we_write_reads_the_same(hundredths in 0..=Cents::MOST * 100) {
            prop_assert_eq!(cents(&Cents(hundredths).to_string()), Ok(hundredths));
            let hours = (hundredths % 2_000_000) as f64 / 100.0;
            prop_assert_eq!(number(&Hundredths(hours).to_string(), "It", 20_000), Ok(hours));
        }

        #[test]
        fn nothing_that_is_typed_breaks_it(typed in ".{0,60}", marks in "[-$€., '0-9kx万]{0,12}") {
            drop(cents(&typed));
            if let Ok(read) = cents(&marks) {
                prop_assert!((0..=Cents::MOST * 100).contains(&read));
            }
        }
    }
}
