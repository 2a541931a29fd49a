//! What joins names to one: a dot, however it is written, set apart or said.

use super::{
    known::{self, COMMON, OF_THINGS, PLAIN},
    names::{Names, is_picture},
    spoken,
};
use std::ops::Range;

/// How two names are joined to one, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Joint {
    /// `a[.]b`, `a (dot) b`: nobody writes so but to hide.
    Bracketed,
    /// `a.b`
    Tight,
    /// `a dot b`
    Spoken,
    /// `a·b`, `a。b`, `a,b`, `a/com`
    Odd,
    /// `a . b`, `a. b`
    Loose,
}

/// Names with something like dots between them.
pub struct Host<'a> {
    pub labels: Vec<&'a str>,
    /// Set where letters of the ending stand alone: `c o m`.
    pub ending: Option<String>,
    pub weakest: Joint,
    pub place: Range<usize>,
}

/// Words that go on with `com` or `net` behind a stroke: "sem/com", "gross/net".
const BEFORE_A_STROKE: [&str; 14] =
    ["gross", "brutto", "brut", "bruto", "sem", "e", "ou", "or", "and", "de", "com", "net", "org", "dot"];

/// Every run of names that may be one host.
pub fn joined<'a>(names: &Names<'a>) -> Vec<Host<'a>> {
    let mut hosts = Vec::new();
    let mut at = 0;
    while at < names.places.len() {
        let mut host = Host {
            labels: vec![names.typed(at)],
            ending: None,
            weakest: Joint::Bracketed,
            place: names.places[at].clone(),
        };
        while let Some((joint, next)) = joint(names, at) {
            host.labels.push(names.typed(next));
            host.weakest = host.weakest.max(joint);
            host.place.end = names.places[next].end;
            at = next;
            if let Some((ending, last)) = spaced_out(names, at) {
                host.ending = Some(ending);
                host.place.end = names.places[last].end;
                at = last;
                break;
            }
        }
        at += 1;
        if host.labels.len() > 1 {
            hosts.push(host);
        }
    }
    hosts
}

/// How this name is joined to one behind it, and which that is.
fn joint(names: &Names<'_>, at: usize) -> Option<(Joint, usize)> {
    if let Some(joint) = said(names, at) {
        return Some((joint, at + 2));
    }
    let between = names.behind(at)?;
    let sign = without_spaces(between);
    let inside = sign.trim_start_matches(is_opening).trim_end_matches(is_closing);
    let is_in_brackets = sign.starts_with(is_opening) && sign.ends_with(is_closing);
    let joint = if is_dot(inside) && is_in_brackets {
        Some(Joint::Bracketed)
    } else {
        of_numbers(names, at, &sign)
            .or_else(|| before_a_plain_ending(names, at, between))
            .or_else(|| dotted(names, at, between))
    };
    joint.map(|joint| (joint, at + 1))
}

/// A dot that is said between this name and the next but one.
fn said(names: &Names<'_>, at: usize) -> Option<Joint> {
    let dot = names.small(at + 1);
    if names.typed(at + 2).is_empty() || !spoken::is_dot(&dot) {
        return None;
    }
    let (before, after) = (without_spaces(names.behind(at)?), without_spaces(names.behind(at + 1)?));
    if opens(&before) && after.starts_with(is_closing) {
        return Some(Joint::Bracketed);
    }
    let (name, end) = (names.small(at), names.small(at + 2));
    let is_among_others = names.small(at + 3) == dot || at > 0 && names.small(at - 1) == dot;
    let sure = ends_surely(names, at + 2) || is_among_others;
    let is_small = |sign: &str| sign.len() <= 3 && sign.chars().all(|c| "-_*~/|\"'".contains(c));
    // "초기 닷컴 시대"
    let is_a_word = names.behind(at + 1) == Some("")
        && names.behind(at) != Some("")
        && !name.is_ascii()
        && !dot.is_ascii();
    // "il punto com'è"
    let is_cut_short = names.text[names.places.get(at + 2)?.end..].starts_with(['\'', '’']);
    let joins = !is_cut_short
        && is_small(&before)
        && is_small(&after)
        && !is_a_word
        && spoken::joins(&name, &dot, &end, sure, &names.small(at + 3));
    joins.then_some(Joint::Spoken)
}

/// Any sign before an ending that is nothing else: `a..com`, `a/com`, `a | com`.
fn before_a_plain_ending(names: &Names<'_>, at: usize, between: &str) -> Option<Joint> {
    let sign = without_spaces(between);
    let is_dots = sign.contains(['.', '。']) && (2..=3).contains(&sign.chars().count()) && sign != "...";
    let first = sign.chars().next()?;
    let is_repeated = sign.chars().all(|c| c == first) && sign.chars().count() <= 3;
    let is_set_apart = is_set_apart(first) && between.starts_with(' ') && between.ends_with(' ');
    let is_one =
        is_repeated && (is_odd_dot(first) && between == sign && sign != ",") || is_repeated && is_set_apart;
    // `a(com)`
    let behind = &names.text[names.places.get(at + 1)?.end..];
    let is_one =
        is_one || is_opening(first) && between.len() == first.len_utf8() && behind.starts_with(is_closing);
    let is_plain = PLAIN.contains(&names.typed(at + 1));
    let goes_on = is_one && BEFORE_A_STROKE.contains(&&*names.small(at));
    (is_plain && (is_dots || is_one) && !goes_on).then_some(Joint::Odd)
}

