//! The host's functions: which records they are to see, and what they report of them.

use super::host_batch::{BatchRow, HostBatch};
use super::host_queue::HostFunction;
use super::sheet::Sheet;
use crate::base::bitmap::Bitmap;
use crate::check::Subject;
use crate::error::Result;
use crate::issue::{Code, Issue, IssuePlace, Severity};
use std::sync::Arc;

impl Sheet {
    /// The next records that a host function has not seen, at most so many; none when there are none, or all that are left
    /// are looked at. Each batch is to be ended by [`Sheet::end_batch`].
    pub fn next_batch(&mut self, function: HostFunction, most: usize) -> Result<Option<HostBatch>> {
        let records = self.facts()?.end.records;
        let Sheet { host, overlay, .. } = self;
        let all = || {
            let mut rows = Bitmap::until(records);
            rows.extend(overlay.inserted().map(|(_, id)| id));
            rows
        };
        // Deleted rows are seen when they are restored: that touches them.
        loop {
            let queue = host.queue_mut(function);
            let mut wanted = queue.take(most.max(1), all);
            if wanted.is_empty() {
                return Ok(None);
            }
            let mut deleted = Bitmap::default();
            deleted.extend(wanted.iter().filter(|id| overlay.is_deleted(*id)));
            queue.end(&deleted, None);
            wanted.subtract(&deleted);
            if !wanted.is_empty() {
                let function = (function, host.mapping());
                return self.batch(wanted, Some(function)).map(Some);
            }
        }
    }

    /// Records of some rows, read for something else; [`Sheet::add_host_issue`] takes it too.
    pub fn batch_of(&self, rows: Bitmap) -> Result<HostBatch> {
        self.batch(rows, None)
    }

    fn batch(&self, wanted: Bitmap, function: Option<(HostFunction, u32)>) -> Result<HostBatch> {
        let writer = Arc::clone(&self.facts()?.writer);
        let sources = self.schema.mapping.sources().collect();
        Ok(HostBatch::new(self.scan_of(&wanted)?, writer, sources, wanted, function))
    }

    /// Completes a batch, when all that was wanted has been pushed.
    pub fn finish_batch(&mut self, batch: &mut HostBatch) -> Result<()> {
        batch.complete(self)?;
        if let Some(left) = batch.left()
            && let Some(queue) = self.host.queue_of(batch.function)
        {
            queue.end(&left, Some(&left));
            batch.wanted.subtract(&left);
        }
        Ok(())
    }

    /// Adds an issue of a batch's row, about the column with that key or the whole row. False where the row was touched since
    /// the batch was made: what is said of it doesn't hold.
    pub fn add_host_issue(
        &mut self,
        batch: &HostBatch,
        row: usize,
        column: Option<&str>,
        message: String,
        severity: Severity,
    ) -> bool {
        let Some(&BatchRow { id, line }) = batch.rows().get(row) else { return false };
        if !self.host.holds(batch.function, id) {
            return false;
        }
        let column = column.and_then(|key| self.schema.column(key));
        let subject = Subject::Host(column);
        let issue = Issue {
            place: IssuePlace {
                row: Some(id + 1),
                line,
                column: self.schema.name(subject),
                severity,
                value: column.map(|column| batch.excerpt(row, column)).unwrap_or_default(),
                message: None,
            },
            code: Code::Custom { message },
        };
        let Some(check) = &mut self.check else { return false };
        check.add_host_issue(subject, id, issue);
        true
    }

    /// Whether rows wait to be seen.
    pub fn has_waiting(&self, function: HostFunction) -> bool {
        self.host.queue(function).has_waiting()
    }

    /// Whether a row that was given to be transformed has not been touched since.
    pub fn holds_transform(&self, row: u64) -> bool {
        self.host.queue(HostFunction::Transform).holds(row)
    }

    /// Ends all batches that were given to be transformed: their changes are about to be made, as edits. Where they are not
    /// `done`, the rows come again.
    pub fn end_transforms(&mut self, done: bool) {
        self.host.queue_mut(HostFunction::Transform).end_all(done);
    }

    /// Ends a batch; where it is not `done`, its rows come again.
    pub fn end_batch(&mut self, batch: &HostBatch, done: bool) {
        if let Some(queue) = self.host.queue_of(batch.function) {
            queue.end(&batch.wanted, (!done).then_some(&batch.wanted));
        }
    }
}
