use super::{
    Experience,
    course::{self, Amendment, Answered, Planned},
    experience::monthly_words,
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
    /// What the author told since, the newest first.
    answers: Vec<Answered>,
    plans: Vec<Planned>,
    now: OffsetDateTime,
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
    let now = crate::clock::now(&db).await?;
    Ok(Page(ShowPage {
        chrome,
        published: report.published_at.date(),
        amended: report.amended_at.map(OffsetDateTime::date),
        freshness: Freshness::of(report.confirmed_on, report.silent_since, now.date()),
        rank: report.monthly_net_usd.and_then(|monthly| Rank::of(monthly, &others)),
        answers: queries::course::answers(&db, id).await?,
        plans: queries::course::plans(&db, id).await?,
        now,
        report,
        axis: strip_axis(),
    }))
}

impl ShowPage {
    fn is_frozen(&self, plan: &Planned) -> bool {
        self.now > plan.freezes_at()
    }

    fn holds_unread(&self) -> bool {
        self.answers.iter().any(|answer| !answer.was_read)
    }

    fn amendments(&self) -> Vec<Amendment> {
        course::amendments(&self.plans)
    }
}

impl Rank {
    fn of(monthly: UsdCents, others: &Amounts) -> Option<Self> {
        // As the others are rounded, so is this one: it never stands above or below itself.
        let rounded = monthly.two_digits();
        let (n, dots) = (others.n(), Dot::of_all(others.people(), Dot::MOST));
        let label = format!(
            "{} reports of this path, with this report’s {} a month marked",
            n,
            monthly_words(monthly)
        );
        let strip =
            Strip { claim: Some(rounded), height: 52, label: Some(&label), ..Strip::of(&dots) }.draw();
        let below = below(rounded, others.month_sums())?;
        Some(Self { strip, monthly: monthly_words(monthly), below })
    }
}
