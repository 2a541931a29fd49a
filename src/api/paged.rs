use super::{Cursor, api_query::Part};
use crate::web::Site;
use axum::{
    Json,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use utoipa::ToSchema;

/// A part of a list. Items that come in while a caller walks the list neither repeat nor hide another. Past the list's end
/// `items` is empty, and `total` is what it is everywhere.
#[derive(Debug, Serialize, ToSchema)]
pub struct Paged<T> {
    pub items: Vec<T>,
    /// How many there are under these filters in all.
    pub total: i64,
    /// The parameter `cursor` that continues the list; null at its end.
    pub next_cursor: Option<String>,
    /// The address that continues the list; null at its end. The header `Link` says the same.
    pub next: Option<String>,
    /// Whether invented reports may be among the real ones, as on a demonstration.
    pub sample_data: bool,
}

impl<T: ToSchema> Paged<T> {
    /// The name of such a list among the document's schemas.
    pub fn shape() -> String {
        format!("ListOf{}", T::name())
    }
}

impl<T> Paged<T> {
    /// One answer of a list whose items, in the list's order, are known one further than asked for.
    pub fn of(site: &Site, part: &Part, total: i64, mut items: Vec<T>, place: impl Fn(&T) -> Cursor) -> Self {
        let is_cut = items.len() > part.limit;
        items.truncate(part.limit);
        let next_cursor = items.last().filter(|_| is_cut).map(|last| place(last).to_string());
        let next = next_cursor.as_ref().map(|cursor| address(site, part, cursor));
        Self { items, total, next_cursor, next, sample_data: site.demo }
    }

    /// The part that was asked for of a list that is at hand whole.
    pub fn of_all(site: &Site, part: &Part, mut all: Vec<T>, place: impl Fn(&T) -> Cursor) -> Self {
        let total = i64::try_from(all.len()).unwrap_or(i64::MAX);
        all.sort_by_key(&place);
        all.retain(|item| part.after.is_none_or(|after| place(item) > after));
        Self::of(site, part, total, all, place)
    }
}

fn address(site: &Site, part: &Part, cursor: &str) -> String {
    let filters = part.view.url();
    let joint = if filters.contains('?') { '&' } else { '?' };
    format!("{}{filters}{joint}limit={}&cursor={cursor}", site.base_url, part.limit)
}

impl<T: Serialize> IntoResponse for Paged<T> {
    fn into_response(self) -> Response {
        let link =
            self.next.as_ref().and_then(|next| HeaderValue::try_from(format!("<{next}>; rel=\"next\"")).ok());
        let mut response = Json(self).into_response();
        if let Some(link) = link {
            response.headers_mut().insert(header::LINK, link);
        }
        response
    }
}
