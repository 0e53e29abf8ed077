//! Reads a file's rows as they are after edits: all of them, or those in some places.
//!
//! Every job that looks at rows uses this: checks, pages, views, searches. Whoever drives a job pushes the bytes that
//! [`Scan::wants`] names; the job then takes blocks of rows by [`Scan::next`] until there are none.
//!
//! ```
//! use sheethook::base::platform::Platform;
//! use sheethook::csv::{Format, Place, index::Index};
//! use sheethook::edit::{Log, Operation, Overlay, RowSet, Scan};
//!
//! let mut log = Log::new(1, Platform::plain());
//! let delete = Operation::Delete { rows: RowSet::Ranges(vec![(2, 2)]) };
//! log.push(delete, &sheethook_pattern::compile_replace).unwrap();
//! let format = Format::delimited_by(b',');
//! let overlay = Overlay::new(&log, Vec::new(), format, 2, Platform::plain(), &|_| None);
//!
//! let index = Index::new(format, Place { offset: 0, line: 1 }, 2, false);
//! let mut scan = Scan::all(&index, overlay);
//! scan.push(b"a,1\nb,2\nc,3\n");
//! scan.finish();
//! while let Some(block) = scan.next()? {
//!     assert_eq!(block.rows.iter().map(|row| row.id()).collect::<Vec<_>>(), [0, 2]);
//! }
//! # Ok::<(), sheethook::error::Error>(())
//! ```

use super::overlay::{Overlay, Progress};
use crate::base::bitmap::{Bitmap, INSERTED};
use crate::csv::index::{BlockReader, ByteRange, Index};
use crate::csv::{Place, Rows, SkippedLines};
use crate::error::Result;

/// How many records a file has, and where it ends.
#[derive(Debug, Clone, Copy)]
pub struct FileEnd {
    /// Its records.
    pub records: u64,
    /// Where rows stand that were inserted behind them.
    pub place: Place,
}

/// Reads rows as they are after edits.
#[derive(Debug)]
pub struct Scan {
    blocks: BlockReader,
    /// What was done to the rows. Where they are compared, as they were before an edit and as they are after it.
    overlays: Vec<Overlay>,
    step: Step,
    /// Which overlay gives the rows now, and how far it has come in the block.
    version: usize,
    progress: Progress,
    /// Whether nothing of the block had been given before.
    is_first: bool,
    /// Where the file ends. When all of it is read that is found on the way.
    end: FileEnd,
    reads_all: bool,
    /// Whether rows inserted behind the last record are wanted.
    wants_tail: bool,
}

/// What a scan does next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    /// Splits the next block.
    Block,
    /// Edits the block's rows.
    Rows,
    /// Takes the rows inserted behind the last record.
    Tail,
    Done,
}

/// Rows of a block as they are after edits.
#[derive(Debug, Clone, Copy)]
pub struct ScannedRows<'s> {
    /// The rows. There may be none, where all of the block were deleted or it has only skipped lines.
    pub rows: Rows<'s>,
    /// The rows of the file that they come from; none for rows inserted behind the last record.
    pub source: Option<Rows<'s>>,
    /// What was done to them.
    pub overlay: &'s Overlay,
    /// Which of the scan's overlays that is.
    pub version: usize,
    /// Lines of the block that are no records. They come with each piece of the block.
    pub skipped_lines: &'s [SkippedLines],
    /// Whether these are the first rows from their block.
    pub is_first: bool,
    /// Whether these are the last.
    pub is_last: bool,
}

impl Scan {
    /// Reads all rows.
    pub fn all(index: &Index, overlay: Overlay) -> Scan {
        let blocks = index.all();
        let end = FileEnd { records: 0, place: blocks.place() };
        Scan::new(blocks, vec![overlay], end, true, true)
    }

    /// Reads the blocks that hold some rows, under each of the overlays: one, or two to compare rows before and after.
    pub fn blocks_of(rows: &Bitmap, index: &Index, overlays: Vec<Overlay>, end: FileEnd) -> Scan {
        let mut near = rows.clone();
        for overlay in &overlays {
            let inserted =
                overlay.inserted().filter(|(before, id)| *before < end.records && rows.contains(*id));
            near.extend(inserted.map(|(before, _)| before));
        }
        let blocks = index.blocks_of(near.iter().take_while(|id| *id < end.records));
        Scan::new(blocks, overlays, end, false, rows.next(INSERTED).is_some())
    }

