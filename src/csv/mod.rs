//! Delimited text: finds its dialect, splits it into rows of cells, and keeps an index of where rows begin.

pub mod decode;
mod format;
mod block;
mod rows;
mod splitter;
pub mod dialect;
pub mod index;

pub(crate) use block::{Block, Cell, Span};
pub use block::{Fault, FaultKind, Made, Place};
pub use format::{Delimiter, Format};
pub use rows::{Condition, MADE, Row, Rows, Text};
pub(crate) use splitter::PADDING;
pub use splitter::{
    BLOCK_ROWS, MAX_CELL_BYTES, MAX_CELLS, MAX_ROW_BYTES, SkippedKind, SkippedLines, Splitter,
};
