//! A report sent as a person sends it: through the doors and the five pages.

use super::{Answer, TestApp};
use firstbucket::content;
use time::OffsetDateTime;

/// What is typed into the five pages of a report. Say what matters to the test, then `send` it.
#[must_use = "a submission does nothing until it is begun or sent"]
#[derive(Clone)]
pub struct ASubmission {
    kind: &'static str,
    answers: Vec<(&'static str, String)>,
}

/// Where the answers of each page end in the lists below.
const PAGES: [(&str, &[&str]); 5] = [
    (
        "what",
        &["path", "path_other", "variant", "income_model", "ai_used_for", "tools", "first_customer_channel"],
    ),
    (
        "when",
        &[
            "status",
            "start_day",
            "start_month",
            "start_year",
            "first_month",
            "first_year",
            "stop_month",
            "stop_year",
            "background",
            "years_in_field",
            "audience_before",
            "had_paid_before",
            "region",
            "country",
        ],
    ),
    (
        "money",
        &[
            "hours_per_week",
            "weeks_active",
            "hours_total",
            "currency",
            "revenue_total",
            "refunds_total",
            "upfront_cost",
            "running_cost_total",
            "people_paid_total",
            "last3m_revenue",
            "last3m_cost",
            "amounts_are",
            "capital_band",
            "budget",
            "target_monthly",
            "stop_if_below",
            "stop_by_month",
            "stop_by_year",
            "teaching_share",
            "sells_on_topic",
        ],
    ),
    (
        "story",
        &[
            "headline",
            "what_i_did",
            "what_went_wrong",
            "tell_a_friend",
            "stop_reasons",
            "months_until_copied",
            "months_until_halved",
            "if_no_customers",
            "if_not_worth_it",
            "if_copied",
            "ai_helped_write",
        ],
    ),
    ("consent", &["own", "may_publish_story", "in_open_data", "may_contact", "email"]),
];

const TOLD: [(&str, &str); 35] = [
    ("path", "content-creation"),
    ("income_model", "ads"),
    ("income_model", "paid_content"),
    ("ai_used_for", "drafting"),
    ("tools", "A chat assistant, a spell checker"),
    ("first_customer_channel", "search"),
    ("status", "stopped_after_income"),
    ("start_month", "1"),
    ("start_year", "2026"),
    ("first_month", "5"),
    ("first_year", "2026"),
    ("stop_month", "9"),
    ("stop_year", "2026"),
    ("background", "writing_media"),
    ("years_in_field", "3-5"),
    ("audience_before", "none"),
    ("region", "europe"),
    ("hours_per_week", "7"),
    ("weeks_active", "20"),
    ("currency", "USD"),
    ("revenue_total", "600"),
    ("upfront_cost", "0"),
    ("running_cost_total", "120"),
    ("amounts_are", "rounded"),
    ("capital_band", "50_499"),
    ("teaching_share", "none"),
    ("sells_on_topic", "no"),
    ("headline", "Forty travel posts, then the visits stopped"),
    (
        "what_i_did",
        "I wrote guides to small towns that I had visited, and let a chat assistant fill in the opening hours.",
    ),
    (
        "what_went_wrong",
        "Half of the opening hours were wrong. Readers wrote in, and in month five the search visits stopped.",
    ),
    (
        "tell_a_friend",
        "Write about what you know yourself, check every fact the assistant adds, and count your hours.",
    ),
    ("stop_reasons", "no_customers"),
    ("ai_helped_write", "no"),
    ("own", "yes"),
    ("may_publish_story", "yes"),
];

const START: [(&str, &str); 22] = [
    ("path", "ai-tools"),
    ("income_model", "product_subscription"),
    ("ai_used_for", "code"),
    ("first_customer_channel", "employer_or_colleague"),
    ("background", "construction_engineering"),
    ("years_in_field", "10+"),
    ("audience_before", "none"),
    ("region", "asia"),
    ("hours_per_week", "6"),
    ("currency", "USD"),
    ("budget", "100"),
    ("capital_band", "50_499"),
    ("target_monthly", "300"),
    ("stop_if_below", "50"),
    ("stop_by_month", "12"),
    ("teaching_share", "none"),
    ("sells_on_topic", "no"),
    ("headline", "A checker for building specifications"),
    (
        "what_i_did",
        "I will build a small tool that drafts specifications for building sites and offer it to three firms I know.",
    ),
    ("if_copied", "Sell to firms that want help as well as a tool."),
    ("ai_helped_write", "no"),
    ("own", "yes"),
];

/// A year of travel posts: $600 came in and $120 was spent, for 140 hours; given up.
pub fn a_submission() -> ASubmission {
    ASubmission {
        kind: "told_afterwards",
        answers: TOLD.map(|(field, value)| (field, value.to_owned())).to_vec(),
    }
}

/// A start registered today.
pub fn a_start() -> ASubmission {
    let today = OffsetDateTime::now_utc().date();
    let answers = START.map(|(field, value)| (field, value.to_owned())).to_vec();
    ASubmission { kind: "registered_start", answers }
        .with("start_day", &today.day().to_string())
        .with("start_month", &u8::from(today.month()).to_string())
        .with("start_year", &today.year().to_string())
        .with("stop_by_year", &(today.year() + 1).to_string())
}

impl ASubmission {
    /// With this answer in place of what the field held.
    pub fn with(mut self, field: &'static str, value: &str) -> Self {
        self.answers.retain(|(name, _)| *name != field);
        self.answers.push((field, value.to_owned()));
        self
    }

