use std::fmt;

/// How a caller names the last item it was given: 32 hexadecimal digits, of which it need know nothing. Each of them is
/// a place in a list, whether or not something stands there; so no cursor ever expires.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cursor(pub u128);

impl Cursor {
    pub const PATTERN: &str = "^[0-9a-f]{32}$";

    pub fn read(text: &str) -> Option<Self> {
        let is_ours = text.len() == 32 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        u128::from_str_radix(text, 16).ok().filter(|_| is_ours).map(Self)
    }

    /// The place of what has this UUID for a name, in the order of Postgres.
    pub fn of_uuid(text: &str) -> Option<Self> {
        Self::read(&text.replace('-', "").to_ascii_lowercase())
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_what_we_write_is_read() {
        for text in ["", "7", &"0".repeat(33), &"F".repeat(32), &format!("+{}", "0".repeat(31))] {
            assert_eq!(Cursor::read(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_cursor_survives_the_trip(place in any::<u128>()) {
            prop_assert_eq!(Cursor::read(&Cursor(place).to_string()), Some(Cursor(place)));
        }
    }
}
