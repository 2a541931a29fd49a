//! Letters, sent over TCP to a mail server that keeps what it is given.

use crate::support::{Letter, MailServer, Moment, TestApp, a_start, approve, seed_keys, tell, tell_read};
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use firstbucket::{tasks, values::Email};
use sqlx::PgPool;
use std::{
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

const ADDRESS: &str = "kai@example.org";

/// A site that can write letters.
async fn a_site() -> (TestApp, MailServer) {
    let server = MailServer::start().await;
    let flags = server.flags();
    let flags: Vec<&str> = flags.iter().map(String::as_str).chain(["--demo"]).collect();
    (TestApp::with(&flags).await, server)
}

/// A published plan of somebody who left this address; gives the private link.
async fn a_start_of(app: &mut TestApp, address: &str) -> String {
    let start = a_start().with("may_contact", "yes").with("email", address);
    let link = start.send(app).await;
    approve(&app.database.pool()).await;
    link
}

/// A start whose address is confirmed, by the letter's page.
async fn a_confirmed_start(app: &mut TestApp, server: &MailServer) -> String {
    let link = a_start_of(app, ADDRESS).await;
    run(app).await;
    let page = page_in(server.letters().last().unwrap());
    app.post(&format!("{page}/confirm"), &[]).await;
    link
}

async fn run(app: &TestApp) {
    tasks::run_all(&app.state).await.unwrap();
}

/// The address of the letter's page, without the host: where letters are ended, less the last step.
fn page_in(letter: &Letter) -> String {
    let site = "http://127.0.0.1:3000";
    let page = letter.words.lines().find_map(|line| line.strip_prefix(site)?.strip_suffix("/stop"));
    page.unwrap().to_owned()
}

fn header_of<'a>(letter: &'a Letter, name: &str) -> Vec<&'a str> {
    let head = letter.words.split("\n\n").next().unwrap();
    head.lines().filter_map(|line| line.strip_prefix(name)?.strip_prefix(": ")).collect()
}

/// State, attempts, why the last one failed, and whether it is due.
async fn outbox(db: &PgPool) -> Vec<(String, i32, String, bool)> {
    let letters = "select state, attempts, failure, due_at <= now() from outbox order by created_at, id";
    sqlx::query_as(letters).fetch_all(db).await.unwrap()
}

async fn count(db: &PgPool, sql: &'static str) -> i64 {
    sqlx::query_scalar(sql).fetch_one(db).await.unwrap()
}

async fn hurry(db: &PgPool) {
    sqlx::query("update outbox set due_at = now()").execute(db).await.unwrap();
}

#[tokio::test]
async fn nobody_is_reminded_who_did_not_say_yes_and_everybody_once_who_did() {
    let (mut app, server) = a_site().await;
    let link = a_start_of(&mut app, ADDRESS).await;
    assert!(app.get(&link).await.says("An email to it is on its way"));
    run(&app).await;
    assert!(app.get(&link).await.says("We sent an email there"));
    run(&app).await;
    let [question] = &server.letters()[..] else { panic!("{:?}", server.letters()) };
    assert_eq!((question.to.as_str(), header_of(question, "To")), (ADDRESS, vec![ADDRESS]));
    let number: i64 =
        sqlx::query_scalar("select id from outbox").fetch_one(&app.database.pool()).await.unwrap();
    assert_eq!(header_of(question, "Message-ID"), [format!("<letter-{number}@127.0.0.1>")]);
    assert_eq!(header_of(question, "List-Unsubscribe-Post"), ["List-Unsubscribe=One-Click"]);
    assert!(!question.words.contains("specifications"), "no word of the report: {}", question.words);

    let page = page_in(question);
    for address in [page.clone(), format!("{page}/stop")] {
        let shown = app.get(&address).await;
        assert!(shown.says("May we write to you?") && shown.says(ADDRESS));
        assert_eq!(shown.headers[header::CACHE_CONTROL], "no-store");
        assert_eq!(shown.headers[header::REFERRER_POLICY], "same-origin");
    }
    app.in_days(125).await;
    run(&app).await;
    assert_eq!(server.letters().len(), 1, "looking at the page is no yes");

    assert_eq!(app.post(&format!("{page}/confirm"), &[]).await.location(), page);
    assert!(app.get(&page).await.says("Our emails to you"));
    assert!(app.get(&link).await.says("You confirmed it"));
    let held = app.get(&format!("{link}/data.json")).await;
    assert!(held.body.contains(ADDRESS) && held.body.contains("confirmation"), "{}", held.body);
    for _ in 0..3 {
        run(&app).await;
    }
    let letters = server.letters();
    let [_, reminder] = &letters[..] else { panic!("{letters:?}") };
    assert_eq!(header_of(reminder, "Subject"), ["3 months on: how does it go?"]);
    assert!(reminder.words.contains("FB-") && !reminder.words.contains(&link[3..]), "{}", reminder.words);
    let stop = format!("<http://127.0.0.1:3000{}/stop>", page_in(reminder));
    assert_eq!(header_of(reminder, "List-Unsubscribe"), [stop]);

    app.in_days(216).await;
    run(&app).await;
    assert_eq!(server.letters().len(), 3, "the next date has a letter of its own");
    tell_read(&mut app, &link, ["stopped", "0", "0", "20"], &[]).await;
    app.in_days(400).await;
    run(&app).await;
    assert_eq!(server.letters().len(), 3, "whoever stopped is left in peace");
}

