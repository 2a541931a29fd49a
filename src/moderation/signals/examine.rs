use super::{
    bursts, draws,
    rules::{self, Around, Likeness, Rule, Signal},
};
use crate::{
    experiences::path_figures,
    limits::{self, Threshold, Thresholds},
    moderation::queries,
    reports::Report,
    submissions::{draw::ticket_of_answer, revision, update},
    values::{ClosedList as _, ItemId, likeness, sketch},
};
use sqlx::PgPool;
use std::collections::HashSet;

/// How many items are examined in one go.
const AT_ONCE: i64 = 10;
/// So many others stand beside it.
const MOST_ALIKE: usize = 3;

/// Runs the checks on what came in on each path, and on what waits and was not looked at yet, the oldest first.
pub async fn examine_waiting(db: &PgPool) -> sqlx::Result<()> {
    bursts::look_everywhere(db).await?;
    for item in queries::unexamined(db, AT_ONCE).await? {
        examine(db, item).await?;
    }
    queries::settle_draws(db, limits::ORIGIN_DAYS).await
}

/// Runs the checks on an item that was not looked at yet.
pub async fn examine_new(db: &PgPool, item: ItemId) -> sqlx::Result<()> {
    match queries::item(db, item).await? {
        Some(known) if !known.examined => examine(db, item).await,
        _ => Ok(()),
    }
}

async fn examine(db: &PgPool, item: ItemId) -> sqlx::Result<()> {
    let Some(of) = queries::revision_of(db, item).await? else { return examine_answer(db, item).await };
    let report = revision::find(&mut *db.acquire().await?, of.revision_id).await?;
    let Some(report) = report else { return Ok(()) };
    bursts::look(db, report.path_id).await?;
    let thresholds = limits::thresholds(db).await?;
    let fences = path_figures::of_path(db, report.path_id).await?.fences(&thresholds);
    let around = Around {
        is_answer: false,
        suspicions: of.suspicions,
        other_path: revision::other_path(db, of.revision_id).await?,
        fences,
        from_one_address: queries::from_one_address(db, item).await?,
        look_alikes: compared(db, item, &thresholds).await,
        thresholds,
    };
    let mut found = rules::of(&report, &around);
    let alike = around.look_alikes.unwrap_or_default();
    found.extend(draws::draw(db, item, of.submission_id, &report, &alike).await?);
    keep(db, item, found, &report).await?;
    // What was sent before may have been the first of a cluster, and nothing was noticed of it then.
    for other in alike {
        let this = Likeness { item, headline: report.story.headline.clone(), ..other };
        queries::add_signal(db, other.item, &Signal::alike(&this)).await?;
    }
    Ok(())
}

/// Keeps what was noticed of an item. Others from its address that wait or were published lately get the same signal: of the
/// first of them nothing was noticed then.
async fn keep(db: &PgPool, item: ItemId, mut found: Vec<Signal>, report: &Report) -> sqlx::Result<()> {
    found.sort_by_key(|signal| signal.rule);
    let class = report.figures().monthly_net_band.word();
    let two_readers = found.iter().any(|signal| signal.rule.wants_two_readers());
    queries::keep_signals(db, item, &found, class, two_readers).await?;
    if let Some(many) = found.iter().find(|signal| signal.rule == Rule::ManyFromOne) {
        for other in queries::from_same_address(db, item).await? {
            queries::add_signal(db, other, many).await?;
        }
    }
    Ok(())
}

/// Runs the rules on what an answer makes of its report, and on the answer's own words. The rest of the report was read.
async fn examine_answer(db: &PgPool, item: ItemId) -> sqlx::Result<()> {
    let Some(of) = queries::answer_of(db, item).await? else { return Ok(()) };
    let mut conn = db.acquire().await?;
    let updates = update::updates(&mut *conn, of.submission_id).await?;
    let sent = updates.into_iter().find(|update| update.number == of.number);
    let told = update::standing(&mut conn, of.submission_id).await?;
    drop(conn);
    let Some((sent, told)) = sent.zip(told) else {
        // Its report is off the site, so that there is nothing to set it beside.
        let class = queries::class_of(db, item).await?;
        return queries::keep_signals(db, item, &[], &class, false).await;
    };
    let report = told.after(&sent).report;
    bursts::look(db, report.path_id).await?;
    let thresholds = limits::thresholds(db).await?;
    let look_alikes =
        if sent.note.is_empty() { Some(Vec::new()) } else { compared(db, item, &thresholds).await };
    let around = Around {
        is_answer: true,
        fences: path_figures::of_path(db, report.path_id).await?.fences(&thresholds),
        from_one_address: queries::from_one_address(db, item).await?,
        thresholds,
        look_alikes,
        ..Around::default()
    };
    let mut found = rules::of_answer(&told, &sent, &around);
    if sent.gains() && report.gains() {
        let ticket = ticket_of_answer(of.submission_id, of.number);
        found.extend(draws::draw_ticket(db, item, of.submission_id, &ticket, report.path_id, false).await?);
    }
    keep(db, item, found, &report).await
}

/// What others told that is much like this item, the most alike first, three at most and one of each submission: its newest.
async fn likenesses(db: &PgPool, item: ItemId, alike_from: f32) -> sqlx::Result<Vec<Likeness>> {
    let told = queries::told(db, item).await?;
    let mut of_submissions = HashSet::new();
    let mut alike: Vec<Likeness> = Vec::new();
    for other in queries::candidates(db, item, &sketch(&told)).await? {
        let shared = likeness(&told, &other.told);
        let story = if shared >= alike_from { shared } else { 0.0 };
        if (story > 0.0 || other.same_numbers) && of_submissions.insert(other.submission_id) {
            alike.push(Likeness {
                item: other.item,
                headline: other.title,
                story,
                same_numbers: other.same_numbers,
            });
        }
    }
    alike.sort_by(|one, two| two.story.total_cmp(&one.story).then(one.item.0.cmp(&two.item.0)));
    alike.truncate(MOST_ALIKE);
    Ok(alike)
}

/// The look-alikes of an item; none when there was no time to compare it with the others.
async fn compared(db: &PgPool, item: ItemId, thresholds: &Thresholds) -> Option<Vec<Likeness>> {
    let alike_from = thresholds.of(Threshold::AlikeFrom) as f32 / 100.0;
    let found = likenesses(db, item, alike_from).await;
    found.inspect_err(|error| tracing::warn!("item {item} was not compared with the others: {error}")).ok()
}
