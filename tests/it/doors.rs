//! Every door of the moderators' rooms turns guests away.

use crate::support::TestApp;
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use firstbucket::app;

#[tokio::test]
async fn guests_are_turned_away_at_every_door() {
    let mut app = TestApp::new().await;
    let routes = app::routes();
    let staff: Vec<_> = routes.listed().iter().filter(|route| route.access.is_guarded()).collect();
    assert!(staff.len() >= 9, "{staff:?}");
    for route in staff {
        let url = route.path.replace("{id}", "1");
        if route.method == "GET" {
            let answer = app.get(&url).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{url}");
            assert!(answer.location().starts_with("/admin/sign-in"), "{url}: {}", answer.location());
        } else {
            let answer = app.post(&url, &[("message", "Thank you for six weeks of work")]).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{url}");
            assert!(answer.says("Thank you for six weeks of work"), "{url}: the words come back");
        }
    }
}

#[tokio::test]
async fn every_address_of_the_moderators_is_behind_the_guard() {
    let open = [
        "/admin/sign-in",
        "/admin/sign-in/code",
        "/admin/sign-out",
        "/admin/set-up/{token}",
        "/admin/second-step",
    ];
    for route in app::routes().listed() {
        let staff = route.path.starts_with("/admin") && !open.contains(&route.path.as_str());
        assert_eq!(route.access.is_guarded(), staff, "{} {}", route.method, route.path);
    }
}

#[tokio::test]
async fn a_form_that_does_not_say_where_it_comes_from_is_refused() {
    let app = TestApp::new().await;
    let mara = app.moderator("mara").await;
    let request = Request::post("/admin/claims")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::COOKIE, mara.cookie.clone().unwrap())
        .body(Body::empty());
    assert_eq!(app.send(request.unwrap()).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn signing_in_leads_to_the_page_that_was_asked_for() {
    let app = TestApp::new().await;
    app.moderator("mara").await;
    let mut guest = app.as_somebody_else();

    let turned_away = guest.get("/admin?line=suspected").await;
    assert_eq!(turned_away.location(), "/admin/sign-in?next=%2Fadmin%3Fline%3Dsuspected");
    let form = guest.get(turned_away.location()).await;
    let next = &form.attributes("input[name=next]", "value")[0];
    let fields = [("name", "mara"), ("password", crate::support::PASSWORD), ("next", next)];
    let code = guest.post("/admin/sign-in", &fields).await;
    assert!(code.location().starts_with("/admin/sign-in/code?next="), "{}", code.location());
    let form = guest.get(code.location()).await;
    let next = &form.attributes("input[name=next]", "value")[0];
    let fields = [("code", guest.recovery_code("mara")), ("next", next.clone())];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_eq!(guest.post("/admin/sign-in/code", &fields).await.location(), "/admin?line=suspected");
}
