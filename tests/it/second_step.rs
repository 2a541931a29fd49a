//! The second step of signing in, and what its owner can change.

use crate::support::{PASSWORD, TestApp, code_of, link_in};
use axum::http::{StatusCode, header};
use firstbucket::accounts::people::Command;
use sqlx::PgPool;

const NEW: &str = "eleven slow rivers";

#[tokio::test]
async fn a_password_alone_is_no_session() {
    let app = TestApp::new().await;
    app.moderator("mara").await;
    let mut mara = app.as_somebody_else();
    let asked = mara.post("/admin/sign-in", &[("name", "mara"), ("password", PASSWORD)]).await;
    let cookie = asked.headers[header::SET_COOKIE].to_str().unwrap();
    assert!(cookie.starts_with("__Host-second-step=") && cookie.contains("HttpOnly"), "{cookie}");
    assert_eq!(mara.get("/admin").await.location(), "/admin/sign-in");
    assert_eq!(mara.get("/admin/second-step").await.location(), "/admin/sign-in?done=set-up-late");

    let token = cookie.split(['=', ';']).nth(1).unwrap().to_owned();
    mara.cookie = Some(format!("__Host-session={token}"));
    assert_eq!(mara.get("/admin").await.location(), "/admin/sign-in", "the token is no session's");
}

#[tokio::test]
async fn a_code_of_the_app_counts_once() {
    let app = TestApp::new().await;
    let link = app.invited("mara").await;
    let seed = app.as_somebody_else().set_up("mara", &link).await;
    let mut mara = app.as_somebody_else();
    let password = [("name", "mara"), ("password", PASSWORD)];

    mara.post("/admin/sign-in", &password).await;
    let again = mara.post("/admin/sign-in/code", &[("code", &code_of(&seed, 0))]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "it was used to set up");
    assert_eq!(again.attributes("#code", "aria-invalid"), ["true"]);
    let next = code_of(&seed, 1);
    assert_eq!(mara.post("/admin/sign-in/code", &[("code", &next)]).await.location(), "/admin");
    assert_eq!(mara.get("/admin").await.status, StatusCode::OK);

    mara.post("/admin/sign-in", &password).await;
    assert_eq!(mara.post("/admin/sign-in/code", &[("code", &next)]).await.status, 422, "used");
}

#[tokio::test]
async fn a_recovery_code_takes_the_place_of_the_app_once() {
    let app = TestApp::new().await;
    app.moderator("mara").await;
    let mut mara = app.as_somebody_else();
    let code = mara.recovery_code("mara");
    for (typed, status) in [(code.to_uppercase().replace('-', " "), 303), (code, 422)] {
        mara.post("/admin/sign-in", &[("name", "mara"), ("password", PASSWORD)]).await;
        assert_eq!(mara.post("/admin/sign-in/code", &[("code", &typed)]).await.status, status, "{typed}");
    }
    assert!(app.people(Command::List).await.contains("second step, 9 recovery codes"));
    assert_eq!(acts(&app.database.pool()).await.last().unwrap(), "code_used");
}

#[tokio::test]
async fn a_code_of_somebody_else_opens_nothing() {
    let app = TestApp::new().await;
    app.moderator("mara").await;
    app.moderator("tomas").await;
    let mut mara = app.as_somebody_else();
    let of_tomas = mara.recovery_code("tomas");
    mara.post("/admin/sign-in", &[("name", "mara"), ("password", PASSWORD)]).await;
    for code in [of_tomas.as_str(), "", "000000", "12345", "\0", "１２３４５６"] {
        assert_eq!(mara.post("/admin/sign-in/code", &[("code", code)]).await.status, 422, "{code:?}");
    }
}

#[tokio::test]
async fn time_runs_out_between_the_steps_and_a_link_sets_up_nothing_more_then() {
    let app = TestApp::new().await;
    let link = app.invited("mara").await;
    let mut mara = app.as_somebody_else();
    mara.post(&link, &[("password", PASSWORD), ("password_again", PASSWORD)]).await;
    sqlx::query("update pending_sign_ins set created_at = now() - interval '16 minutes'")
        .execute(&app.database.pool())
        .await
        .unwrap();
    assert_eq!(mara.get("/admin/second-step").await.location(), "/admin/sign-in?done=set-up-late");
    let refused = mara.sign_in("mara", PASSWORD).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.says("second step is not set up"));
    let anew = link_in(&app.people(Command::Link { name: "mara".parse().unwrap() }).await);
    mara.set_up("mara", &anew).await;
    assert_eq!(mara.get("/admin").await.status, StatusCode::OK);
}

#[tokio::test]
async fn seeds_and_codes_are_not_in_the_database_in_clear() {
    let app = TestApp::new().await;
    let link = app.invited("mara").await;
    let seed = app.as_somebody_else().set_up("mara", &link).await;
    let kept: Vec<u8> = sqlx::query_scalar("select sealed_seed from second_steps")
        .fetch_one(&app.database.pool())
        .await
        .unwrap();
    let bytes = totp_rs::Secret::try_from_base32(seed.replace(' ', "")).unwrap();
    assert_eq!(kept.len(), 24 + 20 + 16);
    assert!(!kept.windows(20).any(|part| part == bytes.as_bytes()));
    let hashes: Vec<Vec<u8>> = sqlx::query_scalar("select code_hash from recovery_codes")
        .fetch_all(&app.database.pool())
        .await
        .unwrap();
    assert!(hashes.len() == 10 && hashes.iter().all(|hash| hash.len() == 32));
}

