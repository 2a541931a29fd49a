//! The keys of rows, each a type of its own, so that none can stand where another is meant.

/// Makes the type of a key: carried by serde and sqlx as its number, read from an address, shown as its number. Its
/// default is the key of no row.
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => { $(
        $(#[$doc])*
        #[derive(
            Debug, Default, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize, sqlx::Type,
        )]
        #[serde(transparent)]
        #[sqlx(transparent)]
        pub struct $name(pub i64);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = std::num::ParseIntError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )+ };
}

ids! {
    /// Somebody who works here.
    AccountId,
    /// A sign-in of somebody who works here.
    SessionId,
    /// A browser or network from which somebody signed in before.
    PlaceId,
    /// A path.
    PathId,
    /// A form that a path can take.
    VariantId,
    /// A case that the editors researched.
    CaseId,
    /// Something in the moderators' queue.
    ItemId,
    /// An editor's change.
    EditId,
    /// An author's private page, and all that was sent through it.
    SubmissionId,
    /// A version of a report.
    RevisionId,
    /// A published report.
    ExperienceId,
    /// What an author told later of a published attempt.
    UpdateId,
    /// What a reader found wrong.
    FlagId,
    /// Something that the rules noticed about a path as a whole.
    SignalId,
    /// A letter to an author.
    LetterId,
    /// A line of the log of people.
    EventId,
    /// A change of a threshold.
    ChangeId,
    /// What a currency is worth over a year or a month.
    RateId,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_key_is_read_as_it_is_shown_and_carried_as_its_number(number: i64) {
            let key = PathId(number);
            prop_assert_eq!(key.to_string().parse::<PathId>().unwrap(), key);
            prop_assert_eq!(serde_json::to_string(&key).unwrap(), number.to_string());
            prop_assert_eq!(serde_json::from_str::<PathId>(&number.to_string()).unwrap(), key);
        }
    }
}
