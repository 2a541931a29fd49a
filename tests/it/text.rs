//! What people type is read as it is seen: letters count, what cannot be seen does not, and a dot is no link.

use crate::support::{Answer, SomebodyElse, TestApp, a_start, a_submission};
use axum::http::StatusCode;
use firstbucket::values::ItemId;
use sqlx::PgPool;

const STORY: &str = "I wrote worksheets for two schools nearby, and each wanted its own layout, which took me all of my evenings.";

async fn stored(db: &PgPool) -> (String, String, Vec<String>) {
    let last = "select headline, what_i_did, tools from submission_revisions order by id desc limit 1";
    sqlx::query_as(last).fetch_one(db).await.unwrap()
}

fn complaint(answer: &Answer, field: &str) -> String {
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
    answer.all(&format!(".errs a[href='#{field}']")).concat()
}

#[tokio::test]
async fn a_text_is_as_long_as_what_can_be_seen_of_it() {
    let mut app = TestApp::new().await;
    let link = a_submission().begin(&mut app).await;
    for filler in [
        "\u{200B}", "\u{2800}", "\u{3164}", "\u{1160}", "\u{AD}", "\u{2060}", "\u{FE0F}", "\u{180E}",
        "\u{3000}",
    ] {
        let typed = format!("Too short{}!", filler.repeat(100));
        let refused = a_submission().with("what_i_did", &typed).save(&mut app, &link, "story").await;
        let said = complaint(&refused, "what_i_did");
        assert!(said.starts_with("Your story ") && !said.contains("fewer"), "{filler:?}: {said}");
        assert_eq!(refused.body.matches(&typed).count(), 1, "{filler:?}: the words come back as typed");
        let nothing =
            a_submission().with("headline", &filler.repeat(40)).save(&mut app, &link, "story").await;
        assert_eq!(complaint(&nothing, "headline"), "Your headline is missing", "{filler:?}");
    }
    let heaps = "a\u{301}\u{302}".repeat(40);
    let refused = a_submission().with("what_i_did", &heaps).save(&mut app, &link, "story").await;
    let said = "Your story must be 80 characters or more; 40 of its 120 can be seen";
    assert_eq!(complaint(&refused, "what_i_did"), said);
}

#[tokio::test]
async fn what_turns_the_direction_is_named_and_what_harms_nothing_is_taken_out() {
    let mut app = TestApp::new().await;
    let db = app.database.pool();
    let link = a_submission().begin(&mut app).await;
    for (typed, said) in [
        (
            format!("{STORY}\u{202E}exe"),
            "Your story has an invisible character (U+202E, right-to-left override) at place 109; take it out",
        ),
        (
            format!("\u{E0041}{STORY}"),
            "Your story has an invisible character (U+E0041, tag character) at place 1; take it out",
        ),
        (
            format!("a\r\nb\u{FFFE}{STORY}"),
            "Your story has an invisible character (U+FFFE, noncharacter) at place 4; take it out",
        ),
        (format!("{STORY}\u{9F}"), "This has a character we cannot keep, at place 109; take it out"),
        (
            format!("z{}{STORY}", "\u{336}".repeat(12)),
            "Your story has more than 8 marks on one letter, at place 10; take them out",
        ),
    ] {
        let refused = a_submission().with("what_i_did", &typed).save(&mut app, &link, "story").await;
        assert_eq!(complaint(&refused, "what_i_did"), said);
    }
    let sent = a_submission()
        .with("headline", "\u{FEFF}Forty\u{200B} tra\u{AD}vel posts\u{200F}, then \u{2068}none\u{2069}")
        .with("what_i_did", &format!("می\u{200C}خواهم 👩🏽\u{200D}💻 {STORY}"))
        .with("tools", "Mid\u{200B}journey, \u{3164}, a chat\u{2060} assistant");
    sent.send(&mut app).await;
    let (headline, story, tools) = stored(&db).await;
    assert_eq!(headline, "Forty travel posts, then none");
    assert_eq!(story, format!("می\u{200C}خواهم 👩🏽\u{200D}💻 {STORY}"));
    assert_eq!(tools, ["Midjourney", "a chat assistant"]);
}

#[tokio::test]
async fn line_ends_of_every_kind_are_kept_as_line_ends() {
    let mut app = TestApp::new().await;
    let db = app.database.pool();
    for end in ["\r\n", "\r", "\n", "\u{85}", "\u{2028}", "\u{2029}", "\u{B}", "\u{C}"] {
        let typed = format!("{STORY}{end}Then I stopped.{end}{end}In spring.");
        a_submission().with("what_i_did", &typed).send(&mut app).await;
        assert_eq!(stored(&db).await.1, format!("{STORY}\nThen I stopped.\n\nIn spring."), "{end:?}");
        let link = a_submission().begin(&mut app).await;
        a_submission().with("what_i_did", &typed).fill(&mut app, &link).await;
        let checked = app.get(&format!("{link}/check")).await.body;
        assert!(checked.contains("Then I stopped.<br><br>In spring."), "{end:?}");
    }
}

/// What the checks found of the newest report, by its page for moderators.
async fn noticed(mara: &mut SomebodyElse, db: &PgPool) -> Vec<String> {
    let item: ItemId = sqlx::query_scalar("select max(id) from review_items").fetch_one(db).await.unwrap();
    mara.claim(item).await;
    let signals: Vec<String> = sqlx::query_scalar(
        "select s ->> 'words' from review_items, jsonb_array_elements(signals) s where id = $1 and s ->> 'rule' in ('links', 'advertising')",
    )
    .bind(item)
    .fetch_all(db)
    .await
    .unwrap();
    signals
}

