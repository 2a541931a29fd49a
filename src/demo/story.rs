//! The words of an invented report, put together from parts so that no two are alike. Each says that it is a sample.

use super::{chance::Chance, figures::Course, trades::Trade};
use crate::{
    figures::Ending,
    reports::{AiHelpedWrite, Status, StopReason, Story},
    values::capitalised,
};

/// Said in every story.
const SAMPLE: &str = "This is sample text: nobody lived it.";

const DID: &[&str] = &[
    "I worked on {thing} beside my job, mostly in the evenings.",
    "The plan was simple: {thing}, made quicker with AI and checked by me.",
    "I began with {thing} because I knew the trade and not because I knew AI.",
    "A friend asked for {thing}, and I thought others would, too.",
];
const HOW: &[&str] = &[
    "The model wrote the first version and I mended it, which took longer than I had thought.",
    "I kept a list of its mistakes and gave it the list each time.",
    "Half of the hours went into finding {buyers}, not into the work.",
    "I wrote down every hour, also those in which nothing came of it.",
    "At first I let it do everything, and {buyers} noticed before I did.",
    "Prices came from asking three people what they would pay, then taking the lowest.",
];
const WENT_WRONG: &[&str] = &[
    "Everybody had the same idea in the same month.",
    "I made too much before anybody had asked for it.",
    "The first {buyers} wanted it free, and the second ones wanted it tomorrow.",
    "I counted the fees of the platform only when they were taken.",
    "It took four weeks to see that I was solving my own problem and nobody else’s.",
    "A free version of nearly the same turned up in the third month.",
    "I mistook polite friends for {buyers}.",
    "Every second answer of the model was wrong in a way that only I could see.",
    "The platform changed its rules in the week in which it began to work.",
    "I never told anybody the price until the end, and then it was too high.",
    "Two large firms offer {thing} for nothing now.",
    "I liked making it and hated selling it, and it showed.",
    "My best customer moved it in-house once it was set up.",
    "Nobody looks for {thing} where I had put it.",
];
const WRONG_MORE: &[&str] = &[
    "What I had saved in writing I lost in checking, and nobody pays for checking.",
    "My evenings were gone long before the money could have come.",
    "I kept changing the offer when I should have kept asking {buyers}.",
    "The best week made me buy a year of a tool that I used for two months.",
];
const TELL: &[&str] = &[
    "Find one person who pays before you make the second one.",
    "Write down your hours from the first day, or you will fool yourself.",
    "Start with what you already know; the model knows the rest as badly as for everybody else.",
    "Set a date on which you stop, and tell somebody.",
    "Ask {buyers} what they did last week, not what they would like.",
];
const TELL_MORE: &[&str] = &[
    "It is work, with a quicker first draft.",
    "Do it beside a job that pays the rent.",
    "If you would not do it for nothing, do not do it for this.",
    "The tool is the cheap part.",
];

pub fn headline(trade: &Trade, thing: &str, course: &Course, chance: &mut Chance) -> String {
    let forms: &[&str] = match Ending::from(course.status) {
        Ending::Nothing => &[
            "{Thing}: {months} and no buyer",
            "I gave up on {thing} after {months}",
            "Nobody paid for {thing}",
            "What {thing} cost me before I stopped",
        ],
        Ending::Waiting => &[
            "{Thing}: {months} in and not paid yet",
            "Still nothing from {thing}",
            "Waiting for the first of the {buyers}",
        ],
        Ending::Earning => &[
            "{Thing} pays a little every month",
            "What {thing} brings in after {months}",
            "Slow money from {thing}",
            "{Thing}: three {buyers} who stay",
        ],
        Ending::Faded => &[
            "{Thing} paid for a while, then stopped",
            "{Thing}: good months until the copies came",
            "The {buyers} of {thing} went elsewhere",
        ],
        Ending::Paused => &["{Thing} rests while I work elsewhere", "A pause after {months} of {thing}"],
    };
    let form = chance.pick(forms, "{Thing}");
    let months =
        if course.months == 1 { "one month".to_owned() } else { format!("{} months", course.months) };
    filled(form, trade, thing).replace("{Thing}", &capitalised(thing)).replace("{months}", &months)
}

pub fn story(trade: &Trade, thing: &str, course: &Course, chance: &mut Chance) -> Story {
    let is_long = chance.percent(12);
    let mut did = vec![said(DID, trade, thing, chance), said(HOW, trade, thing, chance), timing(course)];
    if is_long {
        did.extend((0..6).map(|_| said(HOW, trade, thing, chance)));
        did.dedup();
    }
    did.push(SAMPLE.to_owned());
    let story = Story {
        headline: headline(trade, thing, course, chance),
        what_i_did: did.join(if is_long { "\n\n" } else { " " }),
        what_went_wrong: [said(WENT_WRONG, trade, thing, chance), said(WRONG_MORE, trade, thing, chance)]
            .join(" "),
        tell_a_friend: [
            said(TELL, trade, thing, chance),
            said(TELL_MORE, trade, thing, chance),
            SAMPLE.to_owned(),
        ]
        .join(" "),
        stop_reasons: stop_reasons(course, chance),
        months_until_copied: chance.percent(20).then(|| i16::try_from(chance.between(1, 9)).unwrap_or(1)),
        months_until_halved: None,
        ai_helped_write: chance
            .pick(&[AiHelpedWrite::No, AiHelpedWrite::No, AiHelpedWrite::Polish], AiHelpedWrite::No),
    };
    // Where copies came early, prices followed a quarter later.
    let copied_early = story.months_until_copied.filter(|months| *months < 6);
    Story { months_until_halved: copied_early.map(|months| months + 3), ..story }
}

fn timing(course: &Course) -> String {
    match course.wait {
        Some(0) => "The first money came within the month.".to_owned(),
        Some(wait) => format!("The first money came in month {}.", wait + 1),
        None => format!("After {} weeks nothing had come in.", course.months * 4),
    }
}

fn stop_reasons(course: &Course, chance: &mut Chance) -> Vec<StopReason> {
    use StopReason::{
        AiMadeItWorthless, CopiedOrUndercut, Costs, HoursNotWorthIt, LostInterest, NoCustomers, NoTime,
        PlatformRule,
    };
    let likely: &[StopReason] = match course.status {
        Status::StoppedBeforeIncome => {
            &[NoCustomers, NoCustomers, HoursNotWorthIt, NoTime, LostInterest, Costs]
        }
        Status::StoppedAfterIncome => {
            &[HoursNotWorthIt, CopiedOrUndercut, AiMadeItWorthless, PlatformRule, NoTime]
        }
        _ => return Vec::new(),
    };
    let mut reasons = vec![chance.pick(likely, NoCustomers), chance.pick(likely, NoTime)];
    reasons.dedup();
    reasons
}

fn said(from: &[&'static str], trade: &Trade, thing: &str, chance: &mut Chance) -> String {
    filled(chance.pick(from, SAMPLE), trade, thing)
}

fn filled(form: &str, trade: &Trade, thing: &str) -> String {
    form.replace("{thing}", thing).replace("{buyers}", &trade.buyers)
}
