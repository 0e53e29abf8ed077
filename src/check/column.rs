//! The check of one column's cells.

use super::finding::{Finding, Subject};
use crate::convert::{Converter, Evidence, Memo, Shortcut, Value};
use crate::csv::{Row, Rows};
use crate::issue::{Code, Severity};
use crate::template::{Column, Condition};

/// What the cells of a column are checked against.
#[derive(Debug)]
pub(super) struct ColumnCheck {
    pub(super) source: Option<usize>,
    pub(super) required: bool,
    pub(super) when: Option<When>,
    pub(super) severity: Severity,
    pub(super) converter: Converter,
    pub(super) shortcut: Shortcut,
}

impl ColumnCheck {
    pub(super) fn cell<'r>(&self, row: Row<'r>) -> &'r [u8] {
        self.source.map_or(&[], |source| row.text(source).bytes())
    }

    /// Checks the column's cells. `columns` are all of them, on which some depend.
    pub(super) fn check<'r>(
        &self,
        subject: Subject,
        rows: Rows<'r>,
        columns: &[ColumnCheck],
        mut evidence: Option<&mut Evidence>,
        found: &mut Vec<Finding<'r>>,
    ) {
        let ColumnCheck { source, required, when, severity, converter, shortcut } = self;
        let needs = *required || when.is_some();
        if !needs && (source.is_none() || converter.takes_anything()) {
            return;
        }
        let (mut memo, mut scratch) = (Memo::default(), Vec::new());
        // A whole number in ASCII's digits says nothing of how others are to be read.
        let quiet = match shortcut {
            Shortcut::Number if evidence.is_some() => &Shortcut::Integer,
            _ => shortcut,
        };
        // Without a header the place is beyond every row, so that all cells are empty.
        quiet.misses(rows, source.unwrap_or(usize::MAX), &mut |at, text| {
            if text.is_empty() && !needs {
                return;
            }
            let is_number = evidence.as_mut().is_some_and(|evidence| evidence.note_text(text));
            if (is_number && *shortcut == Shortcut::Number) || memo.knows(text) {
                return;
            }
            let value = text.bytes();
            let code = match converter.convert(value, &mut scratch) {
                Ok(Value::Null) if *required => Code::Required,
                Ok(Value::Null) => match (when, rows.get(at)) {
                    (Some(when), Some(row)) if when.holds(row, columns, &mut scratch) => Code::Required,
                    _ => return,
                },
                Ok(_) => return memo.learn(text),
                Err(code) => code,
            };
            found.push(Finding { row: at, subject, code, severity: *severity, value });
        });
    }
}

/// When a column must be filled.
#[derive(Debug)]
pub(super) struct When {
    /// The other column, by its place.
    pub(super) column: usize,
    /// Its values; none for any.
    values: Vec<String>,
}

impl When {
    pub(super) fn new(condition: &Condition, columns: &[Column]) -> Option<When> {
        let column = columns.iter().position(|column| column.key == condition.column)?;
        Some(When { column, values: condition.values.clone() })
    }

    /// Whether the row's other cell has one of the values, as it stands or as what it means.
    pub(super) fn holds(&self, row: Row<'_>, columns: &[ColumnCheck], scratch: &mut Vec<u8>) -> bool {
        let Some(column) = columns.get(self.column) else { return false };
        let cell = column.cell(row);
        let value = column.converter.convert(cell, scratch);
        if self.values.is_empty() {
            return value != Ok(Value::Null);
        }
        let text = cell.trim_ascii();
        let meant: &[u8] = match value {
            Ok(Value::Choice(choice)) => choice.as_bytes(),
            Ok(Value::Boolean(true)) => b"true",
            Ok(Value::Boolean(false)) => b"false",
            Ok(Value::Text(text)) => text,
            _ => text,
        };
        self.values.iter().any(|value| value.as_bytes() == text || value.as_bytes() == meant)
    }
}
