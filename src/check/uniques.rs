//! Finds rows whose values an earlier row has, column by column or several columns together.

use super::{ColumnCheck, Finding, Subject};
use crate::base::bitmap::Bitmap;
use crate::base::platform::Platform;
use crate::check::unique::Unique;
use crate::convert::{Number, Value};
use crate::csv::{Row, Rows};
use crate::date::DateTime;
use crate::error::{Error, Result};
use crate::issue::{Code, Severity};

/// Columns whose values together no two records may share.
#[derive(Debug)]
pub(super) struct UniqueCheck {
    /// The column that says so, by its place.
    pub(super) column: usize,
    /// It, and the columns together with which it is unique.
    pub(super) columns: Vec<usize>,
    pub(super) ignores_case: bool,
    pub(super) unique: Unique,
}

/// What of a row's values has to be held against others.
#[derive(Debug, Default)]
pub(super) struct Buffers {
    key: Vec<u8>,
    scratch: Vec<u8>,
}

impl UniqueCheck {
    /// Writes the row's values so that equal ones are equal bytes, however they stand in the file. False where all are
    /// empty, or one is not of its type: there is nothing to compare.
    fn key(&self, row: Row<'_>, columns: &[ColumnCheck], platform: Platform, buffers: &mut Buffers) -> bool {
        let Buffers { key, scratch } = buffers;
        key.clear();
        let mut any = false;
        for column in self.columns.iter().filter_map(|at| columns.get(*at)) {
            let Ok(value) = column.converter.convert(column.cell(row), scratch) else { return false };
            any |= !matches!(value, Value::Null | Value::Generated);
            let from = key.len();
            write_comparable(value, key);
            if self.ignores_case {
                let folded = std::str::from_utf8(&key[from..]).map(|text| platform.lower(text));
                if let Ok(folded) = folded {
                    key.truncate(from);
                    key.extend_from_slice(folded.as_bytes());
                }
            }
            if self.columns.len() > 1 {
                // So that `a`, `bc` and `ab`, `c` are not alike.
                let length = (key.len() - from) as u64;
                key.extend_from_slice(&length.to_le_bytes());
            }
        }
        any
    }

    /// Compares the rows' values once more, where that is needed to know whether they are equal.
    pub(super) fn compare_again(
        &mut self,
        rows: Rows<'_>,
        columns: &[ColumnCheck],
        platform: Platform,
        buffers: &mut Buffers,
    ) {
        for row in rows.iter() {
            if self.unique.is_shared(row.id()) && self.key(row, columns, platform, buffers) {
                self.unique.compare_again(&buffers.key, row.id());
            }
        }
    }

    /// What is known of the row after the pass: the first record that has its values, if it isn't the row itself.
    pub(super) fn known(
        &self,
        row: Row<'_>,
        columns: &[ColumnCheck],
        platform: Platform,
        buffers: &mut Buffers,
    ) -> Option<u64> {
        if !self.unique.is_repeated(row.id()) || !self.key(row, columns, platform, buffers) {
            return None;
        }
        self.unique.first(self.unique.hash(&buffers.key))
    }

    /// Takes back what is known of some rows' values, of which those that repeat others are found. False where it is not
    /// known what others are then.
    pub(super) fn give_up<'r>(
        &mut self,
        rows: Rows<'r>,
        meant: &Bitmap,
        columns: &[ColumnCheck],
        platform: Platform,
        found: &mut Vec<Finding<'r>>,
    ) -> bool {
        let mut buffers = Buffers::default();
        rows.iter().enumerate().filter(|(_, row)| meant.contains(row.id())).all(|(at, row)| {
            if !self.key(row, columns, platform, &mut buffers) {
                return true;
            }
            let hash = self.unique.hash(&buffers.key);
            if let Some(first) = self.unique.first(hash).filter(|_| self.unique.is_repeated(row.id())) {
                found.push(duplicate(self.column, columns, at, row, first));
            }
            self.unique.give_up(hash, row.id())
        })
    }

    /// Takes the values of some rows that are there again. False where others have them, or may have.
    pub(super) fn take(
        &mut self,
        rows: Rows<'_>,
        meant: &Bitmap,
        columns: &[ColumnCheck],
        platform: Platform,
    ) -> bool {
        let mut buffers = Buffers::default();
        rows.iter().filter(|row| meant.contains(row.id())).all(|row| {
            if !self.key(row, columns, platform, &mut buffers) {
                return true;
            }
            let hash = self.unique.hash(&buffers.key);
            self.unique.first(hash).is_none() && self.unique.take(hash, row.id()).is_ok()
        })
    }
}

