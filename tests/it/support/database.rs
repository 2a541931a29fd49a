//! A fresh, migrated database for each test, on a throw-away server shared by all test processes.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::Duration;

use firstbucket::db::keys::{self, Ring};
use firstbucket::db::local::{LocalServer, Options, fingerprint};
use firstbucket::db::{Database, MIGRATOR, Settings, roles};
use sha2::{Digest as _, Sha256};
use sqlx::postgres::{PgConnection, PgPool};
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _};

/// What the tests keep outside of their databases, and the same for programs that a test starts on one of its own.
const OUTSIDE_KEY: [u8; 32] = [0xf1; 32];
pub fn seed_keys() -> String {
    format!("--seed-keys={}", "f1".repeat(32))
}

/// A test's own database, on which the program has its own role and the test is the owner of the tables. It goes when the
/// test passes, and stays for a look when the test fails.
pub struct TestDatabase {
    database: Database,
    name: String,
    url: String,
}

/// A migrated database with nothing in it, in some 20 ms.
pub async fn fresh_database() -> TestDatabase {
    let mut admin = connect("postgres").await;
    let template = template(&mut admin).await;
    let name = copy_of(&mut admin, &template).await;
    run(&mut admin, format!("alter database {name} owner to {}", roles::OWNER)).await;
    run(&mut admin, format!("revoke all on database {name} from public")).await;
    run(&mut admin, format!("grant connect on database {name} to {}", roles::PROGRAM)).await;
    opened(name).await
}

/// A database as the migrations up to this version left it, all of it the superuser's, with nothing in it.
pub async fn database_at(version: i64) -> TestDatabase {
    let name = copy_of(&mut connect("postgres").await, "template0").await;
    let mut conn = connect(&name).await;
    MIGRATOR.run_direct(Some(version), &mut conn, false).await.unwrap();
    conn.close().await.unwrap();
    opened(name).await
}

async fn opened(name: String) -> TestDatabase {
    keys::put_to_use(Ring::new([OUTSIDE_KEY]));
    let database = Database::open(&settings(&name)).await.unwrap();
    let url = url_of(roles::PROGRAM, &name);
    TestDatabase { database, name, url }
}

/// The name of a fresh copy.
async fn copy_of(admin: &mut PgConnection, template: &str) -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let name = format!("test_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    // A process of earlier days may have had our number.
    run(admin, format!("drop database if exists {name} with (force)")).await;
    // The default since version 15, wal_log, takes twice as long on a server without fsync.
    let by_files = admin.server_version_num() >= Some(150_000);
    let strategy = if by_files { "strategy file_copy" } else { "" };
    run(admin, format!("create database {name} template {template} {strategy}")).await;
    name
}

impl TestDatabase {
    /// For what the test puts there and looks at by itself: the owner's, like the product's in all else.
    pub fn pool(&self) -> PgPool {
        self.database.owner_pool()
    }

    /// The product's own, for whatever the program does.
    pub fn program_pool(&self) -> PgPool {
        self.database.pool()
    }

    /// A pool with the site's clock moved ahead by so many days.
    pub async fn pool_in_days(&self, days: i32) -> PgPool {
        let settings = Settings { clock_days: days, ..settings(&self.name) };
        Database::open(&settings).await.unwrap().pool()
    }

    /// Hands it over to its owner and brings it up to date as the program does.
    pub async fn migrate(&self) -> anyhow::Result<()> {
        roles::make(&server().connect_options(&self.name)).await?;
        self.database.migrate().await
    }

    /// For programs that the test starts, as their `DATABASE_URL`.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The database's address for the server's superuser.
    pub fn superuser_url(&self) -> String {
        server().url(&self.name)
    }

    /// The database's address for the owner of the tables.
    pub fn owner_url(&self) -> String {
        url_of(roles::OWNER, &self.name)
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        if thread::panicking() {
            let hint = "TEST_SERVER_LINGER=600 keeps the server up that many seconds";
            eprintln!("the test's database stays until the test server stops ({hint}): {}", self.url);
            return;
        }
        // The test's own runtime cannot wait here.
        let drop_it = format!("drop database {} with (force)", self.name);
        let done = thread::spawn(|| {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async { run(&mut connect("postgres").await, drop_it).await });
        });
        done.join().unwrap();
    }
}

