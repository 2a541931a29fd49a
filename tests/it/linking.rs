//! The linking attack: somebody with every file, every answer of the API and every public page tries to learn of a report
//! what its row does not say.

use crate::support::{Answer, TestApp, an_experience, path_id};
use firstbucket::{
    experiences, open_data, publication,
    reports::{
        AiHelpedWrite, AiUse, Audience, Background, CapitalBand, Channel, Kind, Plan, Region, Report, Status,
        StopReason, TeachingShare, Years,
    },
    values::{
        Cents, ClosedList, Currency, ExperienceId, Month, SubmissionId, UsdCents, VariantId, two_digits,
    },
};
use serde_json::Value;
use sqlx::PgPool;
use std::collections::{BTreeMap, BTreeSet};
use time::OffsetDateTime;

const PATHS: [&str; 3] = ["content-creation", "consulting", "ai-tools"];
const REPORTS: usize = 240;
/// The columns in which rare words are merged.
const MERGED: [&str; 12] = [
    "variant",
    "background",
    "years_in_field",
    "audience_before",
    "region",
    "income_model",
    "ai_used_for",
    "first_customer_channel",
    "capital_band",
    "teaching_share",
    "stop_reasons",
    "ai_helped_write",
];

/// Small numbers that look drawn, the same each time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % most
    }

    /// Mostly one of the first few of the list, and once in a while any of it.
    fn of<T: ClosedList>(&mut self, usual: usize) -> T {
        let among = if self.below(8) == 0 { T::ALL.len() } else { usual.min(T::ALL.len()) };
        T::ALL[self.below(among)]
    }
}

fn told(report: &mut Report, chance: &mut Chance, number: usize, variants: &[VariantId]) {
    let today = OffsetDateTime::now_utc().date();
    // The site has rates of all but the last.
    let currencies =
        [Currency::Usd, Currency::Usd, Currency::Eur, Currency::Ngn, Currency::Jpy, Currency::Kes];
    report.money.currency = currencies[chance.below(6)];
    let unit = if report.money.currency == Currency::Ngn { 1_500 } else { 1 };
    report.who.country = Some(["Portugal", "Nigeria", "Japan", "Canada"][chance.below(4)].to_owned());
    report.who.background = chance.of::<Background>(3);
    report.who.years_in_field = chance.of::<Years>(2);
    report.who.audience_before = chance.of::<Audience>(2);
    report.who.region = chance.of::<Region>(3);
    report.what.income_model = vec![chance.of(2), chance.of(3)];
    report.what.ai_used_for = vec![chance.of::<AiUse>(2), chance.of(3), chance.of(9)];
    report.what.first_customer_channel = chance.of::<Channel>(3);
    report.money.capital_band = chance.of::<CapitalBand>(3);
    report.variant_id = (chance.below(3) == 0).then(|| variants[chance.below(variants.len())]);
    if chance.below(4) == 0 {
        report.seller.teaching_share = chance.of::<TeachingShare>(2);
        report.seller.sells_on_topic = chance.below(2) == 0;
    }
    report.story.ai_helped_write = chance.of(2);
    let months = 3 + chance.below(20);
    let started =
        (0..months).fold(Month::of(today), |month, _| Month::of(month.first_day().previous_day().unwrap()));
    report.when.started_on = started;
    report.effort.weeks_active = i32::try_from(months * 4).unwrap();
    report.effort.hours_per_week = 3.0 + chance.below(30) as f64;
    report.effort.hours_total = report.effort.hours_per_week * f64::from(report.effort.weeks_active);
    let drawn = i64::try_from(chance.below(900_000)).unwrap() * unit + 1_237;
    report.money.running_cost_total = Cents(drawn / 7);
    let earned = chance.below(3) > 0;
    report.money.revenue_total = Cents(if earned { drawn } else { 0 });
    report.when.first_income_on = earned.then(|| started.next());
    report.when.status = if earned { Status::Earning } else { Status::Trying };
    if chance.below(3) == 0 {
        report.when.status = if earned { Status::StoppedAfterIncome } else { Status::StoppedBeforeIncome };
        report.when.stopped_on = Some(Month::of(today));
        report.story.stop_reasons = vec![chance.of::<StopReason>(2), chance.of(5)];
        report.story.stop_reasons.dedup();
    }
    report.story.headline = format!("Attempt number {number:03} of them all");
    report.consent.may_publish_story = chance.below(2) == 0;
    report.consent.in_open_data = chance.below(12) > 0;
    if chance.below(5) == 0 {
        planned(report, chance);
    }
}

