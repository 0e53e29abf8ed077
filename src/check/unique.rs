//! Which values an earlier record has: a hash finds the candidates, and a second look at the values decides.

use crate::base::bitmap::{Bitmap, INSERTED};
use crate::base::hash_table::{Full, Table};
use std::collections::HashMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::Hasher;

/// Values of first records that are held at once for the second look. More of them take more passes.
const LOOK_BYTES: usize = 32 << 20;

/// What a value held takes besides its bytes.
const ENTRY_BYTES: usize = 64;

/// Inserted rows follow the most records that a table can tell apart.
const INSERTED_FROM: u64 = 0xf000_0000;

/// The values of one column, or of several together, of which no two may be equal.
#[derive(Debug, Clone)]
pub struct Unique {
    /// Begun with a seed that nobody outside knows, so that no file can bring about collisions.
    hasher: DefaultHasher,
    table: Table,
    /// Records whose value an earlier one has.
    repeated: Bitmap,
    /// The earlier ones.
    firsts: Bitmap,
    look: Look,
}

/// How far the second look has come.
#[derive(Debug, Clone, Default)]
struct Look {
    /// The values of some first records.
    values: HashMap<u64, Box<[u8]>>,
    bytes: usize,
    /// The first record whose value had no room yet.
    next: Option<u64>,
    /// Records before it have been looked at.
    from: u64,
    wrong: bool,
}

/// What has to be done before it is known which values are equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// Nothing: it is known.
    Known,
    /// All values are to be compared once more, in the same order.
    LookAgain,
    /// Unequal values have the same hash: all is to be checked anew, with another seed.
    StartAgain,
}

impl Comparison {
    /// What has to be done for several columns.
    pub fn of_all(of_each: impl Iterator<Item = Comparison>) -> Comparison {
        use Comparison::{Known, LookAgain, StartAgain};
        // Each is asked: asking ends its look.
        of_each.fold(Known, |all, each| match (all, each) {
            (StartAgain, _) | (_, StartAgain) => StartAgain,
            (LookAgain, _) | (_, LookAgain) => LookAgain,
            _ => Known,
        })
    }
}

impl Unique {
    /// Nothing seen yet.
    pub fn new(seed: u64) -> Unique {
        let mut hasher = DefaultHasher::new();
        hasher.write_u64(seed);
        let (repeated, firsts) = Default::default();
        Unique { hasher, table: Table::default(), repeated, firsts, look: Look::default() }
    }

    /// The record that first had a value of that hash, if one had it before.
    pub fn first(&self, hash: u64) -> Option<u64> {
        self.table.get(hash).map(record_of)
    }

    /// Notes that a record is the first to have a value of that hash.
    pub fn take(&mut self, hash: u64, id: u64) -> Result<(), Full> {
        let place = if id < INSERTED { id } else { id - INSERTED + INSERTED_FROM };
        self.table.insert(hash, u32::try_from(place).map_err(|_| Full)?)
    }

    /// Notes that a record no longer has its value, when all have been looked at. False where others have it too, and what
    /// becomes of them takes another look at all.
    pub fn give_up(&mut self, hash: u64, id: u64) -> bool {
        if self.repeated.remove(id) {
            return true;
        }
        let is_alone = !self.firsts.contains(id) && self.first(hash) == Some(id);
        if is_alone {
            self.table.remove(hash);
        }
        is_alone
    }

    /// Notes that a record has the value of an earlier one.
    pub fn repeat(&mut self, id: u64, first: u64) {
        self.repeated.insert(id);
        self.firsts.insert(first);
    }

    /// Whether the record has an earlier one's value.
    pub fn is_repeated(&self, id: u64) -> bool {
        self.repeated.contains(id)
    }

    /// Whether an earlier record has its value, or a later one: only those need a second look.
    pub fn is_shared(&self, id: u64) -> bool {
        self.repeated.contains(id) || self.firsts.contains(id)
    }

    /// What is to be done after all values have been seen.
    pub fn compared(&self) -> Comparison {
        if self.repeated.is_empty() { Comparison::Known } else { Comparison::LookAgain }
    }

