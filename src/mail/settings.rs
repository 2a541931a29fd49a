use super::letter::LETTER;
use crate::{
    config::{MailServer, Password, SmtpTls},
    db::server_key,
    web::{Secret, Site},
};
use lettre::message::Mailbox;
use sqlx::PgPool;
use std::sync::Arc;

/// Whether the site writes letters, and through whom.
#[derive(Debug, Clone)]
pub struct Mail {
    server: Option<Arc<Server>>,
}

/// The mail server that takes the site's letters.
#[derive(Debug)]
pub struct Server {
    pub host: String,
    pub port: u16,
    pub tls: SmtpTls,
    pub account: Option<(String, Password)>,
    pub from: Mailbox,
    pub site: Site,
}

impl Mail {
    pub fn new(settings: &MailServer, site: Site) -> Self {
        let named = settings.smtp_host.clone().zip(settings.mail_from.clone());
        let server = named.map(|(host, from)| Server {
            host,
            port: settings.port(),
            tls: settings.smtp_tls,
            account: settings.smtp_user.clone().zip(settings.smtp_password.clone()),
            from,
            site,
        });
        Self { server: server.map(Arc::new) }
    }

    pub fn is_on(&self) -> bool {
        self.server.is_some()
    }

    pub(super) fn server(&self) -> Option<&Server> {
        self.server.as_deref()
    }
}

/// What opens the page of the letter of this number. It is kept nowhere.
pub async fn secret_of(db: &PgPool, letter: i64) -> sqlx::Result<Secret> {
    Ok(Secret::numbered(&server_key(db, LETTER).await?, LETTER, letter))
}
