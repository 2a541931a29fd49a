//! What programs are told: strictly what they asked for, or what they could have asked for.

use crate::support::{Answer, TestApp, an_experience, paths_of_content};
use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use firstbucket::{
    app, content, open_data,
    reports::{Background, Region, Status},
};
use serde_json::Value;
use std::{
    collections::BTreeSet,
    time::{Duration, Instant},
};

fn json(answer: &Answer) -> Value {
    assert_eq!(answer.headers[header::CONTENT_TYPE], "application/json", "{}", answer.body);
    serde_json::from_str(&answer.body).unwrap()
}

async fn get(app: &mut TestApp, address: &str) -> Value {
    let answer = app.get(address).await;
    assert_eq!(answer.status, StatusCode::OK, "{address}: {}", answer.body);
    json(&answer)
}

/// Twelve reports on content creation, of which half are of lawyers; and one on consulting.
async fn with_reports() -> TestApp {
    let app = TestApp::new().await;
    let db = app.database.pool();
    for i in 0..12 {
        let background = if i % 2 == 0 { Background::Law } else { Background::Education };
        an_experience().monthly(i * 20).with(|report| report.who.background = background).publish(&db).await;
    }
    an_experience().on("consulting").publish(&db).await;
    recount(&app).await;
    app
}

/// Does what the program does within a minute.
async fn recount(app: &TestApp) {
    open_data::keep_up(&app.database.pool()).await.unwrap();
}

#[tokio::test]
async fn filters_find_as_many_as_on_the_page() {
    let mut app = with_reports().await;
    for query in [
        "",
        "path=content-creation",
        "path=content-creation&background=law",
        "status=trying",
        "q=woodworkers",
    ] {
        let page = app.get(&format!("/experiences?{query}")).await;
        let count = page.all("#results .count").concat() + &page.all("title").concat();
        let found = get(&mut app, &format!("/api/v1/experiences?{query}")).await["total"].as_i64().unwrap();
        let counts = &get(&mut app, &format!("/api/v1/figures?{query}")).await["counts"];
        assert_eq!(counts["published"].as_i64(), Some(found), "{query}");
        assert!(count.contains(&format!("{found} ")), "{query}: {found} against {count}");
    }
    let paths = get(&mut app, "/api/v1/paths?risk=high").await["total"].as_i64().unwrap();
    assert!(app.get("/paths?risk=high").await.says(&format!("{paths} of {} paths", paths_of_content())));
    let cases = get(&mut app, "/api/v1/cases?outcome=failed").await["total"].as_i64().unwrap();
    assert!(app.get("/cases?outcome=failed").await.says(&format!("{cases} of 10 case studies")));
}

#[tokio::test]
async fn a_value_that_is_merged_is_not_found_by_it() {
    let mut app = with_reports().await;
    let db = app.database.pool();
    an_experience().with(|report| report.who.region = Region::Africa).publish(&db).await;
    recount(&app).await;

    assert_eq!(get(&mut app, "/api/v1/experiences?region=africa").await["total"], 0);
    let merged = get(&mut app, "/api/v1/experiences?path=content-creation&region=merged").await;
    assert_eq!(merged["total"], 13, "the twelve of Europe would leave the one alone");
    let page = app.get("/experiences?path=content-creation&region=merged").await;
    assert!(page.all(".count").concat().contains("13 of 14"), "{:?}", page.all(".count"));
    let all = app.get("/api/v1/experiences").await.body;
    assert!(all.contains("\"region\":\"merged\"") && !all.contains("africa"), "{all}");
}

#[tokio::test]
async fn a_cursor_walks_the_whole_list_once_while_reports_come_in() {
    let mut app = with_reports().await;
    let before: BTreeSet<String> = ids(&get(&mut app, "/api/v1/experiences").await).collect();
    let mut seen = Vec::new();
    let mut address = "/api/v1/experiences?limit=2".to_owned();
    loop {
        let part = get(&mut app, &address).await;
        seen.extend(ids(&part));
        an_experience().publish(&app.database.pool()).await;
        match part["next"].as_str() {
            Some(next) => address = next.split_once("/api").map(|(_, rest)| format!("/api{rest}")).unwrap(),
            None => break,
        }
    }
    let once: BTreeSet<String> = seen.iter().cloned().collect();
    assert_eq!(once.len(), seen.len(), "none comes twice");
    assert!(before.is_subset(&once), "none is missed");
}

