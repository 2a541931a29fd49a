//! Digits as they are said and as they are written in words' own letters.

use crate::values::letters;
use std::sync::LazyLock;

/// From nought to nine, one language a line; several words for one digit are parted by strokes. Accents make no difference.
const SPOKEN: [&str; 36] = [
    "zero/oh/nought/naught one/won two/too three four/fore five six seven eight nine/niner",
    "null eins/ein zwei/zwo drei vier fünf/fuenf sechs sieben acht neun",
    "zéro un/une deux trois quatre cinq six sept huit neuf",
    "cero uno/un dos tres cuatro cinco seis siete ocho nueve",
    "zero um/uma dois/duas três quatro cinco seis/meia sete oito nove",
    "zero uno due tre quattro cinque sei sette otto nove",
    "nul een twee drie vier vijf zes zeven acht negen",
    "noll/nul/null ett/en/én två/to tre fyra/fire fem sex/seks sju/syv åtta/otte/åtte nio/ni",
    "nolla yksi kaksi kolme neljä viisi kuusi seitsemän kahdeksan yhdeksän",
    "zero jeden dwa trzy cztery pięć sześć siedem osiem dziewięć",
    "nula jedna/jeden dva/dvě tři/tri čtyři/štyri pět/päť šest/šesť sedm/sedem osm/osem devět/deväť",
    "nula jedan dva tri četiri/štiri pet šest sedam osam/osem devet",
    "nulla egy kettő/két három négy öt hat hét nyolc kilenc",
    "zero unu doi trei patru cinci șase șapte opt nouă",
    "sıfır bir iki üç dört beş altı yedi sekiz dokuz",
    "ноль/нуль один/одна/раз два/две три четыре пять шесть семь восемь девять",
    "нуль один/одна два/дві три чотири п'ять/пять шість сім вісім дев'ять/девять",
    "нула едно/един две/два три четири пет шест седем осем девет",
    "μηδέν ένα/έναν δύο/δυο τρία τέσσερα πέντε έξι επτά/εφτά οκτώ/οχτώ εννέα/εννιά",
    "nulis vienas du trys keturi penki šeši septyni aštuoni devyni",
    "nulle viens divi trīs četri pieci seši septiņi astoņi deviņi",
    "אפס אחת/אחד שתיים/שניים שלוש/שלושה ארבע/ארבעה חמש/חמישה שש/שישה שבע/שבעה שמונה תשע/תשעה",
    "صفر واحد اثنين/اثنان/اتنين ثلاثة/تلاتة أربعة/اربعه خمسة/خمسه ستة/سته سبعة/سبعه ثمانية/تمانية تسعة/تسعه",
    "صفر یک دو سه چهار/چار پنج/پانچ شش/چھ هفت/سات هشت/آٹھ نه/نو",
    "शून्य/जीरो/ज़ीरो एक दो तीन चार पांच/पाँच छह/छः/छे सात आठ नौ",
    "শূন্য এক দুই তিন চার পাঁচ ছয় সাত আট নয়",
    "பூஜ்ஜியம்/சுழியம் ஒன்று இரண்டு மூன்று நான்கு ஐந்து ஆறு ஏழு எட்டு ஒன்பது",
    "సున్నా ఒకటి రెండు మూడు నాలుగు ఐదు ఆరు ఏడు ఎనిమిది తొమ్మిది",
    "ศูนย์ หนึ่ง สอง สาม สี่ ห้า หก เจ็ด แปด เก้า",
    "nol/kosong/sifar satu dua tiga empat lima enam tujuh delapan/lapan sembilan",
    "không một/mốt hai ba bốn/tư năm/lăm sáu bảy/bẩy tám chín",
    "sero/sifuri moja mbili tatu nne tano sita saba nane tisa",
    "sero isa dalawa tatlo apat lima anim pito walo siyam",
    "れい/ぜろ/ゼロ いち/イチ に/ニ さん/サン よん/し/ヨン ご/ゴ ろく/ロク なな/しち/ナナ はち/ハチ きゅう/く/キュウ",
    "ling yi/yao er san si wu liu qi ba jiu",
    "영/공 일/하나 이/둘 삼/셋 사/넷 오 육/륙 칠 팔 구",
];

/// Digits of Chinese, Japanese and Korean, from nought to nine, as they are written one behind the other.
const WRITTEN: [&str; 10] = [
    "零〇○Ｏ영공",
    "一壹壱弌幺일",
    "二贰貳弐两兩이",
    "三叁參参삼",
    "四肆사",
    "五伍오",
    "六陆陸육륙",
    "七柒漆칠",
    "八捌팔",
    "九玖구",
];

fn digits() -> impl Iterator<Item = char> {
    '0'..='9'
}

/// The digit in a character that is a word.
pub fn written(c: char) -> Option<char> {
    WRITTEN.iter().zip(digits()).find(|(forms, _)| forms.contains(c)).map(|(_, digit)| digit)
}

/// The words of each language without their accents.
static NAMES: LazyLock<Vec<Vec<(String, char)>>> = LazyLock::new(|| {
    let in_language = |language: &&str| {
        let names = language.split(' ').zip(digits());
        names.flat_map(|(names, digit)| names.split('/').map(move |name| (plain(name), digit))).collect()
    };
    SPOKEN.iter().map(in_language).collect()
});

fn plain(word: &str) -> String {
    word.chars().flat_map(letters).collect()
}

/// The digits of a word that says one, or several grown together: `seven`, `sevennine`. Nothing for one that repeats another.
pub fn said(word: &str) -> Option<String> {
    let word = plain(word);
    match &*word {
        "double" | "triple" | "treble" | "doble" | "doppel" => Some(String::new()),
        "plus" | "плюс" | "mas" | "piu" | "mais" => Some("+".to_owned()),
        _ => NAMES.iter().find_map(|names| said_in(names, &word)),
    }
}

fn said_in(names: &[(String, char)], word: &str) -> Option<String> {
    let (mut rest, mut said) = (word, String::new());
    while !rest.is_empty() {
        let begun = names.iter().filter(|(name, _)| rest.starts_with(name.as_str()));
        let (name, digit) = begun.max_by_key(|(name, _)| name.len())?;
        // Short words make others: `eine`, `ninja`.
        if name.len() < 3 && name.len() < word.len() {
            return None;
        }
        rest = &rest[name.len()..];
        said.push(*digit);
    }
    (!said.is_empty()).then_some(said)
}
