use firstbucket::values::PathId;
use sqlx::PgPool;

/// A case study about which the source says next to nothing; a test says what matters to it.
#[must_use = "a case study exists only once it is inserted"]
pub struct ACase {
    slug: &'static str,
    title: &'static str,
    outcome: &'static str,
    year: Option<i16>,
    monthly_cents: Option<i64>,
}

pub fn a_case(slug: &'static str) -> ACase {
    ACase { slug, title: slug, outcome: "failed", year: None, monthly_cents: None }
}

impl ACase {
    pub fn title(self, title: &'static str) -> Self {
        Self { title, ..self }
    }

    pub fn outcome(self, outcome: &'static str) -> Self {
        Self { outcome, ..self }
    }

    pub fn year(self, year: i16) -> Self {
        Self { year: Some(year), ..self }
    }

    /// US cents a month, told as an income.
    pub fn monthly(self, cents: i64) -> Self {
        Self { monthly_cents: Some(cents), ..self }
    }

    pub async fn insert(self, db: &PgPool, path_id: PathId) {
        sqlx::query(
            r#"
            with made as (
                insert into case_studies (slug, path_id, title, person_label, lede, outcome, relation, grade, headline_sum,
                    monthly_cents, lesson, unknown, body, observed_year, last_checked_on, source, locator, steps)
                values ($1, $2, $3, 'Somebody', 'What happened in a sentence.', $4, 'described_by_author', 'E', 'Not stated',
                    $6, 'A lesson.', '{hours a week}', E'## What happened\n\nA story.', $5, '2026-11-01', 'An article', 'path 1',
                    '[{"who": "human", "text": "Begins."}]')
                returning id)
            insert into case_figures (case_id, position, kind, bound, min, unit, currency_as_written, says)
            select id, 1, 'income', 'approx', $6 / 100, 'usd_per_month', '$', 'About $' || $6 / 100 || ' a month'
            from made where $6::bigint is not null
            "#,
        )
        .bind(self.slug)
        .bind(path_id)
        .bind(self.title)
        .bind(self.outcome)
        .bind(self.year)
        .bind(self.monthly_cents)
        .execute(db)
        .await
        .unwrap();
    }
}
