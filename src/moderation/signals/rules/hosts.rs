//! Ways out of the site: whatever looks like the name of a machine, whatever its ending and however its dots are written.
//! It is a signal for moderators and refuses nothing, so that a name too many costs them a glance.

mod handles;
mod joints;
mod known;
mod machines;
mod names;
mod spoken;

use super::read::words;
use crate::values::as_latin;
use joints::{Host, Joint};
use known::{COMMON, CONTINUES, FILES, NAMES, OTHER_SCRIPTS, PLAIN, SERVICES, STEMS, SURE, TOOLS};
use names::{Names, is_picture};
use std::ops::Range;
use unicode_normalization::char::is_combining_mark;

const SCHEMES: [&str; 14] = [
    "http", "https", "hxxp", "hxxps", "h**p", "ftp", "mailto", "tel", "tg", "whatsapp", "skype", "viber",
    "sms", "magnet",
];

/// A dot, a colon or an `@` as programs write it, and how `http` begins in Base64.
const CODED: [&str; 12] = [
    "%2e",
    "%3a%2f",
    "%40",
    "&#46;",
    "&#x2e;",
    "&period;",
    "&#64;",
    "&commat;",
    "\\x2e",
    "\\u002e",
    "u+002e",
    "ahr0chm6ly",
];

/// Where an address, a name on another site or an e-mail address stands in a folded text.
pub fn of(text: &str) -> Vec<Range<usize>> {
    let words = words(text);
    let mut found: Vec<Range<usize>> = words.iter().filter(|word| is_address(text, word)).cloned().collect();
    let names = Names::of(text);
    found.extend(handles::of(text, &names));
    for host in joints::joined(&names) {
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

/// The same in a text that is read otherwise than it is written: only what nobody would mistake.
pub fn surely(text: &str) -> Vec<Range<usize>> {
    let addresses = words(text).into_iter().filter(|word| is_of_the_web(&text[word.clone()].to_lowercase()));
    let names = Names::of(text);
    let ends = |host: &Host<'_>| host.labels.last().is_some_and(|last| SURE.contains(&&*last.to_lowercase()));
    let is_service =
        |host: &Host<'_>| matches!(host.labels[..], [name, end] if SERVICES.contains(&(name, end)));
    let is_named = |host: &Host<'_>| {
        (host.labels[0].chars().nth(2).is_some() || is_service(host))
            && host.weakest != Joint::Loose
            && ends(host)
    };
    let hosts = joints::joined(&names).into_iter().filter(is_named);
    let hosts =
        hosts.map(|host| (whole(text, &host.place), host)).filter(|(place, host)| host.is_one(text, place));
    addresses.chain(hosts.map(|(place, _)| place)).collect()
}

/// `https://…`, `http;//…`, `www.…`
fn is_of_the_web(small: &str) -> bool {
    let has_scheme = small.starts_with("http") || small.starts_with("hxxp");
    has_scheme && small.contains("//") || small.starts_with("www.") || small == "www"
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
    // `https : / / …`
    let behind = text[word.end..].trim_start();
    let spaced = || {
        !behind.starts_with("://") && behind.chars().filter(|c| !c.is_whitespace()).take(3).eq("://".chars())
    };
    SCHEMES[..5].contains(&small.as_str()) && spaced()
        || small.contains("://")
        || small.contains(":\\\\")
        || small.starts_with("www.")
        || scheme
        || CODED.iter().any(|code| small.contains(code) && small.len() > code.len())
        || machines::is_one(&small)
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
        let mut small: Vec<String> = self.labels.iter().map(|label| label.to_lowercase()).collect();
        // `goldpath.c0m`
        if let Some(last) = small.last_mut() {
            let read = last.replace('0', "o").replace('3', "e");
            if PLAIN.contains(&read.as_str()) {
                *last = read;
            }
        }
        // `goldpath.com-da`
        if let Some((end, _)) =
            small.last().and_then(|last| last.split_once('-')).filter(|(end, _)| SURE.contains(end))
        {
            let end = end.to_owned();
            small.pop();
            small.push(end);
        }
        let Some((last, before)) = small.split_last() else { return false };
        if self.labels.iter().all(|label| label.bytes().all(|b| b.is_ascii_digit())) {
            return self.weakest <= Joint::Spoken
                && small.len() == 4
                && !matches!(small[0].as_str(), "0" | "127")
                && small.iter().all(|part| part.parse::<u8>().is_ok());
        }
        if self.ending.is_some() {
            return true;
        }
        // `컴`
        let is_said = self.weakest == Joint::Spoken && !last.is_ascii();
        let is_ending =
            last.starts_with("xn--") || (last.chars().count() >= 2 || is_said) && last.chars().all(is_letter);
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
    c.is_alphabetic() || is_combining_mark(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::moderation::signals::rules::read::Text;
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
            for place in of(&text).into_iter().chain(crate::moderation::signals::rules::telephones::of(&text)) {
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
