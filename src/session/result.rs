//! What a check has found, as the host gets it.

use crate::issue::{Issue, Severity};
use crate::question::Question;
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

/// What a check has found.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct CheckResult {
    /// Records in the file.
    pub records: u64,
    /// Errors in them.
    pub errors: u64,
    /// Warnings in them.
    pub warnings: u64,
    /// Records that have an error.
    pub invalid_records: u64,
    /// Records to be sent, as the template's `onInvalid` has it.
    pub total_records: u64,
    /// Errors and warnings by code; and the lines left out, by theirs.
    #[serde(serialize_with = "as_map")]
    #[cfg_attr(target_arch = "wasm32", tsify(type = "Record<string, number>"))]
    pub by_code: Vec<(&'static str, u64)>,
    /// Errors and warnings by column; those of whole rows and of headers are in none.
    #[serde(serialize_with = "as_map")]
    #[cfg_attr(target_arch = "wasm32", tsify(type = "Record<string, number>"))]
    pub by_column: Vec<(String, u64)>,
    /// The first 1,000 of them, and among them the first 100 lines or runs of lines that were left out.
    pub issues: Vec<Issue>,
    /// What the cells of columns don't decide, and somebody has to: nothing is sent before.
    pub questions: Vec<Question>,
}

/// A cause of issues: a value that is wrong for the same reason wherever it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Cause {
    /// The column's key or the header, or null where whole rows are meant.
    pub column: Option<String>,
    /// What is wrong.
    pub code: &'static str,
    /// Whether it makes records invalid.
    pub severity: Severity,
    /// The value to blame, or null for all those that are too long, or too many, to be counted one by one.
    pub value: Option<String>,
    /// How many issues there are of it.
    pub count: u64,
}

fn as_map<K: Serialize, S: Serializer>(counts: &[(K, u64)], serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(counts.len()))?;
    for (key, count) in counts {
        map.serialize_entry(key, count)?;
    }
    map.end()
}
