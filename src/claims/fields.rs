//! The form of a claim: read from an address, and written back as the one address of the same check.

use super::lists::{Basis, HOURS_IN_A_WEEK, Period, Proof, Sells, Teller, TimeUnit};
use crate::{
    paths::PathOption,
    values::{Amount, Cents, ClosedList, Currency, Prose, amount, how_many, is_blank},
    web::{Errors, FormData, Query, Reader},
};

/// Letters of pasted text that are read.
pub const MOST_TEXT: usize = 2_000;
const MOST_HOURS: u32 = HOURS_IN_A_WEEK as u32;
const MOST_TIME: u32 = 1_000;

/// Every field in the order of the canonical address.
pub const NAMES: [&str; 13] = [
    "amount", "currency", "period", "basis", "path", "hours", "taken", "taken_in", "says", "sells", "fee",
    "proof", "text",
];

/// The form as the reader filled it in, as far as it can be read.
#[derive(Debug, Clone, Default)]
pub struct Fields {
    pub amount: Option<Cents>,
    /// Chosen, or else typed with the sum. A dollar that is only typed is what is taken in any case.
    pub currency: Option<Currency>,
    pub period: Option<Period>,
    pub basis: Option<Basis>,
    pub path: Option<PathOption>,
    pub hours: Option<f64>,
    pub taken: Option<Taken>,
    pub says: Option<Teller>,
    pub sells: Option<Sells>,
    /// In the sum's currency where no other was typed with it.
    pub fee: Option<Fee>,
    pub proof: Option<Proof>,
    pub text: Option<String>,
}

/// A sum that is to be paid before it starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fee {
    pub cents: Cents,
    /// Where it is another than that of the sum.
    pub currency: Option<Currency>,
}

/// How long it takes until the promise comes true.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Taken {
    pub count: f64,
    pub unit: TimeUnit,
}

impl Taken {
    pub fn days(self) -> f64 {
        self.count * self.unit.days()
    }

    pub fn in_words(self) -> String {
        how_many(self.count, self.unit.label().trim_end_matches('s'))
    }
}

/// The form's fields out of a query string, as typed; what the form does not know is left out.
pub fn typed(query: &Query) -> FormData {
    let mut form = FormData::default();
    for (name, value) in query.0.iter().filter(|(name, _)| NAMES.contains(&name.as_str())) {
        if form.value(name).is_empty() {
            form.set(name, value.as_str());
        }
    }
    form
}

/// Whether anything is to be checked, as opposed to a form that is opened, perhaps with a path filled in.
pub fn is_asked(query: &Query) -> bool {
    query.0.iter().any(|(name, _)| {
        NAMES.contains(&name.as_str()) && !matches!(name.as_str(), "path" | "period" | "currency")
    })
}

impl Fields {
    /// Reads the form; every complaint at once, field by field.
    pub fn read(form: &FormData, paths: &[PathOption]) -> Result<Self, Errors> {
        let mut reader = Reader::new(form);
        let chosen = choice(&mut reader, "currency", "Choose one of the currencies");
        let amount = reader.optional("amount", |typed| amount(typed, chosen));
        let typed_with_it = amount.as_ref().and_then(|typed| typed.currency().or(typed.counted_in));
        let currency = chosen.or(typed_with_it.filter(|typed| *typed != Currency::Usd));
        let fields = Self {
            amount: amount.map(|typed| typed.cents),
            currency,
            period: choice(&mut reader, "period", "Choose how often the sum comes in"),
            basis: choice(&mut reader, "basis", "Choose before or after costs"),
            path: reader.optional("path", |slug| known(paths, slug)),
            hours: reader.optional("hours", |typed| count(typed, "Hours a week", MOST_HOURS)),
            taken: taken(&mut reader),
            says: choice(&mut reader, "says", "Choose who says it"),
            sells: choice(&mut reader, "sells", "Choose what they sell"),
            fee: reader.optional("fee", |typed| fee(typed, currency.unwrap_or(Currency::Usd))),
            proof: choice(&mut reader, "proof", "Choose what is offered as proof"),
            text: reader.optional("text", |typed| {
                Prose::<1, MOST_TEXT>::parse(typed, "The text").map(Prose::into_string)
            }),
        };
        if is_blank(reader.value("amount")) && is_blank(reader.value("text")) {
            reader.errors.add("amount", "Enter the sum that was named, or paste the text below");
        }
        if reader.errors.is_empty() { Ok(fields) } else { Err(reader.errors) }
    }

    /// The currency of a typed sum where none is chosen.
    pub fn currency_typed(&self) -> Currency {
        self.currency.unwrap_or(Currency::Usd)
    }

    /// The one address of this check: fields in one order, blanks left out.
    pub fn address(&self) -> String {
        let word = |value: Option<&'static str>| value.map(str::to_owned);
        let sum = |cents: Option<Cents>| cents.map(|cents| cents.to_string().replace(',', ""));
        let values = [
            sum(self.amount),
            word(self.currency.map(Currency::word)),
            word(self.period.map(Period::word)),
            word(self.basis.map(Basis::word)),
            self.path.as_ref().map(|path| path.slug.to_string()),
            self.hours.map(|hours| hours.to_string()),
            self.taken.map(|taken| taken.count.to_string()),
            word(self.taken.map(|taken| taken.unit.word())),
            word(self.says.map(Teller::word)),
            word(self.sells.map(Sells::word)),
            self.fee.map(|fee| {
                let plain = fee.cents.to_string().replace(',', "");
                fee.currency.map_or(plain.clone(), |currency| format!("{plain} {}", currency.word()))
            }),
            word(self.proof.map(Proof::word)),
            self.text.clone(),
        ];
        let pairs: Vec<(&str, String)> =
            NAMES.into_iter().zip(values).filter_map(|(name, value)| Some((name, value?))).collect();
        serde_html_form::to_string(pairs)
            .map_or_else(|_| "/check".to_owned(), |query| format!("/check?{query}"))
    }
}

