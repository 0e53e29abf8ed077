//! JSON in, a template out, or every fault that it has with its path.

use super::{Bound, Column, ColumnType, Fault, Json, NumberBound, OnInvalid, SelectOption, Template};
use crate::date::{DateFormat, is_iso_date};
use crate::pattern::{Compile, Pattern};

/// Reads a template from JSON text, or gives every fault that it has, not only the first. `compile` is asked for patterns.
///
/// ```
/// use sheethook::template;
/// let json = r#"{"code": "t", "columns": [{"key": "a", "type": "number", "min": 2, "max": 1, "colour": "red"}]}"#;
/// let faults = template::read(json, &sheethook_pattern::compile).unwrap_err();
/// let paths: Vec<_> = faults.iter().map(|fault| fault.path.as_str()).collect();
/// assert_eq!(paths, ["columns[0].colour", "columns[0].min"]);
/// ```
#[cfg(not(target_arch = "wasm32"))]
pub fn read(json: &str, compile: Compile<'_>) -> Result<Template, Vec<Fault>> {
    match serde_json::from_str::<serde_json::Value>(json) {
        Ok(value) => read_json(&value.into(), compile),
        Err(error) => Err(vec![Fault { path: String::new(), reason: format!("not JSON: {error}") }]),
    }
}

/// Reads a template from a JSON value, or gives every fault that it has, not only the first.
pub fn read_json(json: &Json, compile: Compile<'_>) -> Result<Template, Vec<Fault>> {
    let mut faults = Vec::new();
    let template = template(json, compile, &mut faults);
    template.filter(|_| faults.is_empty()).ok_or(faults)
}

fn template(value: &Json, compile: Compile<'_>, faults: &mut Vec<Fault>) -> Option<Template> {
    let mut fields = Fields::of(value, "", &["code", "name", "columns", "onInvalid"], faults)?;
    let code = fields.required_text("code");
    let name = fields.text("name");
    let on_invalid = fields.word(
        "onInvalid",
        &[("block", OnInvalid::Block), ("skip", OnInvalid::Skip), ("include", OnInvalid::Include)],
    );
    let columns = fields.list("columns", |value, path, faults| column(value, path, compile, faults));
    if columns.is_empty() && !fields.has_fault_at("columns") {
        fields.fault("columns", "must be a list of at least one column");
    }
    for (at, column) in columns.iter().enumerate() {
        if columns[..at].iter().any(|earlier| earlier.key == column.key) && !column.key.is_empty() {
            fields.fault(&format!("columns[{at}].key"), &format!("\"{}\" stands twice", column.key));
        }
    }
    Some(Template { code, name, columns, on_invalid })
}

fn column(value: &Json, path: &str, compile: Compile<'_>, faults: &mut Vec<Fault>) -> Option<Column> {
    const NAMES: [&str; 13] = [
        "key",
        "name",
        "description",
        "alternateKeys",
        "type",
        "required",
        "unique",
        "min",
        "max",
        "pattern",
        "options",
        "formats",
        "trim",
    ];
    let mut fields = Fields::of(value, path, &NAMES, faults)?;
    let kind = fields.word(
        "type",
        &[
            ("string", ColumnType::String),
            ("number", ColumnType::Number),
            ("integer", ColumnType::Integer),
            ("boolean", ColumnType::Boolean),
            ("date", ColumnType::Date),
            ("select", ColumnType::Select),
        ],
    );
    let column = Column {
        key: fields.required_text("key"),
        name: fields.text("name"),
        description: fields.text("description"),
        alternate_keys: fields.list("alternateKeys", text),
        kind,
        required: fields.flag("required"),
        unique: fields.flag("unique"),
        min: fields.bound("min", kind),
        max: fields.bound("max", kind),
        pattern: fields.pattern("pattern", compile),
        options: fields.list("options", option),
        formats: fields.list("formats", text),
        trim: fields.flag("trim"),
    };
    judge(&column, &mut fields);
    Some(column)
}

/// Faults that lie between the fields of a column.
fn judge(column: &Column, fields: &mut Fields<'_, '_>) {
    let reversed = match (&column.min, &column.max) {
        (Some(Bound::Number(min)), Some(Bound::Number(max))) => min.value > max.value,
        (Some(Bound::Date(min)), Some(Bound::Date(max))) => min > max,
        _ => false,
    };
    if reversed {
        fields.fault("min", "larger than max");
    }
    if column.kind == ColumnType::Select && column.options.is_empty() && !fields.has_fault_at("options") {
        fields.fault("options", "a select needs at least one option");
    }
    if column.kind != ColumnType::Select && !column.options.is_empty() {
        fields.fault("options", "only a select has options");
    }
    if column.kind != ColumnType::Date && !column.formats.is_empty() {
        fields.fault("formats", "only a date has formats");
    }
    if column.kind == ColumnType::Date {
        for (at, format) in column.formats.iter().enumerate() {
            if let Err(reason) = DateFormat::read(format) {
                fields.fault(&format!("formats[{at}]"), &reason);
            }
        }
    }
}