    /// Looks at a record's value once more, if it has to.
    pub fn compare_again(&mut self, value: &[u8], id: u64) {
        let look = &mut self.look;
        let is_next = id >= look.from && look.next.is_none();
        if self.firsts.contains(id) && (is_next || id >= INSERTED) {
            // Inserted rows come in any order, but their values are in memory anyway.
            if look.bytes > LOOK_BYTES && id < INSERTED {
                look.next = Some(id);
            } else {
                look.bytes += value.len() + ENTRY_BYTES;
                look.values.insert(id, value.into());
            }
        }
        if self.repeated.contains(id)
            && let Some(first) = self.first(self.hash(value))
            && let Some(known) = self.look.values.get(&first)
            && **known != *value
        {
            self.look.wrong = true;
        }
    }

    /// What is to be done after a look at all values.
    pub fn compared_again(&mut self) -> Comparison {
        let Look { next, wrong, .. } = std::mem::take(&mut self.look);
        match next {
            _ if wrong => Comparison::StartAgain,
            None => Comparison::Known,
            Some(from) => {
                self.look.from = from;
                Comparison::LookAgain
            }
        }
    }

    /// By this a value is known.
    pub fn hash(&self, value: &[u8]) -> u64 {
        let mut hasher = self.hasher.clone();
        hasher.write(value);
        hasher.finish()
    }
}

fn record_of(place: u32) -> u64 {
    let place = u64::from(place);
    if place < INSERTED_FROM { place } else { place - INSERTED_FROM + INSERTED }
}

#[cfg(test)]
#[allow(clippy::expect_used, reason = "a test may panic")]
mod tests {
    use super::{Comparison, Unique};

    /// Which of the values an earlier one equals, as the two looks find it; and how many looks that took.
    fn repeated(values: &[&str]) -> (Vec<u64>, usize) {
        let with_seed = |seed| {
            let mut unique = Unique::new(seed);
            for (id, value) in (0..).zip(values) {
                let hash = unique.hash(value.as_bytes());
                match unique.first(hash) {
                    Some(first) => unique.repeat(id, first),
                    None => unique.take(hash, id).expect("there is memory"),
                }
            }
            let (mut next, mut looks) = (unique.compared(), 0);
            while next == Comparison::LookAgain {
                for (id, value) in (0..).zip(values) {
                    unique.compare_again(value.as_bytes(), id);
                }
                next = unique.compared_again();
                looks += 1;
            }
            (next == Comparison::Known).then(|| (unique.repeated.iter().collect(), looks))
        };
        (0..).find_map(with_seed).expect("some seed has no collision")
    }

    #[test]
    fn finds_what_is_repeated() {
        assert_eq!(repeated(&["a", "b", "c"]), (vec![], 0));
        assert_eq!(repeated(&["a", "b", "a", "a", "b"]), (vec![2, 3, 4], 1));
    }

    #[test]
    fn looks_as_often_as_memory_asks_for() {
        let long = ["x".repeat(20 << 20), "y".repeat(20 << 20), "z".repeat(20 << 20)];
        let values: Vec<&str> = long.iter().chain(&long).map(String::as_str).collect();
        assert_eq!(repeated(&values), (vec![3, 4, 5], 2));
    }

    #[test]
    fn a_value_given_up_is_free_again_unless_others_have_it() {
        let mut unique = Unique::new(1);
        let [a, b] = ["a", "b"].map(|value| unique.hash(value.as_bytes()));
        unique.take(a, 0).expect("there is memory");
        unique.take(b, 1).expect("there is memory");
        unique.repeat(2, 0);
        assert!(!unique.give_up(a, 0), "another record repeats it");
        assert_eq!(unique.first(a), Some(0));
        assert!(unique.give_up(a, 2) && !unique.is_repeated(2));
        assert_eq!(unique.first(a), Some(0), "it was never that of the record that repeated it");
        assert!(unique.give_up(b, 1));
        assert_eq!(unique.first(b), None);
    }

    #[test]
    fn a_second_look_tells_unequal_values_of_one_hash_apart() {
        let mut unique = Unique::new(1);
        unique.take(unique.hash(b"a"), 0).expect("there is memory");
        // As if b had a's hash.
        unique.repeat(1, 0);
        let (hash, first) = (unique.hash(b"b"), 0);
        unique.table.insert(hash, first).expect("there is memory");
        assert_eq!(unique.compared(), Comparison::LookAgain);
        unique.compare_again(b"a", 0);
        unique.compare_again(b"b", 1);
        assert_eq!(unique.compared_again(), Comparison::StartAgain);
    }
}
