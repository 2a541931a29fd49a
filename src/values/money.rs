use super::closed_list;
use std::fmt;

/// Makes the type of a sum that is counted in hundredths: carried by serde and sqlx as its number.
macro_rules! hundredths {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => { $(
        $(#[$doc])*
        #[derive(
            Debug,
            Clone,
            Copy,
            Default,
            PartialEq,
            Eq,
            PartialOrd,
            Ord,
            Hash,
            serde::Serialize,
            serde::Deserialize,
            sqlx::Type,
        )]
        #[serde(transparent)]
        #[sqlx(transparent)]
        pub struct $name(pub i64);

        impl $name {
            /// The nearest sum with two significant digits, as readers see it; halves go away from zero.
            pub fn two_digits(self) -> Self {
                Self(two_digits(self.0))
            }

            /// The nearest sum without hundredths; halves go away from zero.
            pub fn whole(self) -> Self {
                Self((self.0 as f64 / 100.0).round() as i64 * 100)
            }

            /// As [`Self::whole`] from so many units on, gained or lost; below them as it is.
            pub fn whole_from(self, units: u64) -> Self {
                if self.0.unsigned_abs() < units * 100 { self } else { self.whole() }
            }
        }
    )+ };
}

/// The nearest number with two significant digits; halves go away from zero. What would not fit stays as it is.
pub fn two_digits(number: i64) -> i64 {
    let digits = number.unsigned_abs().max(1).ilog10() + 1;
    let (wide, step) = (i128::from(number), 10_i128.pow(digits.saturating_sub(2)));
    i64::try_from((wide + step / 2 * wide.signum()) / step * step).unwrap_or(number)
}

hundredths! {
    /// Hundredths of the unit of whatever currency stands beside it. Negative for a loss.
    Cents,
    /// US cents. Negative for a loss. A sum of another currency becomes this through a rate and in no other way.
    UsdCents,
}

/// A sum with the currency that it is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Money {
    pub amount: Cents,
    pub currency: Currency,
}

