//! What every feature's pages are made with.

pub mod assets;
pub mod chrome;
pub mod dress;
pub mod error;
pub mod etag;
pub mod extract;
pub mod facets;
pub mod filters;
pub mod form;
pub mod headers;
pub mod left_out;
pub mod list;
pub mod page;
pub mod problem;
pub mod routes;
pub mod secret;
pub mod sent_from;
pub mod slashes;
pub mod twice;
pub mod view;
pub mod visitor;

pub use chrome::{Chrome, Site, Staff};
pub use error::{AppError, Result};
pub use extract::{Form, Path, Query};
pub use facets::{Chip, Facet, FacetValue, FacetView, Selection};
pub use form::{Errors, FormData, Reader, broke, is_taken};
pub use left_out::LeftOut;
pub use list::{PageNumber, Paged, Pager, Row, SortView};
pub use page::{Page, refused};
pub use routes::{Access, Listed, Routes};
pub use secret::{FormKey, Secret};
pub use view::View;
pub use visitor::{TrustedProxies, Visitor};
