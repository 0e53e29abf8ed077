//! A splitter's block of rows, lent to whoever looks at it.

use super::{Cell, Fault, Place, Span, Splitter};
use crate::decode::is_intact;
use crate::simd::{self, LANES};

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
    splitter: &'a Splitter,
}

impl<'a> Rows<'a> {
    pub(super) fn of(splitter: &'a Splitter) -> Rows<'a> {
        Rows { splitter }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.splitter.spans.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.splitter.spans.is_empty()
    }

    /// The row at that place, from 0.
    #[inline]
    pub fn get(&self, at: usize) -> Option<Row<'a>> {
        let span = *self.splitter.spans.get(at)?;
        let first = span.first_cell as usize;
        let cells = self.splitter.cells.get(first..first + span.width as usize)?;
        Some(Row { buffer: &self.splitter.buffer, cells, span, offset: self.splitter.offset })
    }

    /// All in order.
    #[inline]
    pub fn iter(self) -> impl Iterator<Item = Row<'a>> {
        (0..self.len()).filter_map(move |at| self.get(at))
    }

    /// What is malformed in them, in order.
    pub fn faults(&self) -> &'a [Fault] {
        &self.splitter.faults
    }

    /// Looks the block over.
    pub fn condition(&self) -> Condition {
        let Splitter { format, quoted, .. } = self.splitter;
        let text = self.text();
        let survey = simd::survey(text, &[b'\n', b'\r', format.delimiter.first()]);
        let valid = survey.ascii || is_intact(text);
        // Line ends are text only where there are quotes, and JSON's quotes are met only where they are the format's too.
        Condition { valid, plain: valid && survey.plain && !quoted && format.quote == Some(b'"') }
    }

    /// The cells at that place of every row, from 0; where a row is shorter, nothing.
    #[inline]
    pub fn column(self, at: usize) -> impl Iterator<Item = Text<'a>> {
        let Splitter { spans, cells, buffer, .. } = self.splitter;
        spans.iter().map(move |span| {
            let cell = if at < span.width as usize { cells.get(span.first_cell as usize + at) } else { None };
            let (start, end) = cell.map_or((0, 0), |cell| (cell.start as usize, cell.end as usize));
            Text { buffer, start, end }
        })
    }

    /// Everything from the first row to the end of the last.
    pub fn text(&self) -> &'a [u8] {
        let spans = &self.splitter.spans;
        let (first, last) = (spans.first(), spans.last());
        let (from, to) = (first.map_or(0, |span| span.start), last.map_or(0, |span| span.end));
        &self.splitter.buffer[from as usize..to as usize]
    }
}

/// A row, lent until the next block is split.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    buffer: &'a [u8],
    cells: &'a [Cell],
    span: Span,
    offset: u64,
}

impl<'a> Row<'a> {
    /// How many cells the row has.
    #[inline]
    pub fn width(&self) -> usize {
        self.cells.len()
    }

    /// Where the row begins.
    #[inline]
    pub fn place(&self) -> Place {
        Place { offset: self.offset + u64::from(self.span.start), line: self.span.line }
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

    /// The cell at that place, from 0, if the row is that wide.
    #[inline]
    pub fn cell(&self, at: usize) -> Option<&'a [u8]> {
        let cell = self.cells.get(at)?;
        self.buffer.get(cell.start as usize..cell.end as usize)
    }

    /// The byte before the cell at that place: a quote, where the cell stands in quotes.
    pub fn before(&self, at: usize) -> Option<u8> {
        self.buffer.get((self.cells.get(at)?.start as usize).checked_sub(1)?).copied()
    }

    /// The cell at that place, or nothing where the row isn't that wide.
    #[inline]
    pub fn text(&self, at: usize) -> Text<'a> {
        let (start, end) = self.cells.get(at).map_or((0, 0), |cell| (cell.start as usize, cell.end as usize));
        Text { buffer: self.buffer, start, end }
    }

    /// The cells in order.
    #[inline]
    pub fn cells(&self) -> impl Iterator<Item = &'a [u8]> + use<'a> {
        let buffer = self.buffer;
        self.cells.iter().filter_map(move |cell| buffer.get(cell.start as usize..cell.end as usize))
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
