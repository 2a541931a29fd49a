use super::{
    Choices,
    answer::{Answer, Answers},
    draft::{Draft, DraftContext},
    fields::{self, put, put_all},
    what_if::WAYS,
};
use crate::{
    reports::{AiHelpedWrite, Kind, Report, StopReason, Story, When},
    values::{Line, Prose, Quarter, amount, is_blank},
    web::{Errors, FormData, Reader},
};
use std::fmt::Display;

pub const FIELDS: &[&str] = &[
    "headline",
    "what_i_did",
    "what_went_wrong",
    "tell_a_friend",
    "stop_reasons",
    "months_until_copied",
    "months_until_halved",
    "ai_helped_write",
    WAYS[0].1,
    WAYS[1].1,
    WAYS[2].1,
    WAYS[3].1,
    WAYS[4].1,
    WAYS[5].1,
    WAYS[6].1,
    WAYS[7].1,
    WAYS[8].1,
    WAYS[9].1,
];

/// The characters that its fields may have at most: the headline, each part of the story, each answer to what if.
pub const HEADLINE: usize = 120;
pub const PROSE: usize = 2_000;
pub const IF: usize = 300;

#[derive(Debug)]
pub struct StoryPart {
    pub story: Story,
    pub premortem: Vec<String>,
}

/// `dates` say whether it was given up, which asks for a reason.
pub fn read(draft: &Draft, given: &DraftContext, dates: Option<&When>) -> Result<StoryPart, Errors> {
    let mut reader = fields::reader(&draft.form, FIELDS);
    let story = if draft.is_start() {
        intention(&mut reader, of_facts(draft, given, dates))
    } else {
        story(&mut reader, dates)
    };
    let premortem = if draft.is_start() { premortem(&mut reader) } else { Vec::new() };
    match story {
        Some(story) if reader.errors.is_empty() => Ok(StoryPart { story, premortem }),
        _ => Err(reader.errors),
    }
}

/// A start in words, all of them optional. Without a headline it has one of its facts.
fn intention(reader: &mut Reader<'_>, of_facts: Option<String>) -> Option<Story> {
    let headline = reader.optional("headline", |text| Line::<10, HEADLINE>::parse(text, "Your headline"));
    let what_i_did = optional_prose(reader, "what_i_did", "Your plan");
    let fear = optional_prose(reader, "what_went_wrong", "What you fear");
    let why = optional_prose(reader, "tell_a_friend", "Why this path");
    let wrote =
        ["what_i_did", "what_went_wrong", "tell_a_friend"].iter().any(|part| !is_blank(reader.value(part)));
    let ai_helped_write = if wrote || !reader.value("ai_helped_write").is_empty() {
        ai_helped(reader)
    } else {
        Some(AiHelpedWrite::No)
    };
    Some(Story {
        // Where the facts make none, they are complained of themselves.
        headline: headline.map(Line::into_string).or(of_facts).unwrap_or_default(),
        what_i_did: what_i_did?,
        what_went_wrong: fear?,
        tell_a_friend: why?,
        stop_reasons: Vec::new(),
        months_until_copied: None,
        months_until_halved: None,
        ai_helped_write: ai_helped_write?,
    })
}

fn of_facts(draft: &Draft, given: &DraftContext, dates: Option<&When>) -> Option<String> {
    let path = given.choices.path(draft.form.value("path"))?;
    Some(facts(&path.name, draft.form.value("hours_per_week").trim(), Quarter::from(dates?.started_on)))
}

/// "Small AI tools, 6 hours a week from Q4 2026".
fn facts(path: &str, hours: &str, time: impl Display) -> String {
    format!("{path}, {hours} {} a week from {time}", if hours == "1" { "hour" } else { "hours" })
}

fn story(reader: &mut Reader<'_>, dates: Option<&When>) -> Option<Story> {
    let headline = reader.parse("headline", |text| Line::<10, HEADLINE>::parse(text, "Your headline"));
    let what_i_did = prose(reader, "what_i_did", "Your story");
    let wrong = prose(reader, "what_went_wrong", "What went wrong");
    let friend = prose(reader, "tell_a_friend", "What you would tell a friend");
    let stop_reasons = stop_reasons(reader, dates);
    let mut months = |field| {
        let months = reader.optional(field, |text| amount::whole(text, "Months", 600))?;
        i16::try_from(months).ok()
    };
    let (months_until_copied, months_until_halved) =
        (months("months_until_copied"), months("months_until_halved"));
    let ai_helped_write = ai_helped(reader);
    Some(Story {
        headline: headline?.into_string(),
        what_i_did: what_i_did?,
        what_went_wrong: wrong?,
        tell_a_friend: friend?,
        stop_reasons,
        months_until_copied,
        months_until_halved,
        ai_helped_write: ai_helped_write?,
    })
}

