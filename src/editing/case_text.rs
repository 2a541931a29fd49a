use super::{
    case_fields,
    editable::{Editable, Place},
    field::Field,
    figure_line::{figure, write_figure},
    lines::{self, each, fact_number, written},
    queries,
    read::{line, prose, some_line},
};
use crate::{
    case_studies::{self, CaseContent, CaseFigure, CasePage, CaseStudy, FigureContent},
    clock,
    reports::IncomeModel,
    values::{CaseId, ClosedList, Markdown, PathId, Slug, month},
    web::{AppError, Chrome, Errors, FormData, Reader, Result},
};
use sqlx::{PgConnection, PgPool};
use time::{Date, format_description::FormatItem, macros::format_description};

const DAY: &[FormatItem<'_>] = format_description!("[year]-[month]-[day]");

/// A case study with all that its file on the first day held.
#[derive(Debug, Clone)]
pub struct CaseText {
    pub id: CaseId,
    pub path_id: PathId,
    pub slug: Slug,
    pub version: i32,
    pub keys: CaseContent,
    pub body: String,
    /// The variants of its path: word and name.
    pub variants: Vec<(String, String)>,
}

impl Editable for CaseText {
    type Key = Slug;

    async fn find(db: &PgPool, slug: &Slug) -> Result<Self> {
        queries::case(db, slug).await?.ok_or(AppError::NotFound)
    }

    fn place(&self) -> Place {
        Place {
            path_id: self.path_id,
            case_id: Some(self.id),
            version: self.version,
            name: self.keys.title.clone(),
            form: format!("/admin/cases/{}", self.slug),
            page: format!("/cases/{}", self.slug),
            prefix: String::new(),
        }
    }

    fn fields(&self) -> Vec<Field> {
        case_fields::fields(&self.variants)
    }

    fn words(&self) -> FormData {
        let keys = &self.keys;
        let mut form = FormData::default();
        let lines = [
            ("title", keys.title.as_str()),
            ("person_label", &keys.person_label),
            ("lede", &keys.lede),
            ("variant", keys.variant.as_ref().map(Slug::as_str).unwrap_or_default()),
            ("outcome", keys.outcome.word()),
            ("background", keys.background.map(ClosedList::word).unwrap_or_default()),
            ("headline_sum", &keys.headline_sum),
            ("who_pays", keys.who_pays.as_deref().unwrap_or_default()),
            ("brought", keys.brought.as_deref().unwrap_or_default()),
            ("customers", keys.customers.as_deref().unwrap_or_default()),
            ("body", &self.body),
            ("lesson", &keys.lesson),
            ("relation", keys.relation.word()),
            ("grade", keys.grade.word()),
            ("precision", keys.precision.map(ClosedList::word).unwrap_or_default()),
            ("source", &keys.source),
            ("locator", &keys.locator),
        ];
        lines.into_iter().for_each(|(key, text)| form.set(key, text));
        IncomeModel::ALL
            .iter()
            .filter(|model| keys.income_model.contains(model))
            .for_each(|model| form.add("income_model", model.word()));
        form.set("ai_tools", keys.ai_tools.join("\n"));
        form.set("steps", written(&keys.steps, lines::write_step));
        form.set("timeline", written(&keys.timeline, lines::write_moment));
        form.set("figures", written(&keys.figures, write_figure));
        form.set("unknown", keys.unknown.join("\n"));
        form.set("observed_year", keys.observed_year.map(|year| year.to_string()).unwrap_or_default());
        form.set("last_checked_on", keys.last_checked_on.format(DAY).unwrap_or_default());
        form.set("facts", keys.facts.iter().map(i16::to_string).collect::<Vec<_>>().join(", "));
        form
    }

    fn reworded(&self, form: &FormData) -> Result<Self, Errors> {
        let mut reader = Reader::new(form);
        let mut case = self.clone();
        read_words(&mut reader, &mut case);
        read_lists(&mut reader, &mut case.keys);
        read_evidence(&mut reader, &mut case.keys);
        case.keys.variant = reader.optional("variant", |word| self.variant(word));
        if case.keys.observed_year.is_some() != case.keys.precision.is_some() {
            reader
                .errors
                .add("precision", "Say how exactly the time is known if there is a year, and only then");
        }
        if reader.errors.is_empty() { Ok(case) } else { Err(reader.errors) }
    }

    async fn shown(&self, chrome: Chrome, db: &PgPool) -> Result<String> {
        let now = case_studies::find(db, &self.slug).await?.ok_or(AppError::NotFound)?;
        CasePage::of(chrome, db, self.over(now)).await?.main()
    }

    async fn store(&self, conn: &mut PgConnection) -> sqlx::Result<bool> {
        case_studies::put(conn, self.slug.as_str(), &self.keys, &self.body, None).await?;
        Ok(true)
    }
}

impl CaseText {
    fn variant(&self, word: &str) -> Result<Slug, String> {
        let known = self.variants.iter().find(|(slug, _)| slug == word);
        let slug = known.and_then(|(slug, _)| Slug::try_from(slug.clone()).ok());
        slug.ok_or_else(|| "Choose a form of this path, or none".to_owned())
    }

    /// This text in place of what the case study says now.
    fn over(&self, now: CaseStudy) -> CaseStudy {
        let keys = self.keys.clone();
        let name_of = |slug: Slug| self.variants.iter().find(|(word, _)| *word == slug.as_str());
        CaseStudy {
            title: keys.title,
            person_label: keys.person_label,
            lede: keys.lede,
            variant_name: keys.variant.and_then(name_of).map(|(_, name)| name.clone()),
            outcome: keys.outcome,
            relation: keys.relation,
            grade: keys.grade,
            who_pays: keys.who_pays,
            brought: keys.brought,
            customers: keys.customers,
            ai_tools: keys.ai_tools,
            income_model: keys.income_model,
            steps: keys.steps,
            timeline: keys.timeline,
            figures: keys.figures.into_iter().map(shown_figure).collect(),
            lesson: keys.lesson,
            unknown: keys.unknown,
            body: Markdown(self.body.clone()),
            observed_year: keys.observed_year,
            last_checked_on: keys.last_checked_on,
            source: keys.source,
            locator: keys.locator,
            ..now
        }
    }
}

fn shown_figure(figure: FigureContent) -> CaseFigure {
    let FigureContent { kind, says, gross_or_net, derived_from, .. } = figure;
    CaseFigure {
        kind: kind.word().to_owned(),
        says,
        gross_or_net: gross_or_net.word().to_owned(),
        derived_from,
    }
}

fn read_words(reader: &mut Reader<'_>, case: &mut CaseText) {
    let keys = &mut case.keys;
    line::<5, 100>(reader, "title", "The title", &mut keys.title);
    line::<2, 120>(reader, "person_label", "Who it was", &mut keys.person_label);
    prose::<20, 400>(reader, "lede", "The lede", &mut keys.lede);
    line::<2, 80>(reader, "headline_sum", "The sum in a few words", &mut keys.headline_sum);
    prose::<0, 12_000>(reader, "body", "The account", &mut case.body);
    prose::<5, 600>(reader, "lesson", "What it shows", &mut keys.lesson);
    line::<3, 300>(reader, "source", "The source", &mut keys.source);
    line::<2, 120>(reader, "locator", "Where in the source", &mut keys.locator);
    keys.who_pays = some_line(reader, "who_pays", "Who pays");
    keys.brought = some_line(reader, "brought", "What was brought along");
    keys.customers = some_line(reader, "customers", "The customers");
}

/// A list that cannot be read is empty, with its complaint noted.
fn read_lists(reader: &mut Reader<'_>, keys: &mut CaseContent) {
    keys.income_model = reader.choices("income_model", "Choose from the list");
    keys.ai_tools = reader.parse("ai_tools", |text| each(text, lines::sentence)).unwrap_or_default();
    keys.unknown = reader.parse("unknown", |text| each(text, lines::sentence)).unwrap_or_default();
    keys.steps = reader.parse("steps", |text| each(text, lines::step)).unwrap_or_default();
    keys.timeline = reader.parse("timeline", |text| each(text, lines::moment)).unwrap_or_default();
    keys.figures = reader.parse("figures", |text| each(text, figure)).unwrap_or_default();
}

/// How it ended, who says so and how it was checked. A field that cannot be read stays as it was.
fn read_evidence(reader: &mut Reader<'_>, keys: &mut CaseContent) {
    keys.outcome = reader.choice("outcome", "Choose how it ended").unwrap_or(keys.outcome);
    keys.relation = reader.choice("relation", "Choose who tells it").unwrap_or(keys.relation);
    keys.grade = reader.choice("grade", "Choose how well it is supported").unwrap_or(keys.grade);
    keys.background = choice_or_none(reader, "background");
    keys.precision = choice_or_none(reader, "precision");
    keys.observed_year = reader.optional("observed_year", year);
    keys.last_checked_on = reader.parse("last_checked_on", past_day).unwrap_or(keys.last_checked_on);
    keys.facts = reader.parse("facts", facts).unwrap_or_default();
}

fn choice_or_none<T: ClosedList>(reader: &mut Reader<'_>, key: &'static str) -> Option<T> {
    reader.optional(key, |word| T::from_word(word).ok_or_else(|| "Choose from the list".to_owned()))
}

fn year(typed: &str) -> Result<i16, String> {
    let year = month::year(typed).filter(|year| (2015..=2100).contains(year));
    let year = year.and_then(|year| i16::try_from(year).ok());
    year.ok_or_else(|| "The year must be between 2015 and 2100, like 2025".to_owned())
}

fn past_day(typed: &str) -> Result<Date, String> {
    let latest = clock::furthest(clock::machine_today());
    match Date::parse(typed.trim(), DAY) {
        Ok(day) if day.year() >= 2000 && day <= latest => Ok(day),
        Ok(_) => Err("The day of reading must be between 2000-01-01 and today".to_owned()),
        Err(_) => Err("The day of reading must be a date, like 2026-11-22".to_owned()),
    }
}

fn facts(typed: &str) -> Result<Vec<i16>, String> {
    let numbers = typed.split(',').filter(|number| !number.trim().is_empty());
    let facts: Vec<i16> = numbers.map(fact_number).collect::<Result<_, _>>()?;
    if facts.is_empty() { Err("A case study carries at least one fact".to_owned()) } else { Ok(facts) }
}
