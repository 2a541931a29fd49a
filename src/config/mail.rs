use super::BaseUrl;
use crate::values::Email;
use lettre::message::Mailbox;
use std::fmt;

/// Who takes the site's letters. Without a host it writes none.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "E-mail (off without --smtp-host)")]
pub struct MailServer {
    /// The mail server that takes the site's letters.
    #[arg(long, env, global = true)]
    pub smtp_host: Option<String>,

    /// Its port: by default 587, or 465 where the whole connection is encrypted.
    #[arg(long, env, global = true)]
    pub smtp_port: Option<u16>,

    /// How the way to it is encrypted.
    #[arg(long, env, global = true, value_enum, default_value_t)]
    pub smtp_tls: SmtpTls,

    /// The account there, if it wants one.
    #[arg(long, env, global = true)]
    pub smtp_user: Option<String>,

    /// The account's password.
    #[arg(long, env, global = true, hide_env_values = true)]
    pub smtp_password: Option<Password>,

    /// Who the letters are from, such as "First Bucket <hello@example.org>". Answers go there: authors send proof so.
    #[arg(long, env, global = true)]
    pub mail_from: Option<Mailbox>,

    /// An address that all admins read: it is written to when somebody changes people's accounts.
    #[arg(long, env, global = true, value_parser = Email::parse)]
    pub staff_mail: Option<Email>,
}

/// Never shown, not even by `Debug`.
#[derive(Clone)]
pub struct Password(String);

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum SmtpTls {
    /// It begins in clear, and nothing is said before it is encrypted
    #[default]
    Starttls,
    /// It is encrypted from the first byte
    Implicit,
    /// Not at all: for a server on the same machine
    None,
}

impl Password {
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl From<String> for Password {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

impl MailServer {
    pub fn port(&self) -> u16 {
        self.smtp_port.unwrap_or(if self.smtp_tls == SmtpTls::Implicit { 465 } else { 587 })
    }

    /// Refuses settings that do not go together. Letters hold links that open things, so that `base_url` must be encrypted.
    pub fn check(&self, base_url: &BaseUrl) -> anyhow::Result<()> {
        anyhow::ensure!(
            self.smtp_host.is_none() || base_url.is_https() || base_url.is_this_machine(),
            "letters lead to the site: set --base-url to its https address"
        );
        anyhow::ensure!(
            self.smtp_host.is_none() || self.mail_from.is_some(),
            "letters need a sender: set --mail-from with --smtp-host"
        );
        anyhow::ensure!(
            self.mail_from.as_ref().is_none_or(|from| from.email.user().is_ascii()),
            "not every mail server takes a sender with other letters than a to z before the @: change --mail-from"
        );
        anyhow::ensure!(
            self.smtp_user.is_some() == self.smtp_password.is_some(),
            "--smtp-user and --smtp-password go together"
        );
        anyhow::ensure!(
            self.smtp_user.is_none() || self.smtp_tls != SmtpTls::None,
            "a password is sent over an encrypted connection only: take out --smtp-tls none"
        );
        Ok(())
    }
}
