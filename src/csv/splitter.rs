//! Splits UTF-8 into blocks of rows of cells, each row with its place in the file.
//!
//! A bit for every byte that may mean something (delimiter, quote, line end, escape) is found first, by [`crate::base::simd`];
//! then only those bytes are looked at. A row always lies in one piece in the splitter's buffer: one that has not ended
//! waits there for its rest. Cells are places in that buffer, and what has to be unescaped is unescaped in it.
//!
//! What is malformed is split as the writer most likely meant it, and reported as a [`Fault`]:
//!
//! - A quote inside a cell without quotes is text.
//! - A quote inside quotes that ends nothing is text, if a later one on its line ends the cell; if none does, the whole
//!   cell is text, its quotes too.
//! - A quote that is never closed, or whose cell goes on in later lines only to break there, is text; the row ends with
//!   its line, so that it swallows nothing.
//! - So is a quote whose cell has one that ends nothing behind a delimiter, if the row is as wide as the header then.

mod cursor;
mod skipped_lines;
mod quoted;
mod cells;
mod delimiters;
mod lines;

use crate::base::simd::{self, Found, Needles};
use crate::error::{Error, Result};

use super::{Block, Cell, FaultKind, Format, Place, Rows, Span};
use cursor::Cursor;
pub use skipped_lines::{SkippedKind, SkippedLines};

/// The most bytes in a row.
pub const MAX_ROW_BYTES: usize = 16 << 20;

/// The most bytes in a cell in quotes. More is most often a quote that is never closed.
pub const MAX_CELL_BYTES: usize = 1 << 20;

/// The most cells in a row: the number of columns of an Excel sheet.
pub const MAX_CELLS: usize = 16_384;

/// Rows in a block, at most.
pub const BLOCK_ROWS: usize = 1024;

/// Cells after which a block is full, so that it stays in the processor's cache.
const BLOCK_CELLS: usize = 2048;

/// Bytes of nothing behind the text, so that the last cells can be read in whole blocks too.
pub(crate) const PADDING: usize = 64;

/// An unfinished row of more bytes is tried again only when it has doubled.
const PATIENCE: usize = 64 << 10;

/// In a cell's end while its row is read: it has to be unescaped.
const RAW: u32 = 1 << 31;

/// Splits text into rows of cells, a block of them at a time.
#[derive(Debug)]
pub struct Splitter {
    format: Format,
    needles: Needles,
    /// Cells in the header, against which a guess is tried; 0 where that isn't known.
    width: usize,
    /// The text that isn't used up, what follows it, and the rows split last.
    block: Block,
    len: usize,
    /// For every byte of the text, whether it may mean something.
    bits: Vec<Found>,
    /// The text before is split already.
    used: usize,
    /// The line that begins at `used`.
    line: u64,
    /// Whether the last byte used was a CR: the LF after it belongs to the same line end.
    after_cr: bool,
    /// The most rows below the table that are no records; 0 where every row is one.
    footer_rows: usize,
    ended: bool,
    /// Bytes that an unfinished row must have before it is tried again.
    patience: usize,
    failed: Option<Error>,
    /// No quote from the first place to the second, where a line ends, ends a cell.
    unclosable: (usize, usize),
    cells_len: usize,
    /// Lines of the block that are no rows, and those that may go on.
    skipped_lines: Vec<SkippedLines>,
    open_skipped: Option<SkippedLines>,
}

impl Splitter {
    /// A splitter of text that begins at that place of the file. `width` is the number of the header's cells, or 0.
    pub fn new(format: Format, place: Place, width: usize) -> Splitter {
        let delimiter = format.delimiter.first();
        let (quote, escape) = (format.quote.unwrap_or(b'\n'), format.escape.unwrap_or(b'\n'));
        let others = [b'\n', b'\r', quote, escape];
        let needles = Needles { delimiter, others };
        Splitter {
            format,
            needles,
            width,
            block: Block {
                buffer: vec![0; PADDING],
                cells: vec![Cell::default(); BLOCK_CELLS * 2],
                offset: place.offset,
                delimiter,
                json_quote: format.quote == Some(b'"'),
                ..Block::default()
            },
            len: 0,
            bits: Vec::new(),
            used: 0,
            line: place.line,
            after_cr: false,
            footer_rows: 0,
            ended: false,
            patience: 0,
            failed: None,
            unclosable: (0, 0),
            cells_len: 0,
            skipped_lines: Vec::new(),
            open_skipped: None,
        }
    }

