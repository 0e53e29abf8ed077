//! Cells that must not be empty because of what another column says.

use super::ColumnCheck;
use crate::convert::Value;
use crate::csv::Row;
use crate::template::{Column, Condition};

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
