//! Strangers who try passwords and codes: they get nowhere, learn nothing, and keep no owner out.

use crate::support::{Answer, PASSWORD, TestApp, code_of};
use axum::{
    body::Body,
    http::{HeaderMap, Request, StatusCode, header},
};
use firstbucket::accounts::people::Command;
use sqlx::PgPool;
use std::{
    collections::BTreeMap,
    hash::{BuildHasher as _, RandomState},
    time::Instant,
};
use time::OffsetDateTime;

const WRONG: &str = "seven quiet mountains";
const HOME: &str = "192.0.2.7";

/// The site behind a proxy that names each visitor's address, with the limits of a release but for these.
async fn guarded(flags: &[&str]) -> TestApp {
    let released =
        ["--rate-sign-in-address=20/hour", "--rate-sign-in-account=5/minute", "--rate-second-step=20/day"];
    let given = |flag: &&&str| {
        let name = flag.split('=').next().unwrap();
        !flags.iter().any(|flag| flag.starts_with(name))
    };
    let released = released.iter().filter(given);
    let all: Vec<&str> = released.chain(flags).copied().chain(["--trusted-proxies=0.0.0.0/32"]).collect();
    TestApp::with(&all).await
}

/// Somebody's browser, in some network.
#[derive(Clone)]
struct Browser<'a> {
    app: &'a TestApp,
    network: String,
    cookies: BTreeMap<String, String>,
}

impl<'a> Browser<'a> {
    fn at(app: &'a TestApp, network: &str) -> Self {
        Self { app, network: network.to_owned(), cookies: BTreeMap::new() }
    }

    /// One in the network of this number, of as many as it takes.
    fn somewhere(app: &'a TestApp, number: usize) -> Self {
        Self::at(app, &format!("198.{}.{}.{}", 18 + number / 60_000, number / 250 % 240, number % 250))
    }

    async fn get(&mut self, url: &str) -> Answer {
        let request = Request::get(url).body(Body::empty()).unwrap();
        self.send(request).await
    }

    async fn post(&mut self, url: &str, form: &[(&str, &str)]) -> Answer {
        let request = Request::post(url)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .body(Body::from(serde_html_form::to_string(form).unwrap()));
        self.send(request.unwrap()).await
    }

    async fn send(&mut self, mut request: Request<Body>) -> Answer {
        let cookies: Vec<_> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        request.headers_mut().insert(header::COOKIE, cookies.join("; ").parse().unwrap());
        request.headers_mut().insert("x-forwarded-for", self.network.parse().unwrap());
        let answer = self.app.send(request).await;
        for set in answer.headers.get_all(header::SET_COOKIE) {
            let (pair, flags) = set.to_str().unwrap().split_once(';').unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            self.cookies.insert(name.to_owned(), value.to_owned());
            if flags.ends_with("Max-Age=0") {
                self.cookies.remove(name);
            }
        }
        answer
    }

    async fn give(&mut self, name: &str, password: &str, code: &str) -> Answer {
        self.post("/admin/sign-in", &[("name", name), ("password", password), ("code", code)]).await
    }

    async fn give_code(&mut self, code: &str) -> Answer {
        self.post("/admin/sign-in/code", &[("code", code)]).await
    }

    /// Sets an account up from its link, and is known from then on. Gives the seed in letters, and the recovery codes.
    async fn set_up(&mut self, name: &str) -> (String, Vec<String>) {
        let link = self.app.invited_as(name, "admin").await;
        self.post(&link, &[("password", PASSWORD), ("password_again", PASSWORD)]).await;
        let seed = self.get("/admin/second-step").await.all("strong.told").concat();
        let shown = self.post("/admin/second-step", &[("code", &code_of(&seed, 0))]).await.all("#codes li");
        assert_eq!(shown.len(), 10);
        (seed, shown)
    }
}

/// Has this much time go by for every limit.
async fn let_pass(db: &PgPool, seconds: f64) {
    let moved = sqlx::query("update rate_limits set tat = tat - make_interval(secs => $1)");
    moved.bind(seconds).execute(db).await.unwrap();
}

/// A code of the app counts once; this makes the one of now count again.
async fn code_again(db: &PgPool, seed: &str) -> String {
    sqlx::raw_sql("update second_steps set last_step = 0").execute(db).await.unwrap();
    code_of(seed, 0)
}

