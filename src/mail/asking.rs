use super::Mail;
use crate::{
    config::Limits,
    limits,
    values::Email,
    web::{AppError, Result, Visitor},
};
use sqlx::PgPool;

/// Whether the owner of this address may be asked once more if it is theirs, and counts it: how often a visitor may have
/// somebody asked, and how often a mailbox may be asked by anybody, is limited. Never without a mail server.
pub async fn may_ask(
    db: &PgPool,
    mail: &Mail,
    limits: &Limits,
    visitor: Visitor,
    email: &Email,
) -> Result<bool> {
    if !mail.is_on() {
        return Ok(false);
    }
    let by_visitor = limits::spend(db, limits.rate_ask, "confirmation", visitor).await;
    let counted = match by_visitor {
        Ok(()) => limits::spend_for(db, limits.rate_confirmation, "mailbox", &email.mailbox()).await,
        refused => refused,
    };
    match counted {
        Ok(()) => Ok(true),
        Err(AppError::TooMany(_)) => Ok(false),
        Err(error) => Err(error),
    }
}
