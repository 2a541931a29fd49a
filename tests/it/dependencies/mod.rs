//! What may be in the tree of dependencies, by `deny.toml`: where it comes from, under which licences, and without what is
//! known to be broken.

mod advisories;
mod licence;

use advisories::Advisory;
use semver::{Version, VersionReq};
use serde::Deserialize;
use std::{collections::BTreeSet, fs, path::Path, process::Command, sync::OnceLock};

#[derive(Deserialize)]
struct Tree {
    packages: Vec<Package>,
    workspace_members: BTreeSet<String>,
}

#[derive(Deserialize)]
struct Package {
    id: String,
    name: String,
    version: Version,
    license: Option<String>,
    source: Option<String>,
    dependencies: Vec<Needed>,
}

#[derive(Deserialize)]
struct Needed {
    name: String,
    req: VersionReq,
    path: Option<String>,
}

#[derive(Deserialize)]
struct Policy {
    advisories: Advisories,
    licenses: Licences,
    bans: Bans,
}

#[derive(Deserialize)]
struct Advisories {
    ignore: Vec<Ignored>,
}

#[derive(Deserialize)]
struct Ignored {
    id: String,
    reason: String,
}

#[derive(Deserialize)]
struct Licences {
    allow: Vec<String>,
}

#[derive(Deserialize)]
struct Bans {
    deny: Vec<Banned>,
}

#[derive(Deserialize)]
struct Banned {
    #[serde(rename = "crate")]
    name: String,
    reason: String,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn policy() -> Policy {
    toml::from_str(&fs::read_to_string(root().join("deny.toml")).unwrap()).unwrap()
}

/// Every package that `Cargo.lock` names, on whatever system it is used.
fn tree() -> &'static Tree {
    static TREE: OnceLock<Tree> = OnceLock::new();
    TREE.get_or_init(|| {
        let mut cargo = Command::new(env!("CARGO"));
        let asked =
            cargo.args(["metadata", "--format-version=1", "--locked", "--all-features"]).current_dir(root());
        let told = asked.output().unwrap();
        assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
        serde_json::from_slice(&told.stdout).unwrap()
    })
}

fn others() -> impl Iterator<Item = &'static Package> {
    tree().packages.iter().filter(|package| !tree().workspace_members.contains(&package.id))
}

#[test]
fn all_that_we_depend_on_is_under_a_licence_that_we_allow() {
    let allowed = policy().licenses.allow;
    let refused: Vec<String> = others()
        .filter(|package| {
            !package.license.as_deref().is_some_and(|words| licence::is_allowed(words, &allowed))
        })
        .map(|package| format!("{} {}: {:?}", package.name, package.version, package.license))
        .collect();
    assert!(refused.is_empty(), "{}", refused.join("\n"));
    assert!(others().count() > 200);
}

#[test]
fn all_of_it_comes_from_the_one_registry_and_names_its_versions() {
    const CRATES_IO: &str = "registry+https://github.com/rust-lang/crates.io-index";
    let elsewhere: Vec<_> = others()
        .filter(|package| package.source.as_deref() != Some(CRATES_IO))
        .map(|package| (&package.name, &package.source))
        .collect();
    assert!(elsewhere.is_empty(), "{elsewhere:?}");
    let ours = tree().packages.iter().filter(|package| tree().workspace_members.contains(&package.id));
    for needed in ours.flat_map(|package| &package.dependencies) {
        assert!(needed.req != VersionReq::STAR && needed.path.is_none(), "{} in any version", needed.name);
    }
    // Without its sum, cargo would take whatever the registry gives.
    let lock = fs::read_to_string(root().join("Cargo.lock")).unwrap();
    assert_eq!(lock.matches("\nchecksum = ").count(), others().count());
}

#[test]
fn nothing_that_we_refuse_is_in_it() {
    let mut found = Vec::new();
    for banned in policy().bans.deny {
        let (name, versions) = banned.name.split_once(':').unwrap_or((&banned.name, "*"));
        let versions = VersionReq::parse(versions).unwrap();
        let there = others().filter(|package| package.name == name && versions.matches(&package.version));
        found.extend(there.map(|package| format!("{name} {}: {}", package.version, banned.reason)));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn none_of_it_is_known_to_be_broken_or_given_up() {
    let (advisories, of) = advisories::newest();
    let ignored = policy().advisories.ignore;
    let open = |advisory: &&Advisory| !ignored.iter().any(|ignored| ignored.id == advisory.id);
    let found: Vec<String> = others()
        .flat_map(|package| {
            let of_it =
                advisories.iter().filter(|advisory| advisory.is_about(&package.name, &package.version));
            of_it.filter(open).map(|advisory| format!("{} {}: {advisory}", package.name, package.version))
        })
        .collect();
    println!("{} advisories, as of {of}", advisories.len());
    assert!(advisories.len() > 1_000);
    assert!(found.is_empty(), "by the list of {of}:\n{}", found.join("\n"));
    // What is ignored is still there and has its reason.
    for Ignored { id, reason } in &ignored {
        let advisory = advisories.iter().find(|advisory| advisory.id == *id).unwrap();
        assert!(others().any(|package| advisory.is_about(&package.name, &package.version)), "{id}");
        assert!(!reason.is_empty(), "{id}");
    }
}
