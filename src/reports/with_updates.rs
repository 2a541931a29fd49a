use super::{
    Dollars, Effort, HourlyBand, Kind, MonthlyBand, Report, Status, StillDoing, StopReason, Sums, Update,
    WEEKS_A_MONTH, When,
};
use crate::{
    figures::Fences,
    rates::Rates,
    values::{Cents, Currency, Month, UsdCents},
};
use time::Date;

/// Days in a month, 365.25 / 12.
const DAYS_A_MONTH: f64 = 30.44;
const THREE_MONTHS: f64 = 3.0 * DAYS_A_MONTH;
/// Answers that reach back so many days say what the last three months brought.
const THREE_MONTHS_OR_SO: f64 = 75.0;

/// An answer whose income, costs or hours a month exceed so many times the last is read by somebody before it counts.
pub const JUMP: f64 = 3.0;
/// Sums a month below this, in US dollars, are no jump, whatever came before.
pub const SMALL_SUM_USD: f64 = 300.0;
/// Hours a month up to this are no jump, whatever came before.
pub const FEW_HOURS: f64 = 40.0;
/// An answer that says anything so few days after the last is read by somebody before it counts: small steps must not
/// add up to a jump.
pub const SOON_DAYS: i64 = 28;
/// What one answer can tell of at most, as the schema has it.
const MOST_HOURS: u32 = 20_000;

/// A report with everything that its author told since.
#[derive(Debug, Clone)]
pub struct ReportWithUpdates {
    pub report: Report,
    /// Up to which day it is told.
    pub since: Date,
    pace: Pace,
    rates: Rates,
    /// What the author told of stretches of time that follow each other, the newest last.
    stretches: Vec<Stretch>,
}

/// How it stands, in the classes by which it is counted.
#[derive(Debug, PartialEq, Eq)]
struct Outcome {
    status: Status,
    month: MonthlyBand,
    hour: HourlyBand,
    first_income_on: Option<Month>,
    stopped_on: Option<Month>,
    stop_reasons: Vec<StopReason>,
    edges: [Option<i16>; 2],
}

#[derive(Debug, Clone, Copy)]
struct Stretch {
    days: f64,
    revenue: Cents,
    cost: Cents,
    /// What it left, in hundredths of a dollar; 0 where that is not known, as the report's dollars are not, then.
    net_usd: f64,
}

/// A month's sums, in hundredths of the report's currency, and hours.
#[derive(Debug, Clone, Copy)]
struct Pace {
    revenue: f64,
    costs: f64,
    hours: f64,
}

impl ReportWithUpdates {
    /// The report with these answers, in their order; in dollars as far as these rates say.
    pub fn of(report: Report, updates: &[Update], rates: &Rates) -> Self {
        let report = report.in_dollars(rates);
        let is_plan = report.kind == Kind::RegisteredStart;
        let since = if is_plan { report.when.started_on.first_day() } else { report.when.as_of };
        let last = report.money.last3m_revenue.zip(report.money.last3m_cost);
        let net_usd = report.money.usd.and_then(|usd| usd.last_three).unwrap_or_default();
        let last = last.map(|(revenue, cost)| Stretch { days: THREE_MONTHS, revenue, cost, net_usd });
        let stretches = last.into_iter().collect();
        let told = Self { pace: Pace::of(&report), report, since, rates: rates.clone(), stretches };
        updates.iter().fold(told, Self::with)
    }

