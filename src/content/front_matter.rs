use super::files::File;
use serde::de::DeserializeOwned;

/// Mistakes in the files, a line each.
#[derive(Debug, Default, thiserror::Error)]
#[error("{}", .0.join("\n"))]
pub struct Complaints(pub Vec<String>);

/// A file's TOML between two lines of `+++`, and the Markdown below them.
pub fn read<T: DeserializeOwned>(file: &File) -> Result<(T, String), Complaints> {
    let wrong = |what: String| Complaints(vec![format!("{}: {what}", file.name)]);
    let text = file.text.replace("\r\n", "\n");
    let (head, body) = text
        .strip_prefix("+++\n")
        .and_then(|rest| rest.split_once("\n+++\n"))
        .ok_or_else(|| wrong("must begin with keys between two lines of +++".into()))?;
    // The empty line stands for the first +++, so that complaints count lines as the file does.
    let keys = toml::from_str(&format!("\n{head}")).map_err(|error| wrong(error.to_string()))?;
    Ok((keys, body.trim().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::day_of_file;
    use time::Date;

    #[derive(Debug, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Keys {
        #[expect(dead_code, reason = "only read")]
        name: String,
        #[serde(deserialize_with = "day_of_file")]
        updated_on: Date,
    }

    fn keys(text: &str) -> Result<(Keys, String), String> {
        let file = File { name: "paths/x.md".into(), text: text.into() };
        read(&file).map_err(|complaints| complaints.to_string())
    }

    #[test]
    fn keys_and_prose_are_told_apart() {
        let (keys, body) = keys("+++\nname = \"X\"\nupdated_on = 2026-11-22\n+++\n\nProse.\n").unwrap();
        assert_eq!((keys.updated_on.to_string().as_str(), body.as_str()), ("2026-11-22", "Prose."));
    }

    #[test]
    fn complaints_name_file_line_and_key() {
        let wrong = keys("+++\nname = \"X\"\nupdated_on = 2026-11-22\nnmae = 1\n+++\n").unwrap_err();
        assert!(
            wrong.contains("paths/x.md") && wrong.contains("line 4") && wrong.contains("nmae"),
            "{wrong}"
        );
        let wrong = keys("+++\nname = \"X\"\nupdated_on = \"soon\"\n+++\n").unwrap_err();
        assert!(wrong.contains("line 3"), "{wrong}");
        assert!(keys("name = \"X\"").unwrap_err().contains("+++"));
    }
}
