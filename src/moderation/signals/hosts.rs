//! Ways out of the site: whatever looks like the name of a machine, whatever its ending and however its dots are written.
//! It is a signal for moderators and refuses nothing, so that a name too many costs them a glance.

mod known;

use super::story::words;
use crate::values::{as_latin, has_no_spaces};
use known::{COMMON, CONTINUES, DOT, FILES, LITTLE, NAMES, OF_THINGS, OTHER_SCRIPTS, STEMS, SURE, TOOLS};
use std::{net::Ipv6Addr, ops::Range};
use unicode_normalization::char::is_combining_mark;

const SCHEMES: [&str; 14] = [
    "http", "https", "hxxp", "hxxps", "h**p", "ftp", "mailto", "tel", "tg", "whatsapp", "skype", "viber",
    "sms", "magnet",
];

/// Where an address, a name on another site or an e-mail address stands in a folded text.
pub fn of(text: &str) -> Vec<Range<usize>> {
    let words = words(text);
    let mut found: Vec<Range<usize>> = words.iter().filter(|word| is_address(text, word)).cloned().collect();
    found.extend(handles(text));
    for host in joined(text) {
        let place = whole(text, &host.place);
        if host.is_one(text, &place) {
            found.push(place);
        }
    }
    found.sort_by_key(|place| (place.start, usize::MAX - place.end));
    // What is part of a longer one was found with it.
    found.dedup_by(|next, before| next.start < before.end);
    found
}

/// Whether it says by itself that it is an address: `hxxp://…`, `www.…`, `2001:db8::1`, `xn--…`.
fn is_address(text: &str, word: &Range<usize>) -> bool {
    let small = text[word.clone()].to_lowercase();
    // `http ://…`
    let behind_a_scheme = small.starts_with("//") && small.len() > 2 && text[..word.start].ends_with(':');
    if behind_a_scheme || small.starts_with("xn--") {
        return true;
    }
    let scheme =
        small.split_once(':').is_some_and(|(scheme, rest)| SCHEMES.contains(&scheme) && !rest.is_empty());
    let in_brackets = small.split(['/', '%']).next().unwrap_or_default().trim_matches(['[', ']']);
    let is_v6 = in_brackets.split(':').filter(|part| !part.is_empty()).count() >= 3
        && in_brackets.parse::<Ipv6Addr>().is_ok();
    small.contains("://") || small.contains(":\\\\") || small.starts_with("www.") || scheme || is_v6
}

/// `@somebody`, as people are called on other sites.
fn handles(text: &str) -> Vec<Range<usize>> {
    let ats = text.match_indices('@').filter(|(at, _)| {
        !text[..*at].ends_with(|c: char| {
            c.is_alphanumeric() && !has_no_spaces(c) || matches!(c, '.' | '_' | '-' | '+')
        })
    });
    let named = ats.filter_map(|(at, _)| {
        let is_of_name =
            |c: char| c.is_alphanumeric() || is_combining_mark(c) || matches!(c, '.' | '_' | '-');
        let rest = &text[at + 1..];
        let name = rest.split(|c| !is_of_name(c)).next().unwrap_or_default().trim_end_matches(['.', '-']);
        // `@50` is a price.
        let is_name = name.chars().nth(1).is_some() && name.chars().any(char::is_alphabetic);
        is_name.then_some(at..at + 1 + name.len())
    });
    named.collect()
}

/// How two names are joined to one, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Joint {
    /// `a[.]b`, `a (dot) b`: nobody writes so but to hide.
    Bracketed,
    /// `a.b`
    Tight,
    /// `a dot b`
    Spoken,
    /// `a·b`, `a。b`, `a,b`
    Odd,
    /// `a . b`, `a. b`
    Loose,
}

/// Names with something like dots between them.
struct Host<'a> {
    labels: Vec<&'a str>,
    /// Set where letters of the ending stand alone: `c o m`.
    ending: Option<String>,
    weakest: Joint,
    place: Range<usize>,
}