#[tokio::test]
async fn a_reminder_leads_to_a_new_link_until_the_follow_up_is_answered() {
    let (mut app, server) = a_site().await;
    let old = a_confirmed_start(&mut app, &server).await;
    app.in_days(125).await;
    run(&app).await;
    let page = page_in(server.letters().last().unwrap());
    let reference = app.values_at(&page, "[name=reference]").await.remove(0);
    let asked = app.post(&format!("{page}/new-link"), &[("reference", &reference)]).await;
    let new = asked.location().trim_end_matches("/sent?new").to_owned();
    assert!(new.starts_with("/m/") && new != old, "{new}");
    assert!(app.get(asked.location()).await.says("A link that you had before it opens nothing any more"));
    assert_eq!(app.get(&old).await.status, StatusCode::NOT_FOUND);
    tell(&mut app, &new, ["yes", "0", "0", "20"], &[]).await;
    assert!(!app.get(&page).await.says("Due now"));
    assert_eq!(app.post(&format!("{page}/new-link"), &[("reference", &reference)]).await.location(), page);
    assert_eq!(app.get(&new).await.status, StatusCode::OK);
    let elsewhere = page_in(&server.letters()[0]);
    let other = app.post(&format!("{elsewhere}/new-link"), &[("reference", &reference)]).await;
    assert_eq!(other.location(), elsewhere, "a letter of another kind leads to no link");
}

#[tokio::test]
async fn one_click_ends_every_letter_and_deletes_the_address() {
    let (mut app, server) = a_site().await;
    let db = app.database.pool();
    let first = a_confirmed_start(&mut app, &server).await;
    a_start_of(&mut app, "KAI@example.org").await;
    app.post(&format!("{first}/consent"), &[("own", "yes"), ("may_contact", "yes"), ("email", ADDRESS)])
        .await;
    app.in_days(125).await;
    run(&app).await;
    let page = page_in(server.letters().last().unwrap());

    for _ in 0..2 {
        // As a mail program sends it: no cookie, no origin, and a body of another kind.
        let request = Request::post(format!("{page}/stop"))
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
            .body(Body::from("--x\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--x--\r\n"))
            .unwrap();
        let ended = app.send(request).await;
        assert_eq!((ended.status, ended.says("No more emails")), (StatusCode::OK, true));
    }
    assert_eq!(count(&db, "select count(*) from submission_contacts").await, 0);
    assert_eq!(count(&db, "select count(*) from outbox").await, 0);
    assert_eq!(count(&db, "select count(*) from submissions where draft::text ilike '%kai@%'").await, 0);
    assert_eq!(count(&db, "select count(*) from experiences").await, 2, "the reports stay");
    assert!(app.get(&page).await.says("No more emails"));
    app.in_days(216).await;
    let before = server.letters().len();
    run(&app).await;
    assert_eq!(server.letters().len(), before);
}

