use crate::{
    charts::{Dot, Strip, Svg, strip_axis},
    experiences::{self, Experience, path_figures},
    figures::{Amounts, Share, below},
    submissions::Link,
    web::{AppError, Chrome, Page, Result, filters},
};
use askama::Template;
use axum::extract::State;
use sqlx::PgPool;
use time::Date;

/// Where somebody's own report stands among those of its path: what whoever gives a report gets back.
#[derive(Debug, Template)]
#[template(path = "directory/comparison.html")]
pub struct Comparison {
    chrome: Chrome,
    back: String,
    report: Experience,
    as_of: Date,
    /// How many reports it is put beside.
    n: usize,
    strip: Option<Svg>,
    axis: Svg,
    /// Name, the author's own sum, and how many are below it; none of fewer than five.
    ranks: Vec<(&'static str, String, Share)>,
}

/// `GET /m/{secret}/standing`: once the report is published, and for nobody but the holder of its private link.
pub async fn page(link: Link, chrome: Chrome, State(db): State<PgPool>) -> Result<Page<Comparison>> {
    let report = experiences::find_of_submission(&db, link.submission.id).await?.ok_or(AppError::NotFound)?;
    let figures = path_figures::of_path(&db, report.path_id).await?;
    let others = figures.amounts();
    let dots = Dot::of_all(others.people(), Dot::MOST);
    let label = format!("{} reports of the path, with your own month marked", others.n());
    let own = report.monthly_net_usd;
    let strip = Strip { claim: own, height: 60, label: Some(&label), ..Strip::of(&dots) }.draw();
    Ok(Page(Comparison {
        chrome: chrome.at("/share"),
        back: link.url(""),
        as_of: figures.as_of.date(),
        n: others.n(),
        strip: strip.filter(|_| own.is_some()),
        axis: strip_axis(),
        ranks: ranks(&report, &others),
        report,
    }))
}

fn ranks(report: &Experience, others: &Amounts) -> Vec<(&'static str, String, Share)> {
    let month = report
        .monthly_net_usd
        .and_then(|own| Some(("Take-home a month", own.to_string(), below(own, others.month_sums())?)));
    let hour = report.net_hourly_usd.and_then(|own| {
        let share = below(own, others.hours().iter().copied())?;
        Some(("Per hour worked", own.to_string(), share))
    });
    month.into_iter().chain(hour).collect()
}
