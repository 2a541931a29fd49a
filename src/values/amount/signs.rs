//! Words beside a number: signs and words for currencies, and words that multiply it.

use crate::values::{ClosedList as _, Currency};

/// Codes of the currencies that one sign may stand for, the likeliest first.
pub type Codes = Vec<&'static str>;

/// The currencies that a sign, a code or a name may stand for: `$`, `US$`, `EUR`, `kr.`, `Swiss francs`, `USD$`. None
/// where nobody knows.
pub fn codes(written: &str) -> Option<Codes> {
    let key: String = written.chars().filter(|c| !matches!(c, ' ' | '.')).collect::<String>().to_lowercase();
    if let Some((_, codes)) = SIGNS.iter().find(|(signs, _)| signs.split(' ').any(|sign| sign == key)) {
        return Some(codes.split(' ').collect());
    }
    let named = named(&key);
    if !named.is_empty() {
        return Some(named);
    }
    // A code with a sign: both must be able to mean the same.
    let sign = |end: Option<char>| end.filter(|sign| !sign.is_alphanumeric()).map(char::len_utf8);
    let (code, sign) = match (sign(key.chars().next()), sign(key.chars().next_back())) {
        (Some(first), _) if key.len() > first => (&key[first..], &key[..first]),
        (_, Some(last)) if key.len() > last => key.split_at(key.len() - last),
        _ => return None,
    };
    Some(common(codes(code)?, &codes(sign)?))
}

/// Those that both may stand for.
pub fn common(mut one: Codes, other: &[&str]) -> Codes {
    one.retain(|code| other.contains(code));
    one
}

/// The currencies of a code or a name, in the singular or with an s; of a name's last word all that end with it.
fn named(key: &str) -> Codes {
    if let Some(currency) = Currency::from_word(&key.to_uppercase()) {
        return vec![currency.word()];
    }
    let is_named = |name: &str| key == name || key.strip_suffix('s') == Some(name);
    let fits = |currency: &&Currency| {
        let label = currency.label().to_lowercase();
        is_named(&label.replace(' ', "")) || label.split(' ').next_back().is_some_and(is_named)
    };
    Currency::ALL.iter().filter(fits).map(|currency| currency.word()).collect()
}

/// Signs and words that are not a code of the list, by the codes they may stand for.
const SIGNS: [(&str, &str); 64] = [
    (
        "$ ﹩ dollar dollars buck bucks",
        "USD CAD AUD NZD SGD HKD TWD MXN ARS CLP COP UYU BBD BMD BND BSD BZD CUP CVE DOP FJD GYD JMD KYD LRD NAD SBD SRD TTD XCD ZWG",
    ),
    ("us$ $us usdollar usdollars 美元 美金 ドル", "USD"),
    ("a$ au$ $au", "AUD"),
    ("c$ ca$ can$ $ca", "CAD NIO"),
    ("nz$", "NZD"),
    ("s$ sg$", "SGD"),
    ("hk$ 港币 港元", "HKD"),
    ("nt$ 台币 新台币", "TWD"),
    ("mx$ mex$", "MXN"),
    ("€ euro euros 欧元", "EUR"),
    ("£ pound pounds", "GBP EGP LBP SYP SDG SSP FKP GIP SHP"),
    ("quid sterling poundssterling 英镑", "GBP"),
    ("¥", "CNY JPY"),
    ("rmb yuan 块 人民币", "CNY"),
    ("元", "CNY TWD HKD"),
    ("円 yen 日元", "JPY"),
    ("₹ rupee", "INR"),
    ("₨ rs rupees रु रू रुपये ரூ රු", "INR PKR LKR NPR MUR SCR"),
    ("₩ won 원", "KRW KPW"),
    ("r$ real reais", "BRL"),
    ("fr sfr sfr. francs franc franken", "CHF XAF XOF XPF RWF BIF DJF GNF KMF CDF"),
    ("zł zl zloty zlotys złotych złoty złote", "PLN"),
    ("₦ n naira", "NGN"),
    ("₱", "PHP"),
    ("p", "PHP BWP"),
    ("peso pesos", "PHP MXN ARS CLP COP UYU DOP CUP"),
    ("rp rupiah", "IDR"),
    ("r rand", "ZAR"),
    ("kr krona kronor krone kroner krónur", "SEK NOK DKK ISK"),
    ("kč kc koruna korun", "CZK"),
    ("ft forint", "HUF"),
    ("₽", "RUB"),
    ("руб рублей р", "RUB BYN"),
    ("₴ грн гривень", "UAH"),
    ("₺ tl lira", "TRY"),
    ("₫ đ đồng dong vnđ", "VND"),
    ("฿ baht บาท", "THB"),
    ("₪ nis shekel shekels ש\"ח ש״ח", "ILS"),
    ("₸ тг тенге", "KZT"),
    ("₼", "AZN"),
    ("₾ lari", "GEL"),
    ("₲", "PYG"),
    ("₡", "CRC"),
    ("₵ gh₵ gh¢ ghc cedi cedis", "GHS"),
    ("₮", "MNT"),
    ("৳ taka", "BDT"),
    ("rm ringgit", "MYR"),
    ("ksh", "KES"),
    ("tsh", "TZS"),
    ("ush", "UGX"),
    ("shilling shillings", "KES UGX TZS SOS"),
    ("dh dhs dirham dirhams دإ درهم", "AED MAD"),
    ("﷼ sr riyal riyals rial rials رس ريال ریال", "SAR QAR YER OMR IRR"),
    ("fcfa cfa cfafrancs francscfa", "XOF XAF"),
    ("جم جنيه", "EGP SDG"),
    ("s/ soles", "PEN"),
    ("q", "GTQ"),
    ("l", "HNL"),
    ("br", "ETB BYN"),
    ("din дин", "RSD"),
    ("ks", "MMK"),
    ("lei leu", "RON MDL"),
    ("лв lev leva", "BGN"),
    ("₿ btc", "XBT"),
];

