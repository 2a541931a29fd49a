//! Takes a passage that names somebody else out of a report, a case study or a path by order: out of everything that was
//! ever said of it, in every table, so that no page, file, feed or history holds it any more.

mod order;
mod page;
mod passage;
mod places;
mod queries;

use crate::{state::Routes, web::Access};
use page::{Case, OfDirectory, Report};

pub fn routes() -> Routes {
    let staff = Routes::new(Access::Staff)
        .get("/admin/reports/{id}/redaction", page::page::<Report>)
        .post("/admin/reports/{id}/redaction", page::submit::<Report>);
    let editors = Routes::new(Access::Editor)
        .get("/admin/cases/{slug}/redaction", page::page::<Case>)
        .post("/admin/cases/{slug}/redaction", page::submit::<Case>)
        .get("/admin/paths/{slug}/redaction", page::page::<OfDirectory>)
        .post("/admin/paths/{slug}/redaction", page::submit::<OfDirectory>);
    staff.merge(editors)
}
