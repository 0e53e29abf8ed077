//! A sheet: opened from the first bytes of a file, checked in a first pass, read anywhere, paged in a second.

mod header;
mod matching;
mod read_options;
mod tally;

use crate::bitmap::Bitmap;
use crate::check::{Checker, Subject};
use crate::decode::{bom_len, foreign};
use crate::dialect;
use crate::error::{Error, Result};
use crate::index::{Index, Window};
use crate::issue::{Issue, IssuePlace, Severity, excerpt};
use crate::map::{Change, Mapping, columns_of};
use crate::page::{PageOptions, Pager, Paging, RecordWriter};
use crate::platform::Platform;
use crate::split::{Aside, BLOCK_ROWS, Format, Place, Splitter};
use crate::template::{Column, OnInvalid, Template};
use std::sync::Arc;

use header::{Head, told};
use matching::matched;
pub use read_options::{Dialect, ReadOptions};
pub use tally::CheckResult;
use tally::Tally;

/// Bytes from the start of the file within which the header row must end, and from which the delimiter is found.
pub const SAMPLE_BYTES: u32 = 1 << 18;

/// A file that is being imported. It holds no rows: whoever drives it pushes the file's bytes, for each pass again.
#[derive(Debug)]
pub struct Sheet {
    template: Option<Template>,
    columns: Vec<Column>,
    head: Head,
    dialect: Dialect,
    format: Format,
    mapping: Mapping,
    platform: Platform,
    state: State,
}

/// How far the first pass has come.
#[derive(Debug)]
enum State {
    Opened,
    Checking(Box<Pass>),
    Checked(Box<Facts>),
}

/// What the first pass finds out.
#[derive(Debug)]
struct Facts {
    index: Index,
    tally: Tally,
    /// Records (from 0) that have an error.
    invalid: Bitmap,
    records: Arc<RecordWriter>,
    /// The most bytes that any record takes as JSON.
    longest_record: usize,
    /// Every issue that hasn't been taken yet, where the driver takes them as they come.
    stream: Option<Vec<Issue>>,
}

/// The first pass while it runs.
#[derive(Debug)]
struct Pass {
    splitter: Splitter,
    checker: Checker,
    facts: Facts,
    /// Bytes before the first record that are still to be passed over.
    to_skip: u64,
}

impl Sheet {
    /// Opens a file from its first bytes (in UTF-8): at least [`SAMPLE_BYTES`] of them, or all, as `whole` says.
    pub fn open(
        sample: &[u8],
        whole: bool,
        template: Option<Template>,
        options: &ReadOptions,
        platform: Platform,
    ) -> Result<Sheet> {
        let given = options.given()?;
        if let Some(looks_like) = foreign(sample) {
            return Err(Error::NotText { looks_like: looks_like.to_owned() });
        }
        // A CR at the very end may be half of a CR LF.
        let sample = if whole { sample } else { sample.strip_suffix(b"\r").unwrap_or(sample) };
        let bom = bom_len(sample);
        let text = &sample[bom..];
        let found = dialect::sniff(text, whole, &given);
        let format = found.format;
        let start = Place { offset: bom as u64, line: 1 };
        let head = Head::read(text, whole, &found, start)?;
        let header = &head.names;
        let columns =
            template.as_ref().map_or_else(|| columns_of(header), |template| template.columns.clone());
        let mapping = match &template {
            Some(template) => {
                let below = text.get((head.data.offset - start.offset) as usize..).unwrap_or_default();
                matched(template, &head, below, whole, format, found.header_row > 0, platform)
            }
            // Without a template every header is a column.
            None => Mapping::by_place(&columns, header),
        };
        let dialect = Dialect::new(options, &found, header.len() as u32);
        Ok(Sheet { template, columns, head, dialect, format, mapping, platform, state: State::Opened })
    }

    /// The headers as the file has them; `column_1`, … where it has none.
    pub fn header(&self) -> &[String] {
        &self.head.names
    }

    /// How the file is read.
    pub fn dialect(&self) -> &Dialect {
        &self.dialect
    }

    /// Which header feeds which column.
    pub fn mapping(&self) -> &Mapping {
        &self.mapping
    }

    /// Bytes of the file before the line below the header, or before the first record where there is no header.
    pub fn data_offset(&self) -> u64 {
        self.head.data.offset
    }

    /// Has columns fed by something else, or by nothing. What a check has found is forgotten.
    pub fn set_mapping(&mut self, changes: Vec<Change>) -> Result<()> {
        self.mapping.change(changes, &self.head.names)?;
        self.state = State::Opened;
        Ok(())
    }

