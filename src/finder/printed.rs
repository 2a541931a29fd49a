//! The rules in words, made from the same data that judges.

use super::{RULES, Rule, Verdict};
use crate::values::Word;

/// A rule as the method page prints it.
#[derive(Debug)]
pub struct PrintedRule {
    pub name: &'static str,
    pub lines: Vec<PrintedLine>,
}

/// "If you … and it …: a stretch". One of the answers and one of the data is enough.
#[derive(Debug)]
pub struct PrintedLine {
    pub answers: Vec<&'static str>,
    pub data: Vec<&'static str>,
    pub verdict: Verdict,
}

pub fn printed_rules() -> Vec<PrintedRule> {
    RULES.iter().map(PrintedRule::of).collect()
}

impl PrintedRule {
    fn of(rule: &Rule) -> Self {
        let lines = rule.lines.iter().map(|line| PrintedLine {
            answers: said(rule.field.said(), line.answers),
            data: said(rule.datum.said(), line.data),
            verdict: line.verdict,
        });
        Self { name: rule.name, lines: lines.collect() }
    }
}

fn said(list: &'static [Word], words: &[&str]) -> Vec<&'static str> {
    list.iter().filter(|(word, _)| words.contains(word)).map(|(_, said)| *said).collect()
}