/// `ATTACK_SECONDS=3600 cargo test --test it strangers:: -- --nocapture` plays an hour and tells its figures.
#[tokio::test]
async fn an_owner_gets_in_while_a_wrong_password_a_second_comes_from_ever_new_networks() {
    let seconds: usize = std::env::var("ATTACK_SECONDS").map_or(90, |seconds| seconds.parse().unwrap());
    let app = guarded(&[]).await;
    let db = app.database.pool();
    let mut known = Browser::at(&app, HOME);
    let (seed, _) = known.set_up("mara").await;
    // How many tries of the attack were looked at, minute by minute, and when each minute began.
    let (mut heard, mut began) = (vec![0], Instant::now());
    // How often the owner tries from a new network without a code, a try a second, until one is heard.
    let (mut waiting, mut waited): (Option<(Browser, usize)>, Vec<usize>) = (None, Vec::new());
    for second in 0..seconds {
        if second % 60 == 0 && second > 0 {
            heard.push(0);
            began = Instant::now();
        }
        let_pass(&db, 1.0).await;
        let owner_first = RandomState::new().hash_one(second) % 2 == 0;
        if !owner_first {
            attack(&app, &db, second, heard.last_mut().unwrap()).await;
        }
        if let Some((mut elsewhere, tries)) = waiting.take() {
            match elsewhere.give("mara", PASSWORD, "").await.status.as_u16() {
                303 => waited.push(tries + 1),
                422 => waiting = Some((elsewhere, tries + 1)),
                // As many wrong ones as one network may give.
                other => assert_eq!((other, tries), (429, 20)),
            }
        } else if second % 60 == 10 {
            waiting = Some((Browser::at(&app, &format!("203.0.113.{}", second / 60)), 0));
        }
        if owner_first {
            attack(&app, &db, second, heard.last_mut().unwrap()).await;
        }
        // Five at once and one in twelve seconds more; the time that this takes itself goes by as well.
        let most = 5 + (61 + began.elapsed().as_secs()) / 12;
        assert!(*heard.last().unwrap() <= most, "{heard:?} of 60 each, {most} at most");
        if second % 30 != 29 {
            continue;
        }
        let mut here = Browser { network: format!("100.64.0.{}", second / 30), ..known.clone() };
        assert_eq!(here.give("mara", PASSWORD, "").await.status, 303, "a known browser in a new network");
        assert_eq!(here.give_code(&code_again(&db, &seed).await).await.location(), "/admin");
        let mut home = Browser::at(&app, HOME);
        assert_eq!(home.give("mara", PASSWORD, "").await.status, 303, "a known network in a new browser");
        assert_eq!(home.give_code(&code_again(&db, &seed).await).await.location(), "/admin");
        let mut new = Browser::at(&app, &format!("100.65.0.{}", second / 30));
        let code = code_again(&db, &seed).await;
        assert_eq!(new.give("mara", PASSWORD, &code).await.location(), "/admin", "all new, with a code");
        assert_eq!(new.get("/admin").await.status, StatusCode::OK);
    }
    println!(
        "{seconds} tries in as many seconds, looked at by the minute: {heard:?}; without a code the owner was heard from a new \
         network after so many tries: {waited:?}"
    );
}

/// One wrong password from a network that was never seen; counts it if it was looked at.
async fn attack(app: &TestApp, db: &PgPool, second: usize, heard: &mut u64) {
    // The limit of the name is the one at five a minute that is used up furthest.
    let used = "select coalesce(max(tat), 'epoch') from rate_limits where step = interval '12 seconds'";
    let before: OffsetDateTime = sqlx::query_scalar(used).fetch_one(db).await.unwrap();
    let answer = Browser::somewhere(app, second).give("mara", WRONG, "").await;
    let after: OffsetDateTime = sqlx::query_scalar(used).fetch_one(db).await.unwrap();
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    *heard += u64::from(after > before);
}

#[tokio::test]
async fn only_failures_count() {
    let app = guarded(&["--rate-sign-in-address=3/hour", "--rate-sign-in-account=2/hour"]).await;
    let db = app.database.pool();
    let (seed, codes) = Browser::at(&app, HOME).set_up("mara").await;
    for round in 0..6 {
        let mut elsewhere = Browser::at(&app, "203.0.113.5");
        sqlx::raw_sql("delete from known_places").execute(&db).await.unwrap();
        assert_eq!(elsewhere.give("mara", PASSWORD, "").await.status, 303, "round {round}");
        assert_eq!(elsewhere.give_code(&code_again(&db, &seed).await).await.location(), "/admin");
    }
    // The right password with a wrong code is a failure.
    sqlx::raw_sql("delete from known_places").execute(&db).await.unwrap();
    let mut elsewhere = Browser::at(&app, "203.0.113.6");
    for status in [422, 422, 422, 429] {
        assert_eq!(elsewhere.give("mara", PASSWORD, "000000").await.status, status);
    }
    assert_eq!(elsewhere.give("mara", PASSWORD, &codes[0]).await.location(), "/admin", "nobody guesses that");
}

