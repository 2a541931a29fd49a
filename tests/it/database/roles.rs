//! What the program's role may do, and what nobody may do who has got hold of its connection.

use super::{migrating::FIRST_EDITION, program::Folder};
use crate::support::{TestApp, database_at, fresh_database};
use firstbucket::db::{
    Database, Settings,
    local::{LocalServer, Options},
    roles::{self, FUNCTIONS, OWNER, PROGRAM, TABLES},
};
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _, PgConnection, PgPool};
use std::{
    collections::BTreeSet,
    fs,
    process::{Command, Stdio},
    time::Duration,
};
use tokio::task::spawn_blocking;

#[tokio::test]
async fn every_table_is_on_the_list_and_the_role_has_these_rights_and_no_others() {
    let database = fresh_database().await;
    let tables = "select relname::text from pg_class where relnamespace = 'public'::regnamespace and relkind = any('{r,p,v,m,f}')";
    let tables: BTreeSet<String> = names(&database.pool(), tables).await;
    let listed: BTreeSet<String> = TABLES.iter().map(|(table, ..)| (*table).to_owned()).collect();
    assert_eq!(tables, listed, "src/db/roles/granted.rs says what the program may do with each");

    let mut conn = database.pool().acquire().await.unwrap();
    let there: BTreeSet<_> = roles::there(&mut conn, PROGRAM).await.unwrap();
    let mut said = BTreeSet::new();
    for (table, whole, columns) in TABLES {
        said.extend(whole.split(' ').map(|right| format!("{right} {table}")));
        said.extend(columns.split_whitespace().map(|column| format!("update {table}.{column}")));
    }
    let in_words = |(table, column, right): (String, String, String)| match column.as_str() {
        "" => format!("{right} {table}"),
        column => format!("{right} {table}.{column}"),
    };
    assert_eq!(there.into_iter().map(in_words).collect::<BTreeSet<_>>(), said);
    for right in ["create", "temporary"] {
        let has = sqlx::query_scalar::<_, bool>("select has_database_privilege($1, current_database(), $2)");
        assert!(!has.bind(PROGRAM).bind(right).fetch_one(&database.pool()).await.unwrap_or(true), "{right}");
    }
    let others = "select distinct grantee::regrole::text from pg_class, aclexplode(relacl)
                  where relnamespace = 'public'::regnamespace and grantee not in (relowner, 'firstbucket_program'::regrole)";
    assert_eq!(names(&database.pool(), others).await, BTreeSet::new());
}

#[tokio::test]
async fn functions_with_the_owners_rights_are_on_the_list_and_for_nobody_else() {
    let database = fresh_database().await;
    let defining = "select oid::regprocedure::text from pg_proc where pronamespace = 'public'::regnamespace and prosecdef";
    let listed: BTreeSet<String> = FUNCTIONS.iter().map(|function| (*function).to_owned()).collect();
    assert_eq!(names(&database.pool(), defining).await, listed);
    let open = format!(
        "{defining} and (proacl is null or exists (select from aclexplode(proacl) where grantee = 0))"
    );
    assert_eq!(names_of(&database.pool(), open).await, BTreeSet::new());
    let unfenced = format!(
        "{defining} and coalesce(array_to_string(proconfig, ','), '') not like 'search_path=%pg_temp%'"
    );
    assert_eq!(names_of(&database.pool(), unfenced).await, BTreeSet::new());
}

/// What a trigger keeps from changing, the role may not even try to change.
#[tokio::test]
async fn what_is_written_down_once_is_only_added_to() {
    let database = fresh_database().await;
    let refused = "select distinct tgrelid::regclass::text from pg_trigger where tgfoid = 'refuse_change()'::regprocedure";
    let never_deleted = names_of(&database.pool(), format!("{refused} and tgtype & 8 <> 0")).await;
    for table in &never_deleted {
        let (_, rights, _) = TABLES.iter().find(|(listed, ..)| listed == table).unwrap();
        assert!(!rights.contains("delete"), "{table}");
    }
    let kept = names_of(&database.pool(), format!("{refused} and tgtype & 24 = 24")).await;
    assert!(kept.len() >= 9, "{kept:?}");
    for table in &kept {
        let (_, rights, columns) = TABLES.iter().find(|(listed, ..)| listed == table).unwrap();
        assert_eq!((*rights, *columns), ("select insert", ""), "{table}");
    }
    for table in kept {
        let column = format!(
            "select attname::text from pg_attribute where attrelid = '{table}'::regclass and attnum > 0 and attidentity = ''"
        );
        let column = names_of(&database.pool(), column).await.pop_first().unwrap();
        for sql in [
            format!("update {table} set {column} = {column}"),
            format!("delete from {table}"),
            format!("truncate {table} cascade"),
            format!("lock table {table} in exclusive mode"),
        ] {
            assert_eq!(refusal(&database.program_pool(), &sql).await.as_deref(), Some("42501"), "{sql}");
        }
    }
}

