//! The log of operations: done, undone and done again at any depth; read from JSON and written as JSON.

use super::ids;
use super::operation::Operation;
use super::read;
use super::sweep::Prepared;
use super::{MAX_LISTED, MAX_OPERATIONS, MAX_SWEEPS, MAX_TEXT_BYTES};
use crate::base::json::Json;
use crate::base::pattern::CompileReplace;
use crate::base::platform::Platform;
use crate::template::Fault;
use serde::{Serialize, Serializer};
use std::sync::Arc;

/// An operation and what was made ready for it.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) operation: Operation,
    pub(super) prepared: Prepared,
}

/// What the operations of a log take.
#[derive(Debug, Clone, Copy, Default)]
struct Size {
    listed: usize,
    bytes: usize,
    sweeps: usize,
    inserted: u64,
}

/// What was done to a file's rows. Those that were undone wait to be done again, until something else is done.
#[derive(Debug, Clone)]
pub struct Log {
    entries: Vec<Arc<Entry>>,
    /// What they take in all, up to and with each.
    sizes: Vec<Size>,
    /// How many of them are done.
    done: usize,
    /// Rows of the file above its data.
    base: u64,
    platform: Platform,
}

impl Log {
    /// A log of nothing. `base` is the number of rows above the data: headers and what stands above them.
    pub fn new(base: u64, platform: Platform) -> Log {
        Log { entries: Vec::new(), sizes: Vec::new(), done: 0, base, platform }
    }

    /// Reads a log from JSON, as it was written: a list of operations whose rows are numbered as the file's.
    pub fn read(
        json: &Json,
        base: u64,
        platform: Platform,
        compile: CompileReplace<'_>,
    ) -> Result<Log, Vec<Fault>> {
        let mut faults = Vec::new();
        let Json::List(operations) = json else {
            return Err(vec![Fault {
                path: String::new(),
                reason: "must be a list of operations".to_owned(),
            }]);
        };
        let mut log = Log::new(base, platform);
        for (at, json) in operations.iter().enumerate() {
            let path = ["[", &at.to_string(), "]"].concat();
            let before = faults.len();
            if let Some(operation) = read::operation(json, &path, &mut faults)
                && faults.len() == before
            {
                log.add(operation, &path, compile, &mut faults);
            }
            // A log that is wrong all over is not told to its end.
            if faults.len() >= read::MAX_FAULTS {
                break;
            }
        }
        if faults.is_empty() { Ok(log) } else { Err(faults) }
    }

    /// Does an operation whose records are numbered from 1; those undone before can't be done again then. What it finds
    /// is given by [`super::Overlay`].
    pub fn push(&mut self, mut operation: Operation, compile: CompileReplace<'_>) -> Result<(), Vec<Fault>> {
        let mut faults = Vec::new();
        operation.renumber(|row| row.saturating_add(self.base));
        self.add(operation, "", compile, &mut faults);
        if faults.is_empty() { Ok(()) } else { Err(faults) }
    }

    /// Adds an operation that has no fault.
    fn add(
        &mut self,
        operation: Operation,
        path: &str,
        compile: CompileReplace<'_>,
        faults: &mut Vec<Fault>,
    ) {
        let before = faults.len();
        operation.check_limits(path, self.size().inserted, faults);
        let mut fault = |name: &str, reason: &str| {
            let dot = if path.is_empty() || name.is_empty() { "" } else { "." };
            faults.push(Fault { path: [path, dot, name].concat(), reason: reason.to_owned() });
        };
        let (listed, bytes) = operation.size();
        let size = self.size();
        let size = Size {
            listed: size.listed + listed,
            bytes: size.bytes + bytes,
            sweeps: size.sweeps + usize::from(operation.is_sweep()),
            inserted: size.inserted + operation.inserted(),
        };
        if size.listed > MAX_LISTED || size.bytes > MAX_TEXT_BYTES || self.done >= MAX_OPERATIONS {
            fault("", "too much for one log");
        }
        if size.sweeps > MAX_SWEEPS {
            fault("", "a log has at most 1,000 operations on all cells of a column");
        }
        let prepared = match Prepared::new(&operation, self.platform, compile) {
            Ok(prepared) => prepared,
            Err(reason) => return fault("find", &reason),
        };
        if faults.len() == before {
            self.entries.truncate(self.done);
            self.sizes.truncate(self.done);
            self.entries.push(Arc::new(Entry { operation, prepared }));
            self.sizes.push(size);
            self.done += 1;
        }
    }

    /// Takes the last operation back, and gives it; its rows are numbered as the file's.
    pub fn undo(&mut self) -> Option<&Operation> {
        self.done = self.done.checked_sub(1)?;
        self.entries.get(self.done).map(|entry| &entry.operation)
    }

    /// Does the operation again that was taken back last, and gives it; its rows are numbered as the file's.
    pub fn redo(&mut self) -> Option<&Operation> {
        let entry = self.entries.get(self.done)?;
        self.done += 1;
        Some(&entry.operation)
    }

    /// How many operations are done.
    pub fn done(&self) -> usize {
        self.done
    }

    /// How many can be done again.
    pub fn undone(&self) -> usize {
        self.entries.len() - self.done
    }

    /// Whether nothing is done.
    pub fn is_empty(&self) -> bool {
        self.done == 0
    }

    /// Rows of the file above its data.
    pub fn base(&self) -> u64 {
        self.base
    }

    /// Says that another number of rows stands above the data. Operations stay with the file's rows; what is about one
    /// that stands above the data now does nothing, until it stands below again.
    pub fn set_base(&mut self, base: u64) {
        self.base = base;
    }

    /// What is done, in order; rows are numbered as the file's.
    pub fn operations(&self) -> impl Iterator<Item = &Operation> {
        self.entries().iter().map(|entry| &entry.operation)
    }

    /// What is done, and what can be done again.
    pub(super) fn all(&self) -> impl Iterator<Item = &Operation> {
        self.entries.iter().map(|entry| &entry.operation)
    }

    /// The id of the row of that number; none where it stands above the data.
    pub(super) fn id_of(&self, number: u64) -> Option<u64> {
        ids::id_of(number, self.base)
    }

    pub(super) fn entries(&self) -> &[Arc<Entry>] {
        self.entries.get(..self.done).unwrap_or_default()
    }

    fn size(&self) -> Size {
        self.done.checked_sub(1).and_then(|last| self.sizes.get(last)).copied().unwrap_or_default()
    }
}

/// A list of what is done, whose rows are numbered as the file's.
impl Serialize for Log {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.operations())
    }
}
