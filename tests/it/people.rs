//! How admins manage people, on their pages and by the program's commands.

use crate::support::{SomebodyElse, TestApp, link_in};
use axum::{
    body::{Body, Bytes},
    http::{Request, StatusCode},
};
use firstbucket::accounts::people::Command;
use futures_util::stream;
use std::convert::Infallible;

const EACH_OTHER: usize = 10;

#[tokio::test]
async fn an_admin_invites_somebody_by_a_link_that_is_shown_once() {
    let app = TestApp::new().await;
    let mut ada = app.staff("ada", "admin").await;
    let refused = ada.post("/admin/people", &[("name", "Not a name"), ("role", "king")]).await;
    assert_eq!((refused.status.as_u16(), refused.all(".errs li").len()), (422, 2));
    assert_eq!(refused.attributes("#name", "value"), ["Not a name"]);
    assert_eq!(ada.post("/admin/people", &[("name", "ada"), ("role", "admin")]).await.status, 422, "taken");

    let shown = ada.post("/admin/people", &[("name", "tomas"), ("role", "editor")]).await;
    let link = link_in(&shown.all("#set-up-link").concat());
    assert!(!ada.get("/admin/people").await.body.contains("/admin/set-up/"));
    let mut tomas = app.as_somebody_else();
    tomas.set_up("tomas", &link).await;
    assert!(tomas.get("/admin/me").await.says("editor"));
}

#[tokio::test]
async fn a_changed_role_counts_at_the_next_request() {
    let app = TestApp::new().await;
    let (mut ada, mut tomas) = (app.staff("ada", "admin").await, app.moderator("tomas").await);
    let page = page_of(&mut ada, "tomas").await;
    assert_eq!(tomas.get("/admin/people").await.status, StatusCode::FORBIDDEN);
    assert_eq!(ada.post(&format!("{page}/role"), &[("role", "king")]).await.status, 422);
    ada.post(&format!("{page}/role"), &[("role", "admin")]).await;
    assert_eq!(tomas.get("/admin/people").await.status, StatusCode::OK);
    ada.post(&format!("{page}/role"), &[("role", "moderator")]).await;
    assert_eq!(tomas.get("/admin/people").await.status, StatusCode::FORBIDDEN);
}

