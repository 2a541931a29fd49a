//! A published report: as a row of a list, and whole.

use super::lists::ProofKind;
use crate::{
    figures::Ending,
    reports::{
        AiHelpedWrite, AiUse, AmountsAre, Audience, Background, CapitalBand, Channel, Grade, IncomeModel,
        Kind, MonthlyBand, Region, Status, StopReason, TeachingShare, Years,
    },
    values::{Cell, ExperienceId, Month, PathId, Quarter, UsdCents, how_many},
};
use serde::{Deserialize, Serialize};
use std::iter::Sum;
use time::OffsetDateTime;

/// Which experiences are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    Everything,
    /// Those of the path with this id.
    Path(PathId),
}

impl Of {
    pub(super) fn path_id(self) -> Option<PathId> {
        match self {
            Self::Everything => None,
            Self::Path(id) => Some(id),
        }
    }
}

/// How many experiences there are, and why some of them are in no figure:
/// `published - kept_private = headline + sellers + without_rate + not_yet_known = registered + told_afterwards`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, sqlx::FromRow)]
pub struct Counts {
    pub published: i64,
    /// Their authors keep them out of the open data, on which figures rest. All that follow are of the others.
    pub kept_private: i64,
    /// Those that figures rest on.
    pub headline: i64,
    /// Their authors earn from teaching the path or selling tools for it.
    pub sellers: i64,
    /// Others, in a currency for which no rate to the dollar is known.
    pub without_rate: i64,
    /// Others, begun and not yet decided.
    pub not_yet_known: i64,
    pub registered: i64,
    pub told_afterwards: i64,
}

impl Counts {
    /// Those in the open data.
    pub fn open(&self) -> i64 {
        self.published - self.kept_private
    }

    /// Those that are published and in no figure, each kind in words; kinds of nobody are left out.
    pub fn left_out(&self) -> Vec<String> {
        let reasons = [
            (self.sellers, "by people who sell about the path"),
            (self.without_rate, "in a currency without a dollar rate"),
            (self.not_yet_known, "whose outcome is not known yet"),
            (self.kept_private, "kept out of the open data by the author"),
        ];
        reasons.iter().filter(|(n, _)| *n > 0).map(|(n, why)| format!("{n} {why}")).collect()
    }
}

impl Sum for Counts {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), |sum, more| Self {
            published: sum.published + more.published,
            kept_private: sum.kept_private + more.kept_private,
            headline: sum.headline + more.headline,
            sellers: sum.sellers + more.sellers,
            without_rate: sum.without_rate + more.without_rate,
            not_yet_known: sum.not_yet_known + more.not_yet_known,
            registered: sum.registered + more.registered,
            told_afterwards: sum.told_afterwards + more.told_afterwards,
        })
    }
}

impl From<Status> for Ending {
    fn from(status: Status) -> Self {
        match status {
            Status::Trying => Self::Waiting,
            Status::Earning => Self::Earning,
            Status::Paused => Self::Paused,
            Status::StoppedBeforeIncome => Self::Nothing,
            Status::StoppedAfterIncome => Self::Faded,
        }
    }
}

/// An experience as a list shows it: `rep` in `experiences/_card.html`.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct ExperienceCard {
    pub id: ExperienceId,
    pub headline: String,
    pub path_name: String,
    pub path_slug: String,
    pub status: Status,
    pub monthly_net_usd: Option<UsdCents>,
    pub monthly_net_band: MonthlyBand,
    pub costs_total_usd: Option<UsdCents>,
    /// The most that a plan means to spend; none of what was told afterwards.
    pub budget_usd: Option<UsdCents>,
    pub hours_per_week: f64,
    pub duration_months: i16,
    pub what_i_did: Option<String>,
    pub what_went_wrong: Option<String>,
    pub proof_seen: bool,
    pub seller: bool,
    pub confirmed_on: Quarter,
}

/// The longest quotation in a list, in characters.
const LONGEST_QUOTE: usize = 140;

impl ExperienceCard {
    pub fn ending(&self) -> Ending {
        self.status.into()
    }

    /// Take-home, with what it is for.
    pub fn take_home(&self) -> (String, &'static str) {
        match (self.monthly_net_usd, self.monthly_net_band) {
            (Some(monthly), _) => (monthly.to_string(), "a month"),
            (None, MonthlyBand::NotYetKnown) => ("Open".to_owned(), "not known yet"),
            (None, _) => ("Not told".to_owned(), "in dollars yet"),
        }
    }

    pub fn is_gain(&self) -> bool {
        self.monthly_net_usd.is_some_and(|monthly| monthly > UsdCents(0))
    }

    /// Whether it is a plan of which nothing has been told since.
    pub fn is_open_plan(&self) -> bool {
        self.monthly_net_band == MonthlyBand::NotYetKnown
    }

    /// Time and money that it took, or is planned to take while nothing else is known.
    pub fn effort(&self) -> Vec<String> {
        let hours = hours_a_week(self.hours_per_week);
        if self.is_open_plan() {
            let budget = self.budget_usd.map(|budget| format!("plans to spend {budget} at most"));
            return std::iter::once(format!("plans {hours}")).chain(budget).collect();
        }
        let spent = self.costs_total_usd.map(|costs| format!("{costs} spent"));
        [hours, months_in_words(self.duration_months)].into_iter().chain(spent).collect()
    }

