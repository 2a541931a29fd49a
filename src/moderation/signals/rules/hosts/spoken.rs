//! How a dot and an `@` are said. Everything is in small letters; accents make no difference.

use super::known::{COMMON, LITTLE, OF_THINGS, PLAIN};
use crate::values::letters;

struct Language {
    dot: &'static [&'static str],
    /// The endings that are said behind it, besides those that nobody would mistake.
    ends: &'static [&'static str],
    /// Words for `@` that mean nothing else.
    at: &'static [&'static str],
    /// Words for `@` that are things or animals besides.
    animal: &'static [&'static str],
    /// Words behind which a dot is a thing: "el punto es que …".
    before: &'static [&'static str],
}

const SILENT: Language = Language { dot: &[], ends: &[], at: &[], animal: &[], before: &[] };

/// As they are folded: `ру` is `py`.
const LANGUAGES: [Language; 31] = [
    // Spanish
    Language {
        dot: &["punto", "puntito"],
        ends: &["es", "mx", "ar", "cl", "pe", "ve", "uy", "ec", "it", "ch"],
        at: &["arroba", "arrova"],
        before: SPANISH,
        ..SILENT
    },
    // Portuguese
    Language {
        dot: &["ponto"],
        ends: &["br", "pt", "ao", "mz"],
        at: &["arroba"],
        before: PORTUGUESE,
        ..SILENT
    },
    // French
    Language {
        dot: &["point"],
        ends: &["fr", "ch", "qc"],
        at: &["arobase", "arrobase", "arobas"],
        before: FRENCH,
        ..SILENT
    },
    // German
    Language {
        dot: &["punkt"],
        ends: &["de", "at", "ch", "li"],
        at: &["ät", "klammeraffe"],
        before: GERMAN,
        ..SILENT
    },
    // Swedish, Danish, Norwegian
    Language {
        dot: &["punkt", "punktum", "prick", "prik", "prikk"],
        ends: &["se", "dk", "no", "nu"],
        at: &["snabel-a", "snabela", "snabel", "krøllalfa", "alfakrøll"],
        before: &["en", "den", "ett", "et", "hver", "och", "og"],
        ..SILENT
    },
    // Dutch
    Language {
        dot: &["punt"],
        ends: &["nl", "be"],
        at: &["apenstaartje", "apestaartje"],
        before: &["een", "het", "dit", "dat", "elk", "geen"],
        ..SILENT
    },
    // Finnish, Estonian
    Language {
        dot: &["piste", "punkt"],
        ends: &["fi", "ee"],
        at: &["miukumauku", "ät-merkki"],
        before: &["tämä", "se"],
        ..SILENT
    },
    // Polish
    Language { dot: &["kropka"], ends: &["pl", "eu"], animal: &["malpa", "małpa"], ..SILENT },
    // Czech, Slovak
    Language { dot: &["tecka", "bodka"], ends: &["cz", "sk", "eu"], at: &["zavinac"], ..SILENT },
    // Hungarian
    Language {
        dot: &["pont"],
        ends: &["hu", "eu"],
        animal: &["kukac"],
        before: &["a", "egy", "ez", "az", "ennyi"],
        ..SILENT
    },
    // Romanian
    Language {
        dot: &["punct"],
        ends: &["ro", "md"],
        at: &["arond", "a-rond"],
        before: &["un", "acest", "la", "alt"],
        ..SILENT
    },
    // Italian
    Language {
        dot: &["punto"],
        ends: &["it", "ch", "sm"],
        animal: &["chiocciola", "chiocciolina"],
        before: ITALIAN,
        ..SILENT
    },
    // Turkish
    Language {
        dot: &["nokta"],
        ends: &["tr", "ist"],
        at: &["kuyruklu a", "et isareti"],
        before: &["bir", "bu", "o", "her"],
        ..SILENT
    },
    // Croatian, Slovene, Serbian
    Language {
        dot: &["tocka", "tačka", "тачка"],
        ends: &["hr", "si", "rs", "ba", "срб"],
        at: &["afna"],
        animal: &["majmun", "мајмун"],
        before: &["ta", "jedna"],
    },
    // Lithuanian, Latvian
    Language { dot: &["taskas", "punkts"], ends: &["lt", "lv"], at: &["eta"], ..SILENT },
    // Indonesian, Malay
    Language {
        dot: &["titik", "noktah"],
        ends: &["id", "my", "co"],
        before: &["satu", "di", "sebuah"],
        ..SILENT
    },
    // Vietnamese
    Language { dot: &["cham"], ends: &["vn"], at: &["a còng", "còng"], before: &["rat", "mot"], ..SILENT },
    // Swahili
    Language { dot: &["nukta", "doti"], ends: &["ke", "tz", "ug"], ..SILENT },
    // Russian, Ukrainian, Belarusian, Bulgarian
    Language {
        dot: &["точка", "крапка", "кропка", "тчк", "тчка", "дот", "tochka", "krapka"],
        ends: &[
            "py",
            "ру",
            "ru",
            "ua",
            "уа",
            "юа",
            "by",
            "бай",
            "бг",
            "kz",
            "бел",
            "укр",
            "орг",
            "нет",
            "нэт",
            "инфо",
            "онлайн",
            "сайт",
        ],
        at: &["эт", "at-знак"],
        animal: &["собака", "собачка", "равлик", "кльомба", "sobaka", "sobachka"],
        before: &["эта", "одна", "моя", "та", "каждая", "ця", "и", "не"],
    },
    // Greek
    Language {
        dot: &["τελεία", "τελια", "teleia"],
        ends: &["gr", "cy", "κομ", "γρ"],
        at: &["παπάκι", "papaki"],
        before: &["η", "μια"],
        ..SILENT
    },
    // Hebrew
    Language {
        dot: &["נקודה", "דוט"],
        ends: &["קום", "קו", "נט", "il", "אורג"],
        at: &["שטרודל", "כרוכית"],
        before: &["עוד", "כל"],
        ..SILENT
    },
    // Arabic
    Language {
        dot: &["نقطة", "نقطه", "دوت"],
        ends: &["كوم", "نت", "اورغ", "ae", "sa", "eg", "ma"],
        at: &["آت", "ات"],
        before: &["هذه", "كل", "اول"],
        ..SILENT
    },
    // Persian, Urdu
    Language {
        dot: &["نقطه", "دات", "ڈاٹ"],
        ends: &["کام", "نت", "ir", "pk", "آی‌آر"],
        at: &["ات ساین", "ایٹ"],
        before: &["این", "هر"],
        ..SILENT
    },
    // Hindi, Marathi, Nepali
    Language {
        dot: &["डॉट", "डाट", "बिंदु"],
        ends: &["कॉम", "काम", "नेट", "इन", "ऑर्ग", "in"],
        at: &["एट", "ऐट"],
        ..SILENT
    },
    // Bengali
    Language {
        dot: &["ডট"], ends: &["কম", "কাম", "নেট", "bd"], at: &["অ্যাট", "এট"], ..SILENT
    },
    // Tamil, Telugu, Malayalam, Kannada
    Language {
        dot: &["டாட்", "డాట్", "ഡോട്ട്", "ಡಾಟ್"], ends: &["காம்", "కామ్", "കോം", "ಕಾಮ್", "in"], ..SILENT
    },
    // Thai
    Language {
        dot: &["จุด", "ดอท", "ดอต"],
        ends: &["คอม", "th", "เน็ต", "ไทย"],
        at: &["แอท", "แอด"],
        ..SILENT
    },
    // Japanese
    Language {
        dot: &["ドット", "どっと", "点", "テン"],
        ends: &["コム", "こむ", "ネット", "ジェーピー", "jp", "オルグ"],
        at: &["アット", "アットマーク", "あっと"],
        ..SILENT
    },
    // Chinese
    Language {
        dot: &["点", "點", "丶", "點兒"],
        ends: &["康姆", "康", "cn", "hk", "tw", "中国", "网"],
        at: &["艾特", "圈a", "小老鼠"],
        ..SILENT
    },
    // Korean
    Language {
        dot: &["닷", "점", "쩜", "도트"],
        ends: &["컴", "콤", "넷", "kr", "케이알", "오알지"],
        at: &["골뱅이", "앳"],
        ..SILENT
    },
    // Armenian, Georgian, Amharic
    Language {
        dot: &["կետ", "წერტილი", "ነጥብ"],
        ends: &["am", "ge", "et", "ком", "կոմ", "კომ", "ኮም"],
        ..SILENT
    },
];

