use super::{Answer, SomebodyElse, TestApp};
use clap::Parser as _;
use firstbucket::{
    accounts::people::{self, Command},
    cli::Cli,
    state::AppState,
};

pub const PASSWORD: &str = "seven quiet harbours";

impl TestApp {
    /// The path of a fresh set-up link for a new account of this name.
    pub async fn invited(&self, name: &str) -> String {
        let command = Command::Add { name: name.parse().unwrap(), role: "moderator".parse().unwrap() };
        let told = self.people(command).await;
        format!("/admin/set-up/{}", told.trim().rsplit('/').next().unwrap())
    }

    /// What `firstbucket people …` prints.
    pub async fn people(&self, command: Command) -> String {
        let config = Cli::parse_from(["firstbucket"]).config;
        people::run(&AppState::new(&config, self.database.pool()), command).await.unwrap()
    }

    /// Somebody with a new account who is signed in.
    pub async fn moderator(&self, name: &str) -> SomebodyElse {
        let link = self.invited(name).await;
        let mut moderator = self.as_somebody_else();
        let set = moderator.post(&link, &[("password", PASSWORD), ("password_again", PASSWORD)]).await;
        assert_eq!(set.location(), "/admin/sign-in?done=set-up");
        assert_eq!(moderator.sign_in(name, PASSWORD).await.location(), "/admin");
        moderator
    }
}

impl SomebodyElse {
    pub async fn sign_in(&mut self, name: &str, password: &str) -> Answer {
        self.post("/admin/sign-in", &[("name", name), ("password", password)]).await
    }
}