/// Every run of names that may be one host.
fn joined(text: &str) -> Vec<Host<'_>> {
    let names = names(text);
    let mut hosts = Vec::new();
    let mut at = 0;
    while at < names.len() {
        let mut host = Host {
            labels: vec![&text[names[at].clone()]],
            ending: None,
            weakest: Joint::Bracketed,
            place: names[at].clone(),
        };
        while let Some((joint, next)) = joint(text, &names, at) {
            host.labels.push(&text[names[next].clone()]);
            host.weakest = host.weakest.max(joint);
            host.place.end = names[next].end;
            at = next;
            if let Some((ending, last)) = spaced_out(text, &names, at) {
                host.ending = Some(ending);
                host.place.end = names[last].end;
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

/// Runs of the characters of which names of machines are made. Writing without spaces ends one and begins another:
/// `请看example.com就行`.
fn names(text: &str) -> Vec<Range<usize>> {
    let is_of_name = |c: char| c.is_alphanumeric() || c == '-' || is_combining_mark(c) || is_picture(c);
    let mut names: Vec<Range<usize>> = Vec::new();
    let mut before = false;
    for (at, c) in text.char_indices().filter(|(_, c)| is_of_name(*c)) {
        let turns = std::mem::replace(&mut before, has_no_spaces(c)) != has_no_spaces(c);
        match names.last_mut().filter(|name| name.end == at && !turns) {
            Some(name) => name.end += c.len_utf8(),
            None => names.push(at..at + c.len_utf8()),
        }
    }
    names.into_iter().flat_map(|name| around_dots(text, name)).collect()
}

/// `example-dot-com`, `exampledotcom` and `example点com` are three names.
fn around_dots(text: &str, name: Range<usize>) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut rest = name.clone();
    if let Some((before, said)) = grown_together(&text[name.clone()]) {
        let start = name.start + before;
        return vec![name.start..start, start..start + said, start + said..name.end];
    }
    while let Some(dot) = text[rest.clone()].to_ascii_lowercase().find("-dot-") {
        let start = rest.start + dot;
        parts.extend([rest.start..start, start + 1..start + 4]);
        rest.start = start + 5;
    }
    parts.push(rest);
    parts
        .into_iter()
        .map(|part| {
            let trimmed = text[part.clone()].trim_start_matches('-');
            let start = part.end - trimmed.len();
            start..start + trimmed.trim_end_matches('-').len()
        })
        .filter(|part| !part.is_empty())
        .collect()
}

/// Where a dot is said inside of a name, and how long the word is: `dot` before the end of a longer name, `点` anywhere.
fn grown_together(name: &str) -> Option<(usize, usize)> {
    let small = name.to_ascii_lowercase();
    ["com", "net", "org", "xyz"].iter().find_map(|ending| {
        let before = small.strip_suffix(ending)?;
        let (name, said) = before
            .strip_suffix("dot")
            .map(|name| (name, 3))
            .or_else(|| before.strip_suffix('点').map(|name| (name, '点'.len_utf8())))?;
        (name.is_ascii() && name.len() >= 3 && !name.ends_with('-')).then_some((name.len(), said))
    })
}

/// How this name is joined to one behind it, and which that is.
fn joint(text: &str, names: &[Range<usize>], at: usize) -> Option<(Joint, usize)> {
    let between = |one: usize, two: usize| Some(&text[names.get(one)?.end..names.get(two)?.start]);
    let word = |at: usize| names.get(at).map_or(String::new(), |name| text[name.clone()].to_lowercase());
    let typed = |at: usize| names.get(at).map_or("", |name| &text[name.clone()]);
    let next = between(at, at + 1)?;
    let bare: String = next.chars().filter(|c| !c.is_whitespace()).collect();
    let spaced = bare.len() < next.len();
    let said = word(at + 1);
    let in_english = said == "dot" || said == "d0t";
    if (in_english || DOT.contains(&said.as_str())) && at + 2 < names.len() {
        let after: String = between(at + 1, at + 2)?.chars().filter(|c| !c.is_whitespace()).collect();
        if opens(&bare) && after.starts_with(is_closing) {
            return Some((Joint::Bracketed, at + 2));
        }
        let end = word(at + 2);
        let ends = in_english && COMMON.contains(&end.as_str()) && !LITTLE.contains(&end.as_str())
            || ends_surely(text, names, at + 2)
            || known::SAID.contains(&(said.as_str(), end.as_str()))
            || word(at + 3) == said;
        let small = |text: &str| matches!(text, "" | "-" | "_" | "*");
        if small(&bare) && small(&after) && ends && !OF_THINGS.contains(&word(at).as_str()) {
            return Some((Joint::Spoken, at + 2));
        }
    }
    let inside = bare.trim_start_matches(is_opening).trim_end_matches(is_closing);
    if is_dot(inside) && bare.starts_with(is_opening) && bare.ends_with(is_closing) {
        return Some((Joint::Bracketed, at + 1));
    }
    if let Some(joint) = of_numbers(text, names, at, &bare) {
        return Some((joint, at + 1));
    }
    // `a..com`, `a/.com`, `a*com`
    let signs = bare.chars().count();
    let is_odd = bare.contains(['.', '。']) && (2..=3).contains(&signs) && bare != "..."
        || matches!(&*bare, "*" | "_");
    if is_odd
        && !(spaced && signs < 2)
        && matches!(text.get(names.get(at + 1)?.clone())?, "com" | "net" | "org" | "xyz")
    {
        return Some((Joint::Odd, at + 1));
    }
    let unquoted = bare.trim_matches(['\\', '`', '*', '~', '"', '\'', '_']);
    match unquoted {
        "." if !spaced => Some((Joint::Tight, at + 1)),
        "·" | "•" | "∙" | "⋅" | "‧" | "・" | "。" | "．" if !spaced => Some((Joint::Odd, at + 1)),
        // Lists are written without spaces, too.
        "," | "，" if !spaced && matches!(&*word(at + 1), "com" | "net" | "org") => {
            Some((Joint::Odd, at + 1))
        }
        // `the .com name`, `with .NET`
        "." if next.ends_with('.') && (OF_THINGS.contains(&word(at).as_str()) || typed(at + 1) == "NET") => {
            None
        }
        "." => Some((Joint::Loose, at + 1)),
        _ => None,
    }
    .filter(|(joint, next)| {
        let between_plain_names = unquoted == "。" && typed(at).is_ascii() && COMMON.contains(&typed(*next));
        *joint <= Joint::Tight
            || between_plain_names
            || ends_surely(text, names, *next)
            || goes_on(text, names, *next)
    })
}

/// The parts of an address of four numbers, however its dots are written.
fn of_numbers(text: &str, names: &[Range<usize>], at: usize, sign: &str) -> Option<Joint> {
    let is_dot = matches!(sign, "." | "。" | "·");
    let is_part = |at: usize| names.get(at).is_some_and(|name| text[name.clone()].parse::<u8>().is_ok());
    let sign_behind = |one: usize| Some(text[names.get(one)?.end..names.get(one + 1)?.start].trim());
    // The first of the four that this may be part of.
    let is_first = |first: usize| {
        (first..first + 4).all(is_part) && (first..first + 3).all(|one| sign_behind(one) == Some(sign))
    };
    let spaced = !text[names.get(at)?.end..].starts_with(sign);
    let found = is_dot && (sign != "." || spaced) && (at.saturating_sub(2)..=at).any(is_first);
    found.then_some(Joint::Bracketed)
}

/// Whether the same sign joins a sure ending to this name as joins it to the one before: `a·b·com`.
fn goes_on(text: &str, names: &[Range<usize>], at: usize) -> bool {
    let sign = |one: usize| Some(&text[names.get(one)?.end..names.get(one + 1)?.start]);
    let same = at > 0 && sign(at).is_some() && sign(at) == sign(at - 1);
    same && ends_surely(text, names, at + 1)
}

/// Whether what stands there is an ending that nobody would mistake, or is spaced out to one.
fn ends_surely(text: &str, names: &[Range<usize>], at: usize) -> bool {
    let Some(typed) = names.get(at).map(|name| &text[name.clone()]) else { return false };
    known::SURE.contains(&typed)
        || known::SURE.contains(&typed.to_lowercase().as_str()) && typed.chars().all(char::is_uppercase)
        || spaced_out(text, names, at).is_some()
}

/// A sure ending whose letters stand alone from this name on: `c o m`.
fn spaced_out(text: &str, names: &[Range<usize>], at: usize) -> Option<(String, usize)> {
    let mut ending = String::new();
    let mut found = None;
    for (place, name) in names.iter().enumerate().skip(at).take(6) {
        let letter = &text[name.clone()];
        let apart = place == at
            || text[names[place - 1].end..name.start]
                .chars()
                .all(|c| c.is_whitespace() || c == '-' || c == '_');
        if letter.chars().count() != 1 || !apart {
            break;
        }
        ending.push_str(&letter.to_lowercase());
        if ending.len() > 2 && known::SURE.contains(&ending.as_str()) {
            found = Some((ending.clone(), place));
        }
    }
    found
}

fn is_dot(text: &str) -> bool {
    matches!(text, "." | "。" | "·" | "•" | ",")
}

fn is_opening(c: char) -> bool {
    matches!(c, '[' | '(' | '{' | '<' | '«' | '【' | '⟨' | '|' | '「' | '『' | '〔' | '〈' | '《' | '⁅')
}

fn is_closing(c: char) -> bool {
    matches!(c, ']' | ')' | '}' | '>' | '»' | '】' | '⟩' | '|' | '」' | '』' | '〕' | '〉' | '》' | '⁆')
}

/// Emoji, of which names of machines are made, too.
fn is_picture(c: char) -> bool {
    matches!(c, '❤' | '☕' | '⭐' | '✨' | '♥' | '\u{1F300}'..='\u{1FAFF}')
}

fn opens(text: &str) -> bool {
    !text.is_empty() && text.chars().all(is_opening)
}

/// The place with the part of an e-mail address before it, and the path behind.
fn whole(text: &str, host: &Range<usize>) -> Range<usize> {
    let before = &text[..host.start];
    let is_local = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '+' | '@');
    let start = if before.ends_with('@') { before.trim_end_matches(is_local).len() } else { host.start };
    let rest = &text[host.end..];
    let path = if rest.starts_with(['/', '?', '#', ':', '\\']) {
        let word = rest.split(char::is_whitespace).next().unwrap_or_default();
        let word = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        word.len()
    } else {
        0
    };
    start..host.end + path
}

impl Host<'_> {
    /// Whether it leads anywhere. `whole` is its place with what hangs on it.
    fn is_one(&self, text: &str, whole: &Range<usize>) -> bool {
        if text[self.place.end..].starts_with('@') {
            return false;
        }
        let hangs_on = *whole != self.place;
        let small: Vec<String> = self.labels.iter().map(|label| label.to_lowercase()).collect();
        let Some((last, before)) = small.split_last() else { return false };
        if self.labels.iter().all(|label| label.bytes().all(|b| b.is_ascii_digit())) {
            return self.weakest <= Joint::Tight
                && small.len() == 4
                && small.iter().all(|part| part.parse::<u8>().is_ok());
        }
        if self.ending.is_some() {
            return true;
        }
        let is_ending = last.starts_with("xn--") || last.chars().count() >= 2 && last.chars().all(is_letter);
        if !is_ending {
            return false;
        }
        let name = small.join(".");
        if self.weakest == Joint::Odd && !before.iter().all(|label| label.is_ascii()) {
            return false;
        }
        if TOOLS.contains(&name.as_str()) {
            return hangs_on;
        }
        if self.weakest != Joint::Tight {
            return true;
        }
        self.leads_on(before, last) && (hangs_on || !CONTINUES.contains(&last.as_str()))
    }

    /// Whether names with plain dots between them are more than a shortened word, a file, or two sentences.
    fn leads_on(&self, before: &[String], last: &str) -> bool {
        let is_common = COMMON.contains(&last);
        let typed = self.labels.last().copied().unwrap_or_default();
        let begins_a_sentence =
            typed.starts_with(char::is_uppercase) && typed.chars().skip(1).all(|c| !c.is_uppercase());
        if !last.is_ascii() {
            let is_disguised = as_latin(last).is_some_and(|seen| SURE.contains(&seen.as_str()));
            let is_known =
                is_disguised && before.iter().all(|label| label.is_ascii()) || OTHER_SCRIPTS.contains(&last);
            return is_known && !begins_a_sentence;
        }
        // Nobody leaves the space out and puts a picture before the dot, unless the picture is a name.
        if before.iter().any(|label| label.contains(is_picture)) && !is_common {
            return false;
        }
        let is_program = matches!(last, "rs" | "sh" | "py" | "md" | "pl" | "cc" | "so" | "zip")
            && STEMS.contains(&before[0].as_str());
        if FILES.contains(&last)
            || is_program
            || NAMES.contains(&format!("{}.{last}", before.join(".")).as_str())
        {
            return false;
        }
        // `закончил.но`, of which the end is folded
        if before.iter().any(|label| label.chars().any(|c| matches!(c, '\u{370}'..='\u{52f}'))) && !is_common
        {
            return false;
        }
        // `e.g.this`, `U.S.based`, `J.K.Rowling`, `Ph.D.student`
        if before.iter().any(|label| label.chars().count() == 1) && !is_common {
            return false;
        }
        // `12.then`
        if before.iter().all(|label| label.bytes().all(|b| b.is_ascii_digit())) && !is_common {
            return false;
        }
        !begins_a_sentence || is_common && !known::WORDS_TOO.contains(&last)
    }
}

