//! The rows and columns that an operation can have changed.

use super::log::Log;
use super::operation::{Operation, Target};
use super::row_set::RowSet;
use crate::base::bitmap::{Bitmap, INSERTED};

/// What an operation can have changed.
#[derive(Debug, Clone, Default)]
pub struct Touched {
    /// Rows by their ids; none for all there are.
    pub rows: Option<Bitmap>,
    /// Columns; none for all there are.
    pub columns: Option<Vec<Target>>,
}

impl Log {
    /// What the operation at that place of the log can have changed among so many records of the file.
    pub fn touched(&self, at: usize, records: u64) -> Touched {
        let inserted = |until: usize| self.all().take(until).map(Operation::inserted).sum::<u64>();
        let Some(operation) = self.all().nth(at) else { return Touched::default() };
        let before = inserted(at);
        let mut ids = Bitmap::default();
        // A range may begin among the file's rows and end among those inserted.
        let mut add = |from: u64, to: u64| {
            let of_file = from..=to.min(self.base() + records);
            let of_inserted = from.max(INSERTED + 1)..=to.min(INSERTED + before);
            ids.extend(of_file.chain(of_inserted).filter_map(|number| self.id_of(number)));
        };
        let rows = match operation {
            Operation::Set { rows, .. } => {
                for row in rows {
                    add(*row, *row);
                }
                Some(ids)
            }
            Operation::Insert { .. } => {
                ids.extend((before..inserted(at + 1)).map(|count| INSERTED + count));
                Some(ids)
            }
            other => match other.rows() {
                Some(RowSet::Ranges(ranges)) => {
                    for (from, to) in ranges {
                        add(*from, *to);
                    }
                    Some(ids)
                }
                _ => None,
            },
        };
        let columns = match operation {
            Operation::Delete { .. }
            | Operation::Restore { .. }
            | Operation::Insert { .. }
            | Operation::Replace { column: None, .. } => None,
            other => Some(other.columns().to_vec()),
        };
        Touched { rows, columns }
    }
}