fn planned(report: &mut Report, chance: &mut Chance) {
    let none = Cents(0);
    report.money.currency = Currency::Usd;
    report.kind = Kind::RegisteredStart;
    (report.when.first_income_on, report.when.stopped_on) = (None, None);
    report.when.status = Status::Trying;
    (report.effort.weeks_active, report.effort.hours_total) = (0, 0.0);
    (report.money.revenue_total, report.money.running_cost_total) = (none, none);
    report.story.stop_reasons.clear();
    report.what.first_customer_channel = Channel::NoneYet;
    report.variant_id = None;
    report.seller.teaching_share = TeachingShare::None;
    let sum = |n: usize| Some(Cents(i64::try_from(n).unwrap() * 137));
    let budget = sum(chance.below(300)).unwrap();
    report.plan = Plan {
        budget: Some(budget),
        target_monthly: sum(100 + chance.below(500)),
        stop_if_below: sum(chance.below(100)),
        stop_by: Some(Month::of(report.when.as_of).next()),
        premortem: Vec::new(),
    };
    report.money.capital_band = CapitalBand::of(UsdCents(budget.0));
}

/// A report as it was sent, with its places in public.
struct Sent {
    report: Report,
    slug: &'static str,
    /// The number of its page, and its name in the files.
    page: ExperienceId,
    open: String,
}

async fn filled() -> (TestApp, Vec<Sent>) {
    let app = TestApp::new().await;
    let db = app.database.pool();
    let mut chance = Chance(14);
    let mut all = Vec::new();
    for number in 0..REPORTS {
        let slug = PATHS[number % 3];
        let path = path_id(&db, slug).await;
        let variants = sqlx::query_scalar("select id from path_variants where path_id = $1 order by id");
        let variants: Vec<VariantId> = variants.bind(path).fetch_all(&db).await.unwrap();
        let made = an_experience().on(slug).with(|report| told(report, &mut chance, number, &variants));
        let report = made.report.clone();
        let page = made.publish(&db).await;
        answer_and_renew(&db, page, number).await;
        let open = sqlx::query_scalar("select open_id::text from experiences where id = $1");
        all.push(Sent { report, slug, page, open: open.bind(page).fetch_one(&db).await.unwrap() });
    }
    open_data::keep_up(&db).await.unwrap();
    (app, all)
}

/// One in six tells an exact sum more, in the currency of the report, on an exact day.
async fn answer_and_renew(db: &PgPool, page: ExperienceId, number: usize) {
    let mut tx = db.begin().await.unwrap();
    let submission: SubmissionId = sqlx::query_scalar("select submission_id from experiences where id = $1")
        .bind(page)
        .fetch_one(&mut *tx)
        .await
        .unwrap();
    if number.is_multiple_of(6) {
        sqlx::query(
            "insert into experience_updates (submission_id, number, form_key_hash, as_of, still_doing, revenue, costs, currency, hours, via, state)
             select submission_id, 1, $2::text::bytea, current_date, 'yes', 123457, 0, currency, 17, 'link', 'live'
             from submission_revisions where submission_id = $1",
        )
        .bind(submission)
        .bind(format!("answer {number}"))
        .execute(&mut *tx)
        .await
        .unwrap();
    }
    let today = OffsetDateTime::now_utc().date();
    publication::renew(&mut tx, submission, today).await.unwrap();
    tx.commit().await.unwrap();
}

/// The rows of the files, by their names there.
async fn rows(app: &mut TestApp) -> BTreeMap<String, Value> {
    let file = app.get("/data/experiences.ndjson").await;
    let rows = file.body.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    rows.map(|row| (text(&row["id"]), row)).collect()
}

fn text(cell: &Value) -> String {
    cell.as_str().unwrap_or_default().to_owned()
}

fn words(row: &Value, column: &str) -> BTreeSet<String> {
    text(&row[column]).split(' ').map(str::to_owned).collect()
}