fn choice<T: ClosedList>(reader: &mut Reader<'_>, field: &'static str, complaint: &str) -> Option<T> {
    reader.optional(field, |word| T::from_word(word.trim()).ok_or_else(|| complaint.to_owned()))
}

/// Not nothing; in the chosen currency if there is one. What is more than it, as in `10k+`, counts as what is named.
fn amount(typed: &str, chosen: Option<Currency>) -> Result<Amount, String> {
    let amount = Amount::read(typed.trim().trim_end_matches('+'))
        .map_err(|wrong| wrong.said("The sum", "a number, like 5000 or 10k"))?;
    if amount.cents <= Cents(0) {
        return Err("The sum must be more than 0".to_owned());
    }
    if let Some(chosen) = chosen {
        amount.in_currency(chosen, "The sum")?;
    } else if amount.is_foreign() {
        return Err("We do not know the currency of this sum".to_owned());
    }
    Ok(amount)
}

fn fee(typed: &str, of_the_sum: Currency) -> Result<Fee, String> {
    let fee = Amount::parse(typed, "The fee")?;
    let currency = match fee.in_currency(of_the_sum, "The fee") {
        Ok(_) => None,
        Err(complaint) => Some(fee.currency().ok_or(complaint)?),
    };
    Ok(Fee { cents: fee.cents, currency })
}

fn known(paths: &[PathOption], slug: &str) -> Result<PathOption, String> {
    let known = paths.iter().find(|path| path.slug.as_str() == slug.trim());
    known.cloned().ok_or_else(|| "Choose one of the paths in the list".to_owned())
}

/// More than 0.
fn count(typed: &str, name: &str, most: u32) -> Result<f64, String> {
    match amount::number(typed, name, most)? {
        0.0 => Err(format!("{name} must be more than 0")),
        number => Ok(number),
    }
}

fn taken(reader: &mut Reader<'_>) -> Option<Taken> {
    let count = reader.optional("taken", |typed| count(typed, "The time it takes", MOST_TIME));
    let unit = choice(reader, "taken_in", "Choose days, weeks or months");
    Some(Taken { count: count?, unit: unit.unwrap_or(TimeUnit::Months) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str) -> Result<Fields, Errors> {
        Fields::read(&typed(&Query(serde_html_form::from_str(query).unwrap())), &[])
    }

    #[test]
    fn a_check_has_one_address_whatever_the_order_and_the_blanks() {
        let one = read("hours=10&period=&amount=%2410%2C000&utm_source=x&text=+").unwrap();
        let other = read("amount=10k&hours=10.0").unwrap();
        assert_eq!(one.address(), "/check?amount=10000&hours=10");
        assert_eq!(one.address(), other.address());
        let full =
            read("text=make+it+%26+go&taken=3&taken_in=days&fee=0&amount=1.200%2C50&currency=EUR").unwrap();
        let address = "/check?amount=1200.50&currency=EUR&taken=3&taken_in=days&fee=0&text=make+it+%26+go";
        assert_eq!(full.address(), address);
        assert_eq!(read(address.split_once('?').unwrap().1).unwrap().address(), address);
    }

    #[test]
    fn a_typed_currency_counts_where_none_is_chosen() {
        let address = |query: &str| read(query).unwrap().address();
        assert_eq!(address("amount=€500"), "/check?amount=500&currency=EUR");
        assert_eq!(address("amount=500+EUR"), "/check?amount=500&currency=EUR");
        assert_eq!(address("amount=10万"), "/check?amount=100000&currency=CNY");
        assert_eq!(address("amount=$500&currency=CAD"), "/check?amount=500&currency=CAD");
        assert_eq!(address("amount=10万&currency=JPY"), "/check?amount=100000&currency=JPY");
        assert_eq!(address("amount=€500&fee=€97"), "/check?amount=500&currency=EUR&fee=97");
        assert_eq!(address("amount=500&fee=97+EUR"), "/check?amount=500&fee=97+EUR");
        assert_eq!(address("amount=1.000+zł&fee=97+PLN"), "/check?amount=1000&currency=PLN&fee=97");
        for typed in ["500+₿", "5-10k", "€500&currency=GBP", "2+mil", "0.125"] {
            assert!(read(&format!("amount={typed}")).unwrap_err().get("amount").is_some(), "{typed}");
        }
    }

    #[test]
    fn every_complaint_is_told_at_once() {
        let errors = read("amount=lots&hours=200&taken=x&path=gold&period=often&currency=XYZ").unwrap_err();
        assert_eq!(errors.get("amount"), Some("The sum must be a number, like 5000 or 10k"));
        assert_eq!(errors.get("hours"), Some("Hours a week must be 168 or fewer; you entered 200"));
        assert_eq!(errors.all().len(), 6);
        for (typed, hundredths) in
            [("500,00", 50_000), ("1,5", 150), ("1,250", 125_000), ("12_000", 1_200_000)]
        {
            assert_eq!(read(&format!("amount={typed}")).unwrap().amount, Some(Cents(hundredths)), "{typed}");
            assert_eq!(read(&format!("amount=1&fee={typed}")).unwrap().fee.unwrap().cents, Cents(hundredths));
        }
        for nothing in ["amount=", "amount=0", "amount=-5", "amount=NaN", "amount=99999999999999999999"] {
            assert!(read(nothing).unwrap_err().get("amount").is_some(), "{nothing}");
        }
    }
}