/// What an answer is, but for what differs each time and the name that was typed.
fn told(answer: Answer, name: &str) -> (StatusCode, HeaderMap, String) {
    let mut headers = answer.headers;
    headers.remove("x-request-id");
    (answer.status, headers, answer.body.replace(&format!("\"{name}\""), ""))
}

#[tokio::test]
async fn strangers_are_told_the_same_of_every_name_whether_it_exists_or_others_try_it() {
    let app = guarded(&["--rate-sign-in-account=5/hour", "--rate-sign-in-site=60/hour"]).await;
    let mut number = 0;
    let mut anywhere = || {
        number += 1;
        Browser::somewhere(&app, number)
    };
    for name in ["mara", "nora", "tina"] {
        Browser::at(&app, HOME).set_up(name).await;
    }
    app.invited("ines").await;
    app.people(Command::Disable { name: "tina".parse().unwrap() }).await;
    // From here on as many wrong ones as are looked at were given for these two, one of which there is not.
    for name in ["nora", "lora"] {
        for _ in 0..6 {
            anywhere().give(name, WRONG, "").await;
        }
    }
    let names = ["mara", "nora", "zora", "lora", "tina", "ines"];
    for (password, code) in [(WRONG, ""), (WRONG, "123456"), (WRONG, "abcd-efgh")] {
        let mut answers = Vec::new();
        for name in names {
            answers.push(told(anywhere().give(name, password, code).await, name));
        }
        assert_eq!(answers[0].0, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answers.iter().all(|answer| *answer == answers[0]), "{code:?}: {answers:#?}");
        // Nor does the right password get anything else while the name is tried.
        let right = told(anywhere().give("nora", PASSWORD, code).await, "nora");
        assert_eq!(right, answers[0], "{code:?}");
    }
    let one = &mut anywhere();
    for round in 0..3 {
        let mut answers = Vec::new();
        for name in names {
            answers.push(told(one.give(name, WRONG, "").await, name));
        }
        assert!(answers.iter().all(|answer| *answer == answers[0]), "round {round}: {answers:#?}");
    }
    for name in ["mara", "zora"] {
        one.give(name, WRONG, "").await;
    }
    let put_off = [one.give("mara", PASSWORD, "").await.status, one.give("zora", WRONG, "").await.status];
    assert_eq!(put_off, [StatusCode::TOO_MANY_REQUESTS; 2], "that is the network's own doing");
}

