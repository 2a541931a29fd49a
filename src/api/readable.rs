//! The API's document, read back as its page shows it: what the page says is what a program is told.

use serde_json::Value;

#[derive(Debug)]
pub struct Readable {
    pub operations: Vec<Operation>,
    pub shapes: Vec<Shape>,
}

/// One address that can be asked.
#[derive(Debug)]
pub struct Operation {
    pub id: String,
    pub address: String,
    pub summary: String,
    pub description: String,
    pub parameters: Vec<Parameter>,
    /// The shape of its answer.
    pub answer: String,
}

#[derive(Debug)]
pub struct Parameter {
    pub name: String,
    pub description: String,
    /// Every value there is; none where they are not a list.
    pub values: Vec<String>,
}

/// The fields of an answer, or of a part of one.
#[derive(Debug)]
pub struct Shape {
    pub name: String,
    pub description: String,
    pub fields: Vec<Field>,
}

#[derive(Debug)]
pub struct Field {
    pub name: String,
    /// Such as `string`, `integer or null`, `list of Path`.
    pub kind: String,
    pub description: String,
}

impl Readable {
    /// None if the document is none of ours.
    pub fn of(document: &Value) -> Option<Self> {
        let paths = document.get("paths")?.as_object()?;
        let schemas = document.pointer("/components/schemas")?.as_object()?;
        let shapes = schemas.iter().map(|(name, schema)| Shape::of(name, schema));
        Some(Self {
            operations: paths.iter().map(|(address, item)| Operation::of(address, &item["get"])).collect(),
            shapes: shapes.collect(),
        })
    }
}

impl Operation {
    fn of(address: &str, get: &Value) -> Self {
        let answer = &get["responses"]["200"]["content"]["application/json"]["schema"];
        Self {
            id: text(&get["operationId"]),
            address: address.to_owned(),
            summary: text(&get["summary"]),
            description: text(&get["description"]),
            parameters: list(&get["parameters"]).iter().map(Parameter::of).collect(),
            answer: kind(answer),
        }
    }
}

impl Parameter {
    fn of(parameter: &Value) -> Self {
        let values = list(&parameter["schema"]["items"]["enum"]);
        Self {
            name: text(&parameter["name"]),
            description: text(&parameter["description"]),
            values: values.iter().map(text).collect(),
        }
    }
}

impl Shape {
    fn of(name: &str, schema: &Value) -> Self {
        // What is made of another shape and more says so in parts.
        let parts = list(&schema["allOf"]);
        let inherited = parts.iter().filter(|part| part.get("$ref").is_some()).map(Field::whole);
        let own = parts.iter().chain([schema]).filter_map(|part| part["properties"].as_object()).flatten();
        Self {
            name: name.to_owned(),
            description: text(&schema["description"]),
            fields: inherited.chain(own.map(|(name, schema)| Field::of(name, schema))).collect(),
        }
    }
}

impl Field {
    fn of(name: &str, schema: &Value) -> Self {
        // What may be null has its words beside the shape that it is otherwise.
        let described = [schema].into_iter().chain(list(&schema["oneOf"]));
        let words = described.map(|schema| text(&schema["description"])).find(|words| !words.is_empty());
        Self { name: name.to_owned(), kind: kind(schema), description: words.unwrap_or_default() }
    }

    /// Every field of another shape.
    fn whole(part: &Value) -> Self {
        Self { name: "…".to_owned(), kind: format!("all of {}", kind(part)), description: String::new() }
    }
}

fn kind(schema: &Value) -> String {
    if let Some(reference) = schema["$ref"].as_str() {
        return reference.rsplit('/').next().unwrap_or_default().to_owned();
    }
    let either = list(&schema["oneOf"]);
    if !either.is_empty() {
        let mut kinds: Vec<String> = either.iter().map(kind).collect();
        kinds.sort_by_key(|kind| kind == "null");
        return kinds.join(" or ");
    }
    match &schema["type"] {
        Value::Array(kinds) => kinds.iter().map(text).collect::<Vec<_>>().join(" or "),
        Value::String(kind) if kind == "array" => format!("list of {}", self::kind(&schema["items"])),
        kind => text(kind),
    }
}

/// The words without the marks of Markdown.
fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().replace('`', "")
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}