    /// Begins the first pass: the whole file is to be pushed from its first byte. With `stream`, every issue is kept
    /// until [`Sheet::take_issues`] takes it.
    pub fn start_check(&mut self, stream: bool) {
        let width = self.header().len();
        let mut facts = Facts {
            index: self.index(),
            tally: Tally::default(),
            invalid: Bitmap::default(),
            records: Arc::new(RecordWriter::new(&self.columns, &self.mapping, self.platform)),
            longest_record: 0,
            stream: stream.then(Vec::new),
        };
        let columns = self.template.is_none().then_some(&self.columns[..]);
        for issue in self.head.issues(columns) {
            let room = facts.tally.count(&issue.code, issue.place.severity, Subject::Row);
            facts.keep(issue, room);
        }
        self.state = State::Checking(Box::new(Pass {
            splitter: Splitter::new(self.format, self.head.data, width).with_footer(self.has_footer()),
            checker: Checker::new(
                &self.columns,
                &self.mapping,
                width,
                self.on_invalid() == OnInvalid::Skip,
                self.platform,
            ),
            facts,
            to_skip: self.head.data.offset,
        }));
    }

    /// Checks the rows in the next bytes of the file.
    pub fn push(&mut self, bytes: &[u8]) -> Result<()> {
        let State::Checking(pass) = &mut self.state else { return Err(Error::NotChecked) };
        let skipped = bytes.len().min(usize::try_from(pass.to_skip).unwrap_or(usize::MAX));
        pass.to_skip -= skipped as u64;
        pass.splitter.push(&bytes[skipped..]);
        examine(pass, &self.columns, &self.head.names)
    }

    /// As [`Sheet::push`], with bytes that `write` puts where they are wanted.
    pub fn push_with(&mut self, count: usize, write: impl FnOnce(&mut [u8])) -> Result<()> {
        match &mut self.state {
            State::Checking(pass) if pass.to_skip == 0 => {
                pass.splitter.push_with(count, write);
                examine(pass, &self.columns, &self.head.names)
            }
            _ => {
                let mut bytes = vec![0; count];
                write(&mut bytes);
                self.push(&bytes)
            }
        }
    }

    /// Ends the first pass at the end of the file.
    pub fn finish(&mut self) -> Result<CheckResult> {
        let State::Checking(pass) = &mut self.state else { return Err(Error::NotChecked) };
        pass.splitter.finish();
        examine(pass, &self.columns, &self.head.names)?;
        if let State::Checking(pass) = std::mem::replace(&mut self.state, State::Opened) {
            self.state = State::Checked(Box::new(pass.facts));
        }
        self.result()
    }

    /// The issues found since they were last taken, in a pass that streams them.
    pub fn take_issues(&mut self) -> Vec<Issue> {
        let stream = match &mut self.state {
            State::Opened => None,
            State::Checking(pass) => pass.facts.stream.as_mut(),
            State::Checked(facts) => facts.stream.as_mut(),
        };
        stream.map(std::mem::take).unwrap_or_default()
    }

    /// Records seen by the first pass so far.
    pub fn records(&self) -> u64 {
        self.known().map_or(0, |facts| facts.tally.records)
    }

    /// What the check has found.
    pub fn result(&self) -> Result<CheckResult> {
        let facts = self.facts()?;
        let name = |subject| name_of(subject, &self.columns, &self.head.names);
        Ok(facts.tally.result(name, self.total_records(facts)))
    }

    /// A window of records from `start` (from 0) on, if the first pass has come that far.
    pub fn window(&self, start: u64, count: usize) -> Option<Window> {
        match self.known() {
            Some(facts) => facts.index.window(start, count, self.format),
            None => self.index().window(start, count, self.format),
        }
    }

    /// The number of pages, if it follows from what the check has found. Otherwise a pager has to make them once.
    pub fn total_pages(&self, options: &PageOptions) -> Option<u64> {
        let facts = self.facts().ok()?;
        Pager::known_total(&self.paging(facts), options, facts.longest_record)
    }

    /// A pager over the records that are to be sent, from the byte at [`Sheet::data_offset`] on.
    pub fn pager(&self, options: PageOptions, total_pages: u64) -> Result<Pager> {
        Pager::new(self.paging(self.facts()?), options, total_pages)
    }

