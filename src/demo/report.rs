use super::{chance::Chance, figures::Course, story, trades::Trade};
use crate::{
    reports::{
        Channel, Consent, Effort, Grade, Kind, Plan, Report, Seller, Status, Sums, TeachingShare, What, Who,
    },
    values::{Cents, ClosedList, Month, PathId, VariantId},
};
use time::{Date, Duration};

/// An invented report, with what moderators would have found of it.
#[derive(Debug, Clone)]
pub struct Sample {
    pub report: Report,
    pub grade: Grade,
    /// When it was published, or sent.
    pub on: Date,
    /// The traps that a suspected machine walked into.
    pub suspicions: Vec<String>,
}

/// The path of an invented report, as its row has it.
#[derive(Debug)]
pub struct PathRow {
    pub id: PathId,
    pub variant_ids: Vec<VariantId>,
}

/// The maker of one invented report.
#[derive(Debug, Clone, Copy)]
pub struct Maker<'a> {
    pub trade: &'a Trade,
    pub path: &'a PathRow,
    pub today: Date,
    /// Its place among the reports of the path, from 0: the first ones never earned.
    pub attempt: usize,
}

impl Maker<'_> {
    pub fn report(&self, chance: &mut Chance) -> Sample {
        let course = Course::drawn(self.trade, self.attempt >= self.trade.without_income, chance);
        let kind = self.kind(chance);
        // Two in a hundred are older than a year.
        let age = if chance.percent(2) { chance.between(366, 500) } else { chance.between(3, 300) };
        let as_of = self.today - Duration::days(i64::from(age));
        let things: Vec<&str> = self.trade.things.iter().map(String::as_str).collect();
        let thing = chance.pick(&things, "something else");
        let report = Report {
            kind,
            path_id: self.path.id,
            variant_id: chance
                .percent(70)
                .then(|| chance.pick(&self.path.variant_ids, VariantId::default()))
                .filter(|id| *id != VariantId::default()),
            who: who(chance),
            what: self.what(&course, chance),
            when: course.when(as_of),
            effort: course.effort(),
            money: course.money(chance),
            seller: self.seller(chance),
            story: story::story(self.trade, thing, &course, chance),
            consent: Consent {
                may_publish_story: !chance.percent(6),
                in_open_data: true,
                may_contact: false,
            },
            plan: plan(kind, as_of, chance),
        };
        let report = if kind == Kind::RegisteredStart && course.status == Status::Trying {
            not_told_yet(report)
        } else {
            report
        };
        Sample { report, grade: self.grade(chance), on: as_of, suspicions: Vec::new() }
    }

    /// Some said so at the start, and of most of these who still try nothing is known yet.
    fn kind(&self, chance: &mut Chance) -> Kind {
        let registers = self.trade.reports > 10;
        if registers && chance.percent(40) { Kind::RegisteredStart } else { Kind::ToldAfterwards }
    }

    fn what(&self, course: &Course, chance: &mut Chance) -> What {
        let mut income_model = vec![chance.pick(&self.trade.income, crate::reports::IncomeModel::PerProject)];
        if chance.percent(25) {
            income_model.push(chance.pick(&self.trade.income, income_model[0]));
            income_model.dedup();
        }
        What {
            income_model,
            ai_used_for: (0..chance.between(1, 3)).map(|_| any(chance)).collect(),
            tools: Vec::new(),
            first_customer_channel: match course.wait {
                Some(_) => chance.pick(&Channel::ALL[..Channel::ALL.len() - 1], Channel::Friends),
                None => Channel::NoneYet,
            },
        }
    }

    fn seller(&self, chance: &mut Chance) -> Seller {
        let sells_on_topic = chance.percent(self.trade.sellers);
        let teaching_share = if sells_on_topic { any(chance) } else { TeachingShare::None };
        Seller { teaching_share, sells_on_topic }
    }

    fn grade(&self, chance: &mut Chance) -> Grade {
        match chance.percent(self.trade.checked) {
            true => chance.pick(&[Grade::B, Grade::B, Grade::A], Grade::B),
            false => chance.pick(&[Grade::E, Grade::E, Grade::D, Grade::C], Grade::E),
        }
    }
}

/// Of a start whose author has told nothing since: no hours and no sums.
fn not_told_yet(mut report: Report) -> Report {
    let none = Cents(0);
    report.effort = Effort { weeks_active: 0, hours_total: 0.0, ..report.effort };
    report.money = Sums {
        upfront_cost: none,
        running_cost_total: none,
        people_paid_total: none,
        revenue_total: none,
        refunds_total: none,
        last3m_revenue: None,
        last3m_cost: None,
        ..report.money
    };
    report
}

fn who(chance: &mut Chance) -> Who {
    Who {
        background: any(chance),
        years_in_field: any(chance),
        audience_before: any(chance),
        had_paid_before: None,
        region: any(chance),
        country: None,
    }
}

fn plan(kind: Kind, as_of: Date, chance: &mut Chance) -> Plan {
    if kind == Kind::ToldAfterwards {
        return Plan::default();
    }
    Plan {
        target_monthly: Some(Cents(i64::from(chance.between(1, 10)) * 10_000)),
        stop_if_below: Some(Cents(i64::from(chance.between(2, 9)) * 1_000)),
        stop_by: Some(Month::of(as_of + Duration::days(180))),
        ..Plan::default()
    }
}

/// One of the list's values, the first ones more often.
fn any<T: ClosedList>(chance: &mut Chance) -> T {
    let place = (chance.fraction().powf(1.4) * T::ALL.len() as f64) as usize;
    T::ALL[place.min(T::ALL.len() - 1)]
}
