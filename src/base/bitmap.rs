//! One bit per record: set the few, ask for any, count them, find the next.

mod words;

use words::Words;

/// Ids from here on are those of rows that were inserted; those below are the places of the file's records, from 0.
pub const INSERTED: u64 = 1 << 40;

/// A set of record ids at one bit each.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bitmap {
    words: Words,
    /// Of inserted rows.
    inserted: Words,
}

impl Bitmap {
    /// Puts a record into the set. Gives back whether it was new.
    pub fn insert(&mut self, id: u64) -> bool {
        let (words, at, bit) = self.place(id);
        let word = words.made(at);
        let new = *word & bit == 0;
        *word |= bit;
        new
    }

    /// Takes a record out of the set. Gives back whether it was in it.
    pub fn remove(&mut self, id: u64) -> bool {
        let (words, at, bit) = self.place(id);
        let Some(word) = words.get_mut(at) else { return false };
        let was = *word & bit != 0;
        *word &= !bit;
        was
    }

    /// Whether a record is in the set.
    pub fn contains(&self, id: u64) -> bool {
        let (words, id) = self.words_of(id);
        words.get((id / 64) as usize) & (1 << (id % 64)) != 0
    }

    /// How many records are in the set.
    pub fn count(&self) -> u64 {
        self.words.iter().chain(self.inserted.iter()).map(|word| u64::from(word.count_ones())).sum()
    }

    /// How many records of the file are in the set from the first to before the second.
    pub fn count_between(&self, from: u64, to: u64) -> u64 {
        let word_at = |at: u64| {
            let low = if at == from / 64 { u64::MAX << (from % 64) } else { u64::MAX };
            let high = if at == to / 64 { (1 << (to % 64)) - 1 } else { u64::MAX };
            u64::from((self.words.get(at as usize) & low & high).count_ones())
        };
        if from >= to { 0 } else { (from / 64..=(to / 64).min(self.words.len() as u64)).map(word_at).sum() }
    }

    /// The first record of the set from that one on: of the file, or, from [`INSERTED`] on, of those inserted.
    pub fn next(&self, from: u64) -> Option<u64> {
        let (words, at) = self.words_of(from);
        let first = (at / 64) as usize;
        let masked = words.get(first) & (u64::MAX << (at % 64));
        let (word, bits) = if masked != 0 { (first, masked) } else { words.first_set(first + 1)? };
        Some((from - at) + word as u64 * 64 + u64::from(bits.trailing_zeros()))
    }

    /// The record of the file before which so many of the set lie, from that one on.
    pub fn nth(&self, from: u64, mut skip: u64) -> Option<u64> {
        let first = (from / 64) as usize;
        for at in first..self.words.len() {
            let low = if at == first { u64::MAX << (from % 64) } else { u64::MAX };
            let mut word = self.words.get(at) & low;
            let count = u64::from(word.count_ones());
            if skip < count {
                for _ in 0..skip {
                    word &= word - 1;
                }
                return Some(at as u64 * 64 + u64::from(word.trailing_zeros()));
            }
            skip -= count;
        }
        None
    }

    /// A set of all records from 0 to before that one.
    pub fn until(end: u64) -> Bitmap {
        let mut all = Bitmap::default();
        if let Some(last) = end.checked_sub(1) {
            all.insert_range(0, last);
        }
        all
    }

    /// All records of the set: those of the file in order, then those inserted.
    pub fn iter(&self) -> impl Iterator<Item = u64> {
        let from = |start: u64| std::iter::successors(self.next(start), |last| self.next(last + 1));
        from(0).chain(from(INSERTED))
    }

    /// Puts records into the set.
    pub fn extend(&mut self, ids: impl IntoIterator<Item = u64>) {
        for id in ids {
            self.insert(id);
        }
    }

    /// Puts the records of the file from the first to the last into the set.
    pub fn insert_range(&mut self, first: u64, last: u64) {
        let (from, to) = ((first / 64) as usize, (last / 64) as usize);
        if last < first || last >= INSERTED {
            return;
        }
        for at in from..=to {
            let low = if at == from { u64::MAX << (first % 64) } else { u64::MAX };
            let high = if at == to { u64::MAX >> (63 - last % 64) } else { u64::MAX };
            *self.words.made(at) |= low & high;
        }
    }

    /// Puts all of another set into this one.
    pub fn add(&mut self, other: &Bitmap) {
        self.join(other, true, |own, other| own | other);
    }

    /// Takes all of another set out of this one.
    pub fn subtract(&mut self, other: &Bitmap) {
        self.join(other, true, |own, other| own & !other);
    }

    /// Takes all out of this set that is not in another.
    pub fn keep(&mut self, other: &Bitmap) {
        self.join(other, false, |own, other| own & other);
    }

