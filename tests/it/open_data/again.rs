//! Every figure of every path's page, computed again from nothing but the downloaded files.

use super::{Row, rows};
use crate::support::{Answer, TestApp, an_experience};
use clap::Parser as _;
use firstbucket::{
    cli::Cli,
    demo,
    directory::Reports,
    experiences::Counts,
    figures::{
        Came, Cohort, DOT_BANDS, Due, Event, Grade, Ladder, Middle, Observation, Outcome, Registered, Spread,
        Starts, Strata, Summary,
        certainty::Evidence,
        definitions::{EARNED, HEARD},
        fragile, words,
    },
    reports::Status,
    state::AppState,
    values::{ClosedList as _, Month, UsdCents, how_many},
};
use time::{Date, OffsetDateTime};

#[tokio::test]
async fn every_figure_of_every_path_follows_from_the_files_alone() {
    let mut site = TestApp::with(&["--demo"]).await;
    let db = site.database.pool();
    demo::fill(&AppState::new(&Cli::parse_from(["firstbucket", "--demo"]).config, db.clone())).await.unwrap();
    for dollars in [0, 123, 9_876] {
        an_experience()
            .monthly(dollars)
            .with(|report| report.consent.in_open_data = false)
            .publish(&db)
            .await;
    }
    let reports = rows(&mut site, "experiences.csv").await;
    let mut compared = Compared::default();
    for path in rows(&mut site, "paths.csv").await {
        let slug = &path["path"];
        let again = Again::of(&path, &reports);
        let page = site.get(&format!("/paths/{slug}")).await;
        let id = sqlx::query_scalar("select id from paths where slug = $1")
            .bind(slug)
            .fetch_one(&db)
            .await
            .unwrap();
        again.compare_with(&Reports::of(&db, id).await.unwrap(), &mut compared);
        again.look_for_in(&page, &mut compared);
    }
    println!("figures compared: {}, different: {}", compared.figures, compared.different.len());
    assert!(compared.figures > 300, "only {}", compared.figures);
    assert!(compared.different.is_empty(), "{}", compared.different.join("\n"));
}

#[derive(Default)]
struct Compared {
    figures: usize,
    different: Vec<String>,
}

impl Compared {
    fn same<T: PartialEq + std::fmt::Debug>(&mut self, path: &str, what: &str, file: T, site: T) {
        self.figures += 1;
        if file != site {
            self.different.push(format!("{path}, {what}: {file:?} from the files, {site:?} on the site"));
        }
    }
}

/// What the files say of one path.
struct Again {
    slug: String,
    counts: Counts,
    strata: Strata,
    /// How many came in the busiest month; the files tell no months of reports.
    busiest: Option<i64>,
    told: Cohort,
    registered: Cohort,
    stale: usize,
    /// Of those: earned, and no document was checked.
    unproved: usize,
    /// Reasons for stopping that five named, and months to the first copy.
    stopped: Vec<(String, usize)>,
    copied: Vec<i64>,
    halved: Vec<i64>,
    hours: Vec<i64>,
}

impl Again {
    fn of(path: &Row, reports: &[Row]) -> Self {
        let ours: Vec<&Row> = reports.iter().filter(|row| row["path"] == path["path"]).collect();
        let count = |column: &str, value: &str| ours.iter().filter(|row| row[column] == value).count() as i64;
        Self {
            slug: path["path"].clone(),
            counts: Counts {
                published: number(path, "published").unwrap(),
                kept_private: number(path, "kept_private").unwrap(),
                headline: count("in_figures", "counted"),
                sellers: count("in_figures", "seller"),
                without_rate: count("in_figures", "no_rate"),
                not_yet_known: count("in_figures", "not_yet_known"),
                registered: count("kind", "registered_start"),
                told_afterwards: count("kind", "told_afterwards"),
            },
            strata: strata(&ours),
            busiest: number(path, "busiest_month"),
            told: cohort(&ours, "told_afterwards"),
            registered: cohort(&ours, "registered_start"),
            stale: ours
                .iter()
                .filter(|row| {
                    row["in_figures"] == "counted" && quarter(&row["confirmed_quarter"]) + 5 <= this_quarter()
                })
                .count(),
            unproved: ours
                .iter()
                .filter(|row| {
                    row["in_figures"] == "counted"
                        && row["kind"] == "registered_start"
                        && !row["months_to_first_income"].is_empty()
                        && row["proof_seen"] != "true"
                })
                .count(),
            stopped: stopped(&ours),
            copied: lasted(&ours, "months_until_copied"),
            hours: hours(&ours),
            halved: lasted(&ours, "months_until_halved"),
        }
    }

