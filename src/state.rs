//! What handlers can ask for, and the doors of a part.

use crate::{
    clock::Clock,
    config::{Limits, SeedKey},
    counting::SharedIndex,
    limits::Seats,
    mail::Mail,
    web::{self, Site, TrustedProxies},
};
use axum::extract::FromRef;
use sqlx::PgPool;
use std::sync::Arc;

/// The doors of a part of the site.
pub type Routes = web::Routes<AppState>;

/// The state that handlers can ask for, each part by its own type: `State(db): State<PgPool>`.
#[derive(Debug, Clone, FromRef)]
pub struct AppState {
    pub db: PgPool,
    pub site: Site,
    pub clock: Clock,
    pub mail: Mail,
    pub limits: Arc<Limits>,
    pub trusted_proxies: TrustedProxies,
    /// Keys from the settings for the seeds of second steps, the newest first.
    pub seed_keys: Arc<[SeedKey]>,
    /// Seats for readers of files of the open data that are made while they are taken.
    pub exports: Arc<Seats>,
    /// Every published report, in memory, to be counted.
    pub reports: SharedIndex,
}
