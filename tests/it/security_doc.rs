//! What docs/security.md says is there: each requirement once, each proof under its name, each file, each table.

use firstbucket::db::roles::TABLES;
use std::{fs, path::Path};

/// The requirements of levels 1 and 2 of OWASP ASVS 5.0.0, by their numbers; those left out are of level 3.
const ASKED: &str = "1.1.1-2 1.2.1-9 1.3.1-11 1.4.1-3 1.5.1-2 \
    2.1.1-3 2.2.1-3 2.3.1-4 2.4.1 \
    3.2.1-2 3.3.1-4 3.4.1-6 3.5.1-5 3.7.1-2 \
    4.1.1-3 4.2.1 4.3.1-2 4.4.1-4 \
    5.1.1 5.2.1-3 5.3.1-2 5.4.1-3 \
    6.1.1-3 6.2.1-12 6.3.1-4 6.4.1-4 6.5.1-5 6.6.1-3 6.8.1-4 \
    7.1.1-3 7.2.1-4 7.3.1-2 7.4.1-5 7.5.1-2 7.6.1-2 \
    8.1.1-2 8.2.1-3 8.3.1 8.4.1 \
    9.1.1-3 9.2.1-4 \
    10.1.1-2 10.2.1-2 10.3.1-4 10.4.1-11 10.5.1-5 10.6.1-2 10.7.1-3 \
    11.1.1-2 11.2.1-3 11.3.1-3 11.4.1-4 11.5.1 11.6.1 \
    12.1.1-3 12.2.1-2 12.3.1-4 \
    13.1.1 13.2.1-5 13.3.1-2 13.4.1-5 \
    14.1.1-2 14.2.1-4 14.3.1-3 \
    15.1.1-3 15.2.1-3 15.3.1-7 \
    16.1.1 16.2.1-5 16.3.1-4 16.4.1-3 16.5.1-3 \
    17.1.1 17.2.1-4 17.3.1-2";

const STANDINGS: [&str; 4] = ["held", "n/a", "deviation", "operator's"];

pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

pub fn text(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap()
}

fn asked() -> Vec<String> {
    let of_run = |run: &str| {
        let (section, numbers) = run.rsplit_once('.').unwrap();
        let (first, last) = numbers.split_once('-').unwrap_or((numbers, numbers));
        let numbers = first.parse::<u32>().unwrap()..=last.parse().unwrap();
        numbers.map(|number| format!("{section}.{number}")).collect::<Vec<_>>()
    };
    ASKED.split_whitespace().flat_map(of_run).collect()
}

/// The rows of the tables whose first cell is a requirement's number.
fn rows(doc: &str) -> Vec<Vec<&str>> {
    let is_number =
        |cell: &str| cell.split('.').count() == 3 && cell.split('.').all(|part| part.parse::<u32>().is_ok());
    doc.lines()
        .filter_map(|line| line.strip_prefix('|')?.strip_suffix('|'))
        .map(|line| line.split('|').map(str::trim).collect::<Vec<_>>())
        .filter(|cells| is_number(cells[0]))
        .collect()
}

/// What stands between backticks.
pub fn names(doc: &str) -> Vec<&str> {
    doc.lines().flat_map(|line| line.split('`').skip(1).step_by(2)).collect()
}

/// Whether this is `module::test`, of tests/it or of src.
pub fn is_proof(name: &str) -> bool {
    name.contains("::")
        && name
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_:".contains(&byte))
}

pub fn is_there(proof: &str) -> bool {
    let (module, test) = proof.rsplit_once("::").unwrap();
    let module = module.replace("::", "/");
    let files = ["tests/it", "src"].into_iter().flat_map(|base| {
        [format!("{base}/{module}.rs"), format!("{base}/{module}/mod.rs")].map(|file| root().join(file))
    });
    files.filter(|file| file.is_file()).any(|file| has_test(&file, test))
}

/// Whether the file has a test of this name, and one that runs.
fn has_test(file: &Path, test: &str) -> bool {
    let source = fs::read_to_string(file).unwrap();
    let lines: Vec<&str> = source.lines().map(str::trim).collect();
    let begins = format!("fn {test}(");
    let Some(at) = lines.iter().position(|line| line.contains(&begins)) else { return false };
    let marks: Vec<&&str> = lines[..at].iter().rev().take_while(|line| line.starts_with("#[")).collect();
    marks.iter().any(|mark| mark.starts_with("#[test") || mark.starts_with("#[tokio::test"))
        && !marks.iter().any(|mark| mark.starts_with("#[ignore"))
}

/// What stands in parentheses behind a text in brackets, if it leads to a file.
pub fn links(doc: &str) -> impl Iterator<Item = &str> {
    let links = doc.split("](").skip(1).filter_map(|rest| rest.split([')', '#']).next());
    links.filter(|link| !link.starts_with("http") && !link.is_empty())
}

/// Whether this begins like the name of something in a folder of the repository.
pub fn is_in_a_folder(name: &str) -> bool {
    const FOLDERS: [&str; 9] =
        ["src/", "tests/", "docs/", "bin/", "build/", "migrations/", "templates/", "assets/", "content/"];
    FOLDERS.iter().any(|folder| name.starts_with(folder))
}

/// Whether this is the name of a file or a folder of the repository.
fn is_file(name: &str) -> bool {
    const ENDINGS: [&str; 5] = [".rs", ".toml", ".yml", ".lock", ".md"];
    is_in_a_folder(name)
        || !name.contains([' ', '/']) && ENDINGS.iter().any(|ending| name.ends_with(ending))
        || [".dockerignore", ".env.example", "Dockerfile"].contains(&name)
}

#[test]
fn each_requirement_of_level_2_is_answered_once() {
    let doc = text("docs/security.md");
    let rows = rows(&doc);
    assert_eq!(rows.iter().map(|row| row[0]).collect::<Vec<_>>(), asked());
    assert_eq!(rows.len(), 253);
    for row in rows {
        assert_eq!(row.len(), 4, "{row:?}");
        assert!(STANDINGS.contains(&row[2]) && !row[1].is_empty(), "{row:?}");
        assert!(row[2] == "n/a" || !row[3].is_empty(), "{row:?} has no proof and no reason");
        assert!(row[2] != "held" || row[3].contains('`') || row[3].contains("]("), "{row:?} names no proof");
    }
}

#[test]
fn each_proof_and_each_file_it_names_is_there() {
    let doc = text("docs/security.md");
    let names = names(&doc);
    let proofs: Vec<&str> = names.iter().copied().filter(|name| is_proof(name)).collect();
    let missing: Vec<&&str> = proofs.iter().filter(|proof| !is_there(proof)).collect();
    assert!(missing.is_empty(), "no such tests: {missing:#?}");
    assert!(proofs.len() > 100, "{}", proofs.len());
    let files = names.iter().filter(|name| is_file(name));
    let missing: Vec<_> = files.filter(|file| !root().join(file).exists()).collect();
    assert!(missing.is_empty(), "no such files: {missing:#?}");
    for link in links(&doc) {
        assert!(root().join("docs").join(link).exists(), "{link}");
    }
    assert!(!is_there("security_doc::no_such_test") && !is_there("security_doc::root"));
}

#[test]
fn each_table_is_among_what_is_kept() {
    let doc = text("docs/security.md");
    let names = names(&doc);
    let missing: Vec<&str> =
        TABLES.iter().map(|(table, ..)| *table).filter(|table| !names.contains(table)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn whoever_works_on_the_program_is_led_to_it() {
    for file in ["README.md", "CONTRIBUTING.md"] {
        assert!(text(file).contains("](docs/security.md)"), "{file}");
    }
}