fn text(value: &Json, path: &str, faults: &mut Vec<Fault>) -> Option<String> {
    let text = value.text().filter(|text| !text.is_empty()).map(str::to_owned);
    if text.is_none() {
        faults.push(Fault { path: path.to_owned(), reason: "must be a text that is not empty".to_owned() });
    }
    text
}

fn option(value: &Json, path: &str, faults: &mut Vec<Fault>) -> Option<SelectOption> {
    let mut fields = Fields::of(value, path, &["value", "label", "alternates"], faults)?;
    Some(SelectOption {
        value: fields.required_text("value"),
        label: fields.text("label"),
        alternates: fields.list("alternates", text),
    })
}

/// An object's fields at a path; what is wrong with them goes to the list of faults.
struct Fields<'v, 'f> {
    object: &'v [(String, Json)],
    path: &'v str,
    faults: &'f mut Vec<Fault>,
}

impl<'v, 'f> Fields<'v, 'f> {
    fn of(value: &'v Json, path: &'v str, known: &[&str], faults: &'f mut Vec<Fault>) -> Option<Self> {
        let Json::Object(object) = value else {
            faults.push(Fault { path: path.to_owned(), reason: "must be an object".to_owned() });
            return None;
        };
        let mut fields = Fields { object, path, faults };
        for (name, _) in object.iter().filter(|(name, _)| !known.contains(&name.as_str())) {
            fields.fault(name, &format!("unknown; known are {}", known.join(", ")));
        }
        Some(fields)
    }

    /// The field, unless it is absent or null.
    fn get(&self, name: &str) -> Option<&'v Json> {
        let (_, value) = self.object.iter().find(|(known, _)| known == name)?;
        Some(value).filter(|value| **value != Json::Null)
    }

    fn path(&self, name: &str) -> String {
        if self.path.is_empty() { name.to_owned() } else { format!("{}.{name}", self.path) }
    }

    fn fault(&mut self, name: &str, reason: &str) {
        self.faults.push(Fault { path: self.path(name), reason: reason.to_owned() });
    }

    fn has_fault_at(&self, name: &str) -> bool {
        let path = self.path(name);
        self.faults.iter().any(|fault| fault.path.starts_with(&path))
    }

    fn text(&mut self, name: &str) -> Option<String> {
        let value = self.get(name)?;
        if value.text().is_none() {
            self.fault(name, "must be a text");
        }
        value.text().map(str::to_owned)
    }

    fn required_text(&mut self, name: &str) -> String {
        match self.get(name).and_then(Json::text) {
            Some(text) if !text.is_empty() => text.to_owned(),
            _ => {
                self.fault(name, "must be a text that is not empty");
                String::new()
            }
        }
    }

    fn flag(&mut self, name: &str) -> bool {
        match self.get(name) {
            None => false,
            Some(Json::Bool(flag)) => *flag,
            Some(_) => {
                self.fault(name, "must be true or false");
                false
            }
        }
    }

    fn word<T: Copy + Default>(&mut self, name: &str, words: &[(&str, T)]) -> T {
        let Some(value) = self.get(name) else { return T::default() };
        let found = words.iter().find(|(word, _)| value.text() == Some(word));
        if found.is_none() {
            let known: Vec<_> = words.iter().map(|(word, _)| *word).collect();
            self.fault(name, &format!("must be one of {}", known.join(", ")));
        }
        found.map(|(_, meaning)| *meaning).unwrap_or_default()
    }

    fn bound(&mut self, name: &str, kind: ColumnType) -> Option<Bound> {
        let value = self.get(name)?;
        let bound = match (kind, value) {
            (ColumnType::Number | ColumnType::Integer, Json::Number(value, text)) if value.is_finite() => {
                Some(Bound::Number(NumberBound { value: *value, text: text.as_str().into() }))
            }
            (ColumnType::Date, Json::Text(day)) if is_iso_date(day) => Some(Bound::Date(day.clone())),
            _ => None,
        };
        let wanted = match kind {
            ColumnType::Number | ColumnType::Integer => "must be a number",
            ColumnType::Date => "must be a day, YYYY-MM-DD",
            _ => "only a number, an integer or a date has a range",
        };
        if bound.is_none() {
            self.fault(name, wanted);
        }
        bound
    }

    fn pattern(&mut self, name: &str, compile: Compile<'_>) -> Option<Pattern> {
        let pattern = Pattern::new(&self.text(name)?, compile);
        pattern.map_err(|reason| self.fault(name, &reason)).ok()
    }

    fn list<T>(&mut self, name: &str, item: impl Fn(&Json, &str, &mut Vec<Fault>) -> Option<T>) -> Vec<T> {
        let Some(value) = self.get(name) else { return Vec::new() };
        let Json::List(items) = value else {
            self.fault(name, "must be a list");
            return Vec::new();
        };
        let path = self.path(name);
        let items = items.iter().enumerate();
        items.filter_map(|(at, value)| item(value, &format!("{path}[{at}]"), self.faults)).collect()
    }
}