#[tokio::test]
async fn no_merged_cell_is_undone_by_files_filters_and_figures() {
    let (mut app, _) = filled().await;
    let rows = rows(&mut app).await;
    let (mut merged, mut undone) = (0, Vec::new());
    for path in PATHS {
        let ours: Vec<&Value> = rows.values().filter(|row| row["path"] == path).collect();
        for column in MERGED {
            let shown: BTreeSet<String> = ours.iter().flat_map(|row| words(row, column)).collect();
            let hidden: Vec<&str> = ours
                .iter()
                .filter(|row| words(row, column).contains("merged"))
                .filter_map(|row| row["id"].as_str())
                .collect();
            merged += hidden.len();
            // By a filter: whoever is found by a word shows it.
            let page = app.get(&format!("/experiences?path={path}")).await;
            let offered = match column {
                "ai_helped_write" => {
                    AiHelpedWrite::WORDS.iter().map(|(word, _)| (*word).to_owned()).collect()
                }
                _ => page.attributes(&format!("[name={column}]"), "value"),
            };
            for word in offered.iter().filter(|word| *word != "merged" && column != "ai_helped_write") {
                let asked = word.replace('+', "%2B");
                let found = found(&mut app, &format!("path={path}&{column}={asked}")).await;
                let file = firstbucket::values::file_word(word);
                undone.extend(found.iter().filter(|id| !words(&rows[*id], column).contains(file)).cloned());
            }
            // By taking away: of all words that are not shown, more than one may be the one.
            let unseen = offered
                .iter()
                .filter(|word| *word != "merged" && !shown.contains(firstbucket::values::file_word(word)));
            let unseen = unseen.count() + usize::from(column == "variant" && !shown.contains(""));
            if !hidden.is_empty() && unseen < 2 {
                undone.extend(hidden.iter().map(|id| format!("{column} of {id} by elimination")));
            }
        }
        // By the rest of the row.
        for row in &ours {
            let is = |column: &str| words(row, column).contains("merged");
            let id = text(&row["id"]);
            if is("teaching_share") && row["seller"] == false {
                undone.push(format!("teaching_share of {id}"));
            }
            if row["kind"] == "registered_start" && (is("variant") || is("first_customer_channel")) {
                undone.push(format!("a word that no start is asked for, of {id}"));
            }
            if is("capital_band") && !(row["budget_usd_cents"].is_null() && row["costs_total_usd_cents"] != 0)
            {
                undone.push(format!("capital_band of {id}"));
            }
        }
        // By figures: nothing says how many rare reasons there are, and none is named that no row shows.
        let shown: BTreeSet<String> = ours.iter().flat_map(|row| words(row, "stop_reasons")).collect();
        let page = app.get(&format!("/paths/{path}")).await;
        assert!(!page.says("further reason"), "{path}");
        for reason in StopReason::ALL {
            let named = page.all("#stops th").contains(&reason.label().to_owned());
            if named && !shown.contains(reason.word()) {
                undone.push(format!("{} on the page of {path}", reason.word()));
            }
        }
    }
    println!("merged cells: {merged}, undone: {}", undone.len());
    assert!(merged > 200, "only {merged}");
    assert_eq!(undone, Vec::<String>::new());
}

/// The names of all that the API finds.
async fn found(app: &mut TestApp, query: &str) -> Vec<String> {
    let answer = app.get(&format!("/api/v1/experiences?limit=100&{query}")).await;
    let answer: Value = serde_json::from_str(&answer.body).unwrap();
    assert_eq!(answer["next"], Value::Null, "all come at once");
    answer["items"].as_array().unwrap().iter().map(|row| text(&row["id"])).collect()
}

