//! `firstbucket people`: who may review and edit.

use super::{
    Name, Role,
    changes::{self, Link},
    event::By,
    queries::{self, Person},
};
use crate::{
    state::AppState,
    values::{AccountId, ClosedList as _, how_many},
};
use anyhow::Context as _;

#[derive(Debug, Clone, clap::Subcommand)]
pub enum Command {
    /// Makes an account and prints the link with which its owner sets it up.
    Add {
        /// The name to sign in with; only colleagues see it.
        #[arg(long)]
        name: Name,
        /// moderator, editor or admin.
        #[arg(long)]
        role: Role,
    },
    /// Lists every account with its role, its standing and its second step.
    List,
    /// Changes what somebody may do, from their next request on.
    Role { name: Name, role: Role },
    /// Closes an account and ends its sessions. What it decided stays in the log.
    Disable { name: Name },
    /// Opens a closed account again.
    Enable { name: Name },
    /// Prints a new set-up link for somebody who lost theirs or forgot the password. Their second step stays.
    Link { name: Name },
    /// Takes the second step of somebody away who lost it, and prints a link to set up anew.
    ResetSecondFactor { name: Name },
    /// Ends every session of somebody.
    EndSessions { name: Name },
}

/// Does it, and says what to print.
pub async fn run(state: &AppState, command: Command) -> anyhow::Result<String> {
    let db = &state.db;
    match command {
        Command::Add { name, role } => {
            let (_, link) = changes::add(state, By::Operator, &name, role).await?;
            Ok(told(&link, &name))
        }
        Command::List => Ok(queries::people(db, None).await?.iter().map(line).collect()),
        Command::Role { name, role } => {
            changes::set_role(db, By::Operator, of(state, &name).await?, role).await?;
            Ok(format!("{name} is {} now.\n", role.label()))
        }
        Command::Disable { name } => {
            changes::close(db, By::Operator, of(state, &name).await?).await?;
            Ok(format!("The account of {name} is closed and its sessions are over.\n"))
        }
        Command::Enable { name } => {
            changes::reopen(db, By::Operator, of(state, &name).await?).await?;
            Ok(format!("The account of {name} is open.\n"))
        }
        Command::Link { name } => {
            Ok(told(&changes::invite(state, By::Operator, of(state, &name).await?).await?, &name))
        }
        Command::ResetSecondFactor { name } => {
            let link = changes::reset_second_step(state, By::Operator, of(state, &name).await?).await?;
            Ok(told(&link, &name))
        }
        Command::EndSessions { name } => {
            changes::end_sessions(db, By::Operator, of(state, &name).await?).await?;
            Ok(format!("The sessions of {name} are over.\n"))
        }
    }
}

async fn of(state: &AppState, name: &Name) -> anyhow::Result<AccountId> {
    queries::id_of(&state.db, name).await?.with_context(|| format!("no account is called {name}"))
}

fn told(link: &Link, name: &Name) -> String {
    format!("Give this link to {name}. It works once, for {}:\n{}\n", how_many(link.hours, "hour"), link.url)
}

fn line(person: &Person) -> String {
    let second_step = match person.has_second_step {
        true => format!("second step, {}", how_many(person.codes_left, "recovery code")),
        false => "no second step".to_owned(),
    };
    let (name, role, standing) = (&person.name, person.role.word(), person.standing());
    format!("{name:<20} {role:<10} {standing:<10} {:<14} {second_step}\n", person.handle)
}
