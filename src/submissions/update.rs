//! What became of an attempt since it was told: dated answers, each a row that is only ever added, and the report that
//! comes of them.

use super::{
    Kind, Money, Report, Status, StopReason,
    revision::{self, known},
};
use crate::values::{Cents, ClosedList as _, Currency, Month, closed_list};
use sqlx::{PgConnection, PgExecutor};
use time::{Date, OffsetDateTime};

/// Days in a month, 365.25 / 12.
const DAYS_A_MONTH: f64 = 30.44;
/// Weeks in a month.
const WEEKS_A_MONTH: f64 = 4.348;
/// An answer over so many days or more says what the last three months brought.
const THREE_MONTHS_OR_SO: i64 = 75;

/// What rises to more than so many times the last is read by somebody before it counts.
pub const JUMP: f64 = 3.0;
/// Sums a month below this, in US dollars, are no jump, whatever came before.
pub const SMALL_SUM_USD: f64 = 300.0;
/// Nor are so many hours a month.
pub const FEW_HOURS: f64 = 40.0;

closed_list! {
    pub enum StillDoing {
        Yes = "yes" => "Yes",
        Paused = "paused" => "Not at the moment",
        Stopped = "stopped" => "No, I stopped",
    }
}

closed_list! {
    pub enum UpdateState {
        Live = "live" => "Counted",
        Waiting = "waiting" => "Waiting for a moderator",
        Refused = "refused" => "Not counted",
    }
}

/// One answer. Amounts are in hundredths of `currency` and, as the hours, since the answer before it.
#[derive(Debug, Clone, PartialEq)]
pub struct Update {
    /// From 1; 0 before it is kept.
    pub number: i32,
    pub as_of: Date,
    pub still_doing: StillDoing,
    pub revenue: Cents,
    pub costs: Cents,
    pub currency: Currency,
    pub usd_rate: Option<f64>,
    pub hours: f64,
    /// Of the first income, if it came since the last answer; of the end, if it came.
    pub first_income_on: Option<Month>,
    pub stopped_on: Option<Month>,
    pub stop_reasons: Vec<StopReason>,
    pub note: String,
    pub state: UpdateState,
    /// A moderator's words about it; empty when there are none.
    pub answer: String,
}

impl Update {
    pub fn came_in(&self) -> String {
        self.revenue.in_currency(self.currency)
    }

    pub fn spent(&self) -> String {
        self.costs.in_currency(self.currency)
    }
}

/// A report with everything that its author told since.
#[derive(Debug, Clone)]
pub struct Told {
    pub report: Report,
    /// Up to which day it is told.
    pub since: Date,
    pace: Pace,
}

/// A month's sums, in hundredths of the report's currency, and hours.
#[derive(Debug, Clone, Copy)]
struct Pace {
    revenue: f64,
    costs: f64,
    hours: f64,
}

impl Told {
    /// The report with these answers, in their order.
    pub fn of(report: Report, updates: &[Update]) -> Self {
        let is_plan = report.kind == Kind::RegisteredStart;
        let since = if is_plan { report.when.started_on.first_day() } else { report.when.as_of };
        let told = Self { pace: Pace::of(&report), report, since };
        updates.iter().fold(told, Self::with)
    }

    fn with(mut self, update: &Update) -> Self {
        let days = (update.as_of - self.since).whole_days().max(1);
        let report = &mut self.report;
        let (revenue, costs) = (
            in_currency_of(&report.money, update, update.revenue),
            in_currency_of(&report.money, update, update.costs),
        );
        report.money.revenue_total.0 += revenue.0;
        report.money.running_cost_total.0 += costs.0;
        report.money.tell_last_three_months(days, revenue, costs);
        report.effort.add(days, update.hours, report.kind);
        report.when.go_on(update);
        for reason in &update.stop_reasons {
            if !report.story.stop_reasons.contains(reason) {
                report.story.stop_reasons.push(*reason);
            }
        }
        self.pace = Pace::over(days, revenue, costs, update.hours);
        self.since = update.as_of;
        self
    }

