use super::{
    super::{
        event::{Act, By},
        queries,
    },
    codes,
    keys::Keys,
};
use crate::{
    clock,
    limits::Reservation,
    state::AppState,
    values::AccountId,
    web::{AppError, Result},
};

/// Whether `typed` is a code of the account's app of about now, or one of its recovery codes. It is used up by this.
///
/// Codes of the app are looked at no longer when too many were wrong among those `counted_as` the same. A recovery code is
/// taken all the same: nobody guesses one, so whoever knows the password cannot keep the owner out with wrong codes.
pub async fn passes(state: &AppState, account: AccountId, counted_as: &str, typed: &str) -> Result<bool> {
    let digits: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    if digits.len() != 6 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return recovery_code(state, account, typed).await;
    }
    let place =
        match Reservation::take(&state.db, state.limits.rate_second_step, "second-step", counted_as).await {
            Ok(place) => place,
            Err(AppError::TooMany(_)) => return Ok(false),
            Err(error) => return Err(error),
        };
    let passed = app_code(state, account, &digits).await?;
    if passed {
        place.give_back(&state.db).await?;
    }
    Ok(passed)
}

/// Whether `typed` is a recovery code of the account that was not used yet. It is not used up by this. Takes as long for an
/// account that there is not.
pub async fn is_recovery_code(state: &AppState, account: Option<AccountId>, typed: &str) -> Result<bool> {
    Ok(queries::has_code(&state.db, account.unwrap_or(AccountId(0)), &codes::hash(typed)).await?)
}

async fn app_code(state: &AppState, account: AccountId, digits: &str) -> Result<bool> {
    let Some(sealed) = queries::sealed_seed(&state.db, account).await? else { return Ok(false) };
    let keys = Keys::of(state).await?;
    let (seed, under_old_key) = keys.open(account, &sealed)?;
    let Some(step) = seed.step_of(digits, now())? else { return Ok(false) };
    let passed = queries::use_step(&state.db, account, step).await?;
    if passed && under_old_key {
        let anew = keys.seal(account, &seed)?;
        queries::reseal(&state.db, account, &sealed, &anew).await?;
    }
    Ok(passed)
}

async fn recovery_code(state: &AppState, account: AccountId, typed: &str) -> Result<bool> {
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
    u64::try_from(clock::machine_now().unix_timestamp()).unwrap_or(0)
}
