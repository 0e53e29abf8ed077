//! The order of inserted rows.

use crate::base::sort::sorted;

/// What inserted rows stand before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Before {
    /// A record of the file, by its id.
    Record(u64),
    /// A row that was inserted before, by its count from 0.
    Inserted(u64),
    /// The end of the file.
    End,
    /// A row that is no record.
    Nothing,
}

/// An inserted row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Inserted {
    /// The record that it stands before; `u64::MAX` at the end of the file.
    pub(super) before: u64,
    /// Its count from 0.
    pub(super) count: u64,
}

/// The inserted rows in the order of records, and before one in the order in which they stand. `groups` says for each
/// operation before what it inserts and how many rows.
pub(super) fn order(groups: &[(Before, usize)]) -> Vec<Inserted> {
    const NONE: usize = usize::MAX;
    let rows: usize = groups.iter().map(|(_, count)| count).sum();
    let record = |before: &Before| match before {
        Before::Record(id) => Some(*id),
        Before::End => Some(u64::MAX),
        _ => None,
    };
    let named: Vec<u64> = groups.iter().filter_map(|(before, _)| record(before)).collect();
    let order = sorted(named.len(), &|a, b| named.get(a) < named.get(b));
    let mut anchors: Vec<u64> = order.iter().filter_map(|at| named.get(*at).copied()).collect();
    anchors.dedup();
    // What stands before each row, and then before each anchor.
    let mut above = vec![NONE; rows + anchors.len()];
    let mut next = 0;
    for (before, count) in groups {
        let below = match before {
            Before::Inserted(count) => Some(*count as usize).filter(|count| *count < next),
            _ => record(before).and_then(|id| anchors.binary_search(&id).ok()).map(|at| rows + at),
        };
        for row in next..next + count {
            let link = below.and_then(|below| above.get_mut(below));
            let former = link.map(|link| std::mem::replace(link, row));
            if let (Some(former), Some(own)) = (former, above.get_mut(row)) {
                *own = former;
            }
        }
        next += count;
    }
    let mut ordered = Vec::with_capacity(rows);
    for (at, before) in anchors.iter().enumerate() {
        let begin = ordered.len();
        let mut row = above.get(rows + at).copied().unwrap_or(NONE);
        while row != NONE {
            ordered.push(Inserted { before: *before, count: row as u64 });
            row = above.get(row).copied().unwrap_or(NONE);
        }
        if let Some(own) = ordered.get_mut(begin..) {
            own.reverse();
        }
    }
    ordered
}

#[cfg(test)]
mod tests {
    use super::{Before, order};

    #[test]
    fn later_rows_stand_right_before_what_they_were_put_before() {
        let ordered = |groups: &[(Before, usize)]| {
            order(groups).iter().map(|row| (row.before, row.count)).collect::<Vec<_>>()
        };
        let end = u64::MAX;
        assert_eq!(ordered(&[]), []);
        assert_eq!(ordered(&[(Before::Record(5), 2), (Before::Record(5), 1)]), [(5, 0), (5, 1), (5, 2)]);
        assert_eq!(
            ordered(&[(Before::End, 2), (Before::Record(1), 1), (Before::Inserted(1), 2)]),
            [(1, 2), (end, 0), (end, 3), (end, 4), (end, 1)]
        );
        // A row that isn't there yet, and rows before what is not shown.
        assert_eq!(ordered(&[(Before::Inserted(0), 1), (Before::End, 1)]), [(end, 1)]);
        assert_eq!(ordered(&[(Before::Nothing, 1), (Before::Inserted(0), 1), (Before::End, 1)]), [(end, 2)]);
    }
}
