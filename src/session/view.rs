//! A choice of rows: how many there are, and which stand where.

use crate::base::bitmap::Bitmap;

/// Which rows are looked at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct View {
    /// Of what kind.
    pub kind: ViewKind,
    /// Where errors, warnings or the text are looked for: a column's key, or a header that feeds none.
    pub column: Option<String>,
    /// Only rows that have this in a cell, whatever its case.
    pub text: Option<String>,
}

/// What rows have in common.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ViewKind {
    /// All that are not deleted.
    #[default]
    All,
    /// Something in them is wrong.
    Errors,
    /// Something in them is strange.
    Warnings,
    /// They were edited or inserted.
    Changed,
    /// They were deleted.
    Deleted,
}

/// The rows of a view: those of the file by their bits, and between them those that were inserted.
#[derive(Debug, Clone, Default)]
pub(super) struct Members {
    /// Of the file.
    pub(super) rows: Bitmap,
    /// A row of the file, or the end of them, and those inserted before it; ascending.
    pub(super) inserted: Vec<(u64, Vec<u64>)>,
}

impl Members {
    /// How many rows there are.
    pub(super) fn count(&self) -> u64 {
        self.rows.count_between(0, u64::MAX)
            + self.inserted.iter().map(|(_, ids)| ids.len() as u64).sum::<u64>()
    }

    /// The ids of some rows, from that place of the view on.
    pub(super) fn slice(&self, start: u64, count: usize) -> Vec<u64> {
        let mut ids = Vec::with_capacity(count.min(1 << 16));
        // Places of the view that are passed over, and the first row of the file behind them.
        let (mut skip, mut from) = (start, 0);
        let ends = self.inserted.iter().map(|(before, ids)| (*before, ids.as_slice()));
        for (before, inserted) in ends.chain([(u64::MAX, &[][..])]) {
            let between = self.rows.count_between(from, before);
            if skip < between {
                let mut next = self.rows.nth(from, skip);
                while let Some(id) = next.filter(|id| *id < before && ids.len() < count) {
                    ids.push(id);
                    next = self.rows.next(id + 1);
                }
            }
            skip = skip.saturating_sub(between);
            let left = inserted.iter().skip(usize::try_from(skip).unwrap_or(usize::MAX));
            ids.extend(left.take(count - ids.len()));
            skip = skip.saturating_sub(inserted.len() as u64);
            from = before;
            if ids.len() == count {
                break;
            }
        }
        ids
    }
}

#[cfg(test)]
mod tests {
    use super::Members;
    use crate::base::bitmap::{Bitmap, INSERTED};

    #[test]
    fn any_slice_is_that_of_the_whole_list() {
        let mut rows = Bitmap::default();
        for id in (0..300).filter(|id| id % 3 != 1) {
            rows.insert(id);
        }
        let new = |at: u64| INSERTED + at;
        let inserted =
            vec![(0, vec![new(5)]), (7, vec![new(1), new(0)]), (200, vec![new(2)]), (300, vec![new(3)])];
        let members = Members { rows: rows.clone(), inserted: inserted.clone() };
        let mut whole = Vec::new();
        for id in 0..=300 {
            whole.extend(inserted.iter().filter(|(before, _)| *before == id).flat_map(|(_, ids)| ids));
            whole.extend(rows.contains(id).then_some(id));
        }
        assert_eq!(members.count(), whole.len() as u64);
        for start in 0..whole.len() + 2 {
            for count in [0, 1, 2, 3, 10, 64, 1000] {
                let wanted: Vec<_> = whole.iter().skip(start).take(count).copied().collect();
                assert_eq!(members.slice(start as u64, count), wanted, "{count} from {start}");
            }
        }
    }
}
