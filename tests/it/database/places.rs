//! Where the private server lives, and as whom.

use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::Path;

use firstbucket::db::local::{LocalServer, Options};

use super::program::Folder;

fn start(folder: &Path) -> LocalServer {
    LocalServer::start(&Options { folder: folder.to_owned(), linger: 0, throwaway: false }).unwrap()
}

fn i_am_root(folder: &Folder) -> bool {
    fs::create_dir_all(&folder.0).unwrap();
    fs::metadata(&folder.0).unwrap().uid() == 0
}

#[test]
fn a_path_too_long_for_a_socket_works() {
    let folder = Folder::new("long");
    let server = start(&folder.0.join("a-checkout-in-a-rather-long-path/".repeat(4)));
    assert!(server.is_up());
    let run = server.url("postgres").split_once("host=").unwrap().1.to_owned();
    server.stop().unwrap();
    assert!(run.starts_with("/tmp/"));
    fs::remove_dir_all(run).unwrap();
}

#[test]
fn root_hands_the_data_to_somebody_else() {
    let folder = Folder::new("root");
    if !i_am_root(&folder) {
        return;
    }
    let server = start(&folder.0.join("postgres"));
    let data = fs::metadata(server.folder().join("data")).unwrap();
    assert_ne!(data.uid(), 0);
    assert_eq!(data.mode() & 0o077, 0, "closed to everybody else");
    server.stop().unwrap();
}

#[test]
fn root_finds_another_place_for_a_folder_nobody_else_can_enter() {
    let folder = Folder::new("closed");
    if !i_am_root(&folder) {
        return;
    }
    fs::set_permissions(&folder.0, fs::Permissions::from_mode(0o700)).unwrap();
    let server = start(&folder.0.join("postgres"));
    let elsewhere = server.folder().to_owned();
    assert!(elsewhere.starts_with("/var/lib"));
    assert!(!folder.0.join("postgres").exists(), "nothing is left behind");
    server.stop().unwrap();
    fs::remove_dir_all(elsewhere).unwrap();
}

#[test]
fn a_throw_away_server_leaves_real_data_alone() {
    let folder = Folder::new("kept");
    let real = start(&folder.0);
    let data = real.folder().join("data/PG_VERSION");
    real.stop().unwrap();
    let options = Options { folder: folder.0.clone(), linger: 0, throwaway: true };
    let throwaway = LocalServer::start(&options).unwrap();
    throwaway.stop().unwrap();
    assert!(data.exists());
    assert!(!folder.0.join("throwaway").exists());
}

#[test]
fn a_folder_that_holds_something_else_is_left_alone() {
    let folder = Folder::new("foreign");
    fs::create_dir_all(folder.0.join("data")).unwrap();
    fs::write(folder.0.join("data/diary.txt"), "mine").unwrap();
    let options = Options { folder: folder.0.clone(), linger: 0, throwaway: false };
    assert!(LocalServer::start(&options).is_err());
    assert_eq!(folder.read("data/diary.txt").unwrap(), "mine");
}
