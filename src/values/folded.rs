//! A text as its reader sees it: without characters that cannot be seen, and with plain letters for their look-alikes.
//! Whatever reads a text for what it says reads it so; what is kept and shown is the text as it was typed.

mod divided;
mod turned;

use super::characters::{has_no_spaces, is_character, is_invisible};
use std::ops::Range;
use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};
use unicode_security::skeleton;

/// A text to be read, which knows where each of its bytes comes from.
pub struct Folded {
    pub text: String,
    /// For each byte of the text, the bytes of the original that it stands for.
    origins: Vec<Range<usize>>,
}

/// The letters by which a character is found, whatever its case, accents and width: `ﬁ` by two, a mark or what cannot be
/// seen by none.
pub fn letters(c: char) -> impl Iterator<Item = char> {
    // By way of its capitals, as `ς` and `ß` have more small letters than one.
    let seen = Some(c).filter(|c| !is_invisible(*c)).into_iter();
    seen.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_uppercase).flat_map(char::to_lowercase)
}

/// A letter with its marks as it is read, and its bytes in the original.
type Piece = (String, Range<usize>);

impl Folded {
    pub fn of(original: &str) -> Self {
        Self::through(original, |c| c)
    }

    /// The other ways in which a reader makes it out: from its end to its beginning, and with the page turned round where
    /// some of its letters are.
    pub fn from_its_end(original: &str) -> Vec<Self> {
        let mut readings = vec![Self::of(original).backwards()];
        if turned::any(original) {
            readings.push(Self::through(original, turned::upright).backwards());
        }
        readings
    }

    /// Read with these letters in place of the original's.
    fn through(original: &str, seen: fn(char) -> char) -> Self {
        let mut pieces = divided::joined(pieces(original, seen));
        for word in pieces.chunk_by_mut(|(one, _), (next, _)| is_letter(one) && is_letter(next)) {
            if word.first().is_some_and(|(piece, _)| is_letter(piece)) {
                in_latin_letters(word);
            }
        }
        let mut folded = Self { text: String::with_capacity(original.len()), origins: Vec::new() };
        for (plain, origin) in pieces {
            folded.origins.resize(folded.origins.len() + plain.len(), origin);
            folded.text.push_str(&plain);
        }
        folded
    }

    /// The bytes of the original that these bytes stand for.
    pub fn origin(&self, bytes: Range<usize>) -> Range<usize> {
        let (first, last) = (self.origins.get(bytes.start), self.origins.get(bytes.end.wrapping_sub(1)));
        let (Some(first), Some(last)) = (first, last) else { return 0..0 };
        first.start.min(last.start)..first.end.max(last.end)
    }

    fn backwards(&self) -> Self {
        let mut backwards = Self { text: String::with_capacity(self.text.len()), origins: Vec::new() };
        for (at, c) in self.text.char_indices().rev().filter(|(_, c)| !is_combining_mark(*c)) {
            backwards.text.push(c);
            backwards.origins.resize(backwards.text.len(), self.origins[at].clone());
        }
        backwards
    }
}

fn pieces(original: &str, seen: fn(char) -> char) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::with_capacity(original.len());
    let seen = original.char_indices().map(|(at, c)| (at, seen(c)));
    let mut letters = seen.filter(|(_, c)| !is_invisible(*c)).peekable();
    let mut cluster = String::new();
    while let Some((start, first)) = letters.next() {
        cluster.clear();
        cluster.push(first);
        while let Some((_, mark)) = letters.next_if(|(_, c)| is_combining_mark(*c)) {
            cluster.push(mark);
        }
        // What cannot be seen belongs to the letter before it.
        let end = letters.peek().map_or(original.len(), |(at, _)| *at);
        let after_a_digit =
            pieces.last().is_some_and(|(before, _)| before.ends_with(|c: char| c.is_ascii_digit()));
        let separates = first == '，' && !after_a_digit;
        pieces.push((if separates { cluster.clone() } else { plain(&cluster) }, start..end));
    }
    pieces
}