    /// The place of the next byte that isn't split.
    pub fn place(&self) -> Place {
        Place { offset: self.block.offset + self.used as u64, line: self.line }
    }

    /// Takes the next bytes, after [`Splitter::fill`] has given false.
    pub fn push(&mut self, bytes: &[u8]) {
        self.push_with(bytes.len(), |room| room.copy_from_slice(bytes));
    }

    /// Takes the next bytes, which `write` puts where they are wanted.
    pub fn push_with(&mut self, count: usize, write: impl FnOnce(&mut [u8])) {
        self.clear_block();
        // What is used up goes, but for what shares a word of bits with the rest.
        let gone = self.used / simd::BLOCK;
        self.bits.drain(..gone);
        let gone = gone * simd::BLOCK;
        self.unclosable = (0, 0);
        // A long row that comes in small pieces is not moved at each.
        if gone > 0 {
            self.block.buffer.copy_within(gone..self.len, 0);
        }
        self.block.offset += gone as u64;
        self.used -= gone;
        let old = self.len - gone;
        self.len = old + count;
        if self.block.buffer.len() < self.len + PADDING {
            self.block.buffer.resize((self.len + PADDING).next_power_of_two(), 0);
        }
        write(&mut self.block.buffer[old..self.len]);
        self.block.buffer[self.len..self.len + PADDING].fill(0);
        let known = old / simd::BLOCK;
        self.bits.truncate(known);
        let fresh = &self.block.buffer[known * simd::BLOCK..self.len.next_multiple_of(simd::BLOCK)];
        let (blocks, _) = fresh.as_chunks();
        self.bits.extend(blocks.iter().map(|block| simd::find(block, &self.needles)));
    }

    /// Says that the text has ended.
    pub fn finish(&mut self) {
        self.ended = true;
    }

    /// Whether the text has ended.
    pub fn is_finished(&self) -> bool {
        self.ended
    }

    /// Splits the next rows, up to `most`, into the block, and tells what lines are none: there may be no row among them.
    /// False when nothing more ends within the bytes pushed.
    pub fn fill(&mut self, most: usize) -> Result<bool> {
        self.clear_block();
        if let Some(error) = self.failed.take() {
            return Err(error);
        }
        if !self.ended && self.len - self.used < self.patience {
            return Ok(false);
        }
        let mut cursor = Cursor::at(self.used, &self.bits);
        while self.block.spans.len() < most
            && self.cells_len < BLOCK_CELLS
            && self.skipped_lines.len() < BLOCK_ROWS
        {
            self.skip_blank_lines();
            if self.open_skipped.is_some() && self.used < self.len && !self.pass_footer(&mut cursor)? {
                break;
            }
            if self.used == self.len {
                break;
            }
            match self.split_line(&mut cursor) {
                Ok(true) => {}
                Ok(false) => break,
                Err(error) => {
                    // The rows before it are good.
                    self.forget_row(
                        self.block.spans.last().map_or(0, |span| (span.first_cell + span.width) as usize),
                    );
                    if self.block.spans.is_empty() && self.skipped_lines.is_empty() {
                        return Err(error);
                    }
                    self.failed = Some(error);
                    break;
                }
            }
        }
        if self.ended && self.used == self.len {
            self.close_skipped(self.block.spans.len());
        }
        Ok(!self.block.spans.is_empty() || !self.skipped_lines.is_empty())
    }

