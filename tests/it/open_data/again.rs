//! Every figure of every path's page, computed again from nothing but the downloaded files.

use super::{Row, rows};
use crate::support::{Answer, TestApp, an_experience};
use clap::Parser as _;
use firstbucket::{
    cli::Cli,
    demo,
    directory::{Reports, Sureness},
    experiences::Counts,
    figures::{DOT_BANDS, Ending, Middle, Outcome, Share, Summary, tally, words},
    state::AppState,
    submissions::Status,
    values::ClosedList as _,
};

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
    outcomes: Vec<Outcome>,
    summary: Summary,
}

impl Again {
    fn of(path: &Row, reports: &[Row]) -> Self {
        let ours: Vec<&Row> = reports.iter().filter(|row| row["path"] == path["path"]).collect();
        let count = |column: &str, value: &str| ours.iter().filter(|row| row[column] == value).count() as i64;
        let outcomes: Vec<Outcome> =
            ours.iter().filter(|row| row["in_figures"] == "counted").map(|row| outcome(row)).collect();
        Self {
            slug: path["path"].clone(),
            counts: Counts {
                published: number(path, "published").unwrap(),
                kept_private: number(path, "kept_private").unwrap(),
                headline: outcomes.len() as i64,
                sellers: count("in_figures", "seller"),
                without_rate: count("in_figures", "no_rate"),
                not_yet_known: count("in_figures", "not_yet_known"),
                registered: count("kind", "registered_start"),
                told_afterwards: count("kind", "told_afterwards"),
            },
            summary: Summary::of(&outcomes),
            outcomes,
        }
    }

    /// The figures that the page is made of, to the cent.
    fn compare_with(&self, site: &Reports, compared: &mut Compared) {
        let (mine, theirs) = (&self.summary, &site.summary);
        let mut same = |what: &str, file: String, site: String| compared.same(&self.slug, what, file, site);
        let shown = |share: Option<Share>| format!("{share:?}");
        let middle = |middle: Option<Middle>| format!("{middle:?}");
        same("n", mine.n.to_string(), theirs.n.to_string());
        same("never earned", shown(mine.never_earned), shown(theirs.never_earned));
        same("out of pocket", shown(mine.out_of_pocket), shown(theirs.out_of_pocket));
        same("proof", shown(mine.proof_seen), shown(theirs.proof_seen));
        same("middle", middle(mine.middle), middle(theirs.middle));
        same("middle of earners", middle(mine.middle_of_earners), middle(theirs.middle_of_earners));
        same("hourly", middle(mine.hourly), middle(theirs.hourly));
        for (place, ending) in Ending::ALL.iter().enumerate() {
            let share = |summary: &Summary| shown(summary.endings.get(place).map(|(_, share)| *share));
            same(ending.label(), share(mine), share(theirs));
        }
        same("counts", format!("{:?}", self.counts), format!("{:?}", site.counts));
        same("half paid by", format!("{:?}", self.half_paid_by()), format!("{:?}", site.half_paid_by));
        same("certainty", format!("{:?}", self.sureness()), format!("{:?}", site.sureness));
    }

    /// The same as the page prints them.
    fn look_for_in(&self, page: &Answer, compared: &mut Compared) {
        let summary = &self.summary;
        let mut says = |what: &str, words: String| {
            let said = if page.says(&words) { words.clone() } else { format!("no “{words}”") };
            compared.same(&self.slug, what, words, said);
        };
        let shares = [summary.never_earned, summary.out_of_pocket, summary.proof_seen];
        for share in shares.into_iter().flatten() {
            says("share", share.to_string());
        }
        for (ending, share) in &summary.endings {
            says(ending.label(), format!("{}{share}", ending.label()));
            says("range", share.range());
        }
        for middle in [summary.middle, summary.hourly].into_iter().flatten() {
            says("middle", words::usd(middle.cents));
            says(
                "middle's range",
                format!("likely range {}, {} reports", words::usd_range(middle.likely), middle.n),
            );
        }
        if let Some(earners) = summary.middle_of_earners {
            says("quartiles", format!("middle half {}", words::usd_range(earners.half)));
        }
        for left_out in self.counts.left_out() {
            says("left out", left_out);
        }
        for step in self.sureness().steps {
            says("certainty", step.why);
        }
        if !summary.endings.is_empty() {
            let sums: Vec<i64> = self.outcomes.iter().map(|outcome| outcome.monthly_cents).collect();
            for (band, n) in tally(&DOT_BANDS, &sums) {
                says("dots", format!("{}{n} of {}", band.label, summary.n));
            }
        }
    }

    fn sureness(&self) -> Sureness {
        Sureness::of(&self.summary, &self.counts)
    }

    /// The wait of the report in the middle, whoever was never paid being later than all others.
    fn half_paid_by(&self) -> Option<u32> {
        let mut waits: Vec<u32> = self
            .outcomes
            .iter()
            .filter_map(|outcome| outcome.months_to_first.map(|wait| wait as u32))
            .collect();
        waits.sort_unstable();
        let middle = self.outcomes.len().div_ceil(2).checked_sub(1)?;
        waits.get(middle).copied().filter(|_| self.outcomes.len() >= 10)
    }
}

fn outcome(row: &Row) -> Outcome {
    Outcome {
        monthly_cents: number(row, "monthly_net_usd").unwrap(),
        hourly_cents: number(row, "net_hourly_usd"),
        months_to_first: number(row, "months_to_first_income").map(|months| months as f64),
        proof_seen: row["proof_seen"] == "true",
        ending: Status::from_word(&row["status"]).unwrap().into(),
    }
}

fn number(row: &Row, column: &str) -> Option<i64> {
    (!row[column].is_empty()).then(|| row[column].parse().unwrap())
}
