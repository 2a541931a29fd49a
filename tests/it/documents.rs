//! What the documents say is there: each decision in their index, each file, each test, each table and each link.

use crate::security_doc::{is_in_a_folder, is_proof, is_there, links, names, root, text};
use std::fs;

/// The names of the pages in a folder, in order.
fn pages(folder: &str) -> Vec<String> {
    let files = fs::read_dir(root().join(folder)).unwrap();
    let mut names: Vec<String> =
        files.map(|file| format!("{folder}/{}", file.unwrap().file_name().into_string().unwrap())).collect();
    names.retain(|name| name.ends_with(".md"));
    names.sort();
    names
}

#[test]
fn each_decision_is_in_the_index_under_its_title() {
    let index = text("docs/decisions/README.md");
    let mut listed = index.lines().filter(|line| line.starts_with("| ["));
    for (place, page) in
        pages("docs/decisions").iter().filter(|page| !page.ends_with("README.md")).enumerate()
    {
        let file = page.rsplit('/').next().unwrap();
        let doc = text(page);
        let (number, title) = doc.lines().next().unwrap().trim_start_matches("# ").split_once(". ").unwrap();
        assert_eq!(number, (place + 1).to_string(), "{page}: a number is given once, and none is left out");
        assert!(file.starts_with(&format!("{number:0>4}-")), "{page} is number {number}");
        let line = listed.next().unwrap_or_else(|| panic!("{page} is not in the index"));
        assert!(line.starts_with(&format!("| [{number}]({file}) | {title} | 20")), "{page}: {line}");
        assert!(line.ends_with("| accepted |") || line.contains("| replaced by ["), "{line}");
    }
    assert_eq!(listed.next(), None, "the index names what is not there");
}

#[test]
fn each_file_and_each_link_of_a_document_is_there() {
    let mut documents = pages("docs");
    documents.extend(pages("docs/decisions"));
    documents.extend(["README.md", "CONTRIBUTING.md", "CHANGELOG.md"].map(str::to_owned));
    let mut missing = Vec::new();
    for page in &documents {
        let doc = text(page);
        let is_plain = |name: &&str| is_in_a_folder(name) && !name.contains(['<', ' ', '*', '{', '…']);
        let files = names(&doc).into_iter().filter(is_plain).map(|name| root().join(name));
        let beside = root().join(page).parent().unwrap().to_owned();
        let led_to = links(&doc).map(|link| beside.join(link));
        missing.extend(
            files
                .chain(led_to)
                .filter(|file| !file.exists())
                .map(|file| format!("{page}: {}", file.display())),
        );
    }
    assert!(missing.is_empty(), "{missing:#?}");
    assert!(documents.len() > 30, "{}", documents.len());
}

#[test]
fn each_test_that_a_checklist_counts_on_is_there() {
    let doc = text("docs/checklists.md");
    let proofs: Vec<&str> = names(&doc).into_iter().filter(|name| is_proof(name)).collect();
    let missing: Vec<&&str> = proofs.iter().filter(|proof| !is_there(proof)).collect();
    assert!(missing.is_empty(), "no such tests: {missing:#?}");
    assert!(proofs.len() > 10, "{}", proofs.len());
}

#[test]
fn whoever_comes_new_is_led_to_every_document() {
    let start = text("README.md") + &text("CONTRIBUTING.md");
    for page in pages("docs") {
        assert!(start.contains(&format!("]({page})")), "nothing leads to {page}");
    }
    assert!(start.contains("](docs/schema.sql)") && start.contains("](docs/decisions/README.md)"));
}
