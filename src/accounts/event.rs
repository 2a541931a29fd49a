use crate::values::{AccountId, closed_list};
use time::OffsetDateTime;

closed_list! {
    /// A change to an account or to the means of signing in.
    pub enum Act {
        Added = "added" => "Account made",
        Invited = "invited" => "Set-up link made",
        PasswordSet = "password_set" => "Password set by link",
        PasswordChanged = "password_changed" => "Password changed",
        SecondStepSet = "second_step_set" => "Second step set up",
        SecondStepReset = "second_step_reset" => "Second step taken away",
        CodesRenewed = "codes_renewed" => "New recovery codes",
        CodeUsed = "code_used" => "Recovery code used",
        RoleChanged = "role_changed" => "Role changed",
        Closed = "closed" => "Account closed",
        Reopened = "reopened" => "Account opened again",
        SessionsEnded = "sessions_ended" => "Sessions ended",
    }
}

/// Who changes something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// Whoever runs the program's commands on its machine.
    Operator,
    Account(AccountId),
}

impl By {
    pub fn account(self) -> Option<AccountId> {
        match self {
            Self::Operator => None,
            Self::Account(id) => Some(id),
        }
    }
}

/// A line of the log of people.
#[derive(Debug)]
pub struct Event {
    pub at: OffsetDateTime,
    /// The name of who did it; `None` for the operator.
    pub by: Option<String>,
    pub account: AccountId,
    /// The name of whom it was done to.
    pub name: String,
    pub act: Act,
    pub detail: String,
    /// How many lines there are.
    pub total: i64,
}