closed_list! {
    /// The currencies a report may be in: the national ones of ISO 4217, those of most reports first.
    pub enum Currency {
        Usd = "USD" => "US dollar",
        Eur = "EUR" => "Euro",
        Gbp = "GBP" => "Pound sterling",
        Cny = "CNY" => "Chinese yuan",
        Inr = "INR" => "Indian rupee",
        Jpy = "JPY" => "Japanese yen",
        Krw = "KRW" => "South Korean won",
        Brl = "BRL" => "Brazilian real",
        Cad = "CAD" => "Canadian dollar",
        Aud = "AUD" => "Australian dollar",
        Chf = "CHF" => "Swiss franc",
        Pln = "PLN" => "Polish zloty",
        Ngn = "NGN" => "Nigerian naira",
        Php = "PHP" => "Philippine peso",
        Idr = "IDR" => "Indonesian rupiah",
        Zar = "ZAR" => "South African rand",
        Afn = "AFN" => "Afghan afghani",
        All = "ALL" => "Albanian lek",
        Dzd = "DZD" => "Algerian dinar",
        Aoa = "AOA" => "Angolan kwanza",
        Ars = "ARS" => "Argentine peso",
        Amd = "AMD" => "Armenian dram",
        Awg = "AWG" => "Aruban florin",
        Azn = "AZN" => "Azerbaijani manat",
        Bsd = "BSD" => "Bahamian dollar",
        Bhd = "BHD" => "Bahraini dinar",
        Bdt = "BDT" => "Bangladeshi taka",
        Bbd = "BBD" => "Barbadian dollar",
        Byn = "BYN" => "Belarusian rouble",
        Bzd = "BZD" => "Belize dollar",
        Bmd = "BMD" => "Bermudian dollar",
        Btn = "BTN" => "Bhutanese ngultrum",
        Bob = "BOB" => "Bolivian boliviano",
        Bam = "BAM" => "Bosnian convertible mark",
        Bwp = "BWP" => "Botswana pula",
        Bnd = "BND" => "Brunei dollar",
        Bif = "BIF" => "Burundian franc",
        Khr = "KHR" => "Cambodian riel",
        Cve = "CVE" => "Cape Verdean escudo",
        Xcg = "XCG" => "Caribbean guilder",
        Kyd = "KYD" => "Cayman Islands dollar",
        Xaf = "XAF" => "Central African CFA franc",
        Xpf = "XPF" => "CFP franc",
        Clp = "CLP" => "Chilean peso",
        Cop = "COP" => "Colombian peso",
        Kmf = "KMF" => "Comorian franc",
        Cdf = "CDF" => "Congolese franc",
        Crc = "CRC" => "Costa Rican colon",
        Cup = "CUP" => "Cuban peso",
        Czk = "CZK" => "Czech koruna",
        Dkk = "DKK" => "Danish krone",
        Djf = "DJF" => "Djiboutian franc",
        Dop = "DOP" => "Dominican peso",
        Xcd = "XCD" => "East Caribbean dollar",
        Egp = "EGP" => "Egyptian pound",
        Ern = "ERN" => "Eritrean nakfa",
        Etb = "ETB" => "Ethiopian birr",
        Fkp = "FKP" => "Falkland Islands pound",
        Fjd = "FJD" => "Fijian dollar",
        Gmd = "GMD" => "Gambian dalasi",
        Gel = "GEL" => "Georgian lari",
        Ghs = "GHS" => "Ghanaian cedi",
        Gip = "GIP" => "Gibraltar pound",
        Gtq = "GTQ" => "Guatemalan quetzal",
        Gnf = "GNF" => "Guinean franc",
        Gyd = "GYD" => "Guyanese dollar",
        Htg = "HTG" => "Haitian gourde",
        Hnl = "HNL" => "Honduran lempira",
        Hkd = "HKD" => "Hong Kong dollar",
        Huf = "HUF" => "Hungarian forint",
        Isk = "ISK" => "Icelandic krona",
        Irr = "IRR" => "Iranian rial",
        Iqd = "IQD" => "Iraqi dinar",
        Ils = "ILS" => "Israeli new shekel",
        Jmd = "JMD" => "Jamaican dollar",
        Jod = "JOD" => "Jordanian dinar",
        Kzt = "KZT" => "Kazakhstani tenge",
        Kes = "KES" => "Kenyan shilling",
        Kwd = "KWD" => "Kuwaiti dinar",
        Kgs = "KGS" => "Kyrgyz som",
        Lak = "LAK" => "Lao kip",
        Lbp = "LBP" => "Lebanese pound",
        Lsl = "LSL" => "Lesotho loti",
        Lrd = "LRD" => "Liberian dollar",
        Lyd = "LYD" => "Libyan dinar",
        Mop = "MOP" => "Macanese pataca",
        Mkd = "MKD" => "Macedonian denar",
        Mga = "MGA" => "Malagasy ariary",
        Mwk = "MWK" => "Malawian kwacha",
        Myr = "MYR" => "Malaysian ringgit",
        Mvr = "MVR" => "Maldivian rufiyaa",
        Mru = "MRU" => "Mauritanian ouguiya",
        Mur = "MUR" => "Mauritian rupee",
        Mxn = "MXN" => "Mexican peso",
        Mdl = "MDL" => "Moldovan leu",
        Mnt = "MNT" => "Mongolian tugrik",
        Mad = "MAD" => "Moroccan dirham",
        Mzn = "MZN" => "Mozambican metical",
        Mmk = "MMK" => "Myanmar kyat",
        Nad = "NAD" => "Namibian dollar",
        Npr = "NPR" => "Nepalese rupee",
        Twd = "TWD" => "New Taiwan dollar",
        Nzd = "NZD" => "New Zealand dollar",
        Nio = "NIO" => "Nicaraguan cordoba",
        Kpw = "KPW" => "North Korean won",
        Nok = "NOK" => "Norwegian krone",
        Omr = "OMR" => "Omani rial",
        Pkr = "PKR" => "Pakistani rupee",
        Pab = "PAB" => "Panamanian balboa",
        Pgk = "PGK" => "Papua New Guinean kina",
        Pyg = "PYG" => "Paraguayan guarani",
        Pen = "PEN" => "Peruvian sol",
        Qar = "QAR" => "Qatari riyal",
        Ron = "RON" => "Romanian leu",
        Rub = "RUB" => "Russian rouble",
        Rwf = "RWF" => "Rwandan franc",
        Shp = "SHP" => "Saint Helena pound",
        Svc = "SVC" => "Salvadoran colon",
        Wst = "WST" => "Samoan tala",
        Sar = "SAR" => "Saudi riyal",
        Rsd = "RSD" => "Serbian dinar",
        Scr = "SCR" => "Seychellois rupee",
        Sle = "SLE" => "Sierra Leonean leone",
        Sgd = "SGD" => "Singapore dollar",
        Sbd = "SBD" => "Solomon Islands dollar",
        Sos = "SOS" => "Somali shilling",
        Ssp = "SSP" => "South Sudanese pound",
        Lkr = "LKR" => "Sri Lankan rupee",
        Sdg = "SDG" => "Sudanese pound",
        Srd = "SRD" => "Surinamese dollar",
        Szl = "SZL" => "Swazi lilangeni",
        Sek = "SEK" => "Swedish krona",
        Syp = "SYP" => "Syrian pound",
        Stn = "STN" => "São Tomé and Príncipe dobra",
        Tjs = "TJS" => "Tajikistani somoni",
        Tzs = "TZS" => "Tanzanian shilling",
        Thb = "THB" => "Thai baht",
        Top = "TOP" => "Tongan pa’anga",
        Ttd = "TTD" => "Trinidad and Tobago dollar",
        Tnd = "TND" => "Tunisian dinar",
        Try = "TRY" => "Turkish lira",
        Tmt = "TMT" => "Turkmenistani manat",
        Ugx = "UGX" => "Ugandan shilling",
        Uah = "UAH" => "Ukrainian hryvnia",
        Aed = "AED" => "United Arab Emirates dirham",
        Uyu = "UYU" => "Uruguayan peso",
        Uzs = "UZS" => "Uzbekistani som",
        Vuv = "VUV" => "Vanuatu vatu",
        Ves = "VES" => "Venezuelan bolivar",
        Vnd = "VND" => "Vietnamese dong",
        Xof = "XOF" => "West African CFA franc",
        Yer = "YER" => "Yemeni rial",
        Zmw = "ZMW" => "Zambian kwacha",
        Zwg = "ZWG" => "Zimbabwe gold",
    }
}

