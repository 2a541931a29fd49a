use crate::values::how_many;
use std::{fmt, str::FromStr, time::Duration};

/// Networks around an IPv4 address, by their bits, and how many times as much as one address all of theirs may do together.
pub const WIDER_IPV4: [(u8, u32); 2] = [(24, 16), (16, 64)];
/// Networks around an IPv6 network of 64 bits, which counts as one address: a home or an office may
/// have 256 of these or more, and whoever rents addresses out has 32 bits.
pub const WIDER_IPV6: [(u8, u32); 3] = [(56, 2), (48, 8), (32, 32)];
/// How many times as much as one address everybody together may do.
pub const EVERYBODY: u32 = 200;
/// Whoever does no more than one in so many of what it may, as may the networks around it, does little.
pub const A_LITTLE: u32 = 4;
/// How many times as much as one address all who do little may do together, beside what the others do.
pub const EVERYBODY_A_LITTLE: u32 = 1_000;

/// Seconds for which a reader of the open data has a place in any case before others who wait may get it.
pub const EXPORT_SETTLING_SECONDS: u64 = 3;

/// How much, how fast and how long: each limit a setting, all of them published on `/limits`.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Limits (published on /limits)")]
pub struct Limits {
    /// Reports one address may begin.
    #[arg(long, env, global = true, default_value = "5/day")]
    pub rate_share: Rate,
    /// Pages of a report one address may save.
    #[arg(long, env, global = true, default_value = "120/hour")]
    pub rate_save: Rate,
    /// KiB of drafts one address may save: each save that changes something counts as the whole draft.
    #[arg(long, env, global = true, default_value = "4096/hour")]
    pub rate_draft: Rate,
    /// Flags one address may send.
    #[arg(long, env, global = true, default_value = "10/day")]
    pub rate_flag: Rate,
    /// Private links one address may open.
    #[arg(long, env, global = true, default_value = "120/hour")]
    pub rate_private_link: Rate,
    /// Letters that ask one e-mail address whether it may be written to.
    #[arg(long, env, global = true, default_value = "3/day")]
    pub rate_confirmation: Rate,
    /// Letters of that kind that one visitor may have sent, and letters to try that one admin may.
    #[arg(long, env, global = true, default_value = "5/day")]
    pub rate_ask: Rate,
    /// Searches one address may make.
    #[arg(long, env, global = true, default_value = "60/minute")]
    pub rate_search: Rate,
    /// Requests to the API one address may make.
    #[arg(long, env, global = true, default_value = "300/minute")]
    pub rate_api: Rate,
    /// Files of the open data one address may take, one at a time.
    #[arg(long, env, global = true, default_value = "60/hour")]
    pub rate_download: Rate,
    /// Wrong passwords one address may give.
    #[arg(long, env, global = true, default_value = "20/hour")]
    pub rate_sign_in_address: Rate,
    /// Wrong passwords for one account from everywhere that it never signed in from; as many from each browser that it did.
    #[arg(long, env, global = true, default_value = "5/minute")]
    pub rate_sign_in_account: Rate,
    /// Wrong passwords for all accounts together from everywhere that they never signed in from.
    #[arg(long, env, global = true, default_value = "120/minute")]
    pub rate_sign_in_site: Rate,
    /// Wrong codes of the app for one account, after the right password, from everywhere that it never signed in from; as
    /// many from each browser and network that it did.
    #[arg(long, env, global = true, default_value = "20/day")]
    pub rate_second_step: Rate,

    /// Seconds below which a report counts as filled in by a machine; it is then read in a line of its own.
    #[arg(long, env, global = true, default_value_t = 3)]
    pub time_trap_seconds: u64,
    /// Minutes for which a moderator holds a report that is being read.
    #[arg(long, env, global = true, default_value_t = 30)]
    pub claim_minutes: u32,
    /// Minutes without a request after which a moderator must sign in again.
    #[arg(long, env, global = true, default_value_t = 30)]
    pub session_idle_minutes: u32,
    /// Hours after which a moderator must sign in again in any case.
    #[arg(long, env, global = true, default_value_t = 12)]
    pub session_hours: u32,
    /// Minutes between password and code, and for setting the second step up.
    #[arg(long, env, global = true, default_value_t = 15)]
    pub second_step_minutes: u32,
    /// Minutes for which password and code count as just given when a factor is to be changed.
    #[arg(long, env, global = true, default_value_t = 10)]
    pub confirmed_minutes: u32,
    /// Days for which a browser or network is known that an account last signed in from.
    #[arg(long, env, global = true, default_value_t = 90)]
    pub known_days: u32,
    /// Hours for which a set-up link for a new moderator works.
    #[arg(long, env, global = true, default_value_t = 48)]
    pub invitation_hours: u32,

