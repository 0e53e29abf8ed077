//! JSON in, a template out: the columns that a file is matched to and checked against.

mod json;
mod read;

use crate::pattern::Pattern;
use serde::{Serialize, Serializer};
use std::sync::Arc;

pub use json::Json;
#[cfg(not(target_arch = "wasm32"))]
pub use read::read;
pub use read::read_json;

/// What a file is imported into: its columns, and what to do about invalid records.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Template {
    /// The name by which webhook and relay know the template.
    pub code: String,
    /// What people call it.
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub name: Option<String>,
    /// The columns, in the order in which records have them.
    pub columns: Vec<Column>,
    /// What becomes of invalid records. Default: `block`.
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub on_invalid: OnInvalid,
}

/// A column of the record.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
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
    /// Whether a value that an earlier record has is an error. Default: false.
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub unique: bool,
    /// The least value: a number, or for dates `YYYY-MM-DD`.
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub min: Option<Bound>,
    /// The largest value: a number, or for dates `YYYY-MM-DD`.
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub max: Option<Bound>,
    /// A regular expression that must be found in the cell (anchor it with `^` and `$` to mean all of it).
    #[cfg_attr(target_arch = "wasm32", tsify(optional, type = "string"))]
    pub pattern: Option<Pattern>,
    /// What a `select` takes.
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub options: Vec<SelectOption>,
    /// The layouts that a `date` takes, made of YYYY, MM, M, DD, D, MMM and MMMM. Default: `YYYY-MM-DD`.
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub formats: Vec<String>,
    /// Whether white space around a `string` is dropped; other types always drop it. Default: false.
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub trim: bool,
}

impl Column {
    /// A column of strings that takes whatever comes.
    pub fn string(key: String) -> Column {
        Column { key, ..Column::default() }
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
    /// Text as it stands.
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
    /// One of some options.
    Select,
}

/// An end of the range of a column's values.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Bound {
    /// For numbers.
    Number(#[cfg_attr(target_arch = "wasm32", tsify(type = "number"))] NumberBound),
    /// For dates: `YYYY-MM-DD`.
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

/// What becomes of records that have an error.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum OnInvalid {
    /// Nothing is sent.
    #[default]
    Block,
    /// They are left out.
    Skip,
    /// They are sent; an invalid cell stays its text.
    Include,
}

/// One thing that is wrong with a template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Fault {
    /// Where: `columns[2].min`.
    pub path: String,
    /// What: `larger than max`.
    pub reason: String,
}