/// A machine full of tests may keep a connection waiting for longer than a reader should.
fn settings(name: &str) -> Settings {
    Settings {
        url: Some(url_of(roles::PROGRAM, name)),
        migration_url: Some(url_of(roles::OWNER, name)),
        pool_size: 5,
        acquire_timeout: Duration::from_secs(10),
        ..Settings::default()
    }
}

fn url_of(role: &str, name: &str) -> String {
    server().url(name).replacen("postgres@", &format!("{role}@"), 1)
}

/// The database that the tests copy, migrated once for each version of the migrations.
async fn template(admin: &mut PgConnection) -> String {
    let migrations = MIGRATOR.iter().flat_map(|migration| migration.checksum.iter().copied());
    let rights = format!("{:?}{:?}", roles::TABLES, roles::FUNCTIONS).into_bytes();
    let version = fingerprint(migrations.chain(rights));
    let name = format!("template_{version}");
    if !exists(admin, &name).await {
        run(admin, "select pg_advisory_lock(7265)".into()).await;
        if !exists(admin, &name).await {
            make_template(admin, &name).await;
        }
        run(admin, "select pg_advisory_unlock(7265)".into()).await;
    }
    name
}

/// With the key made of this the lot falls on none of the first hundred reports and on none of their first answers, so that no
/// test meets it by chance; the first report that it falls on is number 101.
pub const NOBODY_DRAWN: i32 = 46_290;

/// From now on the lots of this database are drawn with the key made of this number.
pub async fn draw_by(db: &PgPool, number: i32) {
    let key = Sha256::digest(number.to_string());
    let sealed = keys::outside().unwrap().seal(b"draw", &key).unwrap();
    let kept = "insert into sealed_keys (name, sealed) values ('draw', $1)
                on conflict (name) do update set sealed = excluded.sealed";
    sqlx::query(kept).bind(sealed).execute(db).await.unwrap();
}

/// Under another name until it is complete.
async fn make_template(admin: &mut PgConnection, name: &str) {
    let unfinished = format!("{name}_new");
    run(admin, format!("drop database if exists {unfinished} with (force)")).await;
    run(admin, format!("create database {unfinished}")).await;
    roles::make(&server().connect_options(&unfinished)).await.unwrap();
    let database = Database::open(&settings(&unfinished)).await.unwrap();
    database.migrate().await.unwrap();
    database.close().await.unwrap();
    run(admin, format!("alter database {unfinished} rename to {name}")).await;
}

async fn exists(admin: &mut PgConnection, name: &str) -> bool {
    let query = sqlx::query_scalar("select exists (select from pg_database where datname = $1)");
    query.bind(name).fetch_one(admin).await.unwrap()
}

async fn run(conn: &mut PgConnection, sql: String) {
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(conn).await.unwrap();
}

async fn connect(name: &str) -> PgConnection {
    server().connect_options(name).connect().await.unwrap()
}

/// Starts or joins the server in the first test of the process.
fn server() -> &'static LocalServer {
    static SERVER: OnceLock<LocalServer> = OnceLock::new();
    SERVER.get_or_init(|| {
        let linger = std::env::var("TEST_SERVER_LINGER").map_or(5, |seconds| seconds.parse().unwrap());
        LocalServer::start(&Options { folder: folder(), linger, throwaway: true }).unwrap()
    })
}

/// In memory where there is room, as copying a database is three times as quick there; a container
/// has 64 MB. The name tells checkouts and users apart.
fn folder() -> PathBuf {
    let checkout = Path::new(env!("CARGO_MANIFEST_DIR"));
    if free_kilobytes("/dev/shm").is_none_or(|free| free < 1 << 20) {
        return checkout.join("target/test-postgres");
    }
    let who = Command::new("id").arg("-u").output().unwrap().stdout;
    let name = fingerprint([who.as_slice(), checkout.as_os_str().as_encoded_bytes()].concat());
    Path::new("/dev/shm").join(format!("firstbucket-test-{name}"))
}

fn free_kilobytes(folder: &str) -> Option<u64> {
    let out = Command::new("df").args(["-Pk", folder]).output().ok()?;
    String::from_utf8(out.stdout).ok()?.lines().nth(1)?.split_whitespace().nth(3)?.parse().ok()
}
