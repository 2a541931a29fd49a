//! Editors change the directory, and readers are told.

use crate::support::{Answer, FilledIn, SomebodyElse, TestApp, paths_of_content};
use axum::http::{StatusCode, header};
use firstbucket::{content, paths::Dimension, values::ClosedList as _};
use sqlx::PgPool;

const TOOLS: &str = "/admin/paths/ai-tools";
const RISK: &str = "/admin/paths/ai-tools/ratings/risk";
const SHOPS: &str = "/admin/cases/listings-shop-by-shop";
const WHY: &str = "A reader showed us that it was the other way round.";

/// A site with its content, and somebody who edits it.
async fn with_mara() -> (TestApp, SomebodyElse, PgPool) {
    let app = TestApp::new().await;
    let db = app.database.pool();
    content::load_embedded(&db).await.unwrap();
    let mara = app.staff("mara", "editor").await;
    (app, mara, db)
}

/// The form at this address as it opens, with a reason.
async fn opened(who: &mut SomebodyElse, url: &str) -> FilledIn {
    let page = who.get(url).await;
    assert_eq!(page.status, StatusCode::OK, "{url}");
    page.form("form.form").with("cause", "correction").with("why", WHY)
}

async fn send(who: &mut SomebodyElse, url: &str, form: &FilledIn, step: &str) -> Answer {
    who.post(url, &form.clone().with("step", step).pairs()).await
}

/// Changes one field and saves.
async fn change(who: &mut SomebodyElse, url: &str, field: &str, words: &str) {
    let form = opened(who, url).await.with(field, words);
    let saved = send(who, url, &form, "save").await;
    assert_eq!(
        (saved.status, saved.location()),
        (StatusCode::SEE_OTHER, &*format!("{url}?done=saved")),
        "{}",
        saved.body
    );
}

async fn history_of(db: &PgPool) -> Vec<(String, String, String)> {
    sqlx::query_as("select fact, old, new from edited_facts order by edit_id, position")
        .fetch_all(db)
        .await
        .unwrap()
}

#[tokio::test]
async fn a_change_is_previewed_saved_and_told_to_readers() {
    let (mut app, mut mara, db) = with_mara().await;
    let form = opened(&mut mara, TOOLS).await.with("tagline", "Quick to build, <b>quick</b> to copy");

    let preview = send(&mut mara, TOOLS, &form, "preview").await;
    assert_eq!(preview.all("main .lede")[0].split(". ").next(), Some("Quick to build, <b>quick</b> to copy"));
    assert_eq!(preview.all("main h1"), ["Small AI tools"], "the page's real look");
    assert_eq!(preview.all("aside del"), ["Easy to build, for everyone else too"]);
    assert!(history_of(&db).await.is_empty() && !app.get("/paths/ai-tools").await.says("Quick to build"));

    let again = send(&mut mara, TOOLS, &preview.form("aside form"), "edit").await;
    assert_eq!(again.form("form.form").value("tagline"), "Quick to build, <b>quick</b> to copy");
    let saved = send(&mut mara, TOOLS, &preview.form("aside form"), "save").await;
    assert_eq!(saved.location(), "/admin/paths/ai-tools?done=saved");
    assert!(mara.get(saved.location()).await.says("Saved. Readers see it now"));

    let page = app.get("/paths/ai-tools").await;
    assert!(page.says("Quick to build, <b>quick</b> to copy. "));
    assert!(page.attributes("a[href]", "href").contains(&"/paths/ai-tools/history".to_owned()));
    for address in ["/paths/ai-tools/history", "/corrections", "/corrections?cause=correction&path=ai-tools"]
    {
        let told = app.get(address).await;
        assert_eq!(told.all("article h2 a"), ["Small AI tools"], "{address}");
        assert!(told.says("Correction: ") && told.says(WHY), "{address}");
        assert_eq!(told.all("article dt"), ["Tagline"]);
        assert_eq!(told.all("article ins"), ["Quick to build, <b>quick</b> to copy"]);
        assert!(
            !told.says("mara") && told.says(", editor."),
            "{address}: a handle and a role, never the account"
        );
    }
    for address in ["/corrections?cause=update", "/corrections?path=investing", "/paths/investing/history"] {
        assert!(app.get(address).await.all("article").is_empty(), "{address}");
    }
    let version: i32 =
        sqlx::query_scalar("select version from paths where slug = 'ai-tools'").fetch_one(&db).await.unwrap();
    assert_eq!(version, 2);
}

