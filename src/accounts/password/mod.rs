//! Passwords: which are good enough, and how they are kept and compared.

mod common;

use super::Name;
use crate::web::{Errors, FormData, Reader};
use anyhow::anyhow;
use argon2::{Argon2, PasswordHasher as _, PasswordVerifier as _, password_hash::phc::PasswordHash};
use std::{collections::HashSet, sync::LazyLock};
use tokio::sync::Semaphore;

/// Who waits for a hash: whoever comes in a flood of strangers' sign-ins waits with the strangers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lane {
    /// People who are signed in, and sign-ins by what only an owner has.
    Known,
    Strangers,
}

/// A hash takes 19 MiB and some 20 ms: no more than one at once for each lane, and never on a thread that serves pages.
static FOR_KNOWN: Semaphore = Semaphore::const_new(1);
static FOR_STRANGERS: Semaphore = Semaphore::const_new(1);

/// Compared with when an account has no password, so that the answer takes as long.
static NOBODYS: LazyLock<String> = LazyLock::new(|| {
    hash_now(b"nobody has this password").unwrap_or_else(|error| panic!("Argon2 cannot hash: {error}"))
});

/// The site's name and what it is about.
const SUBJECTS: [&str; 2] = ["first bucket", "side hustle"];
/// Letters that a part of somebody's name has at least to be looked for.
const SHORTEST_NAME: usize = 3;
const SHORTEST: usize = 12;
const LONGEST: usize = 256;
/// Fewer different characters than this are a pattern and no password.
const FEWEST_DIFFERENT: usize = 5;

/// A password that is good enough to be kept.
pub struct Password(String);

impl Password {
    /// Takes any characters as they are, of whoever signs in by this name on the site at this host. The complaint names
    /// everything that is wrong.
    pub fn parse(typed: &str, name: &Name, host: &str) -> Result<Self, String> {
        let mut complaints = length_complaint(typed.chars().count());
        if common::is_common(typed) {
            complaints.push("It is one of those that are tried first; choose another".to_owned());
        }
        if typed.chars().collect::<HashSet<_>>().len() < FEWEST_DIFFERENT {
            complaints.push(format!("Use at least {FEWEST_DIFFERENT} different characters"));
        }
        let mut telling = SUBJECTS.into_iter().chain(parts_of(name)).chain(labels_of(host));
        if telling.any(|word| common::holds(typed, word)) {
            complaints.push("Leave out the site's name, what it is about and your own name".to_owned());
        }
        if complaints.is_empty() { Ok(Self(typed.to_owned())) } else { Err(complaints.join(". ")) }
    }

    /// Reads the form in which whoever signs in by this name chooses one, and types it twice.
    pub fn chosen(form: &FormData, name: &str, host: &str) -> Result<Self, Errors> {
        let mut reader = Reader::new(form);
        let password = reader.parse("password", |typed| Self::parse(typed, &name.parse::<Name>()?, host));
        if form.value("password") != form.value("password_again") {
            reader.errors.add("password_again", "The two are not the same; type both again");
        }
        password.filter(|_| reader.errors.is_empty()).ok_or(reader.errors)
    }

    /// The hash to be stored, in PHC form.
    pub async fn hash(self) -> anyhow::Result<String> {
        hash(self.0).await
    }
}

/// The hash of any text, good enough as a password or not.
pub async fn hash(text: String) -> anyhow::Result<String> {
    on_hashing_threads(Lane::Known, move || hash_now(text.as_bytes())).await
}

/// The name, and each part of it that is long enough to be one.
fn parts_of(name: &Name) -> impl Iterator<Item = &str> {
    let parts = name.as_str().split(|c: char| !c.is_ascii_lowercase());
    std::iter::once(name.as_str()).chain(parts.filter(|part| part.len() >= SHORTEST_NAME))
}

/// The names in a host's, without its ending: `bucket` of `www.bucket.example`.
fn labels_of(host: &str) -> impl Iterator<Item = &str> {
    let name = host.rsplit_once('.').map_or(host, |(name, _)| name);
    let telling = |label: &&str| label.len() > SHORTEST_NAME && label.contains(|c: char| c.is_alphabetic());
    name.split('.').filter(telling)
}