    /// Whether the answer rises to more than three times the last one, or says anything in words: then somebody reads it
    /// first. What falls is never held back, as bad news needs no proof.
    pub fn needs_reading(&self, update: &Update) -> bool {
        let days = (update.as_of - self.since).whole_days().max(1);
        let now = Pace::over(days, update.revenue, update.costs, update.hours);
        let small = self.report.money.usd_rate.map_or(0.0, |rate| SMALL_SUM_USD * 100.0 / rate);
        let jumps = |now: f64, before: f64, small: f64| now > (before * JUMP).max(small);
        !update.note.is_empty()
            || jumps(now.revenue, self.pace.revenue, small)
            || jumps(now.costs, self.pace.costs, small)
            || jumps(now.hours, self.pace.hours, FEW_HOURS)
    }

    /// Hours that there are between the last answer and this day, sleep left out.
    pub fn most_hours(&self, today: Date) -> u32 {
        let days = (today - self.since).whole_days().max(1);
        u32::try_from(days * 16).unwrap_or(u32::MAX)
    }
}

impl Pace {
    fn of(report: &Report) -> Self {
        let (money, effort) = (&report.money, &report.effort);
        let months = (f64::from(effort.weeks_active) / WEEKS_A_MONTH).max(1.0);
        Self {
            revenue: money.revenue_total.0 as f64 / months,
            costs: money.costs_total().0 as f64 / months,
            hours: effort.hours_per_week * WEEKS_A_MONTH,
        }
    }

    /// What a few days brought is not blown up to a month.
    fn over(days: i64, revenue: Cents, costs: Cents, hours: f64) -> Self {
        let months = (days as f64 / DAYS_A_MONTH).max(1.0);
        Self { revenue: revenue.0 as f64 / months, costs: costs.0 as f64 / months, hours: hours / months }
    }
}

/// The same amount in the report's currency; it is an amendment that may have changed it. Nothing where no rate is known.
fn in_currency_of(money: &Money, update: &Update, amount: Cents) -> Cents {
    if money.currency == update.currency {
        return amount;
    }
    match (update.usd_rate, money.usd_rate) {
        (Some(from), Some(to)) => Cents((amount.0 as f64 * from / to).round() as i64),
        _ => Cents(0),
    }
}

impl super::Money {
    fn tell_last_three_months(&mut self, days: i64, revenue: Cents, costs: Cents) {
        let long_enough = days >= THREE_MONTHS_OR_SO;
        let part = (3.0 * DAYS_A_MONTH / days as f64).min(1.0);
        let of_it = |amount: Cents| Cents((amount.0 as f64 * part).round() as i64);
        self.last3m_revenue = long_enough.then(|| of_it(revenue));
        self.last3m_cost = long_enough.then(|| of_it(costs));
    }
}

impl super::Effort {
    /// A plan's hours a week give way to those that were worked.
    fn add(&mut self, days: i64, hours: f64, kind: Kind) {
        self.hours_total += hours;
        if hours > 0.0 {
            self.weeks_active += i32::try_from((days as f64 / 7.0).round() as i64).unwrap_or_default().max(1);
        }
        if kind == Kind::RegisteredStart && self.weeks_active > 0 {
            let a_week = (self.hours_total / f64::from(self.weeks_active) * 10.0).round() / 10.0;
            self.hours_per_week = a_week.clamp(0.1, 112.0);
        }
    }
}

impl super::When {
    fn go_on(&mut self, update: &Update) {
        let month = Month::of(update.as_of);
        let earned = update.revenue > Cents(0);
        if earned && self.first_income_on.is_none() {
            self.first_income_on = Some(update.first_income_on.unwrap_or(month));
        }
        self.status = match (update.still_doing, self.first_income_on) {
            (StillDoing::Yes, None) => Status::Trying,
            (StillDoing::Yes, Some(_)) if earned => Status::Earning,
            (StillDoing::Yes | StillDoing::Paused, _) => Status::Paused,
            (StillDoing::Stopped, None) => Status::StoppedBeforeIncome,
            (StillDoing::Stopped, Some(_)) => Status::StoppedAfterIncome,
        };
        let stopped = update.still_doing == StillDoing::Stopped;
        self.stopped_on = stopped.then(|| update.stopped_on.unwrap_or(month));
        self.as_of = self.as_of.max(update.as_of);
    }
}

