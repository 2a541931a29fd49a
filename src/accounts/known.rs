//! Browsers and networks that an account signed in from before, by OWASP's scheme of device cookies: wrong passwords that
//! strangers give keep nobody out there.

use super::{queries, secret::Secret, session::cookie_of};
use crate::{
    config::Limits,
    db::server_key,
    state::AppState,
    values::{AccountId, PlaceId, closed_list},
    web::{Result, Visitor},
};
use axum::http::{HeaderMap, HeaderValue};
use axum_extra::extract::CookieJar;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use sqlx::PgConnection;

const COOKIE: &str = "__Host-browser";
const DAY_SECONDS: u64 = 86_400;

closed_list! {
    pub enum Kind {
        Browser = "browser" => "Browser",
        Network = "network" => "Network",
    }
}

/// From where somebody gives a password or a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum From {
    /// A browser that the account signed in from before, by its number.
    Browser(PlaceId),
    /// Any browser in a network that the account signed in from before.
    Network(PlaceId),
    Elsewhere,
}

impl From {
    /// Where this request comes from, as far as the account knows it. Takes as long for an account that there is not.
    pub async fn of(
        state: &AppState,
        headers: &HeaderMap,
        visitor: Visitor,
        account: Option<AccountId>,
    ) -> Result<Self> {
        let browser = presented(headers).map(|token| token.hash().to_vec());
        let codes: Vec<Vec<u8>> = browser.into_iter().chain([network_code(state, visitor).await?]).collect();
        let days = queries::whole(state.limits.known_days);
        let known = queries::known_place(&state.db, account.unwrap_or(AccountId(0)), &codes, days).await?;
        Ok(match known {
            Some((id, Kind::Browser)) => Self::Browser(id),
            Some((id, Kind::Network)) => Self::Network(id),
            None => Self::Elsewhere,
        })
    }

    /// The name under which the account's limits count whatever comes from here.
    pub fn counted_as(self, account: AccountId) -> String {
        match self {
            Self::Browser(id) | Self::Network(id) => format!("place {id}"),
            Self::Elsewhere => format!("account {account}"),
        }
    }
}

/// From now on the account knows the browser of this request, and the network of this [`network_code`]. Gives the cookie by
/// which it knows the browser: the same for everybody who signs in there.
pub async fn remember(
    conn: &mut PgConnection,
    limits: &Limits,
    headers: &HeaderMap,
    network: &[u8],
    account: AccountId,
) -> Result<HeaderValue> {
    let days = queries::whole(limits.known_days);
    let token = match presented(headers) {
        Some(token) if queries::is_known_browser(&mut *conn, &token.hash(), days).await? => token,
        _ => Secret::new()?,
    };
    queries::remember_place(&mut *conn, account, Kind::Browser, &token.hash(), days).await?;
    queries::remember_place(conn, account, Kind::Network, network, days).await?;
    let seconds = u64::from(limits.known_days) * DAY_SECONDS;
    cookie_of(COOKIE, token.expose(), &format!("; Max-Age={seconds}"))
}

fn presented(headers: &HeaderMap) -> Option<Secret> {
    CookieJar::from_headers(headers).get(COOKIE).map(|cookie| Secret::presented(cookie.value()))
}

/// A pseudonym of the visitor's network: without the installation's key nobody finds out which it is.
pub async fn network_code(state: &AppState, visitor: Visitor) -> Result<Vec<u8>> {
    let key = server_key(&state.db, "known_networks").await?;
    let mut mac = Hmac::<Sha256>::new_from_slice(&key).expect("HMAC takes a key of any length");
    mac.update(visitor.network().to_string().as_bytes());
    Ok(mac.finalize().into_bytes().to_vec())
}