/// By NFKC, but for what would then be read as something else: `½` as 12, `10²` as 102, `™` as two letters.
fn plain(cluster: &str) -> String {
    if cluster.is_ascii() {
        return cluster.to_owned();
    }
    let cluster = without_heaps(cluster);
    let cluster = cluster.as_str();
    if let Some(framed) = cluster.chars().next().and_then(|c| framed(c).or_else(|| of_framed_digit(c))) {
        return framed.to_string();
    }
    let folded: String = cluster.nfkc().collect();
    let is_small = cluster.starts_with(|c| matches!(c, '²' | '³' | '¹' | '\u{2070}'..='\u{209f}'));
    let is_one = folded.chars().nth(1).is_none() && !is_small;
    let is_word = cluster.chars().all(char::is_alphabetic) && folded.chars().all(char::is_alphabetic);
    match folded.as_str() {
        "‐" => "-".to_owned(),
        // Of Lisu and Syriac, and drawn as a full stop.
        "ꓸ" | "\u{701}" | "\u{702}" | "꘎" | " \u{307}" => ".".to_owned(),
        _ if is_one => folded.chars().map(|c| digit(c).unwrap_or(c)).collect(),
        _ if is_word => folded,
        // `ⓐ` has its letter for a compatible one; `🄐` and `⒜` have it in brackets.
        _ => bracketed(&folded).map_or_else(|| cluster.to_owned(), String::from),
    }
}

/// Without what is drawn over or around a letter, and without more marks on a Latin one than any language puts there.
fn without_heaps(cluster: &str) -> String {
    let is_around = |c: char| matches!(c, '\u{334}'..='\u{338}' | '\u{20d2}'..='\u{20d3}' | '\u{20d8}'..='\u{20da}' | '\u{20dd}'..='\u{20e0}' | '\u{20e2}'..='\u{20eb}');
    let kept: String = cluster.chars().filter(|c| !is_around(*c)).collect();
    let is_heap = kept.starts_with(|c: char| c.is_ascii()) && kept.chars().count() > 3;
    if is_heap { kept.chars().take(1).collect() } else { kept }
}

fn bracketed(folded: &str) -> Option<char> {
    let mut inside = folded.strip_prefix('(')?.strip_suffix(')')?.chars();
    inside.next().filter(|letter| letter.is_ascii_alphabetic() && inside.next().is_none())
}

/// The letter in a dark circle or square, or of a flag, for which Unicode has no compatible one.
fn framed(c: char) -> Option<char> {
    let of = |first: u32| char::from_u32(u32::from(c) - first + u32::from('A'));
    match u32::from(c) {
        0x1F150..=0x1F169 => of(0x1F150),
        0x1F170..=0x1F189 => of(0x1F170),
        0x1F1E6..=0x1F1FF => of(0x1F1E6),
        _ => None,
    }
}

/// The digit in a dark or double circle, or with a comma of its own.
fn of_framed_digit(c: char) -> Option<char> {
    let code = u32::from(c);
    let from = |first: u32, nought: u32| char::from_digit(code - first + nought, 10);
    match code {
        0x2776..=0x277E => from(0x2776, 1),
        0x2780..=0x2788 => from(0x2780, 1),
        0x278A..=0x2792 => from(0x278A, 1),
        0x24F5..=0x24FD => from(0x24F5, 1),
        0x1F101..=0x1F10A => from(0x1F101, 0),
        0x24FF | 0x1F10B..=0x1F10C => Some('0'),
        _ => None,
    }
}

/// The noughts of the scripts in which people write today; nine digits follow each.
const NOUGHTS: [u32; 25] = [
    0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xDE6, 0xE50, 0xED0,
    0xF20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1B50, 0xA9D0,
];

/// A digit of any writing in plain writing.
fn digit(c: char) -> Option<char> {
    let code = u32::from(c);
    let nought = NOUGHTS.iter().find(|nought| (**nought..**nought + 10).contains(&code))?;
    char::from_digit(code - nought, 10)
}

/// Whether it may be of a word in Latin letters; a letter of Thai, which puts no space before one, is of none unless it looks
/// like one.
fn is_letter(piece: &str) -> bool {
    let is_apart = |c: char| is_character(c) || has_no_spaces(c) && looks_like(c, true).is_none();
    piece.starts_with(|c: char| c.is_alphabetic() && !is_apart(c) && c != '〇' || c == '℮')
}

