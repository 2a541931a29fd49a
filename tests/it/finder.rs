//! What the path finder says to different people, and that it says so by the rules that are printed and no others.

use crate::support::{Answer, TestApp, an_experience, months_before, paths_of_content};
use axum::http::StatusCode;
use firstbucket::{
    content,
    finder::{Datum, Field},
    open_data,
    paths::{self, Dimension, HustlePath},
    reports::{Kind, Status},
    values::{capitalised, in_words, spelled},
};
use scraper::{Html, Selector};
use std::collections::{BTreeMap, BTreeSet};
use time::OffsetDateTime;

async fn the_directory() -> TestApp {
    let app = TestApp::new().await;
    content::load_embedded(&app.database.pool()).await.unwrap();
    app
}

/// The paths that have this verdict, in the order of the page.
fn with(verdict: &str, page: &Answer) -> Vec<String> {
    let verdicts = page.all(".pcard .nb").into_iter();
    let named = page.attributes(".pcard", "data-path").into_iter().zip(verdicts);
    named.filter(|(_, said)| said == verdict).map(|(path, _)| path).collect()
}

/// What is said of one path.
fn of(path: &str, page: &Answer) -> String {
    page.all(&format!(".pcard[data-path={path}]")).concat()
}

const LAWYER: &str = "capital_band=500_4999&hours=5_9&background=law&years_in_field=10%2B&skills=writing&skills=prompting\
                      &skills=teaching&selling=yes&income=later&risk=moderate";
const STUDENT: &str = "capital_band=none&hours=under_5&background=student&years_in_field=0&skills=none&selling=no&income=1m\
                       &risk=low";
const FINANCIER: &str = "capital_band=20000_plus&hours=20_plus&background=finance&years_in_field=10%2B&skills=managing_people\
                         &skills=investing&selling=effort&income=later&risk=very_high";

#[tokio::test]
async fn before_any_answer_every_path_is_there_and_none_is_judged() {
    let page = the_directory().await.get("/find").await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.all("#filters legend").len(), 7);
    assert_eq!(page.all(".pcard h2").len(), paths_of_content());
    assert!(page.all(".pcard .nb, .pcard .why").is_empty());
    assert!(page.says(&format!(
        "{}, and nothing to judge them by yet",
        capitalised(&in_words(paths_of_content(), "path"))
    )));
    assert!(page.says("keep your job while you try"));
}

#[tokio::test]
async fn a_lawyer_with_free_evenings_is_told_to_teach_or_advise() {
    let page = the_directory().await.get(&format!("/find?{LAWYER}")).await;
    assert_eq!(page.all(".count"), ["Two paths fit, three a stretch, two blocked"]);
    assert_eq!(with("Fits", &page), ["consulting", "ai-education"]);
    assert_eq!(with("A stretch", &page), ["content-creation", "ai-tools", "ecommerce-services"]);
    assert_eq!(with("Blocked", &page), ["data-services", "investing"]);
    let tools = of("ai-tools", &page);
    assert!(
        tools.contains("It takes coding and steering AI, and you did not name coding. Our estimate."),
        "{tools}"
    );
    let shops = of("ecommerce-services", &page);
    assert!(
        shops.contains("It asks for experience of running shops, and you come from law. Our estimate."),
        "{shops}"
    );
    let investing = of("investing", &page);
    assert!(
        investing.contains(
            "It takes $20,000 or more to start, and you can lose $500 to $4,999. Stated in the article. At least tens of \
             thousands to spare"
        ),
        "{investing}"
    );
    assert!(page.all("#none").is_empty());
}

#[tokio::test]
async fn a_student_who_needs_money_now_is_told_calmly_that_nothing_fits() {
    let page = the_directory().await.get(&format!("/find?{STUDENT}")).await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(
        page.all(".count"),
        [format!("None fits you now: none a stretch, {} blocked", spelled(paths_of_content()))]
    );
    assert_eq!(page.all(".pcard h2").len(), paths_of_content(), "blocked ones stay listed");
    assert_eq!(page.all("#none"), [format!("None of the {} fits your answers", spelled(paths_of_content()))]);
    assert_eq!(page.all("#results .note > ul > li > a"), ["Content creation", "Consulting for small firms"]);
    let nearest = page.all("#results .note li li");
    assert!(
        nearest
            .contains(&"It requires expertise in a field, and you have no year in a profession.".to_owned())
    );
    assert!(nearest.contains(
        &"It has too few registered starts to say how soon it pays, and you need it to pay within a month.".to_owned()
    ));
}

