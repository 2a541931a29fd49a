use super::Answer;
use scraper::{ElementRef, Html, Selector};

/// A form as a browser has it filled in when its page opens, to be changed and sent.
#[derive(Debug, Clone)]
pub struct FilledIn(Vec<(String, String)>);

impl Answer {
    /// The first form on the page that this selector finds.
    pub fn form(&self, selector: &str) -> FilledIn {
        let page = Html::parse_document(&self.body);
        let form = page.select(&Selector::parse(selector).unwrap()).next().expect("there is such a form");
        let controls = Selector::parse("input, textarea, select").unwrap();
        FilledIn(form.select(&controls).flat_map(values).collect())
    }
}

fn values(control: ElementRef<'_>) -> Vec<(String, String)> {
    let Some(name) = control.attr("name") else { return Vec::new() };
    let given = |value: &str| vec![(name.to_owned(), value.to_owned())];
    match (control.value().name(), control.attr("type")) {
        ("textarea", _) => given(&control.text().collect::<String>()),
        ("select", _) => {
            let chosen = Selector::parse("option[selected]").unwrap();
            given(control.select(&chosen).next().and_then(|option| option.attr("value")).unwrap_or_default())
        }
        (_, Some("radio" | "checkbox")) if control.attr("checked").is_none() => Vec::new(),
        _ => given(control.attr("value").unwrap_or_default()),
    }
}

impl FilledIn {
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self = self.without(name);
        self.0.push((name.to_owned(), value.to_owned()));
        self
    }

    pub fn without(mut self, name: &str) -> Self {
        self.0.retain(|(field, _)| field != name);
        self
    }

    /// One more value of this name, as a further ticked box has it.
    pub fn and(mut self, name: &str, value: &str) -> Self {
        self.0.push((name.to_owned(), value.to_owned()));
        self
    }

    pub fn value(&self, name: &str) -> &str {
        self.0.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value)
    }

    pub fn names(&self) -> Vec<String> {
        self.0.iter().map(|(name, _)| name.clone()).collect()
    }

    pub fn pairs(&self) -> Vec<(&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
    }
}
