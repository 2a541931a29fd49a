use crate::support::{PASSWORD, TestApp, link_in};
use axum::http::{StatusCode, header};
use firstbucket::accounts::{self, people::Command};

const WRONG: &str = "seven quiet mountains";

#[tokio::test]
async fn a_set_up_link_sets_a_password_once() {
    let app = TestApp::new().await;
    let link = app.invited("mara").await;
    let mut mara = app.as_somebody_else();

    let refused = mara.post(&link, &[("password", "mara mara"), ("password_again", "other")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused.all(".errs li").len(), 2, "both complaints at once");
    assert!(refused.says("12 characters or more; it has 9") && refused.says("your own"));
    assert!(!refused.body.contains("mara mara"), "a password is never shown again");

    let good = [("password", PASSWORD), ("password_again", PASSWORD)];
    mara.set_up("mara", &link).await;
    assert_eq!(mara.post(&link, &good).await.status, StatusCode::NOT_FOUND);
    assert_eq!(mara.get(&link).await.status, StatusCode::NOT_FOUND);
    assert_eq!(mara.sign_in("mara", PASSWORD).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_new_link_takes_the_place_of_the_old_one() {
    let app = TestApp::new().await;
    let mut old = app.moderator("mara").await;
    let first = link_in(&app.people(Command::Link { name: "mara".parse().unwrap() }).await);
    let second = link_in(&app.people(Command::Link { name: "mara".parse().unwrap() }).await);

    assert_eq!(old.get(&first).await.status, StatusCode::NOT_FOUND);
    let new = [("password", WRONG), ("password_again", WRONG)];
    let set = old.post(&second, &new).await;
    assert_eq!(set.location(), "/admin/sign-in?done=set-up", "the second step stays");
    assert_eq!(old.get("/admin").await.status, StatusCode::SEE_OTHER, "a new password ends the old sessions");
    assert_eq!(old.sign_in("mara", PASSWORD).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(old.sign_in("mara", WRONG).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn wrong_unknown_invited_and_closed_get_the_same_answer() {
    let app = TestApp::new().await;
    app.moderator("mara").await;
    app.moderator("tomas").await;
    app.invited("ines").await;
    app.people(Command::Disable { name: "tomas".parse().unwrap() }).await;
    let mut guest = app.as_somebody_else();

    let mut answers = Vec::new();
    for (name, password) in
        [("mara", WRONG), ("nobody", WRONG), ("ines", ""), ("tomas", PASSWORD), ("N0 name", WRONG)]
    {
        let answer = guest.sign_in(name, password).await;
        assert_eq!(answer.attributes("#name", "value"), [name], "the name is kept");
        answers.push((answer.status, answer.body.replace(&format!("\"{name}\""), "")));
    }
    assert!(answers.iter().all(|answer| *answer == answers[0]));
    assert_eq!(answers[0].0, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn the_session_is_an_opaque_cookie_that_only_its_hash_is_kept_of() {
    let app = TestApp::new().await;
    app.moderator("mara").await;
    let mut mara = app.as_somebody_else();
    let cookie =
        mara.sign_in("mara", PASSWORD).await.headers[header::SET_COOKIE].to_str().unwrap().to_owned();
    assert!(cookie.starts_with("__Host-session="), "{cookie}");
    for flag in ["; Secure", "; HttpOnly", "; SameSite=Lax", "; Path=/"] {
        assert!(cookie.contains(flag), "{cookie}");
    }
    let token = cookie.split(['=', ';']).nth(1).unwrap();
    let kept: Vec<Vec<u8>> =
        sqlx::query_scalar("select token_hash from sessions").fetch_all(&app.database.pool()).await.unwrap();
    assert!(token.len() >= 43 && kept.iter().all(|hash| hash.len() == 32 && hash != token.as_bytes()));

    let page = mara.get("/admin").await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.headers[header::CACHE_CONTROL], "no-store");
    assert!(page.says("Signed in as mara"));
}

#[tokio::test]
async fn signing_out_ends_the_session_everywhere() {
    let app = TestApp::new().await;
    let mut mara = app.moderator("mara").await;
    let cookie = mara.cookie.clone();
    let out = mara.post("/admin/sign-out", &[]).await;
    assert_eq!(out.headers["clear-site-data"], r#""storage""#);
    let kept = mara.cookie.clone().unwrap();
    assert!(kept.starts_with("__Host-browser=") && !kept.contains(';'), "only that it is known: {kept}");
    mara.cookie = cookie;
    assert_eq!(mara.get("/admin").await.location(), "/admin/sign-in");
}

#[tokio::test]
async fn a_session_ends_by_idleness_by_age_and_with_its_account() {
    let app = TestApp::new().await;
    let mut mara = app.moderator("mara").await;
    let db = app.database.pool();
    for aged in ["last_seen_at = now() - interval '31 minutes'", "created_at = now() - interval '13 hours'"] {
        assert_eq!(mara.sign_in("mara", PASSWORD).await.status, StatusCode::SEE_OTHER);
        assert_eq!(mara.get("/admin").await.status, StatusCode::OK);
        sqlx::raw_sql(sqlx::AssertSqlSafe(format!("update sessions set {aged}"))).execute(&db).await.unwrap();
        assert_eq!(mara.get("/admin").await.status, StatusCode::SEE_OTHER, "{aged}");
    }
    mara.sign_in("mara", PASSWORD).await;
    app.people(Command::Disable { name: "mara".parse().unwrap() }).await;
    assert_eq!(mara.get("/admin").await.status, StatusCode::SEE_OTHER);
    assert!(app.people(Command::List).await.contains("closed"));
}

#[tokio::test]
async fn signing_in_again_ends_the_session_before() {
    let app = TestApp::new().await;
    let mut mara = app.moderator("mara").await;
    let before = mara.cookie.clone();
    mara.sign_in("mara", PASSWORD).await;
    assert_ne!(mara.cookie, before);
    mara.cookie = before;
    assert_eq!(mara.get("/admin").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_browser_that_gives_too_many_wrong_passwords_is_put_off_with_the_name_kept() {
    let app = TestApp::with(&["--rate-sign-in-account=3/hour"]).await;
    let mut mara = app.moderator("mara").await;
    for _ in 0..3 {
        assert_eq!(mara.sign_in("mara", WRONG).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let put_off = mara.sign_in(" Mara", PASSWORD).await;
    assert_eq!(put_off.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(put_off.headers.contains_key(header::RETRY_AFTER));
    assert_eq!(put_off.attributes("#name", "value"), [" Mara"]);
    let another = mara.sign_in("tomas", WRONG).await;
    assert_eq!(another.status, StatusCode::UNPROCESSABLE_ENTITY, "it is nobody's of this name");
}

#[tokio::test]
async fn the_demo_s_people_exist_and_sign_in_only_where_the_demo_is_on() {
    let app = TestApp::with(&["--demo"]).await;
    let mut conn = app.database.pool().acquire().await.unwrap();
    assert!(accounts::demo_people(&mut conn, false).await.is_err());
    accounts::demo_people(&mut conn, true).await.unwrap();
    let mut mara = app.as_somebody_else();
    assert_eq!(mara.sign_in("mara", accounts::DEMO_PASSWORD).await.location(), "/admin");
    assert_eq!(mara.get("/admin/me/password").await.status, StatusCode::FORBIDDEN, "it is everybody's");
    let mut ines = app.as_somebody_else();
    ines.sign_in("ines", accounts::DEMO_PASSWORD).await;
    for door in ["/admin/people", "/admin/people/1/link", "/admin/people/1/role"] {
        let refused = ines.post(door, &[("name", "eve"), ("role", "admin")]).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{door}: nor lets she anybody in for good");
    }

    let mut later = app.restarted(&[]);
    later.cookie = mara.cookie.clone();
    assert_eq!(later.get("/admin").await.location(), "/admin/sign-in", "the switch is off now");

    let plain = TestApp::new().await;
    accounts::demo_people(&mut plain.database.pool().acquire().await.unwrap(), true).await.unwrap();
    let refused = plain.as_somebody_else().sign_in("mara", accounts::DEMO_PASSWORD).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
}
