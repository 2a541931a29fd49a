use super::{Ring, add};
use anyhow::{Result, bail};
use sqlx::PgPool;

/// Sealed at the first start, so that the key outside is in use from then on.
const PROOF: &str = "proof";

/// Where the keys outside come from.
pub struct Outside<'a> {
    /// Those that are given; may be empty.
    pub given: Ring,
    /// Makes the first one and keeps it. Called only on a database that has no use for an earlier one.
    pub make: &'a dyn Fn() -> Result<Ring>,
    /// Where they would be, for whoever runs the program.
    pub place: String,
    /// Whether what no key opens is given up; otherwise the program refuses.
    pub lost: bool,
}

/// Makes sure that the keys outside are those that this database is used with, makes the first one on a new database, and
/// seals under the newest what lies under an older one. Gives the keys, and the names of those that were given up.
///
/// A database of the first edition, whose keys lay in it in clear, has them sealed; `forget` takes the clear ones away a day
/// later, when no copy of the program from before needs them any more. Refuses in words for whoever runs the program.
pub async fn settle(db: &PgPool, outside: Outside<'_>) -> Result<(Ring, Vec<String>)> {
    let mut ring = outside.given;
    let rows = sqlx::query!("select name, sealed from sealed_keys order by name").fetch_all(db).await?;
    let shut: Vec<String> = rows
        .iter()
        .filter(|row| ring.open(row.name.as_bytes(), &row.sealed).is_none())
        .map(|row| row.name.clone())
        .collect();
    if !shut.is_empty() && !outside.lost {
        bail!("{}", refusal(ring.is_empty(), shut.len(), &outside.place));
    }
    sqlx::query!("delete from sealed_keys where name = any($1)", &shut).execute(db).await?;
    if ring.is_empty() {
        ring = (outside.make)()?;
    }
    for row in rows {
        if let Some((key, true)) = ring.open(row.name.as_bytes(), &row.sealed) {
            let anew = ring.seal(row.name.as_bytes(), &key)?;
            sqlx::query!(
                "update sealed_keys set sealed = $3 where name = $1 and sealed = $2",
                row.name,
                row.sealed,
                anew,
            )
            .execute(db)
            .await?;
        }
    }
    for clear in sqlx::query!("select name, key from server_keys").fetch_all(db).await? {
        add(db, &clear.name, &ring.seal(clear.name.as_bytes(), &clear.key)?, None).await?;
    }
    add(db, PROOF, &ring.seal(PROOF.as_bytes(), PROOF.as_bytes())?, None).await?;
    // Another copy may have been the first, with a key of its own.
    let proof =
        sqlx::query_scalar!("select sealed from sealed_keys where name = $1", PROOF).fetch_one(db).await?;
    if ring.open(PROOF.as_bytes(), &proof).is_none() {
        bail!("{}", refusal(false, 1, &outside.place));
    }
    Ok((ring, shut))
}

fn refusal(none: bool, shut: usize, place: &str) -> String {
    let why = if none { "is missing" } else { "holds another" };
    let several = if shut == 1 { "a key" } else { "keys" };
    format!(
        "This database is used with a key that is kept outside of it, and {place} {why}: {several} in it cannot be opened. \
         Put the right one there, from a backup or from another copy of the program, or name it in SEED_KEYS. Only if it is \
         lost for good: `firstbucket lost-key` says what goes with it and begins with a new one"
    )
}