#[tokio::test]
async fn a_value_is_shown_on_a_page_only_where_its_row_shows_it_and_five_say_it() {
    let (mut app, sent) = filled().await;
    let rows = rows(&mut app).await;
    let said = |report: &Report| {
        let own = |word: &str, facet: &str| format!("{facet}:{word}");
        let mut said = vec![
            own(report.who.background.label(), "Background"),
            own(report.who.years_in_field.label(), "Years in that field"),
            own(report.who.audience_before.label(), "Followers before"),
            own(report.who.region.label(), "Region"),
        ];
        said.extend(report.story.stop_reasons.iter().map(|reason| own(reason.label(), "Why it was stopped")));
        said
    };
    let mut counts: BTreeMap<(&str, String), BTreeSet<ExperienceId>> = BTreeMap::new();
    for one in &sent {
        for said in said(&one.report) {
            counts.entry((one.slug, said)).or_default().insert(one.page);
        }
    }
    let (mut facts, mut more) = (0, Vec::new());
    for one in &sent {
        let page = app.get(&format!("/experiences/{}", one.page)).await;
        let table = table(&page);
        for (name, value) in &table {
            for part in value.split(", ") {
                let key = (one.slug, format!("{name}:{part}"));
                assert!(counts.get(&key).is_none_or(|people| people.len() >= 5), "{key:?} on {}", one.page);
            }
        }
        let Some(row) = rows.get(&one.open) else {
            assert!(!one.report.consent.in_open_data);
            continue;
        };
        let expected = expected(row);
        for (name, value) in table.iter().filter(|(name, _)| expected.contains_key(name.as_str())) {
            facts += 1;
            if expected[name.as_str()] != *value {
                more.push(format!("{name}: {value} on {}, {} in its row", one.page, expected[name.as_str()]));
            }
        }
        let sums =
            ["Money in, before refunds and costs", "Costs in all", "Started", "First income", "Stopped"];
        for name in sums {
            let is_known = expected.get(name).is_some_and(|value| !value.is_empty());
            assert_eq!(table.contains_key(name), is_known, "{name} of {}", one.page);
        }
    }
    println!("facts on pages: {facts}, more than their rows say: {}", more.len());
    assert!(facts > 1_000, "only {facts}");
    assert_eq!(more, Vec::<String>::new());
}

/// The tables of a report's page: names and what they say.
fn table(page: &Answer) -> BTreeMap<String, String> {
    let cells = page
        .all("main table.tbl tr:not(:has(th[scope=col])) th, main table.tbl tr:not(:has(th[scope=col])) td");
    let names =
        page.all("section > .scroll:not([aria-label=Updates]):not([aria-label='The plan']) th[scope=row]");
    let values = page
        .all("section > .scroll:not([aria-label=Updates]):not([aria-label='The plan']) th[scope=row] + td");
    assert!(!cells.is_empty() && names.len() == values.len());
    names.into_iter().zip(values).collect()
}

/// What a page may say of the row, by the names of its facts.
fn expected(row: &Value) -> BTreeMap<&'static str, String> {
    let dollars =
        |column: &str| row[column].as_i64().map_or_else(String::new, |cents| UsdCents(cents).to_string());
    let quarter = |column: &str| {
        text(&row[column]).split_once("-").map_or_else(String::new, |(year, name)| format!("{name} {year}"))
    };
    let word = |column: &str, words: &[(&str, &str)]| {
        let said = text(&row[column]);
        let known = words.iter().find(|(word, _)| firstbucket::values::file_word(word) == said);
        known.map_or("Too few to show", |(_, label)| label).to_owned()
    };
    BTreeMap::from([
        ("Money in, before refunds and costs", dollars("revenue_total_usd_cents")),
        ("Costs in all", dollars("costs_total_usd_cents")),
        ("Left after costs and refunds, before tax", dollars("net_total_usd_cents")),
        ("Planned to be spent, at most", dollars("budget_usd_cents")),
        ("Started", quarter("started_quarter")),
        ("First income", quarter("first_income_quarter")),
        ("Stopped", quarter("stopped_quarter")),
        ("Last word of it", quarter("as_of_quarter")),
        ("Background", word("background", Background::WORDS)),
        ("Years in that field", word("years_in_field", Years::WORDS)),
        ("Followers before", word("audience_before", Audience::WORDS)),
        ("Region", word("region", Region::WORDS)),
        ("First customer", word("first_customer_channel", Channel::WORDS)),
        ("Money put in", word("capital_band", CapitalBand::WORDS)),
        ("Money to be put in", word("capital_band", CapitalBand::WORDS)),
    ])
}

