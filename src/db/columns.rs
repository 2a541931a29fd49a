/// A checked statement that names the same columns more than once: they are given once, before the statement, and stand
/// wherever it has `columns` between two of its parts.
///
/// A row written in this way comes as JSON: `jsonb_populate_record(null::the_table, $1)` takes from it what has a column's
/// name, and leaves null what the JSON does not have; so the list holds no column that has a default.
macro_rules! with_columns {
    ($query:ident, $columns:literal, $first:literal $(columns $part:literal)+ $(, $argument:expr)* $(,)?) => {
        sqlx::$query!($first $(+ $columns + $part)+ $(, $argument)*)
    };
}
pub(crate) use with_columns;
