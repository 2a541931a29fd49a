//! Real sockets and short deadlines: each kind of slow client is closed, and a stop loses no request.

use super::*;
use axum::{body::Body, routing::get};
use std::{
    sync::{Arc, atomic::AtomicUsize},
    time::Instant,
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpSocket,
    sync::{Notify, oneshot},
    task::JoinHandle,
};

const DEADLINE: Duration = Duration::from_millis(300);
const PATIENCE: Duration = Duration::from_secs(10);
const REQUEST: &[u8] = b"GET / HTTP/1.1\r\nhost: test\r\n\r\n";

fn short() -> Limits {
    Limits { head_timeout: DEADLINE, write_timeout: DEADLINE, drain: PATIENCE, ..Limits::default() }
}

/// A running server with three pages: `/` says who asks, `/held` waits for `release`, `/long` has no end.
struct Server {
    address: SocketAddr,
    held: Arc<Notify>,
    release: Arc<Notify>,
    stop: Option<oneshot::Sender<()>>,
    stop_now: Option<oneshot::Sender<()>>,
    done: JoinHandle<anyhow::Result<()>>,
}

impl Server {
    async fn start(limits: Limits) -> Self {
        Self::start_at("127.0.0.1:0".parse().unwrap(), limits).await
    }

    async fn start_at(address: SocketAddr, limits: Limits) -> Self {
        let listener = TcpListener::bind(address).await.unwrap();
        let address = listener.local_addr().unwrap();
        let (held, release) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
        let (stop, stopped) = oneshot::channel::<()>();
        let (stop_now, stopped_now) = oneshot::channel::<()>();
        let app = pages(Arc::clone(&held), Arc::clone(&release));
        let done = tokio::spawn(serve(listener, app, limits, asked(stopped), asked(stopped_now)));
        Self { address, held, release, stop: Some(stop), stop_now: Some(stop_now), done }
    }

    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.unwrap()
    }

    /// A connection that has sent `sent` and nothing since.
    async fn connect_and_send(&self, sent: &[u8]) -> TcpStream {
        let mut client = self.connect().await;
        client.write_all(sent).await.unwrap();
        client
    }

    /// A connection whose request is being answered.
    async fn hold(&self) -> TcpStream {
        let client = self.connect_and_send(b"GET /held HTTP/1.1\r\nhost: test\r\n\r\n").await;
        self.held.notified().await;
        client
    }

    fn stop(&mut self) {
        self.stop.take().unwrap().send(()).unwrap();
    }

    fn stop_now(&mut self) {
        self.stop_now.take().unwrap().send(()).unwrap();
    }

    async fn ends(self) {
        timeout(PATIENCE, self.done).await.expect("the server ends").unwrap().unwrap();
    }
}

fn pages(held: Arc<Notify>, release: Arc<Notify>) -> Router {
    let answer_held = async move || {
        held.notify_one();
        release.notified().await;
        "finished"
    };
    Router::new()
        .route("/", get(async |ConnectInfo(peer): ConnectInfo<SocketAddr>| peer.ip().to_string()))
        .route("/held", get(answer_held))
        .route("/long", get(async || Body::from(vec![b'x'; 64 * 1024 * 1024])))
}

async fn asked(signal: oneshot::Receiver<()>) {
    if signal.await.is_err() {
        std::future::pending().await
    }
}

/// All that comes until the server closes; fails if it does not within [`PATIENCE`].
async fn until_closed(client: &mut TcpStream) -> String {
    let mut received = Vec::new();
    // A reset is a way of closing, too.
    let _ = timeout(PATIENCE, client.read_to_end(&mut received)).await.expect("the server closes");
    String::from_utf8_lossy(&received).into_owned()
}

async fn is_closed_after_the_deadline(mut client: TcpStream) -> String {
    let start = Instant::now();
    let received = until_closed(&mut client).await;
    assert!(start.elapsed() >= DEADLINE / 2, "closed too early");
    received
}

#[tokio::test]
async fn handlers_learn_the_address_of_the_peer() {
    let server = Server::start(short()).await;
    let client = server.connect_and_send(REQUEST).await;
    let answer = is_closed_after_the_deadline(client).await;
    assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("127.0.0.1"), "{answer}");
}

