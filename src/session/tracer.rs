//! A cause of issues and the bytes of some blocks in, the rows that have it out.

use super::Sheet;
use super::findings::CodeCount;
use crate::bitmap::{Bitmap, INSERTED};
use crate::check::Subject;
use crate::edit::{Operation, Overlay, Progress, RowSet};
use crate::error::{Error, Result};
use crate::index::Walk;
use crate::pattern::CompileReplace;
use crate::split::{Place, Rows};
use std::collections::HashSet;

/// Finds the rows to which an issue of one code is due, and one value.
#[derive(Debug)]
pub struct Tracer {
    walk: Walk,
    overlay: Overlay,
    cause: Sought,
    found: Bitmap,
}

/// What is looked for.
#[derive(Debug)]
struct Sought {
    column: Option<String>,
    code: String,
    value: Blamed,
    /// Rows that have any issue in the column.
    suspects: Bitmap,
}

/// Which values are to blame.
#[derive(Debug)]
enum Blamed {
    One(String),
    /// All but these, which are counted one by one.
    Others(HashSet<Box<[u8]>>),
}

impl Sheet {
    /// A tracer of the rows that have a cause, as [`Sheet::causes`] tells it: its column, code and value.
    pub fn tracer(&self, column: Option<String>, code: &str, value: Option<String>) -> Result<Tracer> {
        let names = self.names();
        let (mut suspects, mut counted) = (Bitmap::default(), HashSet::new());
        for (_, slot) in self.facts()?.findings.slots().filter(|(subject, _)| names.of(*subject) == column) {
            suspects.add(&slot.errors);
            suspects.add(&slot.warnings);
            let known = slot.codes.iter().filter(|known| known.code == code && value.is_none());
            let values = known.flat_map(CodeCount::values).filter_map(|(value, _)| value);
            counted.extend(values.map(Box::from));
        }
        let pass = self.pass().ok_or(Error::NotChecked)?;
        let value = value.map_or(Blamed::Others(counted), Blamed::One);
        let mut found = Bitmap::default();
        if ["custom", "rejected"].contains(&code) {
            // What others say of a row is not found in it, so none has to be read.
            found = self.said(column.as_ref());
            suspects = Bitmap::default();
        }
        let walk = self.walk(&suspects, &[&self.overlay], pass);
        let cause = Sought { column, code: code.to_owned(), value, suspects };
        Ok(Tracer { walk, overlay: self.overlay.fork(), cause, found })
    }

    /// The rows of which others have said something, about a column or, with none, about the whole row.
    fn said(&self, column: Option<&String>) -> Bitmap {
        let (names, mut rows) = (self.names(), Bitmap::default());
        for (subject, slot) in self.known().map(|facts| facts.findings.slots()).into_iter().flatten() {
            let is_said = matches!(subject, Subject::Host(_) | Subject::Receiver(_));
            if is_said && names.of(subject).as_ref() == column {
                rows.add(&slot.errors);
                rows.add(&slot.warnings);
            }
        }
        rows
    }

    /// Deletes the rows that a tracer has found, in one operation; does nothing where there are none.
    pub fn delete_traced(&mut self, tracer: Tracer, compile: CompileReplace<'_>) -> Result<()> {
        let found = tracer.finish(self);
        if found.is_empty() {
            return Ok(());
        }
        self.edit(Operation::Delete { rows: RowSet::of(&found) }, compile)
    }
}

impl Tracer {
    /// The bytes of the file to be pushed next, from the first to before the second; none when it has all it needs.
    pub fn wants(&self) -> Option<(u64, u64)> {
        self.walk.wants()
    }

    /// Takes the bytes wanted, or none at the end of the file.
    pub fn push(&mut self, bytes: &[u8], sheet: &Sheet) -> Result<()> {
        self.walk.push(bytes);
        while self.walk.fill()? {
            let source = self.walk.rows();
            let mut progress = Progress::default();
            while self.overlay.apply(source, &mut progress).is_some() {
                self.cause.find(self.overlay.lent(source), sheet, &mut self.found);
            }
        }
        Ok(())
    }

    /// The rows, when all that was wanted has been pushed.
    fn finish(mut self, sheet: &Sheet) -> Bitmap {
        let mut progress = Progress::default();
        let end = Place { offset: 0, line: sheet.lines() };
        let is_inserted = self.cause.suspects.next(INSERTED).is_some();
        while is_inserted && self.overlay.tail(sheet.records(), end, &mut progress).is_some() {
            self.cause.find(self.overlay.tailed(), sheet, &mut self.found);
        }
        self.found
    }
}

impl Sought {
    /// Adds those of the rows that have the cause.
    fn find(&self, rows: Rows<'_>, sheet: &Sheet, found: &mut Bitmap) {
        let Some(pass) = sheet.pass() else { return };
        if !rows.iter().any(|row| self.suspects.contains(row.id())) {
            return;
        }
        let names = sheet.names();
        for finding in pass.checker().recall(rows, rows.condition()) {
            let is_meant = finding.code.name() == self.code
                && names.of(finding.subject) == self.column
                && self.value.is(finding.value);
            if let Some(row) = rows.get(finding.row).filter(|_| is_meant) {
                found.insert(row.id());
            }
        }
    }
}

impl Blamed {
    fn is(&self, value: &[u8]) -> bool {
        match self {
            Blamed::One(text) => *text == String::from_utf8_lossy(value),
            Blamed::Others(counted) => !counted.contains(value),
        }
    }
}
