//! The guard before every page of `/admin`.

use super::{Member, session};
use crate::{
    refusals,
    state::AppState,
    web::{Access, AppError, Staff, arrival::Arrival, sent_from},
};
use axum::{
    extract::{OriginalUri, Request, State},
    http::{Method, Uri},
    middleware::Next,
    response::{IntoResponse as _, Redirect, Response},
};

/// Lets whoever is signed in and may use routes of this access through, and tells the pages who it is. Guests are sent
/// to sign in; what they send is refused, and their words come back with the refusal. The role is read with every
/// request, and again once all of it is here, so a changed one counts at once.
pub async fn guard(
    State((state, access)): State<(AppState, Access)>,
    mut request: Request,
    next: Next,
) -> Response {
    let writes = !matches!(*request.method(), Method::GET | Method::HEAD);
    // The site-wide check believes `null`; nobody signs in with that.
    if writes && !sent_from::is_told(request.headers()) {
        return sent_from::UNTOLD.into_response();
    }
    let mut found = session::member(&state, request.headers()).await;
    if writes && matches!(&found, Ok(Some(member)) if member.role.may_use(access)) {
        // A form may be a minute on its way, and it counts as what its sender is at its end. What is wrong with it is said
        // by whoever reads it.
        if let Some(arrival) = request.extensions().get::<Arrival>() {
            let _ = arrival.whole().await;
        }
        found = session::member(&state, request.headers()).await;
    }
    match found {
        Ok(Some(member)) if !member.role.may_use(access) => {
            refusals::concerning(refusal(access).into_response(), member.id)
        }
        Ok(Some(member)) => {
            let account = member.id;
            request.extensions_mut().insert(Staff::from(&member));
            request.extensions_mut().insert::<Member>(member);
            refusals::concerning(next.run(request).await, account)
        }
        Ok(None) if writes => AppError::Forbidden(
            "You are not signed in, or no longer. Sign in on another page, then send this again.",
        )
        .into_response(),
        Ok(None) => Redirect::to(&sign_in_for(&request)).into_response(),
        Err(error) => error.into_response(),
    }
}

fn refusal(access: Access) -> AppError {
    match access {
        Access::Editor => AppError::Forbidden("This page is for editors and admins."),
        _ => AppError::Forbidden("This page is for admins."),
    }
}

/// The address of the sign-in page that leads back here.
fn sign_in_for(request: &Request) -> String {
    let uri: &Uri = request.extensions().get::<OriginalUri>().map_or(request.uri(), |original| &original.0);
    match uri.path_and_query().map(|address| address.as_str()) {
        Some(address) if address != "/admin" => {
            let query = serde_html_form::to_string([("next", address)]).unwrap_or_default();
            format!("/admin/sign-in?{query}")
        }
        _ => "/admin/sign-in".to_owned(),
    }
}
