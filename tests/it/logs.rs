//! What the log never holds, however much it is asked to tell.

use crate::support::{fresh_database, seed_keys};
use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    process::{Command, Stdio},
};

const LINK: &str = "0123456789abcdefghjkmnpqrs";

#[tokio::test]
async fn the_log_holds_no_link_address_or_word_of_anybody() {
    let database = fresh_database().await;
    let mut program = Command::new(env!("CARGO_BIN_EXE_firstbucket"))
        .args(["--listen=127.0.0.1:0", "--log=trace", "--database-url", database.url(), &seed_keys()])
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut log = BufReader::new(program.stderr.take().unwrap());
    let mut told = String::new();
    while !told.contains("listening on http://") {
        assert_ne!(log.read_line(&mut told).unwrap(), 0, "{told}");
    }
    let address = told.rsplit("http://").next().unwrap().trim();
    let address: String = address.chars().take_while(|c| c.is_ascii_digit() || ".:".contains(*c)).collect();
    // Read on meanwhile: the program waits when nobody takes its log.
    let rest = std::thread::spawn(move || {
        let mut rest = String::new();
        log.read_to_string(&mut rest).map(|_| rest)
    });
    for (line, body) in [
        (format!("GET /m/{LINK}"), ""),
        (format!("POST /m/{LINK}/story"), "headline=gold-words"),
        (format!("GET /f/{LINK}"), ""),
        (format!("GET /mail/7/{LINK}"), ""),
        (format!("POST /mail/7/{LINK}/stop"), ""),
        (format!("POST /f/{LINK}/erase"), ""),
        ("POST /flag/path/content-creation".into(), "words=gold-flag"),
        ("GET /search?q=gold-query".into(), ""),
        ("GET /check?amount=gold-sum&text=gold-claim".into(), ""),
        (format!("GET /admin/set-up/{LINK}"), ""),
        ("POST /admin/sign-in".into(), "name=gold-name&password=gold-password"),
        ("gold-method /log".into(), ""),
    ] {
        ask(&address, &line, body);
    }
    program.kill().unwrap();
    program.wait().unwrap();
    let rest = rest.join().unwrap().unwrap();
    assert!(rest.contains("finished processing request"), "{rest}");
    for word in [LINK, "gold-", "203.0.113.77"] {
        assert!(!rest.contains(word), "{:?}", rest.lines().find(|line| line.contains(word)));
    }
}

#[tokio::test]
async fn what_is_refused_has_a_line_that_says_what_it_concerns_and_a_flood_has_sixty() {
    let database = fresh_database().await;
    let mut program = Command::new(env!("CARGO_BIN_EXE_firstbucket"))
        .args(["--listen=127.0.0.1:0", "--log=warn,firstbucket=info", "--log-json"])
        .args(["--rate-private-link=3/hour", "--database-url", database.url(), &seed_keys()])
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut log = BufReader::new(program.stderr.take().unwrap());
    let mut told = String::new();
    while !told.contains("listening on http://") {
        assert_ne!(log.read_line(&mut told).unwrap(), 0, "{told}");
    }
    let address = told.rsplit("http://").next().unwrap().trim();
    let address: String = address.chars().take_while(|c| c.is_ascii_digit() || ".:".contains(*c)).collect();
    let rest = std::thread::spawn(move || {
        let mut rest = String::new();
        log.read_to_string(&mut rest).map(|_| rest)
    });
    ask(&address, "POST /admin/sign-in", "name=gold-name&password=gold-password&code=gold-code");
    for _ in 0..80 {
        ask(&address, "POST /admin/people/7/role", "role=gold-role");
    }
    for _ in 0..5 {
        ask(&address, &format!("GET /m/{LINK}"), "");
    }
    // Whoever sends a method of their own writes no word into the log.
    ask(&address, &format!("gold-method{} /admin", "M".repeat(20_000)), "");
    program.kill().unwrap();
    program.wait().unwrap();
    let rest = rest.join().unwrap().unwrap();
    let lines: Vec<serde_json::Value> =
        rest.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let of = |what: &str| {
        let lines = lines.iter().filter(|line| line["target"] == "refusals");
        lines.map(|line| &line["fields"]).filter(|fields| fields["what"] == what).collect::<Vec<_>>()
    };
    let (password, forbidden, too_often) = (of("password"), of("forbidden"), of("too often"));
    assert_eq!((password.len(), forbidden.len(), too_often.len()), (1, 60, 2), "{rest}");
    assert_eq!(password[0]["route"], "/admin/sign-in");
    assert_eq!(forbidden[0]["route"], "/admin/people/{id}/role");
    assert_eq!((&forbidden[0]["method"], &forbidden[0]["status"]), (&"POST".into(), &403.into()));
    assert!(too_often[0]["route"].as_str().unwrap().starts_with("/m/{"), "{:?}", too_often[0]);
    let network = password[0]["network"].as_str().unwrap();
    assert!(network.len() == 16 && forbidden.iter().all(|line| line["network"] == network));
    for word in [LINK, "gold-", "203.0.113.77", "127.0.0.1\""] {
        assert!(!rest.contains(word), "{:?}", rest.lines().find(|line| line.contains(word)));
    }
}

fn ask(address: &str, line: &str, body: &str) {
    let mut connection = TcpStream::connect(address).unwrap();
    let length = body.len();
    write!(
        connection,
        "{line} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nSec-Fetch-Site: same-origin\r\n\
         Cookie: __Host-session=gold-cookie\r\nUser-Agent: gold-agent\r\nX-Forwarded-For: 203.0.113.77\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n{body}"
    )
    .unwrap();
    let mut answer = String::new();
    connection.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1"), "{answer}");
}
