use super::queries::{self, Flag};
use crate::{
    state::AppState,
    submissions::spend_for_link,
    web::{AppError, Path, Secret, error::Problem},
};
use axum::{
    RequestPartsExt as _,
    extract::FromRequestParts,
    http::{StatusCode, request::Parts},
    response::{IntoResponse as _, Response},
};
use serde::Deserialize;

/// The flag that the private link in the address opens. A wrong link and an erased one get the same answer.
#[derive(Debug)]
pub struct FlagLink {
    pub secret: Secret,
    pub flag: Flag,
}

#[derive(Deserialize)]
struct Address {
    secret: String,
}

impl FromRequestParts<AppState> for FlagLink {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Response> {
        spend_for_link(parts, state).await.map_err(AppError::into_response)?;
        let address = parts.extract::<Path<Address>>().await;
        let secret = address.ok().and_then(|Path(address)| Secret::parse(&address.secret));
        let Some(secret) = secret else { return Err(unknown()) };
        match queries::find_by_secret(&state.db, &secret.hash()).await {
            Ok(Some(flag)) => Ok(Self { secret, flag }),
            Ok(None) => Err(unknown()),
            Err(error) => Err(AppError::from(error).into_response()),
        }
    }
}

impl FlagLink {
    /// The address of a page under this link; `page` is empty for the first.
    pub fn url(&self, page: &str) -> String {
        self.secret.under("/f", page)
    }
}

fn unknown() -> Response {
    let mut response = StatusCode::NOT_FOUND.into_response();
    response.extensions_mut().insert(Problem {
        title: "No flag with this link",
        advice: "We know no flag with this link. A link has 26 letters and digits after /f/; check that all of it was \
                 copied. If the author of a report erases it, its flags go with it."
            .to_owned(),
    });
    response
}
