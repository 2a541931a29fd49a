use crate::{
    figures::{Amounts, Share, below},
    values::{Amount, UsdCents},
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

/// An hour.
const MOST: UsdCents = UsdCents(1_000_000);

impl Wage {
    pub fn of(typed: Option<&str>, reports: &Amounts) -> Self {
        let Some(typed) = typed else { return Self::default() };
        let typed = typed.to_owned();
        match parse(&typed) {
            Ok(wage) => {
                let share = below(wage, reports.hours().iter().copied());
                Self { typed, complaint: None, answer: share.map(|share| (share, wage.to_string())) }
            }
            Err(complaint) => Self { typed, complaint: Some(complaint), answer: None },
        }
    }
}

fn parse(typed: &str) -> Result<UsdCents, String> {
    let wage = Amount::parse(typed, "Your wage")?.in_usd("Your wage")?;
    if wage > MOST { Err(format!("Your wage must be {MOST} an hour or less")) } else { Ok(wage) }
}
