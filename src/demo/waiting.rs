//! Reports that wait for a moderator: ordinary reports, and one of each kind that takes a second look.

use super::{
    chance::Chance,
    report::{Maker, Sample},
    rows,
    trades::{self, Trade},
};
use crate::{
    reports::{AmountsAre, Kind, Seller, Status, TeachingShare, When},
    values::Cents,
};
use anyhow::Context as _;
use sqlx::PgConnection;
use time::{Date, Duration};

/// How many wait in all.
const WAITING: usize = 30;

/// Changes an ordinary report into one that takes a second look.
type Twist = fn(&mut Sample);

/// The reports that wait, those which take a second look among them.
pub async fn samples(
    conn: &mut PgConnection,
    chance: &mut Chance,
    today: Date,
) -> anyhow::Result<Vec<Sample>> {
    let mut samples = Vec::new();
    for place in 0..WAITING {
        let trade = &trades::ALL[place % (trades::ALL.len() - 1)];
        samples.push(ordinary(&mut *conn, trade, place, chance, today).await?);
    }
    let twists: [(usize, Twist); 5] = [
        (3, with_link),
        (8, implausible),
        (14, seller_who_says_otherwise),
        (19, machine),
        (23, without_story),
    ];
    for (place, twist) in twists {
        samples.get_mut(place).map(twist);
    }
    let alike = samples.get(5).map(look_alike);
    samples.splice(12..13, alike);
    Ok(samples)
}

/// Two in three never earned anything.
async fn ordinary(
    conn: &mut PgConnection,
    trade: &Trade,
    place: usize,
    chance: &mut Chance,
    today: Date,
) -> anyhow::Result<Sample> {
    let path = rows::path(&mut *conn, &trade.slug).await?.context("the path is missing")?;
    let attempt = if place % 3 == 2 { trade.reports } else { 0 };
    let mut sample = Maker { trade, path: &path, today, attempt }.report(chance);
    sample.report.when = shifted(&sample, today);
    sample.on = today;
    Ok(sample)
}

/// The dates of a sample, told a few days ago.
fn shifted(sample: &Sample, today: Date) -> When {
    let when = &sample.report.when;
    When { as_of: (today - Duration::days(4)).max(when.as_of), ..when.clone() }
}

fn with_link(sample: &mut Sample) {
    sample
        .report
        .story
        .what_i_did
        .push_str(" The whole method is at https://example.com/my-method for those who want it.");
}

fn implausible(sample: &mut Sample) {
    let report = &mut sample.report;
    report.story.headline = "How I make $9,400 a month with AI book covers".to_owned();
    report.kind = Kind::ToldAfterwards;
    report.when.first_income_on = Some(report.when.started_on);
    report.when.stopped_on = None;
    report.when.status = Status::Earning;
    report.money.amounts_are = AmountsAre::Rounded;
    report.money.revenue_total = Cents(940_000 * i64::from(report.effort.weeks_active.max(5)) / 4);
    report.effort.hours_per_week = 3.0;
    report.effort.hours_total = 3.0 * f64::from(report.effort.weeks_active);
}

fn seller_who_says_otherwise(sample: &mut Sample) {
    sample.report.seller = Seller { teaching_share: TeachingShare::None, sells_on_topic: false };
    sample
        .report
        .story
        .tell_a_friend
        .push_str(" Everything I know is in my course, and there are still places in the next one.");
}

fn machine(sample: &mut Sample) {
    sample.suspicions = vec!["honeypot".to_owned(), "time_trap".to_owned()];
    sample.report.story.headline = "Amazing results with AI in only few days".to_owned();
}

fn without_story(sample: &mut Sample) {
    sample.report.consent.may_publish_story = false;
}

/// A copy of a sample with other words at its edges and unchanged sums.
fn look_alike(sample: &Sample) -> Sample {
    let mut copy = sample.clone();
    let story = &mut copy.report.story;
    story.headline = format!("My try: {}", story.headline.to_lowercase());
    story.what_i_did = story.what_i_did.replace("I worked", "We worked").replace("evenings", "nights");
    story.what_went_wrong = story.what_went_wrong.replace("Everybody", "Everyone");
    copy
}
