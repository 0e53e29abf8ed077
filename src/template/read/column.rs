//! Reads a column from JSON.

use super::Asks;
use super::conflicts;
use super::fields::Fields;
use crate::base::json::Json;
use crate::base::pattern::Pattern;
use crate::base::platform::Case;
use crate::date::{DateTime, Time, is_iso_date};
use crate::template::{
    Bound, Column, ColumnType, Condition, Decimal, DefaultValue, Fault, Generator, Level, NumberBound,
    SelectOption,
};

const NAMES: [&str; 28] = [
    "key",
    "name",
    "description",
    "alternateKeys",
    "type",
    "required",
    "requiredWhen",
    "unique",
    "caseInsensitive",
    "uniqueWith",
    "default",
    "min",
    "max",
    "minLength",
    "maxLength",
    "minDigits",
    "maxDigits",
    "pattern",
    "options",
    "multiple",
    "delimiter",
    "formats",
    "decimal",
    "trim",
    "case",
    "frozen",
    "level",
    "message",
];

const TYPES: [(&str, ColumnType); 12] = [
    ("string", ColumnType::String),
    ("number", ColumnType::Number),
    ("integer", ColumnType::Integer),
    ("boolean", ColumnType::Boolean),
    ("date", ColumnType::Date),
    ("datetime", ColumnType::Datetime),
    ("time", ColumnType::Time),
    ("email", ColumnType::Email),
    ("url", ColumnType::Url),
    ("uuid", ColumnType::Uuid),
    ("select", ColumnType::Select),
    ("any", ColumnType::Any),
];

pub(super) const LEVELS: [(&str, Level); 2] = [("error", Level::Error), ("warning", Level::Warning)];

/// Reads a column of a template whose times are of that zone.
pub(super) fn column(
    value: &Json,
    path: &str,
    zone: Option<&str>,
    asks: &Asks<'_>,
    faults: &mut Vec<Fault>,
) -> Option<Column> {
    let known = faults.len();
    let mut fields = Fields::of(value, path, &NAMES, faults)?;
    let kind = fields.choice("type", &TYPES).unwrap_or_default();
    let column = Column {
        key: fields.required_text("key"),
        name: fields.text("name"),
        description: fields.text("description"),
        alternate_keys: fields.texts("alternateKeys"),
        kind,
        required: fields.flag("required"),
        required_when: condition(&mut fields),
        unique: fields.flag("unique"),
        case_insensitive: fields.flag("caseInsensitive"),
        unique_with: fields.texts("uniqueWith"),
        default: default(&mut fields, kind),
        min: bound(&mut fields, "min", kind),
        max: bound(&mut fields, "max", kind),
        min_length: fields.count("minLength"),
        max_length: fields.count("maxLength"),
        min_digits: fields.count("minDigits"),
        max_digits: fields.count("maxDigits"),
        pattern: pattern(&mut fields, asks),
        options: fields.list("options", &option),
        multiple: fields.flag("multiple"),
        delimiter: fields.words("delimiter"),
        formats: fields.texts("formats"),
        decimal: fields.choice("decimal", &[(".", Decimal::Point), (",", Decimal::Comma)]),
        trim: fields.flag("trim"),
        case: fields
            .choice("case", &[("upper", Case::Upper), ("lower", Case::Lower), ("title", Case::Title)]),
        frozen: fields.flag("frozen"),
        level: fields.choice("level", &LEVELS).unwrap_or_default(),
        message: fields.text("message"),
    };
    conflicts::column(&column, &mut fields);
    // Only a column that is right otherwise can be asked.
    if fields.faults.len() == known
        && let Some(text) = column.default.as_ref().and_then(DefaultValue::text)
        && (asks.refuses)(&column, zone, text, asks.platform)
    {
        fields.fault("default", "the column itself would refuse it");
    }
    Some(column)
}

