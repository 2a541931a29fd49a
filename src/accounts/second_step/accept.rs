//! Setting a second step up: a seed is shown, and becomes the account's own with its first code.

use super::{
    super::{
        event::{Act, By},
        queries,
    },
    check::now,
    codes::RecoveryCodes,
    keys::Keys,
    seed::Seed,
};
use crate::{state::AppState, values::AccountId, web::Result};

/// Makes a seed to be shown to the account's owner. It is worth nothing before its first code.
pub async fn propose(state: &AppState, account: AccountId) -> Result<()> {
    let keys = Keys::of(state).await?;
    let seed = Seed::new()?;
    let sealed = keys.seal(account, &seed)?;
    Ok(queries::propose_seed(&state.db, account, &sealed).await?)
}

/// The seed that waits for its first code.
pub async fn proposed(state: &AppState, account: AccountId) -> Result<Option<Seed>> {
    let Some(sealed) = queries::proposed_seed(&state.db, account).await? else { return Ok(None) };
    let keys = Keys::of(state).await?;
    let (seed, _) = keys.open(account, &sealed)?;
    Ok(Some(seed))
}

/// Makes the proposed seed the account's own if `code` is one of its codes, and gives ten new recovery codes to be shown.
pub async fn accept(state: &AppState, account: AccountId, code: &str) -> Result<Option<RecoveryCodes>> {
    let Some(sealed) = queries::proposed_seed(&state.db, account).await? else { return Ok(None) };
    let keys = Keys::of(state).await?;
    let (seed, _) = keys.open(account, &sealed)?;
    let Some(step) = seed.step_of(code.trim(), now())? else { return Ok(None) };
    let codes = RecoveryCodes::new()?;
    let mut tx = state.db.begin().await?;
    if !queries::accept_seed(&mut tx, account, &sealed, step).await? {
        return Ok(None);
    }
    queries::replace_codes(&mut tx, account, &codes.hashes()).await?;
    queries::note(&mut *tx, By::Account(account), account, Act::SecondStepSet, "").await?;
    tx.commit().await?;
    Ok(Some(codes))
}
