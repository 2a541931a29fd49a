//! Forms that come slowly, half, too large or too many at once, and heads that say two things.

use crate::support::{Answer, TestApp, a_start, a_submission};
use axum::{
    body::{Body, Bytes},
    http::{Request, StatusCode, header},
};
use futures_util::stream;
use std::{convert::Infallible, time::Duration};

fn form(url: &str, site: &str, body: Body) -> Request<Body> {
    let request = Request::post(url).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    request.header("sec-fetch-site", site).body(body).unwrap()
}

/// A form of so many bytes, the words in it first.
fn of_bytes(bytes: usize) -> Body {
    let words = "words=Six+weeks+of+work&more=";
    Body::from(words.to_owned() + &"x".repeat(bytes - words.len()))
}

/// A letter of each length that browsers send: one byte, two, three and four, the latter as three escapes each.
const LETTERS: [char; 4] = ['e', 'ж', '文', '𝒜'];

#[tokio::test]
async fn every_page_of_a_report_may_be_full_in_every_alphabet() {
    let mut app = TestApp::new().await;
    let told = a_submission().begin(&mut app).await;
    let start = a_start().begin(&mut app).await;
    for letter in LETTERS {
        let full = |length: usize| letter.to_string().repeat(length);
        let (line, prose, answer, other) = (full(120), full(2_000), full(300), full(200));
        let story = [
            ("headline", &line),
            ("what_i_did", &prose),
            ("what_went_wrong", &prose),
            ("tell_a_friend", &prose),
        ];
        let ifs = [
            "if_no_customers",
            "if_not_worth_it",
            "if_copied",
            "if_worthless",
            "if_complaints",
            "if_platform_rule",
            "if_costs",
            "if_no_time",
            "if_lost_interest",
            "if_legal",
        ];
        let ifs = ifs.map(|field| (field, &answer));
        let begun = [("path_other", &other), ("headline", &line), ("what_i_did", &prose)];
        let plan: Vec<_> = ifs.iter().copied().chain(begun).collect();
        let of_start: Vec<_> = ifs.iter().copied().chain(story).collect();
        for (link, page, fields) in [
            (&told, "story", &story[..]),
            (&start, "story", &of_start),
            (&start, "plan", &plan),
            (&told, "what", &[("path_other", &other)]),
            (&told, "update", &[("note", &prose)]),
            (&told, "appeal", &[("words", &prose)]),
        ] {
            let fields: Vec<(&str, &str)> =
                fields.iter().map(|(name, words)| (*name, words.as_str())).collect();
            let answer = app.post(&format!("{link}/{page}"), &fields).await;
            assert!(
                answer.status != 413 && answer.status.as_u16() < 500,
                "{letter} {page}: {}",
                answer.status
            );
            if ["story", "plan"].contains(&page) {
                let kept = app.get(&format!("{link}/{page}")).await;
                for (field, words) in fields.iter().filter(|(field, _)| !field.starts_with("if_")) {
                    assert!(kept.body.contains(words), "{letter} {page}: {field} is kept");
                }
            }
        }
    }
}

#[tokio::test]
async fn what_is_too_much_changes_nothing_and_its_words_come_back() {
    let mut app = TestApp::new().await;
    let link = a_submission().begin(&mut app).await;
    let mara = app.moderator("mara").await;
    let sent = async |url: &str, bytes: usize| {
        let mut request = form(url, "same-origin", of_bytes(bytes));
        request.headers_mut().insert(header::COOKIE, mara.cookie.clone().unwrap().parse().unwrap());
        app.send(request).await
    };
    let gives_back = |answer: &Answer| answer.says("Six weeks of work");
    for (url, most) in [
        ("/share", 32_768),
        ("/flag/path/content-creation", 32_768),
        (&format!("{link}/what"), 32_768),
        ("/admin/sign-in", 32_768),
        (&format!("{link}/story"), 12 * (120 + 3 * 2_000 + 10 * 300) + 4_096),
        ("/admin/claims", 262_144),
    ] {
        let whole = sent(url, most).await;
        assert!(whole.status != 413 && whole.status.as_u16() < 500, "{url}: {}", whole.status);
        let more = sent(url, most + 1).await;
        assert_eq!(more.status, StatusCode::PAYLOAD_TOO_LARGE, "{url}");
        assert_eq!(gives_back(&more), most < 262_144, "{url}");
        assert_eq!(sent(url, 262_145).await.status, StatusCode::PAYLOAD_TOO_LARGE, "{url}");
    }
    let guest = app.send(form("/admin/claims", "same-origin", of_bytes(200_000))).await;
    assert_eq!(guest.status, StatusCode::FORBIDDEN);
    assert!(gives_back(&guest), "whose sign-in has ended keeps what they wrote");
}

