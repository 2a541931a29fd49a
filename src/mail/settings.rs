use crate::{
    config::{MailServer, Password, SmtpTls},
    db::server_key,
    values::{Email, LetterId, ascii_domain},
    web::{Secret, Site},
};
use lettre::{Address, message::Mailbox};
use sqlx::PgPool;
use std::sync::Arc;

/// The name of the key that letters' secrets are made with, and of what they open.
const LETTER: &str = "letter";

/// Whether the site writes letters, and through whom.
#[derive(Debug, Clone)]
pub struct Mail {
    server: Option<Arc<Server>>,
    /// The address that all admins read.
    staff: Option<Email>,
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
    /// The site's host as mail servers know it.
    pub name: String,
}

impl Mail {
    pub fn new(settings: &MailServer, site: Site) -> Self {
        let named = settings.smtp_host.clone().zip(settings.mail_from.clone());
        let server = named.map(|(host, from)| Server {
            host,
            port: settings.port(),
            tls: settings.smtp_tls,
            account: settings.smtp_user.clone().zip(settings.smtp_password.clone()),
            from: ascii(from),
            name: site.host().to_owned(),
            site,
        });
        Self { server: server.map(Arc::new), staff: settings.staff_mail.clone() }
    }

    pub fn is_on(&self) -> bool {
        self.server.is_some()
    }

    /// The address that all admins read, if it can be written to.
    pub fn staff(&self) -> Option<&Email> {
        self.staff.as_ref().filter(|_| self.is_on())
    }

    /// The mail server's name and port, for staff.
    pub fn server_name(&self) -> Option<String> {
        self.server().map(|server| format!("{}, port {}", server.host, server.port))
    }

    pub(super) fn server(&self) -> Option<&Server> {
        self.server.as_deref()
    }
}

/// The sender, with a host in other letters named as mail servers know it.
fn ascii(mut from: Mailbox) -> Mailbox {
    let domain = ascii_domain(from.email.domain());
    if let Some(Ok(email)) = domain.map(|domain| Address::new(from.email.user(), domain)) {
        from.email = email;
    }
    from
}

/// The secret that opens the page of the letter of this number. It is kept nowhere.
pub async fn secret_of(db: &PgPool, letter: LetterId) -> sqlx::Result<Secret> {
    Ok(Secret::numbered(&server_key(db, LETTER).await?, LETTER, letter.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::BaseUrl;

    #[test]
    fn a_sender_in_other_letters_is_named_as_mail_servers_know_it() {
        let settings = MailServer {
            smtp_host: Some("127.0.0.1".to_owned()),
            mail_from: Some("First Bucket <hello@bücher.example>".parse().unwrap()),
            ..MailServer::default()
        };
        let base_url: BaseUrl = "https://xn--bcher-kva.example".parse().unwrap();
        assert!(settings.check(&base_url).is_ok());
        let site =
            Site { base_url: base_url.clone(), demo: false, hsts_subdomains: false, security_contact: None };
        let mail = Mail::new(&settings, site);
        let server = mail.server().unwrap();
        assert_eq!(server.from.email.to_string(), "hello@xn--bcher-kva.example");
        assert_eq!(server.name, "xn--bcher-kva.example");
        let foreign = MailServer { mail_from: Some("bücher@example.org".parse().unwrap()), ..settings };
        assert!(foreign.check(&base_url).is_err());
    }
}
