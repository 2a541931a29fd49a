//! Two pages of one draft. A page says what its fields held when it was shown, so that an older one never overwrites what
//! was saved since.

use crate::{
    submissions::form::{Answer, Choices, Draft, Step},
    values::{ClosedList as _, with_line_ends},
    web::{Errors, FormData},
};
use sha2::{Digest as _, Sha256};

/// The control that carries a page's marks.
pub const MARKS: &str = "filled_in";

/// The control that names, by its values, the controls whose saved answers are to stay.
pub const KEEP: &str = "keep_saved";

/// A page that was filled in, put into the draft as it is now.
#[derive(Debug)]
pub struct Merged {
    /// The draft with what was touched on the page; the rest is as it was saved.
    pub form: FormData,
    /// The fields that were saved otherwise since the page was shown, where the page says something new as well and
    /// somebody has to choose.
    pub changed: Vec<&'static str>,
    /// Whether everything that the page says is in the draft already.
    pub is_known: bool,
}

/// Words saved in a control after the page was shown on which somebody filled it in otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    pub field: &'static str,
    pub label: &'static str,
    /// In words; empty when nothing was.
    pub said: String,
    /// Whether it stands in the control, which was not touched on the page.
    pub is_in_box: bool,
}

/// A mark for what each of these fields holds.
pub fn marks(form: &FormData, fields: &[&str]) -> String {
    let marks: Vec<String> = fields.iter().map(|field| format!("{field}:{}", mark(form, field))).collect();
    marks.join(" ")
}

/// Puts a page beside the draft as it is `now`. A page without marks, of a copy of the program that set none, is taken as
/// it is.
pub fn merge(now: &FormData, page: &FormData, fields: &'static [&'static str]) -> Merged {
    let keeps = |field: &&str| page.all(KEEP).any(|control| unit(control) == unit(field));
    let kept: Vec<&str> = fields.iter().copied().filter(keeps).collect();
    let answers = page.merged(now, &kept);
    let shown: Vec<(&str, &str)> =
        page.value(MARKS).split(' ').filter_map(|mark| mark.split_once(':')).collect();
    let held = |field: &str| shown.iter().find(|(name, _)| *name == field).map(|(_, mark)| *mark);
    let is_touched = |field: &str| !kept.contains(&field) && held(field) != Some(&mark(&answers, field));
    let is_new = |field: &str| mark(&answers, field) != mark(now, field);
    let is_changed = |field: &str| held(field).is_some_and(|held| held != mark(now, field));
    let touched: Vec<&str> = fields.iter().copied().filter(|field| is_touched(field)).collect();
    let is_known = !touched.iter().any(|field| is_new(field));
    let to_choose = |field: &&str| is_changed(field) && is_new(field) && !kept.contains(field);
    let changed: Vec<&'static str> =
        if is_known { Vec::new() } else { fields.iter().copied().filter(to_choose).collect() };
    let taken = if is_known || !changed.is_empty() { touched.as_slice() } else { fields };
    Merged { form: now.merged(&answers, taken), changed, is_known }
}

/// The saved words of each control that differs; `now` is the draft as it was saved.
pub fn to_choose(merged: &Merged, now: &Draft, choices: &Choices) -> Vec<Saved> {
    let answers: Vec<Answer> = Step::ALL.iter().flat_map(|step| step.answers(now, choices)).collect();
    let mut saved: Vec<Saved> = Vec::new();
    for field in &merged.changed {
        let answer = answers.iter().find(|answer| unit(answer.field) == unit(field));
        let control = answer.map_or(*field, |answer| answer.field);
        if saved.iter().all(|saved| saved.field != control) {
            saved.push(Saved {
                field: control,
                label: answer.map_or("An answer", |answer| answer.label),
                said: answer.map_or_else(|| said(&now.form, field).join(", "), |answer| answer.said.clone()),
                is_in_box: mark(&merged.form, field) == mark(&now.form, field),
            });
        }
    }
    saved
}

/// Says it beside each control.
pub fn complaints(saved: &[Saved]) -> Errors {
    let mut errors = Errors::default();
    for Saved { field, said, is_in_box, .. } in saved {
        let said = if said.is_empty() { "nothing".to_owned() } else { format!("“{said}”") };
        let advice = if *is_in_box {
            "It stands here, since you had not touched this"
        } else {
            "Yours stands here; tick at the top to keep what was saved"
        };
        errors.add(field, format!("Saved meanwhile: {said}. {advice}"));
    }
    errors
}

