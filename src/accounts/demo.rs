use super::{Name, password, queries, secret::random_handle};
use anyhow::ensure;
use sqlx::PgConnection;

/// Who moderates a demonstration.
pub const DEMO_NAMES: [&str; 3] = ["mara", "tomas", "ines"];
/// Everybody may know it: it signs nobody in unless the demo switch is on.
pub const DEMO_PASSWORD: &str = "first-bucket-demo";

/// Makes three moderators with [`DEMO_PASSWORD`], or gives them that password. Refuses unless `demo`, the demo switch,
/// is on.
pub async fn demo_people(conn: &mut PgConnection, demo: bool) -> anyhow::Result<()> {
    ensure!(demo, "people with a known password are made only when the demo switch is on");
    for name in DEMO_NAMES {
        let name: Name = name.parse().map_err(anyhow::Error::msg)?;
        let hash = password::hash(DEMO_PASSWORD.to_owned()).await?;
        queries::upsert_demo(&mut *conn, &name, &random_handle()?, &hash).await?;
    }
    Ok(())
}
