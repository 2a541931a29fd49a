use crate::{values::Word, web::FormData};

/// One thing that is said of a path or a case study, and the control in which an editor writes it.
#[derive(Debug, Clone)]
pub struct Field {
    /// The control's name, and the end of the fact's name in the history.
    pub key: &'static str,
    pub label: &'static str,
    pub hint: &'static str,
    pub control: Control,
}

#[derive(Debug, Clone)]
pub enum Control {
    Line,
    /// Several lines, up to `most` characters.
    Text {
        rows: u8,
        most: usize,
    },
    /// One of these words, or none where `blank` says so.
    One {
        blank: &'static str,
        options: Vec<(String, String)>,
    },
    /// Any of these: word, label and no help.
    Several(Vec<(&'static str, &'static str, &'static str)>),
}

impl Field {
    pub fn line(key: &'static str, label: &'static str) -> Self {
        Self { key, label, hint: "", control: Control::Line }
    }

    pub fn text(key: &'static str, label: &'static str, rows: u8, most: usize) -> Self {
        Self { key, label, hint: "", control: Control::Text { rows, most } }
    }

    /// `blank` is said while nothing is chosen; empty where something must be.
    pub fn one(key: &'static str, label: &'static str, words: &[Word], blank: &'static str) -> Self {
        let options = words.iter().map(|(word, label)| ((*word).to_owned(), (*label).to_owned())).collect();
        Self { key, label, hint: "", control: Control::One { blank, options } }
    }

    pub fn several(key: &'static str, label: &'static str, words: &[Word]) -> Self {
        let options = words.iter().map(|(word, label)| (*word, *label, "")).collect();
        Self { key, label, hint: "", control: Control::Several(options) }
    }

    pub fn hint(self, hint: &'static str) -> Self {
        Self { hint, ..self }
    }

    /// The words of the form in this control: ticked words a line each, line ends and margins as they are stored.
    pub fn written(&self, form: &FormData) -> String {
        let values: Vec<&str> = form.all(self.key).collect();
        values.join("\n").replace("\r\n", "\n").trim().to_owned()
    }

    /// Puts a text that [`Self::written`] gave back into the control.
    pub fn write(&self, form: &mut FormData, text: &str) {
        match self.control {
            Control::Several(_) => {
                form.remove(self.key);
                text.lines().for_each(|word| form.add(self.key, word));
            }
            _ => form.set(self.key, text),
        }
    }

    /// The text in words for people: labels in place of the words of closed lists.
    pub fn said(&self, text: &str) -> String {
        let label = |word: &str| match &self.control {
            Control::One { options, .. } => {
                options.iter().find(|(known, _)| known == word).map(|(_, label)| label.clone())
            }
            Control::Several(options) => {
                options.iter().find(|(known, ..)| *known == word).map(|(_, label, _)| (*label).to_owned())
            }
            _ => None,
        };
        let lines: Vec<String> =
            text.lines().map(|line| label(line).unwrap_or_else(|| line.to_owned())).collect();
        lines.join("\n")
    }
}
