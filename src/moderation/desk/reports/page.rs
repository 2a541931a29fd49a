use super::{Evidence, Known, ProofResult};
use crate::{
    clock,
    experiences::ProofKind,
    moderation::{Earlier, decisions::flag, queries},
    submissions::{State as SubmissionState, options},
    values::{ClosedList as _, SubmissionId, Word},
    web::{AppError, Chrome, Errors, FormData, FormKey, Page, Path, Query, Result, filters},
};
use askama::Template;
use axum::extract::State;
use sqlx::PgPool;

#[derive(Debug, Template)]
#[template(path = "moderation/report.html")]
pub struct ReportPage {
    chrome: Chrome,
    report: Known,
    versions: Vec<Earlier>,
    flags: Vec<flag::Earlier>,
    evidence: Vec<Evidence>,
    form_key: FormKey,
    form: FormData,
    errors: Errors,
    notice: Option<&'static str>,
}

/// `GET /admin/reports/{id}`: the submission of this id.
pub async fn page(
    chrome: Chrome,
    State(db): State<PgPool>,
    Path(id): Path<SubmissionId>,
    query: Query,
) -> Result<Page<ReportPage>> {
    let report = queries::report(&db, id).await?.ok_or(AppError::NotFound)?;
    let mut form = FormData::default();
    form.set("checked_on", clock::machine_today().to_string());
    let page = ReportPage::of(chrome, &db, report, form, Errors::default()).await?;
    Ok(Page(ReportPage { notice: notice(query.first("done")), ..page }))
}

fn notice(done: Option<&str>) -> Option<&'static str> {
    Some(match done? {
        "proof" => "The proof is noted, and the grade was computed anew.",
        "shown" => "The report is on the site again.",
        "not-hidden" => "The report is not hidden any more; nothing was changed.",
        _ => return None,
    })
}

impl ReportPage {
    pub async fn of(
        chrome: Chrome,
        db: &PgPool,
        report: Known,
        form: FormData,
        errors: Errors,
    ) -> Result<Self> {
        Ok(Self {
            versions: queries::earlier(db, report.id).await?,
            flags: queries::flags_of(db, report.id).await?,
            evidence: queries::evidence_of(db, report.id).await?,
            form_key: FormKey::random()?,
            notice: None,
            chrome,
            report,
            form,
            errors,
        })
    }

    fn kinds(&self) -> &'static [Word] {
        ProofKind::WORDS
    }

    fn results(&self) -> Vec<(&'static str, &'static str, &'static str)> {
        options::plain::<ProofResult>()
    }

    fn is_hidden(&self) -> bool {
        self.report.state == SubmissionState::Hidden && self.report.has_live
    }
}
