//! What is unusual about a path rather than about one report: bursts, and many from one network. While one is open, two
//! people read what waits on the path.

mod exposed;
mod find;
mod look;
mod page;

pub use find::{Arrival, Burst, Kind, Usual};
pub use look::{look, look_everywhere};
pub use page::{close, page};

use super::rules::Rule;
use crate::values::{ItemId, PathId, SignalId, SubmissionId, how_many};
use time::OffsetDateTime;

/// A signal of a path, open or closed, as everybody may read it.
#[derive(Debug)]
pub struct Signal {
    pub id: SignalId,
    pub path_id: PathId,
    pub path_name: String,
    pub path_slug: String,
    pub kind: Kind,
    pub since: OffsetDateTime,
    pub seconds: i64,
    pub people: i32,
    pub usual: f64,
    pub networks: i32,
    pub from_one: i32,
    pub opened_at: OffsetDateTime,
    pub closed_at: Option<OffsetDateTime>,
    pub role: Option<String>,
    pub handle: Option<String>,
    pub why: Option<String>,
}

impl Signal {
    /// "40 registered starts within 24 seconds; a usual week has 0.5".
    pub fn in_words(&self) -> String {
        let came = format!("{} within {}", how_many(self.people, self.kind.thing()), span(self.seconds));
        match self.kind {
            Kind::OneNetwork => format!("{came}, from one network"),
            _ => format!("{came}; a usual week has {}", (self.usual * 10.0).round() / 10.0),
        }
    }

    /// "from 40 networks, 1 of them from one"; for moderators.
    pub fn networks_in_words(&self) -> String {
        match self.networks {
            0 => "Where they came from is not known".to_owned(),
            n => format!("From {}; from the busiest {}", how_many(n, "network"), self.from_one),
        }
    }
}

/// A published report of which something was noticed since.
#[derive(Debug)]
pub struct Reopened {
    pub item: ItemId,
    pub submission_id: SubmissionId,
    pub headline: String,
    pub noticed_at: OffsetDateTime,
    pub rules: Vec<Rule>,
}

fn span(seconds: i64) -> String {
    match seconds {
        ..120 => how_many(seconds, "second"),
        120..7_200 => how_many(seconds / 60, "minute"),
        7_200..172_800 => how_many(seconds / 3_600, "hour"),
        _ => how_many(seconds / 86_400, "day"),
    }
}
