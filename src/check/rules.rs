//! Rules between the columns of a row.

use super::{ColumnCheck, Finding, Subject};
use crate::convert::Value;
use crate::csv::{Row, Rows};
use crate::issue::{Code, Severity};
use crate::template::{Column, Operator, Rule};
use std::sync::Arc;

/// A rule, with its columns by their places among the template's.
#[derive(Debug)]
pub(super) struct RuleCheck {
    at: usize,
    kind: Kind,
    pub(super) columns: Vec<usize>,
    keys: Arc<[String]>,
    severity: Severity,
}

#[derive(Debug, Clone, Copy)]
enum Kind {
    AtLeastOne,
    AllOrNone,
    Compare(Operator),
}

impl RuleCheck {
    /// The rule at that place among a template's, whose columns are there: its reader has seen to that.
    pub(super) fn new(at: usize, rule: &Rule, columns: &[Column]) -> RuleCheck {
        let keys: Vec<String> = rule.columns().iter().map(|key| (*key).to_owned()).collect();
        let place = |key: &String| columns.iter().position(|column| column.key == *key);
        RuleCheck {
            at,
            kind: match rule {
                Rule::AtLeastOne(_) => Kind::AtLeastOne,
                Rule::AllOrNone(_) => Kind::AllOrNone,
                Rule::Compare { operator, .. } => Kind::Compare(*operator),
            },
            columns: keys.iter().filter_map(place).collect(),
            keys: keys.into(),
            severity: rule.level().into(),
        }
    }

    pub(super) fn subject(&self) -> Subject {
        Subject::Rule(self.at)
    }

    /// The rows for which it doesn't hold.
    pub(super) fn check<'r>(&self, rows: Rows<'r>, columns: &[ColumnCheck], found: &mut Vec<Finding<'r>>) {
        let (mut own, mut other) = (Vec::new(), Vec::new());
        for (at, row) in rows.iter().enumerate() {
            let holds = match self.kind {
                Kind::AtLeastOne => self.filled(row, columns, &mut own) > 0,
                Kind::AllOrNone => {
                    let filled = self.filled(row, columns, &mut own);
                    filled == 0 || filled == self.columns.len()
                }
                Kind::Compare(operator) => self.compares(row, columns, operator, &mut own, &mut other),
            };
            if !holds {
                let first = self.columns.first().and_then(|at| columns.get(*at));
                found.push(Finding {
                    row: at,
                    subject: self.subject(),
                    code: Code::Rule { rule: self.at as u32, columns: self.keys.clone() },
                    severity: self.severity,
                    value: first.map(|column| column.cell(row)).unwrap_or_default(),
                });
            }
        }
    }

    /// How many of the columns have a value, or something that isn't one.
    fn filled(&self, row: Row<'_>, columns: &[ColumnCheck], scratch: &mut Vec<u8>) -> usize {
        let is_filled = |at: &&usize| {
            columns.get(**at).is_some_and(|column| {
                !matches!(column.converter.convert(column.cell(row), scratch), Ok(Value::Null))
            })
        };
        self.columns.iter().filter(is_filled).count()
    }

    /// Whether the values stand in the order; where one is empty or not of its type, there is nothing to compare.
    fn compares(
        &self,
        row: Row<'_>,
        columns: &[ColumnCheck],
        operator: Operator,
        own: &mut Vec<u8>,
        other: &mut Vec<u8>,
    ) -> bool {
        let [left, right] = self.columns[..] else { return true };
        let (Some(left), Some(right)) = (columns.get(left), columns.get(right)) else { return true };
        let left = left.converter.convert(left.cell(row), own);
        let right = right.converter.convert(right.cell(row), other);
        match (left, right) {
            (Ok(left), Ok(right)) => left.order(&right).is_none_or(|order| operator.holds(order)),
            _ => true,
        }
    }
}
