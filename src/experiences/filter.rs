//! By what experiences can be narrowed and in which order they can be read.

use super::lists::{Freshness, HoursBand, InFigures};
use crate::{
    reports::{
        AiUse, Audience, Background, CapitalBand, Channel, DurationBand, Grade, HourlyBand, IncomeModel,
        Kind, MonthlyBand, Region, Status, StopReason, TeachingShare, WaitBand, Years,
    },
    values::{ClosedList as _, MERGED, Word},
    web::{Facet, View},
};
use sqlx::{Postgres, QueryBuilder};
use time::Date;

/// One quality of an experience. Its SQL is over `experiences e`, `paths p` and `path_variants v`.
#[derive(Debug)]
pub struct Quality {
    /// Its name in addresses, and in the counting query the name of its column.
    pub key: &'static str,
    label: &'static str,
    values: Values,
    /// The experience's word, or its words joined by commas.
    pub said: &'static str,
    test: Test,
    pub privacy: Privacy,
}

/// How much of a quality readers see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Privacy {
    /// Each report's own value.
    Open,
    /// A value that fewer than five reports of the path have is `merged`, which is a value to choose like others.
    Merged,
}

#[derive(Debug)]
enum Values {
    Listed(&'static [Word]),
    Paths,
    Variants,
    StartYears,
}

/// How SQL finds the experiences that have one of the words chosen.
#[derive(Debug)]
enum Test {
    /// What is `said` is one of them.
    Said,
    /// This column of the flat row is one of them.
    Is(&'static str),
    /// This column holds one of them.
    Holds(&'static str),
    /// The path has one of these slugs.
    OnPath,
}

const fn one(
    key: &'static str,
    label: &'static str,
    words: &'static [Word],
    column: &'static str,
) -> Quality {
    Quality {
        key,
        label,
        values: Values::Listed(words),
        said: column,
        test: Test::Is(column),
        privacy: Privacy::Open,
    }
}

const fn derived(
    key: &'static str,
    label: &'static str,
    words: &'static [Word],
    said: &'static str,
) -> Quality {
    Quality { key, label, values: Values::Listed(words), said, test: Test::Said, privacy: Privacy::Open }
}

const fn several(
    key: &'static str,
    label: &'static str,
    words: &'static [Word],
    said: &'static str,
    column: &'static str,
) -> Quality {
    Quality {
        key,
        label,
        values: Values::Listed(words),
        said,
        test: Test::Holds(column),
        privacy: Privacy::Open,
    }
}

/// Every quality, in the order in which the page shows them.
pub const QUALITIES: &[Quality] = &[
    Quality {
        key: "path",
        label: "Path",
        values: Values::Paths,
        said: "p.slug",
        test: Test::OnPath,
        privacy: Privacy::Open,
    },
    one("status", "How it stands", Status::WORDS, "e.status"),
    one("monthly_net", "Take-home a month", MonthlyBand::WORDS, "e.monthly_net_band"),
    one("net_hourly", "Take-home an hour", HourlyBand::WORDS, "e.net_hourly_band"),
    derived(
        "hours",
        "Hours a week",
        HoursBand::WORDS,
        "case when e.hours_per_week < 5 then 'under_5' when e.hours_per_week < 10 then '5_9' \
         when e.hours_per_week < 20 then '10_19' else '20_plus' end",
    ),
    one("months_to_first", "Wait for the first income", WaitBand::WORDS, "e.first_income_band"),
    one("duration", "Time at it", DurationBand::WORDS, "e.duration_band"),
    several(
        "stop_reasons",
        "Why they stopped",
        StopReason::WORDS,
        "array_to_string(e.stop_reasons, ',')",
        "e.stop_reasons",
    )
    .merged(),
    one("background", "Background", Background::WORDS, "e.background").merged(),
    one("years_in_field", "Years in that field", Years::WORDS, "e.years_in_field").merged(),
    one("audience_before", "Followers before", Audience::WORDS, "e.audience_before").merged(),
    one("region", "Region", Region::WORDS, "e.region").merged(),
    Quality {
        key: "variant",
        label: "Form of the path",
        values: Values::Variants,
        said: "case when e.variant_is_merged then 'merged' else v.slug end",
        test: Test::Said,
        privacy: Privacy::Merged,
    },
    several(
        "income_model",
        "How money comes in",
        IncomeModel::WORDS,
        "array_to_string(e.income_model, ',')",
        "e.income_model",
    )
    .merged(),
    several(
        "ai_used_for",
        "What AI was used for",
        AiUse::WORDS,
        "array_to_string(e.ai_used_for, ',')",
        "e.ai_used_for",
    )
    .merged(),
    one("first_customer_channel", "First customer from", Channel::WORDS, "e.first_customer_channel").merged(),
    one("capital_band", "Money put in", CapitalBand::WORDS, "e.capital_band").merged(),
    one("teaching_share", "Income from teaching the path", TeachingShare::WORDS, "e.teaching_share").merged(),
    derived(
        "in_figures",
        "Whether figures count it",
        InFigures::WORDS,
        "case when not e.in_open_data then 'kept_private' when e.seller then 'seller' \
         when e.monthly_net_usd is not null then 'counted' else e.monthly_net_band end",
    ),
    one("kind", "When it was reported", Kind::WORDS, "e.kind"),
    one("grade", "How well it is supported", Grade::WORDS, "e.grade"),
    derived(
        "freshness",
        "Last confirmed",
        Freshness::WORDS,
        // Six and twelve months after the quarter of which this is the first day.
        "case when e.silent_since is not null then 'unknown' when e.confirmed_on > site_today() - interval '9 months' then 'fresh' \
         when e.confirmed_on > site_today() - interval '15 months' then 'ageing' else 'stale' end",
    ),
    Quality {
        key: "start_year",
        label: "Started in",
        values: Values::StartYears,
        said: "case when e.started_on < '2021-01-01' then 'earlier' else extract(year from e.started_on)::text end",
        test: Test::Said,
        privacy: Privacy::Open,
    },
];

/// Facets that stand open on the page from the start.
pub const OPEN: [&str; 4] = ["path", "status", "monthly_net", "net_hourly"];

/// The orders of the list, the default one first: never one that puts winners on top.
pub const SORTS: &[Word] = &[
    ("newest", "Newest confirmed"),
    ("oldest", "Oldest confirmed"),
    ("hourly_high", "Take-home an hour, high to low"),
    ("hourly_low", "Take-home an hour, low to high"),
    ("wait_short", "First income, soonest"),
    ("wait_long", "First income, latest"),
    ("hours_most", "Hours put in, most"),
    ("hours_fewest", "Hours put in, fewest"),
    ("grade_best", "Best supported"),
    ("grade_least", "Least supported"),
];

/// Slug and name of each path and of each variant, in the directory's order.
#[derive(Debug, Default)]
pub struct Choices {
    pub paths: Vec<(String, String)>,
    pub variants: Vec<(String, String)>,
}

/// The facets as they are on this day.
pub fn facets(choices: &Choices, today: Date) -> Vec<Facet> {
    QUALITIES.iter().map(|quality| quality.facet(choices, today)).collect()
}

/// Adds what the view asks for to a query that ends within its `where`.
pub fn narrow<'q>(query: &'q mut QueryBuilder<Postgres>, view: &View) -> &'q mut QueryBuilder<Postgres> {
    narrow_to_words(query, view);
    for quality in chosen(view) {
        query.push(" and ");
        quality.push_test(query, view);
    }
    query
}

fn narrow_to_words(query: &mut QueryBuilder<Postgres>, view: &View) {
    if let Some(words) = &view.words {
        query.push(" and e.words @@ websearch_to_tsquery('english', ").push_bind(words.clone()).push(")");
    }
}

/// The qualities of which the view has chosen values.
pub fn chosen(view: &View) -> impl Iterator<Item = &'static Quality> {
    QUALITIES.iter().filter(|quality| !view.selection.of(quality.key).is_empty())
}

