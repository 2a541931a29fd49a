use super::super::secret::random_plain;
use sha2::{Digest as _, Sha256};

/// How many somebody has after setting up.
const COUNT: usize = 10;
const GROUPS: usize = 6;

/// Fresh recovery codes: six groups of four letters and digits, 115 random bits or more each.
pub struct RecoveryCodes(Vec<String>);

impl RecoveryCodes {
    pub fn new() -> Result<Self, getrandom::Error> {
        let code = || {
            let groups: Result<Vec<_>, _> = (0..GROUPS).map(|_| random_plain()).collect();
            groups.map(|groups| groups.join("-"))
        };
        (0..COUNT).map(|_| code()).collect::<Result<_, _>>().map(Self)
    }

    /// The codes as they are shown, once.
    pub fn into_shown(self) -> Vec<String> {
        self.0
    }

    pub fn hashes(&self) -> Vec<Vec<u8>> {
        self.0.iter().map(|code| hash(code).to_vec()).collect()
    }
}

/// The hash by which a code is known again, typed with or without hyphens and spaces, in small or capital letters.
pub fn hash(typed: &str) -> [u8; 32] {
    let letters: String = typed.chars().filter(char::is_ascii_alphanumeric).collect();
    Sha256::digest(letters.to_ascii_lowercase()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_different_codes_are_known_again_however_they_are_typed() {
        let codes = RecoveryCodes::new().unwrap();
        let hashes = codes.hashes();
        assert_eq!(std::collections::HashSet::<_>::from_iter(&hashes).len(), COUNT);
        let first = codes.into_shown().swap_remove(0);
        assert_eq!(first.len(), 29);
        for typed in
            [first.clone(), first.replace('-', ""), format!(" {} ", first.replace('-', " ").to_uppercase())]
        {
            assert_eq!(hash(&typed).to_vec(), hashes[0], "{typed}");
        }
    }
}
