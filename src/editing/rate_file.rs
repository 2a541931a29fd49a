//! `firstbucket rates`: what the operator brings in from the files of central banks.

use super::{Cause, FactChange, fact::ADDED_RATES, queries, rates::change, reason::Reason};
use crate::{
    rates::{self, NewRate, Origin, Rate, StoredRate},
    values::{ClosedList as _, Currency, how_many},
};
use anyhow::{Context as _, anyhow};
use sqlx::PgPool;
use std::{
    collections::BTreeMap,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

#[derive(Debug, Clone, clap::Subcommand)]
pub enum Command {
    /// Adds the averages of a file, and lists each that it adds, changes or leaves. What it is, it is told by its header: the
    /// ECB's history (eurofxref-hist.csv), series of FRED (fredgraph.csv), a download of the Federal Reserve's, or HMRC's
    /// averages for the year to 31 December (average_csv_YYYY-12.csv).
    Import {
        file: PathBuf,
        /// Only says what would be done.
        #[arg(long)]
        check: bool,
        /// Puts the file's rates in place of those of other sources, too. What an editor entered stays.
        #[arg(long)]
        replace: bool,
    },
}

/// Does it, and says what to print.
pub async fn run(db: &PgPool, command: &Command) -> anyhow::Result<String> {
    let Command::Import { file, check, replace } = command;
    let (name, rates) = read(file)?;
    let stored = rates::current(db, &[]).await?;
    let plan: Vec<Planned<'_>> = rates.iter().map(|rate| Planned::of(rate, &stored, *replace)).collect();
    if !check {
        bring_in(db, &name, &plan).await?;
    }
    Ok(said(&plan, *check))
}

fn read(file: &Path) -> anyhow::Result<(String, Vec<Rate>)> {
    let bytes = fs::read(file).with_context(|| format!("reading {}", file.display()))?;
    let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
    let rates = rates::read_file(&name, &bytes).map_err(|wrong| anyhow!("{}: {wrong}", file.display()))?;
    Ok((name, rates))
}

/// A rate of the file beside the one that is in force.
#[derive(Debug)]
struct Planned<'a> {
    rate: &'a Rate,
    there: Option<&'a StoredRate>,
    outcome: Outcome,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Added,
    Changed,
    Same,
    OfEditor,
    OfOtherSource,
}

impl<'a> Planned<'a> {
    fn of(rate: &'a Rate, stored: &'a [StoredRate], replace: bool) -> Self {
        let of_same =
            |row: &&StoredRate| (row.rate.currency, row.rate.period) == (rate.currency, rate.period);
        let there = stored.iter().find(|row| !row.is_replaced && of_same(row));
        let outcome = match there {
            None => Outcome::Added,
            Some(there) if there.rate.units_per_usd == rate.units_per_usd => Outcome::Same,
            Some(there) if there.origin == Origin::Edited => Outcome::OfEditor,
            Some(there) if there.rate.source == rate.source || replace => Outcome::Changed,
            Some(_) => Outcome::OfOtherSource,
        };
        Self { rate, there, outcome }
    }

    fn is_new(&self) -> bool {
        matches!(self.outcome, Outcome::Added | Outcome::Changed)
    }

    /// `EUR 2026-07: added, 0.8601`
    fn line(&self) -> String {
        let (rate, there) = (self.rate, self.there.map_or(0.0, |there| there.rate.units_per_usd));
        let outcome = match self.outcome {
            Outcome::Added => format!("added, {}", rate.units_per_usd),
            Outcome::Changed => format!("changed, {there} is now {}", rate.units_per_usd),
            Outcome::Same => format!("left, {there} is there already"),
            Outcome::OfEditor => {
                format!("left, an editor entered {there}; the file has {}", rate.units_per_usd)
            }
            Outcome::OfOtherSource => {
                format!(
                    "left, {there} is of another source; the file has {} (--replace takes it)",
                    rate.units_per_usd
                )
            }
        };
        format!("{} {}: {outcome}", rate.currency.word(), rate.period)
    }
}

/// All of it or nothing, with an entry for each currency among the corrections.
async fn bring_in(db: &PgPool, name: &str, plan: &[Planned<'_>]) -> anyhow::Result<()> {
    let mut of_currency: BTreeMap<Currency, Vec<&Planned<'_>>> = BTreeMap::new();
    for planned in plan.iter().filter(|planned| planned.is_new()) {
        of_currency.entry(planned.rate.currency).or_default().push(planned);
    }
    let why = format!("Imported from the file {name}.");
    let mut tx = db.begin().await?;
    for (currency, new) in of_currency {
        for planned in &new {
            let replaces = planned.there.map(|there| there.id);
            let by = queries::OPERATOR;
            let rate = NewRate { rate: planned.rate, replaces, origin: Origin::Imported, by, why: &why };
            if !rates::put(&mut tx, &rate).await? {
                return Err(anyhow!(
                    "somebody else entered a rate of {} meanwhile: run it again",
                    currency.label()
                ));
            }
        }
        let reason = Reason { cause: Cause::Update, why: why.clone() };
        queries::record_rates(&mut tx, currency, None, &reason, &facts(&new)).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Each change by itself, and what was added in one.
fn facts(new: &[&Planned<'_>]) -> Vec<FactChange> {
    let added: Vec<_> =
        new.iter().filter(|planned| planned.there.is_none()).map(|planned| planned.rate).collect();
    let first_and_last =
        added.iter().map(|rate| rate.period).min().zip(added.iter().map(|rate| rate.period).max());
    let summed = first_and_last.zip(added.first()).map(|((first, last), rate)| FactChange {
        fact: ADDED_RATES.to_owned(),
        old: String::new(),
        new: format!("{}, {first} to {last}. {}", how_many(added.len(), "average"), rate.source),
    });
    let changed = new.iter().filter_map(|planned| Some(change(Some(&planned.there?.rate), planned.rate)));
    changed.chain(summed).collect()
}

fn said(plan: &[Planned<'_>], is_check: bool) -> String {
    let mut said = String::new();
    for planned in plan {
        said.push_str(&planned.line());
        said.push('\n');
    }
    let count =
        |outcomes: &[Outcome]| plan.iter().filter(|planned| outcomes.contains(&planned.outcome)).count();
    let (added, changed) = (count(&[Outcome::Added]), count(&[Outcome::Changed]));
    let left = plan.len() - added - changed;
    let verdict = if is_check { "Nothing was done; it would be" } else { "It was" };
    let _ = writeln!(said, "{verdict} {added} added, {changed} changed, {left} left.");
    if !is_check && added + changed > 0 {
        said.push_str("Published reports in these currencies are turned into dollars anew within minutes, while the site is served.\n");
    }
    said
}