/// The revision's report with every live answer that came after it; a plan holds no outcome, so it takes all of them.
pub async fn told(
    conn: &mut PgConnection,
    submission_id: i64,
    revision_id: i64,
    report: Report,
) -> sqlx::Result<Told> {
    let counted = updates(&mut *conn, submission_id).await?;
    let sent_at = sqlx::query_scalar!("select sent_at from submission_revisions where id = $1", revision_id)
        .fetch_one(conn)
        .await?;
    let is_plan = report.kind == Kind::RegisteredStart;
    let since: Vec<Update> = counted
        .into_iter()
        .filter(|(at, update)| update.state == UpdateState::Live && (is_plan || *at > sent_at))
        .map(|(_, update)| update)
        .collect();
    Ok(Told::of(report, &since))
}

/// How a published submission stands with everything that was told since; none while it is not published.
pub async fn standing(conn: &mut PgConnection, submission_id: i64) -> sqlx::Result<Option<Told>> {
    let live = sqlx::query_scalar!(
        r#"select live_revision_id as "live!" from submissions where id = $1 and state = 'published'"#,
        submission_id,
    );
    let Some(live) = live.fetch_optional(&mut *conn).await? else { return Ok(None) };
    let report = revision::find(&mut *conn, live).await?.ok_or(sqlx::Error::RowNotFound)?;
    told(conn, submission_id, live, report).await.map(Some)
}

/// Every answer of this submission with the moment it came, the oldest first.
pub async fn updates(
    db: impl PgExecutor<'_>,
    submission_id: i64,
) -> sqlx::Result<Vec<(OffsetDateTime, Update)>> {
    let rows = sqlx::query!(
        r#"
        select number, sent_at, as_of, still_doing, revenue, costs, currency, usd_rate, hours, first_income_on, stopped_on,
               stop_reasons, note, state,
               coalesce((select message from review_items where update_id = u.id), '') as "answer!"
        from experience_updates u where submission_id = $1 order by number
        "#,
        submission_id,
    )
    .fetch_all(db)
    .await?;
    let update = rows.into_iter().map(|row| {
        let update = Update {
            number: row.number,
            as_of: row.as_of,
            still_doing: known(&row.still_doing)?,
            revenue: Cents(row.revenue),
            costs: Cents(row.costs),
            currency: known(&row.currency)?,
            usd_rate: row.usd_rate,
            hours: row.hours,
            first_income_on: row.first_income_on.map(Month::of),
            stopped_on: row.stopped_on.map(Month::of),
            stop_reasons: row.stop_reasons.iter().filter_map(|word| StopReason::from_word(word)).collect(),
            note: row.note,
            state: known(&row.state)?,
            answer: row.answer,
        };
        Ok((row.sent_at, update))
    });
    update.collect()
}

