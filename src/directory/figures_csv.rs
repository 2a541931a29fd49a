use super::{Reports, curve};
use crate::{
    figures::DOT_BANDS,
    paths,
    values::Slug,
    web::{AppError, Path, Result},
};
use axum::{
    extract::State,
    http::header,
    response::{IntoResponse as _, Response},
};
use serde::Deserialize;
use sqlx::PgPool;

#[derive(Debug, Deserialize)]
pub struct Address {
    slug: Slug,
    chart: String,
}

/// `GET /paths/{slug}/figures/{chart}`, one of `pays.csv`, `ends.csv` and `wait.csv`: the numbers that the chart of the
/// path's page draws, and no others. A chart that there are too few reports for is not found.
pub async fn page(State(db): State<PgPool>, Path(address): Path<Address>) -> Result<Response> {
    let path = paths::find(&db, &address.slug).await?.ok_or(AppError::NotFound)?;
    let reports = Reports::of(&db, path.id).await?;
    let lines = match address.chart.as_str() {
        "pays.csv" => pays(&reports),
        "ends.csv" => ends(&reports),
        "wait.csv" => wait(&reports),
        _ => None,
    };
    let csv = lines.ok_or(AppError::NotFound)?.join("\r\n") + "\r\n";
    let name = format!("attachment; filename=\"{}-{}\"", path.slug, address.chart);
    let headers =
        [(header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, csv).into_response())
}

// Every cell is a word of ours or a number that is not negative, so none is quoted and none can be taken for a formula.

fn pays(reports: &Reports) -> Option<Vec<String>> {
    if reports.dots.is_empty() {
        return None;
    }
    let n = reports.n();
    let bands = reports.spread.tally(&DOT_BANDS).into_iter();
    let line = |(band, count): (&crate::figures::Band, usize)| {
        let proven = reports.spread.count(|month| band.holds(month.cents) && month.proof_seen);
        format!("\"{}\",{count},{proven},{n},{}", band.label, reports.as_of)
    };
    Some(headed("take_home_a_month,reports,proof_seen,of,as_of", bands.map(line)))
}

fn ends(reports: &Reports) -> Option<Vec<String>> {
    let endings = reports.summary.endings.iter();
    let line = |(ending, share): &(crate::figures::Ending, crate::figures::Share)| {
        let (low, high) = (share.likely.low * 100.0, share.likely.high * 100.0);
        let (k, n, as_of) = (share.k, share.n, reports.as_of);
        format!("\"{}\",{k},{n},{low:.1},{high:.1},{as_of}", ending.label())
    };
    let lines =
        headed("how_it_stands,reports,of,likely_low_percent,likely_high_percent,as_of", endings.map(line));
    (lines.len() > 1).then_some(lines)
}

fn wait(reports: &Reports) -> Option<Vec<String>> {
    let (curves, _) = curve::curves(&reports.figures);
    let lines = curves.iter().flat_map(|curve| {
        curve.drawn().into_iter().map(move |(point, band, counted)| {
            let shares = [point.earned, band.low, band.high, point.gave_up, point.still_trying];
            let shares = shares.map(|share| format!("{share:.4}")).join(",");
            format!("{},{},{},{shares},{counted},{}", curve.id, curve.n, point.month, reports.as_of)
        })
    });
    let head = "stratum,people,month,earned,earned_low,earned_high,gave_up,still_trying,still_counted,as_of";
    let lines = headed(head, lines);
    (lines.len() > 1).then_some(lines)
}

fn headed(head: &str, lines: impl Iterator<Item = String>) -> Vec<String> {
    std::iter::once(head.to_owned()).chain(lines).collect()
}