#[tokio::test]
async fn no_public_place_tells_a_currency_a_country_an_exact_sum_or_a_month() {
    let (mut app, sent) = filled().await;
    let db = app.database.pool();
    let mut places = vec![
        "/data/experiences.csv".to_owned(),
        "/data/experiences.ndjson".to_owned(),
        "/data/words.csv".to_owned(),
        "/feeds/experiences.atom".to_owned(),
        "/api/v1/experiences?limit=100".to_owned(),
        "/search?q=attempt".to_owned(),
        "/".to_owned(),
    ];
    places.extend((1..=5).map(|page| format!("/experiences?page={page}")));
    for path in PATHS {
        places.extend([
            format!("/paths/{path}"),
            format!("/paths/{path}/starts"),
            format!("/api/v1/paths/{path}"),
        ]);
        places.push(format!("/feeds/paths/{path}.atom"));
    }
    places.extend(sent.iter().map(|one| format!("/experiences/{}", one.page)));
    let this_year = OffsetDateTime::now_utc().year();
    let mut told = Vec::new();
    for place in &places {
        let page = app.get(place).await;
        assert_eq!(page.status, 200, "{place}");
        let body = page.body.replace("Portuguese", "");
        for word in [
            "EUR", "NGN", "JPY", "KES", "Nigeria", "Portugal", "Japan", "Canada", "naira", "1,234.57",
            "123457",
        ] {
            if body.contains(word) {
                told.push(format!("{word} in {place}"));
            }
        }
        // Months of reports lie in earlier years for the most part; the site's own days are of this one.
        for month in ["January", "February", "April", "May", "July", "August", "October", "November"] {
            let words = format!("{month} {}", this_year - 1);
            if page.all("main").concat().contains(&words) {
                told.push(format!("{words} in {place}"));
            }
        }
    }
    println!("places: {}, that tell too much: {}", places.len(), told.len());
    assert_eq!(told, Vec::<String>::new());

    // Nor is it in the table that they are made of.
    let coarse: Vec<(String, Value)> =
        sqlx::query_as("select currency::text, to_jsonb(e) from experiences e").fetch_all(&db).await.unwrap();
    assert_eq!(coarse.len(), REPORTS);
    for (currency, row) in coarse {
        assert_eq!(currency, "USD");
        for day in [
            "started_on",
            "first_income_on",
            "stopped_on",
            "as_of",
            "confirmed_on",
            "stop_by",
            "silent_since",
        ] {
            let day = text(&row[day]);
            assert!(
                day.is_empty()
                    || ["01-01", "04-01", "07-01", "10-01"].iter().any(|first| day.ends_with(first))
            );
        }
        let sums = row.as_object().unwrap().iter().filter(|(column, _)| column.ends_with("_usd"));
        for (column, sum) in sums {
            let sum = sum.as_i64().unwrap_or_default();
            assert_eq!(sum, two_digits(sum), "{column}");
        }
        for sum in ["revenue_total", "costs_total", "net_total"] {
            let sum = row[sum].as_i64().unwrap();
            assert_eq!(sum, two_digits(sum));
        }
    }
}

#[tokio::test]
async fn rows_of_before_are_written_anew_from_what_was_sent() {
    let app = TestApp::new().await;
    let db = app.database.pool();
    let id = an_experience().with(|report| report.money.revenue_total = Cents(123_456)).publish(&db).await;
    let wanted: Value =
        sqlx::query_scalar("select to_jsonb(e) - 'version' - 'coarse_version' from experiences e")
            .fetch_one(&db)
            .await
            .unwrap();
    // As a copy of the program from before writes it.
    sqlx::raw_sql(
        "update experiences set version = version + 1, currency = 'EUR', revenue_total = 123456, monthly_net_usd = 12345,
             background = 'education', started_on = started_on + 33, revenue_total_usd = null;
         delete from experience_originals",
    )
    .execute(&db)
    .await
    .unwrap();
    let file = async || open_rows(&db).await;
    assert_eq!(file().await, 0, "no file has it meanwhile");
    publication::catch_up(&db).await.unwrap();
    let mut written: Value = sqlx::query_scalar(
        "select to_jsonb(e) - 'version' - 'coarse_version' from experiences e where id = $1",
    )
    .bind(id)
    .fetch_one(&db)
    .await
    .unwrap();
    written["confirmed_on"] = wanted["confirmed_on"].clone();
    assert_eq!(written, wanted);
    assert_eq!(file().await, 1);
    let none = experiences::behind(&db, SubmissionId(0), 10).await.unwrap();
    assert!(none.is_empty());
}

async fn open_rows(db: &PgPool) -> i64 {
    sqlx::query_scalar("select count(*) from open_rows").fetch_one(db).await.unwrap()
}
