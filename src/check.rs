//! Rows in, what is wrong with them out.

use crate::convert::{Converter, Value};
use crate::issue::{Code, Severity};
use crate::map::{Fold, Mapping};
use crate::split::Row;
use crate::template::Column;
use std::collections::HashMap;
use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, BuildHasherDefault, Hasher};

/// Something wrong in a row, while the row is at hand.
#[derive(Debug)]
pub struct Finding<'a> {
    /// The column's place in the template, or none where the whole row is meant.
    pub column: Option<usize>,
    /// What is wrong.
    pub code: Code,
    /// Whether it makes the record invalid.
    pub severity: Severity,
    /// The bytes found.
    pub value: &'a [u8],
}

/// Checks rows one after another.
#[derive(Debug)]
pub struct Checker {
    columns: Vec<ColumnCheck>,
    width: usize,
    hasher: RandomState,
    /// Whether an invalid record will be left out, so that its values are not taken yet.
    skips_invalid: bool,
    /// The columns and hashes of the row's unique values that no record has had.
    fresh: Vec<(usize, u64)>,
}

#[derive(Debug)]
struct ColumnCheck {
    source: Option<usize>,
    required: bool,
    converter: Converter,
    seen: Option<Seen>,
}

/// The record that first had a value, by the value's hash.
type Seen = HashMap<u64, u64, BuildHasherDefault<AlreadyHashed>>;

impl Checker {
    /// A checker of rows as wide as the header, whose cells feed the columns as the mapping says.
    pub fn new(
        columns: &[Column],
        mapping: &Mapping,
        width: usize,
        skips_invalid: bool,
        fold: Fold,
    ) -> Checker {
        let columns = columns.iter().zip(mapping.sources()).map(|(column, source)| ColumnCheck {
            source,
            required: column.required,
            converter: Converter::new(column, fold),
            seen: column.unique.then(Seen::default),
        });
        let (hasher, fresh) = (RandomState::new(), Vec::new());
        Checker { columns: columns.collect(), width, hasher, skips_invalid, fresh }
    }

    /// Tells what is wrong with a row. `record` counts from 1.
    pub fn check<'r>(&mut self, row: Row<'r>, record: u64, found: &mut impl FnMut(Finding<'r>)) {
        self.fresh.clear();
        let mut invalid = false;
        let mut found = |finding: Finding<'r>| {
            invalid |= finding.severity == Severity::Error;
            found(finding);
        };
        if row.width() != self.width {
            found(ragged(row, self.width));
        }
        if row.unclosed {
            let value = row.cell(row.width() - 1).unwrap_or_default();
            found(Finding { column: None, code: Code::UnclosedQuote, severity: Severity::Error, value });
        }
        let ascii = row.bytes.is_ascii();
        for (at, column) in self.columns.iter().enumerate() {
            let cell = column.source.and_then(|source| row.cell(source)).unwrap_or_default();
            let mut wrong = |code| {
                found(Finding { column: Some(at), code, severity: Severity::Error, value: cell });
            };
            if !ascii && std::str::from_utf8(cell).is_err() {
                wrong(Code::BrokenEncoding);
            }
            let anything = !column.required && column.converter.takes_anything();
            if column.seen.is_none() && (anything || column.converter.takes_as_it_stands(cell)) {
                continue;
            }
            match column.converter.convert(cell) {
                Ok(Value::Null) if column.required => wrong(Code::Required),
                Ok(Value::Null) => {}
                Ok(value) => {
                    if let Some(seen) = &column.seen {
                        let hash = self.hasher.hash_one(Comparable(value));
                        match seen.get(&hash) {
                            Some(&first_row) => wrong(Code::Duplicate { first_row }),
                            None => self.fresh.push((at, hash)),
                        }
                    }
                }
                Err(code) => wrong(code),
            }
        }
        if !(invalid && self.skips_invalid) {
            for (at, hash) in self.fresh.drain(..) {
                if let Some(seen) = &mut self.columns[at].seen {
                    seen.insert(hash, record);
                }
            }
        }
    }
}

/// A row of another width than the header's. Cells that belong to no column would be lost, so they are an error unless
/// they are empty; writers leave empty cells at the end of a row out, so missing ones are a warning.
fn ragged(row: Row<'_>, width: usize) -> Finding<'_> {
    let (expected, found) = (width as u64, row.width() as u64);
    if row.width() < width {
        let code = Code::MissingCells { expected, found };
        return Finding { column: None, code, severity: Severity::Warning, value: b"" };
    }
    let extra = row.cells().skip(width).find(|cell| !cell.trim_ascii().is_empty());
    Finding {
        column: None,
        code: Code::ExtraCells { expected, found },
        severity: if extra.is_some() { Severity::Error } else { Severity::Warning },
        value: extra.unwrap_or_default(),
    }
}

/// Equal values hash alike, however they are written: `007` and `7` are one number.
struct Comparable<'a>(Value<'a>);

impl std::hash::Hash for Comparable<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self.0 {
            Value::Null => {}
            Value::Text(text) => text.hash(state),
            Value::Number(number) => {
                let zeros = number.fraction.iter().rev().take_while(|digit| **digit == b'0').count();
                let fraction = &number.fraction[..number.fraction.len() - zeros];
                let zero = number.whole == b"0" && fraction.is_empty();
                (number.negative && !zero, number.whole, fraction, number.exponent).hash(state);
            }
            Value::Boolean(boolean) => boolean.hash(state),
            Value::Date(date) => date.iso().hash(state),
            Value::Choice(choice) => choice.hash(state),
        }
    }
}

/// Passes on a number that is a hash already.
#[derive(Debug, Default)]
struct AlreadyHashed(u64);

impl Hasher for AlreadyHashed {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |sum, byte| (sum << 8) | u64::from(*byte));
    }
    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}