/// A body whose end never comes.
fn half() -> Body {
    let begun = stream::iter([Ok::<_, Infallible>(Bytes::from_static(b"words=half"))]);
    Body::from_stream(futures_util::StreamExt::chain(begun, stream::pending()))
}

#[tokio::test]
async fn what_is_refused_by_its_head_is_answered_before_its_body_is_there() {
    let app = TestApp::new().await;
    let begin = std::time::Instant::now();
    let forged = app.send(form("/share", "cross-site", half())).await;
    assert_eq!(forged.status, StatusCode::FORBIDDEN);
    assert!(begin.elapsed() < Duration::from_secs(3), "{:?}", begin.elapsed());
}

#[tokio::test]
async fn a_body_that_does_not_end_is_cut_off_and_is_no_work_of_ours_until_then() {
    let app = TestApp::with(&["--head-seconds=2", "--request-seconds=1"]).await;
    let cut_off = app.send(form("/share", "same-origin", half())).await;
    assert_eq!(cut_off.status, StatusCode::REQUEST_TIMEOUT);
    assert!(cut_off.says("That took too long to arrive"));
}

#[tokio::test]
async fn one_sender_has_a_part_of_the_room_and_the_next_form_is_asked_to_come_again() {
    let app = TestApp::with(&["--bodies-bytes=262144"]).await;
    let waits = (0..8).map(|_| app.send(form("/share", "same-origin", half())));
    let held = futures_util::future::join_all(waits);
    let late = async {
        tokio::time::sleep(Duration::from_millis(500)).await;
        app.send(form("/share", "same-origin", of_bytes(30_000))).await
    };
    let late = tokio::select! {
        late = late => late,
        _ = held => panic!("they have ten seconds"),
    };
    assert_eq!(late.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(late.headers.contains_key(header::RETRY_AFTER) && late.says("Nothing of it was saved"));
    let early = app.send(form("/share", "same-origin", of_bytes(30_000))).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY, "there is room again");
}

#[tokio::test]
async fn a_head_that_names_two_hosts_or_none_that_can_be_is_refused_on_every_page_and_file() {
    let app = TestApp::new().await;
    for url in ["/limits", "/assets/none.css", "/healthz", "/api/v1/paths", "/no/such/page"] {
        for hosts in [&["a.example", "a.example"][..], &["a.example", "b.example"], &[""], &["a b"], &["a@b"]]
        {
            let mut request = Request::get(url);
            for host in hosts {
                request = request.header(header::HOST, *host);
            }
            let answer = app.send(request.body(Body::empty()).unwrap()).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{url} {hosts:?}");
            assert!(answer.headers.contains_key(header::CONTENT_SECURITY_POLICY), "{url} {hosts:?}");
        }
    }
    let other = Request::get("http://b.example/limits").header(header::HOST, "a.example");
    assert_eq!(app.send(other.body(Body::empty()).unwrap()).await.status, StatusCode::BAD_REQUEST);
    let many = Request::get(format!("/experiences?{}", "a&".repeat(500))).body(Body::empty());
    assert_eq!(app.send(many.unwrap()).await.status, StatusCode::URI_TOO_LONG);
}

#[cfg(target_os = "linux")]
mod on_the_wire {
    use crate::support::{Program, fresh_database};
    use std::{
        net::SocketAddr,
        time::{Duration, Instant},
    };
    use tokio::{
        io::{AsyncReadExt as _, AsyncWriteExt as _},
        net::{TcpSocket, TcpStream},
        time::{sleep, timeout},
    };

