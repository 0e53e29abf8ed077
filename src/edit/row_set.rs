//! A set of rows, as ranges of their numbers.

use crate::base::bitmap::Bitmap;
use serde::{Serialize, Serializer};

/// Rows by their numbers, from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowSet {
    /// Every row there is when the operation is done.
    All,
    /// Ranges, each from its first to its last row, in order, with others between them.
    Ranges(Vec<(u64, u64)>),
}

impl RowSet {
    /// Rows in ranges that are in order and don't overlap; those that touch become one. None where they are not so.
    pub fn ranges(ranges: impl IntoIterator<Item = (u64, u64)>) -> Option<RowSet> {
        let mut joined: Vec<(u64, u64)> = Vec::new();
        for (from, to) in ranges {
            let (last, ordered) = match joined.last_mut() {
                Some(last) => (last.1, from > last.1),
                None => (0, from > 0),
            };
            if !ordered || to < from {
                return None;
            }
            match joined.last_mut() {
                Some(before) if last + 1 == from => before.1 = to,
                _ => joined.push((from, to)),
            }
        }
        Some(RowSet::Ranges(joined))
    }

    /// The rows of a set of ids.
    ///
    /// ```
    /// use sheethook::{base::bitmap::Bitmap, edit::RowSet};
    /// let mut ids = Bitmap::default();
    /// [0, 1, 2, 9].map(|id| ids.insert(id));
    /// assert_eq!(RowSet::of(&ids), RowSet::Ranges(vec![(1, 3), (10, 10)]));
    /// ```
    pub fn of(ids: &Bitmap) -> RowSet {
        let mut ranges: Vec<(u64, u64)> = Vec::new();
        for id in ids.iter() {
            match ranges.last_mut() {
                Some(last) if last.1 == id => last.1 = id + 1,
                _ => ranges.push((id + 1, id + 1)),
            }
        }
        RowSet::Ranges(ranges)
    }

    /// Whether the row of that number is among them.
    pub fn contains(&self, row: u64) -> bool {
        match self {
            RowSet::All => true,
            RowSet::Ranges(ranges) => {
                let at = ranges.partition_point(|(_, to)| *to < row);
                ranges.get(at).is_some_and(|(from, _)| *from <= row)
            }
        }
    }

    /// How many ranges they are.
    pub(super) fn len(&self) -> usize {
        match self {
            RowSet::All => 0,
            RowSet::Ranges(ranges) => ranges.len(),
        }
    }

    pub(super) fn list(&self) -> &[(u64, u64)] {
        match self {
            RowSet::All => &[],
            RowSet::Ranges(ranges) => ranges,
        }
    }

    /// The same rows under other numbers, which grow as the old ones do.
    pub(super) fn renumber(&mut self, number: impl Fn(u64) -> u64) {
        if let RowSet::Ranges(ranges) = self {
            for (from, to) in ranges {
                (*from, *to) = (number(*from), number(*to));
            }
        }
    }
}

/// `"all"`, or a list of ranges.
impl Serialize for RowSet {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            RowSet::All => serializer.serialize_str("all"),
            RowSet::Ranges(ranges) => ranges.serialize(serializer),
        }
    }
}