const SPANISH: &[&str] = &[
    "el",
    "un",
    "mi",
    "tu",
    "su",
    "este",
    "ese",
    "aquel",
    "otro",
    "cada",
    "al",
    "del",
    "primer",
    "segundo",
    "tercer",
    "ultimo",
    "unico",
    "buen",
    "mejor",
    "gran",
    "siguiente",
    "nuestro",
    "y",
    "cierto",
    "algun",
    "ningun",
    "cuyo",
    "principal",
    "importante",
];
const PORTUGUESE: &[&str] = &[
    "o",
    "um",
    "meu",
    "seu",
    "este",
    "esse",
    "outro",
    "cada",
    "ao",
    "do",
    "no",
    "primeiro",
    "segundo",
    "ultimo",
    "bom",
    "melhor",
    "certo",
    "algum",
    "nenhum",
    "e",
    "nosso",
    "unico",
    "principal",
    "qualquer",
    "neste",
    "nesse",
    "num",
];
const ITALIAN: &[&str] = &[
    "il", "un", "mio", "tuo", "suo", "questo", "quel", "altro", "ogni", "al", "del", "primo", "secondo",
    "ultimo", "buon", "certo", "sul",
];
const FRENCH: &[&str] = &[
    "le", "un", "ce", "au", "du", "mon", "ton", "son", "chaque", "premier", "dernier", "bon", "autre",
    "quel", "ne", "tel",
];
const GERMAN: &[&str] = &[
    "der",
    "den",
    "dem",
    "ein",
    "einen",
    "mein",
    "dieser",
    "diesen",
    "jeder",
    "jeden",
    "kein",
    "erste",
    "zweite",
    "letzte",
    "wichtigste",
    "springende",
    "guter",
];

