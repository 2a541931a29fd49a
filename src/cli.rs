//! The program's commands: `firstbucket --help` is their manual.

use crate::{
    accounts::people,
    app, benchmark,
    clock::Clock,
    config::{Config, SeedKey},
    content,
    counting::SharedIndex,
    db::{
        Database,
        keys::{self, Ring},
    },
    demo, editing, erasure,
    limits::Seats,
    mail::Mail,
    open_data, server,
    state::AppState,
    tasks, web,
};
use anyhow::Context as _;
use clap::{CommandFactory as _, FromArgMatches as _, builder::Resettable};
use std::{io::Write as _, sync::Arc};
use tokio::net::TcpListener;

/// First Bucket: an honest directory of ways to earn a first income with AI.
#[derive(Debug, clap::Parser)]
#[command(version, about)]
pub struct Cli {
    #[command(flatten)]
    pub config: Config,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Serves the site (the default): brings the schema up to date first.
    Serve,
    /// Brings the schema up to date, and ends.
    Migrate,
    /// Gives up what lies in the database under a key that was lost, says what that was, and begins with another key.
    LostKey,
    /// Loads or checks the files of the directory's content.
    Content(content::Options),
    /// Brings in rates of currencies from the files that central banks publish.
    #[command(subcommand)]
    Rates(editing::RatesCommand),
    /// Fills in invented sample reports and moderators with known passwords; refuses without --demo.
    Demo,
    /// Fills a throw-away database with invented reports and measures what an approval and a page cost.
    #[command(hide = true)]
    Benchmark {
        /// How many reports to fill in.
        #[arg(long, default_value_t = 10_000)]
        rows: i64,
    },
    /// Freezes the open data of a month that has ended, unless it was done, and prints the files' checksums.
    Snapshot(open_data::Options),
    /// Proves that something is erased: searches a word or a report's number in every table and in the data folder, says
    /// where it is found, and then ends with a failure.
    Erased(erasure::Options),
    /// Does what the program does by itself now and again, due or not, unless another copy is at it.
    Tasks,
    /// Lists every route with its method and who may use it.
    Routes,
    /// Adds, lists and closes the accounts of those who review and edit.
    #[command(subcommand)]
    People(people::Command),
}

/// The two whose being empty is a mistake: the program would serve another address, or fill another database.
const NEVER_EMPTY: [&str; 2] = ["BASE_URL", "DATABASE_URL"];

impl Cli {
    /// Reads the program's arguments and its environment, in which a setting that is empty is one that is not set. Ends the
    /// program if they are wrong.
    pub fn read() -> Self {
        let command = Self::command().mut_args(|arg| {
            let name = arg.get_env().and_then(|name| name.to_str());
            let may_be_empty = name.is_some_and(|name| !NEVER_EMPTY.contains(&name));
            let is_empty = name.and_then(std::env::var_os).is_some_and(|value| value.is_empty());
            if may_be_empty && is_empty { arg.env(Resettable::Reset) } else { arg }
        });
        Self::from_arg_matches(&command.get_matches()).unwrap_or_else(|error| error.exit())
    }
}

pub async fn run(cli: Cli) -> anyhow::Result<()> {
    match cli.command.unwrap_or(Command::Serve) {
        Command::Serve => serve(&cli.config).await,
        Command::Migrate => migrate(&cli.config).await,
        Command::LostKey => lost_key(&cli.config).await,
        Command::Content(options) => load_content(&cli.config, &options).await,
        Command::Rates(command) => {
            with_database(&cli.config, async |state| print(&editing::run_rates(&state.db, &command).await?))
                .await
        }
        Command::Demo => {
            with_database(&cli.config, async |state| {
                let said = demo::fill(&state).await?;
                // Whoever looks at once finds the words that enough people say.
                open_data::keep_up(&state.db).await?;
                print(&said)
            })
            .await
        }
        Command::Benchmark { rows } => benchmark(&cli.config, rows).await,
        Command::Snapshot(options) => {
            with_database(&cli.config, async |state| print(&open_data::snapshot(&state.db, &options).await?))
                .await
        }
        Command::Erased(options) => {
            with_database(&cli.config, async |state| {
                print(&erasure::prove(&state.db, &cli.config, &options).await?)
            })
            .await
        }
        Command::Tasks => {
            with_database(&cli.config, async |state| {
                print(&(tasks::run_all(&state).await?.join("\n") + "\n"))
            })
            .await
        }
        Command::Routes => list_routes(),
        Command::People(command) => tell(&cli.config, command).await,
    }
}

