//! Finds the rows that have a cause of issues.

use super::row_job::RowJob;
use super::sheet::Sheet;
use super::subject_issues::CodeCount;
use crate::base::bitmap::Bitmap;
use crate::base::pattern::CompileReplace;
use crate::check::Subject;
use crate::csv::Rows;
use crate::edit::{Operation, RowSet, Scan};
use crate::error::Result;
use std::collections::HashSet;

/// A search for the rows to which issues of one code are due, and one value.
#[derive(Debug)]
pub struct CauseSearch {
    scan: Scan,
    cause: SoughtCause,
    rows: Bitmap,
}

/// What is looked for.
#[derive(Debug)]
struct SoughtCause {
    column: Option<String>,
    code: String,
    value: SoughtValue,
    /// Rows that have any issue in the column.
    suspects: Bitmap,
}

/// Which values are to blame.
#[derive(Debug)]
enum SoughtValue {
    One(String),
    /// All but these, which are counted one by one.
    Others(HashSet<Box<[u8]>>),
}

impl Sheet {
    /// A search for the rows that have a cause, as [`Sheet::causes`] gives it: its column, code and value.
    pub fn cause_search(
        &self,
        column: Option<String>,
        code: &str,
        value: Option<String>,
    ) -> Result<CauseSearch> {
        let (mut suspects, mut rows, mut counted) = (Bitmap::default(), Bitmap::default(), HashSet::new());
        for (subject, issues) in self.facts()?.findings.by_subject() {
            if self.schema.name(subject) != column {
                continue;
            }
            // What the host reports of a row is not found in it, so none has to be read.
            let is_host = matches!(subject, Subject::Host(_));
            if is_host != (code == "custom") {
                continue;
            }
            let found = if is_host { &mut rows } else { &mut suspects };
            found.add(&issues.errors);
            found.add(&issues.warnings);
            let known = issues.codes.iter().filter(|known| known.code == code && value.is_none());
            let values = known.flat_map(CodeCount::values).filter_map(|(value, _)| value);
            counted.extend(values.map(Box::from));
        }
        let value = value.map_or(SoughtValue::Others(counted), SoughtValue::One);
        let scan = self.scan_of(&suspects)?;
        let cause = SoughtCause { column, code: code.to_owned(), value, suspects };
        Ok(CauseSearch { scan, cause, rows })
    }

    /// Deletes the rows that have a cause, in one operation; does nothing where there are none.
    pub fn delete_found(&mut self, mut search: CauseSearch, compile: CompileReplace<'_>) -> Result<()> {
        search.read_rows(self)?;
        if search.rows.is_empty() {
            return Ok(());
        }
        self.edit(Operation::Delete { rows: RowSet::of(&search.rows) }, compile)
    }
}

impl RowJob for CauseSearch {
    fn scan(&self) -> &Scan {
        &self.scan
    }

    fn scan_mut(&mut self) -> &mut Scan {
        &mut self.scan
    }

    fn read_rows(&mut self, sheet: &Sheet) -> Result<()> {
        while let Some(block) = self.scan.next()? {
            self.cause.add_rows(block.rows, sheet, &mut self.rows)?;
        }
        Ok(())
    }
}

impl SoughtCause {
    /// Adds those of the rows that have the cause.
    fn add_rows(&self, rows: Rows<'_>, sheet: &Sheet, found: &mut Bitmap) -> Result<()> {
        if !rows.iter().any(|row| self.suspects.contains(row.id())) {
            return Ok(());
        }
        for finding in sheet.done_check()?.checker().recall(rows, rows.condition()) {
            let is_meant = finding.code.name() == self.code
                && sheet.schema.name(finding.subject) == self.column
                && self.value.is(finding.value);
            if let Some(row) = rows.get(finding.row).filter(|_| is_meant) {
                found.insert(row.id());
            }
        }
        Ok(())
    }
}

impl SoughtValue {
    fn is(&self, value: &[u8]) -> bool {
        match self {
            SoughtValue::One(text) => *text == String::from_utf8_lossy(value),
            SoughtValue::Others(counted) => !counted.contains(value),
        }
    }
}
