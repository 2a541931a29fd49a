use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest as _, Sha256};

/// A token that opens something for whoever holds it: 256 random bits. Only its hash is ever stored.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    pub fn new() -> Result<Self, getrandom::Error> {
        let mut bits = [0; 32];
        getrandom::fill(&mut bits)?;
        Ok(Self(URL_SAFE_NO_PAD.encode(bits)))
    }

    /// A token as somebody presents it; whether it opens anything is for the database to say.
    pub fn presented(token: &str) -> Self {
        Self(token.to_owned())
    }

    pub fn expose(&self) -> &str {
        &self.0
    }

    pub fn hash(&self) -> [u8; 32] {
        Sha256::digest(self.0.as_bytes()).into()
    }
}

/// Letters and digits that nobody mixes up.
const PLAIN: &[u8] = b"23456789abcdefghjkmnpqrstuvwxyz";

/// A public name such as `reviewer-7k3q`, which says nothing of its bearer.
pub fn random_handle() -> Result<String, getrandom::Error> {
    Ok(format!("reviewer-{}", random_plain()?))
}

/// Four random letters and digits, at least 19 bits.
pub fn random_plain() -> Result<String, getrandom::Error> {
    let mut bytes = [0; 4];
    getrandom::fill(&mut bytes)?;
    Ok(bytes.map(|byte| char::from(PLAIN[usize::from(byte) % PLAIN.len()])).into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_long_and_is_known_again_by_its_hash() {
        let token = Secret::new().unwrap();
        assert_eq!(token.expose().len(), 43);
        assert_eq!(Secret::presented(token.expose()).hash(), token.hash());
        assert_ne!(Secret::new().unwrap().hash(), token.hash());
    }
}
