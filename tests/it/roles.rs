//! Who may go where: every route for every role, cell by cell.

use crate::support::{Answer, SomebodyElse, TestApp, a_submission, revive};
use axum::http::StatusCode;
use firstbucket::app;
use std::collections::BTreeMap;

/// Who asks, from the one who may least. A submitter is a guest who holds a private link.
const ROLES: [&str; 5] = ["guest", "submitter", "moderator", "editor", "admin"];

/// The least of [`ROLES`] to be let in, by how the address begins; the first that fits counts. Written down here apart
/// from the routes, so that a route in the wrong group is found.
const MAY: [(&str, &str); 17] = [
    // For the holder of the link too, only once the report is published.
    ("/m/{secret}/standing", "nobody"),
    ("/m/", "submitter"),
    // For who holds a letter alone.
    ("/mail/", "nobody"),
    ("/admin/sign-in", "guest"),
    ("/admin/sign-out", "guest"),
    ("/admin/set-up/", "guest"),
    ("/admin/second-step", "guest"),
    ("/admin/people", "admin"),
    ("/admin/settings", "admin"),
    ("/admin/thresholds", "admin"),
    ("/admin/letters", "admin"),
    ("/admin/wordings", "editor"),
    ("/admin/paths", "editor"),
    ("/admin/cases", "editor"),
    ("/admin/rates", "editor"),
    ("/admin", "moderator"),
    ("/", "guest"),
];

#[tokio::test]
async fn every_route_lets_in_whom_it_should_and_nobody_else() {
    let mut app = TestApp::new().await;
    let db = app.database.pool();
    let mut people = BTreeMap::new();
    for role in ["moderator", "editor", "admin"] {
        people.insert(role, app.staff(role, role).await);
    }
    let (mut cells, mut wrong) = (0, Vec::new());
    for route in app::routes().listed() {
        let link = a_submission().begin(&mut app).await;
        for (rank, role) in ROLES.into_iter().enumerate() {
            let secret = if role == "submitter" { link.trim_start_matches("/m/") } else { "nobodys" };
            // An id that is nobody's, so that who is let in changes nothing.
            let url =
                route.path.replace("{secret}", secret).replace("{id}", "999999").replace("{letter}", "1");
            let url = url
                .replace("{slug}", "none")
                .replace("{token}", "none")
                .replace("{currency}", "EUR")
                .replace("{page}", "1");
            let mut guest = app.as_somebody_else();
            let who = people.get_mut(role).unwrap_or(&mut guest);
            if who.cookie.is_some() {
                revive(who, role, &db).await;
            }
            let (before, let_in) = (who.cookie.clone(), is_let_in(&url, &ask(who, route.method, &url).await));
            who.cookie = before;
            let least = MAY.iter().find(|(beginning, _)| route.path.starts_with(beginning)).unwrap().1;
            // Being on the staff opens nobody's private link.
            let may = match least {
                "nobody" => false,
                "submitter" => role == least,
                least => rank >= rank_of(least),
            };
            cells += 1;
            if let_in != may {
                wrong.push(format!("{} {} as {role}: let in {let_in}", route.method, route.path));
            }
        }
    }
    assert!(cells >= 5 * 60, "only {cells} cells");
    assert!(wrong.is_empty(), "{} of {cells} cells are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

fn rank_of(role: &str) -> usize {
    ROLES.iter().position(|known| *known == role).unwrap()
}

async fn ask(who: &mut SomebodyElse, method: &str, url: &str) -> Answer {
    if method == "GET" { who.get(url).await } else { who.post(url, &[]).await }
}

/// Whether the answer comes from behind the door, be it that nothing of this number is there. A private link that opens
/// nothing is answered as a page that is not there.
fn is_let_in(url: &str, answer: &Answer) -> bool {
    let to_sign_in =
        answer.location() == "/admin/sign-in" || answer.location().starts_with("/admin/sign-in?next");
    let is_private = url.starts_with("/m/") || url.starts_with("/mail/");
    let opens_nothing = is_private && answer.status == StatusCode::NOT_FOUND;
    answer.status != StatusCode::FORBIDDEN && !to_sign_in && !opens_nothing
}