#[tokio::test]
async fn a_tool_with_a_dot_is_no_link_and_an_address_is_for_moderators_to_judge_however_disguised() {
    let mut app = TestApp::new().await;
    let db = app.database.pool();
    let mut mara = app.moderator("mara").await;
    let calm = "I wrote with Copy.ai and Make.com, on ASP.NET and node.js, for guests of Booking.com whom monday.com sent me, e.g. in May.";
    let tools = "Copy.ai, Make.com, ASP.NET, Booking.com, monday.com, node.js, Perplexity.ai";
    a_submission().with("what_i_did", calm).with("tools", tools).send(&mut app).await;
    assert_eq!(noticed(&mut mara, &db).await, [""; 0]);

    for (words, found) in [
        ("https://shop.example/buy", vec!["https://shop.example/buy"]),
        ("www.goldpath.example", vec!["www.goldpath.example"]),
        ("goldpath.shop/start", vec!["goldpath.shop/start"]),
        ("goldpath.xyz and again goldpath.xyz", vec!["goldpath.xyz", "goldpath.xyz"]),
        ("gоldраth.соm", vec!["gоldраth.соm"]),
        ("ｇｏｌｄｐａｔｈ．ｚｉｐ", vec!["ｇｏｌｄｐａｔｈ．ｚｉｐ"]),
        ("goldpath[.]lol, goldpath (dot) example", vec!["goldpath[.]lol", "goldpath (dot) example"]),
        ("еxample.рф", vec!["еxample.рф"]),
        ("раssіvе іnсоmе", vec!["раssіvе іnсоmе"]),
        ("T e l e g r a m", vec!["T e l e g r a m"]),
        ("79111234 by WhatsApp", vec!["79111234", "WhatsApp"]),
    ] {
        let advert = format!("{STORY} See {words}, it is all there.");
        a_submission().with("what_i_did", &advert).send(&mut app).await;
        assert_eq!(noticed(&mut mara, &db).await, found, "{words}");
        assert_eq!(stored(&db).await.1, advert);
    }
    let plan = a_start().with("what_i_did", "").with("if_copied", "Buy at goldpath.shop/start then");
    plan.send(&mut app).await;
    assert_eq!(noticed(&mut mara, &db).await, ["goldpath.shop/start"]);
}

#[tokio::test]
async fn what_its_author_calls_none_of_the_paths_is_a_signal_and_is_read_for_ways_out_as_every_field_is() {
    let mut app = TestApp::new().await;
    let db = app.database.pool();
    let mut mara = app.moderator("mara").await;
    let plain = "Voices for audio books, read by a machine";
    let way_out = "Voices, see goldpath[.]lol";
    for report in [a_submission(), a_start()] {
        for (typed, signals) in [
            ("", vec![]),
            (plain, vec![("other_path", plain)]),
            (way_out, vec![("links", "goldpath[.]lol"), ("other_path", way_out)]),
        ] {
            report.clone().with("path_other", typed).send(&mut app).await;
            let item: ItemId =
                sqlx::query_scalar("select max(id) from review_items").fetch_one(&db).await.unwrap();
            mara.claim(item).await;
            let found: Vec<(String, String)> = sqlx::query_as(
                "select s ->> 'rule', s ->> 'words' from review_items, jsonb_array_elements(signals) s
                 where id = $1 and s ->> 'field' = 'path_other'",
            )
            .bind(item)
            .fetch_all(&db)
            .await
            .unwrap();
            let found: Vec<(&str, &str)> = found.iter().map(|(rule, words)| (&**rule, &**words)).collect();
            assert_eq!(found, signals);
        }
    }
}

#[tokio::test]
async fn a_report_without_a_visible_word_is_refused_with_every_sign_kept() {
    let mut app = TestApp::new().await;
    let link = a_submission().begin(&mut app).await;
    for silent in ["!", "😀", "7", "—", "٣", "*\u{301}", "。", "🇬🇧", "ـ", "ˈ"] {
        let typed = silent.repeat(120);
        let refused = a_submission().with("what_i_did", &typed).save(&mut app, &link, "story").await;
        assert_eq!(complaint(&refused, "what_i_did"), "Your story must be in words; it has none", "{silent}");
        assert_eq!(refused.body.matches(&typed).count(), 1, "{silent}: the words come back as typed");
        let typed = silent.repeat(20);
        let refused = a_submission().with("headline", &typed).save(&mut app, &link, "story").await;
        assert_eq!(
            complaint(&refused, "headline"),
            "Your headline must be in words; it has none",
            "{silent}"
        );
    }
    let start = a_start().begin(&mut app).await;
    let refused = a_start().with("what_i_did", "1234 …").save(&mut app, &start, "story").await;
    assert_eq!(complaint(&refused, "what_i_did"), "Your plan must be in words; it has none");
}

#[tokio::test]
async fn words_are_found_whatever_hides_in_them() {
    let mut app = TestApp::new().await;
    let asked = |words: &str| format!("/search?{}", serde_html_form::to_string([("q", words)]).unwrap());
    app.get("/paths").await;
    firstbucket::content::load_embedded(&app.database.pool()).await.unwrap();
    let plain = app.get(&asked("consulting")).await.all(".rep h2");
    assert!(!plain.is_empty());
    for hidden in
        ["con\u{200B}sulting", "\u{202E}consulting", "con\u{AD}sulting\u{FEFF}", "\u{2067}consulting\u{2069}"]
    {
        assert_eq!(app.get(&asked(hidden)).await.all(".rep h2"), plain, "{hidden:?}");
    }
    let nothing = app.get(&asked("\u{200B}\u{2800}")).await;
    assert!(nothing.says("Put words in “quotation marks”"), "nothing was asked");
}