/// Each of these worked in the first edition, whose program was the server's superuser.
#[tokio::test]
async fn whoever_has_the_programs_connection_can_neither_get_round_a_rule_nor_out_of_the_database() {
    let database = fresh_database().await;
    let program = database.program_pool();
    for sql in [
        "alter table moderation_events disable trigger user",
        "drop trigger moderation_events_never_change on moderation_events",
        "create or replace function refuse_change() returns trigger language plpgsql as $$ begin return old; end $$",
        "set session_replication_role = replica",
        "alter table review_items drop constraint review_items_two_readers",
        "drop table snapshots cascade",
        "create table public.mine (a int)",
        "create temporary table mine (a int)",
        "create schema mine",
        "create extension file_fdw",
        "create index on experiences (id)",
        "create function mine() returns int language sql as 'select 1'",
        "delete from common_cells; truncate common_cells",
        "insert into _sqlx_migrations (version, description, success, checksum, execution_time) values (1, '', true, '', 0)",
        "update average_rates set units_per_usd = 1000",
        "set role firstbucket_owner",
        "set session authorization firstbucket_owner",
        "alter role firstbucket_program superuser",
        "create role mine",
        "alter database postgres set fsync = off",
        "select pg_read_file('/etc/passwd')",
        "copy (select 1) to program 'true'",
        "copy accounts from '/etc/passwd'",
        "select rolpassword from pg_authid",
        "select pg_reload_conf()",
        "select lo_create(0)",
        "select lo_creat(-1)",
        "select lo_from_bytea(0, 'Zanzibar')",
    ] {
        let refused = refusal(&program, sql).await;
        assert!(matches!(refused.as_deref(), Some("42501" | "42704" | "0A000")), "{sql}: {refused:?}");
    }
    let owned =
        "select count(*) from pg_shdepend where refobjid = 'firstbucket_program'::regrole and deptype = 'o'";
    assert_eq!(sqlx::query_scalar::<_, i64>(owned).fetch_one(&database.pool()).await.ok(), Some(0));
    let member = "select count(*) from pg_auth_members where member = 'firstbucket_program'::regrole";
    assert_eq!(sqlx::query_scalar::<_, i64>(member).fetch_one(&database.pool()).await.ok(), Some(0));
    let app = TestApp::new().await;
    let who = sqlx::query_scalar::<_, String>("select current_user::text").fetch_one(&app.state.db).await;
    assert_eq!(who.ok().as_deref(), Some(PROGRAM), "the tests' program is no more than the product's");
}

/// Each of these was accepted, and most were served, as the role must be able to freeze a month.
#[tokio::test]
async fn nothing_is_added_to_a_month_once_it_is_frozen() {
    let database = fresh_database().await;
    let program = database.program_pool();
    let mut tx = program.begin().await.unwrap();
    let freeze = "insert into snapshots (month, dictionary) values ('2026-09-01', 3);
        insert into snapshot_files (month, name, bytes, sha256) values ('2026-09-01', 'paths.csv', 3, '');
        insert into snapshot_pieces (month, name, place, bytes) values ('2026-09-01', 'paths.csv', 0, 'abc');
        insert into word_lines (month, name, place, line) values ('2026-09-01', 'words.csv', 0, 'abc');
        insert into word_files (month, name, bytes, sha256) values ('2026-09-01', 'words.csv', 3, '')";
    sqlx::raw_sql(freeze).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    for sql in [
        "insert into snapshot_files (month, name, bytes, sha256) values ('2026-09-01', 'cases.csv', 3, '')",
        "insert into snapshot_pieces (month, name, place, bytes) values ('2026-09-01', 'paths.csv', 1, 'abc')",
        "insert into word_lines (month, name, place, line) values ('2026-09-01', 'words.csv', 1, 'abc')",
        "insert into word_files (month, name, bytes, sha256) values ('2026-09-01', 'cases.csv', 3, '')",
        "update word_files set cuts = cuts;
         insert into word_lines (month, name, place, line) values ('2026-09-01', 'words.csv', 1, 'abc')",
        "insert into snapshot_pieces (month, name, place, bytes) values ('2026-08-01', 'paths.csv', 1, 'abc')",
    ] {
        assert_eq!(refusal(&program, sql).await.as_deref(), Some("23001"), "{sql}");
    }
}

