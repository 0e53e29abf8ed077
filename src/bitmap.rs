//! One bit per record: set the few, ask for any, count them, find the next.

/// Ids from here on are those of rows that were inserted; those below are the places of the file's records, from 0.
pub const INSERTED: u64 = 1 << 40;

/// A set of record ids at one bit each, up to the highest that was set.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bitmap {
    words: Vec<u64>,
    /// Of inserted rows.
    inserted: Vec<u64>,
}

impl Bitmap {
    /// Puts a record into the set. Gives back whether it was new.
    pub fn insert(&mut self, id: u64) -> bool {
        let (words, word, bit) = self.place(id);
        if word >= words.len() {
            words.resize(word + 1, 0);
        }
        let new = words[word] & bit == 0;
        words[word] |= bit;
        new
    }

    /// Takes a record out of the set. Gives back whether it was in it.
    pub fn remove(&mut self, id: u64) -> bool {
        let (words, word, bit) = self.place(id);
        let Some(found) = words.get_mut(word) else { return false };
        let was = *found & bit != 0;
        *found &= !bit;
        was
    }

    /// Whether a record is in the set.
    pub fn contains(&self, id: u64) -> bool {
        let (words, id) = self.words_of(id);
        words.get((id / 64) as usize).is_some_and(|found| found & (1 << (id % 64)) != 0)
    }

    /// How many records are in the set.
    pub fn count(&self) -> u64 {
        self.words.iter().chain(&self.inserted).map(|word| u64::from(word.count_ones())).sum()
    }

    /// How many records of the file are in the set from the first to before the second.
    pub fn count_between(&self, from: u64, to: u64) -> u64 {
        let word_at = |at: u64| {
            let word = self.words.get(at as usize).copied().unwrap_or_default();
            let low = if at == from / 64 { u64::MAX << (from % 64) } else { u64::MAX };
            let high = if at == to / 64 { (1 << (to % 64)) - 1 } else { u64::MAX };
            u64::from((word & low & high).count_ones())
        };
        if from >= to { 0 } else { (from / 64..=(to / 64).min(self.words.len() as u64)).map(word_at).sum() }
    }

    /// The first record of the set from that one on: of the file, or, from [`INSERTED`] on, of those inserted.
    pub fn next(&self, from: u64) -> Option<u64> {
        let (words, at) = self.words_of(from);
        let first = (at / 64) as usize;
        let masked = words.get(first)? & (u64::MAX << (at % 64));
        let (word, bits) = if masked != 0 {
            (first, masked)
        } else {
            let rest = words.get(first + 1..)?;
            let skipped = rest.iter().position(|word| *word != 0)?;
            (first + 1 + skipped, rest[skipped])
        };
        Some((from - at) + word as u64 * 64 + u64::from(bits.trailing_zeros()))
    }

    /// The record of the file before which so many of the set lie, from that one on.
    pub fn nth(&self, from: u64, mut skip: u64) -> Option<u64> {
        let first = (from / 64) as usize;
        for (at, word) in self.words.iter().enumerate().skip(first) {
            let low = if at == first { u64::MAX << (from % 64) } else { u64::MAX };
            let mut word = word & low;
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
        let mut words = vec![u64::MAX; (end / 64) as usize];
        words.push((1 << (end % 64)) - 1);
        Bitmap { words, inserted: Vec::new() }
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
        if self.words.len() <= to {
            self.words.resize(to + 1, 0);
        }
        for (at, word) in self.words.iter_mut().enumerate().take(to + 1).skip(from) {
            let low = if at == from { u64::MAX << (first % 64) } else { u64::MAX };
            let high = if at == to { u64::MAX >> (63 - last % 64) } else { u64::MAX };
            *word |= low & high;
        }
    }

    /// Puts all of another set into this one.
    pub fn add(&mut self, other: &Bitmap) {
        for (own, others) in [(&mut self.words, &other.words), (&mut self.inserted, &other.inserted)] {
            if own.len() < others.len() {
                own.resize(others.len(), 0);
            }
            own.iter_mut().zip(others).for_each(|(own, other)| *own |= other);
        }
    }

    /// Takes all of another set out of this one.
    pub fn subtract(&mut self, other: &Bitmap) {
        for (own, others) in [(&mut self.words, &other.words), (&mut self.inserted, &other.inserted)] {
            own.iter_mut().zip(others).for_each(|(own, other)| *own &= !other);
        }
    }

    /// Takes all out of this set that is not in another.
    pub fn keep(&mut self, other: &Bitmap) {
        for (own, others) in [(&mut self.words, &other.words), (&mut self.inserted, &other.inserted)] {
            own.truncate(others.len());
            own.iter_mut().zip(others).for_each(|(own, other)| *own &= other);
        }
    }

    /// Whether the set has no record.
    pub fn is_empty(&self) -> bool {
        self.words.iter().chain(&self.inserted).all(|word| *word == 0)
    }

    fn place(&mut self, id: u64) -> (&mut Vec<u64>, usize, u64) {
        let (words, id) =
            if id < INSERTED { (&mut self.words, id) } else { (&mut self.inserted, id - INSERTED) };
        (words, (id / 64) as usize, 1 << (id % 64))
    }

    fn words_of(&self, id: u64) -> (&[u64], u64) {
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