fn ai_helped(reader: &mut Reader<'_>) -> Option<AiHelpedWrite> {
    reader.choice("ai_helped_write", "Choose whether AI helped you to write this")
}

fn prose(reader: &mut Reader<'_>, field: &'static str, name: &str) -> Option<String> {
    reader.parse(field, |text| Prose::<80, PROSE>::parse(text, name)).map(Prose::into_string)
}

fn optional_prose(reader: &mut Reader<'_>, field: &'static str, name: &str) -> Option<String> {
    reader.parse(field, |text| Prose::<0, PROSE>::parse(text, name)).map(Prose::into_string)
}

fn stop_reasons(reader: &mut Reader<'_>, dates: Option<&When>) -> Vec<StopReason> {
    let reasons = reader.choices("stop_reasons", "Tick only what is in the list");
    match dates.map(|when| when.status.is_stopped()) {
        Some(true) if reasons.is_empty() => {
            reader.errors.add("stop_reasons", "Tick at least one thing that made you stop");
        }
        Some(false) if !reasons.is_empty() => {
            let complaint = "You say that you have not stopped: leave these empty, or change how it stands";
            reader.errors.add("stop_reasons", complaint);
        }
        _ => {}
    }
    reasons
}

fn premortem(reader: &mut Reader<'_>) -> Vec<String> {
    let answer = |(_, field, way): (_, &'static str, &str)| {
        let text = reader.optional(field, |text| Line::<1, IF>::parse(text, "This answer"))?;
        Some(format!("{way}: {}", text.as_str()))
    };
    WAYS.into_iter().filter_map(answer).collect()
}

pub fn fill(form: &mut FormData, report: &Report, choices: &Choices) {
    let story = &report.story;
    let path = choices.paths.iter().find(|path| path.id == report.path_id).map_or("", |path| &path.name);
    let (hours, month) = (report.effort.hours_per_week.to_string(), report.when.started_on);
    let made = [facts(path, &hours, Quarter::from(month)), facts(path, &hours, month)];
    // One that was made of the facts, which named the month once, is made of them again when they change.
    if report.kind != Kind::RegisteredStart || !made.contains(&story.headline) {
        form.set("headline", story.headline.as_str());
    }
    form.set("what_i_did", story.what_i_did.as_str());
    form.set("what_went_wrong", story.what_went_wrong.as_str());
    form.set("tell_a_friend", story.tell_a_friend.as_str());
    put_all(form, "stop_reasons", &story.stop_reasons);
    for (field, months) in [
        ("months_until_copied", story.months_until_copied),
        ("months_until_halved", story.months_until_halved),
    ] {
        if let Some(months) = months {
            form.set(field, months.to_string());
        }
    }
    put(form, "ai_helped_write", story.ai_helped_write);
    for (_, field, way) in WAYS {
        let own = |kept: &String| kept.strip_prefix(way)?.strip_prefix(": ").map(str::to_owned);
        if let Some(answer) = report.plan.premortem.iter().find_map(own) {
            form.set(field, answer);
        }
    }
}

pub fn answers(draft: &Draft) -> Vec<Answer> {
    let answers = Answers::of(draft).text("Headline", "headline");
    let answers = if draft.is_start() {
        let answers = answers
            .text("What you are going to do", "what_i_did")
            .text("What you fear", "what_went_wrong")
            .text("Why this path", "tell_a_friend");
        let answered = |field: &str| !is_blank(draft.form.value(field));
        WAYS.into_iter()
            .filter(|(_, field, _)| answered(field))
            .fold(answers, |answers, (_, field, way)| answers.text(way, field))
    } else {
        answers
            .text("What you did", "what_i_did")
            .text("What went wrong", "what_went_wrong")
            .text("What you would tell a friend", "tell_a_friend")
            .chosen::<StopReason>("What made you stop", "stop_reasons")
            .number("Months until it was copied", "months_until_copied")
            .number("Months until price or income had halved", "months_until_halved")
    };
    answers.chosen::<AiHelpedWrite>("AI helped to write this", "ai_helped_write").list
}
