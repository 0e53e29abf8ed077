//! A row in, a record's JSON object out.

use super::buffer::Buffer;
use super::json::{escape_surplus, write_text};
use crate::convert::{Converter, Value};
use crate::map::{Fold, Mapping};
use crate::simd::{self, LANES};
use crate::split::{Condition, Row, Rows, Text};
use crate::template::Column;

/// Writes rows as JSON objects with the template's keys, in the template's order.
#[derive(Debug)]
pub struct RecordWriter {
    columns: Vec<ColumnWriter>,
    /// Bytes of the keys and braces, and the most by which values outgrow their text.
    fixed_bytes: usize,
}

#[derive(Debug)]
struct ColumnWriter {
    /// `{"key":` for the first, `,"key":` for the others, in blocks; and how long it is.
    before: Vec<[u8; LANES]>,
    before_len: usize,
    source: Option<usize>,
    converter: Converter,
}

impl RecordWriter {
    /// A writer of rows whose cells feed the columns as the mapping says.
    pub fn new(columns: &[Column], mapping: &Mapping, fold: Fold) -> RecordWriter {
        let columns = columns.iter().zip(mapping.sources()).enumerate();
        let columns: Vec<_> =
            columns.map(|(at, (column, source))| ColumnWriter::new(column, source, at == 0, fold)).collect();
        let fixed = columns.iter().map(|column| column.before_len + column.converter.surplus());
        RecordWriter { fixed_bytes: fixed.sum::<usize>() + "}".len(), columns }
    }

    /// Appends a row's object. An empty cell is null; one that is not of its column's type stays its text.
    pub fn write(&self, row: Row<'_>, condition: Condition, out: &mut Buffer) {
        let most = self.fixed_bytes + row.len();
        out.reserve(most);
        let mut at = out.len();
        for column in &self.columns {
            let room = out.room(at);
            for (index, lanes) in column.before.iter().enumerate() {
                put(room, index * LANES, lanes);
            }
            at += column.before_len;
            let text = column.source.map_or(Text::NONE, |source| row.text(source));
            if column.converter.takes_as_it_stands(text) {
                let (room, len) = (out.room(at), text.len());
                if !column.converter.is_text() {
                    put(room, 0, text.lanes());
                    at += len;
                    continue;
                }
                if condition.plain || (condition.valid && stands_in_json(text)) {
                    put(room, 0, &QUOTES);
                    for from in (0..len).step_by(LANES) {
                        put(room, 1 + from, text.after(from).lanes());
                    }
                    put(room, 1 + len, &QUOTES);
                    at += len + 2;
                    continue;
                }
            }
            out.set_len(at);
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

/// What goes around a text: written as a block, of which one byte counts, or none.
const QUOTES: [u8; LANES] = [b'"'; LANES];

/// Copies a block to a place in the room.
#[inline]
fn put(room: &mut [u8], at: usize, lanes: &[u8; LANES]) {
    if let Some(place) = room.get_mut(at..).and_then(<[u8]>::first_chunk_mut) {
        *place = *lanes;
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

impl ColumnWriter {
    fn new(column: &Column, source: Option<usize>, first: bool, fold: Fold) -> ColumnWriter {
        let mut before = Buffer::default();
        before.push(if first { b'{' } else { b',' });
        write_text(column.key.as_bytes(), true, &mut before);
        before.push(b':');
        let before_len = before.len();
        before.append(&[0; LANES]);
        let (lanes, _) = before.as_slice().as_chunks();
        let lanes = lanes[..before_len.div_ceil(LANES)].to_vec();
        ColumnWriter { before: lanes, before_len, source, converter: Converter::new(column, fold) }
    }

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