#[tokio::test]
async fn two_editors_on_one_path_lose_nothing() {
    let (mut app, mut mara, db) = with_mara().await;
    let mut tomas = app.staff("tomas", "editor").await;
    let theirs = opened(&mut tomas, TOOLS).await;
    let mine =
        opened(&mut mara, TOOLS).await.with("tagline", "What mara says").with("must_bring", "Your own trade");
    assert_eq!(send(&mut mara, TOOLS, &mine, "save").await.status, StatusCode::SEE_OTHER);

    let theirs = theirs.with("tagline", "What tomas says").with("body", "Told **anew** by tomas.");
    for step in ["preview", "save"] {
        let late = send(&mut tomas, TOOLS, &theirs, step).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert_eq!(late.all("article ins"), ["What mara says", "Your own trade"], "what changed meanwhile");
        assert_eq!(late.all("form .note .told"), ["What mara says"], "beside the field that both changed");
        let kept = late.form("form.form");
        assert_eq!(kept.value("tagline"), "What tomas says");
        assert_eq!(kept.value("body"), "Told **anew** by tomas.");
        assert_eq!(kept.value("must_bring"), "Your own trade", "what tomas did not touch is as mara left it");
        assert_eq!((kept.value("version"), kept.value("why")), ("2", WHY));
    }
    let late = send(&mut tomas, TOOLS, &theirs, "save").await;
    assert_eq!(send(&mut tomas, TOOLS, &late.form("form.form"), "save").await.status, StatusCode::SEE_OTHER);

    let page = app.get("/paths/ai-tools").await;
    assert!(page.says("What tomas says") && page.says("Told anew by tomas.") && page.says("Your own trade"));
    let facts: Vec<String> = history_of(&db).await.into_iter().map(|(fact, ..)| fact).collect();
    assert_eq!(facts, ["tagline", "must_bring", "tagline", "body"]);
    assert_eq!(app.get("/paths/ai-tools/history").await.all("article").len(), 2);
}

#[tokio::test]
async fn of_two_who_save_at_once_one_is_told() {
    let (app, mut mara, db) = with_mara().await;
    let mut tomas = app.staff("tomas", "editor").await;
    for round in 0..20 {
        let url = if round % 2 == 0 { RISK } else { TOOLS };
        let field = if round % 2 == 0 { "source" } else { "tagline" };
        let hers = opened(&mut mara, url)
            .await
            .with("source", "the rows")
            .with(field, &format!("Round {round} of mara"));
        let his = hers.clone().with(field, &format!("Round {round} of tomas"));
        let answers = tokio::join!(send(&mut mara, url, &hers, "save"), send(&mut tomas, url, &his, "save"));
        let mut statuses = [answers.0.status.as_u16(), answers.1.status.as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [303, 409], "round {round}");
        let late = if answers.0.status == StatusCode::CONFLICT { answers.0 } else { answers.1 };
        assert_eq!(late.all("form .note .told").len(), 1, "round {round}: {}", late.body);
    }
    let edits: i64 = sqlx::query_scalar("select count(*) from edits").fetch_one(&db).await.unwrap();
    assert_eq!(edits, 20);
}

