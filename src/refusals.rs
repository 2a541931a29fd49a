//! Refusals in the program's log: passwords and codes, 403 and 429, each with what it concerns. Never with what was typed,
//! an address or a link: a visitor is a number that changes every day.

use crate::{
    limits,
    state::AppState,
    values::AccountId,
    web::{TrustedProxies, Visitor, method},
};
use axum::{
    extract::{FromRef, MatchedPath, Request, State},
    http::StatusCode,
    middleware::Next,
    response::Response,
};
use std::{
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

/// A kind of refusal. Each has lines of its own, so that a flood of one hides no other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    Password,
    Code,
    /// 403.
    Forbidden,
    /// 429.
    TooOften,
}

impl Refusal {
    const COUNT: usize = 4;

    fn word(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::Code => "code",
            Self::Forbidden => "forbidden",
            Self::TooOften => "too often",
        }
    }

    fn of_status(status: StatusCode) -> Option<Self> {
        match status {
            StatusCode::FORBIDDEN => Some(Self::Forbidden),
            StatusCode::TOO_MANY_REQUESTS => Some(Self::TooOften),
            _ => None,
        }
    }
}

/// The account that a request concerns: whose name was given, or who is signed in.
#[derive(Debug, Clone, Copy)]
struct Account(AccountId);

/// Marks an answer as the refusal of a password or a code.
pub fn of(mut answer: Response, what: Refusal, account: Option<AccountId>) -> Response {
    answer.extensions_mut().insert(what);
    match account {
        Some(account) => concerning(answer, account),
        None => answer,
    }
}

/// Says which account an answer concerns, should it be a refusal.
pub fn concerning(mut answer: Response, account: AccountId) -> Response {
    answer.extensions_mut().insert(Account(account));
    answer
}

/// Lines of one kind in a minute. More are counted, and their number is told when the minute is over: a line of 200 bytes
/// for every kind makes 70 MB a day at most, whatever comes.
const LINES: u64 = 60;
const MINUTE: Duration = Duration::from_secs(60);

/// How many lines this copy of the program wrote of late.
#[derive(Debug, Clone, Default)]
pub struct Recent(Arc<Mutex<[Option<Window>; Refusal::COUNT]>>);

#[derive(Debug, Clone, Copy)]
struct Window {
    since: Instant,
    seen: u64,
}

/// How one refusal is logged.
#[derive(Debug, PartialEq, Eq)]
enum Share {
    Line,
    /// The first that is only counted: somebody has to tell the number when this time is over.
    CountFor(Duration),
    Count,
}

impl Recent {
    fn count(&self, what: Refusal, now: Instant) -> Share {
        let mut windows = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let window = windows[what as usize].get_or_insert(Window { since: now, seen: 0 });
        let over = now.duration_since(window.since) >= MINUTE;
        if over && window.seen <= LINES {
            *window = Window { since: now, seen: 0 };
        }
        window.seen += 1;
        match window.seen {
            seen if seen <= LINES => Share::Line,
            seen if seen == LINES + 1 => {
                Share::CountFor(MINUTE.saturating_sub(now.duration_since(window.since)))
            }
            _ => Share::Count,
        }
    }

    /// How many were only counted. The next minute begins.
    fn end(&self, what: Refusal) -> u64 {
        let mut windows = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        windows[what as usize].take().map_or(0, |window| window.seen.saturating_sub(LINES))
    }
}

/// The state of the layer.
#[derive(Debug, Clone)]
pub struct RefusalLog {
    pub state: AppState,
    pub recent: Recent,
}

impl FromRef<RefusalLog> for TrustedProxies {
    fn from_ref(noting: &RefusalLog) -> Self {
        noting.state.trusted_proxies.clone()
    }
}

/// Writes a line for an answer that refuses something.
pub async fn note(
    State(RefusalLog { state, recent }): State<RefusalLog>,
    visitor: Visitor,
    request: Request,
    next: Next,
) -> Response {
    let route = request.extensions().get::<MatchedPath>().cloned();
    let method = method::known(request.method());
    let answer = next.run(request).await;
    let marked = answer.extensions().get::<Refusal>().copied();
    let Some(what) = marked.or(Refusal::of_status(answer.status())) else { return answer };
    match recent.count(what, Instant::now()) {
        Share::Line => {
            let network = match limits::number_of_day(&state.db, "refusals", visitor).await {
                Ok(number) => format!("{number:016x}"),
                Err(_) => "unknown".to_owned(),
            };
            let route = route.as_ref().map_or("none", MatchedPath::as_str);
            let account = answer.extensions().get::<Account>().map(|account| account.0);
            let (what, status) = (what.word(), answer.status().as_u16());
            tracing::warn!(target: "refusals", what, method, route, status, network, account = account.map(|id| id.0), "refused");
        }
        Share::CountFor(rest) => {
            tokio::spawn(tell_rest(recent, what, rest));
        }
        Share::Count => {}
    }
    answer
}

async fn tell_rest(recent: Recent, what: Refusal, rest: Duration) {
    tokio::time::sleep(rest).await;
    let more = recent.end(what);
    tracing::warn!(target: "refusals", what = what.word(), more, "refused so many more in a minute, which have no line");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flood_of_one_kind_is_counted_and_hides_no_other() {
        let (recent, now) = (Recent::default(), Instant::now());
        let lines = (0..5_000).filter(|_| recent.count(Refusal::Password, now) == Share::Line).count();
        assert_eq!(lines, 60);
        assert_eq!(recent.count(Refusal::Forbidden, now), Share::Line);
        assert_eq!(recent.end(Refusal::Password), 4_940);
        assert_eq!(recent.count(Refusal::Password, now), Share::Line, "a new minute");
    }

    #[test]
    fn the_first_that_has_no_line_has_the_rest_told_when_the_minute_ends() {
        let (recent, now) = (Recent::default(), Instant::now());
        (0..60).for_each(|_| _ = recent.count(Refusal::Code, now));
        let later = now + Duration::from_secs(20);
        assert_eq!(recent.count(Refusal::Code, later), Share::CountFor(Duration::from_secs(40)));
        assert_eq!(recent.count(Refusal::Code, later), Share::Count);
        let quiet = Recent::default();
        (0..60).for_each(|_| _ = quiet.count(Refusal::Code, now));
        assert_eq!(
            quiet.count(Refusal::Code, now + MINUTE),
            Share::Line,
            "a minute with no more than its lines"
        );
    }
}
