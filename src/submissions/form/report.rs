//! The report that a draft's answers make, and the answers that a report was made of.

use super::{
    Choices, consent,
    draft::{Draft, DraftContext},
    money,
    step::{Complaint, complaints},
    story, what, when,
};
use crate::{
    reports::{Plan, Report},
    web::FormData,
};

/// The report that the draft's answers make, or everything that is wrong with them, page after page.
pub fn assemble(draft: &Draft, given: &DraftContext) -> Result<Report, Vec<Complaint>> {
    let what = what::read(draft, given);
    let when = when::read(draft, given);
    let dates = when.as_ref().ok().map(|part| &part.when);
    let money = money::read(draft, given, dates);
    let story = story::read(draft, given, dates);
    let consent = consent::read(draft);
    match (what, when, money, story, consent) {
        (Ok(what), Ok(when), Ok(money), Ok(story), Ok(consent)) => Ok(Report {
            kind: draft.kind,
            path_id: what.path_id,
            variant_id: what.variant_id,
            who: when.who,
            what: what.what,
            when: when.when,
            effort: money.effort,
            money: money.money,
            seller: money.seller,
            story: story.story,
            consent: consent.consent,
            plan: Plan { premortem: story.premortem, ..money.plan },
        }),
        _ => Err(complaints(draft, given)),
    }
}

/// The answers of a revision as its author would type them, to be changed and sent again.
pub fn refill(report: &Report, email: Option<&str>, choices: &Choices) -> FormData {
    let mut form = FormData::default();
    what::fill(&mut form, report, choices);
    when::fill(&mut form, report);
    money::fill(&mut form, report);
    story::fill(&mut form, report, choices);
    consent::fill(&mut form, report, email);
    form
}
