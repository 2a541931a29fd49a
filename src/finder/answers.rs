use super::{Field, datum::asked_skills, field::NO_SKILL};
use crate::{
    paths::HustlePath,
    values::{Word, file_word},
    web::{Facet, LeftOut, Query, View},
};

/// The answers of a reader, as far as the form knows them; the rest of the query is nobody's answer.
#[derive(Debug)]
pub struct Answers {
    view: View,
    /// Words of the address that are no answer of the form.
    pub left_out: LeftOut,
}

/// The fields by which a path's page is narrowed to people like the reader.
const LIKENESSES: [Field; 4] = [Field::Background, Field::Years, Field::Hours, Field::Money];

impl Answers {
    pub fn read(query: &Query) -> Self {
        let facets: Vec<Facet> = Field::ALL
            .iter()
            .map(|field| Facet::from_words(field.key(), field.label(), &field.choices()))
            .collect();
        let mut left_out = LeftOut::default();
        facets.iter().for_each(|facet| left_out.strangers(facet, query));
        let given = Field::ALL.into_iter().flat_map(|field| {
            let words = given(field, query, &mut left_out).into_iter();
            words.map(move |word| (field.key().to_owned(), word.to_owned())).collect::<Vec<_>>()
        });
        let given = Query(given.collect());
        Self { view: View::read("/find", &facets, &[], &given), left_out }
    }

    /// The one address of these answers.
    pub fn url(&self) -> String {
        self.view.url()
    }

    pub fn is_empty(&self) -> bool {
        self.view.selection.is_empty()
    }

    pub fn has(&self, field: Field, word: &str) -> bool {
        self.view.selection.has(field.key(), word)
    }

    pub fn is_answered(&self, field: Field) -> bool {
        !self.view.selection.of(field.key()).is_empty()
    }

    /// The answers in words: "Money you can lose: Under $50".
    pub fn in_words(&self) -> Vec<String> {
        let answered = Field::ALL.into_iter().filter(|field| self.is_answered(*field));
        answered
            .map(|field| {
                let choices = field.choices();
                let chosen = choices.iter().filter(|(word, _)| self.has(field, word));
                let labels: Vec<&str> = chosen.map(|(_, label)| *label).collect();
                format!("{}: {}", field.label(), labels.join(", "))
            })
            .collect()
    }

    /// The word of [`Field::said`] that holds for this path; none if the question was left out.
    pub fn on(&self, field: Field, path: &HustlePath) -> Option<&'static str> {
        if !self.is_answered(field) {
            return None;
        }
        let words = field.said().iter().map(|(word, _)| *word);
        match field {
            Field::Skills => Some(match (self.lacking(path).len(), asked_skills(path).len()) {
                (0, _) => "all",
                (lacking, asked) if lacking == asked => "none",
                _ => "some",
            }),
            _ => words.into_iter().find(|word| self.has(field, word)),
        }
    }

    /// The skills that the path takes and the reader did not name: word and label.
    pub fn lacking(&self, path: &HustlePath) -> Vec<&'static Word> {
        asked_skills(path).into_iter().filter(|(word, _)| !self.has(Field::Skills, word)).collect()
    }

    /// The path's page, narrowed to people like the reader; none if nothing was answered that tells of people.
    pub fn people_alike(&self, path: &HustlePath) -> Option<String> {
        let pairs = LIKENESSES.iter().filter_map(|field| {
            let word = self.view.selection.of(field.key()).first()?;
            Some((field.key(), word.as_str()))
        });
        let query =
            serde_html_form::to_string(pairs.collect::<Vec<_>>()).ok().filter(|query| !query.is_empty())?;
        Some(format!("/paths/{}?{query}#like-you", path.slug))
    }
}

/// The words given for this field: the first one known, or all of them where several hold together.
fn given(field: Field, query: &Query, left_out: &mut LeftOut) -> Vec<&'static str> {
    let choices = field.choices();
    let known = |value: &str| choices.iter().find(|(word, _)| file_word(word) == file_word(value));
    let given: Vec<&Word> = query.all(field.key()).filter_map(known).collect();
    let first = given.first().copied();
    let has_skill = given.iter().any(|(word, _)| *word != NO_SKILL);
    let holds = |answer: &&Word| match field.takes_several() {
        true => !has_skill || answer.0 != NO_SKILL,
        false => Some(*answer) == first,
    };
    let (kept, dropped): (Vec<&Word>, Vec<&Word>) = given.into_iter().partition(holds);
    dropped.iter().for_each(|(_, label)| left_out.one_too_many(field.label(), label));
    kept.into_iter().map(|(word, _)| *word).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(query: &str) -> String {
        Answers::read(&Query(serde_html_form::from_str(query).unwrap())).url()
    }

    #[test]
    fn equal_answers_have_one_address_and_nonsense_is_no_answer() {
        for (asked, address) in [
            ("risk=low&hours=5_9&capital_band=none", "/find?capital_band=none&hours=5_9&risk=low"),
            ("skills=writing&skills=none&skills=coding", "/find?skills=writing&skills=coding"),
            ("skills=none&background=&years_in_field=", "/find?skills=none"),
            ("hours=20_plus&hours=5_9", "/find?hours=20_plus"),
            ("years_in_field=10%2B", "/find?years_in_field=10%2B"),
            ("hours=much&risk=&q=x&page=7&sort=income", "/find"),
        ] {
            assert_eq!(url(asked), address);
        }
    }
}
