//! Records for host functions out, what they say of them in.

use super::Sheet;
use super::batch::{Batch, BatchRow};
use super::hosting::{HostCheck, Queue};
use crate::bitmap::Bitmap;
use crate::check::Subject;
use crate::edit::Touched;
use crate::error::{Error, Result};
use crate::issue::{Code, Issue, IssuePlace, Severity};
use std::sync::Arc;

/// What is still to be shown to host functions, under one mapping.
#[derive(Debug, Default)]
pub(super) struct Hosting {
    transform: Queue,
    validate: Queue,
    /// How many mappings there were before.
    mapping: u32,
}

impl Hosting {
    /// Begins anew, under another mapping: what comes of batches that are out is not heard.
    pub(super) fn again(&mut self) {
        *self = Hosting { mapping: self.mapping.wrapping_add(1), ..Hosting::default() };
    }

    /// Has rows seen again that an edit may have changed.
    pub(super) fn touch(&mut self, touched: &Touched) {
        self.validate.touch(touched.rows.as_ref());
        self.transform.touch_out(touched.rows.as_ref());
    }

    fn queue(&mut self, check: HostCheck) -> &mut Queue {
        match check {
            HostCheck::Transform => &mut self.transform,
            HostCheck::Validate => &mut self.validate,
        }
    }

    /// The queue that a batch is from, unless that has begun anew.
    fn queue_of(&mut self, batch: &Batch) -> Option<&mut Queue> {
        let (check, _) = batch.from.filter(|(_, mapping)| *mapping == self.mapping)?;
        Some(self.queue(check))
    }
}

impl Sheet {
    /// The next records that a host function has not seen, at most so many; none when there are none, or all that are left
    /// are looked at. Each batch is to be ended by [`Sheet::end_batch`].
    pub fn next_batch(&mut self, check: HostCheck, most: usize) -> Result<Option<Batch>> {
        let records = self.facts()?.records;
        let Sheet { hosting, overlay, .. } = self;
        let all = || {
            let mut rows = Bitmap::until(records);
            rows.extend(overlay.inserted().map(|(_, id)| id));
            rows
        };
        let queue = hosting.queue(check);
        // Deleted rows are seen when they are restored: that touches them.
        loop {
            let mut wanted = queue.take(most.max(1), all);
            if wanted.is_empty() {
                return Ok(None);
            }
            let mut deleted = Bitmap::default();
            deleted.extend(wanted.iter().filter(|id| overlay.is_deleted(*id)));
            queue.end(&deleted, None);
            wanted.subtract(&deleted);
            if !wanted.is_empty() {
                let from = (check, hosting.mapping);
                return self.batch(wanted, Some(from)).map(Some);
            }
        }
    }

    /// Records of some rows, read for something else; [`Sheet::lay`] takes it too.
    pub fn batch_of(&self, rows: Bitmap) -> Result<Batch> {
        self.batch(rows, None)
    }

    fn batch(&self, wanted: Bitmap, from: Option<(HostCheck, u32)>) -> Result<Batch> {
        let facts = self.facts()?;
        let pass = self.pass().ok_or(Error::NotChecked)?;
        let walk = self.walk(&wanted, &[&self.overlay], pass);
        let sources = self.mapping.sources().collect();
        Ok(Batch::new(walk, self.overlay.fork(), Arc::clone(&facts.writer), sources, wanted, from))
    }

    /// Completes a batch, when all that was wanted has been pushed.
    pub fn finish_batch(&mut self, batch: &mut Batch) {
        batch.finish(self.records(), self.lines());
        if let Some(left) = batch.left()
            && let Some(queue) = self.hosting.queue_of(batch)
        {
            queue.end(&left, Some(&left));
            batch.wanted.subtract(&left);
        }
    }

    /// Lays an issue over a batch's row: [`Code::Custom`] or [`Code::Rejected`], about the column with that key or the whole
    /// row. False where the row was touched since the batch was made: what is said of it doesn't hold.
    pub fn lay(
        &mut self,
        batch: &Batch,
        row: usize,
        column: Option<&str>,
        code: Code,
        severity: Severity,
    ) -> bool {
        let at = column.and_then(|key| self.columns.iter().position(|column| column.key == key));
        let Some(BatchRow { id, line }) =
            batch.rows().get(row).copied().filter(|row| self.holds(batch, row.id))
        else {
            return false;
        };
        let subject =
            if matches!(code, Code::Rejected { .. }) { Subject::Receiver(at) } else { Subject::Host(at) };
        let column = self.names().of(subject);
        let issue = Issue {
            place: IssuePlace {
                row: Some(id + 1),
                line,
                column,
                severity,
                value: at.map(|at| batch.excerpt(row, at)).unwrap_or_default(),
                message: None,
            },
            code,
        };
        let Some(pass) = self.pass_mut() else { return false };
        pass.lay(subject, id, issue);
        true
    }

    /// Whether rows wait to be seen.
    pub fn waits(&self, check: HostCheck) -> bool {
        match check {
            HostCheck::Transform => self.hosting.transform.waits(),
            HostCheck::Validate => self.hosting.validate.waits(),
        }
    }

    /// Whether a row that was given to be transformed has not been touched since.
    pub fn holds_transform(&self, row: u64) -> bool {
        self.hosting.transform.holds(row)
    }

    /// Ends all batches that were given to be transformed: their changes are about to be made, as edits. Where they are not
    /// `done`, the rows come again.
    pub fn end_transforms(&mut self, done: bool) {
        self.hosting.transform.end_all(done);
    }

    /// Whether what is told of a batch's row still holds.
    fn holds(&self, batch: &Batch, row: u64) -> bool {
        match batch.from {
            None => true,
            Some((_, mapping)) if mapping != self.hosting.mapping => false,
            Some((HostCheck::Transform, _)) => self.hosting.transform.holds(row),
            Some((HostCheck::Validate, _)) => self.hosting.validate.holds(row),
        }
    }

    /// Ends a batch; where it is not `done`, its rows come again.
    pub fn end_batch(&mut self, batch: &Batch, done: bool) {
        if let Some(queue) = self.hosting.queue_of(batch) {
            queue.end(&batch.wanted, (!done).then_some(&batch.wanted));
        }
    }
}
