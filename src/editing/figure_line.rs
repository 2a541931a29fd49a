//! A number of a case study as an editor writes it, in one line:
//! `$300 to $700 per shop | price | range 300 to 700 | usd_per_project | not_stated | $ | how we came to it`.
//! The last two may be left out.

use super::lines::parts;
use crate::{
    case_studies::{Bound, FigureContent, FigureKind, GrossOrNet, Unit},
    values::{ClosedList, Line, amount},
};

pub fn figure(line: &str) -> Result<FigureContent, String> {
    let mut parts = parts(line);
    if !(5..=7).contains(&parts.len()) {
        return Err("write “in words | kind | number | unit | gross, net or not_stated”, then at need “| currency sign | how we came to it”".to_owned());
    }
    parts.resize(7, "");
    let [says, kind, number, unit, gross_or_net, currency, derived_from] = parts[..] else {
        return Err("a figure has up to seven parts".to_owned());
    };
    let (bound, min, max) = bounded(number)?;
    let figure = FigureContent {
        kind: word::<FigureKind>(kind, "the kind")?,
        bound,
        min,
        max,
        unit: word::<Unit>(unit, "the unit")?,
        gross_or_net: word::<GrossOrNet>(gross_or_net, "gross or net")?,
        currency_as_written: some::<10>(currency, "the currency")?,
        derived_from: some::<200>(derived_from, "how we came to it")?,
        says: Line::<2, 120>::parse(says, "the number in words")?.into_string(),
    };
    match figure.complaint() {
        Some(complaint) => Err(complaint.to_owned()),
        None => Ok(figure),
    }
}

pub fn write_figure(figure: &FigureContent) -> String {
    let FigureContent { kind, unit, gross_or_net, says, .. } = figure;
    let number = match figure.max {
        Some(max) => format!("{} {} to {max}", figure.bound.word(), figure.min),
        None => format!("{} {}", figure.bound.word(), figure.min),
    };
    let mut parts = vec![says.as_str(), kind.word(), &number, unit.word(), gross_or_net.word()];
    parts.push(figure.currency_as_written.as_deref().unwrap_or_default());
    parts.push(figure.derived_from.as_deref().unwrap_or_default());
    while parts.last().is_some_and(|part| part.is_empty()) {
        parts.pop();
    }
    parts.join(" | ")
}

/// `approx 1200`, or `range 300 to 700`.
fn bounded(typed: &str) -> Result<(Bound, f64, Option<f64>), String> {
    let (bound, numbers) = typed.split_once(' ').unwrap_or((typed, ""));
    let bound = word::<Bound>(bound, "the number begins with its bound, which")?;
    Ok(match numbers.split_once(" to ") {
        Some((min, max)) => (bound, number(min)?, Some(number(max)?)),
        None => (bound, number(numbers)?, None),
    })
}

/// As people type it; a loss is below nothing.
fn number(typed: &str) -> Result<f64, String> {
    let typed = typed.trim();
    let (sign, size) = match typed.strip_prefix(['-', '−']) {
        Some(size) => (-1.0, size),
        None => (1.0, typed),
    };
    amount::bare(size)
        .map(|size| sign * size)
        .map_err(|wrong| wrong.said(&format!("“{typed}”"), "a plain number, like 1200"))
}

fn word<T: ClosedList>(typed: &str, what: &str) -> Result<T, String> {
    T::from_word(typed).ok_or_else(|| {
        let known: Vec<&str> = T::WORDS.iter().map(|(word, _)| *word).collect();
        format!("{what} is one of {}", known.join(", "))
    })
}

fn some<const MAX: usize>(typed: &str, name: &str) -> Result<Option<String>, String> {
    let text = Line::<0, MAX>::parse(typed, name)?.into_string();
    Ok(Some(text).filter(|text| !text.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_reads_as_it_is_written() {
        for line in [
            "$300 to $700 per shop | price | range 300 to 700 | usd_per_project | not_stated | $",
            "$1,500 to $4,200 a month | income | range 1500 to 4200 | usd_per_month | gross | $ | $300 to $700, times 5 to 6",
            "More than 100 a day | units | more_than 100 | items_per_day | not_stated",
            "12.5 hours | effort | approx 12.5 | days | not_stated | | a guess",
        ] {
            let again = write_figure(&figure(line).unwrap());
            assert_eq!(again.replace("|  |", "| |"), line);
            assert_eq!(write_figure(&figure(&again).unwrap()), again);
        }
    }

    #[test]
    fn nonsense_is_complained_of_in_words() {
        for (line, complaint) in [
            ("a | b", "write “in words"),
            ("It | much | exact 1 | count | net", "the kind is one of income"),
            ("It | count | about 1 | count | net", "the number begins with its bound, which is one of exact"),
            ("It | count | exact NaN | count | net", "“NaN” must be a plain number"),
            ("It | count | exact 1e999 | count | net", "must be a plain number"),
            ("It | count | range 1 | count | net", "a range has a max"),
            ("It | count | range 5 to 1 | count | net", "max is below min"),
            ("It | price | exact 5 | usd_per_seat | net", "money needs"),
            ("It | count | exact 1 | count | net | 1 | 2 | 3", "write"),
        ] {
            let said = figure(line).unwrap_err();
            assert!(said.contains(complaint), "{line}: {said}");
        }
    }
}