    fn with(mut self, update: &Update) -> Self {
        let days = (update.as_of - self.since).whole_days().max(1);
        let own = self.worth_of(self.report.money.currency, update);
        let theirs = self.worth_of(update.currency, update);
        let report = &mut self.report;
        let money = &mut report.money;
        let in_own = |amount| money.own(update, amount, theirs.zip(own));
        match in_own(update.revenue).zip(in_own(update.costs)) {
            Some((revenue, costs)) => {
                money.revenue_total.0 += revenue.0;
                money.running_cost_total.0 += costs.0;
                money.usd = money.usd.zip(update.in_usd(theirs)).map(|(usd, (came_in, costs))| Dollars {
                    came_in: usd.came_in + came_in,
                    costs: usd.costs + costs,
                    ..usd
                });
                let net_usd = update.in_usd(theirs).map_or(0.0, |(came_in, costs)| came_in - costs);
                self.stretches.push(Stretch { days: days as f64, revenue, cost: costs, net_usd });
                self.pace = Pace::over(days, revenue, costs, update.hours);
            }
            // What it all comes to is not known, then: in dollars least of all.
            None => {
                money.usd = None;
                self.stretches.clear();
            }
        }
        report.money.tell_last_three_months(&self.stretches);
        report.effort.add(days, update.hours, report.kind);
        report.when.go_on(update);
        for reason in &update.stop_reasons {
            if !report.story.stop_reasons.contains(reason) {
                report.story.stop_reasons.push(*reason);
            }
        }
        let story = &mut report.story;
        story.months_until_copied = story.months_until_copied.or(update.months_until_copied);
        story.months_until_halved = story.months_until_halved.or(update.months_until_halved);
        if !report.when.status.is_stopped() {
            report.story.stop_reasons.clear();
        }
        self.since = self.since.max(update.as_of);
        self
    }

    /// Whether somebody reads the answer first: it tells another outcome than the report does, better or worse, or is the
    /// first of a start; it rises to more than three times the last one, comes so soon after it, lifts the report to
    /// `proof_from` a month, from which proof is asked for, or says anything in words.
    pub fn needs_reading(&self, update: &Update, proof_from: UsdCents) -> bool {
        let after = self.after(update);
        let days = (update.as_of - self.since).whole_days().max(1);
        let now = after.pace;
        let worth = self.worth_of(self.report.money.currency, update);
        let small = worth.map_or(0.0, |worth| SMALL_SUM_USD * 100.0 / worth);
        let jumps = |now: f64, before: f64, small: f64| now > (before * JUMP).max(small);
        !update.note.is_empty()
            || self.is_untold()
            || self.outcome() != after.outcome()
            || (days < SOON_DAYS && update.says_something())
            || self.rises_to(proof_from, &after)
            || jumps(now.revenue, self.pace.revenue, small)
            || jumps(now.costs, self.pace.costs, small)
            || jumps(now.hours, self.pace.hours, FEW_HOURS)
    }

    /// Whether it lies beyond the path's fences by itself, or takes the report there.
    pub fn is_far_out(&self, update: &Update, fences: &Fences) -> bool {
        let is_out = |report: &Report| !report.beyond(fences).is_empty();
        is_out(&self.only(update)) || is_out(&self.after(update).report) && !is_out(&self.report)
    }

    /// The report as if its author had told of nothing but this answer: the sums and the hours since the last one.
    pub fn only(&self, update: &Update) -> Report {
        let mut report = self.report.clone();
        let nothing = Cents(0);
        let money = &mut report.money;
        (money.upfront_cost, money.running_cost_total, money.people_paid_total) = (nothing, nothing, nothing);
        (money.revenue_total, money.refunds_total) = (nothing, nothing);
        (money.last3m_revenue, money.last3m_cost) = (None, None);
        money.usd = money.usd.map(|usd| Dollars { came_in: 0.0, costs: 0.0, last_three: None, ..usd });
        (report.effort.weeks_active, report.effort.hours_total) = (0, 0.0);
        let weeks = (update.as_of - self.since).whole_days().max(7) as f64 / 7.0;
        let mut only = Self { report, stretches: Vec::new(), ..self.clone() }.with(update).report;
        only.effort.hours_per_week = update.hours / weeks;
        only
    }

    /// What a unit of a currency was worth in US dollars over the months that an answer tells of: from that of the last one to
    /// its own.
    fn worth_of(&self, currency: Currency, update: &Update) -> Option<f64> {
        let months = [Month::of(self.since), Month::of(update.as_of)];
        self.rates.average(currency, months).map(|average| average.usd_per_unit)
    }