#[tokio::test]
async fn clients_that_send_too_slowly_are_closed() {
    let server = Server::start(short()).await;
    for sent in [&b""[..], b"G", b"GET / HTTP/1.1\r\nhost: te"] {
        let client = server.connect_and_send(sent).await;
        let answer = is_closed_after_the_deadline(client).await;
        assert!(!answer.contains("200 OK"), "{answer}");
    }
}

#[tokio::test]
async fn a_drip_of_header_lines_does_not_move_the_deadline() {
    let server = Server::start(short()).await;
    let mut client = server.connect_and_send(b"GET / HTTP/1.1\r\n").await;
    let drip = async {
        while client.write_all(b"x: y\r\n").await.is_ok() {
            sleep(DEADLINE / 10).await;
        }
    };
    timeout(PATIENCE, drip).await.expect("the server closes");
}

#[tokio::test]
async fn a_slow_second_request_is_closed() {
    let server = Server::start(short()).await;
    let client = server.connect_and_send(&[REQUEST, b"GET / HT"].concat()).await;
    let answers = is_closed_after_the_deadline(client).await;
    assert_eq!(answers.matches("200 OK").count(), 1, "{answers}");
}

#[tokio::test]
async fn a_reader_who_takes_nothing_is_closed() {
    let server = Server::start(short()).await;
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(4096).unwrap();
    let mut client = socket.connect(server.address).await.unwrap();
    client.write_all(b"GET /long HTTP/1.1\r\nhost: test\r\n\r\n").await.unwrap();
    sleep(DEADLINE * 4).await;
    let answer = until_closed(&mut client).await;
    assert!(answer.len() < 64 * 1024 * 1024, "the answer was cut");
}

#[tokio::test]
async fn a_head_that_is_too_long_is_refused() {
    let server = Server::start(short()).await;
    let head = format!("GET / HTTP/1.1\r\nhost: test\r\nx: {}", "y".repeat(MAX_HEAD_BYTES));
    let mut client = server.connect_and_send(head.as_bytes()).await;
    let answer = until_closed(&mut client).await;
    assert!(answer.starts_with("HTTP/1.1 431"), "{answer}");
}

#[tokio::test]
async fn one_address_has_only_so_many_connections() {
    let server = Server::start(Limits { max_connections_per_address: 1, ..short() }).await;
    let mut first = server.hold().await;
    let mut second = server.connect().await;
    assert_eq!(until_closed(&mut second).await, "");
    server.release.notify_one();
    assert!(until_closed(&mut first).await.contains("finished"));
    // The place is free again once the server has noticed the close, a moment later.
    sleep(DEADLINE).await;
    let mut third = server.connect_and_send(REQUEST).await;
    assert!(until_closed(&mut third).await.contains("200 OK"));
}

#[tokio::test]
async fn whoever_comes_when_all_places_are_taken_waits_for_one() {
    let server = Server::start(Limits { max_connections: 1, ..short() }).await;
    let mut first = server.hold().await;
    let mut second = server.connect_and_send(REQUEST).await;
    assert!(timeout(DEADLINE, second.read_u8()).await.is_err(), "nothing is answered yet");
    server.release.notify_one();
    assert!(until_closed(&mut first).await.contains("finished"));
    assert!(until_closed(&mut second).await.contains("200 OK"));
}

#[tokio::test]
async fn a_stop_answers_running_requests_and_takes_no_new_ones() {
    let mut server = Server::start(short()).await;
    let mut idle = server.connect().await;
    let mut held = server.hold().await;
    server.stop();
    assert_eq!(until_closed(&mut idle).await, "");
    assert!(TcpStream::connect(server.address).await.is_err());
    server.release.notify_one();
    assert!(until_closed(&mut held).await.ends_with("finished"));
    server.ends().await;
}

#[tokio::test]
async fn a_request_that_came_before_the_stop_is_answered() {
    let mut server = Server::start(short()).await;
    let mut client = server.connect().await;
    sleep(DEADLINE / 10).await;
    client.write_all(REQUEST).await.unwrap();
    server.stop();
    assert!(until_closed(&mut client).await.contains("200 OK"));
    server.ends().await;
}

#[tokio::test]
async fn a_stop_waits_no_longer_than_it_may() {
    let mut server = Server::start(Limits { drain: DEADLINE, ..short() }).await;
    let mut held = server.hold().await;
    server.stop();
    assert_eq!(until_closed(&mut held).await, "");
    server.ends().await;
}

