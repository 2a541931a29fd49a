//! Every change of people, by an admin or by the program's commands: each with its line in the log, in one transaction.

use super::{
    Name, Role,
    event::{Act, By},
    queries::{self, AccountState, Invited},
    secret::{Secret, random_handle},
};
use crate::{
    state::AppState,
    values::{AccountId, ClosedList as _},
    web::{AppError, broke},
};
use sqlx::{PgConnection, PgPool, Postgres, Transaction};

/// Why a change of people is refused.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    #[error("There is an account of this name already")]
    NameTaken,
    #[error("There is no such account")]
    Nobody,
    #[error("The account is closed; open it again first")]
    Closed,
    #[error("Nobody else could let people in then. Make somebody else an admin first")]
    LastAdmin,
    #[error(transparent)]
    Failed(#[from] AppError),
}

impl From<sqlx::Error> for Refusal {
    fn from(error: sqlx::Error) -> Self {
        Self::Failed(error.into())
    }
}

impl From<getrandom::Error> for Refusal {
    fn from(error: getrandom::Error) -> Self {
        Self::Failed(error.into())
    }
}

/// A set-up link, to be shown once.
#[derive(Debug)]
pub struct Link {
    pub url: String,
    /// Hours for which it works.
    pub hours: u32,
}

/// Makes an account and the link with which its owner sets it up.
pub async fn add(state: &AppState, by: By, name: &Name, role: Role) -> Result<(AccountId, Link), Refusal> {
    loop {
        let mut tx = state.db.begin().await?;
        match queries::insert(&mut *tx, name, &random_handle()?, role).await {
            Err(error) if broke(&error, "accounts_handle_unique") => continue,
            Err(error) if broke(&error, "accounts_name_unique") => return Err(Refusal::NameTaken),
            other => {
                let account = other?;
                queries::note(&mut *tx, by, account, Act::Added, role.label()).await?;
                let link = new_link(state, &mut tx, by, account).await?;
                tx.commit().await?;
                return Ok((account, link));
            }
        }
    }
}

/// Makes a new set-up link; one that was made before is dead. A second step that is set up stays.
pub async fn invite(state: &AppState, by: By, account: AccountId) -> Result<Link, Refusal> {
    let (mut tx, before) = begin(&state.db, by, account, false).await?;
    if before.closed {
        return Err(Refusal::Closed);
    }
    let link = new_link(state, &mut tx, by, account).await?;
    tx.commit().await?;
    Ok(link)
}

/// Sets the password of whoever holds the link, once, and ends the account's sessions; `None` when the link is no
/// longer good.
pub async fn set_password_by_link(
    db: &PgPool,
    token_hash: &[u8],
    hash: &str,
) -> sqlx::Result<Option<Invited>> {
    let mut tx = db.begin().await?;
    let Some(invited) = queries::use_invitation(&mut *tx, token_hash).await? else { return Ok(None) };
    let account = invited.account;
    queries::set_password(&mut *tx, account, hash).await?;
    sign_out(&mut tx, account).await?;
    queries::note(&mut *tx, By::Account(account), account, Act::PasswordSet, "").await?;
    tx.commit().await?;
    Ok(Some(invited))
}

/// Changes what somebody may do, from their next request on.
pub async fn set_role(db: &PgPool, by: By, account: AccountId, role: Role) -> Result<(), Refusal> {
    let (mut tx, before) = begin(db, by, account, role != Role::Admin).await?;
    if before.role != role {
        queries::set_role(&mut *tx, account, role).await?;
        let detail = format!("{} to {}", before.role.label(), role.label());
        queries::note(&mut *tx, by, account, Act::RoleChanged, &detail).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Closes an account: its sessions and links are over. What it decided stays in the log.
pub async fn close(db: &PgPool, by: By, account: AccountId) -> Result<(), Refusal> {
    let (mut tx, before) = begin(db, by, account, true).await?;
    if !before.closed {
        queries::set_closed(&mut *tx, account, true).await?;
        queries::forget_invitations(&mut *tx, account).await?;
        sign_out(&mut tx, account).await?;
        queries::note(&mut *tx, by, account, Act::Closed, "").await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Opens a closed account again, with the password and the second step that it had.
pub async fn reopen(db: &PgPool, by: By, account: AccountId) -> Result<(), Refusal> {
    let (mut tx, before) = begin(db, by, account, false).await?;
    if before.closed {
        queries::set_closed(&mut *tx, account, false).await?;
        queries::note(&mut *tx, by, account, Act::Reopened, "").await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Takes the second step of somebody away who lost theirs, ends their sessions, and gives the link to set up anew.
pub async fn reset_second_step(state: &AppState, by: By, account: AccountId) -> Result<Link, Refusal> {
    let (mut tx, before) = begin(&state.db, by, account, true).await?;
    if before.closed {
        return Err(Refusal::Closed);
    }
    queries::forget_second_step(&mut tx, account).await?;
    sign_out(&mut tx, account).await?;
    queries::note(&mut *tx, by, account, Act::SecondStepReset, "").await?;
    let link = new_link(state, &mut tx, by, account).await?;
    tx.commit().await?;
    Ok(link)
}

/// Ends every session of an account.
pub async fn end_sessions(db: &PgPool, by: By, account: AccountId) -> Result<(), Refusal> {
    let (mut tx, _) = begin(db, by, account, false).await?;
    sign_out(&mut tx, account).await?;
    queries::note(&mut *tx, by, account, Act::SessionsEnded, "").await?;
    tx.commit().await?;
    Ok(())
}

/// A transaction that holds the account. With `takes_away`, what follows could leave nobody to let others in: refused to
/// admins when there is no other admin who can sign in. The operator may, and lets somebody in by the next command.
async fn begin(
    db: &PgPool,
    by: By,
    account: AccountId,
    takes_away: bool,
) -> Result<(Transaction<'static, Postgres>, AccountState), Refusal> {
    let mut tx = db.begin().await?;
    if takes_away && by != By::Operator && queries::lock_admins(&mut tx).await? == [account] {
        return Err(Refusal::LastAdmin);
    }
    let standing = queries::lock(&mut *tx, account).await?.ok_or(Refusal::Nobody)?;
    Ok((tx, standing))
}

async fn new_link(
    state: &AppState,
    conn: &mut PgConnection,
    by: By,
    account: AccountId,
) -> Result<Link, Refusal> {
    let token = Secret::new()?;
    let hours = state.limits.invitation_hours;
    queries::invite(&mut *conn, account, &token.hash(), queries::whole(hours)).await?;
    queries::note(conn, by, account, Act::Invited, "").await?;
    Ok(Link { url: format!("{}/admin/set-up/{}", state.site.base_url, token.expose()), hours })
}

async fn sign_out(conn: &mut PgConnection, account: AccountId) -> sqlx::Result<()> {
    queries::end_sessions_of(&mut *conn, account, None).await?;
    queries::forget_pending_of(&mut *conn, account).await?;
    queries::forget_places(conn, account, None).await
}
