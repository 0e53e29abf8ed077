//! The fast path of writing records: cells that stand in the file as in JSON are copied with their keys in whole blocks.

use super::json::stands_in_json;
use crate::base::simd::LANES;
use crate::convert::{Converter, Shortcut};
use crate::csv::{Condition, Text};

/// Bytes of a key that are written in one piece, with what stands around it.
const KEY: usize = 2 * LANES;

/// Bytes that a short key and the first block of a cell take, each written in whole blocks.
const SHORT: usize = KEY + 1 + LANES + 1;

/// How a cell is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CellForm {
    /// As the value that it is converted to.
    Converted,
    /// As it stands.
    Plain,
    /// As null.
    Null,
}

/// What is needed of a column to write a plain cell; the rest is further away.
#[derive(Debug)]
pub(super) struct FastPath {
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

impl FastPath {
    pub(super) fn new(before: &[u8], converter: &Converter, source: Option<usize>) -> FastPath {
        let mut block = [0; KEY];
        for (to, from) in block.iter_mut().zip(before) {
            *to = *from;
        }
        let is_short = before.len() <= KEY;
        let shortcut = if is_short { converter.shortcut() } else { Shortcut::None };
        FastPath {
            before: block,
            before_len: before.len(),
            source: source.unwrap_or(usize::MAX),
            quotes: usize::from(shortcut.is_quoted()),
            is_text: shortcut.is_text(),
            is_null: is_short && converter.empty_is_null(),
            shortcut,
        }
    }

    /// How a cell of a block in that condition is written.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "a call takes as long as most of what it would do")]
    pub(super) fn stand(&self, text: Text<'_>, condition: Condition) -> CellForm {
        let stands = !self.is_text || condition.plain || (condition.valid && stands_in_json(text));
        if stands && self.shortcut.takes(text) {
            CellForm::Plain
        } else if text.is_empty() && self.is_null {
            CellForm::Null
        } else {
            CellForm::Converted
        }
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

    /// Writes the key and a plain cell at a place of a room that is long enough for them and a block more, and gives the
    /// place behind them.
    #[inline]
    pub(super) fn write(&self, text: Text<'_>, room: &mut [u8], at: usize) -> usize {
        let (cell, len) = (self.before_len.min(KEY) + self.quotes, text.len());
        let Some(room) = room.get_mut(at..) else { return at };
        if let Some(short) = room.first_chunk_mut::<SHORT>() {
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
        write_rest(text, room.get_mut(cell..).unwrap_or_default());
        at + cell + len + self.quotes
    }

    /// Writes the key and null, as [`FastPath::write`] does a cell.
    pub(super) fn write_null(&self, room: &mut [u8], at: usize) -> usize {
        if let Some(before) = room.get_mut(at..).and_then(<[u8]>::first_chunk_mut) {
            *before = self.before;
        }
        if let Some(null) = room.get_mut(at + self.before_len..).and_then(<[u8]>::first_chunk_mut) {
            *null = *b"null";
        }
        at + self.null_length()
    }
}

/// Writes what is behind the first block of a text, and the quote that ends it.
#[inline(never)]
fn write_rest(text: Text<'_>, room: &mut [u8]) {
    let len = text.len();
    for from in (LANES..len).step_by(LANES) {
        if let Some(lanes) = room.get_mut(from..).and_then(<[u8]>::first_chunk_mut) {
            *lanes = *text.after(from).lanes();
        }
    }
    if let Some(quote) = room.get_mut(len) {
        *quote = b'"';
    }
}
