use super::closed_list;
use std::fmt;

/// An amount in hundredths of a currency's unit. Negative for a loss.
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
#[sqlx(transparent)]
pub struct Cents(pub i64);

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

    /// The nearest sum with two significant digits, as the open data has it; halves go away from zero. For sums of up to
    /// eighteen digits. The database's `two_digits` is its twin.
    pub fn two_digits(self) -> Self {
        let digits = self.0.unsigned_abs().max(1).ilog10() + 1;
        let step = 10_i64.pow(digits.saturating_sub(2));
        Self((self.0 + step / 2 * self.0.signum()) / step * step)
    }

    /// The amount in words of its own currency: `$1,250.50`, or `1,250.50 EUR`.
    pub fn in_currency(self, currency: Currency) -> String {
        match currency {
            Currency::Usd => usd(self),
            other => format!("{self} {}", super::ClosedList::word(other)),
        }
    }
}

/// An amount of US dollars to the cent, cents left out when there are none, a loss with a true minus sign.
pub fn usd(amount: Cents) -> String {
    let sign = if amount.0 < 0 { "−" } else { "" };
    format!("{sign}${}", Cents(amount.0.abs()))
}

impl fmt::Display for Cents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (units, hundredths) = (self.0.unsigned_abs() / 100, self.0.unsigned_abs() % 100);
        let digits = units.to_string();
        let groups: Vec<&str> =
            digits.as_bytes().rchunks(3).rev().filter_map(|group| str::from_utf8(group).ok()).collect();
        let sign = if self.0 < 0 { "−" } else { "" };
        write!(f, "{sign}{}", groups.join(","))?;
        if hundredths > 0 { write!(f, ".{hundredths:02}") } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::ClosedList as _;

    #[test]
    fn nobody_is_without_a_currency() {
        for code in ["SEK", "TRY", "MXN", "VND", "KES", "NZD", "UAH", "XOF", "ARS", "PKR"] {
            assert!(Currency::from_word(code).is_some(), "{code}");
        }
        let labels: Vec<&str> = Currency::WORDS[16..].iter().map(|(_, label)| *label).collect();
        assert!(labels.is_sorted_by_key(|label| label.to_lowercase()));
        assert!(Currency::WORDS.iter().all(|(code, _)| code.len() == 3));
        assert_eq!(Cents(150_000_000).in_currency(Currency::Vnd), "1,500,000 VND");
    }

    #[test]
    fn two_digits_are_the_nearest() {
        let rounded =
            [0, 7, 99, 104, 105, -105, 9_949, 9_950, 123_456].map(|cents| Cents(cents).two_digits().0);
        assert_eq!(rounded, [0, 7, 99, 100, 110, -110, 9_900, 10_000, 120_000]);
    }

    #[test]
    fn writes_a_loss_with_a_true_minus() {
        assert_eq!(usd(Cents(-800)), "−$8");
        assert_eq!(usd(Cents(123_456_705)), "$1,234,567.05");
        assert_eq!(Cents(125_000).in_currency(Currency::Eur), "1,250 EUR");
    }
}
