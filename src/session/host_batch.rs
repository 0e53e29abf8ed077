//! Reads chosen rows of a sheet as the records that a host function gets.

use super::host_queue::HostFunction;
use super::row_job::RowJob;
use super::sheet::Sheet;
use crate::base::bitmap::Bitmap;
use crate::csv::Rows;
use crate::csv::index::ByteRange;
use crate::edit::Scan;
use crate::error::Result;
use crate::issue::excerpt;
use crate::page::{Buffer, Out, Pen, RecordWriter};
use std::sync::Arc;

/// Bytes of records at which a batch is full.
const MAX_BYTES: usize = 4 << 20;

/// Records for a host function.
#[derive(Debug)]
pub struct HostBatch {
    scan: Scan,
    writer: Arc<RecordWriter>,
    /// The place in rows of each column's cells.
    sources: Vec<Option<usize>>,
    pub(super) wanted: Bitmap,
    /// The function that it is for, and under which mapping; none for rows that are read for something else.
    pub(super) function: Option<(HostFunction, u32)>,
    records: Records,
}

/// Rows that have been read.
#[derive(Debug, Default)]
struct Records {
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

impl RowJob for HostBatch {
    fn scan(&self) -> &Scan {
        &self.scan
    }

    fn scan_mut(&mut self) -> &mut Scan {
        &mut self.scan
    }

    fn wants(&self) -> Option<ByteRange> {
        self.scan.wants().filter(|_| !self.records.is_full())
    }

    fn read_rows(&mut self, _: &Sheet) -> Result<()> {
        let HostBatch { scan, writer, sources, wanted, records, .. } = self;
        while !records.is_full()
            && let Some(block) = scan.next()?
        {
            records.add(block.rows, wanted, writer, sources);
        }
        Ok(())
    }
}

impl HostBatch {
    pub(super) fn new(
        scan: Scan,
        writer: Arc<RecordWriter>,
        sources: Vec<Option<usize>>,
        wanted: Bitmap,
        function: Option<(HostFunction, u32)>,
    ) -> HostBatch {
        HostBatch { scan, writer, sources, wanted, function, records: Records::default() }
    }

    /// Completes the batch, when all that was wanted has been pushed.
    pub(super) fn complete(&mut self, sheet: &Sheet) -> Result<()> {
        self.read_rows(sheet)?;
        if self.records.json.is_empty() {
            self.records.json.push(b'[');
        }
        self.records.json.push(b']');
        Ok(())
    }

    /// The rows that were wanted and are not in it, because it was full.
    pub(super) fn left(&self) -> Option<Bitmap> {
        self.records.is_full().then(|| {
            let mut left = self.wanted.clone();
            self.records.rows.iter().for_each(|row| {
                left.remove(row.id);
            });
            left
        })
    }

    /// The rows, in the order of the records.
    pub fn rows(&self) -> &[BatchRow] {
        &self.records.rows
    }

    /// The records, as a JSON array.
    pub fn records(&self) -> String {
        String::from_utf8_lossy(self.records.json.as_slice()).into_owned()
    }

    /// A cell's text as an issue quotes it, by the places of its row in the batch and of its column in the template.
    pub(super) fn excerpt(&self, row: usize, column: usize) -> String {
        let Records { texts, ends, .. } = &self.records;
        let at = row * self.sources.len() + column;
        let start = at.checked_sub(1).map_or(Some(0), |before| ends.get(before).copied());
        let text = start.zip(ends.get(at)).and_then(|(start, end)| texts.get(start..*end));
        excerpt(text.unwrap_or_default())
    }
}

impl Records {
    fn is_full(&self) -> bool {
        self.json.len() >= MAX_BYTES
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
