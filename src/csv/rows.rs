//! A block of rows, lent to whoever looks at it.

use super::Place;
use super::block::{Block, Cell, Fault, Span};
use crate::base::simd::{self, LANES};
use crate::csv::decode::is_intact;

/// Places from here on are those of cells that no file has: made from others, or the same for every row.
pub const MADE: usize = 1 << 20;

impl Block {
    /// The rows, lent until the block is changed.
    pub(crate) fn rows(&self) -> Rows<'_> {
        Rows::of(self)
    }
}

/// What is known of a block before its cells are looked at.
#[derive(Debug, Clone, Copy, Default)]
pub struct Condition {
    /// All of it is UTF-8, and nothing in it was broken before.
    pub valid: bool,
    /// All of it is, and no cell has anything that JSON would escape.
    pub plain: bool,
}

/// The rows of a block, lent until the next is split.
#[derive(Debug, Clone, Copy)]
pub struct Rows<'a> {
    block: &'a Block,
}

impl<'a> Rows<'a> {
    pub(super) fn of(block: &'a Block) -> Rows<'a> {
        Rows { block }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.block.spans.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.block.spans.is_empty()
    }

    /// The row at that place, from 0.
    #[inline]
    pub fn get(&self, at: usize) -> Option<Row<'a>> {
        let span = *self.block.spans.get(at)?;
        let first = span.first_cell as usize;
        let cells = self.block.cells.get(first..first + span.width as usize)?;
        Some(Row { block: self.block, cells, span, at })
    }

    /// All in order.
    #[inline]
    pub fn iter(self) -> impl Iterator<Item = Row<'a>> {
        (0..self.len()).filter_map(move |at| self.get(at))
    }

    /// What is malformed in them, in order.
    pub fn faults(&self) -> &'a [Fault] {
        &self.block.faults
    }

    /// Looks the block over.
    pub fn condition(&self) -> Condition {
        let Block { delimiter, quoted, json_quote, .. } = self.block;
        let text = self.text();
        let survey = simd::survey(text, &[b'\n', b'\r', *delimiter]);
        let valid = survey.ascii || is_intact(text);
        // Line ends are text only where there are quotes, and JSON's quotes are met only where they are the format's too.
        Condition { valid, plain: valid && survey.plain && !quoted && *json_quote }
    }

    /// Hands over the cell at that place of every row, from 0, with the row's place; where a row is shorter, nothing.
    #[inline]
    pub fn each_in_column(self, at: usize, mut each: impl FnMut(usize, Text<'a>)) {
        let gathered;
        let (cells, step) = match self.block.even {
            Some(width) if at < width as usize => {
                (self.block.cells.get(at..).unwrap_or_default(), width as usize)
            }
            _ => {
                gathered = self.gathered(at);
                (&gathered[..], 1)
            }
        };
        let mut next = 0;
        for row in 0..self.len() {
            let Some(cell) = cells.get(next) else { return };
            each(
                row,
                Text { buffer: &self.block.buffer, start: cell.start as usize, end: cell.end as usize },
            );
            next += step;
        }
    }

    /// The cells at that place of rows that are not all alike, or that were made for them.
    #[cold]
    fn gathered(self, at: usize) -> Vec<Cell> {
        self.iter().map(|row| row.find(at).unwrap_or_default()).collect()
    }

    /// The block that the rows are lent by.
    pub(crate) fn block(self) -> &'a Block {
        self.block
    }

    /// Everything from the first row to the end of the last.
    pub fn text(&self) -> &'a [u8] {
        let spans = &self.block.spans;
        let (first, last) = (spans.first(), spans.last());
        let (from, to) = (first.map_or(0, |span| span.start), last.map_or(0, |span| span.end));
        &self.block.buffer[from as usize..to as usize]
    }
}

/// A row, lent until the next block is split.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    block: &'a Block,
    cells: &'a [Cell],
    span: Span,
    at: usize,
}

impl<'a> Row<'a> {
    /// How many cells the row has.
    #[inline]
    pub fn width(&self) -> usize {
        self.cells.len()
    }

    /// The record's id: its place in the file, from 0, or for an inserted row one from [`crate::base::bitmap::INSERTED`] on.
    #[inline]
    pub fn id(&self) -> u64 {
        self.block.ids.get(self.at).copied().unwrap_or(self.block.first + self.at as u64)
    }