/// The factor that a word after a number multiplies it by; none of any other word. A lone `m` does so only where it
/// is `glued` to its number.
pub fn multiplier(word: &str, glued: bool) -> Option<u64> {
    let times = match word {
        "十" => 10,
        "hundred" | "百" | "백" => 100,
        "k" | "thousand" | "grand" | "tsd" | "tausend" | "mil" | "mille" | "千" | "천" | "tys" | "тыс"
        | "ribu" | "rb" | "bin" | "nghìn" | "ngàn" | "ألف" | "हजार" => 1_000,
        "万" | "萬" | "만" => 10_000,
        "lakh" | "lakhs" | "lac" | "lacs" | "लाख" => 100_000,
        "m" if glued => 1_000_000,
        "mn" | "mm" | "mio" | "million" | "millions" | "millionen" | "juta" | "jt" | "milyon" | "milhão"
        | "milhões" | "millón" | "millones" | "mln" | "млн" | "triệu" => 1_000_000,
        "crore" | "crores" | "cr" => 10_000_000,
        "亿" | "億" | "억" => 100_000_000,
        "bn" | "billion" | "mrd" | "млрд" | "tỷ" => 1_000_000_000,
        _ => return None,
    };
    Some(times)
}

/// The currency that people who count in this word mostly mean.
pub fn counted_in(word: &str) -> Option<Currency> {
    match word {
        "万" | "萬" => Some(Currency::Cny),
        "lakh" | "lakhs" | "lac" | "lacs" | "लाख" | "crore" | "crores" | "cr" => Some(Currency::Inr),
        _ => None,
    }
}

/// The words before a currency that multiply a number: what they come to, who counts so, and what is left.
pub fn multiplied(after: &str) -> (u64, Option<Currency>, &str) {
    let (mut times, mut counted, mut rest, mut glued) = (1_u64, None, after, !after.starts_with(' '));
    loop {
        let next = rest.trim_start_matches([' ', '.']);
        let end = next.find(|c: char| !c.is_alphabetic()).unwrap_or(next.len());
        let one = next.chars().next().map_or(0, char::len_utf8);
        let by = |end: usize| {
            let word = next[..end].to_lowercase();
            multiplier(&word, glued).map(|by| (by, counted_in(&word), end))
        };
        // Of Chinese, Japanese and Korean writing a character is a word.
        let Some((by, who, end)) = by(end).or_else(|| by(one).filter(|_| one > 1 && is_character(next)))
        else {
            return (times, counted, rest);
        };
        times = times.saturating_mul(by);
        (counted, rest, glued) = (counted.or(who), &next[end..], false);
    }
}

fn is_character(text: &str) -> bool {
    text.starts_with(|c| matches!(c, '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_stands_for_whatever_it_may() {
        for (written, code) in [
            ("EUR", "EUR"),
            ("eur", "EUR"),
            ("US$", "USD"),
            ("US $", "USD"),
            ("USD$", "USD"),
            ("$CAD", "CAD"),
            ("Rs.", "INR"),
            ("Swiss francs", "CHF"),
            ("zł", "PLN"),
            ("円", "JPY"),
            ("¥", "CNY"),
        ] {
            assert_eq!(codes(written).and_then(|codes| codes.first().copied()), Some(code), "{written}");
        }
        for dollars in ["USD", "CAD", "AUD"] {
            assert!(codes("$").unwrap().contains(&dollars));
        }
        assert_eq!(codes("$ EUR"), Some(Vec::new()));
        assert!(codes("a month").is_none() && codes("").is_none() && codes("-").is_none());
        assert_eq!(SIGNS.iter().flat_map(|(signs, _)| signs.split(' ')).count(), {
            let mut signs: Vec<_> = SIGNS.iter().flat_map(|(signs, _)| signs.split(' ')).collect();
            signs.sort_unstable();
            signs.dedup();
            signs.len()
        });
    }

    #[test]
    fn a_word_multiplies_what_stands_before_it() {
        for (after, times, rest) in [
            ("k", 1_000, ""),
            (" K €", 1_000, " €"),
            ("万円", 10_000, "円"),
            (" lakh rupees", 100_000, " rupees"),
            ("千万", 10_000_000, ""),
            ("m", 1_000_000, ""),
            (" m", 1, " m"),
            (" kr", 1, " kr"),
            ("tsd. Euro", 1_000, ". Euro"),
        ] {
            let (by, _, left) = multiplied(after);
            assert_eq!((by, left), (times, rest), "{after}");
        }
    }
}