/// A sign that people put where a dot would be seen. Commas part lists, and are read with care.
fn is_odd_dot(sign: char) -> bool {
    is_set_apart(sign) || ",/\\:;=+^°-،؛?!#'’‚⸱".contains(sign)
}

/// Such a sign that stands between spaces in no sentence.
fn is_set_apart(sign: char) -> bool {
    "*_|~¤¦→►●⚫○◦▪•·‧∙⋅。¸۔।՝።".contains(sign)
        || is_picture(sign)
        || matches!(sign, '\u{2190}'..='\u{21ff}' | '\u{25a0}'..='\u{27bf}')
}

/// A dot, or a sign in the shape of one.
fn dotted(names: &Names<'_>, at: usize, between: &str) -> Option<Joint> {
    let sign = without_spaces(between);
    let spaced = sign.len() < between.len();
    let unquoted = sign.trim_matches(['\\', '`', '*', '~', '"', '\'', '_']);
    let (name, next) = (names.small(at), names.typed(at + 1));
    let joint = match unquoted {
        "." if !spaced => Joint::Tight,
        "·" | "•" | "∙" | "⋅" | "‧" | "・" | "。" | "．" if !spaced => Joint::Odd,
        // Lists are written without spaces, too.
        "," | "，" if !spaced && matches!(&*names.small(at + 1), "com" | "net" | "org") => Joint::Odd,
        // `the .com name`, `with .NET`
        "." if between.ends_with('.') && (OF_THINGS.contains(&&*name) || next == "NET") => return None,
        "." => Joint::Loose,
        _ => return None,
    };
    let between_plain_names = unquoted == "。" && names.typed(at).is_ascii() && COMMON.contains(&next);
    // `a . shop / x`
    let before_a_path = between.starts_with(' ')
        && between.ends_with(' ')
        && COMMON.contains(&next)
        && names.text[names.places[at + 1].end..].trim_start().starts_with('/');
    let holds = joint <= Joint::Tight
        || between_plain_names
        || before_a_path
        || known::SERVICES.contains(&(&*name, next))
        || ends_surely(names, at + 1)
        || goes_on(names, at + 1);
    holds.then_some(joint)
}

/// The parts of an address of four numbers, however its dots are written.
fn of_numbers(names: &Names<'_>, at: usize, sign: &str) -> Option<Joint> {
    let is_dot = matches!(sign, "." | "。" | "·");
    let is_part = |at: usize| names.typed(at).parse::<u8>().is_ok();
    let has_sign = |one: usize| names.behind(one).is_some_and(|between| between.trim() == sign);
    // The first of the four that this may be part of.
    let is_first = |first: usize| (first..first + 4).all(is_part) && (first..first + 3).all(has_sign);
    let spaced = !names.behind(at)?.starts_with(sign);
    let found = is_dot && (sign != "." || spaced) && (at.saturating_sub(2)..=at).any(is_first);
    found.then_some(Joint::Bracketed)
}

/// Whether the same sign joins a sure ending to this name as joins it to the one before: `a·b·com`.
fn goes_on(names: &Names<'_>, at: usize) -> bool {
    let same = at > 0 && names.behind(at).is_some() && names.behind(at) == names.behind(at - 1);
    same && ends_surely(names, at + 1)
}

/// Whether what stands there is an ending that nobody would mistake, or is spaced out to one.
fn ends_surely(names: &Names<'_>, at: usize) -> bool {
    let typed = names.typed(at);
    known::SURE.contains(&typed)
        || known::SURE.contains(&typed.to_lowercase().as_str()) && typed.chars().all(char::is_uppercase)
        || spaced_out(names, at).is_some()
}

/// A sure ending whose letters stand alone from this name on: `c o m`.
fn spaced_out(names: &Names<'_>, at: usize) -> Option<(String, usize)> {
    let mut ending = String::new();
    let mut found = None;
    for place in at..(at + 6).min(names.places.len()) {
        let is_apart = |between: &str| between.chars().all(|c| c.is_whitespace() || "-_|/*.".contains(c));
        let apart = place == at || names.behind(place - 1).is_some_and(is_apart);
        if names.typed(place).chars().count() > 2 || !apart {
            break;
        }
        ending.push_str(&names.small(place));
        if place > at && ending.len() > 2 && known::SURE.contains(&ending.as_str()) {
            found = Some((ending.clone(), place));
        }
    }
    found
}

fn without_spaces(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn is_dot(text: &str) -> bool {
    matches!(text, "." | "。" | "·" | "•" | ",")
}

pub fn is_opening(c: char) -> bool {
    matches!(c, '[' | '(' | '{' | '<' | '«' | '【' | '⟨' | '|' | '「' | '『' | '〔' | '〈' | '《' | '⁅')
}

pub fn is_closing(c: char) -> bool {
    matches!(c, ']' | ')' | '}' | '>' | '»' | '】' | '⟩' | '|' | '」' | '』' | '〕' | '〉' | '》' | '⁆')
}

fn opens(text: &str) -> bool {
    !text.is_empty() && text.chars().all(is_opening)
}
