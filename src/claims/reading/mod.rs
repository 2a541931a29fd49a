//! The numbers of a text: sums with how often they come in, hours of work, stretches of time and percentages.

mod amounts;
mod around;
mod length;
mod numbers;
mod period;
mod spans;
mod sums;
pub mod tokens;
mod units;

pub use around::Role;
pub use sums::Sum;

use super::lists::Period;
use tokens::{Kind, Token};

/// A value with the words that say it.
#[derive(Debug, Clone, PartialEq)]
pub struct Quoted<T> {
    pub value: T,
    pub words: String,
}

/// Everything that was read from one text.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reading {
    /// In the order of the text.
    pub sums: Vec<Sum>,
    pub hours_a_week: Option<Quoted<f64>>,
    /// Days until the promise comes true; the shortest that is named.
    pub taken_days: Option<Quoted<f64>>,
    /// As written: `80%`.
    pub percents: Vec<String>,
}

impl Reading {
    pub fn of(text: &str, tokens: &[Token]) -> Self {
        let sums = sums::sums(text, tokens);
        let in_a_sum = |at: usize| sums.iter().any(|sum| sum.tokens.contains(&at));
        // "$5,000 in one month" says how often, and "$5,000 in 30 days" how soon.
        let is_how_often =
            |at: usize| sums.iter().any(|sum| sum.period != Some(Period::Once) && sum.tokens.contains(&at));
        Self {
            hours_a_week: spans::hours_a_week(text, tokens),
            taken_days: spans::taken_days(text, tokens, &sums, is_how_often),
            percents: percents(text, tokens, in_a_sum),
            sums,
        }
    }

    /// The sum that is promised: of the incomes the one that comes to most in a month, else the highest.
    pub fn promised(&self) -> Option<&Sum> {
        let mut best: Option<(&Sum, (bool, f64))> = None;
        for sum in self.sums.iter().filter(|sum| sum.is_income()) {
            let rank = (sum.period.is_some(), sum.rough_month().unwrap_or(sum.cents.0 as f64));
            if best.is_none_or(|(_, most)| rank > most) {
                best = Some((sum, rank));
            }
        }
        best.map(|(sum, _)| sum)
    }
}

