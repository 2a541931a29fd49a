//! A published report: as a row of a list, and whole.

use super::lists::ProofKind;
use crate::{
    figures::Ending,
    reports::{
        AiHelpedWrite, AiUse, AmountsAre, Audience, Background, CapitalBand, Channel, Grade, IncomeModel,
        Kind, MonthlyBand, Region, Status, StopReason, TeachingShare, Years,
    },
    values::{Cents, Currency, ExperienceId, Month, PathId, UsdCents, how_many},
};
use serde::{Deserialize, Serialize};
use std::iter::Sum;
use time::{Date, OffsetDateTime};

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
    pub currency: Currency,
    pub net_total: Cents,
    pub costs_total: Cents,
    /// The most that a plan means to spend, in the report's own currency; none of what was told afterwards.
    pub budget: Option<Cents>,
    pub hours_per_week: f64,
    pub duration_months: i16,
    pub what_i_did: Option<String>,
    pub what_went_wrong: Option<String>,
    pub proof_seen: bool,
    pub seller: bool,
    pub confirmed_on: Date,
}

/// The longest quotation in a list, in characters.
const LONGEST_QUOTE: usize = 140;

impl ExperienceCard {
    pub fn ending(&self) -> Ending {
        self.status.into()
    }

    /// Take-home, with what it is for. Without a rate it is the sum of all months, in the report's own currency.
    pub fn take_home(&self) -> (String, &'static str) {
        match (self.monthly_net_usd, self.monthly_net_band) {
            (Some(monthly), _) => (monthly_words(monthly), "a month"),
            (None, MonthlyBand::NotYetKnown) => ("Open".to_owned(), "not known yet"),
            (None, _) => (self.net_total.whole().of(self.currency).to_string(), "in all"),
        }
    }

    pub fn is_gain(&self) -> bool {
        self.monthly_net_usd.map_or(self.net_total > Cents(0), |monthly| monthly > UsdCents(0))
    }

    /// Whether it is a plan of which nothing has been told since.
    pub fn is_open_plan(&self) -> bool {
        self.monthly_net_band == MonthlyBand::NotYetKnown
    }

    /// Time and money that it took, or is planned to take while nothing else is known.
    pub fn effort(&self) -> Vec<String> {
        let hours = hours_a_week(self.hours_per_week);
        let said = |sum: Cents| sum.whole().of(self.currency);
        if !self.is_open_plan() {
            return vec![
                hours,
                months_in_words(self.duration_months),
                format!("{} spent", said(self.costs_total)),
            ];
        }
        let budget = self.budget.map(|budget| format!("plans to spend {} at most", said(budget)));
        std::iter::once(format!("plans {hours}")).chain(budget).collect()
    }

    /// The first sentence of what went wrong, or else of what was done; none if neither is public or short enough.
    pub fn quote(&self) -> Option<&str> {
        let stories = [self.what_went_wrong.as_deref(), self.what_i_did.as_deref()];
        stories.into_iter().flatten().find_map(first_sentence)
    }

    /// The month of its last confirmation, in short: `Nov 2026`.
    pub fn confirmed(&self) -> String {
        let month = self.confirmed_on.month().to_string();
        format!("{} {}", month.get(..3).unwrap_or(&month), self.confirmed_on.year())
    }
}

/// An experience with everything of it that is public.
#[derive(Debug, Clone, PartialEq)]
pub struct Experience {
    pub id: ExperienceId,
    pub published_at: OffsetDateTime,
    pub amended_at: Option<OffsetDateTime>,
    pub confirmed_on: Date,
    pub version: i32,
    pub kind: Kind,
    pub path_id: PathId,
    pub path_name: String,
    pub path_slug: String,
    pub variant_name: Option<String>,
    pub background: Background,
    pub years_in_field: Years,
    pub audience_before: Audience,
    pub region: Region,
    pub income_model: Vec<IncomeModel>,
    pub ai_used_for: Vec<AiUse>,
    pub tools: Vec<String>,
    pub first_customer_channel: Channel,
    pub started_on: Month,
    pub first_income_on: Option<Month>,
    pub stopped_on: Option<Month>,
    pub as_of: Date,
    pub status: Status,
    pub hours_per_week: f64,
    pub weeks_active: i32,
    pub hours_total: f64,
    pub capital_band: CapitalBand,
    pub teaching_share: TeachingShare,
    pub sells_on_topic: bool,
    pub amounts_are: AmountsAre,
    pub currency: Currency,
    pub revenue_total: Cents,
    pub costs_total: Cents,
    pub net_total: Cents,
    /// As the next two, none when no rate is known.
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
    pub stop_reasons: Vec<StopReason>,
    pub months_until_copied: Option<i16>,
    pub months_until_halved: Option<i16>,
    pub ai_helped_write: AiHelpedWrite,
    pub grade: Grade,
    /// Why it has this grade, in a sentence.
    pub grade_reason: String,
    pub seller: bool,
    pub in_open_data: bool,
    pub proof_seen: bool,
    /// The kind of proof, and the month in which it was seen.
    pub proof_kind: Option<ProofKind>,
    pub proof_on: Option<Month>,
    /// The most that a plan means to spend, in the report's own currency; none of what was told afterwards.
    pub budget: Option<Cents>,
    pub target_monthly_usd: Option<UsdCents>,
    pub stop_if_below_usd: Option<UsdCents>,
    pub stop_by: Option<Month>,
    /// Since when no answer came to a follow-up.
    pub silent_since: Option<Date>,
}

/// A month's sum: in whole dollars, below one to the cent.
pub(super) fn monthly_words(amount: UsdCents) -> String {
    amount.whole_from(1).to_string()
}

/// An hour's sum, in two digits as its author and the moderator read it.
pub(super) fn hourly_words(amount: UsdCents) -> String {
    amount.two_digits().to_string()
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

    #[test]
    fn sums_are_as_precise_as_they_deserve() {
        assert_eq!(
            [8_549, 49, -4_167, 0].map(|cents| monthly_words(UsdCents(cents))),
            ["$85", "$0.49", "−$42", "$0"]
        );
        assert_eq!(
            [283, -30, 1_234, 2_549].map(|cents| hourly_words(UsdCents(cents))),
            ["$2.80", "−$0.30", "$12", "$25"]
        );
    }
}
