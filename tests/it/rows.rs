//! What is told and what is read back: any report, any answer, and the row that readers see.

use crate::support::{a_path, a_report, fresh_database, rate, sent};
use firstbucket::{
    experiences, rates,
    reports::{
        AiHelpedWrite, AiUse, AmountsAre, Audience, Background, CapitalBand, Channel, Consent, Effort,
        IncomeModel, Kind, Plan, Region, Report, Seller, Status, StillDoing, StopReason, Story, Sums,
        TeachingShare, Update, UpdateState, What, When, Who, Years,
    },
    submissions::{revision, update},
    values::{Cents, ClosedList, Currency, Month, PathId, Quarter, RevisionId, VariantId, two_digits},
};
use proptest::{
    collection::vec, option, prelude::*, sample::select, strategy::ValueTree as _, test_runner::TestRunner,
};
use serde_json::{Value, json};
use sqlx::PgPool;
use time::{Date, Duration, macros::date};

/// The most that the database takes.
const MOST: i64 = 1_000_000_000_000;
/// What means something to a reader of arrays, of JSON or of text.
const HARD: [&str; 10] = ["", " ", "null", "NULL", "{}", "a,b", "\"", "\\", "{\"a\": 1}", "\u{feff}é\u{301}"];
const FIRST_DAY: Date = date!(1970 - 01 - 01);

fn any_of<T: ClosedList>() -> impl Strategy<Value = T> + Clone {
    select(T::ALL)
}

/// Empty, full and with repeats.
fn some_of<T: ClosedList>() -> impl Strategy<Value = Vec<T>> {
    prop_oneof![Just(Vec::new()), Just(T::ALL.to_vec()), vec(any_of::<T>(), 0..6)]
}

/// Of any characters but the one that Postgres has not.
fn text(from: usize, to: usize) -> impl Strategy<Value = String> {
    let character = any::<char>().prop_map(|character| if character == '\0' { '\\' } else { character });
    vec(character, from..=to).prop_map(String::from_iter)
}

fn texts() -> impl Strategy<Value = Vec<String>> {
    vec(prop_oneof![select(&HARD).prop_map(str::to_owned), text(0, 20)], 0..6)
}

fn cents() -> impl Strategy<Value = Cents> {
    prop_oneof![Just(0), Just(1), Just(MOST), 0..=MOST].prop_map(Cents)
}

/// With all the digits that a number can have, from the smallest to the greatest.
fn number() -> impl Strategy<Value = f64> {
    prop_oneof![
        Just(f64::MIN_POSITIVE),
        Just(f64::MAX),
        Just(0.1 + 0.2),
        prop::num::f64::POSITIVE | prop::num::f64::NORMAL | prop::num::f64::SUBNORMAL
    ]
}

fn month(after: i64) -> Month {
    Month::of(FIRST_DAY + Duration::days(after))
}

fn when(kind: Kind) -> impl Strategy<Value = When> {
    // A day, and how many pass until each of the others.
    let days = (0_i64..30_000, 0_i64..9_000, 0_i64..9_000, 0_i64..9_000);
    let may_have_an_income = any::<bool>().prop_map(move |has| has || kind == Kind::RegisteredStart);
    (any_of::<Status>(), days, may_have_an_income).prop_map(
        |(status, (start, first, stop, more), has_income)| {
            let has_income = match status {
                Status::Trying | Status::StoppedBeforeIncome => false,
                Status::Earning | Status::StoppedAfterIncome => true,
                Status::Paused => has_income,
            };
            When {
                started_on: month(start),
                first_income_on: has_income.then(|| month(start + first)),
                stopped_on: status.is_stopped().then(|| month(start + stop)),
                as_of: FIRST_DAY + Duration::days(start + first.max(stop) + more),
                status,
            }
        },
    )
}

fn money(has_income: bool) -> impl Strategy<Value = Sums> {
    let costs = (cents(), cents(), cents());
    let income = (1..=MOST, 0.0..=1.0).prop_map(move |(revenue, part)| match has_income {
        true => (Cents(revenue), Cents((revenue as f64 * part) as i64)),
        false => (Cents(0), Cents(0)),
    });
    let last = (option::of(cents()), option::of(cents()));
    (costs, income, last, any_of::<Currency>(), any_of::<AmountsAre>(), any_of::<CapitalBand>()).prop_map(
        |(costs, income, last, currency, amounts_are, capital_band)| Sums {
            currency,
            usd: None,
            upfront_cost: costs.0,
            running_cost_total: costs.1,
            people_paid_total: costs.2,
            revenue_total: income.0,
            refunds_total: income.1,
            last3m_revenue: last.0,
            last3m_cost: last.1,
            amounts_are,
            capital_band,
        },
    )
}

