//! Every statement that the API itself sends to Postgres.

use super::{Cursor, api_query::Part, experiences::Experience};
use crate::{experiences, web::View};
use sqlx::{PgPool, Postgres, QueryBuilder};

const FROM: &str = " from experiences e join paths p on p.id = e.path_id left join path_variants v on v.id = e.variant_id \
    where e.in_open_data and e.coarse_version = e.version";

const ROW: &str = "select o.id::text as id, o.path, o.kind, o.status, o.in_figures, nullif(o.variant, '') as variant, \
    o.background, o.years_in_field, o.audience_before, o.region, \
    coalesce(string_to_array(o.income_model, ' '), '{}') as income_model, coalesce(string_to_array(o.ai_used_for, ' '), '{}') as ai_used_for, \
    o.first_customer_channel, o.started_quarter, o.first_income_quarter, o.stopped_quarter, o.as_of_quarter, \
    o.confirmed_quarter, o.months_to_first_income, o.duration_months, o.hours_per_week, o.weeks_active, o.hours_total, \
    o.capital_band, o.teaching_share, o.seller, o.amounts_are, o.revenue_total_usd_cents, o.costs_total_usd_cents, \
    o.net_total_usd_cents, o.monthly_net_usd_cents, o.net_hourly_usd_cents, coalesce(string_to_array(o.stop_reasons, ' '), '{}') as stop_reasons, \
    o.months_until_copied, o.months_until_halved, o.ai_helped_write, o.grade, o.proof_seen, o.was_read, o.target_monthly_usd_cents, o.stop_if_below_usd_cents, \
    o.budget_usd_cents, o.stop_by_quarter, o.headline, o.what_i_did, o.what_went_wrong, o.tell_a_friend from open_rows o";

/// One item more than the part asks for, where there are as many.
pub async fn experiences(db: &PgPool, part: &Part) -> sqlx::Result<Vec<Experience>> {
    let mut query = QueryBuilder::<Postgres>::new("with part as (select e.open_id");
    experiences::narrow(query.push(FROM), &part.view);
    if let Some(Cursor(after)) = part.after {
        query.push(" and e.open_id > ").push_bind(format!("{after:032x}")).push("::uuid");
    }
    let limit = i64::try_from(part.limit).unwrap_or(i64::MAX);
    query.push(" order by e.open_id limit ").push_bind(limit.saturating_add(1)).push(") ");
    query.push(ROW).push(" join part on part.open_id = o.id order by o.id");
    query.build_query_as().fetch_all(db).await
}

/// How many experiences the filters find.
pub async fn count(db: &PgPool, view: &View) -> sqlx::Result<i64> {
    let mut query = QueryBuilder::<Postgres>::new("select count(*)");
    experiences::narrow(query.push(FROM), view);
    query.build_query_scalar().fetch_one(db).await
}

pub async fn experience(db: &PgPool, id: Cursor) -> sqlx::Result<Option<Experience>> {
    let mut query = QueryBuilder::<Postgres>::new(ROW);
    query.push(" where o.id = ").push_bind(id.to_string()).push("::uuid");
    query.build_query_as().fetch_optional(db).await
}
