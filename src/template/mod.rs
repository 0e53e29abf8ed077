//! Templates: the columns that a file is matched to and checked against.

mod column;
mod read;
mod rule;

use serde::Serialize;

pub use column::{
    Bound, Column, ColumnType, Condition, Decimal, DefaultValue, Generator, Level, NumberBound, SelectOption,
};
pub(crate) use read::Fields;
#[cfg(not(target_arch = "wasm32"))]
pub use read::read;
pub use read::{Asks, read_json};
pub use rule::{Operator, Presence, Rule};

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
    /// What becomes of headers that feed no column. Default: `drop`.
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub unmatched: Unmatched,
    /// The zone of times that have none: an IANA name or an offset, `Europe/Berlin` or `+02:00`. Default: they get none.
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub time_zone: Option<String>,
    /// What must hold between a record's values.
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub rules: Vec<Rule>,
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

/// What becomes of headers that feed no column.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Unmatched {
    /// Their cells are left out.
    #[default]
    Drop,
    /// They become columns of strings, behind the template's.
    Keep,
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
