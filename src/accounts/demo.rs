use super::{Name, Role, password, queries, secret::random_handle};
use anyhow::ensure;
use sqlx::PgConnection;

/// Who works in a demonstration, each with a role of their own.
pub const DEMO_PEOPLE: [(&str, Role); 3] =
    [("mara", Role::Moderator), ("tomas", Role::Editor), ("ines", Role::Admin)];
/// Everybody may know it: it signs nobody in unless the demo switch is on.
pub const DEMO_PASSWORD: &str = "first-bucket-demo";

/// Makes these people with [`DEMO_PASSWORD`], or gives them that password. Refuses unless `demo`, the demo switch,
/// is on.
pub async fn demo_people(conn: &mut PgConnection, demo: bool) -> anyhow::Result<()> {
    ensure!(demo, "people with a known password are made only when the demo switch is on");
    for (name, role) in DEMO_PEOPLE {
        let name: Name = name.parse().map_err(anyhow::Error::msg)?;
        let hash = password::hash(DEMO_PASSWORD.to_owned()).await?;
        queries::upsert_demo(&mut *conn, &name, &random_handle()?, role, &hash).await?;
    }
    Ok(())
}
