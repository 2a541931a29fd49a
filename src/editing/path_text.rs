use super::{
    editable::{Editable, Part, Place},
    field::Field,
    lines::{self, each, written},
    read::{line, prose, some_line},
};
use crate::{
    directory,
    paths::{self, Dimension, HustlePath, Point, Section, Variant, WhatYouSell},
    values::{ClosedList as _, Slug},
    web::{AppError, Chrome, Errors, FormData, Reader, Result},
};
use sqlx::{PgConnection, PgPool};
use std::iter;

/// The text of a path: all that its page says, but for the ratings.
#[derive(Debug)]
pub struct PathText {
    path: HustlePath,
    /// The variants of the other paths, whose names are taken.
    elsewhere: Vec<Variant>,
}

const SENTENCES: &str = "One sentence a line. Begin it with “article 8: ” for fact 8 of the article, “reports: ” or “editor: ”; without any of these it is ours.";
const VARIANTS: &str = "One a line: “short-name | Name | What it is | basis”, and “| warned against” where we do. The short name of one that is there stays as it is.";

/// The sections of a path's page with their controls.
const SECTIONS: [(Section, &str); 8] = [
    (Section::WorksWhen, "works_when"),
    (Section::FailsWhen, "fails_when"),
    (Section::HumanMust, "human_must"),
    (Section::AiDoes, "ai_does"),
    (Section::Distrust, "distrust"),
    (Section::NotForYouIf, "not_for_you_if"),
    (Section::FirstSteps, "first_steps"),
    (Section::StopSigns, "stop_signs"),
];

pub fn fields() -> Vec<Field> {
    let mut fields = vec![
        Field::line("name", "Name"),
        Field::line("tagline", "Tagline").hint("A verdict in a few words, without a full stop."),
        Field::text("one_line", "One line", 2, 250).hint("What it is and who pays."),
        Field::text("summary", "Summary", 5, 1_000),
        Field::one("what_you_sell", "What you sell", WhatYouSell::WORDS, ""),
        Field::line("who_pays", "Who pays").hint("Leave it empty if nobody says."),
        Field::line("must_bring", "You must bring"),
        Field::text("body", "In short", 12, 12_000).hint("Markdown: paragraphs, lists, emphasis, links."),
        Field::text("variants", "The forms it takes", 5, 6_000).hint(VARIANTS),
    ];
    let hints = iter::once(SENTENCES).chain(iter::repeat("One sentence a line, as above."));
    let sections = SECTIONS.iter().zip(hints);
    fields.extend(
        sections.map(|((section, key), hint)| Field::text(key, section.label(), 5, 12_000).hint(hint)),
    );
    fields
}

impl Editable for PathText {
    type Key = Slug;

    async fn find(db: &PgPool, slug: &Slug) -> Result<Self> {
        let path = paths::find(db, slug).await?.ok_or(AppError::NotFound)?;
        let mut elsewhere = paths::variants(db).await?;
        elsewhere.retain(|variant| variant.path_id != path.id);
        Ok(Self { path, elsewhere })
    }

    fn place(&self) -> Place {
        let HustlePath { id, version, name, slug, .. } = &self.path;
        Place {
            path_id: *id,
            case_id: None,
            version: *version,
            name: name.clone(),
            form: format!("/admin/paths/{slug}"),
            page: format!("/paths/{slug}"),
            prefix: String::new(),
        }
    }

    fn fields(&self) -> Vec<Field> {
        fields()
    }

    fn words(&self) -> FormData {
        let path = &self.path;
        let mut form = FormData::default();
        form.set("name", &path.name);
        form.set("tagline", &path.tagline);
        form.set("one_line", &path.one_line);
        form.set("summary", &path.summary);
        form.set("what_you_sell", path.what_you_sell.word());
        form.set("who_pays", path.who_pays.as_deref().unwrap_or_default());
        form.set("must_bring", &path.must_bring);
        form.set("body", &path.body.0);
        form.set("variants", written(&path.variants, lines::write_variant));
        for (section, key) in SECTIONS {
            form.set(key, written(path.points(&section), lines::write_point));
        }
        form
    }

    fn reworded(&self, form: &FormData) -> Result<Self, Errors> {
        let mut reader = Reader::new(form);
        let mut path = self.path.clone();
        read_words(&mut reader, &mut path);
        if let Some(variants) = reader.parse("variants", |text| self.variants(text)) {
            path.variants = variants;
        }
        path.points = points(&mut reader);
        if reader.errors.is_empty() {
            Ok(Self { path, elsewhere: self.elsewhere.clone() })
        } else {
            Err(reader.errors)
        }
    }

    async fn shown(&self, chrome: Chrome, db: &PgPool) -> Result<String> {
        directory::PathPage::of(chrome, db, &Default::default(), self.path.clone(), &Default::default())
            .await?
            .main()
    }

    async fn store(&self, conn: &mut PgConnection) -> sqlx::Result<bool> {
        paths::put(conn, &self.path, None).await
    }

    /// The ratings.
    fn parts(&self) -> Vec<Part> {
        let part = |dimension: &Dimension| Part {
            name: dimension.label(),
            said: self.path.rating(*dimension).map(|rating| rating.said()).unwrap_or_default(),
            form: format!("/admin/paths/{}/ratings/{}", self.path.slug, dimension.word()),
        };
        Dimension::ALL.iter().map(part).collect()
    }
}

impl PathText {
    /// The variants as typed. None may go, since reports and case studies may name it.
    fn variants(&self, text: &str) -> Result<Vec<Variant>, String> {
        let variants = each(text, lines::variant)?;
        let is_listed = |slug: &Slug| variants.iter().filter(|variant| variant.slug == *slug).count();
        if let Some(gone) = self.path.variants.iter().find(|variant| is_listed(&variant.slug) == 0) {
            return Err(format!(
                "Keep the line of “{}”: reports may name it. Say that it is warned against, if it is",
                gone.slug
            ));
        }
        let is_taken =
            |slug: &Slug| self.elsewhere.iter().any(|other| other.slug == *slug) || is_listed(slug) > 1;
        match variants.iter().find(|variant| is_taken(&variant.slug)) {
            Some(twice) => Err(format!("The short name “{}” is given twice; choose another", twice.slug)),
            None => Ok(variants),
        }
    }
}

/// The fields that are no lists. One that cannot be read stays as it was, with its complaint noted.
fn read_words(reader: &mut Reader<'_>, path: &mut HustlePath) {
    line::<2, 60>(reader, "name", "The name", &mut path.name);
    line::<5, 100>(reader, "tagline", "The tagline", &mut path.tagline);
    prose::<10, 250>(reader, "one_line", "The one line", &mut path.one_line);
    prose::<20, 1_000>(reader, "summary", "The summary", &mut path.summary);
    prose::<0, 12_000>(reader, "body", "In short", &mut path.body.0);
    line::<2, 120>(reader, "must_bring", "What you must bring", &mut path.must_bring);
    path.who_pays = some_line(reader, "who_pays", "Who pays");
    path.what_you_sell = reader.choice("what_you_sell", "Choose what is sold").unwrap_or(path.what_you_sell);
}

fn points(reader: &mut Reader<'_>) -> Vec<Point> {
    let section = |(section, key): (Section, &'static str)| {
        reader.parse(key, |text| each(text, |line| lines::point(section, line))).unwrap_or_default()
    };
    SECTIONS.into_iter().flat_map(section).collect()
}
