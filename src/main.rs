use clap::Parser as _;
use firstbucket::cli::{self, Cli};
use tracing_subscriber::EnvFilter;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let cli = Cli::parse();
    let log = tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::new(&cli.config.log))
        .with_writer(std::io::stderr);
    if cli.config.log_json {
        log.json().init()
    } else {
        log.init()
    }
    cli::run(cli).await
}
