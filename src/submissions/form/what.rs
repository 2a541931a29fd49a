use super::{
    Choices,
    answer::{Answer, Answers},
    draft::{Draft, DraftContext},
    fields::{self, put, put_all},
};
use crate::{
    reports::{AiUse, Channel, IncomeModel, Report, What},
    values::{Line, PathId, Slug, VariantId, is_blank},
    web::{Errors, FormData, Reader},
};

pub const FIELDS: &[&str] =
    &["path", "path_other", "variant", "income_model", "ai_used_for", "tools", "first_customer_channel"];

/// The characters of a path that is none of ours.
pub const OTHER: usize = 200;

/// The thing that was tried, in what form and with what.
#[derive(Debug)]
pub struct WhatPart {
    pub path_id: PathId,
    pub variant_id: Option<VariantId>,
    pub what: What,
}

pub fn read(draft: &Draft, given: &DraftContext) -> Result<WhatPart, Errors> {
    let mut reader = fields::reader(&draft.form, FIELDS);
    let path_id = path(&mut reader, &given.choices);
    other_path(&mut reader);
    let variant_id = variant(&mut reader, &given.choices, path_id);
    let income_model = reader.choices("income_model", "Tick only what is in the list");
    if income_model.is_empty() && !draft.is_start() {
        reader.errors.add("income_model", "Tick at least one way in which money comes in, or was meant to");
    }
    let ai_used_for = reader.choices("ai_used_for", "Tick only what is in the list");
    if ai_used_for.is_empty() && !draft.is_start() {
        reader.errors.add("ai_used_for", "Tick at least one thing that AI was used for");
    }
    let tools = tools(&mut reader);
    let channel = channel(&mut reader, draft.is_start());
    match (path_id, channel) {
        (Some(path_id), Some(first_customer_channel)) if reader.errors.is_empty() => Ok(WhatPart {
            path_id,
            variant_id,
            what: What { income_model, ai_used_for, tools, first_customer_channel },
        }),
        _ => Err(reader.errors),
    }
}

fn path(reader: &mut Reader<'_>, choices: &Choices) -> Option<PathId> {
    let complaint = || "Choose the path that is closest".to_owned();
    reader.parse("path", |slug| choices.path(slug).map(|path| path.id).ok_or_else(complaint))
}

/// What it is if it is quite none of the paths. It goes from the draft into the version that is sent.
fn other_path(reader: &mut Reader<'_>) {
    reader.optional("path_other", |text| Line::<1, OTHER>::parse(text, "What it is"));
}

fn variant(reader: &mut Reader<'_>, choices: &Choices, path_id: Option<PathId>) -> Option<VariantId> {
    let complaint = || "Choose a form from the list, or none".to_owned();
    let variant = reader.optional("variant", |slug| choices.variant(slug).ok_or_else(complaint))?;
    if path_id.is_some_and(|path_id| path_id != variant.path_id) {
        reader.errors.add("variant", "This form belongs to another path: choose one of yours, or none");
    }
    Some(variant.id)
}

/// Whoever only starts has no customer yet.
fn channel(reader: &mut Reader<'_>, is_start: bool) -> Option<Channel> {
    if is_start && reader.value("first_customer_channel").is_empty() {
        return Some(Channel::NoneYet);
    }
    reader.choice("first_customer_channel", "Choose where the first customer came from")
}

/// Names parted by commas.
fn tools(reader: &mut Reader<'_>) -> Vec<String> {
    let names: Vec<&str> = reader.value("tools").split(',').filter(|name| !is_blank(name)).collect();
    if names.len() > 12 {
        reader.errors.add("tools", format!("Name 12 tools or fewer; there are {}", names.len()));
    }
    let mut tools = Vec::new();
    for name in names {
        match Line::<1, 60>::parse(name, "The name of a tool") {
            Ok(name) => tools.push(name.into_string()),
            Err(complaint) => reader.errors.add("tools", complaint),
        }
    }
    tools
}

pub fn fill(form: &mut FormData, report: &Report, choices: &Choices) {
    let (path, variant) = choices.slugs(report.path_id, report.variant_id);
    form.set("path", path.map(Slug::as_str).unwrap_or_default());
    form.set("variant", variant.map(Slug::as_str).unwrap_or_default());
    put_all(form, "income_model", &report.what.income_model);
    put_all(form, "ai_used_for", &report.what.ai_used_for);
    form.set("tools", report.what.tools.join(", "));
    put(form, "first_customer_channel", report.what.first_customer_channel);
}

pub fn answers(draft: &Draft, choices: &Choices) -> Vec<Answer> {
    let (path, variant) = (draft.form.value("path"), draft.form.value("variant"));
    Answers::of(draft)
        .said("Path", "path", choices.path(path).map_or(path, |path| &path.name))
        .text("Something else", "path_other")
        .said("Form of it", "variant", choices.variant(variant).map_or(variant, |variant| &variant.name))
        .chosen::<IncomeModel>("How money comes in", "income_model")
        .chosen::<AiUse>("AI was used for", "ai_used_for")
        .text("Tools", "tools")
        .chosen::<Channel>("First customer from", "first_customer_channel")
        .list
}
