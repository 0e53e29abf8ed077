//! The blocks that hold the first records with issues in, those issues out.

use super::Names;
use super::pass::{Pass, issue};
use crate::bitmap::Bitmap;
use crate::edit::Progress;
use crate::error::Result;
use crate::index::Walk;
use crate::split::Rows;

/// Reads records again whose issues are known by number only: what is wrong with each is told with its place.
#[derive(Debug)]
pub(super) struct Refill {
    walk: Walk,
    records: Bitmap,
}

impl Refill {
    pub(super) fn new(walk: Walk, records: Bitmap) -> Refill {
        Refill { walk, records }
    }

    pub(super) fn wants(&self) -> Option<(u64, u64)> {
        self.walk.wants()
    }

    pub(super) fn push(&mut self, bytes: &[u8], pass: &mut Pass, names: &Names<'_>) -> Result<()> {
        self.walk.push(bytes);
        while self.walk.fill()? {
            let source = self.walk.rows();
            let mut overlay = pass.overlay().fork();
            let mut progress = Progress::default();
            while overlay.apply(source, &mut progress).is_some() {
                keep(overlay.lent(source), &self.records, pass, names);
            }
        }
        Ok(())
    }

    /// What was inserted at the end of the file.
    pub(super) fn finish(&mut self, pass: &mut Pass, names: &Names<'_>) {
        let (mut overlay, mut progress) = (pass.overlay().fork(), Progress::default());
        let (records, end) = (pass.facts().records, pass.end_of_file());
        while overlay.tail(records, end, &mut progress).is_some() {
            keep(overlay.tailed(), &self.records, pass, names);
        }
    }
}

/// Keeps the issues of those of the rows that are meant.
fn keep(rows: Rows<'_>, meant: &Bitmap, pass: &mut Pass, names: &Names<'_>) {
    let (facts, checker) = pass.facts_mut();
    for finding in checker.recall(rows, rows.condition()) {
        let Some(row) = rows.get(finding.row).filter(|row| meant.contains(row.id())) else { continue };
        facts.findings.keep(finding.subject, row.id(), issue(names, finding, row));
    }
}
