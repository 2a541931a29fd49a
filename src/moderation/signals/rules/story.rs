//! Rules on the words: links, contact details, advertising, recruiting.

use super::{Rule, Signal, hosts, read::Text, telephones};
use crate::reports::{Report, TeachingShare};
use std::ops::Range;

const MESSENGERS: [&str; 48] = [
    "telegram",
    "whatsapp",
    "discord",
    "wechat",
    "viber",
    "kakaotalk",
    "телеграм",
    "телеграмм",
    "ватсап",
    "вотсап",
    "вайбер",
    "텔레그램",
    "카카오톡",
    "왓츠앱",
    "テレグラム",
    "加微信",
    "微信号",
    "टेलीग्राम",
    "व्हाट्सएप",
    "टेलिग्राम",
    "টেলিগ্রাম",
    "تيليجرام",
    "تليجرام",
    "تلغرام",
    "تلگرام",
    "واتساب",
    "واتساپ",
    "واٹس ایپ",
    "טלגרם",
    "וואטסאפ",
    "ווטסאפ",
    "เทเลแกรม",
    "my handle",
    "my username",
    "hit me up",
    "link in bio",
    "link below",
    "my bio",
    "my profile",
    "my channel",
    "my instagram",
    "my tiktok",
    "my youtube",
    "my linktree",
    "find me on",
    "follow me",
    "add me on",
    "at gmail",
];

const ADVERTISING: [&str; 20] = [
    "passive income",
    "financial freedom",
    "anyone can do this",
    "no skills at all",
    "no experience needed",
    "doubled every month",
    "guaranteed",
    "risk free",
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
];

const RECRUITING: [&str; 18] = [
    "join my",
    "join our",
    "join us",
    "join me",
    "dm me",
    "message me",
    "contact me",
    "text me",
    "email me",
    "ping me",
    "pm me",
    "write to me",
    "reach out to me",
    "get in touch",
    "work with me",
    "my referral",
    "referral link",
    "affiliate link",
];