    /// The report with one more answer counted in.
    pub fn after(&self, update: &Update) -> Self {
        self.clone().with(update)
    }

    /// What readers would count of it: what no answer changes unread.
    fn outcome(&self) -> Outcome {
        let (figures, story) = (self.report.figures(), &self.report.story);
        Outcome {
            status: self.report.when.status,
            month: figures.monthly_net_band,
            hour: figures.net_hourly_band,
            first_income_on: self.report.when.first_income_on,
            stopped_on: self.report.when.stopped_on,
            stop_reasons: story.stop_reasons.clone(),
            edges: [story.months_until_copied, story.months_until_halved],
        }
    }

    /// Whether it is a plan of which nothing was told since.
    fn is_untold(&self) -> bool {
        self.report.kind == Kind::RegisteredStart && self.stretches.is_empty()
    }

    fn rises_to(&self, proof_from: UsdCents, after: &Self) -> bool {
        let month = |told: &Self| told.report.figures().monthly_net_usd;
        month(after) > Some(proof_from) && month(after) > month(self)
    }

    /// Hours that there are between the last answer and this day, sleep left out; never more than [`MOST_HOURS`].
    pub fn most_hours(&self, today: Date) -> u32 {
        let days = (today - self.since).whole_days().max(1);
        u32::try_from(days * 16).map_or(MOST_HOURS, |hours| hours.min(MOST_HOURS))
    }
}

impl Pace {
    fn of(report: &Report) -> Self {
        let (money, effort) = (&report.money, &report.effort);
        let months = (f64::from(effort.weeks_active) / WEEKS_A_MONTH).max(1.0);
        Self {
            revenue: money.revenue_total.0 as f64 / months,
            costs: money.costs_total().0 as f64 / months,
            hours: effort.hours_per_week * WEEKS_A_MONTH,
        }
    }

    /// What a few days brought is not blown up to a month.
    fn over(days: i64, revenue: Cents, costs: Cents, hours: f64) -> Self {
        let months = (days as f64 / DAYS_A_MONTH).max(1.0);
        Self { revenue: revenue.0 as f64 / months, costs: costs.0 as f64 / months, hours: hours / months }
    }
}

impl Update {
    /// What came in and what was spent, in hundredths of a dollar; none where no rate is known. Nothing is nothing in any
    /// currency.
    fn in_usd(&self, worth: Option<f64>) -> Option<(f64, f64)> {
        let is_nothing = self.revenue == Cents(0) && self.costs == Cents(0);
        let worth = worth.or(is_nothing.then_some(0.0))?;
        Some((self.revenue.0 as f64 * worth, self.costs.0 as f64 * worth))
    }
}

impl Sums {
    /// An amount of this answer in the report's currency, which an amendment may have changed since; none where no rate
    /// between the two is known. `worth` is what a unit of the answer's currency and of the report's was worth then.
    fn own(&self, update: &Update, amount: Cents, worth: Option<(f64, f64)>) -> Option<Cents> {
        if self.currency == update.currency || amount == Cents(0) {
            return Some(amount);
        }
        let (from, to) = worth?;
        Some(Cents((amount.0 as f64 * from / to).round() as i64))
    }

    fn tell_last_three_months(&mut self, stretches: &[Stretch]) {
        let (mut days, mut revenue, mut cost, mut net_usd) = (0.0, 0.0, 0.0, 0.0);
        for stretch in stretches.iter().rev() {
            let part = ((THREE_MONTHS - days) / stretch.days).clamp(0.0, 1.0);
            days += stretch.days * part;
            revenue += stretch.revenue.0 as f64 * part;
            cost += stretch.cost.0 as f64 * part;
            net_usd += stretch.net_usd * part;
        }
        let sum = |amount: f64| (days >= THREE_MONTHS_OR_SO).then_some(Cents(amount.round() as i64));
        (self.last3m_revenue, self.last3m_cost) = (sum(revenue), sum(cost));
        let last_three = self.last3m_revenue.map(|_| net_usd);
        self.usd = self.usd.map(|usd| Dollars { last_three, ..usd });
    }
}

