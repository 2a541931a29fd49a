use super::Mail;
use crate::{
    config::Limits,
    limits,
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
    email: &str,
) -> Result<bool> {
    if !mail.is_on() {
        return Ok(false);
    }
    let by_visitor = limits::spend(db, limits.rate_ask, "confirmation", visitor).await;
    let counted = match by_visitor {
        Ok(()) => limits::spend_for(db, limits.rate_confirmation, "mailbox", &mailbox(email)).await,
        refused => refused,
    };
    match counted {
        Ok(()) => Ok(true),
        Err(AppError::TooMany(_)) => Ok(false),
        Err(error) => Err(error),
    }
}

/// What many spellings of an address have in common: most servers put `kai+anything@` into the box of `kai@`.
fn mailbox(email: &str) -> String {
    let email = email.to_lowercase();
    match email.rsplit_once('@') {
        Some((name, domain)) => format!("{}@{domain}", name.split('+').next().unwrap_or(name)),
        None => email,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_mailbox_are_one() {
        assert_eq!(mailbox("Kai+1@Example.org"), "kai@example.org");
        assert_eq!(mailbox("kai@example.org"), "kai@example.org");
        assert_eq!(mailbox("+kai@example.org"), "@example.org");
    }
}