    /// Files of the open data that one copy of the program makes at the same time, each on a connection of its own.
    #[arg(long, env, global = true, default_value_t = 4)]
    pub exports: usize,
    /// Seconds within which a file of the open data must have been taken.
    #[arg(long, env, global = true, default_value_t = 300)]
    pub export_seconds: u64,
    /// Seconds within which each piece of such a file, 64 KiB before it is compressed, must have been taken.
    #[arg(long, env, global = true, default_value_t = 10)]
    pub export_piece_seconds: u64,
    /// Bytes a form may have. Those of a report may have as many as their fields need in any letters.
    #[arg(long, env, global = true, default_value_t = 32_768)]
    pub body_bytes: usize,
    /// Bytes a form of those who review and edit may have. Whatever is longer than it may be is read up to this size, so
    /// that its words can be given back.
    #[arg(long, env, global = true, default_value_t = 262_144)]
    pub staff_body_bytes: usize,
    /// Bytes of all forms that are being received and answered, of which one address has a sixteenth. Forms beyond wait
    /// for two seconds and are then asked to come again.
    #[arg(long, env, global = true, default_value_t = 16_777_216)]
    pub bodies_bytes: usize,
    /// Seconds within which every request is answered.
    #[arg(long, env, global = true, default_value_t = 5)]
    pub request_seconds: u64,
    /// Seconds within which a request's head must have arrived.
    #[arg(long, env, global = true, default_value_t = 10)]
    pub head_seconds: u64,
    /// Seconds a reader may take nothing of an answer.
    #[arg(long, env, global = true, default_value_t = 20)]
    pub write_seconds: u64,
    /// Seconds for which running requests may finish after the program was asked to stop.
    #[arg(long, env, global = true, default_value_t = 10)]
    pub drain_seconds: u64,
    /// Open connections in all.
    #[arg(long, env, global = true, default_value_t = 12_000)]
    pub connections: usize,
    /// Open connections from one address. Those of the proxies in --trusted-proxies are not counted.
    #[arg(long, env, global = true, default_value_t = 128)]
    pub connections_per_address: usize,
    /// Milliseconds a request waits for a database connection.
    #[arg(long, env, global = true, default_value_t = 2_000)]
    pub acquire_ms: u64,
    /// Milliseconds one database statement may run.
    #[arg(long, env, global = true, default_value_t = 3_000)]
    pub statement_ms: u64,
    /// Milliseconds one database statement may wait for a lock.
    #[arg(long, env, global = true, default_value_t = 2_000)]
    pub lock_ms: u64,
}

impl Limits {
    /// Each limit in force, for readers: what it bounds, and its value.
    pub fn published(&self) -> Vec<(&'static str, String)> {
        let seconds = |n: u64| how_many(n, "second");
        let milliseconds = |n: u64| how_many(n, "millisecond");
        vec![
            ("An IPv6 network of 64 bits counts as", "One address".to_owned()),
            ("All addresses of a wider IPv4 network may do together", wider(&WIDER_IPV4)),
            ("All addresses of a wider IPv6 network may do together", wider(&WIDER_IPV6)),
            ("Everybody may do together", format!("{EVERYBODY} times as much as one address")),
            (
                "Beside that, all who do no more than a quarter of their part may do together",
                format!("{EVERYBODY_A_LITTLE} times as much as one address"),
            ),
            ("Reports one address may begin", self.rate_share.to_string()),
            ("Pages of a report one address may save", self.rate_save.to_string()),
            ("KiB of drafts one address may save, each time the whole draft", self.rate_draft.to_string()),
            ("Flags one address may send", self.rate_flag.to_string()),
            ("Private links one address may open", self.rate_private_link.to_string()),
            ("Emails that ask an address whether we may write to it", self.rate_confirmation.to_string()),
            (
                "Emails of that kind one visitor may have sent, and test emails one admin may",
                self.rate_ask.to_string(),
            ),
            ("Searches one address may make", self.rate_search.to_string()),
            ("Requests to the API one address may make", self.rate_api.to_string()),
            ("Files of the open data one address may take, one at a time", self.rate_download.to_string()),
            ("Files of the open data that are made at the same time", self.exports.to_string()),
            ("A file of the open data must be taken within", seconds(self.export_seconds)),
            ("Each 64 KiB of such a file must be taken within", seconds(self.export_piece_seconds)),
            (
                "Of the files made at the same time, one network takes at most",
                self.exports.div_ceil(2).to_string(),
            ),
            (
                "While as many files are made as can be, the slowest reader makes room for the next one after",
                seconds(EXPORT_SETTLING_SECONDS),
            ),
            ("Wrong passwords from one address", self.rate_sign_in_address.to_string()),
            (
                "Wrong passwords for one account from where it never signed in, or from one browser where it did",
                self.rate_sign_in_account.to_string(),
            ),
            (
                "Wrong passwords for all accounts from where they never signed in",
                self.rate_sign_in_site.to_string(),
            ),
            (
                "Wrong codes of the app for one account, counted in the same way",
                self.rate_second_step.to_string(),
            ),
            (
                "A browser or network that somebody signed in from is known for",
                how_many(self.known_days, "day"),
            ),
            ("The code must follow the password within", how_many(self.second_step_minutes, "minute")),
            (
                "Password and code are asked for again before a factor changes, after",
                how_many(self.confirmed_minutes, "minute"),
            ),
            ("A report filled in faster is read in a line of its own", seconds(self.time_trap_seconds)),
            ("A moderator holds a report for", how_many(self.claim_minutes, "minute")),
            (
                "A moderator is signed out after, without a request",
                how_many(self.session_idle_minutes, "minute"),
            ),
            ("A moderator is signed out after, in any case", how_many(self.session_hours, "hour")),
            ("A set-up link works for", how_many(self.invitation_hours, "hour")),
            (
                "Size of what one form may send, and more where a report’s fields need it",
                size(self.body_bytes),
            ),
            ("Size of what a form of those who review and edit may send", size(self.staff_body_bytes)),
            (
                "Size of all forms that are on their way, of which one address has a sixteenth",
                size(self.bodies_bytes),
            ),
            ("Every request but for a file is answered within", seconds(self.request_seconds)),
            ("A request's head must arrive within", seconds(self.head_seconds)),
            ("An answer that nobody takes is cut off after", seconds(self.write_seconds)),
            ("Open connections in all", self.connections.to_string()),
            ("Open connections from one address", self.connections_per_address.to_string()),
            ("A stop waits for running requests for", seconds(self.drain_seconds)),
            ("A request waits for a database connection for", milliseconds(self.acquire_ms)),
            ("A database statement may run for", milliseconds(self.statement_ms)),
            ("A database statement waits for a lock for", milliseconds(self.lock_ms)),
        ]
    }
}

