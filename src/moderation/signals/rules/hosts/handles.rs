//! What people are called on other sites, and e-mail addresses of which the sign or the ending is not written out.

use super::{
    joints::{is_closing, is_opening},
    names::Names,
    spoken,
};
use std::ops::Range;
use unicode_normalization::char::is_combining_mark;

/// Those that keep letters for others.
const PROVIDERS: [&str; 14] = [
    "gmail",
    "googlemail",
    "outlook",
    "hotmail",
    "yahoo",
    "icloud",
    "proton",
    "protonmail",
    "gmx",
    "aol",
    "yandex",
    "naver",
    "rediffmail",
    "tutanota",
];

/// Short for a messenger, before the name that somebody has there.
const SHORT: [&str; 10] = ["tg", "tlg", "wa", "wx", "vx", "qq", "kik", "телега", "тг", "инста"];

/// Words besides, behind which such a name has a digit or a low line in it.
const SHORT_TOO: [&str; 13] = [
    "tele", "whats", "ig", "insta", "snap", "line", "discord", "skype", "signal", "wechat", "weixin", "fb",
    "ins",
];

/// Such words where writing has no spaces.
const GROWN: [&str; 9] = ["微信", "微信号", "威信", "薇信", "扣扣", "电报", "카톡", "ライン", "ไลน์"];

/// Words of writing to somebody, which make of a name and a place an address.
const WRITING: [&str; 12] = [
    "mail",
    "e-mail",
    "email",
    "write",
    "reach",
    "contact",
    "address",
    "enquiries",
    "enquire",
    "ask",
    "letters",
    "dm",
];

/// What people do things at.
const AT_HOME: [&str; 44] = [
    "home",
    "work",
    "school",
    "university",
    "college",
    "night",
    "noon",
    "midnight",
    "dawn",
    "lunch",
    "dinner",
    "breakfast",
    "once",
    "first",
    "last",
    "least",
    "most",
    "best",
    "worst",
    "all",
    "times",
    "random",
    "scale",
    "cost",
    "will",
    "weekends",
    "weekend",
    "christmas",
    "easter",
    "present",
    "hand",
    "length",
    "ease",
    "risk",
    "play",
    "church",
    "sea",
    "half",
    "full",
    "double",
    "any",
    "some",
    "each",
    "every",
];

/// Where one stands in a folded text.
pub fn of(text: &str, names: &Names<'_>) -> Vec<Range<usize>> {
    let mut found = with_sign(text);
    found.extend((0..names.places.len()).filter_map(|at| said(names, at)));
    found.extend((0..names.places.len()).filter_map(|at| named(names, at)));
    found
}

/// `@somebody`, `mo @ somewhere`, `mo@somewhere`, `u/somebody`.
fn with_sign(text: &str) -> Vec<Range<usize>> {
    let is_of_word = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '+');
    let named = text.match_indices('@').filter_map(|(at, sign)| {
        let before = text[..at].trim_end_matches(is_of_word);
        if before.len() < at {
            let (name, place) = (&text[before.len()..at], name_of(&text[at + sign.len()..]));
            let is_name =
                |name: &str, least: usize| name.chars().filter(|c| c.is_alphabetic()).count() >= least;
            let is_one = is_name(name, 2) && is_name(place, 2);
            return is_one.then_some(before.len()..at + sign.len() + place.len());
        }
        let rest = text[at..].strip_prefix(sign)?;
        let spaced = rest.trim_start_matches(' ');
        let is_spaced = spaced.len() < rest.len();
        let name = name_of(spaced);
        // `@50` is a price, `@ home` no name.
        let is_name = name.chars().nth(1).is_some() && name.chars().any(char::is_alphabetic);
        let is_place = AT_HOME.contains(&&*name.to_lowercase())
            || name.chars().nth(2).is_none()
            || name.starts_with(|c: char| c.is_ascii_digit());
        (is_name && !(is_spaced && is_place)).then_some(at..text.len() - spaced.len() + name.len())
    });
    let readers = text.match_indices("u/").filter_map(|(at, sign)| {
        let is_apart = !text[..at].ends_with(char::is_alphanumeric);
        let name = name_of(&text[at + sign.len()..]);
        (is_apart && name.len() >= 4 && name.is_ascii()).then_some(at..at + sign.len() + name.len())
    });
    named.chain(readers).collect()
}

fn name_of(text: &str) -> &str {
    let is_of_name = |c: char| c.is_alphanumeric() || is_combining_mark(c) || matches!(c, '.' | '_' | '-');
    text.split(|c| !is_of_name(c)).next().unwrap_or_default().trim_end_matches(['.', '-'])
}

