//! A sheet: opened from the first bytes of a file, checked in a first pass, read anywhere, paged in a second.

mod read_options;
mod tally;

use crate::bitmap::Bitmap;
use crate::check::{Checker, Subject};
use crate::decode::{bom_len, foreign};
use crate::dialect::{self, Sniffed};
use crate::error::{Error, Result};
use crate::index::{Index, Window};
use crate::issue::{Issue, IssuePlace, Severity, excerpt};
use crate::map::{Fold, Mapping, columns_of};
use crate::page::{PageOptions, Pager, Paging, RecordWriter};
use crate::split::{BLOCK_ROWS, FaultKind, Format, Place, Splitter};
use crate::template::{Column, OnInvalid, Template};
use std::sync::Arc;

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
    header: Vec<String>,
    dialect: Dialect,
    format: Format,
    /// Where the first record begins.
    data: Place,
    mapping: Mapping,
    fold: Fold,
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
        fold: Fold,
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
        let (header, data) = read_header(text, whole, &found, start)?;
        let columns =
            template.as_ref().map_or_else(|| columns_of(&header), |template| template.columns.clone());
        let mapping = if template.is_some() && found.header_row > 0 {
            Mapping::suggest(&columns, &header, fold)
        } else {
            // Without a template every header is a column; without headers there is only the order to go by.
            Mapping::by_place(&columns, header.len())
        };
        let dialect = Dialect::new(options, &found, header.len() as u32);
        Ok(Sheet { template, columns, header, dialect, format, data, mapping, fold, state: State::Opened })
    }

    /// The headers as the file has them; `column_1`, … where it has none.
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// How the file is read.
    pub fn dialect(&self) -> &Dialect {
        &self.dialect
    }

    /// Which header feeds which column.
    pub fn mapping(&self) -> &Mapping {
        &self.mapping
    }

    /// Bytes of the file before the first record.
    pub fn data_offset(&self) -> u64 {
        self.data.offset
    }

    /// Gives columns other headers, or none. What a check has found is forgotten.
    pub fn set_mapping(&mut self, changes: &[(String, Option<usize>)]) -> Result<()> {
        self.mapping = self.mapping.changed(changes, &self.columns, self.header.len())?;
        self.state = State::Opened;
        Ok(())
    }

    /// Begins the first pass: the whole file is to be pushed from its first byte. With `stream`, every issue is kept
    /// until [`Sheet::take_issues`] takes it.
    pub fn start_check(&mut self, stream: bool) {
        self.state = State::Checking(Box::new(Pass {
            splitter: Splitter::new(self.format, self.data, self.header.len()),
            checker: Checker::new(
                &self.columns,
                &self.mapping,
                self.header.len(),
                self.on_invalid() == OnInvalid::Skip,
                self.fold,
            ),
            facts: Facts {
                index: Index::new(self.data, self.header.len()),
                tally: Tally::default(),
                invalid: Bitmap::default(),
                records: Arc::new(RecordWriter::new(&self.columns, &self.mapping, self.fold)),
                longest_record: 0,
                stream: stream.then(Vec::new),
            },
            to_skip: self.data.offset,
        }));
    }

    /// Checks the rows in the next bytes of the file.
    pub fn push(&mut self, bytes: &[u8]) -> Result<()> {
        let State::Checking(pass) = &mut self.state else { return Err(Error::NotChecked) };
        let skipped = bytes.len().min(usize::try_from(pass.to_skip).unwrap_or(usize::MAX));
        pass.to_skip -= skipped as u64;
        pass.splitter.push(&bytes[skipped..]);
        examine(pass, &self.columns, &self.header)
    }

    /// As [`Sheet::push`], with bytes that `write` puts where they are wanted.
    pub fn push_with(&mut self, count: usize, write: impl FnOnce(&mut [u8])) -> Result<()> {
        match &mut self.state {
            State::Checking(pass) if pass.to_skip == 0 => {
                pass.splitter.push_with(count, write);
                examine(pass, &self.columns, &self.header)
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
        examine(pass, &self.columns, &self.header)?;
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
        let name = |subject| name_of(subject, &self.columns, &self.header);
        Ok(facts.tally.result(name, self.total_records(facts)))
    }

    /// A window of records from `start` (from 0) on, if the first pass has come that far.
    pub fn window(&self, start: u64, count: usize) -> Option<Window> {
        match self.known() {
            Some(facts) => facts.index.window(start, count, self.format),
            None => Index::new(self.data, self.header.len()).window(start, count, self.format),
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
            width: self.header.len(),
            data: self.data,
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
        for finding in checker.check(rows, condition, first + 1) {
            let record = first + finding.row as u64;
            if finding.severity == Severity::Error && facts.invalid.insert(record) {
                facts.tally.invalid_records += 1;
            }
            let room = facts.tally.count(&finding);
            if room || facts.stream.is_some() {
                let place = IssuePlace {
                    row: record + 1,
                    line: rows.get(finding.row).map_or(0, |row| row.place().line),
                    column: name_of(finding.subject, columns, header),
                    severity: finding.severity,
                    value: excerpt(finding.value),
                };
                let issue = Issue { place, code: finding.code };
                if let Some(stream) = &mut facts.stream {
                    stream.push(issue.clone());
                }
                if room {
                    facts.tally.issues.push(issue);
                }
            }
        }
    }
    Ok(())
}

/// The name of what a finding is about; none for a whole row.
fn name_of(subject: Subject, columns: &[Column], header: &[String]) -> Option<String> {
    match subject {
        Subject::Row => None,
        Subject::Column(at) => columns.get(at).map(|column| column.key.clone()),
        Subject::Header(at) => header.get(at).cloned(),
    }
}

/// The headers, as the rows say that were found to hold them, and where the first record begins.
fn read_header(text: &[u8], whole: bool, found: &Sniffed, start: Place) -> Result<(Vec<String>, Place)> {
    let mut splitter = Splitter::new(found.format, start, found.width as usize);
    splitter.push(text);
    if whole {
        splitter.finish();
    }
    let (first, last) = match found.header_row {
        0 => (found.data_row, found.data_row),
        row => (row, row + found.header_rows.max(1) - 1),
    };
    let mut names: Vec<String> = Vec::new();
    let mut rows = 0;
    loop {
        if !splitter.fill(1)? {
            return Err(match whole {
                false => Error::HeaderTooLong { limit: SAMPLE_BYTES },
                true if rows > 0 => Error::HeaderRowMissing { header_row: first },
                true => Error::EmptyFile,
            });
        }
        rows += 1;
        let at = (rows + splitter.blank_lines() + splitter.comments()) as u32;
        let Some(row) = splitter.rows().get(0).filter(|_| at >= first) else { continue };
        if at > last || (at > first && names.is_empty()) {
            return Err(Error::HeaderRowMissing { header_row: first });
        }
        if splitter.rows().faults().iter().any(|fault| fault.kind == FaultKind::Unclosed) {
            return Err(Error::HeaderUnclosed { line: row.place().line });
        }
        if found.header_row == 0 {
            return Ok(((1..=row.width()).map(|at| format!("column_{at}")).collect(), row.place()));
        }
        let texts = row.cells().map(|cell| String::from_utf8_lossy(cell.trim_ascii()).into_owned());
        names = below(&names, texts.collect());
        if at == last {
            splitter.skip_blank_lines();
            return Ok((names, splitter.place()));
        }
    }
}

/// Names of columns below the names of their groups, of which each is that of all columns up to the next group.
fn below(groups: &[String], names: Vec<String>) -> Vec<String> {
    let width = names.len().max(groups.len());
    let mut group = "";
    let mut names = names.into_iter();
    let mut join = |at: usize| {
        let name = names.next().unwrap_or_default();
        group = groups.get(at).map(String::as_str).filter(|text| !text.is_empty()).unwrap_or(group);
        match (group.is_empty(), name.is_empty()) {
            (true, _) => name,
            (_, true) => group.to_owned(),
            _ => [group, " ", name.as_str()].concat(),
        }
    };
    (0..width).map(&mut join).collect()
}