    /// The figures that the page is made of, to the cent.
    fn compare_with(&self, site: &Reports, compared: &mut Compared) {
        let (mine, theirs) = (self.strata.amounts(), &site.amounts);
        let mut same = |what: &str, file: String, site: String| compared.same(&self.slug, what, file, site);
        let middle = |middle: Option<Middle>| format!("{middle:?}");
        same("n", mine.n().to_string(), theirs.n().to_string());
        same("proof", mine.proved().to_string(), theirs.proved().to_string());
        same("read", mine.read().to_string(), theirs.read().to_string());
        same("middle", middle(mine.middle()), middle(theirs.middle()));
        same("middle of earners", middle(mine.middle_of_earners()), middle(theirs.middle_of_earners()));
        same("hourly", middle(mine.hourly()), middle(theirs.hourly()));
        same("grades", format!("{:?}", mine.by_grade()), format!("{:?}", theirs.by_grade()));
        let busiest = theirs.busiest_month().map(|(_, came)| came as i64);
        same("busiest month", format!("{:?}", self.busiest), format!("{busiest:?}"));
        let strata = &site.figures.strata;
        for (what, mine, theirs) in [
            ("told", &self.strata.told, &strata.told),
            ("sellers", &self.strata.sellers, &strata.sellers),
            ("heard", &self.strata.registered.heard, &strata.registered.heard),
            ("known", &self.strata.registered.known, &strata.registered.known),
        ] {
            let shown = |spread: &Spread| format!("{:?}", Summary::from(spread));
            same(what, shown(mine), shown(theirs));
            same(what, format!("{:?}", mine.months()), format!("{:?}", theirs.months()));
            same(what, format!("{:?}", mine.hours()), format!("{:?}", theirs.hours()));
            same(what, format!("{:?}", mine.over_all()), format!("{:?}", theirs.over_all()));
        }
        let (mine, theirs) = (&self.strata.registered, &strata.registered);
        same("starts", format!("{:?}", mine.starts), format!("{:?}", theirs.starts));
        same("still earning", mine.still_earning.to_string(), theirs.still_earning.to_string());
        same("reconciled", self.strata.reconciled(), strata.reconciled());
        same("counts", format!("{:?}", self.counts), format!("{:?}", site.counts));
        let half = Registered::new(self.registered.clone()).half_earned_by();
        same("half paid by", format!("{half:?}"), format!("{:?}", site.half_paid_by));
        same("certainty", format!("{:?}", self.ladder()), format!("{:?}", site.ladder));
        let figures = &site.figures;
        same("told", format!("{:?}", self.told), format!("{:?}", figures.told_wait));
        same(
            "registered",
            format!("{:?}", self.registered),
            format!("{:?}", figures.registered_wait.cohort()),
        );
        for (what, mine, theirs) in
            [("copied", &self.copied, &figures.copies), ("halved", &self.halved, &figures.halvings)]
        {
            let months = theirs.iter().flat_map(|row| std::iter::repeat_n(row.months, row.people));
            let mut months: Vec<i64> = months.collect();
            months.sort_unstable();
            same(what, format!("{mine:?}"), format!("{months:?}"));
        }
        let hours =
            figures.hours_a_week.iter().flat_map(|(hours, people)| std::iter::repeat_n(*hours, *people));
        same("hours", format!("{:?}", self.hours), format!("{:?}", hours.collect::<Vec<_>>()));
        for (reason, people) in &self.stopped {
            let named =
                figures.stops.iter().filter(|row| row.reason.is_some_and(|named| named.word() == reason));
            same(reason, people.to_string(), named.map(|row| row.people).sum::<usize>().to_string());
        }
    }