/// "2 times as much as one address in 56 bits, 8 times in 48".
fn wider(networks: &[(u8, u32)]) -> String {
    let said = networks.iter().enumerate().map(|(place, (bits, times))| match place {
        0 => format!("{times} times as much as one address in {bits} bits"),
        _ => format!("{times} times in {bits}"),
    });
    said.collect::<Vec<_>>().join(", ")
}

/// In KiB where it is a whole number of them.
fn size(bytes: usize) -> String {
    if bytes > 0 && bytes.is_multiple_of(1024) {
        format!("{} KiB", bytes / 1024)
    } else {
        how_many(bytes, "byte")
    }
}

/// So many times in such a span: `5/day`, `20/hour`, `60/minute`, `10/second`, or `off`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// How many at once; zero means no limit.
    pub burst: u32,
    /// The span in which the whole burst is there again, bit by bit: after a burst the next is free after
    /// `span / burst`.
    pub span: Duration,
}

impl Rate {
    /// So many times as much in the same span.
    pub fn times(self, times: u32) -> Self {
        Self { burst: self.burst.saturating_mul(times), ..self }
    }

    /// The part of it that is left when it is divided by this, at least one at once.
    pub fn part(self, of: u32) -> Self {
        Self { burst: self.burst.div_euclid(of.max(1)).max(1), ..self }
    }
}

const SPANS: [(&str, u64); 4] = [("second", 1), ("minute", 60), ("hour", 3_600), ("day", 86_400)];

impl FromStr for Rate {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text == "off" {
            return Ok(Self { burst: 0, span: Duration::ZERO });
        }
        let (burst, span) = text.split_once('/').ok_or("write it like 5/day, or off")?;
        let burst = burst.parse().map_err(|_| "the number before / is not a whole one")?;
        let seconds =
            SPANS.iter().find(|(name, _)| *name == span).ok_or("the span is second, minute, hour or day")?.1;
        Ok(Self { burst, span: Duration::from_secs(seconds) })
    }
}

impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match SPANS.iter().find(|(_, seconds)| *seconds == self.span.as_secs()) {
            Some(("hour", _)) if self.burst > 0 => write!(f, "{} an hour", self.burst),
            Some((name, _)) if self.burst > 0 => write!(f, "{} a {name}", self.burst),
            _ => f.write_str("No limit"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_is_read_as_it_is_written_in_the_manual() {
        assert_eq!("5/day".parse(), Ok(Rate { burst: 5, span: Duration::from_secs(86_400) }));
        assert_eq!("off".parse::<Rate>().unwrap().to_string(), "No limit");
        assert_eq!("60/minute".parse::<Rate>().unwrap().to_string(), "60 a minute");
        assert!("5 a day".parse::<Rate>().is_err());
    }
}
