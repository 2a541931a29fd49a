//! How like two texts are, and what is kept of a text so that those like it are found without reading them all.

use super::{Folded, has_no_spaces, is_character};
use std::collections::HashSet;
use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

/// How many marks a sketch has at most.
const MARKS: usize = 64;
/// How many words in a row make a mark.
const IN_A_ROW: usize = 3;

/// Marks of what a text says, however its letters are disguised: of its rows of three words, the numbers of those whose
/// numbers are the smallest. Of two texts that share half of their rows, the sketches share about half of their marks; texts
/// that have nothing to do with each other share none or a few. Empty for a text without words.
pub fn sketch(text: &str) -> Vec<i32> {
    let words = words(text);
    let rows = words.windows(IN_A_ROW.min(words.len()).max(1)).map(number);
    let mut marks: Vec<u32> = rows.collect();
    marks.sort_unstable();
    marks.dedup();
    marks.truncate(MARKS);
    marks.into_iter().map(u32::cast_signed).collect()
}

/// How much of the letters of two texts is shared, from 0 to 1: of their rows of three letters, as `similarity` of
/// PostgreSQL's pg_trgm counts them, and of their rows of two where each character is a syllable or word. A light rewrite
/// has about 0.87, an unrelated text 0.05.
pub fn likeness(one: &str, other: &str) -> f32 {
    let (one, other) = (rows_of_letters(one), rows_of_letters(other));
    let shared = one.intersection(&other).count();
    let all = one.len() + other.len() - shared;
    if all == 0 { 0.0 } else { shared as f32 / all as f32 }
}

fn rows_of_letters(text: &str) -> HashSet<[char; 3]> {
    let mut rows = HashSet::new();
    for run in runs(text) {
        for part in run.chunk_by(|one, next| is_character(*one) == is_character(*next)) {
            if let [sign] = part
                && is_character(*sign)
            {
                rows.insert([*sign, ' ', ' ']);
            } else if part.iter().any(|c| is_character(*c)) {
                rows.extend(part.windows(2).map(|two| [two[0], two[1], ' ']));
            } else {
                let letters: Vec<char> = [' ', ' '].iter().chain(part).chain(&[' ']).copied().collect();
                rows.extend(letters.windows(3).map(|three| [three[0], three[1], three[2]]));
            }
        }
    }
    rows
}

/// Words as they are read; of writing without spaces each letter.
fn words(text: &str) -> Vec<String> {
    let runs = runs(text);
    let words =
        runs.iter().flat_map(|run| run.chunk_by(|one, next| !has_no_spaces(*one) && !has_no_spaces(*next)));
    words.map(|word| word.iter().collect()).collect()
}

/// Letters and digits with nothing between them, in small letters without accents.
fn runs(text: &str) -> Vec<Vec<char>> {
    let seen = Folded::of(text).text.to_lowercase();
    let letters: Vec<char> = seen.nfd().filter(|c| !is_combining_mark(*c)).nfc().collect();
    letters.split(|c| !c.is_alphanumeric()).filter(|run| !run.is_empty()).map(<[char]>::to_vec).collect()
}

