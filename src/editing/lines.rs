//! Lists as an editor writes them, an item a line. Each kind of item is read and written here, so that what was written
//! reads the same again.

use crate::{
    case_studies::{Doer, Moment, Step},
    paths::{Basis, Point, Section, Variant},
    values::{ClosedList as _, Line, PathId, Slug, VariantId, amount},
};

/// Items that one list may have.
const MOST: usize = 30;

/// Every line that is not blank as `item` reads it; a complaint names its line.
pub fn each<T>(text: &str, item: impl Fn(&str) -> Result<T, String>) -> Result<Vec<T>, String> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let items: Vec<T> = lines
        .map(|(at, line)| item(line.trim()).map_err(|complaint| format!("Line {}: {complaint}", at + 1)))
        .collect::<Result<_, _>>()?;
    if items.len() > MOST {
        return Err(format!("A list must have {MOST} lines or fewer; this one has {}", items.len()));
    }
    Ok(items)
}

/// The parts of a line between bars.
pub fn parts(line: &str) -> Vec<&str> {
    line.split('|').map(str::trim).collect()
}

/// A sentence with nothing before it.
pub fn sentence(line: &str) -> Result<String, String> {
    Line::<2, 400>::parse(line, "the sentence").map(Line::into_string)
}

/// `article 8: Makes building quick.` Without a beginning the sentence is the editors' own.
pub fn point(section: Section, line: &str) -> Result<Point, String> {
    let (basis, fact, text) = match line.split_once(": ").and_then(|(from, text)| Some((source(from)?, text)))
    {
        Some(((basis, fact), text)) => (basis, fact, text),
        None => (Basis::Editor, None, line),
    };
    let fact = match fact {
        None => None,
        Some(number) => Some(fact_number(number)?),
    };
    Ok(Point { section, text: sentence(text)?, basis, fact })
}

pub fn write_point(point: &Point) -> String {
    let fact = point.fact.map(|fact| format!(" {fact}")).unwrap_or_default();
    format!("{}{fact}: {}", point.basis.word(), point.text)
}

/// `article 8`: where a sentence comes from, and the number of its fact as typed.
fn source(from: &str) -> Option<(Basis, Option<&str>)> {
    let (basis, fact) = match from.trim().split_once(' ') {
        Some((basis, fact)) => (basis, Some(fact)),
        None => (from.trim(), None),
    };
    let is_number = fact.is_none_or(|fact| fact.bytes().all(|byte| byte.is_ascii_digit()));
    let basis = Basis::from_word(basis).filter(|basis| *basis != Basis::NotStated)?;
    is_number.then_some((basis, fact))
}

/// A row of the source's list of facts.
pub fn fact_number(typed: &str) -> Result<i16, String> {
    let number = amount::whole(typed, "a fact", 26).ok().and_then(|number| i16::try_from(number).ok());
    number
        .filter(|number| *number > 0)
        .ok_or_else(|| format!("a fact has a number from 1 to 26, not “{}”", typed.trim()))
}

/// `niche-tool | Niche tool | One function for one trade. | article`, and after that at times `| warned against`. The
/// ids are those of no row.
pub fn variant(line: &str) -> Result<Variant, String> {
    let parts = parts(line);
    let (warned_against, parts) = match parts.split_last() {
        Some((&"warned against", rest)) => (true, rest),
        _ => (false, parts.as_slice()),
    };
    let [slug, name, summary, basis] = parts else {
        return Err(
            "write “short-name | Name | What it is | basis”, and “| warned against” if we do".to_owned()
        );
    };
    let basis = Basis::from_word(basis).filter(|basis| *basis != Basis::NotStated);
    Ok(Variant {
        id: VariantId::default(),
        path_id: PathId::default(),
        slug: Slug::try_from((*slug).to_owned())
            .map_err(|_| format!("“{slug}” must be small letters, digits and hyphens"))?,
        name: Line::<2, 60>::parse(name, "the name")?.into_string(),
        summary: Line::<10, 400>::parse(summary, "what it is")?.into_string(),
        warned_against,
        basis: basis.ok_or("the basis is article, editor or reports")?,
    })
}

pub fn write_variant(variant: &Variant) -> String {
    let warned = if variant.warned_against { " | warned against" } else { "" };
    format!("{} | {} | {} | {}{warned}", variant.slug, variant.name, variant.summary, variant.basis.word())
}

/// `human: Runs an A/B test.`
pub fn step(line: &str) -> Result<Step, String> {
    let (who, text) = line.split_once(": ").unwrap_or_default();
    let who = Doer::from_word(who).ok_or("begin with “human: ”, “ai: ” or “both: ”")?;
    Ok(Step { who, text: sentence(text)? })
}

pub fn write_step(step: &Step) -> String {
    format!("{}: {}", step.who.word(), step.text)
}

/// `Week 1 | Dozens of users.`
pub fn moment(line: &str) -> Result<Moment, String> {
    let [offset, event] = parts(line)[..] else { return Err("write “when | what happened”".to_owned()) };
    let offset = Line::<1, 60>::parse(offset, "when it happened")?.into_string();
    Ok(Moment { offset, event: sentence(event)? })
}

pub fn write_moment(moment: &Moment) -> String {
    format!("{} | {}", moment.offset, moment.event)
}

/// The items a line each.
pub fn written<T>(items: impl IntoIterator<Item = T>, write: impl Fn(T) -> String) -> String {
    items.into_iter().map(write).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_says_where_it_comes_from() {
        for (line, basis, fact, text) in [
            ("article 8: Makes building quick.", Basis::Article, Some(8), "Makes building quick."),
            ("reports: People give up.", Basis::Reports, None, "People give up."),
            ("A warning: do not.", Basis::Editor, None, "A warning: do not."),
            ("editor: editor: twice.", Basis::Editor, None, "editor: twice."),
            ("article about it: long.", Basis::Editor, None, "article about it: long."),
        ] {
            let read = point(Section::AiDoes, line).unwrap();
            assert_eq!((read.basis, read.fact, read.text.as_str()), (basis, fact, text), "{line}");
            assert_eq!(point(Section::AiDoes, &write_point(&read)), Ok(read));
        }
        assert_eq!(
            point(Section::AiDoes, "article 27: x y").unwrap_err(),
            "a fact has a number from 1 to 26, not “27”"
        );
    }

    #[test]
    fn a_variant_reads_as_it_is_written() {
        let line = "niche-tool | Niche tool | One function for one trade. | article | warned against";
        assert_eq!(write_variant(&variant(line).unwrap()), line);
        for bad in
            ["", "a | b", "A b | Name | What it is here | article", "a | Name | What it is here | not_stated"]
        {
            assert!(variant(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn steps_and_moments_read_as_they_are_written() {
        assert_eq!(
            write_step(&step("both: Keeps optimising: daily.").unwrap()),
            "both: Keeps optimising: daily."
        );
        assert_eq!(write_moment(&moment("Week 1|Dozens of users.").unwrap()), "Week 1 | Dozens of users.");
        assert!(step("nobody: x").is_err() && moment("a | b | c").is_err() && moment("a").is_err());
    }

    #[test]
    fn a_complaint_names_its_line() {
        assert_eq!(
            each("\nAn item\nx", sentence).unwrap_err(),
            "Line 3: the sentence must be 2 characters or more; it has 1"
        );
        assert!(each(&"A line\n".repeat(31), sentence).unwrap_err().contains("31"));
    }
}
