//! Every setting, read once at start from flags or the environment; `firstbucket --help` is the manual.

mod base_url;
mod key_file;
mod limits;
mod mail;
mod seed_key;

pub use base_url::{BaseUrl, host_of, is_this_machine};
pub use limits::{
    A_LITTLE, EVERYBODY, EVERYBODY_A_LITTLE, EXPORT_SETTLING_SECONDS, Limits, Rate, WIDER_IPV4, WIDER_IPV6,
};
pub use mail::{MailServer, Password, SmtpTls};
pub use seed_key::SeedKey;

use crate::values::Email;
use ipnet::IpNet;
use std::{
    net::{IpAddr, SocketAddr},
    path::PathBuf,
    time::Duration,
};

#[derive(Debug, Clone, clap::Args)]
pub struct Config {
    /// The address to listen on.
    #[arg(long, env, global = true, default_value = "127.0.0.1:3000")]
    pub listen: SocketAddr,

    /// Where PostgreSQL is. Without it the program starts a private server in the data folder.
    #[arg(long, env, global = true, hide_env_values = true)]
    pub database_url: Option<String>,

    /// That PostgreSQL as the role that owns the tables, which changes them where a release does. That of
    /// --database-url then needs to own nothing.
    #[arg(long, env, global = true, hide_env_values = true, requires = "database_url")]
    pub migration_database_url: Option<String>,

    /// The folder of the private PostgreSQL. Never deleted or re-created by the program.
    #[arg(long, env, global = true, default_value = "var/postgres")]
    pub data_dir: PathBuf,

    /// Connections to the database for each copy of the program.
    #[arg(long, env, global = true, default_value_t = 10)]
    pub pool_size: u32,

    /// The address under which readers know the site: the beginning of every absolute link. Scheme, host and port only.
    #[arg(long, env, global = true, default_value = "http://127.0.0.1:3000")]
    pub base_url: BaseUrl,

    /// Has browsers insist on https for every name below the site's, too. Without it they do for the site's alone, and
    /// only if --base-url is https.
    #[arg(long, env, global = true)]
    pub hsts_subdomains: bool,

    /// The e-mail address for whoever finds a fault in the site's security, published as /.well-known/security.txt. Without it
    /// there is no such file.
    #[arg(long, env, global = true, value_parser = Email::parse)]
    pub security_contact: Option<Email>,

    /// Addresses and networks whose X-Forwarded-For is believed, such as 127.0.0.1 or 10.0.0.0/8. None by default.
    #[arg(long, env, global = true, value_delimiter = ',', value_parser = network)]
    pub trusted_proxies: Vec<IpNet>,

    /// Shows a banner on every page and lets `firstbucket demo` fill in invented sample reports.
    #[arg(long, env = "FIRST_BUCKET_DEMO", global = true)]
    pub demo: bool,

    /// Keys under which the database keeps the seeds of second steps and its other keys, 64 hexadecimal digits each, the
    /// newest first. Without one they come from the file of the keys alone.
    #[arg(long, env, global = true, value_delimiter = ',', hide_env_values = true)]
    pub seed_keys: Vec<SeedKey>,

    /// The file of such keys, one a line, closed to others. Made at the first start where there is neither; by default
    /// `keys` in the data folder. Not to be kept with backups of the database.
    #[arg(long, env, global = true)]
    pub keys_file: Option<PathBuf>,

    /// Moves the site's clock ahead by so many days, to show what falls due later; refused without --demo.
    #[arg(long, env = "FIRST_BUCKET_CLOCK_DAYS", global = true, default_value_t = 0, value_parser = clap::value_parser!(i32).range(0..=3650))]
    pub clock_days: i32,

    /// What to log, in `tracing` filter syntax.
    #[arg(long, env, global = true, default_value = "info")]
    pub log: String,

    /// Logs one JSON object a line.
    #[arg(long, env, global = true)]
    pub log_json: bool,

    #[command(flatten)]
    pub mail: MailServer,

    #[command(flatten)]
    pub limits: Limits,
}

impl Config {
    /// The keys that are kept outside of the database: those of the settings, then those of the file, if it is there.
    pub fn keys(&self) -> anyhow::Result<Vec<SeedKey>> {
        let in_file = key_file::read(&self.keys_file())?.unwrap_or_default();
        Ok(self.seed_keys.iter().cloned().chain(in_file).collect())
    }

    /// Makes the file with this key unless it is there, and gives what it holds.
    pub fn make_key(&self, key: &[u8; 32]) -> anyhow::Result<Vec<SeedKey>> {
        key_file::make(&self.keys_file(), key)?;
        self.keys()
    }

    /// Where the file of the keys is, or would be.
    pub fn keys_file(&self) -> PathBuf {
        self.keys_file.clone().unwrap_or_else(|| self.data_dir.join("keys"))
    }

    /// Refuses settings that do not go together.
    pub fn check(&self) -> anyhow::Result<()> {
        anyhow::ensure!(
            self.demo || self.clock_days == 0,
            "the clock may be moved in a demo only: take out --clock-days, or add --demo"
        );
        anyhow::ensure!(
            self.base_url.is_https() || !self.hsts_subdomains,
            "names below the site's can be held to https only where it is: set --base-url to its https address, or take \
             out --hsts-subdomains"
        );
        self.mail.check(&self.base_url)
    }
}

impl From<&Config> for crate::db::Settings {
    fn from(config: &Config) -> Self {
        let limits = &config.limits;
        Self {
            url: config.database_url.clone(),
            migration_url: config.migration_database_url.clone(),
            data_dir: config.data_dir.clone(),
            pool_size: config.pool_size,
            acquire_timeout: Duration::from_millis(limits.acquire_ms),
            statement_timeout: Duration::from_millis(limits.statement_ms),
            lock_timeout: Duration::from_millis(limits.lock_ms),
            clock_days: config.clock_days,
        }
    }
}

impl From<&Config> for crate::server::Limits {
    fn from(config: &Config) -> Self {
        let limits = &config.limits;
        Self {
            head_timeout: Duration::from_secs(limits.head_seconds),
            write_timeout: Duration::from_secs(limits.write_seconds),
            max_connections: limits.connections,
            max_connections_per_address: limits.connections_per_address,
            trusted_proxies: config.trusted_proxies.clone(),
            drain: Duration::from_secs(limits.drain_seconds),
        }
    }
}

/// A network such as `10.0.0.0/8`, or a single address.
fn network(written: &str) -> Result<IpNet, String> {
    let one = || written.parse::<IpAddr>().map(IpNet::from);
    written
        .parse()
        .or_else(|_| one())
        .map_err(|_| "an address or a network is wanted, such as 127.0.0.1 or 10.0.0.0/8".to_owned())
}