#[tokio::test]
async fn a_new_key_in_the_settings_takes_over_seeds_as_their_owners_sign_in() {
    let app = TestApp::new().await;
    let link = app.invited("mara").await;
    let seed = app.as_somebody_else().set_up("mara", &link).await;
    let sealed = "select sealed_seed from second_steps";
    let db = app.database.pool();
    let before: Vec<u8> = sqlx::query_scalar(sealed).fetch_one(&db).await.unwrap();
    let mut mara = app.restarted(&[&format!("--seed-keys={}", "0b".repeat(32))]);
    mara.post("/admin/sign-in", &[("name", "mara"), ("password", PASSWORD)]).await;
    assert_eq!(mara.post("/admin/sign-in/code", &[("code", &code_of(&seed, 1))]).await.location(), "/admin");
    let after: Vec<u8> = sqlx::query_scalar(sealed).fetch_one(&db).await.unwrap();
    assert_ne!(before, after);
}

#[tokio::test]
async fn a_password_is_changed_with_the_old_one_and_ends_the_other_sessions() {
    let app = TestApp::new().await;
    let mut mara = app.moderator("mara").await;
    let mut elsewhere = app.as_somebody_else();
    elsewhere.sign_in("mara", PASSWORD).await;
    let form = |old, new, again| [("old_password", old), ("password", new), ("password_again", again)];

    let refused = mara.post("/admin/me/password", &form("wrong one here", "short", "other")).await;
    assert_eq!((refused.status.as_u16(), refused.all(".errs li").len()), (422, 3));
    assert_eq!(
        mara.post("/admin/me/password", &form(PASSWORD, NEW, NEW)).await.location(),
        "/admin/me?done=password"
    );
    assert_eq!(mara.get("/admin/me").await.status, StatusCode::OK, "this session goes on");
    assert_eq!(elsewhere.get("/admin").await.status, StatusCode::SEE_OTHER);
    assert_eq!(elsewhere.sign_in("mara", PASSWORD).await.status, 422);
    assert_eq!(elsewhere.sign_in("mara", NEW).await.location(), "/admin");
}

#[tokio::test]
async fn factors_are_changed_only_by_whoever_has_just_confirmed_who_they_are() {
    let app = TestApp::new().await;
    let link = app.invited("mara").await;
    let mut mara = app.as_somebody_else();
    let old_seed = mara.set_up("mara", &link).await;
    sqlx::query("update sessions set confirmed_at = now() - interval '11 minutes'")
        .execute(&app.database.pool())
        .await
        .unwrap();
    for door in ["/admin/me/second-step/seed", "/admin/me/recovery-codes", "/admin/me/second-step"] {
        assert!(mara.post(door, &[]).await.location().starts_with("/admin/me/confirm?next="), "{door}");
    }
    let code = mara.recovery_code("mara");
    let wrong = [("password", NEW), ("code", &code), ("next", "/admin/me")];
    assert_eq!(mara.post("/admin/me/confirm", &wrong).await.status, 422);
    let right = [("password", PASSWORD), ("code", &code), ("next", "/admin/me")];
    let mut thief = app.as_somebody_else();
    thief.cookie = mara.cookie.clone();
    assert_eq!(thief.get("/admin/me").await.status, StatusCode::OK);
    assert_eq!(
        mara.post("/admin/me/confirm", &right).await.location(),
        "/admin/me",
        "the code was not used up"
    );
    assert_eq!(thief.get("/admin/me").await.status, StatusCode::SEE_OTHER, "the session begins anew");

    mara.post("/admin/me/second-step/seed", &[]).await;
    let seed = mara.get("/admin/me/second-step").await.all("strong.told").concat();
    assert_ne!(seed, old_seed);
    assert_eq!(mara.post("/admin/me/second-step", &[("code", "000000")]).await.status, 422);
    let codes = mara.post("/admin/me/second-step", &[("code", &code_of(&seed, 0))]).await;
    assert_eq!(codes.all("#codes li").len(), 10);
    let mut elsewhere = app.as_somebody_else();
    elsewhere.post("/admin/sign-in", &[("name", "mara"), ("password", PASSWORD)]).await;
    for (code, status) in [(code_of(&old_seed, 1), 422), (code_of(&seed, 1), 303)] {
        assert_eq!(elsewhere.post("/admin/sign-in/code", &[("code", &code)]).await.status, status);
    }
}

#[tokio::test]
async fn own_sessions_are_listed_and_ended_one_by_one_or_all_others() {
    let app = TestApp::new().await;
    let mut mara = app.moderator("mara").await;
    let mut tomas = app.moderator("tomas").await;
    let (mut second, mut third) = (app.as_somebody_else(), app.as_somebody_else());
    second.sign_in("mara", PASSWORD).await;
    third.sign_in("mara", PASSWORD).await;

    let page = mara.get("/admin/me").await;
    assert_eq!(page.all("[aria-label='Your sessions'] tbody tr").len(), 3);
    assert_eq!(page.all("tbody small"), ["this one"]);
    let newest = page.attributes("form[action$='/end']", "action")[0].clone();
    tomas.post(&newest, &[]).await;
    assert_eq!(third.get("/admin").await.status, StatusCode::OK, "not tomas's to end");
    mara.post(&newest, &[]).await;
    assert_eq!(third.get("/admin").await.status, StatusCode::SEE_OTHER);
    mara.post("/admin/me/other-sessions/end", &[]).await;
    assert_eq!(second.get("/admin").await.status, StatusCode::SEE_OTHER);
    assert_eq!(mara.get("/admin/me").await.all("[aria-label='Your sessions'] tbody tr").len(), 1);
    let own = mara.get("/admin/me").await.attributes("form[action$='/end']", "action")[0].clone();
    assert_eq!(mara.post(&own, &[]).await.location(), "/admin/sign-in?done=ended");
}

async fn acts(db: &PgPool) -> Vec<String> {
    sqlx::query_scalar("select action from account_events order by id").fetch_all(db).await.unwrap()
}