/// FNV-1a, stirred: the same in every release, since it is kept.
fn number(words: &[String]) -> u32 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in words.iter().flat_map(|word| word.bytes().chain([0])) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    u32::try_from(hash >> 32).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const STORY: &str = "I wrote worksheets for two schools nearby, mostly in the evenings. The model made the first version and I \
        mended it, which took longer than I had thought. Each school wanted its own layout, and that took hours. I counted the \
        fees of the platform only when they were taken. Ask for the layout before the price, and write down your hours from \
        the first day, or you will fool yourself.";
    const OTHER: &str = "My plan was to sell travel guides. Nobody looked for them where I had put them, and after five months \
        I gave up. I would begin with one customer who pays, not with forty posts that nobody reads. The tool is the cheap part.";

    fn shared(one: &str, other: &str) -> usize {
        let (one, other) = (sketch(one), sketch(other));
        one.iter().filter(|mark| other.contains(mark)).count()
    }

    #[test]
    fn a_light_rewording_shares_marks_and_letters_and_another_text_does_not() {
        let reworded = STORY
            .replace("worksheets", "exercises")
            .replace("mostly in the evenings", "after work")
            .replace("which took longer than", "slower than")
            .replace("Ask for", "Settle")
            .replace("fool yourself", "lie to yourself");
        assert!(likeness(STORY, &reworded) >= 0.45, "{}", likeness(STORY, &reworded));
        assert!(shared(STORY, &reworded) >= 10, "{}", shared(STORY, &reworded));
        assert!(likeness(STORY, OTHER) < 0.3, "{}", likeness(STORY, OTHER));
        assert_eq!(shared(STORY, OTHER), 0);
    }

    #[test]
    fn a_disguise_changes_neither() {
        let disguised =
            STORY.replace('o', "о").replace("sch", "s\u{200b}ch").replace("The", "𝕋𝕙𝕖").replace("my", "ｍｙ");
        assert_eq!(sketch(&disguised), sketch(STORY));
        assert!((likeness(&disguised, STORY) - 1.0).abs() < f32::EPSILON);
    }

    #[test]
    fn writing_without_spaces_and_short_texts_have_marks() {
        let (text, reworded) = (
            "月に三回ブログを書いて広告を載せたが収入はほとんどなかった",
            "月に四回ブログを書いて広告を載せたが収入は全然なかった",
        );
        assert!(shared(text, reworded) >= 10 && likeness(text, reworded) >= 0.45);
        assert_eq!((sketch("").len(), sketch("!…").len(), sketch("two words").len()), (0, 0, 1));
        assert!(sketch(&STORY.repeat(9)).len() <= MARKS);
    }

    /// Two honest stories that have nothing to do with each other, and a rewording of the first, of each writing without
    /// spaces.
    const WITHOUT_SPACES: [[&str; 3]; 4] = [
        [
            "夜に二つの学校のためにワークシートを作りました。週に五時間くらいです。六か月で六万四千円、つまりわずかです。最初の案はチャットが書き、私が直しました。学校ごとに体裁が違い、そのたびに何時間もかかりました。まず誰が払うのかを聞いてから始めてください。",
            "旅行の案内記事を四十本書いて、広告で稼ごうとしました。五か月目に検索からの訪問が止まり、収入はほとんどなくなりました。営業時間の半分が間違っていて、読者から苦情が来ました。自分がよく知っている町のことだけを書くべきでした。最後にはやめることにしました。",
            "夜に二つの塾のためにワークシートを作りました。週に五時間ほどです。六か月で六万四千円、つまりわずかです。最初の案はチャットが書いて、私が直しました。塾ごとに体裁が違い、毎回何時間もかかりました。まず誰が払うのかを聞いてから始めましょう。",
        ],
        [
            "我晚上给两所学校做练习册，每周大约五个小时。半年一共赚了四千多块，扣掉软件费用剩得很少。初稿由聊天助手写，我来修改。每所学校都要自己的版式，这花了我很多时间。开始之前先问清楚谁来付钱，并且从第一天起就记下你的工时，否则你会骗自己。",
            "我写了四十篇旅游攻略，想靠广告赚钱。前四个月有一些访问量，第五个月搜索流量突然没了，收入几乎为零。助手补充的营业时间有一半是错的，读者写信来抱怨。只写你自己去过的地方，核对每一个事实。工具很便宜，核对才是最贵的部分。最后我放弃了。",
            "我晚上给两家学校做习题集，每周大约五个小时。半年总共赚了四千多块，扣掉软件费用剩得很少。初稿由聊天助手写，我再修改。每家学校都要自己的版式，这花了我很多时间。动手之前先问清楚谁来付钱，并且从第一天起就记下你的工时，不然你会骗自己。",
        ],
        [
            "저녁마다 학교 두 곳을 위해 학습지를 만들었습니다. 일주일에 다섯 시간쯤 걸렸습니다. 여섯 달 동안 육십만 원을 벌었고 남은 것은 거의 없습니다. 초안은 챗봇이 쓰고 제가 고쳤습니다. 학교마다 양식이 달라서 시간이 많이 들었습니다.",
            "여행 안내 글을 마흔 편 쓰고 광고로 돈을 벌려고 했습니다. 다섯 달째에 검색 방문이 끊겼고 수입은 거의 없어졌습니다. 영업 시간의 절반이 틀려서 독자들이 항의했습니다. 직접 가 본 곳만 쓰고 사실을 하나하나 확인하세요. 결국 그만두었습니다.",
            "저녁마다 학원 두 곳에 낼 문제지를 만들었습니다. 일주일에 다섯 시간 정도 걸렸습니다. 여섯 달 동안 육십만 원을 벌었지만 남은 것은 거의 없어요. 초안은 챗봇이 쓰고 제가 고쳤습니다. 학원마다 양식이 달라서 시간이 많이 들었습니다.",
        ],
        [
            "ฉันทำใบงานให้โรงเรียนสองแห่งตอนเย็น ประมาณห้าชั่วโมงต่อสัปดาห์ ในหกเดือนได้เงินหนึ่งหมื่นบาทซึ่งน้อยมาก โมเดลเขียนร่างแรกและฉันแก้ไข แต่ละโรงเรียนต้องการรูปแบบของตัวเองจึงเสียเวลามาก ก่อนเริ่มต้องถามก่อนว่าใครจะจ่าย",
            "ฉันเขียนบทความแนะนำการท่องเที่ยวสี่สิบเรื่องเพื่อหารายได้จากโฆษณา เดือนที่ห้าคนเข้าจากการค้นหาก็หายไป รายได้แทบไม่เหลือ เวลาเปิดปิดผิดไปครึ่งหนึ่งและผู้อ่านเขียนมาบ่น ควรเขียนเฉพาะสิ่งที่รู้จริงและตรวจทุกอย่าง สุดท้ายฉันก็เลิกทำ",
            "ฉันทำแบบฝึกหัดให้โรงเรียนสองแห่งตอนค่ำ ราวห้าชั่วโมงต่อสัปดาห์ ในหกเดือนได้เงินหนึ่งหมื่นบาทซึ่งน้อย โมเดลเขียนร่างแรกแล้วฉันแก้ แต่ละโรงเรียนอยากได้รูปแบบของตัวเองจึงเสียเวลามาก ก่อนเริ่มให้ถามก่อนว่าใครจ่าย",
        ],
    ];

    #[test]
    fn stories_of_writing_without_spaces_are_told_apart_and_rewordings_are_found() {
        for [story, other, reworded] in WITHOUT_SPACES {
            assert!(likeness(story, other) < 0.15, "{} {story}", likeness(story, other));
            assert!(likeness(story, reworded) >= 0.45, "{} {story}", likeness(story, reworded));
            assert!(shared(story, other) * 4 <= shared(story, reworded), "{story}");
            assert!(shared(story, reworded) >= 20, "{} {story}", shared(story, reworded));
        }
    }
}
