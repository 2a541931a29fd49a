//! What the program's own lines name: parts of the program, and tables.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// A part of the program as its files are: what it uses, and which tables its statements write and read.
#[derive(Debug, Default)]
pub struct Part {
    pub uses: BTreeSet<String>,
    pub writes: BTreeSet<String>,
    pub reads: BTreeSet<String>,
    /// Its files, with the code of each.
    pub files: BTreeMap<PathBuf, String>,
}

/// Every folder and file of `src`, and the templates of the same name; `tables` holds all names of tables and views.
pub fn parts(root: &Path, tables: &BTreeSet<String>) -> BTreeMap<String, Part> {
    let mut parts = BTreeMap::<String, Part>::new();
    let mut files = Vec::new();
    for folder in ["src", "templates"] {
        walk(&root.join(folder), &mut files);
    }
    for file in files {
        let within = file.strip_prefix(root).unwrap().to_owned();
        let first = within.components().nth(1).unwrap().as_os_str().to_str().unwrap();
        let name = match first.strip_suffix(".rs").unwrap_or(first) {
            "lib" | "main" => continue,
            // Macros and frames that all pages share.
            "layouts" | "macros" | "parts" => "web",
            name => name,
        };
        let part = parts.entry(name.to_owned()).or_default();
        part.note(within.clone(), code(&fs::read_to_string(&file).unwrap()), tables);
        part.uses.remove(name);
    }
    // What is named at the crate's root besides parts: its macros.
    let names = parts.keys().cloned().collect::<BTreeSet<_>>();
    parts.values_mut().for_each(|part| part.uses.retain(|used| names.contains(used)));
    parts
}

impl Part {
    /// Adds what this code names.
    pub fn note(&mut self, file: PathBuf, code: String, tables: &BTreeSet<String>) {
        self.uses.extend(uses(&code));
        let (writes, reads) = statements(&code, tables);
        self.writes.extend(writes);
        self.reads.extend(reads);
        self.files.insert(file, code);
    }
}

pub fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { walk(&path, files) } else { files.push(path) }
    }
}

/// Without comments, and without the tests at the foot of the file.
pub fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]\nmod tests").next().unwrap();
    let text = text.split("#[cfg(test)]\npub(crate) mod tests").next().unwrap();
    text.lines().filter(|line| !line.trim_start().starts_with("//")).map(|line| format!("{line}\n")).collect()
}

/// The parts that are named after `crate::`, alone or in braces, and those whose templates are included, imported or extended.
fn uses(code: &str) -> BTreeSet<String> {
    let word = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let mut found = BTreeSet::new();
    for tag in ["include \"", "import \"", "extends \""] {
        found.extend(code.match_indices(tag).map(|(at, tag)| word(&code[at + tag.len()..])));
    }
    for (at, path) in code.match_indices("crate::") {
        let rest = &code[at + path.len()..];
        if !rest.starts_with('{') {
            found.insert(word(rest));
            continue;
        }
        let mut depth = 0;
        for (at, sign) in rest.char_indices() {
            if depth == 0 && sign == '{' || depth == 1 && sign == ',' {
                found.insert(word(rest[at + 1..].trim_start()));
            }
            depth += i32::from(sign == '{') - i32::from(sign == '}');
            if depth == 0 {
                break;
            }
        }
    }
    found
}

/// The tables that the statements in this code write, and those that they read.
pub fn statements(code: &str, tables: &BTreeSet<String>) -> (BTreeSet<String>, BTreeSet<String>) {
    // What may stand between the verb and the name of its table.
    let mut words = words(code);
    words.retain(|word| !["only", "public", "table", ".", "\"", "\\"].contains(&word.as_str()));
    let (mut written, mut read) = (BTreeSet::new(), BTreeSet::new());
    let at = |index: usize| words.get(index).map_or("", String::as_str);
    for index in 0..words.len() {
        let (before, after) = (index.checked_sub(1).map_or("", at), at(index + 1));
        match at(index) {
            "into" if before == "insert" || before == "merge" => written.extend(tables.get(after).cloned()),
            "from" if before == "delete" => written.extend(tables.get(after).cloned()),
            "update" | "truncate" if before != "for" => written.extend(tables.get(after).cloned()),
            "from" | "join" | "using" => read.extend(listed(&words[index + 1..], tables)),
            _ => {}
        }
    }
    (written, read)
}

/// The tables of a list that begins here: "submissions s, flags".
fn listed<'a>(words: &'a [String], tables: &'a BTreeSet<String>) -> impl Iterator<Item = String> + 'a {
    let ends =
        |word: &str| ["(", ")", "on", "where", "join", "left", "order", "group", "limit"].contains(&word);
    let list = words.iter().take_while(move |word| !ends(word)).take(12).collect::<Vec<_>>();
    let entries = list.split(|word| *word == ",").map(<[_]>::to_vec).collect::<Vec<_>>();
    entries.into_iter().filter_map(|entry| tables.get(entry.first()?.as_str()).cloned())
}

/// In lower case, with each sign as a word of its own.
fn words(code: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    for sign in code.chars().flat_map(char::to_lowercase) {
        if sign.is_alphanumeric() || sign == '_' {
            words.last_mut().unwrap().push(sign);
        } else if sign.is_whitespace() {
            words.push(String::new());
        } else {
            words.extend([sign.to_string(), String::new()]);
        }
    }
    words.retain(|word| !word.is_empty());
    words
}
