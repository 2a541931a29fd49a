use super::{accept::proposed, codes::RecoveryCodes, qr::Picture};
use crate::{
    state::AppState,
    values::AccountId,
    web::{Chrome, Errors, Result},
};
use askama::Template;

/// Shows a seed that waits and asks for its first code.
#[derive(Debug, Template)]
#[template(path = "accounts/second_step.html")]
pub struct SecondStepPage {
    chrome: Chrome,
    /// The seed in letters.
    letters: String,
    /// The address that an authenticator app opens to take the seed.
    address: String,
    picture: Picture,
    pub errors: Errors,
}

impl SecondStepPage {
    /// `None` when no seed waits for this account.
    pub async fn of(
        chrome: Chrome,
        state: &AppState,
        account: AccountId,
        name: &str,
    ) -> Result<Option<Self>> {
        let Some(seed) = proposed(state, account).await? else { return Ok(None) };
        let address = seed.address(name)?;
        let (letters, picture) = (seed.in_letters()?, Picture::of(&address)?);
        Ok(Some(Self { chrome, letters, address, picture, errors: Errors::default() }))
    }

    /// The page with a complaint about the code.
    pub fn refusing(mut self, complaint: impl Into<String>) -> Self {
        self.errors.add("code", complaint);
        self
    }
}

/// Shows recovery codes, once.
#[derive(Debug, Template)]
#[template(path = "accounts/recovery_codes.html")]
pub struct CodesPage {
    chrome: Chrome,
    codes: Vec<String>,
    /// Where to go on to.
    on: &'static str,
}

impl CodesPage {
    pub fn new(chrome: Chrome, codes: RecoveryCodes, on: &'static str) -> Self {
        Self { chrome, codes: codes.into_shown(), on }
    }
}
