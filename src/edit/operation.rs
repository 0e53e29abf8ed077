//! What is done to rows, one operation at a time, with its limits.

use super::{RowSet, Texts, Transform};
use crate::base::bitmap::INSERTED;
use crate::csv::{MAX_CELL_BYTES, MAX_CELLS};
use crate::template::Fault;
use serde::{Serialize, Serializer};

/// The column that an operation is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A header's place, from 0.
    Place(usize),
    /// The key of a template's column, whose cells may be made from several headers or from none.
    Key(String),
}

/// A number or a text.
impl Serialize for Target {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Target::Place(place) => serializer.serialize_u32(*place as u32),
            Target::Key(key) => serializer.serialize_str(key),
        }
    }
}

/// One entry of the log. Rows have numbers from 1; columns are a header's place from 0, or a template's key. Sets of rows are
/// `"all"`, or a list of ranges, each from its first to its last row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "type", rename_all = "lowercase", rename_all_fields = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Operation {
    /// Gives cells other texts: `cells` has one for each row and column.
    Set {
        /// The rows' numbers.
        rows: Vec<u64>,
        /// The columns.
        #[cfg_attr(target_arch = "wasm32", tsify(type = "(number | string)[]"))]
        columns: Vec<Target>,
        /// A row of texts for each of the rows.
        #[cfg_attr(target_arch = "wasm32", tsify(type = "string[][]"))]
        cells: Texts,
    },
    /// Leaves rows out.
    Delete {
        /// Which.
        #[cfg_attr(target_arch = "wasm32", tsify(type = "RowSet"))]
        rows: RowSet,
    },
    /// Takes deleted rows in again.
    Restore {
        /// Which.
        #[cfg_attr(target_arch = "wasm32", tsify(type = "RowSet"))]
        rows: RowSet,
    },
    /// Puts new rows before one, or at the end.
    Insert {
        /// The row's number.
        #[cfg_attr(target_arch = "wasm32", tsify(type = "number | null"))]
        before: Option<u64>,
        /// The columns of which texts are given; other cells are empty.
        #[cfg_attr(target_arch = "wasm32", tsify(type = "(number | string)[]"))]
        columns: Vec<Target>,
        /// A row of texts for each new row.
        #[cfg_attr(target_arch = "wasm32", tsify(type = "string[][]"))]
        cells: Texts,
    },
    /// Writes a text into a column's empty cells.
    Fill {
        /// The column.
        #[cfg_attr(target_arch = "wasm32", tsify(type = "number | string"))]
        column: Target,
        /// The text.
        text: String,
        /// In which rows. Default: all.
        #[cfg_attr(target_arch = "wasm32", tsify(optional, type = "RowSet"))]
        rows: RowSet,
    },
    /// Writes one text in place of another.
    Replace {
        /// The column, or none for every cell of the file.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional, type = "number | string"))]
        column: Option<Target>,
        /// What is looked for: a text or a regular expression.
        find: String,
        /// What is written in its place; after a regular expression with `$1`, `$<name>`, `$&` and `$$` as in JavaScript.
        replace: String,
        /// Whether only a cell that is nothing else counts.
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        whole: bool,
        /// Whether small and capital letters differ.
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        match_case: bool,
        /// Whether it is a regular expression.
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        regex: bool,
        /// In which rows. Default: all.
        #[cfg_attr(target_arch = "wasm32", tsify(optional, type = "RowSet"))]
        rows: RowSet,
    },
    /// Writes a column's cells another way.
    Transform {
        /// The column.
        #[cfg_attr(target_arch = "wasm32", tsify(type = "number | string"))]
        column: Target,
        /// Which way.
        transform: Transform,
        /// In which rows. Default: all.
        #[cfg_attr(target_arch = "wasm32", tsify(optional, type = "RowSet"))]
        rows: RowSet,
    },
    /// Writes other texts for whole cells, white space around them skipped.
    Map {
        /// The column.
        #[cfg_attr(target_arch = "wasm32", tsify(type = "number | string"))]
        column: Target,
        /// The text found and the one that is written, in the order of the first.
        #[cfg_attr(target_arch = "wasm32", tsify(type = "[string, string][]"))]
        values: Vec<(String, String)>,
    },
}

impl Operation {
    /// How many rows it inserts.
    pub fn inserted(&self) -> u64 {
        match self {
            Operation::Insert { cells, .. } => cells.rows() as u64,
            _ => 0,
        }
    }

    /// Whether it looks at the cells of every row.
    pub(super) fn is_sweep(&self) -> bool {
        use Operation::{Fill, Map, Replace, Transform};
        matches!(self, Fill { .. } | Replace { .. } | Transform { .. } | Map { .. })
    }

