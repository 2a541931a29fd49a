use sqlx::PgPool;

/// The installation's key of this name: 32 random bytes, made by whichever copy of the program needs it first.
pub async fn server_key(db: &PgPool, name: &str) -> sqlx::Result<Vec<u8>> {
    let known = sqlx::query_scalar!("select key from server_keys where name = $1", name);
    if let Some(key) = known.fetch_optional(db).await? {
        return Ok(key);
    }
    let fresh = fresh_key()?;
    sqlx::query_scalar!(
        r#"
        insert into server_keys (name, key) values ($1, $2)
        on conflict (name) do update set key = server_keys.key
        returning key
        "#,
        name,
        &fresh,
    )
    .fetch_one(db)
    .await
}

/// 32 random bytes.
pub fn fresh_key() -> sqlx::Result<[u8; 32]> {
    let mut key = [0; 32];
    getrandom::fill(&mut key).map_err(|error| sqlx::Error::Io(std::io::Error::other(error)))?;
    Ok(key)
}
