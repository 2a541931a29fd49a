//! Two roles for one database: one owns the tables and changes them, the program's own only uses them. So a hole in the
//! program opens neither the schema nor what is written down once.

mod granted;

use anyhow::{Context as _, Result};
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _};
use std::collections::BTreeSet;

use super::patience::Patience;

pub use granted::{FUNCTIONS, TABLES};

/// Whom a server of our own lets change the schema, and whom it lets use it.
pub const OWNER: &str = "firstbucket_owner";
pub const PROGRAM: &str = "firstbucket_program";

const MADE: &str = include_str!("roles.sql");

/// Makes both roles on the server, if they are missing, and hands the database over to its owner, if it is not yet.
/// `superuser` connects to that database.
pub async fn make(superuser: &PgConnectOptions) -> Result<()> {
    let options = Patience::limited(superuser.clone());
    let mut patience = Patience::new();
    loop {
        match make_once(&options).await {
            Err(error) if patience.has_some_for(&error) => patience.pause().await,
            done => return done.context("handing the database over to its owner"),
        }
    }
}

async fn make_once(options: &PgConnectOptions) -> Result<()> {
    let mut conn = options.connect().await?;
    sqlx::raw_sql(MADE).execute(&mut conn).await?;
    Ok(conn.close().await?)
}

/// A right on a table, on one of its columns or (both empty) on none of them.
type Right = (String, String, String);

/// Gives the role what [`TABLES`] and [`FUNCTIONS`] say and takes all else away. Changes nothing where it is so already.
/// `owner` owns the tables.
pub async fn grant(owner: &mut PgConnection, role: &str) -> Result<()> {
    let mut tx = owner.begin().await?;
    sqlx::raw_sql("select pg_advisory_xact_lock(7266)").execute(&mut *tx).await?;
    let (wanted, there) = (wanted(), there(&mut tx, role).await?);
    let differing: BTreeSet<&str> =
        wanted.symmetric_difference(&there).map(|(table, ..)| table.as_str()).collect();
    let quoted = quoted(role);
    for table in differing {
        let mut sql = format!("revoke all on {table} from {quoted};");
        for (_, columns, right) in wanted.iter().filter(|(of, ..)| of == table) {
            let columns = if columns.is_empty() { String::new() } else { format!(" ({columns})") };
            sql += &format!("grant {right}{columns} on {table} to {quoted};");
        }
        sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut *tx).await?;
    }
    for function in FUNCTIONS {
        let may = "select has_function_privilege($1, $2, 'execute') and not has_function_privilege('public', $2, 'execute')";
        if !sqlx::query_scalar::<_, bool>(may).bind(role).bind(function).fetch_one(&mut *tx).await? {
            let sql = format!(
                "revoke execute on function {function} from public; grant execute on function {function} to {quoted}"
            );
            sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut *tx).await?;
        }
    }
    // What a migration adds is there at once for the programs that serve meanwhile, and comes under the list after it.
    let by_default = "select exists (select from pg_default_acl, aclexplode(defaclacl)
                                     where grantee = (select oid from pg_roles where rolname = $1))";
    if !sqlx::query_scalar::<_, bool>(by_default).bind(role).fetch_one(&mut *tx).await? {
        let sql =
            format!("alter default privileges grant select, insert, update, delete on tables to {quoted}");
        sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut *tx).await?;
    }
    Ok(tx.commit().await?)
}

fn wanted() -> BTreeSet<Right> {
    let mut rights = BTreeSet::new();
    for (table, whole, columns) in TABLES {
        rights.extend(whole.split(' ').map(|right| ((*table).into(), String::new(), right.into())));
        let columns = columns.split(' ').filter(|column| !column.is_empty());
        rights.extend(columns.map(|column| ((*table).into(), column.into(), "update".into())));
    }
    rights
}

/// Every right that the role itself has in the schema.
pub async fn there(conn: &mut PgConnection, role: &str) -> sqlx::Result<BTreeSet<Right>> {
    let rights: Vec<Right> = sqlx::query_as(
        "with given as (
             select oid, 0 as attnum, relacl as acl from pg_class where relnamespace = current_schema()::regnamespace
             union all
             select attrelid, attnum, attacl from pg_attribute a join pg_class c on c.oid = attrelid
             where relnamespace = current_schema()::regnamespace and attacl is not null)
         select given.oid::regclass::text, coalesce(attname::text, ''), lower(privilege_type)
         from given cross join aclexplode(acl) left join pg_attribute a on attrelid = given.oid and a.attnum = given.attnum
         where grantee = (select oid from pg_roles where rolname = $1)",
    )
    .bind(role)
    .fetch_all(conn)
    .await?;
    Ok(rights.into_iter().collect())
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// A reason for which the role of this connection could change the schema, such as "owns the tables"; none if it is
/// as it should be.
pub async fn too_much(conn: &mut PgConnection) -> sqlx::Result<Option<&'static str>> {
    let (superuser, owner, makes): (bool, bool, bool) = sqlx::query_as(
        "select rolsuper,
                exists (select from pg_class where relnamespace = current_schema()::regnamespace and relowner = r.oid),
                has_schema_privilege(current_schema(), 'create')
         from pg_roles r where rolname = current_user",
    )
    .fetch_one(conn)
    .await?;
    Ok(match (superuser, owner, makes) {
        (true, ..) => Some("is the server's superuser"),
        (_, true, _) => Some("owns the tables"),
        (.., true) => Some("may make tables"),
        _ => None,
    })
}