#[tokio::test]
async fn a_rating_needs_value_basis_rationale_and_source() {
    let (mut app, mut mara, db) = with_mara().await;
    let form = opened(&mut mara, RISK).await;
    assert_eq!(
        (form.value("values"), form.value("detail"), form.value("basis")),
        ("high", "copied", "article")
    );
    let good = form.clone().with("source", "Twelve reports of 2026");
    for (bad, complaint) in [
        (form.clone(), "The source is missing"),
        (good.clone().with("rationale", " "), "The rationale is missing"),
        (good.clone().with("basis", ""), "Choose where the value comes from"),
        (good.clone().with("values", "sky_high"), "Choose from the list"),
        (
            good.clone().with("basis", "not_stated"),
            "Untick every value, or choose a basis other than “Not stated”",
        ),
        (good.clone().without("values").without("detail"), "Choose a value, or “Not stated” as the basis"),
        (good.clone().with("why", "short"), "The reason must be 10 characters or more; it has 5"),
        (good.clone().without("cause"), "Choose whether this is a correction or an update"),
    ] {
        let answer = send(&mut mara, RISK, &bad, "save").await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{complaint}");
        assert_eq!(answer.all(".errs a"), [complaint]);
        assert_eq!(answer.form("form.form").value("rationale").trim(), bad.value("rationale").trim());
    }
    let several = good
        .with("values", "moderate")
        .and("values", "very_high")
        .with("basis", "reports")
        .with("cause", "update");
    assert!(send(&mut mara, RISK, &several, "preview").await.says("Moderate or very high"));
    assert_eq!(send(&mut mara, RISK, &several, "save").await.status, StatusCode::SEE_OTHER);

    let page = app.get("/paths/ai-tools").await;
    assert!(page.says("Moderate or very high") && page.says("Source: Twelve reports of 2026."));
    let told = app.get("/corrections?cause=update").await;
    assert_eq!(told.all("article dt"), ["Risk: value", "Risk: basis", "Risk: source"]);
    assert!(told.says("Update: ") && told.says("From readers’ reports"), "{}", told.body);
    assert_eq!(
        history_of(&db).await[0],
        ("rating.risk.values".into(), "high".into(), "moderate\nvery_high".into())
    );

    let none = opened(&mut mara, RISK).await.without("values").without("detail").with("basis", "not_stated");
    assert_eq!(send(&mut mara, RISK, &none, "save").await.status, StatusCode::SEE_OTHER);
    assert!(
        app.get("/paths/ai-tools")
            .await
            .all(".facts dd.unk")
            .iter()
            .any(|fact| fact.starts_with("Not stated"))
    );
}

#[tokio::test]
async fn a_case_study_is_changed_with_its_numbers() {
    let (mut app, mut mara, db) = with_mara().await;
    let form = opened(&mut mara, SHOPS).await;
    let figures = form
        .value("figures")
        .replace("range 1500 to 4200", "range 100 to 300")
        .replace("$1,500 to $4,200", "$100 to $300");
    let form =
        form.with("figures", &figures).with("outcome", "mixed").with("steps", "human: Writes by hand.");

    let preview = send(&mut mara, SHOPS, &form, "preview").await;
    assert!(
        preview.says("Human: Writes by hand.") && preview.says("$100 to $300 a month"),
        "{}",
        preview.body
    );
    assert_eq!(send(&mut mara, SHOPS, &form, "save").await.status, StatusCode::SEE_OTHER);

    assert!(app.get("/cases/listings-shop-by-shop").await.says("$100 to $300 a month"));
    let cents: i64 =
        sqlx::query_scalar("select monthly_cents from case_studies where slug = 'listings-shop-by-shop'")
            .fetch_one(&db)
            .await
            .unwrap();
    assert_eq!(cents, 20_000, "the income facet follows");
    let told = app.get("/cases/listings-shop-by-shop/history").await;
    assert_eq!(told.all("article dt"), ["Outcome", "Who did what", "Numbers"]);
    assert!(app.get("/corrections?path=ecommerce-services").await.says("Listings rewritten"));
    assert!(app.get("/paths/ecommerce-services/history").await.all("article").is_empty(), "another page");
}

#[tokio::test]
async fn whatever_the_files_hold_can_be_written_in_a_form() {
    let (_app, mut mara, db) = with_mara().await;
    let slugs: Vec<String> = sqlx::query_scalar(
        "select '/admin/paths/' || slug from paths union all select '/admin/cases/' || slug from case_studies",
    )
    .fetch_all(&db)
    .await
    .unwrap();
    assert_eq!(slugs.len(), paths_of_content() + 10);
    for url in slugs {
        let form = opened(&mut mara, &url).await;
        let answer = send(&mut mara, &url, &form, "save").await;
        assert_eq!(answer.all(".errs a"), ["Nothing above differs from what is there already"], "{url}");
    }
    for dimension in Dimension::ALL {
        let url = format!("/admin/paths/investing/ratings/{}", dimension.word());
        let form = opened(&mut mara, &url).await.with("source", "The article, path 7");
        let preview = send(&mut mara, &url, &form, "preview").await;
        assert_eq!(preview.all("aside dt"), [format!("{dimension}: source")], "{url}");
    }
}