/// Keeps an answer, and gives its id. The form that sent it sends nothing twice: `experience_updates_form_key_unique`.
pub async fn insert(
    conn: &mut PgConnection,
    submission_id: i64,
    form_key_hash: &[u8],
    update: &Update,
) -> sqlx::Result<i64> {
    let reasons: Vec<String> = update.stop_reasons.iter().map(|reason| reason.word().to_owned()).collect();
    sqlx::query_scalar!(
        r#"
        insert into experience_updates (submission_id, number, form_key_hash, as_of, still_doing, revenue, costs, currency,
            usd_rate, hours, first_income_on, stopped_on, stop_reasons, note, via, state)
        values ($1, (select coalesce(max(number), 0) + 1 from experience_updates where submission_id = $1), $2, $3, $4, $5, $6,
            $7, $8, $9, $10, $11, $12, $13, 'link', $14)
        returning id
        "#,
        submission_id,
        form_key_hash,
        update.as_of,
        update.still_doing.word(),
        update.revenue.0,
        update.costs.0,
        update.currency.word(),
        update.usd_rate,
        update.hours,
        update.first_income_on.map(Month::first_day),
        update.stopped_on.map(Month::first_day),
        &reasons,
        update.note,
        update.state.word(),
    )
    .fetch_one(conn)
    .await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::submissions::{
        AiHelpedWrite, AmountsAre, Audience, Background, CapitalBand, Channel, Consent, Effort, Plan, Region,
        Seller, Story, TeachingShare, What, When, Who, Years,
    };
    use time::macros::date;

    fn a_plan() -> Report {
        let none = Cents(0);
        Report {
            kind: Kind::RegisteredStart,
            path_id: 1,
            variant_id: None,
            who: Who {
                background: Background::Other,
                years_in_field: Years::None,
                audience_before: Audience::None,
                had_paid_before: None,
                region: Region::Asia,
                country: None,
            },
            what: What {
                income_model: Vec::new(),
                ai_used_for: Vec::new(),
                tools: Vec::new(),
                first_customer_channel: Channel::NoneYet,
            },
            when: When {
                started_on: Month::of(date!(2026 - 01 - 01)),
                first_income_on: None,
                stopped_on: None,
                as_of: date!(2026 - 01 - 10),
                status: Status::Trying,
            },
            effort: Effort { hours_per_week: 6.0, weeks_active: 0, hours_total: 0.0 },
            money: Money {
                currency: Currency::Usd,
                usd_rate: Some(1.0),
                upfront_cost: none,
                running_cost_total: none,
                people_paid_total: none,
                revenue_total: none,
                refunds_total: none,
                last3m_revenue: None,
                last3m_cost: None,
                amounts_are: AmountsAre::Rounded,
                capital_band: CapitalBand::None,
            },
            seller: Seller { teaching_share: TeachingShare::None, sells_on_topic: false },
            story: Story {
                headline: String::new(),
                what_i_did: String::new(),
                what_went_wrong: String::new(),
                tell_a_friend: String::new(),
                stop_reasons: Vec::new(),
                months_until_copied: None,
                months_until_halved: None,
                ai_helped_write: AiHelpedWrite::No,
            },
            consent: Consent { may_publish_story: true, in_open_data: true, may_contact: false },
            plan: Plan::default(),
        }
    }

    fn an_answer(as_of: Date, revenue: i64, hours: f64, still_doing: StillDoing) -> Update {
        Update {
            number: 1,
            as_of,
            still_doing,
            revenue: Cents(revenue * 100),
            costs: Cents(0),
            currency: Currency::Usd,
            usd_rate: Some(1.0),
            hours,
            first_income_on: None,
            stopped_on: None,
            stop_reasons: Vec::new(),
            note: String::new(),
            state: UpdateState::Live,
            answer: String::new(),
        }
    }

    #[test]
    fn a_plan_becomes_an_outcome_answer_by_answer() {
        let nothing = an_answer(date!(2026 - 05 - 02), 0, 60.0, StillDoing::Yes);
        let paid = an_answer(date!(2026 - 08 - 01), 300, 70.0, StillDoing::Yes);
        let over = an_answer(date!(2026 - 09 - 01), 0, 5.0, StillDoing::Stopped);
        let at = |updates: &[Update]| Told::of(a_plan(), updates).report;
        let one = at(std::slice::from_ref(&nothing));
        assert_eq!((one.when.status, one.figures().monthly_net_usd), (Status::Trying, Some(Cents(0))));
        let two = at(&[nothing.clone(), paid.clone()]);
        assert_eq!((two.when.status, two.figures().months_to_first_income), (Status::Earning, Some(7)));
        assert_eq!(two.figures().monthly_net_usd, Some(Cents(10_000)));
        let three = at(&[nothing, paid, over]);
        assert_eq!(three.when.status, Status::StoppedAfterIncome);
        assert_eq!((three.effort.hours_total, three.when.duration_months()), (135.0, 8));
    }

    #[test]
    fn a_jump_or_a_word_is_read_first_and_bad_news_is_not() {
        let day = date!(2026 - 05 - 02);
        let told = Told::of(a_plan(), &[an_answer(day, 800, 60.0, StillDoing::Yes)]);
        let later = date!(2026 - 08 - 01);
        let reads = |revenue, hours| told.needs_reading(&an_answer(later, revenue, hours, StillDoing::Yes));
        assert!(!reads(1_700, 60.0) && !reads(0, 0.0));
        assert!(reads(1_900, 60.0) && reads(0, 500.0));
        let note = Update { note: "More to come".into(), ..an_answer(later, 0, 1.0, StillDoing::Yes) };
        assert!(told.needs_reading(&note));
        let first = Told::of(a_plan(), &[]);
        assert!(!first.needs_reading(&an_answer(day, 900, 60.0, StillDoing::Yes)), "small sums are no jump");
    }
}
