use super::super::{Name, Role};
use crate::values::AccountId;
use sqlx::{PgConnection, PgExecutor};
use time::OffsetDateTime;

/// Makes an account that nobody can sign in to yet. Breaks `accounts_name_unique` or `accounts_handle_unique`.
pub async fn insert(
    db: impl PgExecutor<'_>,
    name: &Name,
    handle: &str,
    role: Role,
) -> sqlx::Result<AccountId> {
    sqlx::query_scalar!(
        "insert into accounts (name, handle, role) values ($1, $2, $3) returning id",
        name.as_str(),
        handle,
        role as Role,
    )
    .fetch_one(db)
    .await
}

/// One of the people, as admins see them.
#[derive(Debug, Clone)]
pub struct Person {
    pub id: AccountId,
    pub name: String,
    pub handle: String,
    pub role: Role,
    pub created_at: OffsetDateTime,
    pub closed: bool,
    pub has_password: bool,
    /// Whether a set-up link of theirs still works.
    pub invited: bool,
    pub has_second_step: bool,
    pub codes_left: i64,
    /// Sessions begun and not ended; some may have run out.
    pub sessions: i64,
}

impl Person {
    /// Whether the account can be used, in a word.
    pub fn standing(&self) -> &'static str {
        match self {
            Self { closed: true, .. } => "closed",
            Self { has_password: true, has_second_step: true, .. } => "open",
            Self { invited: true, .. } => "invited",
            _ => "not set up",
        }
    }
}

/// Everybody by name, or the one of this number.
pub async fn people(db: impl PgExecutor<'_>, id: Option<AccountId>) -> sqlx::Result<Vec<Person>> {
    sqlx::query_as!(
        Person,
        r#"
        select a.id, a.name, a.handle, a.role as "role: Role", a.created_at,
               a.disabled_at is not null as "closed!",
               a.password_hash is not null as "has_password!",
               exists (select from account_invitations i
                       where i.account_id = a.id and i.used_at is null and i.expires_at > now()) as "invited!",
               exists (select from second_steps s where s.account_id = a.id) as "has_second_step!",
               (select count(*) from recovery_codes c where c.account_id = a.id and c.used_at is null) as "codes_left!",
               (select count(*) from sessions s where s.account_id = a.id) as "sessions!"
        from accounts a where $1::bigint is null or a.id = $1 order by a.name
        "#,
        id.map(|id| id.0),
    )
    .fetch_all(db)
    .await
}

/// The number of the account with this name, closed or not.
pub async fn id_of(db: impl PgExecutor<'_>, name: &Name) -> sqlx::Result<Option<AccountId>> {
    sqlx::query_scalar!("select id from accounts where name = $1", name.as_str()).fetch_optional(db).await
}

/// An open account by its name, for whoever signs in.
#[derive(Debug)]
pub struct SignInAccount {
    pub id: AccountId,
    pub password_hash: Option<String>,
    pub has_second_step: bool,
}

/// The account of this name unless it is closed.
pub async fn active(db: impl PgExecutor<'_>, name: &str) -> sqlx::Result<Option<SignInAccount>> {
    sqlx::query_as!(
        SignInAccount,
        r#"
        select id, password_hash, exists (select from second_steps s where s.account_id = a.id) as "has_second_step!"
        from accounts a where name = $1 and disabled_at is null
        "#,
        name,
    )
    .fetch_optional(db)
    .await
}

pub async fn password_hash(db: impl PgExecutor<'_>, account: AccountId) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar!("select password_hash from accounts where id = $1", account.0).fetch_one(db).await
}

pub async fn set_password(db: impl PgExecutor<'_>, account: AccountId, hash: &str) -> sqlx::Result<()> {
    sqlx::query!("update accounts set password_hash = $2 where id = $1", account.0, hash).execute(db).await?;
    Ok(())
}

/// An account as it is before a change; the row stays locked until the transaction ends.
#[derive(Debug)]
pub struct AccountState {
    pub role: Role,
    pub closed: bool,
}

pub async fn lock(db: impl PgExecutor<'_>, account: AccountId) -> sqlx::Result<Option<AccountState>> {
    sqlx::query_as!(
        AccountState,
        r#"select role as "role: Role", disabled_at is not null as "closed!" from accounts where id = $1 for update"#,
        account.0,
    )
    .fetch_optional(db)
    .await
}

/// The admins who can sign in. Their rows stay locked until the transaction ends, so that of two admins who take each
/// other's place away the second one sees what the first did.
pub async fn lock_admins(conn: &mut PgConnection) -> sqlx::Result<Vec<AccountId>> {
    sqlx::query_scalar!(
        r#"
        select id from accounts a where role = 'admin' and disabled_at is null
            and exists (select from second_steps s where s.account_id = a.id)
        order by id for update of a
        "#,
    )
    .fetch_all(conn)
    .await
}

pub async fn set_role(db: impl PgExecutor<'_>, account: AccountId, role: Role) -> sqlx::Result<()> {
    sqlx::query!("update accounts set role = $2 where id = $1", account.0, role as Role).execute(db).await?;
    Ok(())
}

pub async fn set_closed(db: impl PgExecutor<'_>, account: AccountId, closed: bool) -> sqlx::Result<()> {
    sqlx::query!(
        "update accounts set disabled_at = case when $2 then now() end where id = $1",
        account.0,
        closed
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Makes sure that this account exists and has this password. Somebody's own account of that name, which has a second
/// step or another role, stays as it is.
pub async fn upsert_demo(
    db: impl PgExecutor<'_>,
    name: &Name,
    handle: &str,
    role: Role,
    password_hash: &str,
) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        insert into accounts (name, handle, role, password_hash) values ($1, $2, $3, $4)
        on conflict (name) do update set password_hash = excluded.password_hash
            where accounts.role = excluded.role and not exists (select from second_steps where account_id = accounts.id)
        "#,
        name.as_str(),
        handle,
        role as Role,
        password_hash,
    )
    .execute(db)
    .await?;
    Ok(())
}