async fn serve(config: &Config) -> anyhow::Result<()> {
    let signals = server::signals::listen()?;
    if !config.base_url.keeps_sign_ins() {
        tracing::warn!(
            "nobody can sign in at {}/admin: browsers keep a sign-in over https only, so serve the site under https and \
             set --base-url to that address",
            config.base_url
        );
    }
    if config.base_url.is_https() && config.trusted_proxies.is_empty() {
        tracing::warn!(
            "whatever takes https for this program counts as one reader, with {} connections: name its network in \
             --trusted-proxies",
            config.limits.connections_per_address
        );
    }
    let listener =
        TcpListener::bind(config.listen).await.with_context(|| format!("listening on {}", config.listen))?;
    with_database(config, async |state: AppState| {
        demo::refuse_unlabelled(&state).await?;
        content::load_embedded(&state.db).await?;
        let upkeep = tokio::spawn(tasks::keep_up(state.clone()));
        let app = app::router(state);
        server::serve(listener, app, config.into(), signals.first(), signals.second()).await?;
        upkeep.abort();
        Ok(())
    })
    .await
}

/// Opens the database, brings its schema up to date, does the work and closes it in order.
async fn with_database(
    config: &Config,
    work: impl AsyncFnOnce(AppState) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    config.check()?;
    let database = Database::open(&config.into()).await?;
    database.migrate().await?;
    let done = async {
        open_keys(config, &database.pool(), false).await?;
        work(AppState::new(config, database.pool())).await
    };
    let done = done.await;
    database.close().await?;
    done
}

/// Needs no key.
async fn migrate(config: &Config) -> anyhow::Result<()> {
    let database = Database::open(&config.into()).await?;
    database.migrate().await?;
    database.close().await
}

async fn lost_key(config: &Config) -> anyhow::Result<()> {
    let database = Database::open(&config.into()).await?;
    database.migrate().await?;
    let lost = open_keys(config, &database.pool(), true).await;
    database.close().await?;
    let lost = lost?;
    if lost.is_empty() {
        return print("Every key in the database opens: nothing was given up.\n");
    }
    print(&format!(
        "Given up: {}. Links in letters that were sent before no longer open, and limits begin anew. Seeds of second steps \
         that lay under the lost key open no more: `people reset-second-factor` for each person. The key in use now is in {}.\n",
        lost.join(", "),
        config.keys_file().display()
    ))
}

/// Finds the keys outside of the database, and makes the first one on a new database; the names of those given up.
async fn open_keys(config: &Config, db: &sqlx::PgPool, lost: bool) -> anyhow::Result<Vec<String>> {
    let ring = |keys: Vec<SeedKey>| Ring::new(keys.into_iter().map(|key| key.0));
    let file = config.keys_file();
    let make = || {
        tracing::info!(
            "making the key that is kept outside of the database: keep a copy of {}",
            file.display()
        );
        Ok(ring(config.make_key(&keys::fresh_key()?)?))
    };
    let place = file.display().to_string();
    let outside = keys::Outside { given: ring(config.keys()?), make: &make, place, lost };
    let (ring, given_up) = keys::settle(db, outside).await?;
    keys::put_to_use(ring);
    Ok(given_up)
}

/// On a database that is thrown away, whose tables it takes apart: as their owner.
async fn benchmark(config: &Config, rows: i64) -> anyhow::Result<()> {
    let database = Database::open(&config.into()).await?;
    database.migrate().await?;
    open_keys(config, &database.pool(), false).await?;
    let state = AppState::new(config, database.owner_pool());
    let measured = benchmark::run(&state, rows).await;
    state.db.close().await;
    database.close().await?;
    print(&measured?)
}

async fn load_content(config: &Config, options: &content::Options) -> anyhow::Result<()> {
    let content = options.read()?;
    if options.check {
        return content::report(&content);
    }
    with_database(config, async |state| content::load(&state.db, &content).await.map(drop)).await
}

async fn tell(config: &Config, command: people::Command) -> anyhow::Result<()> {
    with_database(config, async |state| print(&people::run(&state, command).await?)).await
}

fn print(told: &str) -> anyhow::Result<()> {
    Ok(std::io::stdout().write_all(told.as_bytes())?)
}

fn list_routes() -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    for route in app::routes().listed() {
        writeln!(out, "{:6} {:40} {}", route.method, route.path, route.access.label())?;
    }
    Ok(())
}

impl AppState {
    pub fn new(config: &Config, db: sqlx::PgPool) -> Self {
        let site = web::Site {
            base_url: config.base_url.clone(),
            demo: config.demo,
            hsts_subdomains: config.hsts_subdomains,
            security_contact: config.security_contact.clone(),
        };
        Self {
            db,
            clock: Clock::moved_by(config.clock_days),
            mail: Mail::new(&config.mail, site.clone()),
            site,
            limits: Arc::new(config.limits.clone()),
            seed_keys: config.seed_keys.clone().into(),
            exports: Seats::new(config.limits.exports),
            reports: SharedIndex::default(),
            trusted_proxies: web::TrustedProxies(config.trusted_proxies.clone().into()),
        }
    }
}
