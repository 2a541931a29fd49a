use super::{
    files::{File, Files},
    frame_file::FrameFile,
    front_matter::{self, Complaints},
    path_file::PathFile,
};
use crate::{
    case_studies::CaseContent,
    rates::{self, Rate},
    values::Slug,
};
use serde::de::DeserializeOwned;
use std::collections::{BTreeMap, BTreeSet};

/// The content of a folder, sound in itself.
#[derive(Debug)]
pub struct Content {
    pub paths: Vec<Entry<PathFile>>,
    pub cases: Vec<Entry<CaseContent>>,
    pub frame: FrameFile,
    pub frame_body: String,
    pub rates: Vec<Rate>,
}

/// One row to be: its keys and its prose.
#[derive(Debug)]
pub struct Entry<T> {
    pub file: String,
    pub slug: Slug,
    pub hash: String,
    pub keys: T,
    pub body: String,
}

impl Content {
    /// Reads every file and makes sure that they fit together; names everything that does not.
    pub fn read(files: &Files) -> Result<Self, Complaints> {
        let mut complaints = Vec::new();
        let paths = entries(&files.paths, &mut complaints);
        let cases = entries(&files.cases, &mut complaints);
        let frame = files.frame.as_ref().ok_or_else(|| Complaints(vec!["frame.md: is missing".into()]));
        let (frame, frame_body) = frame.and_then(front_matter::read).unwrap_or_else(|error| {
            complaints.extend(error.0);
            (FrameFile { points: Vec::new() }, String::new())
        });
        let rates = files.rates.as_ref().map_or(Ok(Vec::new()), |file| rates::shipped(&file.text));
        let rates = rates.unwrap_or_else(|wrong| {
            complaints.extend(wrong.iter().map(|wrong| format!("rates.toml: {wrong}")));
            Vec::new()
        });
        if !complaints.is_empty() {
            return Err(Complaints(complaints));
        }
        let content = Self { paths, cases, frame, frame_body, rates };
        let complaints = content.complaints();
        if complaints.is_empty() { Ok(content) } else { Err(Complaints(complaints)) }
    }

    fn complaints(&self) -> Vec<String> {
        let of_paths = self.paths.iter().flat_map(|path| path.named(path.keys.complaints()));
        let of_cases = self.cases.iter().flat_map(|case| case.named(case.keys.complaints()));
        let belonging = self.cases.iter().flat_map(|case| case.named(self.where_it_belongs(&case.keys)));
        let facts = self.paths.iter().flat_map(|path| path.named(self.facts_left_out(path)));
        of_paths.chain(of_cases).chain(belonging).chain(facts).chain(self.given_twice()).collect()
    }

    /// A case names a path there is, and a variant of that path.
    fn where_it_belongs(&self, case: &CaseContent) -> Vec<String> {
        let Some(path) = self.paths.iter().find(|path| path.slug == case.path) else {
            return vec![format!("path: there is no path {}", case.path)];
        };
        let is_of_path = |slug: &Slug| path.keys.variants.iter().any(|variant| variant.slug == *slug);
        let strange = case.variant.iter().filter(|slug| !is_of_path(slug));
        strange.map(|slug| format!("variant: {} has no variant {slug}", case.path)).collect()
    }

    /// Facts that a path claims to carry and that none of its sentences and cases does.
    fn facts_left_out(&self, path: &Entry<PathFile>) -> Vec<String> {
        let points = path.keys.points.iter().filter_map(|point| point.fact);
        let cases = self.cases.iter().filter(|case| case.keys.path == path.slug);
        let carried: BTreeSet<i16> = points.chain(cases.flat_map(|case| case.keys.facts.clone())).collect();
        let missing = path.keys.facts.iter().filter(|fact| !carried.contains(fact));
        missing.map(|fact| format!("facts: no sentence and no case carries fact {fact}")).collect()
    }

    fn given_twice(&self) -> Vec<String> {
        let mut seen = BTreeMap::new();
        let places = self.paths.iter().map(|path| (path, format!("position {}", path.keys.position)));
        let variants = self.paths.iter().flat_map(|path| {
            path.keys.variants.iter().map(move |variant| (path, format!("variants.slug {}", variant.slug)))
        });
        let twice = places.chain(variants).filter_map(|(path, what)| {
            let first = seen.insert(what.clone(), &path.file)?;
            Some(format!("{}: {what} is also in {first}", path.file))
        });
        twice.collect()
    }
}

impl<T> Entry<T> {
    fn named(&self, complaints: Vec<String>) -> Vec<String> {
        complaints.iter().map(|complaint| format!("{}: {complaint}", self.file)).collect()
    }
}

fn entry<T: DeserializeOwned>(file: &File) -> Result<Entry<T>, Complaints> {
    let (keys, body) = front_matter::read(file)?;
    let slug = Slug::try_from(file.stem().to_owned()).map_err(|_| {
        Complaints(vec![format!("{}: the name must be small letters, digits and hyphens", file.name)])
    })?;
    Ok(Entry { file: file.name.clone(), slug, hash: file.hash(), keys, body })
}

fn entries<T: DeserializeOwned>(files: &[File], complaints: &mut Vec<String>) -> Vec<Entry<T>> {
    let entry = |file: &File| match entry(file) {
        Ok(entry) => Some(entry),
        Err(error) => {
            complaints.extend(error.0);
            None
        }
    };
    files.iter().filter_map(entry).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_income_told_is_counted_by_the_month() {
        let told: Vec<(String, Option<i64>)> = Files::embedded()
            .cases
            .iter()
            .map(|file| {
                (file.stem().to_owned(), front_matter::read::<CaseContent>(file).unwrap().0.monthly())
            })
            .map(|(stem, cents)| (stem, cents.map(|cents| cents.0 / 100)))
            .filter(|(_, dollars)| dollars.is_some())
            .collect();
        let expected = [
            ("annotation-studio", 5_000),
            ("construction-specifications", 550),
            ("engineers-articles", 1_200),
            ("listings-shop-by-shop", 2_850),
        ];
        assert_eq!(told, expected.map(|(stem, dollars)| (stem.to_owned(), Some(dollars))));
    }
}
