use crate::support::{Answer, TestApp, an_experience};
use axum::http::StatusCode;
use firstbucket::{content, reports::TeachingShare};

/// In the order of the article. A new path of `content/` stands here, too.
const EVERY_PATH: &[&str] = &[
    "Content creation",
    "Small AI tools",
    "Consulting for small firms",
    "Data services",
    "E-commerce services",
    "Teaching AI",
    "Investing and incubating",
];

/// The site with the directory's own content and no report.
async fn the_directory() -> TestApp {
    let app = TestApp::new().await;
    content::load_embedded(&app.database.pool()).await.unwrap();
    app
}

/// A directory with reports on content creation: so many that earned, and so many that did not.
async fn reported(earned: i64, failed: i64) -> TestApp {
    let app = the_directory().await;
    let db = app.database.pool();
    for step in 0..earned {
        an_experience().monthly(100 + step).publish(&db).await;
    }
    for _ in 0..failed {
        an_experience().monthly(0).publish(&db).await;
    }
    app
}

fn names(page: &Answer) -> Vec<String> {
    page.all(".pcard h2")
}

#[tokio::test]
async fn all_paths_stand_in_the_order_of_the_article() {
    let page = the_directory().await.get("/paths").await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(names(&page), EVERY_PATH);
    assert_eq!(page.all(".count"), [format!("{} paths", EVERY_PATH.len())]);
    assert!(page.says("Nobody has reported on these paths yet. We show no numbers until five people have."));
    assert!(page.all(".left").is_empty() && page.attributes("meta[name=robots]", "content").is_empty());
}

#[tokio::test]
async fn facets_narrow_the_list_and_count_under_all_the_others() {
    let mut app = the_directory().await;
    let page = app.get("/paths?risk=high&risk=very_high&startup_capital=under_50").await;
    assert_eq!(names(&page), ["Content creation", "Small AI tools", "E-commerce services"]);
    assert_eq!(page.all(".count"), [format!("3 of {} paths match", EVERY_PATH.len())]);
    let count = |key: &str, word: &str| {
        let labels = format!("label:has([name={key}][value=\"{word}\"]) .c");
        page.all(&labels).concat().replace(" paths", "").replace(" path", "")
    };
    assert_eq!(count("risk", "moderate"), "2", "E-commerce services and Teaching AI");
    assert_eq!(count("startup_capital", "20000_plus"), "1");
    assert_eq!(count("competition", "extreme"), "1");
    assert_eq!(count("competition", "low"), "0");
    let inert = page.attributes("[name=competition][disabled]", "value");
    assert!(inert.contains(&"low".to_owned()), "{inert:?}");

    for (query, found) in [
        ("income_model=dataset_sale", "Data services"),
        ("moat_source=niche_fit", "Small AI tools"),
        (
            "skills=managing_people&nature=small_business&moat=not_stated&competition=not_stated&risk=moderate",
            "Data services",
        ),
        (
            "what_you_sell=advice&certainty=very_low&time_to_first_income=not_enough_data",
            "Consulting for small firms",
        ),
        ("at_stake=reputation&domain_expertise=required", "Teaching AI"),
        ("barrier_to_entry=very_low", "Content creation"),
    ] {
        assert_eq!(names(&app.get(&format!("/paths?{query}")).await), [found], "{query}");
    }
}

#[tokio::test]
async fn each_choice_is_a_chip_that_takes_it_back() {
    let mut app = the_directory().await;
    let page = app.get("/paths?risk=very_high&nature=investing&sort=name").await;
    let chips = page.attributes(".chip", "href");
    assert_eq!(chips, ["/paths?nature=investing&sort=name", "/paths?risk=very_high&sort=name"]);
    assert_eq!(
        page.all(".chip"),
        ["Remove filter: Risk: Very high", "Remove filter: What it amounts to: Investing"]
    );
    assert_eq!(names(&app.get(&chips[1]).await), ["E-commerce services", "Investing and incubating"]);
}

#[tokio::test]
async fn nonsense_is_the_default_view() {
    let mut app = the_directory().await;
    let page = app.get("/paths?risk=enormous&q=x&page=9&sort=best&utm_source=mail").await;
    assert_eq!(names(&page), EVERY_PATH);
    assert!(page.attributes("link[rel=canonical]", "href")[0].ends_with("/paths"), "{}", page.body);
}

#[tokio::test]
async fn paths_are_ordered_by_what_they_ask_and_never_by_what_they_promise() {
    let mut app = the_directory().await;
    let first_and_last = |page: Answer| (names(&page)[0].clone(), names(&page).pop().unwrap());
    for (order, first, last) in [
        ("barrier", "Content creation", "Investing and incubating"),
        ("capital", "Consulting for small firms", "Data services"),
        ("name", "Consulting for small firms", "Teaching AI"),
    ] {
        let page = app.get(&format!("/paths?sort={order}")).await;
        assert_eq!(first_and_last(page), (first.to_owned(), last.to_owned()), "{order}");
    }
}

