//! Takes a passage that names somebody else out of a report, a case study or a path by order: out of everything that was
//! ever said of it, in every table, so that no page, file, feed or history holds it any more.

mod order;
mod page;
mod passage;
mod places;
mod queries;

use crate::{state::Routes, web::Access};

pub fn routes() -> Routes {
    let staff = Routes::new(Access::Staff)
        .get("/admin/reports/{id}/redaction", page::of_report)
        .post("/admin/reports/{id}/redaction", page::redact_report);
    let editors = Routes::new(Access::Editor)
        .get("/admin/cases/{slug}/redaction", page::of_case)
        .post("/admin/cases/{slug}/redaction", page::redact_case)
        .get("/admin/paths/{slug}/redaction", page::of_path)
        .post("/admin/paths/{slug}/redaction", page::redact_path);
    staff.merge(editors)
}
