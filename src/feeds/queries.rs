//! Every statement that feeds send to Postgres.

use super::atom::MOST;
use crate::{
    experiences::{self, ExperienceCard},
    web::View,
};
use sqlx::{PgPool, Postgres, QueryBuilder};
use time::OffsetDateTime;

/// A report, and since when it is read in this form.
#[derive(Debug, sqlx::FromRow)]
pub struct Report {
    #[sqlx(flatten)]
    pub card: ExperienceCard,
    pub published_at: OffsetDateTime,
    /// When it was amended or its author told more of it last; else when it was published.
    pub changed_at: OffsetDateTime,
}

/// The reports of this view that were published last, the newest first.
pub async fn newest(db: &PgPool, view: &View) -> sqlx::Result<Vec<Report>> {
    let mut query = QueryBuilder::<Postgres>::new(experiences::CARD);
    query.push(
        ", e.published_at, greatest(e.published_at, e.amended_at, (select max(coalesce(i.decided_at, u.sent_at)) from experience_updates u
           left join review_items i on i.update_id = u.id where u.submission_id = e.submission_id and u.state = 'live')) as changed_at
         from experiences e join paths p on p.id = e.path_id",
    );
    query.push(" left join path_variants v on v.id = e.variant_id where true");
    experiences::narrow(&mut query, view);
    query.push(" order by e.id desc limit ").push_bind(MOST);
    query.build_query_as().fetch_all(db).await
}
