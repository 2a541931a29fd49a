use super::{Reports, curve, edge, stops::Stops, strata};
use crate::{
    figures::{DOT_BANDS, Middle, Share},
    paths,
    values::{ClosedList as _, Slug},
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

/// `GET /paths/{slug}/figures/{chart}`, such as `pays.csv`: the numbers that the chart or table of the path's page shows, and
/// no others. What there are too few reports for is not found.
pub async fn page(State(db): State<PgPool>, Path(address): Path<Address>) -> Result<Response> {
    let path = paths::find(&db, &address.slug).await?.ok_or(AppError::NotFound)?;
    let reports = Reports::of(&db, path.id).await?;
    let lines = match address.chart.as_str() {
        "pays.csv" => pays(&reports),
        "ends.csv" => ends(&reports),
        "wait.csv" => wait(&reports),
        "who.csv" => who(&reports),
        "stops.csv" => stops(&reports),
        "edge.csv" => edges(&reports),
        _ => None,
    };
    let csv = lines.ok_or(AppError::NotFound)?.join("\r\n") + "\r\n";
    let name = format!("attachment; filename=\"{}-{}\"", path.slug, address.chart);
    let headers =
        [(header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, csv).into_response())
}

// Every cell is a word of ours, a number or a day, and no word is one that a spreadsheet reads as another thing.

fn pays(reports: &Reports) -> Option<Vec<String>> {
    if reports.dots.is_empty() {
        return None;
    }
    let n = reports.n();
    let bands = reports.spread.tally(&DOT_BANDS).into_iter();
    let line = |(band, count): (&crate::figures::Band, usize)| {
        let read = reports.spread.count(|month| band.holds(month.cents) && month.was_read);
        let proven = reports.spread.count(|month| band.holds(month.cents) && month.proof_seen);
        format!("\"{}\",{count},{read},{proven},{n},{}", band.label.replace('–', " to "), reports.as_of)
    };
    Some(headed("take_home_a_month,reports,read_by_a_moderator,proof_seen,of,as_of", bands.map(line)))
}

fn ends(reports: &Reports) -> Option<Vec<String>> {
    let endings = reports.summary.endings.iter();
    let line = |(ending, share): &(crate::figures::Ending, Share)| {
        let read = reports.spread.count(|month| month.ending == *ending && month.was_read);
        let proven = reports.spread.count(|month| month.ending == *ending && month.proof_seen);
        let share = share_cells(Some(*share));
        format!("\"{}\",{share},{read},{proven},{}", ending.label(), reports.as_of)
    };
    let head = "how_it_stands,reports,of,likely_low_percent,likely_high_percent,read_by_a_moderator,proof_seen,as_of";
    full(headed(head, endings.map(line)))
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
    full(headed(head, lines))
}

fn who(reports: &Reports) -> Option<Vec<String>> {
    if !reports.has_figures() {
        return None;
    }
    let lines = strata::strata(&reports.figures).into_iter().map(|stratum| {
        let (never, out_of_pocket) = (share_cells(stratum.never_earned), share_cells(stratum.out_of_pocket));
        let (counts, n, middle) = (stratum.counts, stratum.n, middle_cells(stratum.middle));
        let (read, proved) = (stratum.read, stratum.proved);
        format!(
            "\"{}\",{counts},{n},{read},{proved},{never},{out_of_pocket},{middle},{}",
            stratum.who, reports.as_of
        )
    });
    let head = "who,in_other_figures,reports,read_by_a_moderator,proof_seen,never_earned,never_earned_of,never_earned_low_percent,never_earned_high_percent,\
        out_of_pocket,out_of_pocket_of,out_of_pocket_low_percent,out_of_pocket_high_percent,\
        middle_month_us_cents,likely_low_us_cents,likely_high_us_cents,as_of";
    full(headed(head, lines))
}

fn stops(reports: &Reports) -> Option<Vec<String>> {
    if !reports.has_figures() {
        return None;
    }
    let stops = Stops::of(&reports.figures.stops);
    let lines = stops.reasons.iter().map(|reason| {
        let (share, month) = (share_cells(Some(reason.share)), middle_cells(reason.month));
        format!("{},{share},{month},{}", reason.reason.word(), reports.as_of)
    });
    let head = "reason,people,of,likely_low_percent,likely_high_percent,middle_month,likely_low_month,likely_high_month,as_of";
    full(headed(head, lines))
}

fn edges(reports: &Reports) -> Option<Vec<String>> {
    if !reports.has_figures() {
        return None;
    }
    let endings = edge::endings(&reports.figures);
    let told = endings.iter().flat_map(|ending| ending.cohorts.iter().map(move |edge| (ending.until, edge)));
    let lines = told.map(|(until, edge)| {
        let (share, middle) = (share_cells(Some(edge.within_half_a_year)), middle_cells(edge.middle));
        format!("\"{until}\",\"{}\",{share},{middle},{}", edge.started, reports.as_of)
    });
    let head = "counted,started,within_six_months,of,likely_low_percent,likely_high_percent,\
        middle_months,likely_low_months,likely_high_months,as_of";
    full(headed(head, lines))
}

/// Count, number of all, and the likely range in per cent; blank where there are too few to say.
fn share_cells(share: Option<Share>) -> String {
    let Some(Share { k, n, likely }) = share else { return ",,,".to_owned() };
    format!("{k},{n},{:.1},{:.1}", likely.low * 100.0, likely.high * 100.0)
}

/// The middle and its likely range; blank where there are too few to say.
fn middle_cells<T: Into<i64>>(middle: Option<Middle<T>>) -> String {
    let Some(Middle { cents: middle, likely: (low, high), .. }) = middle else { return ",,".to_owned() };
    let [middle, low, high]: [i64; 3] = [middle, low, high].map(Into::into);
    format!("{middle},{low},{high}")
}

fn headed(head: &str, lines: impl Iterator<Item = String>) -> Vec<String> {
    std::iter::once(head.to_owned()).chain(lines).collect()
}

/// None of nothing but a head.
fn full(lines: Vec<String>) -> Option<Vec<String>> {
    (lines.len() > 1).then_some(lines)
}