    /// The columns that it names.
    pub fn columns(&self) -> &[Target] {
        match self {
            Operation::Set { columns, .. } | Operation::Insert { columns, .. } => columns,
            Operation::Fill { column, .. }
            | Operation::Transform { column, .. }
            | Operation::Map { column, .. } => std::slice::from_ref(column),
            Operation::Replace { column, .. } => column.as_slice(),
            Operation::Delete { .. } | Operation::Restore { .. } => &[],
        }
    }

    /// The rows that it names as a set.
    pub(super) fn rows(&self) -> Option<&RowSet> {
        match self {
            Operation::Delete { rows }
            | Operation::Restore { rows }
            | Operation::Fill { rows, .. }
            | Operation::Replace { rows, .. }
            | Operation::Transform { rows, .. } => Some(rows),
            Operation::Map { .. } => Some(&RowSet::All),
            Operation::Set { .. } | Operation::Insert { .. } => None,
        }
    }

    /// How much it lists, and how many bytes of text it has.
    pub(super) fn size(&self) -> (usize, usize) {
        let keys = self.columns().iter().map(|column| match column {
            Target::Place(_) => 0,
            Target::Key(key) => key.len(),
        });
        let (listed, bytes) = match self {
            Operation::Set { rows, cells, .. } => (rows.len() + cells.len(), cells.bytes()),
            Operation::Insert { cells, .. } => (cells.rows() + cells.len(), cells.bytes()),
            Operation::Fill { text, .. } => (0, text.len()),
            Operation::Replace { find, replace, .. } => (0, find.len() + replace.len()),
            Operation::Map { values, .. } => {
                (values.len(), values.iter().map(|(from, to)| from.len() + to.len()).sum())
            }
            _ => (0, 0),
        };
        let ranges = self.rows().map_or(0, RowSet::len);
        (1 + self.columns().len() + ranges + listed, bytes + keys.sum::<usize>())
    }

    /// The same rows under other numbers, which grow as the old ones do; those of inserted rows stay.
    pub(super) fn renumber(&mut self, number: impl Fn(u64) -> u64) {
        let number = |row: u64| if row > INSERTED { row } else { number(row).min(INSERTED) };
        match self {
            Operation::Set { rows, .. } => rows.iter_mut().for_each(|row| *row = number(*row)),
            Operation::Insert { before, .. } => *before = before.map(number),
            Operation::Delete { rows }
            | Operation::Restore { rows }
            | Operation::Fill { rows, .. }
            | Operation::Replace { rows, .. }
            | Operation::Transform { rows, .. } => rows.renumber(number),
            Operation::Map { .. } => {}
        }
    }

    /// What is wrong with it, where there are `inserted` rows before it is done.
    pub(super) fn check_limits(&self, path: &str, inserted: u64, faults: &mut Vec<Fault>) {
        let mut fault = |name: &str, reason: &str| {
            let path = if path.is_empty() { name.to_owned() } else { [path, ".", name].concat() };
            faults.push(Fault { path, reason: reason.to_owned() });
        };
        let beyond = |column: &Target| matches!(column, Target::Place(place) if *place >= MAX_CELLS);
        if self.columns().iter().any(beyond) {
            let many = matches!(self, Operation::Set { .. } | Operation::Insert { .. });
            fault(if many { "columns" } else { "column" }, "no row has so many cells");
        }
        let long = |text: &str| text.len() > MAX_CELL_BYTES;
        let too_long = "a text is longer than 1,048,576 bytes";
        match self {
            Operation::Set { rows, columns, cells } => {
                if rows.len() != cells.rows() {
                    fault("cells", "must have a list for each row");
                }
                if columns.len() != cells.width() {
                    fault("cells", "must have a text for each column");
                }
                if rows.iter().any(|row| *row == 0 || *row > INSERTED + inserted) {
                    fault("rows", "there is no such row");
                }
                if (0..cells.len()).any(|at| long(cells.at(at))) {
                    fault("cells", too_long);
                }
            }
            Operation::Insert { before, columns, cells } => {
                if columns.len() != cells.width() {
                    fault("cells", "must have a text for each column");
                }
                if before.is_some_and(|row| row == 0 || row > INSERTED + inserted) {
                    fault("before", "there is no such row");
                }
                if (0..cells.len()).any(|at| long(cells.at(at))) {
                    fault("cells", too_long);
                }
            }
            Operation::Fill { text, .. } if long(text) => fault("text", too_long),
            Operation::Replace { find, replace, whole, regex, .. } => {
                if find.is_empty() && !whole && !regex {
                    fault("find", "must be a text that is not empty, unless it is the whole cell's");
                }
                if long(find) {
                    fault("find", too_long);
                }
                if long(replace) {
                    fault("replace", too_long);
                }
            }
            Operation::Map { values, .. } => {
                if values.iter().any(|(from, to)| long(from) || long(to)) {
                    fault("values", too_long);
                }
                if values.windows(2).any(|pair| matches!(pair, [a, b] if a.0 >= b.0)) {
                    fault("values", "a text stands twice");
                }
            }
            _ => {}
        }
    }
}