#[tokio::test]
async fn a_financier_who_can_lose_it_all_may_invest() {
    let page = the_directory().await.get(&format!("/find?{FINANCIER}")).await;
    assert_eq!(with("Fits", &page), ["investing"]);
    assert!(with("A stretch", &page).contains(&"data-services".to_owned()));
    assert!(of("data-services", &page).contains("It asks you to sell, and you can sell with an effort."));
    assert!(of("consulting", &page).contains("and you did not name steering AI and teaching"));
}

#[tokio::test]
async fn the_address_reproduces_the_answer_and_nonsense_in_it_is_no_answer() {
    let mut app = the_directory().await;
    let shuffled =
        app.get("/find?risk=low&utm_source=x&hours=5_9&risk=high&capital_band=lots&skills=coding").await;
    assert_eq!(shuffled.status, StatusCode::OK);
    let canonical = shuffled.attributes("link[rel=canonical]", "href").concat();
    let (_, query) = canonical.split_once("/find").unwrap();
    assert_eq!(query, "?hours=5_9&skills=coding&risk=low");
    let again = app.get(&format!("/find{query}")).await;
    assert_eq!(again.all(".pcard"), shuffled.all(".pcard"));
    assert_eq!(again.all("#results .note.warn"), [""; 0]);
    let left_out = shuffled.all("#results .note.warn").join(" ");
    assert!(left_out.contains("“lots”") && left_out.contains("“A lot” is left out"), "{left_out}");
    assert_eq!(again.attributes("#filters [checked]", "value"), ["5_9", "coding", "low"]);
    for odd in
        ["hours=%00", "skills=%ff%fe", "risk[]=low", "background=%27%3Bselect", "income=1m%0d%0a", "%zz"]
    {
        let page = app.get(&format!("/find?{odd}")).await;
        assert_eq!(page.status, StatusCode::OK, "{odd}");
        assert_eq!(page.all(".pcard").len(), paths_of_content(), "{odd}");
    }
}

#[tokio::test]
async fn what_readers_report_decides_from_ten_reports_on() {
    let mut app = the_directory().await;
    let db = app.database.pool();
    for _ in 0..9 {
        an_experience().publish(&db).await;
    }
    let asked = "/find?hours=under_5&income=3m";
    let page = app.get(asked).await;
    let content = of("content-creation", &page);
    assert!(content.contains("Only 9 reports can be counted so far, and it takes ten."), "{content}");
    assert!(
        content.contains(
            "Of those who wrote to us afterwards, 9 of 9 had earned (range by chance 70 to 100%), 0 had not so far, 0 never did."
        ),
        "{content}"
    );
    assert_eq!(
        with("A stretch", &page).len(),
        paths_of_content() - 1,
        "a business of its own is blocked by its hours"
    );

    an_experience().publish(&db).await;
    let page = app.get(asked).await;
    let content = of("content-creation", &page);
    assert!(
        content.contains(
            "It has too few registered starts to say how soon it pays, and you need it to pay within 3 months. From readers’ \
             reports. No registered start is in the figures yet, and what is told afterwards says little of a wait."
        ),
        "{content}"
    );
    assert!(
        content.contains(
            "It takes the middle reader 5 to 9 hours a week, and you have under 5 hours a week. From readers’ reports. The \
             middle of 10 reports is 8 hours a week, range by chance 8 to 8."
        ),
        "{content}"
    );
    for _ in 0..12 {
        an_experience().monthly(0).publish(&db).await;
    }
    let content = of("content-creation", &app.get(asked).await);
    assert!(
        content.contains("10 of 22 had earned (range by chance 27 to 65%), 12 had not so far, 0 never did."),
        "{content}"
    );
    assert!(!content.contains("By month"), "however many tell of it afterwards: {content}");
    let start = || an_experience().with(|report| report.kind = Kind::RegisteredStart);
    for _ in 0..20 {
        start().publish(&db).await;
    }
    let content = of("content-creation", &app.get(asked).await);
    assert!(!content.contains("how soon it pays") && !content.contains("fewer than half"), "{content}");
    for _ in 0..30 {
        let quitter = start().monthly(0).with(|report| {
            report.when.status = Status::StoppedBeforeIncome;
            report.when.stopped_on = Some(months_before(OffsetDateTime::now_utc().date(), 6));
        });
        quitter.publish(&db).await;
    }
    let content = of("content-creation", &app.get(asked).await);
    assert!(content.contains(
        "It has paid fewer than half of those who registered a start, and you need it to pay within 3 months."
    ));
    assert!(
        content.contains("By month 4, 40% of 50 registered starts had been paid, likely range 28 to 54%."),
        "{content}"
    );
}

