//! Settings are named alike wherever they can be given, and those that cannot be are refused at start.

use clap::{CommandFactory as _, Parser as _, error::ErrorKind};
use firstbucket::cli::Cli;
use std::{collections::BTreeSet, fs, process::Command};

/// Every setting, by its name in the environment, with its default.
fn settings() -> Vec<(String, Option<String>)> {
    let command = Cli::command();
    let text = |value: &std::ffi::OsStr| value.to_str().unwrap().to_owned();
    let of = |arg: &clap::Arg| {
        let default = arg.get_default_values().first().map(|value| text(value));
        Some((text(arg.get_env()?), default.filter(|_| arg.get_action().takes_values())))
    };
    command.get_arguments().filter_map(of).collect()
}

fn names() -> BTreeSet<String> {
    settings().into_iter().map(|(name, _)| name).collect()
}

fn file(name: &str) -> String {
    fs::read_to_string(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

#[test]
fn docker_compose_hands_every_setting_to_the_program() {
    let file = file("docker-compose.yml");
    let handed = |service: &str| -> BTreeSet<String> {
        let lines = file.lines().skip_while(|line| *line != format!("  {service}:"));
        let lines = lines.skip_while(|line| line.trim() != "environment:").skip(1);
        let block = lines.take_while(|line| line.starts_with("      "));
        let given = block.map(str::trim).filter(|line| !line.starts_with('#'));
        given.map(|line| line.split(':').next().unwrap().to_owned()).collect()
    };
    // What changes the tables is for the one service that does, which ends before the site is served.
    let owner = "MIGRATION_DATABASE_URL".to_owned();
    let mut app = handed("app");
    assert!(handed("migrate").contains(&owner) && !app.contains(&owner));
    app.insert(owner);
    assert_eq!(app, names());
}

#[test]
fn every_service_of_docker_compose_has_as_few_rights_as_it_can() {
    let file = file("docker-compose.yml");
    let services = file.split("\nservices:\n").nth(1).unwrap().split("\nnetworks:\n").next().unwrap();
    let mut of_each: Vec<(String, String)> = Vec::new();
    for line in services.lines() {
        match line.strip_prefix("  ").filter(|rest| !rest.starts_with([' ', '#'])) {
            Some(name) => of_each.push((name.to_owned(), String::new())),
            None => {
                if let Some((_, block)) = of_each.last_mut() {
                    block.push_str(line);
                    block.push('\n');
                }
            }
        }
    }
    assert_eq!(
        of_each.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(),
        ["app:", "migrate:", "db:"]
    );
    for (name, block) in &of_each {
        for has in ["read_only: true", "cap_drop: [ALL]", "no-new-privileges:true", "inside", "logging: *log"]
        {
            assert!(block.contains(has), "{name} {has}");
        }
        assert_eq!(block.contains("POSTGRES_PASSWORD"), name == "db:", "{name}");
        assert_eq!(block.contains("ports:"), name == "app:", "{name}");
        assert!(!block.contains("cap_add") && !block.contains("privileged"), "{name}");
    }
}

#[test]
fn the_example_of_env_names_every_setting_with_its_default() {
    let file = file(".env.example");
    let shown: Vec<(&str, &str)> =
        file.lines().filter_map(|line| line.strip_prefix('#')?.split_once('=')).collect();
    let named: BTreeSet<String> = shown.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!((named, shown.len()), (names(), settings().len()));
    for (name, default) in settings() {
        let (_, value) = shown.iter().find(|(shown, _)| *shown == name).unwrap();
        assert!(
            default.as_deref().is_none_or(|default| default == *value),
            "{name}={value}, not {default:?}"
        );
    }
}

#[test]
fn an_address_of_the_site_that_is_none_is_refused() {
    for url in
        ["", "example.org", "https://", "ftp://a.example", "https://a.example/sub", "https://a.example?b"]
    {
        let refused = Cli::try_parse_from(["firstbucket", &format!("--base-url={url}")]).unwrap_err();
        assert!(refused.to_string().contains("such as https://example.org"), "{url}: {refused}");
        assert!([ErrorKind::ValueValidation, ErrorKind::InvalidValue].contains(&refused.kind()), "{url}");
        let started = Command::new(env!("CARGO_BIN_EXE_firstbucket")).env("BASE_URL", url).output().unwrap();
        let said = String::from_utf8(started.stderr).unwrap();
        assert!(!started.status.success() && said.contains("such as https://example.org"), "{url}: {said}");
    }
}

#[test]
fn names_below_the_site_are_held_to_https_only_where_it_is() {
    let check =
        |url: &str| Cli::parse_from(["firstbucket", "--hsts-subdomains", "--base-url", url]).config.check();
    assert!(check("https://example.org").is_ok());
    assert!(check("http://example.org").unwrap_err().to_string().contains("--hsts-subdomains"));
}

#[test]
fn the_program_says_at_start_where_nobody_could_sign_in() {
    for (url, says_so) in [
        ("http://bucket.example", true),
        ("http://192.168.1.5:3000", true),
        ("http://localhost.bucket.example", true),
        ("https://bucket.example", false),
        ("http://localhost:3000", false),
        ("http://127.0.0.1:3000", false),
    ] {
        // Without a database it says what it has to say and ends.
        let started = Command::new(env!("CARGO_BIN_EXE_firstbucket"))
            .args(["--listen=127.0.0.1:0", "--database-url=none", "--base-url", url])
            .output()
            .unwrap();
        let said = String::from_utf8(started.stderr).unwrap();
        assert!(!started.status.success() && said.contains("not a PostgreSQL address"), "{said}");
        assert_eq!(said.contains("nobody can sign in"), says_so, "{url}: {said}");
    }
}

#[test]
fn a_setting_that_is_empty_in_the_environment_is_one_that_is_not_set() {
    let started = |empty: &str, given: &[(&str, &str)]| {
        let mut program = Command::new(env!("CARGO_BIN_EXE_firstbucket"));
        program.args(["--listen=127.0.0.1:0", "--database-url=none"]).env_clear().env(empty, "");
        let ended = program.envs(given.iter().copied()).output().unwrap();
        assert!(!ended.status.success());
        String::from_utf8(ended.stderr).unwrap()
    };
    for name in names().iter().filter(|name| *name != "BASE_URL") {
        // It gets as far as the database, of which there is none.
        let said = started(name, &[]);
        assert!(
            said.contains("not a PostgreSQL address") && !said.contains("invalid value"),
            "{name}: {said}"
        );
    }
    let said = started("SMTP_PASSWORD", &[("SMTP_USER", "")]);
    assert!(said.contains("not a PostgreSQL address"), "{said}");
    let said = started("SMTP_PASSWORD", &[("SMTP_USER", "bucket")]);
    assert!(said.contains("--smtp-user and --smtp-password go together"), "{said}");
}

#[test]
fn an_empty_address_of_the_database_starts_no_other_one() {
    let mut program = Command::new(env!("CARGO_BIN_EXE_firstbucket"));
    let ended = program.arg("--listen=127.0.0.1:0").env("DATABASE_URL", "").output().unwrap();
    assert!(!ended.status.success());
    assert!(String::from_utf8(ended.stderr).unwrap().contains("not a PostgreSQL address"));
}
