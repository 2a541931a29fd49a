//! What came of the proofs that are asked for by lot.

/// Below so many nothing is said of a quarter.
pub const LEAST_DRAWN: i64 = 5;

/// What came of the draw in a stretch of whole quarters.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Period {
    /// "2026 Q4", in the order of time.
    pub from: String,
    pub to: String,
    pub asked: i64,
    pub proved: i64,
    pub could_not: i64,
    pub withdrew: i64,
    pub open: i64,
}

impl Period {
    pub fn called(&self) -> String {
        if self.from == self.to { self.from.clone() } else { format!("{} to {}", self.from, self.to) }
    }

    fn and(self, next: &Self) -> Self {
        Self {
            from: self.from,
            to: next.to.clone(),
            asked: self.asked + next.asked,
            proved: self.proved + next.proved,
            could_not: self.could_not + next.could_not,
            withdrew: self.withdrew + next.withdrew,
            open: self.open + next.open,
        }
    }
}

/// What of the draw may be said.
#[derive(Debug)]
pub struct Draws {
    /// The newest first; none holds fewer than [`LEAST_DRAWN`].
    pub periods: Vec<Period>,
    pub asked_so_far: i64,
}

impl Draws {
    /// Puts quarters together until enough were asked; what is left over at the end goes with the last of these.
    pub fn of(quarters: Vec<Period>) -> Self {
        let asked_so_far = quarters.iter().map(|quarter| quarter.asked).sum();
        let mut periods: Vec<Period> = Vec::new();
        let mut begun: Option<Period> = None;
        for quarter in quarters {
            let whole = match begun.take() {
                Some(before) => before.and(&quarter),
                None => quarter,
            };
            if whole.asked < LEAST_DRAWN { begun = Some(whole) } else { periods.push(whole) }
        }
        if let Some(rest) = begun
            && let Some(last) = periods.pop()
        {
            periods.push(last.and(&rest));
        }
        periods.reverse();
        Self { periods, asked_so_far }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quarter(name: &str, asked: i64) -> Period {
        Period { from: name.into(), to: name.into(), asked, open: asked, ..Period::default() }
    }

    #[test]
    fn quarters_with_fewer_than_five_are_put_together() {
        let said = |quarters: &[(&str, i64)]| {
            let draws = Draws::of(quarters.iter().map(|(name, asked)| quarter(name, *asked)).collect());
            draws.periods.iter().map(|period| (period.called(), period.asked)).collect::<Vec<_>>()
        };
        assert_eq!(said(&[("2026 Q4", 4)]), []);
        assert_eq!(said(&[("2026 Q4", 5)]), [("2026 Q4".to_owned(), 5)]);
        assert_eq!(
            said(&[("2026 Q4", 2), ("2027 Q1", 4), ("2027 Q2", 7), ("2027 Q3", 1)]),
            [("2027 Q2 to 2027 Q3".to_owned(), 8), ("2026 Q4 to 2027 Q1".to_owned(), 6)]
        );
    }
}
