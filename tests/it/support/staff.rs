use super::{Answer, SomebodyElse, TestApp};
use clap::Parser as _;
use firstbucket::{
    accounts::people::{self, Command},
    cli::Cli,
    state::AppState,
};
use sha2::{Digest as _, Sha256};
use sqlx::PgPool;
use std::time::{SystemTime, UNIX_EPOCH};
use totp_rs::{Builder, Secret};

pub const PASSWORD: &str = "seven quiet harbours";

impl TestApp {
    /// The path of a fresh set-up link for a new moderator of this name.
    pub async fn invited(&self, name: &str) -> String {
        self.invited_as(name, "moderator").await
    }

    pub async fn invited_as(&self, name: &str, role: &str) -> String {
        let command = Command::Add { name: name.parse().unwrap(), role: role.parse().unwrap() };
        link_in(&self.people(command).await)
    }

    /// What `firstbucket people …` prints.
    pub async fn people(&self, command: Command) -> String {
        let config = Cli::parse_from(["firstbucket"]).config;
        people::run(&AppState::new(&config, self.database.program_pool()), command).await.unwrap()
    }

    /// Somebody with a new account who is signed in.
    pub async fn moderator(&self, name: &str) -> SomebodyElse {
        self.staff(name, "moderator").await
    }

    pub async fn staff(&self, name: &str, role: &str) -> SomebodyElse {
        let link = self.invited_as(name, role).await;
        let mut person = self.as_somebody_else();
        person.set_up(name, &link).await;
        person
    }
}

impl SomebodyElse {
    /// Sets an account up by its link, with [`PASSWORD`] and a second step, and is signed in by that. Returns the seed in
    /// letters and keeps the recovery codes.
    pub async fn set_up(&mut self, name: &str, link: &str) -> String {
        let set = self.post(link, &[("password", PASSWORD), ("password_again", PASSWORD)]).await;
        assert_eq!(set.location(), "/admin/second-step");
        let seed = self.get("/admin/second-step").await.all("strong.told").concat();
        let shown = self.post("/admin/second-step", &[("code", &code_of(&seed, 0))]).await.all("#codes li");
        assert_eq!(shown.len(), 10);
        self.codes.lock().unwrap().insert(name.to_owned(), shown);
        seed
    }

    /// Signs in; with a recovery code where a code is asked for, so that no test waits for the next half minute.
    pub async fn sign_in(&mut self, name: &str, password: &str) -> Answer {
        let answer = self.post("/admin/sign-in", &[("name", name), ("password", password)]).await;
        if !answer.location().starts_with("/admin/sign-in/code") {
            return answer;
        }
        let code = self.recovery_code(name);
        self.post("/admin/sign-in/code", &[("code", &code)]).await
    }

    /// One that was not used yet.
    pub fn recovery_code(&self, name: &str) -> String {
        self.codes.lock().unwrap().get_mut(name).unwrap().pop().unwrap()
    }
}

/// The code that an app with this seed shows, or will so many half minutes later.
pub fn code_of(letters: &str, later: u64) -> String {
    let secret = Secret::try_from_base32(letters.replace(' ', "")).unwrap();
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    Builder::new().with_secret(secret).build().unwrap().generate(now + 30 * later).to_string()
}

/// The path of the set-up link in what was printed or shown.
pub fn link_in(told: &str) -> String {
    format!("/admin/set-up/{}", told.trim().rsplit('/').next().unwrap())
}

/// Makes sure that somebody's session, which they may have ended, goes on.
pub async fn revive(somebody: &SomebodyElse, name: &str, db: &PgPool) {
    let cookie = somebody.cookie.as_ref().unwrap();
    let token = cookie.split_once("__Host-session=").unwrap().1.split(';').next().unwrap();
    sqlx::query(
        "insert into sessions (token_hash, account_id) select $1, id from accounts where name = $2
         on conflict (token_hash) do update set last_seen_at = now()",
    )
    .bind(Sha256::digest(token).to_vec())
    .bind(name)
    .execute(db)
    .await
    .unwrap();
}
