//! Whatever is sent to whatever address, by whoever, the answer is a page of ours and never a failure of ours.

use crate::support::{
    Answer, SomebodyElse, TestApp, a_report, a_start, a_submission, approve, revive, send, sent,
};
use axum::{
    body::Body,
    http::{Method, Request, header},
};
use firstbucket::{
    app, content, mail,
    values::{ItemId, LetterId},
    web::{Access, Listed},
};

/// Gives equal values in every run; another seed finds other mixtures of them.
const SEED: u64 = 7_265;
const TRIES: usize = 6;

const VALUES: [&str; 40] = [
    "",
    " ",
    "\0",
    "a\0b",
    "\u{1b}[31m",
    "\u{7f}",
    "\r\nSet-Cookie: a=b",
    "\u{fffd}",
    "\u{feff}",
    "\u{202e}txt.exe",
    "e\u{301}\u{301}",
    "👩🏽‍🚀",
    "مرحبا",
    "'",
    "\"",
    "';select pg_sleep(9)--",
    "%",
    "_",
    "\\",
    "%00",
    "%ff",
    "<script>",
    "{{7*7}}",
    "../../etc/passwd",
    "0",
    "-1",
    "-0",
    "1e400",
    "NaN",
    "inf",
    "99999999",
    "2147483648",
    "9223372036854775807",
    "9223372036854775808",
    "0000-13-99",
    "9999",
    "13",
    "yes",
    "((( | & ! <-> :*",
    "\"open -x or or -",
];

/// What no browser writes: bytes that are no text, half an escape, and text beyond any field's length.
const RAW: [&[u8]; 6] = [b"%00", b"%ff%fe", b"%", b"%zz", b"%ed%a0%80", b"\xc3\x28"];

#[tokio::test]
async fn nothing_that_is_sent_is_answered_with_a_failure() {
    let mut app = TestApp::new().await;
    content::load_embedded(&app.database.pool()).await.unwrap();
    let mara = app.staff("mara", "admin").await;
    let path =
        sqlx::query_scalar("select id from paths limit 1").fetch_one(&app.database.pool()).await.unwrap();
    let mut chance = Chance(SEED);
    for route in app::routes().listed() {
        // The route before may have ended it.
        revive(&mara, "mara", &app.database.pool()).await;
        for attempt in 0..TRIES {
            let item = sent(&app.database.pool(), &a_report(path)).await.item;
            let own = Own { link: link_for(&mut app, route).await, item, mara: &mara };
            let request = chance.request(route, &own, attempt);
            let told = format!("{} {} try {attempt}", route.method, request.uri());
            assert_is_ours(&app.send(request).await, &told);
        }
    }
}

/// What the one who asks may name: a report of their own, a moderator's session, an item in the queue.
struct Own<'a> {
    link: String,
    item: ItemId,
    mara: &'a SomebodyElse,
}

async fn link_for(app: &mut TestApp, route: &Listed) -> String {
    match route.access {
        Access::PrivateLink if route.path.starts_with("/f/") => flagged(app).await,
        Access::PrivateLink if route.path.starts_with("/mail/") => written_to(app).await,
        Access::PrivateLink => a_submission().begin(app).await.trim_start_matches("/m/").to_owned(),
        _ => String::new(),
    }
}

/// The number and the secret of a letter to somebody whose follow-up is due.
async fn written_to(app: &mut TestApp) -> String {
    let db = app.database.pool();
    a_start().with("may_contact", "yes").with("email", "kai@example.org").send(app).await;
    approve(&db).await;
    let letter: LetterId = sqlx::query_scalar(
        "insert into outbox (submission_id, kind, on_day)
         select submission_id, 'reminder', current_date from submission_contacts order by submission_id desc limit 1
         returning id",
    )
    .fetch_one(&db)
    .await
    .unwrap();
    let secret = mail::secret_of(&db, letter).await.unwrap();
    format!("{letter}/{}", secret.under("", "").trim_start_matches('/'))
}