    fn join(&mut self, other: &Bitmap, keeps: bool, join: fn(u64, u64) -> u64) {
        self.words.join(&other.words, keeps, join);
        self.inserted.join(&other.inserted, keeps, join);
    }

    /// Whether the set has no record.
    pub fn is_empty(&self) -> bool {
        self.words.iter().chain(self.inserted.iter()).all(|word| word == 0)
    }

    fn place(&mut self, id: u64) -> (&mut Words, usize, u64) {
        let (words, id) =
            if id < INSERTED { (&mut self.words, id) } else { (&mut self.inserted, id - INSERTED) };
        (words, (id / 64) as usize, 1 << (id % 64))
    }

    fn words_of(&self, id: u64) -> (&Words, u64) {
        if id < INSERTED { (&self.words, id) } else { (&self.inserted, id - INSERTED) }
    }
}

#[cfg(test)]
mod tests {
    use super::{Bitmap, INSERTED};

    #[test]
    fn holds_what_was_put_in_and_nothing_else() {
        let mut set = Bitmap::default();
        let members = [0, 63, 64, 1_000_000, INSERTED, INSERTED + 70];
        assert!(members.iter().all(|&record| set.insert(record)));
        assert!(!set.insert(63));
        assert!(members.iter().all(|&record| set.contains(record)));
        assert!([1, 62, 65, 999_999, INSERTED - 1, INSERTED + 1].iter().all(|&record| !set.contains(record)));
        assert_eq!(set.iter().collect::<Vec<_>>(), members);
        assert_eq!(set.count(), 6);
        assert!(set.remove(63) && !set.remove(63) && !set.contains(63));
        assert_eq!(set.next(1), Some(64));
        assert_eq!(set.next(65), Some(1_000_000));
        assert_eq!(set.next(1_000_001), None);
    }

    #[test]
    fn counts_between_any_two_places_as_one_by_one() {
        let mut set = Bitmap::default();
        for at in (0..400).filter(|at| at % 7 == 0 || at % 64 == 63) {
            set.insert(at);
        }
        for from in [0, 1, 62, 63, 64, 65, 130, 399] {
            for to in [0, 1, 63, 64, 65, 127, 128, 129, 300, 400, 1000] {
                let expected = (from..to).filter(|at| set.contains(*at)).count() as u64;
                assert_eq!(set.count_between(from, to), expected, "{from}..{to}");
            }
        }
    }

    #[test]
    fn a_range_is_all_its_records() {
        for (first, last) in [(0, 0), (0, 63), (63, 64), (1, 130), (64, 127), (5, 4), (100, 3000)] {
            let (mut range, mut single) = (Bitmap::default(), Bitmap::default());
            range.extend([200]);
            range.insert_range(first, last);
            single.extend((first..=last).chain([200]));
            assert_eq!(
                range.iter().collect::<Vec<_>>(),
                single.iter().collect::<Vec<_>>(),
                "{first}..={last}"
            );
        }
    }

    #[test]
    fn sets_of_millions_are_as_small_ones() {
        let ids: Vec<u64> = (0..40).map(|at| at * at * 9_973).chain([INSERTED + 70_000]).collect();
        let mut set = Bitmap::default();
        set.extend(ids.iter().copied());
        assert_eq!(set.iter().collect::<Vec<_>>(), ids);
        assert_eq!(set.nth(0, 30), Some(ids[30]));
        assert_eq!(set.nth(ids[30] + 1, 0), Some(ids[31]));
        assert_eq!(set.count_between(ids[3], ids[33]), 30);
        let mut kept = set.clone();
        kept.keep(&Bitmap::until(ids[20]));
        assert_eq!(kept.iter().collect::<Vec<_>>(), ids[..20]);
        assert_ne!(kept, set);
        kept.extend(ids[20..].iter().copied());
        assert_eq!(kept, set);
        kept.insert(90_000_000);
        kept.remove(90_000_000);
        assert_eq!(kept, set, "memory that holds nothing is no difference");
        assert_eq!(Bitmap::until(0), Bitmap::default());
        assert_eq!(Bitmap::until(200_000).count(), 200_000);
    }

    #[test]
    fn joins_and_parts() {
        let of = |ids: &[u64]| {
            let mut set = Bitmap::default();
            for id in ids {
                set.insert(*id);
            }
            set
        };
        let mut set = of(&[1, 200]);
        set.add(&of(&[2, 500, INSERTED]));
        assert_eq!(set.iter().collect::<Vec<_>>(), [1, 2, 200, 500, INSERTED]);
        set.subtract(&of(&[2, 200, INSERTED, INSERTED + 9]));
        assert_eq!(set.iter().collect::<Vec<_>>(), [1, 500]);
        assert!(!set.is_empty());
        set.subtract(&of(&[1, 500]));
        assert!(set.is_empty());
    }
}
