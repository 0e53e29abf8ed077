//! A row in, a record's JSON object out.

use super::buffer::Buffer;
use super::json::{escape_surplus, write_text};
use crate::check::Setup;
use crate::convert::{Converter, Seed, Shortcut, Value};
use crate::simd::{self, LANES};
use crate::split::{Condition, MADE, Row, Rows, Text};
use std::collections::HashSet;

/// Writes rows as JSON objects with the template's keys, in the template's order.
#[derive(Debug)]
pub struct RecordWriter {
    slots: Vec<Slot>,
    columns: Vec<ColumnWriter>,
    /// Bytes of the keys and braces, and the most by which values outgrow their text.
    fixed_bytes: usize,
    /// Places of cells that are written more often than once, and how many times more: because several columns have them,
    /// they don't stand in the row, or their values may be longer.
    repeated: Vec<(usize, usize)>,
}

/// What a pager needs to write records besides their rows.
#[derive(Debug, Default)]
pub struct Pen {
    seed: Seed,
    scratch: Vec<u8>,
}

impl Pen {
    /// One for the records of an upload.
    pub fn new(upload_id: &str) -> Pen {
        Pen { seed: Seed::new(upload_id), scratch: Vec::new() }
    }
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
    is_quoted: bool,
    is_text: bool,
    /// Whether an empty cell is null, and the key not long.
    is_null: bool,
}

#[derive(Debug)]
struct ColumnWriter {
    before: Vec<u8>,
    key: String,
    converter: Converter,
}

impl RecordWriter {
    /// A writer of rows that are checked as that says.
    pub fn new(setup: &Setup<'_>) -> RecordWriter {
        let Setup { columns, sources, readings, zone, platform, .. } = setup;
        let reading = |at: usize| readings.get(at).copied().unwrap_or_default();
        let writers: Vec<_> = columns
            .iter()
            .enumerate()
            .map(|(at, column)| ColumnWriter {
                before: key(&column.key, at == 0),
                key: column.key.clone(),
                converter: Converter::new(column, &reading(at), *zone, *platform),
            })
            .collect();
        let fixed = writers.iter().map(|column| column.before.len() + column.converter.surplus());
        let fixed_bytes = fixed.sum::<usize>() + "}".len();
        let slots = writers.iter().zip(sources.iter().copied());
        let slots: Vec<_> = slots.map(|(column, source)| Slot::new(column, source)).collect();
        let mut met = HashSet::new();
        let mut repeated = Vec::new();
        for (column, source) in writers.iter().zip(sources.iter().copied()) {
            let Some(source) = source else { continue };
            // The first use of a cell of the row is counted with the row.
            let first = usize::from(source < MADE && met.insert(source));
            let more = column.converter.growth() - first;
            if more > 0 {
                repeated.push((source, more));
            }
        }
        RecordWriter { slots, columns: writers, fixed_bytes, repeated }
    }

    /// Appends a row's object. An empty cell is null or its column's default; one that is not of its column's type stays its
    /// text.
    pub fn write(&self, row: Row<'_>, condition: Condition, pen: &mut Pen, out: &mut Buffer) {
        let repeated = self.repeated.iter().map(|(source, more)| row.text(*source).len() * more);
        let most = self.fixed_bytes + row.len() + repeated.sum::<usize>();
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
            column.write(text.bytes(), condition.valid, row.id(), pen, out);
            // Escapes may have taken more than their share.
            out.reserve(most);
            at = out.len();
        }
        out.set_len(at);
        out.push(b'}');
    }

    /// At least as many bytes as the object of any row of the block has, found without writing one.
    pub fn bound(&self, rows: Rows<'_>, condition: Condition) -> usize {
        // U+FFFD takes three bytes where a broken byte was one.
        let factor = if condition.valid { 1 } else { 3 };
        let bytes = |cell: &[u8]| cell.len() * factor + escape_surplus(cell);
        let repeated = |row: &Row<'_>| {
            let cells = self.repeated.iter();
            cells.map(|(source, more)| bytes(row.cell(*source).unwrap_or_default()) * more).sum::<usize>()
        };
        let bytes = if condition.plain {
            rows.iter().map(|row| row.len() + repeated(&row)).max()
        } else {
            rows.iter().map(|row| row.cells().map(bytes).sum::<usize>() + repeated(&row)).max()
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
        let is_long = before_len > KEY;
        let shortcut = if is_long { Shortcut::None } else { column.converter.shortcut() };
        Slot {
            before,
            before_len,
            source: source.unwrap_or(usize::MAX),
            is_quoted: shortcut.is_quoted(),
            is_text: shortcut.is_text(),
            is_null: !is_long && column.converter.empty_is_null(),
            shortcut,
        }
    }

    /// Writes the key and a plain cell, in whole blocks, and gives how many bytes of them count.
    #[inline]
    fn write(&self, text: Text<'_>, condition: Condition, room: &mut [u8]) -> Option<usize> {
        let is_empty = text.is_empty() && self.is_null;
        if !is_empty && !self.shortcut.takes(text) {
            return None;
        }
        let (key, len) = (self.before_len.min(KEY), text.len());
        let short = room.first_chunk_mut::<SHORT>()?;
        *short.first_chunk_mut()? = self.before;
        if is_empty {
            *short[key..].first_chunk_mut()? = *b"null";
            return Some(key + "null".len());
        }
        if !self.is_quoted {
            *short[key..].first_chunk_mut()? = *text.lanes();
            return Some(key + len);
        }
        if self.is_text && !(condition.plain || (condition.valid && stands_in_json(text))) {
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
    /// Appends the value of any cell of that record. `valid` says that the cell is UTF-8.
    fn write(&self, cell: &[u8], valid: bool, record: u64, pen: &mut Pen, out: &mut Buffer) {
        match self.converter.convert(cell, &mut pen.scratch) {
            Ok(Value::Null) => out.append(b"null"),
            Ok(Value::Generated) => write_text(&pen.seed.uuid(record, &self.key), true, out),
            Ok(Value::Text(text)) => write_text(text, valid, out),
            Ok(Value::Number(number)) => number.parts().iter().for_each(|part| out.append(part)),
            Ok(Value::Boolean(true)) => out.append(b"true"),
            Ok(Value::Boolean(false)) => out.append(b"false"),
            Ok(Value::Date(date)) => write_text(&date.iso(), true, out),
            Ok(Value::DateTime(time)) => {
                out.push(b'"');
                time.iso_parts().parts().iter().for_each(|part| out.append(part));
                out.push(b'"');
            }
            Ok(Value::List(list)) => {
                out.push(b'[');
                for (at, value) in list.values().enumerate() {
                    if at > 0 {
                        out.push(b',');
                    }
                    write_text(value, valid, out);
                }
                out.push(b']');
            }
            Ok(Value::Choice(choice)) => write_text(choice.as_bytes(), true, out),
            Err(_) => write_text(cell, valid, out),
        }
    }
}
