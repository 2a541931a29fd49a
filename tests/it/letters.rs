//! Letters to authors about decisions, and the addresses that letters can be written to.

use crate::support::{
    ASubmission, Letter, MailServer, Moment, SomebodyElse, TestApp, a_start, a_submission, tell,
};
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use firstbucket::{tasks, values::ItemId};
use sqlx::PgPool;

const ADDRESS: &str = "kai@example.org";
const SITE: &str = "http://127.0.0.1:3000";
const NOTE: &str = "A second shop wants worksheets from me now, every month.";

/// A site that writes letters, mara and tomas who moderate it, and what was sent to whom.
struct Desk {
    app: TestApp,
    db: PgPool,
    server: MailServer,
    mara: SomebodyElse,
    tomas: SomebodyElse,
    seen: usize,
}

impl Desk {
    async fn open() -> Self {
        let server = MailServer::start().await;
        let flags = server.flags();
        let app = TestApp::with(&flags.iter().map(String::as_str).collect::<Vec<_>>()).await;
        let (mara, tomas) = (app.moderator("mara").await, app.moderator("tomas").await);
        Self { db: app.database.pool(), app, server, mara, tomas, seen: 0 }
    }

    /// Sends a report of somebody who says that the address is theirs; gives the private link.
    async fn author(&mut self, report: ASubmission) -> String {
        let link = report.with("may_contact", "yes").with("email", ADDRESS).send(&mut self.app).await;
        let question = self.letter().await;
        self.app.post(&format!("{}/confirm", page_in(&question)), &[]).await;
        link
    }

    async fn run(&self) {
        tasks::run_all(&self.app.state).await.unwrap();
    }

    /// The letters that went out since the last time.
    async fn letters(&mut self) -> Vec<Letter> {
        self.run().await;
        let letters = self.server.letters().split_off(self.seen);
        self.seen += letters.len();
        letters
    }

    async fn letter(&mut self) -> Letter {
        let letters = self.letters().await;
        let [letter] = &letters[..] else { panic!("{} letters: {letters:?}", letters.len()) };
        letter.clone()
    }

    async fn newest(&self) -> ItemId {
        sqlx::query_scalar("select max(id) from review_items").fetch_one(&self.db).await.unwrap()
    }

    /// Mara claims the newest item and decides it; gives the item.
    async fn decide(&mut self, noun: &str, fields: &[(&str, &str)]) -> ItemId {
        let item = self.newest().await;
        decide(&mut self.mara, item, noun, fields).await;
        item
    }

    async fn appeal(&mut self, link: &str, ruling: &str) {
        let words = [("words", "I name no shop at all; the platform is named for its fees.")];
        self.app.post(&format!("{link}/appeal"), &words).await;
        let item = self.newest().await;
        let answer = [("ruling", ruling), ("message", "Somebody else has read it from end to end.")];
        decide(&mut self.tomas, item, "appeal-answer", &answer).await;
    }

    async fn flag(&mut self, outcome: &str) {
        let id: i64 =
            sqlx::query_scalar("select max(id) from experiences").fetch_one(&self.db).await.unwrap();
        let url = format!("/flag/experience/{id}");
        let key = self.app.get(&url).await.attributes("[name=form_key]", "value").concat();
        let words = "The hours and the weeks cannot both be right.";
        self.app.post(&url, &[("form_key", &key), ("reason", "figures_wrong"), ("words", words)]).await;
        let answer = [
            ("outcome", outcome),
            ("message", "You are right: the hours were those of a day."),
            ("to_author", "Please look at the hours again: were they a day's?"),
        ];
        self.decide("flag-answer", &answer).await;
    }
}

async fn decide(who: &mut SomebodyElse, item: ItemId, noun: &str, fields: &[(&str, &str)]) {
    let version = who.claim(item).await;
    let mut form = vec![("version", version.as_str())];
    form.extend(fields);
    let done = who.previewed(&format!("/admin/items/{item}/{noun}"), &form).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{noun}: {:?}", done.all(".err"));
}

/// The address of the letter's page, without the host: where its letters are ended, less the last step.
fn page_in(letter: &Letter) -> String {
    let text = letter.text();
    let stop = text.lines().find_map(|line| line.strip_prefix(SITE)?.strip_suffix("/stop"));
    stop.unwrap_or_else(|| panic!("{text}")).to_owned()
}

