//! Cuts records into pages, each made when it is asked for.

use super::buffer::{Buffer, Out};
use super::count::{Limits, PageCounter};
use super::json;
use super::options::PageOptions;
use super::record::{Pen, RecordWriter};
use crate::base::bitmap::Bitmap;
use crate::csv::Condition;
use crate::csv::index::ByteRange;
use crate::edit::Scan;
use crate::error::{Error, Result};
use std::sync::Arc;

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

/// What a pager needs of a sheet that has been checked.
#[derive(Debug)]
pub struct PagerSetup {
    /// The template's code, or none without a template.
    pub template: Option<String>,
    /// Writes the records.
    pub writer: Arc<RecordWriter>,
    /// Reads all rows.
    pub scan: Scan,
    /// Records (from 0) to be left out.
    pub skipped: Option<Arc<Bitmap>>,
    /// Records in the file, to notice that it has changed.
    pub records_in_file: u64,
    /// Records in all pages.
    pub total_records: u64,
}

/// Cuts records into pages. Bytes are pushed as pages are pulled: a page is made when it is asked for.
#[derive(Debug)]
pub struct Pager {
    setup: PagerSetup,
    options: PageOptions,
    limits: Limits,
    total_pages: u64,
    pen: Pen,
    /// The next of the scan's rows, and what is known of them all.
    row: usize,
    condition: Condition,
    /// The page that is being made, or was made last.
    body: Buffer,
    head_len: usize,
    /// What goes into the next page first: a record that was too much for the last.
    left_over: Vec<u8>,
    /// Whether the page in `body` has been given away.
    given: bool,
    size: u32,
    number: u64,
}

impl Pager {
    /// A pager of a file with so many pages. To find their number, make them once with any and count.
    pub fn new(setup: PagerSetup, options: PageOptions, total_pages: u64) -> Result<Pager> {
        options.validate()?;
        let head = head(setup.template.as_deref(), &options.upload_id);
        Ok(Pager {
            pen: Pen::new(&options.upload_id),
            limits: limits(&head, &options),
            setup,
            options,
            total_pages,
            row: 0,
            condition: Condition::default(),
            head_len: head.len(),
            left_over: Vec::new(),
            given: false,
            body: head,
            size: 0,
            number: 1,
        })
    }

    /// The bytes of the file to be pushed next; none when the last page has been made.
    pub fn wants(&self) -> Option<ByteRange> {
        self.setup.scan.wants()
    }

    /// Takes the next bytes of the file. Best when all earlier ones have been used, as [`Pager::next_page`] says by giving
    /// none.
    pub fn push(&mut self, bytes: &[u8]) {
        self.setup.scan.push(bytes);
    }

    /// As [`Pager::push`], with bytes that `write` puts where they are needed.
    pub fn push_with(&mut self, count: usize, write: impl FnOnce(&mut [u8])) {
        self.setup.scan.push_with(count, write);
    }

    /// Says that the file has ended.
    pub fn finish(&mut self) {
        self.setup.scan.finish();
    }

    /// The next page, if the bytes pushed hold all of it.
    pub fn next_page(&mut self) -> Result<Option<Page<'_>>> {
        if std::mem::take(&mut self.given) {
            self.begin_page();
        }
        while !self.write_rows() {
            self.row = 0;
            if self.setup.scan.advance()? {
                let block = self.setup.scan.current();
                self.condition = block.map(|block| block.rows.condition()).unwrap_or_default();
            } else if self.setup.scan.is_done() {
                return self.end();
            } else {
                return Ok(None);
            }
        }
        Ok(Some(self.give_page()))
    }

    /// Writes the block's rows into the page. Whether the page is full; otherwise all of the block's rows are used.
    fn write_rows(&mut self) -> bool {
        let Pager { setup, limits, pen, row: next, condition, body, head_len, left_over, size, .. } = self;
        let Some(block) = setup.scan.current() else { return false };
        while let Some(row) = block.rows.get(*next) {
            *next += 1;
            if setup.skipped.as_ref().is_some_and(|skipped| skipped.contains(row.id())) {
                continue;
            }
            let before = body.len();
            if *size > 0 {
                body.push(b',');
            }
            setup.writer.write(row, *condition, pen, body);
            if *size > 0 && limits.are_too_many(body.len() - *head_len) {
                // Without its comma.
                left_over.extend_from_slice(&body.as_slice()[before + 1..]);
                body.truncate(before);
                return true;
            }
            *size += 1;
            if limits.is_full(*size) {
                return true;
            }
        }
        false
    }

    /// The last page, once; then none.
    fn end(&mut self) -> Result<Option<Page<'_>>> {
        if self.setup.scan.end().records != self.setup.records_in_file {
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
        let counts = [self.setup.total_records, self.total_pages, self.number, u64::from(self.size)];
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

    /// The number of pages, if it is known: because they have been counted, or even the largest records fill no page's bytes.
    /// Otherwise the pages have to be made once to be counted.
    pub fn known_total(setup: &PagerSetup, options: &PageOptions, counter: &PageCounter) -> Option<u64> {
        let limits = limits_of(setup.template.as_deref(), options);
        let sends_all = setup.skipped.as_ref().is_none_or(|skipped| skipped.is_empty());
        let known = if sends_all { counter.pages(&limits) } else { None };
        let by_size = || setup.total_records.div_ceil(u64::from(options.chunk_size));
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
