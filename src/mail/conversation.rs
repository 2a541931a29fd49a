//! One conversation with the mail server, by RFC 5321. It is held step by step, as the caller must note the moment between
//! the server's consent to a letter and the letter's words.

use super::{masked, settings::Server};
use crate::config::SmtpTls;
use lettre::{
    address::Envelope,
    transport::smtp::{
        self,
        authentication::{Credentials, DEFAULT_MECHANISMS},
        client::{AsyncSmtpConnection, TlsParameters},
        commands::{Data, Mail, Rcpt},
        extension::ClientId,
    },
};
use std::{error::Error as _, time::Duration};
use tokio::time::timeout;

/// How long the server may take for one step. RFC 5321 4.5.3.2 grants it two to ten minutes; whoever is that slow is
/// asked again later.
const STEP: Duration = Duration::from_secs(60);

pub struct Conversation(AsyncSmtpConnection);

/// Why a letter was not taken. What a server says may repeat the receiver's address until [`Failure::about`] takes it out.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The server said that it never will.
    #[error("refused: {0}")]
    ForGood(String),
    /// The server said so, or did not let us come to the letter.
    #[error("not taken now: {0}")]
    ForNow(String),
    /// The connection broke while the server was to answer.
    #[error("no answer: {0}")]
    NoAnswer(String),
}

impl Conversation {
    /// Greets the server, encrypts the connection as the settings want it, and signs in.
    pub async fn open(server: &Server) -> Result<Self, Failure> {
        in_time(connect(server)).await.map(Self)
    }

    /// Names the letter's sender and receiver, up to the server's consent to take its words.
    pub async fn offer(&mut self, envelope: &Envelope) -> Result<(), Failure> {
        // What is said against the sender is for us to mend, and no reason to drop letters; so is what `is_ours` knows.
        in_time(self.0.command(Mail::new(envelope.from().cloned(), Vec::new())))
            .await
            .map_err(Failure::mendable)?;
        for to in envelope.to() {
            in_time(self.0.command(Rcpt::new(to.clone(), Vec::new()))).await?;
        }
        in_time(self.0.command(Data)).await.map(drop)
    }

    /// Gives the words of the letter that was offered; the server has taken it once this succeeds.
    pub async fn hand_over(&mut self, words: &[u8]) -> Result<(), Failure> {
        in_time(self.0.message(words)).await.map(drop)
    }

    pub async fn close(mut self) {
        // Every letter was answered for, so nothing hangs on the goodbye.
        let _ = in_time(self.0.quit()).await;
    }
}

async fn connect(server: &Server) -> Result<AsyncSmtpConnection, smtp::Error> {
    let name = ClientId::Domain(server.name.clone());
    let tls = || TlsParameters::new(server.host.clone());
    let wrapped = if server.tls == SmtpTls::Implicit { Some(tls()?) } else { None };
    let address = (server.host.as_str(), server.port);
    let mut connection =
        AsyncSmtpConnection::connect_tokio1(address, Some(STEP), &name, wrapped, None).await?;
    if server.tls == SmtpTls::Starttls {
        connection.starttls(tls()?, &name).await?;
    }
    if let Some((user, password)) = &server.account {
        connection
            .auth(DEFAULT_MECHANISMS, &Credentials::new(user.clone(), password.expose().to_owned()))
            .await?;
    }
    Ok(connection)
}

async fn in_time<T>(step: impl Future<Output = Result<T, smtp::Error>>) -> Result<T, Failure> {
    match timeout(STEP, step).await {
        Ok(answered) => answered.map_err(Failure::from),
        Err(_) => Err(Failure::NoAnswer(format!("nothing within {} seconds", STEP.as_secs()))),
    }
}

impl Failure {
    /// In words that do not name the address that the letter is for.
    pub fn about(self, email: &str) -> Self {
        match self {
            Self::ForGood(why) => Self::ForGood(masked::said(&why, email)),
            Self::ForNow(why) => Self::ForNow(masked::said(&why, email)),
            Self::NoAnswer(why) => Self::NoAnswer(masked::said(&why, email)),
        }
    }

    fn mendable(self) -> Self {
        match self {
            Self::ForGood(why) => Self::ForNow(why),
            other => other,
        }
    }
}

/// Whether a refusal is about us and not about the receiver: the server wants us to sign in (RFC 4954), or has a rule
/// against us (X.7.X of RFC 3463), such as that it passes nothing on for us.
fn is_ours(error: &smtp::Error) -> bool {
    let code = error.status().map(u16::from);
    let is_of_a_rule = || error.to_string().split([' ', '-', ',', '(']).any(|word| word.starts_with("5.7."));
    matches!(code, Some(530 | 534 | 535 | 538)) || is_of_a_rule()
}

impl From<smtp::Error> for Failure {
    fn from(error: smtp::Error) -> Self {
        let said = match (error.status(), error.source()) {
            (Some(code), Some(words)) => format!("the mail server says {code} {words}"),
            (Some(code), None) => format!("the mail server says {code}"),
            _ => error.to_string(),
        };
        if error.is_permanent() && !is_ours(&error) {
            Self::ForGood(said)
        } else if error.is_permanent() || error.is_transient() || error.is_client() {
            Self::ForNow(said)
        } else {
            Self::NoAnswer(said)
        }
    }
}