fn story(kind: Kind) -> impl Strategy<Value = Story> {
    let least = if kind == Kind::RegisteredStart { 0 } else { 80 };
    let words = (text(10, 120), text(least, 300), text(least, 300), text(least, 300));
    let months = || option::of(0_i16..=600);
    (words, some_of::<StopReason>(), months(), months(), any_of::<AiHelpedWrite>()).prop_map(
        |(words, stop_reasons, months_until_copied, months_until_halved, ai_helped_write)| Story {
            headline: words.0,
            what_i_did: words.1,
            what_went_wrong: words.2,
            tell_a_friend: words.3,
            stop_reasons,
            months_until_copied,
            months_until_halved,
            ai_helped_write,
        },
    )
}

fn who() -> impl Strategy<Value = Who> {
    let lists = (any_of::<Background>(), any_of::<Years>(), any_of::<Audience>(), any_of::<Region>());
    (lists, any::<Option<bool>>(), option::of(text(0, 10))).prop_map(|(lists, had_paid_before, country)| {
        Who {
            background: lists.0,
            years_in_field: lists.1,
            audience_before: lists.2,
            had_paid_before,
            region: lists.3,
            country,
        }
    })
}

fn what() -> impl Strategy<Value = What> {
    (some_of::<IncomeModel>(), some_of::<AiUse>(), texts(), any_of::<Channel>()).prop_map(
        |(income_model, ai_used_for, tools, first_customer_channel)| What {
            income_model,
            ai_used_for,
            tools,
            first_customer_channel,
        },
    )
}

fn plan() -> impl Strategy<Value = Plan> {
    let sums = (option::of(cents()), option::of(cents()), option::of(cents()));
    (sums, option::of(0_i64..40_000), texts()).prop_map(|(sums, stop_by, premortem)| Plan {
        target_monthly: sums.0,
        stop_if_below: sums.1,
        stop_by: stop_by.map(month),
        budget: sums.2,
        premortem,
    })
}

/// Any report about these paths that the database takes.
fn report(path_id: PathId, variant_id: VariantId) -> impl Strategy<Value = Report> {
    let inner = |(kind, when): (Kind, When)| {
        let effort = (number().prop_map(|n| (n % 112.0).max(f64::MIN_POSITIVE)), 0..=2_000, number());
        let seller = (any_of::<TeachingShare>(), any::<bool>());
        let parts = (who(), what(), money(when.first_income_on.is_some()), story(kind), plan());
        (Just((kind, when)), parts, effort, seller, any::<[bool; 3]>(), any::<bool>())
    };
    let kind = any_of::<Kind>().prop_flat_map(|kind| (Just(kind), when(kind)));
    kind.prop_flat_map(inner).prop_map(
        move |((kind, when), (who, what, money, story, plan), effort, seller, consent, is_of_variant)| {
            Report {
                kind,
                path_id,
                variant_id: is_of_variant.then_some(variant_id),
                who,
                what,
                when,
                effort: Effort { hours_per_week: effort.0, weeks_active: effort.1, hours_total: effort.2 },
                money,
                seller: Seller { teaching_share: seller.0, sells_on_topic: seller.1 },
                story,
                consent: Consent {
                    may_publish_story: consent[0],
                    in_open_data: consent[1],
                    may_contact: consent[2],
                },
                plan,
            }
        },
    )
}

fn answer() -> impl Strategy<Value = Update> {
    let money = (1..=MOST, cents(), any_of::<Currency>(), any::<bool>());
    let months = (option::of(0_i64..30_000), option::of(0_i64..30_000));
    let edges = (option::of(0_i16..=600), option::of(0_i16..=600));
    let lists = (any_of::<StillDoing>(), some_of::<StopReason>(), any_of::<UpdateState>());
    (money, months, edges, lists, number(), text(0, 100), 0_i64..30_000).prop_map(
        |((revenue, costs, currency, is_paid), months, edges, lists, hours, note, day)| {
            let has_ended = lists.0 == StillDoing::Stopped;
            Update {
                number: 0,
                as_of: FIRST_DAY + Duration::days(day),
                still_doing: lists.0,
                revenue: Cents(if is_paid { revenue } else { 0 }),
                costs,
                currency,
                hours: (hours % 20_000.0).max(f64::MIN_POSITIVE),
                first_income_on: months.0.filter(|_| is_paid).map(month),
                stopped_on: months.1.filter(|_| has_ended).map(month),
                stop_reasons: if has_ended { lists.1 } else { Vec::new() },
                months_until_copied: edges.0,
                months_until_halved: edges.1,
                note,
                state: lists.2,
                was_read: false,
                answer: String::new(),
            }
        },
    )
}