/// Planned and begun as the role, which asks for every right, and not carried out.
#[tokio::test]
async fn every_statement_of_the_program_is_within_its_rights() {
    let database = fresh_database().await;
    let mut conn = database.program_pool().acquire().await.unwrap();
    sqlx::raw_sql("set plan_cache_mode = force_generic_plan").execute(&mut *conn).await.unwrap();
    let mut refused = Vec::new();
    let mut asked = 0;
    for file in fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.sqlx")).unwrap() {
        let text = fs::read_to_string(file.unwrap().path()).unwrap();
        let known: serde_json::Value = serde_json::from_str(&text).unwrap();
        let query = known["query"].as_str().unwrap();
        let first = query.split_whitespace().next().unwrap();
        if !["select", "with", "insert", "update", "delete"].contains(&first) {
            continue;
        }
        let parameters = known["describe"]["parameters"]["Left"].as_array().map_or(0, Vec::len);
        let nulls = vec!["null"; parameters].join(", ");
        let nulls = if nulls.is_empty() { nulls } else { format!("({nulls})") };
        let sql = format!("prepare one as {query}; explain execute one{nulls}; deallocate one");
        if let Err(error) = sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut *conn).await {
            refused.push(format!("{error}: {query}"));
            let _ = sqlx::raw_sql("deallocate all").execute(&mut *conn).await;
        }
        asked += 1;
    }
    assert!(refused.is_empty(), "{}", refused.join("\n"));
    assert!(asked > 200, "{asked}");
}

#[tokio::test]
async fn a_database_of_the_first_edition_is_handed_over_to_its_owner() {
    let database = database_at(FIRST_EDITION).await;
    let mut superuser = PgConnection::connect(&database.superuser_url()).await.unwrap();
    let log = "insert into paths (slug, position, name, tagline, one_line, summary, what_you_sell, must_bring, updated_on)
               values ('a', 1, 'A', '', '', '', 'content', '', '2026-11-01')";
    sqlx::raw_sql(log).execute(&mut superuser).await.unwrap();
    database.migrate().await.unwrap();
    let others = "select relname::text from pg_class c where relnamespace = 'public'::regnamespace
                      and relowner <> 'firstbucket_owner'::regrole
                  union all
                  select proname::text from pg_proc p where pronamespace = 'public'::regnamespace
                      and proowner <> 'firstbucket_owner'::regrole
                      and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
                  union all
                  select datname::text from pg_database where datname = current_database()
                      and datdba <> 'firstbucket_owner'::regrole";
    assert_eq!(names(&database.pool(), others).await, BTreeSet::new());
    let kept = sqlx::query_scalar::<_, String>("update paths set name = 'B' returning slug");
    assert_eq!(kept.fetch_one(&database.program_pool()).await.ok().as_deref(), Some("a"));
    database.migrate().await.unwrap();
}

