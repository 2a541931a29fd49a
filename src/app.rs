//! The whole site: every feature's routes, and the layers that all of them pass through.

use crate::{
    accounts, api,
    budget::Budget,
    case_studies, claims, directory, editing, experiences, feeds, finder, flags, followups, health, home,
    moderation, open_data, redaction, refusals, search,
    state::{AppState, Routes},
    submissions,
    web::{
        AppError, assets, deadline, error_pages, etag,
        forms::Forms,
        head, headers, method, sent_from, slashes,
        turns::{self, Turns},
        twice,
        untaken::{self, Untaken},
    },
};
use axum::{
    Router,
    extract::Request,
    http::{Extensions, HeaderMap, HeaderName, StatusCode, Version},
    middleware::{from_fn, from_fn_with_state},
};
use std::time::Duration;
use tower_http::{
    ServiceBuilderExt as _,
    catch_panic::CatchPanicLayer,
    compression::{
        CompressionLayer,
        predicate::{Predicate as _, SizeAbove},
    },
    csrf::CsrfLayer,
    request_id::MakeRequestUuid,
    trace::{DefaultOnResponse, TraceLayer},
};
use tracing::{Level, Span};

const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Every page, form and file of the site, with who may use it.
pub fn routes() -> Routes {
    health::routes()
        .merge(experiences::routes())
        .merge(accounts::routes())
        .merge(submissions::routes())
        .merge(flags::routes())
        .merge(moderation::routes())
        .merge(directory::routes())
        .merge(editing::routes())
        .merge(case_studies::routes())
        .merge(finder::routes())
        .merge(claims::routes())
        .merge(home::routes())
        .merge(search::routes())
        .merge(api::routes())
        .merge(feeds::routes())
        .merge(open_data::routes())
        .merge(redaction::routes())
        .merge(followups::routes())
}

/// The site, ready to serve.
pub fn router(state: AppState) -> Router {
    let bounds = state.limits.clone();
    let on_every_answer = from_fn_with_state(state.site.clone(), headers::on_every_answer);
    let own = state.site.base_url.clone();
    let routes = routes();
    let forms = Forms::of(routes.listed(), &bounds);
    let error_pages = error_pages::ErrorPages {
        site: state.site.clone(),
        forms: forms.clone(),
        budget: Budget::new(bounds.bodies_bytes, Forms::largest(routes.listed(), &bounds)),
        trusted_proxies: state.trusted_proxies.clone(),
    };
    let noting = refusals::RefusalLog { state: state.clone(), recent: refusals::Recent::default() };
    let turns = Turns::new(&state.db, state.trusted_proxies.clone());
    let untaken = Untaken::new(state.trusted_proxies.clone());
    let request_time = Duration::from_secs(bounds.request_seconds);
    let layers = tower::ServiceBuilder::new()
        // The first one listed sees a request first, and its answer last.
        .map_request(without_request_id)
        .set_x_request_id(MakeRequestUuid)
        .layer(
            TraceLayer::new_for_http()
                .make_span_with(span_of)
                .on_response(DefaultOnResponse::new().level(Level::INFO))
                .on_failure(()),
        )
        .propagate_x_request_id()
        .layer(from_fn_with_state(noting, refusals::note))
        .layer(on_every_answer.clone())
        .layer(CompressionLayer::new().compress_when(SizeAbove::new(1024).and(is_kept)))
        .layer(from_fn(etag::on_pages))
        .layer(from_fn(headers::on_private_pages))
        .layer(from_fn_with_state(error_pages, error_pages::every_failure))
        .layer(from_fn(api::open_to_every_site))
        .layer(CatchPanicLayer::custom(AppError::from_panic))
        .layer(from_fn(head::sound))
        .layer(from_fn_with_state(request_time, deadline::on_every_answer))
        .layer(from_fn_with_state((own.clone(), forms), sent_from::every_form_says_so))
        .map_request(move |request| sent_from::by_origin(&own, request))
        .layer(CsrfLayer::new())
        .layer(from_fn_with_state(untaken, untaken::in_bounds))
        .layer(from_fn_with_state(state.db.clone(), twice::read))
        .layer(from_fn_with_state(turns, turns::in_turn))
        .layer(from_fn_with_state(state.clone(), search::count_searches));
    let known = slashes::Pages::of(routes.listed());
    let pages = routes
        .into_router(|access, group| {
            group.route_layer(from_fn_with_state((state.clone(), access), accounts::guard))
        })
        .fallback(async move |request: Request| known.answer(&request))
        .method_not_allowed_fallback(async || StatusCode::METHOD_NOT_ALLOWED);
    // Files are compressed already, and no page's deadline or error page is for them.
    let files = assets::routes().layer(from_fn(head::sound)).layer(on_every_answer);
    pages.layer(layers).with_state(state).merge(files)
}

/// The numbers in the log are ours: what a client calls its request could be anything, and anybody's.
fn without_request_id(mut request: Request) -> Request {
    request.headers_mut().remove(X_REQUEST_ID);
    request
}

/// A page of one person goes out uncompressed, as its length would then tell of what it holds.
fn is_kept(_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions) -> bool {
    !headers::is_unkept(headers)
}

/// A request's span names its route and never its address in full: private links are secrets, and queries hold words.
fn span_of(request: &Request) -> Span {
    let route =
        request.extensions().get::<axum::extract::MatchedPath>().map_or("none", |route| route.as_str());
    let id = request.headers().get(X_REQUEST_ID).and_then(|id| id.to_str().ok()).unwrap_or_default();
    tracing::info_span!("request", method = method::known(request.method()), route, id)
}