impl Effort {
    /// A plan's hours a week give way to those that were worked.
    fn add(&mut self, days: i64, hours: f64, kind: Kind) {
        self.hours_total += hours;
        if hours > 0.0 {
            self.weeks_active += i32::try_from((days as f64 / 7.0).round() as i64).unwrap_or_default().max(1);
        }
        if kind == Kind::RegisteredStart && self.weeks_active > 0 {
            let a_week = (self.hours_total / f64::from(self.weeks_active) * 10.0).round() / 10.0;
            self.hours_per_week = a_week.clamp(0.1, 112.0);
        }
    }
}

impl When {
    fn go_on(&mut self, update: &Update) {
        let month = Month::of(update.as_of);
        let earned = update.revenue > Cents(0);
        if earned && self.first_income_on.is_none() {
            let told = update.stopped_on.map_or(month, |stopped| stopped.min(month));
            self.first_income_on = Some(update.first_income_on.unwrap_or(told));
        }
        // What was told before the report itself, and let through after it, says nothing of how it stands now.
        if update.as_of < self.as_of {
            self.status = match self.status {
                Status::Trying if earned => Status::Earning,
                Status::StoppedBeforeIncome if earned => Status::StoppedAfterIncome,
                status => status,
            };
            return;
        }
        self.status = match (update.still_doing, self.first_income_on) {
            (StillDoing::Yes, None) => Status::Trying,
            (StillDoing::Yes, Some(_)) if earned => Status::Earning,
            (StillDoing::Yes | StillDoing::Paused, _) => Status::Paused,
            (StillDoing::Stopped, None) => Status::StoppedBeforeIncome,
            (StillDoing::Stopped, Some(_)) => Status::StoppedAfterIncome,
        };
        let stopped = update.still_doing == StillDoing::Stopped;
        self.stopped_on = stopped.then(|| update.stopped_on.unwrap_or(month));
        self.as_of = self.as_of.max(update.as_of);
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::{
        rates::{Period, Rate},
        reports::{
            AiHelpedWrite, AmountsAre, Audience, Background, CapitalBand, Channel, Consent, Plan, Region,
            Seller, Story, TeachingShare, UpdateState, What, Who, Years,
        },
    };
    use time::macros::date;

    /// The naira at $0.00065, but for the years before 2026.
    fn rates() -> Rates {
        let rate = Rate {
            currency: Currency::Ngn,
            period: Period::Year(2026),
            units_per_usd: 1.0 / 0.000_65,
            source: "a test".into(),
            url: String::new(),
        };
        [rate].into_iter().collect()
    }

    fn of(report: Report, updates: &[Update]) -> ReportWithUpdates {
        ReportWithUpdates::of(report, updates, &rates())
    }

    pub(crate) fn a_plan() -> Report {
        let none = Cents(0);
        Report {
            kind: Kind::RegisteredStart,
            path_id: crate::values::PathId(1),
            variant_id: None,
            who: Who {
                background: Background::Other,
                years_in_field: Years::None,
                audience_before: Audience::None,
                had_paid_before: None,
                region: Region::Asia,
                country: None,
            },
            what: What {
                income_model: Vec::new(),
                ai_used_for: Vec::new(),
                tools: Vec::new(),
                first_customer_channel: Channel::NoneYet,
            },
            when: When {
                started_on: Month::of(date!(2026 - 01 - 01)),
                first_income_on: None,
                stopped_on: None,
                as_of: date!(2026 - 01 - 10),
                status: Status::Trying,
            },
            effort: Effort { hours_per_week: 6.0, weeks_active: 0, hours_total: 0.0 },
            money: Sums {
                currency: Currency::Usd,
                usd: None,
                upfront_cost: none,
                running_cost_total: none,
                people_paid_total: none,
                revenue_total: none,
                refunds_total: none,
                last3m_revenue: None,
                last3m_cost: None,
                amounts_are: AmountsAre::Rounded,
                capital_band: CapitalBand::None,
            },
            seller: Seller { teaching_share: TeachingShare::None, sells_on_topic: false },
            story: Story {
                headline: String::new(),
                what_i_did: String::new(),
                what_went_wrong: String::new(),
                tell_a_friend: String::new(),
                stop_reasons: Vec::new(),
                months_until_copied: None,
                months_until_halved: None,
                ai_helped_write: AiHelpedWrite::No,
            },
            consent: Consent { may_publish_story: true, in_open_data: true, may_contact: false },
            plan: Plan::default(),
        }
    }

    fn an_answer(as_of: Date, revenue: i64, hours: f64, still_doing: StillDoing) -> Update {
        Update {
            number: 1,
            as_of,
            still_doing,
            revenue: Cents(revenue * 100),
            costs: Cents(0),
            currency: Currency::Usd,
            hours,
            first_income_on: None,
            stopped_on: None,
            stop_reasons: Vec::new(),
            months_until_copied: None,
            months_until_halved: None,
            note: String::new(),
            state: UpdateState::Live,
            was_read: false,
            answer: String::new(),
        }
    }

    #[test]
    fn a_plan_becomes_an_outcome_answer_by_answer() {
        let nothing = an_answer(date!(2026 - 05 - 02), 0, 60.0, StillDoing::Yes);
        let paid = an_answer(date!(2026 - 08 - 01), 300, 70.0, StillDoing::Yes);
        let over = an_answer(date!(2026 - 09 - 01), 0, 5.0, StillDoing::Stopped);
        let at = |updates: &[Update]| of(a_plan(), updates).report;
        let one = at(std::slice::from_ref(&nothing));
        assert_eq!((one.when.status, one.figures().monthly_net_usd), (Status::Trying, Some(UsdCents(0))));
        let two = at(&[nothing.clone(), paid.clone()]);
        assert_eq!((two.when.status, two.figures().months_to_first_income), (Status::Earning, Some(7)));
        assert_eq!(two.figures().monthly_net_usd, Some(UsdCents(10_000)));
        let three = at(&[nothing, paid, over]);
        assert_eq!(three.when.status, Status::StoppedAfterIncome);
        assert_eq!((three.effort.hours_total, three.when.duration_months()), (135.0, 8));
    }

    const PROOF_FROM: UsdCents = UsdCents(200_000);

    #[test]
    fn a_jump_or_a_word_is_read_first_and_more_of_the_same_is_not() {
        let day = date!(2026 - 05 - 02);
        let told = of(a_plan(), &[an_answer(day, 800, 60.0, StillDoing::Yes)]);
        let later = date!(2026 - 08 - 01);
        let reads = |update| told.needs_reading(&update, PROOF_FROM);
        let answer = |revenue, hours| an_answer(later, revenue, hours, StillDoing::Yes);
        assert!(!reads(answer(800, 60.0)) && !reads(answer(750, 55.0)), "the same again");
        assert!(reads(answer(9_900, 60.0)) && reads(answer(800, 500.0)));
        assert!(reads(Update { note: "More to come".into(), ..answer(800, 60.0) }));
    }

    #[test]
    fn another_outcome_is_read_first_better_or_worse() {
        let (day, later) = (date!(2026 - 05 - 02), date!(2026 - 08 - 01));
        let reads =
            |before: &[Update], update: Update| of(a_plan(), before).needs_reading(&update, PROOF_FROM);
        let answer = |revenue, hours, still| an_answer(later, revenue, hours, still);
        let nothing = [an_answer(day, 0, 60.0, StillDoing::Yes)];
        assert!(reads(&[], answer(0, 0.0, StillDoing::Yes)), "the first of a start, whatever it says");
        assert!(!reads(&nothing, answer(0, 60.0, StillDoing::Yes)), "still nothing");
        for (told, update) in [
            ("a first income", answer(1, 60.0, StillDoing::Yes)),
            ("an end", answer(0, 1.0, StillDoing::Stopped)),
            ("a pause", answer(0, 1.0, StillDoing::Paused)),
            ("a loss", Update { costs: Cents(10_000), ..answer(0, 60.0, StillDoing::Yes) }),
            ("an edge", Update { months_until_copied: Some(2), ..answer(0, 60.0, StillDoing::Yes) }),
        ] {
            assert!(reads(&nothing, update), "{told}");
        }
        let paid = [an_answer(day, 800, 60.0, StillDoing::Yes)];
        assert!(reads(&paid, answer(0, 60.0, StillDoing::Yes)), "no income any more");
        assert!(reads(&paid, answer(800, 20.0, StillDoing::Yes)), "a better hour");
        assert!(reads(&paid, answer(800, 150.0, StillDoing::Yes)), "a worse hour");
        let ended = [answer(0, 60.0, StillDoing::Stopped)];
        let again = |update: Update| of(a_plan(), &ended).needs_reading(&update, PROOF_FROM);
        let over = an_answer(date!(2026 - 11 - 01), 0, 0.0, StillDoing::Stopped);
        assert!(!again(Update { stopped_on: Some(Month::of(later)), ..over.clone() }), "the same end");
        assert!(again(over.clone()), "another month of the end");
        assert!(again(Update {
            stopped_on: Some(Month::of(later)),
            stop_reasons: vec![StopReason::NoCustomers],
            ..over
        }));
        let back = an_answer(date!(2026 - 11 - 01), 270, 60.0, StillDoing::Yes);
        assert!(reads(&ended, back), "stopped, and earning");
    }

    #[test]
    fn small_steps_do_not_add_up_to_a_jump() {
        let told = of(a_plan(), &[an_answer(date!(2026 - 05 - 02), 1_200, 60.0, StillDoing::Yes)]);
        let reads =
            |day, revenue| told.needs_reading(&an_answer(day, revenue, 6.0, StillDoing::Yes), PROOF_FROM);
        assert!(reads(date!(2026 - 05 - 03), 120), "a day later");
        assert!(!reads(date!(2026 - 06 - 02), 120));
        let high = of(a_plan(), &[an_answer(date!(2026 - 05 - 02), 9_000, 60.0, StillDoing::Yes)]);
        let higher = an_answer(date!(2026 - 08 - 02), 9_900, 60.0, StillDoing::Yes);
        assert!(high.needs_reading(&higher, PROOF_FROM), "from here proof is asked for");
        assert!(!high.needs_reading(&higher, UsdCents(900_000)));
    }

    #[test]
    fn an_answer_by_itself_is_the_sums_and_hours_since_the_last_one() {
        let told = of(a_plan(), &[an_answer(date!(2026 - 05 - 02), 30, 300.0, StillDoing::Yes)]);
        let paid = an_answer(date!(2026 - 08 - 08), 3_800, 1.0, StillDoing::Yes);
        let (all, only) = (told.clone().with(&paid).report, told.only(&paid));
        assert_eq!(all.figures().net_hourly_usd, Some(UsdCents(1_300)), "$3,830 for 301 hours");
        assert_eq!(only.figures().net_hourly_usd, Some(UsdCents(380_000)));
        assert_eq!(
            told.only(&an_answer(date!(2026 - 08 - 08), 0, 1_400.0, StillDoing::Yes)).effort.hours_per_week,
            100.0
        );
    }

    #[test]
    fn what_lies_beyond_the_fences_is_far_out_whatever_else_it_changes() {
        let told = of(a_plan(), &[an_answer(date!(2026 - 05 - 02), 3_000, 60.0, StillDoing::Yes)]);
        let is_far_out = |revenue, hours| {
            let update = an_answer(date!(2026 - 08 - 08), revenue, hours, StillDoing::Yes);
            told.is_far_out(&update, &Fences::default())
        };
        assert!(!is_far_out(3_000, 20.0), "$150 an hour");
        assert!(is_far_out(3_000, 19.3) && is_far_out(3_800, 1.0));
        assert!(!is_far_out(0, 839.0) && is_far_out(0, 841.0), "over 60 hours a week for 14 weeks");
    }

    #[test]
    fn what_cannot_be_converted_makes_no_dollars() {
        let told_in = |currency, revenue| Update {
            currency,
            ..an_answer(date!(2026 - 05 - 02), revenue, 60.0, StillDoing::Yes)
        };
        let usd = |updates: &[Update]| {
            let figures = of(a_plan(), updates).report.figures();
            (figures.net_total_usd, figures.monthly_net_usd, figures.net_hourly_usd)
        };
        let later = an_answer(date!(2026 - 08 - 01), 300, 60.0, StillDoing::Yes);
        let unknown = [told_in(Currency::Kes, 150_000), later.clone()];
        assert_eq!(usd(&unknown), (None, None, None), "not the $300 that came later");
        let told = of(a_plan(), &unknown).report;
        assert_eq!(told.figures().monthly_net_band, MonthlyBand::NoRate);
        assert_eq!(told.money.last3m_revenue, Some(Cents(30_000)), "of the months after it");
        assert_eq!(told.when.status, Status::Earning);
        let known = [told_in(Currency::Ngn, 150_000), later.clone()];
        assert_eq!(usd(&known).0, Some(UsdCents(40_000)));
        assert_eq!(
            usd(&[told_in(Currency::Kes, 0), later]).0,
            Some(UsdCents(30_000)),
            "nothing is nothing anywhere"
        );
        let before = of(a_plan(), &unknown[1..]);
        assert!(before.needs_reading(&unknown[0], UsdCents(i64::MAX)), "another outcome");
    }

    #[test]
    fn each_answer_is_worth_what_its_own_months_were() {
        let naira = |period, worth: f64| Rate {
            currency: Currency::Ngn,
            period,
            units_per_usd: 1.0 / worth,
            source: "a test".into(),
            url: String::new(),
        };
        let january = Month::of(date!(2027 - 01 - 01));
        let rates: Rates = [naira(Period::Year(2026), 0.000_65), naira(Period::Month(january), 0.000_5)]
            .into_iter()
            .collect();
        let answer =
            |day| Update { currency: Currency::Ngn, ..an_answer(day, 150_000, 60.0, StillDoing::Yes) };
        let mut plan = a_plan();
        plan.money.currency = Currency::Ngn;
        let usd = |answers: &[Update]| {
            ReportWithUpdates::of(plan.clone(), answers, &rates).report.figures().net_total_usd
        };
        let answers = [answer(date!(2026 - 05 - 02)), answer(date!(2027 - 02 - 02))];
        assert_eq!(usd(&answers[..1]), Some(UsdCents(9_800)), "$97.50, January to May 2026");
        // May to December 2026 and, for want of another, February at $0.00065, January at $0.0005.
        assert_eq!(usd(&answers), Some(UsdCents(19_000)), "$97.50 and $95.25");
        assert_eq!(
            ReportWithUpdates::of(plan.clone(), &answers, &Rates::default()).report.figures().net_total_usd,
            None
        );
    }

    #[test]
    fn the_last_three_months_are_put_together_from_short_answers() {
        let answers = [
            an_answer(date!(2026 - 05 - 02), 0, 60.0, StillDoing::Yes),
            an_answer(date!(2026 - 06 - 02), 100, 60.0, StillDoing::Yes),
            an_answer(date!(2026 - 07 - 02), 200, 60.0, StillDoing::Yes),
            an_answer(date!(2026 - 08 - 02), 300, 60.0, StillDoing::Yes),
        ];
        let last = |n: usize| of(a_plan(), &answers[..n]).report.money.last3m_revenue;
        assert_eq!(last(4), Some(Cents(59_781)), "92 days hold a little over three months");
        assert_eq!(last(2), Some(Cents(10_000)));
        assert_eq!(of(a_plan(), &answers[1..2]).report.money.last3m_revenue, Some(Cents(6_008)));
    }
}