    pub fn without(mut self, field: &'static str) -> Self {
        self.answers.retain(|(name, _)| *name != field);
        self
    }

    /// What is typed into this page.
    pub fn page(&self, page: &str) -> Vec<(&str, &str)> {
        let (_, fields) = PAGES.iter().find(|(name, _)| *name == page).unwrap();
        let answers = self.answers.iter().filter(|(field, _)| fields.contains(field));
        answers.map(|(field, value)| (*field, value.as_str())).collect()
    }

    /// Goes through the door and returns the private link, such as `/m/…`.
    pub async fn begin(&self, app: &mut TestApp) -> String {
        content::load_embedded(&app.database.pool()).await.unwrap();
        let form_key = app.get("/share").await.attributes("[name=form_key]", "value").remove(0);
        let begun = app.post("/share", &[("kind", self.kind), ("form_key", &form_key)]).await;
        begun.location().rsplit_once('/').expect("a page under the link").0.to_owned()
    }

    /// Sends one page.
    pub async fn save(&self, app: &mut TestApp, link: &str, page: &str) -> Answer {
        app.post(&format!("{link}/{page}"), &self.page(page)).await
    }

    /// Fills in all five pages.
    pub async fn fill(&self, app: &mut TestApp, link: &str) {
        for (page, _) in PAGES {
            let saved = self.save(app, link, page).await;
            assert_eq!(saved.status, 303, "{page}: {:?}", saved.all(".err"));
        }
    }

    /// From the door to the moderators; returns the private link.
    pub async fn send(&self, app: &mut TestApp) -> String {
        let link = self.begin(app).await;
        self.fill(app, &link).await;
        assert_eq!(send(app, &link).await.location(), format!("{link}/sent"));
        link
    }

    /// Changes what was sent before, and sends it again.
    pub async fn amend(&self, app: &mut TestApp, link: &str) {
        self.fill(app, link).await;
        assert_eq!(send(app, link).await.location(), format!("{link}/sent"));
    }
}

/// Sends what the page of checks shows.
pub async fn send(app: &mut TestApp, link: &str) -> Answer {
    let version = version_to_send(app, link).await;
    app.post(&format!("{link}/send"), &[("version", &version)]).await
}

/// The version of the draft that the page of checks shows; empty when it cannot be sent.
pub async fn version_to_send(app: &mut TestApp, link: &str) -> String {
    app.get(&format!("{link}/check")).await.attributes("[name=version]", "value").pop().unwrap_or_default()
}
