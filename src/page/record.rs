//! A row in, a record's JSON object out.

use super::buffer::Buffer;
use super::json::{escape_surplus, is_plain, write_text};
use crate::convert::{Converter, Value};
use crate::map::{Fold, Mapping};
use crate::split::{BLOCK, Row};
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
    before: Vec<[u8; BLOCK]>,
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
    pub fn write(&self, row: Row<'_>, out: &mut Buffer) {
        let plain = is_plain(row.bytes);
        out.reserve(self.bound_of(row, plain));
        let mut at = out.len();
        for column in &self.columns {
            let mut room = out.room(at);
            let mut block_at = 0;
            for block in &column.before {
                put(room, block_at, block);
                block_at += BLOCK;
            }
            at += column.before_len;
            let cell = column.source.and_then(|source| row.cell(source)).unwrap_or_default();
            let block = column.source.and_then(|source| row.block(source));
            match block {
                Some(block) if plain && cell.len() <= BLOCK && column.converter.takes_as_it_stands(cell) => {
                    room = out.room(at);
                    let quote = usize::from(column.converter.is_text());
                    put(room, 0, &QUOTES);
                    put(room, quote, block);
                    put(room, quote + cell.len(), &QUOTES);
                    at += cell.len() + 2 * quote;
                }
                _ => {
                    out.set_len(at);
                    column.write(cell, out);
                    at = out.len();
                }
            }
        }
        out.set_len(at);
        out.push(b'}');
    }

    /// At least as many bytes as the row's object has, found without writing it.
    #[inline]
    pub fn bound(&self, row: Row<'_>) -> usize {
        self.bound_of(row, is_plain(row.bytes))
    }

    #[inline]
    fn bound_of(&self, row: Row<'_>, plain: bool) -> usize {
        if plain {
            return self.fixed_bytes + row.bytes.len();
        }
        let valid = row.bytes.is_ascii() || row.cells().all(|cell| std::str::from_utf8(cell).is_ok());
        // U+FFFD takes three bytes where a broken byte was one.
        let repairs = if valid { 0 } else { row.bytes.len() * 2 };
        let escapes = row.cells().map(escape_surplus).sum::<usize>();
        self.fixed_bytes + row.bytes.len() + escapes + repairs
    }
}

/// What goes around a text: written as a block, of which one byte counts, or none.
const QUOTES: [u8; BLOCK] = [b'"'; BLOCK];

/// Copies a block to a place in the room.
#[inline]
fn put(room: &mut [u8], at: usize, block: &[u8; BLOCK]) {
    if let Some(place) = room.get_mut(at..).and_then(<[u8]>::first_chunk_mut) {
        *place = *block;
    }
}

impl ColumnWriter {
    fn new(column: &Column, source: Option<usize>, first: bool, fold: Fold) -> ColumnWriter {
        let mut before = Buffer::default();
        before.push(if first { b'{' } else { b',' });
        write_text(column.key.as_bytes(), &mut before);
        before.push(b':');
        let before_len = before.len();
        before.append(&[0; BLOCK]);
        let (blocks, _) = before.as_slice().as_chunks();
        let blocks = blocks[..before_len.div_ceil(BLOCK)].to_vec();
        ColumnWriter { before: blocks, before_len, source, converter: Converter::new(column, fold) }
    }

    /// Appends any cell's value.
    fn write(&self, cell: &[u8], out: &mut Buffer) {
        match self.converter.convert(cell) {
            Ok(Value::Null) => out.append(b"null"),
            Ok(Value::Text(text)) => write_text(text, out),
            Ok(Value::Number(number)) => number.parts().iter().for_each(|part| out.append(part)),
            Ok(Value::Boolean(true)) => out.append(b"true"),
            Ok(Value::Boolean(false)) => out.append(b"false"),
            Ok(Value::Date(date)) => write_text(&date.iso(), out),
            Ok(Value::Choice(choice)) => write_text(choice.as_bytes(), out),
            Err(_) => write_text(cell, out),
        }
    }
}