/// A form may be a minute on its way: whoever began it as an admin may be none any more when it has come.
#[tokio::test]
async fn a_form_that_comes_slowly_counts_as_what_its_sender_is_at_its_end() {
    for (change, status) in [
        ("update accounts set role = 'moderator' where name = 'ada'", 403),
        ("update accounts set disabled_at = now() where name = 'ada'", 403),
        ("delete from sessions where account_id = (select id from accounts where name = 'ada')", 403),
        ("update sessions set confirmed_at = now() - interval '1 day'", 303),
        ("update accounts set name = name", 200),
    ] {
        let app = TestApp::new().await;
        let ada = app.staff("ada", "admin").await;
        let db = app.database.pool();
        let end = async move {
            sqlx::query(change).execute(&db).await.unwrap();
            Ok::<_, Infallible>(Bytes::from_static(b"tomas"))
        };
        let begun = stream::iter([Ok(Bytes::from_static(b"role=admin&name="))]);
        let body = Body::from_stream(futures_util::StreamExt::chain(begun, stream::once(end)));
        let request = Request::post("/admin/people")
            .header("content-type", "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .header("cookie", ada.cookie.unwrap());
        let answer = app.send(request.body(body).unwrap()).await;
        let people: i64 = sqlx::query_scalar("select count(*) from accounts where name = 'tomas'")
            .fetch_one(&app.state.db)
            .await
            .unwrap();
        assert_eq!((answer.status.as_u16(), people), (status, i64::from(status == 200)), "{change}");
    }
}

#[tokio::test]
async fn closing_ends_everything_and_can_be_undone() {
    let app = TestApp::new().await;
    let (mut ada, mut tomas) = (app.staff("ada", "admin").await, app.moderator("tomas").await);
    let page = page_of(&mut ada, "tomas").await;
    ada.post(&format!("{page}/sessions/end"), &[]).await;
    assert_eq!(tomas.get("/admin").await.status, StatusCode::SEE_OTHER);
    ada.post(&format!("{page}/close"), &[]).await;
    assert_eq!(tomas.sign_in("tomas", crate::support::PASSWORD).await.status, 422);
    assert_eq!(ada.post(&format!("{page}/link"), &[]).await.status, 422, "closed");
    ada.post(&format!("{page}/reopen"), &[]).await;
    assert_eq!(tomas.sign_in("tomas", crate::support::PASSWORD).await.location(), "/admin");
}

#[tokio::test]
async fn a_second_step_is_taken_away_and_set_up_anew_by_a_link_only() {
    let app = TestApp::new().await;
    let (mut ada, mut tomas) = (app.staff("ada", "admin").await, app.moderator("tomas").await);
    let reset = format!("{}/second-step/reset", page_of(&mut ada, "tomas").await);
    let shown = ada.post(&reset, &[]).await;
    assert_eq!(tomas.get("/admin").await.status, StatusCode::SEE_OTHER);
    assert!(tomas.sign_in("tomas", crate::support::PASSWORD).await.says("second step is not set up"));
    tomas.set_up("tomas", &link_in(&shown.all("#set-up-link").concat())).await;
    assert_eq!(tomas.get("/admin").await.status, StatusCode::OK);

    sqlx::query("update sessions set confirmed_at = now() - interval '11 minutes'")
        .execute(&app.database.pool())
        .await
        .unwrap();
    assert!(ada.post(&reset, &[]).await.location().starts_with("/admin/me/confirm"));
}

#[tokio::test]
async fn every_change_of_people_asks_an_admin_who_has_been_signed_in_for_a_while_who_they_are() {
    let app = TestApp::new().await;
    let (mut ada, _) = (app.staff("ada", "admin").await, app.moderator("tomas").await);
    let page = page_of(&mut ada, "tomas").await;
    sqlx::query("update sessions set confirmed_at = now() - interval '11 minutes'")
        .execute(&app.database.pool())
        .await
        .unwrap();
    let before = app.people(Command::List).await;
    let acts = ["role", "link", "close", "reopen", "second-step/reset", "sessions/end"];
    let doors = acts.iter().map(|act| format!("{page}/{act}")).chain(["/admin/people".to_owned()]);
    for door in doors {
        let asked = ada.post(&door, &[("name", "eve"), ("role", "admin")]).await;
        assert!(asked.location().starts_with("/admin/me/confirm?next="), "{door}: {}", asked.status);
    }
    assert_eq!(app.people(Command::List).await, before, "nothing was done");

    let asked = ada.post("/admin/people", &[("name", "eve"), ("role", "editor")]).await;
    let form = ada.get(asked.location()).await;
    let (code, next) = (ada.recovery_code("ada"), form.attributes("input[name=next]", "value").concat());
    let given = [("password", crate::support::PASSWORD), ("code", &code), ("next", &next)];
    let back = ada.post("/admin/me/confirm", &given).await.location().to_owned();
    let form = ada.get(&back).await;
    assert_eq!(form.attributes("#name", "value"), ["eve"], "what was typed is there again");
    assert_eq!(form.attributes("#role option[selected]", "value"), ["editor"]);
    assert!(
        ada.post("/admin/people", &[("name", "eve"), ("role", "editor")]).await.says("Give this link to eve")
    );
}

#[tokio::test]
async fn the_other_admins_see_each_change_on_their_desks_until_they_say_so() {
    let app = TestApp::new().await;
    let (mut ada, mut bea) = (app.staff("ada", "admin").await, app.staff("bea", "admin").await);
    let mut tomas = app.moderator("tomas").await;
    let unseen = "that you have not seen: ";
    for admin in [&mut ada, &mut bea] {
        let log = admin.get("/admin/people/log").await;
        let last = log.attributes("input[name=last]", "value").concat();
        admin.post("/admin/people/log/seen", &[("last", &last)]).await;
        assert!(!admin.get("/admin").await.says(unseen));
    }
    let page = page_of(&mut ada, "tomas").await;
    ada.post("/admin/people", &[("name", "eve"), ("role", "admin")]).await;
    ada.post(&format!("{page}/role"), &[("role", "editor")]).await;
    ada.post(&format!("{page}/link"), &[]).await;
    // A new account has its link with it.
    assert!(bea.get("/admin").await.says(&format!("{unseen}4")));
    assert!(bea.get("/admin/reports").await.says(unseen));
    assert!(!ada.get("/admin").await.says(unseen) && !tomas.get("/admin").await.says(unseen));
    let log = bea.get("/admin/people/log").await;
    assert!(log.says("4 changes that others made"));
    for strange in ["", "x", "-1", "9223372036854775807"] {
        bea.post("/admin/people/log/seen", &[("last", strange)]).await;
    }
    assert!(!bea.get("/admin").await.says(unseen), "up to the newest there is");
    ada.post(&format!("{page}/close"), &[]).await;
    assert!(bea.get("/admin").await.says(&format!("{unseen}1")));
}

#[tokio::test]
async fn the_last_admin_stays_whoever_tries() {
    let app = TestApp::new().await;
    let mut ada = app.staff("ada", "admin").await;
    app.invited_as("never", "admin").await;
    let page = page_of(&mut ada, "ada").await;
    for (act, form) in
        [("role", [("role", "editor")]), ("close", [("", "")]), ("second-step/reset", [("", "")])]
    {
        let refused = ada.post(&format!("{page}/{act}"), &form).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{act}");
        assert!(refused.says("Make somebody else an admin first"), "{act}");
    }
    assert_eq!(ada.get("/admin/people").await.status, StatusCode::OK);
}

#[tokio::test]
async fn of_two_admins_who_close_each_other_one_stays() {
    let app = TestApp::new().await;
    let db = app.database.pool();
    let (mut ada, mut bea) = (app.staff("ada", "admin").await, app.staff("bea", "admin").await);
    let (of_ada, of_bea) = (page_of(&mut ada, "ada").await, page_of(&mut ada, "bea").await);
    for round in 0..EACH_OTHER {
        let (close_bea, close_ada) = (format!("{of_bea}/close"), format!("{of_ada}/close"));
        tokio::join!(ada.post(&close_bea, &[]), bea.post(&close_ada, &[]));
        let open: i64 = sqlx::query_scalar("select count(*) from accounts where disabled_at is null")
            .fetch_one(&db)
            .await
            .unwrap();
        assert_eq!(open, 1, "round {round}");
        for (admin, name) in [(&ada, "ada"), (&bea, "bea")] {
            app.people(Command::Enable { name: name.parse().unwrap() }).await;
            crate::support::revive(admin, name, &db).await;
        }
    }
}

#[tokio::test]
async fn every_change_is_in_a_log_that_cannot_be_changed() {
    let app = TestApp::new().await;
    let (mut ada, _) = (app.staff("ada", "admin").await, app.moderator("tomas").await);
    let page = page_of(&mut ada, "tomas").await;
    ada.post(&format!("{page}/role"), &[("role", "editor")]).await;
    ada.post(&format!("{page}/close"), &[]).await;
    let log = ada.get("/admin/people/log").await;
    let lines = log.all("tbody tr");
    assert!(lines[0].ends_with("adaAccount closedtomas"), "{lines:?}");
    assert!(lines[1].ends_with("adaRole changed (moderator to editor)tomas"), "{lines:?}");
    assert!(log.says("the operator"));

    for attempt in [
        "update account_events set detail = 'nothing'",
        "delete from account_events",
        "truncate account_events",
    ] {
        let refused = sqlx::raw_sql(attempt).execute(&app.database.pool()).await.unwrap_err();
        assert!(refused.to_string().contains("rows are never changed"), "{attempt}: {refused}");
    }
}

#[tokio::test]
async fn the_operator_does_the_same_by_commands_when_nobody_can_sign_in() {
    let app = TestApp::new().await;
    let mut ada = app.staff("ada", "admin").await;
    let name = || "ada".parse().unwrap();
    app.people(Command::EndSessions { name: name() }).await;
    assert_eq!(ada.get("/admin").await.status, StatusCode::SEE_OTHER);
    let told = app.people(Command::ResetSecondFactor { name: name() }).await;
    ada.set_up("ada", &link_in(&told)).await;
    app.people(Command::Role { name: name(), role: "moderator".parse().unwrap() }).await;
    assert_eq!(ada.get("/admin/people").await.status, StatusCode::FORBIDDEN);
    app.people(Command::Disable { name: name() }).await;
    assert!(app.people(Command::List).await.contains("closed"));
    app.people(Command::Enable { name: name() }).await;
    let listed = app.people(Command::List).await;
    assert!(
        listed.contains("moderator") && listed.contains("open") && listed.contains("10 recovery codes"),
        "{listed}"
    );
}

/// The path of the page about somebody.
async fn page_of(admin: &mut SomebodyElse, name: &str) -> String {
    let people = admin.get("/admin/people").await;
    let names = people.all("tbody th a");
    let place = names.iter().position(|listed| listed == name).unwrap();
    people.attributes("tbody th a", "href")[place].clone()
}