#[tokio::test]
async fn a_person_gets_one_letter_for_a_day_whatever_is_due_on_it() {
    let (mut app, server) = a_site().await;
    let db = app.database.pool();
    let link = a_confirmed_start(&mut app, &server).await;
    a_start_of(&mut app, "Kai@Example.org").await;
    a_start_of(&mut app, "somebody.else@example.org").await;
    sqlx::query("update submission_contacts set confirmed_at = now()").execute(&db).await.unwrap();
    app.in_days(125).await;
    run(&app).await;
    let letters = server.letters();
    let mut reminders: Vec<&Letter> =
        letters.iter().filter(|letter| letter.words.contains("how does it go")).collect();
    reminders.sort_by_key(|letter| letter.to.clone());
    assert_eq!(reminders.len(), 2, "{letters:?}");
    let own = reminders.iter().find(|letter| letter.to == ADDRESS).unwrap();
    assert_eq!(own.words.matches("3 months on").count(), 3, "the subject and two reports: {}", own.words);

    // Its report gone and the address left anew, nobody hears of that day a second time.
    app.post(&format!("{link}/erase"), &[]).await;
    sqlx::query("delete from submission_contacts where email = 'somebody.else@example.org'")
        .execute(&db)
        .await
        .unwrap();
    let anew = "insert into submission_contacts (submission_id, email, confirmed_at)
        select id, 'somebody.else@example.org', now() from submissions
        where id not in (select submission_id from submission_contacts)";
    assert_eq!(sqlx::query(anew).execute(&db).await.unwrap().rows_affected(), 1);
    let before = server.letters().len();
    run(&app).await;
    assert_eq!(server.letters().len(), before);
}

#[tokio::test]
async fn a_mailbox_of_google_is_one_whatever_its_dots() {
    let (mut app, server) = a_site().await;
    let db = app.database.pool();
    let spellings = ["kai.b@gmail.com", "K.a.i.b@googlemail.com", "kaib+news@gmail.com"];
    for spelling in spellings {
        a_start_of(&mut app, spelling).await;
    }
    a_start_of(&mut app, "kai.b@example.org").await;
    a_start_of(&mut app, "kaib@example.org").await;
    sqlx::query("update submission_contacts set confirmed_at = now()").execute(&db).await.unwrap();
    app.in_days(125).await;
    run(&app).await;
    let letters = server.letters();
    let reminders: Vec<&Letter> =
        letters.iter().filter(|letter| letter.words.contains("how does it go")).collect();
    assert_eq!(reminders.len(), 3, "elsewhere a dot is a letter: {letters:?}");
    let own = reminders.iter().find(|letter| letter.to.contains("mail.com")).unwrap();
    assert_eq!(own.words.matches("3 months on").count(), 4, "the subject and three reports: {}", own.words);

    let page = page_in(own);
    app.post(&format!("{page}/stop"), &[]).await;
    let left: Vec<String> = sqlx::query_scalar("select email from submission_contacts order by email")
        .fetch_all(&db)
        .await
        .unwrap();
    assert_eq!(left, ["kai.b@example.org", "kaib@example.org"]);
}

#[tokio::test]
async fn a_mailbox_is_asked_only_so_often_whatever_its_dots() {
    let server = MailServer::start().await;
    let flags = server.flags();
    let flags: Vec<&str> = flags.iter().map(String::as_str).chain(["--rate-confirmation=2/day"]).collect();
    let mut app = TestApp::with(&flags).await;
    for spelling in
        ["kai@gmail.com", "k.ai@gmail.com", "ka.i@gmail.com", "k.a.i@googlemail.com", "kai+x@gmail.com"]
    {
        a_start_of(&mut app, spelling).await;
    }
    run(&app).await;
    assert_eq!(server.letters().len(), 2);
}

#[tokio::test]
async fn the_database_knows_a_mailbox_as_the_program_does() {
    let app = TestApp::new().await;
    for typed in [
        "Kai+1@Example.org",
        "k.a.i@gmail.com",
        "K.ai+x@GoogleMail.com",
        "k.a.i@gmail.com.example",
        "ｋａｉ＠ｇｍａｉｌ．ｃｏｍ",
        "+kai@example.org",
    ] {
        let known: String = sqlx::query_scalar("select mailbox_of($1)")
            .bind(typed)
            .fetch_one(&app.database.pool())
            .await
            .unwrap();
        assert_eq!(known, Email::parse(typed).unwrap().mailbox(), "{typed}");
    }
}

