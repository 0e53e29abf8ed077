//! Writes edited rows as a block, in which texts lie as in the splitter's.

use super::edited::{Edited, Source};
use super::plan::Plan;
use crate::base::bitmap::INSERTED;
use crate::csv::{BLOCK_ROWS, Block, Cell, Fault, PADDING, Place, Row, Rows, Span};

/// Bytes and cells after which a block is lent, though more rows of the splitter's wait: edits may make much of little.
const MAX_BYTES: usize = 1 << 20;
const MAX_CELLS: usize = 8192;

/// What stands between cells that are written one by one: nobody splits them again.
const BETWEEN: u8 = b',';

/// Writes a block of rows.
#[derive(Debug, Default)]
pub(super) struct Writer {
    block: Block,
    /// For each row, its place in the block that it came of, if it came of one.
    sources: Vec<Option<usize>>,
    /// Rows and places of cells that edits made others.
    changed: Vec<(usize, usize)>,
}

impl Writer {
    /// Begins a block of rows with so many made cells. The rest is as in the block from which rows come.
    pub(super) fn clear(&mut self, made_width: usize, delimiter: u8, json_quote: bool, quoted: bool) {
        let Block { buffer, cells, spans, faults, ids, offsets, made, .. } = &mut self.block;
        buffer.clear();
        cells.clear();
        spans.clear();
        faults.clear();
        ids.clear();
        offsets.clear();
        made.clear();
        self.block.made_width = made_width;
        (self.block.delimiter, self.block.json_quote, self.block.quoted) = (delimiter, json_quote, quoted);
        self.sources.clear();
        self.changed.clear();
    }

    /// Whether it is time to lend the block.
    pub(super) fn is_full(&self) -> bool {
        let Block { buffer, cells, made, spans, .. } = &self.block;
        spans.len() >= BLOCK_ROWS || buffer.len() >= MAX_BYTES || cells.len() + made.len() >= MAX_CELLS
    }

    /// Ends the block.
    pub(super) fn lend(&mut self) -> Rows<'_> {
        self.block.buffer.resize(self.block.buffer.len() + PADDING, 0);
        self.block.rows()
    }

    pub(super) fn rows(&self) -> Rows<'_> {
        self.block.rows()
    }

    pub(super) fn source(&self, row: usize) -> Option<usize> {
        self.sources.get(row).copied().flatten()
    }

    pub(super) fn changed(&self, row: usize) -> impl Iterator<Item = usize> {
        let from = self.changed.partition_point(|(other, _)| *other < row);
        let own = self.changed.iter().skip(from).take_while(move |(other, _)| *other == row);
        own.map(|(_, place)| *place)
    }

    /// Adds a row that was inserted, at the place of the row that it stands before.
    pub(super) fn add_inserted(&mut self, plan: &Plan, edited: &Edited, count: u64, place: Place) {
        let (start, first_cell) = (self.block.buffer.len(), self.block.cells.len());
        self.add_cells(plan, edited, Source::Inserted(count));
        let Block { buffer, cells, delimiter, quoted, .. } = &mut self.block;
        let cells = cells.iter().skip(first_cell);
        let mut texts = cells.filter_map(|cell| buffer.get(cell.start as usize..cell.end as usize));
        *quoted = *quoted || texts.any(|text| has_structure(text, *delimiter));
        self.end_row(edited, start, first_cell, INSERTED + count, place, None);
    }

    /// Adds the row at that place of a block as it was edited.
    pub(super) fn add_row(&mut self, plan: &Plan, edited: &Edited, rows: Rows<'_>, row: Row<'_>, at: usize) {
        let (start, first_cell) = (self.block.buffer.len(), self.block.cells.len());
        if edited.width() == 0 {
            let (span, cells, text) = row.layout();
            self.block.buffer.extend_from_slice(text);
            // Where the cells are from now on.
            let moved = |place: u32| place - span.start + start as u32;
            let cells = cells.iter().map(|cell| Cell { start: moved(cell.start), end: moved(cell.end) });
            self.block.cells.extend(cells);
        } else {
            self.add_cells(plan, edited, Source::Row(row));
        }
        let own_row = self.block.spans.len();
        let faults = rows.faults();
        let from = faults.partition_point(|fault| fault.row < at);
        let faults = faults.iter().skip(from).take_while(|fault| fault.row == at);
        // What was malformed in a text that is gone is gone.
        let faults = faults.filter(|fault| !edited.has(fault.cell));
        self.block.faults.extend(faults.map(|fault| Fault { row: own_row, ..*fault }));
        self.end_row(edited, start, first_cell, row.id(), row.place(), Some(at));
    }

    /// Adds the cells of a row one by one.
    fn add_cells(&mut self, plan: &Plan, edited: &Edited, source: Source<'_>) {
        for place in 0..source.width(plan).max(edited.width()) {
            if place > 0 {
                self.block.buffer.push(BETWEEN);
            }
            let start = self.block.buffer.len() as u32;
            self.block.buffer.extend_from_slice(edited.text(plan, source, place));
            self.block.cells.push(Cell { start, end: self.block.buffer.len() as u32 });
        }
    }

    /// Ends a row whose texts and cells begin at those places.
    fn end_row(
        &mut self,
        edited: &Edited,
        start: usize,
        first_cell: usize,
        id: u64,
        place: Place,
        source: Option<usize>,
    ) {
        let Block { buffer, cells, spans, ids, offsets, made, delimiter, quoted, .. } = &mut self.block;
        for text in edited.made() {
            buffer.push(BETWEEN);
            let start = buffer.len() as u32;
            buffer.extend_from_slice(text);
            made.push(Cell { start, end: buffer.len() as u32 });
        }
        *quoted = *quoted || has_structure(edited.texts(), *delimiter);
        self.changed.extend(edited.changed().map(|place| (spans.len(), place)));
        self.sources.push(source);
        spans.push(Span {
            start: start as u32,
            end: buffer.len() as u32,
            first_cell: first_cell as u32,
            width: (cells.len() - first_cell) as u32,
            line: place.line,
        });
        ids.push(id);
        offsets.push(place.offset);
        // So that no row's text runs into the next.
        buffer.push(b'\n');
    }
}

/// Whether a text has what only a text in quotes has in a file. It is not reported by a look at a block's bytes.
fn has_structure(text: &[u8], delimiter: u8) -> bool {
    text.iter().any(|byte| matches!(byte, b'"' | b'\n' | b'\r') || *byte == delimiter)
}