fn percents(text: &str, tokens: &[Token], in_a_sum: impl Fn(usize) -> bool) -> Vec<String> {
    let is_percent = |token: &Token| matches!(token.word.as_str(), "%" | "percent" | "prozent");
    tokens
        .windows(2)
        .enumerate()
        .filter(|(at, pair)| pair[0].kind == Kind::Number && is_percent(&pair[1]) && !in_a_sum(*at))
        .map(|(_, pair)| text[pair[0].start..pair[1].end].to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::ClosedList as _;

    fn read(text: &str) -> Reading {
        Reading::of(text, &tokens::tokens(text))
    }

    /// "500 USD month", with `?` for what is not said; empty where nothing is promised.
    fn promised(text: &str) -> String {
        let reading = read(text);
        reading.promised().map_or(String::new(), |sum| {
            let word = |word: Option<&'static str>| word.unwrap_or("?");
            let often = word(sum.period.map(Period::word));
            format!("{} {} {often}", sum.cents, word(sum.currency.map(|currency| currency.word())))
        })
    }

    #[test]
    fn growth_counts_by_its_end_and_a_range_by_its_start() {
        for (text, sum) in [
            ("I went from $0 to $10k a month", "10,000 USD month"),
            ("From $500 to $10,000 a month", "10,000 USD month"),
            ("$0 → €2,000 a month", "2,000 EUR month"),
            ("between $1,000 and $5,000 a month", "1,000 USD month"),
            ("Salaries range from $60,000 to $95,000 a year", "60,000 USD year"),
            ("$1k → $10k per month", "10,000 USD month"),
            ("earn 5-10k a month", "5,000 ? month"),
            ("I made $0 a month", ""),
        ] {
            assert_eq!(promised(text), sum, "{text}");
        }
    }

    #[test]
    fn foreign_money_is_never_taken_for_dollars() {
        for (text, sum) in [
            ("NZ$500 a month", "500 NZD month"),
            ("HK$5,000/mo", "5,000 HKD month"),
            ("Earn 5k AED a month", "5,000 AED month"),
            ("50 000 ₽ a month", "50,000 RUB month"),
            ("PKR 1,25,000 a month", "125,000 PKR month"),
        ] {
            assert_eq!(promised(text), sum, "{text}");
        }
        for text in ["25.000 kr a month", "900 pesos a day", "5,000 BTC a month", "XY$3,000 a month"] {
            let reading = read(text);
            assert!(reading.promised().is_none() && reading.sums.iter().all(|sum| sum.is_foreign), "{text}");
            assert!(reading.sums[0].meaning().contains("do not know"), "{text}");
        }
        assert_eq!(promised("Rs. 50,000 per month"), "50,000 INR month");
        assert_eq!(promised("US$500 a month"), "500 USD month");
        assert_eq!(promised("$5,000 CAD a month"), "5,000 CAD month");
    }

    #[test]
    fn losses_and_prices_and_denials_are_no_income() {
        for (text, role) in [
            ("I lost $500 a month", Role::Loss),
            ("a loss of $200 a month", Role::Loss),
            ("-$200 a month", Role::Loss),
            ("Only $97/month", Role::Price),
            ("Course: $97/mo", Role::Price),
            ("Tuition is $2,000", Role::Price),
            ("Buy my course ($497)", Role::Price),
            ("We spent $300 on adverts", Role::Cost),
            ("My tools cost $40 a month", Role::Cost),
            ("Nobody makes $10,000 a month", Role::Denied),
            ("You won't earn $10,000 a month", Role::Denied),
            ("Nobody told me that I could make $10,000 a month", Role::Income),
            ("Why not make $500 a month?", Role::Income),
            ("If you are not making $5,000 a month, read on", Role::Income),
            ("Aren't you making $5,000 a month?", Role::Income),
            ("Never make less than $1,000 a month again", Role::Income),
            ("After costs I had $400 a month", Role::Income),
            ("after fees of $30", Role::Cost),
            ("I charge $50 an hour", Role::Income),
            ("Clients pay me $75 an hour", Role::Income),
            ("Pay me $75 and start", Role::Price),
            ("I made only $300 a month", Role::Income),
            ("I lost my job, now I make $500 a month", Role::Income),
            ("Data labelling jobs pay $15 an hour", Role::Income),
            ("Clients pay $500 a month for my reports", Role::Income),
            ("They are paying ordinary people $1,273 per day", Role::Income),
            ("You pay $500 a month", Role::Price),
            ("I design screenshots for shops and charge $45 an hour", Role::Income),
            ("No guarantees, no hype, just $10,000 a month", Role::Income),
            ("Now just $49", Role::Price),
            ("Now $49", Role::Price),
            ("Join for $29 a month", Role::Price),
            ("Join us and receive $500 a week", Role::Income),
            ("You pay people $500 for a video", Role::Price),
            ("Making $10,000 a month is a dream come true", Role::Income),
            ("You think $10,000 a month is a myth?", Role::Income),
            ("Expenses are $120 a month", Role::Cost),
            ("$10,000 a month is a fantasy", Role::Denied),
            ("It brings some money, not $10,000 a month", Role::Denied),
        ] {
            let roles: Vec<Role> = read(text).sums.iter().map(|sum| sum.role).collect();
            assert_eq!(roles, [role], "{text}");
        }
        assert_eq!(promised("We make calls at 5 pm"), "");
    }

    #[test]
    fn how_often_is_found_in_many_spellings() {
        for (text, sum) in [
            ("$2 mil a year", "2,000,000 USD year"),
            ("R$ 2 mil por mês", "2,000 BRL month"),
            ("$10,000-a-month", "10,000 USD month"),
            ("consistent $10k months", "10,000 USD month"),
            ("5-figure months", "10,000 ? month"),
            ("Make $10,000\nPer month", "10,000 USD month"),
            ("$10k MRR", "10,000 USD month"),
            ("a hundred dollars a day", "100 USD day"),
            ("Turn $50 into $5,000", "5,000 USD ?"),
            ("月5万円", "50,000 JPY month"),
            ("毎月30万円", "300,000 JPY month"),
            ("월 500만원", "5,000,000 KRW month"),
            ("月薪三万", "30,000 CNY month"),
            ("3月5万円", "50,000 JPY ?"),
            ("$10\u{200b}K a month", "10,000 USD month"),
            ("$1,500 bi-weekly", "1,500 USD ?"),
            ("$2,000 twice a month", "2,000 USD ?"),
            ("$6,000 semi-annually", "6,000 USD ?"),
            ("twenty-five hundred dollars a month", "2,500 USD month"),
            ("one hundred and fifty dollars a day", "150 USD day"),
            ("seven hundred fifty dollars a week", "750 USD week"),
            ("eighty thousand dollars a year", "80,000 USD year"),
            ("月収10万〜30万円", "100,000 JPY month"),
            ("月收入1.2万美元", "12,000 USD month"),
            ("2.5 lakhs per month", "250,000 INR month"),
            ("＄１０，０００ a month", "10,000 USD month"),
        ] {
            assert_eq!(promised(text), sum, "{text}");
        }
    }

    #[test]
    fn hours_are_counted_by_the_week() {
        let hours = |text: &str| read(text).hours_a_week.map(|hours| (hours.value * 10.0).round() / 10.0);
        for (text, week) in [
            ("half an hour a day", Some(3.5)),
            ("a couple of hours a day", Some(14.0)),
            ("an hour or two a day", Some(14.0)),
            ("an hour and a half a day", Some(10.5)),
            ("up to 10 hours a week", Some(10.0)),
            ("24 hours a day", None),
            ("8 hours a day, 5 days a week", Some(40.0)),
            ("I used to work 60 hours a week. Now I work 4 hours a week.", Some(4.0)),
            ("Forget working 40 hours a week!", None),
            ("I used AI and worked 10 hours a week", Some(10.0)),
            ("I quit my job and work 10 hours a week", Some(10.0)),
            ("It saves clients 20 hours a week", None),
            ("25 hours a day", None),
            ("200 hours a week", None),
            ("99999999999999999999 hours a week", None),
        ] {
            assert_eq!(hours(text), week, "{text}");
        }
    }

    #[test]
    fn a_time_counts_where_something_is_promised() {
        let days = |text: &str| read(text).taken_days.map(|days| days.value);
        for (text, taken) in [
            ("Your first $1,000 in 7 days", Some(7.0)),
            ("First client in 14 days", Some(14.0)),
            ("We reply within 24 hours", None),
            ("Payment within 14 days", None),
            ("Within a week I quit", None),
            ("In 10 days of testing", None),
            ("In 1 hour a day you make $500", None),
        ] {
            assert_eq!(days(text), taken, "{text}");
        }
    }
}