const SALES: [&str; 14] = [
    "my course",
    "my guide",
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

/// What the rules notice in a report and in what its author says that it is, if it is none of the paths.
pub fn of(report: &Report, other_path: &str) -> Vec<Signal> {
    let declares_nothing =
        report.seller.teaching_share == TeachingShare::None && !report.seller.sells_on_topic;
    let sales: &[&str] = if declares_nothing { &SALES } else { &[] };
    let rules: [(Rule, &[&str]); 4] = [
        (Rule::Links, &MESSENGERS),
        (Rule::Recruiting, &RECRUITING),
        (Rule::Advertising, &ADVERTISING),
        (Rule::Seller, sales),
    ];
    let in_field = |(field, written): &(&'static str, String)| {
        let is_listed = |name: &str| *field != "tools" && is_tool(report, name);
        let signal = |(rule, place): (Rule, Range<usize>)| {
            Signal::new(rule, field, written.get(place).unwrap_or_default().trim())
        };
        seen(written, &rules, is_listed).into_iter().map(signal).collect::<Vec<_>>()
    };
    written(report).iter().chain([&("path_other", other_path.to_owned())]).flat_map(in_field).collect()
}

/// What is found and where it was written: in the text as it stands, and then in its other readings what was not found yet.
/// Names that `is_listed` are no links.
fn seen(
    written: &str,
    rules: &[(Rule, &[&str])],
    is_listed: impl Fn(&str) -> bool,
) -> Vec<(Rule, Range<usize>)> {
    let text = Text::of(written);
    let mut links = outside(&text);
    links.retain(|place| !is_listed(&text.seen()[place.clone()]));
    let mut found = placed(&text, links, rules);
    for text in Text::from_its_end(written) {
        for (rule, place) in placed(&text, hosts::surely(text.seen()), rules) {
            let is_other = |(known, found): &(Rule, Range<usize>)| {
                *known != rule || found.end <= place.start || place.end <= found.start
            };
            if found.iter().all(is_other) {
                found.push((rule, place));
            }
        }
    }
    found
}

/// The links and the rules' phrases, each where it was written.
fn placed(text: &Text<'_>, links: Vec<Range<usize>>, rules: &[(Rule, &[&str])]) -> Vec<(Rule, Range<usize>)> {
    let links = links.into_iter().map(|place| (Rule::Links, text.origin(place)));
    let phrases = rules.iter().flat_map(|(rule, phrases)| {
        text.phrases(phrases).into_iter().map(|place| (*rule, text.origin(place)))
    });
    links.chain(phrases).collect()
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

/// Where an address, a name on another site, an e-mail address or a telephone number is seen.
fn outside(text: &Text<'_>) -> Vec<Range<usize>> {
    let mut found = hosts::of(text.seen());
    found.extend(telephones::of(text.seen()));
    found
}

/// Whether the report names it among its tools, where moderators are told of it once.
fn is_tool(report: &Report, name: &str) -> bool {
    report.what.tools.iter().any(|tool| Text::of(tool).seen().eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::moderation::signals::rules::people;

    /// Honest stories in many languages, as people type them.
    fn honest() -> impl Iterator<Item = &'static str> {
        lines(include_str!("../../../../tests/words/languages.txt"))
    }

    fn noticed(written: &str) -> Vec<&str> {
        let text = Text::of(written);
        let phrases = [&MESSENGERS[..], &ADVERTISING, &RECRUITING, &SALES];
        let mut places = outside(&text);
        places.extend(phrases.into_iter().flat_map(|phrases| text.phrases(phrases)));
        places.extend(people::named(text.seen()));
        places.into_iter().map(|place| text.written(place)).collect()
    }

    #[test]
    fn honest_words_of_any_language_raise_nothing() {
        assert_eq!(honest().count(), 26);
        for honest in honest() {
            assert_eq!(noticed(honest), [""; 0], "{honest}");
        }
    }

    #[test]
    fn what_is_hidden_among_honest_words_is_found_as_it_was_written() {
        for honest in honest() {
            for hidden in [
                "gоldраth.соm",
                "Ｔｅｌｅｇｒａｍ",
                "раssіvе іnсоmе",
                "@goldpath",
                "dm\u{200b} me",
                "+٤٤٧٩١١١٢٣٤٥٦",
            ] {
                assert_eq!(noticed(&format!("{honest} {hidden}")), [hidden], "{honest}");
            }
        }
    }

    #[test]
    fn words_that_are_written_without_a_space_hide_nothing() {
        for (before, after) in [
            ("请看", "就行"),
            ("请看", ""),
            ("見て", "ね"),
            ("자세한 것은 ", "에서"),
            ("ดูที่", "นะ"),
            ("សូមមើល", "ណា"),
        ] {
            for hidden in
                ["goldpath.shop", "gоldраth.соm", "goldpath点com", "Telegram", "раssіvе іnсоmе", "join my"]
            {
                assert_eq!(noticed(&format!("{before}{hidden}{after}")), [hidden], "{before} {after}");
            }
            let handle = format!("{before}@goldpath{after}");
            assert_eq!(noticed(&handle).len(), 1, "{handle}");
        }
    }

    fn lines(of: &str) -> impl Iterator<Item = &str> {
        of.lines().filter(|line| !line.starts_with("# "))
    }

    /// What moderators are shown of these words, in a sentence.
    fn signals(words: &str) -> Vec<Range<usize>> {
        let rules: [(Rule, &[&str]); 4] = [
            (Rule::Links, &MESSENGERS),
            (Rule::Recruiting, &RECRUITING),
            (Rule::Advertising, &ADVERTISING),
            (Rule::Seller, &SALES),
        ];
        seen(words, &rules, |_| false).into_iter().map(|(_, place)| place).collect()
    }

    #[test]
    fn more_than_nine_of_ten_disguises_are_found_in_a_sentence_and_the_others_are_known() {
        let (mut found, mut missed) = (0, 0);
        for line in lines(include_str!("../../../../tests/words/disguised.txt")) {
            let (is_known, words) = line.strip_prefix("~ ").map_or((true, line), |words| (false, words));
            let sentence = format!("In the second month {words} and I slept more.");
            assert_eq!(!signals(&sentence).is_empty(), is_known, "{words}");
            if is_known {
                found += 1;
            } else {
                missed += 1;
            }
        }
        assert!(found >= 300 && found > 9 * missed, "{found} found, {missed} missed");
    }

    #[test]
    fn no_honest_story_raises_anything_for_its_sums_ratios_files_and_shortened_words() {
        let stories: Vec<&str> = lines(include_str!("../../../../tests/words/honest.txt")).collect();
        assert!(stories.len() >= 60);
        for story in stories {
            assert!(signals(story).is_empty(), "{story}");
            assert!(people::named(Text::of(story).seen()).is_empty(), "{story}");
        }
    }
}
