use super::{Submission, queries};
use crate::{
    limits,
    state::AppState,
    web::{AppError, Path, Secret, Visitor, error::Problem},
};
use axum::{
    RequestPartsExt as _,
    extract::FromRequestParts,
    http::{Method, StatusCode, request::Parts},
    response::{IntoResponse as _, Response},
};
use serde::Deserialize;

/// The submission that the private link in the address opens. A wrong link and an erased one get the same answer.
/// Opening and saving each have their limit. Opening changes nothing: messengers, mail scanners and browsers open links by
/// themselves.
#[derive(Debug, Clone)]
pub struct Link {
    pub secret: Secret,
    pub submission: Submission,
}

#[derive(Deserialize)]
struct Address {
    secret: String,
}

impl FromRequestParts<AppState> for Link {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Response> {
        spend(parts, state).await.map_err(AppError::into_response)?;
        let address = parts.extract::<Path<Address>>().await;
        let secret = address.ok().and_then(|Path(address)| Secret::parse(&address.secret));
        let Some(secret) = secret else { return Err(unknown()) };
        match queries::find_by_secret(&state.db, &secret.hash()).await {
            Ok(Some(submission)) => {
                if parts.method == Method::POST {
                    note_use(state, &submission).await;
                }
                Ok(Self { secret, submission })
            }
            Ok(None) => Err(unknown()),
            Err(error) => Err(AppError::from(error).into_response()),
        }
    }
}

/// Notes the day on which somebody did something, on which grade D rests. The answer is the same whether or not that could
/// be kept.
async fn note_use(state: &AppState, submission: &Submission) {
    if let Err(error) = queries::note_use(&state.db, submission.id).await {
        tracing::warn!("the day of a link's use was not kept: {error}");
    }
}

/// Counts one use of a private link by whoever makes this request: opening it, or saving under it.
pub async fn spend(parts: &mut Parts, state: &AppState) -> Result<(), AppError> {
    let Ok(visitor) = Visitor::from_request_parts(parts, state).await;
    let (rate, what) = match parts.method {
        Method::POST => (state.limits.rate_save, "save"),
        _ => (state.limits.rate_private_link, "link"),
    };
    limits::spend(&state.db, rate, what, visitor).await
}

impl Link {
    /// The address of a page under this link; `page` is empty for the first.
    pub fn url(&self, page: &str) -> String {
        self.secret.url(page)
    }
}

/// The answer to a link that opens nothing; what was typed comes back with it.
pub fn unknown() -> Response {
    let mut response = StatusCode::NOT_FOUND.into_response();
    response.extensions_mut().insert(Problem {
        title: "No report with this link",
        advice: "We know no report with this link. A link has 26 letters and digits after /m/; check that all of it was copied. \
                 If it is whole, the report was erased, or a new link has ended this one."
            .to_owned(),
    });
    response
}
