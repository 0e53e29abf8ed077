//! Rows that host functions are to see in, the next batch of them out.

use crate::bitmap::Bitmap;

/// What a host function is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HostCheck {
    /// It changes records: each is given once.
    Transform,
    /// It tells what is wrong with records: each is given again when it was edited.
    Validate,
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
    pub(super) fn waits(&self) -> bool {
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

    /// Whether what is told of a row still holds: it was not touched since it was taken.
    pub(super) fn holds(&self, row: u64) -> bool {
        !self.all && !self.pending.contains(row)
    }
}
