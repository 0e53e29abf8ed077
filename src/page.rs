//! Rows in, pages out: the JSON bodies that the webhook gets.

mod buffer;
mod count;
mod csv;
mod json;
mod record;
mod slot;

use crate::bitmap::Bitmap;
use crate::edit::{Overlay, Progress};
use crate::error::{Error, Result};
use crate::split::{BLOCK_ROWS, Condition, Format, Place, Splitter};
use std::sync::Arc;

pub(crate) use buffer::{Buffer, Out};
use count::Limits;
pub use count::{CountedPart, PageCounter, PageStart};
pub use csv::{CsvOptions, Exporter, Formulas};
pub use record::{Pen, RecordWriter};

/// Records in a page, where the destination doesn't say.
pub const CHUNK_SIZE: u32 = 1000;

/// Half of the smallest body limit that hosts set by default (1 MB).
pub const MAX_PAGE_BYTES: u32 = 512 << 10;

/// What a page says besides its records, and when it is full.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageOptions {
    /// Names this run of the import.
    pub upload_id: String,
    /// The most records in a page.
    pub chunk_size: u32,
    /// The most bytes in a page's body; a record that is larger by itself has a page of its own.
    pub max_page_bytes: u32,
    /// What the host passed along, as JSON text. In WebAssembly the bindings have made sure that it is.
    pub extra: String,
}

impl Default for PageOptions {
    fn default() -> Self {
        PageOptions {
            upload_id: String::new(),
            chunk_size: CHUNK_SIZE,
            max_page_bytes: MAX_PAGE_BYTES,
            extra: "null".to_owned(),
        }
    }
}

impl PageOptions {
    /// Refuses sizes of zero and, natively, an `extra` that isn't JSON.
    pub fn validate(&self) -> Result<()> {
        let bad = |option, reason| Err(Error::bad_option(option, reason));
        if self.chunk_size == 0 {
            return bad("chunkSize", "must be at least 1");
        }
        if self.max_page_bytes == 0 {
            return bad("maxPageBytes", "must be at least 1");
        }
        #[cfg(not(target_arch = "wasm32"))]
        if serde_json::from_str::<serde::de::IgnoredAny>(&self.extra).is_err() {
            return bad("extra", "must be JSON");
        }
        Ok(())
    }
}

/// A page: its place among the pages, and the body to be sent, lent until the next is asked for.
#[derive(Debug, PartialEq, Eq)]
pub struct Page<'p> {
    /// From 1.
    pub number: u64,
    /// Records in it.
    pub size: u32,
    /// The JSON body.
    pub body: &'p [u8],
    /// Of the body the records, with commas between them.
    pub data: &'p [u8],
}

/// Everything that a pager has to know of a sheet that has been checked.
#[derive(Debug)]
pub struct Paging {
    /// The template's code, or none without a template.
    pub template: Option<String>,
    /// Writes the records.
    pub records: Arc<RecordWriter>,
    /// Records (from 0) to be left out.
    pub skipped: Option<Arc<Bitmap>>,
    /// Records in the file, to notice that it has changed.
    pub records_in_file: u64,
    /// Records in all pages.
    pub total_records: u64,
    /// How cells are separated.
    pub format: Format,
    /// Cells in the header.
    pub width: usize,
    /// Whether a footer is told from the records.
    pub footer: bool,
    /// Where the first record begins, or lines that are none.
    pub data: Place,
    /// What was done to the records.
    pub overlay: Overlay,
}

impl Paging {
    /// Whether no record is left out.
    fn sends_all(&self) -> bool {
        self.skipped.as_ref().is_none_or(|skipped| skipped.is_empty())
    }
}

/// Cuts records into pages. Bytes are pushed as pages are pulled: a page is made when it is asked for.
#[derive(Debug)]
pub struct Pager {
    paging: Paging,
    options: PageOptions,
    limits: Limits,
    total_pages: u64,
    pen: Pen,
    splitter: Splitter,
    /// How much of the splitter's block is done with; or of what follows the file's last row.
    progress: Progress,
    tail: Progress,
    /// Whether the overlay lends rows, the one that is written next, and what is known of them.
    lent: bool,
    row: usize,
    condition: Condition,
    /// Bytes that were pushed before all rows of the block were used.
    waiting: Vec<u8>,
    finished: bool,
    /// Records read, those left out included.
    records: u64,
    /// The page that is being made, or was made last.
    body: Buffer,
    head_len: usize,
    /// What goes into the next page first: a record that was too much for the last.
    left_over: Vec<u8>,
    /// Whether the page in `body` has been given away.
    given: bool,
    size: u32,
    number: u64,
    /// Of some of the pages only: records to be passed over before them, and those still to be written.
    passed: u64,
    left: u64,
    /// The last of the pages; none where they are all.
    last: Option<u64>,
}

