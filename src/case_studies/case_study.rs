use super::{CaseOutcome, Doer, Relation, lists::IncomeBand};
use crate::{
    reports::{Background, Grade, IncomeModel},
    values::{CaseId, ClosedList as _, Markdown, PathId},
};
use serde::{Deserialize, Serialize};
use time::Date;

/// A case study as a list shows it.
#[derive(Debug, Clone)]
pub struct CaseCard {
    pub id: CaseId,
    pub slug: String,
    pub title: String,
    pub lede: String,
    pub path_slug: String,
    pub path_name: String,
    pub outcome: CaseOutcome,
    /// The sum or count that the account is remembered by, in words.
    pub headline_sum: String,
    pub relation: Relation,
    pub grade: Grade,
    pub background: Option<Background>,
    pub income_model: Vec<IncomeModel>,
    pub income: IncomeBand,
    /// When it was observed.
    pub year: Option<i16>,
    /// The year as a facet knows it.
    pub(super) year_word: String,
}

impl CaseCard {
    /// "Second-hand, not checked".
    pub fn evidence(&self) -> String {
        format!("{}, {}", self.relation.short(), checked(self.grade))
    }
}

/// A case study with everything that its source says, and what it leaves out.
#[derive(Debug)]
pub struct CaseStudy {
    pub slug: String,
    pub title: String,
    pub person_label: String,
    pub lede: String,
    pub path_id: PathId,
    pub path_slug: String,
    pub path_name: String,
    pub variant_name: Option<String>,
    pub outcome: CaseOutcome,
    pub relation: Relation,
    pub grade: Grade,
    pub who_pays: Option<String>,
    pub brought: Option<String>,
    pub customers: Option<String>,
    pub ai_tools: Vec<String>,
    pub income_model: Vec<IncomeModel>,
    pub steps: Vec<Step>,
    pub timeline: Vec<Moment>,
    pub lesson: String,
    pub unknown: Vec<String>,
    pub body: Markdown,
    pub observed_year: Option<i16>,
    pub last_checked_on: Date,
    pub source: String,
    pub locator: String,
    pub figures: Vec<CaseFigure>,
}

/// One thing that was done, and who did it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    pub who: Doer,
    pub text: String,
}

/// An event of the story; `offset` counts from the start, in words.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Moment {
    pub offset: String,
    pub event: String,
}

/// A number of the account, in words, with how it came about.
#[derive(Debug)]
pub struct CaseFigure {
    pub kind: String,
    pub says: String,
    pub gross_or_net: String,
    /// The calculation, where the number is ours and not the source's.
    pub derived_from: Option<String>,
}

/// A line of the key facts.
#[derive(Debug)]
pub struct Fact {
    pub name: &'static str,
    /// None where the source does not say; the page says that then.
    pub value: Option<String>,
    pub note: Option<String>,
}

impl CaseStudy {
    /// The facts that a reader asks of every account, in one order for all; the path stands before them.
    pub fn facts(&self) -> Vec<Fact> {
        let fact = |name, value: Option<String>| Fact { name, value, note: None };
        vec![
            self.income(),
            Fact { note: self.customers_told(), ..fact("Who pays", self.who_pays.clone()) },
            fact("Brought along", self.brought.clone()),
            fact("Comes in by", self.comes_in_by()),
            fact("Effort", self.told("effort").map(|figure| figure.says.clone())),
            fact("When", self.observed_year.map(|year| year.to_string())),
            Fact {
                note: Some(self.evidence_note()),
                ..fact("Evidence", Some(self.relation.short().to_owned()))
            },
        ]
    }

    fn income(&self) -> Fact {
        let told = self.told("income");
        Fact {
            name: "Income",
            value: told.map(|figure| figure.says.clone()),
            note: told.map(|figure| figure.costs().to_owned()),
        }
    }

    /// The prose, cut before each of its headings.
    pub fn sections(&self) -> Vec<Markdown> {
        let marked = self.body.0.replace("\n## ", "\n\0## ");
        marked.split('\0').map(|part| Markdown(part.to_owned())).filter(|part| !part.is_empty()).collect()
    }

    /// The customers, where more is told than who pays.
    fn customers_told(&self) -> Option<String> {
        self.customers.clone().filter(|_| self.customers != self.who_pays)
    }

    /// The source's own first figure of this kind.
    fn told(&self, kind: &str) -> Option<&CaseFigure> {
        self.figures.iter().find(|figure| figure.kind == kind && figure.derived_from.is_none())
    }

    /// "Adverts, paid content".
    fn comes_in_by(&self) -> Option<String> {
        let mut labels = self.income_model.iter().map(|model| model.label());
        let first = labels.next()?.to_owned();
        Some(labels.fold(first, |all, label| format!("{all}, {}", label.to_lowercase())))
    }

    fn evidence_note(&self) -> String {
        let whose = match self.relation {
            Relation::FirstHand => "the writer’s own account",
            Relation::AcquaintanceOfAuthor | Relation::DescribedByAuthor => "one writer’s account",
            Relation::PublicRecord => "open to anybody",
        };
        format!("{whose}, {}", checked(self.grade))
    }
}

impl CaseFigure {
    /// Whether costs are off already, as far as the source says.
    fn costs(&self) -> &'static str {
        match self.gross_or_net.as_str() {
            "gross" => "before costs",
            "net" => "after costs",
            _ => "before or after costs: not stated",
        }
    }
}

fn checked(grade: Grade) -> &'static str {
    if matches!(grade, Grade::A | Grade::B) { "checked" } else { "not checked" }
}
