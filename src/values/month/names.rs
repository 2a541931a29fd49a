//! The names of months around the world.

use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization as _;

/// Names in small letters, of each month: English, German, French, Spanish, Portuguese, Italian, Dutch, the Scandinavian
/// languages, Finnish and the Baltic ones, Polish, Czech, Romanian, Hungarian, Turkish, Greek, Hebrew, Indonesian and Malay,
/// Swahili, Russian, Ukrainian, Arabic of both kinds, Persian, Urdu, Hindi, Bengali, Thai, Chinese and Japanese, Korean.
/// A beginning of three letters or more is read as well, so short names are left out unless they are no beginning.
const NAMES: [&str; 12] = [
    "january januar jänner janvier enero janeiro gennaio januari styczeń stycznia leden ledna ianuarie január ocak январь января січень січня يناير जनवरी জানুয়ারি 一月 일월 jaanuar janvāris sausis sausio tammikuu ιανουάριος ιανουαρίου ינואר جنوری ژانویه มกราคม",
    "february februar février febrero fevereiro febbraio februari luty lutego únor února februarie február şubat pebruari февраль февраля лютий лютого فبراير फ़रवरी फरवरी ফেব্রুয়ারি 二月 이월 veebruar februāris vasaris vasario helmikuu φεβρουάριος φεβρουαρίου פברואר شباط فروری فوریه กุมภาพันธ์",
    "march märz mrz mars marzo março maart mrt marts marzec marca březen března martie március mart maret machi март марта березень березня مارس मार्च মার্চ 三月 삼월 mar märts kovas kovo mac maaliskuu μάρτιος μαρτίου מרץ מרס آذار مارچ มีนาคม",
    "april avril abril aprile kwiecień kwietnia duben dubna aprilie április nisan aprili апрель апреля квітень квітня أبريل ابريل अप्रैल এপ্রিল 四月 사월 aprill aprīlis balandis balandžio huhtikuu απρίλιος απριλίου אפריל نيسان اپریل آوریل เมษายน",
    "may mai mayo maio maggio mei maj maja květen května május mayıs май мая травень травня مايو मई মে 五月 오월 maijs gegužė gegužės toukokuu μάιος μαΐου מאי أيار مئی مه พฤษภาคม",
    "june juni juin junio junho giugno czerwiec czerwca červen června iunie június haziran июнь июня червень червня يونيو जून জুন 六月 육월 유월 juuni jūnijs birželis birželio kesäkuu ιούνιος ιουνίου יוני حزيران جون ژوئن มิถุนายน",
    "july juli juillet julio julho luglio lipiec lipca červenec července iulie július temmuz julai июль июля липень липня يوليو जुलाई জুলাই 七月 칠월 juuli jūlijs liepa liepos heinäkuu ιούλιος ιουλίου יולי تموز جولائی ژوئیه กรกฎาคม",
    "august août agosto augustus augusti sierpień sierpnia srpen srpna augusztus ağustos agustus agt agosti август августа серпень серпня أغسطس اغسطس अगस्त আগস্ট 八月 팔월 augusts rugpjūtis rugpjūčio ogos elokuu αύγουστος αυγούστου אוגוסט آب اگست اوت สิงหาคม",
    "september septembre septiembre setiembre setembro settembre wrzesień września září septembrie szeptember eylül septemba сентябрь сентября вересень вересня سبتمبر सितंबर सितम्बर সেপ্টেম্বর 九月 구월 septembris rugsėjis rugsėjo syyskuu σεπτέμβριος σεπτεμβρίου ספטמבר أيلول ستمبر سپتامبر กันยายน",
    "october oktober octobre octubre outubro ottobre październik października říjen října octombrie október ekim oktoba октябрь октября жовтень жовтня أكتوبر اكتوبر अक्टूबर अक्तूबर অক্টোবর 十月 시월 십월 oktoober oktobris spalis spalio lokakuu οκτώβριος οκτωβρίου אוקטובר اکتوبر اکتبر ตุลาคม",
    "november novembre noviembre novembro listopad listopada noiembrie kasım nopember novemba ноябрь ноября листопад листопада نوفمبر नवंबर नवम्बर নভেম্বর 十一月 십일월 novembris lapkritis lapkričio marraskuu νοέμβριος νοεμβρίου נובמבר نومبر نوامبر พฤศจิกายน",
    "december dezember décembre diciembre dezembro dicembre desember grudzień grudnia prosinec prosince decembrie aralık desemba декабрь декабря грудень грудня ديسمبر दिसंबर दिसम्बर ডিসেম্বর 十二月 십이월 detsember decembris gruodis gruodžio disember joulukuu δεκέμβριος δεκεμβρίου דצמבר دسمبر دسامبر ธันวาคม",
];

/// All names as [`bare`] leaves them.
static BARE: LazyLock<[Vec<String>; 12]> =
    LazyLock::new(|| NAMES.map(|names| names.split(' ').map(bare).collect()));

/// The month, from 1, of a name or of a beginning that only one has, whatever its accents and capitals.
pub fn number(word: &str) -> Option<u8> {
    let word = bare(word);
    let months = |fits: &dyn Fn(&str) -> bool| {
        let fitting = (1..).zip(&*BARE).filter(|(_, names)| names.iter().any(|name| fits(name)));
        fitting.map(|(number, _)| number).collect::<Vec<u8>>()
    };
    let exact = months(&|name| name == word);
    let begun = || months(&|name| word.chars().count() >= 3 && name.starts_with(&word));
    match if exact.is_empty() { begun() } else { exact }[..] {
        [number] => Some(number),
        _ => None,
    }
}

/// In small letters and without accents.
fn bare(word: &str) -> String {
    let is_accent = |c: &char| matches!(c, '\u{300}'..='\u{36f}');
    let plain = |c: char| match c {
        'ı' => 'i',
        'ł' => 'l',
        other => other,
    };
    word.to_lowercase().nfkd().filter(|c| !is_accent(c)).map(plain).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_has_many_names() {
        for (word, month) in [
            ("March", 3),
            ("MAR", 3),
            ("März", 3),
            ("marz", 3),
            ("mrz", 3),
            ("mars", 3),
            ("marzo", 3),
            ("março", 3),
            ("sept", 9),
            ("Févr", 2),
            ("août", 8),
            ("AGO", 8),
            ("ene", 1),
            ("dez", 12),
            ("grudnia", 12),
            ("paź", 10),
            ("Kasım", 11),
            ("KASIM", 11),
            ("İ", 0),
            ("şub", 2),
            ("agt", 8),
            ("марта", 3),
            ("май", 5),
            ("жовт", 10),
            ("三月", 3),
            ("十二月", 12),
            ("मई", 5),
            ("मार्च", 3),
            ("juin", 6),
            ("Μαρτίου", 3),
            ("kesäkuu", 6),
            ("آذار", 3),
            ("מרץ", 3),
            ("มีนาคม", 3),
            ("juil", 7),
            ("jui", 0),
            ("ju", 0),
            ("ma", 0),
            ("marching", 0),
            ("Frühling", 0),
        ] {
            assert_eq!(number(word).unwrap_or(0), month, "{word}");
        }
    }

    #[test]
    fn no_name_is_of_two_months() {
        for (month, names) in (1..).zip(NAMES) {
            for name in names.split(' ') {
                assert_eq!(number(name), Some(month), "{name}");
            }
        }
    }
}
