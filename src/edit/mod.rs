//! An ordered log of operations, and the rows as they are after them.
//!
//! Edits never touch the file: a view is a function of the file and the log. An [`Overlay`] is compiled from the log and
//! lends the rows of each block that the splitter lends, edited; a block that nothing touches passes through as it is.
//!
//! Rows are numbered from 1 where people see them: a record's number is its id plus one, and that of an inserted row its
//! id ([`crate::base::bitmap::INSERTED`] and up) plus one. A [`Log`] keeps the numbers of the file's rows, those above the data
//! counted too, so that it stays right when another row is chosen as the header.

mod ids;
mod operation;
mod read;
mod replace;
mod transform;
mod sweep;
mod log;
mod order;
mod row_set;
mod plan;
mod edited;
mod writer;
mod overlay;
mod scan;
mod texts;
mod touched;

pub use log::Log;
pub use operation::{Operation, Target};
pub use overlay::Overlay;
pub use row_set::RowSet;
pub use scan::{FileEnd, Scan, ScannedRows};
pub use texts::Texts;
pub use touched::Touched;
pub use transform::Transform;

/// What a log's operations may list in all: cells, rows, ranges of rows, mapped values.
pub const MAX_LISTED: usize = 4 << 20;

/// Bytes of text in a log's operations.
pub const MAX_TEXT_BYTES: usize = 64 << 20;

/// Operations in a log.
pub const MAX_OPERATIONS: usize = 1 << 17;

/// Operations in a log that look at the cells of every row: fills, replacements, transforms and mapped values.
pub const MAX_SWEEPS: usize = 1000;