#[tokio::test]
async fn what_the_filters_leave_out_is_named_with_the_reason() {
    let mut app = the_directory().await;
    let page = app.get("/paths?competition=low&risk=moderate").await;
    assert_eq!(
        page.all(".left summary"),
        [format!("{} paths left out by your filters", EVERY_PATH.len() - 1)]
    );
    let reasons = page.all(".left li");
    assert_eq!(
        reasons[0],
        "Content creation, because competition is high, not low; risk is high, not moderate."
    );
    assert_eq!(reasons[2], "Data services, because competition is not stated, not low.");
    assert_eq!(page.attributes("meta[name=robots]", "content"), ["noindex"]);
}

#[tokio::test]
async fn an_empty_list_says_which_filter_to_take_away() {
    let mut app = the_directory().await;
    let page = app.get("/paths?risk=moderate&barrier_to_entry=very_low&competition=low").await;
    assert!(page.says("No path matches all 3 filters"));
    assert_eq!(page.all(".note li"), ["1 path without “Barrier to entry: Very low”"]);
    let way_on = page.attributes(".note li a", "href")[0].clone();
    assert_eq!(names(&app.get(&way_on).await), ["Consulting for small firms"]);
}

#[tokio::test]
async fn a_path_without_reports_is_a_whole_page() {
    let mut app = the_directory().await;
    for slug in [
        "content-creation",
        "ai-tools",
        "consulting",
        "data-services",
        "ecommerce-services",
        "ai-education",
        "investing",
    ] {
        let page = app.get(&format!("/paths/{slug}")).await;
        assert_eq!(page.status, StatusCode::OK, "{slug}");
        let order = [
            "In short",
            "What happens to people who start",
            "What the human must do",
            "How it fails",
            "How it worked",
            "Who should not",
            "First steps, and signs to stop",
            "From readers",
            "How sure are we?",
        ];
        assert_eq!(page.all("article section > h2"), order, "{slug}");
        assert!(page.says("Nobody has reported on this path yet. We show no numbers until five people have. Have you tried it?"));
        assert_eq!(page.all(".facts details").len(), 9, "every rating says why: {slug}");
        assert!(page.all("article li").len() > 15, "{slug}");
        assert!(page.says("Certainty: Very low."), "{slug}");
        assert!(page.all("figure").is_empty(), "{slug}");
    }
}

#[tokio::test]
async fn quick_facts_say_where_they_come_from_and_what_is_not_stated() {
    let mut app = the_directory().await;
    let page = app.get("/paths/data-services").await;
    assert!(page.body.contains("<dd>Management<small>strength not stated</small>"), "{}", page.body);
    assert!(page.all(".facts summary").contains(&"Competition: Not stated. Why?".to_owned()));
    assert!(page.says("The article does not say how crowded the field is"));
    assert!(page.says("Stated in the article. Why?") && page.says("Our estimate. Why?"));
    let page = app.get("/paths/ecommerce-services").await;
    assert!(page.says("We warn against this one"));
    assert_eq!(page.all("#worked .case h3"), ["Listings rewritten and tested, shop by shop"]);
}

#[tokio::test]
async fn a_path_s_page_tells_machines_where_it_stands() {
    let mut app = the_directory().await;
    let page = app.get("/paths/content-creation").await;
    let data: serde_json::Value =
        serde_json::from_str(&page.all("script[type='application/ld+json']").concat()).unwrap();
    assert_eq!(data["@graph"][0]["itemListElement"][2]["name"], "Content creation");
    assert_eq!(data["@graph"][1]["dateModified"], "2026-11-22");
    sqlx::query(
        "update paths set name = '</script><script>alert(1)</script>' where slug = 'content-creation'",
    )
    .execute(&app.database.pool())
    .await
    .unwrap();
    let page = app.get("/paths/content-creation").await;
    assert!(!page.body.contains("<script>alert"), "{}", page.body);
}

#[tokio::test]
async fn four_reports_are_stories_and_five_are_counts() {
    let mut app = reported(1, 3).await;
    let page = app.get("/paths/content-creation").await;
    assert_eq!(page.all("#results .few"), ["Only 4"]);
    assert!(page.all("#results .facts").is_empty() && page.all("figure").is_empty());
    assert_eq!(page.all("#stories .rep").len(), 4);

    an_experience().monthly(0).publish(&app.database.pool()).await;
    let page = app.get("/paths/content-creation").await;
    let facts = page.all("#results .facts div").join("|");
    assert!(facts.contains("Of those who wrote to us afterwards, had earned1 of 5"), "{facts}");
    assert!(facts.contains("4 had not so far, 0 never did"), "{facts}");
    assert!(facts.contains("Registered starts that had earnedToo few registered starts are due"), "{facts}");
    assert!(page.says("All 5 reports, one by one"));
    assert!(page.all("#results .facts .unk").contains(&"Too few reports".to_owned()));
    assert!(page.all(".bar-c").is_empty(), "shares are drawn from twenty reports on");
}

