//! Every rule there is, as data. The finder judges by it and the method page prints it.

use super::{Datum, Field};
use crate::values::closed_list;
use Verdict::{Blocked, Stretch};

closed_list! {
    /// A verdict on a path, from the best to the worst.
    pub enum Verdict {
        Fits = "fits" => "Fits",
        Stretch = "stretch" => "A stretch",
        Blocked = "blocked" => "Blocked",
    }
}

/// Sets an answer beside a datum of the path. Whatever no line speaks against fits.
#[derive(Debug)]
pub struct Rule {
    pub name: &'static str,
    pub field: Field,
    pub datum: Datum,
    pub lines: &'static [Line],
}

/// Holds if the answer is one of `answers` and the path's datum one of `data`.
#[derive(Debug)]
pub struct Line {
    pub answers: &'static [&'static str],
    pub data: &'static [&'static str],
    pub verdict: Verdict,
}

impl Rule {
    /// The verdict of the rule on an answer and a datum: the worst of the lines that hold.
    pub fn verdict(&self, answer: &str, datum: &str) -> Verdict {
        let holds = |line: &&Line| line.answers.contains(&answer) && line.data.contains(&datum);
        self.lines.iter().filter(holds).map(|line| line.verdict).max().unwrap_or(Verdict::Fits)
    }
}

const fn line(answers: &'static [&'static str], data: &'static [&'static str], verdict: Verdict) -> Line {
    Line { answers, data, verdict }
}

pub const RULES: [Rule; 9] = [
    Rule {
        name: "Money",
        field: Field::Money,
        datum: Datum::Capital,
        lines: &[
            line(&["none"], &["under_50"], Stretch),
            line(&["none"], &["50_499", "500_4999", "5000_19999", "20000_plus"], Blocked),
            line(&["under_50"], &["50_499"], Stretch),
            line(&["under_50"], &["500_4999", "5000_19999", "20000_plus"], Blocked),
            line(&["50_499"], &["500_4999", "5000_19999", "20000_plus"], Blocked),
            line(&["500_4999"], &["5000_19999", "20000_plus"], Blocked),
            line(&["5000_19999"], &["20000_plus"], Blocked),
            line(&["none", "under_50", "50_499", "500_4999"], &["not_stated"], Stretch),
        ],
    },
    Rule {
        name: "Hours, by what the path amounts to",
        field: Field::Hours,
        datum: Datum::Nature,
        lines: &[
            line(&["under_5", "5_9"], &["heavy_side_hustle"], Stretch),
            line(&["under_5", "5_9"], &["small_business"], Blocked),
            line(&["10_19"], &["small_business"], Stretch),
        ],
    },
    Rule {
        name: "Hours, by what readers spend",
        field: Field::Hours,
        datum: Datum::HoursTold,
        lines: &[
            line(&["under_5"], &["5_9"], Stretch),
            line(&["under_5"], &["10_19", "20_plus"], Blocked),
            line(&["5_9"], &["10_19"], Stretch),
            line(&["5_9"], &["20_plus"], Blocked),
            line(&["10_19"], &["20_plus"], Stretch),
        ],
    },
    Rule {
        name: "Years in a profession",
        field: Field::Years,
        datum: Datum::Expertise,
        lines: &[
            line(&["0"], &["required"], Blocked),
            line(&["0"], &["helpful", "not_stated"], Stretch),
            line(&["1-2"], &["required"], Stretch),
        ],
    },
    Rule {
        name: "Profession",
        field: Field::Background,
        datum: Datum::Trade,
        lines: &[line(
            &[
                "software",
                "design",
                "writing_media",
                "education",
                "law",
                "health",
                "construction_engineering",
                "finance",
                "operations_admin",
                "student",
                "other",
            ],
            &["shops"],
            Stretch,
        )],
    },
    Rule {
        name: "Skills",
        field: Field::Skills,
        datum: Datum::Skills,
        lines: &[
            line(&["some"], &["asked"], Stretch),
            line(&["none"], &["asked"], Blocked),
            line(&["none"], &["not_stated"], Stretch),
        ],
    },
    Rule {
        name: "Selling",
        field: Field::Selling,
        datum: Datum::Selling,
        lines: &[
            line(&["effort"], &["asked"], Stretch),
            line(&["no"], &["asked"], Blocked),
            line(&["no"], &["not_stated"], Stretch),
        ],
    },
    Rule {
        name: "How soon it must pay",
        field: Field::Income,
        datum: Datum::Wait,
        lines: &[
            line(&["1m"], &["1_3m"], Stretch),
            line(&["1m"], &["3_6m", "6_12m", "gt_12m", "not_half", "too_few"], Blocked),
            line(&["3m"], &["3_6m"], Stretch),
            line(&["3m"], &["6_12m", "gt_12m", "not_half"], Blocked),
            line(&["3m"], &["too_few"], Stretch),
            line(&["12m"], &["gt_12m", "not_half", "too_few"], Stretch),
        ],
    },
    Rule {
        name: "Risk",
        field: Field::Risk,
        datum: Datum::Risk,
        lines: &[
            line(&["low"], &["moderate", "not_stated"], Stretch),
            line(&["low"], &["high", "very_high"], Blocked),
            line(&["moderate"], &["high"], Stretch),
            line(&["moderate"], &["very_high"], Blocked),
            line(&["high"], &["very_high"], Stretch),
        ],
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_a_rule_is_known_and_no_two_lines_contradict_each_other() {
        for rule in &RULES {
            let knows = |list: &[(&str, &str)], word: &str| list.iter().any(|(known, _)| *known == word);
            for line in rule.lines {
                assert!(line.answers.iter().all(|word| knows(rule.field.said(), word)), "{rule:?}");
                assert!(line.data.iter().all(|word| knows(rule.datum.said(), word)), "{rule:?}");
            }
            for (answer, _) in rule.field.said() {
                for (datum, _) in rule.datum.said() {
                    let holds = |line: &&Line| line.answers.contains(answer) && line.data.contains(datum);
                    let held = rule.lines.iter().filter(holds).count();
                    assert!(held <= 1, "{}: {answer} and {datum}", rule.name);
                }
            }
        }
    }

    #[test]
    fn more_of_anything_never_makes_a_verdict_worse() {
        let ordered = [Field::Money, Field::Hours, Field::Years, Field::Income, Field::Risk];
        for rule in RULES.iter().filter(|rule| ordered.contains(&rule.field)) {
            for (datum, _) in rule.datum.said() {
                let verdicts: Vec<Verdict> =
                    rule.field.said().iter().map(|(answer, _)| rule.verdict(answer, datum)).collect();
                assert!(verdicts.is_sorted_by(|less, more| less >= more), "{}: {datum}", rule.name);
            }
        }
    }
}