#[tokio::test]
async fn what_cannot_be_taken_comes_back_with_every_word() {
    let (_app, mut mara, db) = with_mara().await;
    for (url, field, words, complaint) in [
        (TOOLS, "name", "a\0b", "The name has a character we cannot keep, at place 2; take it out"),
        (TOOLS, "name", "", "The name is missing"),
        (TOOLS, "ai_does", "article 99: Draws.", "Line 1: a fact has a number from 1 to 26, not “99”"),
        (
            TOOLS,
            "variants",
            "niche-tool | Niche tool | One simple function. | article",
            "Keep the line of “general-gpt”",
        ),
        (TOOLS, "variants", "a\0 | b", "Line 1: write"),
        (
            SHOPS,
            "figures",
            "It | price | exact 1e999 | usd_per_seat | net",
            "Line 1: “1e999” must be a plain number",
        ),
        (SHOPS, "last_checked_on", "9999-99-99", "The day of reading must be a date"),
        (SHOPS, "last_checked_on", "+9999-01-01", "The day of reading must be"),
        (SHOPS, "observed_year", "2025", "Say how exactly the time is known"),
        (SHOPS, "facts", "0", "a fact has a number"),
        (SHOPS, "variant", "niche-tool", "Choose a form of this path"),
        (SHOPS, "steps", "somebody: x", "Line 1: begin with"),
    ] {
        let form = opened(&mut mara, url).await.with(field, words).with("body", "Every word");
        let answer = send(&mut mara, url, &form, "save").await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}={words:?}: {}", answer.body);
        assert!(answer.all(".errs a").concat().contains(complaint), "{field}: {:?}", answer.all(".errs a"));
        let kept = answer.form("form.form");
        assert_eq!((kept.value("body"), kept.value("why")), ("Every word", WHY));
    }
    let taken = opened(&mut mara, TOOLS).await;
    let variants =
        format!("{}\nstock-images | Pictures | Taken elsewhere. | editor", taken.value("variants"));
    let answer = send(&mut mara, TOOLS, &taken.with("variants", &variants), "save").await;
    assert_eq!(answer.all(".errs a"), ["The short name “stock-images” is given twice; choose another"]);
    assert!(history_of(&db).await.is_empty());
    for url in [
        "/admin/paths/none",
        "/admin/cases/none",
        "/admin/paths/ai-tools/ratings/luck",
        "/paths/none/history",
        "/cases/%00/history",
    ] {
        assert_eq!(mara.get(url).await.status, StatusCode::NOT_FOUND, "{url}");
    }
}

#[tokio::test]
async fn no_words_in_any_field_make_a_form_fail() {
    let (_app, mut mara, _) = with_mara().await;
    let long = "long 📏".repeat(3_000);
    for url in [TOOLS, RISK, SHOPS] {
        let form = opened(&mut mara, url).await;
        for field in form.names() {
            for words in
                ["\0", "|", "||||||", "'\"<b>\u{202e}", "1e308", "article 99999999999999999999: x", &long]
            {
                let answer = send(&mut mara, url, &form.clone().with(&field, words), "preview").await;
                assert!(
                    [200, 409, 422].contains(&answer.status.as_u16()),
                    "{url} {field}={words:.20?}: {}",
                    answer.status
                );
            }
        }
    }
}

#[tokio::test]
async fn a_new_form_of_a_path_is_found_by_its_words() {
    let (mut app, mut mara, _) = with_mara().await;
    let form = opened(&mut mara, TOOLS).await;
    let variants = format!(
        "{}\nbrowser-helper | Browser helper | A zygomorphic helper. | editor | warned against",
        form.value("variants")
    );
    change(&mut mara, TOOLS, "variants", &variants).await;
    let page = app.get("/paths/ai-tools").await;
    assert!(page.says("The 3 forms it takes") && page.says("We warn against this one"));
    assert!(app.get("/search?q=zygomorphic").await.says("Small AI tools"));
}

