use firstbucket::{
    reports::{
        AiHelpedWrite, AiUse, AmountsAre, Audience, Background, CapitalBand, Channel, Consent, Effort,
        IncomeModel, Kind, Plan, Region, Report, Seller, Status, Story, Sums, TeachingShare, What, When, Who,
        Years,
    },
    submissions::revision,
    values::{Cents, Currency, ItemId, Month, PathId, SubmissionId},
};
use sqlx::PgPool;
use time::macros::date;

/// An ordinary report that nothing is wrong with: six months, a little money, then stopped.
pub fn a_report(path_id: PathId) -> Report {
    let month = |month: &str| Month::parse(month, "2026").unwrap();
    let story = |text: &str| format!("{text} ").repeat(6).trim().to_owned();
    Report {
        kind: Kind::ToldAfterwards,
        path_id,
        variant_id: None,
        who: Who {
            background: Background::Education,
            years_in_field: Years::ThreeFive,
            audience_before: Audience::None,
            had_paid_before: Some(false),
            region: Region::Europe,
            country: None,
        },
        what: What {
            income_model: vec![IncomeModel::PerProject],
            ai_used_for: vec![AiUse::Drafting],
            tools: vec!["A chat assistant".into()],
            first_customer_channel: Channel::Friends,
        },
        when: When {
            started_on: month("1"),
            first_income_on: Some(month("3")),
            stopped_on: Some(month("6")),
            as_of: date!(2026 - 10 - 20),
            status: Status::StoppedAfterIncome,
        },
        effort: Effort { hours_per_week: 5.0, weeks_active: 24, hours_total: 120.0 },
        money: Sums {
            currency: Currency::Usd,
            usd: None,
            upfront_cost: Cents(4_000),
            running_cost_total: Cents(12_000),
            people_paid_total: Cents(0),
            revenue_total: Cents(60_000),
            refunds_total: Cents(0),
            last3m_revenue: None,
            last3m_cost: None,
            amounts_are: AmountsAre::Rounded,
            capital_band: CapitalBand::Under50,
        },
        seller: Seller { teaching_share: TeachingShare::None, sells_on_topic: false },
        story: Story {
            headline: "Six months of worksheets for two schools".into(),
            what_i_did: story("I wrote worksheets for two schools nearby."),
            what_went_wrong: story("Each school wanted its own layout, and that took hours."),
            tell_a_friend: story("Ask for the layout before the price."),
            stop_reasons: Vec::new(),
            months_until_copied: None,
            months_until_halved: None,
            ai_helped_write: AiHelpedWrite::No,
        },
        consent: Consent { may_publish_story: true, in_open_data: true, may_contact: false },
        plan: Plan::default(),
    }
}

/// A submission whose reports wait for a moderator.
pub struct Sent {
    pub submission: SubmissionId,
    /// Of the first.
    pub item: ItemId,
}

/// Begins a submission and sends this report.
pub async fn sent(db: &PgPool, report: &Report) -> Sent {
    let submission = sqlx::query_scalar(
        "insert into submissions (reference, secret_hash, form_key_hash, kind, state)
         select 'T' || n, sha256(n::text::bytea), sha256(n::text::bytea), 'told_afterwards', 'submitted'
         from (select count(*) as n from submissions) as counted returning id",
    );
    let mut sent = Sent { submission: submission.fetch_one(db).await.unwrap(), item: ItemId::default() };
    sent.item = sent.again(db, 1, report).await;
    sent
}

impl Sent {
    /// Sends a further version; gives its item's id.
    pub async fn again(&self, db: &PgPool, draft_version: i32, report: &Report) -> ItemId {
        let revision = revision::insert(db, self.submission, draft_version, report).await.unwrap();
        let item = sqlx::query_scalar("select id from review_items where revision_id = $1");
        item.bind(revision).fetch_one(db).await.unwrap()
    }

    pub async fn state(&self, db: &PgPool) -> String {
        let state = sqlx::query_scalar("select state from submissions where id = $1");
        state.bind(self.submission).fetch_one(db).await.unwrap()
    }
}
