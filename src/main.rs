use firstbucket::cli::{self, Cli};
use tracing_subscriber::EnvFilter;

/// Gives memory back when a crowd has left, which the system's allocator seldom does. `.cargo/config.toml` says how soon.
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let cli = Cli::read();
    // What it tells in `trace` is each request's address in full, and private links are in those.
    let filter = EnvFilter::new(&cli.config.log).add_directive("tower_http::csrf=off".parse()?);
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    if cli.config.log_json {
        log.json().init()
    } else {
        log.init()
    }
    cli::run(cli).await
}
