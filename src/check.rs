//! Blocks of rows in, what is wrong with them out, looked for column by column.

use crate::bitmap::Bitmap;
use crate::convert::{Converter, Value};
use crate::decode::is_intact;
use crate::issue::{Code, Severity};
use crate::map::Mapping;
use crate::platform::Platform;
use crate::simd;
use crate::split::{Condition, FaultKind, Row, Rows};
use crate::template::Column;
use std::collections::HashMap;
use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, BuildHasherDefault, Hasher};

/// What a finding is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// The whole row.
    Row,
    /// The template's column at that place, from 0.
    Column(usize),
    /// The header at that place, from 0, which feeds no column.
    Header(usize),
}

/// Something wrong in a row, while the row is at hand.
#[derive(Debug)]
pub struct Finding<'a> {
    /// The row's place in its block.
    pub row: usize,
    /// What it is about.
    pub subject: Subject,
    /// What is wrong.
    pub code: Code,
    /// Whether it makes the record invalid.
    pub severity: Severity,
    /// The bytes found.
    pub value: &'a [u8],
}

/// Checks blocks of rows one after another.
#[derive(Debug)]
pub struct Checker {
    columns: Vec<ColumnCheck>,
    /// What the cells at each place of a row are.
    subjects: Vec<Subject>,
    hasher: RandomState,
    /// Whether an invalid record will be left out, so that its values are not taken yet.
    skips_invalid: bool,
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
        platform: Platform,
    ) -> Checker {
        let mut subjects: Vec<_> = (0..width).map(Subject::Header).collect();
        for (at, source) in mapping.sources().enumerate() {
            if let Some(subject) = source.and_then(|source| subjects.get_mut(source)) {
                *subject = Subject::Column(at);
            }
        }
        let columns = columns.iter().zip(mapping.sources()).map(|(column, source)| ColumnCheck {
            source,
            required: column.required,
            converter: Converter::new(column, platform),
            seen: column.unique.then(Seen::default),
        });
        Checker { columns: columns.collect(), subjects, hasher: RandomState::new(), skips_invalid }
    }

    /// What is wrong in a block of rows, in their order. `first` is the first row's record, from 1.
    pub fn check<'r>(&mut self, rows: Rows<'r>, condition: Condition, first: u64) -> Vec<Finding<'r>> {
        let mut found = Vec::new();
        self.check_reading(rows, condition, &mut found);
        for (at, column) in self.columns.iter().enumerate() {
            if column.seen.is_none() {
                check_column(column, Subject::Column(at), rows, &mut found);
            }
        }
        if self.columns.iter().any(|column| column.seen.is_some()) {
            self.check_unique(rows, first, &mut found);
        }
        if found.is_empty() {
            return found;
        }
        // What was found column by column is told row by row.
        let columns = self.columns.len();
        let found = ordered(found, columns + self.subjects.len() + 1, &|finding| match finding.subject {
            Subject::Row => 0,
            Subject::Column(at) => 1 + at,
            Subject::Header(at) => 1 + columns + at,
        });
        ordered(found, rows.len(), &|finding| finding.row)
    }

    /// What the splitter and the bytes themselves say.
    fn check_reading<'r>(&self, rows: Rows<'r>, condition: Condition, found: &mut Vec<Finding<'r>>) {
        let width = self.subjects.len();
        let ragged_rows = rows.iter().enumerate().filter(|(_, row)| row.width() != width);
        found.extend(ragged_rows.map(|(at, row)| ragged(at, row, width)));
        for fault in rows.faults() {
            let (code, severity) = match fault.kind {
                FaultKind::QuoteInText => (Code::StrayQuote, Severity::Warning),
                FaultKind::QuoteInQuotes => (Code::StrayQuote, Severity::Error),
                FaultKind::Unclosed => (Code::UnclosedQuote, Severity::Error),
            };
            let value = rows.get(fault.row).and_then(|row| row.cell(fault.cell)).unwrap_or_default();
            found.push(Finding { row: fault.row, subject: self.subject(fault.cell), code, severity, value });
        }
        let has_nul = !condition.plain && simd::has(rows.text(), 0);
        if condition.valid && !has_nul {
            return;
        }
        for (row, cells) in rows.iter().enumerate() {
            for (at, value) in cells.cells().enumerate() {
                let mut tell = |code| {
                    let severity = Severity::Error;
                    found.push(Finding { row, subject: self.subject(at), code, severity, value });
                };
                if !condition.valid && !is_intact(value) {
                    tell(Code::BrokenEncoding);
                }
                if value.contains(&0) {
                    tell(Code::NulByte);
                }
            }
        }
    }

    /// What the cells at that place of a row are.
    fn subject(&self, cell: usize) -> Subject {
        self.subjects.get(cell).copied().unwrap_or(Subject::Row)
    }

    /// The columns whose values must differ, row by row: a value counts as taken when its record is sent.
    fn check_unique<'r>(&mut self, rows: Rows<'r>, first: u64, found: &mut Vec<Finding<'r>>) {
        let mut invalid = Bitmap::default();
        for finding in &*found {
            if finding.severity == Severity::Error {
                invalid.insert(finding.row as u64);
            }
        }
        let mut fresh = Vec::new();
        for (at, row) in rows.iter().enumerate() {
            let before = found.len();
            for (place, column) in self.columns.iter().enumerate() {
                let Some(seen) = &column.seen else { continue };
                let value = column.source.and_then(|source| row.cell(source)).unwrap_or_default();
                let code = match column.converter.convert(value) {
                    Ok(Value::Null) if column.required => Code::Required,
                    Ok(Value::Null) => continue,
                    Ok(value) => {
                        let hash = self.hasher.hash_one(Comparable(value));
                        let Some(&first_row) = seen.get(&hash) else {
                            fresh.push((place, hash));
                            continue;
                        };
                        Code::Duplicate { first_row }
                    }
                    Err(code) => code,
                };
                let (subject, severity) = (Subject::Column(place), Severity::Error);
                found.push(Finding { row: at, subject, code, severity, value });
            }
            let left_out = self.skips_invalid && (found.len() > before || invalid.contains(at as u64));
            for (place, hash) in fresh.drain(..).filter(|_| !left_out) {
                if let Some(seen) = &mut self.columns[place].seen {
                    seen.insert(hash, first + at as u64);
                }
            }
        }
    }
}

