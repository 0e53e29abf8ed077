//! What has to be asked of a column before its values are known: data, not an error.

use serde::Serialize;

/// What somebody has to say of a column whose cells don't.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Question {
    /// The column's key.
    pub column: String,
    /// What it is about: `decimal`, `currency`, `date-order` or `serial`.
    pub kind: &'static str,
    /// The answers; the likeliest first.
    pub candidates: Vec<Alternative>,
    /// Up to five cells about which the candidates differ.
    pub examples: Vec<String>,
}

/// One of the answers to a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Alternative {
    /// What answers the question so.
    pub value: &'static str,
    /// Cells that it can read, of those that tell the candidates apart.
    pub cells: u64,
    /// What each of the examples means then: a number's digits, a day or time of ISO 8601; empty where it means nothing.
    pub meanings: Vec<String>,
}