/// The view's order, total and the same in both directions; reports without the figure come last.
pub fn order(view: &View) -> &'static str {
    match view.sort() {
        "oldest" => " order by e.confirmed_on, e.id",
        "hourly_high" => " order by e.net_hourly_usd desc nulls last, e.id desc",
        "hourly_low" => " order by e.net_hourly_usd, e.id",
        "wait_short" => " order by e.months_to_first_income, e.id",
        "wait_long" => " order by e.months_to_first_income desc nulls last, e.id desc",
        "hours_most" => " order by e.hours_total desc, e.id desc",
        "hours_fewest" => " order by e.hours_total, e.id",
        "grade_best" => " order by e.grade, e.id",
        "grade_least" => " order by e.grade desc, e.id desc",
        _ => " order by e.confirmed_on desc, e.id desc",
    }
}

/// The quality of this name. Asked for while the program is built, an unknown one is an error of the build.
pub const fn quality(key: &str) -> &'static Quality {
    let mut place = 0;
    while place < QUALITIES.len() {
        if is_same(QUALITIES[place].key.as_bytes(), key.as_bytes()) {
            return &QUALITIES[place];
        }
        place += 1;
    }
    panic!("no quality of experiences has this name")
}

const fn is_same(one: &[u8], other: &[u8]) -> bool {
    match (one, other) {
        ([], []) => true,
        ([first, rest @ ..], [head, tail @ ..]) => *first == *head && is_same(rest, tail),
        _ => false,
    }
}

