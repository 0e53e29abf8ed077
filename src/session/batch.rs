//! The bytes of some blocks in, chosen rows of them out as the records that pages would have.

use super::hosting::HostCheck;
use crate::bitmap::{Bitmap, INSERTED};
use crate::edit::{Overlay, Progress};
use crate::error::Result;
use crate::index::Walk;
use crate::issue::excerpt;
use crate::page::{Buffer, Out, Pen, RecordWriter};
use crate::split::{Place, Rows};
use std::sync::Arc;

/// Bytes of records at which a batch is full.
const MOST_BYTES: usize = 4 << 20;

/// Records for a host function.
#[derive(Debug)]
pub struct Batch {
    walk: Walk,
    overlay: Overlay,
    writer: Arc<RecordWriter>,
    /// The place in rows of each column's cells.
    sources: Vec<Option<usize>>,
    pub(super) wanted: Bitmap,
    /// What it is for, and under which mapping; none for rows that are read for something else.
    pub(super) from: Option<(HostCheck, u32)>,
    taken: Taken,
}

/// Rows that have been read.
#[derive(Debug, Default)]
struct Taken {
    /// A JSON array, but for its end.
    json: Buffer,
    rows: Vec<BatchRow>,
    /// The cells of all rows, one after another, and where each ends.
    texts: Vec<u8>,
    ends: Vec<usize>,
}

/// A row of a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BatchRow {
    /// Its id.
    pub id: u64,
    /// The file's line on which it begins.
    pub line: u64,
}

impl Batch {
    pub(super) fn new(
        walk: Walk,
        overlay: Overlay,
        writer: Arc<RecordWriter>,
        sources: Vec<Option<usize>>,
        wanted: Bitmap,
        from: Option<(HostCheck, u32)>,
    ) -> Batch {
        Batch { walk, overlay, writer, sources, wanted, from, taken: Taken::default() }
    }

    /// The bytes of the file to be pushed next, from the first to before the second; none when it has all it needs.
    pub fn wants(&self) -> Option<(u64, u64)> {
        self.walk.wants().filter(|_| !self.taken.is_full())
    }

    /// Takes the bytes wanted, or none at the end of the file.
    pub fn push(&mut self, bytes: &[u8]) -> Result<()> {
        let Batch { walk, overlay, writer, sources, wanted, taken, .. } = self;
        walk.push(bytes);
        while walk.fill()? {
            let source = walk.rows();
            let mut progress = Progress::default();
            while overlay.apply(source, &mut progress).is_some() {
                taken.add(overlay.lent(source), wanted, writer, sources);
            }
        }
        Ok(())
    }

    /// Takes what was inserted behind so many records.
    pub(super) fn finish(&mut self, records: u64, line: u64) {
        let Batch { overlay, writer, sources, wanted, taken, .. } = self;
        if wanted.next(INSERTED).is_some() {
            let (mut progress, end) = (Progress::default(), Place { offset: 0, line });
            while overlay.tail(records, end, &mut progress).is_some() {
                taken.add(overlay.tailed(), wanted, writer, sources);
            }
        }
        if taken.json.is_empty() {
            taken.json.push(b'[');
        }
        taken.json.push(b']');
    }

    /// The rows that were wanted and are not in it, because it was full.
    pub(super) fn left(&self) -> Option<Bitmap> {
        self.taken.is_full().then(|| {
            let mut left = self.wanted.clone();
            self.taken.rows.iter().for_each(|row| {
                left.remove(row.id);
            });
            left
        })
    }

    /// The rows, in the order of the records.
    pub fn rows(&self) -> &[BatchRow] {
        &self.taken.rows
    }

    /// The records, as a JSON array.
    pub fn records(&self) -> String {
        String::from_utf8_lossy(self.taken.json.as_slice()).into_owned()
    }

    /// A cell's text as an issue quotes it, by the places of its row in the batch and of its column in the template.
    pub(super) fn excerpt(&self, row: usize, column: usize) -> String {
        let Taken { texts, ends, .. } = &self.taken;
        let at = row * self.sources.len() + column;
        let start = at.checked_sub(1).map_or(Some(0), |before| ends.get(before).copied());
        let text = start.zip(ends.get(at)).and_then(|(start, end)| texts.get(start..*end));
        excerpt(text.unwrap_or_default())
    }
}

impl Taken {
    fn is_full(&self) -> bool {
        self.json.len() >= MOST_BYTES
    }

    fn add(&mut self, rows: Rows<'_>, wanted: &Bitmap, writer: &RecordWriter, sources: &[Option<usize>]) {
        // No upload is under way, so what is made for one is another now.
        let (condition, mut pen) = (rows.condition(), Pen::new(""));
        for row in rows.iter().filter(|row| wanted.contains(row.id())) {
            if self.is_full() {
                return;
            }
            self.json.push(if self.rows.is_empty() { b'[' } else { b',' });
            writer.write(row, condition, &mut pen, &mut self.json);
            self.rows.push(BatchRow { id: row.id(), line: row.place().line });
            for source in sources {
                let cell = row.text(source.unwrap_or(usize::MAX)).bytes();
                // More than an issue quotes is not needed.
                self.texts.extend_from_slice(cell.get(..1024).unwrap_or(cell));
                self.ends.push(self.texts.len());
            }
        }
    }
}
