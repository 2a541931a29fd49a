//! Where words of a report, a case study or a path can stand: in its own row, in whatever goes with it when it is erased,
//! and in what is said of it elsewhere. The catalogue says what goes with what, so that a new table is not forgotten.

use super::passage::Passages;
use crate::values::{CaseId, PathId, SubmissionId};
use serde_json::{Map, Value};
use sqlx::{AssertSqlSafe, PgConnection};
use std::collections::BTreeMap;

/// The thing that a passage is taken out of.
#[derive(Debug, Clone, Copy)]
pub enum Of {
    Report(SubmissionId),
    Case(CaseId),
    Path(PathId),
}

/// A table in which the passages stand, and how often.
#[derive(Debug)]
pub struct Occurrences {
    pub table: String,
    pub times: i64,
}

/// Counts of what was taken out.
#[derive(Debug, Default)]
pub struct Removed {
    /// How often a passage stood there.
    pub times: i64,
    /// The lines of frozen files that it stood in, by month and name.
    pub lines: BTreeMap<(String, String), i64>,
}

/// A row whose words change.
struct Changed {
    table: String,
    /// Of a frozen file: its month and name.
    file: Option<(String, String)>,
    /// Where the row lies.
    row: String,
    columns: Map<String, Value>,
    times: i64,
}

/// Tables of words that staff write in public about no one item: they may name anybody.
const SAID_TO_ALL: [&str; 3] = ["reason_wordings", "path_signals", "threshold_changes"];

type Conditions = BTreeMap<String, Vec<String>>;

impl Of {
    /// The tables to begin with, each with its condition. The ids are our own numbers.
    fn roots(self) -> Vec<(&'static str, String)> {
        let mut roots = match self {
            Self::Report(id) => vec![
                ("submissions", format!("id = {id}")),
                (
                    "word_lines",
                    format!(
                        "open_id in (select open_id from experiences where submission_id = {id} \
                         union select open_id from experience_places where submission_id = {id})"
                    ),
                ),
            ],
            Self::Case(id) => vec![
                ("case_studies", format!("id = {id}")),
                ("flags", format!("case_study_id = {id}")),
                ("edits", format!("case_id = {id}")),
                ("word_lines", "name = 'cases.csv'".to_owned()),
            ],
            Self::Path(id) => vec![
                ("paths", format!("id = {id}")),
                ("flags", format!("path_id = {id} and submission_id is null and case_study_id is null")),
                ("edits", format!("path_id = {id} and case_id is null")),
                ("word_lines", "name = 'paths.csv'".to_owned()),
            ],
        };
        roots.extend(SAID_TO_ALL.map(|table| (table, "true".to_owned())));
        roots
    }
}

/// Where the passages stand now; nothing is changed.
pub async fn find(conn: &mut PgConnection, of: Of, passages: &Passages) -> sqlx::Result<Vec<Occurrences>> {
    let mut places: BTreeMap<String, i64> = BTreeMap::new();
    for row in changed(conn, of, passages).await? {
        *places.entry(row.table).or_default() += row.times;
    }
    Ok(places.into_iter().map(|(table, times)| Occurrences { table, times }).collect())
}

/// Takes the passages out wherever they stand; `RowNotFound` when somebody else changed a row meanwhile. Whoever calls
/// holds what they are taken out of.
pub async fn take_out(conn: &mut PgConnection, of: Of, passages: &Passages) -> sqlx::Result<Removed> {
    let mut taken = Removed::default();
    for row in changed(conn, of, passages).await? {
        let written: bool = sqlx::query_scalar("select write_redacted($1::regclass, $2::tid, $3)")
            .bind(&row.table)
            .bind(&row.row)
            .bind(Value::Object(row.columns))
            .fetch_one(&mut *conn)
            .await?;
        if !written {
            // Somebody changed it in this moment; none of it is done.
            return Err(sqlx::Error::RowNotFound);
        }
        taken.times += row.times;
        if let Some(file) = row.file {
            *taken.lines.entry(file).or_default() += 1;
        }
    }
    Ok(taken)
}

async fn changed(conn: &mut PgConnection, of: Of, passages: &Passages) -> sqlx::Result<Vec<Changed>> {
    let mut changed = Vec::new();
    for (table, conditions) in scope(conn, of).await? {
        let columns = columns(conn, &table).await?;
        let rows: Vec<(String, Value)> = sqlx::query_as(AssertSqlSafe(format!(
            "select ctid::text, to_jsonb(t) from {table} t where ({})",
            conditions.join(") or (")
        )))
        .persistent(false)
        .fetch_all(&mut *conn)
        .await?;
        for (row, said) in rows {
            let part = |name: &str| said.get(name).and_then(Value::as_str).map(str::to_owned);
            let file = part("month").zip(part("name")).filter(|_| table == "word_lines");
            let (columns, times) = without(&columns, said, passages);
            if times > 0 {
                changed.push(Changed { table: table.clone(), file, row, columns, times });
            }
        }
    }
    Ok(changed)
}