/// So many of them, the same each time.
fn some<T: std::fmt::Debug>(strategy: impl Strategy<Value = T>, count: usize) -> Vec<T> {
    vec(strategy, count).new_tree(&mut TestRunner::deterministic()).unwrap().current()
}

/// What readers may see of the report, by the names of the columns. No word is common among so few.
fn as_shown(report: &Report) -> Value {
    let Report { what, when, effort, money, story, consent, plan, .. } = report;
    let figures = report.figures();
    let told = |part: &str| (consent.may_publish_story && !part.is_empty()).then(|| part.to_owned());
    let in_usd = |amount: Option<Cents>| {
        Some(Cents((amount?.0 as f64 * money.usd?.per_unit).round() as i64).two_digits().0)
    };
    let day = |month: Month| Quarter::from(month).first_day().to_string();
    let several = |words: Vec<&'static str>| if words.is_empty() { vec![] } else { vec!["merged"] };
    let mut shown = json!({
        "kind": report.kind.word(), "path_id": report.path_id, "variant_id": null,
        "background": "merged", "years_in_field": "merged", "audience_before": "merged", "region": "merged",
        "income_model": several(in_order(&what.income_model)), "ai_used_for": several(in_order(&what.ai_used_for)),
        "stop_reasons": several(in_order(&story.stop_reasons)), "tools": what.tools, "started_on": day(when.started_on),
        "first_income_on": when.first_income_on.map(day), "stopped_on": when.stopped_on.map(day),
        "as_of": Quarter::of(when.as_of).first_day().to_string(), "status": when.status.word(),
        "weeks_active": effort.weeks_active, "seller": report.sells(), "sells_on_topic": report.sells(),
        "amounts_are": money.amounts_are.word(), "budget_usd": null,
    });
    let counted = json!({
        "currency": "USD", "revenue_total_usd": figures.revenue_total_usd, "costs_total_usd": figures.costs_total_usd,
        "net_total_usd": figures.net_total_usd, "monthly_net_usd": figures.monthly_net_usd,
        "net_hourly_usd": figures.net_hourly_usd, "revenue_total": figures.revenue_total_usd.unwrap_or_default(),
        "costs_total": figures.costs_total_usd.unwrap_or_default(), "net_total": figures.net_total_usd.unwrap_or_default(),
        "monthly_net_band": figures.monthly_net_band.word(), "net_hourly_band": figures.net_hourly_band.word(),
        "months_to_first_income": figures.months_to_first_income, "first_income_band": figures.first_income_band.word(),
        "duration_months": figures.duration_months, "duration_band": figures.duration_band.word(),
        "headline": story.headline, "what_i_did": told(&story.what_i_did),
        "what_went_wrong": told(&story.what_went_wrong), "tell_a_friend": told(&story.tell_a_friend),
        "months_until_copied": story.months_until_copied, "months_until_halved": story.months_until_halved,
        "in_open_data": consent.in_open_data, "target_monthly_usd": in_usd(plan.target_monthly),
        "stop_if_below_usd": in_usd(plan.stop_if_below), "stop_by": plan.stop_by.map(day),
    });
    shown.as_object_mut().unwrap().extend(counted.as_object().unwrap().clone());
    // Shown in any case: what the rest of the row tells.
    let plain = [
        ("teaching_share", "none", !report.sells()),
        (
            "first_customer_channel",
            "none_yet",
            what.first_customer_channel == Channel::NoneYet && when.first_income_on.is_none(),
        ),
        (
            "capital_band",
            "none",
            money.capital_band == CapitalBand::None
                && money.costs_total() == Cents(0)
                && !report.is_open_plan(),
        ),
        (
            "ai_helped_write",
            "no",
            story.ai_helped_write == AiHelpedWrite::No
                && report.kind == Kind::RegisteredStart
                && story.told().trim().is_empty(),
        ),
    ];
    let words =
        plain.map(|(column, word, holds)| (column.to_owned(), if holds { word } else { "merged" }.into()));
    shown.as_object_mut().unwrap().extend(words);
    let named = report.variant_id.is_some() || report.kind == Kind::ToldAfterwards;
    shown["variant_is_merged"] = named.into();
    shown
}

/// What is kept of the report's words until they are common, by the names of the columns.
fn as_kept(report: &Report) -> Value {
    let Report { who, what, story, .. } = report;
    json!({
        "path_id": report.path_id, "background": who.background.word(), "years_in_field": who.years_in_field.word(),
        "audience_before": who.audience_before.word(), "region": who.region.word(),
        "income_model": in_order(&what.income_model), "ai_used_for": in_order(&what.ai_used_for),
        "stop_reasons": in_order(&story.stop_reasons),
    })
}

fn in_order<T: ClosedList>(values: &[T]) -> Vec<&'static str> {
    T::ALL.iter().filter(|value| values.contains(value)).map(|value| value.word()).collect()
}

