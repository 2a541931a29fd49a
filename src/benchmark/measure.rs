use crate::{app, state::AppState};
use anyhow::ensure;
use axum::{Router, body::Body, http::Request};
use http_body_util::BodyExt as _;
use sqlx::PgPool;
use std::time::Instant;
use tower::ServiceExt as _;

/// Rounds before those that count.
const WARMING: usize = 2;
const ROUNDS: usize = 9;
/// From so many reports on, fewer rounds say enough.
const MANY: i64 = 500_000;

/// The site, asked in process.
pub struct Pages(Router);

/// The middle of several rounds.
#[derive(Debug, Clone, Copy)]
pub struct Timed {
    pub ms: f64,
    pub bytes: usize,
}

impl Pages {
    pub fn of(state: AppState) -> Self {
        Self(app::router(state))
    }

    pub async fn time(&mut self, address: &str) -> anyhow::Result<Timed> {
        let (mut rounds, mut bytes) = (Vec::new(), 0);
        for round in 0..WARMING + ROUNDS {
            let begin = Instant::now();
            let answer = self.0.clone().oneshot(Request::get(address).body(Body::empty())?).await?;
            ensure!(answer.status().is_success(), "{address} answers {}", answer.status());
            bytes = answer.into_body().collect().await?.to_bytes().len();
            if round >= WARMING {
                rounds.push(ms_since(begin));
            }
        }
        Ok(Timed { ms: middle(rounds), bytes })
    }
}

/// Milliseconds since then.
pub fn ms_since(begin: Instant) -> f64 {
    begin.elapsed().as_secs_f64() * 1_000.0
}

/// How often something slow is repeated on this database.
pub async fn several(db: &PgPool) -> sqlx::Result<usize> {
    let all = sqlx::query_scalar!(r#"select count(*) as "n!" from experiences"#).fetch_one(db).await?;
    Ok(if all < MANY { ROUNDS } else { 3 })
}

pub fn middle(mut rounds: Vec<f64>) -> f64 {
    rounds.sort_by(f64::total_cmp);
    rounds.get(rounds.len() / 2).copied().unwrap_or_default()
}
