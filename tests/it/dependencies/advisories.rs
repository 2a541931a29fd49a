//! The list of what is known to be broken: the RustSec advisory database, of which a copy is shipped with its day. `bin/test`
//! fetches the list of today where it can be had.

use super::root;
use semver::{Version, VersionReq};
use std::{
    fmt, fs,
    path::{Path, PathBuf},
    process::Command,
};

const SHIPPED: &str = include_str!("advisories.tsv");

pub struct Advisory {
    pub id: String,
    package: String,
    /// `vulnerability`, `unsound`, `unmaintained` or `notice`.
    kind: String,
    /// Versions that it is not about: mended, and never broken.
    fine: Vec<VersionReq>,
}

impl Advisory {
    pub fn is_about(&self, name: &str, version: &Version) -> bool {
        self.package == name && !self.fine.iter().any(|fine| fine.matches(version))
    }

    fn from_line(line: &str) -> Self {
        let cells: Vec<&str> = line.split('\t').collect();
        let [id, package, kind, fine] = cells.as_slice() else { panic!("{line}") };
        let fine = fine.split('|').filter(|versions| !versions.is_empty());
        let fine = fine.map(|versions| VersionReq::parse(versions).unwrap()).collect();
        Self { id: (*id).into(), package: (*package).into(), kind: (*kind).into(), fine }
    }
}

impl fmt::Display for Advisory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { id, kind, fine, .. } = self;
        let fine: Vec<String> = fine.iter().map(ToString::to_string).collect();
        write!(f, "{id}, {kind}; not so in {}: https://rustsec.org/advisories/{id}", fine.join(" or "))
    }
}

/// The newer of the shipped list and the one that was fetched, with its day.
pub fn newest() -> (Vec<Advisory>, String) {
    let lists = [Some(SHIPPED.to_owned()), fetched().map(|folder| lines_of(&folder))];
    let with_day = lists.into_iter().flatten().map(|text| {
        let (head, rest) = text.split_once('\n').unwrap();
        (head.split_whitespace().last().unwrap().to_owned(), rest.to_owned())
    });
    let (day, rest) = with_day.max_by_key(|(day, _)| day.clone()).unwrap();
    (rest.lines().map(Advisory::from_line).collect(), day)
}

fn fetched() -> Option<PathBuf> {
    Some(root().join("target/advisory-db")).filter(|folder| folder.join("crates").is_dir())
}

/// The whole database in lines: what each is about, and the day of its newest change.
fn lines_of(folder: &Path) -> String {
    let day = Command::new("git").args(["log", "-1", "--format=%cs"]).current_dir(folder).output().unwrap();
    let day = String::from_utf8(day.stdout).unwrap();
    let crates = fs::read_dir(folder.join("crates")).unwrap();
    let files = crates.flat_map(|of_one| fs::read_dir(of_one.unwrap().path()).unwrap());
    let mut lines: Vec<String> =
        files.filter_map(|file| line_of(&fs::read_to_string(file.unwrap().path()).unwrap())).collect();
    lines.sort();
    format!(
        "# The RustSec advisory database (CC0, some CC BY 4.0), as of {}\n{}\n",
        day.trim(),
        lines.join("\n")
    )
}

/// None for one that was taken back.
fn line_of(file: &str) -> Option<String> {
    let head = file.split("```").nth(1).unwrap().strip_prefix("toml").unwrap();
    let head: toml::Table = toml::from_str(head).unwrap();
    let about = head["advisory"].as_table().unwrap();
    if about.contains_key("withdrawn") {
        return None;
    }
    let word = |name: &str| about.get(name).and_then(|value| value.as_str());
    let versions =
        |name: &str| head["versions"].get(name).and_then(|list| list.as_array()).cloned().unwrap_or_default();
    let fine: Vec<String> = [versions("patched"), versions("unaffected")]
        .concat()
        .iter()
        .map(|versions| versions.as_str().unwrap().to_owned())
        .collect();
    let kind = word("informational").unwrap_or("vulnerability");
    Some([word("id").unwrap(), word("package").unwrap(), kind, &fine.join("|")].join("\t"))
}

/// `bin/advisories` fetches the list and has this write the copy that is shipped.
#[test]
#[ignore = "writes a file of the repository"]
fn write_the_shipped_list() {
    let lines = lines_of(&fetched().expect("bin/advisories fetches it"));
    fs::write(root().join("tests/it/dependencies/advisories.tsv"), lines).unwrap();
}

#[test]
fn an_advisory_is_about_what_is_neither_mended_nor_never_was_broken() {
    let file = "```toml\n[advisory]\nid = \"RUSTSEC-2099-0001\"\npackage = \"a\"\ndate = \"2099-01-01\"\n\n[versions]\n\
                patched = [\">= 1.2.3\", \">= 1.1.9, < 1.2.0\"]\nunaffected = [\"< 1.0.0\"]\n```\n\n# Words\n";
    let line = line_of(file).unwrap();
    assert_eq!(line, "RUSTSEC-2099-0001\ta\tvulnerability\t>= 1.2.3|>= 1.1.9, < 1.2.0|< 1.0.0");
    let advisory = Advisory::from_line(&line);
    for (version, is) in
        [("0.9.0", false), ("1.0.0", true), ("1.1.9", false), ("1.2.0", true), ("1.2.3", false)]
    {
        assert_eq!(advisory.is_about("a", &version.parse().unwrap()), is, "{version}");
    }
    assert!(!advisory.is_about("b", &Version::new(1, 0, 0)));
    assert_eq!(line_of(&file.replace("date", "withdrawn = \"2099-01-02\"\ndate")), None);
}
