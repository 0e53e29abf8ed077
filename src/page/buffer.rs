//! A buffer for short pieces.
//!
//! A record is written in dozens of pieces of a few bytes. `Vec::extend_from_slice` looks for room at each and hands each
//! to `memory.copy`, which costs more to call than such a piece takes to copy. Here room is reserved once a record, and a
//! short piece is copied with the block of memory that it begins.

/// Bytes of room beyond what was asked for, so that the last piece can be copied as a block too.
const SLACK: usize = 128;

/// What pieces are written to.
pub(crate) trait Out {
    /// Appends one byte.
    fn push(&mut self, byte: u8);
    /// Appends a piece.
    fn append(&mut self, piece: &[u8]);
}

/// How many bytes are written, when nobody wants them.
#[derive(Debug, Default)]
pub(super) struct Length(pub(super) usize);

impl Out for Length {
    fn push(&mut self, _: u8) {
        self.0 += 1;
    }

    fn append(&mut self, piece: &[u8]) {
        self.0 += piece.len();
    }
}

/// Bytes that grow at the end.
#[derive(Debug, Default)]
pub struct Buffer {
    /// Of these the first `len` are written.
    bytes: Vec<u8>,
    len: usize,
}

impl Buffer {
    /// How many bytes are written.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether none are.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// What is written.
    pub fn as_slice(&self) -> &[u8] {
        &self.bytes[..self.len]
    }

    /// Forgets all but the first bytes.
    pub fn truncate(&mut self, len: usize) {
        self.len = self.len.min(len);
    }

    /// Makes room for so many bytes at least, and some more.
    #[inline]
    pub fn reserve(&mut self, count: usize) {
        let end = self.len + count + SLACK;
        if end > self.bytes.len() {
            self.grow(end);
        }
    }

    /// What follows the first `at` bytes: what has been written there, and the room that has been reserved.
    #[inline]
    pub fn room(&mut self, at: usize) -> &mut [u8] {
        &mut self.bytes[at..]
    }

    /// Says how many bytes are written, after some were put into the room.
    #[inline]
    pub fn set_len(&mut self, len: usize) {
        self.len = len.min(self.bytes.len());
    }

    #[cold]
    fn grow(&mut self, least: usize) {
        self.bytes.resize(least.next_power_of_two().max(4096), 0);
    }
}

impl Out for Buffer {
    #[inline]
    fn push(&mut self, byte: u8) {
        self.reserve(1);
        self.bytes[self.len] = byte;
        self.len += 1;
    }

    #[inline]
    fn append(&mut self, piece: &[u8]) {
        self.reserve(piece.len());
        self.bytes[self.len..self.len + piece.len()].copy_from_slice(piece);
        self.len += piece.len();
    }
}

#[cfg(test)]
mod tests {
    use super::{Buffer, Out};

    #[test]
    fn pieces_of_every_length_follow_each_other() {
        let all: Vec<u8> = (0..=255).cycle().take(20_000).collect();
        let (mut buffer, mut at) = (Buffer::default(), 0);
        for length in 0..150 {
            buffer.append(&all[at..at + length]);
            at += length;
            assert_eq!(buffer.as_slice(), &all[..at], "after a piece of {length}");
        }
        buffer.truncate(7);
        buffer.push(9);
        assert_eq!(buffer.as_slice(), [0, 1, 2, 3, 4, 5, 6, 9]);
    }
}
