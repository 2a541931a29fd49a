use super::field::{Control, Field};
use crate::{
    case_studies::{CaseOutcome, Precision, Relation},
    reports::{Background, Grade, IncomeModel},
    values::ClosedList as _,
};

const LIST: &str = "One a line.";
const STEPS: &str = "One a line, beginning with who did it: “human: ”, “ai: ” or “both: ”.";
const MOMENTS: &str = "One a line: “when | what happened”.";
const FIGURES: &str = "One a line: “in words | kind | number | unit | gross, net or not_stated | currency sign | how we came to it”; the last two only where there are any. A number begins with exact, approx, at_least or more_than, as “approx 1200”, or is “range 300 to 700”.";

/// The controls of a case study's form; `variants` are the words and names of its path's variants.
pub fn fields(variants: &[(String, String)]) -> Vec<Field> {
    let variant = Field {
        key: "variant",
        label: "Form of the path",
        hint: "",
        control: Control::One { blank: "None of them", options: variants.to_vec() },
    };
    vec![
        Field::line("title", "Title"),
        Field::line("person_label", "Who it was").hint("As the source calls them. Never more than it does."),
        Field::text("lede", "Lede", 3, 400),
        variant,
        Field::one("outcome", "Outcome", CaseOutcome::WORDS, ""),
        Field::one("background", "Background", Background::WORDS, "Not stated"),
        Field::line("headline_sum", "Sum in a few words"),
        Field::line("who_pays", "Who pays"),
        Field::line("brought", "Brought along"),
        Field::line("customers", "Customers"),
        Field::several("income_model", "How money comes in", IncomeModel::WORDS),
        Field::text("ai_tools", "AI used", 3, 1_000).hint(LIST),
        Field::text("steps", "Who did what", 6, 6_000).hint(STEPS),
        Field::text("timeline", "What happened when", 4, 6_000).hint(MOMENTS),
        Field::text("figures", "Numbers", 6, 6_000).hint(FIGURES),
        Field::text("body", "The account", 14, 12_000).hint("Markdown; a heading begins with ##."),
        Field::text("lesson", "What it shows", 3, 600),
        Field::text("unknown", "What we do not know", 5, 6_000).hint(LIST),
        Field::one("relation", "Who tells it", Relation::WORDS, ""),
        Field::one("grade", "Evidence", Grade::WORDS, ""),
        Field::line("observed_year", "Year observed").hint("Leave it empty if the source does not say."),
        Field::one("precision", "How exactly the time is known", Precision::WORDS, "Not known"),
        Field::line("last_checked_on", "Last read on").hint("Like 2026-11-22."),
        Field::line("source", "Source"),
        Field::line("locator", "Where in the source"),
        Field::line("facts", "Facts of the article that it carries").hint("Their numbers, like 17, 18."),
    ]
}