#[inline(never)]
fn condition(fields: &mut Fields<'_, '_>) -> Option<Condition> {
    let value = fields.get("requiredWhen")?;
    let path = fields.path("requiredWhen");
    let mut fields = Fields::of(value, &path, &["column", "values"], fields.faults)?;
    let condition = Condition { column: fields.required_text("column"), values: fields.texts("values") };
    if condition.values.is_empty() && fields.get("values").is_some() && !fields.has_fault_at("values") {
        fields.fault("values", "must have at least one value");
    }
    Some(condition)
}

#[inline(never)]
fn default(fields: &mut Fields<'_, '_>, kind: ColumnType) -> Option<DefaultValue> {
    use ColumnType::{Any, Boolean, Integer, Number, String, Uuid};
    let value = fields.get("default")?;
    let (wanted, read) = match (kind, value) {
        (Number | Integer, Json::Number(value, text)) if value.is_finite() => {
            return Some(DefaultValue::Number(NumberBound { value: *value, text: text.as_str().into() }));
        }
        (Number | Integer, _) => ("must be a number", None),
        (Boolean, Json::Bool(value)) => ("", Some(DefaultValue::Boolean(*value))),
        (Boolean, _) => ("must be true or false", None),
        (String | Uuid | Any, Json::Object(_)) => {
            let path = fields.path("default");
            let mut fields = Fields::of(value, &path, &["generate"], fields.faults)?;
            let made = fields.choice("generate", &[("uuid", Generator::Uuid)]);
            if fields.get("generate").is_none() {
                fields.fault("generate", "must be one of uuid");
            }
            return made.map(|generate| DefaultValue::Generated { generate });
        }
        (_, Json::Text(text)) if !text.is_empty() => ("", Some(DefaultValue::Text(text.clone()))),
        _ => ("must be a text that is not empty", None),
    };
    if read.is_none() {
        fields.fault("default", wanted);
    }
    read
}

#[inline(never)]
fn bound(fields: &mut Fields<'_, '_>, name: &str, kind: ColumnType) -> Option<Bound> {
    let value = fields.get(name)?;
    let (wanted, bound) = match (kind, value) {
        (ColumnType::Number | ColumnType::Integer, Json::Number(value, text)) if value.is_finite() => {
            ("", Some(Bound::Number(NumberBound { value: *value, text: text.as_str().into() })))
        }
        (ColumnType::Number | ColumnType::Integer, _) => ("must be a number", None),
        (ColumnType::Date, Json::Text(day)) if is_iso_date(day) => ("", Some(Bound::Date(day.clone()))),
        (ColumnType::Date, _) => ("must be a day, YYYY-MM-DD", None),
        (ColumnType::Datetime, Json::Text(time)) if DateTime::iso(time.as_bytes()).is_some() => {
            ("", Some(Bound::Date(time.clone())))
        }
        (ColumnType::Datetime, _) => ("must be a day or a time, YYYY-MM-DD or YYYY-MM-DDTHH:MM:SSZ", None),
        (ColumnType::Time, Json::Text(time)) if Time::of_day(time.as_bytes()).is_some() => {
            ("", Some(Bound::Date(time.clone())))
        }
        (ColumnType::Time, _) => ("must be a time, HH:MM or HH:MM:SS", None),
        _ => ("only a number, an integer, a date, a datetime or a time has a range", None),
    };
    if bound.is_none() {
        fields.fault(name, wanted);
    }
    bound
}

#[inline(never)]
fn pattern(fields: &mut Fields<'_, '_>, asks: &Asks<'_>) -> Option<Pattern> {
    let pattern = Pattern::new(&fields.text("pattern")?, asks.compile);
    pattern.map_err(|reason| fields.fault("pattern", &reason)).ok()
}

#[inline(never)]
fn option(value: &Json, path: &str, faults: &mut Vec<Fault>) -> Option<SelectOption> {
    let mut fields = Fields::of(value, path, &["value", "label", "alternates"], faults)?;
    Some(SelectOption {
        value: fields.required_text("value"),
        label: fields.text("label"),
        alternates: fields.texts("alternates"),
    })
}