    /// Refuses if the template blocks on errors and there are some.
    pub fn permit(&self) -> Result<()> {
        let facts = self.facts()?;
        let errors = facts.tally.errors;
        if errors == 0 || self.on_invalid() != OnInvalid::Block {
            return Ok(());
        }
        let issues = facts.tally.issues.iter().filter(|issue| issue.place.severity == Severity::Error);
        let issues = issues.take(10).cloned().collect();
        Err(Error::Blocked { errors, invalid_records: facts.tally.invalid_records, issues })
    }

    fn on_invalid(&self) -> OnInvalid {
        self.template.as_ref().map_or(OnInvalid::Include, |template| template.on_invalid)
    }

    /// Whether a footer is told from the records. Without a header it is less clear what belongs to the table.
    fn has_footer(&self) -> bool {
        self.dialect.header_row > 0
    }

    fn index(&self) -> Index {
        Index::new(self.head.data, self.header().len(), self.has_footer())
    }

    fn total_records(&self, facts: &Facts) -> u64 {
        let skipped = if self.on_invalid() == OnInvalid::Skip { facts.tally.invalid_records } else { 0 };
        facts.tally.records - skipped
    }

    fn paging(&self, facts: &Facts) -> Paging {
        Paging {
            template: self.template.as_ref().map(|template| template.code.clone()),
            records: facts.records.clone(),
            skipped: (self.on_invalid() == OnInvalid::Skip).then(|| Arc::new(facts.invalid.clone())),
            records_in_file: facts.tally.records,
            total_records: self.total_records(facts),
            format: self.format,
            width: self.header().len(),
            footer: self.has_footer(),
            data: self.head.data,
        }
    }

    /// What is known so far, of a pass that has ended or still runs.
    fn known(&self) -> Option<&Facts> {
        match &self.state {
            State::Opened => None,
            State::Checking(pass) => Some(&pass.facts),
            State::Checked(facts) => Some(facts),
        }
    }

    fn facts(&self) -> Result<&Facts> {
        match &self.state {
            State::Checked(facts) => Ok(facts),
            _ => Err(Error::NotChecked),
        }
    }
}

/// Checks the rows that have come and notes what later passes need of them.
fn examine(pass: &mut Pass, columns: &[Column], header: &[String]) -> Result<()> {
    let Pass { splitter, checker, facts, .. } = pass;
    while splitter.fill(BLOCK_ROWS)? {
        let rows = splitter.rows();
        let first = facts.tally.records;
        facts.index.note(first, rows);
        facts.tally.records += rows.len() as u64;
        let condition = rows.condition();
        facts.longest_record = facts.longest_record.max(facts.records.bound(rows, condition));
        // What is told of rows, and of lines between them, in the order of lines.
        let mut asides = splitter.asides();
        for finding in checker.check(rows, condition, first + 1) {
            let above = asides.iter().take_while(|aside| aside.row <= finding.row).count();
            let (before, rest) = asides.split_at(above);
            facts.tell_asides(before);
            asides = rest;
            let record = first + finding.row as u64;
            if finding.severity == Severity::Error && facts.invalid.insert(record) {
                facts.tally.invalid_records += 1;
            }
            let room = facts.tally.count(&finding.code, finding.severity, finding.subject);
            if room || facts.stream.is_some() {
                let place = IssuePlace {
                    row: Some(record + 1),
                    line: rows.get(finding.row).map_or(0, |row| row.place().line),
                    column: name_of(finding.subject, columns, header),
                    severity: finding.severity,
                    value: excerpt(finding.value),
                };
                facts.keep(Issue { place, code: finding.code }, room);
            }
        }
        facts.tell_asides(asides);
    }
    Ok(())
}

impl Facts {
    /// Tells of lines that are no rows.
    fn tell_asides(&mut self, asides: &[Aside]) {
        for aside in asides {
            let issue = told(aside);
            let room = self.tally.count(&issue.code, issue.place.severity, Subject::Row);
            self.keep(issue, room);
        }
    }

    /// Keeps an issue for whoever takes them all, and where there is room.
    fn keep(&mut self, issue: Issue, room: bool) {
        if let Some(stream) = &mut self.stream {
            stream.push(issue.clone());
        }
        if room {
            self.tally.issues.push(issue);
        }
    }
}

/// The name of what a finding is about; none for a whole row.
fn name_of(subject: Subject, columns: &[Column], header: &[String]) -> Option<String> {
    match subject {
        Subject::Row => None,
        Subject::Column(at) => columns.get(at).map(|column| column.key.clone()),
        Subject::Header(at) => header.get(at).cloned(),
    }
}
