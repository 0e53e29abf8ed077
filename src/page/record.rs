//! A row in, a record's JSON object out.

use super::json::{escape_surplus, write_text};
use crate::convert::{Converter, Value};
use crate::map::{Fold, Mapping};
use crate::split::Row;
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
    /// `{"key":` for the first, `,"key":` for the others.
    before: Vec<u8>,
    source: Option<usize>,
    converter: Converter,
}

impl RecordWriter {
    /// A writer of rows whose cells feed the columns as the mapping says.
    pub fn new(columns: &[Column], mapping: &Mapping, fold: Fold) -> RecordWriter {
        let writer = |(at, (column, source)): (usize, (&Column, Option<usize>))| {
            let mut before = vec![if at == 0 { b'{' } else { b',' }];
            write_text(column.key.as_bytes(), &mut before);
            before.push(b':');
            ColumnWriter { before, source, converter: Converter::new(column, fold) }
        };
        let columns: Vec<_> = columns.iter().zip(mapping.sources()).enumerate().map(writer).collect();
        let fixed = columns.iter().map(|column| column.before.len() + column.converter.surplus());
        RecordWriter { fixed_bytes: fixed.sum::<usize>() + "}".len(), columns }
    }

    /// Appends a row's object. An empty cell is null; one that is not of its column's type stays its text.
    pub fn write(&self, row: Row<'_>, out: &mut Vec<u8>) {
        for column in &self.columns {
            out.extend_from_slice(&column.before);
            let cell = column.source.and_then(|source| row.cell(source)).unwrap_or_default();
            match column.converter.convert(cell) {
                Ok(Value::Null) => out.extend_from_slice(b"null"),
                Ok(Value::Text(text)) => write_text(text, out),
                Ok(Value::Number(number)) => number.write(out),
                Ok(Value::Boolean(true)) => out.extend_from_slice(b"true"),
                Ok(Value::Boolean(false)) => out.extend_from_slice(b"false"),
                Ok(Value::Date(date)) => {
                    out.push(b'"');
                    out.extend_from_slice(&date.iso());
                    out.push(b'"');
                }
                Ok(Value::Choice(choice)) => write_text(choice.as_bytes(), out),
                Err(_) => write_text(cell, out),
            }
        }
        out.push(b'}');
    }

    /// At least as many bytes as the row's object has, found without writing it.
    #[inline]
    pub fn bound(&self, row: Row<'_>) -> usize {
        let valid = row.bytes.is_ascii() || row.cells().all(|cell| std::str::from_utf8(cell).is_ok());
        // U+FFFD takes three bytes where a broken byte was one.
        let repairs = if valid { 0 } else { row.bytes.len() * 2 };
        self.fixed_bytes + row.bytes.len() + escape_surplus(row.bytes) + repairs
    }
}