#[tokio::test]
async fn the_database_itself_refuses_to_change_the_history() {
    let (_app, mut mara, db) = with_mara().await;
    change(&mut mara, TOOLS, "tagline", "Something else").await;
    for statement in [
        "update edits set why = 'Because'",
        "delete from edits",
        "truncate edits cascade",
        "update edited_facts set new = 'x'",
        "delete from edited_facts",
        "truncate edited_facts",
    ] {
        assert!(sqlx::query(statement).execute(&db).await.is_err(), "{statement}");
    }
    let why: String = sqlx::query_scalar("select why from edits").fetch_one(&db).await.unwrap();
    assert_eq!(why, WHY);
}

#[tokio::test]
async fn a_changed_file_leaves_edited_paths_ratings_and_cases_alone() {
    let (mut app, mut mara, db) = with_mara().await;
    change(&mut mara, TOOLS, "tagline", "As mara has it").await;
    change(&mut mara, SHOPS, "title", "As mara has it too").await;
    let investing = "/admin/paths/investing/ratings/risk";
    let form = opened(&mut mara, investing).await.with("source", "Asked around").with("values", "moderate");
    assert_eq!(send(&mut mara, investing, &form, "save").await.status, StatusCode::SEE_OTHER);
    sqlx::raw_sql("update paths set content_hash = 'old'; update case_studies set content_hash = 'old'")
        .execute(&db)
        .await
        .unwrap();

    let loaded = content::load_embedded(&db).await.unwrap();

    assert_eq!((loaded.paths, loaded.cases, loaded.kept), (paths_of_content() - 2, 9, 3));
    assert!(app.get("/paths/ai-tools").await.says("As mara has it. "));
    assert!(app.get("/cases/listings-shop-by-shop").await.says("As mara has it too"));
    assert!(app.get("/paths/investing").await.says("Source: Asked around."));
}

#[tokio::test]
async fn a_newer_file_between_opening_and_saving_is_shown_beside() {
    let (_app, mut mara, db) = with_mara().await;
    let form = opened(&mut mara, TOOLS).await.with("tagline", "What mara says");
    sqlx::query("update paths set version = 2, name = 'Tiny tools' where slug = 'ai-tools'")
        .execute(&db)
        .await
        .unwrap();
    let late = send(&mut mara, TOOLS, &form, "save").await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert_eq!(late.all("form .note .told"), ["Tiny tools", "Easy to build, for everyone else too"]);
    assert_eq!(late.form("form.form").value("tagline"), "What mara says");
}

#[tokio::test]
async fn the_feed_and_the_pages_have_the_newest_first() {
    let (mut app, mut mara, _) = with_mara().await;
    for number in 1..=12 {
        change(&mut mara, TOOLS, "tagline", &format!("Tagline number {number}")).await;
    }
    let first = app.get("/corrections").await;
    assert_eq!((first.all("article").len(), first.all("article ins")[0].as_str()), (10, "12"));
    assert_eq!(app.get("/corrections?page=2").await.all("article").len(), 2);
    assert_eq!(app.get("/paths/ai-tools/history?page=2").await.all("article").len(), 2);

    let feed = app.get("/corrections.atom?cause=correction&path=ai-tools").await;
    assert_eq!(feed.headers[header::CONTENT_TYPE], "application/atom+xml; charset=utf-8");
    let feed = roxmltree::Document::parse(&feed.body).unwrap();
    let entries: Vec<_> = feed.descendants().filter(|node| node.tag_name().name() == "entry").collect();
    assert_eq!(entries.len(), 12);
    let said = |name: &str| {
        let node = entries[0].children().find(|node| node.tag_name().name() == name).unwrap();
        node.text().unwrap_or_default().to_owned()
    };
    assert_eq!(said("title"), "Correction: Small AI tools");
    assert!(said("summary").contains("Tagline: was “Tagline number 11”, is now “Tagline number 12”."));
    assert!(!app.get("/corrections.atom?cause=update").await.body.contains("<entry>"));
}
