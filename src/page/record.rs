//! A row in, a record's JSON object out.

use super::buffer::Buffer;
use super::json::{escape_surplus, write_text};
use crate::convert::{Converter, Shortcut, Value};
use crate::map::Mapping;
use crate::platform::Platform;
use crate::simd::{self, LANES};
use crate::split::{Condition, Row, Rows, Text};
use crate::template::Column;

/// Writes rows as JSON objects with the template's keys, in the template's order.
#[derive(Debug)]
pub struct RecordWriter {
    slots: Vec<Slot>,
    columns: Vec<ColumnWriter>,
    /// Bytes of the keys and braces, and the most by which values outgrow their text.
    fixed_bytes: usize,
}

/// Bytes of a key that are written in one piece, with what stands around it.
const KEY: usize = 2 * LANES;

/// Bytes that a short key and a short cell take, each written in whole blocks.
const SHORT: usize = KEY + 1 + LANES + LANES;

/// What is needed of a column to write a plain cell; the rest is further away.
#[derive(Debug)]
struct Slot {
    /// `{"key":` for the first, `,"key":` for the others.
    before: [u8; KEY],
    before_len: usize,
    /// The cell's place in the row, or beyond every row.
    source: usize,
    /// None where the key is long.
    shortcut: Shortcut,
}

#[derive(Debug)]
struct ColumnWriter {
    before: Vec<u8>,
    converter: Converter,
}

impl RecordWriter {
    /// A writer of rows whose cells feed the columns as the mapping says.
    pub fn new(columns: &[Column], mapping: &Mapping, platform: Platform) -> RecordWriter {
        let writers: Vec<_> = columns
            .iter()
            .enumerate()
            .map(|(at, column)| ColumnWriter {
                before: key(&column.key, at == 0),
                converter: Converter::new(column, platform),
            })
            .collect();
        let fixed = writers.iter().map(|column| column.before.len() + column.converter.surplus());
        let fixed_bytes = fixed.sum::<usize>() + "}".len();
        let slots = writers.iter().zip(mapping.sources());
        let slots = slots.map(|(column, source)| Slot::new(column, source)).collect();
        RecordWriter { slots, columns: writers, fixed_bytes }
    }

    /// Appends a row's object. An empty cell is null; one that is not of its column's type stays its text.
    pub fn write(&self, row: Row<'_>, condition: Condition, out: &mut Buffer) {
        let most = self.fixed_bytes + row.len();
        out.reserve(most);
        let mut at = out.len();
        for (slot, column) in self.slots.iter().zip(&self.columns) {
            let text = row.text(slot.source);
            if let Some(length) = slot.write(text, condition, out.room(at)) {
                at += length;
                continue;
            }
            out.set_len(at);
            out.append(&column.before);
            column.write(text.bytes(), condition.valid, out);
            // Escapes may have taken more than their share.
            out.reserve(most);
            at = out.len();
        }
        out.set_len(at);
        out.push(b'}');
    }

    /// At least as many bytes as the object of any row of the block has, found without writing one.
    pub fn bound(&self, rows: Rows<'_>, condition: Condition) -> usize {
        let bytes = if condition.plain {
            rows.iter().map(|row| row.len()).max()
        } else {
            // U+FFFD takes three bytes where a broken byte was one.
            let factor = if condition.valid { 1 } else { 3 };
            let bytes = |cell: &[u8]| cell.len() * factor + escape_surplus(cell);
            rows.iter().map(|row| row.cells().map(bytes).sum()).max()
        };
        self.fixed_bytes + bytes.unwrap_or_default()
    }
}

impl Slot {
    fn new(column: &ColumnWriter, source: Option<usize>) -> Slot {
        let (mut before, before_len) = ([0; KEY], column.before.len());
        for (to, from) in before.iter_mut().zip(&column.before) {
            *to = *from;
        }
        let shortcut = if before_len > KEY { Shortcut::None } else { column.converter.shortcut() };
        Slot { before, before_len, source: source.unwrap_or(usize::MAX), shortcut }
    }

    /// Writes the key and a plain cell, in whole blocks, and gives how many bytes of them count.
    #[inline]
    fn write(&self, text: Text<'_>, condition: Condition, room: &mut [u8]) -> Option<usize> {
        if !self.shortcut.takes(text) {
            return None;
        }
        let key = self.before_len.min(KEY);
        let len = text.len();
        let short = room.first_chunk_mut::<SHORT>()?;
        *short.first_chunk_mut()? = self.before;
        if self.shortcut != Shortcut::Text {
            *short[key..].first_chunk_mut()? = *text.lanes();
            return Some(key + len);
        }
        let stands = condition.plain || (condition.valid && stands_in_json(text));
        if !stands {
            return None;
        }
        short[key] = b'"';
        *short[key + 1..].first_chunk_mut()? = *text.lanes();
        for from in (LANES..len).step_by(LANES) {
            *room.get_mut(key + 1 + from..)?.first_chunk_mut()? = *text.after(from).lanes();
        }
        *room.get_mut(key + 1 + len)? = b'"';
        Some(key + len + 2)
    }
}

/// Whether a text has nothing that JSON escapes.
#[inline]
fn stands_in_json(text: Text<'_>) -> bool {
    let mut rest = text;
    while !rest.is_empty() {
        if simd::specials(rest.lanes()) & simd::first(rest.len()) != 0 {
            return false;
        }
        rest = rest.after(LANES);
    }
    true
}

/// What stands before a column's value: `{"key":` for the first, `,"key":` for the others.
fn key(key: &str, first: bool) -> Vec<u8> {
    let mut before = Buffer::default();
    before.push(if first { b'{' } else { b',' });
    write_text(key.as_bytes(), true, &mut before);
    before.push(b':');
    before.as_slice().to_vec()
}

impl ColumnWriter {
    /// Appends any cell's value. `valid` says that the cell is UTF-8.
    fn write(&self, cell: &[u8], valid: bool, out: &mut Buffer) {
        match self.converter.convert(cell) {
            Ok(Value::Null) => out.append(b"null"),
            Ok(Value::Text(text)) => write_text(text, valid, out),
            Ok(Value::Number(number)) => number.parts().iter().for_each(|part| out.append(part)),
            Ok(Value::Boolean(true)) => out.append(b"true"),
            Ok(Value::Boolean(false)) => out.append(b"false"),
            Ok(Value::Date(date)) => write_text(&date.iso(), true, out),
            Ok(Value::Choice(choice)) => write_text(choice.as_bytes(), true, out),
            Err(_) => write_text(cell, valid, out),
        }
    }
}