    /// The rows of the block.
    pub fn rows(&self) -> Rows<'_> {
        self.block.rows()
    }

    /// Says that the first row is that record, from 0.
    #[must_use]
    pub fn from_record(mut self, first: u64) -> Splitter {
        self.block.first = first;
        self
    }

    fn clear_block(&mut self) {
        self.block.first += self.block.spans.len() as u64;
        self.block.spans.clear();
        self.block.faults.clear();
        self.skipped_lines.clear();
        self.cells_len = 0;
        self.block.quoted = false;
    }

    /// Passes the LF of a CR LF that ends the last row.
    pub fn end_line(&mut self) {
        if self.after_cr && self.block.buffer[..self.len].get(self.used) == Some(&b'\n') {
            self.used += 1;
            self.after_cr = false;
        }
    }

    /// Refuses a row or comment that goes on from `used` to beyond the limit.
    fn check_length(&self, end: usize) -> Result<()> {
        if end - self.used > MAX_ROW_BYTES {
            return Err(Error::RowTooLong { line: self.line, limit: MAX_ROW_BYTES as u32 });
        }
        Ok(())
    }

    /// Splits the row that begins at `used` and adds it to the block. False when it doesn't end within the bytes pushed.
    #[inline]
    fn split_row(&mut self, cursor: &mut Cursor) -> Result<bool> {
        let begin = self.used;
        let first_cell = self.cells_len;
        let mut row = RowState { start: begin, ..RowState::default() };
        cursor.pass(begin, &self.bits);
        if self.format.delimiter.runs {
            let Some(start) = self.past_delimiters(begin, false) else { return Ok(false) };
            row.start = start;
            cursor.pass(start, &self.bits);
        }
        let simple = self.format.delimiter.is_byte();
        let end = loop {
            let met = if simple {
                self.add_plain_cells(&mut row, first_cell, cursor)?
            } else {
                cursor.next(&self.bits)
            };
            let Some(at) = met else {
                if !self.ended {
                    self.forget_row(first_cell);
                    return Ok(false);
                }
                break self.len;
            };
            if self.is_line_end(at) {
                break at;
            }
            match self.meet(&mut row, at, first_cell, cursor)? {
                Met::Goes(on) => cursor.pass(on, &self.bits),
                Met::Ends(end) => break end,
                Met::Unfinished => {
                    self.forget_row(first_cell);
                    return Ok(false);
                }
            }
        };
        if !row.closed && !self.nothing_follows(first_cell, row.start, end) {
            self.add_cell(first_cell, row.start, end, 0)?;
        }
        if row.raw {
            self.unescape(first_cell);
        }
        self.check_length(end)?;
        let width = self.cells_len - first_cell;
        if width > MAX_CELLS {
            return Err(self.too_many_cells());
        }
        let even = self.block.spans.is_empty() || self.block.even == Some(width as u32);
        self.block.even = even.then_some(width as u32);
        self.block.spans.push(Span {
            start: begin as u32,
            end: end as u32,
            first_cell: first_cell as u32,
            width: width as u32,
            line: self.line,
        });
        self.pass_line(end, row.breaks);
        Ok(true)
    }

    /// What is neither a line end nor a delimiter of one byte: a quote, an escape, the start of a longer delimiter.
    fn meet(&mut self, row: &mut RowState, at: usize, first_cell: usize, cursor: &mut Cursor) -> Result<Met> {
        let byte = self.block.buffer[at];
        self.block.quoted = true;
        if Some(byte) == self.format.escape {
            let Some(escaped) = self.past_escape(at) else { return Ok(Met::Unfinished) };
            row.raw = true;
            row.breaks += escaped.breaks;
            return Ok(Met::Goes(escaped.after));
        }
        if Some(byte) == self.format.quote && at == row.start {
            return self.meet_quote(row, first_cell, cursor);
        }
        match self.delimiter_at(at) {
            None => Ok(Met::Unfinished),
            Some(true) => {
                self.add_cell(first_cell, row.start, at, 0)?;
                Ok(self.next_cell(row, at))
            }
            Some(false) => {
                if Some(byte) == self.format.quote {
                    self.add_fault(first_cell, FaultKind::QuoteInText);
                }
                Ok(Met::Goes(at + 1))
            }
        }
    }
}

/// How far a row is read.
#[derive(Debug, Default)]
struct RowState {
    /// Where the cell begins that is being read.
    start: usize,
    /// Line ends inside the row.
    breaks: u64,
    /// Whether some cell has to be unescaped.
    raw: bool,
    /// Whether the last cell has been added.
    closed: bool,
    /// Whether a quote of it has been taken for text in vain.
    doubted: bool,
}

/// What follows from a byte that was met.
enum Met {
    /// The row goes on at that place.
    Goes(usize),
    /// The row has ended there, and its cells are added.
    Ends(usize),
    /// The bytes to tell are still to come.
    Unfinished,
}

/// What an escape makes text of.
struct Escaped {
    /// The place behind it.
    after: usize,
    /// Line ends in it: a CR LF is one.
    breaks: u64,
}
