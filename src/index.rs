//! Where rows begin, for every 1,024th of them: from there any row is soon reached.

use crate::error::Result;
use crate::split::{BLOCK_ROWS, Format, Place, Row, Rows, Splitter};
use serde::{Deserialize, Serialize};

/// Records from one mark to the next. At 16 bytes a mark, ten million records take 160 kB.
pub const BLOCK: u64 = 1024;

/// The places of every 1,024th record, as far as the file has been read.
#[derive(Debug, Clone)]
pub struct Index {
    marks: Vec<Place>,
    /// From which marks on they are counted anew, and from which record: wherever a part of the file was joined.
    parts: Vec<Part>,
    width: usize,
    footer: bool,
}

/// Where marks are counted from.
#[derive(Debug, Clone, Copy)]
struct Part {
    mark: usize,
    first: u64,
}

/// Blocks that follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stretch {
    /// Where they begin.
    pub mark: Place,
    /// Their first record.
    pub first: u64,
    /// The byte before which they end; none for the end of the file.
    pub to: Option<u64>,
    /// The record that begins there.
    pub next: Option<u64>,
}

/// A block of records: its mark, and the first of them.
#[derive(Debug, Clone, Copy)]
struct Block {
    mark: usize,
    first: u64,
}

impl Index {
    /// An index of records that begin at that place, below a header of so many cells. `footer` says that a footer is told
    /// from them.
    pub fn new(first: Place, width: usize, footer: bool) -> Index {
        Index { marks: vec![first], parts: vec![Part { mark: 0, first: 0 }], width, footer }
    }

    /// Notes where the records of a block begin. Blocks come in order; `first` is the first record, from 0.
    pub fn note(&mut self, first: u64, rows: Rows<'_>) {
        let mut next = self.first_of(self.marks.len()) - first;
        while let Some(row) = rows.get(next as usize) {
            self.marks.push(row.place());
            next += BLOCK;
        }
    }

    /// A window of records, if a mark near its start is known yet.
    pub fn window(&self, start: u64, count: usize, format: Format) -> Option<Window> {
        let stretch = self.stretch(start, count as u64)?;
        Some(Window {
            splitter: self.splitter(format, &stretch),
            from: stretch.mark.offset,
            to: stretch.to,
            skip: start - stretch.first,
            count,
            rows: Vec::new(),
        })
    }

    /// The bytes that some records surely lie in, if a mark near the first is known yet.
    pub fn stretch(&self, start: u64, count: u64) -> Option<Stretch> {
        let block = self.block_of(start);
        let mark = *self.marks.get(block.mark)?;
        let last = self.block_of(start.saturating_add(count).saturating_sub(1).max(start));
        let (to, next) = self.end_of(last);
        Some(Stretch { mark, first: block.first, to, next })
    }

    /// What splits a stretch of the file.
    fn splitter(&self, format: Format, stretch: &Stretch) -> Splitter {
        // What stands before a mark stands above a record.
        let footer = self.footer && stretch.to.is_none();
        let splitter = Splitter::new(format, stretch.mark, self.width);
        splitter.with_footer(footer).from_record(stretch.first)
    }

    /// The byte from which records were looked for.
    pub fn from(&self) -> u64 {
        self.marks.first().map_or(0, |first| first.offset)
    }

    /// The marks of a part of the file that was read by itself.
    pub fn marks(&self) -> &[Place] {
        &self.marks
    }

    /// Joins what is known of the file's next part, whose first record is that one: its marks, which count lines from 1,
    /// where that is a line of the file.
    pub fn join(&mut self, first: u64, marks: &[Place], line: u64) {
        self.parts.push(Part { mark: self.marks.len(), first });
        self.marks.extend(marks.iter().map(|mark| Place { line: line + mark.line - 1, ..*mark }));
    }

    /// The block that a record is in, whether its mark is known yet or not.
    fn block_of(&self, record: u64) -> Block {
        let after = self.parts.partition_point(|part| part.first <= record);
        let part = self.parts[after.saturating_sub(1)];
        let within = usize::try_from((record - part.first) / BLOCK).unwrap_or(usize::MAX);
        let end = self.parts.get(after).map_or(usize::MAX, |next| next.mark - 1);
        let mark = part.mark.saturating_add(within).min(end);
        Block { mark, first: part.first + (mark - part.mark) as u64 * BLOCK }
    }

