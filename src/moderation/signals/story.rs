//! Rules on the words: links, contact details, advertising, recruiting.

use super::{Rule, Signal};
use crate::submissions::{Report, TeachingShare};
use std::ops::Range;

/// The ends of addresses that people write.
const DOMAINS: [&str; 24] = [
    "com", "net", "org", "io", "co", "ai", "app", "dev", "shop", "store", "site", "online", "info", "biz",
    "me", "xyz", "club", "live", "link", "page", "uk", "de", "in", "gg",
];

const MESSENGERS: [&str; 9] = [
    "telegram",
    "whatsapp",
    "discord",
    "wechat",
    "t.me",
    "link in bio",
    "my bio",
    "link below",
    "my profile",
];

const ADVERTISING: [&str; 22] = [
    "passive income",
    "financial freedom",
    "anyone can do this",
    "no skills at all",
    "no experience needed",
    "doubled every month",
    "guaranteed",
    "risk free",
    "risk-free",
    "limited time",
    "discount",
    "promo code",
    "use my code",
    "buy my",
    "buy now",
    "sign up",
    "free trial",
    "free webinar",
    "six figures",
    "quit your job",
    "life changing",
    "life-changing",
];

const RECRUITING: [&str; 14] = [
    "join my",
    "join our",
    "join us",
    "join me",
    "dm me",
    "message me",
    "contact me",
    "write to me",
    "reach out to me",
    "get in touch",
    "work with me",
    "my referral",
    "referral link",
    "affiliate link",
];

const SALES: [&str; 15] = [
    "my course",
    "my guide",
    "my e-book",
    "my ebook",
    "my book",
    "my coaching",
    "my programme",
    "my program",
    "my template",
    "my templates",
    "my newsletter",
    "my workshop",
    "my community",
    "my students",
    "the whole method",
];

pub fn of(report: &Report) -> Vec<Signal> {
    let declares_nothing =
        report.seller.teaching_share == TeachingShare::None && !report.seller.sells_on_topic;
    let sales: &[&str] = if declares_nothing { &SALES } else { &[] };
    let in_field = |(field, text): &(&str, String)| {
        let found = [
            (Rule::Links, outside(text)),
            (Rule::Links, phrases(text, &MESSENGERS)),
            (Rule::Recruiting, phrases(text, &RECRUITING)),
            (Rule::Advertising, phrases(text, &ADVERTISING)),
            (Rule::Seller, phrases(text, sales)),
        ];
        let signal = |rule, range: Range<usize>| Signal::new(rule, field, &text[range]);
        found
            .into_iter()
            .flat_map(|(rule, ranges)| ranges.into_iter().map(move |range| (rule, range)))
            .map(|(rule, range)| signal(rule, range))
            .collect::<Vec<_>>()
    };
    let mut found: Vec<Signal> = written(report).iter().flat_map(in_field).collect();
    found.extend(told_again(report));
    found
}

/// The fields in which anything can be written, with what was.
pub fn written(report: &Report) -> [(&'static str, String); 6] {
    let story = &report.story;
    [
        ("headline", story.headline.clone()),
        ("what_i_did", story.what_i_did.clone()),
        ("what_went_wrong", story.what_went_wrong.clone()),
        ("tell_a_friend", story.tell_a_friend.clone()),
        ("tools", report.what.tools.join(", ")),
        ("premortem", report.plan.premortem.join("; ")),
    ]
}

/// Where one of the phrases stands as whole words, in any case.
fn phrases(text: &str, phrases: &[&str]) -> Vec<Range<usize>> {
    // Only ASCII letters are folded, so that places stay the same.
    let folded = text.to_ascii_lowercase();
    let whole = |range: &Range<usize>| {
        let before = folded[..range.start].chars().next_back();
        let after = folded[range.end..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    };
    let places = phrases
        .iter()
        .flat_map(|phrase| folded.match_indices(phrase).map(|(at, found)| at..at + found.len()))
        .filter(whole);
    places.collect()
}

/// Where an address, a name on another site, an e-mail address or a telephone number stands.
fn outside(text: &str) -> Vec<Range<usize>> {
    let words = words(text);
    let single = words.iter().filter(|range| is_outside(&text[(*range).clone()])).cloned();
    single.chain(spelt_out(text, &words)).chain(telephones(text, &words)).collect()
}

/// A name with a dot that is said more than once, as adverts do. Once it is a firm or a tool like any other, and so are those
/// that the report names among its tools.
fn told_again(report: &Report) -> Vec<Signal> {
    let is_tool = |name: &str| report.what.tools.iter().any(|tool| tool.eq_ignore_ascii_case(name));
    let fields = written(report);
    let names: Vec<(&str, &str)> = fields
        .iter()
        .flat_map(|(field, text)| words(text).into_iter().map(|range| (*field, &text[range])))
        .filter(|(_, word)| is_host(word) && !is_tool(word))
        .collect();
    let times = |name: &str| names.iter().filter(|(_, other)| other.eq_ignore_ascii_case(name)).count();
    let again = names.iter().filter(|(_, name)| times(name) > 1);
    again.map(|(field, name)| Signal::new(Rule::Advertising, field, *name)).collect()
}

/// The text's words without the punctuation around them.
pub fn words(text: &str) -> Vec<Range<usize>> {
    let start_of = |part: &str| part.as_ptr().addr() - text.as_ptr().addr();
    let bare = |word: &'_ str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '@' | '+' | '/'));
        start_of(word)..start_of(word) + word.len()
    };
    text.split_whitespace().map(bare).filter(|range| !range.is_empty()).collect()
}

/// Whether it is an address to go to. A name with a dot alone (`Copy.ai`) is none.
fn is_outside(word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    if word.contains("://") || word.starts_with("www.") {
        return true;
    }
    if let Some((name, place)) = word.split_once('@') {
        return is_name(place) && (name.is_empty() || is_name(name));
    }
    word.split_once(['/', '?', ':', '#']).is_some_and(|(host, rest)| is_host(host) && !rest.is_empty())
}

fn is_name(text: &str) -> bool {
    text.len() >= 2 && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b))
}

