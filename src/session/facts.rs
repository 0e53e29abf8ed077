//! What is known of a file's rows.

use super::findings::Findings;
use super::result::CheckResult;
use super::schema::Schema;
use crate::base::bitmap::Bitmap;
use crate::csv::index::Index;
use crate::csv::{Place, Rows};
use crate::edit::{FileEnd, Overlay};
use crate::issue::Severity;
use crate::page::{PageCounter, RecordWriter};
use crate::question::Question;
use std::sync::Arc;

/// What a check finds out.
#[derive(Debug)]
pub(super) struct Facts {
    pub(super) index: Index,
    pub(super) findings: Findings,
    /// Records that have an error, once all have been seen.
    pub(super) invalid: Arc<Bitmap>,
    /// Records that are not as they are in the file, deleted ones left out.
    pub(super) changed: Bitmap,
    pub(super) writer: Arc<RecordWriter>,
    /// The pages that the records make.
    pub(super) pages: PageCounter,
    /// Records in the file, and where it ends, as far as it has been read.
    pub(super) end: FileEnd,
}

impl Facts {
    pub(super) fn new(index: Index, writer: Arc<RecordWriter>, pages: PageCounter) -> Facts {
        let (findings, invalid, changed) = Default::default();
        let end = FileEnd { records: 0, place: Place { offset: 0, line: 1 } };
        Facts { index, findings, invalid, changed, writer, pages, end }
    }

    /// Counts the rows of the next block, and notes where they begin.
    pub(super) fn add_block(&mut self, rows: Rows<'_>) {
        self.index.note(self.end.records, rows);
        self.end.records += rows.len() as u64;
    }

    /// Notes which rows are not as they are in the file.
    pub(super) fn note_changed(&mut self, overlay: &Overlay, rows: Rows<'_>) {
        if overlay.is_empty() {
            return;
        }
        for (at, row) in rows.iter().enumerate() {
            if overlay.source(at).is_none() || overlay.changed(at).next().is_some() {
                self.changed.insert(row.id());
            }
        }
    }

    /// What the host gets of it: of so many rows, of which so many are to be sent.
    pub(super) fn result(
        &self,
        schema: &Schema,
        records: u64,
        total_records: u64,
        questions: Vec<Question>,
    ) -> CheckResult {
        let findings = &self.findings;
        let mut by_column: Vec<(String, u64)> = Vec::new();
        for (subject, issues) in findings.by_subject() {
            let count = issues.codes.iter().map(|known| known.count).sum::<u64>();
            let Some(name) = schema.name(subject).filter(|_| count > 0) else { continue };
            match by_column.iter_mut().find(|(known, _)| *known == name) {
                Some((_, known)) => *known += count,
                None => by_column.push((name, count)),
            }
        }
        CheckResult {
            records,
            errors: findings.count(Severity::Error),
            warnings: findings.count(Severity::Warning),
            invalid_records: self.invalid.count(),
            total_records,
            by_code: findings.by_code(),
            by_column,
            issues: findings.issues(),
            questions,
        }
    }
}