/// Makes a path with a variant, and gives the ids of both.
async fn a_path_with_a_variant(db: &PgPool) -> (PathId, VariantId) {
    let path = a_path("ai-tools").insert(db).await;
    let variant = sqlx::query_scalar(
        "insert into path_variants (path_id, position, slug, name, summary, basis)
         values ($1, 1, 'a-form', 'A form', 'What it is.', 'editor') returning id",
    );
    (path, variant.bind(path).fetch_one(db).await.unwrap())
}

/// Sends the report, reads it, publishes it and reads what is shown.
async fn assert_kept(db: &PgPool, report: &Report) {
    let sent = sent(db, report).await;
    let item = sent.item;
    let revision: RevisionId = sqlx::query_scalar("select revision_id from review_items where id = $1")
        .bind(item)
        .fetch_one(db)
        .await
        .unwrap();
    let mut tx = db.begin().await.unwrap();
    let rates = rates::known(&mut *tx, &[report.money.currency]).await.unwrap();
    let report = &report.clone().in_dollars(&rates);
    assert_eq!(revision::find(&mut tx, revision).await.unwrap().as_ref(), Some(report));
    let day = date!(2026 - 11 - 22);
    // Written, and written again over itself.
    for _ in 0..2 {
        let id = experiences::publish(&mut tx, sent.submission, revision, report, day).await.unwrap();
        let (mut row, mut kept, hours_per_week, hours_total): (Value, Value, f64, f64) = sqlx::query_as(
            "select to_jsonb(e), to_jsonb(o), hours_per_week, hours_total
             from experiences e join experience_originals o using (submission_id) where e.id = $1 and revision_id = $2",
        )
        .bind(id)
        .bind(revision)
        .fetch_one(&mut *tx)
        .await
        .unwrap();
        for (row, expected) in [(&mut row, as_shown(report)), (&mut kept, as_kept(report))] {
            row.as_object_mut().unwrap().retain(|column, _| expected.get(column).is_some());
            assert_eq!(*row, expected);
        }
        let coarse = two_digits(report.effort.hours_total.round() as i64) as f64;
        assert_eq!((hours_per_week, hours_total), (report.effort.hours_per_week, coarse));
    }
    tx.rollback().await.unwrap();
}

#[tokio::test]
async fn any_report_is_read_as_it_was_sent_and_shown_as_it_was_approved() {
    let database = fresh_database().await;
    let db = database.program_pool();
    let (path, variant) = a_path_with_a_variant(&database.pool()).await;
    // One year stands in for all that follow it.
    for (at, currency) in Currency::ALL.iter().enumerate().skip(1).step_by(2) {
        rate(&db, currency.word(), "1000", 1_500.0 / (at * at) as f64).await;
    }
    for report in some(report(path, variant), 300) {
        assert_kept(&db, &report).await;
    }
}

#[tokio::test]
async fn every_word_of_every_list_is_kept() {
    let database = fresh_database().await;
    let db = database.program_pool();
    let path = a_path("ai-tools").insert(&database.pool()).await;
    fn nth<T: ClosedList>(n: usize) -> T {
        T::ALL[n % T::ALL.len()]
    }
    for n in 0..Currency::ALL.len() {
        let mut report = a_report(path);
        report.who = Who {
            background: nth(n),
            years_in_field: nth(n),
            audience_before: nth(n),
            region: nth(n),
            ..report.who
        };
        report.what.income_model = vec![nth(n)];
        report.what.ai_used_for = vec![nth(n)];
        report.what.first_customer_channel = nth(n);
        report.money.currency = nth(n);
        report.money.amounts_are = nth(n);
        report.money.capital_band = nth(n);
        report.seller.teaching_share = nth(n);
        report.story.stop_reasons = vec![nth(n)];
        report.story.ai_helped_write = nth(n);
        assert_kept(&db, &report).await;
    }
}

#[tokio::test]
async fn any_answer_is_read_as_it_was_given() {
    let database = fresh_database().await;
    let db = database.program_pool();
    let path = a_path("ai-tools").insert(&database.pool()).await;
    let sent = sent(&db, &a_report(path)).await;
    let mut conn = db.acquire().await.unwrap();
    let given = some(answer(), 300);
    for (update, number) in given.iter().zip(1_i32..) {
        update::insert(&mut conn, sent.submission, &number.to_be_bytes(), update).await.unwrap();
    }
    let kept = update::updates(&mut *conn, sent.submission).await.unwrap();
    assert_eq!(kept.len(), given.len());
    for ((kept, given), number) in kept.into_iter().zip(given).zip(1..) {
        assert_eq!(Update { was_read: false, ..kept }, Update { number, ..given });
    }
}
