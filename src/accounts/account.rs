use crate::{
    values::{AccountId, SessionId, closed_list},
    web::{Access, AppError, Staff},
};
use axum::{extract::FromRequestParts, http::request::Parts};
use std::{fmt, str::FromStr};

closed_list! {
    /// The rights of an account.
    pub enum Role {
        Moderator = "moderator" => "moderator",
        Editor = "editor" => "editor",
        Admin = "admin" => "admin",
    }
}

impl Role {
    /// Whether routes of this access are open to the role.
    pub fn may_use(self, access: Access) -> bool {
        match access {
            Access::Anyone | Access::PrivateLink | Access::Staff => true,
            Access::Editor => matches!(self, Self::Editor | Self::Admin),
            Access::Admin => self == Self::Admin,
        }
    }
}

impl FromStr for Role {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        use crate::values::ClosedList as _;
        Self::from_word(word).ok_or_else(|| "the role is moderator, editor or admin".to_owned())
    }
}

/// The name somebody signs in with: 2 to 32 small letters, digits, dots, hyphens and underscores, a letter first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name(String);

impl FromStr for Name {
    type Err = String;

    fn from_str(typed: &str) -> Result<Self, String> {
        let name = typed.trim().to_lowercase();
        let known = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'_');
        let begins_well = name.starts_with(|c: char| c.is_ascii_lowercase());
        if begins_well && (2..=32).contains(&name.len()) && name.bytes().all(known) {
            Ok(Self(name))
        } else {
            Err("a name is 2 to 32 small letters, digits, dots, hyphens and underscores, a letter first"
                .to_owned())
        }
    }
}

impl Name {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whoever is signed in. A handler that asks for one answers nobody else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    pub id: AccountId,
    /// For colleagues only.
    pub name: String,
    /// How the public log calls this person.
    pub handle: String,
    pub role: Role,
    /// The number of the session that makes the request.
    pub session: SessionId,
    /// One of the demonstration's people, who change nothing of their own.
    pub demo: bool,
    /// Whether password and code were given so lately that factors and people may be changed.
    pub confirmed: bool,
    /// Changes of people in the last 30 days, made by somebody else to somebody else than themselves, that this admin has not
    /// said to have seen; 0 for all others.
    pub unseen: i64,
}

impl From<&Member> for Staff {
    fn from(member: &Member) -> Self {
        use crate::values::ClosedList as _;
        Self {
            name: member.name.clone(),
            role: member.role.label(),
            editor: member.role.may_use(Access::Editor),
            admin: member.role.may_use(Access::Admin),
            unseen: member.unseen,
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Member {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, AppError> {
        parts.extensions.get::<Self>().cloned().ok_or(AppError::Forbidden("Sign in first."))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_role_may_what_the_one_below_it_may() {
        let may =
            |role: Role| [Access::Staff, Access::Editor, Access::Admin].map(|access| role.may_use(access));
        assert_eq!(may(Role::Moderator), [true, false, false]);
        assert_eq!(may(Role::Editor), [true, true, false]);
        assert_eq!(may(Role::Admin), [true, true, true]);
    }

    #[test]
    fn names_are_what_the_schema_takes() {
        assert_eq!(" Mara ".parse::<Name>().unwrap().as_str(), "mara");
        for wrong in ["", "m", "1mara", "mara k", "mära", "mara\0", &"m".repeat(33)] {
            assert!(wrong.parse::<Name>().is_err(), "{wrong:?}");
        }
    }
}
