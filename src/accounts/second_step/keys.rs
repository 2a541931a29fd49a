//! Seeds at rest: sealed with XChaCha20-Poly1305, each for its own account.

use super::seed::Seed;
use crate::{db::server_key, state::AppState};
use anyhow::{Context as _, anyhow};
use chacha20poly1305::{
    KeyInit as _, XChaCha20Poly1305, XNonce,
    aead::{Aead as _, Payload},
};

const NONCE: usize = 24;

/// The keys under which seeds may lie: the newest of the settings first, the one in the database last.
pub struct Keys(Vec<[u8; 32]>);

impl Keys {
    pub async fn of(state: &AppState) -> anyhow::Result<Self> {
        let stored = server_key(&state.db, "second_step").await?;
        let stored = stored.try_into().map_err(|_| anyhow!("the key of the seeds is not 32 bytes long"))?;
        Ok(Self(state.seed_keys.iter().map(|key| key.0).chain([stored]).collect()))
    }

    /// The seed under the first key, as it is stored: a random nonce, then the sealed bytes.
    pub fn seal(&self, account: i64, seed: &Seed) -> anyhow::Result<Vec<u8>> {
        let key = self.0.first().context("there is no key for seeds")?;
        let mut nonce = [0; NONCE];
        getrandom::fill(&mut nonce)?;
        let aad = account.to_be_bytes();
        let payload = Payload { msg: seed.bytes(), aad: &aad };
        let sealed = XChaCha20Poly1305::new(&(*key).into()).encrypt(&XNonce::from(nonce), payload);
        Ok([&nonce[..], &sealed.map_err(|_| anyhow!("a seed could not be sealed"))?].concat())
    }

    /// The account's seed, and whether it lies under an older key than the first. Fails for another account's, and when
    /// none of the keys fits.
    pub fn open(&self, account: i64, stored: &[u8]) -> anyhow::Result<(Seed, bool)> {
        let (nonce, sealed) = stored.split_first_chunk::<NONCE>().context("a stored seed is too short")?;
        let aad = account.to_be_bytes();
        for (place, key) in self.0.iter().enumerate() {
            let payload = Payload { msg: sealed, aad: &aad };
            if let Ok(bytes) = XChaCha20Poly1305::new(&(*key).into()).decrypt(&XNonce::from(*nonce), payload)
            {
                let seed = Seed::from_bytes(&bytes).context("a stored seed has the wrong length")?;
                return Ok((seed, place > 0));
            }
        }
        Err(anyhow!("no key opens the seed of account {account}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_is_sealed_for_one_account_and_opens_under_any_key_in_use() {
        let (old, both) = (Keys(vec![[1; 32]]), Keys(vec![[2; 32], [1; 32]]));
        let seed = Seed::new().unwrap();
        let stored = old.seal(7, &seed).unwrap();
        assert!(!stored.windows(seed.bytes().len()).any(|part| part == seed.bytes()));
        assert!(both.open(7, &stored).unwrap() == (seed.clone(), true), "under the older key");
        assert!(both.open(7, &both.seal(7, &seed).unwrap()).unwrap() == (seed, false));
        assert!(old.open(8, &stored).is_err(), "another account's");
        assert!(Keys(vec![[3; 32]]).open(7, &stored).is_err(), "a key that is gone");
        assert!(old.open(7, &stored[..30]).is_err());
    }
}
