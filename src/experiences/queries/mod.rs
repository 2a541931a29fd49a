//! Every statement that this feature reads with.

pub mod cells;
pub mod course;
pub mod grading;
pub mod row;
pub mod silence;

use super::{
    Counts, Experience, ExperienceCard, Of,
    filter::{self, Choices},
};
use crate::{
    figures::{Came, Due, Grade, Monthly, Spread, Starts, Strata},
    reports::{Kind, Status},
    values::{ExperienceId, Month, SubmissionId, UsdCents},
    web::{PageNumber, View},
};
use sqlx::{PgExecutor, PgPool, Postgres, QueryBuilder};

const KNOWN: &str = "with known as (select e.kind, e.seller, e.monthly_net_usd, e.net_hourly_usd, e.net_total_usd, \
    e.months_to_first_income is not null as earned, e.proof_seen, e.was_read, e.status, e.grade, e.came_in, \
    e.kind = 'registered_start' and not e.seller and standing_of_start(e.started_on, e.months_to_first_income is not null, e.status, \
    e.followed_up_months, e.confirmed_on) in ('earned', 'earned_before', 'still_trying', 'stopped') as heard \
    from coarse_experiences e where e.in_figures in ('counted', 'seller') and e.monthly_net_usd is not null";

/// A row for each month's net with its marks, one for each hour's net, one for each net over all and one for each way of coming.
const GROUPED: &str = ") select kind, seller, heard, monthly_net_usd, earned, proof_seen, was_read, status, net_hourly_usd, \
    net_total_usd, grade, came_in, grouping(net_hourly_usd) = 0 as is_hour, count(*) as people \
    from known group by grouping sets ((kind, seller, heard, monthly_net_usd, earned, proof_seen, was_read, status), \
    (kind, seller, heard, net_hourly_usd), (kind, seller, heard, net_total_usd), (kind, seller, heard, grade, came_in))";

/// Outcomes that are known, in dollars, as counts: of authors who let their report into the open data. `starts` are the registered ones of the same reports, and how many of them that answered still earn.
pub async fn strata(
    db: impl PgExecutor<'_>,
    of: &Of,
    (starts, still_earning): (Starts, usize),
) -> sqlx::Result<Strata> {
    let mut query = QueryBuilder::new(KNOWN);
    push_of(&mut query, of);
    let rows: Vec<GroupRow> = query.push(GROUPED).build_query_as().fetch_all(db).await?;
    let spread = |belongs: fn(&GroupRow) -> bool| {
        let rows = || rows.iter().filter(move |row| belongs(row));
        Spread::of(
            rows().filter_map(GroupRow::month),
            rows().filter_map(GroupRow::hour),
            rows().filter_map(GroupRow::over_all),
            rows().filter_map(GroupRow::came),
        )
    };
    let registered = Due {
        starts,
        heard: spread(|row| row.heard),
        still_earning,
        known: spread(|row| !row.seller && row.kind == Kind::RegisteredStart),
    };
    Ok(Strata {
        registered,
        told: spread(|row| !row.seller && row.kind == Kind::ToldAfterwards),
        sellers: spread(|row| row.seller),
    })
}

#[derive(sqlx::FromRow)]
struct GroupRow {
    kind: Kind,
    seller: bool,
    /// Whether it is a registered start that is due and answered or is known to have earned.
    heard: bool,
    monthly_net_usd: Option<UsdCents>,
    earned: Option<bool>,
    proof_seen: Option<bool>,
    was_read: Option<bool>,
    status: Option<Status>,
    net_hourly_usd: Option<UsdCents>,
    net_total_usd: Option<UsdCents>,
    grade: Option<Grade>,
    came_in: Option<Month>,
    is_hour: bool,
    people: i64,
}

impl GroupRow {
    fn month(&self) -> Option<(Monthly, usize)> {
        let month = Monthly {
            cents: self.monthly_net_usd?,
            ending: self.status?.into(),
            earned: self.earned?,
            proof_seen: self.proof_seen?,
            was_read: self.was_read?,
        };
        Some((month, self.people()))
    }

    fn hour(&self) -> Option<(UsdCents, usize)> {
        self.net_hourly_usd.filter(|_| self.is_hour).map(|cents| (cents, self.people()))
    }

    fn over_all(&self) -> Option<(UsdCents, usize)> {
        Some((self.net_total_usd?, self.people()))
    }

    fn came(&self) -> Option<(Came, usize)> {
        Some((Came { grade: self.grade?, month: self.came_in? }, self.people()))
    }

    fn people(&self) -> usize {
        usize::try_from(self.people).unwrap_or_default()
    }
}

const COUNTS: &str = "select count(*) as published, \
    count(*) filter (where not e.in_open_data) as kept_private, \
    count(*) filter (where e.in_open_data and not e.seller and e.monthly_net_usd is not null) as headline, \
    count(*) filter (where e.in_open_data and e.seller) as sellers, \
    count(*) filter (where e.in_open_data and not e.seller and e.monthly_net_band = 'no_rate') as without_rate, \
    count(*) filter (where e.in_open_data and not e.seller and e.monthly_net_band = 'not_yet_known') as not_yet_known, \
    count(*) filter (where e.in_open_data and e.kind = 'registered_start') as registered, \
    count(*) filter (where e.in_open_data and e.kind = 'told_afterwards') as told_afterwards \
    from experiences e where true";