/// The controls of one date are one.
fn unit(field: &str) -> &str {
    ["_day", "_month", "_year"].iter().find_map(|part| field.strip_suffix(part)).unwrap_or(field)
}

fn mark(form: &FormData, field: &str) -> String {
    let mut hash = Sha256::new();
    for value in said(form, field) {
        hash.update(value);
        hash.update([0]);
    }
    hash.finalize()[..6].iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The words without what browsers change of them: line ends and margins.
pub fn unchanged(words: &str) -> String {
    with_line_ends(words).trim().to_owned()
}

/// A field's values as every browser sends them back: without blank ones, in one order, with line breaks of one kind.
fn said(form: &FormData, field: &str) -> Vec<String> {
    let mut said: Vec<String> = form.all(field).map(unchanged).filter(|value| !value.is_empty()).collect();
    said.sort_unstable();
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIELDS: &[&str] = &["headline", "words", "start_month", "start_year", "reasons"];

    fn form(fields: &[(&str, &str)]) -> FormData {
        let mut form = FormData::default();
        for (field, value) in fields {
            form.add(field, *value);
        }
        form
    }

    /// A page that was shown when the draft was `shown`, and sent with these answers.
    fn page(shown: &FormData, answers: &[(&str, &str)]) -> FormData {
        let mut page = form(answers);
        page.set(MARKS, marks(shown, FIELDS));
        page
    }

    #[test]
    fn a_page_of_the_draft_as_it_is_is_taken_as_it_is() {
        let now = form(&[("headline", "One"), ("words", "a\nb"), ("reasons", "x"), ("reasons", "y")]);
        let merged =
            merge(&now, &page(&now, &[("headline", "Two"), ("words", "a\r\nb"), ("reasons", "y")]), FIELDS);
        assert!(merged.changed.is_empty() && !merged.is_known);
        assert_eq!((merged.form.value("headline"), merged.form.has("reasons", "x")), ("Two", false));
        let unmarked = merge(&now, &form(&[("headline", "Three")]), FIELDS);
        assert_eq!((unmarked.form.value("headline"), unmarked.changed.len()), ("Three", 0));
    }

    #[test]
    fn an_older_page_overwrites_nothing() {
        let before = form(&[("headline", "One"), ("start_month", "3"), ("start_year", "2025")]);
        let now = form(&[("headline", "Two"), ("start_month", "4"), ("start_year", "2025")]);
        let older = |answers: &[(&str, &str)]| merge(&now, &page(&before, answers), FIELDS);

        let untouched =
            older(&[("headline", "One"), ("start_month", "3"), ("start_year", "2025"), ("words", "")]);
        assert!(untouched.is_known && untouched.changed.is_empty());
        assert_eq!(untouched.form, now);

        let twice = older(&[("headline", "Two"), ("start_month", "4"), ("start_year", "2025")]);
        assert!(twice.is_known, "the same words sent twice are no conflict");

        let both = older(&[("headline", "Three"), ("start_month", "3"), ("start_year", "2024")]);
        assert_eq!(both.form.value("headline"), "Three");
        assert_eq!(both.changed, ["headline", "start_month"]);
        assert_eq!((both.form.value("start_month"), both.form.value("start_year")), ("4", "2024"));

        let beside =
            older(&[("headline", "One"), ("start_month", "3"), ("start_year", "2025"), ("words", "New")]);
        assert_eq!((beside.form.value("headline"), beside.form.value("words")), ("Two", "New"));
        assert_eq!(beside.changed, ["headline", "start_month"], "and somebody looks at both together");
    }

    #[test]
    fn either_is_taken() {
        let before = form(&[("headline", "One"), ("start_month", "3"), ("start_year", "2025")]);
        let now = form(&[("headline", "Two"), ("start_month", "4"), ("start_year", "2026")]);
        let typed = [("headline", "Three"), ("start_month", "5"), ("start_year", "2025")];
        assert_eq!(merge(&now, &page(&before, &typed), FIELDS).changed.len(), 3);
        let again = merge(&now, &page(&now, &typed), FIELDS);
        assert!(again.changed.is_empty(), "whoever saw both decides");
        assert_eq!(again.form.value("headline"), "Three");
        let mut keeps = page(&now, &typed);
        keeps.add(KEEP, "start_month");
        let kept = merge(&now, &keeps, FIELDS).form;
        let fields = ["headline", "start_month", "start_year"];
        assert_eq!(fields.map(|field| kept.value(field)), ["Three", "4", "2026"]);
    }
}
