use super::progress;
use crate::{
    reports::Report,
    submissions::{
        form::{self, Answer, Choices, Complaint, Draft, DraftContext, Step, Sum, assemble, plan},
        private_link::Link,
    },
    values::ClosedList as _,
    web::{Chrome, Page, Result, filters},
};
use askama::Template;
use axum::extract::State;
use sqlx::PgPool;

/// Every answer said back, with what it comes to and what still has to be mended, before anything is sent.
#[derive(Debug, Template)]
#[template(path = "submissions/check.html")]
pub struct CheckPage {
    chrome: Chrome,
    link: Link,
    sections: Vec<(Step, Vec<Answer>)>,
    pub complaints: Vec<Complaint>,
    /// The pages that were never filled in, of which nothing is complained until somebody sends the report.
    blank: Vec<Step>,
    /// What looks unusual, asked and not judged.
    questions: Vec<String>,
    sum: Option<Sum>,
    starting: bool,
    /// Where to go on with a report that is not complete.
    open_page: String,
    /// What is otherwise than in the version that was sent last.
    unsent: Option<Vec<&'static str>>,
    sendable: bool,
    /// The version of the draft that is shown, so that nothing else is sent.
    version: i32,
    /// Whether the answers were changed elsewhere while they were being checked.
    pub changed_meanwhile: bool,
}

/// `GET /m/{secret}/check`
pub async fn page(link: Link, chrome: Chrome, State(db): State<PgPool>) -> Result<Page<CheckPage>> {
    let choices = Choices::load(&db).await?;
    let mut conn = db.acquire().await?;
    let draft = Draft::of(&mut conn, &link.submission, &choices).await?;
    let given = DraftContext::load(&mut conn, &draft, choices).await?;
    let unsent = progress::unsent(&mut conn, &link.submission, &draft, &given.choices).await?;
    let page = CheckPage { unsent, ..CheckPage::new(link, chrome, &draft, &given) };
    Ok(Page(page.without_blank_pages(&draft)))
}

impl CheckPage {
    pub fn new(link: Link, chrome: Chrome, draft: &Draft, given: &DraftContext) -> Self {
        let report = assemble(draft, given);
        let sections = Step::ALL.iter().map(|&step| (step, step.answers(draft, &given.choices)));
        Self {
            chrome: chrome.at("/share"),
            sections: sections.collect(),
            questions: report.as_ref().map(form::questions).unwrap_or_default(),
            sum: report.as_ref().ok().map(|report| {
                let Report { effort, money, plan, when, .. } = report;
                Sum::of(effort, money, plan, &given.rates, when.months())
            }),
            complaints: report.err().unwrap_or_default(),
            blank: Vec::new(),
            starting: draft.is_start(),
            open_page: progress::open_page(draft, given),
            unsent: None,
            sendable: link.submission.is_sendable(),
            version: link.submission.draft_version,
            changed_meanwhile: false,
            link,
        }
    }

    /// For somebody who is still filling it in: pages that were never filled in are no complaints.
    fn without_blank_pages(mut self, draft: &Draft) -> Self {
        let is_blank = |step: Step| match self.starting {
            true => !progress::is_begun(draft),
            false => !step.is_begun(&draft.form),
        };
        self.blank = Step::ALL.iter().copied().filter(|step| is_blank(*step)).collect();
        self.complaints.retain(|complaint| !self.blank.contains(&complaint.step));
        self
    }

    fn change_url(&self, step: &Step, field: &str) -> String {
        self.link.url(&format!("{}#{field}", self.page_of(*step, field)))
    }

    /// A start has one page, but for what few want to add.
    fn page_of(&self, step: Step, field: &str) -> &'static str {
        if self.starting { plan::page_of(step, field) } else { step.word() }
    }

    fn complaint_url(&self, complaint: &Complaint) -> String {
        let page = self.page_of(complaint.step, complaint.field);
        self.link.url(&format!("{page}?again#{}", complaint.field))
    }
}
