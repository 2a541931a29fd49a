//! The keys that open what a reader sent, whether a report or a flag.

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::{Digest as _, Sha256};
use std::fmt;

/// Lower-case letters and digits without those that are mistaken for each other: 5 bits each.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// Letters of a secret and of a form's key.
const LENGTH: usize = 26;

/// The key to something that a reader sent: 26 characters, 130 bits, in the address of its pages. Kept nowhere but as its
/// SHA-256.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

/// The hidden random field of one rendering of the form, by which the same form sent again is known.
#[derive(Clone, PartialEq, Eq)]
pub struct FormKey(String);

impl Secret {
    /// The secret of what this form begins, which `what` names: the same each time it is sent, and not to be guessed
    /// without the installation's key.
    pub fn derived(installation_key: &[u8], form_key: &FormKey, what: &str) -> Self {
        Self(letters(&mac(installation_key, ["link", form_key.as_str(), what]), LENGTH))
    }

    /// The secret of the thing of this number, which `what` names. It need not be kept: whoever has the key makes it again.
    pub fn numbered(key: &[u8], what: &str, number: i64) -> Self {
        Self(letters(&mac(key, ["number", what, &number.to_string()]), LENGTH))
    }

    pub fn random() -> Result<Self, getrandom::Error> {
        random_letters().map(Self)
    }

    pub fn parse(text: &str) -> Option<Self> {
        made_by_us(text).map(Self)
    }

    pub fn hash(&self) -> Vec<u8> {
        Sha256::digest(self.0.as_bytes()).to_vec()
    }

    /// The address of a report's page under this link, such as `/m/…/what`; `page` is empty for the first.
    pub fn url(&self, page: &str) -> String {
        self.under("/m", page)
    }

    /// The address of a page that it opens below another root than `/m`, such as `/f`.
    pub fn under(&self, root: &str, page: &str) -> String {
        let slash = if page.is_empty() { "" } else { "/" };
        format!("{root}/{}{slash}{page}", self.0)
    }
}

impl FormKey {
    pub fn random() -> Result<Self, getrandom::Error> {
        random_letters().map(Self)
    }

    /// Reads the hidden field. None when a form lacks it or it is too short to have been made by us.
    pub fn parse(text: &str) -> Option<Self> {
        made_by_us(text).map(Self)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn hash(&self, what: &str) -> Vec<u8> {
        Sha256::digest([self.0.as_bytes(), what.as_bytes()].concat()).to_vec()
    }

    /// The name that its author quotes when they write to us. It opens nothing.
    pub fn reference(&self, installation_key: &[u8], what: &str) -> String {
        let text = letters(&mac(installation_key, ["reference", self.as_str(), what]), 10).to_uppercase();
        format!("FB-{}-{}", &text[..5], &text[5..])
    }
}

/// Logs and panics must never carry a secret.
impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl fmt::Debug for FormKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FormKey(…)")
    }
}

fn mac(key: &[u8], parts: [&str; 3]) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes a key of any length");
    for part in parts {
        mac.update(part.as_bytes());
        mac.update(&[0]);
    }
    mac.finalize().into_bytes().to_vec()
}

fn random_letters() -> Result<String, getrandom::Error> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes)?;
    Ok(letters(&bytes, LENGTH))
}

fn made_by_us(text: &str) -> Option<String> {
    let fits = text.len() == LENGTH && text.bytes().all(|byte| ALPHABET.contains(&byte));
    fits.then(|| text.to_owned())
}

/// The first `5 * count` bits, five to a letter.
fn letters(bytes: &[u8], count: usize) -> String {
    let bit = |i: usize| usize::from(bytes[i / 8] >> (7 - i % 8) & 1);
    let letter = |n: usize| (0..5).fold(0, |value, i| value << 1 | bit(n * 5 + i));
    (0..count).map(|n| char::from(ALPHABET[letter(n)])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_form_leads_to_the_same_link_and_each_door_to_its_own() {
        let form = FormKey::random().unwrap();
        let link = |key: &[u8], what| Secret::derived(key, &form, what);
        assert_eq!(link(b"k", "told_afterwards"), link(b"k", "told_afterwards"));
        assert_ne!(link(b"k", "told_afterwards"), link(b"k", "flag"));
        assert_ne!(link(b"k", "told_afterwards"), link(b"other", "told_afterwards"));
        assert_ne!(Secret::numbered(b"k", "letter", 1), Secret::numbered(b"k", "letter", 11));
    }

    #[test]
    fn only_what_we_could_have_made_is_a_secret() {
        let made = Secret::random().unwrap();
        assert_eq!(Secret::parse(&made.0), Some(made.clone()));
        assert_eq!(made.0.len() * 5, 130);
        let shorter = &made.0[1..];
        for wrong in ["", shorter, &format!("{shorter}\0"), &format!("{shorter}U"), &"o".repeat(26)] {
            assert_eq!(Secret::parse(wrong), None, "{wrong:?}");
        }
        assert!(!format!("{made:?}").contains(&made.0));
    }

    #[test]
    fn five_bits_make_a_letter() {
        assert_eq!(letters(&[0b0000_0000, 0b0100_0100, 0, 0, 0], 3), "012");
    }
}