    /// The first sentence of what went wrong, or else of what was done; none if neither is public or short enough.
    pub fn quote(&self) -> Option<&str> {
        let stories = [self.what_went_wrong.as_deref(), self.what_i_did.as_deref()];
        stories.into_iter().flatten().find_map(first_sentence)
    }
}

/// An experience with everything of it that is public.
#[derive(Debug, Clone, PartialEq)]
pub struct Experience {
    pub id: ExperienceId,
    pub published_at: OffsetDateTime,
    pub amended_at: Option<OffsetDateTime>,
    pub confirmed_on: Quarter,
    pub version: i32,
    pub kind: Kind,
    pub path_id: PathId,
    pub path_name: String,
    pub path_slug: String,
    pub variant_name: Option<String>,
    /// Whether it names a form of the path that is too rare to be shown.
    pub variant_is_merged: bool,
    pub background: Cell<Background>,
    pub years_in_field: Cell<Years>,
    pub audience_before: Cell<Audience>,
    pub region: Cell<Region>,
    pub income_model: Vec<Cell<IncomeModel>>,
    pub ai_used_for: Vec<Cell<AiUse>>,
    pub tools: Vec<String>,
    pub first_customer_channel: Cell<Channel>,
    pub started_on: Quarter,
    pub first_income_on: Option<Quarter>,
    pub stopped_on: Option<Quarter>,
    pub as_of: Quarter,
    pub status: Status,
    pub hours_per_week: f64,
    pub hours_total: f64,
    pub capital_band: Cell<CapitalBand>,
    pub teaching_share: Cell<TeachingShare>,
    pub amounts_are: AmountsAre,
    /// As the next four, none when no rate is known, and of a plan of which nothing was told since.
    pub revenue_total_usd: Option<UsdCents>,
    pub costs_total_usd: Option<UsdCents>,
    pub net_total_usd: Option<UsdCents>,
    pub monthly_net_usd: Option<UsdCents>,
    pub net_hourly_usd: Option<UsdCents>,
    pub monthly_net_band: MonthlyBand,
    pub months_to_first_income: Option<i16>,
    pub duration_months: i16,
    pub headline: String,
    /// The story's parts are none where the author did not agree to their publication.
    pub what_i_did: Option<String>,
    pub what_went_wrong: Option<String>,
    pub tell_a_friend: Option<String>,
    pub stop_reasons: Vec<Cell<StopReason>>,
    pub months_until_copied: Option<i16>,
    pub months_until_halved: Option<i16>,
    pub ai_helped_write: Cell<AiHelpedWrite>,
    pub grade: Grade,
    /// Why it has this grade, in a sentence.
    pub grade_reason: String,
    pub seller: bool,
    pub in_open_data: bool,
    pub proof_seen: bool,
    /// The kind of proof, and the month in which it was seen.
    pub proof_kind: Option<ProofKind>,
    pub proof_on: Option<Month>,
    /// The most that a plan means to spend; none of what was told afterwards, nor where the band of it is merged.
    pub budget_usd: Option<UsdCents>,
    pub target_monthly_usd: Option<UsdCents>,
    pub stop_if_below_usd: Option<UsdCents>,
    pub stop_by: Option<Quarter>,
    /// Since when no answer came to a follow-up.
    pub silent_since: Option<Quarter>,
}

pub(super) fn hours_a_week(hours: f64) -> String {
    format!("{} a week", how_many(hours, "hour"))
}

pub(super) fn months_in_words(months: i16) -> String {
    match months {
        ..1 => "under a month".to_owned(),
        months => how_many(months, "month"),
    }
}

fn first_sentence(story: &str) -> Option<&str> {
    let line = story.lines().next().unwrap_or_default();
    // No space follows the full stops of writing that has none between words.
    let mut ends = line.match_indices(['.', '!', '?', '؟', '।', '。', '！', '？', '።', '។', '။']);
    let end = ends.find_map(|(at, mark)| {
        let end = at + mark.len();
        let is_end = matches!(mark, "。" | "！" | "？" | "።" | "។" | "။")
            || line[end..].chars().next().is_none_or(char::is_whitespace);
        is_end.then_some(end)
    });
    let sentence = line[..end.unwrap_or(line.len())].trim();
    (!sentence.is_empty() && sentence.chars().count() <= LONGEST_QUOTE).then_some(sentence)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quotation_is_a_short_first_sentence() {
        assert_eq!(first_sentence("It paid $2.50 once. Then no more."), Some("It paid $2.50 once."));
        assert_eq!(first_sentence("No stop at all\n\nNext"), Some("No stop at all"));
        assert_eq!(first_sentence("多くの人が来た。"), Some("多くの人が来た。"));
        assert_eq!(first_sentence("没人付钱。后来我放弃了。"), Some("没人付钱。"));
        assert_eq!(first_sentence("किसी ने पैसे नहीं दिए। फिर छोड़ दिया।"), Some("किसी ने पैसे नहीं दिए।"));
        assert_eq!(first_sentence(&"word ".repeat(40)), None);
        assert_eq!(first_sentence(""), None);
    }
}
