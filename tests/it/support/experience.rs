//! A published experience, made the way every other is: sent, approved, published.

use firstbucket::{
    content, experiences, rates,
    reports::{
        AiHelpedWrite, AiUse, AmountsAre, Audience, Background, CapitalBand, Channel, Consent, Effort,
        IncomeModel, Kind, Plan, Region, Report, Seller, Status, Story, Sums, TeachingShare, What, When, Who,
        Years,
    },
    submissions::{self, State, revision},
    values::{Cents, Currency, ExperienceId, Month, PathId, RevisionId, SubmissionId},
};
use sqlx::PgPool;
use time::{Date, Duration, OffsetDateTime};

/// An experience that worked a little: $150 a month for ten months, in dollars, on content creation. Say what matters to
/// the test, then `publish` it.
#[must_use = "an experience does nothing until it is published"]
pub struct AnExperience {
    pub report: Report,
    path: &'static str,
    confirmed_on: Date,
}

pub fn an_experience() -> AnExperience {
    let today = OffsetDateTime::now_utc().date();
    AnExperience { report: report(today), path: "content-creation", confirmed_on: today }
}

impl AnExperience {
    /// On the path of this slug, from the directory's own content.
    pub fn on(mut self, path: &'static str) -> Self {
        self.path = path;
        self
    }

    pub fn titled(mut self, headline: &str) -> Self {
        self.report.story.headline = headline.to_owned();
        self
    }

    /// Left so many dollars in each of its ten months; less than nothing is a loss of somebody who never earned.
    pub fn monthly(mut self, dollars: i64) -> Self {
        let money = &mut self.report.money;
        (money.revenue_total, money.running_cost_total) = match dollars {
            ..=0 => (Cents(0), Cents(-dollars * 1_000)),
            _ => (Cents(dollars * 1_000), Cents(0)),
        };
        if dollars <= 0 {
            self.report.when.first_income_on = None;
            self.report.when.status = Status::Trying;
        }
        self
    }

    pub fn seller(mut self) -> Self {
        self.report.seller.sells_on_topic = true;
        self
    }

    /// In a currency for which no rate is known.
    pub fn without_rate(mut self) -> Self {
        self.report.money.currency = Currency::Kes;
        self
    }

    pub fn confirmed_on(mut self, day: Date) -> Self {
        self.confirmed_on = day;
        self
    }

    /// Anything else of the report.
    pub fn with(mut self, change: impl FnOnce(&mut Report)) -> Self {
        change(&mut self.report);
        self
    }

    /// Gives the experience's id.
    pub async fn publish(self, db: &PgPool) -> ExperienceId {
        let Sent { submission, revision, report } = self.send_it(db).await;
        let mut tx = db.begin().await.unwrap();
        let id =
            experiences::publish(&mut tx, submission, revision, &report, self.confirmed_on).await.unwrap();
        submissions::set_state(&mut tx, submission, State::Published, Some(revision)).await.unwrap();
        sqlx::query("update review_items set state = 'withdrawn' where revision_id = $1")
            .bind(revision)
            .execute(&mut *tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        id
    }

    /// Leaves it in the queue.
    pub async fn send(self, db: &PgPool) -> SubmissionId {
        self.send_it(db).await.submission
    }

    async fn send_it(&self, db: &PgPool) -> Sent {
        let mut report = self.report.clone();
        report.path_id = path_id(db, self.path).await;
        let rates = rates::known(db, &[report.money.currency]).await.unwrap();
        let report = report.in_dollars(&rates);
        let submission: SubmissionId = sqlx::query_scalar(
            "insert into submissions (reference, secret_hash, form_key_hash, kind, state) \
             select r, r::bytea, r::bytea, $1, 'submitted' from (select gen_random_uuid()::text) as random(r) returning id",
        )
        .bind(firstbucket::values::ClosedList::word(report.kind))
        .fetch_one(db)
        .await
        .unwrap();
        let revision = revision::insert(db, submission, 1, &report).await.unwrap();
        Sent { submission, revision, report }
    }
}

struct Sent {
    submission: SubmissionId,
    revision: RevisionId,
    report: Report,
}

/// The id of one of the directory's paths; loads them when there are none.
pub async fn path_id(db: &PgPool, slug: &str) -> PathId {
    let find = || {
        sqlx::query_scalar("select id from paths where slug = $1").bind(slug.to_owned()).fetch_optional(db)
    };
    if let Some(id) = find().await.unwrap() {
        return id;
    }
    content::load_embedded(db).await.unwrap();
    find().await.unwrap().unwrap()
}

/// The month so many before that of this day.
pub fn months_before(day: Date, months: usize) -> Month {
    (0..months).fold(Month::of(day), |month, _| Month::of(month.first_day() - Duration::days(1)))
}

fn report(today: Date) -> Report {
    let month = |ago| months_before(today, ago);
    Report {
        kind: Kind::ToldAfterwards,
        path_id: PathId::default(),
        variant_id: None,
        who: Who {
            background: Background::Education,
            years_in_field: Years::ThreeFive,
            audience_before: Audience::None,
            had_paid_before: None,
            region: Region::Europe,
            country: None,
        },
        what: What {
            income_model: vec![IncomeModel::PaidContent],
            ai_used_for: vec![AiUse::Drafting],
            tools: Vec::new(),
            first_customer_channel: Channel::Friends,
        },
        when: When {
            started_on: month(10),
            first_income_on: Some(month(7)),
            stopped_on: None,
            as_of: today,
            status: Status::Earning,
        },
        effort: Effort { hours_per_week: 8.0, weeks_active: 43, hours_total: 344.0 },
        money: Sums {
            currency: Currency::Usd,
            usd: None,
            upfront_cost: Cents(0),
            running_cost_total: Cents(0),
            people_paid_total: Cents(0),
            revenue_total: Cents(150_000),
            refunds_total: Cents(0),
            last3m_revenue: None,
            last3m_cost: None,
            amounts_are: AmountsAre::Exact,
            capital_band: CapitalBand::None,
        },
        seller: Seller { teaching_share: TeachingShare::None, sells_on_topic: false },
        story: Story {
            headline: "A newsletter for woodworkers".into(),
            what_i_did: "I wrote one letter a week about joints and glue, with AI putting my notes in order before I rewrote them.".into(),
            what_went_wrong: "Nobody opened the first ten letters. I had written them for myself and asked no reader what they needed.".into(),
            tell_a_friend: "Ask ten people what they would pay for before you write a word, and count your evenings from the first.".into(),
            stop_reasons: Vec::new(),
            months_until_copied: None,
            months_until_halved: None,
            ai_helped_write: AiHelpedWrite::No,
        },
        consent: Consent { may_publish_story: true, in_open_data: true, may_contact: false },
        plan: Plan::default(),
    }
}