#[tokio::test]
async fn a_flood_over_all_names_puts_strangers_off_and_no_owner() {
    let app = guarded(&["--rate-sign-in-site=5/hour"]).await;
    let mut known = Browser::at(&app, HOME);
    let (seed, codes) = known.set_up("mara").await;
    for number in 0..5 {
        let tried = Browser::somewhere(&app, number).give(&format!("name{number}"), WRONG, "").await;
        assert_eq!(tried.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    for (number, name) in ["mara", "zora"].into_iter().enumerate() {
        let put_off = Browser::somewhere(&app, 10 + number).give(name, WRONG, "").await;
        assert_eq!(put_off.status, StatusCode::TOO_MANY_REQUESTS, "{name}");
    }
    assert_eq!(known.give("mara", PASSWORD, "").await.status, StatusCode::SEE_OTHER);
    assert_eq!(Browser::at(&app, HOME).give("mara", PASSWORD, "").await.status, StatusCode::SEE_OTHER);
    for _ in 0..20 {
        let wrong = Browser::at(&app, HOME).give("mara", WRONG, "").await;
        assert_eq!(wrong.status, StatusCode::TOO_MANY_REQUESTS, "as it is for every name");
    }
    let right = Browser::at(&app, HOME).give("mara", PASSWORD, "").await;
    assert_eq!(right.status, StatusCode::TOO_MANY_REQUESTS, "what is looked at counts in a flood, too");
    assert_eq!(known.give("mara", PASSWORD, "").await.status, StatusCode::SEE_OTHER);
    let mut new = Browser::somewhere(&app, 20);
    let with_app = new.give("mara", PASSWORD, &code_again(&app.database.pool(), &seed).await).await;
    assert_eq!(with_app.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(new.give("mara", PASSWORD, &codes[0]).await.location(), "/admin");
}

#[tokio::test]
async fn wrong_codes_without_the_password_cost_nothing_and_with_it_keep_no_owner_out() {
    let app = guarded(&["--rate-second-step=3/day", "--rate-sign-in-account=off"]).await;
    let db = app.database.pool();
    let mut known = Browser::at(&app, HOME);
    let (seed, codes) = known.set_up("mara").await;
    for number in 0..10 {
        Browser::somewhere(&app, number).give("mara", WRONG, "000000").await;
    }
    let mut elsewhere = Browser::somewhere(&app, 20);
    elsewhere.give("mara", PASSWORD, "").await;
    assert_eq!(elsewhere.give_code(&code_again(&db, &seed).await).await.location(), "/admin");

    // Somebody has the password, and tries codes from wherever.
    let mut answers = Vec::new();
    for number in 30..40 {
        let mut thief = Browser::somewhere(&app, number);
        thief.give("mara", PASSWORD, "").await;
        answers.push(told(thief.give_code("000000").await, ""));
    }
    assert_eq!(answers[0].0, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answers.iter().all(|answer| *answer == answers[0]), "looked at or not");
    let mut thief = Browser::somewhere(&app, 50);
    thief.give("mara", PASSWORD, "").await;
    let right = thief.give_code(&code_again(&db, &seed).await).await;
    assert_eq!(right.status, StatusCode::UNPROCESSABLE_ENTITY, "too late for a right guess");
    assert_eq!(thief.give_code(&codes[1]).await.location(), "/admin", "the owner, far from home");

    known.give("mara", PASSWORD, "").await;
    assert_eq!(known.give_code(&code_again(&db, &seed).await).await.location(), "/admin", "a known browser");
    let mut home = Browser::at(&app, HOME);
    home.give("mara", PASSWORD, "").await;
    assert_eq!(home.give_code(&code_again(&db, &seed).await).await.location(), "/admin", "a known network");
}

#[tokio::test]
async fn a_browser_is_known_by_an_opaque_cookie_until_its_owner_or_a_new_password_ends_it() {
    let app = guarded(&[]).await;
    let db = app.database.pool();
    let mut mara = Browser::at(&app, HOME);
    let (_, mut codes) = mara.set_up("mara").await;
    let mut tomas = Browser::at(&app, "192.0.2.9");
    tomas.set_up("tomas").await;
    let token = mara.cookies["__Host-browser"].clone();
    let kept: Vec<Vec<u8>> =
        sqlx::query_scalar("select code from known_places").fetch_all(&db).await.unwrap();
    assert!(token.len() == 43 && kept.len() == 4 && kept.iter().all(|code| code.len() == 32));
    let signed = mara.give("mara", PASSWORD, &codes.pop().unwrap()).await;
    let set: Vec<_> =
        signed.headers.get_all(header::SET_COOKIE).iter().map(|set| set.to_str().unwrap()).collect();
    let set = set.iter().find(|set| set.starts_with("__Host-browser=")).unwrap();
    assert!(set.ends_with("; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=7776000"), "{set}");

    let places = "[aria-label='Where we know you from'] tbody tr";
    let page = mara.get("/admin/me").await;
    assert_eq!(page.all(places).len(), 2);
    let forget = page.attributes("form[action$='/forget']", "action");
    tomas.post(&forget[0], &[]).await;
    assert_eq!(mara.get("/admin/me").await.all(places).len(), 2, "not his to forget");
    mara.post(&forget[0], &[]).await;
    assert_eq!(mara.get("/admin/me").await.all(places).len(), 1);

    let known = async || {
        let count =
            "select count(*) from known_places p join accounts a on a.id = account_id where name = 'mara'";
        sqlx::query_scalar::<_, i64>(count).fetch_one(&db).await.unwrap()
    };
    const NEW: &str = "eleven slow rivers";
    let change = [("old_password", PASSWORD), ("password", NEW), ("password_again", NEW)];
    assert_eq!(mara.post("/admin/me/password", &change).await.location(), "/admin/me?done=password");
    assert_eq!(known().await, 2, "this browser and network, anew");
    assert_ne!(mara.cookies["__Host-browser"], token);
    for command in [
        Command::EndSessions { name: "mara".parse().unwrap() },
        Command::Disable { name: "mara".parse().unwrap() },
    ] {
        mara.give("mara", NEW, &codes.pop().unwrap()).await;
        assert_eq!(known().await, 2);
        app.people(command).await;
        assert_eq!(known().await, 0);
    }
    app.people(Command::Enable { name: "mara".parse().unwrap() }).await;
    mara.give("mara", NEW, &codes.pop().unwrap()).await;
    let link = crate::support::link_in(&app.people(Command::Link { name: "mara".parse().unwrap() }).await);
    assert_eq!(known().await, 2, "a link changes nothing before it is used");
    mara.post(&link, &[("password", PASSWORD), ("password_again", PASSWORD)]).await;
    assert_eq!(known().await, 0);
}
