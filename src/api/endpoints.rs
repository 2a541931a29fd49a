//! The addresses of the API, one by one.

use super::{CASES, EXPERIENCES, PATHS, Paged, cases, experiences, figures, paths};
use crate::{paths::facets as of_paths, web::Facet};
use sqlx::PgPool;
use utoipa::ToSchema;

/// One address of the API.
#[derive(Debug)]
pub struct Endpoint {
    pub address: &'static str,
    /// Its name in programs made from the document.
    pub operation: &'static str,
    pub summary: &'static str,
    pub description: &'static str,
    /// The name of what it answers with, among the schemas.
    pub answer: String,
    pub takes: Takes,
}

/// The parameters that an address takes.
#[derive(Debug)]
pub enum Takes {
    /// A name that is part of the address: the parameter, and the pattern that it follows.
    Name(&'static str, &'static str),
    /// Filters. `searched` is for sets in which words can be searched for, `listed` for lists that are read in parts.
    Filters { facets: Vec<Facet>, searched: bool, listed: bool },
}

const SLUG: Takes = Takes::Name("slug", "^[a-z0-9]+(-[a-z0-9]+)*$");
const UUID: Takes = Takes::Name("id", "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$");

/// Every address, with the filters as they are now: those by path and by year follow the directory.
pub async fn all(db: &PgPool) -> sqlx::Result<Vec<Endpoint>> {
    let (cases, experiences) = tokio::try_join!(cases::known(db), experiences::known(db))?;
    Ok(vec![
        Endpoint {
            address: PATHS,
            operation: "listPaths",
            summary: "The paths",
            description: "The ways to earn a first income with AI, in the order of the article they come from.",
            answer: Paged::<paths::Path>::shape(),
            takes: Takes::Filters { facets: of_paths(), searched: false, listed: true },
        },
        Endpoint {
            address: "/api/v1/paths/{slug}",
            operation: "getPath",
            summary: "One path, with its figures",
            description: "Everything the site says of one path, and what its reports say together.",
            answer: paths::WholePath::name().into_owned(),
            takes: SLUG,
        },
        Endpoint {
            address: CASES,
            operation: "listCases",
            summary: "The case studies",
            description: "Accounts that editors chose from sources. They are read, and never counted in a figure.",
            answer: Paged::<cases::Case>::shape(),
            takes: Takes::Filters { facets: cases, searched: false, listed: true },
        },
        Endpoint {
            address: "/api/v1/cases/{slug}",
            operation: "getCase",
            summary: "One case study",
            description: "An account with everything that its source says, and what it leaves out.",
            answer: cases::WholeCase::name().into_owned(),
            takes: SLUG,
        },
        Endpoint {
            address: EXPERIENCES,
            operation: "listExperiences",
            summary: "Readers’ reports",
            description: "The published reports that are in the open data, in an order that means nothing. A filter \
                finds what an answer shows: a report whose value is merged is not found by that value.",
            answer: Paged::<experiences::Experience>::shape(),
            takes: Takes::Filters { facets: experiences.clone(), searched: true, listed: true },
        },
        Endpoint {
            address: "/api/v1/experiences/{id}",
            operation: "getExperience",
            summary: "One report",
            description: "One report of the open data.",
            answer: experiences::Experience::name().into_owned(),
            takes: UUID,
        },
        Endpoint {
            address: "/api/v1/figures",
            operation: "getFigures",
            summary: "What reports say together",
            description: "The figures of the reports that pass the filters, as the page of the same filters shows \
                them. A figure that rests on too few reports is null, with the reason.",
            answer: figures::Figures::name().into_owned(),
            takes: Takes::Filters { facets: experiences, searched: true, listed: false },
        },
    ])
}
