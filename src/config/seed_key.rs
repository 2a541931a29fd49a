use std::{fmt, str::FromStr};

/// A key of 256 bits, written as 64 hexadecimal digits. It shows itself to no log.
#[derive(Clone, PartialEq, Eq)]
pub struct SeedKey(pub [u8; 32]);

impl FromStr for SeedKey {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let digits: Option<Vec<u8>> =
            text.chars().map(|c| c.to_digit(16).and_then(|digit| u8::try_from(digit).ok())).collect();
        let bytes: Vec<u8> = digits
            .filter(|digits| digits.len() == 64)
            .unwrap_or_default()
            .chunks(2)
            .map(|pair| pair.iter().fold(0, |n, digit| n << 4 | digit))
            .collect();
        bytes
            .try_into()
            .map(Self)
            .map_err(|_| "a key is 64 hexadecimal digits: openssl rand -hex 32".to_owned())
    }
}

impl fmt::Debug for SeedKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SeedKey(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_64_hexadecimal_digits_and_is_never_shown() {
        let key: SeedKey = format!("0aFF{}", "00".repeat(30)).parse().unwrap();
        assert_eq!(key.0[..3], [10, 255, 0]);
        assert!(!format!("{key:?}").contains("10"));
        for wrong in ["", "0", &"0".repeat(63), &"0".repeat(66), &"g".repeat(64)] {
            assert!(wrong.parse::<SeedKey>().is_err(), "{wrong}");
        }
    }
}
