use crate::{
    config::Limits,
    web::{Site, TrustedProxies},
};
use axum::extract::FromRef;
use sqlx::PgPool;
use std::sync::Arc;

/// What handlers can ask for, each part by its own type: `State(db): State<PgPool>`.
#[derive(Debug, Clone, FromRef)]
pub struct AppState {
    pub db: PgPool,
    pub site: Site,
    pub limits: Arc<Limits>,
    pub trusted_proxies: TrustedProxies,
}
