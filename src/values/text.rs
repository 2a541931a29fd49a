use super::{
    characters::{is_blank, kept, letters, visible, with_line_ends},
    how_many,
    weight::{SAID, of_letter, weight},
};

/// From so many characters on, a line is asked for in words; a shorter one may be a number or a sign.
const SENTENCE: usize = 10;

/// One line of text of `MIN` to `MAX` characters, trimmed, without what cannot be seen. The most is counted as Postgres
/// counts; the least is what it [weighs](weight()), so that half as many characters of Chinese, Japanese or Korean do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line<const MIN: usize, const MAX: usize>(String);

/// Text of `MIN` to `MAX` characters that may run over several lines, counted and cleaned as a [`Line`]. Every kind of line
/// end is `\n`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prose<const MIN: usize, const MAX: usize>(String);

impl<const MIN: usize, const MAX: usize> Line<MIN, MAX> {
    /// Reads what a person typed. `name` begins the complaint, such as "Your headline". Line ends that browsers leave in a
    /// field of one line are spaces.
    pub fn parse(input: &str, name: &str) -> Result<Self, String> {
        if input.trim().contains(['\n', '\r']) {
            return Err(format!("{name} must be one line"));
        }
        let line = bounded::<MIN, MAX>(&with_line_ends(input).replace('\n', " "), name)?;
        if MIN >= SENTENCE { in_words::<MIN>(line, name).map(Self) } else { Ok(Self(line)) }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn into_string(self) -> String {
        self.0
    }
}

impl<const MIN: usize, const MAX: usize> Prose<MIN, MAX> {
    /// Reads what a person typed. `name` begins the complaint, such as "Your story".
    pub fn parse(input: &str, name: &str) -> Result<Self, String> {
        let text = bounded::<MIN, MAX>(&with_line_ends(input), name)?;
        in_words::<MIN>(text, name).map(Self)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn into_string(self) -> String {
        self.0
    }
}

fn bounded<const MIN: usize, const MAX: usize>(text: &str, name: &str) -> Result<String, String> {
    if is_blank(text) {
        return if MIN > 0 { Err(format!("{name} is missing")) } else { Ok(String::new()) };
    }
    let text = kept(text).map_err(|found| format!("{name} has {found}"))?;
    let all = text.chars().count();
    let weighs = weight(&text);
    if weighs < MIN {
        return Err(match visible(&text) {
            seen if weighs > seen => {
                format!("{name} must be {MIN} characters or more ({SAID}); it counts as {weighs}")
            }
            seen if seen == all => format!("{name} must be {MIN} characters or more; it has {seen}"),
            seen => format!("{name} must be {MIN} characters or more; {seen} of its {all} can be seen"),
        });
    }
    if all > MAX {
        return Err(format!("{name} must be {MAX} characters or fewer; it has {all}"));
    }
    Ok(text)
}

/// Refuses what says nothing: of the least length a quarter must be letters, whatever the script, weighed as it is.
fn in_words<const MIN: usize>(text: String, name: &str) -> Result<String, String> {
    let weighs: usize = letters(&text).map(of_letter).sum();
    if text.is_empty() || MIN == 1 || weighs >= (MIN / 4).max(1) {
        return Ok(text);
    }
    Err(match letters(&text).count() {
        0 => format!("{name} must be in words; it has none"),
        found => format!("{name} must be in words; it has {}", how_many(found, "letter")),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prose<const MIN: usize>(typed: &str) -> Result<String, String> {
        Prose::<MIN, 90>::parse(typed, "It").map(Prose::into_string)
    }

    #[test]
    fn counts_characters_as_postgres_does() {
        assert!(Line::<1, 3>::parse("日本語", "It").is_ok());
        assert_eq!(Prose::<1, 3>::parse("a\r\nb", "It").map(Prose::into_string), Ok("a\nb".into()));
        assert_eq!(Line::<1, 3>::parse(" \t", "Your headline"), Err("Your headline is missing".into()));
    }

    #[test]
    fn a_nul_is_refused_and_never_silently_taken_out() {
        let complaint = "It has a character we cannot keep, at place 2; take it out";
        assert_eq!(Prose::<0, 9>::parse("a\0b", "It"), Err(complaint.into()));
        assert!(Line::<0, 9>::parse("a\u{1b}b", "It").is_err());
    }

    #[test]
    fn the_least_counts_what_can_be_seen() {
        let invisible = ["\u{200B}", "\u{2800}", "\u{3164}", "\u{AD}", "\u{FEFF}", "\u{FFA0}", " ", "\n"];
        for filler in invisible {
            let padded = format!("ab{}c", filler.repeat(30));
            assert!(
                prose::<20>(&padded).unwrap_err().starts_with("It must be 20 characters or more; "),
                "{filler:?}"
            );
            assert_eq!(prose::<20>(&filler.repeat(30)), Err("It is missing".into()), "{filler:?}");
            assert_eq!(prose::<0>(&filler.repeat(30)), Ok(String::new()), "{filler:?}");
        }
        let marked = "e\u{301}\u{302}".repeat(7);
        assert_eq!(
            prose::<20>(&marked),
            Err("It must be 20 characters or more; 7 of its 21 can be seen".into())
        );
        assert_eq!(prose::<20>("ab"), Err("It must be 20 characters or more; it has 2".into()));
        assert_eq!(prose::<7>(&marked), Ok(marked));
    }

    #[test]
    fn what_has_no_word_in_it_is_refused() {
        for silent in ["!?.… ", "😀🎉", "12 345 ", "z\u{338}", "— ", "ʼˈ", "🇬🇧", "ـ", "\u{200d}٣"]
            .map(|part| part.repeat(40))
        {
            let silent: String = silent.chars().take(80).collect();
            let complaint = Prose::<20, 900>::parse(&silent, "It");
            if silent.starts_with('z') {
                assert!(complaint.is_ok(), "a letter struck through is one");
            } else {
                assert_eq!(complaint, Err("It must be in words; it has none".into()), "{silent}");
                assert!(Prose::<0, 900>::parse(&silent, "It").is_err(), "{silent}");
                assert!(Line::<10, 900>::parse(&silent, "It").is_err(), "{silent}");
                assert!(Line::<1, 900>::parse(&silent, "It").is_ok(), "{silent}");
            }
        }
        assert_eq!(
            Prose::<80, 900>::parse(&format!("hi{}", ".".repeat(90)), "It"),
            Err("It must be in words; it has 2 letters".into())
        );
        for spoken in [
            "ありがとうございます、とても助かりました。",
            "कमाई नहीं हुई, बस समय गया।",
            "50 → 100 in 12 weeks, 3x",
        ] {
            assert!(prose::<10>(spoken).is_ok(), "{spoken}");
        }
    }

    #[test]
    fn half_as_many_characters_are_enough_where_each_is_a_syllable() {
        for (sign, enough) in
            [("写", 40), ("寫", 40), ("書", 40), ("か", 40), ("글", 40), ("ሰ", 40), ("ฉ", 80), ("a", 80)]
        {
            let text = |long| Prose::<80, 90>::parse(&sign.repeat(long), "It").map(|_| ());
            assert_eq!(text(enough), Ok(()), "{sign}");
            let counts =
                if enough == 40 { format!(" ({SAID}); it counts as 78") } else { "; it has 79".into() };
            assert_eq!(text(enough - 1), Err(format!("It must be 80 characters or more{counts}")), "{sign}");
        }
        let korean = "저녁마다 학교 두 곳을 위해 학습지를 만들었지만 돈을 낸 사람은 없었습니다.";
        assert_eq!(korean.chars().count(), 42);
        assert!(Prose::<80, 90>::parse(korean, "It").is_ok(), "its spaces and full stops are Korean, too");
        assert!(Line::<10, 90>::parse("副业失败了", "It").is_ok());
        assert!(Line::<10, 90>::parse("副业失败", "It").is_err());
        let silent = format!("写写{}", "。".repeat(60));
        assert_eq!(
            Prose::<80, 90>::parse(&silent, "It").unwrap_err(),
            "It must be in words; it has 2 letters"
        );
        assert_eq!(
            Prose::<1, 3>::parse("日本語だ", "It").unwrap_err(),
            "It must be 3 characters or fewer; it has 4",
            "the most is what it was"
        );
    }

    #[test]
    fn line_ends_of_every_kind_are_line_ends() {
        for end in ["\n", "\r\n", "\r", "\u{85}", "\u{2028}", "\u{2029}", "\u{B}", "\u{C}"] {
            assert_eq!(prose::<1>(&format!("a{end}b{end}")), Ok("a\nb".into()), "{end:?}");
            let line = |typed: String| Line::<1, 9>::parse(&typed, "It").map(Line::into_string);
            let typed_by_nobody = end.contains(['\n', '\r']);
            let expected = if typed_by_nobody { Err("It must be one line".into()) } else { Ok("a b".into()) };
            assert_eq!(line(format!("a{end}b")), expected, "{end:?}");
            assert_eq!(line(format!("a{end}")), Ok("a".into()), "{end:?}");
        }
        assert_eq!(prose::<1>("a\r\n\r\nb"), Ok("a\n\nb".into()));
        let place = "It has an invisible character (U+202E, right-to-left override) at place 4; take it out";
        assert_eq!(prose::<1>("a\r\nb\u{202E}"), Err(place.into()), "the two of Windows are one");
    }
}
