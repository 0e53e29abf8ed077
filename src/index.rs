//! Where rows begin, for every 1,024th of them: from there any row is soon reached.

use crate::decode::repair;
use crate::error::Result;
use crate::split::{Place, Row, Separators, Splitter};

/// Records from one mark to the next. At 16 bytes a mark, ten million records take 160 kB.
pub const BLOCK: u64 = 1024;

/// The places of records 0, 1024, 2048, …, as far as the file has been read.
#[derive(Debug, Clone)]
pub struct Index {
    marks: Vec<Place>,
}

impl Index {
    /// An index of records that begin at that place.
    pub fn new(first: Place) -> Index {
        Index { marks: vec![first] }
    }

    /// Notes where a record begins; records come in order, counted from 0.
    #[inline]
    pub fn note(&mut self, record: u64, place: Place) {
        if record.is_multiple_of(BLOCK) && record > 0 {
            self.marks.push(place);
        }
    }

    /// A window of records, if a mark near its start is known yet.
    pub fn window(&self, start: u64, count: usize, separators: Separators) -> Option<Window> {
        let mark = *self.marks.get(usize::try_from(start / BLOCK).ok()?)?;
        let after = start.saturating_add(count as u64).div_ceil(BLOCK);
        Some(Window {
            splitter: Splitter::new(separators, mark),
            from: mark.offset,
            to: usize::try_from(after).ok().and_then(|after| self.marks.get(after)).map(|mark| mark.offset),
            skip: start % BLOCK,
            count,
            rows: Vec::new(),
        })
    }
}

/// Bytes from a mark on in, some rows of text out.
#[derive(Debug)]
pub struct Window {
    splitter: Splitter,
    from: u64,
    to: Option<u64>,
    skip: u64,
    count: usize,
    rows: Vec<Vec<String>>,
}

impl Window {
    /// The byte to read from.
    pub fn from(&self) -> u64 {
        self.from
    }

    /// The byte before which the window surely ends, if that is known.
    pub fn to(&self) -> Option<u64> {
        self.to
    }

    /// Takes the next bytes. Gives back whether the window is full, so that no more are needed.
    pub fn push(&mut self, mut bytes: &[u8]) -> Result<bool> {
        while self.rows.len() < self.count {
            let Some(row) = self.splitter.next(&mut bytes)? else { break };
            take(row, &mut self.skip, &mut self.rows);
        }
        Ok(self.rows.len() >= self.count)
    }

    /// The rows, when the window is full or the file has ended.
    pub fn finish(mut self) -> Result<Vec<Vec<String>>> {
        if self.rows.len() < self.count
            && let Some(row) = self.splitter.finish()?
        {
            take(row, &mut self.skip, &mut self.rows);
        }
        Ok(self.rows)
    }
}

fn take(row: Row<'_>, skip: &mut u64, rows: &mut Vec<Vec<String>>) {
    if *skip > 0 {
        *skip -= 1;
        return;
    }
    rows.push(row.cells().map(|cell| String::from_utf8_lossy(&repair(cell)).into_owned()).collect());
}
