//! A column's cells in, which of them stand in the file as in JSON; and those with their keys out, in whole blocks.

use super::buffer::Buffer;
use super::json::stands_in_json;
use crate::convert::{Converter, Shortcut};
use crate::simd::LANES;
use crate::split::{Condition, Rows, Text};

/// Bytes of a key that are written in one piece, with what stands around it.
const KEY: usize = 2 * LANES;

/// Bytes that a short key and the first block of a cell take, each written in whole blocks.
const SHORT: usize = KEY + 1 + LANES + 1;

/// How a cell is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stand {
    /// As the value that it is converted to.
    Converted,
    /// As it stands.
    Plain,
    /// As null.
    Null,
}

/// What is needed of a column to write a plain cell; the rest is further away.
#[derive(Debug)]
pub(super) struct Slot {
    /// `{"key":` for the first, `,"key":` for the others, as far as there is room.
    before: [u8; KEY],
    before_len: usize,
    /// The cell's place in the row, or beyond every row.
    pub(super) source: usize,
    /// Bytes of quotes before a plain cell, and behind it.
    quotes: usize,
    shortcut: Shortcut,
    is_text: bool,
    /// Whether an empty cell is null.
    is_null: bool,
}

impl Slot {
    pub(super) fn new(before: &[u8], converter: &Converter, source: Option<usize>) -> Slot {
        let mut block = [0; KEY];
        for (to, from) in block.iter_mut().zip(before) {
            *to = *from;
        }
        let is_short = before.len() <= KEY;
        let shortcut = if is_short { converter.shortcut() } else { Shortcut::None };
        Slot {
            before: block,
            before_len: before.len(),
            source: source.unwrap_or(usize::MAX),
            quotes: usize::from(shortcut.is_quoted()),
            is_text: shortcut.is_text(),
            is_null: is_short && converter.empty_is_null(),
            shortcut,
        }
    }

    /// Tells which cells of a block are not written as they stand, and how else.
    pub(super) fn survey(&self, rows: Rows<'_>, condition: Condition, mut tell: impl FnMut(usize, Stand)) {
        let other = |text: Text<'_>| {
            if text.is_empty() && self.is_null { Stand::Null } else { Stand::Converted }
        };
        if !self.is_text || condition.plain {
            return self.shortcut.misses(rows, self.source, &mut |row, text| tell(row, other(text)));
        }
        rows.each_in_column(self.source, |row, text| {
            if !(condition.valid && self.shortcut.takes(text) && stands_in_json(text)) {
                tell(row, other(text));
            }
        });
    }

    /// How many bytes the key and a plain cell take.
    #[inline]
    pub(super) fn length(&self, text: Text<'_>) -> usize {
        self.before_len + text.len() + 2 * self.quotes
    }

    /// How many bytes the key and null take.
    pub(super) fn null_length(&self) -> usize {
        self.before_len + "null".len()
    }

    /// Writes the key and a plain cell at a place of the buffer that has room for them and a block more, and gives the
    /// place behind them.
    #[inline]
    pub(super) fn write(&self, text: Text<'_>, out: &mut Buffer, at: usize) -> usize {
        let (cell, len) = (self.before_len.min(KEY) + self.quotes, text.len());
        if let Some(short) = out.room(at).first_chunk_mut::<SHORT>() {
            if let Some(before) = short.first_chunk_mut() {
                *before = self.before;
            }
            // Where there are no quotes, this is written over.
            short[cell - self.quotes] = b'"';
            if let Some(lanes) = short[cell..].first_chunk_mut() {
                *lanes = *text.lanes();
            }
            if len <= LANES {
                short[cell + len] = b'"';
                return at + cell + len + self.quotes;
            }
        }
        let room = out.room(at + cell);
        for from in (LANES..len).step_by(LANES) {
            if let Some(lanes) = room.get_mut(from..).and_then(<[u8]>::first_chunk_mut) {
                *lanes = *text.after(from).lanes();
            }
        }
        if let Some(quote) = room.get_mut(len) {
            *quote = b'"';
        }
        at + cell + len + self.quotes
    }

    /// Writes the key and null, as [`Slot::write`] does a cell.
    pub(super) fn write_null(&self, out: &mut Buffer, at: usize) -> usize {
        let room = out.room(at);
        if let Some(before) = room.first_chunk_mut() {
            *before = self.before;
        }
        if let Some(null) = room.get_mut(self.before_len..).and_then(<[u8]>::first_chunk_mut) {
            *null = *b"null";
        }
        at + self.null_length()
    }
}
