//! Ranges of row ids, their unions and differences.

use crate::base::bitmap::INSERTED;

/// Ranges of ids, each from its first to its last, in order, none touching another.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Ids(Vec<(u64, u64)>);

impl Ids {
    /// All ids of the file, and so many of inserted rows.
    pub(super) fn all(inserted: u64) -> Ids {
        Ids(vec![(0, INSERTED + inserted - 1)])
    }

    /// Of ranges that are in order.
    pub(super) fn of(ranges: impl Iterator<Item = (u64, u64)>) -> Ids {
        let mut ids = Ids::default();
        ranges.for_each(|(from, to)| ids.push(from, to));
        ids
    }

    pub(super) fn ranges(&self) -> &[(u64, u64)] {
        &self.0
    }

    pub(super) fn contains(&self, id: u64) -> bool {
        contains(&self.0, id)
    }

    /// The ranges that reach into those from the first to the last.
    pub(super) fn within(&self, first: u64, last: u64) -> &[(u64, u64)] {
        let from = self.0.partition_point(|range| range.1 < first);
        let to = self.0.partition_point(|range| range.0 <= last);
        self.0.get(from..to).unwrap_or_default()
    }

    /// The ids of both.
    pub(super) fn with(&self, other: &Ids) -> Ids {
        self.combined(other, |own, others| own || others)
    }

    /// These ids without the other.
    pub(super) fn without(&self, other: &Ids) -> Ids {
        self.combined(other, |own, others| own && !others)
    }

    /// Goes from edge to edge of both, in time linear in their ranges.
    fn combined(&self, other: &Ids, keep: fn(bool, bool) -> bool) -> Ids {
        let (mut own, mut others, mut begun) = (0, 0, None);
        let mut ids = Ids::default();
        while let Some(edge) = self.edge(own).into_iter().chain(other.edge(others)).min() {
            own += usize::from(self.edge(own) == Some(edge));
            others += usize::from(other.edge(others) == Some(edge));
            let inside = keep(own % 2 == 1, others % 2 == 1);
            if let Some(from) = begun.filter(|_| !inside) {
                ids.push(from, edge - 1);
            }
            begun = inside.then(|| begun.unwrap_or(edge));
        }
        ids
    }

    /// Where ranges begin and, one behind their last, end.
    fn edge(&self, at: usize) -> Option<u64> {
        self.0.get(at / 2).map(|(from, to)| if at.is_multiple_of(2) { *from } else { to + 1 })
    }

    /// Adds ids that don't begin before the last range does.
    fn push(&mut self, from: u64, to: u64) {
        match self.0.last_mut() {
            Some(last) if from <= last.1 + 1 => last.1 = last.1.max(to),
            _ => self.0.push((from, to)),
        }
    }
}

/// The id of a row of the file; none where it stands above the data.
pub(super) fn id_of(number: u64, base: u64) -> Option<u64> {
    if number > INSERTED { Some(number - 1) } else { number.checked_sub(base + 1) }
}

/// Whether ranges that are in order hold an id.
pub(super) fn contains(ranges: &[(u64, u64)], id: u64) -> bool {
    let at = ranges.partition_point(|(_, to)| *to < id);
    ranges.get(at).is_some_and(|(from, _)| *from <= id)
}

#[cfg(test)]
mod tests {
    use super::Ids;

    #[test]
    fn unions_and_differences_are_those_of_single_ids() {
        let of = |bits: u32| Ids::of((0..10).filter(|id| bits >> id & 1 == 1).map(|id| (id, id)));
        for (a, b) in (0..1024).step_by(7).flat_map(|a| (0..1024).step_by(11).map(move |b| (a, b))) {
            assert_eq!(of(a).with(&of(b)), of(a | b), "{a:b} {b:b}");
            assert_eq!(of(a).without(&of(b)), of(a & !b), "{a:b} {b:b}");
        }
    }

    #[test]
    fn those_within_are_those_that_reach_in() {
        let ids = Ids::of([(2, 4), (8, 8), (20, 30)].into_iter());
        assert_eq!(ids.within(4, 8), [(2, 4), (8, 8)]);
        assert_eq!(ids.within(5, 7), []);
        assert_eq!(ids.within(25, 26), [(20, 30)]);
        assert!([2, 4, 8, 20, 30].iter().all(|id| ids.contains(*id)));
        assert!([0, 1, 5, 7, 9, 19, 31].iter().all(|id| !ids.contains(*id)));
    }
}