    /// Looks for the figures on a page as it prints them.
    fn look_for_in(&self, page: &Answer, compared: &mut Compared) {
        let (amounts, told, due) = (self.strata.amounts(), self.strata.told(), &self.strata.registered);
        let mut says = |what: &str, words: String| {
            let said = if page.says(&words) { words.clone() } else { format!("no “{words}”") };
            compared.same(&self.slug, what, words, said);
        };
        let out_of_pocket = told.out_of_pocket.map(|found| found.share);
        for share in [told.earned, out_of_pocket].into_iter().flatten() {
            says("share", share.to_string());
            says("range by chance", format!("range by chance {}", share.range()));
        }
        let losses = due.out_of_pocket();
        for bounds in [due.earned(), losses.map(|(bounds, _)| bounds)].into_iter().flatten() {
            says("bounds", bounds.to_string());
            says("likely range", format!("heard of or not; likely range {}", bounds.range()));
        }
        for said in [told.out_of_pocket, losses.map(|(_, losses)| losses)].into_iter().flatten() {
            said.losses_in_words().into_iter().for_each(|words| says("losses", words));
        }
        for (ending, share) in &told.endings {
            says(ending.label(), format!("{}{share}", ending.label()));
            says("range", share.range());
        }
        for middle in [amounts.middle(), amounts.hourly()].into_iter().flatten() {
            says("middle", words::usd(middle.cents));
            says(
                "middle's range",
                format!("range by chance {}, {} reports", words::usd_range(middle.likely), middle.n),
            );
        }
        if let Some(earners) = amounts.middle_of_earners() {
            says("quartiles", format!("middle half {}", words::usd_range(earners.half)));
        }
        let moved = [told.earned, out_of_pocket].map(|share| fragile::to_move(&share?));
        let bounds = [due.earned(), losses.map(|(bounds, _)| bounds)];
        let bounds = bounds.map(|bounds| fragile::to_move_bounds(&bounds?));
        let middles = [amounts.middle(), amounts.hourly()].map(|middle| Some(middle?.to_move));
        for invented in moved.into_iter().chain(bounds).chain(middles).flatten() {
            says(
                "fragility",
                format!("{} would carry it out of that range", how_many(invented, "invented report")),
            );
        }
        if let Some(busiest) = self.busiest {
            let graded = amounts.by_grade().into_iter().map(|(grade, n)| format!("{n} {}", grade.word()));
            let graded = graded.collect::<Vec<_>>().join(", ");
            let (n, read, proved) = (amounts.n(), amounts.read(), amounts.proved());
            says(
                "support",
                format!(
                    "Of {n} counted, {read} read by a moderator, {proved} with documents checked, {busiest} from the busiest month; \
                 by grade of evidence {graded}"
                ),
            );
            says("reconciled", format!("{} published → {}", self.counts.published, self.strata.reconciled()));
        }
        if due.is_enough() {
            says("due", due.starts.reconciled());
            says("answers", due.starts.answers_reconciled());
        }
        for left_out in self.counts.left_out() {
            says("left out", left_out);
        }
        for step in self.ladder().steps {
            says("certainty", step.finding);
        }
        for (reports, of) in [(&self.strata.told, told.n), (&due.heard, due.n())] {
            for (band, n) in reports.tally(&DOT_BANDS) {
                if reports.n() >= 5 {
                    says("dots", format!("{}{n} of {of}", band.label));
                }
            }
        }
    }

    fn ladder(&self) -> Ladder {
        let (amounts, registered) = (self.strata.amounts(), &self.strata.registered);
        Ladder::of(&Evidence {
            n: amounts.n(),
            starts: registered.starts,
            registered: registered.known.n(),
            unproved: self.unproved,
            stale: self.stale,
            checked: amounts.proved(),
            sellers: usize::try_from(self.counts.sellers).unwrap(),
        })
    }
}

/// What came first for those of this kind who sell nothing about the path.
fn cohort(ours: &[&Row], kind: &str) -> Cohort {
    let people = ours.iter().filter(|row| row["kind"] == kind && row["seller"] == "false");
    people
        .map(|row| {
            let duration = number(row, "duration_months").unwrap();
            let later = quarter(&row["confirmed_quarter"]) - quarter(&row["as_of_quarter"]);
            let (event, month) = match number(row, "months_to_first_income") {
                Some(month) => (Event::Earned, month),
                None if row["status"] == "stopped_before_income" => (Event::GaveUp, duration),
                None => (Event::Censored, duration + 3 * later.max(0)),
            };
            Observation { entered: 0, month: u32::try_from(month).unwrap(), event }
        })
        .collect()
}

fn strata(ours: &[&Row]) -> Strata {
    let spread = |of: &dyn Fn(&Row) -> bool| -> Spread {
        let rows = ours.iter().filter(|row| of(row) && !row["monthly_net_usd_cents"].is_empty());
        rows.map(|row| outcome(row)).collect::<Vec<_>>().iter().collect()
    };
    let counted = |row: &Row, kind: &str| row["in_figures"] == "counted" && row["kind"] == kind;
    let standings: Vec<(&str, &Row)> = ours.iter().filter_map(|row| Some((standing(row)?, *row))).collect();
    let answered_and_earned = standings.iter().filter(|(standing, _)| *standing == EARNED);
    Strata {
        registered: Due {
            starts: Starts::of_standings(standings.iter().map(|(standing, _)| (*standing, 1))),
            heard: spread(&|row| {
                counted(row, "registered_start") && standing(row).is_some_and(|word| HEARD.contains(&word))
            }),
            still_earning: answered_and_earned.filter(|(_, row)| row["status"] == "earning").count(),
            known: spread(&|row| counted(row, "registered_start")),
        },
        told: spread(&|row| counted(row, "told_afterwards")),
        sellers: spread(&|row| row["in_figures"] == "seller"),
    }
}