#[tokio::test]
async fn what_is_not_taken_is_tried_again_later_and_what_is_refused_never() {
    let (mut app, server) = a_site().await;
    let db = app.database.pool();
    a_start_of(&mut app, ADDRESS).await;
    server.say_once(Moment::Receiver, "451 <kai@example.org> come back later");
    run(&app).await;
    let [(state, attempts, failure, due)] = &outbox(&db).await[..] else { panic!("one letter") };
    assert_eq!((state.as_str(), *attempts, *due), ("waiting", 1, false));
    assert_eq!(
        failure, "not taken now: the mail server says 451 <(address)> come back later",
        "the server's words, without the address"
    );
    run(&app).await;
    assert_eq!(outbox(&db).await[0].1, 1, "not before its time");

    hurry(&db).await;
    server.say_once(Moment::Taken, "452 the disk is full");
    run(&app).await;
    let wait: f64 = sqlx::query_scalar("select extract(epoch from due_at - now())::float8 / 60 from outbox")
        .fetch_one(&db)
        .await
        .unwrap();
    assert!((1.5..2.0).contains(&wait), "twice as long: {wait}");

    for _ in 0..3 {
        hurry(&db).await;
        server.say_once(Moment::Receiver, "451 come back later");
        run(&app).await;
    }
    hurry(&db).await;
    run(&app).await;
    assert_eq!(outbox(&db).await, [("sent".to_owned(), 6, String::new(), true)], "however often it is tried");
    assert_eq!(server.letters().len(), 1);

    a_start_of(&mut app, "nobody@example.org").await;
    a_start_of(&mut app, "somebody@example.org").await;
    server.say_once(Moment::Receiver, "550 no such mailbox");
    run(&app).await;
    let states: Vec<String> = outbox(&db).await.into_iter().map(|letter| letter.0).collect();
    assert_eq!(states, ["sent", "given_up", "sent"], "one refusal holds up no other letter");
}

#[tokio::test]
async fn a_mail_server_that_is_away_loses_no_letter() {
    let (mut app, server) = a_site().await;
    let db = app.database.pool();
    a_start_of(&mut app, ADDRESS).await;
    let mut away = server.flags();
    away[1] = "--smtp-port=1".to_owned();
    let flags: Vec<&str> = away.iter().map(String::as_str).collect();
    app.restart(&flags);
    run(&app).await;
    let [(state, attempts, ..)] = &outbox(&db).await[..] else { panic!("one letter") };
    assert_eq!((state.as_str(), *attempts), ("waiting", 1));
    let failed = "select count(*) from scheduled_tasks where failure like 'no letter can be sent%'";
    assert_eq!(count(&db, failed).await, 1);

    let back = server.flags();
    app.restart(&back.iter().map(String::as_str).collect::<Vec<_>>());
    hurry(&db).await;
    run(&app).await;
    assert_eq!(server.letters().len(), 1);

    let late = a_start_of(&mut app, "late@example.org").await;
    sqlx::query("update outbox set created_at = created_at - interval '6 days'").execute(&db).await.unwrap();
    run(&app).await;
    assert_eq!((outbox(&db).await[1].0.as_str(), server.letters().len()), ("given_up", 1));
    let told = app.get(&late).await;
    assert!(told.says("Our email to it was not taken"), "{:?}", told.all("aside"));
}

#[tokio::test]
async fn what_is_ours_to_mend_drops_no_letter() {
    let (mut app, server) = a_site().await;
    let db = app.database.pool();
    a_start_of(&mut app, ADDRESS).await;
    for refusal in ["550 5.7.1 relaying denied", "530 sign in first"] {
        hurry(&db).await;
        server.say_once(Moment::Receiver, refusal);
        run(&app).await;
        assert_eq!(outbox(&db).await[0].0, "waiting", "{refusal}");
    }
    hurry(&db).await;
    run(&app).await;
    assert_eq!(server.letters().len(), 1);
}

#[tokio::test]
async fn nothing_is_said_to_a_server_that_does_not_encrypt_unless_the_settings_say_so() {
    let server = MailServer::start().await;
    let flags = server.flags();
    let flags: Vec<&str> = flags.iter().map(String::as_str).filter(|flag| !flag.contains("tls")).collect();
    let mut app = TestApp::with(&flags).await;
    a_start_of(&mut app, ADDRESS).await;
    run(&app).await;
    let [(state, _, failure, _)] = &outbox(&app.database.pool()).await[..] else { panic!("one letter") };
    assert_eq!((state.as_str(), server.letters().len()), ("waiting", 0));
    assert!(failure.contains("STARTTLS is not supported"), "{failure}");
}

