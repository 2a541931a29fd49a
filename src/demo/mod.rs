//! Invented reports that show how the site works. They exist only where the demo switch is on, every page then carries
//! a banner, and every one of them can be told by its reference.

mod chance;
mod figures;
mod flags;
mod report;
mod rows;
mod story;
mod support;
mod trades;
mod waiting;

use crate::{accounts, content, state::AppState, values::ClosedList as _};
use anyhow::{Context as _, ensure};
use chance::Chance;
use report::Maker;
use sqlx::{PgConnection, PgPool};
use time::Date;

/// With which the reference of every invented submission begins.
const MARK: &str = "DEMO-";
/// Always the same, so that everybody who looks at the demonstration of a day sees the same.
const SEED: u64 = 20_261_122;

/// Fills the directory with invented reports, published and waiting, and with moderators whose password is known; says
/// what was done. Refuses unless the demo switch is on, and beside anything that is not invented.
pub async fn fill(state: &AppState) -> anyhow::Result<String> {
    ensure!(state.site.demo, "sample reports are filled in only with --demo (or FIRST_BUCKET_DEMO=true)");
    if is_filled(&state.db).await? {
        return Ok("The sample reports are there already; nothing was changed.\n".to_owned());
    }
    ensure!(
        !rows::has_others(&state.db).await?,
        "this database holds submissions that are not invented; sample reports need a database of their own"
    );
    content::load_embedded(&state.db).await?;
    let mut tx = state.db.begin().await?;
    accounts::demo_people(&mut tx, state.site.demo).await?;
    let (published, waiting) = fill_tables(&mut tx, state.clock.today()).await?;
    tx.commit().await?;
    Ok(format!(
        "{published} sample reports are published and {waiting} wait for a moderator, beside some flags, an update and an appeal.\nSign in at /admin as {} with the password {}.\n",
        accounts::DEMO_PEOPLE.map(|(name, role)| format!("{name} ({})", role.word())).join(", "),
        accounts::DEMO_PASSWORD
    ))
}

/// Fails when sample reports are in the database of a site that would not say so.
pub async fn refuse_unlabelled(state: &AppState) -> anyhow::Result<()> {
    ensure!(
        state.site.demo || !is_filled(&state.db).await?,
        "this database holds invented sample reports, which are never served without their banner: add --demo, or \
         use another database"
    );
    Ok(())
}

async fn is_filled(db: &PgPool) -> anyhow::Result<bool> {
    Ok(rows::has_marked(db).await?)
}

/// Sends and publishes one more invented report, as an approval does; `number` names it among the invented ones.
pub async fn publish_another(conn: &mut PgConnection, number: usize) -> anyhow::Result<()> {
    let trade = trades::ALL.first().context("there is a trade")?;
    let path = rows::path(&mut *conn, &trade.slug).await?.context("the path is missing")?;
    let today = crate::clock::today(&mut *conn).await?;
    let maker = Maker { trade, path: &path, today, attempt: trade.reports };
    let sample = maker.report(&mut Chance::new(SEED + number as u64));
    Ok(rows::published(conn, number, &sample).await?)
}

/// How many reports were published and how many wait.
async fn fill_tables(conn: &mut PgConnection, today: Date) -> anyhow::Result<(usize, usize)> {
    let mut chance = Chance::new(SEED);
    let mut number = 0;
    for trade in trades::ALL.iter() {
        let path = rows::path(&mut *conn, &trade.slug)
            .await?
            .with_context(|| format!("the path {} is missing", trade.slug))?;
        for attempt in 0..trade.reports {
            let sample = Maker { trade, path: &path, today, attempt }.report(&mut chance);
            number += 1;
            rows::published(conn, number, &sample).await?;
        }
    }
    let waiting = waiting::samples(conn, &mut chance, today).await?;
    for (place, sample) in waiting.iter().enumerate() {
        rows::waiting(conn, number + 1 + place, sample).await?;
    }
    flags::add(conn).await?;
    flags::update(conn).await?;
    if let Some(sample) = waiting.first() {
        flags::appeal(conn, number + 1 + waiting.len(), sample).await?;
    }
    Ok((number, waiting.len()))
}
