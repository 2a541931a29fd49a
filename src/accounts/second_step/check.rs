use super::{
    super::{
        event::{Act, By},
        queries,
    },
    codes,
    keys::Keys,
};
use crate::{
    limits,
    state::AppState,
    web::{AppError, Result, Visitor},
};
use time::OffsetDateTime;

/// Counts one try; refuses it when the account's codes, or codes from this address, are tried too often.
pub async fn may_try(state: &AppState, account: i64, visitor: Visitor) -> Result<()> {
    limits::spend(&state.db, state.limits.rate_sign_in_address, "second-step", visitor).await?;
    limits::spend_for(&state.db, state.limits.rate_second_step, "second-step", &account.to_string()).await
}

/// Whether `typed` is a code of the account's app of about now, or one of its recovery codes. It is used up by this.
pub async fn passes(state: &AppState, account: i64, typed: &str) -> Result<bool> {
    let digits: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    if digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_digit()) {
        app_code(state, account, &digits).await
    } else {
        recovery_code(state, account, typed).await
    }
}

async fn app_code(state: &AppState, account: i64, digits: &str) -> Result<bool> {
    let Some(sealed) = queries::sealed_seed(&state.db, account).await? else { return Ok(false) };
    let keys = Keys::of(state).await.map_err(AppError::Internal)?;
    let (seed, under_old_key) = keys.open(account, &sealed).map_err(AppError::Internal)?;
    let Some(step) = seed.step_of(digits, now()).map_err(AppError::Internal)? else { return Ok(false) };
    let passed = queries::use_step(&state.db, account, step).await?;
    if passed && under_old_key {
        let anew = keys.seal(account, &seed).map_err(AppError::Internal)?;
        queries::reseal(&state.db, account, &sealed, &anew).await?;
    }
    Ok(passed)
}

async fn recovery_code(state: &AppState, account: i64, typed: &str) -> Result<bool> {
    let mut tx = state.db.begin().await?;
    let passed = queries::use_code(&mut *tx, account, &codes::hash(typed)).await?;
    if passed {
        queries::note(&mut *tx, By::Account(account), account, Act::CodeUsed, "").await?;
    }
    tx.commit().await?;
    Ok(passed)
}

/// Seconds since 1970.
pub fn now() -> u64 {
    u64::try_from(OffsetDateTime::now_utc().unix_timestamp()).unwrap_or(0)
}
