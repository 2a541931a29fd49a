use crate::{
    figures::{Share, Spread, below, words},
    values::{Amount, Cents, Currency},
};

/// A reader's own wage beside what an hour paid others. Nothing of it is kept.
#[derive(Debug, Default)]
pub struct Wage {
    /// As it was typed.
    pub typed: String,
    pub complaint: Option<String>,
    /// How many earned less for an hour, and the wage in words.
    pub answer: Option<(Share, String)>,
}

/// In whole dollars an hour.
const MOST: i64 = 10_000;

impl Wage {
    pub fn of(typed: Option<&str>, reports: &Spread) -> Self {
        let Some(typed) = typed else { return Self::default() };
        let typed = typed.to_owned();
        match parse(&typed) {
            Ok(wage) => {
                let share = below(wage.0, reports.hours().iter().copied());
                Self { typed, complaint: None, answer: share.map(|share| (share, words::usd_exact(wage.0))) }
            }
            Err(complaint) => Self { typed, complaint: Some(complaint), answer: None },
        }
    }
}

fn parse(typed: &str) -> Result<Cents, String> {
    let wage = Amount::parse(typed, "Your wage")?.in_currency(Currency::Usd, "Your wage")?;
    if wage.0 > MOST * 100 { Err("Your wage must be $10,000 an hour or less".to_owned()) } else { Ok(wage) }
}