    /// Where the row begins in the file; an inserted row has the place of the row that it stands before.
    #[inline]
    pub fn place(&self) -> Place {
        let offset = self.block.offsets.get(self.at).copied();
        let offset = offset.unwrap_or(self.block.offset + u64::from(self.span.start));
        Place { offset, line: self.span.line }
    }

    /// Bytes in the row, quotes and delimiters too.
    #[inline]
    pub fn len(&self) -> usize {
        (self.span.end - self.span.start) as usize
    }

    /// Whether it has no bytes, which no row has.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The cell at that place, from 0, if the row is that wide. From [`MADE`] on, the cells that were made for the row.
    #[inline]
    pub fn cell(&self, at: usize) -> Option<&'a [u8]> {
        let cell = self.find(at)?;
        self.block.buffer.get(cell.start as usize..cell.end as usize)
    }

    /// The byte before the cell at that place: a quote, where the cell stands in quotes.
    pub fn before(&self, at: usize) -> Option<u8> {
        self.block.buffer.get((self.cells.get(at)?.start as usize).checked_sub(1)?).copied()
    }

    /// The cell at that place, as [`Row::cell`] gives it, or nothing where the row isn't that wide.
    #[inline]
    pub fn text(&self, at: usize) -> Text<'a> {
        let (start, end) = self.find(at).map_or((0, 0), |cell| (cell.start as usize, cell.end as usize));
        Text { buffer: &self.block.buffer, start, end }
    }

    #[inline]
    fn find(&self, at: usize) -> Option<Cell> {
        self.cells.get(at).copied().or_else(|| self.find_made(at))
    }

    #[cold]
    fn find_made(&self, at: usize) -> Option<Cell> {
        let Block { made, made_width, .. } = self.block;
        let at = at.checked_sub(MADE).filter(|at| at < made_width)?;
        made.get(self.at * made_width + at).copied()
    }

    /// The cells in order.
    #[inline]
    pub fn cells(&self) -> impl Iterator<Item = &'a [u8]> + use<'a> {
        let buffer = &self.block.buffer;
        self.cells.iter().filter_map(move |cell| buffer.get(cell.start as usize..cell.end as usize))
    }

    /// The cells as text; broken UTF-8 becomes U+FFFD.
    pub fn texts(&self) -> Vec<String> {
        self.cells().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect()
    }

    /// The cells that were made for the row, in order: the first has the place [`MADE`].
    pub fn made(&self) -> impl Iterator<Item = &'a [u8]> + use<'a> {
        let row = *self;
        (MADE..MADE + self.block.made_width).filter_map(move |at| row.cell(at))
    }

    /// The row's bytes as they stand in the block, and where its cells are among the block's.
    pub(crate) fn layout(&self) -> (Span, &'a [Cell], &'a [u8]) {
        let text = self.block.buffer.get(self.span.start as usize..self.span.end as usize);
        (self.span, self.cells, text.unwrap_or_default())
    }
}

/// A cell's text, with what happens to follow it in memory.
#[derive(Debug, Clone, Copy)]
pub struct Text<'a> {
    buffer: &'a [u8],
    start: usize,
    end: usize,
}

impl<'a> Text<'a> {
    /// How many bytes it has.
    #[inline]
    pub fn len(&self) -> usize {
        self.end - self.start
    }

    /// Whether it has none.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.end == self.start
    }

    /// The text.
    #[inline]
    pub fn bytes(&self) -> &'a [u8] {
        self.buffer.get(self.start..self.end).unwrap_or_default()
    }

    /// The text's first bytes, or all of them and what follows: a short text can be looked at, and copied, in one piece.
    #[inline]
    pub fn lanes(&self) -> &'a [u8; LANES] {
        const NOTHING: &[u8; LANES] = &[0; LANES];
        self.buffer.get(self.start..).and_then(<[u8]>::first_chunk).unwrap_or(NOTHING)
    }

    /// What is behind its first bytes.
    #[inline]
    #[must_use]
    pub fn after(&self, count: usize) -> Text<'a> {
        Text { start: (self.start + count).min(self.end), ..*self }
    }
}