#[tokio::test]
async fn an_address_is_asked_only_so_often_and_another_one_anew() {
    let server = MailServer::start().await;
    let flags = server.flags();
    let flags: Vec<&str> = flags.iter().map(String::as_str).chain(["--rate-confirmation=2/day"]).collect();
    let mut app = TestApp::with(&flags).await;
    for spelling in [ADDRESS, "Kai@example.org", ADDRESS, "kai+more@example.org"] {
        a_start_of(&mut app, spelling).await;
    }
    let link = a_start_of(&mut app, "typo@example.org").await;
    run(&app).await;
    let is_kai = |letter: &&Letter| letter.to.to_lowercase().starts_with("kai");
    assert_eq!(server.letters().iter().filter(is_kai).count(), 2, "however it is spelt");
    let page = page_in(server.letters().iter().find(|letter| letter.to == "typo@example.org").unwrap());

    let again = a_start().with("may_contact", "yes").with("email", "right@example.org");
    again.amend(&mut app, &link).await;
    assert!(app.get(&page).await.says("No more emails"), "the letter to the wrong address opens nothing");
    run(&app).await;
    assert!(server.letters().iter().any(|letter| letter.to == "right@example.org"));
    app.post(&format!("{link}/confirm-address"), &[]).await;
    run(&app).await;
    assert_eq!(server.letters().len(), 4, "once a day");
}

#[tokio::test]
async fn one_visitor_has_only_so_many_people_asked_and_loses_no_report_by_it() {
    let server = MailServer::start().await;
    let flags = server.flags();
    let flags: Vec<&str> = flags.iter().map(String::as_str).chain(["--rate-ask=2/day"]).collect();
    let mut app = TestApp::with(&flags).await;
    let mut links = Vec::new();
    for n in 0..3 {
        links.push(a_start_of(&mut app, &format!("stranger{n}@example.org")).await);
    }
    run(&app).await;
    assert_eq!(server.letters().len(), 2);
    let last = app.get(&links[2]).await;
    assert!(
        last.says("stranger2@example.org") && last.says("It is not confirmed yet"),
        "{:?}",
        last.all("aside")
    );
}

#[tokio::test]
async fn ending_the_letters_reaches_drafts_and_flags_too() {
    let (mut app, server) = a_site().await;
    let db = app.database.pool();
    a_confirmed_start(&mut app, &server).await;
    let draft = a_start().with("may_contact", "yes").with("email", " KAI@example.org ");
    let link = draft.begin(&mut app).await;
    draft.save(&mut app, &link, "consent").await;
    let key = app.get("/flag/path/ai-tools").await.attributes("[name=form_key]", "value").remove(0);
    let flag = [
        ("reason", "stale"),
        ("words", "The prices have changed since."),
        ("email", ADDRESS),
        ("form_key", &key),
    ];
    app.post("/flag/path/ai-tools", &flag).await;
    assert_eq!(count(&db, "select count(*) from flags where email is not null").await, 1);

    app.post(&format!("{}/stop", page_in(&server.letters()[0])), &[]).await;
    assert_eq!(count(&db, "select count(*) from flags where email is not null").await, 0);
    assert_eq!(count(&db, "select count(*) from submissions where draft::text ilike '%kai@%'").await, 0);
}

#[tokio::test]
async fn without_a_mail_server_nothing_is_written_and_without_the_secret_nothing_is_opened() {
    let mut app = TestApp::new().await;
    let db = app.database.pool();
    let link = a_start_of(&mut app, ADDRESS).await;
    run(&app).await;
    assert_eq!(count(&db, "select count(*) from outbox").await, 0);
    assert!(app.get(&link).await.says("We may write to kai@example.org."));
    assert!(!app.get(&link).await.says("remind"));
    app.post(&format!("{link}/confirm-address"), &[]).await;
    assert_eq!(count(&db, "select count(*) from outbox").await, 0);
    for letter in ["1", "0", "-1", "99999999999999999999", "x"] {
        for page in ["", "/stop", "/confirm", "/new-link"] {
            let address = format!("/mail/{letter}/0123456789abcdefghjkmnpqrs{page}");
            let answers = [app.get(&address).await.status, app.post(&address, &[]).await.status];
            let refused = |status| matches!(status, StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED);
            assert!(answers.into_iter().all(refused), "{address}: {answers:?}");
        }
    }
}

