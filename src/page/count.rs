//! Counts the pages that records make, before any is made.

use super::options::PageOptions;
use super::record::{Pen, RecordWriter};
use crate::csv::{Condition, Rows};

/// The most that the page's counts can take after the data: four numbers of at most 20 digits.
const COUNTS_BYTES: usize = 4 * 20;

/// When a page is full.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Limits {
    chunk_size: u32,
    max_page_bytes: usize,
    /// Bytes of a page beside its records, at most.
    envelope: usize,
}

impl Limits {
    /// The limits of pages that have so many bytes before their records, and so many behind, their counts skipped.
    pub(super) fn new(options: &PageOptions, before: usize, behind: usize) -> Limits {
        Limits {
            chunk_size: options.chunk_size,
            max_page_bytes: options.max_page_bytes as usize,
            envelope: before + behind + COUNTS_BYTES,
        }
    }

    /// Whether a page is full with so many records.
    pub(super) fn is_full(&self, size: u32) -> bool {
        size == self.chunk_size
    }

    /// Whether so many bytes of records are too many, if they are of several.
    pub(super) fn are_too_many(&self, bytes: usize) -> bool {
        bytes + self.envelope > self.max_page_bytes
    }

    /// Whether no page has too many bytes of records, none of which is longer.
    pub(super) fn never_too_many(&self, longest: usize) -> bool {
        let bytes = (longest + 1).checked_mul(self.chunk_size as usize);
        bytes.is_some_and(|bytes| !self.are_too_many(bytes))
    }
}

/// Counts pages while rows are checked. As long as no page comes near to too many bytes, it takes the most that its records
/// can have; where pages do so from the start, it measures each record.
#[derive(Debug)]
pub struct PageCounter {
    limits: Limits,
    way: Way,
    pen: Pen,
    /// Pages that are full, and the records and bytes of the next.
    pages: u64,
    size: u32,
    bytes: usize,
    longest: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Unknown,
    /// By the most bytes that records can have.
    Bounds,
    /// By the bytes that they have.
    Lengths,
    /// It can't be reported any more.
    Lost,
}

impl PageCounter {
    pub(super) fn new(limits: Limits) -> PageCounter {
        let (pen, pages, size, bytes, longest) = Default::default();
        PageCounter { limits, way: Way::Unknown, pen, pages, size, bytes, longest }
    }

    /// Counts the next rows.
    pub fn add(&mut self, writer: &RecordWriter, rows: Rows<'_>, condition: Condition) {
        if self.way == Way::Unknown && !rows.is_empty() {
            let mut longest = 0;
            writer.bounds(rows, condition, |bytes| longest = longest.max(bytes));
            self.way = if self.limits.never_too_many(longest) { Way::Bounds } else { Way::Lengths };
        }
        if self.way == Way::Lengths {
            let mut pen = std::mem::take(&mut self.pen);
            for row in rows.iter() {
                self.add_record(writer.length(row, condition, &mut pen));
            }
            self.pen = pen;
        } else {
            writer.bounds(rows, condition, |bytes| self.add_record(bytes));
        }
    }

    fn add_record(&mut self, bytes: usize) {
        self.longest = self.longest.max(bytes);
        let comma = usize::from(self.size > 0);
        let together = self.bytes + comma + bytes;
        if self.size > 0 && self.limits.are_too_many(together) {
            if self.way == Way::Bounds {
                self.way = Way::Lost;
            }
            (self.pages, self.size, self.bytes) = (self.pages + 1, 1, bytes);
        } else {
            (self.size, self.bytes) = (self.size + 1, together);
            if self.limits.is_full(self.size) {
                (self.pages, self.size, self.bytes) = (self.pages + 1, 0, 0);
            }
        }
    }

    /// The most bytes that a record can have.
    pub fn longest(&self) -> usize {
        self.longest
    }

    /// Says that rows that were counted are no longer what they were.
    pub fn lose(&mut self) {
        self.way = Way::Lost;
    }

    /// The pages of those limits that all records make, if that is known.
    pub(super) fn pages(&self, limits: &Limits) -> Option<u64> {
        let is_known = self.limits == *limits && self.way != Way::Lost;
        is_known.then_some(self.pages + u64::from(self.size > 0))
    }
}