    const PATIENCE: Duration = Duration::from_secs(30);

    /// A connection from one of so many addresses of this machine.
    async fn connect(to: SocketAddr, number: usize, addresses: usize) -> Option<TcpStream> {
        let socket = TcpSocket::new_v4().unwrap();
        let from = [127, 0, 1, u8::try_from(10 + number % addresses).unwrap()];
        socket.bind((from, 0).into()).unwrap();
        timeout(PATIENCE, socket.connect(to)).await.ok()?.ok()
    }

    async fn ask(to: SocketAddr, head: &str) -> String {
        let mut connection = connect(to, 200, 201).await.unwrap();
        connection.write_all(head.as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        let _ = timeout(PATIENCE, connection.read_to_end(&mut answer)).await.unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }

    async fn is_served(to: SocketAddr) -> Duration {
        let begin = Instant::now();
        let answer = ask(to, "GET /limits HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n").await;
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        begin.elapsed()
    }

    /// The most memory above idle while so many send this and then nothing, and what is still there after they left.
    async fn held(program: &Program, connections: usize, sent: &[u8]) -> (u64, u64) {
        let idle = program.megabytes();
        let mut open = Vec::new();
        let mut most = idle;
        for number in 0..connections {
            let Some(mut connection) = connect(program.address, number, 4).await else { continue };
            let _ = timeout(Duration::from_millis(50), connection.write_all(sent)).await;
            open.push(connection);
            most = most.max(program.megabytes());
        }
        sleep(Duration::from_secs(1)).await;
        most = most.max(program.megabytes());
        let readers = is_served(program.address).await;
        assert!(readers < Duration::from_secs(2), "{readers:?}");
        drop(open);
        sleep(Duration::from_secs(3)).await;
        (most.saturating_sub(idle), program.megabytes().saturating_sub(idle))
    }

    fn half_body(bytes: usize) -> Vec<u8> {
        let head = format!(
            "POST /share HTTP/1.1\r\nhost: a\r\nsec-fetch-site: same-origin\r\ncontent-length: {bytes}\r\n\
             content-type: application/x-www-form-urlencoded\r\n\r\n"
        );
        [head.as_bytes(), &vec![b'a'; bytes - 1]].concat()
    }

    #[tokio::test]
    async fn half_bodies_and_half_heads_of_four_addresses_take_little_memory_and_give_it_back() {
        let database = fresh_database().await;
        for flags in [&["--rate-share=off"][..], &["--rate-share=off", "--connections-per-address=0"]] {
            let program = Program::start(database.url(), flags).await;
            is_served(program.address).await;
            let half_head = [b"GET / HTTP/1.1\r\nhost: a\r\nx: ", &[b'y'; 60_000][..]].concat();
            for sent in [half_body(262_144), half_body(32_768), half_head] {
                let (most, left) = held(&program, 1_200, &sent).await;
                assert!(most <= 100, "{} bytes each take {most} MB under {flags:?}", sent.len());
                assert!(left <= 20, "{} bytes each leave {left} MB under {flags:?}", sent.len());
            }
        }
    }

    #[tokio::test]
    async fn a_head_without_a_host_is_refused_unless_it_is_of_the_time_before_hosts() {
        let database = fresh_database().await;
        let program = Program::start(database.url(), &[]).await;
        for (head, status) in [
            ("GET /limits HTTP/1.1\r\nconnection: close\r\n\r\n", "400"),
            ("GET http://a/limits HTTP/1.1\r\nconnection: close\r\n\r\n", "400"),
            ("GET http://a/limits HTTP/1.1\r\nhost: b\r\nconnection: close\r\n\r\n", "400"),
            ("GET /limits HTTP/1.1\r\nhost: a\r\nhost: a\r\nconnection: close\r\n\r\n", "400"),
            ("GET http://a/limits HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n", "200"),
            ("GET /limits HTTP/1.0\r\n\r\n", "200"),
        ] {
            let answer = ask(program.address, head).await;
            assert_eq!(answer.split(' ').nth(1), Some(status), "{head}");
        }
    }
}