/// A name, an `@` in brackets or said, and a place: `mo (at) goldpath`, `mo arroba goldpath`.
fn said(names: &Names<'_>, at: usize) -> Option<Range<usize>> {
    let (name, sign, place) = (names.typed(at), names.small(at + 1), names.small(at + 2));
    if place.is_empty() || !spoken::may_be_at(&sign) {
        return None;
    }
    let (before, after) = (names.behind(at)?, names.behind(at + 1)?);
    let whole = names.places.get(at)?.start..names.places.get(at + 2)?.end;
    let is_long = place.chars().nth(1).is_some() && place.chars().any(char::is_alphabetic);
    let is_bracketed = before.trim_start().starts_with(is_opening)
        && after.trim_end().ends_with(is_closing)
        && before.trim().chars().all(is_opening)
        && after.trim().chars().all(is_closing);
    if is_bracketed {
        // `a` numbers a list unless it touches both.
        let touches = before.trim() == before && after.trim() == after;
        return (is_long && (touches || !matches!(&*sign, "a" | "et"))).then_some(whole);
    }
    let is_near = |between: &str| matches!(between, "" | " " | "_" | "*" | " * " | "-");
    if !(is_near(before) && is_near(after) && is_long) {
        return None;
    }
    let is_kept = PROVIDERS.contains(&&*place);
    let is_foreign = name.is_ascii() && place.is_ascii() && !sign.is_ascii();
    let is_one = match &*sign {
        "a" | "et" => false,
        "at" => {
            is_kept
                || names.typed(at + 1) == "AT" && name.chars().any(char::is_lowercase)
                || is_written_to(names, at, &place)
        }
        _ if spoken::is_animal(&sign) => {
            is_kept || is_foreign && sign.chars().any(|c| matches!(c, '\u{400}'..='\u{52f}'))
        }
        _ => {
            !matches!(&*place, "de" | "di" | "do" | "da")
                && name.chars().nth(1).is_some()
                && !name.chars().all(char::is_numeric)
        }
    };
    is_one.then_some(whole)
}

/// Whether somebody is asked to write there, and the sentence ends with the place: "write to mo at goldpath."
fn is_written_to(names: &Names<'_>, at: usize, place: &str) -> bool {
    let asked = (at.saturating_sub(3)..=at).find(|one| WRITING.contains(&&*names.small(*one)));
    let in_one_sentence = |from: usize| {
        (from..at).all(|one| names.behind(one).is_some_and(|between| !between.contains(['.', ';', '!', '?'])))
    };
    let ends = names.behind(at + 2).is_none_or(|between| !between.trim().is_empty());
    asked.is_some_and(in_one_sentence) && ends && place.chars().nth(2).is_some() && !AT_HOME.contains(&place)
}

/// `tg: somebody`
fn named(names: &Names<'_>, at: usize) -> Option<Range<usize>> {
    let (short, name) = (names.small(at), names.typed(at + 1));
    let sign = names.behind(at)?.trim();
    let is_sign =
        matches!(sign, ":" | "=" | "->" | "→" | ">" | ":@" | "：" | "👉" | "：@" | "_" | "/" | "⇒" | "=>");
    let is_name = name.is_ascii() && name.len() >= 4 && name.bytes().any(|byte| byte.is_ascii_alphabetic());
    // `加微信goldpath77`
    let grown = GROWN.iter().any(|one| short.ends_with(one));
    let is_made_up = name.bytes().any(|byte| byte.is_ascii_digit())
        || names.text[names.places.get(at + 1)?.end..].starts_with('_');
    let is_told = SHORT_TOO.contains(&&*short) && is_made_up && (is_sign || sign == "-")
        || SHORT.contains(&&*short) && is_sign
        || grown && (is_sign || sign.is_empty() && (short.contains('加') || is_made_up));
    (is_told && is_name).then(|| names.places[at].start..names.places[at + 1].end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        let mut places = of(text, &Names::of(text));
        places.dedup();
        places.into_iter().map(|place| &text[place]).collect()
    }

    #[test]
    fn names_elsewhere_are_found_with_what_stands_before_them() {
        for (text, name) in [
            ("ask @gold_path, please", "@gold_path"),
            ("mo @ goldpath", "@ goldpath"),
            ("mo@goldpath once", "mo@goldpath"),
            ("as u/goldpath_help", "u/goldpath_help"),
            ("mo (at) goldpath", "mo (at) goldpath"),
            ("mo[ät]goldpath", "mo[ät]goldpath"),
            ("mo AT goldpath", "mo AT goldpath"),
            ("write to mo at goldpath.", "mo at goldpath"),
            ("mo arroba goldpath", "mo arroba goldpath"),
            ("это mo собака goldpath", "mo собака goldpath"),
            ("TG → goldpath", "TG → goldpath"),
            ("insta: goldpath77", "insta: goldpath77"),
            ("加微信goldpath", "加微信goldpath"),
        ] {
            assert_eq!(found(text), [name], "{text}");
        }
    }

    #[test]
    fn what_people_do_at_a_place_or_say_of_a_messenger_is_no_name() {
        for calm in [
            "I wrote at home, asked at school and emailed at night. Email took an hour at work.",
            "20 @ 5 each, 3 @50, me@, @ home",
            "Signal: nobody asked. Instagram: worst of all. Insta: nothing",
            "моя собака спала, una arroba de papel, małpa w zoo",
            "steps (a) write (b) sell",
        ] {
            assert_eq!(found(calm), [""; 0], "{calm}");
        }
    }
}
