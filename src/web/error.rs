use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use std::{any::Any, time::Duration};

pub type Result<T, E = AppError> = std::result::Result<T, E>;

/// The ways in which a request can end without its page.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    #[error("there is nothing here")]
    NotFound,
    /// Refused, with a sentence that says what would be accepted.
    #[error("refused: {0}")]
    Forbidden(&'static str),
    /// One visitor did one thing too often; it will be accepted after this time.
    #[error("too many requests")]
    TooMany(Duration),
    /// The database did not answer in time, or not at all. The cause goes to the log.
    #[error("the database is away")]
    Unavailable(#[source] anyhow::Error),
    /// Ours to fix. The reader is told only that it happened; the cause goes to the log.
    #[error("something broke")]
    Internal(#[source] anyhow::Error),
}

impl AppError {
    /// The answer to a panic in a handler.
    pub fn from_panic(panic: Box<dyn Any + Send>) -> Response {
        let message = panic.downcast_ref::<String>().map(String::as_str);
        let message = message.or(panic.downcast_ref::<&str>().copied()).unwrap_or("no message");
        Self::Internal(anyhow::anyhow!("panicked: {message}")).into_response()
    }
}

impl From<sqlx::Error> for AppError {
    fn from(error: sqlx::Error) -> Self {
        if is_outage(&error) { Self::Unavailable(error.into()) } else { Self::Internal(error.into()) }
    }
}

impl From<anyhow::Error> for AppError {
    fn from(error: anyhow::Error) -> Self {
        Self::Internal(error)
    }
}

impl From<getrandom::Error> for AppError {
    fn from(error: getrandom::Error) -> Self {
        Self::Internal(error.into())
    }
}

/// Whether the database is away, busy, full or stopping, as opposed to asked something wrong.
fn is_outage(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_)
        | sqlx::Error::Tls(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::Protocol(_)
        | sqlx::Error::WorkerCrashed => true,
        // 08 connection, 25006 read-only, 40 conflict between transactions, 53 out of something, 55P03 lock timeout,
        // 57 stopped by timeout or operator, 58 system.
        sqlx::Error::Database(error) => error.code().is_some_and(|code| {
            ["08", "25006", "40", "53", "55P03", "57", "58"].iter().any(|class| code.starts_with(class))
        }),
        _ => false,
    }
}

/// Marks the answer to a request that failed because the server had ended the connection, which says nothing of the next.
#[derive(Debug, Clone, Copy)]
pub struct ConnectionEnded;

fn is_ended_connection(cause: &anyhow::Error) -> bool {
    match cause.downcast_ref() {
        Some(sqlx::Error::Io(_) | sqlx::Error::Protocol(_) | sqlx::Error::WorkerCrashed) => true,
        // 57P01 ended by an operator, 57P02 by a crash, 57P05 for being idle.
        Some(sqlx::Error::Database(error)) => error
            .code()
            .is_some_and(|code| code.starts_with("08") || ["57P01", "57P02", "57P05"].contains(&&*code)),
        _ => false,
    }
}

/// A failure in words for the person: `error_pages` makes the page of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub title: &'static str,
    pub advice: String,
}

impl Problem {
    fn new(title: &'static str, advice: impl Into<String>) -> Self {
        Self { title, advice: advice.into() }
    }

    /// The words for an answer that carries none of its own, as those of the layers do.
    pub fn of(status: StatusCode) -> Self {
        match status {
            StatusCode::BAD_REQUEST => Self::new(
                "We could not read that",
                "Something in the request was not in the form we expect. Go back and try again.",
            ),
            StatusCode::FORBIDDEN => Self::new(
                "This did not come from our own page",
                "For your safety we only accept forms sent from this site. Open the page again here and send it from there.",
            ),
            StatusCode::NOT_FOUND => Self::new(
                "No page here",
                "The address may be mistyped, or what stood here has moved or was taken down.",
            ),
            StatusCode::METHOD_NOT_ALLOWED => Self::new(
                "This page cannot be used that way",
                "Nothing was changed. Go back to the page that led you here, and use its links and buttons.",
            ),
            StatusCode::REQUEST_TIMEOUT => Self::new(
                "That took too long to arrive",
                "The connection was too slow or was interrupted. Try again.",
            ),
            StatusCode::PAYLOAD_TOO_LARGE => Self::new(
                "That is too much at once",
                "What was sent is larger than we accept. Nothing of it was saved. The limits page says how much is fine. Go back: most browsers keep what you wrote.",
            ),
            StatusCode::URI_TOO_LONG => Self::new(
                "That address asks for too much",
                "It has more parts than any page of ours. Choose less, or begin at the page without them.",
            ),
            StatusCode::UNSUPPORTED_MEDIA_TYPE => {
                Self::new("We could not read that", "We expect an ordinary web form.")
            }
            StatusCode::UNPROCESSABLE_ENTITY => {
                Self::new("Something in there needs another look", "Go back and check what you sent.")
            }
            StatusCode::TOO_MANY_REQUESTS => {
                Self::new("That was too often", "Wait a little, then try again.")
            }
            StatusCode::SERVICE_UNAVAILABLE => Self::new(
                "We cannot reach our records just now",
                "Try again in a minute. If you sent something, look first whether it was saved.",
            ),
            _ => Self::new(
                "We failed",
                "It is on our side. If you sent something, look whether it was saved before you try again.",
            ),
        }
    }
}

impl IntoResponse for AppError {
    fn into_response(self) -> Response {
        let (status, problem) = match &self {
            Self::NotFound => (StatusCode::NOT_FOUND, Problem::of(StatusCode::NOT_FOUND)),
            Self::Forbidden(why) => (StatusCode::FORBIDDEN, Problem::new("Not allowed", *why)),
            Self::TooMany(wait) => (
                StatusCode::TOO_MANY_REQUESTS,
                Problem::new(
                    "That was too often",
                    format!("Try again in {}. The limits page says how often is fine.", in_words(*wait)),
                ),
            ),
            Self::Unavailable(cause) => {
                tracing::warn!(
                    error = format!("{cause:#}"),
                    "request failed for want of the database: {cause:#}"
                );
                (StatusCode::SERVICE_UNAVAILABLE, Problem::of(StatusCode::SERVICE_UNAVAILABLE))
            }
            Self::Internal(cause) => {
                tracing::error!(error = format!("{cause:#}"), "request failed: {cause:#}");
                (StatusCode::INTERNAL_SERVER_ERROR, Problem::of(StatusCode::INTERNAL_SERVER_ERROR))
            }
        };
        let mut response = status.into_response();
        response.extensions_mut().insert(problem);
        if matches!(&self, Self::Unavailable(cause) if is_ended_connection(cause)) {
            response.extensions_mut().insert(ConnectionEnded);
        }
        let wait = match self {
            Self::TooMany(wait) => wait.as_secs().max(1),
            Self::Unavailable(_) => 10,
            _ => return response,
        };
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(wait));
        response
    }
}

fn in_words(wait: Duration) -> String {
    match wait.as_secs() {
        0..=90 => "a minute".to_owned(),
        seconds @ 91..=5_400 => format!("{} minutes", seconds.div_ceil(60)),
        seconds => format!("{} hours", seconds.div_ceil(3_600)),
    }
}