/// Reads a word in Latin letters if each of its letters is one or looks like one; any other word is in a script of its own.
fn in_latin_letters(word: &mut [Piece]) {
    if word.iter().all(|(piece, _)| piece.is_ascii()) {
        return;
    }
    if word.iter().any(|(piece, _)| piece.starts_with(turned::is_nothing_else)) {
        for (piece, _) in word.iter_mut() {
            *piece = piece
                .chars()
                .map(|c| if matches!(c, 'ɔ' | 'ǝ' | 'ə') { turned::upright(c) } else { c })
                .collect();
        }
    }
    // Letters that are only taken for Latin ones make a word of its own script, unless others among them are Latin or of
    // two scripts that no word has.
    let any = |is: fn(char) -> bool| word.iter().any(|(piece, _)| piece.starts_with(is));
    let is_mixed = any(|c| {
        c.is_ascii_alphabetic() || SMALL_CAPITALS[0].contains(c) || turned::in_its_place(c).is_some()
    }) || any(|c| matches!(c, '\u{370}'..='\u{3ff}'))
        && any(|c| matches!(c, '\u{400}'..='\u{52f}'));
    let Some(latin) = word.iter().map(|(piece, _)| latin(piece, is_mixed)).collect::<Option<Vec<String>>>()
    else {
        return;
    };
    for ((piece, _), latin) in word.iter_mut().zip(latin) {
        *piece = latin;
    }
}

/// The Latin letter that this looks like (UTS 39), with its marks; letters that Latin writing has besides stay.
fn latin(piece: &str, is_mixed: bool) -> Option<String> {
    if piece.is_ascii() {
        return Some(piece.to_owned());
    }
    let mut parts = piece.nfd();
    let letter = parts.next()?;
    let Some(seen) = looks_like(letter, is_mixed) else {
        return is_latin(letter).then(|| piece.to_owned());
    };
    Some(std::iter::once(seen).chain(parts).nfc().collect())
}

