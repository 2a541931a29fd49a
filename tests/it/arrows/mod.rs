//! Who uses whom, and who touches which table: what the code does, held against docs/arrows.toml.

mod picture;
mod source;

use firstbucket::db::roles::TABLES;
use serde::Deserialize;
use source::Part;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

/// The list of docs/arrows.toml.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Arrows {
    /// From the ground up.
    part: Vec<Listed>,
    table: Vec<Table>,
    /// Statements outside `queries`: the part, and why.
    statements: BTreeMap<String, String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Listed {
    name: String,
    is: String,
    uses: BTreeSet<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    name: String,
    owner: String,
    #[serde(default)]
    read_by: BTreeSet<String>,
    /// Who writes it besides its owner, or reads it from below, and why.
    #[serde(default)]
    besides: BTreeMap<String, String>,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn arrows() -> Arrows {
    toml::from_str(&fs::read_to_string(root().join("docs/arrows.toml")).unwrap()).unwrap()
}

/// All tables and views.
fn tables() -> BTreeSet<String> {
    TABLES.iter().map(|(name, ..)| (*name).to_owned()).collect()
}

/// What of the code is not as the list says; nothing if all is.
fn differences(arrows: &Arrows, parts: &BTreeMap<String, Part>) -> Vec<String> {
    let mut found = Vec::new();
    let floor = |name: &str| arrows.part.iter().position(|part| part.name == name);
    for (number, listed) in arrows.part.iter().enumerate() {
        let Some(part) = parts.get(&listed.name) else {
            found.push(format!("there is no part {}", listed.name));
            continue;
        };
        compare(&mut found, &format!("{} uses", listed.name), &listed.uses, &part.uses);
        for used in listed.uses.iter().filter(|used| floor(used).is_none_or(|floor| floor >= number)) {
            found.push(format!("{} uses {used}, which does not stand below it", listed.name));
        }
    }
    found.extend(
        parts.keys().filter(|name| floor(name).is_none()).map(|name| format!("{name} is not listed")),
    );
    for table in &arrows.table {
        let who = |of: fn(&Part) -> &BTreeSet<String>| {
            let touching = parts.iter().filter(|(_, part)| of(part).contains(&table.name));
            touching
                .map(|(name, _)| name.clone())
                .filter(|name| *name != table.owner)
                .collect::<BTreeSet<_>>()
        };
        let (writers, readers) = (who(|part| &part.writes), who(|part| &part.reads));
        compare(&mut found, &format!("{} is read by", table.name), &table.read_by, &readers);
        let below = readers.into_iter().filter(|name| floor(name) < floor(&table.owner));
        let explained = writers.into_iter().chain(below).collect();
        let besides = table.besides.keys().cloned().collect();
        compare(
            &mut found,
            &format!("{} is written, or read from below, by", table.name),
            &besides,
            &explained,
        );
    }
    found
}

fn compare(found: &mut Vec<String>, what: &str, listed: &BTreeSet<String>, seen: &BTreeSet<String>) {
    found.extend(seen.difference(listed).map(|name| format!("{what} {name}, which the list does not allow")));
    found.extend(listed.difference(seen).map(|name| format!("{what} {name} no more: take it off the list")));
}

#[test]
fn parts_use_what_stands_below_them_and_touch_the_tables_that_the_list_says() {
    let found = differences(&arrows(), &source::parts(root(), &tables()));
    assert!(found.is_empty(), "docs/arrows.toml and the code differ:\n{}", found.join("\n"));
}

#[test]
fn every_table_and_view_has_an_owner_and_every_exception_a_reason() {
    let arrows = arrows();
    let listed = arrows.table.iter().map(|table| table.name.clone()).collect::<BTreeSet<_>>();
    assert_eq!(listed, tables());
    let reasons =
        arrows.table.iter().flat_map(|table| table.besides.values()).chain(arrows.statements.values());
    assert!(
        reasons.chain(arrows.part.iter().map(|part| &part.is)).all(|reason| reason.split(' ').count() >= 3)
    );
}

#[test]
fn a_forbidden_use_and_a_foreign_update_are_found() {
    let mut parts = source::parts(root(), &tables());
    let search = parts.get_mut("search").unwrap();
    let planted = "use crate::{values::Slug, moderation::{ItemId, Verdict}};\n\
        sqlx::query!(\"update submissions set state = 'draft'\");\n\
        sqlx::query!(\"merge into only public.flags\");";
    search.note("src/search/planted.rs".into(), source::code(planted), &tables());
    let template = r#"{% import "accounts/_link.html" as link %}"#.to_owned();
    search.note("templates/search/planted.html".into(), template, &tables());
    let found = differences(&arrows(), &parts).join("\n");
    assert!(found.contains("search uses moderation, which the list does not allow"), "{found}");
    assert!(found.contains("search uses accounts, which the list does not allow"), "{found}");
    for table in ["submissions", "flags"] {
        assert!(found.contains(&format!("{table} is written, or read from below, by search")), "{found}");
    }
}

#[test]
fn statements_stand_in_queries() {
    let arrows = arrows();
    let calls = [
        "sqlx::query",
        "query!(",
        "query_as!(",
        "query_scalar!(",
        "QueryBuilder::",
        "QueryBuilder<",
        "raw_sql(",
        ".execute(\"",
    ];
    let is_statement = |code: &str| calls.iter().any(|call| code.contains(call));
    let mut elsewhere = BTreeSet::new();
    let mut idle = arrows.statements.keys().cloned().collect::<BTreeSet<_>>();
    for (name, part) in source::parts(root(), &tables()) {
        for (file, _) in part.files.iter().filter(|(_, code)| is_statement(code)) {
            let is_in_queries =
                file.components().any(|part| part.as_os_str().to_str().unwrap().starts_with("queries"));
            if !is_in_queries {
                idle.remove(&name);
            }
            if !is_in_queries && !arrows.statements.contains_key(&name) {
                elsewhere.insert(file.clone());
            }
        }
    }
    assert!(idle.is_empty(), "no statement needs this exception: {idle:?}");
    assert!(elsewhere.is_empty(), "statements outside queries: {elsewhere:#?}");
}

#[test]
fn the_picture_shows_the_list() {
    let drawn = picture::draw(&arrows().part);
    let file = root().join("docs/architecture.svg");
    if std::env::var_os("DRAW_ARCHITECTURE").is_some() {
        fs::write(&file, &drawn).unwrap();
    }
    assert!(
        fs::read_to_string(file).is_ok_and(|picture| picture == drawn),
        "draw it again: DRAW_ARCHITECTURE=1 cargo test --test it arrows"
    );
}
