//! The API's description of itself, by OpenAPI 3.1. The filters come from the facets that the answers go by and the
//! shapes from the types that are sent, so that neither can say what is not so.

use super::{
    ApiQuery, Cursor, Paged, Result,
    api_query::{MOST, MOST_LETTERS, USUAL},
    cases,
    endpoints::{self, Endpoint, Takes},
    experiences, figures, paths,
};
use crate::values::file_word;
use crate::web::{
    Facet, Site,
    problem::{KINDS, ProblemDocument},
};
use axum::{Json, extract::State, http::StatusCode};
use serde_json::{Map, Value, json};
use sqlx::PgPool;
use utoipa::{PartialSchema as _, ToSchema};

const ABOUT: &str = "The directory for programs: paths, case studies, readers’ reports and figures. Open to every site, \
    without a key and without cookies. Sums are whole US cents. A share is `k` of `n` with its 95 % interval; a figure that \
    rests on too few reports is null, with the reason. Case studies are in no figure. Answers are always JSON; they carry \
    an `ETag`, so ask again with `If-None-Match`. The data is free to use under CC BY 4.0.";

/// `GET /api/v1/openapi.json`.
pub async fn answer(
    query: ApiQuery,
    State(site): State<Site>,
    State(db): State<PgPool>,
) -> Result<Json<Value>> {
    query.nothing()?;
    Ok(Json(document(&site, &db).await?))
}

/// The document as it is now: the filters by path and by year follow the directory.
pub async fn document(site: &Site, db: &PgPool) -> sqlx::Result<Value> {
    let endpoints = endpoints::all(db).await?;
    let paths: Map<String, Value> =
        endpoints.iter().map(|endpoint| (endpoint.address.to_owned(), path_item(endpoint))).collect();
    Ok(json!({
        "openapi": "3.1.0",
        "info": {
            "title": "First Bucket",
            "version": "1",
            "summary": "What happens to people who try to earn a first income with AI",
            "description": ABOUT,
            "license": { "name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/" },
        },
        "servers": [{ "url": &*site.base_url }],
        "paths": paths,
        "components": { "schemas": schemas() },
    }))
}

fn path_item(endpoint: &Endpoint) -> Value {
    json!({ "get": {
        "operationId": endpoint.operation,
        "summary": endpoint.summary,
        "description": endpoint.description,
        "parameters": parameters(&endpoint.takes),
        "responses": responses(endpoint),
    } })
}

fn parameters(takes: &Takes) -> Vec<Value> {
    match takes {
        Takes::Name(name, pattern) => vec![json!({
            "name": name, "in": "path", "required": true, "description": "Which one.",
            "schema": { "type": "string", "pattern": pattern, "maxLength": 80 },
        })],
        Takes::Filters { facets, searched, listed } => {
            let mut all: Vec<Value> = facets.iter().map(filter).collect();
            if *searched {
                all.push(words());
            }
            if *listed {
                all.extend([limit(), cursor()]);
            }
            all
        }
    }
}

fn filter(facet: &Facet) -> Value {
    let values: Vec<&str> = facet.values.iter().map(|(word, _)| file_word(word)).collect();
    json!({
        "name": facet.key, "in": "query", "style": "form", "explode": true,
        "description": format!("{}. Repeat it for one value or another.", facet.label),
        "schema": { "type": "array", "items": { "type": "string", "enum": values } },
    })
}

fn words() -> Value {
    json!({
        "name": "q", "in": "query",
        "description": "Words in the report, as a search engine reads them: `-word` leaves out, quotation marks keep together.",
        "schema": { "type": "string", "maxLength": MOST_LETTERS, "pattern": r"^[^\x00-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F]*$" },
    })
}

fn limit() -> Value {
    json!({
        "name": "limit", "in": "query", "description": "How many items one answer has at most.",
        "schema": { "type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL },
    })
}

fn cursor() -> Value {
    json!({
        "name": "cursor", "in": "query",
        "description": "The `next_cursor` of the answer before: the list goes on from there.",
        "schema": { "type": "string", "pattern": Cursor::PATTERN },
    })
}

fn responses(endpoint: &Endpoint) -> Value {
    let named = matches!(endpoint.takes, Takes::Name(..));
    let mut all = Map::from_iter([
        (
            "200".to_owned(),
            json!({
                "description": endpoint.summary,
                "headers": { "ETag": { "description": "A tag of the content.", "schema": { "type": "string" } } },
                "content": { "application/json": { "schema": reference(&endpoint.answer) } },
            }),
        ),
        ("304".to_owned(), json!({ "description": "It has not changed since the answer with that `ETag`." })),
    ]);
    let kinds = KINDS.iter().filter(|(status, ..)| match *status {
        StatusCode::NOT_FOUND => named,
        StatusCode::METHOD_NOT_ALLOWED | StatusCode::FORBIDDEN => false,
        _ => true,
    });
    for (status, title, detail) in kinds {
        let problem = json!({
            "description": format!("{title}. {detail}"),
            "content": { "application/problem+json": { "schema": reference(&ProblemDocument::name()) } },
        });
        all.insert(status.as_u16().to_string(), problem);
    }
    all.into()
}

fn reference(schema: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{schema}") })
}

fn schemas() -> Map<String, Value> {
    let mut all = Map::new();
    add_list::<paths::Path>(&mut all);
    add::<paths::WholePath>(&mut all);
    add_list::<cases::Case>(&mut all);
    add::<cases::WholeCase>(&mut all);
    add_list::<experiences::Experience>(&mut all);
    add::<figures::Figures>(&mut all);
    add::<ProblemDocument>(&mut all);
    all
}

fn add_list<T: ToSchema>(all: &mut Map<String, Value>) {
    all.insert(Paged::<T>::shape(), json!(Paged::<T>::schema()));
    add::<T>(all);
}

/// Adds the type's schema and those that it refers to.
fn add<T: ToSchema>(all: &mut Map<String, Value>) {
    let mut schemas = vec![(T::name().into_owned(), T::schema())];
    T::schemas(&mut schemas);
    all.extend(schemas.into_iter().map(|(name, schema)| (name, json!(schema))));
}