    fn new(
        blocks: BlockReader,
        overlays: Vec<Overlay>,
        end: FileEnd,
        reads_all: bool,
        wants_tail: bool,
    ) -> Scan {
        Scan {
            blocks,
            overlays,
            step: Step::Block,
            version: 0,
            progress: Progress::default(),
            is_first: true,
            end,
            reads_all,
            wants_tail,
        }
    }

    /// The bytes of the file to be pushed next; none when all has been read.
    pub fn wants(&self) -> Option<ByteRange> {
        self.blocks.wants()
    }

    /// Takes the first of the bytes wanted, which `write` puts where they are needed.
    pub fn push_with(&mut self, count: usize, write: impl FnOnce(&mut [u8])) {
        self.blocks.push_with(count, write);
    }

    /// As [`Scan::push_with`].
    pub fn push(&mut self, bytes: &[u8]) {
        self.blocks.push(bytes);
    }

    /// Says that all bytes wanted have been pushed, or that the file has ended.
    pub fn finish(&mut self) {
        self.blocks.finish();
    }

    /// The next rows; none when more bytes are wanted, or all have been read.
    #[allow(clippy::should_implement_trait, reason = "the rows are lent, which an iterator can't do")]
    pub fn next(&mut self) -> Result<Option<ScannedRows<'_>>> {
        Ok(if self.advance()? { self.current() } else { None })
    }

    /// Goes on to the next rows. False when more bytes are wanted, or all have been read.
    pub fn advance(&mut self) -> Result<bool> {
        loop {
            match self.step {
                Step::Block if self.blocks.fill()? => {
                    self.end.records += if self.reads_all { self.blocks.rows().len() as u64 } else { 0 };
                    self.step = Step::Rows;
                    // Skipped lines without rows are a block too.
                    if self.blocks.rows().is_empty() {
                        self.version = self.overlays.len();
                        return Ok(true);
                    }
                }
                Step::Block if self.blocks.is_done() => {
                    if self.reads_all {
                        self.end.place = self.blocks.place();
                    }
                    self.step = if self.wants_tail { Step::Tail } else { Step::Done };
                }
                Step::Block | Step::Done => return Ok(false),
                Step::Rows | Step::Tail => {
                    if let Some(overlay) = self.overlays.get_mut(self.version) {
                        self.is_first = self.progress == Progress::default();
                        let is_lent = match self.step {
                            Step::Rows => overlay.apply(self.blocks.rows(), &mut self.progress).is_some(),
                            _ => overlay.tail(self.end.records, self.end.place, &mut self.progress).is_some(),
                        };
                        if is_lent {
                            return Ok(true);
                        }
                        self.version += 1;
                    } else {
                        self.version = 0;
                        self.step = if self.step == Step::Rows { Step::Block } else { Step::Done };
                    }
                    self.progress = Progress::default();
                }
            }
        }
    }

    /// The rows that [`Scan::advance`] has come to.
    pub fn current(&self) -> Option<ScannedRows<'_>> {
        let source = self.blocks.rows();
        let has_rows = !source.is_empty();
        let version = if has_rows || self.step == Step::Tail { self.version } else { 0 };
        let overlay = self.overlays.get(version)?;
        match self.step {
            Step::Block | Step::Done => None,
            Step::Rows => Some(ScannedRows {
                rows: if has_rows { overlay.lent(source) } else { source },
                source: Some(source),
                overlay,
                version,
                skipped_lines: self.blocks.skipped_lines(),
                is_first: !has_rows || self.is_first,
                is_last: !has_rows || self.progress.is_done(source),
            }),
            Step::Tail => Some(ScannedRows {
                rows: overlay.tailed(),
                source: None,
                overlay,
                version,
                skipped_lines: &[],
                is_first: false,
                is_last: false,
            }),
        }
    }

    /// Whether all rows have been read.
    pub fn is_done(&self) -> bool {
        self.step == Step::Done
    }

    /// Where the file ends, when all of it has been read.
    pub fn end(&self) -> FileEnd {
        self.end
    }
}
