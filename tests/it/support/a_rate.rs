use sqlx::PgPool;

/// Enters an average rate where there is none: so many units for one US dollar in a year, as `2025`, or a month, as `2026-03`.
pub async fn rate(db: &PgPool, currency: &str, period: &str, units_per_usd: f64) {
    sqlx::query(
        "insert into average_rates (currency, period, units_per_usd, source, origin, entered_by)
         values ($1, $2, $3, 'a test', 'edited', 'operator')",
    )
    .bind(currency)
    .bind(period)
    .bind(units_per_usd)
    .execute(db)
    .await
    .unwrap();
}
