/// One line of text of `MIN` to `MAX` characters, trimmed, without control characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line<const MIN: usize, const MAX: usize>(String);

/// Text of `MIN` to `MAX` characters that may run over several lines, trimmed, without other control characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prose<const MIN: usize, const MAX: usize>(String);

impl<const MIN: usize, const MAX: usize> Line<MIN, MAX> {
    /// Reads what a person typed. `name` begins the complaint, such as "Your headline".
    pub fn parse(input: &str, name: &str) -> Result<Self, String> {
        if input.contains(['\n', '\r']) {
            return Err(format!("{name} must be one line"));
        }
        bounded::<MIN, MAX>(input, name).map(Self)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn into_string(self) -> String {
        self.0
    }
}

impl<const MIN: usize, const MAX: usize> Prose<MIN, MAX> {
    /// Reads what a person typed; line ends become `\n`. `name` begins the complaint, such as "Your story".
    pub fn parse(input: &str, name: &str) -> Result<Self, String> {
        bounded::<MIN, MAX>(&input.replace("\r\n", "\n"), name).map(Self)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn into_string(self) -> String {
        self.0
    }
}

/// Whether text from outside may go further: it holds no NUL, which Postgres cannot store, and no control
/// character other than tab and line ends.
pub fn is_clean(text: &str) -> bool {
    !text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
}

fn bounded<const MIN: usize, const MAX: usize>(text: &str, name: &str) -> Result<String, String> {
    let text = text.trim();
    if let Some(position) = text.chars().position(|c| !is_clean(c.encode_utf8(&mut [0; 4]))) {
        return Err(format!("{name} has a character we cannot keep, at place {}; take it out", position + 1));
    }
    match text.chars().count() {
        0 if MIN > 0 => Err(format!("{name} is missing")),
        n if n < MIN => Err(format!("{name} must be {MIN} characters or more; it has {n}")),
        n if n > MAX => Err(format!("{name} must be {MAX} characters or fewer; it has {n}")),
        _ => Ok(text.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