/// Subject, and that the letter is as every letter about a decision has to be.
fn subject_of(letter: &Letter, link: &str) -> String {
    let (text, page) = (letter.text(), page_in(letter));
    assert_eq!(letter.to, ADDRESS);
    assert_eq!(letter.header("List-Unsubscribe"), [format!("<{SITE}{page}/stop>")]);
    assert_eq!(letter.header("List-Unsubscribe-Post"), ["List-Unsubscribe=One-Click"]);
    for name in ["Message-ID", "Date", "To", "From", "MIME-Version", "Content-Type"] {
        assert_eq!(letter.header(name).len(), 1, "{name}: {}", letter.words);
    }
    assert!(!text.contains(&link[3..]), "the private link is in no letter: {text}");
    assert!(!text.contains("opening hours"), "no word of the story: {text}");
    assert!(text.lines().all(|line| line.chars().count() <= 78 || line.contains("://")), "{text}");
    assert!(!text.contains("\n\n\n"), "{text}");
    letter.header("Subject").concat()
}

#[tokio::test]
async fn who_says_yes_only_after_a_decision_is_told_of_what_it_asks() {
    for (noun, reason, subject) in [
        ("change-request", "advertising", "Before we publish your report, please change something"),
        ("rejection", "spam", "We do not publish your report"),
    ] {
        let mut desk = Desk::open().await;
        let report = a_submission().with("may_contact", "yes").with("email", ADDRESS);
        let link = report.send(&mut desk.app).await;
        let question = desk.letter().await;
        desk.decide(noun, &[("reason", reason)]).await;
        assert!(desk.letters().await.is_empty(), "nobody has said yet that the address is theirs");
        for _ in 0..2 {
            desk.app.post(&format!("{}/confirm", page_in(&question)), &[]).await;
        }
        assert_eq!(subject_of(&desk.letter().await, &link), subject);
        assert!(desk.letters().await.is_empty(), "once");
    }
}

#[tokio::test]
async fn an_author_gets_a_letter_for_each_decision_on_a_report() {
    let mut desk = Desk::open().await;
    let link = desk.author(a_submission()).await;

    let item = desk.newest().await;
    let found = r#"update review_items set signals = '[{"rule":"links","field":"what_i_did","words":"my shop dot com"}]'"#;
    desk.mara.claim(item).await;
    sqlx::query(found).execute(&desk.db).await.unwrap();
    desk.decide("change-request", &[("reason", "advertising")]).await;
    let asked = desk.letter().await;
    assert_eq!(subject_of(&asked, &link), "Before we publish your report, please change something");
    let text = asked.text();
    for said in [
        "Forty travel posts, then the visits stopped",
        "It reads as an advert for a product, a service or a person.",
        "What you wrote under “What I did” is meant",
        "Please tell what happened without it.",
        "send it again",
    ] {
        assert!(text.replace("\n  ", " ").replace('\n', " ").contains(said), "{said}: {text}");
    }
    assert!(!text.contains("my shop dot com"), "no word of the story: {text}");
    assert!(desk.app.get(&link).await.says("my shop dot com"), "the private page quotes it");

    a_submission().with("may_contact", "yes").with("email", ADDRESS).amend(&mut desk.app, &link).await;
    desk.decide("rejection", &[("reason", "spam"), ("message", "We could find no attempt in it.")]).await;
    let refused = desk.letter().await;
    assert_eq!(subject_of(&refused, &link), "We do not publish your report");
    assert!(refused.text().contains("choose “Appeal”"), "{}", refused.text());
    assert!(refused.text().contains("  We could find no attempt in it."), "{}", refused.text());

    desk.appeal(&link, "overturned").await;
    let right = desk.letter().await;
    assert_eq!(subject_of(&right, &link), "Your appeal: your report is published");
    assert!(right.text().contains(&format!("{SITE}/experiences/")), "{}", right.text());
    assert!(right.text().contains("Somebody else has read it"), "{}", right.text());

    desk.flag("change_asked").await;
    let wanted = desk.letter().await;
    assert_eq!(subject_of(&wanted, &link), "Please change something in your report");
    assert!(wanted.text().contains("were they a day's?"), "{}", wanted.text());
    desk.flag("answered").await;
    assert_eq!(desk.letters().await, [], "nothing is wanted of its author");
    desk.flag("hidden").await;
    let hidden = desk.letter().await;
    assert_eq!(subject_of(&hidden, &link), "Your report is off the site until it is changed");
    let id: i64 = sqlx::query_scalar("select id from submissions").fetch_one(&desk.db).await.unwrap();
    desk.mara.post(&format!("/admin/reports/{id}/show-again"), &[]).await;
    assert_eq!(subject_of(&desk.letter().await, &link), "Your report is back on the site");
}