#[tokio::test]
async fn a_second_signal_ends_at_once() {
    let mut server = Server::start(short()).await;
    let mut held = server.hold().await;
    server.stop();
    sleep(LAST_WORDS).await;
    let start = Instant::now();
    server.stop_now();
    assert_eq!(until_closed(&mut held).await, "");
    server.ends().await;
    assert!(start.elapsed() < PATIENCE / 2);
}

#[tokio::test]
async fn whoever_waits_in_the_kernels_queue_at_a_stop_is_answered() {
    let mut server = Server::start(Limits { max_connections: 1, ..short() }).await;
    let mut held = server.hold().await;
    let mut waiting = Vec::new();
    for _ in 0..20 {
        waiting.push(server.connect_and_send(REQUEST).await);
    }
    server.stop();
    sleep(DEADLINE).await;
    server.release.notify_one();
    assert!(until_closed(&mut held).await.contains("finished"));
    for client in &mut waiting {
        assert!(until_closed(client).await.contains("200 OK"));
    }
    server.ends().await;
}

#[tokio::test]
async fn after_a_stop_each_answer_is_the_last_of_its_connection() {
    let mut server = Server::start(Limits { head_timeout: PATIENCE, ..short() }).await;
    let mut kept = server.connect_and_send(REQUEST).await;
    let mut answer = [0; 12];
    kept.read_exact(&mut answer).await.unwrap();
    assert_eq!(&answer, b"HTTP/1.1 200");
    let mut held = server.hold().await;
    server.stop();
    sleep(LAST_WORDS / 4).await;
    kept.write_all(REQUEST).await.unwrap();
    let rest = until_closed(&mut kept).await;
    assert!(rest.contains("HTTP/1.1 200 OK") && rest.contains("connection: close"), "{rest}");
    server.release.notify_one();
    assert!(until_closed(&mut held).await.contains("connection: close"));
    server.ends().await;
}

/// Clients that come all the time try again only if they were not let in: nobody who was is sent away.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_is_started_again_and_again_loses_nobody() {
    const RESTARTS: usize = 20;
    let address = a_port().await;
    let mut server = Server::start_at(address, short()).await;
    let over = Arc::new(AtomicBool::new(false));
    let answered: [Arc<AtomicUsize>; 4] = Default::default();
    let come =
        |answered: &Arc<AtomicUsize>| come_again_and_again(address, Arc::clone(&over), Arc::clone(answered));
    let clients: Vec<_> = answered.iter().map(|answered| tokio::spawn(come(answered))).collect();
    for round in 0..RESTARTS {
        sleep(DEADLINE / 10).await;
        // However slow the machine is, each server answers everybody.
        while answered.iter().any(|answered| answered.load(Ordering::Relaxed) <= round) {
            assert!(clients.iter().all(|client| !client.is_finished()), "a client was sent away");
            sleep(Duration::from_millis(1)).await;
        }
        server.stop();
        server.ends().await;
        server = Server::start_at(address, short()).await;
    }
    over.store(true, Ordering::Relaxed);
    for client in clients {
        client.await.unwrap();
    }
    assert!(answered.iter().all(|answered| answered.load(Ordering::Relaxed) >= RESTARTS));
}

/// Below those that the kernel gives to clients: one of them could connect to itself while nobody listens.
async fn a_port() -> SocketAddr {
    let first = 29_000 + u16::try_from(std::process::id() % 2_000).unwrap();
    for port in first..first + 1_000 {
        let address = SocketAddr::from(([127, 0, 0, 1], port));
        if TcpListener::bind(address).await.is_ok() {
            return address;
        }
    }
    panic!("no port is free");
}

async fn come_again_and_again(address: SocketAddr, over: Arc<AtomicBool>, answered: Arc<AtomicUsize>) {
    while !over.load(Ordering::Relaxed) {
        let Ok(mut client) = TcpStream::connect(address).await else {
            sleep(Duration::from_millis(1)).await;
            continue;
        };
        client.write_all(b"GET / HTTP/1.1\r\nhost: test\r\nconnection: close\r\n\r\n").await.unwrap();
        let answer = until_closed(&mut client).await;
        let before = answered.fetch_add(1, Ordering::Relaxed);
        assert!(answer.contains("200 OK"), "after {before} answers: {answer:?}");
    }
}
