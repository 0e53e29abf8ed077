//! Which rows the host's functions are still to see.

use crate::base::bitmap::Bitmap;
use crate::edit::Touched;

/// What a host function is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HostFunction {
    /// It changes records: each is given once.
    Transform,
    /// It reports what is wrong with records: each is given again when it was edited.
    Validate,
}

/// The rows that each function is still to see, under one mapping.
#[derive(Debug, Default)]
pub(super) struct HostQueues {
    transform: Queue,
    validate: Queue,
    /// How many mappings there were before.
    mapping: u32,
}

impl HostQueues {
    /// Begins anew, under another mapping: batches that are out no longer count.
    pub(super) fn start_again(&mut self) {
        *self = HostQueues { mapping: self.mapping.wrapping_add(1), ..HostQueues::default() };
    }

    /// Which mapping that is.
    pub(super) fn mapping(&self) -> u32 {
        self.mapping
    }

    /// Has rows seen again that an edit may have changed.
    pub(super) fn touch(&mut self, touched: &Touched) {
        self.validate.touch(touched.rows.as_ref());
        self.transform.touch_out(touched.rows.as_ref());
    }

    pub(super) fn queue(&self, function: HostFunction) -> &Queue {
        match function {
            HostFunction::Transform => &self.transform,
            HostFunction::Validate => &self.validate,
        }
    }

    pub(super) fn queue_mut(&mut self, function: HostFunction) -> &mut Queue {
        match function {
            HostFunction::Transform => &mut self.transform,
            HostFunction::Validate => &mut self.validate,
        }
    }

    /// The queue that a batch is from, unless that has begun anew.
    pub(super) fn queue_of(&mut self, batch: Option<(HostFunction, u32)>) -> Option<&mut Queue> {
        let (function, _) = batch.filter(|(_, mapping)| *mapping == self.mapping)?;
        Some(self.queue_mut(function))
    }

    /// Whether what is reported of a batch's row still holds.
    pub(super) fn holds(&self, batch: Option<(HostFunction, u32)>, row: u64) -> bool {
        match batch {
            None => true,
            Some((function, mapping)) => mapping == self.mapping && self.queue(function).holds(row),
        }
    }
}

/// The rows that a function is still to see, and those that it is looking at.
#[derive(Debug, Clone)]
pub(super) struct Queue {
    /// Whether all rows are to be seen, however many there are.
    all: bool,
    pending: Bitmap,
    out: Bitmap,
}

impl Default for Queue {
    fn default() -> Queue {
        Queue { all: true, pending: Bitmap::default(), out: Bitmap::default() }
    }
}

impl Queue {
    /// The next rows, at most so many; `rows` gives all there are. A row that is looked at waits till that has ended.
    pub(super) fn take(&mut self, most: usize, rows: impl FnOnce() -> Bitmap) -> Bitmap {
        if std::mem::take(&mut self.all) {
            self.pending = rows();
        }
        let mut taken = Bitmap::default();
        taken.extend(self.pending.iter().filter(|id| !self.out.contains(*id)).take(most));
        self.pending.subtract(&taken);
        self.out.add(&taken);
        taken
    }

    /// Ends looking at rows; those that have not been seen wait again.
    pub(super) fn end(&mut self, rows: &Bitmap, unseen: Option<&Bitmap>) {
        self.out.subtract(rows);
        if let Some(unseen) = unseen.filter(|_| !self.all) {
            self.pending.add(unseen);
        }
    }

    /// Ends looking at any; where that is not `done`, they wait again.
    pub(super) fn end_all(&mut self, done: bool) {
        let out = std::mem::take(&mut self.out);
        if !done && !self.all {
            self.pending.add(&out);
        }
    }

    /// Whether there are rows to be seen.
    pub(super) fn has_waiting(&self) -> bool {
        self.all || !self.pending.is_empty()
    }

    /// Has rows seen again, or all.
    pub(super) fn touch(&mut self, rows: Option<&Bitmap>) {
        match rows {
            None => self.all = true,
            Some(_) if self.all => {}
            Some(rows) => self.pending.add(rows),
        }
    }

    /// Has those rows seen again that are looked at.
    pub(super) fn touch_out(&mut self, rows: Option<&Bitmap>) {
        let mut touched = self.out.clone();
        if let Some(rows) = rows {
            touched.keep(rows);
        }
        if !self.all {
            self.pending.add(&touched);
        }
    }

    /// Whether what is reported of a row still holds: it was not touched since it was taken.
    pub(super) fn holds(&self, row: u64) -> bool {
        !self.all && !self.pending.contains(row)
    }
}
