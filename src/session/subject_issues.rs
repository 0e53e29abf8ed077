//! The issues of one subject, such as a column: in which records they are, how many there are of each code, and which
//! values cause them.

use crate::base::bitmap::Bitmap;
use crate::base::sort::sorted;
use crate::check::Subject;
use crate::issue::{Issue, Severity};
use std::cmp::Reverse;
use std::collections::HashMap;

/// Values that are counted one by one for each column and code; what is met when so many are known counts together.
const COUNTED_VALUES: usize = 1000;

/// Longer values are not counted one by one.
const MAX_VALUE: usize = 200;

/// An issue with what it is about.
#[derive(Debug, Clone)]
pub(super) struct Kept {
    pub(super) subject: Subject,
    pub(super) record: u64,
    pub(super) issue: Issue,
}

impl Kept {
    /// Issues are in the order of records, and in each in that of subjects.
    pub(super) fn key(&self) -> (u64, (u8, usize)) {
        (self.record, self.subject.rank())
    }
}

/// What is known of one subject.
#[derive(Debug, Clone, Default)]
pub(super) struct SubjectIssues {
    /// Records with an error in it.
    pub(super) errors: Bitmap,
    /// Records with a warning in it.
    pub(super) warnings: Bitmap,
    /// In the order in which codes were met.
    pub(super) codes: Vec<CodeCount>,
}

/// How often a code was found in a subject.
#[derive(Debug, Clone)]
pub(super) struct CodeCount {
    pub(super) code: &'static str,
    pub(super) severity: Severity,
    pub(super) count: u64,
    /// Each value to blame: when it was first met, and how often it is there.
    values: HashMap<Box<[u8]>, (usize, u64)>,
}

impl CodeCount {
    /// The values to blame and how often each is there, most often first; last, as none, those that are not counted one by
    /// one.
    pub(super) fn values(&self) -> Vec<(Option<&[u8]>, u64)> {
        let values: Vec<_> = self.values.iter().filter(|(_, (_, count))| *count > 0).collect();
        let key = |at: usize| values.get(at).map(|(_, (met, count))| (Reverse(*count), *met));
        let order = sorted(values.len(), &|one, other| key(one) < key(other));
        let values: Vec<_> = order.into_iter().filter_map(|at| values.get(at).copied()).collect();
        let others = self.count - values.iter().map(|(_, (_, count))| count).sum::<u64>().min(self.count);
        let values = values.into_iter().map(|(value, (_, count))| (Some(&**value), *count));
        values.chain((others > 0).then_some((None, others))).collect()
    }

    /// Counts a value, one by one if so many others aren't known yet.
    fn change(&mut self, value: &[u8], by: i64) {
        self.count = self.count.saturating_add_signed(by);
        let known = self.values.len();
        if let Some((_, count)) = self.values.get_mut(value) {
            *count = count.saturating_add_signed(by);
        } else if by > 0 && known < COUNTED_VALUES && value.len() <= MAX_VALUE {
            self.values.insert(value.into(), (known, by.unsigned_abs()));
        }
    }
}

impl SubjectIssues {
    /// Counts an issue once more, or with -1 once less.
    pub(super) fn change(&mut self, code: &'static str, severity: Severity, value: &[u8], by: i64) {
        if let Some(known) = self.known(code, severity) {
            known.change(value, by);
        }
    }

    /// Says how often a code is there, whatever the values.
    pub(super) fn set_count(&mut self, code: &'static str, severity: Severity, count: u64) {
        if let Some(known) = self.known(code, severity) {
            known.count = count;
        }
    }

    fn known(&mut self, code: &'static str, severity: Severity) -> Option<&mut CodeCount> {
        let found = self.codes.iter().position(|known| known.code == code && known.severity == severity);
        let at = found.unwrap_or(self.codes.len());
        if found.is_none() {
            self.codes.push(CodeCount { code, severity, count: 0, values: HashMap::new() });
        }
        self.codes.get_mut(at)
    }

    /// Issues of that severity.
    pub(super) fn count(&self, severity: Severity) -> u64 {
        self.codes.iter().filter(|known| known.severity == severity).map(|known| known.count).sum()
    }
}
