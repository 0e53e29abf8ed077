//! An index of a file's rows: where every 1,024th begins, so that any row is soon reached.

use super::{BLOCK_ROWS, Format, Place, Rows, SkippedLines, Splitter};
use crate::error::Result;

/// Records from one mark to the next. At 16 bytes a mark, ten million records take 160 kB.
pub const BLOCK: u64 = 1024;

/// Bytes of the file: from the first to before the second, or to the end of the file.
pub type ByteRange = (u64, Option<u64>);

/// The places of every 1,024th record, as far as the file has been read, and how rows are split from there.
#[derive(Debug, Clone)]
pub struct Index {
    marks: Vec<Place>,
    format: Format,
    width: usize,
    footer: bool,
}

/// Blocks of records that follow each other: where they begin and end.
#[derive(Debug, Clone, Copy)]
struct Run {
    start: Place,
    /// Their first record.
    first: u64,
    /// The byte before which they end; none for the end of the file.
    to: Option<u64>,
}

impl Index {
    /// An index of records that begin at `start`, below a header of `width` cells. With `footer`, lines below the table are
    /// looked for and skipped.
    pub fn new(format: Format, start: Place, width: usize, footer: bool) -> Index {
        Index { marks: vec![start], format, width, footer }
    }

    /// Notes where the records of a block begin. Blocks come in order; `first` is the first record, from 0.
    pub fn note(&mut self, first: u64, rows: Rows<'_>) {
        let mut next = self.marks.len() as u64 * BLOCK - first;
        while let Some(row) = rows.get(next as usize) {
            self.marks.push(row.place());
            next += BLOCK;
        }
    }

    /// Reads all records.
    pub fn all(&self) -> BlockReader {
        let run = self.marks.first().map(|&start| Run { start, first: 0, to: None });
        self.reader(run.into_iter().collect())
    }

    /// Reads the blocks that hold these records (ascending), as far as they are indexed.
    pub fn blocks_of(&self, records: impl Iterator<Item = u64>) -> BlockReader {
        let mut runs: Vec<Run> = Vec::new();
        // The block behind the last run.
        let mut after = 0;
        for record in records {
            let block = usize::try_from(record / BLOCK).unwrap_or(usize::MAX);
            if block < after {
                continue;
            }
            let Some(&start) = self.marks.get(block) else { break };
            let to = self.marks.get(block + 1).map(|mark| mark.offset);
            match runs.last_mut() {
                Some(last) if block == after => last.to = to,
                _ => runs.push(Run { start, first: block as u64 * BLOCK, to }),
            }
            after = block + 1;
        }
        self.reader(runs)
    }

    /// Reads `count` records from `start` (from 0) on; none if the file has not been read as far as that yet.
    pub fn window(&self, start: u64, count: usize) -> Option<Window> {
        let block = start / BLOCK;
        self.marks.get(usize::try_from(block).ok()?)?;
        let last = start.saturating_add((count as u64).saturating_sub(1)) / BLOCK;
        let to = self.marks.get(usize::try_from(last + 1).ok()?).map(|mark| mark.offset);
        let mut blocks = self.blocks_of(std::iter::once(start));
        blocks.extend_to(to);
        Some(Window { blocks, skip: start - block * BLOCK, count, rows: Vec::new() })
    }

    fn reader(&self, mut runs: Vec<Run>) -> BlockReader {
        runs.reverse();
        let splitter = Splitter::new(self.format, Place { offset: 0, line: 1 }, self.width);
        let (format, width, footer) = (self.format, self.width, self.footer);
        let mut reader = BlockReader { runs, format, width, footer, splitter, at: 0, waiting: Vec::new() };
        reader.begin();
        reader
    }
}

/// Reads blocks of records. Whoever uses it pushes the bytes that it wants.
#[derive(Debug)]
pub struct BlockReader {
    /// What is still to be read, the next last.
    runs: Vec<Run>,
    format: Format,
    width: usize,
    footer: bool,
    splitter: Splitter,
    /// The next byte wanted.
    at: u64,
    /// Bytes that were pushed before all rows of the block were used.
    waiting: Vec<u8>,
}

