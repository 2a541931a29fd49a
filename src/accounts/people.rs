//! `firstbucket people`: who may review and edit.

use super::{
    Name, Role,
    queries::{self, Listed},
    secret::{Secret, random_handle},
};
use crate::{state::AppState, values::ClosedList as _, web::broke};
use anyhow::{Context as _, bail};
use sqlx::PgPool;

#[derive(Debug, Clone, clap::Subcommand)]
pub enum Command {
    /// Makes an account and prints the link with which its owner sets the password.
    Add {
        /// The name to sign in with; only colleagues see it.
        #[arg(long)]
        name: Name,
        /// moderator, editor or admin.
        #[arg(long)]
        role: Role,
    },
    /// Lists every account.
    List,
    /// Closes an account and ends its sessions. What it decided stays in the log.
    Disable { name: Name },
    /// Prints a new set-up link for somebody who lost theirs or forgot the password.
    Link { name: Name },
}

/// Does it, and says what to print.
pub async fn run(state: &AppState, command: Command) -> anyhow::Result<String> {
    match command {
        Command::Add { name, role } => {
            let account = add(&state.db, &name, role).await?;
            link(state, account, &name).await
        }
        Command::List => Ok(queries::all(&state.db).await?.iter().map(line).collect()),
        Command::Disable { name } => {
            if !queries::disable(&state.db, &name).await? {
                bail!("no open account is called {name}");
            }
            Ok(format!("The account of {name} is closed and its sessions are over.\n"))
        }
        Command::Link { name } => match queries::active(&state.db, name.as_str()).await? {
            Some((account, _)) => link(state, account, &name).await,
            None => bail!("no open account is called {name}"),
        },
    }
}

async fn add(db: &PgPool, name: &Name, role: Role) -> anyhow::Result<i64> {
    loop {
        match queries::insert(db, name, &random_handle()?, role).await {
            Err(error) if broke(&error, "accounts_handle_unique") => continue,
            Err(error) if broke(&error, "accounts_name_unique") => bail!("{name} has an account already"),
            other => return other.context("making the account"),
        }
    }
}

async fn link(state: &AppState, account: i64, name: &Name) -> anyhow::Result<String> {
    let token = Secret::new()?;
    let hours = state.limits.invitation_hours;
    queries::invite(&state.db, account, &token.hash(), queries::whole(hours)).await?;
    let (site, token) = (&state.site.base_url, token.expose());
    Ok(format!("Give this link to {name}. It works once, for {hours} hours:\n{site}/admin/set-up/{token}\n"))
}

fn line(account: &Listed) -> String {
    let standing = match account {
        Listed { disabled: true, .. } => "closed",
        Listed { has_password: false, .. } => "invited",
        _ => "open",
    };
    format!("{:<20} {:<10} {:<8} {}\n", account.name, account.role.word(), standing, account.handle)
}
