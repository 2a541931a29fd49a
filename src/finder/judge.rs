use super::{Datum, Field, RULES, Rule, Verdict, answers::Answers};
use crate::{
    directory::Reports,
    paths::{Basis, HustlePath, listed},
    values::{Word, uncapped},
};

/// A path beside the answers.
#[derive(Debug)]
pub struct JudgedPath {
    pub path: HustlePath,
    pub reports: Reports,
    /// The worst of the findings.
    pub verdict: Verdict,
    /// One for each rule whose question was answered, in the order of the rules.
    pub findings: Vec<Finding>,
    /// The path's page for people like the reader, where it has figures to narrow.
    pub people_alike: Option<String>,
}

/// The verdict of one rule on a path, with the datum that made it say so.
#[derive(Debug)]
pub struct Finding {
    pub verdict: Verdict,
    /// "It takes $20,000 or more to start, and you can lose under $50."
    pub sentence: String,
    /// Where the datum comes from.
    pub basis: Basis,
    /// Why it is rated so, or what the reports say.
    pub why: String,
    /// Whether nothing is known, and the rule has nothing against that.
    pub is_open: bool,
}

impl JudgedPath {
    pub fn of(answers: &Answers, path: HustlePath, reports: Reports) -> Self {
        let findings: Vec<Finding> =
            RULES.iter().filter_map(|rule| Finding::of(rule, answers, &path, &reports)).collect();
        Self {
            verdict: findings.iter().map(|finding| finding.verdict).max().unwrap_or(Verdict::Fits),
            people_alike: answers.people_alike(&path).filter(|_| reports.has_figures()),
            findings,
            path,
            reports,
        }
    }

    /// How many findings block the path, and how many make it a stretch: fewer is nearer.
    pub fn distance(&self) -> (usize, usize) {
        let count = |verdict| self.findings.iter().filter(|finding| finding.verdict == verdict).count();
        (count(Verdict::Blocked), count(Verdict::Stretch))
    }

    /// Findings that rest on something known, for or against.
    pub fn known(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| !finding.is_open)
    }

    /// Findings of which nothing is known, where that decides nothing.
    pub fn open(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.is_open)
    }

    /// Findings that stand in the way, the worst first.
    pub fn obstacles(&self) -> Vec<&Finding> {
        let mut findings: Vec<&Finding> =
            self.findings.iter().filter(|finding| finding.verdict != Verdict::Fits).collect();
        findings.sort_by_key(|finding| std::cmp::Reverse(finding.verdict));
        findings
    }
}

impl Finding {
    /// Where the datum comes from, and why where it matters: whatever speaks against the path, and every figure.
    pub fn source(&self) -> String {
        match (self.verdict, self.basis) {
            (Verdict::Fits, Basis::Article | Basis::Editor | Basis::NotStated) => format!("{}.", self.basis),
            _ => format!("{}. {}", self.basis, self.why),
        }
    }

    fn of(rule: &Rule, answers: &Answers, path: &HustlePath, reports: &Reports) -> Option<Self> {
        let answer = answers.on(rule.field, path)?;
        let known = rule.datum.of(path, reports)?;
        // Of several forms that a path can take, the one that asks least counts.
        let (verdict, datum) = known
            .words
            .iter()
            .map(|datum| (rule.verdict(answer, datum), *datum))
            .min_by_key(|(verdict, _)| *verdict)?;
        let it = known.exactly.clone().unwrap_or_else(|| said(rule.datum.said(), datum).to_owned());
        let sentence = match verdict {
            Verdict::Fits => format!("It {it}."),
            _ => format!("It {it}, and you {}.", you(rule, answer, answers, path)),
        };
        Some(Self {
            verdict,
            sentence,
            basis: known.basis,
            is_open: verdict == Verdict::Fits && known.is_unknown(),
            why: known.why,
        })
    }
}

/// The answer as it bears on the path.
fn you(rule: &Rule, answer: &str, answers: &Answers, path: &HustlePath) -> String {
    if (rule.field, rule.datum) == (Field::Skills, Datum::Skills) {
        let lacking: Vec<&str> = answers.lacking(path).iter().map(|(_, label)| *label).collect();
        if !lacking.is_empty() {
            return format!("did not name {}", uncapped(&listed(&lacking, "and")));
        }
    }
    said(rule.field.said(), answer).to_owned()
}

fn said(list: &'static [Word], word: &str) -> &'static str {
    list.iter().find(|(known, _)| *known == word).map_or("", |(_, said)| said)
}