/// The secret of a flag on a path.
async fn flagged(app: &mut TestApp) -> String {
    let url = "/flag/path/content-creation";
    let form_key = app.get(url).await.attributes("[name=form_key]", "value").concat();
    let words = [
        ("form_key", form_key.as_str()),
        ("reason", "stale"),
        ("words", "The prices are those of last year."),
    ];
    app.post(url, &words).await.location().trim_start_matches("/f/").to_owned()
}

fn assert_is_ours(answer: &Answer, told: &str) {
    let status = answer.status.as_u16();
    assert!(status < 500 || told.contains("/readyz"), "{told}: {status}");
    assert!(answer.headers.contains_key(header::CONTENT_SECURITY_POLICY), "{told}: a bare answer");
    for word in ["sqlx", "panicked", "postgres error", "RUST_"] {
        assert!(!answer.body.contains(word), "{told}: says {word:?}");
    }
}

fn slug_for(route: &Listed) -> String {
    if route.path.contains("/cases/") { "annotation-studio" } else { "content-creation" }.to_owned()
}

/// Numbers that look random and are the same in every run (xorshift).
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % n as u64).unwrap()
    }

    fn value(&mut self) -> Vec<u8> {
        match self.below(8) {
            0 => RAW[self.below(RAW.len())].to_vec(),
            1 => "long 📏".repeat(400).into_bytes(),
            _ => VALUES[self.below(VALUES.len())].as_bytes().to_vec(),
        }
    }

    /// Every other attempt goes to something that is there; the rest go nowhere.
    fn request(&mut self, route: &Listed, own: &Own<'_>, attempt: usize) -> Request<Body> {
        let there = attempt.is_multiple_of(2);
        let mut url = route.path.clone();
        for (name, real) in [
            ("{letter}/{secret}", own.link.clone()),
            ("{secret}", own.link.clone()),
            ("{slug}", slug_for(route)),
            ("{dimension}", "risk".into()),
            ("{id}", own.item.to_string()),
            ("{page}", "1".into()),
            ("{about}", "path".into()),
            ("{name}", "content-creation".into()),
            ("{token}", "none".into()),
        ] {
            let word = if there { real } else { escaped(&self.value()) };
            url = url.replace(name, &word);
        }
        let query: Vec<String> = (0..self.below(6)).map(|_| self.pair(QUERIES)).collect();
        let request = Request::builder()
            .method(Method::from_bytes(route.method.as_bytes()).unwrap())
            .uri(format!("{url}?{}", query.join("&")))
            .header(header::COOKIE, own.mara.cookie.clone().unwrap())
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        request.body(Body::from(self.form())).unwrap()
    }

    fn pair(&mut self, names: &[&str]) -> String {
        let name = if self.below(9) == 0 {
            escaped(&self.value())
        } else {
            names[self.below(names.len())].to_owned()
        };
        format!("{name}={}", escaped(&self.value()))
    }

    /// Some fields of some form, once, twice or not at all; at times more than any form has.
    fn form(&mut self) -> String {
        let count = if self.below(12) == 0 { 600 } else { self.below(60) };
        (0..count).map(|_| self.pair(FIELDS)).collect::<Vec<_>>().join("&")
    }
}

/// Bytes as an address may hold them; escapes that are there already stay, broken ones too.
fn escaped(bytes: &[u8]) -> String {
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"%-_.".contains(byte);
    let escape = |byte: &u8| if plain(byte) { char::from(*byte).to_string() } else { format!("%{byte:02X}") };
    bytes.iter().map(escape).collect()
}

const QUERIES: &[&str] = &[
    "q",
    "page",
    "sort",
    "path",
    "kind",
    "ending",
    "outcome",
    "again",
    "new",
    "done",
    "next",
    "action",
    "line",
    "older",
    "class",
    "region",
    "capital_band",
    "hours",
    "background",
    "years_in_field",
    "skills",
    "selling",
    "income",
    "risk",
    "amount",
    "currency",
    "period",
    "basis",
    "taken",
    "taken_in",
    "says",
    "sells",
    "fee",
    "proof",
    "text",
];

