//! Answers that can hardly both hold are asked about at the check, and refuse nothing.

use crate::support::{ASubmission, TestApp, a_start, a_submission, send};

/// What is asked of a report with these answers.
async fn asked(app: &mut TestApp, report: ASubmission) -> Vec<String> {
    let link = report.begin(app).await;
    report.fill(app, &link).await;
    let asked = app.get(&format!("{link}/check")).await.all("[aria-labelledby=ask] li");
    assert_eq!(send(app, &link).await.location(), format!("{link}/sent"), "and it can be sent");
    asked
}

fn with(report: ASubmission, answers: &[(&'static str, &str)]) -> ASubmission {
    answers.iter().fold(report, |report, (field, value)| report.with(field, value))
}

/// It lasted eight months, from January to September, with the first money in May.
#[tokio::test]
async fn each_pair_that_can_hardly_hold_is_asked_about() {
    let mut app = TestApp::new().await;
    assert!(asked(&mut app, a_submission()).await.is_empty());
    let nothing_came = [
        ("status", "stopped_before_income"),
        ("first_month", ""),
        ("first_year", ""),
        ("revenue_total", "0"),
        ("first_customer_channel", "none_yet"),
    ];
    let nothing = |more: &[(&'static str, &'static str)]| [&nothing_came[..], more].concat();
    let pairs: [(Vec<(&'static str, &str)>, &str); 19] = [
        (vec![("upfront_cost", "100000"), ("capital_band", "none")], "You spent $100,000 before the start"),
        (vec![("upfront_cost", "600"), ("capital_band", "under_50")], "You spent $600 before the start"),
        (vec![("capital_band", "20000_plus")], "and all costs together are $120"),
        (nothing(&[("upfront_cost", "900")]), "You spent $1,020 in all, and nothing came in"),
        (
            vec![("months_until_copied", "60")],
            "After 60 months somebody copied it, and by its dates it lasted 8 months",
        ),
        (vec![("months_until_copied", "9")], "After 9 months somebody copied it"),
        (vec![("months_until_halved", "14")], "After 14 months price or income had halved"),
        (
            vec![("months_until_halved", "2")],
            "had halved after 2 months, before the first money came in after 4 months",
        ),
        (nothing(&[("months_until_halved", "2")]), "Price or income halved, and nothing ever came in"),
        (
            vec![("country", "Nigeria")],
            "You name Europe as your part of the world, and Nigeria as your country",
        ),
        (vec![("country", "india ")], "and india as your country"),
        (vec![("country", "USA"), ("region", "oceania")], "You name Oceania"),
        (vec![("hours_total", "900")], "7 hours a week for 20 weeks are 140 hours, and you gave 900 in all"),
        (
            vec![("first_month", "11")],
            "You stopped in September 2026, and the first money came in November 2026",
        ),
        (vec![("first_customer_channel", "none_yet")], "there was no customer yet. Who paid?"),
        (nothing(&[("first_customer_channel", "ads")]), "came from: adverts. Did they never pay?"),
        (vec![("teaching_share", "51_99")], "comes from such things: 51 to 99%"),
        (vec![("refunds_total", "600")], "You earned with it, and paid back all that came in"),
        (
            vec![("stop_reasons", "reached_goal"), ("revenue_total", "50")],
            "you reached your goal, and nothing was left",
        ),
    ];
    for (answers, question) in pairs {
        let asked = asked(&mut app, with(a_submission(), &answers)).await;
        assert!(asked.iter().any(|asked| asked.contains(question)), "{question}: {asked:?}");
    }
    let recent = [("first_month", "8"), ("last3m_revenue", "100")];
    let asked_of_recent = asked(&mut app, with(a_submission(), &recent)).await;
    assert!(
        asked_of_recent.concat().contains("so all $600 came in the last three months"),
        "{asked_of_recent:?}"
    );
    let start = asked(&mut app, a_start().with("country", "Brazil")).await;
    assert!(start.concat().contains("You name Asia as your part of the world, and Brazil as your country"));
}

#[tokio::test]
async fn what_may_well_hold_is_not_asked_about() {
    let mut app = TestApp::new().await;
    for answers in [
        vec![("upfront_cost", "100000"), ("capital_band", "20000_plus")],
        vec![("upfront_cost", "100000"), ("capital_band", "none"), ("currency", "SEK")],
        vec![("months_until_copied", "8"), ("months_until_halved", "6")],
        vec![("country", "Turkey")],
        vec![("country", "Georgia"), ("region", "asia")],
        vec![("country", "Somewhere on the Danube")],
        vec![("teaching_share", "51_99"), ("sells_on_topic", "yes")],
        vec![("first_month", "9")],
    ] {
        let asked = asked(&mut app, with(a_submission(), &answers)).await;
        assert!(asked.is_empty(), "{answers:?}: {asked:?}");
    }
}