fn is_letter(c: char) -> bool {
    c.is_alphabetic() || unicode_normalization::char::is_combining_mark(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::moderation::signals::read::Text;
    use proptest::prelude::*;

    fn found(written: &str) -> Vec<&str> {
        let text = Text::of(written);
        of(text.seen()).into_iter().map(|place| text.written(place)).collect()
    }

    #[test]
    fn whatever_looks_like_a_host_is_found_with_its_words() {
        for (text, words) in [
            ("See https://a.example/x, or www.b.example.", vec!["https://a.example/x", "www.b.example"]),
            ("find it at coverprofits dot com.", vec!["coverprofits dot com"]),
            ("Ask (mo@shop.example) or @coverking!", vec!["mo@shop.example", "@coverking"]),
            ("My page is coverprofits.com/start", vec!["coverprofits.com/start"]),
            ("coverprofits.com alone, once", vec!["coverprofits.com"]),
            ("at example[.]xyz or example [dot] shop", vec!["example[.]xyz", "example [dot] shop"]),
            (
                "example(.)com, example{dot}net, example (dot) lol",
                vec!["example(.)com", "example{dot}net", "example (dot) lol"],
            ),
            ("ｅｘａｍｐｌｅ．ｃｏｍ", vec!["ｅｘａｍｐｌｅ．ｃｏｍ"]),
            ("hxxp://goldpath.example/a now", vec!["hxxp://goldpath.example/a"]),
            ("t.me/x, wa.me/4479111, bit.ly/3xyz", vec!["t.me/x", "wa.me/4479111", "bit.ly/3xyz"]),
            ("t.me", vec!["t.me"]),
            ("на еxample.рф и пример.рус", vec!["еxample.рф", "пример.рус"]),
            ("example。com", vec!["example。com"]),
            ("example.c o m", vec!["example.c o m"]),
            ("example . com or example. com", vec!["example . com", "example. com"]),
            (
                "goldpath.lol, goldpath.zip, goldpath.eth, goldpath.onion, goldpath.brandnew",
                vec!["goldpath.lol", "goldpath.zip", "goldpath.eth", "goldpath.onion", "goldpath.brandnew"],
            ),
            (
                "http://192.0.2.7/x or 192.0.2.7 or 192.0.2.7:8080",
                vec!["http://192.0.2.7/x", "192.0.2.7", "192.0.2.7:8080"],
            ),
            ("[2001:db8::1] and 2001:db8:0:0:0:0:0:1", vec!["2001:db8::1", "2001:db8:0:0:0:0:0:1"]),
            ("exam\u{200b}ple.c\u{2060}om", vec!["exam\u{200b}ple.c\u{2060}om"]),
            ("gоldраth.соm", vec!["gоldраth.соm"]),
            ("𝐠𝐨𝐥𝐝𝐩𝐚𝐭𝐡.𝐜𝐨𝐦 or ⓖⓞⓛⓓ.ⓒⓞⓜ", vec!["𝐠𝐨𝐥𝐝𝐩𝐚𝐭𝐡.𝐜𝐨𝐦", "ⓖⓞⓛⓓ.ⓒⓞⓜ"]),
            ("ɢᴏʟᴅᴘᴀᴛʜ.ᴄᴏᴍ", vec!["ɢᴏʟᴅᴘᴀᴛʜ.ᴄᴏᴍ"]),
            ("gold·path·com, goldpath•net", vec!["gold·path·com", "goldpath•net"]),
            ("goldpath\\.com and goldpath,com", vec!["goldpath\\.com", "goldpath,com"]),
            ("goldpath-dot-com", vec!["goldpath-dot-com"]),
            ("www dot goldpath dot com", vec!["www dot goldpath dot com"]),
            ("золото точка рф", vec!["золото точка рф"]),
            ("goldpath punto com", vec!["goldpath punto com"]),
            ("mo@пример.рф", vec!["mo@пример.рф"]),
            ("mo.smith+x@mail.shop.example", vec!["mo.smith+x@mail.shop.example"]),
            ("GOLDPATH.COM, Goldpath.Com", vec!["GOLDPATH.COM", "Goldpath.Com"]),
            (
                "münchen.example, xn--mnchen-3ya.example, 例え.jp",
                vec!["münchen.example", "xn--mnchen-3ya.example", "例え.jp"],
            ),
            ("mailto:mo@shop.example tg://resolve", vec!["mailto:mo@shop.example", "tg://resolve"]),
            ("see:goldpath.store;(goldpath.club)", vec!["goldpath.store", "goldpath.club"]),
            ("Booking.com/x", vec!["Booking.com/x"]),
            ("goldpath【.】com, goldpath ((dot)) net", vec!["goldpath【.】com", "goldpath ((dot)) net"]),
            ("g\u{336}o\u{336}ld.com", vec!["g\u{336}o\u{336}ld.com"]),
            ("goldpath.сом and ɡoldpath.ċom", vec!["goldpath.сом", "ɡoldpath.ċom"]),
            ("🥇.ws and 🍕💰.to and i❤.ws", vec!["🥇.ws", "🍕💰.to", "i❤.ws"]),
            (
                "goldpath。shop or goldpath..com or goldpath/.com",
                vec!["goldpath。shop", "goldpath..com", "goldpath/.com"],
            ),
            (
                "goldpath. .com, goldpath*com, goldpath_net",
                vec!["goldpath. .com", "goldpath*com", "goldpath_net"],
            ),
            (
                "goldpath「.」com, goldpath ⁅.⁆ com, goldpath〔dot〕com",
                vec!["goldpath「.」com", "goldpath ⁅.⁆ com", "goldpath〔dot〕com"],
            ),
            (
                "goldpathdotcom, GoldPathDOTcom, goldpath点com",
                vec!["goldpathdotcom", "GoldPathDOTcom", "goldpath点com"],
            ),
            (
                "goldpath punkt de, goldpath точка ру, goldpath ponto br",
                vec!["goldpath punkt de", "goldpath точка ру", "goldpath ponto br"],
            ),
            ("goldpath ドット com, goldpath نقطة كوم", vec!["goldpath ドット com", "goldpath نقطة كوم"]),
            ("goldpath.技术, goldpath.セール, ذهب.كوم", vec!["goldpath.技术", "goldpath.セール", "ذهب.كوم"]),
            ("192。168。1。9 and 192 . 0 . 2 . 7", vec!["192。168。1。9", "192 . 0 . 2 . 7"]),
            ("2001:db8::1/x", vec!["2001:db8::1/x"]),
            ("http ://goldpath, xn--80ak6aa92e", vec!["//goldpath", "xn--80ak6aa92e"]),
            ("@золото, ＠金路 and @gold_path.", vec!["@золото", "＠金路", "@gold_path"]),
        ] {
            assert_eq!(found(text), words, "{text}");
        }
    }

    #[test]
    fn ordinary_words_and_numbers_lead_nowhere() {
        for calm in [
            "I earned $1,200.50 in 12 weeks, i.e. little.",
            "It took 3.5 hours. In me it found a fan.",
            "Ends.with a dot. Ends.But how? It was hard.In the end I stopped.then there. Blog,shop,app; Midjourney,ai; London,uk; blog·shop·app. A laser dot is red. Ce point de départ. Я закончил.но не жалею, и всё.Нет. El punto es",
            "日本語。com",
            "I used Copy.ai, Make.com, ASP.NET and node.js for Booking.com and monday.com.",
            "And/or 24/7 work, e.g. this, e.g.this, i.e.that, a.m. and p.m., U.S.based, J.K.Rowling, Ph.D.student.",
            "main.js, index.html, report.pdf and notes.docx; gpt-3.5-turbo, v1.2.3, 1.2.3, 12.then",
            "Wait...what? So..then… OK: fine, com. The dot com boom; a red dot in the middle; connect the dots.",
            "No.one came. approx. ten. vs. them. 10:30 to 12:45:00. std::vec",
            "20 @ 5 each, 3 @50, me@",
            "I built it with .NET and C#; the .com name cost $12, the .io one $39. ☕.Then 😀.But no. The dotcom years.",
            "main.rs, setup.sh, README.md, backup.tar.gz, data.parquet, manage.py, .env and demo.ipynb",
            "1. 2. 3. 4. Done. ChatGPT。Canva 和 Zoom。然后 .. com",
            "Der Punkt ist: de facto nichts. À ce point franc. El punto es que no.",
            "我用ChatGPT.然后 Canva.后来我停了",
        ] {
            assert_eq!(found(calm), [""; 0], "{calm}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "[a-c.@\\[(【】)\\]·。 -dot\u{301}0-9:/\\\\]{0,60}|\\PC{0,60}") {
            for place in of(&text).into_iter().chain(crate::moderation::signals::telephones::of(&text)) {
                prop_assert!(text.get(place).is_some());
            }
            let read = Text::of(&text);
            for place in read.phrases(&["abc", "do not"]) {
                prop_assert!(read.seen().get(place.clone()).is_some());
                read.written(place);
            }
        }
    }
}
