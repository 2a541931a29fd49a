use super::{
    Experience,
    course::{self, Amendment, Course},
    lists::Freshness,
    path_figures, queries,
};
use crate::{
    charts::{Dot, Strip, Svg, strip_axis},
    figures::{Amounts, Share, below},
    reports::Kind,
    values::{ClosedList as _, ExperienceId, UsdCents},
    web::{AppError, Chrome, Page, Path, Result, filters},
};
use askama::Template;
use axum::extract::State;
use sqlx::PgPool;
use time::{Date, OffsetDateTime};

#[derive(Debug, Template)]
#[template(path = "experiences/show.html")]
pub struct ShowPage {
    chrome: Chrome,
    report: Experience,
    published: Date,
    amended: Option<Date>,
    freshness: Freshness,
    rank: Option<Rank>,
    axis: Svg,
    course: Course,
}

/// Where the report falls among those of its path.
#[derive(Debug)]
struct Rank {
    /// None where there are too many to draw.
    strip: Option<Svg>,
    monthly: String,
    below: Share,
}

/// `GET /experiences/{id}`: one report, whole.
pub async fn page(
    chrome: Chrome,
    Path(id): Path<ExperienceId>,
    State(db): State<PgPool>,
) -> Result<Page<ShowPage>> {
    let report = queries::find(&db, id).await?.ok_or(AppError::NotFound)?;
    let others = path_figures::of_path(&db, report.path_id).await?.amounts();
    let today = crate::clock::today(&db).await?;
    Ok(Page(ShowPage {
        chrome,
        published: report.published_at.date(),
        amended: report.amended_at.map(OffsetDateTime::date),
        freshness: Freshness::of(report.confirmed_on, report.silent_since, today),
        rank: report.monthly_net_usd.and_then(|monthly| Rank::of(monthly, &others)),
        course: queries::course::find(&mut *db.acquire().await?, id).await?,
        report,
        axis: strip_axis(),
    }))
}

impl ShowPage {
    fn holds_unread(&self) -> bool {
        self.course.answers.iter().any(|answer| !answer.was_read)
    }

    fn amendments(&self) -> Vec<Amendment> {
        course::amendments(&self.course.plans)
    }
}

impl Rank {
    fn of(monthly: UsdCents, others: &Amounts) -> Option<Self> {
        let (n, dots) = (others.n(), Dot::of_all(others.people(), Dot::MOST));
        let label = format!("{n} reports of this path, with this report’s {monthly} a month marked");
        let strip =
            Strip { claim: Some(monthly), height: 52, label: Some(&label), ..Strip::of(&dots) }.draw();
        let below = below(monthly, others.month_sums())?;
        Some(Self { strip, monthly: monthly.to_string(), below })
    }
}
