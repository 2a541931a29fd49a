//! The whole life of the private server, seen from programs that start, stop and are killed.

use std::fs;
use std::thread;
use std::time::Duration;

use super::program::{Folder, Program, is_running, send_signal, wait_until};

#[test]
fn it_stops_in_order_and_keeps_its_data() {
    let folder = Folder::new("order");
    for expected in 1..=2 {
        let mut program = Program::start(&folder.0);
        assert_eq!(program.hits(), expected);
        let server = folder.postmaster().unwrap();
        program.stop();
        assert!(!is_running(server) && folder.postmaster().is_none());
    }
    assert!(!folder.read("server.log").unwrap().contains("not properly shut down"));
}

#[test]
fn a_killed_program_leaves_no_server_behind_and_starts_again() {
    let folder = Folder::new("killed");
    let mut program = Program::start(&folder.0);
    assert_eq!(program.hits(), 1);
    let server = folder.postmaster().unwrap();
    program.kill();
    wait_until("the server ends by itself", || !is_running(server));

    let mut program = Program::start(&folder.0);
    assert_eq!(program.hits(), 2);
    program.kill();
    let mut while_the_server_is_stopping = Program::start(&folder.0);
    assert_eq!(while_the_server_is_stopping.hits(), 3);
    while_the_server_is_stopping.stop();
}

#[test]
fn everything_killed_at_once_loses_nothing() {
    let folder = Folder::new("power-cut");
    let mut program = Program::start(&folder.0);
    assert_eq!(program.hits(), 1);
    send_signal("-KILL", &[folder.supervisor().unwrap(), folder.postmaster().unwrap(), program.id()]);
    program.kill();

    let mut program = Program::start(&folder.0);
    assert_eq!(program.hits(), 2);
    assert!(folder.read("server.log").unwrap().contains("not properly shut down"));
    program.stop();
}

#[test]
fn a_killed_server_is_brought_back() {
    let folder = Folder::new("revived");
    let mut program = Program::start(&folder.0);
    assert_eq!(program.hits(), 1);
    let server = folder.postmaster().unwrap();
    send_signal("-KILL", &[server]);
    wait_until("the server is replaced", || folder.postmaster().is_some_and(|other| other != server));
    assert_eq!(program.hits(), 2);
    program.stop();
}

#[test]
fn a_stale_note_with_a_number_in_use_is_seen_through() {
    let folder = Folder::new("stale");
    let mut program = Program::start(&folder.0);
    assert_eq!(program.hits(), 1);
    program.stop();
    let (me, data) = (std::process::id(), folder.0.join("data"));
    let note = format!("{me}\n{}\n1\n5432\n\n\n\nready\n", data.display());
    fs::write(data.join("postmaster.pid"), note).unwrap();

    let mut program = Program::start(&folder.0);
    assert_eq!(program.hits(), 2);
    program.stop();
}

#[test]
fn programs_share_one_server() {
    let folder = Folder::new("shared");
    let (mut a, mut b, mut c) =
        (Program::start(&folder.0), Program::start(&folder.0), Program::start(&folder.0));
    let mut hits = [a.hits(), b.hits(), c.hits()];
    hits.sort();
    assert_eq!(hits, [1, 2, 3]);
    let server = folder.postmaster().unwrap();
    a.stop();
    assert_eq!(b.hits(), 4);
    c.kill();
    assert_eq!(b.hits(), 5);
    assert_eq!(folder.postmaster(), Some(server), "one server all along");
    b.stop();
    assert!(!is_running(server));
}

/// PostgreSQL does not listen to signals from its first moment on.
#[test]
fn a_program_killed_while_the_server_starts_leaves_no_server_behind() {
    let folder = Folder::new("early");
    let mut program = Program::start(&folder.0);
    assert_eq!(program.hits(), 1);
    program.stop();
    for delay in [0, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89] {
        let program = Program::start(&folder.0);
        wait_until("it starts", || folder.supervisor().is_some() || folder.postmaster().is_some());
        thread::sleep(Duration::from_millis(delay));
        program.kill();
        wait_until("it ends", || folder.supervisor().is_none() && folder.postmaster().is_none());
    }
    let mut program = Program::start(&folder.0);
    assert_eq!(program.hits(), 2);
    program.stop();
}

/// The `initdb` of a killed program goes on; it must not get in the way of the next one.
#[test]
fn a_program_killed_during_initdb_starts_again() {
    let folder = Folder::new("initdb");
    let at_work = || {
        let files = fs::read_dir(&folder.0).into_iter().flatten().flatten();
        files.into_iter().any(|file| file.file_name().to_string_lossy().starts_with("data.new"))
    };
    for delay in [0, 50, 150, 300] {
        let program = Program::start(&folder.0);
        wait_until("initdb starts", at_work);
        thread::sleep(Duration::from_millis(delay));
        program.kill();
    }
    let mut program = Program::start(&folder.0);
    assert_eq!(program.hits(), 1);
    program.stop();
    thread::sleep(Duration::from_secs(3)); // by now the orphans have ended
    let mut program = Program::start(&folder.0);
    assert_eq!(program.hits(), 2);
    program.stop();
}