/// The columns of a row that change.
fn without(columns: &[String], row: Value, passages: &Passages) -> (Map<String, Value>, i64) {
    let Value::Object(row) = row else { return (Map::new(), 0) };
    let file = row.get("name").and_then(Value::as_str).unwrap_or_default().to_owned();
    let (mut changed, mut all) = (Map::new(), 0);
    for (column, mut value) in row.into_iter().filter(|(column, _)| columns.contains(column)) {
        let times = match value
            .as_str()
            .filter(|_| column == "line")
            .map(|line| out_of_line(&file, line, passages))
        {
            Some(Some((line, times))) => {
                value = Value::String(line);
                times
            }
            _ => passages.take_out_of(&mut value),
        };
        if times > 0 {
            changed.insert(column, value);
            all += times;
        }
    }
    (changed, all)
}

/// A line of a frozen file is read by the rules of the file, as quotes and line ends are written otherwise in it; none if
/// it does not keep to them.
fn out_of_line(file: &str, line: &str, passages: &Passages) -> Option<(String, i64)> {
    if file.ends_with(".ndjson") {
        let mut read: Value = serde_json::from_str(line).ok()?;
        let times = passages.take_out_of(&mut read);
        return Some((format!("{read}\n"), times));
    }
    let mut rows = csv::ReaderBuilder::new().has_headers(false).from_reader(line.as_bytes());
    let row = rows.records().next()?.ok()?;
    let cells: Vec<(String, i64)> = row.iter().map(|cell| passages.take_out(cell)).collect();
    let mut out = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    out.write_record(cells.iter().map(|(cell, _)| cell)).ok()?;
    let line = String::from_utf8(out.into_inner().ok()?).ok()?;
    Some((line, cells.iter().map(|(_, times)| times).sum()))
}

/// The tables whose rows can hold words of it, each with the conditions under which they do.
async fn scope(conn: &mut PgConnection, of: Of) -> sqlx::Result<Conditions> {
    let edges = edges(conn).await?;
    let mut scope = Conditions::new();
    let mut open: Vec<(Vec<String>, String)> =
        of.roots().into_iter().map(|(table, condition)| (vec![table.to_owned()], condition)).collect();
    while let Some((trail, condition)) = open.pop() {
        let Some(table) = trail.last() else { continue };
        for edge in edges.iter().filter(|edge| edge.parent == *table && !trail.contains(&edge.child)) {
            let Edge { child, column, parent, key } = edge;
            let below = format!("{column} in (select {key} from {parent} where {condition})");
            open.push((trail.iter().chain([child]).cloned().collect(), below));
        }
        scope.entry(table.clone()).or_default().push(condition);
    }
    Ok(scope)
}

/// A table whose rows go with those of another.
#[derive(sqlx::FromRow)]
struct Edge {
    child: String,
    column: String,
    parent: String,
    key: String,
}

async fn edges(conn: &mut PgConnection) -> sqlx::Result<Vec<Edge>> {
    sqlx::query_as(
        "select c.conrelid::regclass::text as child, quote_ident(a.attname) as column, \
                c.confrelid::regclass::text as parent, quote_ident(b.attname) as key \
         from pg_constraint c \
         join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1] \
         join pg_attribute b on b.attrelid = c.confrelid and b.attnum = c.confkey[1] \
         where c.contype = 'f' and cardinality(c.conkey) = 1 and (c.confdeltype = 'c' or c.conrelid = 'edited_facts'::regclass)",
    )
    .fetch_all(conn)
    .await
}

/// The columns of a table that hold words and are written, not computed.
async fn columns(conn: &mut PgConnection, table: &str) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar(
        "select attname::text from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped \
         and attgenerated = '' and format_type(atttypid, null) in ('text', 'text[]', 'jsonb')",
    )
    .bind(table)
    .fetch_all(conn)
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passage_with_quotes_or_on_two_lines_goes_out_of_a_frozen_line_and_its_cells_stay() {
        let passages = Passages::parse("Jim \"Zorro\" Smith\n12,5").unwrap();
        for (file, line, left) in [
            (
                "words.csv",
                "12,5,\"By Jim \"\"Zorro\"\"\nSmith, \"\"a friend\"\"\"\r\n",
                "12,5,\"By […]              , \"\"a friend\"\"\"\r\n",
            ),
            (
                "words.ndjson",
                "{\"a\":\"By Jim \\\"Zorro\\\"\\nSmith\",\"b\":[12,5]}\n",
                "{\"a\":\"By […]              \",\"b\":[12,5]}\n",
            ),
        ] {
            assert_eq!(out_of_line(file, line, &passages), Some((left.to_owned(), 1)), "{line}");
        }
        assert_eq!(out_of_line("words.ndjson", "no JSON", &passages), None);
    }
}