#[tokio::test]
async fn twenty_reports_have_a_middle_and_shares_and_sellers_are_left_out() {
    let mut app = reported(8, 12).await;
    let seller =
        an_experience().monthly(9_000).with(|report| report.seller.teaching_share = TeachingShare::All);
    seller.publish(&app.database.pool()).await;
    let page = app.get("/paths/content-creation").await;
    assert!(page.says("Half of the reports show $0 a month or less"), "{}", page.body);
    assert!(page.says("Published and in no figure: 1 by people who sell about the path."));
    assert_eq!(page.all(".shares .bar-c").len(), 5);
    assert_eq!(page.all("#stories .rep").len(), 5);
    assert!(page.says("All 21 reports on this path"));
    let list = app.get("/paths").await;
    assert!(list.says("8 of 20"), "{}", list.body);
}

#[tokio::test]
async fn a_comparison_has_a_column_for_each_path() {
    let mut app = the_directory().await;
    let page = app.get("/paths/compare").await;
    assert_eq!((page.all("table").len(), page.all("select").len()), (0, 3));
    assert_eq!(page.all("#path-1 option").len(), EVERY_PATH.len() + 1);

    let page = app.get("/paths/compare?path=investing").await;
    assert_eq!(page.all("thead th a"), ["Investing and incubating"]);
    assert!(page.says("Choose a second path") && page.all("#apart").is_empty());

    let page = app.get("/paths/compare?path=investing&path=ai-tools&path=").await;
    assert_eq!(page.all("thead th a"), ["Investing and incubating", "Small AI tools"]);
    assert!(page.says("Barrier to entry: very high for Investing and incubating, low for Small AI tools."));
    assert!(page.says("Expertise in a field: required, alike."));
    assert_eq!(page.attributes("select option[selected]", "value"), ["investing", "ai-tools"]);
    let canonical = page.attributes("link[rel=canonical]", "href");
    assert!(canonical[0].ends_with("/paths/compare?path=investing&path=ai-tools"), "{canonical:?}");
    assert!(page.all("caption").iter().all(|caption| !caption.is_empty()));
}

#[tokio::test]
async fn more_than_three_paths_are_three_and_strangers_none_and_both_is_said() {
    let mut app = the_directory().await;
    let page =
        app.get("/paths/compare?path=investing&path=ai-tools&path=consulting&path=data-services").await;
    assert_eq!(page.all("thead th a").len(), 3);
    assert!(page.says("You chose more than three paths. These are the first three."));

    let page = app.get("/paths/compare?path=lottery&path=ai-tools&path=ai-tools").await;
    assert_eq!(page.all("thead th a"), ["Small AI tools"]);
    assert!(page.says("We know no path “lottery”; it is left out."));
    let page = app.get("/paths/compare?path=lottery").await;
    assert_eq!((page.status, page.all("table").len()), (StatusCode::OK, 0));
}

#[tokio::test]
async fn a_comparison_shows_figures_only_where_there_are_enough_reports() {
    let mut app = reported(12, 0).await;
    let page = app.get("/paths/compare?path=content-creation&path=ai-tools").await;
    let rows = page.all("tbody th[scope=row]");
    assert!(rows.contains(&"Middle report, a month".to_owned()), "{rows:?}");
    assert!(page.all("td .unk").contains(&"Too few reports".to_owned()));
    assert!(page.all(".clear").is_empty(), "nothing is clear beside an unknown");
}

#[tokio::test]
async fn what_is_no_path_is_not_found() {
    let mut app = the_directory().await;
    for address in ["/paths/lottery", "/paths/Investing", "/paths/%00", "/paths/investing/more"] {
        assert_eq!(app.get(address).await.status, StatusCode::NOT_FOUND, "{address}");
    }
}

#[tokio::test]
async fn an_editors_change_is_what_readers_see_after_a_restart() {
    let mut app = the_directory().await;
    let db = app.database.pool();
    sqlx::query("update paths set tagline = 'Mended', edited_at = now(), content_hash = 'old' where slug = 'investing'")
        .execute(&db)
        .await
        .unwrap();
    content::load_embedded(&db).await.unwrap();
    assert!(app.get("/paths/investing").await.says("Mended. "));
}