/// Where a registered start stands whose author sells nothing about the path.
fn standing(row: &Row) -> Option<&'static str> {
    if row["kind"] != "registered_start" || row["seller"] != "false" {
        return None;
    }
    let began = quarter(&row["started_quarter"]) + 1;
    let fallen: Vec<_> = [1, 2, 4, 8].into_iter().filter(|after| began + after <= this_quarter()).collect();
    if fallen.is_empty() {
        return Some("not_due");
    }
    let followed_up = number(row, "followed_up_months").unwrap();
    let has_stopped = row["status"].starts_with("stopped");
    let is_owed = |after: &i64| {
        followed_up < 3 * after && quarter(&row["confirmed_quarter"]) < began + after && !has_stopped
    };
    let owed_since = fallen.into_iter().find(is_owed).map(|after| began + after);
    Some(match (!row["months_to_first_income"].is_empty(), owed_since) {
        (true, None) => EARNED,
        (true, Some(_)) => "earned_before",
        (false, Some(due)) if days_into(due) > 60 => "silent",
        (false, Some(_)) => "within",
        (false, None) if has_stopped => "stopped",
        (false, None) => "still_trying",
    })
}

fn stopped(ours: &[&Row]) -> Vec<(String, usize)> {
    let mut counts = std::collections::BTreeMap::new();
    for row in ours.iter().filter(|row| row["seller"] == "false") {
        for reason in
            row["stop_reasons"].split(' ').filter(|reason| !reason.is_empty() && *reason != "merged")
        {
            *counts.entry(reason.to_owned()).or_insert(0) += 1;
        }
    }
    counts.into_iter().filter(|(_, people)| *people >= 5).collect()
}

fn lasted(ours: &[&Row], column: &str) -> Vec<i64> {
    let others = ours.iter().filter(|row| row["seller"] == "false");
    let mut months: Vec<i64> = others.filter_map(|row| number(row, column)).collect();
    months.sort_unstable();
    months
}

/// Whole hours a week of those that figures rest on.
fn hours(ours: &[&Row]) -> Vec<i64> {
    let counted = ours.iter().filter(|row| row["in_figures"] == "counted");
    let mut hours: Vec<i64> =
        counted.map(|row| row["hours_per_week"].parse::<f64>().unwrap().round() as i64).collect();
    hours.sort_unstable();
    hours
}

/// `2026-Q1`, counted in quarters.
fn quarter(said: &str) -> i64 {
    let (year, quarter) = said.split_once("-Q").unwrap();
    year.parse::<i64>().unwrap() * 4 + quarter.parse::<i64>().unwrap() - 1
}

fn this_quarter() -> i64 {
    let today = OffsetDateTime::now_utc().date();
    i64::from(today.year()) * 4 + (i64::from(u8::from(today.month())) - 1) / 3
}

/// Days from the beginning of a quarter to today.
fn days_into(quarter: i64) -> i64 {
    let month = time::Month::try_from(u8::try_from(quarter % 4 * 3 + 1).unwrap()).unwrap();
    let first = Date::from_calendar_date(i32::try_from(quarter / 4).unwrap(), month, 1).unwrap();
    (OffsetDateTime::now_utc().date() - first).whole_days()
}

fn outcome(row: &Row) -> Outcome {
    Outcome {
        monthly_cents: UsdCents(number(row, "monthly_net_usd_cents").unwrap()),
        over_all_cents: UsdCents(number(row, "net_total_usd_cents").unwrap()),
        hourly_cents: number(row, "net_hourly_usd_cents").map(UsdCents),
        months_to_first: number(row, "months_to_first_income").map(|months| months as f64),
        proof_seen: row["proof_seen"] == "true",
        was_read: row["was_read"] == "true",
        ending: Status::from_word(&row["status"]).unwrap().into(),
        came: Came {
            grade: Grade::from_word(&row["grade"]).unwrap(),
            month: Month::numbered(2026, 1).unwrap(),
        },
    }
}

fn number(row: &Row, column: &str) -> Option<i64> {
    (!row[column].is_empty()).then(|| row[column].parse().unwrap())
}