/// What is said of the years in which names with dots were new.
const OF_AN_AGE: [&str; 14] = [
    "boom",
    "bubble",
    "crash",
    "era",
    "years",
    "days",
    "times",
    "age",
    "company",
    "companies",
    "startup",
    "startups",
    "business",
    "world",
];

fn are_same(one: &str, other: &str) -> bool {
    one.chars().flat_map(letters).eq(other.chars().flat_map(letters))
}

fn has(words: &[&str], word: &str) -> bool {
    words.iter().any(|one| are_same(one, word))
}

fn is_english_dot(word: &str) -> bool {
    matches!(word, "dot" | "d0t" | "dott" | "dawt")
}

/// Whether it is a dot that is said in some language.
pub fn is_dot(word: &str) -> bool {
    is_english_dot(word) || LANGUAGES.iter().any(|language| has(language.dot, word))
}

/// Whether it is a dot in one character of Chinese or Japanese.
pub fn is_written_dot(c: char) -> bool {
    matches!(c, '点' | '點')
}

/// Whether this dot, said between a name and an ending, is the sign. An ending that nobody would mistake is `sure`.
pub fn joins(before: &str, dot: &str, end: &str, sure: bool, after: &str) -> bool {
    if OF_THINGS.contains(&before) || OF_AN_AGE.contains(&after) {
        return false;
    }
    let in_english = is_english_dot(dot) && (sure || COMMON.contains(&end) && !LITTLE.contains(&end));
    let said_in = |language: &Language| {
        has(language.dot, dot) && !has(language.before, before) && (sure || has(language.ends, end))
    };
    in_english || LANGUAGES.iter().any(said_in)
}

/// Cuts a name such as `goldpathdotcom` or `ゴールドドットコム` before its dot and before its ending, which are in one
/// writing. The lengths of what is left and of the dot, in bytes.
pub fn grown_together(name: &str) -> Option<(usize, usize)> {
    let cut = |dot: &str, end: &str, least: usize| {
        let before = name.strip_suffix(end)?.strip_suffix(dot)?;
        (before.chars().count() >= least && !before.ends_with('-')).then_some((before.len(), dot.len()))
    };
    // `dotnet` is a tool.
    let in_english =
        PLAIN.iter().find_map(|end| cut("dot", end, 3)).or_else(|| (name == "dotcom").then_some((0, 3)));
    let in_another = || {
        LANGUAGES.iter().find_map(|language| {
            language.dot.iter().find_map(|dot| {
                let in_latin =
                    || PLAIN.iter().find_map(|end| cut(dot, end, if dot.is_ascii() { 4 } else { 1 }));
                let in_its_own =
                    || language.ends.iter().filter(|end| !end.is_ascii()).find_map(|end| cut(dot, end, 0));
                if name == *dot { None } else { in_latin().or_else(in_its_own) }
            })
        })
    };
    in_english.or_else(in_another)
}

/// Whether it may be an `@` that is said. `at`, `a` and `et` are words besides, and animals are.
pub fn may_be_at(word: &str) -> bool {
    LANGUAGES.iter().any(|language| has(language.at, word))
        || is_animal(word)
        || matches!(word, "at" | "a" | "et" | "@")
}

/// Whether it is an animal's name that stands for `@`.
pub fn is_animal(word: &str) -> bool {
    LANGUAGES.iter().any(|language| has(language.animal, word))
}
