use super::{
    Reports, columns, curve, edge,
    stops::Stops,
    strata::{self, Part, Stratum},
};
use crate::{
    charts::{Dot, Flow, FlowRow},
    figures::{Middle, Share},
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
        "flow.csv" => flow(&reports),
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
    let columns = columns(&reports.figures.strata, Dot::MOST);
    let lines = columns.iter().flat_map(|column| {
        let bins = column.bins.iter().map(|bin| {
            let (label, (low, high)) = (bin.label.replace('–', " to "), bin.range);
            let counts =
                format!("{},{},{},{low:.1},{high:.1}", bin.n, column.unheard.unwrap_or(0), column.of);
            format!("{},\"{label}\",{counts},{},{},{}", column.id, bin.read, bin.proved, reports.as_of)
        });
        bins.collect::<Vec<_>>()
    });
    let head = "stratum,take_home_a_month,reports,not_known,of,low_percent,high_percent,read_by_a_moderator,proof_seen,as_of";
    full(headed(head, lines))
}

/// How it stands: of registered starts as the drawing of them has it, of those told afterwards by their endings.
fn ends(reports: &Reports) -> Option<Vec<String>> {
    let due = reports.due();
    let of_due = Flow::of(&due.starts).map(|flow| {
        let rows = flow.table().iter().filter(|row| row.is_a_standing());
        let line = |row: &FlowRow| {
            format!("registered,\"{}\",{},{},,,,,{}", row.what, row.people, due.n(), reports.as_of)
        };
        rows.map(line).collect::<Vec<_>>()
    });
    let told = &reports.figures.strata.told;
    let of_told = reports.told.endings.iter().map(|(ending, share)| {
        let read = told.count(|month| month.ending == *ending && month.was_read);
        let proven = told.count(|month| month.ending == *ending && month.proof_seen);
        let share = share_cells(Some(*share));
        format!("told,\"{}\",{share},{read},{proven},{}", ending.label(), reports.as_of)
    });
    let head =
        "stratum,how_it_stands,people,of,low_percent,high_percent,read_by_a_moderator,proof_seen,as_of";
    full(headed(head, of_due.into_iter().flatten().chain(of_told)))
}

/// The drawing of registered starts: each line, and of whom it is a part.
fn flow(reports: &Reports) -> Option<Vec<String>> {
    let flow = Flow::of(&reports.due().starts)?;
    let line = |row: &FlowRow| format!("\"{}\",\"{}\",{},{}", row.what, row.of, row.people, reports.as_of);
    full(headed("what,of,people,as_of", flow.table().iter().map(line)))
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
        let parts = [stratum.earned, stratum.not_so_far, stratum.never, stratum.out_of_pocket];
        let parts = parts.map(|part| Part::cells(part.as_ref())).join(",");
        let Stratum { word, counts, n, read, proved, .. } = stratum;
        let middle = middle_cells(stratum.middle);
        format!("{word},{counts},{n},{read},{proved},{parts},{middle},{}", reports.as_of)
    });
    let parts = ["earned", "not_so_far", "never", "out_of_pocket"].map(|part| {
        format!("{part}_at_least,{part}_at_most,{part}_of,{part}_low_percent,{part}_high_percent")
    });
    let head = format!(
        "stratum,in_other_figures,reports,read_by_a_moderator,proof_seen,{},middle_month_us_cents,low_us_cents,high_us_cents,as_of",
        parts.join(",")
    );
    full(headed(&head, lines))
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
    let head = "reason,people,of,low_percent,high_percent,middle_month,low_month,high_month,as_of";
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
    let head = "counted,started,within_six_months,of,low_percent,high_percent,\
        middle_months,low_months,high_months,as_of";
    full(headed(head, lines))
}

/// Count, number of all, and the range in per cent; blank where there are too few to say.
fn share_cells(share: Option<Share>) -> String {
    let Some(Share { k, n, likely }) = share else { return ",,,".to_owned() };
    format!("{k},{n},{:.1},{:.1}", likely.low * 100.0, likely.high * 100.0)
}

/// The middle and its range; blank where there are too few to say.
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
