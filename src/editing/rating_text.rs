use super::{
    editable::{Editable, Place},
    field::Field,
};
use crate::{
    clock, directory,
    paths::{self, Basis, Dimension, HustlePath, Rating},
    values::{ClosedList as _, Line, Prose, Slug, Word, uncapped},
    web::{AppError, Chrome, Errors, FormData, Reader, Result},
};
use sqlx::{PgConnection, PgPool};

/// One rating of a path.
#[derive(Debug)]
pub struct RatingText {
    path: HustlePath,
    rating: Rating,
}

pub fn fields(dimension: Dimension) -> Vec<Field> {
    let mut fields = vec![
        Field::several("values", "Value", dimension.values())
            .hint("One, or several where it differs from form to form. None if nobody states it."),
    ];
    if !dimension.details().is_empty() {
        fields.push(Field::several("detail", detail_label(dimension), dimension.details()));
    }
    fields.extend([
        Field::one("basis", "Basis", Basis::WORDS, ""),
        Field::text("rationale", "Rationale", 4, 600).hint("Why this value: readers see it under “Why?”."),
        Field::line("source", "Source")
            .hint("Where a reader can look it up: a title with its date, or the reports counted. For “Not stated”, where we looked."),
    ]);
    fields
}

fn detail_label(dimension: Dimension) -> &'static str {
    match dimension {
        Dimension::Competition => "Which way it moves",
        Dimension::Moat => "Where it comes from",
        _ => "What is at stake",
    }
}

/// The rating of a quality that nobody has rated.
fn not_stated(dimension: Dimension) -> Rating {
    Rating {
        dimension,
        values: Vec::new(),
        detail: Vec::new(),
        basis: Basis::NotStated,
        rationale: String::new(),
        source: None,
        rated_on: clock::machine_today(),
    }
}

impl Editable for RatingText {
    type Key = (Slug, Dimension);

    async fn find(db: &PgPool, (slug, dimension): &(Slug, Dimension)) -> Result<Self> {
        let path = paths::find(db, slug).await?.ok_or(AppError::NotFound)?;
        let rating = path.rating(*dimension).cloned().unwrap_or_else(|| not_stated(*dimension));
        Ok(Self { path, rating })
    }

    fn place(&self) -> Place {
        let HustlePath { id, version, name, slug, .. } = &self.path;
        let dimension = self.rating.dimension;
        Place {
            path_id: *id,
            case_id: None,
            version: *version,
            name: format!("{name}: {}", uncapped(dimension.label())),
            form: format!("/admin/paths/{slug}/ratings/{}", dimension.word()),
            page: format!("/paths/{slug}"),
            prefix: format!("rating.{}.", dimension.word()),
        }
    }

    fn fields(&self) -> Vec<Field> {
        fields(self.rating.dimension)
    }

    fn words(&self) -> FormData {
        let Rating { dimension, values, detail, basis, rationale, source, .. } = &self.rating;
        let mut form = FormData::default();
        in_order(dimension.values(), values).for_each(|word| form.add("values", word));
        in_order(dimension.details(), detail).for_each(|word| form.add("detail", word));
        form.set("basis", basis.word());
        form.set("rationale", rationale);
        form.set("source", source.as_deref().unwrap_or_default());
        form
    }

    fn reworded(&self, form: &FormData) -> Result<Self, Errors> {
        let mut reader = Reader::new(form);
        let dimension = self.rating.dimension;
        let values = ticked(&mut reader, form, "values", dimension.values());
        let detail = ticked(&mut reader, form, "detail", dimension.details());
        let basis = reader.choice("basis", "Choose where the value comes from");
        let rationale = reader.parse("rationale", |text| Prose::<10, 600>::parse(text, "The rationale"));
        let source = reader.parse("source", |text| Line::<3, 300>::parse(text, "The source"));
        if let Some(complaint) =
            basis.and_then(|basis| mismatch(basis, values.is_empty() && detail.is_empty()))
        {
            reader.errors.add("values", complaint);
        }
        match (basis, rationale, source) {
            (Some(basis), Some(rationale), Some(source)) if reader.errors.is_empty() => {
                let (rationale, source) = (rationale.into_string(), Some(source.into_string()));
                let rated_on = clock::machine_today();
                Ok(self.with(Rating { dimension, values, detail, basis, rationale, source, rated_on }))
            }
            _ => Err(reader.errors),
        }
    }

    async fn shown(&self, chrome: Chrome, db: &PgPool) -> Result<String> {
        directory::PathPage::of(chrome, db, &Default::default(), self.path.clone(), &Default::default())
            .await?
            .main()
    }

    async fn store(&self, conn: &mut PgConnection) -> sqlx::Result<bool> {
        paths::put_rating(conn, self.path.id, &self.rating).await?;
        Ok(true)
    }
}

impl RatingText {
    fn with(&self, rating: Rating) -> Self {
        let mut path = self.path.clone();
        path.ratings.retain(|other| other.dimension != rating.dimension);
        path.ratings.push(rating.clone());
        Self { path, rating }
    }
}

/// Why this basis cannot go with a rating that says nothing, or something.
fn mismatch(basis: Basis, says_nothing: bool) -> Option<&'static str> {
    match (basis == Basis::NotStated, says_nothing) {
        (true, false) => Some("Untick every value, or choose a basis other than “Not stated”"),
        (false, true) => Some("Choose a value, or “Not stated” as the basis"),
        _ => None,
    }
}

/// The words of the list that are ticked, in its order; a word that is not on it is a complaint.
fn ticked(reader: &mut Reader<'_>, form: &FormData, key: &'static str, list: &[Word]) -> Vec<String> {
    let typed: Vec<String> = form.all(key).map(str::to_owned).collect();
    if typed.iter().any(|word| !list.iter().any(|(known, _)| known == word)) {
        reader.errors.add(key, "Choose from the list");
    }
    in_order(list, &typed).map(str::to_owned).collect()
}

fn in_order<'a>(list: &'a [Word], words: &'a [String]) -> impl Iterator<Item = &'static str> + 'a {
    list.iter().map(|(word, _)| *word).filter(|word| words.iter().any(|chosen| chosen == word))
}