fn ids(part: &Value) -> impl Iterator<Item = String> + use<> {
    let items = part["items"].as_array().unwrap().clone();
    items.into_iter().map(|item| item["id"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn every_list_is_cut_where_it_was_asked_to_be() {
    let mut app = with_reports().await;
    for list in ["paths", "cases", "experiences"] {
        let part = get(&mut app, &format!("/api/v1/{list}?limit=3")).await;
        assert_eq!(part["items"].as_array().unwrap().len(), 3, "{list}");
        let cursor = part["next_cursor"].as_str().unwrap();
        let rest = get(&mut app, &format!("/api/v1/{list}?limit=100&cursor={cursor}")).await;
        let total = rest["total"].as_u64().unwrap();
        assert_eq!(rest["items"].as_array().unwrap().len() as u64, total - 3, "{list}");
        assert!(rest["next"].is_null() && rest["next_cursor"].is_null(), "{list}");
    }
}

#[tokio::test]
async fn figures_say_what_they_rest_on_or_why_they_are_withheld() {
    let mut app = with_reports().await;
    let path = get(&mut app, "/api/v1/paths/content-creation").await;
    let never = &path["figures"]["told_afterwards"]["not_so_far"];
    assert_eq!((never["k"].as_i64(), never["n"].as_i64()), (Some(1), Some(12)));
    assert!(
        never["interval"]["low"].is_number() && never["withheld"].is_null() && never["as_of"].is_string()
    );
    assert_eq!(path["figures"]["monthly_cents"]["median"], 11_000);
    let counts = &path["figures"]["counts"];
    assert_eq!(counts["by_grade"].as_array().unwrap().len(), 5);
    assert_eq!(counts["by_grade"][4], serde_json::json!({ "grade": "E", "reports": 12 }));
    assert_eq!(counts["from_busiest_month"], 12);
    assert_eq!(never["invented_to_move"], 6, "1 of 12 ends at 35.4 %, and 7 of 18 are 38.9 %");
    assert!(path["figures"]["monthly_cents"]["invented_to_move"].is_number());

    let registered = &path["figures"]["registered"];
    assert_eq!(registered["due"], 0);
    assert_eq!(
        registered["earned"]["withheld"],
        "Too few to say: 0 of the 5 registered starts that are due that it takes"
    );
    // Nothing that says whether people earned is told of both kinds together.
    for pooled in ["never_earned", "out_of_pocket", "states", "monthly_classes", "proof_seen"] {
        assert!(path["figures"][pooled].is_null(), "{pooled}");
    }

    let few = get(&mut app, "/api/v1/figures?path=consulting").await;
    assert!(few["told_afterwards"]["earned"]["k"].is_null() && few["monthly_cents"]["median"].is_null());
    assert_eq!(
        few["told_afterwards"]["earned"]["withheld"],
        "Too few to say: 1 of the 5 reports that it takes"
    );
    assert!(few["told_afterwards"]["states"].as_array().unwrap().iter().all(|state| state["k"].is_null()));
    assert!(
        few["told_afterwards"]["earned"]["invented_to_move"].is_null()
            && few["hourly_cents"]["invented_to_move"].is_null()
    );
    assert_eq!(few["counts"]["by_grade"], serde_json::json!([]));
    assert!(few["counts"]["from_busiest_month"].is_null());
}

#[tokio::test]
async fn case_studies_are_marked_as_never_counted() {
    let mut app = with_reports().await;
    let cases = get(&mut app, "/api/v1/cases").await;
    assert!(cases["items"].as_array().unwrap().iter().all(|case| case["counted"] == false));
    let slug = cases["items"][0]["slug"].as_str().unwrap().to_owned();
    assert_eq!(get(&mut app, &format!("/api/v1/cases/{slug}")).await["counted"], false);
}

#[tokio::test]
async fn a_story_is_there_only_where_its_author_agreed() {
    let mut app = TestApp::new().await;
    let db = app.database.pool();
    an_experience().with(|report| report.consent.may_publish_story = false).publish(&db).await;
    an_experience()
        .with(|report| report.consent.in_open_data = false)
        .titled("Kept at home")
        .publish(&db)
        .await;

    let list = get(&mut app, "/api/v1/experiences").await;
    assert_eq!(list["total"], 1);
    let id = list["items"][0]["id"].as_str().unwrap().to_owned();
    let report = get(&mut app, &format!("/api/v1/experiences/{id}")).await;
    for part in ["headline", "what_i_did", "what_went_wrong", "tell_a_friend"] {
        assert!(report[part].is_null(), "{part}");
    }
}

#[tokio::test]
async fn a_refusal_is_a_document_that_says_what_would_be_understood() {
    let mut app = with_reports().await;
    let answer = app.get("/api/v1/experiences?status=rich&utm=mail&limit=0&limit=5&cursor=%00&q=a%00").await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(answer.headers[header::CONTENT_TYPE], "application/problem+json");
    let problem: Value = serde_json::from_str(&answer.body).unwrap();
    assert_eq!(problem["status"], 422);
    assert!(problem["type"].as_str().unwrap().ends_with("/api#problem-422"));
    let bad = problem["parameters"].as_array().unwrap();
    let names: Vec<&str> = bad.iter().map(|bad| bad["parameter"].as_str().unwrap()).collect();
    assert_eq!(names, ["status", "utm", "limit", "limit", "cursor", "q"]);
    assert!(bad[0]["known"].as_array().unwrap().iter().any(|word| word == "earning"));
    assert!(bad[1]["known"].as_array().unwrap().iter().any(|word| word == "status"));
}

#[tokio::test]
async fn every_failure_of_the_api_is_a_document() {
    let mut app = TestApp::with(&["--rate-api=6/hour"]).await;
    for (address, status) in [
        ("/api/v1/nowhere", 404),
        ("/api/v1/paths/none-such", 404),
        ("/api/v1/paths/%00", 404),
        ("/api/v1/experiences/7", 404),
        ("/api/v1/experiences/00000000-0000-0000-0000-000000000000", 404),
        ("/api/v1/paths?limit=101", 422),
        ("/api/v1/paths", 200),
        ("/api/v1/paths", 429),
    ] {
        let answer = app.get(address).await;
        assert_eq!(answer.status.as_u16(), status, "{address}: {}", answer.body);
        assert_eq!(answer.headers[header::ACCESS_CONTROL_ALLOW_ORIGIN], "*");
        assert_eq!(answer.headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
        if status != 200 {
            assert_eq!(answer.headers[header::CONTENT_TYPE], "application/problem+json", "{address}");
            let problem: Value = serde_json::from_str(&answer.body).unwrap();
            assert_eq!(problem["status"], status, "{address}");
        }
        assert_eq!(answer.headers.contains_key(header::RETRY_AFTER), status == 429, "{address}");
    }
}

#[tokio::test]
async fn the_api_is_for_reading_only() {
    let app = TestApp::new().await;
    for method in [Method::POST, Method::PUT, Method::DELETE, Method::PATCH, Method::TRACE] {
        let request = Request::builder().method(&method).uri("/api/v1/paths").body(Body::empty()).unwrap();
        let answer = app.send(request).await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{method}");
        assert_eq!(answer.headers[header::CONTENT_TYPE], "application/problem+json", "{method}");
        assert!(answer.headers[header::ALLOW].to_str().unwrap().contains("GET"), "{method}");
    }
}

#[tokio::test]
async fn while_the_database_is_away_a_program_is_told_when_to_ask_again() {
    let mut app = TestApp::new().await;
    app.database.program_pool().close().await;
    let answer = app.get("/api/v1/paths").await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(answer.headers[header::CONTENT_TYPE], "application/problem+json");
    assert!(answer.headers.contains_key(header::RETRY_AFTER));
}

#[tokio::test]
async fn pages_of_every_site_may_ask_and_nobody_sends_a_cookie() {
    let mut app = with_reports().await;
    let preflight = Request::builder()
        .method(Method::OPTIONS)
        .uri("/api/v1/paths")
        .header(header::ORIGIN, "https://example.org")
        .header(header::ACCESS_CONTROL_REQUEST_METHOD, "GET")
        .body(Body::empty());
    let answer = app.send(preflight.unwrap()).await;
    assert_eq!(answer.status, StatusCode::NO_CONTENT);
    assert_eq!(answer.headers[header::ACCESS_CONTROL_ALLOW_ORIGIN], "*");
    assert_eq!(answer.headers[header::ACCESS_CONTROL_ALLOW_METHODS], "GET, HEAD, OPTIONS");
    assert!(!answer.headers.contains_key(header::ACCESS_CONTROL_ALLOW_CREDENTIALS));

    let read = app.get("/api/v1/figures").await;
    assert!(read.headers.contains_key(header::ETAG) && read.headers.contains_key(header::CACHE_CONTROL));
    assert!(!read.headers.contains_key(header::SET_COOKIE));
    assert!(!app.get("/paths").await.headers.contains_key(header::ACCESS_CONTROL_ALLOW_ORIGIN));
    let again = Request::get("/api/v1/figures").header(header::IF_NONE_MATCH, &read.headers[header::ETAG]);
    assert_eq!(app.send(again.body(Body::empty()).unwrap()).await.status, StatusCode::NOT_MODIFIED);
}

#[tokio::test]
async fn the_document_describes_every_address_and_names_every_field() {
    let mut app = with_reports().await;
    let document = get(&mut app, "/api/v1/openapi.json").await;
    let described: BTreeSet<&str> =
        document["paths"].as_object().unwrap().keys().map(String::as_str).collect();
    let routes = app::routes();
    let served: BTreeSet<&str> = routes
        .listed()
        .iter()
        .map(|route| route.path.as_str())
        .filter(|path| path.starts_with("/api/") && !path.ends_with(".json"))
        .collect();
    assert_eq!(described, served);
    let id = ids(&get(&mut app, "/api/v1/experiences").await).next().unwrap();
    let case = get(&mut app, "/api/v1/cases").await["items"][0]["slug"].as_str().unwrap().to_owned();
    for address in described {
        let url = address.replace("{id}", &id);
        let slug = if url.contains("cases") { &case } else { "content-creation" };
        let answer = get(&mut app, &url.replace("{slug}", slug)).await;
        let schema =
            &document["paths"][address]["get"]["responses"]["200"]["content"]["application/json"]["schema"];
        assert_fits(&document, schema, &answer, address);
    }
}

/// Every field that is sent is described, and every one that is described as always there is sent.
fn assert_fits(document: &Value, schema: &Value, answer: &Value, place: &str) {
    if let Some(reference) = schema["$ref"].as_str() {
        let named =
            document.pointer(reference.trim_start_matches('#')).unwrap_or_else(|| panic!("{reference}"));
        return assert_fits(document, named, answer, place);
    }
    for part in schema["allOf"].as_array().into_iter().flatten() {
        if part.get("$ref").is_some() {
            let named = document.pointer(part["$ref"].as_str().unwrap().trim_start_matches('#')).unwrap();
            assert_sent(document, named, answer, place);
        } else {
            assert_sent(document, part, answer, place);
        }
    }
    match answer {
        Value::Array(items) => {
            items.iter().for_each(|item| assert_fits(document, &schema["items"], item, place));
        }
        Value::Object(fields) if schema.get("allOf").is_none() && schema.get("oneOf").is_none() => {
            let known = schema["properties"].as_object().unwrap_or_else(|| panic!("{place}: {schema}"));
            for name in fields.keys() {
                assert!(known.contains_key(name), "{place}: {name} is not described");
            }
            assert_sent(document, schema, answer, place);
        }
        _ => {}
    }
}

fn assert_sent(document: &Value, schema: &Value, answer: &Value, place: &str) {
    for (name, field) in schema["properties"].as_object().unwrap() {
        assert!(answer.get(name).is_some(), "{place}: {name} is not sent");
        assert_fits(document, field, &answer[name], &format!("{place} {name}"));
    }
}

#[tokio::test]
async fn people_can_read_the_document_too() {
    let mut app = TestApp::new().await;
    content::load_embedded(&app.database.pool()).await.unwrap();
    let page = app.get("/api").await;
    assert_eq!(page.all("h3 code")[0], "GET /api/v1/cases");
    assert!(page.says("stopped_before_income"));
    assert!(app.get("/sitemap/directory.xml").await.body.contains("/api</loc>"));
    assert!(app.get("/limits").await.says("Requests to the API one address may make"));
}

#[tokio::test]
async fn states_of_nobody_are_told_as_well() {
    let mut app = with_reports().await;
    let figures = get(&mut app, "/api/v1/figures?path=content-creation").await;
    let told = &figures["told_afterwards"];
    let states = told["states"].as_array().unwrap();
    assert_eq!(states.len(), <Status as firstbucket::values::ClosedList>::ALL.len());
    assert!(states.iter().any(|state| state["state"] == "paused" && state["k"] == 0));
    let told: i64 =
        told["monthly_classes"].as_array().unwrap().iter().filter_map(|class| class["k"].as_i64()).sum();
    assert_eq!(told, 12);
}

#[tokio::test]
async fn a_crowd_of_programs_leaves_readers_their_pages() {
    let app = TestApp::with(&["--trusted-proxies=0.0.0.0/32"]).await;
    let mut held = app.database.pool().begin().await.unwrap();
    sqlx::query("lock table experiences in access exclusive mode").execute(&mut *held).await.unwrap();
    let asked = |place: usize| {
        let request = Request::get("/api/v1/experiences?limit=100");
        app.send(
            request.header("x-forwarded-for", format!("198.51.100.{place}")).body(Body::empty()).unwrap(),
        )
    };
    let crowd = futures_util::future::join_all((1..=60).map(asked));
    let reader = async {
        tokio::time::sleep(Duration::from_millis(500)).await;
        let begin = Instant::now();
        let page = app.send(Request::get("/limits").body(Body::empty()).unwrap()).await;
        held.rollback().await.unwrap();
        (page.status, begin.elapsed())
    };
    let (answers, (status, waited)) = tokio::join!(crowd, reader);
    assert_eq!(status, StatusCode::OK);
    assert!(waited < Duration::from_secs(1), "{waited:?}");
    for answer in answers {
        let is_refused_for_now = answer.status == StatusCode::SERVICE_UNAVAILABLE
            && answer.headers.contains_key(header::RETRY_AFTER);
        assert!(answer.status == StatusCode::OK || is_refused_for_now, "{}: {}", answer.status, answer.body);
    }
}