#[tokio::test]
async fn a_private_server_of_the_first_edition_gets_its_roles_at_the_next_start() {
    let folder = Folder::new("roles");
    let options = Options { folder: folder.0.clone(), linger: 0, throwaway: false };
    let server = spawn_blocking(move || LocalServer::start(&options)).await.unwrap().unwrap();
    let mut superuser = server.connect_options("postgres").connect().await.unwrap();
    sqlx::raw_sql("create database firstbucket").execute(&mut superuser).await.unwrap();
    let mut superuser = server.connect_options("firstbucket").connect().await.unwrap();
    firstbucket::db::MIGRATOR.run_direct(Some(FIRST_EDITION), &mut superuser, false).await.unwrap();
    let key = "insert into server_keys (name, key) values ('a', '\\x00')";
    sqlx::raw_sql(key).execute(&mut superuser).await.unwrap();

    let settings = Settings { data_dir: folder.0.clone(), ..Settings::default() };
    let (one, other) = tokio::join!(Database::open(&settings), Database::open(&settings));
    let (one, other) = (one.unwrap(), other.unwrap());
    let (first, second) = tokio::join!(one.migrate(), other.migrate());
    first.and(second).unwrap();
    for (pool, role) in [(one.pool(), PROGRAM), (one.owner_pool(), OWNER)] {
        let who = sqlx::query_scalar::<_, String>("select current_user::text").fetch_one(&pool).await;
        assert_eq!(who.ok().as_deref(), Some(role));
    }
    let kept = sqlx::query_scalar::<_, i64>("select count(*) from server_keys").fetch_one(&one.pool()).await;
    assert_eq!(kept.ok(), Some(1));
    drop(superuser);
    one.close().await.unwrap();
    other.close().await.unwrap();
    spawn_blocking(|| server.stop()).await.unwrap().unwrap();
}

#[tokio::test]
async fn a_role_that_may_change_nothing_serves_what_is_up_to_date_and_says_what_is_not() {
    let database = fresh_database().await;
    let alone = |url: &str| Settings { url: Some(url.to_owned()), ..Settings::default() };
    Database::open(&alone(database.url())).await.unwrap().migrate().await.unwrap();
    sqlx::raw_sql("delete from _sqlx_migrations where version = 20261122090700")
        .execute(&database.pool())
        .await
        .unwrap();
    let said = Database::open(&alone(database.url())).await.unwrap().migrate().await.unwrap_err();
    let said = format!("{said:#}");
    assert!(
        said.contains("lacks the change 20261122090700") && said.contains("MIGRATION_DATABASE_URL"),
        "{said}"
    );
    let empty = database_at(FIRST_EDITION).await;
    let said = Database::open(&alone(empty.url())).await.unwrap().migrate().await.unwrap_err();
    assert!(format!("{said:#}").contains("MIGRATION_DATABASE_URL"), "{said:#}");
}

#[tokio::test]
async fn the_program_says_at_start_which_rights_it_should_not_have() {
    let database = fresh_database().await;
    for (url, says) in [
        (database.superuser_url(), Some("is the server's superuser")),
        (database.owner_url(), Some("owns the tables")),
        (database.url().to_owned(), None),
    ] {
        let program = Command::new(env!("CARGO_BIN_EXE_firstbucket"))
            .args(["migrate", "--database-url", &url])
            .stderr(Stdio::piped())
            .output();
        let ended = spawn_blocking(move || program).await.unwrap().unwrap();
        let told = String::from_utf8(ended.stderr).unwrap();
        assert!(ended.status.success(), "{told}");
        assert!(says.map_or(!told.contains("own role"), |says| told.contains(says)), "{url}: {told}");
    }
}

/// A table that a migration adds is there for the programs that serve meanwhile, until it comes under the list.
#[tokio::test]
async fn what_a_migration_adds_is_not_shut_to_programs_that_serve_meanwhile() {
    let database = fresh_database().await;
    sqlx::raw_sql("create table added (a int)").execute(&database.pool()).await.unwrap();
    assert_eq!(refusal(&database.program_pool(), "insert into added values (1)").await, None);
    database.migrate().await.unwrap();
    assert_eq!(refusal(&database.program_pool(), "select * from added").await.as_deref(), Some("42501"));
}

/// The server's code for why it refused; none if it did not.
async fn refusal(db: &PgPool, sql: &str) -> Option<String> {
    let mut tx = tokio::time::timeout(Duration::from_secs(10), db.begin()).await.unwrap().unwrap();
    let done = sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(&mut *tx).await;
    tx.rollback().await.unwrap();
    done.err().map(|error| error.as_database_error().unwrap().code().unwrap().into_owned())
}

async fn names(db: &PgPool, sql: &'static str) -> BTreeSet<String> {
    sqlx::query_scalar(sql).fetch_all(db).await.unwrap().into_iter().collect()
}

async fn names_of(db: &PgPool, sql: String) -> BTreeSet<String> {
    sqlx::query_scalar(AssertSqlSafe(sql)).fetch_all(db).await.unwrap().into_iter().collect()
}
