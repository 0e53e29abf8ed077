//! Counts which of three candidates can read cells.

use crate::base::sort::sorted;
use crate::issue::excerpt;

/// The most examples that a question has.
pub(super) const EXAMPLES: usize = 5;

/// The pairs of candidates, in the order in which it is noted whether they differ.
const PAIRS: [(usize, usize); 3] = [(0, 1), (0, 2), (1, 2)];

/// How many cells speak for which candidates.
#[derive(Debug, Clone, Default)]
pub(super) struct Tally {
    /// Cells that tell candidates apart.
    total: u64,
    /// Those of them that each candidate can read.
    cells: [u64; 3],
    /// Those that each pair reads differently.
    differ: [u64; 3],
    /// Cells that only this candidate reads; and, last, those that some read differently.
    examples: [Vec<String>; 4],
    /// Whether cells are taken back.
    pub(super) back: bool,
    /// Cells among which examples were looked for.
    looked: u32,
}

/// Cells among which examples are looked for: a column that has one value a million times has no second.
const MAX_LOOKED: u32 = 1000;

impl Tally {
    /// Notes a cell: which candidates read it, and which pairs of them differently.
    pub(super) fn add(&mut self, text: &[u8], reads: [bool; 3], differ: [bool; 3]) {
        self.total = self.change(self.total, true);
        for (at, is_so) in reads.into_iter().enumerate() {
            self.cells[at] = self.change(self.cells[at], is_so);
        }
        for (at, is_so) in differ.into_iter().enumerate() {
            self.differ[at] = self.change(self.differ[at], is_so);
        }
        if self.back || self.looked == MAX_LOOKED {
            return;
        }
        self.looked += 1;
        let alone = reads.iter().filter(|reads| **reads).count() == 1;
        let place = if alone { reads.iter().position(|reads| *reads) } else { None };
        if (alone || differ.contains(&true))
            && let Some(examples) = self.examples.get_mut(place.unwrap_or(3))
            && examples.len() < EXAMPLES
        {
            let example = excerpt(text);
            if !examples.contains(&example) {
                examples.push(example);
            }
        }
    }

    /// Takes an example out.
    pub(super) fn forget(&mut self, gone: &str) {
        for examples in &mut self.examples {
            examples.retain(|example| example != gone);
        }
    }

    /// A count with one cell more, or less where cells are taken back, if it is one of those.
    pub(super) fn change(&self, count: u64, is_so: bool) -> u64 {
        if self.back { count.saturating_sub(u64::from(is_so)) } else { count + u64::from(is_so) }
    }

    /// Cells that a candidate can read.
    pub(super) fn cells(&self, candidate: usize) -> u64 {
        self.cells.get(candidate).copied().unwrap_or(0)
    }

    /// The candidates that are left of so many; the likeliest first. Several only where they have to be asked about: they
    /// read some cells differently, or there are cells that none but the one or the other can read.
    pub(super) fn likely(&self, count: usize) -> Vec<usize> {
        if self.total == 0 {
            return Vec::new();
        }
        let mut left: Vec<_> = (0..count).filter(|at| self.cells(*at) == self.total).collect();
        if left.is_empty() {
            left = (0..count).filter(|at| self.cells(*at) > 0).collect();
            let cells = |at: usize| left.get(at).map_or(0, |at| self.cells(*at));
            let order = sorted(left.len(), &|one, other| cells(one) > cells(other));
            return order.into_iter().filter_map(|at| left.get(at).copied()).collect();
        }
        let pairs = || PAIRS.iter().zip(self.differ);
        let differs = |at: usize| {
            pairs().any(|((one, other), cells)| {
                cells > 0 && (*one == at || *other == at) && left.contains(one) && left.contains(other)
            })
        };
        let asked: Vec<_> = left.iter().copied().filter(|at| differs(*at)).collect();
        if asked.is_empty() {
            left.truncate(1);
            return left;
        }
        asked
    }

    /// Cells about which the candidates differ, of each kind some.
    pub(super) fn examples(&self) -> Vec<String> {
        let [a, b, c, differing] = &self.examples;
        let mut kinds = [differing.iter(), a.iter(), b.iter(), c.iter()];
        let mut examples = Vec::new();
        while examples.len() < EXAMPLES {
            let before = examples.len();
            for kind in &mut kinds {
                examples.extend(kind.next().cloned());
            }
            if examples.len() == before {
                break;
            }
        }
        examples.truncate(EXAMPLES);
        examples
    }
}
