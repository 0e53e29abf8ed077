//! One bit per record: set the few, ask for any.

/// A set of record numbers (from 0) at one bit each, up to the highest that was set.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bitmap {
    words: Vec<u64>,
}

impl Bitmap {
    /// Puts a record into the set. Gives back whether it was new.
    pub fn insert(&mut self, record: u64) -> bool {
        let (word, bit) = place(record);
        if word >= self.words.len() {
            self.words.resize(word + 1, 0);
        }
        let new = self.words[word] & bit == 0;
        self.words[word] |= bit;
        new
    }

    /// Whether a record is in the set.
    pub fn contains(&self, record: u64) -> bool {
        let (word, bit) = place(record);
        self.words.get(word).is_some_and(|found| found & bit != 0)
    }
}

fn place(record: u64) -> (usize, u64) {
    ((record / 64) as usize, 1 << (record % 64))
}

#[cfg(test)]
mod tests {
    use super::Bitmap;

    #[test]
    fn holds_what_was_put_in_and_nothing_else() {
        let mut set = Bitmap::default();
        let members = [0, 63, 64, 1_000_000];
        assert!(members.iter().all(|&record| set.insert(record)));
        assert!(!set.insert(63));
        assert!(members.iter().all(|&record| set.contains(record)));
        assert!([1, 62, 65, 999_999, u64::MAX].iter().all(|&record| !set.contains(record)));
    }
}