impl Quality {
    const fn merged(self) -> Self {
        Self { privacy: Privacy::Merged, ..self }
    }

    /// Its list of words; none where the words are slugs or years.
    pub const fn listed(&self) -> Option<&'static [Word]> {
        match self.values {
            Values::Listed(words) => Some(words),
            _ => None,
        }
    }

    /// Whether an experience may have several of its words.
    pub const fn is_plural(&self) -> bool {
        matches!(self.test, Test::Holds(_))
    }

    fn facet(&self, choices: &Choices, today: Date) -> Facet {
        let mut values = match &self.values {
            Values::Listed(words) => Facet::from_words(self.key, self.label, words).values,
            Values::Paths => choices.paths.clone(),
            Values::Variants => choices.variants.clone(),
            Values::StartYears => start_years(today),
        };
        if self.privacy == Privacy::Merged {
            values.push((MERGED.0.to_owned(), MERGED.1.to_owned()));
        }
        Facet { key: self.key, label: self.label, values }
    }

    /// Adds the condition that the experience has one of the view's words.
    fn push_test(&self, query: &mut QueryBuilder<Postgres>, view: &View) {
        let words = view.selection.of(self.key).to_vec();
        match &self.test {
            Test::Said => query.push(self.said).push(" = any(").push_bind(words).push(")"),
            Test::Is(column) => query.push(column).push(" = any(").push_bind(words).push(")"),
            Test::Holds(column) => query.push(column).push(" && ").push_bind(words),
            // One thing alone by equality, so that its own index gives the order, too.
            Test::OnPath if words.len() == 1 => {
                query.push("e.path_id = (select id from paths where slug = any(").push_bind(words).push("))")
            }
            Test::OnPath => query
                .push("e.path_id = any(array(select id from paths where slug = any(")
                .push_bind(words)
                .push(")))"),
        };
    }
}

/// Each year since the first tools of this kind, latest first, and all before.
fn start_years(today: Date) -> Vec<(String, String)> {
    let years = (2021..=today.year().max(2021)).rev().map(|year| (year.to_string(), year.to_string()));
    years.chain([("earlier".to_owned(), "Before 2021".to_owned())]).collect()
}