#[tokio::test]
async fn a_change_and_an_answer_have_letters_of_their_own() {
    let mut desk = Desk::open().await;
    let link = desk.author(a_submission()).await;
    desk.decide("approval", &[("message", "Thank you for the numbers.")]).await;
    let published = desk.letter().await;
    assert_eq!(subject_of(&published, &link), "Your report is published");
    assert!(published.text().contains("  Thank you for the numbers."), "{}", published.text());

    let again = || a_submission().with("may_contact", "yes").with("email", ADDRESS);
    again().amend(&mut desk.app, &link).await;
    let ask = [("reason", "missing_numbers"), ("message", "The fees are missing in it.")];
    desk.decide("change-request", &ask).await;
    let asked = desk.letter().await;
    assert_eq!(subject_of(&asked, &link), "Before we publish your change, please change something");
    assert!(asked.text().contains("What is published stays as it is"), "{}", asked.text());
    again().amend(&mut desk.app, &link).await;
    desk.decide("rejection", &[("reason", "duplicate"), ("message", "It is as it was before.")]).await;
    assert_eq!(subject_of(&desk.letter().await, &link), "We do not publish the change to your report");
    again().amend(&mut desk.app, &link).await;
    desk.decide("approval", &[]).await;
    assert_eq!(subject_of(&desk.letter().await, &link), "The change to your report is published");

    for (verdict, subject) in
        [("refuse", "What you told us does not count"), ("accept", "What you told us counts now")]
    {
        let told = tell(&mut desk.app, &link, ["stopped", "0", "0", "10"], &[("note", NOTE)]).await;
        assert_eq!(told.status, StatusCode::SEE_OTHER, "{:?}", told.all(".err"));
        let words = "We read what you told us since then.";
        let ruling = [("verdict", verdict), ("reason", "not_first_hand"), ("message", words)];
        desk.decide("update-answer", &ruling).await;
        let letter = desk.letter().await;
        assert_eq!(subject_of(&letter, &link), subject);
        // Why it does not count is told; what counts needs no reason.
        assert_eq!(letter.text().contains(words), verdict == "refuse", "{}", letter.text());
        assert!(!letter.text().contains("second shop"), "{}", letter.text());
    }
}

#[tokio::test]
async fn proof_is_asked_for_with_what_and_where_and_an_appeal_that_fails_is_answered() {
    let mut desk = Desk::open().await;
    let link = desk.author(a_submission().with("revenue_total", "90000")).await;
    desk.decide("proof-hold", &[]).await;
    let proof = desk.letter().await;
    assert_eq!(subject_of(&proof, &link), "We ask to see one document");
    for said in [
        "What to send: one document",
        "answer this email with it",
        "Whoever runs this site reads the answer",
        "FB-",
    ] {
        assert!(proof.text().contains(said), "{said}: {}", proof.text());
    }
    assert!(!proof.text().contains('$'), "no sum of the report: {}", proof.text());
    desk.decide("rejection", &[("reason", "illegal_or_harmful"), ("message", "It does harm.")]).await;
    desk.letter().await;
    desk.appeal(&link, "upheld").await;
    let stands = desk.letter().await;
    assert_eq!(subject_of(&stands, &link), "Your appeal: the refusal stands");
    assert!(stands.text().contains("Somebody else has read it"), "{}", stands.text());
}

#[tokio::test]
async fn each_line_of_others_words_stands_in_its_own_direction() {
    let mut desk = Desk::open().await;
    desk.author(a_submission().with("headline", "ארבעים פוסטים: 3 לקוחות (SEO)")).await;
    let words = "أضف 12 رقمًا.\n\nThank you.\nתודה, Mara!";
    desk.decide("change-request", &[("reason", "missing_numbers"), ("message", words)]).await;
    let letter = desk.letter().await;
    for line in [
        "  \u{2068}ארבעים פוסטים: 3 לקוחות (SEO)\u{2069}",
        "  \u{2068}أضف 12 رقمًا.\u{2069}",
        "  Thank you.",
        "  \u{2068}תודה, Mara!\u{2069}",
        "- A number that others need is missing.",
    ] {
        assert!(letter.text().lines().any(|one| one == line), "{line}: {}", letter.text());
    }
}