/// How many experiences there are, and how many of them figures rest on.
pub async fn counts(db: impl PgExecutor<'_>, of: &Of) -> sqlx::Result<Counts> {
    let mut query = QueryBuilder::<Postgres>::new(COUNTS);
    push_of(&mut query, of);
    query.build_query_as().fetch_one(db).await
}

/// The columns of an [`ExperienceCard`], from `experiences e` and `paths p`.
pub const CARD: &str = "select e.id, e.headline, p.name as path_name, p.slug as path_slug, e.status, e.monthly_net_usd, \
    e.monthly_net_band, e.costs_total_usd, e.budget_usd, e.hours_per_week, e.duration_months, \
    e.what_i_did, e.what_went_wrong, e.proof_seen, e.seller, e.confirmed_on";

const CARDS_FROM: &str = " from experiences e join paths p on p.id = e.path_id \
    left join path_variants v on v.id = e.variant_id where true";

/// The experiences confirmed last, newest first.
pub async fn latest(db: &PgPool, of: &Of, limit: i64) -> sqlx::Result<Vec<ExperienceCard>> {
    let mut query = QueryBuilder::<Postgres>::new(CARD);
    push_of(query.push(CARDS_FROM), of);
    query.push(" order by e.confirmed_on desc, e.id desc limit ").push_bind(limit);
    query.build_query_as().fetch_all(db).await
}

/// The ids of what a view's words find; none if it has no words.
pub async fn found(db: &PgPool, view: &View) -> sqlx::Result<Option<Vec<ExperienceId>>> {
    let Some(words) = &view.words else { return Ok(None) };
    let ids = sqlx::query_scalar!(
        "select id from experiences where words @@ websearch_to_tsquery('english', $1)",
        words
    );
    ids.fetch_all(db).await.map(Some)
}

/// One page of a view. `few` are the ids of all that it shows, where they are so few that they are looked up faster than
/// an order is walked.
pub async fn list(
    db: &PgPool,
    view: &View,
    few: Option<&[ExperienceId]>,
) -> sqlx::Result<Vec<ExperienceCard>> {
    let mut query = QueryBuilder::<Postgres>::new(CARD);
    query.push(CARDS_FROM);
    match few {
        Some(ids) => query.push(" and e.id = any(").push_bind(ids).push(")"),
        None => filter::narrow(&mut query, view),
    };
    query.push(filter::order(view)).push(" limit ").push_bind(PageNumber::SIZE);
    query.push(" offset ").push_bind(view.page.offset());
    query.build_query_as().fetch_all(db).await
}

fn push_of(query: &mut QueryBuilder<Postgres>, of: &Of) {
    if let Some(path_id) = of.path_id() {
        query.push(" and e.path_id = ").push_bind(path_id);
    }
}

/// The choices of the facets of path and variant.
pub async fn choices(db: &PgPool) -> sqlx::Result<Choices> {
    let paths = sqlx::query!("select slug, name from paths order by position, id").fetch_all(db).await?;
    let variants = sqlx::query!(
        r#"
        select v.slug, v.name from path_variants v join paths p on p.id = v.path_id
        order by p.position, v.position, v.id
        "#
    )
    .fetch_all(db)
    .await?;
    Ok(Choices {
        paths: paths.into_iter().map(|row| (row.slug, row.name)).collect(),
        variants: variants.into_iter().map(|row| (row.slug, row.name)).collect(),
    })
}

/// The experience of this id, if it is published.
pub async fn find(db: impl PgExecutor<'_>, id: ExperienceId) -> sqlx::Result<Option<Experience>> {
    sqlx::query_as!(
        Experience,
        r#"
        select e.id, published_at, amended_at, confirmed_on, e.version, kind as "kind: _", e.path_id, p.name as path_name,
               p.slug as path_slug, v.name as "variant_name?", variant_is_merged, background as "background: _",
               years_in_field as "years_in_field: _", audience_before as "audience_before: _", region as "region: _",
               income_model as "income_model: _", ai_used_for as "ai_used_for: _", tools,
               first_customer_channel as "first_customer_channel: _", started_on, first_income_on, stopped_on, as_of,
               status as "status: _", hours_per_week, hours_total, capital_band as "capital_band: _",
               teaching_share as "teaching_share: _", amounts_are as "amounts_are: _",
               revenue_total_usd, costs_total_usd, net_total_usd,
               monthly_net_usd, net_hourly_usd, monthly_net_band as "monthly_net_band: _", months_to_first_income,
               duration_months, headline, what_i_did, what_went_wrong, tell_a_friend, stop_reasons as "stop_reasons: _",
               months_until_copied, months_until_halved, ai_helped_write as "ai_helped_write: _", grade as "grade: _", grade_reason, seller,
               in_open_data, proof_seen, proof_kind as "proof_kind: _", proof_on as "proof_on: _",
               budget_usd, target_monthly_usd, stop_if_below_usd, stop_by, silent_since
        from experiences e
        join paths p on p.id = e.path_id
        left join path_variants v on v.id = e.variant_id
        where e.id = $1
        "#,
        id.0,
    )
    .fetch_optional(db)
    .await
}

/// The experience that this submission became, while it is published.
pub async fn find_of_submission(
    db: &PgPool,
    submission_id: SubmissionId,
) -> sqlx::Result<Option<Experience>> {
    let id = sqlx::query_scalar!("select id from experiences where submission_id = $1", submission_id.0);
    match id.fetch_optional(db).await? {
        Some(id) => find(db, id).await,
        None => Ok(None),
    }
}
