use super::closed_list;
use std::fmt;

/// An amount in hundredths of a currency's unit. Negative for a loss.
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize,
    sqlx::Type,
)]
#[sqlx(transparent)]
pub struct Cents(pub i64);

closed_list! {
    /// The currencies a report may be in.
    pub enum Currency {
        Usd = "USD" => "US dollar",
        Eur = "EUR" => "Euro",
        Gbp = "GBP" => "Pound sterling",
        Cny = "CNY" => "Chinese yuan",
        Inr = "INR" => "Indian rupee",
        Jpy = "JPY" => "Japanese yen",
        Krw = "KRW" => "South Korean won",
        Brl = "BRL" => "Brazilian real",
        Cad = "CAD" => "Canadian dollar",
        Aud = "AUD" => "Australian dollar",
        Chf = "CHF" => "Swiss franc",
        Pln = "PLN" => "Polish zloty",
        Ngn = "NGN" => "Nigerian naira",
        Php = "PHP" => "Philippine peso",
        Idr = "IDR" => "Indonesian rupiah",
        Zar = "ZAR" => "South African rand",
    }
}

impl Cents {
    /// The most anybody may enter, in whole units: ten thousand million.
    pub const MOST: i64 = 10_000_000_000;

    /// The nearest sum with two significant digits, as the open data has it; halves go away from zero. For sums of up to
    /// eighteen digits. The database's `two_digits` is its twin.
    pub fn two_digits(self) -> Self {
        let digits = self.0.unsigned_abs().max(1).ilog10() + 1;
        let step = 10_i64.pow(digits.saturating_sub(2));
        Self((self.0 + step / 2 * self.0.signum()) / step * step)
    }

    /// The amount in words of its own currency: `$1,250.50`, or `1,250.50 EUR`.
    pub fn in_currency(self, currency: Currency) -> String {
        match currency {
            Currency::Usd => usd(self),
            other => format!("{self} {}", super::ClosedList::word(other)),
        }
    }
}

/// An amount of US dollars to the cent, cents left out when there are none, a loss with a true minus sign.
pub fn usd(amount: Cents) -> String {
    let sign = if amount.0 < 0 { "−" } else { "" };
    format!("{sign}${}", Cents(amount.0.abs()))
}

impl fmt::Display for Cents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (units, hundredths) = (self.0.unsigned_abs() / 100, self.0.unsigned_abs() % 100);
        let digits = units.to_string();
        let groups: Vec<&str> =
            digits.as_bytes().rchunks(3).rev().filter_map(|group| str::from_utf8(group).ok()).collect();
        let sign = if self.0 < 0 { "−" } else { "" };
        write!(f, "{sign}{}", groups.join(","))?;
        if hundredths > 0 { write!(f, ".{hundredths:02}") } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_digits_are_the_nearest() {
        let rounded =
            [0, 7, 99, 104, 105, -105, 9_949, 9_950, 123_456].map(|cents| Cents(cents).two_digits().0);
        assert_eq!(rounded, [0, 7, 99, 100, 110, -110, 9_900, 10_000, 120_000]);
    }

    #[test]
    fn writes_a_loss_with_a_true_minus() {
        assert_eq!(usd(Cents(-800)), "−$8");
        assert_eq!(usd(Cents(123_456_705)), "$1,234,567.05");
        assert_eq!(Cents(125_000).in_currency(Currency::Eur), "1,250 EUR");
    }
}