#[tokio::test]
async fn an_answer_leads_to_people_like_the_reader() {
    let mut app = the_directory().await;
    for _ in 0..7 {
        an_experience().publish(&app.database.pool()).await;
    }
    open_data::keep_up(&app.database.pool()).await.unwrap();
    let page = app
        .get("/find?capital_band=20000_plus&hours=5_9&background=education&years_in_field=3-5&risk=high")
        .await;
    let link = page.attributes(".pcard .more", "href");
    let narrowed = "/paths/content-creation?background=education&years_in_field=3-5&hours=5_9&capital_band=20000_plus#like-you";
    assert_eq!(link, [narrowed]);
    let page = app.get(narrowed.split('#').next().unwrap()).await;
    let alike = page.all("#like-you").concat();
    assert!(
        alike.contains(
            "These 7 (Background: Education; Years in that field: 3 to 5 years; Hours a week: 5 to 9)"
        ),
        "{alike}"
    );
    assert!(alike.contains("we dropped: Money put in: $20,000 or more"), "{alike}");
}

/// A line of the printed rules: whoever has one of the answers, and the path one of the data, gets the verdict.
struct Line {
    answers: Vec<String>,
    data: Vec<String>,
    verdict: usize,
}

const VERDICTS: [&str; 3] = ["Fits", "A stretch", "Blocked"];

fn printed(method: &Answer) -> Vec<Line> {
    let page = Html::parse_document(&method.body);
    let cells = Selector::parse("td").unwrap();
    let rules = Selector::parse("section[aria-labelledby=finder] tr.rule").unwrap();
    let words = |text: String| text.split(", or ").map(str::to_owned).collect();
    let line = |row: scraper::ElementRef<'_>| {
        let mut cells = row.select(&cells).map(|cell| cell.text().collect::<String>());
        let (answers, data, said) = (cells.next().unwrap(), cells.next().unwrap(), cells.next().unwrap());
        let verdict = VERDICTS.iter().position(|verdict| *verdict == said).unwrap();
        Line { answers: words(answers), data: words(data), verdict }
    };
    page.select(&rules).map(line).collect()
}

/// What the table of ratings says of a path, in the words of the rules; each inner list holds the forms it can take.
fn facts(path: &HustlePath) -> Vec<Vec<&'static str>> {
    let values = |dimension| path.rating(dimension).map_or(&[][..], |rating| &rating.values);
    let said = |datum: Datum, words: &[String]| {
        let known = datum.said().iter().filter(|(word, _)| words.iter().any(|value| value == word));
        known.map(|(_, said)| *said).collect::<Vec<_>>()
    };
    let rated = |datum, dimension| match values(dimension) {
        [] => said(datum, &["not_stated".to_owned()]),
        words => said(datum, words),
    };
    let sells = values(Dimension::Skills).iter().any(|skill| skill == "selling");
    let shops = path.slug.as_str() == "ecommerce-services";
    vec![
        rated(Datum::Capital, Dimension::StartupCapital),
        rated(Datum::Nature, Dimension::Nature),
        rated(Datum::Expertise, Dimension::DomainExpertise),
        rated(Datum::Risk, Dimension::Risk),
        if shops { vec!["asks for experience of running shops"] } else { Vec::new() },
        vec!["takes skills of our list"],
        vec![if sells { "asks you to sell" } else { "works with little selling" }],
        vec!["has too few reports to say how many hours it takes"],
        vec!["has too few registered starts to say how soon it pays"],
    ]
}