    /// The byte before which a block ends, and the record that begins there, if they are known.
    fn end_of(&self, block: Block) -> (Option<u64>, Option<u64>) {
        let after = block.mark.saturating_add(1);
        let to = self.marks.get(after).map(|mark| mark.offset);
        (to, to.map(|_| self.first_of(after)))
    }

    /// The first record of the block with that mark.
    fn first_of(&self, mark: usize) -> u64 {
        let after = self.parts.partition_point(|part| part.mark <= mark);
        let part = self.parts[after.saturating_sub(1)];
        part.first + (mark - part.mark) as u64 * BLOCK
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

/// Bytes that a walk asks for at once: a few short rows cost little.
const PIECE: u64 = 256 << 10;

/// Some blocks of records, read again: the bytes it wants in, their rows out.
#[derive(Debug)]
pub struct Walk {
    /// What is still to be read, the first last.
    runs: Vec<Stretch>,
    format: Format,
    width: usize,
    footer: bool,
    splitter: Splitter,
    /// The next byte wanted.
    at: u64,
}

impl Index {
    /// A walk through the blocks that hold these records (ascending), as far as marks are known.
    pub fn walk(&self, records: impl Iterator<Item = u64>, format: Format) -> Walk {
        let mut runs: Vec<Stretch> = Vec::new();
        // The mark behind the last run.
        let mut after = 0;
        for record in records {
            let block = self.block_of(record);
            if block.mark < after {
                continue;
            }
            let Some(&mark) = self.marks.get(block.mark) else { break };
            let (to, next) = self.end_of(block);
            match runs.last_mut() {
                Some(last) if block.mark == after => (last.to, last.next) = (to, next),
                _ => runs.push(Stretch { mark, first: block.first, to, next }),
            }
            after = block.mark + 1;
        }
        self.walk_through(runs, format)
    }

    /// A walk through all records.
    pub fn walk_all(&self, format: Format) -> Walk {
        let all = self.marks.first().map(|&mark| Stretch { mark, first: 0, to: None, next: None });
        self.walk_through(all.into_iter().collect(), format)
    }

    fn walk_through(&self, mut runs: Vec<Stretch>, format: Format) -> Walk {
        runs.reverse();
        let start = Place { offset: 0, line: 1 };
        let mut walk = Walk {
            runs,
            format,
            width: self.width,
            footer: self.footer,
            splitter: Splitter::new(format, start, self.width),
            at: 0,
        };
        walk.begin();
        walk
    }
}

impl Walk {
    fn begin(&mut self) {
        let Some(run) = self.runs.last() else { return };
        // What stands before a mark stands above a record.
        let footer = self.footer && run.to.is_none();
        let splitter = Splitter::new(self.format, run.mark, self.width);
        self.splitter = splitter.with_footer(footer).from_record(run.first);
        self.at = run.mark.offset;
    }

    /// The bytes of the file to be pushed next, from the first to before the second; none when all has been read.
    pub fn wants(&self) -> Option<(u64, u64)> {
        let run = self.runs.last()?;
        Some((self.at, run.to.unwrap_or(u64::MAX).min(self.at + PIECE)))
    }

    /// Takes the bytes wanted, or the first of them, after [`Walk::fill`] has given none; and no bytes at the end of the file.
    pub fn push(&mut self, bytes: &[u8]) {
        let Some(run) = self.runs.last() else { return };
        self.splitter.push(bytes);
        self.at += bytes.len() as u64;
        if bytes.is_empty() || run.to == Some(self.at) {
            self.splitter.finish();
        }
    }

    /// Splits the next block. False when more bytes are wanted, or none are left.
    pub fn fill(&mut self) -> Result<bool> {
        if self.splitter.fill(BLOCK_ROWS)? {
            return Ok(true);
        }
        if self.splitter.is_finished() && self.runs.pop().is_some() {
            self.begin();
        }
        Ok(false)
    }

    /// Whether the block ends the file, and nothing follows.
    pub fn is_at_end(&self) -> bool {
        self.splitter.is_finished() && self.runs.last().is_none_or(|run| run.to.is_none())
    }

    /// The block's rows.
    pub fn rows(&self) -> Rows<'_> {
        self.splitter.rows()
    }
}