/// A copy of the program of its own, ended when the test ends.
struct Copy(Child);

impl Copy {
    fn start(app: &TestApp, server: &MailServer) -> Self {
        let program = Command::new(env!("CARGO_BIN_EXE_firstbucket"))
            .args([
                "--listen=127.0.0.1:0",
                "--demo",
                "--clock-days=125",
                "--database-url",
                app.database.url(),
                &seed_keys(),
            ])
            .args(server.flags())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        Self(program)
    }

    /// As the kernel ends a program: without a word to it.
    fn kill(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Two copies on one database, one of them killed at this moment of the third letter.
async fn one_of_two_dies_at(moment: Moment) {
    const PEOPLE: usize = 6;
    let started = Instant::now();
    let server = MailServer::start().await;
    let mut app = TestApp::new().await;
    let db = app.database.pool();
    for n in 0..PEOPLE {
        a_start_of(&mut app, &format!("person{n}@example.org")).await;
    }
    sqlx::query("update submission_contacts set confirmed_at = now()").execute(&db).await.unwrap();
    server.hang_after(2, moment);

    let mut first = Copy::start(&app, &server);
    server.hangs().await;
    let _second = Copy::start(&app, &server);
    // The second copy is at work, and leaves alone what the first one holds.
    tokio::time::sleep(Duration::from_secs(3)).await;
    assert!(server.letters().len() <= 3);
    first.kill();
    let all_done = "select count(*) from scheduled_tasks where runs > 0";
    while count(&db, all_done).await < count(&db, "select count(*) from scheduled_tasks").await {
        assert!(started.elapsed() < Duration::from_secs(90), "{:?}", outbox(&db).await);
        tokio::time::sleep(Duration::from_millis(200)).await;
    }

    let mut to: Vec<String> = server.letters().into_iter().map(|letter| letter.to).collect();
    to.sort();
    let everybody: Vec<String> = (0..PEOPLE).map(|n| format!("person{n}@example.org")).collect();
    assert_eq!(to, everybody, "each letter once");
    let runs: Vec<(String, i64)> =
        sqlx::query_as("select name, runs from scheduled_tasks order by name").fetch_all(&db).await.unwrap();
    let minutes = i64::try_from(started.elapsed().as_secs() / 60).unwrap();
    for (name, runs) in runs {
        assert!((1..=1 + minutes).contains(&runs), "{name} was done {runs} times");
    }
}

#[tokio::test]
async fn a_copy_killed_before_a_letter_was_taken_leaves_it_to_the_other() {
    one_of_two_dies_at(Moment::Consent).await;
}

#[tokio::test]
async fn a_copy_killed_as_a_letter_was_taken_leaves_nothing_to_send_twice() {
    one_of_two_dies_at(Moment::Taken).await;
}

#[tokio::test]
async fn the_address_of_the_staff_is_told_what_others_change_about_people_once() {
    let server = MailServer::start().await;
    let flags = server.flags();
    let flags: Vec<&str> =
        flags.iter().map(String::as_str).chain(["--staff-mail=admins@example.org"]).collect();
    let app = TestApp::with(&flags).await;
    let mut ada = app.staff("ada", "admin").await;
    run(&app).await;
    assert!(server.letters().is_empty(), "what was before somebody could be told is in the log");
    ada.post("/admin/people", &[("name", "eve"), ("role", "admin")]).await;
    // What somebody does to their own account is nobody else's.
    ada.post("/admin/me/recovery-codes", &[]).await;
    server.say_once(Moment::Taken, "451 later");
    run(&app).await;
    assert!(server.letters().is_empty());
    for _ in 0..2 {
        run(&app).await;
    }
    let [letter] = &server.letters()[..] else { panic!("{:?}", server.letters().len()) };
    assert_eq!(letter.to, "admins@example.org");
    for line in ["ada: Account made (admin), eve", "ada: Set-up link made, eve", "/admin/people/log"] {
        assert!(letter.words.contains(line), "{line}: {}", letter.words);
    }
    assert!(!letter.words.contains("recovery") && !letter.words.contains("/admin/set-up/"));
}