/// The cells of one column, whose values may be alike.
fn check_column<'r>(column: &ColumnCheck, subject: Subject, rows: Rows<'r>, found: &mut Vec<Finding<'r>>) {
    let ColumnCheck { source, required, converter, .. } = column;
    if !required && (source.is_none() || converter.takes_anything()) {
        return;
    }
    let shortcut = converter.shortcut();
    // Without a header the place is beyond every row, so that all cells are empty.
    for (row, text) in rows.column(source.unwrap_or(usize::MAX)).enumerate() {
        if shortcut.takes(text) {
            continue;
        }
        let value = text.bytes();
        let code = match converter.convert(value) {
            Ok(Value::Null) if *required => Code::Required,
            Ok(_) => continue,
            Err(code) => code,
        };
        found.push(Finding { row, subject, code, severity: Severity::Error, value });
    }
}

/// Findings ordered by a key below `count`; those of one key stay in their order.
fn ordered<'a>(
    found: Vec<Finding<'a>>,
    count: usize,
    key: &dyn Fn(&Finding<'a>) -> usize,
) -> Vec<Finding<'a>> {
    // Where the next finding of each key goes.
    let mut places = vec![0; count + 1];
    for finding in &found {
        places[key(finding) + 1] += 1;
    }
    for at in 0..count {
        places[at + 1] += places[at];
    }
    let mut ordered: Vec<_> = found.iter().map(|_| None).collect();
    for finding in found {
        let place = &mut places[key(&finding)];
        ordered[*place] = Some(finding);
        *place += 1;
    }
    ordered.into_iter().flatten().collect()
}

/// A row of another width than the header's. Cells that belong to no column would be lost, so they are an error unless
/// they are empty; writers leave empty cells at the end of a row out, so missing ones are a warning.
fn ragged(at: usize, row: Row<'_>, width: usize) -> Finding<'_> {
    let (expected, found) = (width as u64, row.width() as u64);
    let (code, value) = if row.width() < width {
        (Code::MissingCells { expected, found }, None)
    } else {
        let extra = row.cells().skip(width).find(|cell| !cell.trim_ascii().is_empty());
        (Code::ExtraCells { expected, found }, extra)
    };
    let severity = if value.is_some() { Severity::Error } else { Severity::Warning };
    Finding { row: at, subject: Subject::Row, code, severity, value: value.unwrap_or_default() }
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