/// Whether it looks like the name of a machine that answers: `example.com`.
fn is_host(word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    let ends_well = word.rsplit_once('.').is_some_and(|(name, end)| is_name(name) && DOMAINS.contains(&end));
    ends_well && word.bytes().any(|b| b.is_ascii_alphabetic())
}

/// "example dot com".
fn spelt_out(text: &str, words: &[Range<usize>]) -> Vec<Range<usize>> {
    let triples = words.windows(3).filter(|triple| {
        let [_, dot, end] = [0, 1, 2].map(|place: usize| text[triple[place].clone()].to_ascii_lowercase());
        dot == "dot" && DOMAINS.contains(&end.as_str())
    });
    triples.map(|triple| triple[0].start..triple[2].end).collect()
}

/// Nine digits or more, in groups or not, that begin as telephone numbers do.
fn telephones(text: &str, words: &[Range<usize>]) -> Vec<Range<usize>> {
    let is_group = |range: &Range<usize>| {
        text[range.clone()].bytes().all(|b| b.is_ascii_digit() || b"+-()./".contains(&b))
    };
    let groups = words.chunk_by(|a, b| is_group(a) && is_group(b)).filter(|run| run.iter().all(is_group));
    let number = groups.filter_map(|run| {
        let range = run.first()?.start..run.last()?.end;
        let digits = text[range.clone()].bytes().filter(u8::is_ascii_digit).count();
        (digits >= 9 && text[range.clone()].starts_with(['+', '0'])).then_some(range)
    });
    number.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        outside(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn ways_out_of_the_site_are_found_with_their_words() {
        assert_eq!(
            found("See https://a.example/x, or www.b.example."),
            ["https://a.example/x", "www.b.example"]
        );
        assert_eq!(found("find it at coverprofits dot com."), ["coverprofits dot com"]);
        assert_eq!(found("Ask (mo@shop.example) or @coverking!"), ["mo@shop.example", "@coverking"]);
        assert_eq!(found("My page is coverprofits.com/start"), ["coverprofits.com/start"]);
        assert_eq!(found("Call +44 20 7946 0958 now"), ["+44 20 7946 0958"]);
    }

    #[test]
    fn ordinary_words_and_numbers_lead_nowhere() {
        for calm in [
            "I earned $1,200.50 in 12 weeks, i.e. little.",
            "It took 3.5 hours. In me it found a fan.",
            "Ends.with a dot",
            "日本語。com",
            "I used Copy.ai, Make.com, ASP.NET and node.js for Booking.com and monday.com.",
            "See coverprofits.com/ for nothing behind it, and/or 24/7 work.",
        ] {
            assert_eq!(found(calm), [""; 0], "{calm}");
        }
    }

    #[test]
    fn phrases_are_whole_words_in_any_case() {
        let text = "Passive Income, not impassive incomes. passive income";
        let places = phrases(text, &["passive income"]);
        assert_eq!(places, [0..14, 39..53]);
    }
}
