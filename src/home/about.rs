use crate::{
    content::{self, FrameGroup, FramePoint},
    submissions::ReasonCode,
    values::{ClosedList as _, Markdown},
    web::{Chrome, Page},
};
use askama::Template;

#[derive(Debug, Template)]
#[template(path = "home/about.html")]
pub struct About {
    chrome: Chrome,
    source: &'static Markdown,
    /// Of the article, on all paths together, group by group.
    groups: Vec<(FrameGroup, Vec<&'static FramePoint>)>,
    /// Why a report can be sent back, and why it can be refused.
    reasons: &'static [ReasonCode],
}

/// `GET /about`: what this is, where it comes from, what is published and what is refused.
pub async fn page(chrome: Chrome) -> Page<About> {
    let points = |group: &FrameGroup| content::frame().iter().filter(|point| point.group == *group).collect();
    let groups = FrameGroup::ALL.iter().map(|group| (*group, points(group))).collect();
    Page(About { chrome, source: content::about_source(), groups, reasons: ReasonCode::ALL })
}