impl Pager {
    /// A pager of a file with so many pages. To find their number, make them once with any and count.
    pub fn new(paging: Paging, options: PageOptions, total_pages: u64) -> Result<Pager> {
        options.validate()?;
        let head = head(paging.template.as_deref(), &options.upload_id);
        Ok(Pager {
            splitter: Splitter::new(paging.format, paging.data, paging.width).with_footer(paging.footer),
            pen: Pen::new(&options.upload_id),
            limits: limits(&head, &options),
            paging,
            options,
            total_pages,
            progress: Progress::default(),
            tail: Progress::default(),
            lent: false,
            row: 0,
            condition: Condition::default(),
            waiting: Vec::new(),
            finished: false,
            records: 0,
            head_len: head.len(),
            left_over: Vec::new(),
            given: false,
            body: head,
            size: 0,
            number: 1,
            passed: 0,
            left: u64::MAX,
            last: None,
        })
    }

    /// Makes only the pages from one start to before another. The bytes begin with that record then, and end behind as many as
    /// [`Paging::records_in_file`] says.
    #[must_use]
    pub fn between(mut self, first: u64, start: PageStart, end: PageStart) -> Pager {
        self.splitter = self.splitter.from_record(first);
        self.number = start.page + 1;
        self.passed = start.record.saturating_sub(first);
        self.left = end.record.saturating_sub(start.record);
        self.last = Some(end.page);
        self
    }

    /// Takes the next bytes of the file, from the first record on. Best when all earlier ones have been used, as
    /// [`Pager::next_page`] says by giving none.
    pub fn push(&mut self, bytes: &[u8]) {
        self.push_with(bytes.len(), |room| room.copy_from_slice(bytes));
    }

    /// As [`Pager::push`], with bytes that `write` puts where they are wanted.
    pub fn push_with(&mut self, count: usize, write: impl FnOnce(&mut [u8])) {
        if self.splitter.rows().is_empty() && self.waiting.is_empty() {
            self.splitter.push_with(count, write);
        } else {
            let known = self.waiting.len();
            self.waiting.resize(known + count, 0);
            write(&mut self.waiting[known..]);
        }
    }

    /// Says that the file has ended.
    pub fn finish(&mut self) {
        self.finished = true;
    }