impl BlockReader {
    fn begin(&mut self) {
        let Some(run) = self.runs.last() else { return };
        // Below a block that another follows there is no footer.
        let footer = self.footer && run.to.is_none();
        let splitter = Splitter::new(self.format, run.start, self.width);
        self.splitter = splitter.with_footer(footer).from_record(run.first);
        self.at = run.start.offset;
    }

    fn extend_to(&mut self, to: Option<u64>) {
        if let Some(run) = self.runs.last_mut() {
            run.to = to;
        }
        self.begin();
    }

    /// The bytes to be pushed next; none when all has been read.
    pub fn wants(&self) -> Option<ByteRange> {
        self.runs.last().map(|run| (self.at, run.to))
    }

    /// Takes the first of the bytes wanted, which `write` puts where they are needed.
    pub fn push_with(&mut self, count: usize, write: impl FnOnce(&mut [u8])) {
        self.at += count as u64;
        if self.splitter.rows().is_empty() && self.waiting.is_empty() {
            self.splitter.push_with(count, write);
        } else {
            let known = self.waiting.len();
            self.waiting.resize(known + count, 0);
            write(&mut self.waiting[known..]);
        }
    }

    /// As [`BlockReader::push_with`].
    pub fn push(&mut self, bytes: &[u8]) {
        self.push_with(bytes.len(), |room| room.copy_from_slice(bytes));
    }

    /// Says that all bytes wanted have been pushed, or that the file has ended.
    pub fn finish(&mut self) {
        if let Some(run) = self.runs.last_mut() {
            run.to = Some(self.at);
        }
    }

    /// Splits the next block; true where there is one. False when more bytes are wanted, or all has been read.
    pub fn fill(&mut self) -> Result<bool> {
        loop {
            if self.splitter.fill(BLOCK_ROWS)? {
                return Ok(true);
            }
            if !self.waiting.is_empty() {
                self.splitter.push(&std::mem::take(&mut self.waiting));
            } else if self.runs.last().is_none_or(|run| run.to != Some(self.at)) {
                return Ok(false);
            } else if !self.splitter.is_finished() {
                self.splitter.finish();
            } else {
                self.runs.pop();
                self.begin();
                return Ok(false);
            }
        }
    }

    /// Whether all has been read.
    pub fn is_done(&self) -> bool {
        self.runs.is_empty()
    }

    /// The rows of the block.
    pub fn rows(&self) -> Rows<'_> {
        self.splitter.rows()
    }

    /// Lines of the block that are no records, in order.
    pub fn skipped_lines(&self) -> &[SkippedLines] {
        self.splitter.skipped_lines()
    }

    /// How far rows have been split.
    pub fn place(&self) -> Place {
        self.splitter.place()
    }
}

/// Reads the cells of some records, as the file has them.
#[derive(Debug)]
pub struct Window {
    blocks: BlockReader,
    skip: u64,
    count: usize,
    rows: Vec<Vec<String>>,
}

impl Window {
    /// The bytes to be pushed next; none when the window is full.
    pub fn wants(&self) -> Option<ByteRange> {
        self.blocks.wants().filter(|_| self.rows.len() < self.count)
    }

    /// Takes the first of the bytes wanted.
    pub fn push(&mut self, bytes: &[u8]) -> Result<()> {
        self.blocks.push(bytes);
        self.take()
    }

    /// Says that all bytes wanted have been pushed, or that the file has ended.
    pub fn finish(&mut self) -> Result<()> {
        self.blocks.finish();
        self.take()
    }

    fn take(&mut self) -> Result<()> {
        let Window { blocks, skip, count, rows } = self;
        while rows.len() < *count && blocks.fill()? {
            for row in blocks.rows().iter().take((*count - rows.len()).saturating_add(*skip as usize)) {
                if *skip > 0 {
                    *skip -= 1;
                } else {
                    rows.push(row.texts());
                }
            }
        }
        Ok(())
    }

    /// The rows, when nothing more is wanted.
    pub fn into_rows(self) -> Vec<Vec<String>> {
        self.rows
    }
}