impl Cents {
    /// The most anybody may enter, in whole units: ten thousand million.
    pub const MOST: i64 = 10_000_000_000;

    pub fn of(self, currency: Currency) -> Money {
        Money { amount: self, currency }
    }
}

impl Money {
    /// To the nearest cent; dollars need no rate. `usd_rate` is what one unit of the currency is in US dollars.
    pub fn in_usd(self, usd_rate: Option<f64>) -> Option<UsdCents> {
        match self.currency {
            Currency::Usd => Some(UsdCents(self.amount.0)),
            _ => UsdCents::at_rate(self.amount.0 as f64, usd_rate),
        }
    }
}

impl UsdCents {
    /// So many hundredths of a currency's unit, one of which is `usd_rate` US dollars, to the nearest cent; none where no
    /// rate is known.
    pub fn at_rate(hundredths: f64, usd_rate: Option<f64>) -> Option<Self> {
        usd_rate.map(|rate| Self((hundredths * rate).round() as i64))
    }
}

impl From<i64> for UsdCents {
    fn from(cents: i64) -> Self {
        Self(cents)
    }
}

impl From<UsdCents> for i64 {
    fn from(sum: UsdCents) -> Self {
        sum.0
    }
}

/// `$1,250.50`, or `1,250.50 EUR`: hundredths are left out where there are none.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.currency {
            Currency::Usd => UsdCents(self.amount.0).fmt(f),
            other => write!(f, "{} {}", self.amount, super::ClosedList::word(other)),
        }
    }
}

/// `$1,250.50`, and a loss with a true minus sign: `−$8`.
impl fmt::Display for UsdCents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        grouped(self.0, "$", f)
    }
}

/// `1,250.50`, as [`Money`] has it before the currency.
impl fmt::Display for Cents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        grouped(self.0, "", f)
    }
}

