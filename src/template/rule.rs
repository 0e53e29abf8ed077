//! What must hold between the values of a record, as a template's JSON has it.

use super::Level;
use serde::Serialize;

/// What must hold between a record's values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "type", rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Rule {
    /// One of the columns at least has a value.
    AtLeastOne(Presence),
    /// All of the columns have a value, or none has.
    AllOrNone(Presence),
    /// Two columns' values stand in an order. Where one is empty, it holds.
    Compare {
        /// The key of one.
        left: String,
        /// How it lies to the other.
        operator: Operator,
        /// The other's key.
        right: String,
        /// How bad it is if it doesn't hold. Default: `error`.
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        level: Level,
        /// What is reported then, in the host's words.
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        message: Option<String>,
    },
}

/// Which columns must have values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Presence {
    /// The columns' keys, at least two.
    pub columns: Vec<String>,
    /// How bad it is if it doesn't hold. Default: `error`.
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub level: Level,
    /// What is reported then, in the host's words.
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub message: Option<String>,
}

impl Rule {
    /// The keys of the columns that it is about.
    pub fn columns(&self) -> Vec<&str> {
        match self {
            Rule::AtLeastOne(rule) | Rule::AllOrNone(rule) => {
                rule.columns.iter().map(String::as_str).collect()
            }
            Rule::Compare { left, right, .. } => vec![left, right],
        }
    }

    /// How bad it is if it doesn't hold.
    pub fn level(&self) -> Level {
        match self {
            Rule::AtLeastOne(rule) | Rule::AllOrNone(rule) => rule.level,
            Rule::Compare { level, .. } => *level,
        }
    }

    /// What is reported then, in the host's words.
    pub fn message(&self) -> Option<&str> {
        match self {
            Rule::AtLeastOne(rule) | Rule::AllOrNone(rule) => rule.message.as_deref(),
            Rule::Compare { message, .. } => message.as_deref(),
        }
    }
}

/// How one value lies to another.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Operator {
    /// Less.
    #[serde(rename = "<")]
    Less,
    /// Less, or the same.
    #[serde(rename = "<=")]
    AtMost,
    /// The same.
    #[default]
    #[serde(rename = "=")]
    Equal,
    /// Another.
    #[serde(rename = "!=")]
    Other,
    /// More, or the same.
    #[serde(rename = ">=")]
    AtLeast,
    /// More.
    #[serde(rename = ">")]
    More,
}

impl Operator {
    /// Whether it is about more than being the same.
    pub fn is_order(self) -> bool {
        !matches!(self, Operator::Equal | Operator::Other)
    }

    /// Whether it holds where one value lies to the other like that.
    pub fn holds(self, order: std::cmp::Ordering) -> bool {
        match self {
            Operator::Less => order.is_lt(),
            Operator::AtMost => order.is_le(),
            Operator::Equal => order.is_eq(),
            Operator::Other => order.is_ne(),
            Operator::AtLeast => order.is_ge(),
            Operator::More => order.is_gt(),
        }
    }
}
