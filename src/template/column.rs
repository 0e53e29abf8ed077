//! A column of a template, as its JSON has it.

use crate::base::pattern::Pattern;
use crate::base::platform::Case;
use serde::{Serialize, Serializer};
use std::sync::Arc;

/// A column of the record.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[allow(clippy::struct_excessive_bools, reason = "they are the fields of the JSON")]
pub struct Column {
    /// The record's property.
    pub key: String,
    /// What people call it. Default: the key.
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub name: Option<String>,
    /// Explains the column to the person who imports.
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub description: Option<String>,
    /// Other headers that mean this column.
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub alternate_keys: Vec<String>,
    /// The type of its values. Default: `string`.
    #[serde(rename = "type")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub kind: ColumnType,
    /// Whether an empty cell is an error. Default: false.
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub required: bool,
    /// When an empty cell is an error: by what another column says.
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub required_when: Option<Condition>,
    /// Whether a value that an earlier record has is an error. Default: false.
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub unique: bool,
    /// Whether values that differ only in case count as the same, with `unique` or `uniqueWith`. Default: false.
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub case_insensitive: bool,
    /// Keys of other columns: together with theirs, its value must differ from that of every other record.
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub unique_with: Vec<String>,
    /// The value of empty cells, and of all where no header feeds the column.
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub default: Option<DefaultValue>,
    /// The least value: a number, or for dates `YYYY-MM-DD`, for datetimes also with a time, for times `HH:MM:SS`.
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub min: Option<Bound>,
    /// The largest value: a number, or for dates `YYYY-MM-DD`, for datetimes also with a time, for times `HH:MM:SS`.
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub max: Option<Bound>,
    /// The least number of characters of a text.
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub min_length: Option<u32>,
    /// The largest number of characters of a text.
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub max_length: Option<u32>,
    /// The least number of digits of a number, or in a string.
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub min_digits: Option<u32>,
    /// The largest number of digits of a number, or in a string.
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub max_digits: Option<u32>,
    /// A regular expression that must be found in the cell (anchor it with `^` and `$` to mean all of it).
    #[cfg_attr(target_arch = "wasm32", tsify(optional, type = "string"))]
    pub pattern: Option<Pattern>,
    /// What a `select` takes.
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub options: Vec<SelectOption>,
    /// Whether a cell of a `string` or `select` is a list of values. Default: false.
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub multiple: bool,
    /// What stands between the values of a list. Default: a comma.
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub delimiter: Option<String>,
    /// The layouts that a `date` or `datetime` takes, made of YYYY, YY, MM, M, MMM, MMMM, DD and D, for a `datetime` also of HH,
    /// H, hh, h, mm, ss, SSS, A and Z. Default: what the column's cells say.
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub formats: Vec<String>,
    /// What stands before the fraction of a number. Default: what the column's cells say.
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub decimal: Option<Decimal>,
    /// Whether white space around a text is dropped; types that are no text always drop it. Default: false.
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub trim: bool,
    /// The case in which the letters of a text are written. Default: that of the file.
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub case: Option<Case>,
    /// Whether its cells can't be edited. Default: false.
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub frozen: bool,
    /// How bad it is if a cell is wrong. Default: `error`.
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub level: Level,
    /// What is reported of cells that are wrong, in the host's words.
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub message: Option<String>,
}

impl Column {
    /// A column of strings that takes whatever comes.
    pub fn string(key: String) -> Column {
        Column { key, ..Column::default() }
    }

    /// Whether its values are texts, which have a length.
    pub fn is_text(&self) -> bool {
        matches!(self.kind, ColumnType::String | ColumnType::Email | ColumnType::Url | ColumnType::Any)
    }

    /// Whether its values are numbers.
    pub fn is_number(&self) -> bool {
        matches!(self.kind, ColumnType::Number | ColumnType::Integer)
    }

    /// Whether its values are days, or times of days.
    pub fn is_date(&self) -> bool {
        matches!(self.kind, ColumnType::Date | ColumnType::Datetime)
    }

    /// What people call the column.
    pub fn label(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.key)
    }
}

/// The type of a column's values.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum ColumnType {
    /// Text.
    #[default]
    String,
    /// A decimal number; every digit is kept.
    Number,
    /// A whole number; every digit is kept.
    Integer,
    /// true or false.
    Boolean,
    /// A day of the calendar.
    Date,
    /// A time of a day of the calendar.
    Datetime,
    /// A time of a day, of no day in particular.
    Time,
    /// An address of electronic mail.
    Email,
    /// An address of the web: http, https or ftp.
    Url,
    /// A universally unique identifier.
    Uuid,
    /// One of some options.
    Select,
    /// Text as it stands, whatever it means.
    Any,
}

/// An end of the range of a column's values.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Bound {
    /// For numbers.
    Number(#[cfg_attr(target_arch = "wasm32", tsify(type = "number"))] NumberBound),
    /// For dates: `YYYY-MM-DD`; for datetimes also with a time: `YYYY-MM-DDTHH:MM:SSZ`; for times `HH:MM` or `HH:MM:SS`.
    Date(String),
}

/// A number as the template has it.
#[derive(Debug, Clone, PartialEq)]
pub struct NumberBound {
    /// The number that the template's JSON was read as.
    pub value: f64,
    /// Its shortest decimal digits, with which cells are compared.
    pub text: Arc<str>,
}

impl Serialize for NumberBound {
    /// A whole number is written without a fraction, as JavaScript does.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        /// From here on a double skips whole numbers.
        const LIMIT: f64 = 9_007_199_254_740_992.0;
        if self.value.fract() == 0.0 && self.value.abs() < LIMIT {
            serializer.serialize_i64(self.value as i64)
        } else {
            serializer.serialize_f64(self.value)
        }
    }
}

/// What a `select` column takes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct SelectOption {
    /// What the record gets.
    pub value: String,
    /// What people see; also taken for the value in a file.
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub label: Option<String>,
    /// Other words that mean the value.
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub alternates: Vec<String>,
}

/// When a column is required: where another one has one of some values, or any.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Condition {
    /// The other column's key.
    pub column: String,
    /// The values. Default: whatever isn't empty.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub values: Vec<String>,
}

/// The value of empty cells.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum DefaultValue {
    /// A text, a day, a time, an option's value.
    Text(String),
    /// A number.
    Number(#[cfg_attr(target_arch = "wasm32", tsify(type = "number"))] NumberBound),
    /// true or false.
    Boolean(bool),
    /// A value of its own for each record.
    Generated {
        /// What is made.
        generate: Generator,
    },
}

impl DefaultValue {
    /// The value as a cell would say it, unless it is one that is made for each record.
    pub fn text(&self) -> Option<&str> {
        match self {
            DefaultValue::Text(text) => Some(text),
            DefaultValue::Number(number) => Some(&number.text),
            DefaultValue::Boolean(true) => Some("true"),
            DefaultValue::Boolean(false) => Some("false"),
            DefaultValue::Generated { .. } => None,
        }
    }
}

/// What can be made for each record.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Generator {
    /// A UUID, always the same for the same upload, record and column.
    #[default]
    Uuid,
}

/// What stands before the fraction of a number.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Decimal {
    /// `1,234.5`
    #[default]
    #[serde(rename = ".")]
    Point,
    /// `1.234,5`
    #[serde(rename = ",")]
    Comma,
}

/// How bad it is if something doesn't hold.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Level {
    /// The record is invalid.
    #[default]
    Error,
    /// The record is sent all the same.
    Warning,
}
