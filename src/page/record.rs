//! Writes a row as a record's JSON object.

use super::buffer::{Buffer, Length, Out};
use super::fast_path::{CellForm, FastPath};
use super::json::{escape_bytes, write_text};
use crate::check::Setup;
use crate::convert::{Converter, Seed, Value};
use crate::csv::{Condition, MADE, Row, Rows};
use std::collections::HashSet;

/// Writes rows as JSON objects with the template's keys, in the template's order.
#[derive(Debug)]
pub struct RecordWriter {
    fast_paths: Vec<FastPath>,
    columns: Vec<ColumnWriter>,
    /// Bytes of the keys and braces, and the most by which values outgrow their text.
    fixed_bytes: usize,
    /// Places of cells that are written more often than once, and how many times more: because several columns have them,
    /// they don't stand in the row, or their values may be longer.
    repeated: Vec<(usize, usize)>,
}

/// What is needed to write records besides their rows.
#[derive(Debug, Default)]
pub struct Pen {
    seed: Seed,
    scratch: Vec<u8>,
}

impl Pen {
    /// One for the records of an upload.
    pub fn new(upload_id: &str) -> Pen {
        Pen { seed: Seed::new(upload_id), ..Pen::default() }
    }
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
        let fixed = writers.iter().map(|column| column.before.len() + column.converter.max_added_bytes());
        let fixed_bytes = fixed.sum::<usize>() + "}".len();
        let fast_paths = writers.iter().zip(sources.iter().copied());
        let fast_paths: Vec<_> = fast_paths
            .map(|(column, source)| FastPath::new(&column.before, &column.converter, source))
            .collect();
        let mut met = HashSet::new();
        let mut repeated = Vec::new();
        for (column, source) in writers.iter().zip(sources.iter().copied()) {
            let Some(source) = source else { continue };
            // The first use of a cell of the row is counted with the row.
            let first = usize::from(source < MADE && met.insert(source));
            let more = column.converter.max_expansion() - first;
            if more > 0 {
                repeated.push((source, more));
            }
        }
        RecordWriter { fast_paths, columns: writers, fixed_bytes, repeated }
    }

    /// Appends the object of a row of a block in that condition. An empty cell is null or its column's default; one that is
    /// not of its column's type stays its text.
    pub fn write(&self, row: Row<'_>, condition: Condition, pen: &mut Pen, out: &mut Buffer) {
        let repeated = self.repeated.iter().map(|(source, more)| row.text(*source).len() * more);
        let most = self.fixed_bytes + row.len() + repeated.sum::<usize>();
        out.reserve(most);
        let (from, mut at) = (out.len(), 0);
        let mut room = out.room(from);
        for (place, fast_path) in self.fast_paths.iter().enumerate() {
            let text = row.text(fast_path.source);
            match fast_path.stand(text, condition) {
                CellForm::Plain => at = fast_path.write(text, room, at),
                CellForm::Null => at = fast_path.write_null(room, at),
                CellForm::Converted => {
                    out.set_len(from + at);
                    self.convert(place, row, condition, pen, out);
                    // Escapes may have taken more than their share.
                    at = out.len() - from;
                    out.reserve(most);
                    room = out.room(from);
                }
            }
        }
        out.set_len(from + at);
        out.push(b'}');
    }

    /// How many bytes the object of such a row has.
    pub fn length(&self, row: Row<'_>, condition: Condition, pen: &mut Pen) -> usize {
        let mut length = Length("}".len());
        for (place, fast_path) in self.fast_paths.iter().enumerate() {
            let text = row.text(fast_path.source);
            match fast_path.stand(text, condition) {
                CellForm::Plain => length.0 += fast_path.length(text),
                CellForm::Null => length.0 += fast_path.null_length(),
                CellForm::Converted => self.convert(place, row, condition, pen, &mut length),
            }
        }
        length.0
    }

    /// Appends the key and the value of a cell that isn't written as it stands.
    #[inline(never)]
    fn convert(&self, place: usize, row: Row<'_>, condition: Condition, pen: &mut Pen, out: &mut impl Out) {
        let (Some(fast_path), Some(column)) = (self.fast_paths.get(place), self.columns.get(place)) else {
            return;
        };
        out.append(&column.before);
        column.write(row.text(fast_path.source).bytes(), condition.valid, row.id(), pen, out);
    }

    /// At least as many bytes as the object of each row of the block has, found without writing one.
    pub fn bounds(&self, rows: Rows<'_>, condition: Condition, mut each: impl FnMut(usize)) {
        // U+FFFD takes three bytes where a broken byte was one.
        let factor = if condition.valid { 1 } else { 3 };
        let bytes = |cell: &[u8]| cell.len() * factor + escape_bytes(cell);
        let repeated = |row: &Row<'_>| {
            let cells = self.repeated.iter();
            cells.map(|(source, more)| bytes(row.cell(*source).unwrap_or_default()) * more).sum::<usize>()
        };
        for row in rows.iter() {
            let own = if condition.plain { row.len() } else { row.cells().map(bytes).sum::<usize>() };
            each(self.fixed_bytes + own + repeated(&row));
        }
    }
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
    fn write(&self, cell: &[u8], valid: bool, record: u64, pen: &mut Pen, out: &mut impl Out) {
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
            Ok(Value::Time(time)) => {
                out.push(b'"');
                out.append(&time.clock());
                if !time.fraction.is_empty() {
                    out.push(b'.');
                    out.append(time.fraction);
                }
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