#[tokio::test]
async fn what_is_taken_back_is_not_written_and_neither_is_anything_without_a_yes() {
    let mut desk = Desk::open().await;
    desk.author(a_submission()).await;
    let item = desk.decide("approval", &[]).await;
    let version: i32 = sqlx::query_scalar("select version from review_items where id = $1")
        .bind(item)
        .fetch_one(&desk.db)
        .await
        .unwrap();
    desk.mara.post(&format!("/admin/items/{item}/undo"), &[("of_version", &version.to_string())]).await;
    assert_eq!(desk.letters().await, []);
    desk.decide("rejection", &[("reason", "spam"), ("message", "We could find no attempt in it.")]).await;
    assert_eq!(desk.letter().await.header("Subject"), ["We do not publish your report"]);

    let unasked = a_start().with("may_contact", "yes").with("email", "mo@example.org");
    unasked.send(&mut desk.app).await;
    assert_eq!(desk.letter().await.to, "mo@example.org");
    desk.decide("approval", &[]).await;
    assert_eq!(desk.letters().await, [], "nobody said that the address is theirs");

    let flags = ["--rate-share=off", "--rate-save=off", "--time-trap-seconds=0"];
    desk.app.restart(&flags);
    let mut elsewhere = desk.app.restarted(&flags);
    elsewhere.cookie.clone_from(&desk.mara.cookie);
    a_start().with("may_contact", "yes").with("email", ADDRESS).send(&mut desk.app).await;
    sqlx::query("update submission_contacts set confirmed_at = now()").execute(&desk.db).await.unwrap();
    let item = desk.newest().await;
    let before: i64 = sqlx::query_scalar("select count(*) from outbox").fetch_one(&desk.db).await.unwrap();
    decide(&mut elsewhere, item, "approval", &[]).await;
    let after: i64 = sqlx::query_scalar("select count(*) from outbox").fetch_one(&desk.db).await.unwrap();
    assert_eq!(before, after, "without a mail server none is made");
}

