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
    const HONEST: [&str; 26] = [
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
        "I built it with .NET and C#, later C++ and Node.js; v2.0 came in May. A colleague in St. Louis asked \
         for ASP.NET, e.g. a form, i.e. little. The .com name cost $12.99/yr, the .io one $39. Files: \
         invoice_2026-03.pdf, main.rs, setup.sh, backup.tar.gz, data.parquet. R&D, w/o help, 50/50, vs. \
         others, approx. 3.5 h. I sold them @50 each on 12/03/2026 at 10:30.",
        "U.S. buyers paid $1,250.00 in Q1 vs. $900 in Q2; no. 7 of 12 never paid. Mt. Vernon's school (St. \
         Mary's) wanted p. 3–5 redone, cf. the sample. I used Next.js, Vue.js, D3.js, TensorFlow.js, \
         Three.js, p5.js and Hugging Face. In v1.5.2 it broke. The price was 9.99/month. Etc. etc. It was \
         fine, no? Yes.No.Maybe. Gross/net: 1200/950. On Sat. I rested; on Sun. I wrote.",
        "Ich schrieb abends Arbeitsblätter für zwei Schulen, ca. 5 Std. pro Woche, z.B. Mathe, d.h. wenig \
         Freizeit. Am 12.03.2026 kam die erste Rechnung über 1.250,75 €. Der springende Punkt ist: niemand \
         zahlt gern. Das Modell (ChatGPT bzw. Claude) machte den Entwurf, u.a. die Aufgaben; ich \
         korrigierte. Nr. 3 war am besten. Punkt um.",
        "J’ai écrit des fiches pour deux écoles, env. 5 h par semaine, c.-à-d. peu. Le 1er mars 2026 j’ai \
         touché 1 250,75 € (TTC). À ce point de vue, c’était raté. Le modèle faisait le brouillon; M. le \
         directeur n’aimait pas. P. ex. la mise en page. N° 3 était la meilleure… Et voilà.",
        "ฉันเขียนใบงานให้โรงเรียนสองแห่งตอนเย็น ประมาณ 5 ชั่วโมงต่อสัปดาห์ ในหกเดือนได้เงิน 12,500 บาท \
         ซึ่งน้อยมาก โมเดลเขียนร่างแรกและฉันแก้ไข ต้องถามก่อนว่าใครจะจ่าย วันที่ 12 มี.ค. 2569 ฉันเลิกทำ \
         เพราะไม่มีใครจ่ายเงินอีกแล้ว พ.ศ. 2569 เวลา 10.30 น. จบ",
        "من شب\u{200c}ها برای دو مدرسه کاربرگ می\u{200c}نوشتم، هفته\u{200c}ای ۵ ساعت. در ۱۲/۰۳/۲۰۲۶ مبلغ \
         ۱۲٬۵۰۰٬۰۰۰ تومان رسید. مدل پیش\u{200c}نویس را می\u{200c}نوشت و من درستش می\u{200c}کردم. نقطهٔ ضعف \
         این بود که کسی پول نمی\u{200c}داد. بعد از شش ماه رهایش کردم و دیگر ادامه نمی\u{200c}دهم.",
        "כתבתי דפי עבודה לשני בתי ספר בערבים, כ-5 שעות בשבוע. ב-12.03.2026 קיבלתי 1,250.75 ₪. המודל כתב טיוטה \
         ואני תיקנתי, ד\"ר אחד לא אהב. הנקודה היא: תשאלו קודם מי ישלם. אחרי חצי שנה הפסקתי כי אף אחד לא \
         שילם. עו\"ד לא היה צריך.",
        "Tôi viết phiếu bài tập cho hai trường vào buổi tối, khoảng 5 giờ mỗi tuần. Ngày 12.03.2026 tôi nhận \
         12.500.000đ, tức là ít. Mô hình viết bản nháp, tôi sửa lại. TP. Hồ Chí Minh có nhiều người làm. Hãy \
         hỏi trước ai sẽ trả tiền. Sau sáu tháng tôi dừng.",
        "Pisałem karty pracy dla dwóch szkół wieczorami, ok. 5 godz. w tygodniu, tzn. mało. Dnia 12.03.2026 \
         r. dostałem 1250,75 zł. Kropka nad i: najpierw pytaj, kto zapłaci. Model pisał szkic, np. zadania, \
         ja poprawiałem. Nr 3 był najlepszy, itd. Skończyłem po pół roku.",
        "저녁에 두 학교를 위해 학습지를 만들었습니다. 일주일에 약 5시간. 2026.03.12에 처음으로 125,000원을 받았습니다. 초안은 ChatGPT가 쓰고 제가 고쳤습니다. 반년 \
         뒤에는 아무도 돈을 내지 않아 그만두었습니다. 먼저 누가 돈을 낼지 물어보세요. 닷컴 시대와는 달랐습니다.",
        "මම ශ්\u{200d}රී ලංකාවේ පාසල් දෙකකට සවස වැඩ පත්\u{200d}ර ලිව්වා, සතියකට පැය 5ක්. මාස හයකින් රු. \
         12,500.50 ලැබුණා, එය ඉතා අඩුයි. ආකෘතිය මුල් කෙටුම්පත ලිව්වා, මම එය නිවැරදි කළා. මුලින්ම කවුද \
         ගෙවන්නේ කියලා අහන්න.",
        "நான் மாலையில் இரண்டு பள்ளிகளுக்கு பயிற்சித் தாள்கள் எழுதினேன், வாரத்திற்கு 5 மணி நேரம். ஆறு \
         மாதங்களில் ரூ. 12,500.50 கிடைத்தது, அதாவது மிகக் குறைவு. முதல் வரைவை மாதிரி எழுதியது, நான் \
         திருத்தினேன். முதலில் யார் பணம் தருவார்கள் என்று கேளுங்கள்.",
        "我用Copy.ai和Make.com写攻略,从2026年3月12日到8月31日,每周约5小时。平台扣20%以后,月收入约0.35万元(税前),总共12,500.50元。客人来自Booking.com,后来没人付钱,我就放弃了。",
        "我晚上替兩所學校做練習卷,初稿由ChatGPT寫,再由我修改。2026.03.12第一次收到NT$12,500,扣除手續費後約11,800元。第1份、第2份、第3份都要重排,半年後我就停了。",
        "የጎበኘኋቸውን ከተሞች የሚያስተዋውቁ ጽሑፎችን ጻፍኩ፣ በሳምንት 5 ሰዓት ገደማ። ከ12.03.2026 እስከ 31.08.2026 ድረስ 12,500.50 ብር አገኘሁ። ቻትጂፒቲ ረቂቁን ጻፈ፣ እኔም አረምኩት። መጀመሪያ ማን እንደሚከፍል ጠይቅ። ዓ.ም. 2018።",
        "ვწერდი გზამკვლევებს საღამოობით, კვირაში დაახლ. 5 საათი. 12.03.2026 მივიღე 1 250,75 ₾, ე.ი. ცოტა. პირველ ვარიანტს მოდელი წერდა, მე ვასწორებდი. ჯერ იკითხეთ, ვინ გადაიხდის. ექვს თვეში შევწყვიტე.",
        "ខ្ញុំបានសរសេរអត្ថបទណែនាំអំពីទីក្រុងតូចៗ ប្រហែល ៥ ម៉ោងក្នុងមួយសប្តាហ៍។ ថ្ងៃទី ១២.០៣.២០២៦ ខ្ញុំទទួលបាន ១២៥០០០៛ ដែលតិចណាស់។ ម៉ូឌែល ChatGPT សរសេរសេចក្តីព្រាង ហើយខ្ញុំកែ។ សូមសួរមុនថា អ្នកណានឹងបង់ប្រាក់។",
        "ကျွန်တော် ညနေတိုင်း ကျောင်းနှစ်ကျောင်းအတွက် စာရွက်တွေရေးတယ်၊ တစ်ပတ်ကို ၅ နာရီလောက်။ ၁၂.၀၃.၂၀၂၆ မှာ ၁၂၅,၀၀၀ ကျပ်ရတယ်၊ နည်းလွန်းတယ်။ မော်ဒယ်က မူကြမ်းရေးပြီး ကျွန်တော်ပြင်တယ်။ ဘယ်သူပေးမလဲ အရင်မေးပါ။",
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