/// What the answers say of the reader, in the words of the rules.
fn said_by_reader(answers: &[(Field, &str)], path: &HustlePath) -> Vec<&'static str> {
    let mut said: Vec<&str> = answers
        .iter()
        .filter(|(field, _)| *field != Field::Skills)
        .filter_map(|(field, word)| field.said().iter().find(|(known, _)| known == word))
        .map(|(_, said)| *said)
        .collect();
    let named: BTreeSet<&str> =
        answers.iter().filter(|(field, _)| *field == Field::Skills).map(|(_, word)| *word).collect();
    if !named.is_empty() {
        let taken = path.rating(Dimension::Skills).unwrap().values.iter().map(String::as_str);
        let taken: BTreeSet<&str> =
            taken.filter(|skill| !["profession_knowledge", "selling"].contains(skill)).collect();
        said.push(match taken.intersection(&named).count() {
            0 => "have none of the skills it takes",
            all if all == taken.len() => "have all the skills it takes",
            _ => "have some of the skills it takes",
        });
    }
    said
}

/// The worst that any line says; of the forms a path can take the one that asks least.
fn derived(rules: &[Line], reader: &[&str], facts: &[Vec<&str>]) -> &'static str {
    let worst_of = |datum: &str| {
        let holds = |line: &&Line| {
            line.data.iter().any(|said| said == datum)
                && line.answers.iter().any(|said| reader.contains(&said.as_str()))
        };
        rules.iter().filter(holds).map(|line| line.verdict).max().unwrap_or(0)
    };
    let verdict =
        facts.iter().map(|forms| forms.iter().map(|datum| worst_of(datum)).min().unwrap_or(0)).max();
    VERDICTS[verdict.unwrap_or(0)]
}

/// Each answer alone, every third pair of answers of different questions, and 150 full sets.
fn sample() -> Vec<Vec<(Field, &'static str)>> {
    let all: Vec<(Field, &str)> = Field::ALL
        .into_iter()
        .flat_map(|field| field.choices().into_iter().map(move |(word, _)| (field, word)))
        .collect();
    let mut sets: Vec<Vec<(Field, &str)>> = all.iter().map(|answer| vec![*answer]).collect();
    for (place, one) in all.iter().enumerate() {
        let others = all.iter().skip(place + 1).filter(|other| other.0 != one.0);
        sets.extend(others.skip(place % 3).step_by(3).map(|other| vec![*one, *other]));
    }
    for seed in 0..150_usize {
        let pick = |field: Field, step: usize| {
            let choices = field.choices();
            (field, choices[(seed * step + seed / 7) % choices.len()].0)
        };
        let steps = [1, 3, 5, 7, 11, 13, 17, 19];
        let mut set: Vec<_> =
            Field::ALL.into_iter().zip(steps).map(|(field, step)| pick(field, step)).collect();
        if set[4].1 != "none" && seed % 2 == 0 {
            set.push((Field::Skills, ["writing", "coding", "managing_people"][seed % 3]));
        }
        sets.push(set);
    }
    sets
}

#[tokio::test]
async fn every_verdict_follows_from_the_printed_rules() {
    let mut app = the_directory().await;
    let rules = printed(&app.get("/method").await);
    assert!(rules.len() > 30, "{} lines", rules.len());
    let paths = paths::all(&app.database.pool()).await.unwrap();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for answers in sample() {
        let query =
            answers.iter().map(|(field, word)| format!("{}={}", field.key(), word.replace('+', "%2B")));
        let url = format!("/find?{}", query.collect::<Vec<_>>().join("&"));
        let page = Html::parse_document(&app.get(&url).await.body);
        let text = |card: &scraper::ElementRef<'_>, what: &str| {
            card.select(&Selector::parse(what).unwrap()).next().unwrap().text().collect::<String>()
        };
        let cards: BTreeMap<String, String> = page
            .select(&Selector::parse(".pcard").unwrap())
            .map(|card| (card.attr("data-path").unwrap().to_owned(), text(&card, ".nb")))
            .collect();
        for path in &paths {
            let verdict = derived(&rules, &said_by_reader(&answers, path), &facts(path));
            assert_eq!(cards[path.slug.as_str()], verdict, "{} at {url}", path.slug);
            *seen.entry(verdict.to_owned()).or_default() += 1;
        }
    }
    println!("verdicts derived and compared: {seen:?}");
    assert!(VERDICTS.iter().all(|verdict| seen[*verdict] > 100), "{seen:?}");
}
