//! The real program is stopped and started again and again while people use it, and nobody's request is lost.

use crate::{
    database::send_signal,
    support::{fresh_database, path_id, seed_keys},
};
use std::{
    io::{BufRead as _, BufReader},
    net::SocketAddr,
    process::{Child, Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader as AsyncBufReader},
    net::{TcpListener, TcpStream},
    task::spawn_blocking,
    time::{sleep, timeout},
};

const RESTARTS: usize = 20;
const PATIENCE: Duration = Duration::from_secs(60);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn twenty_restarts_lose_nothing_that_anybody_sends_or_asks() {
    let database = fresh_database().await;
    path_id(&database.pool(), "content-creation").await;
    let address = a_port().await;
    let mut program = start(address, database.url()).await;
    let over = Arc::new(AtomicBool::new(false));
    let senders: Vec<_> = (0..3).map(|_| tokio::spawn(send_reports(address, Arc::clone(&over)))).collect();
    let readers: Vec<_> = (0..2).map(|_| tokio::spawn(read_on(address, Arc::clone(&over)))).collect();
    for _ in 0..RESTARTS {
        sleep(Duration::from_millis(300)).await;
        send_signal("-TERM", &[program.id()]);
        let ended = spawn_blocking(move || program.wait().unwrap());
        assert!(timeout(PATIENCE, ended).await.expect("it ends").unwrap().success());
        program = start(address, database.url()).await;
    }
    over.store(true, Ordering::Relaxed);
    let (mut sent, mut read) = (0, 0);
    for sender in senders {
        sent += sender.await.unwrap();
    }
    for reader in readers {
        read += reader.await.unwrap();
    }
    program.kill().unwrap();
    program.wait().unwrap();
    let kept: i64 =
        sqlx::query_scalar("select count(*) from submissions").fetch_one(&database.pool()).await.unwrap();
    assert_eq!(kept, sent);
    assert!(sent > 2 * RESTARTS as i64 && read > 2 * RESTARTS, "{sent} sent, {read} read");
}

/// Below those that the kernel gives to clients: one of them could connect to itself while nobody listens.
async fn a_port() -> SocketAddr {
    let first = 20_000 + u16::try_from(std::process::id() % 8_000).unwrap();
    for port in first..first + 1_000 {
        let address = SocketAddr::from(([127, 0, 0, 1], port));
        if TcpListener::bind(address).await.is_ok() {
            return address;
        }
    }
    panic!("no port is free");
}

/// The program, once it listens.
async fn start(address: SocketAddr, database: &str) -> Child {
    let mut program = Command::new(env!("CARGO_BIN_EXE_firstbucket"))
        .args([
            &format!("--listen={address}"),
            "--database-url",
            database,
            "--rate-share=off",
            "--rate-search=off",
            &seed_keys(),
        ])
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut log = BufReader::new(program.stderr.take().unwrap()).lines();
    spawn_blocking(move || {
        let mut told = String::new();
        while !told.contains("listening on http://") {
            told += &log.next().unwrap_or_else(|| panic!("it ended: {told}")).unwrap();
        }
        // Read on: the program waits when nobody takes its log.
        thread::spawn(move || log.for_each(drop));
    })
    .await
    .unwrap();
    program
}

/// Only a connection that was not made is tried again.
async fn connect(address: SocketAddr) -> TcpStream {
    loop {
        match timeout(PATIENCE, TcpStream::connect(address)).await.expect("somebody listens or refuses") {
            Ok(connection) => return connection,
            Err(error) => assert_eq!(error.kind(), std::io::ErrorKind::ConnectionRefused),
        }
        sleep(Duration::from_millis(10)).await;
    }
}

/// Begins one report after the other, each on a connection of its own; how many.
async fn send_reports(address: SocketAddr, over: Arc<AtomicBool>) -> i64 {
    let mut sent = 0;
    while !over.load(Ordering::Relaxed) {
        let body = format!("kind=told_afterwards&form_key={}", form_key());
        let request = format!(
            "POST /share HTTP/1.1\r\nhost: {address}\r\nsec-fetch-site: same-origin\r\nconnection: close\r\n\
             content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        );
        let mut connection = connect(address).await;
        connection.write_all(request.as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        let read = timeout(PATIENCE, connection.read_to_end(&mut answer)).await.expect("it answers");
        let answer = String::from_utf8_lossy(&answer);
        assert!(read.is_ok() && answer.starts_with("HTTP/1.1 303"), "after {sent}: {read:?} {answer:?}");
        sent += 1;
        sleep(Duration::from_millis(20)).await;
    }
    sent
}

fn form_key() -> String {
    let mut bytes = [0_u8; 26];
    getrandom::fill(&mut bytes).unwrap();
    bytes.map(|byte| char::from(b"0123456789abcdefghjkmnpqrstvwxyz"[usize::from(byte % 32)])).iter().collect()
}

/// Asks one thing after the other on one connection for as long as the server keeps it; how many.
async fn read_on(address: SocketAddr, over: Arc<AtomicBool>) -> usize {
    let mut read = 0;
    let mut kept: Option<AsyncBufReader<TcpStream>> = None;
    while !over.load(Ordering::Relaxed) {
        let mut connection = match kept.take() {
            Some(connection) => connection,
            None => AsyncBufReader::new(connect(address).await),
        };
        let request = format!("GET /limits HTTP/1.1\r\nhost: {address}\r\n\r\n");
        connection.get_mut().write_all(request.as_bytes()).await.unwrap();
        let is_last = timeout(PATIENCE, answer(&mut connection)).await.expect("it answers");
        kept = (!is_last).then_some(connection);
        read += 1;
        sleep(Duration::from_millis(20)).await;
    }
    read
}

/// Reads one good answer to its end; whether the server says that it was the last.
async fn answer(connection: &mut AsyncBufReader<TcpStream>) -> bool {
    let (mut head, mut length) = (String::new(), 0);
    while !head.ends_with("\r\n\r\n") {
        assert_ne!(connection.read_line(&mut head).await.unwrap(), 0, "{head:?}");
    }
    assert!(head.starts_with("HTTP/1.1 200"), "{head}");
    for line in head.lines().map(str::to_ascii_lowercase) {
        if let Some(bytes) = line.strip_prefix("content-length: ") {
            length = bytes.parse().unwrap();
        }
    }
    let mut body = vec![0; length];
    connection.read_exact(&mut body).await.unwrap();
    assert!(length > 0, "{head}");
    head.to_ascii_lowercase().contains("connection: close")
}
