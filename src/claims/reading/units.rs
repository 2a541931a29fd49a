//! Words and signs for currencies and stretches of time.

use super::tokens::Token;
use crate::{
    claims::lists::Period,
    values::{ClosedList as _, Currency, amount::codes},
};

/// The currency of a sign or word beside a number in running text. Beside a number in a field many more words can only be
/// one (`values::amount`); here `r`, `real` or `top` is a word like any other. `¥` is read as yuan, and a page says so.
pub fn currency(word: &str) -> Option<Currency> {
    let currency = match word {
        "$" | "usd" | "dollar" | "dollars" | "buck" | "bucks" => Currency::Usd,
        "€" | "eur" | "euro" | "euros" => Currency::Eur,
        "£" | "gbp" | "quid" | "pound" | "pounds" => Currency::Gbp,
        "¥" | "￥" | "cny" | "rmb" | "yuan" | "元" | "块" => Currency::Cny,
        "₹" | "inr" | "rs" | "rupee" | "rupees" => Currency::Inr,
        "jpy" | "yen" | "円" => Currency::Jpy,
        "₩" | "krw" | "won" | "원" => Currency::Krw,
        "brl" | "reais" => Currency::Brl,
        "cad" => Currency::Cad,
        "aud" => Currency::Aud,
        "chf" | "francs" | "franken" => Currency::Chf,
        "pln" | "zł" | "zloty" | "złotych" => Currency::Pln,
        "₦" | "ngn" | "naira" => Currency::Ngn,
        "₱" | "php" => Currency::Php,
        "idr" | "rp" | "rupiah" => Currency::Idr,
        "zar" | "rand" => Currency::Zar,
        _ => return None,
    };
    Some(currency)
}

/// The currency of a sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    Known(Currency),
    /// One that is not on the list, or one of several.
    Foreign,
}

impl Unit {
    pub fn currency(self) -> Option<Currency> {
        match self {
            Self::Known(currency) => Some(currency),
            Self::Foreign => None,
        }
    }
}

/// The currency that a sign or word beside a number names, known or not.
pub fn money(text: &str, token: &Token) -> Option<Unit> {
    let written = text.get(token.start..token.end).unwrap_or_default();
    let foreign = FOREIGN.split(' ').any(|word| word == token.word) || CODES.contains(&written);
    currency(&token.word).map(Unit::Known).or_else(|| foreign.then(|| the_only(written)))
}

/// The unit of a sign, word or code that stands for one currency of the list; of several nobody knows which.
fn the_only(written: &str) -> Unit {
    let codes = codes(written).unwrap_or_default();
    let known = <[_; 1]>::try_from(codes).ok().and_then(|[code]| Currency::from_word(code));
    known.map_or(Unit::Foreign, Unit::Known)
}

/// Whose dollar it is when letters stand right before the sign: `A$`. Letters that we do not know make it foreign.
pub fn dollar_of(text: &str, letters: &Token) -> Option<Unit> {
    let written = text.get(letters.start..letters.end).unwrap_or_default();
    let is_code =
        written.len() <= 2 && written.bytes().all(|b| b.is_ascii_uppercase()) || CODES.contains(&written);
    match letters.word.as_str() {
        "us" | "usd" => Some(Unit::Known(Currency::Usd)),
        "a" | "au" | "aud" => Some(Unit::Known(Currency::Aud)),
        "c" | "ca" | "cad" => Some(Unit::Known(Currency::Cad)),
        "r" => Some(Unit::Known(Currency::Brl)),
        "nz" | "mx" | "hk" | "s" | "sg" | "nt" => Some(the_only(&format!("{written}$"))),
        _ => is_code.then_some(Unit::Foreign),
    }
}

/// Signs and words of further currencies.
const FOREIGN: &str = "₺ ₽ ₴ ₫ ฿ ₪ ₿ ₸ ₼ ₾ ₲ ₡ ₵ ₮ kr kronor kroner kč lei tl \
    lira руб рублей dirham dirhams riyal riyals pesos baht ringgit rm shillings ksh taka";

