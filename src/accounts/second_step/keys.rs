//! Seeds at rest: sealed under a key that is not in the database, each for its own account.

use super::seed::Seed;
use crate::{
    db::keys::{self, Ring},
    state::AppState,
    values::AccountId,
};
use anyhow::{Context as _, anyhow};

/// The keys under which seeds may lie, the newest first. The last is the one that the first edition kept.
pub struct Keys(Ring);

impl Keys {
    pub async fn of(state: &AppState) -> anyhow::Result<Self> {
        let settings = Ring::new(state.seed_keys.iter().map(|key| key.0));
        let first_edition = keys::known(&state.db, "second_step").await?;
        let first_edition = first_edition.and_then(|key| <[u8; 32]>::try_from(key).ok());
        Ok(Self(settings.before(keys::outside()?).before(&Ring::new(first_edition))))
    }

    /// The seed under the first key, as it is stored: a random nonce, then the sealed bytes.
    pub fn seal(&self, account: AccountId, seed: &Seed) -> anyhow::Result<Vec<u8>> {
        Ok(self.0.seal(&account.0.to_be_bytes(), seed.bytes())?)
    }

    /// The account's seed, and whether it lies under an older key than the first. Fails for another account's, and when
    /// none of the keys fits.
    pub fn open(&self, account: AccountId, stored: &[u8]) -> anyhow::Result<(Seed, bool)> {
        let (bytes, is_old) = self
            .0
            .open(&account.0.to_be_bytes(), stored)
            .ok_or_else(|| anyhow!("no key opens the seed of account {account}"))?;
        Ok((Seed::from_bytes(&bytes).context("a stored seed has the wrong length")?, is_old))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_is_sealed_for_one_account_and_opens_under_any_key_in_use() {
        let (old, both) = (Keys(Ring::new([[1; 32]])), Keys(Ring::new([[2; 32], [1; 32]])));
        let seed = Seed::new().unwrap();
        let stored = old.seal(AccountId(7), &seed).unwrap();
        assert!(!stored.windows(seed.bytes().len()).any(|part| part == seed.bytes()));
        assert!(both.open(AccountId(7), &stored).unwrap() == (seed.clone(), true), "under the older key");
        assert!(both.open(AccountId(7), &both.seal(AccountId(7), &seed).unwrap()).unwrap() == (seed, false));
        assert!(old.open(AccountId(8), &stored).is_err(), "another account's");
        assert!(Keys(Ring::new([[3; 32]])).open(AccountId(7), &stored).is_err(), "a key that is gone");
        assert!(old.open(AccountId(7), &stored[..30]).is_err());
    }
}