fn length_complaint(length: usize) -> Vec<String> {
    match length {
        0 => vec!["Your password is missing".to_owned()],
        n if n < SHORTEST => {
            vec![format!("Your password must be {SHORTEST} characters or more; it has {n}")]
        }
        n if n > LONGEST => vec![format!("Your password must be {LONGEST} characters or fewer; it has {n}")],
        _ => Vec::new(),
    }
}

/// Whether this is the password of that hash. Takes as long without a hash, and is then never right.
pub async fn is_right(typed: String, hash: Option<String>, lane: Lane) -> anyhow::Result<bool> {
    on_hashing_threads(lane, move || {
        let stored = hash.as_deref().unwrap_or(&NOBODYS);
        let stored =
            PasswordHash::new(stored).map_err(|error| anyhow!("a stored hash is broken: {error}"))?;
        let same = Argon2::default().verify_password(typed.as_bytes(), &stored).is_ok();
        Ok(same && hash.is_some())
    })
    .await
}

async fn on_hashing_threads<T: Send + 'static>(
    lane: Lane,
    work: impl FnOnce() -> anyhow::Result<T> + Send + 'static,
) -> anyhow::Result<T> {
    let slot = match lane {
        Lane::Known => &FOR_KNOWN,
        Lane::Strangers => &FOR_STRANGERS,
    };
    let permit = slot.acquire().await?;
    let done = tokio::task::spawn_blocking(move || {
        // Held until the work ends, even if whoever asked has gone.
        let _permit = permit;
        work()
    });
    done.await?
}

/// Argon2id with 19 MiB, two passes and one lane, the crate's defaults; pinned by a test.
fn hash_now(password: &[u8]) -> anyhow::Result<String> {
    let hash =
        Argon2::default().hash_password(password).map_err(|error| anyhow!("hashing failed: {error}"))?;
    Ok(hash.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complaint(typed: &str) -> String {
        Password::parse(typed, &"mara.kovac-7".parse().unwrap(), "www.hustlefacts.example")
            .map(|_| String::new())
            .unwrap_or_else(|why| why)
    }

    #[test]
    fn any_long_password_that_nobody_would_guess_will_do() {
        for good in [
            "correct horse battery",
            "an example of www",
            "日本語のとても長いパスワード",
            "x\u{1f4a7}y z~ 09 !\"£%",
        ] {
            assert_eq!(complaint(good), "", "{good}");
        }
    }

    #[test]
    fn every_fault_is_named() {
        assert_eq!(complaint(""), "Your password is missing. Use at least 5 different characters");
        assert!(complaint("short").contains("12 characters or more; it has 5"));
        assert!(complaint(&"long one ".repeat(40)).contains("256 characters or fewer"));
        assert!(complaint("Password-1234").contains("tried first"));
        assert!(complaint("ababababababab").contains("different characters"));
        for telling in [
            "my First Bucket!",
            "0815 Mara 0815 x",
            "Side-Hustle 4711",
            "k0v@c in 1987 woods",
            "the HustleFacts desk",
        ] {
            assert!(complaint(telling).contains("Leave out the site's name"), "{telling}");
        }
    }

    #[tokio::test]
    async fn a_hash_is_argon2id_at_full_cost_and_knows_its_password() {
        let password = Password::parse("correct horse battery", &"mara".parse().unwrap(), "localhost")
            .unwrap_or_else(|why| panic!("{why}"));
        let hash = password.hash().await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(is_right("correct horse battery".into(), Some(hash.clone()), Lane::Known).await.unwrap());
        assert!(!is_right("correct horse batterz".into(), Some(hash), Lane::Known).await.unwrap());
        assert!(!is_right("nobody has this password".into(), None, Lane::Strangers).await.unwrap());
    }

    #[tokio::test]
    async fn a_flood_of_strangers_holds_up_nobody_who_is_known() {
        let hash = hash("correct horse battery".into()).await.unwrap();
        let mut flood = tokio::task::JoinSet::new();
        for _ in 0..30 {
            flood.spawn(is_right("a guess".into(), None, Lane::Strangers));
        }
        tokio::task::yield_now().await;
        assert!(is_right("correct horse battery".into(), Some(hash), Lane::Known).await.unwrap());
        let done = std::iter::from_fn(|| flood.try_join_next()).count();
        assert!(done < 15, "{done} strangers went first");
    }
}