/// Their codes, in capitals; without those that are English words: ALL, CUP, PEN, TOP.
const CODES: [&str; 68] = [
    "AED", "ARS", "AZN", "BAM", "BDT", "BGN", "BHD", "BND", "BOB", "BTC", "BYN", "CLP", "COP", "CRC", "CZK",
    "DKK", "DOP", "DZD", "EGP", "ETB", "ETH", "FJD", "GEL", "GHS", "GTQ", "HKD", "HNL", "HRK", "HUF", "ILS",
    "IQD", "IRR", "ISK", "JMD", "JOD", "KES", "KWD", "KZT", "LBP", "LKR", "MAD", "MMK", "MUR", "MXN", "MYR",
    "NOK", "NPR", "NZD", "OMR", "PKR", "PYG", "QAR", "RON", "RSD", "RUB", "SAR", "SEK", "SGD", "THB", "TND",
    "TRY", "TTD", "TWD", "TZS", "UAH", "UGX", "UYU", "VND",
];

/// A unit of time or of work, as it stands after "a", "per" or a stroke.
pub fn unit(word: &str, after_stroke: bool) -> Option<Period> {
    let period = match word {
        "hour" | "hours" | "hr" | "hrs" | "stunde" | "heure" | "hora" => Period::Hour,
        "day" | "days" | "tag" | "tage" | "tagen" | "día" | "dia" | "jour" | "jours" | "天" | "日" | "일" => {
            Period::Day
        }
        "week" | "weeks" | "wk" | "woche" | "wochen" | "semaine" | "semana" | "周" | "週" | "주" => {
            Period::Week
        }
        "month" | "months" | "mo" | "mth" | "monat" | "monate" | "monaten" | "mois" | "mes" | "mês"
        | "mese" | "月" | "월" => Period::Month,
        "year" | "years" | "yr" | "annum" | "jahr" | "année" | "año" | "ano" | "anno" | "rok" | "年"
        | "년" => Period::Year,
        "project" | "projects" | "client" | "customer" | "shop" | "session" | "article" | "gig" | "job"
        | "sale" | "video" | "consultation" | "book" | "logo" | "order" | "listing" | "student"
        | "referral" => Period::Project,
        "h" if after_stroke => Period::Hour,
        "d" if after_stroke => Period::Day,
        "w" if after_stroke => Period::Week,
        "m" if after_stroke => Period::Month,
        "y" if after_stroke => Period::Year,
        _ => return None,
    };
    Some(period)
}

/// A word that says all by itself how often.
pub fn adverb(word: &str) -> Option<Period> {
    let period = match word {
        "hourly" | "ph" => Period::Hour,
        "daily" | "täglich" => Period::Day,
        "weekly" | "pw" | "wöchentlich" => Period::Week,
        "mrr" => Period::Month,
        "arr" => Period::Year,
        "monthly" | "pm" | "pcm" | "monatlich" | "mensuel" | "mensuels" | "mensuales" | "miesięcznie" => {
            Period::Month
        }
        "yearly" | "annual" | "annually" | "pa" | "jährlich" => Period::Year,
        _ => return None,
    };
    Some(period)
}

/// Whether the word leads to a unit: "$5 *per* month", "500 € *im* Monat".
pub fn leads_to_unit(word: &str) -> bool {
    const LEADS: [&str; 19] = [
        "a", "an", "per", "each", "every", "one", "single", "im", "pro", "am", "je", "par", "por", "al",
        "ao", "每", "毎", "la", "the",
    ];
    LEADS.contains(&word)
}

/// A unit of two characters, or of one word, with the number of tokens it takes.
pub fn unit_at(tokens: &[Token], at: usize, after_stroke: bool) -> Option<(Period, usize)> {
    let word = &tokens.get(at)?.word;
    let next = tokens.get(at + 1).map_or("", |next| next.word.as_str());
    match (word.as_str(), next) {
        ("小", "时" | "時") | ("時", "間") | ("시", "간") => Some((Period::Hour, 2)),
        ("星", "期") => Some((Period::Week, 2)),
        ("an", _) if at > 0 && tokens[at - 1].word == "par" => Some((Period::Year, 1)),
        _ => unit(word, after_stroke).map(|unit| (unit, 1)),
    }
}
