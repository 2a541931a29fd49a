use crate::web::{AppError, problem::BadParameter};
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};

pub type Result<T, E = Refusal> = std::result::Result<T, E>;

/// The ways in which a request to the API can end without its answer. `web::error_pages` makes the document of it.
#[derive(Debug)]
pub enum Refusal {
    Parameters(Vec<BadParameter>),
    App(AppError),
}

impl<E: Into<AppError>> From<E> for Refusal {
    fn from(error: E) -> Self {
        Self::App(error.into())
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        match self {
            Self::Parameters(bad) => {
                let mut response = StatusCode::UNPROCESSABLE_ENTITY.into_response();
                response.extensions_mut().insert(bad);
                response
            }
            Self::App(error) => error.into_response(),
        }
    }
}
