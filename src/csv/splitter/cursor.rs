//! The places of bytes that may mean something, one after another.

use crate::base::simd::{self, Found};
use std::cmp::Ordering;

/// Walks over the bytes that may mean something.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cursor {
    /// The word of bits that it is in, and which of its bits are still ahead.
    pub(super) word: usize,
    pub(super) delimiters: u64,
    pub(super) others: u64,
}

impl Cursor {
    pub(super) fn at(place: usize, bits: &[Found]) -> Cursor {
        let word = place / simd::BLOCK;
        let from = u64::MAX << (place % simd::BLOCK);
        let Found { delimiters, others } = bits.get(word).copied().unwrap_or_default();
        Cursor { word, delimiters: delimiters & from, others: others & from }
    }

    /// Goes to that place, if it isn't there yet.
    #[inline]
    pub(super) fn pass(&mut self, place: usize, bits: &[Found]) {
        match (place / simd::BLOCK).cmp(&self.word) {
            Ordering::Less => {}
            Ordering::Equal => {
                let from = u64::MAX << (place % simd::BLOCK);
                self.delimiters &= from;
                self.others &= from;
            }
            Ordering::Greater => *self = Cursor::at(place, bits),
        }
    }

    /// Goes to the next word; false where there is none.
    #[inline]
    pub(super) fn advance(&mut self, bits: &[Found]) -> bool {
        let Some(&Found { delimiters, others }) = bits.get(self.word + 1) else {
            (self.delimiters, self.others) = (0, 0);
            return false;
        };
        *self = Cursor { word: self.word + 1, delimiters, others };
        true
    }

    /// The place of the next such byte.
    #[inline]
    pub(super) fn next(&mut self, bits: &[Found]) -> Option<usize> {
        loop {
            let both = self.delimiters | self.others;
            if both != 0 {
                let lowest = both & both.wrapping_neg();
                self.delimiters &= !lowest;
                self.others &= !lowest;
                return Some(self.word * simd::BLOCK + lowest.trailing_zeros() as usize);
            }
            if !self.advance(bits) {
                return None;
            }
        }
    }

    /// The place of the next such byte that isn't the first of a delimiter.
    #[inline]
    pub(super) fn next_other(&mut self, bits: &[Found]) -> Option<usize> {
        while self.others == 0 {
            if !self.advance(bits) {
                return None;
            }
        }
        let lowest = self.others & self.others.wrapping_neg();
        self.others &= !lowest;
        self.delimiters &= !lowest.wrapping_sub(1);
        Some(self.word * simd::BLOCK + lowest.trailing_zeros() as usize)
    }
}
