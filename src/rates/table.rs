use super::{Period, Rate};
use crate::values::{Cents, Currency, Month, UsdCents};
use std::{collections::BTreeMap, sync::Arc};

/// Rates in force, to be asked for. Cheap to clone.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Rates(Arc<BTreeMap<(Currency, Period), Rate>>);

/// A currency over some months: each has the same weight, as if an equal part of a sum had fallen in each.
#[derive(Debug, Clone, PartialEq)]
pub struct Average {
    pub currency: Currency,
    /// The mean of what one unit was worth in each month.
    pub usd_per_unit: f64,
    /// The rates that it is made of, in the order of their months; none for the dollar itself.
    pub parts: Vec<Part>,
}

/// A rate and the months, first and last, that it stands for.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    pub rate: Rate,
    pub months: [Month; 2],
}

impl FromIterator<Rate> for Rates {
    fn from_iter<I: IntoIterator<Item = Rate>>(rates: I) -> Self {
        Self(Arc::new(rates.into_iter().map(|rate| ((rate.currency, rate.period), rate)).collect()))
    }
}

impl Rates {
    /// What one unit was worth from the first of these months to the last. A month counts at its own rate, else at that of its
    /// year, else at that of the nearest earlier year. None where a month has none of these.
    pub fn average(&self, currency: Currency, [first, last]: [Month; 2]) -> Option<Average> {
        if currency == Currency::Usd {
            return Some(Average { currency, usd_per_unit: 1.0, parts: Vec::new() });
        }
        let mut parts: Vec<Part> = Vec::new();
        let (mut worth, mut months, mut month) = (0.0, 0.0, first);
        loop {
            let rate = self.of_month(currency, month)?;
            worth += 1.0 / rate.units_per_usd;
            months += 1.0;
            let stands_in = !rate.period.holds(month);
            let goes_on =
                |part: &&mut Part| part.rate.period == rate.period && part.is_stand_in() == stands_in;
            match parts.last_mut().filter(goes_on) {
                Some(part) => part.months[1] = month,
                None => parts.push(Part { rate: rate.clone(), months: [month, month] }),
            }
            month = month.next();
            if month > last {
                return Some(Average { currency, usd_per_unit: worth / months, parts });
            }
        }
    }

    fn of_month(&self, currency: Currency, month: Month) -> Option<&Rate> {
        let year = Period::Year(month.year());
        self.0.get(&(currency, Period::Month(month))).or_else(|| {
            let up_to = (currency, Period::Year(i32::MIN))..=(currency, year);
            self.0.range(up_to).next_back().map(|(_, rate)| rate)
        })
    }
}

impl Average {
    /// An amount of these months in US dollars, to the nearest cent.
    pub fn in_usd(&self, amount: Cents) -> UsdCents {
        UsdCents((amount.0 as f64 * self.usd_per_unit).round() as i64)
    }

    /// Months for which no rate is known yet, so that an earlier year's stands in.
    pub fn stand_ins(&self) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(|part| part.is_stand_in())
    }

    /// The months for which an earlier year's rate stands in, in a sentence; none where each has its own.
    pub fn stand_in_said(&self) -> Option<String> {
        let parts: Vec<String> = self.stand_ins().map(Part::span_and_year).collect();
        (!parts.is_empty()).then(|| {
            format!(
                "For {} we know no rate yet, and the nearest earlier year’s stands in. The dollars are worked out again by \
                 themselves when one is there.",
                parts.join(", and for ")
            )
        })
    }

    /// One unit in US dollars, in four significant digits: `$0.9021`.
    pub fn unit_in_words(&self) -> String {
        format!("${}", super::files::significant(self.usd_per_unit, 4))
    }
}

impl Part {
    pub fn is_stand_in(&self) -> bool {
        !self.rate.period.holds(self.months[0])
    }

    /// The months in words: `March 2026`, `March to June 2026`, `May 2024 to June 2025`.
    pub fn span(&self) -> String {
        let [first, last] = self.months;
        match (first == last, first.year() == last.year()) {
            (true, _) => first.to_string(),
            (false, true) => format!("{} to {last}", first.first_day().month()),
            (false, false) => format!("{first} to {last}"),
        }
    }

    fn span_and_year(&self) -> String {
        format!("{} (at the rate of {})", self.span(), self.rate.period.in_words())
    }

    /// `1 US dollar was 0.8845 EUR, the average of 2025`
    pub fn said(&self) -> String {
        format!("1 US dollar was {}, the average of {}", self.rate.units(), self.rate.period.in_words())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rates(all: &[(&str, f64)]) -> Rates {
        all.iter()
            .map(|(period, units_per_usd)| Rate {
                currency: Currency::Ngn,
                period: period.parse().unwrap(),
                units_per_usd: *units_per_usd,
                source: "a test".into(),
                url: String::new(),
            })
            .collect()
    }

    fn month(text: &str) -> Month {
        match text.parse() {
            Ok(Period::Month(month)) => month,
            _ => panic!("{text}"),
        }
    }

    fn average(rates: &Rates, first: &str, last: &str) -> Option<Average> {
        rates.average(Currency::Ngn, [month(first), month(last)])
    }

    #[test]
    fn a_month_counts_at_its_own_rate_else_its_years_else_the_nearest_earlier_years() {
        let rates = rates(&[("2022", 400.0), ("2024", 1_600.0), ("2024-02", 1_000.0)]);
        let of = |month| Some((1.0 / average(&rates, month, month)?.usd_per_unit).round());
        assert_eq!(of("2021-12"), None, "a later year stands in for none");
        assert_eq!(of("2022-05"), Some(400.0));
        assert_eq!(of("2023-05"), Some(400.0));
        assert_eq!(of("2024-01"), Some(1_600.0));
        assert_eq!(of("2024-02"), Some(1_000.0));
        assert_eq!(of("2026-11"), Some(1_600.0), "a year's, though a month's is nearer");
        assert_eq!(rates.average(Currency::Eur, [month("2024-01"), month("2024-02")]), None);
    }

    #[test]
    fn each_month_has_the_same_weight() {
        let rates = rates(&[("2023", 500.0), ("2024", 2_000.0)]);
        let two_years = average(&rates, "2023-07", "2024-12").unwrap();
        // Six months at $0.002 and twelve at $0.0005.
        assert!((two_years.usd_per_unit - (6.0 * 0.002 + 12.0 * 0.0005) / 18.0).abs() < 1e-15);
        assert_eq!(two_years.in_usd(Cents(180_000_000)), UsdCents(180_000));
        let spans: Vec<String> = two_years.parts.iter().map(Part::span).collect();
        assert_eq!(spans, ["July to December 2023", "January to December 2024"]);
        assert_eq!(two_years.stand_in_said(), None);
        let later = average(&rates, "2024-12", "2025-02").unwrap();
        assert_eq!(
            later.stand_ins().map(Part::span_and_year).collect::<Vec<_>>(),
            ["January to February 2025 (at the rate of 2024)"]
        );
    }

    #[test]
    fn a_span_that_ends_before_it_begins_is_its_first_month() {
        let rates = rates(&[("2023", 500.0)]);
        assert_eq!(average(&rates, "2023-07", "2023-01"), average(&rates, "2023-07", "2023-07"));
    }

    #[test]
    fn a_dollar_is_a_dollar() {
        let dollar = Rates::default().average(Currency::Usd, [month("1999-01"), month("2026-01")]).unwrap();
        assert_eq!((dollar.usd_per_unit, dollar.parts.len()), (1.0, 0));
    }
}
