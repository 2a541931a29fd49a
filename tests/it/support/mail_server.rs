//! A mail server on this machine, spoken to over TCP, that keeps what it is given and can be made to refuse or to hang.

use std::sync::{Arc, Mutex};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader},
    net::{TcpListener, TcpStream},
    sync::Notify,
};

/// The moments at which the server can do something else than agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// When a receiver was named.
    Receiver,
    /// Before it agrees to take the words.
    Consent,
    /// When it has the words, and before it says so.
    Taken,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    pub to: String,
    pub words: String,
}

impl Letter {
    /// The values of the headers of this name, each on one line.
    pub fn header(&self, name: &str) -> Vec<String> {
        let head = self.words.split("\n\n").next().unwrap().replace("\n ", " ");
        let values = head.lines().filter_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
        values.map(str::to_owned).collect()
    }

    /// What it says, as a mail program shows it.
    pub fn text(&self) -> String {
        let body = self.words.split_once("\n\n").unwrap().1;
        match &self.header("Content-Transfer-Encoding")[..] {
            [encoding] if encoding == "quoted-printable" => unquoted(&body.replace("=\n", "")),
            [encoding] if encoding == "7bit" => body.to_owned(),
            other => panic!("{other:?}"),
        }
    }
}

/// Quoted-printable, by RFC 2045 6.7.
fn unquoted(text: &str) -> String {
    let mut pieces = text.split('=');
    let mut bytes = pieces.next().unwrap_or_default().as_bytes().to_vec();
    for piece in pieces {
        bytes.push(u8::from_str_radix(&piece[..2], 16).unwrap());
        bytes.extend(&piece.as_bytes()[2..]);
    }
    String::from_utf8(bytes).unwrap()
}

#[derive(Clone)]
pub struct MailServer {
    pub port: u16,
    inner: Arc<Inner>,
}

#[derive(Default)]
struct Inner {
    letters: Mutex<Vec<Letter>>,
    /// What it does at the next such moment, once so many letters were taken: says this, or hangs.
    plan: Mutex<Vec<(usize, Moment, Option<&'static str>)>>,
    hanging: Notify,
}

impl MailServer {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let server = Self { port: listener.local_addr().unwrap().port(), inner: Arc::default() };
        let inner = server.inner.clone();
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                tokio::spawn(converse(client, inner.clone()));
            }
        });
        server
    }

    /// The flags with which the site writes through this server.
    pub fn flags(&self) -> Vec<String> {
        [
            "--smtp-host=127.0.0.1",
            &format!("--smtp-port={}", self.port),
            "--smtp-tls=none",
            "--mail-from=First Bucket <letters@example.org>",
        ]
        .map(str::to_owned)
        .to_vec()
    }

    pub fn letters(&self) -> Vec<Letter> {
        self.inner.letters.lock().unwrap().clone()
    }

    /// Answers so at the next such moment.
    pub fn say_once(&self, moment: Moment, answer: &'static str) {
        self.inner.plan.lock().unwrap().push((0, moment, Some(answer)));
    }

    /// Says nothing at such a moment, once so many letters were taken, until the other side goes.
    pub fn hang_after(&self, letters: usize, moment: Moment) {
        self.inner.plan.lock().unwrap().push((letters, moment, None));
    }

    pub async fn hangs(&self) {
        self.inner.hanging.notified().await;
    }
}

impl Inner {
    fn at(&self, now: Moment) -> Option<Option<&'static str>> {
        let taken = self.letters.lock().unwrap().len();
        let mut plan = self.plan.lock().unwrap();
        let next = plan.iter().position(|(after, moment, _)| *moment == now && *after <= taken)?;
        Some(plan.remove(next).2)
    }
}

async fn converse(client: TcpStream, inner: Arc<Inner>) -> Option<()> {
    let (from_client, mut to_client) = client.into_split();
    let mut lines = BufReader::new(from_client).lines();
    let mut to = String::new();
    to_client.write_all(b"220 ready\r\n").await.ok()?;
    while let Some(line) = lines.next_line().await.ok()? {
        let (usual, moment) = match line.get(..4).unwrap_or_default().to_uppercase().as_str() {
            "EHLO" => ("250 at your service", None),
            "RCPT" => {
                to = line.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
                ("250 known", Some(Moment::Receiver))
            }
            "DATA" => ("354 go on", Some(Moment::Consent)),
            "QUIT" => ("221 goodbye", None),
            _ => ("250 fine", None),
        };
        let answer = answer(&inner, &mut lines, usual, moment).await?;
        to_client.write_all(format!("{answer}\r\n").as_bytes()).await.ok()?;
        if !answer.starts_with("354") {
            continue;
        }
        let mut words = Vec::new();
        loop {
            let line = lines.next_line().await.ok()??;
            if line == "." {
                break;
            }
            words.push(line);
        }
        let refused = inner.at(Moment::Taken);
        if !matches!(refused, Some(Some(_))) {
            inner.letters.lock().unwrap().push(Letter { to: to.clone(), words: words.join("\n") });
        }
        let answer = match refused {
            Some(Some(answer)) => answer,
            Some(None) => return hang(&inner, &mut lines).await,
            None => "250 taken",
        };
        to_client.write_all(format!("{answer}\r\n").as_bytes()).await.ok()?;
    }
    Some(())
}

type Lines = tokio::io::Lines<BufReader<tokio::net::tcp::OwnedReadHalf>>;

async fn answer(
    inner: &Inner,
    lines: &mut Lines,
    usual: &'static str,
    moment: Option<Moment>,
) -> Option<&'static str> {
    match moment.and_then(|moment| inner.at(moment)) {
        None => Some(usual),
        Some(Some(other)) => Some(other),
        Some(None) => {
            hang(inner, lines).await;
            None
        }
    }
}

async fn hang(inner: &Inner, lines: &mut Lines) -> Option<()> {
    inner.hanging.notify_one();
    while lines.next_line().await.ok()?.is_some() {}
    None
}
