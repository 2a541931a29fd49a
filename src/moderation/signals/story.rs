//! Rules on the words: links, contact details, advertising, recruiting.

use super::{Rule, Signal, hosts, read::Text, telephones};
use crate::submissions::{Report, TeachingShare};
use std::ops::Range;

const MESSENGERS: [&str; 24] = [
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
    let in_field = |(field, written): &(&'static str, String)| {
        let text = Text::of(written);
        let is_listed = |name: &str| *field != "tools" && is_tool(report, name);
        let places = [
            (
                Rule::Links,
                outside(&text).into_iter().filter(|place| !is_listed(&text.seen()[place.clone()])).collect(),
            ),
            (Rule::Links, text.phrases(&MESSENGERS)),
            (Rule::Recruiting, text.phrases(&RECRUITING)),
            (Rule::Advertising, text.phrases(&ADVERTISING)),
            (Rule::Seller, text.phrases(sales)),
        ];
        let signals = places.into_iter().flat_map(|(rule, places): (Rule, Vec<_>)| {
            places.into_iter().map(move |place: Range<usize>| (rule, place))
        });
        signals.map(|(rule, place)| Signal::new(rule, field, text.written(place))).collect::<Vec<_>>()
    };
    written(report).iter().chain([&("path_other", other_path.to_owned())]).flat_map(in_field).collect()
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

/// The text's words without the punctuation around them.
pub fn words(text: &str) -> Vec<Range<usize>> {
    let start_of = |part: &str| part.as_ptr().addr() - text.as_ptr().addr();
    let bare = |word: &'_ str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '@' | '+' | '/'));
        start_of(word)..start_of(word) + word.len()
    };
    text.split_whitespace().map(bare).filter(|range| !range.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::moderation::signals::people;

    /// Honest stories in seven languages, as people type them.
    const HONEST: [&str; 8] = [
        "Я писал тексты для двух школ, по вечерам, около 5 часов в неделю. За 6 месяцев вышло 42 000 рублей, т.е. мало. Модель \
         делала первый вариант, а я её правил. Не советую: спросите сначала, кто заплатит. С 01.03.2026 по 31.08.2026.",
        "Έγραφα φυλλάδια για δύο σχολεία, τα βράδια, 5 ώρες την εβδομάδα. Σε 6 μήνες έβγαλα 640 €, δηλ. λίγα. Το μοντέλο έκανε \
         το πρώτο κείμενο κι εγώ το διόρθωνα. Ρώτα πρώτα ποιος θα πληρώσει.",
        "كتبت أوراق عمل لمدرستين في المساء، ٥ ساعات في الأسبوع. ربحت ٦٠٠ دولار في ٦ أشهر، وهذا قليل. كان النموذج يكتب النسخة \
         الأولى وأنا أصححها. اسأل أولاً من سيدفع.",
        "मैंने दो स्कूलों के लिए शाम को वर्कशीट बनाईं, हफ़्ते में ५ घंटे। छह महीनों में ₹४२,००० मिले, यानी बहुत कम। मॉडल पहला मसौदा लिखता था और मैं \
         सुधारता था। पहले पूछिए कि पैसे कौन देगा।",
        "夜に二つの学校のためにワークシートを作りました。週に5時間。6か月で６４，０００円、つまりわずかです。最初の案はChatGPTが書き、私が直しました。Zoomで話し、Canvaで作った。まず誰が払うかを聞いてください。",
        "我晚上为两所学校编写练习题，每周5小时。六个月一共赚了3,200元，很少。初稿由ChatGPT写，我来修改。先问清楚谁会付钱。后来我停了。Canva也用过。",
        "İki okul için akşamları çalışma kâğıdı yazdım, haftada 5 saat. Altı ayda 12.400 TL kazandım, yani az. İlk metni model \
         yazdı, ben düzelttim. Önce kimin ödeyeceğini sorun. Üç kişi sordu, ikisi ödedi.",
        "Escribí fichas para dos escuelas, trabajo com IA, 5 horas a la semana. En 6 meses gané 600 €. Le modèle écrivait d’abord, \
         puis je corrigeais. Frag zuerst, wer zahlt; z.B. die Schule. Ik stopte in mei.",
    ];

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
        for honest in HONEST {
            assert_eq!(noticed(honest), [""; 0], "{honest}");
        }
    }

    #[test]
    fn what_is_hidden_among_honest_words_is_found_as_it_was_written() {
        for honest in HONEST {
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
}
