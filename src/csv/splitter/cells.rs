//! Cells of the row that is being split.

use super::cursor::Cursor;
use super::{MAX_CELLS, RowState, Splitter};
use crate::base::simd;
use crate::csv::{Cell, Fault, FaultKind};
use crate::error::{Error, Result};

impl Splitter {
    /// Adds cells up to the next byte that is no delimiter of one byte, and gives its place; none where the bytes end.
    #[inline]
    pub(super) fn add_plain_cells(
        &mut self,
        row: &mut RowState,
        first_cell: usize,
        cursor: &mut Cursor,
    ) -> Result<Option<usize>> {
        loop {
            let base = cursor.word * simd::BLOCK;
            // The lowest bit of what is no delimiter; below it, all is.
            let stop = cursor.others & cursor.others.wrapping_neg();
            let mut delimiters = cursor.delimiters & stop.wrapping_sub(1);
            if self.block.cells.len() - self.cells_len < simd::BLOCK {
                self.grow_cells(first_cell)?;
            }
            let mut count = 0;
            if let Some(cells) = self.block.cells[self.cells_len..].first_chunk_mut::<{ simd::BLOCK }>() {
                while delimiters != 0 {
                    let at = base + delimiters.trailing_zeros() as usize;
                    delimiters &= delimiters - 1;
                    cells[count % simd::BLOCK] = Cell { start: row.start as u32, end: at as u32 };
                    row.start = at + 1;
                    count += 1;
                }
            }
            self.cells_len += count;
            if stop != 0 {
                cursor.others &= !stop;
                cursor.delimiters &= !stop.wrapping_sub(1);
                return Ok(Some(base + stop.trailing_zeros() as usize));
            }
            if !cursor.advance(&self.bits) {
                return Ok(None);
            }
        }
    }

    /// Adds a cell to the row whose cells begin with the first.
    #[inline]
    pub(super) fn add_cell(&mut self, first_cell: usize, start: usize, end: usize, raw: u32) -> Result<()> {
        if self.cells_len == self.block.cells.len() {
            self.grow_cells(first_cell)?;
        }
        self.block.cells[self.cells_len] = Cell { start: start as u32, end: end as u32 | raw };
        self.cells_len += 1;
        Ok(())
    }

    #[cold]
    pub(super) fn grow_cells(&mut self, first_cell: usize) -> Result<()> {
        if self.cells_len - first_cell > MAX_CELLS {
            return Err(self.too_many_cells());
        }
        self.block.cells.resize(self.block.cells.len() * 2, Cell::default());
        Ok(())
    }

    pub(super) fn too_many_cells(&self) -> Error {
        Error::TooManyCells { line: self.line, limit: MAX_CELLS as u32 }
    }

    /// Whether the row ends behind a run of delimiters, which begins no cell there.
    pub(super) fn nothing_follows(&self, first_cell: usize, start: usize, end: usize) -> bool {
        self.format.delimiter.runs && start == end && self.cells_len > first_cell
    }

    /// Notes something malformed in the cell that will be added next; one thing a cell.
    pub(super) fn add_fault(&mut self, first_cell: usize, kind: FaultKind) {
        let fault = Fault { row: self.block.spans.len(), cell: self.cells_len - first_cell, kind };
        if self.block.faults.last().is_none_or(|last| (last.row, last.cell) != (fault.row, fault.cell)) {
            self.block.faults.push(fault);
        }
    }

    /// Takes back what is known of a row that has not ended.
    pub(super) fn forget_row(&mut self, first_cell: usize) {
        self.cells_len = first_cell;
        let row = self.block.spans.len();
        let good = self.block.faults.iter().take_while(|fault| fault.row < row).count();
        self.block.faults.truncate(good);
    }
}