fn grouped(hundredths: i64, unit: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let (units, rest) = (hundredths.unsigned_abs() / 100, hundredths.unsigned_abs() % 100);
    let digits = units.to_string();
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().filter_map(|group| str::from_utf8(group).ok()).collect();
    let sign = if hundredths < 0 { "−" } else { "" };
    write!(f, "{sign}{unit}{}", groups.join(","))?;
    if rest > 0 { write!(f, ".{rest:02}") } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::{Amount, ClosedList as _};
    use proptest::prelude::*;

    #[test]
    fn nobody_is_without_a_currency() {
        for code in ["SEK", "TRY", "MXN", "VND", "KES", "NZD", "UAH", "XOF", "ARS", "PKR"] {
            assert!(Currency::from_word(code).is_some(), "{code}");
        }
        let labels: Vec<&str> = Currency::WORDS[16..].iter().map(|(_, label)| *label).collect();
        assert!(labels.is_sorted_by_key(|label| label.to_lowercase()));
        assert!(Currency::WORDS.iter().all(|(code, _)| code.len() == 3));
        assert_eq!(Cents(150_000_000).of(Currency::Vnd).to_string(), "1,500,000 VND");
    }

    #[test]
    fn two_digits_are_the_nearest() {
        let rounded =
            [0, 7, 99, 104, 105, -105, 9_949, 9_950, 123_456].map(|cents| Cents(cents).two_digits().0);
        assert_eq!(rounded, [0, 7, 99, 100, 110, -110, 9_900, 10_000, 120_000]);
    }

    #[test]
    fn writes_a_loss_with_a_true_minus() {
        assert_eq!(UsdCents(-800).to_string(), "−$8");
        assert_eq!(UsdCents(123_456_705).to_string(), "$1,234,567.05");
        assert_eq!(Cents(125_000).of(Currency::Eur).to_string(), "1,250 EUR");
        assert_eq!(Cents(-850).of(Currency::Usd).to_string(), "−$8.50");
    }
    /// Any currency.
    fn currency() -> impl Strategy<Value = Currency> {
        (0..Currency::ALL.len()).prop_map(|place| Currency::ALL[place])
    }

    proptest! {
        #[test]
        fn a_sum_is_read_as_it_is_shown(hundredths in 0..=Cents::MOST * 100, currency in currency()) {
            let sum = Cents(hundredths).of(currency);
            let read = Amount::parse(&sum.to_string(), "It").unwrap();
            prop_assert_eq!(read.in_currency(currency, "It").map(|cents| cents.of(currency)), Ok(sum));
            let other = if currency == Currency::Usd { Currency::Eur } else { Currency::Usd };
            prop_assert!(read.in_currency(other, "It").is_err(), "{} is no {}", sum, other.word());
        }

        #[test]
        fn no_sum_becomes_dollars_without_a_rate(hundredths in any::<i64>(), currency in currency()) {
            let usd = Cents(hundredths).of(currency).in_usd(None);
            prop_assert_eq!(usd, (currency == Currency::Usd).then_some(UsdCents(hundredths)));
            prop_assert_eq!(UsdCents::at_rate(hundredths as f64, None), None);
        }

        #[test]
        fn dollars_are_the_nearest_cent(hundredths in -Cents::MOST * 100..=Cents::MOST * 100, rate in 0.000_001..10.0) {
            let usd = Cents(hundredths).of(Currency::Eur).in_usd(Some(rate)).unwrap();
            prop_assert!((usd.0 as f64 - hundredths as f64 * rate).abs() <= 0.5);
            prop_assert_eq!(Cents(-hundredths).of(Currency::Eur).in_usd(Some(rate)), Some(UsdCents(-usd.0)));
        }

        #[test]
        fn rounding_moves_a_sum_by_half_a_step_at_most(cents in -1_000_000_000_i64..1_000_000_000) {
            let sum = UsdCents(cents);
            prop_assert!((sum.whole().0 - cents).abs() <= 50 && sum.whole().0 % 100 == 0);
            prop_assert!((sum.two_digits().0 - cents).unsigned_abs() * 20 <= cents.unsigned_abs());
            prop_assert_eq!(sum.two_digits().two_digits(), sum.two_digits());
        }
    }
}