    /// The next page, if the bytes pushed hold all of it.
    pub fn next_page(&mut self) -> Result<Option<Page<'_>>> {
        if std::mem::take(&mut self.given) {
            self.begin_page();
        }
        loop {
            let rows = self.paging.overlay.lent(self.splitter.rows());
            let Some(row) = rows.get(self.row).filter(|_| self.lent) else {
                if self.lend()? {
                    continue;
                }
                return if self.finished { self.end() } else { Ok(None) };
            };
            self.row += 1;
            if self.passed > 0 {
                self.passed -= 1;
                continue;
            }
            if self.paging.skipped.as_ref().is_some_and(|skipped| skipped.contains(row.id())) {
                continue;
            }
            if self.left == 0 {
                // Behind the last page; only counted.
                self.row = rows.len();
                continue;
            }
            self.left -= 1;
            let before = self.body.len();
            if self.size > 0 {
                self.body.push(b',');
            }
            self.paging.records.write(row, self.condition, &mut self.pen, &mut self.body);
            if self.size > 0 && self.limits.are_too_many(self.body.len() - self.head_len) {
                // Without its comma.
                self.left_over.extend_from_slice(&self.body.as_slice()[before + 1..]);
                self.body.truncate(before);
                return Ok(Some(self.give_page()));
            }
            self.size += 1;
            if self.limits.is_full(self.size) {
                return Ok(Some(self.give_page()));
            }
        }
    }

    /// Has the overlay lend the next rows. False when there are none in the bytes pushed.
    fn lend(&mut self) -> Result<bool> {
        let Pager { splitter, paging: Paging { overlay, .. }, .. } = self;
        self.row = 0;
        self.lent = overlay.apply(splitter.rows(), &mut self.progress).is_some();
        while !self.lent {
            if splitter.fill(BLOCK_ROWS)? {
                self.records += splitter.rows().len() as u64;
                self.progress = Progress::default();
                self.lent = overlay.apply(splitter.rows(), &mut self.progress).is_some();
            } else if !self.waiting.is_empty() {
                splitter.push(&std::mem::take(&mut self.waiting));
            } else if self.finished && !splitter.is_finished() {
                splitter.finish();
            } else {
                self.lent =
                    self.finished && overlay.tail(self.records, splitter.place(), &mut self.tail).is_some();
                break;
            }
        }
        if self.lent {
            self.condition = overlay.lent(splitter.rows()).condition();
        }
        Ok(self.lent)
    }

    /// The last page, once; then none.
    fn end(&mut self) -> Result<Option<Page<'_>>> {
        let made = self.number - u64::from(self.size == 0);
        let is_all = self.last.is_none_or(|last| self.left == 0 && made == last);
        if self.records != self.paging.records_in_file || !is_all {
            return Err(Error::FileChanged);
        }
        Ok(if self.size > 0 { Some(self.give_page()) } else { None })
    }

    fn begin_page(&mut self) {
        self.number += 1;
        self.body.truncate(self.head_len);
        self.body.append(&self.left_over);
        self.size = u32::from(!self.left_over.is_empty());
        self.left_over.clear();
    }

    fn give_page(&mut self) -> Page<'_> {
        let data = self.head_len..self.body.len();
        let counts = [self.paging.total_records, self.total_pages, self.number, u64::from(self.size)];
        self.body.push(b']');
        for (name, count) in COUNT_NAMES.iter().zip(counts) {
            self.body.append(name.as_bytes());
            self.body.append(count.to_string().as_bytes());
        }
        self.body.append(EXTRA_NAME.as_bytes());
        self.body.append(self.options.extra.as_bytes());
        self.body.push(b'}');
        self.given = true;
        let body = self.body.as_slice();
        Page { number: self.number, size: self.size, body, data: body.get(data).unwrap_or_default() }
    }

    /// Counts the pages of a sheet with that template while its rows are checked.
    pub fn counter(template: Option<&str>, options: &PageOptions) -> PageCounter {
        PageCounter::new(limits_of(template, options))
    }

    /// The start of some of the pages that a counter has counted, as many as go well together, and that of those behind them;
    /// the first from 0 on.
    pub fn stretch(
        paging: &Paging,
        options: &PageOptions,
        counter: &PageCounter,
        at: usize,
    ) -> Option<(PageStart, PageStart)> {
        let limits = limits_of(paging.template.as_deref(), options);
        if paging.sends_all() { counter.stretch(&limits, at) } else { None }
    }

    /// The number of pages, if it is known: because they have been counted, or even the largest records fill no page's bytes.
    /// Otherwise the pages have to be made once to be counted.
    pub fn known_total(paging: &Paging, options: &PageOptions, counter: &PageCounter) -> Option<u64> {
        let limits = limits_of(paging.template.as_deref(), options);
        let known = if paging.sends_all() { counter.pages(&limits) } else { None };
        let by_size = || paging.total_records.div_ceil(u64::from(options.chunk_size));
        known.or_else(|| limits.never_too_many(counter.longest()).then(by_size))
    }
}

/// What stands before a page's records.
fn head(template: Option<&str>, upload_id: &str) -> Buffer {
    let mut head = Buffer::default();
    head.append(b"{\"template\":");
    match template {
        Some(code) => json::write_text(code.as_bytes(), true, &mut head),
        None => head.append(b"null"),
    }
    head.append(b",\"uploadId\":");
    json::write_text(upload_id.as_bytes(), true, &mut head);
    head.append(b",\"data\":[");
    head
}

fn limits_of(template: Option<&str>, options: &PageOptions) -> Limits {
    limits(&head(template, &options.upload_id), options)
}

fn limits(head: &Buffer, options: &PageOptions) -> Limits {
    let names = COUNT_NAMES.iter().map(|name| name.len()).sum::<usize>();
    Limits::new(options, head.len(), "]".len() + names + EXTRA_NAME.len() + options.extra.len() + "}".len())
}

const COUNT_NAMES: [&str; 4] = [",\"totalRecords\":", ",\"totalPages\":", ",\"page\":", ",\"pageSize\":"];
const EXTRA_NAME: &str = ",\"extra\":";