/// How many of the fields are those of a report, from the sixth on.
const OF_REPORTS: usize = 46;

const FIELDS: &[&str] = &[
    "kind",
    "form_key",
    "website",
    "version",
    "then",
    "path",
    "variant",
    "income_model",
    "ai_used_for",
    "tools",
    "first_customer_channel",
    "status",
    "start_day",
    "start_month",
    "start_year",
    "first_month",
    "first_year",
    "stop_month",
    "stop_year",
    "background",
    "years_in_field",
    "audience_before",
    "had_paid_before",
    "region",
    "country",
    "hours_per_week",
    "weeks_active",
    "hours_total",
    "currency",
    "revenue_total",
    "refunds_total",
    "upfront_cost",
    "running_cost_total",
    "people_paid_total",
    "last3m_revenue",
    "last3m_cost",
    "amounts_are",
    "capital_band",
    "budget",
    "target_monthly",
    "stop_by_month",
    "stop_by_year",
    "teaching_share",
    "headline",
    "what_i_did",
    "what_went_wrong",
    "tell_a_friend",
    "stop_reasons",
    "months_until_copied",
    "months_until_halved",
    "email",
    "may_contact",
    "reason",
    "reason_2",
    "message",
    "note",
    "previewed",
    "name",
    "password",
    "password_again",
    "old_password",
    "code",
    "role",
    "step",
    "cause",
    "why",
    "tagline",
    "body",
    "variants",
    "first_steps",
    "values",
    "basis",
    "rationale",
    "source",
    "figures",
    "steps",
    "last_checked_on",
    "observed_year",
    "facts",
    "proof_kind",
    "result",
    "checked_on",
    "outcome",
    "ruling",
    "words",
    "to_author",
    "begun",
];

#[tokio::test]
async fn what_is_no_form_is_refused_in_words() {
    let app = TestApp::new().await;
    for (kind, body, status) in [
        ("application/json", b"{\"kind\":".to_vec(), 415),
        ("multipart/form-data; boundary=x", b"--x".to_vec(), 415),
        ("", b"kind=told_afterwards".to_vec(), 415),
        ("application/x-www-form-urlencoded; charset=utf-16", b"\xff\xfek\0".to_vec(), 422),
        ("application/x-www-form-urlencoded", b"a=b&".repeat(501), 400),
        ("application/x-www-form-urlencoded", vec![b'a'; 3_000_000], 413),
    ] {
        let request = Request::post("/share")
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, kind)
            .body(Body::from(body));
        let answer = app.send(request.unwrap()).await;
        assert_eq!((answer.status.as_u16(), answer.all("h1").len()), (status, 1), "{kind}");
    }
}

#[tokio::test]
async fn no_page_is_changed_by_a_method_it_does_not_know() {
    let app = TestApp::new().await;
    for method in ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"] {
        let request = Request::builder().method(method).uri("/share").header("sec-fetch-site", "same-origin");
        let answer = app.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, 405, "{method}");
        assert_is_ours(&answer, method);
    }
}

#[tokio::test]
async fn an_odd_answer_among_good_ones_is_taken_or_complained_of() {
    let mut app = TestApp::new().await;
    let mut chance = Chance(SEED);
    for report in [a_submission(), a_start()] {
        let link = report.begin(&mut app).await;
        report.fill(&mut app, &link).await;
        for _ in 0..ODD_ANSWERS {
            let (field, value) = (FIELDS[5 + chance.below(OF_REPORTS)], VALUES[chance.below(VALUES.len())]);
            for page in ["what", "when", "money", "story", "consent"] {
                let answer = report.clone().with(field, value).save(&mut app, &link, page).await;
                assert!([303, 422].contains(&answer.status.as_u16()), "{field}={value:?}: {}", answer.status);
            }
            for answer in
                [app.get(&format!("{link}/check")).await, send(&mut app, &link).await, app.get(&link).await]
            {
                assert_is_ours(&answer, &format!("{field}={value:?}"));
            }
        }
    }
}

const ODD_ANSWERS: usize = 25;
