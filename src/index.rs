//! Where rows begin, for every 1,024th of them: from there any row is soon reached.

use crate::error::Result;
use crate::split::{BLOCK_ROWS, Format, Place, Row, Rows, Splitter};

/// Records from one mark to the next. At 16 bytes a mark, ten million records take 160 kB.
pub const BLOCK: u64 = 1024;

/// The places of records 0, 1024, 2048, …, as far as the file has been read.
#[derive(Debug, Clone)]
pub struct Index {
    marks: Vec<Place>,
    width: usize,
    footer: bool,
}

impl Index {
    /// An index of records that begin at that place, below a header of so many cells. `footer` says that a footer is told
    /// from them.
    pub fn new(first: Place, width: usize, footer: bool) -> Index {
        Index { marks: vec![first], width, footer }
    }

    /// Notes where the records of a block begin. Blocks come in order; `first` is the first record, from 0.
    pub fn note(&mut self, first: u64, rows: Rows<'_>) {
        let mut next = self.marks.len() as u64 * BLOCK - first;
        while let Some(row) = rows.get(next as usize) {
            self.marks.push(row.place());
            next += BLOCK;
        }
    }

    /// A window of records, if a mark near its start is known yet.
    pub fn window(&self, start: u64, count: usize, format: Format) -> Option<Window> {
        let mark = *self.marks.get(usize::try_from(start / BLOCK).ok()?)?;
        let after = start.saturating_add(count as u64).div_ceil(BLOCK);
        let to = usize::try_from(after).ok().and_then(|after| self.marks.get(after)).map(|mark| mark.offset);
        // What stands before a mark stands above a record.
        let footer = self.footer && to.is_none();
        Some(Window {
            splitter: Splitter::new(format, mark, self.width).with_footer(footer),
            from: mark.offset,
            to,
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
    pub fn push(&mut self, bytes: &[u8]) -> Result<bool> {
        self.splitter.push(bytes);
        self.take()
    }

    fn take(&mut self) -> Result<bool> {
        while self.rows.len() < self.count && self.splitter.fill(BLOCK_ROWS)? {
            let wanted = (self.count - self.rows.len()).saturating_add(self.skip as usize);
            for row in self.splitter.rows().iter().take(wanted) {
                if self.skip > 0 {
                    self.skip -= 1;
                } else {
                    self.rows.push(texts(row));
                }
            }
        }
        Ok(self.rows.len() >= self.count)
    }

    /// The rows, when the window is full or the file has ended.
    pub fn finish(mut self) -> Result<Vec<Vec<String>>> {
        self.splitter.finish();
        self.take()?;
        Ok(self.rows)
    }
}

fn texts(row: Row<'_>) -> Vec<String> {
    row.cells().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect()
}