/// Rows whose values an earlier row has. A value counts as taken when its record is sent, so an invalid record's is not where
/// such are left out.
pub(super) fn check_uniques<'r>(
    uniques: &mut [&mut UniqueCheck],
    columns: &[ColumnCheck],
    rows: Rows<'r>,
    skips_invalid: bool,
    platform: Platform,
    found: &mut Vec<Finding<'r>>,
) -> Result<()> {
    let mut invalid = Bitmap::default();
    if skips_invalid {
        for finding in found.iter().filter(|finding| finding.severity == Severity::Error) {
            invalid.insert(finding.row as u64);
        }
    }
    let mut buffers = Buffers::default();
    // Which of the checks found the row's values to be new, and their hashes.
    let mut fresh = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let mut left_out = invalid.contains(at as u64);
        for (place, check) in uniques.iter_mut().enumerate() {
            if !check.key(row, columns, platform, &mut buffers) {
                continue;
            }
            let hash = check.unique.hash(&buffers.key);
            let Some(first) = check.unique.first(hash) else {
                fresh.push((place, hash));
                continue;
            };
            check.unique.repeat(row.id(), first);
            let finding = duplicate(check.column, columns, at, row, first);
            left_out |= skips_invalid && finding.severity == Severity::Error;
            found.push(finding);
        }
        for (place, hash) in fresh.drain(..) {
            if let Some(check) = uniques.get_mut(place).filter(|_| !left_out) {
                let taken = check.unique.take(hash, row.id());
                taken.map_err(|_| Error::TooManyRecords { records: row.id() })?;
            }
        }
    }
    Ok(())
}

/// That a record's values are those of an earlier one.
pub(super) fn duplicate<'r>(
    column: usize,
    columns: &[ColumnCheck],
    at: usize,
    row: Row<'r>,
    first: u64,
) -> Finding<'r> {
    let check = columns.get(column);
    Finding {
        row: at,
        subject: Subject::Unique(column),
        code: Code::Duplicate { first_row: first + 1 },
        severity: check.map_or(Severity::Error, |check| check.severity),
        value: check.and_then(|check| row.cell(check.source?)).unwrap_or_default(),
    }
}

/// Writes a value so that equal ones of a column are equal bytes.
fn write_comparable(value: Value<'_>, out: &mut Vec<u8>) {
    match value {
        Value::Null | Value::Generated => {}
        Value::Text(text) => out.extend_from_slice(text),
        Value::Number(number) => write_number(number, out),
        Value::Boolean(boolean) => out.push(u8::from(boolean)),
        Value::Date(date) => out.extend_from_slice(&date.iso()),
        Value::DateTime(time) => write_time(time, out),
        Value::Time(time) => {
            out.extend_from_slice(&time.clock());
            out.extend_from_slice(without_zeros(time.fraction));
        }
        Value::List(list) => out.extend_from_slice(list.bytes()),
        Value::Choice(choice) => out.extend_from_slice(choice.as_bytes()),
    }
}

/// Writes a time so that equal ones are alike: by UTC, where it has an offset.
fn write_time(time: DateTime<'_>, out: &mut Vec<u8>) {
    let offset = time.time.offset.map_or(0, |offset| i64::from(offset) * 60);
    out.push(u8::from(time.time.offset.is_some()));
    out.extend_from_slice(&(time.seconds() - offset).to_le_bytes());
    out.extend_from_slice(without_zeros(time.time.fraction));
}

/// A fraction's digits without zeros at its end.
fn without_zeros(fraction: &[u8]) -> &[u8] {
    let end = fraction.iter().rposition(|digit| *digit != b'0').map_or(0, |last| last + 1);
    fraction.get(..end).unwrap_or_default()
}

/// Writes a number so that equal ones are alike: `007`, `7.0` and `70e-1`.
fn write_number(number: Number<'_>, out: &mut Vec<u8>) {
    let (zeros, power) = number.scale();
    let from = out.len();
    out.push(if number.negative { b'-' } else { b'+' });
    out.extend(number.digits().skip(zeros));
    let end = out.iter().rposition(|digit| *digit != b'0').map_or(0, |last| last + 1);
    if end <= from + 1 {
        // Zero has neither a sign nor a power.
        out.truncate(from);
        out.push(b'0');
        return;
    }
    out.truncate(end);
    out.push(b'e');
    out.extend_from_slice(&power.to_le_bytes());
}