#[tokio::test]
async fn a_letter_that_fails_is_told_on_the_private_page_and_to_admins_alone() {
    let mut desk = Desk::open().await;
    let link = desk.author(a_submission()).await;
    desk.decide("change-request", &[("reason", "missing_numbers"), ("message", "The fees are missing.")])
        .await;
    desk.server.say_once(Moment::Receiver, "451 4.2.1 kai@example.org is over quota, try later");
    assert_eq!(desk.letters().await, []);
    let mut ines = desk.app.staff("ines", "admin").await;
    let page = ines.get("/admin/letters").await;
    assert!(page.says("Waits") && page.says("not taken now: the mail server says 451"), "{}", page.body);
    assert!(page.says("k…@example.org") && !page.body.contains(ADDRESS), "{}", page.body);
    assert!(!desk.app.get(&link).await.says("could not be delivered"), "it is tried again");
    let next: f64 = sqlx::query_scalar(
        "select extract(epoch from due_at - now())::float8 from outbox where state = 'waiting'",
    )
    .fetch_one(&desk.db)
    .await
    .unwrap();
    assert!((30.0..61.0).contains(&next), "{next} seconds");

    sqlx::query("update outbox set due_at = now()").execute(&desk.db).await.unwrap();
    desk.server.say_once(Moment::Receiver, "550 5.1.1 <kai@example.org>: no such mailbox here");
    assert_eq!(desk.letters().await, []);
    assert_eq!(desk.letters().await, [], "it is not tried again");
    let told = desk.app.get(&link).await;
    assert!(
        told.says("could not be delivered") && told.says("no such mailbox here"),
        "{:?}",
        told.all("aside")
    );
    let page = ines.get("/admin/letters").await;
    assert!(page.says("550 5.1.1 <(address)>: no such mailbox here"), "{}", page.body);
    assert!(!page.body.contains(ADDRESS), "{}", page.body);
    assert_eq!(desk.mara.get("/admin/letters").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn of_a_letter_to_try_whose_server_falls_silent_nothing_is_said_that_nobody_knows() {
    let server = MailServer::start().await;
    let flags = server.flags();
    let flags: Vec<&str> = flags.iter().map(String::as_str).chain(["--request-seconds=3"]).collect();
    let app = TestApp::with(&flags).await;
    let mut ines = app.staff("ines", "admin").await;
    for (moment, said) in [
        (Moment::Consent, "It was not sent: no answer"),
        (Moment::Taken, "Nobody knows whether it was sent: no answer"),
    ] {
        server.hang_after(0, moment);
        let silent = ines.post("/admin/letters", &[("email", "ines@example.org")]).await;
        assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(silent.says(said), "{:?}", silent.all(".err"));
    }
}

#[tokio::test]
async fn an_admin_sends_a_letter_to_try_and_reads_what_the_server_says() {
    let server = MailServer::start().await;
    let flags = server.flags();
    let flags: Vec<&str> = flags.iter().map(String::as_str).chain(["--rate-ask=4/day"]).collect();
    let mut app = TestApp::with(&flags).await;
    let mut ines = app.staff("ines", "admin").await;
    assert!(
        ines.get("/admin/people").await.attributes("header a", "href").contains(&"/admin/letters".into())
    );
    for wrong in ["", "ines", "ines@localhost", "a@example.org, b@example.org"] {
        let refused = ines.post("/admin/letters", &[("email", wrong)]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        assert_eq!(refused.attributes("[name=email]", "value").concat(), wrong);
    }
    let sent = ines.post("/admin/letters", &[("email", "ines@münchen.example")]).await;
    assert_eq!(sent.location(), "/admin/letters?done=sent", "{:?}", sent.all(".err"));
    assert!(ines.get(sent.location()).await.says("took the test email"));
    let [letter] = &server.letters()[..] else { panic!("one letter") };
    assert_eq!(letter.to, "ines@xn--mnchen-3ya.example");
    for refusal in ["550 5.1.1 no such mailbox", "451 try later"] {
        server.say_once(Moment::Receiver, refusal);
        let refused = ines.post("/admin/letters", &[("email", "ines@example.org")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.says(refusal), "{:?}", refused.all(".err"));
    }
    assert_eq!(ines.post("/admin/letters", &[("email", "ines@example.org")]).await.status, 303);
    assert_eq!(ines.post("/admin/letters", &[("email", "ines@example.org")]).await.status, 429);
    let mut mara = app.moderator("mara").await;
    assert_eq!(mara.post("/admin/letters", &[("email", "mara@example.org")]).await.status, 403);
    assert_eq!(app.post("/admin/letters", &[("email", "kai@example.org")]).await.status, 403);
    assert_eq!(server.letters().len(), 2);

    app.restart(&[]);
    let mut without = app.restarted(&[]);
    without.cookie.clone_from(&ines.cookie);
    assert!(without.get("/admin/letters").await.says("No mail server is set"));
    assert_eq!(without.post("/admin/letters", &[("email", "ines@example.org")]).await.status, 422);
}

#[tokio::test]
async fn an_address_in_other_letters_is_shown_as_typed_and_written_to_by_punycode() {
    let mut desk = Desk::open().await;
    let other = a_start().with("may_contact", "yes").with("email", "reader@xn--mnchen-3ya.example");
    let other = other.send(&mut desk.app).await;
    desk.letter().await;
    for (typed, written) in [
        ("reader@münchen.example", "reader@xn--mnchen-3ya.example"),
        ("Mo@BÜCHER.Example", "Mo@xn--bcher-kva.example"),
        ("ｋａｉ＠ｅｘａｍｐｌｅ．ｏｒｇ", "kai@example.org"),
        ("a@straße.example", "a@xn--strae-oqa.example"),
    ] {
        let link = a_start().with("may_contact", "yes").with("email", typed).send(&mut desk.app).await;
        let letter = desk.letter().await;
        assert_eq!((letter.to.as_str(), letter.header("To")), (written, vec![written.to_owned()]));
        assert!(desk.app.get(&link).await.says(&format!("We may write to {typed}")), "{typed}");
        let page = page_in(&letter);
        assert!(desk.app.get(&page).await.says(typed), "{typed}");
        assert!(desk.app.post(&format!("{page}/stop"), &[]).await.says("No more emails"));
        assert!(!desk.app.get(&link).await.says("We may write to"), "{typed}");
        assert!(!desk.app.get(&other).await.says("We may write to"), "nor under another spelling: {typed}");
    }
}

#[tokio::test]
async fn what_cannot_be_written_to_is_refused_at_every_form_with_every_word_kept() {
    let mut app = TestApp::new().await;
    let link = a_start().begin(&mut app).await;
    let flag = "/flag/path/ai-tools";
    let key = app.get(flag).await.attributes("[name=form_key]", "value").remove(0);
    for wrong in [
        "kai",
        "x@localhost",
        "a@b",
        "a@1.2.3.4",
        "a@[1.2.3.4]",
        "kai@printer.local",
        "kai@nowhere.invalid",
        "kai@example.org, mo@example.org",
        "Kai <kai@example.org>",
        "\"kai mo\"@example.org",
        "kai@example..org",
        "kai@example.org.",
        "kai.@example.org",
        "kaï@example.org",
        "kai @example.org",
        "kai@xn--a.example",
        "kai\u{200b}@example.org",
        &format!("kai@{}.org", "a".repeat(64)),
        &format!("{}@example.org", "a".repeat(65)),
    ] {
        let report = a_start().with("may_contact", "yes").with("email", wrong);
        let saved = report.save(&mut app, &link, "consent").await;
        assert_eq!(saved.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        let words = "The prices have changed since.";
        let form = [("reason", "stale"), ("words", words), ("email", wrong), ("form_key", key.as_str())];
        let flagged = app.post(flag, &form).await;
        assert_eq!(flagged.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        for refused in [saved, flagged] {
            assert!(refused.says("must look like name@example.org"), "{wrong}: {:?}", refused.all(".err"));
            assert_eq!(refused.attributes("[name=email]", "value").concat(), wrong);
        }
    }
}

#[tokio::test]
async fn a_reminder_opens_the_questions_and_they_need_no_private_link() {
    let mut desk = Desk::open().await;
    let link = desk.author(a_start()).await;
    desk.decide("approval", &[]).await;
    desk.letter().await;
    desk.app.in_days(125).await;
    let reminder = desk.letter().await;
    let text = reminder.text();
    let questions = text.lines().find_map(|line| line.strip_prefix(SITE)).unwrap().to_owned();
    let page = desk.app.get(&questions).await;
    assert_eq!((page.status, page.all("h1")), (StatusCode::OK, vec!["How does it go?".to_owned()]));
    assert!(!page.body.contains(&link[3..]), "nothing there leads to the private page");
    assert_eq!(page.headers[header::CACHE_CONTROL], "no-store");
    let answers: i64 =
        sqlx::query_scalar("select count(*) from experience_updates").fetch_one(&desk.db).await.unwrap();
    assert_eq!(answers, 0, "looking is no answer");

    let key = page.attributes("[name=form_key]", "value").remove(0);
    assert_eq!(page.attributes("form[action^='/mail/']", "action"), std::slice::from_ref(&questions));
    let half = [("still_doing", "yes"), ("revenue", "x"), ("costs", "0"), ("form_key", &key)];
    let refused = desk.app.post(&questions, &half).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused.attributes("[name=revenue]", "value"), ["x"]);
    let whole =
        [("still_doing", "yes"), ("revenue", "0"), ("costs", "0"), ("hours", "20"), ("form_key", &key)];
    for _ in 0..2 {
        let taken = desk.app.post(&questions, &whole).await;
        assert_eq!(taken.location(), page_in(&reminder), "{:?}", taken.all(".err"));
    }
    let answers: i64 =
        sqlx::query_scalar("select count(*) from experience_updates").fetch_one(&desk.db).await.unwrap();
    assert_eq!(answers, 1);
    assert!(desk.app.get(&page_in(&reminder)).await.says("it is answered"));
    assert_eq!(desk.app.get(&questions).await.location(), page_in(&reminder));
    let other = questions.rsplit_once('/').unwrap().0.to_owned() + "/FB-00000-00000";
    assert_eq!(desk.app.get(&other).await.location(), page_in(&reminder));
}

#[tokio::test]
async fn a_letter_about_a_decision_ends_all_letters_with_one_click_and_leads_to_no_link() {
    let mut desk = Desk::open().await;
    let link = desk.author(a_submission()).await;
    desk.decide("approval", &[]).await;
    let page = page_in(&desk.letter().await);
    let shown = desk.app.get(&page).await;
    assert!(shown.says("when a moderator decides something") && !shown.says("Get a new link"));
    let reference: String =
        sqlx::query_scalar("select reference from submissions").fetch_one(&desk.db).await.unwrap();
    let asked = desk.app.post(&format!("{page}/new-link"), &[("reference", &reference)]).await;
    assert_eq!(asked.location(), page);
    assert_eq!(desk.app.get(&format!("{page}/answer/{reference}")).await.location(), page);
    let request = Request::post(format!("{page}/stop"))
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from("List-Unsubscribe=One-Click"))
        .unwrap();
    assert!(desk.app.send(request).await.says("No more emails"));
    assert_eq!(desk.app.get(&link).await.status, StatusCode::OK, "the report stays");
    desk.flag("hidden").await;
    assert_eq!(desk.letters().await, []);
}
