use super::{Column, Kind::*, MERGED, QUARTERS, TWO_DIGITS, column, facet, flag, id, number, text};
use crate::{
    experiences::InFigures,
    reports::{AiHelpedWrite, AmountsAre},
    values::{ClosedList as _, Word},
};

/// Why a report is in no figure, or that it is in all of them. What is kept out of the open data comes last, and is in no file.
const IN_FIGURES: &[Word] = InFigures::WORDS.split_at(InFigures::WORDS.len() - 1).0;

const MONTHS_KEPT: &str =
    "Kept in whole months, from which the curves are drawn; beside the quarters it may tell a month.";
const WITH_CONSENT: &str = "Only where the author agreed that the words are published.";
const MONTHLY: &str = "What was left a month while active: after costs and refunds, before tax, negative for a loss. Blank if not known.";

/// The columns of `open_rows` without the author's words.
pub const EXPERIENCES: &[Column] = &[
    id(
        "id",
        "The report's name in these files, the same for as long as it is published. It leads to no page.",
    )
    .but("Drawn by chance. The rows are sorted by it, so their order says nothing."),
    text("path", "The path's slug, as in paths.csv."),
    facet("kind", "Whether the author reported before the outcome was known, or after."),
    facet("status", "How it stands, as the author says."),
    column(
        "in_figures",
        Word(IN_FIGURES),
        "Whether the site's figures count the report, and if not, why. Of a plan of which nothing was told since, what came in, what it cost and what was left are blank.",
    ),
    facet("variant", "The form of the path, by its slug; blank where the author named none."),
    facet("background", "The field that the author comes from."),
    facet("years_in_field", "Years in that field."),
    facet("audience_before", "Followers or readers before the start."),
    facet("region", "The continent."),
    facet("income_model", "How money comes in."),
    facet("ai_used_for", "What AI was used for."),
    facet("first_customer_channel", "Where the first customer came from."),
    column("started_quarter", Quarter, "When it was begun.").but(QUARTERS),
    column("first_income_quarter", Quarter, "When the first money came in; blank if none did.").but(QUARTERS),
    column("stopped_quarter", Quarter, "When it was given up; blank if it was not.").but(QUARTERS),
    column("as_of_quarter", Quarter, "When all this was true.").but(QUARTERS),
    column("confirmed_quarter", Quarter, "When the author last said that it still stands so.").but(QUARTERS),
    number(
        "followed_up_months",
        "months",
        "The last follow-up that was answered: 3, 6, 12 or 24 months on; 0 if none was.",
    ),
    number(
        "months_to_first_income",
        "months",
        "From the start to the first income; blank if there was none.",
    )
    .but(MONTHS_KEPT),
    number("duration_months", "months", "From the start to the end, or to the last word.").but(MONTHS_KEPT),
    number("hours_per_week", "hours", "Hours a week while it was done."),
    number("weeks_active", "weeks", "Weeks in which it was done."),
    number("hours_total", "hours", "Hours in all, unpaid learning and selling included.").but(TWO_DIGITS),
    facet("capital_band", "Money put in, US dollars."),
    facet(
        "teaching_share",
        "The part of the income that came from teaching or selling tools about the path.",
    ),
    flag("seller", "Whether any of it did, or the author sells something about the path."),
    column(
        "amounts_are",
        Word(AmountsAre::WORDS),
        "How exact the author's sums were before we rounded them.",
    ),
    column(
        "revenue_total_usd_cents",
        Cents,
        "Money in, before refunds and costs; blank while no rate to the dollar is known.",
    )
    .but(TWO_DIGITS),
    column("costs_total_usd_cents", Cents, "All costs; blank as above.").but(TWO_DIGITS),
    column(
        "net_total_usd_cents",
        Cents,
        "What was left in all, negative for a loss; blank without a dollar rate.",
    )
    .but(TWO_DIGITS),
    column("monthly_net_usd_cents", Cents, MONTHLY).but(TWO_DIGITS),
    column("net_hourly_usd_cents", Cents, "What was left for each hour, unpaid hours included.")
        .but(TWO_DIGITS),
    facet("stop_reasons", "What made the author stop."),
    number("months_until_copied", "months", "From the start until the first visible copy.").but(MONTHS_KEPT),
    column("ai_helped_write", Word(AiHelpedWrite::WORDS), "Whether AI helped to write the report.")
        .but(MERGED),
    facet("grade", "How well it is supported."),
    flag(
        "proof_seen",
        "Whether a moderator saw a document that supports the sums. It stays so when the grade falls with time.",
    ),
    column("target_monthly_usd_cents", Cents, "Registered starts: hoped for, a month.").but(TWO_DIGITS),
    column("stop_if_below_usd_cents", Cents, "Registered starts: meant to stop if less comes in a month.")
        .but(TWO_DIGITS),
    column("stop_by_quarter", Quarter, "Registered starts: by when.").but(QUARTERS),
    number(
        "months_until_halved",
        "months",
        "From the start until price or income was half of what it had been.",
    )
    .but(MONTHS_KEPT),
    flag(
        "was_read",
        "Whether a moderator read everything that it says. If not, it holds an update that changed nothing of the outcome and that nobody has read yet.",
    ),
    column(
        "budget_usd_cents",
        Cents,
        "Registered starts: meant to be spent at most; blank where capital_band is merged.",
    )
    .but(TWO_DIGITS),
];

/// The columns of the words that may be published, in the order of their query.
pub const WORDS: &[Column] = &[
    id("id", "The report's name in these files, as in experiences.csv."),
    text("headline", "The author's headline.").but(WITH_CONSENT),
    text("what_i_did", "What the author did.").but(WITH_CONSENT),
    text("what_went_wrong", "What went wrong.").but(WITH_CONSENT),
    text("tell_a_friend", "What the author would tell a friend.").but(WITH_CONSENT),
];
