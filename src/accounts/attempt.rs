//! One try to sign in: which limits it counts in, and whether its password is looked at at all. Only failures count.
//!
//! What a stranger is answered depends on nothing but their own network and on how much the whole site is tried: never on
//! the name, on whether there is such an account, or on how often others tried it.

use super::{known::From, password::Lane};
use crate::{
    config::Rate,
    limits::Reservation,
    state::AppState,
    web::{AppError, Result, Visitor},
};
use std::time::Duration;

/// A try, before its password is looked at.
#[derive(Debug)]
pub struct Attempt {
    places: Vec<Reservation>,
    /// Whether the password counts if it is right.
    pub is_heard: bool,
    /// The time to wait, where that is the answer to a wrong password.
    pub put_off: Option<Duration>,
    /// Who waits with it to be hashed.
    pub lane: Lane,
}

/// A try to sign in as it is known before its password is looked at.
#[derive(Debug, Clone, Copy)]
pub struct Tried<'a> {
    /// As typed, but for its case.
    pub name: &'a str,
    pub from: From,
    pub visitor: Visitor,
    /// Whether it has one of the account's recovery codes, which nobody guesses.
    pub by_recovery_code: bool,
    /// Whether it has something that is asked for besides, so that the password alone would not let it in.
    pub by_code: bool,
}

impl Attempt {
    /// Takes the try's places in all limits that it counts in.
    pub async fn begin(state: &AppState, tried: Tried<'_>) -> Result<Self> {
        match tried.from {
            From::Browser(id) => Self::of_owner(state, &format!("place {id}")).await,
            _ if tried.by_recovery_code => Self::of_owner(state, &format!("code {}", tried.name)).await,
            from => Self::of_stranger(state, tried, matches!(from, From::Network(_))).await,
        }
    }

    /// Whoever shows what only the owner has is counted apart from everybody else.
    async fn of_owner(state: &AppState, whom: &str) -> Result<Self> {
        let mut attempt = Self { places: Vec::new(), is_heard: true, put_off: None, lane: Lane::Known };
        attempt.put_off = attempt.take(state, state.limits.rate_sign_in_account, "sign-in", whom).await?;
        attempt.is_heard = attempt.put_off.is_none();
        Ok(attempt)
    }

    async fn of_stranger(state: &AppState, tried: Tried<'_>, from_known_network: bool) -> Result<Self> {
        let limits = &state.limits;
        let lane = if from_known_network { Lane::Known } else { Lane::Strangers };
        let mut attempt = Self { places: Vec::new(), is_heard: true, put_off: None, lane };
        let network = tried.visitor.network().to_string();
        if let Some(wait) = attempt.take(state, limits.rate_sign_in_address, "sign-in", &network).await? {
            return Ok(Self { is_heard: false, put_off: Some(wait), ..attempt });
        }
        attempt.put_off = attempt.take(state, limits.rate_sign_in_site, "sign-in", "everybody").await?;
        if attempt.put_off.is_some() {
            if from_known_network {
                return Ok(attempt);
            }
            let put_off = attempt.put_off;
            attempt.forget(state).await?;
            return Ok(Self { places: Vec::new(), is_heard: false, put_off, lane });
        }
        let name = format!("name {}", tried.name);
        let of_name = attempt.take(state, limits.rate_sign_in_account, "sign-in", &name).await?;
        attempt.is_heard = of_name.is_none() || from_known_network || tried.by_code;
        Ok(attempt)
    }

    /// The time to wait if there is no place; one that there is is held.
    async fn take(
        &mut self,
        state: &AppState,
        rate: Rate,
        what: &'static str,
        whom: &str,
    ) -> Result<Option<Duration>> {
        match Reservation::take(&state.db, rate, what, whom).await {
            Ok(place) => {
                self.places.push(place);
                Ok(None)
            }
            Err(AppError::TooMany(wait)) => Ok(Some(wait)),
            Err(error) => Err(error),
        }
    }

    /// It was no failure, and so it never counted.
    pub async fn forget(self, state: &AppState) -> Result<()> {
        for place in self.places {
            place.give_back(&state.db).await?;
        }
        Ok(())
    }
}
