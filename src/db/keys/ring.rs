use chacha20poly1305::{
    KeyInit as _, XChaCha20Poly1305, XNonce,
    aead::{Aead as _, Payload},
};
use std::{fmt, io};

const NONCE: usize = 24;

/// Keys of 256 bits, the newest first: that one seals, any of them opens. It shows itself to no log.
#[derive(Clone)]
pub struct Ring(Vec<[u8; 32]>);

impl Ring {
    pub fn new(keys: impl IntoIterator<Item = [u8; 32]>) -> Self {
        Self(keys.into_iter().collect())
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// These keys before those of the other.
    pub fn before(&self, other: &Self) -> Self {
        Self([self.0.as_slice(), &other.0].concat())
    }

    /// Seals a secret by XChaCha20-Poly1305: a random nonce, then the sealed bytes. It opens as what it is `about` only.
    pub fn seal(&self, about: &[u8], secret: &[u8]) -> io::Result<Vec<u8>> {
        let key = self.0.first().ok_or_else(|| io::Error::other("there is no key to seal with"))?;
        let mut nonce = [0; NONCE];
        getrandom::fill(&mut nonce).map_err(io::Error::other)?;
        let payload = Payload { msg: secret, aad: about };
        let sealed = XChaCha20Poly1305::new(&(*key).into()).encrypt(&XNonce::from(nonce), payload);
        Ok([&nonce[..], &sealed.map_err(|_| io::Error::other("it could not be sealed"))?].concat())
    }

    /// The secret that was sealed about this, and whether it lies under an older key than the first; none if no key
    /// fits.
    pub fn open(&self, about: &[u8], sealed: &[u8]) -> Option<(Vec<u8>, bool)> {
        let (nonce, sealed) = sealed.split_first_chunk::<NONCE>()?;
        self.0.iter().enumerate().find_map(|(place, key)| {
            let payload = Payload { msg: sealed, aad: about };
            let opened = XChaCha20Poly1305::new(&(*key).into()).decrypt(&XNonce::from(*nonce), payload);
            Some((opened.ok()?, place > 0))
        })
    }
}

impl fmt::Debug for Ring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Ring(… {} …)", self.0.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_opens_under_any_key_in_use_and_only_as_what_it_is_about() {
        let old = Ring::new([[1; 32]]);
        let both = Ring::new([[2; 32]]).before(&old);
        let sealed = old.seal(b"a", b"secret").unwrap();
        assert!(!sealed.windows(6).any(|part| part == b"secret"));
        assert_ne!(sealed, old.seal(b"a", b"secret").unwrap(), "a nonce of its own");
        assert_eq!(both.open(b"a", &sealed), Some((b"secret".to_vec(), true)), "under the older key");
        let anew = both.seal(b"a", b"secret").unwrap();
        assert_eq!(both.open(b"a", &anew), Some((b"secret".to_vec(), false)));
        assert_eq!(old.open(b"a", &anew), None, "a key that is not here");
        assert_eq!(old.open(b"b", &sealed), None, "another's");
        assert_eq!(old.open(b"a", &sealed[..20]), None);
        assert!(Ring::new([]).seal(b"a", b"secret").is_err());
        assert!(!format!("{both:?}").contains('2') || !format!("{both:?}").contains("2, 2"));
    }
}