fn is_latin(c: char) -> bool {
    matches!(c, '\u{aa}' | '\u{ba}' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' | '\u{a720}'..='\u{a7ff}')
}

/// Small letters in the shape of capitals, and below each the letter; Unicode has none of x.
const SMALL_CAPITALS: [&str; 2] = ["ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnopqrstuvwyz"];

/// Letters that readers take for Latin ones though UTS 39 keeps them apart.
const TAKEN_FOR: [&str; 2] = ["кκĸмʍнηтτвβμωχєгп", "kkkmmhnttbbuwxern"];

/// Syllables that readers take for capitals, where Latin letters stand beside them.
const DRAWN: [&str; 2] = ["ᗩᗷᑕᗪᗞᕮᗴᖴᘜᕼᓰᒍᛕᒪᗰᑎᗝᑫᖇᔕᖶᑌᐯᗯ᙭ᖻᘔ", "ABCDDEEFGHIJKLMNOQRSTUVWXYZ"];

/// The letter that stands below this one in two rows.
fn below(c: char, [above, below]: [&str; 2]) -> Option<char> {
    above.chars().zip(below.chars()).find(|(letter, _)| *letter == c).map(|(_, seen)| seen)
}

/// The letters themselves in the letters that they look like, whatever else they are read as: `сом` is `com`. None where one
/// of them looks like none.
pub fn as_latin(word: &str) -> Option<String> {
    let plain: String = word.nfd().filter(|c| !is_combining_mark(*c)).collect();
    plain.chars().map(|c| looks_like(c, true)).collect()
}

/// The one plain letter that a letter looks like.
fn looks_like(c: char, is_mixed: bool) -> Option<char> {
    if c.is_ascii_alphabetic() {
        return Some(c);
    }
    if !is_mixed {
        return by_shape(c).filter(|_| !TAKEN_FOR[0].contains(c));
    }
    let known = [TAKEN_FOR, DRAWN, SMALL_CAPITALS].into_iter().find_map(|rows| below(c, rows));
    known.or_else(|| turned::in_its_place(c)).or_else(|| by_shape(c))
}

fn by_shape(c: char) -> Option<char> {
    let mut bytes = [0; 4];
    let mut shape = skeleton(c.encode_utf8(&mut bytes));
    match (shape.next()?, shape.next(), shape.next()) {
        ('l', None, None) if c.is_uppercase() => Some('I'),
        ('r', Some('n'), None) => Some('m'),
        (seen, None, None) if seen.is_ascii_alphabetic() => Some(seen),
        (seen, None, None) if seen != c => below(seen, SMALL_CAPITALS),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lookalikes_are_read_as_what_they_look_like() {
        for (written, seen) in [
            ("$10\u{200b}K", "$10K"),
            ("pas\u{200b}sive", "passive"),
            ("＄１０，０００", "$10,000"),
            ("𝗣𝗮𝘀𝘀𝗶𝘃𝗲", "Passive"),
            ("ﬁve", "five"),
            ("me\u{302}s", "mês"),
            ("раssіvе іnсоmе", "passive income"),
            ("РАЅЅІVЕ", "PASSIVE"),
            ("ᴛᴇʟᴇɢʀᴀᴍ, ᴀʟꜱᴏ тєӏеɢгам", "telegram, also telegram"),
            ("ԁіѕсоrԁ ԝһаtѕарр", "discord whatsapp"),
            ("ρaѕѕıve Τelegrαm", "passive Telegram"),
            ("Ⓣⓔⓛⓔ 🅣🅔🅛🅔 🆃🅴🅻🅴 🄣🄔 ⒯⒠ 🇹\u{200b}🇪🇱", "Tele TELE TELE TE te TEL"),
            ("Ꭲеlеgrаm ꓔelegram", "Telegram Telegram"),
            ("𝕥𝓮𝔩𝖊𝗴𝘳𝚊𝑚 ᵗᵉˡᵉ", "telegram tele"),
            ("٠٧٩ ۰۷۹ ०७९ ０７９ ①", "079 079 079 079 1"),
            ("ｅｘａｍｐｌｅ．ｃｏｍ", "example.com"),
            (
                "0\u{fe0f}\u{20e3}7\u{fe0f}\u{20e3} t\u{336}e\u{336}l\u{20dd} z\u{301}\u{302}\u{303}\u{304}a",
                "07 tel za",
            ),
            ("te\u{34f}le\u{fe0e}gram", "telegram"),
            ("ᗯᕼᗩTᔕᗩᑭᑭ ωнαтѕαρρ", "WHATSAPP whatsapp"),
            ("❶➁➌⓵⓿🄂🄌", "1231010"),
            ("aꓸcom b\u{702}com", "a.com b.com"),
            ("ᐃᓄᒃᑎᑐᑦ Ελλάδα Москва", "ᐃᓄᒃᑎᑐᑦ Ελλάδα Москва"),
            ("ดูที่gоldраth.соm, incဝme", "ดูที่goldpath.com, income"),
            // Words in a script of their own stay as they are, whatever letters they share.
            ("Я писал тексты, рублей вышло мало", "Я писал тексты, рублей вышло мало"),
            ("Δεν έβγαλα χρήματα", "Δεν έβγαλα χρήματα"),
            ("złoty, kazandık, đồng, straße", "złoty, kazandik, đồng, straße"),
            ("कमाई नहीं हुई 月収は一万円 كسبت قليلا", "कमाई नहीं हुई 月収は一万円 كسبت قليلا"),
            ("1½ ™ … 10² 赚，3", "1½ ™ … 10² 赚，3"),
            ("t|e|l|e|g|r|a|m, t / e / l / e, g-o-l-d.c~o~m", "telegram, tele, gold.com"),
            ("g o l d . c o m and т|е|l|е|g|r|а|m", "gold.com and telegram"),
            (
                "A/B tests, U.S.A. and J. R. R., il y a 3 à 5; क ख ग घ",
                "A/B tests, U.S.A. and J. R. R., il y a 3 à 5; क ख ग घ",
            ),
            ("ʇelegrɐɯ, ɔyɛ", "telegram, ɔyɛ"),
        ] {
            assert_eq!(Folded::of(written).text, seen);
        }
    }

    #[test]
    fn what_is_written_from_its_end_or_turned_round_is_read() {
        let readings =
            |written| Folded::from_its_end(written).into_iter().map(|folded| folded.text).collect::<Vec<_>>();
        assert_eq!(readings("moc.htapdlog"), ["goldpath.com"]);
        assert_eq!(readings("ɯoɔ˙ɥʇɐdploƃ")[1], "goldpath.com");
        assert_eq!(readings("ddɐsʇɐɥʍ")[1], "whatsapp");
        assert_eq!(readings("ǝɯoɔuᴉ ǝʌᴉssɐd")[1], "passive income");
        let written = "see margel\u{200b}et now";
        let folded = &Folded::from_its_end(written)[0];
        let telegram = folded.text.find("telegram").unwrap();
        assert_eq!(&written[folded.origin(telegram..telegram + "telegram".len())], "margel\u{200b}et");
    }

    #[test]
    fn a_place_is_one_in_the_original() {
        let written = "a pas\u{200b}si\u{301}ve ﬁg";
        let folded = Folded::of(written);
        let passive = folded.text.find("passíve").unwrap();
        assert_eq!(&written[folded.origin(passive..passive + "passíve".len())], "pas\u{200b}si\u{301}ve");
        assert_eq!(&written[folded.origin(folded.text.len() - 2..folded.text.len())], "ﬁg");
    }
}
