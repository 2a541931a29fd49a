use lettre::message::Mailbox;

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
    pub smtp_password: Option<String>,

    /// Who the letters are from, such as "First Bucket <hello@example.org>".
    #[arg(long, env, global = true)]
    pub mail_from: Option<Mailbox>,
}

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

impl MailServer {
    pub fn port(&self) -> u16 {
        self.smtp_port.unwrap_or(if self.smtp_tls == SmtpTls::Implicit { 465 } else { 587 })
    }

    /// Refuses settings that do not go together.
    pub fn check(&self) -> anyhow::Result<()> {
        anyhow::ensure!(
            self.smtp_host.is_none() || self.mail_from.is_some(),
            "letters need a sender: set --mail-from with --smtp-host"
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
